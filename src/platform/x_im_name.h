/* x_im_name.h - which input method of X11 is wished for.
 *
 * XMODIFIERS says it (@im=ibus; none and local: nothing beyond Compose), and where it does nothing else is asked. Many
 * desktops set nothing but GTK_IM_MODULE and QT_IM_MODULE, which name ibus and fcitx for toolkits: taken as a hint.
 * Without that too, it is whichever of the two announces itself on the display (XIM_SERVERS). */
#ifndef X_IM_NAME_H
#define X_IM_NAME_H

#include <X11/Xlib.h>
#include <stdbool.h>

enum { X_IM_NAME_MAX = 128 };

/* What is set in the environment; NULL: it is not. */
struct x_im_environment {
    const char *modifiers, *gtk, *qt;
};

/* Whether a server of this name announces itself. */
typedef bool x_im_announced(void *user, const char *name);

/* False: none is. `announced` is asked only when the environment says nothing. */
bool x_im_choose(const struct x_im_environment *environment, x_im_announced *announced, void *user,
                 char name[X_IM_NAME_MAX]);

/* The same by this process' environment and on this display. Costs two round trips where the display is asked. */
bool x_im_name(Display *display, char name[X_IM_NAME_MAX]);

#endif
