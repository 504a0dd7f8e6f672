/* engine.h - the VT engine: what the parser's events do to screens, history and modes.
 *
 * The engine is a set of small states (screens, modes, character sets, tab stops, margins, colours, titles) and tables
 * of handlers that act on them. It has no window and no clock; replies and events go to the host's callbacks.
 *
 *   dispatch.c    tables: (prefix, intermediate, final) -> handler; vt52.c: those of the VT52
 *   print*.c      text into cells
 *   move.c        cursor, tabs, index, scroll regions
 *   edit.c        erase, insert, delete, scroll
 *   rect*.c       rectangles (rect.h)
 *   mode_set.c    setting and resetting modes, alternate screens
 *   cursor_style.c   the cursor's shape and blinking
 *   conformance.c operating levels, 8-bit controls
 *   sgr.c         SGR
 *   report.c      DA, DSR, DECRQM
 *   presentation.c   cursor, tab stops and colours as reports, and back
 *   window.c      XTWINOPS and other sizes
 *   dcs.c         the table of device control strings; DECRQSS, XTGETTCAP
 *   settings.c    what the host sets while a terminal runs
 *   answers.c     what the host has the terminal say of itself
 *   capabilities.c   what XTGETTCAP and the terminal description say
 *   control_strings.c   control strings: the terminal's own, and those that the host takes
 *   string_stream.c   which strings are acted on while they come: images; kitty_*.c: kitty's
 *   osc.c         the table of operating system commands; osc_*.c: one protocol each
 *   titles.c      titles, their stack and modes
 *   colors.c      the host's colours, and which of them programs changed; color_stack.c: colours in a stack
 *   protocols.c   what protocols remember between sequences
 *   access.c      the engine as the floors above see it (access.h)
 *   resize.c      new sizes, re-wrapping
 *   quick.c       text, renditions and moves while they are bytes
 *   straight.c    floods of lines, past the screen (straight_scan.c, straight_text.c)
 *   watch.c       stretches of text that views look at
 *   log.c         what is said about things left out
 *   send.c        what is replied, on its way out; replies.c: what waits there
 *   feed.c        feeding, as far as a budget goes
 *   engine.c      life, reset, events of the parser */
#ifndef QR_ENGINE_H
#define QR_ENGINE_H

#include <stdbool.h>
#include <stdint.h>

#include <quire/terminal.h>

#include "charset.h"
#include "control_strings.h"
#include "history.h"
#include "history_file.h"
#include "image_state.h"
#include "modes.h"
#include "parser.h"
#include "protocols.h"
#include "screen.h"
#include "send.h"
#include "sgr_read.h"
#include "tab_stops.h"
#include "watch.h"

struct qr_margins {
    uint32_t top, bottom; /* rows; bottom is behind the last one */
    uint32_t left, right; /* columns; in force only with DECLRMM */
};

/* Dynamic colours by number of their OSC minus 10. Those from the mouse on are only kept and reported: Quire has no
 * Tektronix window, and the desktop draws the pointer. Above 0xFFFFFF: none of its own (qr_dynamic_color_value). */
enum qr_dynamic_color {
    QR_COLOR_TEXT,
    QR_COLOR_BACKGROUND,
    QR_COLOR_CURSOR,
    QR_COLOR_MOUSE_TEXT,
    QR_COLOR_MOUSE_BACKGROUND,
    QR_COLOR_TEKTRONIX_TEXT,
    QR_COLOR_TEKTRONIX_BACKGROUND,
    QR_COLOR_HIGHLIGHT_BACKGROUND,
    QR_COLOR_TEKTRONIX_CURSOR,
    QR_COLOR_HIGHLIGHT_TEXT,
    QR_DYNAMIC_COLORS
};

/* Special colours (OSC 5): text that is bold, underlined, blinking, reverse, italic. Kept and reported; above 0xFFFFFF:
 * none of its own, and reported as the text's. */
#define QR_SPECIAL_COLORS 5

#define QR_COLOR_STACK_MAX 10

/* Colours that only OSC 21 sets; above 0xFFFFFF: they follow others. */
enum qr_named_color { QR_COLOR_CURSOR_TEXT, QR_COLOR_VISUAL_BELL, QR_NAMED_COLORS };

#define QR_COLOR_UNSET UINT32_C(0xFFFFFFFF)

/* Which colours a program chose; the others are the host's and follow what it has (colors.c). */
struct qr_chosen_colors {
    bool palette[256], dynamic[QR_DYNAMIC_COLORS];
};

/* What XTPUSHCOLORS saves. */
struct qr_saved_colors {
    uint32_t palette[256], dynamic[QR_DYNAMIC_COLORS], special[QR_SPECIAL_COLORS], named[QR_NAMED_COLORS];
    struct qr_chosen_colors chosen;
};

struct qr_colors {
    uint32_t palette[256], dynamic[QR_DYNAMIC_COLORS];
    uint32_t initial_palette[256], initial_dynamic[QR_DYNAMIC_COLORS]; /* the host's: as after a reset */
    struct qr_chosen_colors chosen;
    uint32_t special[QR_SPECIAL_COLORS], named[QR_NAMED_COLORS]; /* none after a reset */
    struct qr_saved_colors *stack[QR_COLOR_STACK_MAX];           /* NULL where nothing was saved */
    uint32_t stack_depth, stack_last;                            /* the present level; the highest one so far */
};

/* XTPUSHSGR: renditions without links, and what of them is brought back. The low 8 bits of `parts` are attributes. */
#define QR_SGR_STACK_MAX 10
#define QR_SAVED_UNDERLINE 0x100u
#define QR_SAVED_FOREGROUND 0x200u
#define QR_SAVED_BACKGROUND 0x400u
#define QR_SAVED_ALL 0x7FFu

struct qr_sgr_stack {
    struct {
        struct qr_style style;
        uint16_t parts;
    } entries[QR_SGR_STACK_MAX];
    uint8_t depth; /* may be more than there are entries */
};

/* What protects cells from erasing: DECSCA from the selective controls, SPA (as xterm has it) from ED, EL and ECH too.
 * The one that was used last counts. */
enum qr_protection_kind { QR_PROTECTION_NONE, QR_PROTECTION_DEC, QR_PROTECTION_ISO };

/* XTSMTITLE. */
enum qr_title_mode { QR_TITLE_SET_HEX = 1, QR_TITLE_QUERY_HEX = 2, QR_TITLE_SET_UTF8 = 4, QR_TITLE_QUERY_UTF8 = 8 };

struct qr_titles {
    char title[QUIRE_TITLE_MAX + 1], icon[QUIRE_TITLE_MAX + 1];
    char *stack[QUIRE_TITLE_STACK_MAX]; /* title and icon title, both terminated, one behind the other */
    size_t stack_bytes[QUIRE_TITLE_STACK_MAX];
    uint32_t stack_depth;
    uint32_t byte_limit, level_limit; /* the host's, at most the room that there is */
    uint8_t modes;                    /* qr_title_mode */
};

/* The cursor's shape and blinking (cursor_style.c). */
struct qr_cursor_style {
    enum quire_cursor_shape shape;
    enum quire_cursor_shape user_shape; /* of DECSCUSR 0 and after a reset */
    bool user_blink;                    /* the user's setting: mode 12 turns it round */
    bool steady;                        /* DECSCUSR asked for a steady cursor in place of the user's setting */
    bool chosen;                        /* a program chose shape and blinking: they are not the user's */
};

/* What the host allows programs, and how it has characters. Not in the power of any sequence. */
struct qr_policy {
    enum quire_permission window_ops, screen_checksum, clipboard_write;
    uint8_t ambiguous_columns;                           /* of East Asian Ambiguous characters: 1 or 2 */
    bool alternate_screen;                               /* it may be shown */
    uint32_t tab_width;                                  /* of tab stops as they are after a reset */
    char word_characters[QUIRE_WORD_CHARACTERS_MAX + 1]; /* that selecting by word takes in: UTF-8 */
};

/* What printing remembers of the text so far (print.c). */
struct qr_printer {
    bool last_from_set; /* the last character came through a designated set, where all are narrow */
    bool last_plain;    /* the last code point takes nothing behind it into its cluster */
    bool at_edge;       /* the last character reached the edge, and the cursor stayed on its column */
    bool sized;         /* the last cell was given its width by OSC 66: what joins it does not change that */
    bool just_printed;  /* nothing but text since the last character: clusters may join */
    uint32_t last_cluster[QUIRE_CLUSTER_MAX]; /* for REP: what was printed last, whole */
    uint32_t last_count;
};

/* XTCHECKSUM as Quire begins: see rect_checksum.c. */
#define QR_CHECKSUM_PLAIN 7u

/* A VT420. */
#define QR_LEVEL_MAX 4

/* What one call of the host may cost and has cost, in cells (feed.h). No state: what the terminal is does not depend on
 * it. */
struct qr_feed {
    uint64_t budget;
    bool stops;       /* behind the reply that reaches their limit (send.c) */
    uint64_t charged; /* besides what the pages count */
};

struct qr_engine {
    struct quire_allocator allocator;
    struct quire_callbacks callbacks;
    struct qr_parser parser;
    struct qr_control_strings strings;        /* what it tells of control strings, and the host that takes some */
    struct qr_screen primary, alternate;      /* the alternate one has no page until it is first shown */
    struct qr_screen *screen;                 /* the one that is shown */
    struct qr_history history;                /* of the primary screen */
    struct qr_file_findings history_findings; /* of its file, if it has one */
    struct qr_modes modes;
    struct qr_charsets charsets;
    struct qr_tab_stops tabs;
    struct qr_margins margins;
    struct qr_colors colors;
    struct qr_titles titles;
    struct qr_watch *watches; /* of the views */
    struct qr_protocols protocols;
    struct qr_image_state images;
    struct qr_sender sender; /* of replies */
    uint32_t cell_width_px, cell_height_px;
    struct qr_policy policy;
    struct qr_answers *answers; /* answers.h: the host's own; NULL: none */
    struct qr_printer printer;
    uint32_t unseen_rows; /* straight.c: so many of the first rows are no text, and scroll off into nowhere */
    struct qr_cursor_style cursor_style;
    uint8_t modify_other_keys, format_other_keys;
    uint32_t links_opened;    /* OSC 8 without an id so far: each is a link of its own */
    uint8_t protection;       /* the parameter of the last DECSCA */
    uint8_t protection_kind;  /* enum qr_protection_kind */
    uint8_t attribute_extent; /* DECSACE: 2 rectangles, 0 and 1 text */
    uint8_t checksum_flags;   /* XTCHECKSUM */
    uint8_t level;            /* DECSCL: 1 to QR_LEVEL_MAX */
    uint8_t supplemental;     /* DECAUPSS: a row of presentation.c's table */
    struct qr_sgr_stack sgr_stack;
    struct quire_window_state window; /* what the host said of its window */
    uint64_t colors_version;          /* changes with any colour or DECSCNM */
    uint64_t seed;
    uint64_t identity; /* no other terminal has it, nor one that was restored from a snapshot of this: for frames */
    struct qr_sgr_memo renditions;
    uint8_t plain_rows[2][64]; /* dispatch.c: which rows of the table have CSI final and CSI ? final, by its low bits */
    uint8_t escape_rows[128];  /* the same for ESC final */
    enum quire_result trouble; /* the first thing of this feed that lacked memory */
    struct qr_feed feed;
    uint32_t logged; /* bit n: code n was logged in this call of the host */
    bool calls_out;  /* a callback of the host is running, or may come: whatever would change the terminal is refused */
    bool sends;      /* it is `reply` or `log`: answers of the host are refused, too */
};

/* Around callbacks, and around calls of the host out of which some may come: begin says what end puts back. So the flag
 * says the truth where callbacks are nested (a reply that is sent from inside an event). */
static inline bool qr_call_out(struct qr_engine *engine) {
    bool before = engine->calls_out;
    engine->calls_out = true;
    return before;
}

static inline void qr_call_ended(struct qr_engine *engine, bool before) {
    engine->calls_out = before;
}

/* Around `reply` and `log`, which come from the middle of an answer. */
struct qr_call {
    bool calls_out, sends;
};

static inline struct qr_call qr_send_out(struct qr_engine *engine) {
    struct qr_call before = {qr_call_out(engine), engine->sends};
    engine->sends = true;
    return before;
}

static inline void qr_send_ended(struct qr_engine *engine, struct qr_call before) {
    engine->sends = before.sends;
    qr_call_ended(engine, before.calls_out);
}

/* --- life (engine.c) ------------------------------------------------------------------------------------------- */

enum quire_result qr_engine_create(const struct quire_terminal_options *options,
                                   const struct quire_allocator *allocator, struct qr_engine **engine);
void qr_engine_destroy(struct qr_engine *engine);
enum quire_result qr_engine_feed(struct qr_engine *engine, const uint8_t *bytes, size_t length);
/* What history holds is in its file when this returns, if it can be written. Feeding does it by itself. */
void qr_engine_commit(struct qr_engine *engine);
/* History is emptied, in its file too, whatever follows, and the primary screen is made as small as it can be. */
void qr_forget_history(struct qr_engine *engine);
/* RIS. */
void qr_engine_reset(struct qr_engine *engine);
/* DECSTR. */
void qr_engine_soft_reset(struct qr_engine *engine);

/* --- resize.c -------------------------------------------------------------------------------------------------- */

/* A new size, of the screens and of a cell in pixels (0: the present one). Whatever of it changes ends synchronized
 * output and is reported where mode 2048 asks for it. LIMIT, OUT_OF_MEMORY: nothing has changed. */
enum quire_result qr_engine_resize(struct qr_engine *engine, uint32_t cols, uint32_t rows, uint32_t cell_width_px,
                                   uint32_t cell_height_px);
/* Of a cell in pixels alone, 0: unknown. */
void qr_engine_set_cell_size(struct qr_engine *engine, uint32_t width_px, uint32_t height_px);

/* --- helpers for handlers -------------------------------------------------------------------------------------- */

typedef void qr_handler(struct qr_engine *engine, const struct qr_sequence *sequence);

static inline uint32_t qr_cols(const struct qr_engine *engine) {
    return qr_page_cols(&engine->screen->page);
}

static inline uint32_t qr_rows(const struct qr_engine *engine) {
    return qr_page_rows(&engine->screen->page);
}

static inline bool qr_is_alternate(const struct qr_engine *engine) {
    return engine->screen == &engine->alternate;
}

/* Parameter i, or `missing` when it was left out. */
static inline uint32_t qr_parameter(const struct qr_sequence *sequence, uint32_t i, uint32_t missing) {
    return i < sequence->count && sequence->values[i] >= 0 ? (uint32_t)sequence->values[i] : missing;
}

/* Parameter i as a count: absent and 0 are 1. */
static inline uint32_t qr_count(const struct qr_sequence *sequence, uint32_t i) {
    uint32_t value = qr_parameter(sequence, i, 1);
    return value == 0 ? 1 : value;
}

/* The columns that scrolling and wrapping work in. */
static inline uint32_t qr_left(const struct qr_engine *engine) {
    return qr_mode(&engine->modes, QR_MODE_LEFT_RIGHT_MARGINS) ? engine->margins.left : 0;
}

static inline uint32_t qr_right(const struct qr_engine *engine) {
    return qr_mode(&engine->modes, QR_MODE_LEFT_RIGHT_MARGINS) ? engine->margins.right : qr_cols(engine);
}

/* Columns of a row of the screen: half of them where it is of double size. */
static inline uint32_t qr_line_cols(const struct qr_engine *engine, uint32_t y) {
    const struct qr_page *page = &engine->screen->page;
    return qr_page_row_cols(page, qr_page_row(page, y));
}

/* A handler charges what it does besides editing a page: cells that it looks at, rows of history. */
static inline void qr_charge(struct qr_engine *engine, uint64_t cells) {
    engine->feed.charged += cells;
}

/* Notes that something lacked memory; feed reports it, and the log says what it was. */
void qr_engine_note(struct qr_engine *engine, enum quire_result result);
/* The same where text, a style or a link is what was lost. */
void qr_engine_note_as(struct qr_engine *engine, enum quire_log_code code, enum quire_result result);
/* What the parser tells of a control, and of whole sequences. */
void qr_engine_control(struct qr_engine *engine, uint8_t control);
void qr_engine_escape(struct qr_engine *engine, const struct qr_sequence *sequence);
void qr_engine_csi(struct qr_engine *engine, const struct qr_sequence *sequence);
/* Behind every control function: the cursor is on its line, and the budget is looked at. */
void qr_engine_end_function(struct qr_engine *engine);
/* The same for an ordinary OSC 8. */
struct qr_link_parts;
void qr_engine_link(struct qr_engine *engine, const struct qr_link_parts *parts);
/* Before anything is printed: the dress becomes that of the pen. */
static inline void qr_engine_settle_dress(struct qr_engine *engine) {
    if (!qr_screen_is_settled(engine->screen))
        qr_engine_note_as(engine, QUIRE_LOG_STYLE_DROPPED, qr_screen_settle_dress(engine->screen));
}
/* Before anything is erased or moved, saved or left: dress and blank become those of the pen. */
static inline void qr_engine_settle_pen(struct qr_engine *engine) {
    qr_engine_settle_dress(engine);
    qr_screen_settle_blank(engine->screen);
}
/* Says something to the host's log, once per call of the host (log.c). */
void qr_log(struct qr_engine *engine, enum quire_log_code code);

void qr_event(struct qr_engine *engine, const struct quire_event *event);
void qr_event_simple(struct qr_engine *engine, enum quire_event_type type);

/* A sequence without a handler: the form, then at most 128 bytes of data, cleaned. */
void qr_event_unknown(struct qr_engine *engine, const char *form, const uint8_t *data, size_t length);

/* osc_pointer.c: the shape in force, 0 the host's own; telling the host when it is not what it was `before`. */
uint8_t qr_pointer_shape(const struct qr_engine *engine);
void qr_pointer_changed(struct qr_engine *engine, uint8_t before);

/* report.c: in-band reports, for modes and for the host */
void qr_report_size(struct qr_engine *engine);
void qr_report_color_scheme(struct qr_engine *engine);
void qr_report_visibility(struct qr_engine *engine);

/* print.c */
void qr_print_ascii(struct qr_engine *engine, const uint8_t *text, size_t length);
void qr_print_text(struct qr_engine *engine, const uint32_t *code_points, size_t length);
/* print_utf8.c: as much of UTF-8 text as is simple, from a code point on that begins here. Returns its bytes; 0: what
 * begins here is not, and is to be decoded and printed with qr_print_text. */
size_t qr_print_utf8(struct qr_engine *engine, const uint8_t *bytes, const uint8_t *end);
/* Characters of a set that was designated: sets of 94 and 96 are narrow, whatever Unicode says of their code points. */
void qr_print_mapped(struct qr_engine *engine, const uint32_t *code_points, size_t length);
/* Does `c` belong to the cluster `text`? */
bool qr_cluster_joins(const uint32_t *text, uint32_t count, uint32_t c);
/* Is a cluster wide from now on, with its last code point? */
bool qr_cluster_grows_wide(const struct qr_engine *engine, const uint32_t *text, uint32_t count, bool was_wide);
/* Repeats the cluster that was printed last (qr_printer), `count` times or in as many cells. */
void qr_print_repeated(struct qr_engine *engine, uint32_t count, uint32_t cells);
/* OSC 66: all of the text in `width` columns, 1 to 7. */
void qr_print_in_columns(struct qr_engine *engine, const uint32_t *text, size_t count, uint32_t width);

/* move.c: absolute moves count from the page's corner; they clamp and end a pending wrap. */
void qr_move_to(struct qr_engine *engine, uint32_t x, uint32_t y);
/* As CUP: relative to the margins in origin mode. */
void qr_move_addressed(struct qr_engine *engine, uint32_t row, uint32_t col);
void qr_index(struct qr_engine *engine);
void qr_reverse_index(struct qr_engine *engine);
/* Scrolls the region; rows that leave at the top of the primary screen become history. */
void qr_scroll_up(struct qr_engine *engine, uint32_t count);
void qr_scroll_down(struct qr_engine *engine, uint32_t count);
/* The first rows of the primary screen become history; they stay where they are. */
void qr_push_rows(struct qr_engine *engine, uint32_t count);
/* Scrolls rows [top, bottom) between the margins, up when `count` is positive; what leaves is lost. */
void qr_shift_rows(struct qr_engine *engine, uint32_t top, uint32_t bottom, int32_t count);
bool qr_cursor_in_region(const struct qr_engine *engine);
/* The first row no longer goes on with what history ends with: for what moves or removes rows from `top` on. */
void qr_part_from_history(struct qr_engine *engine, uint32_t top);
void qr_save_cursor(struct qr_engine *engine);
void qr_restore_cursor(struct qr_engine *engine);
void qr_reset_margins(struct qr_engine *engine);
/* The cursor stays on a row of double size: called when a control function has ended, whatever that moved. */
void qr_keep_on_line(struct qr_engine *engine);
/* Every row of both screens is of single size from now on. */
void qr_single_size(struct qr_engine *engine);

/* colors.c. None needs memory; the cost is that of the colours. */
void qr_colors_init(struct qr_colors *colors, const struct quire_terminal_options *options);
/* All are the host's again; the stack stays. */
void qr_colors_reset(struct qr_colors *colors);
/* A program chose a colour, or let it go. */
void qr_colors_choose_palette(struct qr_colors *colors, uint32_t index, uint32_t rgb);
void qr_colors_reset_palette(struct qr_colors *colors, uint32_t index);
void qr_colors_choose_dynamic(struct qr_colors *colors, uint32_t which, uint32_t rgb);
void qr_colors_reset_dynamic(struct qr_colors *colors, uint32_t which);
/* From a snapshot: what differs from the host's colour was chosen, saved colours likewise. */
void qr_colors_guess_chosen(struct qr_colors *colors);
/* The initial colours are others: what nobody chose follows. True if a present colour changed. */
bool qr_colors_follow(struct qr_colors *colors);
enum quire_color_scheme qr_color_scheme_of(uint32_t rgb);

/* osc_color.c: the colour of a dynamic number, as it is shown and reported. */
uint32_t qr_dynamic_color_value(const struct qr_engine *engine, uint32_t which);
void qr_colors_changed(struct qr_engine *engine);

/* color_stack.c */
void qr_forget_color_stack(struct qr_engine *engine);

/* titles.c: `text` becomes a title; as it is, or in hexadecimal. */
void qr_set_title(struct qr_engine *engine, bool icon, const uint8_t *text, size_t length);
void qr_forget_titles(struct qr_engine *engine);
/* Level 0 pushes or pops; another writes or reads a level that is there, counted from 1, without that. `which`: 0 both,
 * 1 the icon title, 2 the window title. */
void qr_push_title(struct qr_engine *engine, uint32_t level);
void qr_pop_title(struct qr_engine *engine, uint32_t which, uint32_t level);
/* The host's limits: longer titles are cut, the oldest levels forgotten. Needs no memory. */
void qr_limit_titles(struct qr_engine *engine, uint32_t bytes, uint32_t levels);
/* A title as a report, if it is allowed: OSC kind title ST. */
void qr_report_title(struct qr_engine *engine, char kind, const char *title);

/* window.c: asks the host for another size; 0 is as large as the display. The terminal has it at once if the host
 * agrees. */
void qr_request_size(struct qr_engine *engine, uint32_t cols, uint32_t rows);

/* edit.c: columns [from, to) of row y were erased. */
void qr_row_erased(struct qr_engine *engine, uint32_t y, uint32_t from, uint32_t to);
/* Erases all rows, whatever is protected. */
void qr_erase_screen(struct qr_engine *engine);

/* mode_set.c */
void qr_set_mode(struct qr_engine *engine, enum qr_mode mode, bool on);
/* Shows the alternate screen or the primary one. */
bool qr_show_alternate(struct qr_engine *engine, bool alternate);
/* The host takes the alternate screen away. OUT_OF_MEMORY: the primary one has no room for the pen, nothing changed. */
enum quire_result qr_leave_alternate(struct qr_engine *engine);

/* cursor_style.c: is the cursor to blink? The user's setting, mode 12 and DECSCUSR together decide. */
bool qr_cursor_blinks(const struct qr_engine *engine);
/* The user's cursor, as after a reset. */
void qr_cursor_style_reset(struct qr_engine *engine);
/* Another cursor of the user's. One that a program chose stays as it is. */
void qr_cursor_style_set(struct qr_engine *engine, enum quire_cursor_shape shape, bool blink);

/* The position of a screen cell, for selections and resizing; and back: false when it is not on the screen. */
struct qr_position qr_position_of(const struct qr_screen *screen, uint32_t x, uint32_t y);
bool qr_position_find(const struct qr_screen *screen, struct qr_position position, uint32_t *x, uint32_t *y);
/* Rows [from, to) of the primary screen are about to be appended to history: lines among them whose beginning is gone
 * get new numbers and begin with column 0, but for the first line of a history. */
void qr_begin_lines(struct qr_engine *engine, uint32_t from, uint32_t to);

/* Checks all pages; see quire_terminal_verify. */
size_t qr_engine_check(const struct qr_engine *engine, void (*report)(void *user, const char *text), void *user);

#endif
