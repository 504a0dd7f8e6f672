/* api_snapshot.c - quire/snapshot.h. */
#include <quire/snapshot.h>

#include <string.h>

#include "api.h"
#include "api_options.h"
#include "api_values.h"
#include "terminal_snapshot.h"

enum quire_result quire_snapshot_write(struct quire_terminal *terminal, quire_write_function *write, void *user) {
    struct qr_engine *e = api_engine(terminal);
    if (!write || !api_may_change(terminal))
        return QUIRE_INVALID;
    bool before = qr_call_out(e);
    enum quire_result result = qr_snapshot_write(e, write, user);
    qr_call_ended(e, before);
    return result;
}

size_t quire_snapshot_size(struct quire_terminal *terminal) {
    return api_may_change(terminal) ? (size_t)qr_snapshot_size(api_engine_const(terminal)) : 0;
}

static bool copy_piece(void *user, const char *bytes, size_t length) {
    char **to = user;
    memcpy(*to, bytes, length);
    *to += length;
    return true;
}

enum quire_result quire_snapshot_save(struct quire_terminal *terminal, void *buffer, size_t capacity, size_t *length) {
    char *to = buffer;
    if (!length || (!buffer && capacity > 0) || !api_may_change(terminal))
        return QUIRE_INVALID;
    *length = quire_snapshot_size(terminal);
    if (*length > capacity)
        return QUIRE_NO_SPACE;
    return qr_snapshot_write(api_engine_const(terminal), copy_piece, &to);
}

enum quire_result quire_snapshot_read(const void *bytes, size_t length, const struct quire_terminal_options *options,
                                      struct quire_terminal **terminal) {
    struct qr_engine *engine;
    struct api_options own;
    if (!terminal || !api_take_options(&own, options) || !api_permissions_allowed(&own.options) ||
        (!bytes && length > 0))
        return QUIRE_INVALID;
    enum quire_result result = qr_snapshot_read(bytes, length, &own.options, NULL, NULL, &engine);
    if (result == QUIRE_OK)
        *terminal = (struct quire_terminal *)engine;
    return result;
}

enum quire_result quire_snapshot_verify(const void *bytes, size_t length, quire_verify_report *report, void *user) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct qr_engine *engine;
    if (!bytes && length > 0)
        return QUIRE_INVALID;
    enum quire_result result = qr_snapshot_read(bytes, length, &options, report, user, &engine);
    if (result == QUIRE_OK)
        qr_engine_destroy(engine);
    return result;
}
