/* Notifications wait in order, none in the place of another, and beyond the bound they are counted. */
#include "notification_queue.h"

#include <stdio.h>

#include "test.h"

static void put(struct notification_queue *queue, enum quire_event_type type, const char *title, const char *text) {
    struct quire_event event = {.size = sizeof event, .type = type, .title = title, .text = text};
    event.title_length = title != NULL ? strlen(title) : 0;
    event.text_length = text != NULL ? strlen(text) : 0;
    CHECK(notification_queue_put(queue, &event));
}

static void order_is_kept_and_the_rest_counted(void) {
    struct notification_queue queue;
    struct notification_note note;
    char text[20];
    notification_queue_init(&queue);
    for (int round = 0; round < 3; round++) {
        for (int i = 0; i < NOTIFICATION_QUEUE_MAX + 5; i++) {
            snprintf(text, sizeof text, "text %d", i);
            put(&queue, QUIRE_EVENT_NOTIFICATION, "title", text);
        }
        for (int i = 0; i < NOTIFICATION_QUEUE_MAX; i++) {
            snprintf(text, sizeof text, "text %d", i);
            CHECK(notification_queue_take(&queue, &note));
            CHECK_INT(note.kind, NOTIFICATION_SHOW);
            CHECK_STR(note.texts[NOTIFICATION_BODY], text);
            CHECK_INT(note.lost, 0);
            notification_note_finish(&note);
        }
        CHECK(!notification_queue_take(&queue, &note));
        CHECK_INT(note.lost, 5);
        notification_note_finish(&note);
        CHECK(!notification_queue_take(&queue, &note));
        CHECK_INT(note.lost, 0);
    }
    notification_queue_finish(&queue);
}

static void all_is_copied(void) {
    struct notification_queue queue;
    struct notification_note note;
    struct quire_notification more = {sizeof more,
                                      "id",
                                      "app",
                                      "",
                                      "a\xe2\x80\xa8"
                                      "b",
                                      "silent",
                                      "yes",
                                      QUIRE_NOTIFY_INVISIBLE,
                                      QUIRE_URGENCY_LOW,
                                      false,
                                      true,
                                      true,
                                      5};
    struct quire_event event = {.size = sizeof event, .type = QUIRE_EVENT_NOTIFICATION, .notification = &more};
    notification_queue_init(&queue);
    put(&queue, QUIRE_EVENT_NOTIFICATION, NULL, "plain");
    CHECK(notification_queue_put(&queue, &event));
    CHECK(notification_queue_take(&queue, &note));
    CHECK_STR(note.texts[NOTIFICATION_TITLE], "");
    CHECK_STR(note.texts[NOTIFICATION_ID], "");
    CHECK(note.focus && !note.report && note.timeout_ms == -1 && note.urgency == QUIRE_URGENCY_NORMAL);
    notification_note_finish(&note);
    CHECK(notification_queue_take(&queue, &note));
    CHECK_STR(note.texts[NOTIFICATION_ID], "id");
    CHECK_STR(note.texts[NOTIFICATION_ICONS], "a\xe2\x80\xa8"
                                              "b");
    CHECK_STR(note.texts[NOTIFICATION_BUTTONS], "yes");
    CHECK(!note.focus && note.report && note.report_closed && note.timeout_ms == 5);
    notification_note_finish(&note);
    notification_queue_finish(&queue);
}

static void the_rest_is_left_to_others(void) {
    struct notification_queue queue;
    struct notification_note note;
    struct quire_event title = {.size = sizeof title, .type = QUIRE_EVENT_TITLE, .text = "x", .text_length = 1};
    notification_queue_init(&queue);
    CHECK(!notification_queue_put(&queue, &title));
    put(&queue, QUIRE_EVENT_NOTIFICATION_CLOSE, NULL, "one");
    put(&queue, QUIRE_EVENT_NOTIFICATION_ALIVE, NULL, "two");
    CHECK(notification_queue_take(&queue, &note) && note.kind == NOTIFICATION_CLOSE);
    CHECK_STR(note.texts[NOTIFICATION_ID], "one");
    notification_note_finish(&note);
    notification_queue_finish(&queue); /* with one that waits */
}

int main(void) {
    RUN(order_is_kept_and_the_rest_counted);
    RUN(all_is_copied);
    RUN(the_rest_is_left_to_others);
    return test_end();
}
