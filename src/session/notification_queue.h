/* notification_queue.h - what programs have to say to the desktop, on its way from the thread that parses to the main
 * thread.
 *
 * In order, none replaced by a later one; but a program can say things without end, so beyond a bound they are counted
 * and forgotten. */
#ifndef NOTIFICATION_QUEUE_H
#define NOTIFICATION_QUEUE_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <quire/terminal.h>

/* So many wait at most; the texts of each have a bound of the engine's. */
#define NOTIFICATION_QUEUE_MAX 16

enum notification_note_kind {
    NOTIFICATION_SHOW,
    NOTIFICATION_CLOSE, /* the one of this id is to go */
    NOTIFICATION_ALIVE  /* the question of this id: which are there */
};

enum notification_text {
    NOTIFICATION_TITLE,
    NOTIFICATION_BODY,
    NOTIFICATION_ID,
    NOTIFICATION_APPLICATION,
    NOTIFICATION_ICONS,
    NOTIFICATION_SOUND,
    NOTIFICATION_BUTTONS,
    NOTIFICATION_TEXTS
};

struct notification_note {
    enum notification_note_kind kind;
    char *texts[NOTIFICATION_TEXTS]; /* terminated, "" at least */
    enum quire_notification_occasion occasion;
    enum quire_notification_urgency urgency;
    bool focus, report, report_closed;
    int32_t timeout_ms;
    uint32_t lost; /* so many were forgotten right before it */
};

struct notification_queue {
    pthread_mutex_t lock;
    struct notification_note waiting[NOTIFICATION_QUEUE_MAX]; /* a ring */
    size_t first, count;
    uint32_t lost;
};

void notification_queue_init(struct notification_queue *queue);
void notification_queue_finish(struct notification_queue *queue);

/* Any thread. True: the event was one of these. */
bool notification_queue_put(struct notification_queue *queue, const struct quire_event *event);

/* The next one, to be released with notification_note_finish. False: none waits, and so many were lost at the end. */
bool notification_queue_take(struct notification_queue *queue, struct notification_note *note);
void notification_note_finish(struct notification_note *note);

#endif
