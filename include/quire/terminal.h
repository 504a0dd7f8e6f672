/* quire/terminal.h - a whole terminal: bytes from a program in, a screen with its history kept, replies and events out.
 *
 * A terminal has no window, no pty and no clock. The host feeds what the program wrote, sends on what the terminal
 * replies, draws frames (frame.h) and answers events. Input is never an error: any bytes, in any chunking, leave a
 * valid screen. Sources: ECMA-48, DEC STD 070, xterm ctlseqs, kitty protocol documents.
 *
 * Thread rule: one thread at a time per terminal (the host locks); callbacks run inside the call that caused them, on
 * its thread, and must not call back into the same terminal. Since 0.1. */
#ifndef QUIRE_TERMINAL_H
#define QUIRE_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <quire/allocator.h>
#include <quire/export.h>
#include <quire/key.h>
#include <quire/limits.h>
#include <quire/mouse.h>
#include <quire/result.h>

enum quire_event_type {
    QUIRE_EVENT_NONE = 0,
    QUIRE_EVENT_TITLE = 1,           /* text: the new window title */
    QUIRE_EVENT_ICON_TITLE = 2,      /* text */
    QUIRE_EVENT_BELL = 3,            /* BEL */
    QUIRE_EVENT_CLIPBOARD_SET = 4,   /* OSC 52: text is the decoded data; selection 'c', 'p' or 's' */
    QUIRE_EVENT_CLIPBOARD_QUERY = 5, /* OSC 52 ?: the host may answer with quire_terminal_clipboard_reply */
    QUIRE_EVENT_DIRECTORY = 6,       /* OSC 7: text is the URI */
    QUIRE_EVENT_NOTIFICATION = 7,    /* OSC 9, 99, 777: title (may be empty) and text */
    QUIRE_EVENT_PROGRESS = 8,        /* OSC 9;4: state 0 to 4, value 0 to 100 */
    QUIRE_EVENT_POINTER_SHAPE = 9,   /* OSC 22: text is a CSS cursor name, empty for the default */
    QUIRE_EVENT_RESIZE_REQUEST = 10, /* a program asks for cols x rows; only when window operations are allowed */
    QUIRE_EVENT_WINDOW = 11, /* XTWINOPS 1, 2, 3, 5, 6, 9, 10: `value` is the operation, cols/rows its parameters (for
                                3, move: x and y in pixels); only when window operations are allowed */
    QUIRE_EVENT_COLORS = 12, /* the palette or a dynamic colour changed */
    QUIRE_EVENT_MODES = 13,  /* mouse mode, cursor or another mode that a host shows changed */
    QUIRE_EVENT_UNKNOWN = 14 /* a sequence that the terminal does not know; text is its printable form */
};

struct quire_event {
    enum quire_event_type type;
    const char *text; /* UTF-8, not terminated, borrowed until the callback returns */
    size_t text_length;
    const char *title;
    size_t title_length;
    int32_t state, value;
    int32_t cols, rows;
    char selection;
};

struct quire_callbacks {
    void *user;
    /* Bytes that the terminal sends to the program (reports). Borrowed until the callback returns. NULL: dropped. */
    void (*reply)(void *user, const char *bytes, size_t length);
    /* Something the host may act on. NULL: ignored. */
    void (*event)(void *user, const struct quire_event *event);
    /* Asked in place of QUIRE_EVENT_RESIZE_REQUEST. True: the terminal has the size cols x rows at once, so that the
     * program finds what it asked for, and the host makes its window so large; where that does not succeed, it calls
     * quire_terminal_resize with the size that there is. False: nothing changes. NULL: the event comes instead. */
    bool (*resize)(void *user, uint32_t cols, uint32_t rows);
};

enum quire_permission { QUIRE_DENY = 0, QUIRE_ALLOW = 1, QUIRE_ASK = 2 };

enum quire_cursor_shape { QUIRE_CURSOR_BLOCK = 0, QUIRE_CURSOR_UNDERLINE = 1, QUIRE_CURSOR_BAR = 2 };

struct quire_terminal_options {
    size_t size;
    uint32_t cols, rows;
    uint32_t cell_width_px, cell_height_px;  /* for size reports and pixel mouse; 0: unknown */
    uint64_t scrollback_lines;               /* logical lines kept above the screen */
    uint64_t scrollback_bytes;               /* bytes of history at most; 0: no such limit */
    const struct quire_allocator *allocator; /* NULL: the default */
    struct quire_callbacks callbacks;
    enum quire_permission window_ops;              /* changes of the window and title reports; ASK is DENY here */
    enum quire_permission screen_checksum;         /* DECRQCRA */
    uint32_t foreground, background, cursor_color; /* 0xRRGGBB; a cursor_color above 0xFFFFFF: like the text */
    const uint32_t *palette;                       /* 256 colours 0xRRGGBB, copied; NULL: Quire's own */
    enum quire_cursor_shape cursor_shape; /* until a program asks for another, and again after DECSCUSR 0 and RIS */
    bool cursor_blink;
};

#define QUIRE_TERMINAL_OPTIONS_INIT                                                                                    \
    {                                                                                                                  \
        sizeof(struct quire_terminal_options), 80, 24, 0, 0, 10000, 0, NULL, {NULL, NULL, NULL, NULL}, QUIRE_DENY,           \
            QUIRE_DENY, 0xD8DEE9, 0x16181D, 0xFFFFFFFF, NULL, QUIRE_CURSOR_BLOCK, false                                \
    }

struct quire_terminal;

struct quire_terminal_info {
    size_t size;
    uint32_t cols, rows;
    uint32_t cursor_row, cursor_col; /* on the screen, 0-based */
    bool cursor_visible, cursor_blink, cursor_pending_wrap;
    enum quire_cursor_shape cursor_shape;
    bool alternate_screen;
    bool synchronized_output; /* mode 2026 is set: a host should not draw, for at most 150 ms */
    uint64_t history_lines;   /* logical lines above the screen */
    uint64_t history_bytes;   /* bytes that history holds */
};

/* The host's window, for the reports of XTWINOPS (xterm ctlseqs). */
struct quire_window_state {
    size_t size;
    int32_t x_px, y_px;                           /* corner of the window on the display, frame included */
    int32_t text_x_px, text_y_px;                 /* corner of the text on the display */
    uint32_t width_px, height_px;                 /* of the window, frame included; 0: unknown */
    uint32_t display_width_px, display_height_px; /* of the display that it is on; 0: unknown */
    bool minimized;
};

#define QUIRE_WINDOW_STATE_INIT                                                                                        \
    { sizeof(struct quire_window_state), 0, 0, 0, 0, 0, 0, 0, 0, false }

#define QUIRE_TERMINAL_INFO_INIT                                                                                       \
    { sizeof(struct quire_terminal_info), 0, 0, 0, 0, false, false, false, QUIRE_CURSOR_BLOCK, false, false, 0, 0 }

QUIRE_BEGIN_DECLS

/* Makes a terminal. OUT_OF_MEMORY; LIMIT: a size of zero or beyond the limits above; INVALID: a bad options size. */
QUIRE_API enum quire_result quire_terminal_create(const struct quire_terminal_options *options,
                                                  struct quire_terminal **terminal);

/* Releases everything. NULL is allowed. */
QUIRE_API void quire_terminal_destroy(struct quire_terminal *terminal);

/* Feeds bytes from the program. Only OUT_OF_MEMORY can come back: the operation that needed the memory was dropped, all
 * others of the chunk were done and the terminal goes on. */
QUIRE_API enum quire_result quire_terminal_feed(struct quire_terminal *terminal, const void *bytes, size_t length);

/* Changes the size of both screens; the primary one is wrapped anew together with its history. LIMIT, OUT_OF_MEMORY:
 * nothing changed. Cell sizes of 0 keep the present ones. */
QUIRE_API enum quire_result quire_terminal_resize(struct quire_terminal *terminal, uint32_t cols, uint32_t rows,
                                                  uint32_t cell_width_px, uint32_t cell_height_px);

/* Says what the window is like, for reports that programs ask for: the size of the display always, the position and
 * whether it is minimized where window operations are allowed. Until then the window is unknown. INVALID: a bad size in
 * the initialiser. */
QUIRE_API enum quire_result quire_terminal_set_window(struct quire_terminal *terminal,
                                                      const struct quire_window_state *window);

/* What is known about the terminal right now; info->size is set by the caller's initialiser. */
QUIRE_API enum quire_result quire_terminal_info(const struct quire_terminal *terminal,
                                                struct quire_terminal_info *info);

/* The modes that decide how input is encoded. */
QUIRE_API enum quire_result quire_terminal_input_modes(const struct quire_terminal *terminal,
                                                       struct quire_input_modes *modes);

/* The title, UTF-8, terminated; borrowed until the next feed. Never NULL. */
QUIRE_API const char *quire_terminal_title(const struct quire_terminal *terminal);

/* Removes the history above the screen. */
QUIRE_API void quire_terminal_clear_history(struct quire_terminal *terminal);

/* For time in which nothing happens: counts rows of history that frames had to estimate, and compresses history that
 * has not been (where the library was built with LZ4), about `max_bytes` of it and at least 64 KiB; a mebibyte takes
 * about two milliseconds. Returns true if there is more to do. Nothing that the terminal shows or answers depends on
 * whether this was called. */
QUIRE_API bool quire_terminal_idle(struct quire_terminal *terminal, uint64_t max_bytes);

/* Full reset, as RIS does. */
QUIRE_API void quire_terminal_reset(struct quire_terminal *terminal);

/* Ends synchronized output (mode 2026) when the host's time limit for it has passed. */
QUIRE_API void quire_terminal_end_synchronized(struct quire_terminal *terminal);

/* Answers QUIRE_EVENT_CLIPBOARD_QUERY: sends the text base64-encoded through the reply callback. */
QUIRE_API enum quire_result quire_terminal_clipboard_reply(struct quire_terminal *terminal, char selection,
                                                           const char *text, size_t text_length);

/* Checks every page of the terminal against every rule of its format; reports each breach through `report` (may be
 * NULL) as "structure: rule: where". Returns the number of breaches, SIZE_MAX without memory for the recount. Slow: for
 * tests and `quire verify`. */
QUIRE_API size_t quire_terminal_verify(const struct quire_terminal *terminal,
                                       void (*report)(void *user, const char *text), void *user);

QUIRE_END_DECLS

#endif
