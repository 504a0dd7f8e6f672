#define _GNU_SOURCE
#include "pane_notify.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <quire/notification.h>

#include "loop_clock.h"
#include "pane.h"

static void tell_left_out(void *user, int64_t now);

void pane_notify_init(struct pane_notify *notify, struct pane *pane, struct notifications *desktop) {
    memset(notify, 0, sizeof *notify);
    notify->pane = pane;
    notify->desktop = desktop;
    notify->tell = (struct timer)TIMER_INIT(tell_left_out, notify);
}

static void forget(struct pane_notification *one) {
    free(one->id);
    *one = (struct pane_notification){0};
}

void pane_notify_finish(struct pane_notify *notify) {
    event_loop_stop_timer(notify->pane->loop, &notify->tell);
    notifications_forget(notify->desktop, notify);
    for (size_t i = 0; i < PANE_NOTIFICATIONS_MAX; i++) {
        forget(&notify->shown[i]);
    }
}

static struct pane_notification *find(struct pane_notify *notify, uint32_t number) {
    for (size_t i = 0; i < PANE_NOTIFICATIONS_MAX; i++) {
        if (number != 0 && notify->shown[i].number == number) {
            return &notify->shown[i];
        }
    }
    return NULL;
}

static struct pane_notification *find_id(struct pane_notify *notify, const char *id) {
    for (size_t i = 0; id[0] != '\0' && i < PANE_NOTIFICATIONS_MAX; i++) {
        if (notify->shown[i].number != 0 && strcmp(notify->shown[i].id, id) == 0) {
            return &notify->shown[i];
        }
    }
    return NULL;
}

/* --- what became of them --- */

static void on_activated(void *user, uint32_t number, uint32_t button, const char *token) {
    struct pane_notify *notify = user;
    const struct pane_notification *one = find(notify, number);
    if (one == NULL || one->focus) {
        notify->pane->sink.raise(notify->pane->sink.user, token);
    }
    if (one != NULL && one->report) {
        quire_terminal_notification_activated(session_lock(notify->pane->session), one->id, button);
        session_unlock(notify->pane->session);
    }
}

static void on_closed(void *user, uint32_t number) {
    struct pane_notify *notify = user;
    struct pane_notification *one = find(notify, number);
    if (one == NULL) {
        return;
    }
    if (one->report_closed) {
        quire_terminal_notification_closed(session_lock(notify->pane->session), one->id, true);
        session_unlock(notify->pane->session);
    }
    forget(one);
}

static void on_failed(void *user, uint32_t number) {
    struct pane_notify *notify = user;
    notify->pane->sink.alert(notify->pane->sink.user);
    on_closed(notify, number);
}

/* --- showing --- */

static uint32_t show(struct pane_notify *notify, const struct notification *wish) {
    struct notification_sink sink = {notify, on_activated, on_closed, on_failed};
    return notify->desktop != NULL ? notifications_show(notify->desktop, wish, &sink) : 0;
}

static void tell_left_out(void *user, int64_t now) {
    struct pane_notify *notify = user;
    char text[80];
    struct notification wish = {.title = text, .urgency = QUIRE_URGENCY_LOW, .timeout_ms = -1};
    if (notify_rate_take(&notify->rate, now)) {
        snprintf(text, sizeof text, "%u more notifications were left out", (unsigned)notify->left_out);
        notify->left_out = 0;
        show(notify, &wish);
    }
}

static void leave_out(struct pane_notify *notify, uint32_t count, int64_t now) {
    notify->left_out = count < UINT32_MAX - notify->left_out ? notify->left_out + count : UINT32_MAX;
    if (count > 0 && notify->tell.due == TIMER_NEVER) {
        event_loop_set_timer(notify->pane->loop, &notify->tell, notify_rate_next(&notify->rate, now));
    }
}

/* The first of several names. */
static void cut_list(char *names) {
    char *end = strstr(names, "\xe2\x80\xa8");
    if (end != NULL) {
        *end = '\0';
    }
}

static struct notification wish_of(const struct notification_note *note) {
    bool titled = note->texts[NOTIFICATION_TITLE][0] != '\0';
    cut_list(note->texts[NOTIFICATION_ICONS]);
    return (struct notification){.application = note->texts[NOTIFICATION_APPLICATION],
                                 .title = note->texts[titled ? NOTIFICATION_TITLE : NOTIFICATION_BODY],
                                 .body = titled ? note->texts[NOTIFICATION_BODY] : "",
                                 .icon = note->texts[NOTIFICATION_ICONS],
                                 .buttons = note->texts[NOTIFICATION_BUTTONS],
                                 .urgency = (int)note->urgency,
                                 .timeout_ms = note->timeout_ms,
                                 .silent = strcmp(note->texts[NOTIFICATION_SOUND], "silent") == 0};
}

static void remember(struct pane_notify *notify, uint32_t number, struct notification_note *note) {
    struct pane_notification *one = &notify->shown[notify->next++ % PANE_NOTIFICATIONS_MAX];
    forget(one);
    *one = (struct pane_notification){number, note->texts[NOTIFICATION_ID], note->focus, note->report,
                                      note->report_closed};
    note->texts[NOTIFICATION_ID] = NULL;
}

/* The window has to do what the desktop does not. */
static void show_in_window(struct pane_notify *notify, const struct notification *wish) {
    char text[256];
    snprintf(text, sizeof text, "%s%s%s", wish->title, wish->body[0] != '\0' ? ": " : "", wish->body);
    notify->pane->sink.alert(notify->pane->sink.user);
    notify->pane->sink.say(notify->pane->sink.user, text);
}

static bool is_occasion(const struct pane_notify *notify, const struct notification_note *note) {
    return !notify->pane->focused && (note->occasion != QUIRE_NOTIFY_INVISIBLE || !notify->pane->visible);
}

static void show_note(struct pane_notify *notify, struct notification_note *note, int64_t now) {
    struct pane_notification *before = find_id(notify, note->texts[NOTIFICATION_ID]);
    struct notification wish = wish_of(note);
    if (!is_occasion(notify, note)) {
        return;
    }
    if (notify->left_out > 0 || !notify_rate_take(&notify->rate, now)) {
        leave_out(notify, 1, now);
        return;
    }
    wish.replaces = before != NULL ? before->number : 0;
    uint32_t number = show(notify, &wish);
    if (number == 0) {
        show_in_window(notify, &wish);
        return;
    }
    if (before != NULL) {
        forget(before);
    }
    remember(notify, number, note);
}

void pane_notify_say(struct pane_notify *notify, const char *title, const char *body) {
    const struct notification wish = {.application = "",
                                      .title = title,
                                      .body = body,
                                      .icon = "",
                                      .buttons = "",
                                      .urgency = QUIRE_URGENCY_NORMAL,
                                      .timeout_ms = -1};
    int64_t now = loop_clock_ms();
    if (notify->left_out > 0 || !notify_rate_take(&notify->rate, now)) {
        leave_out(notify, 1, now);
    } else if (show(notify, &wish) == 0) {
        show_in_window(notify, &wish);
    }
}

static void answer_alive(struct pane_notify *notify, const char *question) {
    const char *ids[PANE_NOTIFICATIONS_MAX];
    size_t count = 0;
    for (size_t i = 0; i < PANE_NOTIFICATIONS_MAX; i++) {
        if (notify->shown[i].number != 0 && notify->shown[i].id[0] != '\0') {
            ids[count++] = notify->shown[i].id;
        }
    }
    quire_terminal_notification_alive(session_lock(notify->pane->session), question, ids, count);
    session_unlock(notify->pane->session);
}

static void close_id(struct pane_notify *notify, const char *id) {
    const struct pane_notification *one = find_id(notify, id);
    if (one != NULL && notify->desktop != NULL) {
        notifications_close(notify->desktop, one->number);
    }
}

void pane_notify_act(struct pane_notify *notify) {
    struct notification_note note;
    int64_t now = loop_clock_ms();
    bool any;
    do {
        any = session_take_notification(notify->pane->session, &note);
        if (!notify->pane->focused) {
            leave_out(notify, note.lost, now);
        }
        if (any && note.kind == NOTIFICATION_SHOW) {
            show_note(notify, &note, now);
        } else if (any && note.kind == NOTIFICATION_CLOSE) {
            close_id(notify, note.texts[NOTIFICATION_ID]);
        } else if (any) {
            answer_alive(notify, note.texts[NOTIFICATION_ID]);
        }
        notification_note_finish(&note);
    } while (any);
}
