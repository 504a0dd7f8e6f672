/* api_identity.c - quire/identity.h: every answer is looked at before any is taken. */
#include <quire/identity.h>

#include <string.h>

#include "answers.h"
#include "api.h"
#include "qr_sized.h"

/* The length of a string of at most `most` bytes; more than that: it is longer. */
static size_t bounded_length(const char *text, size_t most) {
    const char *end = memchr(text, 0, most + 1);
    return end ? (size_t)(end - text) : most + 1;
}

/* Printable ASCII, a blank too, of so many bytes. */
static bool is_text(const char *text, size_t least, size_t most) {
    size_t length = bounded_length(text, most);
    for (size_t i = 0; i < length && length <= most; i++) {
        if (text[i] < 0x20 || text[i] > 0x7E)
            return false;
    }
    return length >= least && length <= most;
}

static bool is_unit(const char *text) {
    return bounded_length(text, 8) == 8 && strspn(text, "0123456789ABCDEFabcdef") == 8;
}

/* NAME=VALUE, NAME or NAME@ */
static bool is_capability(const char *text) {
    size_t name = 0;
    if (!text)
        return false;
    while (name <= QUIRE_CAPABILITY_NAME_MAX && text[name] > 0x20 && text[name] < 0x7F && !strchr("=@#,;", text[name]))
        name++;
    if (name == 0 || name > QUIRE_CAPABILITY_NAME_MAX)
        return false;
    const char *behind = text + name;
    return *behind == 0 || (*behind == '@' && behind[1] == 0) ||
           (*behind == '=' && bounded_length(behind + 1, QUIRE_CAPABILITY_VALUE_MAX) <= QUIRE_CAPABILITY_VALUE_MAX);
}

static bool capabilities_allowed(const char *const *texts, size_t count) {
    if ((texts == NULL) != (count == 0) || count > QUIRE_CAPABILITIES_MAX)
        return false;
    for (size_t i = 0; i < count; i++) {
        if (!is_capability(texts[i]))
            return false;
    }
    return true;
}

static bool allowed(const struct quire_terminal_identity *given) {
    return (!given->version || is_text(given->version, 1, QUIRE_IDENTITY_TEXT_MAX)) &&
           (given->primary == NULL) == (given->primary_count == 0) && given->primary_count <= QUIRE_PARAMETERS_MAX &&
           (!given->unit || is_unit(given->unit)) &&
           (!given->terminal_name || is_text(given->terminal_name, 1, QUIRE_IDENTITY_TEXT_MAX)) &&
           capabilities_allowed(given->capabilities, given->capability_count) &&
           (!given->answerback || is_text(given->answerback, 0, QUIRE_ANSWERBACK_MAX));
}

enum quire_result quire_terminal_identity_set(struct quire_terminal *terminal,
                                              const struct quire_terminal_identity *identity) {
    struct quire_terminal_identity own = QUIRE_TERMINAL_IDENTITY_INIT;
    if (!terminal || (identity && (!QR_TAKE(own, identity) || !allowed(&own))) || !api_may_change(terminal))
        return QUIRE_INVALID;
    return qr_engine_set_answers(api_engine(terminal), identity ? &own : NULL);
}

enum quire_result quire_terminal_identity_get(const struct quire_terminal *terminal,
                                              struct quire_terminal_identity *identity) {
    if (!terminal || !QR_SOUND(identity))
        return QUIRE_INVALID;
    qr_sized_give(identity, qr_engine_answers(api_engine_const(terminal)));
    return QUIRE_OK;
}
