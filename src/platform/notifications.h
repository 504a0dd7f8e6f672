/* notifications.h - the desktop's notifications: org.freedesktop.Notifications on the session bus.
 *
 * One for the process, for who wants to say something while nobody looks. The bus is connected to when something is
 * shown first. Nothing waits for it: what was given to it may turn out not to be shown (`failed`). Knows no terminal
 * and no window. Source: Desktop Notifications Specification 1.2. Main thread. */
#ifndef NOTIFICATIONS_H
#define NOTIFICATIONS_H

#include <stdbool.h>
#include <stdint.h>

struct event_loop;
struct notifications;

/* So many are known by their number; of older ones nothing is heard any more. */
#define NOTIFICATIONS_MAX 32
#define NOTIFICATION_BUTTONS_MAX 8

/* All texts are UTF-8, terminated, and copied; NULL is "". */
struct notification {
    const char *application; /* "": quire */
    const char *title, *body;
    const char *icon;    /* a name of the icon theme */
    const char *buttons; /* their labels, with U+2028 between them */
    int urgency;         /* 0 low, 1 normal, 2 critical */
    int32_t timeout_ms;  /* -1: as is usual, 0: never */
    bool silent;
    uint32_t replaces; /* the number of another one; 0: of none */
};

/* Who hears of what became of a notification. Called from the loop. */
struct notification_sink {
    void *user;
    /* A click: on the whole (button 0), or on a button, counted from 1; `token` is for window_raise, "": none came. */
    void (*activated)(void *user, uint32_t number, uint32_t button, const char *token);
    void (*closed)(void *user, uint32_t number);
    /* The desktop does not show it. */
    void (*failed)(void *user, uint32_t number);
};

/* NULL: no memory. */
struct notifications *notifications_create(struct event_loop *loop);
/* What is shown stays there. NULL is allowed. */
void notifications_destroy(struct notifications *notifications);

/* Whether there seems to be a desktop for them. */
bool notifications_available(void);

/* Shows one, and returns its number. 0: it cannot be shown, or there is no memory. */
uint32_t notifications_show(struct notifications *notifications, const struct notification *notification,
                            const struct notification_sink *sink);
/* Takes it away; its sink hears so. Nothing happens where the number is not known. */
void notifications_close(struct notifications *notifications, uint32_t number);
/* Its sink ends: nothing is heard of its notifications any more. */
void notifications_forget(struct notifications *notifications, const void *user);

#endif
