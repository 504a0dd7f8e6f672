#define _GNU_SOURCE
#include "x_input_method.h"

#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "x_im_name.h"

/* Of Xlib's internal headers, which are not installed: input methods in shared libraries live by them, so they stay. Of
 * the filters of a window XFilterEvent asks one only: that which was registered last.
 *
 * Nothing that is public does it. A commit arrives in no other form than a KeyPress with key code 0 in the stream of
 * the display that SDL reads, and SDL must not go on with it: it looks it up in an input context of its own, Xlib's
 * local one, whose table is empty (platform_environment.c), and Xlib reads a commit from that table without a look at
 * whether there is one. SDL_SYSWMEVENT and event watches show copies, behind XFilterEvent and before that look-up.
 * Reading the keys from the queue before SDL does leaves those that arrive meanwhile to SDL. A connection of our own
 * for keys and input method would need no filter, but then there are two streams, and a key and the click or the focus
 * change behind it change places. */
void _XRegisterFilterByType(Display *display, Window window, int first_type, int last_type,
                            Bool (*filter)(Display *display, Window window, XEvent *event, XPointer user),
                            XPointer user);
void _XUnregisterFilter(Display *display, Window window,
                        Bool (*filter)(Display *display, Window window, XEvent *event, XPointer user), XPointer user);

enum { QUIET_MS = 200 };

struct x_input_method {
    Display *display;
    Window window;
    struct x_input_method_sink sink;
    char name[X_IM_NAME_MAX];
    XIM server; /* NULL: it does not run */
    XIC context;
    bool focused, waiting; /* waiting: for the server to start */
    XPoint place;
    bool moved;          /* the server has not been told */
    Time last_key;       /* of the X server's clock */
    char composed[1024]; /* UTF-8 */
};

/* --- what is composed --- */

static size_t offset_of(const char *text, int characters) {
    size_t at = 0;
    while (text[at] != '\0' && characters > 0) {
        at++;
        while (((unsigned char)text[at] & 0xC0) == 0x80) {
            at++;
        }
        characters--;
    }
    return at;
}

static void set_composed(struct x_input_method *method, const char *text) {
    snprintf(method->composed, sizeof method->composed, "%s", text);
    method->sink.preedit(method->sink.user, method->composed);
}

static int start_preedit(XIC context, XPointer user, XPointer none) {
    (void)context;
    (void)none;
    set_composed((struct x_input_method *)user, "");
    return -1; /* as long as it likes */
}

static int end_preedit(XIC context, XPointer user, XPointer none) {
    (void)context;
    (void)none;
    set_composed((struct x_input_method *)user, "");
    return 0;
}

/* Characters from chg_first on give way to the new ones. */
static int draw_preedit(XIC context, XPointer user, XPointer data) {
    struct x_input_method *method = (struct x_input_method *)user;
    const XIMPreeditDrawCallbackStruct *change = (const XIMPreeditDrawCallbackStruct *)data;
    const char *added = "";
    char text[sizeof method->composed];
    (void)context;
    if (change->text != NULL && change->text->string.multi_byte != NULL && !change->text->encoding_is_wchar) {
        added = change->text->string.multi_byte; /* the locale is UTF-8 */
    } else if (change->text != NULL && change->chg_length == 0) {
        return 0; /* only how it looks */
    }
    size_t start = offset_of(method->composed, change->chg_first);
    size_t end = start + offset_of(method->composed + start, change->chg_length);
    snprintf(text, sizeof text, "%.*s%s%s", (int)start, method->composed, added, method->composed + end);
    set_composed(method, text);
    return 0;
}

static int move_caret(XIC context, XPointer user, XPointer data) {
    (void)context;
    (void)user;
    (void)data;
    return 0;
}

/* --- what is committed --- */

static char *look_up(XIC context, XKeyEvent *event) {
    KeySym keysym;
    Status status = XLookupNone;
    char few[64], *text = NULL;
    int length = Xutf8LookupString(context, event, few, sizeof few, &keysym, &status);
    if (status == XLookupChars || status == XLookupBoth) {
        return strndup(few, (size_t)length);
    }
    if (status == XBufferOverflow && (text = malloc((size_t)length + 1)) != NULL) {
        length = Xutf8LookupString(context, event, text, length, &keysym, &status);
        text[status == XLookupChars || status == XLookupBoth ? length : 0] = '\0';
    }
    return text;
}

static Bool filter(Display *display, Window window, XEvent *event, XPointer user);

static void remove_filter(struct x_input_method *method) {
    _XUnregisterFilter(method->display, method->window, filter, (XPointer)method);
}

static void put_filter_first(struct x_input_method *method) {
    remove_filter(method);
    _XRegisterFilterByType(method->display, method->window, KeyPress, KeyPress, filter, (XPointer)method);
}

/* Setting it waits for an answer, and what else arrives meanwhile Xlib keeps on stacks: two commits would change
 * places. So it is told with the first key after a pause. */
static void tell_place(struct x_input_method *method, Time now) {
    bool quiet = now - method->last_key > QUIET_MS;
    method->last_key = now;
    if (!quiet || !method->moved || method->context == NULL) {
        return;
    }
    XVaNestedList attributes = XVaCreateNestedList(0, XNSpotLocation, &method->place, NULL);
    if (attributes != NULL) {
        XSetICValues(method->context, XNPreeditAttributes, attributes, NULL); /* some know no place: nothing is lost */
        XFree(attributes);
    }
    method->moved = false;
}

/* Stands before the input method's own filter, which decides about keys. A commit is a KeyPress with key code 0 that it
 * lets pass: SDL, whose IC of Xlib's would stumble over it, must not see it. */
static Bool filter(Display *display, Window window, XEvent *event, XPointer user) {
    struct x_input_method *method = (struct x_input_method *)user;
    (void)display;
    remove_filter(method);
    if (event->xkey.keycode != 0) {
        tell_place(method, event->xkey.time);
    }
    Bool taken = XFilterEvent(event, window);
    put_filter_first(method);
    if (taken || event->xkey.keycode != 0 || method->context == NULL) {
        return taken;
    }
    char *text = look_up(method->context, &event->xkey);
    if (text != NULL) {
        method->sink.committed(method->sink.user, text);
    }
    free(text);
    return True;
}

/* --- the connection --- */

/* Xlib's own input method, which does no more than Compose, takes the place of one that does not run. */
static bool server_runs(Display *display, const char *name) {
    char text[X_IM_NAME_MAX + 16];
    snprintf(text, sizeof text, "@server=%s", name);
    Atom selection = XInternAtom(display, text, True);
    return selection != None && XGetSelectionOwner(display, selection) != None;
}

static bool set_modifiers(const char *name) {
    char text[X_IM_NAME_MAX + 8];
    snprintf(text, sizeof text, "@im=%s", name);
    return XSetLocaleModifiers(text) != NULL;
}

/* What is committed is converted to the locale's characters. It is never set back: other threads may be using it. */
static bool set_locale(const char *name) {
    static const char *const names[] = {"", "C.UTF-8", "en_US.UTF-8"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (setlocale(LC_CTYPE, names[i]) != NULL && strcmp(nl_langinfo(CODESET), "UTF-8") == 0 && XSupportsLocale()) {
            return set_modifiers(name);
        }
    }
    return false;
}

static XIMStyle choose_style(XIM server) {
    static const XIMStyle liked[] = {XIMPreeditCallbacks | XIMStatusNothing, XIMPreeditNothing | XIMStatusNothing,
                                     XIMPreeditNone | XIMStatusNone};
    XIMStyles *styles = NULL;
    XIMStyle chosen = 0;
    if (XGetIMValues(server, XNQueryInputStyle, &styles, NULL) != NULL || styles == NULL) {
        return 0;
    }
    for (size_t i = 0; i < sizeof liked / sizeof liked[0] && chosen == 0; i++) {
        for (unsigned short j = 0; j < styles->count_styles && chosen == 0; j++) {
            chosen = styles->supported_styles[j] == liked[i] ? liked[i] : 0;
        }
    }
    XFree(styles);
    return chosen;
}

static XIC make_context(struct x_input_method *method) {
    XIMStyle style = choose_style(method->server);
    XPointer user = (XPointer)method;
    XICCallback started = {user, start_preedit}, ended = {user, end_preedit}, drawn = {user, draw_preedit},
                moved = {user, move_caret};
    XVaNestedList callbacks = XVaCreateNestedList(0, XNPreeditStartCallback, &started, XNPreeditDoneCallback, &ended,
                                                  XNPreeditDrawCallback, &drawn, XNPreeditCaretCallback, &moved, NULL);
    bool ours = (style & XIMPreeditCallbacks) != 0;
    XIC context = NULL;
    if (style != 0 && callbacks != NULL) {
        context = XCreateIC(method->server, XNInputStyle, style, XNClientWindow, method->window, XNFocusWindow,
                            method->window, ours ? XNPreeditAttributes : NULL, callbacks, NULL);
    }
    XFree(callbacks);
    return context;
}

static void wait_for_server(struct x_input_method *method);

/* The server has ended and taken server and context with it. */
static void forget_server(XIM server, XPointer user, XPointer none) {
    struct x_input_method *method = (struct x_input_method *)user;
    (void)server;
    (void)none;
    method->server = NULL;
    method->context = NULL;
    remove_filter(method);
    set_composed(method, "");
    wait_for_server(method);
}

static bool open_server(struct x_input_method *method) {
    XIMCallback destroyed = {(XPointer)method, forget_server};
    method->server = server_runs(method->display, method->name) ? XOpenIM(method->display, NULL, NULL, NULL) : NULL;
    if (method->server == NULL) {
        return false;
    }
    XSetIMValues(method->server, XNDestroyCallback, &destroyed, NULL);
    method->context = make_context(method);
    if (method->context == NULL) {
        XCloseIM(method->server);
        method->server = NULL;
        return false;
    }
    put_filter_first(method);
    x_input_method_focus(method, method->focused);
    method->moved = true;
    return true;
}

static void server_started(Display *display, XPointer user, XPointer none) {
    struct x_input_method *method = (struct x_input_method *)user;
    (void)none;
    if (method->server == NULL && open_server(method)) {
        XUnregisterIMInstantiateCallback(display, NULL, NULL, NULL, server_started, user);
        method->waiting = false;
    }
}

static void wait_for_server(struct x_input_method *method) {
    method->waiting = method->waiting || XRegisterIMInstantiateCallback(method->display, NULL, NULL, NULL,
                                                                        server_started, (XPointer)method);
}

struct x_input_method *x_input_method_create(Display *display, Window window, const struct x_input_method_sink *sink) {
    char name[X_IM_NAME_MAX];
    struct x_input_method *method = x_im_name(display, name) && set_locale(name) ? calloc(1, sizeof *method) : NULL;
    if (method == NULL) {
        return NULL;
    }
    snprintf(method->name, sizeof method->name, "%s", name);
    method->display = display;
    method->window = window;
    method->sink = *sink;
    if (!open_server(method)) {
        wait_for_server(method);
    }
    return method;
}

void x_input_method_destroy(struct x_input_method *method) {
    if (method == NULL) {
        return;
    }
    if (method->waiting) {
        XUnregisterIMInstantiateCallback(method->display, NULL, NULL, NULL, server_started, (XPointer)method);
    }
    remove_filter(method);
    if (method->context != NULL) {
        XDestroyIC(method->context);
    }
    if (method->server != NULL) {
        XCloseIM(method->server);
    }
    free(method);
}

void x_input_method_focus(struct x_input_method *method, bool focused) {
    if (method == NULL) {
        return;
    }
    method->focused = focused;
    if (method->context != NULL && focused) {
        XSetICFocus(method->context);
    } else if (method->context != NULL) {
        XUnsetICFocus(method->context);
    }
}

void x_input_method_place(struct x_input_method *method, int x, int y) {
    if (method != NULL) {
        method->moved = method->moved || method->place.x != x || method->place.y != y;
        method->place.x = (short)x;
        method->place.y = (short)y;
    }
}

bool x_input_method_is_on(const struct x_input_method *method) {
    return method != NULL && method->context != NULL;
}

void x_input_method_drained(struct x_input_method *method) {
    if (x_input_method_is_on(method)) {
        put_filter_first(method);
    }
}
