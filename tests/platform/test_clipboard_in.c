/* What other X clients own comes in: whole or in increments, from the well and the ill behaved. */
#define _GNU_SOURCE
#include "x_kit.h"

#define OWNER(how, what, size)                                                                                         \
    {                                                                                                                  \
        .behaviour = (how), .selection = "CLIPBOARD", .form = "UTF8_STRING", .text = (what), .length = (size),         \
        .piece = 65536                                                                                                 \
    }

/* The owner has the selection, and its text is asked for. */
static void ask_owner(struct owner *owner, struct answer *answer) {
    owner_claim(owner);
    begin();
    CHECK(ask_main(answer) != 0);
}

static void finish_with(struct owner *owner, struct answer *answer) {
    finish();
    owner_release(owner);
    answer_forget(answer);
}

/* A text of this size, sent so, in increments of that size, arrives. */
static void arrives(enum behaviour behaviour, size_t length, size_t piece) {
    char *text = long_text(length);
    struct owner owner = OWNER(behaviour, text, length);
    struct answer answer = {0};
    owner.piece = piece;
    ask_owner(&owner, &answer);
    UNTIL(answer.calls > 0);
    CHECK(answer_is(&answer, text, length));
    CHECK_INT(owner.asked, 1);
    finish_with(&owner, &answer);
    free(text);
}

static void small_and_whole(void) {
    arrives(WHOLE, 5000, 65536);
}

/* Larger than GTK's increments, but sent at once, as GTK's owners do. */
static void larger_and_whole(void) {
    arrives(WHOLE, 300000, 65536);
}

/* Larger than one piece of ours, and than one of the server's requests. */
static void large_and_whole(void) {
    arrives(WHOLE, 3000001, 65536);
}

static void large_by_increments(void) {
    arrives(INCREMENTS, 5000000, 65536);
}

/* Increments that are read in several pieces themselves: those of xclip have 1 MB. */
static void large_increments(void) {
    arrives(INCREMENTS, 5000000, 1048575);
    arrives(INCREMENTS, 5000000, 262144);
    arrives(INCREMENTS, 5000000, 262145);
}

static void short_by_increments(void) {
    arrives(INCREMENTS, 3, 65536);
}

/* The protocol wants the time of what caused the request, and the server's at that. */
static void requests_have_a_time(void) {
    struct owner owner = OWNER(WHOLE, "x", 1);
    struct answer answer = {0};
    ask_owner(&owner, &answer);
    UNTIL(answer.calls > 0);
    CHECK(owner.requests[0].time != XCB_CURRENT_TIME);
    finish_with(&owner, &answer);
}

/* `form` is the only one that the owner has; it is found in the end, and the text is UTF-8. */
static void is_found(const char *form, const char *text, const char *want, const char *asked_for) {
    struct owner owner = OWNER(WHOLE, text, strlen(text));
    struct answer answer = {0};
    owner.form = form;
    ask_owner(&owner, &answer);
    UNTIL(answer.calls > 0);
    CHECK(answer_is(&answer, want, strlen(want)));
    CHECK_STR(owner.asked_for, asked_for);
    finish_with(&owner, &answer);
}

static void other_forms(void) {
    is_found("text/plain;charset=utf-8", "a\xC3\xBC", "a\xC3\xBC", "UTF8_STRING text/plain;charset=utf-8");
    is_found("STRING", "a\xFC\xE9", "a\xC3\xBC\xC3\xA9", "UTF8_STRING text/plain;charset=utf-8 STRING");
}

static void no_text_at_all(void) {
    struct owner owner = OWNER(REFUSES, "", 0);
    struct answer answer = {0};
    ask_owner(&owner, &answer);
    UNTIL(answer.calls > 0);
    CHECK_INT(answer.end, CLIPBOARD_EMPTY);
    finish();
    owner_release(&owner);
}

static void nobody_owns(void) {
    struct answer answer = {0};
    begin();
    ask_main(&answer);
    CHECK_INT(answer.calls, 0); /* never from inside of get */
    UNTIL(answer.calls > 0);
    CHECK_INT(answer.end, CLIPBOARD_EMPTY);
    finish();
}

/* The two selections are two. */
static void the_right_selection(void) {
    struct owner owner = OWNER(WHOLE, "first", 5), other = OWNER(WHOLE, "second", 6);
    struct answer answer = {0}, other_answer = {0};
    other.selection = "PRIMARY";
    owner_claim(&owner);
    owner_claim(&other);
    begin();
    ask_main(&answer);
    clipboards_get(clipboards, CLIPBOARD_PRIMARY, now_ms, keep_answer, &other_answer);
    UNTIL(answer.calls > 0 && other_answer.calls > 0);
    CHECK(answer_is(&answer, "first", 5) && answer_is(&other_answer, "second", 6));
    finish();
    owner_release(&owner);
    owner_release(&other);
    answer_forget(&answer);
    answer_forget(&other_answer);
}

/* Who does not answer within the time is given up, not before, and owns the selection still. */
static void no_answer_at_all(void) {
    struct owner owner = OWNER(SILENT, "x", 1);
    struct answer answer = {0};
    ask_owner(&owner, &answer);
    UNTIL(owner.asked == 1);
    settle();
    now_ms += 999;
    settle();
    CHECK_INT(answer.calls, 0);
    CHECK(clipboards_due(clipboards) <= now_ms + 1);
    now_ms += 1;
    UNTIL(answer.calls > 0);
    CHECK_INT(answer.end, CLIPBOARD_NO_ANSWER);
    CHECK_INT(clipboards_due(clipboards), INT64_MAX);
    answer_forget(&answer);
    owner.behaviour = WHOLE; /* it has recovered */
    ask_main(&answer);
    UNTIL(answer.calls > 0);
    CHECK(answer_is(&answer, "x", 1));
    finish_with(&owner, &answer);
}

/* A late answer is not taken for that to a later question. Its owner gets to the end nevertheless: some serve nobody
 * else before. */
static void a_late_answer(void) {
    struct owner owner = OWNER(SILENT, "late", 4);
    struct answer answer = {0}, next = {0};
    ask_owner(&owner, &answer);
    UNTIL(owner.asked == 1);
    now_ms += 1000;
    UNTIL(answer.calls > 0);
    ask_main(&next);
    UNTIL(owner.asked == 2);
    owner.behaviour = INCREMENTS;
    owner_answer(&owner, &owner.requests[0]);
    UNTIL(owner.ended);
    settle();
    CHECK(next.calls == 0 && answer.calls == 1);
    owner.text = "next";
    owner_answer(&owner, &owner.requests[1]);
    UNTIL(next.calls > 0);
    CHECK(answer_is(&next, "next", 4));
    finish();
    owner_release(&owner);
    answer_forget(&next);
}

/* The owner is gone in the middle: the end comes at once, no time need pass. */
static void dies_in_the_middle(void) {
    char *text = long_text(500000);
    struct owner owner = OWNER(DIES, text, 500000);
    struct answer answer = {0};
    ask_owner(&owner, &answer);
    UNTIL(answer.calls > 0);
    CHECK_INT(answer.end, CLIPBOARD_NO_ANSWER);
    CHECK(answer.text == NULL);
    finish();
    owner_release(&owner);
    free(text);
}

/* Gone before it has answered. */
static void dies_without_a_word(void) {
    struct owner owner = OWNER(SILENT, "x", 1);
    struct answer answer = {0};
    ask_owner(&owner, &answer);
    UNTIL(owner.asked == 1);
    owner_release(&owner);
    UNTIL(answer.calls > 0);
    CHECK_INT(answer.end, CLIPBOARD_NO_ANSWER);
    finish();
}

/* Gone right behind its answer, as programs that serve one request are: the answer counts. */
static void answers_and_goes(void) {
    char *text = long_text(1000000);
    struct owner owner = OWNER(SILENT, text, 1000000);
    struct answer answer = {0};
    ask_owner(&owner, &answer);
    UNTIL(owner.asked == 1);
    owner.behaviour = WHOLE;
    owner_answer(&owner, &owner.requests[0]);
    client_sync(&owner.client);
    owner_release(&owner);
    UNTIL(answer.calls > 0);
    CHECK(answer_is(&answer, text, 1000000));
    finish();
    answer_forget(&answer);
    free(text);
}

static void goes_on(struct owner *owner, unsigned stop_at) {
    owner->stop_at = stop_at;
    owner->running = true;
    owner_increment(owner);
    xcb_flush(owner->client.connection);
}

/* Every increment gives the owner time anew; without one it is given up. */
static void stops_in_the_middle(void) {
    char *text = long_text(500000);
    struct owner owner = OWNER(STOPS, text, 500000);
    struct answer answer = {0};
    owner.stop_at = 2;
    ask_owner(&owner, &answer);
    for (unsigned stop_at = 2; stop_at < 5; stop_at++) {
        UNTIL(owner.increments == stop_at);
        settle();
        now_ms += 4999;
        settle();
        CHECK_INT(answer.calls, 0);
        goes_on(&owner, stop_at + 1);
    }
    UNTIL(owner.increments == 5);
    settle();
    now_ms += 5000;
    UNTIL(answer.calls > 0);
    CHECK_INT(answer.end, CLIPBOARD_NO_ANSWER);
    finish();
    owner_release(&owner);
    free(text);
}

/* Nothing is left in the server. */
static bool is_tidy(struct owner *owner) {
    const xcb_selection_request_event_t *request = &owner->requests[0];
    xcb_connection_t *connection = owner->client.connection;
    client_sync(&owner->client);
    xcb_get_property_reply_t *reply = xcb_get_property_reply(
        connection, xcb_get_property(connection, 0, request->requestor, request->property, 0, 0, 1), NULL);
    bool tidy = reply != NULL && reply->type == NONE;
    free(reply);
    return tidy;
}

static void limited(struct owner *owner, size_t limit, enum clipboard_end end) {
    struct clipboard_options options = CLIPBOARD_OPTIONS_INIT;
    struct answer answer = {0};
    options.limit = limit;
    owner_claim(owner);
    begin_with(options);
    ask_main(&answer);
    UNTIL(answer.calls > 0);
    CHECK_INT(answer.end, end);
    /* What is too large by its own word is not waited for. Behind the answer the rest is sent, as fast as chance wants.
     */
    if (owner->announced > limit) {
        CHECK(answer.increments <= 1);
    }
    if (owner->running) { /* it gets to its end, and serves the next */
        UNTIL(owner->ended);
    }
    settle();
    CHECK(is_tidy(owner));
    clipboards_set_limit(clipboards, CLIPBOARD_LIMIT);
    answer_forget(&answer);
    ask_main(&answer);
    UNTIL(answer.calls > 0);
    CHECK_INT(answer.end, CLIPBOARD_DONE);
    finish();
    owner_release(owner);
    answer_forget(&answer);
}

/* One limit, whatever the way: to the byte. */
static void the_limit_holds(void) {
    char *text = long_text(600000);
    limited(&(struct owner)OWNER(WHOLE, text, 600000), 600000, CLIPBOARD_DONE);
    limited(&(struct owner)OWNER(WHOLE, text, 600000), 599999, CLIPBOARD_TOO_LARGE);
    limited(&(struct owner)OWNER(INCREMENTS, text, 600000), 600000, CLIPBOARD_DONE);
    limited(&(struct owner)OWNER(INCREMENTS, text, 600000), 599999, CLIPBOARD_TOO_LARGE);
    struct owner announced = OWNER(INCREMENTS, text, 600000);
    announced.announced = 600000;
    limited(&announced, 599999, CLIPBOARD_TOO_LARGE);
    struct owner latin1 = OWNER(WHOLE, "a\xFC", 2);
    latin1.form = "STRING";
    limited(&latin1, 2, CLIPBOARD_TOO_LARGE);
    free(text);
}

static void the_limit(void) {
    the_limit_holds();
    in_step = true;
    the_limit_holds();
    in_step = false;
}

/* Who never ends is stopped by the limit, and does not keep the clipboards busy for ever. */
static void without_end(void) {
    char *text = long_text(65536);
    struct owner owner = OWNER(ENDLESS, text, 65536);
    struct clipboard_options options = CLIPBOARD_OPTIONS_INIT;
    struct answer answer = {0};
    options.limit = 1000000;
    owner.piece = 1000;
    owner_claim(&owner);
    begin_with(options);
    ask_main(&answer);
    UNTIL(answer.calls > 0);
    CHECK_INT(answer.end, CLIPBOARD_TOO_LARGE);
    for (unsigned sent = 1000; sent < 65536; sent += 1000) { /* time for each: a slow machine takes long */
        UNTIL(owner.increments > sent);
    }
    UNTIL(owner.increments > 1000 + 65536 - 1000);
    unsigned before = 0;
    do {
        before = owner.increments;
        settle();
    } while (owner.increments != before);
    CHECK(owner.increments < 1000 + 65536 + 1000);
    finish();
    owner_release(&owner);
    free(text);
}

/* More requests than can be under way at once: each has its answer. */
static void many_at_once(void) {
    char *text = long_text(400000);
    struct owner owner = OWNER(WHOLE, text, 400000);
    struct answer answers[20] = {{0}};
    unsigned done = 0;
    owner_claim(&owner);
    begin();
    for (size_t i = 0; i < 20; i++) {
        ask_main(&answers[i]);
    }
    while (done < 20) {
        unsigned before = done;
        done = 0;
        for (size_t i = 0; i < 20; i++) {
            done += answers[i].calls;
        }
        UNTIL(done > before || answers[done < 20 ? done : 19].calls > 0);
    }
    for (size_t i = 0; i < 20; i++) {
        CHECK(answer_is(&answers[i], text, 400000));
        answer_forget(&answers[i]);
    }
    finish();
    owner_release(&owner);
    free(text);
}

/* What is not wanted any more is not called back, at whatever moment; others are. */
static void cancelled(void) {
    char *text = long_text(500000);
    struct owner owner = OWNER(INCREMENTS, text, 500000);
    owner_claim(&owner);
    for (unsigned moment = 0; moment < 10; moment++) {
        struct answer answer = {0}, other = {0};
        owner.increments = 0;
        begin();
        uint64_t number = ask_main(&answer);
        if (moment > 0) {
            UNTIL(owner.increments >= moment - 1);
        }
        clipboards_cancel(clipboards, number);
        if (owner.running) { /* it is let come to its end */
            UNTIL(owner.ended);
        }
        ask_main(&other);
        UNTIL(other.calls > 0);
        CHECK(answer.calls == 0 && answer_is(&other, text, 500000));
        finish();
        owner.ended = false;
        answer_forget(&other);
    }
    owner_release(&owner);
    free(text);
}

/* The clipboards are destroyed: what waits has its one answer, and asking anew has none. */
static void ask_again(void *user, enum clipboard_end end, struct clipboard_text *text) {
    keep_answer(user, end, text);
    CHECK_INT(clipboards_get(clipboards, CLIPBOARD_MAIN, now_ms, ask_again, user), 0);
}

static void destroyed(void) {
    struct owner owner = OWNER(SILENT, "x", 1);
    struct answer answers[6] = {{0}};
    owner_claim(&owner);
    begin();
    for (size_t i = 0; i < 6; i++) {
        clipboards_get(clipboards, CLIPBOARD_MAIN, now_ms, ask_again, &answers[i]);
    }
    UNTIL(owner.asked == 4);
    finish();
    for (size_t i = 0; i < 6; i++) {
        CHECK(answers[i].calls == 1 && answers[i].end == CLIPBOARD_NO_ANSWER);
    }
    owner_release(&owner);
}

int main(void) {
    if (!x_server_start()) {
        return without_server();
    }
    RUN(small_and_whole);
    RUN(larger_and_whole);
    RUN(large_and_whole);
    RUN(large_by_increments);
    RUN(large_increments);
    RUN(short_by_increments);
    RUN(requests_have_a_time);
    RUN(other_forms);
    RUN(no_text_at_all);
    RUN(nobody_owns);
    RUN(the_right_selection);
    RUN(no_answer_at_all);
    RUN(a_late_answer);
    RUN(dies_in_the_middle);
    RUN(dies_without_a_word);
    RUN(answers_and_goes);
    RUN(stops_in_the_middle);
    RUN(the_limit);
    RUN(without_end);
    RUN(many_at_once);
    RUN(cancelled);
    RUN(destroyed);
    x_server_stop();
    return test_end();
}
