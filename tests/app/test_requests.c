/* What programs ask of the clipboard: each gets one answer, in order, whatever else is asked and however much. */
#define _GNU_SOURCE
#include <stdlib.h>

#include "session_requests.h"
#include "test.h"

/* A terminal whose events go into a queue, and whose replies are kept. */
struct desk {
    struct session_requests requests;
    struct quire_terminal *terminal;
    char replies[1 << 17];
    size_t length;
};

static struct desk desk;

static void on_event(void *user, const struct quire_event *event) {
    struct desk *of = user;
    session_requests_put(&of->requests, of->terminal, event);
}

static void on_reply(void *user, const char *bytes, size_t length) {
    (void)user;
    if (desk.length + length < sizeof desk.replies) {
        memcpy(desk.replies + desk.length, bytes, length);
        desk.length += length;
        desk.replies[desk.length] = '\0';
    }
}

static void open_desk(void) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    session_requests_init(&desk.requests);
    options.callbacks =
        &(struct quire_callbacks){sizeof(struct quire_callbacks), &desk, on_reply, on_event, NULL, NULL};
    CHECK(quire_terminal_create(&options, &desk.terminal) == QUIRE_OK);
    desk.length = 0;
    desk.replies[0] = '\0';
}

static void close_desk(void) {
    quire_terminal_destroy(desk.terminal);
    session_requests_finish(&desk.requests);
}

/* A slice of output, and what the parsing thread does behind it. */
static void feed(const char *text) {
    quire_terminal_feed(desk.terminal, text, strlen(text));
    session_requests_refuse(&desk.requests, desk.terminal);
}

static struct session_request take(void) {
    struct session_request request;
    memset(&request, 0, sizeof request);
    CHECK(session_requests_take(&desk.requests, &request));
    return request;
}

/* Takes the next request and answers it with no. */
static void deny(void) {
    struct session_request request = take();
    session_request_answer_no(&request, desk.terminal, QUIRE_CLIPBOARD_EPERM);
    free(request.text);
}

static size_t count_of(const char *part) {
    size_t count = 0;
    for (const char *at = desk.replies; (at = strstr(at, part)) != NULL; at += strlen(part)) {
        count++;
    }
    return count;
}

static void requests_wait_in_order(void) {
    open_desk();
    feed("\033]52;c;b25l\007\033]52;c;?\007\033]52;p;?\007\033]52;c;dHdv\007\033]5522;type=read:id=r;dGV4dC9wbGFpbg=="
         "\033\\"
         "\033]5522;type=write:id=w\033\\\033]5522;type=wdata:mime=dGV4dC9wbGFpbg==;dGhyZWU=\033\\\033]5522;type="
         "wdata\033\\");
    static const struct {
        enum session_request_kind kind;
        bool primary;
        const char *text, *id;
    } want[] = {{REQUEST_SET, false, "one", ""},       {REQUEST_QUERY, false, NULL, ""},
                {REQUEST_QUERY, true, NULL, ""},       {REQUEST_SET, false, "two", ""},
                {REQUEST_TYPED_QUERY, false, "", "r"}, {REQUEST_TYPED_SET, false, "three", "w"}};
    CHECK_INT(session_requests_newest(&desk.requests), 6);
    for (size_t i = 0; i < sizeof want / sizeof want[0]; i++) {
        struct session_request request = take();
        CHECK_INT(request.kind, want[i].kind);
        CHECK_INT(request.primary, want[i].primary);
        CHECK_INT(request.number, i + 1);
        CHECK_STR(request.text != NULL ? request.text : "(none)", want[i].text != NULL ? want[i].text : "(none)");
        CHECK_STR(request.id, want[i].id);
        free(request.text);
    }
    struct session_request none;
    CHECK(!session_requests_take(&desk.requests, &none));
    CHECK_STR(desk.replies, "");
    close_desk();
}

static void wishes_are_told_apart(void) {
    open_desk();
    feed("\033]5522;type=read:id=a;Lg==\033\\\033]5522;type=read:id=b;dGV4dC9wbGFpbiB0ZXh0L3BsYWluO2NoYXJzZXQ9dXRmLTg="
         "\033\\"
         "\033]5522;type=read:id=c:loc=primary;aW1hZ2UvcG5n\033\\");
    struct session_request list = take(), both = take(), image = take();
    CHECK_INT(list.wishes, WISH_LIST);
    CHECK_INT(both.wishes, WISH_TEXT | WISH_TEXT_UTF8);
    CHECK_INT(image.wishes, 0);
    CHECK(image.primary && !both.primary);
    free(list.text);
    free(both.text);
    free(image.text);
    feed("\033]5522;type=write:id=w\033\\\033]5522;type=wdata:mime=aW1hZ2UvcG5n;AAAA\033\\\033]5522;type=wdata\033\\");
    struct session_request picture = take();
    CHECK(picture.text == NULL);
    close_desk();
}

/* Of settings in a row the last counts; one that a question stands behind is kept for it. */
static void a_setting_replaces_the_one_before(void) {
    open_desk();
    for (int i = 0; i < 1000; i++) {
        feed("\033]52;c;b25l\007\033]52;p;dHdv\007");
    }
    feed("\033]52;c;dGhyZWU=\007");
    struct session_request main = take(), primary = take(), none;
    CHECK_STR(main.text, "three");
    CHECK_STR(primary.text, "two");
    CHECK(!session_requests_take(&desk.requests, &none));
    free(main.text);
    free(primary.text);
    feed("\033]52;c;b25l\007\033]52;c;?\007\033]52;c;dHdv\007");
    main = take();
    CHECK_STR(main.text, "one");
    free(main.text);
    CHECK_INT(take().kind, REQUEST_QUERY);
    main = take();
    CHECK_STR(main.text, "two");
    free(main.text);
    close_desk();
}

/* Beyond the bound a request is refused, and waits for nobody but those before it: each gets one answer, in order. */
static void what_does_not_fit_is_refused(void) {
    open_desk();
    char line[128];
    for (int i = 0; i < SESSION_REQUESTS_MAX; i++) {
        feed("\033]52;c;?\007");
    }
    CHECK_STR(desk.replies, "");
    for (int i = 0; i < 50; i++) {
        snprintf(line, sizeof line, "\033]5522;type=read:id=r%d;dGV4dC9wbGFpbg==\033\\\033]52;p;?\007", i);
        feed(line);
    }
    feed("\033]5522;type=write:id=w\033\\\033]5522;type=wdata:mime=dGV4dC9wbGFpbg==;dGhyZWU=\033\\\033]5522;type="
         "wdata\033\\");
    CHECK_STR(desk.replies, "");
    for (int i = 0; i < SESSION_REQUESTS_MAX; i++) {
        CHECK_INT(count_of("\033]52;c;\007"), i);
        deny();
    }
    CHECK_INT(count_of("\033]52;c;\007"), SESSION_REQUESTS_MAX);
    CHECK_INT(count_of("type=read:status=EBUSY:id=r"), 50);
    CHECK_INT(count_of("\033]52;p;\007"), 50);
    CHECK_INT(count_of("type=write:status=EBUSY:id=w"), 1);
    CHECK(strstr(desk.replies, "id=r9\033") < strstr(desk.replies, "id=r10\033"));
    desk.length = 0;
    feed("\033]52;c;?\007"); /* there is room again */
    CHECK_INT(desk.length, 0);
    CHECK_INT(take().kind, REQUEST_QUERY);
    close_desk();
}

/* The answer that comes late stands where it was asked for; what the terminal replies by itself waits behind it, but
 * not for ever: then the answer comes behind it, once. */
static void answers_keep_their_places(void) {
    open_desk();
    quire_terminal_set_time(desk.terminal, 1000);
    feed("\033[5n\033]52;c;?\007\033[5n\033]5522;type=read:id=r;dGV4dC9wbGFpbg==\033\\\033[5n");
    CHECK_STR(desk.replies, "\033[0n");
    struct session_request first = take(), second = take();
    session_request_answer_no(&second, desk.terminal, QUIRE_CLIPBOARD_EPERM);
    CHECK_STR(desk.replies, "\033[0n");
    session_request_begin_answer(&first, desk.terminal);
    quire_terminal_clipboard_reply(desk.terminal, first.selection, "one", 3);
    session_request_end_answer(&first, desk.terminal);
    CHECK_STR(desk.replies, "\033[0n\033]52;c;b25l\007\033[0n\033]5522;type=read:status=EPERM:id=r\033\\\033[0n");
    free(second.text);
    desk.length = 0;
    desk.replies[0] = '\0';
    feed("\033]52;c;?\007\033[5n");
    first = take();
    quire_terminal_set_time(desk.terminal, 1000 + 1999);
    CHECK_STR(desk.replies, "");
    quire_terminal_set_time(desk.terminal, 1000 + 2000);
    CHECK_STR(desk.replies, "\033[0n");
    session_request_answer_no(&first, desk.terminal, QUIRE_CLIPBOARD_EPERM);
    CHECK_STR(desk.replies, "\033[0n\033]52;c;\007");
    close_desk();
}

static void put_large(size_t length, const char *id) {
    char *data = calloc(1, length + 1);
    struct quire_clipboard_item item = {SESSION_TEXT_TYPE, data, length};
    struct quire_clipboard_request request = {sizeof request, id, false, "", "", &item, 1};
    struct quire_event event = {.size = sizeof event, .type = QUIRE_EVENT_CLIPBOARD_WRITE, .clipboard = &request};
    CHECK(session_requests_put(&desk.requests, desk.terminal, &event));
    session_requests_refuse(&desk.requests, desk.terminal);
    free(data);
}

static void texts_have_a_bound_together(void) {
    open_desk();
    put_large(SESSION_REQUESTS_BYTES_MAX + 1, "alone"); /* nothing else waits: any size */
    put_large(1, "second");
    deny();
    CHECK_INT(count_of("EBUSY:id=second"), 1);
    CHECK_INT(count_of("EBUSY"), 1);
    put_large(SESSION_REQUESTS_BYTES_MAX / 2, "a");
    put_large(SESSION_REQUESTS_BYTES_MAX / 2, "b");
    put_large(1, "c");
    put_large(0, "d");
    deny();
    put_large(SESSION_REQUESTS_BYTES_MAX / 2, "e");
    deny();
    CHECK_INT(count_of("EBUSY"), 2);
    CHECK_INT(count_of("EBUSY:id=c"), 1);
    deny();
    deny();
    CHECK_INT(count_of("EBUSY"), 2);
    put_large(1, "f");
    close_desk(); /* what waits is released */
}

static void put_setting(const char *text, size_t length) {
    struct quire_event event = {
        .size = sizeof event, .type = QUIRE_EVENT_CLIPBOARD_SET, .selection = 'c', .text = text, .text_length = length};
    CHECK(session_requests_put(&desk.requests, desk.terminal, &event));
}

/* What was replaced takes no room any more. */
static void replaced_texts_do_not_count(void) {
    size_t part = SESSION_REQUESTS_BYTES_MAX / 4;
    char *text = calloc(1, part);
    open_desk();
    for (int i = 0; i < 8; i++) {
        put_setting(text, part);
    }
    put_large(3 * part, "rest");
    put_large(1, "more");
    deny();
    deny();
    CHECK_INT(count_of("EBUSY"), 1);
    CHECK_INT(count_of("EBUSY:id=more"), 1);
    close_desk();
    free(text);
}

static void other_events_are_no_requests(void) {
    struct quire_event event = {.size = sizeof event, .type = QUIRE_EVENT_BELL};
    open_desk();
    CHECK(!session_requests_put(&desk.requests, desk.terminal, &event));
    CHECK_INT(session_requests_newest(&desk.requests), 0);
    close_desk();
}

/* Colours are answered by the terminal itself; nothing between them may get lost or change places. */
static void colours_are_answered_in_order(void) {
    open_desk();
    char text[64];
    for (int i = 0; i < 256; i++) {
        snprintf(text, sizeof text, "\033]4;%d;?\007\033]10;?\007\033]52;c;?\007", i);
        feed(text);
    }
    for (int i = 0; i < SESSION_REQUESTS_MAX; i++) {
        deny();
    }
    const char *at = desk.replies;
    for (int i = 0; i < 256; i++) {
        snprintf(text, sizeof text, "\033]4;%d;rgb:", i);
        const char *color = strstr(at, text), *dynamic = color != NULL ? strstr(color, "\033]10;rgb:") : NULL;
        CHECK(color != NULL && dynamic != NULL);
        at = dynamic != NULL ? dynamic : at;
    }
    CHECK_INT(count_of("\033]10;rgb:"), 256);
    CHECK_INT(count_of("\033]52;c;\007"), 256);
    close_desk();
}

int main(void) {
    RUN(requests_wait_in_order);
    RUN(wishes_are_told_apart);
    RUN(a_setting_replaces_the_one_before);
    RUN(what_does_not_fit_is_refused);
    RUN(answers_keep_their_places);
    RUN(texts_have_a_bound_together);
    RUN(replaced_texts_do_not_count);
    RUN(other_events_are_no_requests);
    RUN(colours_are_answered_in_order);
    return test_end();
}
