/* terminal_snapshot.h - a whole terminal to bytes and back.
 *
 * Writing is one walk over the engine: numbers field by field, live pages as their blocks (that is what offsets are
 * for), history as sealed blocks and the parts of the open page. The length of a part is found by walking it once
 * without writing, so nothing is collected and no memory is taken.
 *
 * Reading goes the same way in the same order. Numbers have ranges (snapshot_io.h); pages are copied and then validated
 * by qr_page_check and qr_history_check, which trust nothing; what a page cannot know about its terminal (line numbers
 * of screen and history together, cursors, holders of styles) is validated by snapshot_check.c. Only then is there a
 * terminal.
 *
 * Not for single pages, and not for files that grow. */
#ifndef QR_TERMINAL_SNAPSHOT_H
#define QR_TERMINAL_SNAPSHOT_H

#include "access.h"
#include "snapshot_io.h"

typedef void qr_snapshot_report(void *user, const char *text);

/* LIMIT: the callback stopped it. */
enum quire_result qr_snapshot_write(const struct qr_engine *engine, quire_write_function *write, void *user);
uint64_t qr_snapshot_size(const struct qr_engine *engine);
/* The options' size was checked. `report` may be NULL. */
enum quire_result qr_snapshot_read(const void *bytes, size_t length, const struct quire_terminal_options *options,
                                   qr_snapshot_report *report, void *user, struct qr_engine **engine);

/* --- inside the floor ------------------------------------------------------------------------------------------ */

/* A reading in progress. */
struct qr_restore {
    struct qr_snapshot_in rest; /* parts that are still to come */
    struct qr_engine *engine;
    bool has_alternate, shows_alternate, has_images;
    uint64_t image_limit; /* of the options */
    const char *part;     /* name of the present one */
    qr_snapshot_report *report;
    void *user;
};

/* Tells what is wrong and gives `result`. */
enum quire_result qr_restore_fail(const struct qr_restore *restore, const char *why, enum quire_result result);

/* The payload of the next part, which must be of this type. */
enum quire_result qr_restore_part(struct qr_restore *restore, enum qr_snapshot_part type, const char *name,
                                  struct qr_snapshot_in *in);
/* CORRUPT if anything in the part was wrong, or something is left of it. */
enum quire_result qr_restore_end(const struct qr_restore *restore, const struct qr_snapshot_in *in);

struct qr_charsets qr_in_charsets(struct qr_snapshot_in *in);

/* Reads SCREEN and PAGE. */
enum quire_result qr_restore_screen(struct qr_restore *restore, bool alternate);
/* Reads HISTORY and its pages. */
enum quire_result qr_restore_history(struct qr_restore *restore);

/* The part PROTOCOLS (snapshot_protocols.c): `object` is the engine. */
void qr_snapshot_put_protocols(struct qr_snapshot_out *out, const void *object);
enum quire_result qr_snapshot_get_protocols(struct qr_restore *restore, struct qr_snapshot_in *in);

/* The parts of images (snapshot_images.c), where there are any. */
bool qr_snapshot_has_images(const struct qr_engine *engine);
void qr_snapshot_put_images(struct qr_snapshot_out *out, const struct qr_engine *engine);
enum quire_result qr_restore_images(struct qr_restore *restore);

/* One part: `put` writes its payload (snapshot_write.c). */
typedef void qr_put_part(struct qr_snapshot_out *out, const void *object);
void qr_snapshot_part_out(struct qr_snapshot_out *out, enum qr_snapshot_part type, qr_put_part *put,
                          const void *object);

/* What only the whole terminal shows. */
enum quire_result qr_restore_validate(const struct qr_restore *restore);

#endif
