/* x11_small [COMMAND [ARGUMENTS]] - a terminal for X11 on Xlib and Xft, as small as one may be that is used every day.
 *
 * The wheel, shift+PgUp and shift+PgDn scroll; what is dragged over is pasted by the middle button and by shift+Insert;
 * shift keeps the mouse from the program. The X resource x11_small.font names the font.
 *
 * Left out, and to be found in examples/x11: the clipboard, selections that come in pieces (INCR), of words, of lines,
 * blocks; links, focus, key releases, combining marks, a cursor that is a bar, lines but underlines, dim text, rows of
 * double width, speed (moving what scrolled), budgets of feeds, idle work, visuals that are no TrueColor, errors of
 * X11, a farewell when the window is closed (the connection is), the status of the command. What a program does not
 * read, or is selected, beyond QUEUE_MAX bytes is lost. It is one window with one terminal, so what it has is static;
 * examples/x11 has a struct. */
#define _GNU_SOURCE
#include <err.h>
#include <fcntl.h>
#include <locale.h>
#include <poll.h>
#include <pty.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include <X11/Xatom.h>
#include <X11/Xft/Xft.h>
#include <X11/Xutil.h>

#include <quire/quire.h>

enum { BORDER = 4, FACES = 4, FONTS = 64, CELLS_MAX = 1024, QUEUE_MAX = 1 << 22, FRAME_MS = 16, SYNCHRONIZED_MS = 150 };

static Display *display;
static Window window;
static XftDraw *canvas;
static XIC input;
static Atom utf8, targets, title;
static XftFont *fonts[FONTS]; /* plain, bold, italic, both; then those that stand in for them */
static int cell_width, cell_height, pty;
static unsigned short cols = 80, rows = 24;
static struct quire_terminal *terminal;
static struct quire_frame *frame;
static struct quire_input_modes modes = QUIRE_INPUT_MODES_INIT;
static char queue[QUEUE_MAX], selected[QUEUE_MAX]; /* what the program has not read yet; what was selected */
static size_t queued, selected_length;
static bool exposed, selecting;

static XftFont *find_font(unsigned face, FcChar32 character) {
    static const char *const faces[FACES] = {"", ":bold", ":italic", ":bold:italic"};
    const char *font = XGetDefault(display, "x11_small", "font");
    char name[256];
    unsigned i = face;
    while (fonts[i] && i < FONTS - 1 && !XftCharExists(display, fonts[i], character))
        i = i < FACES ? FACES : i + 1;
    snprintf(name, sizeof name, "%s%s:charset=%x", font ? font : "monospace:size=11", faces[face], character);
    if (!fonts[i])
        fonts[i] = XftFontOpenName(display, DefaultScreen(display), name);
    return fonts[i] ? fonts[i] : fonts[0];
}

static XftColor color_of(uint32_t rgb) { /* 16 bits of each, of which the upper count */
    return (XftColor){rgb, {(uint16_t)(rgb >> 8), (uint16_t)rgb, (uint16_t)(rgb << 8), 0xFFFF}};
}

static void fill(int x, int y, int width, int height, uint32_t rgb) {
    XftColor color = color_of(rgb);
    XftDrawRect(canvas, &color, x, y, (unsigned)width, (unsigned)height);
}

static void draw_cell(const struct quire_frame_cell *cell, int x, int y, bool cursor) {
    unsigned face = (cell->attributes & QUIRE_ATTR_BOLD ? 1u : 0) | (cell->attributes & QUIRE_ATTR_ITALIC ? 2u : 0);
    bool swapped = cursor ^ cell->selected ^ !!(cell->attributes & QUIRE_ATTR_INVERSE);
    XftColor ink = color_of(swapped ? cell->background : cell->foreground);
    int width = cell_width * cell->width, base = y + fonts[0]->ascent;
    fill(x, y, width, cell_height, swapped ? cell->foreground : cell->background);
    if (cell->text_length > 0 && !(cell->attributes & QUIRE_ATTR_INVISIBLE))
        XftDrawString32(canvas, &ink, find_font(face, cell->text[0]), x, base, cell->text, 1);
    if (cell->underline != QUIRE_UNDERLINE_NONE)
        fill(x, base + 1, width, 1, cell->underline_color);
}

static void draw_row(const struct quire_frame_info *info, uint32_t row) {
    static struct quire_frame_cell cells[CELLS_MAX];
    uint32_t count = quire_frame_row(frame, row, cells, CELLS_MAX);
    bool here = info->cursor_visible && row == info->cursor_row, block = info->cursor_shape == QUIRE_CURSOR_BLOCK;
    int x = BORDER, y = BORDER + (int)row * cell_height, width = (int)info->cols * cell_width + 2 * BORDER;
    XRectangle clip = {0, (short)y, (unsigned short)width, (unsigned short)cell_height};
    XftDrawSetClipRectangles(canvas, 0, 0, &clip, 1); /* no letter leans out of its row */
    fill(0, y, width, cell_height, info->background);
    for (uint32_t col = 0; col < count; x += cell_width * cells[col].width, col++)
        if (cells[col].width > 0)
            draw_cell(&cells[col], x, y, here && block && col == info->cursor_col);
    if (here && !block) /* a bar is drawn as a line below */
        fill(BORDER + (int)info->cursor_col * cell_width, y + cell_height - 2, cell_width, 2, info->foreground);
}

static void draw(void) {
    static uint32_t cursor_row;
    struct quire_frame_info info = QUIRE_FRAME_INFO_INIT;
    if (quire_frame_update(frame, terminal) != QUIRE_OK || quire_frame_get_info(frame, &info) != QUIRE_OK)
        return;
    for (uint32_t row = 0; row < info.rows; row++)
        if (exposed || row == info.cursor_row || row == cursor_row || quire_frame_row_changed(frame, row))
            draw_row(&info, row);
    quire_frame_drawn(frame);
    cursor_row = info.cursor_row;
    exposed = false;
}

static void on_reply(void *user, const char *bytes, size_t length) {
    (void)user;
    if (length <= QUEUE_MAX - queued)
        memcpy(queue + queued, bytes, length), queued += length;
}

static void on_terminal_event(void *user, const struct quire_event *event) {
    const unsigned char *text = (const unsigned char *)event->text;
    (void)user;
    if (event->type == QUIRE_EVENT_BELL)
        XBell(display, 0);
    else if (event->type == QUIRE_EVENT_TITLE)
        XChangeProperty(display, window, title, utf8, 8, PropModeReplace, text, (int)event->text_length);
}

static void give_selection(const XSelectionRequestEvent *to) {
    Atom types[] = {targets, utf8};
    bool text = to->target == utf8, known = text || to->target == targets;
    unsigned char *data = text ? (unsigned char *)selected : (unsigned char *)types;
    XEvent answer = {.xselection = {SelectionNotify, 0, False, display, to->requestor, to->selection, to->target,
                                    known ? to->property : None, to->time}};
    if (known)
        XChangeProperty(display, to->requestor, to->property, text ? utf8 : XA_ATOM, text ? 8 : 32, PropModeReplace,
                        data, text ? (int)selected_length : 2);
    XSendEvent(display, to->requestor, False, 0, &answer);
}

static void paste(void) { /* what the owner has put into the property that it was asked to */
    Atom type;
    int format;
    unsigned long size = 0, left;
    unsigned char *text = NULL;
    size_t length;
    XGetWindowProperty(display, window, utf8, 0, QUEUE_MAX, True, utf8, &type, &format, &size, &left, &text);
    if (size > 0 &&
        quire_paste_encode(&modes, (char *)text, size, queue + queued, QUEUE_MAX - queued, &length) == QUIRE_OK)
        queued += length;
    XFree(text);
}

static uint32_t mods_of(unsigned state) {
    return (state & ShiftMask ? QUIRE_MOD_SHIFT : 0u) | (state & ControlMask ? QUIRE_MOD_CTRL : 0u) |
           (state & Mod1Mask ? QUIRE_MOD_ALT : 0u) | (state & Mod4Mask ? QUIRE_MOD_SUPER : 0u);
}

static void on_key(XKeyEvent *from) {
    char text[512];
    KeySym symbol = NoSymbol;
    Status status;
    size_t length = (size_t)Xutf8LookupString(input, from, text, sizeof text, &symbol, &status);
    struct quire_key_event event = {.size = sizeof event, .text = text};
    event.key = quire_key_from_keysym((uint32_t)symbol);
    event.text_length = status == XLookupChars || status == XLookupBoth ? length : 0;
    event.mods = quire_key_mods_after(mods_of(from->state), event.key, QUIRE_KEY_PRESS);
    if (from->keycode != 0) /* else it is the text of an input method */
        event.character = quire_keysym_character((uint32_t)XLookupKeysym(from, 0));
    if (event.mods == QUIRE_MOD_SHIFT && event.key == QUIRE_KEY_INSERT)
        XConvertSelection(display, XA_PRIMARY, utf8, utf8, window, from->time);
    else if (event.mods == QUIRE_MOD_SHIFT && (event.key == QUIRE_KEY_PAGE_UP || event.key == QUIRE_KEY_PAGE_DOWN))
        quire_frame_scroll(frame, terminal, event.key == QUIRE_KEY_PAGE_UP ? (int64_t)rows - 1 : 1 - (int64_t)rows);
    else if (quire_key_encode(&modes, &event, queue + queued, QUEUE_MAX - queued, &length) == QUIRE_OK && length > 0) {
        queued += length;
        quire_frame_scroll_to(frame, terminal, 0);
    }
}

/* A press, a release or a motion, which begins as the others do; false: the program does not want to know. */
static bool report(const XButtonEvent *from, int32_t row, int32_t col) {
    unsigned held = from->state & Button1Mask ? 1 : from->state & Button2Mask ? 2 : from->state & Button3Mask ? 3 : 0;
    struct quire_mouse_event event = {.size = sizeof event, .mods = mods_of(from->state), .row = row, .col = col};
    size_t length;
    event.action = (enum quire_mouse_action)(from->type - ButtonPress); /* in X11's order; so are the buttons */
    event.button = (enum quire_mouse_button)(from->type == MotionNotify ? held : from->button);
    if (quire_mouse_encode(&modes, &event, queue + queued, QUEUE_MAX - queued, &length) != QUIRE_OK)
        return false;
    queued += length;
    return length > 0;
}

static uint32_t cell_at(int position, int size, uint32_t count) {
    int at = (position - BORDER) / size;
    return at < 0 ? 0 : (uint32_t)at < count ? (uint32_t)at : count - 1;
}

static void on_press(const XButtonEvent *from, uint32_t row, uint32_t col, bool right_half) {
    if (from->button == Button1)
        selecting = quire_selection_start(terminal, frame, row, col, right_half, QUIRE_SELECT_CELL) == QUIRE_OK;
    else if (from->button == Button2)
        XConvertSelection(display, XA_PRIMARY, utf8, utf8, window, from->time);
    else if (from->button == Button4 || from->button == Button5)
        quire_frame_scroll(frame, terminal, from->button == Button4 ? 3 : -3);
}

static void on_mouse(const XButtonEvent *from) {
    static uint32_t row, col;
    uint32_t old_row = row, old_col = col;
    size_t length;
    bool moved = from->type == MotionNotify, right_half = (from->x - BORDER) % cell_width >= cell_width / 2;
    row = cell_at(from->y, cell_height, rows), col = cell_at(from->x, cell_width, cols);
    if (selecting && moved) {
        quire_selection_extend(terminal, frame, row, col, right_half);
    } else if (selecting && from->type == ButtonRelease) {
        selecting = false;
        if (quire_selection_text(terminal, frame, selected, QUEUE_MAX, &length) == QUIRE_OK && length > 0) {
            XSetSelectionOwner(display, XA_PRIMARY, window, from->time);
            selected_length = length;
        }
    } else if (!moved || row != old_row || col != old_col) { /* programs are told of cells */
        bool told = !(from->state & ShiftMask) && report(from, (int32_t)row, (int32_t)col);
        if (!told && from->type == ButtonPress)
            on_press(from, row, col, right_half);
    }
}

static struct winsize text_size(void) {
    return (struct winsize){rows, cols, (unsigned short)(cols * cell_width), (unsigned short)(rows * cell_height)};
}

static void resize(int width, int height) { /* one column and row there always is */
    cols = (unsigned short)(1 + cell_at(width - BORDER - cell_width, cell_width, CELLS_MAX));
    rows = (unsigned short)(1 + cell_at(height - BORDER - cell_height, cell_height, CELLS_MAX));
    struct winsize size = text_size();
    ioctl(pty, TIOCSWINSZ, &size);
    quire_terminal_resize(terminal, cols, rows, (uint32_t)cell_width, (uint32_t)cell_height);
}

static void handle_events(void) {
    XEvent event;
    while (XPending(display) > 0) {
        XNextEvent(display, &event);
        quire_terminal_input_modes(terminal, &modes);
        if (XFilterEvent(&event, None)) /* the input method's */
            continue;
        if (event.type == KeyPress)
            on_key(&event.xkey);
        else if (event.type == ButtonPress || event.type == ButtonRelease || event.type == MotionNotify)
            on_mouse(&event.xbutton);
        else if (event.type == SelectionRequest)
            give_selection(&event.xselectionrequest);
        else if (event.type == SelectionNotify && event.xselection.property != None)
            paste();
        else if (event.type == ConfigureNotify)
            resize(event.xconfigure.width, event.xconfigure.height);
        else if (event.type == Expose)
            exposed = true;
    }
}

static int64_t now_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* In how many milliseconds the next picture is due; -1: none is. A program in the middle of one (mode 2026) is waited
 * for. `changed`: since when something differs from what was drawn, 0: nothing does. */
static int picture_due(int64_t changed, int64_t drawn) {
    struct quire_terminal_info info = QUIRE_TERMINAL_INFO_INIT;
    quire_terminal_get_info(terminal, &info);
    int64_t due = (info.synchronized_output ? changed + SYNCHRONIZED_MS : drawn + FRAME_MS) - now_ms();
    return changed == 0 ? -1 : due > 0 ? (int)due : 0;
}

static void run(void) { /* until no program has the pty any more */
    static char output[1 << 16];
    struct pollfd fds[] = {{ConnectionNumber(display), POLLIN, 0}, {pty, POLLIN, 0}};
    int64_t changed = now_ms(), drawn = 0;
    for (ssize_t length = 1; length > 0;) {
        fds[1].events = (short)((queued < QUEUE_MAX / 2 ? POLLIN : 0) | (queued > 0 ? POLLOUT : 0));
        bool pending = XPending(display) > 0; /* read already, so poll() does not know of it */
        if ((poll(fds, 2, pending ? 0 : picture_due(changed, drawn)) > 0 || pending) && changed == 0)
            changed = now_ms();
        if (fds[1].revents & (POLLIN | POLLHUP) && (length = read(pty, output, sizeof output)) > 0)
            quire_terminal_feed(terminal, output, (size_t)length);
        handle_events();
        ssize_t written = queued > 0 ? write(pty, queue, queued) : 0;
        if (written > 0)
            memmove(queue, queue + written, queued -= (size_t)written);
        if (picture_due(changed, drawn) == 0) {
            draw();
            drawn = now_ms(), changed = 0;
        }
    }
}

static void start(char **command) {
    char *shell = getenv("SHELL"), *alone[] = {shell ? shell : (char *)"/bin/sh", NULL};
    struct winsize size = text_size(); /* a program that learns it later draws anew, and its first message is lost */
    pid_t child = forkpty(&pty, NULL, NULL, &size);
    if (child == 0) {
        setenv("TERM", "xterm-256color", 1);
        setenv("COLORTERM", "truecolor", 1);
        execvp(*command ? *command : *alone, *command ? command : alone);
    }
    if (child <= 0)
        err(127, "the program cannot be started");
    fcntl(pty, F_SETFL, O_NONBLOCK);
}

static void open_window(uint32_t background) {
    XSizeHints hints = {.flags = PResizeInc | PBaseSize, .width_inc = cell_width, .height_inc = cell_height};
    XClassHint class = {.res_name = (char *)"x11_small", .res_class = (char *)"Quire"};
    hints.base_width = hints.base_height = 2 * BORDER;
    unsigned width = cols * (unsigned)cell_width + 2 * BORDER, height = rows * (unsigned)cell_height + 2 * BORDER;
    window = XCreateSimpleWindow(display, DefaultRootWindow(display), 0, 0, width, height, 0, 0, background);
    canvas = XftDrawCreate(display, window, DefaultVisual(display, DefaultScreen(display)),
                           DefaultColormap(display, DefaultScreen(display)));
    Xutf8SetWMProperties(display, window, "x11_small", NULL, NULL, 0, &hints, NULL, &class);
    utf8 = XInternAtom(display, "UTF8_STRING", False);
    targets = XInternAtom(display, "TARGETS", False);
    title = XInternAtom(display, "_NET_WM_NAME", False);
    XSelectInput(display, window,
                 KeyPressMask | ButtonPressMask | ButtonReleaseMask | PointerMotionMask | ExposureMask |
                     StructureNotifyMask);
    XIM method = XSetLocaleModifiers("") ? XOpenIM(display, NULL, NULL, NULL) : NULL;
    if (!method && XSetLocaleModifiers("@im=none")) /* the user's does not run: Xlib's own composes */
        method = XOpenIM(display, NULL, NULL, NULL);
    input = method ? XCreateIC(method, XNInputStyle, XIMPreeditNothing | XIMStatusNothing, XNClientWindow, window, NULL)
                   : NULL;
    if (!input)
        errx(1, "no input method");
    XMapWindow(display, window);
}

int main(int argc, char **argv) {
    struct quire_callbacks callbacks = {.size = sizeof callbacks, .reply = on_reply, .event = on_terminal_event};
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    setlocale(LC_CTYPE, "");
    display = XOpenDisplay(NULL);
    if (!display || !find_font(0, ' '))
        errx(1, "no X server, or no font");
    cell_width = fonts[0]->max_advance_width, cell_height = fonts[0]->ascent + fonts[0]->descent;
    options.cell_width_px = (uint32_t)cell_width, options.cell_height_px = (uint32_t)cell_height;
    options.callbacks = &callbacks;
    if (quire_terminal_create(&options, &terminal) != QUIRE_OK || quire_frame_create(NULL, &frame) != QUIRE_OK)
        errx(1, "no memory");
    open_window(options.background);
    start(argv + (argc > 0));
    run();
    return 0;
}
