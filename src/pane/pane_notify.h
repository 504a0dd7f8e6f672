/* pane_notify.h - what a pane's programs say to the desktop: OSC 9, 99 and 777 (quire/notification.h).
 *
 * Nothing is shown while the pane has the focus: its user sees the text. What comes too fast is not shown either, but
 * counted, and the count is shown (notify_rate.h). A click brings the window to the front and is reported where the
 * program asked for it; so is the end of a notification. Without a desktop for them the window asks for attention and
 * says the text itself. Main thread. */
#ifndef PANE_NOTIFY_H
#define PANE_NOTIFY_H

#include <stdbool.h>
#include <stdint.h>

#include "notifications.h"
#include "notify_rate.h"
#include "timer_heap.h"

struct pane;
struct notification_note;

/* So many of a pane's are known; of older ones nothing is reported. */
#define PANE_NOTIFICATIONS_MAX 16

struct pane_notify {
    struct pane *pane;
    struct notifications *desktop; /* NULL: there is none */
    struct notify_rate rate;
    uint32_t left_out; /* not told of yet */
    struct timer tell; /* when it is */
    struct pane_notification {
        uint32_t number; /* the desktop's; 0: free */
        char *id;        /* the program's */
        bool focus, report, report_closed;
    } shown[PANE_NOTIFICATIONS_MAX];
    uint32_t next; /* place for the next one */
};

void pane_notify_init(struct pane_notify *notify, struct pane *pane, struct notifications *desktop);
void pane_notify_finish(struct pane_notify *notify);

/* Shows one of this program's own, if the settings allow it and not too many came before. A click brings the window to
 * the front. */
void pane_notify_say(struct pane_notify *notify, const char *title, const char *body);

/* Acts on all that the session's programs have said. */
void pane_notify_act(struct pane_notify *notify);

#endif
