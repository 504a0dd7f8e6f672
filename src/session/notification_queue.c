#define _GNU_SOURCE
#include "notification_queue.h"

#include <stdlib.h>
#include <string.h>

void notification_queue_init(struct notification_queue *queue) {
    memset(queue, 0, sizeof *queue);
    pthread_mutex_init(&queue->lock, NULL);
}

void notification_note_finish(struct notification_note *note) {
    for (size_t i = 0; i < NOTIFICATION_TEXTS; i++) {
        free(note->texts[i]);
        note->texts[i] = NULL;
    }
}

void notification_queue_finish(struct notification_queue *queue) {
    for (size_t i = 0; i < queue->count; i++) {
        notification_note_finish(&queue->waiting[(queue->first + i) % NOTIFICATION_QUEUE_MAX]);
    }
    pthread_mutex_destroy(&queue->lock);
}

/* What an event lends has a length, and no end by a NUL. */
static char *copy_bytes(const char *text, size_t length) {
    char *copied = text != NULL ? malloc(length + 1) : strdup("");
    if (copied != NULL && text != NULL) {
        memcpy(copied, text, length);
        copied[length] = '\0';
    }
    return copied;
}

static char *copy(const char *text) {
    return strdup(text != NULL ? text : "");
}

static bool is_whole(const struct notification_note *note) {
    for (size_t i = 0; i < NOTIFICATION_TEXTS; i++) {
        if (note->texts[i] == NULL) {
            return false;
        }
    }
    return true;
}

static struct notification_note note_of(const struct quire_event *event) {
    static const struct quire_notification plain = {.urgency = QUIRE_URGENCY_NORMAL, .focus = true, .timeout_ms = -1};
    const struct quire_notification *more = event->notification != NULL ? event->notification : &plain;
    bool shows = event->type == QUIRE_EVENT_NOTIFICATION;
    return (struct notification_note){
        .kind = shows                                           ? NOTIFICATION_SHOW
                : event->type == QUIRE_EVENT_NOTIFICATION_CLOSE ? NOTIFICATION_CLOSE
                                                                : NOTIFICATION_ALIVE,
        .texts = {[NOTIFICATION_TITLE] = copy_bytes(event->title, event->title_length),
                  [NOTIFICATION_BODY] = copy_bytes(shows ? event->text : NULL, event->text_length),
                  [NOTIFICATION_ID] = shows ? copy(more->id) : copy_bytes(event->text, event->text_length),
                  [NOTIFICATION_APPLICATION] = copy(more->application),
                  [NOTIFICATION_ICONS] = copy(more->icon_names),
                  [NOTIFICATION_SOUND] = copy(more->sound),
                  [NOTIFICATION_BUTTONS] = copy(more->buttons)},
        .occasion = more->occasion,
        .urgency = more->urgency,
        .focus = more->focus,
        .report = more->report,
        .report_closed = more->report_closed,
        .timeout_ms = more->timeout_ms};
}

bool notification_queue_put(struct notification_queue *queue, const struct quire_event *event) {
    if (event->type != QUIRE_EVENT_NOTIFICATION && event->type != QUIRE_EVENT_NOTIFICATION_CLOSE &&
        event->type != QUIRE_EVENT_NOTIFICATION_ALIVE) {
        return false;
    }
    struct notification_note note = note_of(event);
    pthread_mutex_lock(&queue->lock);
    bool fits = queue->count < NOTIFICATION_QUEUE_MAX && is_whole(&note);
    if (fits) {
        note.lost = queue->lost;
        queue->lost = 0;
        queue->waiting[(queue->first + queue->count++) % NOTIFICATION_QUEUE_MAX] = note;
    } else {
        queue->lost += queue->lost < UINT32_MAX;
    }
    pthread_mutex_unlock(&queue->lock);
    if (!fits) {
        notification_note_finish(&note);
    }
    return true;
}

bool notification_queue_take(struct notification_queue *queue, struct notification_note *note) {
    pthread_mutex_lock(&queue->lock);
    bool any = queue->count > 0;
    if (any) {
        *note = queue->waiting[queue->first];
        queue->first = (queue->first + 1) % NOTIFICATION_QUEUE_MAX;
        queue->count--;
    } else {
        *note = (struct notification_note){.lost = queue->lost};
        queue->lost = 0;
    }
    pthread_mutex_unlock(&queue->lock);
    return any;
}
