/** @file
 * quire/terminal.h - a whole terminal: bytes from a program in, a screen with its history kept, replies and events out.
 *
 * A terminal has no window, no pty and no clock. The host feeds what the program wrote, sends on what the terminal
 * replies, draws frames (frame.h) and answers events. Input is never an error: any bytes, in any chunking, leave a
 * valid screen. Sources: ECMA-48, DEC STD 070, xterm ctlseqs, kitty protocol documents.
 *
 * Thread rule: one thread at a time per terminal (the host locks); callbacks run inside the call that caused them, on
 * its thread.
 *
 * From inside a callback of a terminal (those below, hooks for strings, and functions that write, search or report for
 * a call of the host) the same terminal may be asked, with functions that take it as const (quire_terminal_get_info,
 * _input_modes, _title, ...), and answered: quire_terminal_clipboard_reply, the answers of clipboard.h and
 * notification.h, tickets (reply.h); but not from `reply` and `log`, which come from the middle of an answer.
 * Everything else is refused, for the terminal may be in the middle of a change: the answer is INVALID (false, 0 or
 * SIZE_MAX where there is no result), and nothing has changed. quire_terminal_destroy does nothing there. Other
 * terminals, frames that were updated, and pages have nothing to do with it. Since 0.1. */
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
#include <quire/log.h>
#include <quire/mouse.h>
#include <quire/notification.h>
#include <quire/result.h>
#include <quire/verify.h>

/** What an event is about; the members of quire_event that it uses stand beside it, the others are zero. */
enum quire_event_type {
    QUIRE_EVENT_NONE = 0,            /**< none; never sent */
    QUIRE_EVENT_TITLE = 1,           /**< text: the new window title */
    QUIRE_EVENT_ICON_TITLE = 2,      /**< text: the new icon title */
    QUIRE_EVENT_BELL = 3,            /**< BEL */
    QUIRE_EVENT_CLIPBOARD_SET = 4,   /**< OSC 52: text is the decoded data; selection 'c', 'p' or 's' */
    QUIRE_EVENT_CLIPBOARD_QUERY = 5, /**< OSC 52 ?: the host may answer with quire_terminal_clipboard_reply */
    QUIRE_EVENT_DIRECTORY = 6,       /**< OSC 7: text is the URI; OSC 9;9 and 1337;CurrentDir: a path */
    QUIRE_EVENT_NOTIFICATION = 7,    /**< OSC 9, 99, 777: title (may be empty) and text; `notification` for 99 */
    QUIRE_EVENT_PROGRESS = 8,        /**< OSC 9;4: state, an enum quire_progress; value 0 to 100, -1: as it was */
    QUIRE_EVENT_POINTER_SHAPE = 9,   /**< OSC 22: text is a CSS cursor name, empty for the host's own */
    QUIRE_EVENT_RESIZE_REQUEST = 10, /**< a program asks for cols x rows; only when window operations are allowed */
    /** XTWINOPS 1, 2, 3, 5, 6, 9, 10: `value` is the operation, cols and rows its parameters (of 3, which moves, x and
     * y in pixels); only when window operations are allowed. */
    QUIRE_EVENT_WINDOW = 11,
    QUIRE_EVENT_COLORS = 12,        /**< the palette or a dynamic colour changed */
    QUIRE_EVENT_MODES = 13,         /**< mouse mode, cursor or another mode that a host shows changed */
    QUIRE_EVENT_UNKNOWN = 14,       /**< a sequence that the terminal does not know, and a string that no hook takes
                                       (strings.h); text is its printable form */
    QUIRE_EVENT_SHELL = 15,         /**< OSC 133: `shell` */
    QUIRE_EVENT_USER_VARIABLE = 16, /**< OSC 1337 SetUserVar: title is the name, text the value */
    QUIRE_EVENT_REMOTE_HOST = 17,   /**< OSC 1337 RemoteHost: text is the user, an at sign and the host */
    QUIRE_EVENT_NOTIFICATION_CLOSE = 18, /**< OSC 99: text is the id of a notification to be taken away */
    /** OSC 99: the host may answer with quire_terminal_notification_alive; text is the id of the question. */
    QUIRE_EVENT_NOTIFICATION_ALIVE = 19,
    QUIRE_EVENT_CLIPBOARD_WRITE = 20, /**< OSC 5522: `clipboard`; answer with quire_terminal_clipboard_written */
    /** OSC 5522: `clipboard`; answer with quire_terminal_clipboard_send or quire_terminal_clipboard_refused. */
    QUIRE_EVENT_CLIPBOARD_READ = 21
};

/** How a program says that its work goes (OSC 9;4). */
enum quire_progress {
    QUIRE_PROGRESS_NONE = 0,    /**< there is nothing to show */
    QUIRE_PROGRESS_RUNNING = 1, /**< so many per cent are done */
    QUIRE_PROGRESS_FAILED = 2,  /**< something went wrong */
    QUIRE_PROGRESS_BUSY = 3,    /**< no end is known */
    QUIRE_PROGRESS_PAUSED = 4   /**< it waits */
};

/** What begins where a shell sets a mark (OSC 133). */
enum quire_shell_mark {
    QUIRE_SHELL_PROMPT = 0, /**< A, P, N: a prompt */
    QUIRE_SHELL_INPUT = 1,  /**< B, I: what the user types */
    QUIRE_SHELL_OUTPUT = 2, /**< C: a command runs, its output begins */
    QUIRE_SHELL_DONE = 3    /**< D: the command has ended */
};

/** What a shell says of its prompt and commands. Strings are UTF-8 without controls, not terminated, and borrowed until
 * the callback returns. */
struct quire_shell_event {
    size_t size;                /**< sizeof, of the library that calls */
    enum quire_shell_mark mark; /**< what begins here */
    char kind;                  /**< of a prompt: 'i' first, 'c' continued, 's' secondary, 'r' at the right */
    int32_t exit_status;        /**< DONE; -1: not told */
    bool redraw;                /**< PROMPT: the shell draws its prompt anew after a resize; so they do as a rule */
    bool special_key;           /**< PROMPT: the cursor is moved with a key of its own, not with cursor keys */
    uint8_t click_events;       /**< PROMPT: clicks into it are to be sent, 1: rows of the screen, 2: of the prompt */
    const char *id;             /**< aid=: which of nested shells */
    size_t id_length;           /**< bytes of id */
    const char *command;        /**< OUTPUT: cmdline= or cmdline_url=, decoded */
    size_t command_length;      /**< bytes of command */
    uint64_t line;              /**< of the line in which the mark stands (quire/place.h) */
};

/** One event. Borrowed, with its texts, until the callback returns. */
struct quire_event {
    size_t size;                /**< sizeof, of the library that calls */
    enum quire_event_type type; /**< what it is about */
    const char *text;           /**< UTF-8, not terminated, borrowed until the callback returns */
    size_t text_length;         /**< bytes of text */
    const char *title;          /**< of a notification or variable: UTF-8, not terminated, borrowed likewise */
    size_t title_length;        /**< bytes of title */
    int32_t state;              /**< of a progress report: an enum quire_progress */
    int32_t value;              /**< per cent of a progress report, or the number of a window operation */
    int32_t cols;               /**< columns, or the first parameter of a window operation */
    int32_t rows;               /**< rows, or the second parameter */
    char selection; /**< of the clipboard, as the program named it: 'c' clipboard, 'p' primary, 's' the host's choice */
    const struct quire_notification *notification;   /**< of the events that name it, else NULL; borrowed likewise */
    const struct quire_shell_event *shell;           /**< likewise */
    const struct quire_clipboard_request *clipboard; /**< likewise */
};

/** What a terminal calls. All run inside the call of the host that caused them, on its thread; what they may call is
 * said above. Each may be NULL. */
struct quire_callbacks {
    size_t size; /**< sizeof, set by the initialiser */
    void *user;  /**< passed to each; must outlive the terminal */
    /** Bytes that the terminal sends to the program (reports). Borrowed until the callback returns. NULL: dropped. */
    void (*reply)(void *user, const char *bytes, size_t length);
    /** Something the host may act on. NULL: ignored. */
    void (*event)(void *user, const struct quire_event *event);
    /** Something was left out, see log.h. NULL: nobody is told. */
    void (*log)(void *user, const struct quire_log *log);
    /** Asked in place of QUIRE_EVENT_RESIZE_REQUEST. True: the terminal has the size cols x rows at once, so that the
     * program finds what it asked for, and the host makes its window so large; where that does not succeed, it calls
     * quire_terminal_resize with the size that there is. False: nothing changes. NULL: the event comes instead. */
    bool (*resize)(void *user, uint32_t cols, uint32_t rows);
};

/** Initialiser of struct quire_callbacks: nobody listens. */
#define QUIRE_CALLBACKS_INIT                                                                                           \
    { sizeof(struct quire_callbacks), NULL, NULL, NULL, NULL, NULL }

/** May a program do something? */
enum quire_permission {
    QUIRE_DENY = 0,  /**< no */
    QUIRE_ALLOW = 1, /**< yes */
    QUIRE_ASK = 2    /**< ask somebody, where that can be */
};

/** Shapes of the cursor (DECSCUSR). */
enum quire_cursor_shape {
    QUIRE_CURSOR_BLOCK = 0,     /**< the whole cell */
    QUIRE_CURSOR_UNDERLINE = 1, /**< a line below it */
    QUIRE_CURSOR_BAR = 2        /**< a line at its left */
};

/** How a terminal is made. Nothing in it is kept but the callbacks and the allocator, which are copied. */
struct quire_terminal_options {
    size_t size;               /**< sizeof, set by the initialiser */
    uint32_t cols;             /**< columns, up to QUIRE_MAX_COLUMNS */
    uint32_t rows;             /**< rows, up to QUIRE_MAX_ROWS; cells up to QUIRE_MAX_CELLS */
    uint32_t cell_width_px;    /**< for the size reports of programs; 0: unknown, and reports in pixels are not
                                  answered (XTWINOPS 14, 15, 16) or say 0 (mode 2048) */
    uint32_t cell_height_px;   /**< likewise */
    uint64_t scrollback_lines; /**< logical lines kept above the screen */
    uint64_t scrollback_bytes; /**< bytes of history at most; 0: no such limit */
    const struct quire_allocator *allocator; /**< NULL: the default */
    const struct quire_callbacks *callbacks; /**< copied; NULL: nobody listens */
    enum quire_permission window_ops;        /**< changes of the window and title reports; ASK is DENY here */
    enum quire_permission screen_checksum;   /**< DECRQCRA */
    /** May programs set the clipboard? It is the host that does it (QUIRE_EVENT_CLIPBOARD_SET and _WRITE, which come
     * whatever stands here); where it says ALLOW, programs are told so (52 in DA1). */
    enum quire_permission clipboard_write;
    uint32_t foreground;                  /**< default colour of text, 0xRRGGBB */
    uint32_t background;                  /**< default colour behind it, 0xRRGGBB */
    uint32_t cursor_color;                /**< 0xRRGGBB; above 0xFFFFFF: like the text */
    const uint32_t *palette;              /**< 256 colours 0xRRGGBB, copied; NULL: Quire's own */
    enum quire_cursor_shape cursor_shape; /**< until a program asks for another, and again after DECSCUSR 0 and RIS */
    /** The user's setting, which mode 12 turns round as in xterm (cursorBlinkXOR), and DECSCUSR replaces. */
    bool cursor_blink;
    const char *history_file;       /**< the history lives in this file (history_file.h); NULL: in memory. Copied */
    uint32_t notification_features; /**< what the host does with notifications: enum quire_notification_feature */
    /** East Asian Ambiguous characters (UAX #11: box drawing, Greek, Cyrillic, private use, ...) take two columns, as
     * in old CJK fonts. Characters of designated sets (SCS) stay narrow. What is on the screen and in history keeps the
     * width that it was printed with. */
    bool ambiguous_wide;
    /** Of the hash tables: a secret random number, so that no output can be made that slows them down. 0: the system's
     * randomness. A fixed one makes a run like another to the last step, for tests. Nothing that the terminal shows,
     * answers or writes depends on it, and no snapshot has it. */
    uint64_t seed;
    /** Bytes that images may take, with their animation and what is under way (image.h). What has no room makes the
     * images go that were not seen for the longest time. 0: the terminal has no images, and programs are told so. */
    uint64_t image_limit;
};

/** Initialiser of struct quire_terminal_options: 80 columns, 24 rows, 10,000 lines of history, nothing allowed, Quire's
 * own colours. */
#define QUIRE_TERMINAL_OPTIONS_INIT                                                                                    \
    {                                                                                                                  \
        sizeof(struct quire_terminal_options), 80, 24, 0, 0, 10000, 0, NULL, NULL, QUIRE_DENY, QUIRE_DENY, QUIRE_DENY, \
            0xD8DEE9, 0x16181D, 0xFFFFFFFF, NULL, QUIRE_CURSOR_BLOCK, false, NULL, 0, false, 0, QUIRE_IMAGE_LIMIT      \
    }

/** A terminal. */
struct quire_terminal;

/** What quire_terminal_get_info tells. */
struct quire_terminal_info {
    size_t size;                          /**< sizeof, set by the initialiser */
    uint32_t cols;                        /**< columns */
    uint32_t rows;                        /**< rows */
    uint32_t cursor_row;                  /**< on the screen, from 0 */
    uint32_t cursor_col;                  /**< on the screen, from 0 */
    bool cursor_visible;                  /**< DECTCEM */
    bool cursor_blink;                    /**< it is to blink */
    bool cursor_pending_wrap;             /**< the row is full: the next character begins the next row */
    enum quire_cursor_shape cursor_shape; /**< its shape */
    bool alternate_screen;                /**< the alternate screen is shown */
    bool synchronized_output;             /**< mode 2026 is set: a host should not draw until it is not, or half a
                                             second has passed */
    uint64_t history_lines;               /**< logical lines above the screen */
    uint64_t history_bytes;               /**< bytes that history holds */
    uint64_t screen_bytes;                /**< bytes that both screens hold, with their styles, links and clusters; what
                                             these can grow to is in limits.h, and scrollback_bytes is apart */
    uint64_t image_bytes;                 /**< bytes that images take, of those that image_limit allows */
    uint64_t images;                      /**< how many there are, seen or not */
};

/** Initialiser of struct quire_terminal_info: its size, everything else zero. */
#define QUIRE_TERMINAL_INFO_INIT                                                                                       \
    {                                                                                                                  \
        sizeof(struct quire_terminal_info), 0, 0, 0, 0, false, false, false, QUIRE_CURSOR_BLOCK, false, false, 0, 0,   \
            0, 0, 0                                                                                                    \
    }

/** The host's window, for the reports of XTWINOPS (xterm ctlseqs). */
struct quire_window_state {
    size_t size;                /**< sizeof, set by the initialiser */
    int32_t x_px;               /**< corner of the window on the display, frame included */
    int32_t y_px;               /**< likewise */
    int32_t text_x_px;          /**< corner of the text on the display */
    int32_t text_y_px;          /**< likewise */
    uint32_t width_px;          /**< of the window, frame included; 0: unknown */
    uint32_t height_px;         /**< likewise */
    uint32_t display_width_px;  /**< of the display that it is on; 0: unknown */
    uint32_t display_height_px; /**< likewise */
    bool minimized;             /**< nothing of it is shown but an icon */
};

/** Initialiser of struct quire_window_state: its size, everything else unknown. */
#define QUIRE_WINDOW_STATE_INIT                                                                                        \
    { sizeof(struct quire_window_state), 0, 0, 0, 0, 0, 0, 0, 0, false }

QUIRE_BEGIN_DECLS

/** Makes a terminal. OUT_OF_MEMORY; LIMIT: a size of zero or beyond limits.h; INVALID: a bad size of the options,
 * the callbacks or the allocator, or a value that settings.h refuses: a colour above 0xFFFFFF (but of the cursor), no
 * such cursor shape, permission or notification feature. With a history file also the errors of quire_history_open;
 * what is in the file stands above the screen, and from then on lines that have left the screen are in the file when
 * the call that moved them returns.
 */
QUIRE_API enum quire_result quire_terminal_create(const struct quire_terminal_options *options,
                                                  struct quire_terminal **terminal);

/** Releases everything. NULL is allowed. From inside a callback it does nothing. */
QUIRE_API void quire_terminal_destroy(struct quire_terminal *terminal);

/** Feeds bytes from the program. OUT_OF_MEMORY: the operation that needed the memory was dropped, all others of the
 * chunk were done and the terminal goes on. LIMIT: as many replies wait as may (reply.h), nothing was taken, and the
 * same bytes are to be fed again later; only hosts that take tickets or keep replies see it. */
QUIRE_API enum quire_result quire_terminal_feed(struct quire_terminal *terminal, const void *bytes, size_t length);

/** Feeds bytes from the program as far as a budget goes; `*taken` is how many, at least one where there is one (but
 * none with LIMIT, as quire_terminal_feed; a reply that reaches the limit of reply.h ends the budget, and so does the
 * end of a synchronized update, mode 2026, so that a host can take its frame before the next one begins). The rest is
 * fed by further calls, at once or when others have had their turn: how bytes are divided among calls changes nothing
 * (but callbacks come in the call that took their bytes). For hosts that lock the terminal, or have other things to do
 * on its thread: a kilobyte of output can ask for a thousand copies of the screen.
 *
 * The budget is in cells: one for each cell that is written, moved or looked at, one for each byte, and what rows,
 * scrolling and resizing cost beside, told in cells. A cell costs a tenth of a nanosecond to some, so 262,144 is a call
 * of a millisecond or two at most on a screen of 10,000 cells. Cost beside: an addition an event. It is looked at
 * between control functions; one of them costs up to ten times the cells of the screen, and that is by how much a call
 * may exceed its budget. UINT64_MAX: as quire_terminal_feed. Result: as quire_terminal_feed. Thread rule: as everywhere
 * here; the calls of one stream of bytes may come from any threads, one at a time. */
QUIRE_API enum quire_result quire_terminal_feed_some(struct quire_terminal *terminal, const void *bytes, size_t length,
                                                     uint64_t budget, size_t *taken);

/** Changes the size of both screens; the primary one is wrapped anew together with its history. LIMIT, OUT_OF_MEMORY;
 * IO, CORRUPT: rows of history that belong on the screen now cannot be read: nothing changed. Cell sizes of 0 keep the
 * present ones. A change, be it of the cells' pixels only, ends synchronized output (mode 2026) and is reported where
 * mode 2048 asks for it. */
QUIRE_API enum quire_result quire_terminal_resize(struct quire_terminal *terminal, uint32_t cols, uint32_t rows,
                                                  uint32_t cell_width_px, uint32_t cell_height_px);

/** Says what the window is like, for reports that programs ask for: sizes always, the position and
 * whether it is minimized where window operations are allowed. Until then the window is unknown. INVALID: a bad size in
 * the initialiser. */
QUIRE_API enum quire_result quire_terminal_set_window(struct quire_terminal *terminal,
                                                      const struct quire_window_state *window);

/** Changes the option clipboard_write: what DA1 says from now on. INVALID: no such permission. */
QUIRE_API enum quire_result quire_terminal_set_clipboard_write(struct quire_terminal *terminal,
                                                               enum quire_permission permission);

/** What is known about the terminal right now. INVALID: a bad info size. */
QUIRE_API enum quire_result quire_terminal_get_info(const struct quire_terminal *terminal,
                                                    struct quire_terminal_info *info);

/** The modes that decide how input is encoded, for key.h, mouse.h and paste.h. INVALID: a bad size. */
QUIRE_API enum quire_result quire_terminal_input_modes(const struct quire_terminal *terminal,
                                                       struct quire_input_modes *modes);

/** The title, UTF-8, terminated; borrowed until the next feed or reset, or the end of the terminal. Never NULL. */
QUIRE_API const char *quire_terminal_title(const struct quire_terminal *terminal);

/** Removes the history above the screen. */
QUIRE_API enum quire_result quire_terminal_clear_history(struct quire_terminal *terminal);

/** Removes the history, and the rows of the primary screen above the one in which a line begins: that row becomes the
 * first one, and the cursor goes with its text. With a line in which a prompt begins, all but the last command is
 * cleared, and the shell need not draw anything. NOT_FOUND: the line does not begin on the screen. INVALID: the
 * alternate screen is shown, or a program has set margins: nothing has changed. Cost: that of scrolling so many rows.
 * Since 0.1. */
QUIRE_API enum quire_result quire_terminal_clear_above(struct quire_terminal *terminal, uint64_t line);

/** Tells the terminal what time it is, in milliseconds by whatever clock the host has (0: not known, as at first). Rows
 * that are written from now on have this time, and history keeps it with the line (quire_frame_get_line,
 * quire_history_read). Tickets of reply.h that have become too old are given up. A host calls it before it feeds. */
QUIRE_API enum quire_result quire_terminal_set_time(struct quire_terminal *terminal, uint64_t milliseconds);

/** The nearest line before or behind `line` in which a shell's prompt begins (OSC 133), in history and on the primary
 * screen; a line that is not there stands for the place behind the last one, or before the first. False: none. */
QUIRE_API bool quire_terminal_find_prompt(struct quire_terminal *terminal, uint64_t line, bool backward,
                                          uint64_t *found);

/** For time in which nothing happens: gives back memory that a flood of styles, links or clusters left with a screen
 * (where that halves it; see screen_bytes), counts rows of history that frames had to estimate, and compresses history
 * that has not been (where the library was built with LZ4), about `max_bytes` of it and at least 64 KiB; a mebibyte
 * takes about two milliseconds. Returns true if there is more to do. Nothing that the terminal shows or answers depends
 * on whether this was called. */
QUIRE_API bool quire_terminal_idle(struct quire_terminal *terminal, uint64_t max_bytes);

/** Full reset, as RIS does. */
QUIRE_API enum quire_result quire_terminal_reset(struct quire_terminal *terminal);

/** Ends synchronized output (mode 2026) when the host's time limit for it has passed. */
QUIRE_API enum quire_result quire_terminal_end_synchronized(struct quire_terminal *terminal);

/** Is what the host shows dark or light? */
enum quire_color_scheme {
    QUIRE_SCHEME_DARK = 1, /**< light text on dark */
    QUIRE_SCHEME_LIGHT = 2 /**< dark text on light */
};

/** Tells whether the host shows dark or light colours, for DSR 996; a program that asked for it (mode 2031) is told of
 * a change. Until the first call the lightness of the default background decides. INVALID: neither. Source: contour,
 * "Dark and Light Mode detection". */
QUIRE_API enum quire_result quire_terminal_set_color_scheme(struct quire_terminal *terminal,
                                                            enum quire_color_scheme scheme);

/** Tells whether anything of the terminal can be seen, for DSR 998; a program that asked for it (mode 2033) is told of
 * a change. A host that does not know says true, which is the state at the beginning. Source: "Terminal Visibility
 * Reports" of Tim Culverhouse, as kitty has them. */
QUIRE_API enum quire_result quire_terminal_set_visible(struct quire_terminal *terminal, bool visible);

/** Answers QUIRE_EVENT_CLIPBOARD_QUERY, from inside the callback or at any time after it: sends the text
 * base64-encoded through the reply callback, in one piece, or into the ticket that was taken for it (reply.h). It ends
 * in BEL or ST as the question of the ticket did, without one as the last such question. `selection` is that of the
 * event. INVALID: no such selection; LIMIT: too long to count; OUT_OF_MEMORY: nothing was sent. */
QUIRE_API enum quire_result quire_terminal_clipboard_reply(struct quire_terminal *terminal, char selection,
                                                           const char *text, size_t text_length);

QUIRE_END_DECLS

#endif
