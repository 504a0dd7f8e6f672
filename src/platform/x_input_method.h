/* x_input_method.h - an input method of X11 (XIM): composed text, in its place among the keys.
 *
 * SDL talks to ibus and fcitx by D-Bus, in a stream of its own: what they commit arrives behind the key that ended the
 * composition, and a key that they hand back as an event of theirs is lost. XIM, which both of them and all others
 * speak, has one stream: a key goes to the input method when SDL filters events (XFilterEvent); what is committed comes
 * back as a KeyPress with key code 0, and a key that it leaves to us as the KeyPress that it was, in the right order.
 *
 * One per window. x_im_name.h says which; there may be none. One that is named in the environment may start after us;
 * all may end and start again. Main thread. */
#ifndef X_INPUT_METHOD_H
#define X_INPUT_METHOD_H

#include <X11/Xlib.h>
#include <stdbool.h>
#include <stddef.h>

struct x_input_method;

/* Both are called from within SDL's pump. */
struct x_input_method_sink {
    void *user;
    void (*preedit)(void *user, const char *text);   /* what is being composed; "": nothing */
    void (*committed)(void *user, const char *text); /* behind the keys that came before, before those that follow */
};

/* Making one, and each of its keys, costs the input method's answers, some milliseconds. NULL: none is wished for, or
 * no memory. */
struct x_input_method *x_input_method_create(Display *display, Window window, const struct x_input_method_sink *sink);
/* NULL is allowed, here and below. */
void x_input_method_destroy(struct x_input_method *method);

void x_input_method_focus(struct x_input_method *method, bool focused);
/* Where lists of candidates may be shown, in pixels of the window; takes effect with the next key after a pause. */
void x_input_method_place(struct x_input_method *method, int x, int y);

/* SDL's pump has come to an end: keeps the filter for what is committed before those of Xlib. */
void x_input_method_drained(struct x_input_method *method);

/* True while it runs: keys come late then. */
bool x_input_method_is_on(const struct x_input_method *method);

#endif
