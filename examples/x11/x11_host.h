/* A terminal for X11 on Xlib and Xft: what a host does around libquire, to be copied from. Five files: the program
 * and the loop (main.c), the window (window.c), pictures (draw.c), keys and the mouse (input.c), selections of X11
 * (clipboard.c). One thread, nothing global. Left out are what blinks, letters of double size and shaped text. */
#ifndef X11_HOST_H
#define X11_HOST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include <X11/Xft/Xft.h>
#include <X11/Xlib.h>

#include <quire/frame.h>
#include <quire/terminal.h>

enum { BORDER_PX = 4, FONTS = 128 };

/* Faces of the font. EMOJI is one of the fallbacks only: characters that are to be drawn as coloured pictures. */
enum { BOLD = 1, ITALIC = 2, EMOJI = 4, FACES = 4 };

/* The first two are also indexes of `owned`. */
enum { PRIMARY, CLIPBOARD, UTF8, TARGETS, INCR, DELETE_WINDOW, PROTOCOLS, NET_NAME, PASTED, ATOMS };

struct bytes {
    char *data;
    size_t length;
};

/* A font that stands in for a face. Where no font has the code point, it is remembered with one that shows a box. */
struct fallback {
    XftFont *font;
    unsigned face;
    uint32_t code_point;
};

struct host {
    Display *display;
    int screen;
    Window window;
    Pixmap picture;  /* what the window shows */
    XftDraw *canvas; /* draws into the picture */
    GC gc;
    XIC input;
    Atom atoms[ATOMS];
    Time time; /* of the last event: X11 orders the owners of a selection by it */
    int width, height, cell_width, cell_height;
    bool focused;

    FcPattern *font; /* as the user named it */
    XftFont *faces[FACES];
    struct fallback fallbacks[FONTS];
    unsigned fallback_count;

    struct quire_terminal *terminal;
    struct quire_frame *frame;
    struct quire_frame_cell *cells; /* a row */
    uint32_t cols, rows, cursor_row;
    bool stale; /* the window does not show what the terminal has */
    bool empty; /* nor does the picture have anything */

    int pty;
    pid_t child;
    bool ended;
    struct bytes to_program; /* what it has not read yet */

    struct bytes owned[2], pasted;
    bool incremental; /* what is pasted comes in pieces */

    uint8_t keys_down[256 / 8];
    bool selecting;
    uint32_t clicks, clicked_row, clicked_col, mouse_row, mouse_col; /* where it was when it was clicked, and last */
    Time clicked;
};

/* main.c */
_Noreturn void die(const char *what);
void append(struct bytes *to, const char *data, size_t length);
void send_bytes(void *host, const char *data, size_t length);
void scroll(struct host *host, int64_t rows);
void resized(struct host *host);

/* window.c */
void open_window(struct host *host, uint32_t background);
void set_title(const struct host *host, const char *text, size_t length);
void handle_events(struct host *host);

/* draw.c */
void load_fonts(struct host *host, const char *name);
void draw(struct host *host);
void show(const struct host *host);

/* input.c */
void on_key(struct host *host, XKeyEvent *event);
void on_button(struct host *host, const XButtonEvent *event);
void on_motion(struct host *host, const XMotionEvent *event);
void on_focus(struct host *host, bool focused);

/* clipboard.c: `which` is PRIMARY or CLIPBOARD */
void own(struct host *host, int which, const char *text, size_t length);
void copy(struct host *host, int which);
void ask(struct host *host, int which);
void on_selection_asked(struct host *host, const XSelectionRequestEvent *event);
void on_selection_came(struct host *host, const XSelectionEvent *event);
void on_property(struct host *host, const XPropertyEvent *event);

#endif
