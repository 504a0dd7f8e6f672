/* What the X server complains of is logged with the request's name, once for each kind, and ends nothing. */
#define _GNU_SOURCE
#include <X11/Xlib.h>
#include <X11/Xutil.h>

#include "x_errors.h"
#include "x_kit.h"

static Display *display, *other;
static char text[65536];

static Window a_window(Display *of) {
    return XCreateSimpleWindow(of, DefaultRootWindow(of), 0, 0, 1, 1, 0, 0, 0);
}

/* A window of another client, which has destroyed it. */
static Window vanished(void) {
    Window window = a_window(other);
    XSync(other, False);
    XDestroyWindow(other, window);
    XSync(other, False);
    return window;
}

static FILE *log_file;
static int stderr_before;

static void begin_log(void) {
    log_file = tmpfile();
    fflush(stderr);
    stderr_before = dup(STDERR_FILENO);
    dup2(fileno(log_file), STDERR_FILENO);
}

/* What was logged, all of whose errors have come. */
static const char *end_log(void) {
    XSync(display, False);
    fflush(stderr);
    dup2(stderr_before, STDERR_FILENO);
    close(stderr_before);
    rewind(log_file);
    text[fread(text, 1, sizeof text - 1, log_file)] = '\0';
    fclose(log_file);
    return text;
}

static size_t lines_with(const char *log, const char *part) {
    size_t count = 0;
    for (; (log = strstr(log, part)) != NULL; log++) {
        count++;
    }
    return count;
}

static void each_kind_is_logged_once(void) {
    begin_log();
    for (int i = 0; i < 5; i++) {
        XMapWindow(display, vanished());
        XSelectInput(display, vanished(), PropertyChangeMask);
    }
    const char *log = end_log();
    CHECK_INT(lines_with(log, "BadWindow"), 2);
    CHECK_INT(lines_with(log, "X_MapWindow"), 1);
    CHECK_INT(lines_with(log, "X_ChangeWindowAttributes"), 1);
    CHECK_INT(lines_with(log, "\n"), 2);
    begin_log();
    XMapWindow(display, vanished());
    CHECK_STR(end_log(), "");
}

/* Another error of the same request, and the same error of another one. */
static void other_kinds_are_others(void) {
    begin_log();
    XChangeProperty(display, vanished(), 1, 1, 8, PropModeReplace, (const unsigned char *)"x", 1);
    XChangeProperty(display, DefaultRootWindow(display), 0x1FFFFFFF, 1, 8, PropModeReplace, (const unsigned char *)"x",
                    1);
    const char *log = end_log();
    CHECK_INT(lines_with(log, "BadWindow"), 1);
    CHECK_INT(lines_with(log, "BadAtom"), 1);
    CHECK_INT(lines_with(log, "X_ChangeProperty"), 2);
}

/* A client that causes kinds without end fills no log. */
static void there_is_an_end(void) {
    begin_log();
    Window gone = vanished();
    XWindowAttributes attributes;
    XConfigureWindow(display, gone, 0, NULL);
    XUnmapWindow(display, gone);
    XDestroyWindow(display, gone);
    XDestroySubwindows(display, gone);
    XMapSubwindows(display, gone);
    XUnmapSubwindows(display, gone);
    XDeleteProperty(display, gone, 1);
    XRotateWindowProperties(display, gone, NULL, 0, 1);
    XClearWindow(display, gone);
    XReparentWindow(display, gone, gone, 0, 0);
    XChangeSaveSet(display, gone, SetModeInsert);
    XSetSelectionOwner(display, 1, gone, CurrentTime);
    XConvertSelection(display, 1, 1, 1, gone, CurrentTime);
    XGetWindowAttributes(display, gone, &attributes);
    XFreePixmap(display, gone);
    XFreeGC(display, XCreateGC(display, gone, 0, NULL));
    XFreeColormap(display, gone);
    XFreeCursor(display, gone);
    XUnloadFont(display, gone);
    XSetInputFocus(display, gone, RevertToNone, CurrentTime);
    XWarpPointer(display, None, gone, 0, 0, 0, 0, 0, 0);
    XKillClient(display, gone);
    XInstallColormap(display, gone);
    const char *log = end_log();
    CHECK_INT(lines_with(log, "\n"), X_ERRORS_LOGGED - 4); /* those before are counted, too */
    CHECK_INT(lines_with(log, "nor any others"), 1);
}

int main(void) {
    if (!x_server_start()) {
        printf("SKIP: Xvfb does not start\n0 passed, 0 failed\n");
        return 77;
    }
    display = XOpenDisplay(x_display);
    other = XOpenDisplay(x_display);
    x_errors_install();
    RUN(each_kind_is_logged_once);
    RUN(other_kinds_are_others);
    RUN(there_is_an_end);
    XCloseDisplay(display);
    XCloseDisplay(other);
    x_server_stop();
    return test_end();
}
