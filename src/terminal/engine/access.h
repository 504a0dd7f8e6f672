/* access.h - the engine as the floors above see it: what they read of it and tell it, by functions, so that its fields
 * are its own. tests/house/test_engine_fields.py holds view, api and snapshot to it.
 *
 * All are constant in time but for what they say; pointers are good until the engine is changed. */
#ifndef QR_ACCESS_H
#define QR_ACCESS_H

#include <quire/mouse.h>
#include <quire/settings.h>

#include "engine.h"
#include "image_hooks.h"

/* Is a callback of the host running, out of which nothing may change the engine? */
static inline bool qr_engine_calls_out(const struct qr_engine *engine) {
    return engine->calls_out;
}

/* Is it one out of which not even an answer may be given? */
static inline bool qr_engine_sends(const struct qr_engine *engine) {
    return engine->sends;
}

/* --- what is shown --------------------------------------------------------------------------------------------- */

/* The screen that is shown, its page and its cursor. */
static inline const struct qr_screen *qr_shown_screen(const struct qr_engine *engine) {
    return engine->screen;
}

static inline const struct qr_page *qr_shown_page(const struct qr_engine *engine) {
    return &engine->screen->page;
}

static inline const struct qr_cursor *qr_shown_cursor(const struct qr_engine *engine) {
    return &engine->screen->cursor;
}

static inline const struct qr_page *qr_primary_page(const struct qr_engine *engine) {
    return &engine->primary.page;
}

/* The history of the primary screen, whichever is shown. */
static inline const struct qr_history *qr_engine_history_const(const struct qr_engine *engine) {
    return &engine->history;
}

/* The same, to be read by what counts or caches on the way. */
static inline struct qr_history *qr_engine_history(struct qr_engine *engine) {
    return &engine->history;
}

/* What was found in the history's file when it was opened. */
static inline const struct qr_file_findings *qr_engine_findings(const struct qr_engine *engine) {
    return &engine->history_findings;
}

static inline bool qr_engine_mode(const struct qr_engine *engine, enum qr_mode mode) {
    return qr_mode(&engine->modes, mode);
}

static inline const struct qr_modes *qr_engine_modes(const struct qr_engine *engine) {
    return &engine->modes;
}

static inline const struct qr_colors *qr_engine_colors(const struct qr_engine *engine) {
    return &engine->colors;
}

/* Changes with any colour, or with how they are shown. */
static inline uint64_t qr_engine_colors_version(const struct qr_engine *engine) {
    return engine->colors_version;
}

static inline enum quire_cursor_shape qr_cursor_shape(const struct qr_engine *engine) {
    return engine->cursor_style.shape;
}

static inline const char *qr_engine_title(const struct qr_engine *engine) {
    return engine->titles.title;
}

static inline const char *qr_engine_icon_title(const struct qr_engine *engine) {
    return engine->titles.icon;
}

/* UTF-8, terminated: what selecting by word takes in besides letters, digits and most of what is beyond ASCII. */
static inline const char *qr_word_characters(const struct qr_engine *engine) {
    return engine->policy.word_characters;
}

/* Of East Asian Ambiguous characters: 1 or 2. */
static inline uint8_t qr_ambiguous_columns(const struct qr_engine *engine) {
    return engine->policy.ambiguous_columns;
}

/* Random; no other terminal of any process has it. */
static inline uint64_t qr_engine_identity(const struct qr_engine *engine) {
    return engine->identity;
}

/* Pages tell from now on where rows with images move to: after a store was made, and when a screen has another page. */
void qr_images_watch(struct qr_engine *engine);

/* Images, their budget and the host's hooks for them (image_state.h). The store is NULL where none came yet. */
static inline struct qr_image_state *qr_engine_image_state(struct qr_engine *engine) {
    return &engine->images;
}

static inline const struct qr_image_state *qr_engine_image_state_const(const struct qr_engine *engine) {
    return &engine->images;
}

/* What the host said last that the time is, in milliseconds; 0: nothing. */
static inline uint64_t qr_engine_time(const struct qr_engine *engine) {
    return engine->primary.page.block->now;
}

/* The modes that decide how input is encoded; all of `modes` is written. */
void qr_engine_input_modes(const struct qr_engine *engine, struct quire_input_modes *modes);

/* --- memory ---------------------------------------------------------------------------------------------------- */

static inline const struct quire_allocator *qr_engine_allocator(const struct qr_engine *engine) {
    return &engine->allocator;
}

/* Of the sets of the engine's pages, for others beside them. */
static inline uint64_t qr_engine_seed(const struct qr_engine *engine) {
    return engine->seed;
}

/* An empty page of the least capacity beside the engine's own, with their allocator and seed; it grows with what comes
 * into it. Linear in its cells. OUT_OF_MEMORY, LIMIT: there is none. */
enum quire_result qr_engine_make_page(const struct qr_engine *engine, struct qr_page *page, uint32_t cols,
                                      uint32_t rows);

/* --- what a host tells ----------------------------------------------------------------------------------------- */

/* A call of the host begins: everything may be logged again. */
void qr_engine_begin_call(struct qr_engine *engine);
/* Between sequences, as RIS comes; the history's file too. */
void qr_engine_reset_all(struct qr_engine *engine);
void qr_engine_clear_history(struct qr_engine *engine);
/* See quire_terminal_clear_above. */
enum quire_result qr_engine_clear_above(struct qr_engine *engine, uint64_t line);
/* Time in which nothing happens (quire_terminal_idle). */
bool qr_engine_idle(struct qr_engine *engine, uint64_t max_bytes);
void qr_engine_set_time(struct qr_engine *engine, uint64_t milliseconds);
void qr_engine_set_window(struct qr_engine *engine, const struct quire_window_state *window);
void qr_engine_set_clipboard_write(struct qr_engine *engine, enum quire_permission permission);
/* Reported where a program asked for it, if it is another. */
void qr_engine_set_color_scheme(struct qr_engine *engine, enum quire_color_scheme scheme);
/* The host's background is another: so is the scheme, if the host never told it. */
void qr_color_scheme_follow(struct qr_engine *engine);
void qr_engine_set_visible(struct qr_engine *engine, bool visible);
void qr_engine_end_synchronized(struct qr_engine *engine);

/* settings.c: values that are valid; all that `members` names, or nothing. OUT_OF_MEMORY: as qr_leave_alternate. Cost:
 * that of quire_terminal_settings_set. */
enum quire_result qr_engine_set_settings(struct qr_engine *engine, const struct quire_terminal_settings *settings);
void qr_engine_settings(const struct qr_engine *engine, struct quire_terminal_settings *settings);

/* --- what a snapshot writes down ------------------------------------------------------------------------------- */

/* All that is a number or a small record of them; the rest is parts. What they may be is snapshot_check.c's to say. */
struct qr_numbers {
    uint32_t cell_width_px, cell_height_px;
    uint8_t modify_other_keys, format_other_keys;
    uint8_t protection, protection_kind;
    uint8_t attribute_extent, checksum_flags, level, supplemental;
    uint8_t ambiguous_columns;
    struct qr_cursor_style cursor_style;
    struct qr_printer printer;
    struct qr_charsets charsets;
    struct qr_margins margins;
    struct qr_sgr_stack sgr_stack;
    uint64_t colors_version, seed;
    uint32_t links_opened;
};

struct qr_numbers qr_engine_numbers(const struct qr_engine *engine);
void qr_engine_set_numbers(struct qr_engine *engine, const struct qr_numbers *numbers);

/* A part, to be written down, or to be brought back. */
#define QR_PART(type, name)                                                                                            \
    static inline struct type *qr_part_##name(struct qr_engine *engine) {                                              \
        return &engine->name;                                                                                          \
    }                                                                                                                  \
    static inline const struct type *qr_part_##name##_const(const struct qr_engine *engine) {                          \
        return &engine->name;                                                                                          \
    }
QR_PART(qr_parser, parser)
QR_PART(qr_control_strings, strings)
QR_PART(qr_sender, sender)
QR_PART(qr_modes, modes)
QR_PART(qr_tab_stops, tabs)
QR_PART(qr_colors, colors)
QR_PART(qr_titles, titles)
QR_PART(qr_protocols, protocols)
QR_PART(qr_screen, primary)
QR_PART(qr_screen, alternate)
#undef QR_PART

static inline bool qr_engine_has_alternate(const struct qr_engine *engine) {
    return engine->alternate.page.block != NULL;
}

/* Which screen is shown; nothing else comes with it, as it does with a mode. */
static inline void qr_engine_show(struct qr_engine *engine, bool alternate) {
    engine->screen = alternate ? &engine->alternate : &engine->primary;
}

#endif
