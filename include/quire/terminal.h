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
#include <quire/clipboard.h>
#include <quire/export.h>
#include <quire/key.h>
#include <quire/limits.h>
#include <quire/mouse.h>
#include <quire/notification.h>
#include <quire/result.h>

enum quire_event_type {
    QUIRE_EVENT_NONE = 0,
    QUIRE_EVENT_TITLE = 1,           /* text: the new window title */
    QUIRE_EVENT_ICON_TITLE = 2,      /* text */
    QUIRE_EVENT_BELL = 3,            /* BEL */
    QUIRE_EVENT_CLIPBOARD_SET = 4,   /* OSC 52: text is the decoded data; selection 'c', 'p' or 's' */
    QUIRE_EVENT_CLIPBOARD_QUERY = 5, /* OSC 52 ?: the host may answer with quire_terminal_clipboard_reply */
    QUIRE_EVENT_DIRECTORY = 6,       /* OSC 7: text is the URI; OSC 9;9 and 1337;CurrentDir: a path */
    QUIRE_EVENT_NOTIFICATION = 7,    /* OSC 9, 99, 777: title (may be empty) and text; `notification` for 99 */
    QUIRE_EVENT_PROGRESS = 8,        /* OSC 9;4: state is an enum quire_progress, value 0 to 100, or -1: as it was */
    QUIRE_EVENT_POINTER_SHAPE = 9,   /* OSC 22: text is a CSS cursor name, empty for the host's own */
    QUIRE_EVENT_RESIZE_REQUEST = 10, /* a program asks for cols x rows; only when window operations are allowed */
    QUIRE_EVENT_WINDOW = 11,        /* XTWINOPS 1, 2, 5, 6, 9, 10: `value` is the operation, cols/rows its parameters */
    QUIRE_EVENT_COLORS = 12,        /* the palette or a dynamic colour changed */
    QUIRE_EVENT_MODES = 13,         /* mouse mode, cursor or another mode that a host shows changed */
    QUIRE_EVENT_UNKNOWN = 14,       /* a sequence that the terminal does not know; text is its printable form */
    QUIRE_EVENT_SHELL = 15,         /* OSC 133: `shell` */
    QUIRE_EVENT_USER_VARIABLE = 16, /* OSC 1337 SetUserVar: title is the name, text the value */
    QUIRE_EVENT_REMOTE_HOST = 17,   /* OSC 1337 RemoteHost: text is user@host */
    QUIRE_EVENT_NOTIFICATION_CLOSE = 18, /* OSC 99: text is the id of a notification to be taken away */
    QUIRE_EVENT_NOTIFICATION_ALIVE = 19, /* OSC 99: the host may answer with quire_terminal_notification_alive; text */
    QUIRE_EVENT_CLIPBOARD_WRITE = 20,    /* OSC 5522: `clipboard`; answer with quire_terminal_clipboard_written */
    QUIRE_EVENT_CLIPBOARD_READ = 21 /* OSC 5522: `clipboard`; answer with quire_terminal_clipboard_send or _refused */
};

enum quire_progress {
    QUIRE_PROGRESS_NONE = 0,
    QUIRE_PROGRESS_RUNNING = 1,
    QUIRE_PROGRESS_FAILED = 2,
    QUIRE_PROGRESS_BUSY = 3, /* no end known */
    QUIRE_PROGRESS_PAUSED = 4
};

enum quire_shell_mark {
    QUIRE_SHELL_PROMPT = 0, /* OSC 133 A, P, N: a prompt begins */
    QUIRE_SHELL_INPUT = 1,  /* B, I: what the user types begins */
    QUIRE_SHELL_OUTPUT = 2, /* C: a command runs, its output begins */
    QUIRE_SHELL_DONE = 3    /* D: the command has ended */
};

/* What a shell says of its prompt and commands. Strings are UTF-8 without controls, not terminated. */
struct quire_shell_event {
    enum quire_shell_mark mark;
    char kind;            /* of a prompt: 'i' first, 'c' continued, 's' secondary, 'r' at the right */
    int32_t exit_status;  /* DONE; -1: not told */
    bool redraw;          /* PROMPT: the shell draws its prompt anew after a resize (the rule) */
    bool special_key;     /* PROMPT: the cursor is moved with a key of its own, not with cursor keys */
    uint8_t click_events; /* PROMPT: clicks into it are to be sent, 1: rows of the screen, 2: rows of the prompt */
    const char *id;       /* aid=: which of nested shells */
    size_t id_length;
    const char *command; /* OUTPUT: cmdline= or cmdline_url=, decoded */
    size_t command_length;
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
    /* Set for the events that name them, NULL otherwise; borrowed like the text. */
    const struct quire_notification *notification;
    const struct quire_shell_event *shell;
    const struct quire_clipboard_request *clipboard;
};

struct quire_callbacks {
    void *user;
    /* Bytes that the terminal sends to the program (reports). Borrowed until the callback returns. NULL: dropped. */
    void (*reply)(void *user, const char *bytes, size_t length);
    /* Something the host may act on. NULL: ignored. */
    void (*event)(void *user, const struct quire_event *event);
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
    uint32_t notification_features; /* enum quire_notification_feature: what a program is told */
};

#define QUIRE_TERMINAL_OPTIONS_INIT                                                                                    \
    {                                                                                                                  \
        sizeof(struct quire_terminal_options), 80, 24, 0, 0, 10000, 0, NULL, {NULL, NULL, NULL}, QUIRE_DENY,           \
            QUIRE_DENY, 0xD8DEE9, 0x16181D, 0xFFFFFFFF, NULL, QUIRE_CURSOR_BLOCK, false, 0                             \
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

enum quire_color_scheme { QUIRE_SCHEME_DARK = 1, QUIRE_SCHEME_LIGHT = 2 };

/* Tells whether the host shows dark or light colours, for DSR 996; a program that asked for it (mode 2031) is told of a
 * change. Until the first call the lightness of the initial background decides. INVALID: neither. */
QUIRE_API enum quire_result quire_terminal_set_color_scheme(struct quire_terminal *terminal,
                                                            enum quire_color_scheme scheme);

/* Tells whether anything of the terminal can be seen, for DSR 998; a program that asked for it (mode 2033) is told of a
 * change. A host that does not know says true, which is the state at the beginning. */
QUIRE_API void quire_terminal_set_visible(struct quire_terminal *terminal, bool visible);

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
