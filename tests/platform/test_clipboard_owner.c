/* Who owns what, and the hand-over at the end. */
#define _GNU_SOURCE
#include "x_kit.h"

/* Another client copies: the text is released, and its text is got. */
static void lost(void) {
    struct owner owner = {
        .behaviour = WHOLE, .selection = "CLIPBOARD", .form = "UTF8_STRING", .text = "z", .length = 1};
    struct answer answer = {0};
    struct clipboard_text *text = clipboard_text_copy("mine", 4);
    begin();
    CHECK(clipboards_set(clipboards, CLIPBOARD_MAIN, clipboard_text_hold(text)));
    clipboards_set(clipboards, CLIPBOARD_PRIMARY, clipboard_text_copy("mine, too", 9));
    settle();
    CHECK_INT(atomic_load(&text->references), 2);
    owner_claim(&owner);
    UNTIL(!clipboards_owns(clipboards, CLIPBOARD_MAIN));
    CHECK_INT(atomic_load(&text->references), 1);
    CHECK(clipboards_owns(clipboards, CLIPBOARD_PRIMARY));
    ask_main(&answer);
    UNTIL(answer.calls > 0);
    CHECK(answer_is(&answer, "z", 1));
    clipboard_text_release(text);
    owner_release(&owner);
    finish();
    answer_forget(&answer);
}

/* Another client has copied, and it is not known here yet: its text is got nevertheless. And what is set here at once
 * behind that is own, whatever the news of the loss says. */
static void lost_and_not_known(void) {
    struct owner owner = {
        .behaviour = WHOLE, .selection = "CLIPBOARD", .form = "UTF8_STRING", .text = "z", .length = 1};
    struct answer answer = {0};
    begin_owning("mine", 4);
    owner_claim(&owner);
    ask_main(&answer);
    UNTIL(answer.calls > 0);
    CHECK(answer_is(&answer, "z", 1));
    owner_release(&owner);
    answer_forget(&answer);
    set_main("again", 5);
    settle();
    owner_claim(&owner);
    set_main("at last", 7);
    settle();
    CHECK(clipboards_owns(clipboards, CLIPBOARD_MAIN));
    ask_main(&answer);
    UNTIL(answer.calls > 0);
    CHECK(answer_is(&answer, "at last", 7));
    owner_release(&owner);
    finish();
    answer_forget(&answer);
}

/* A claim has the time at which it was made: one of another client's that is newer wins, though it is known here first.
 * And news of an older loss, which comes behind a new claim, is no loss. */
static void the_newer_claim(void) {
    struct owner owner = {
        .behaviour = WHOLE, .selection = "CLIPBOARD", .form = "UTF8_STRING", .text = "z", .length = 1};
    begin();
    settle();
    set_main("older", 5);
    usleep(5000);
    owner_claim(&owner);
    UNTIL(!clipboards_owns(clipboards, CLIPBOARD_MAIN));
    set_main("mine", 4);
    settle();
    CHECK(clipboards_owns(clipboards, CLIPBOARD_MAIN));
    xcb_set_selection_owner(owner.client.connection, owner.client.window, atom_of(&owner.client, "CLIPBOARD"),
                            XCB_CURRENT_TIME);
    client_sync(&owner.client);
    usleep(5000);
    clipboards_dispatch(clipboards, now_ms); /* asks the server who owns it now */
    set_main("newer", 5);
    settle();
    CHECK(clipboards_owns(clipboards, CLIPBOARD_MAIN));
    owner_release(&owner);
    finish();
}

/* What is own is got without a copy, right behind setting it, too. */
static void got_from_here(void) {
    struct clipboard_text *text = clipboard_text_copy("mine", 4);
    struct answer soon = {0}, later = {0};
    begin();
    clipboards_set(clipboards, CLIPBOARD_MAIN, clipboard_text_hold(text));
    ask_main(&soon);
    CHECK_INT(soon.calls, 0);
    CHECK_INT(clipboards_due(clipboards), 0);
    UNTIL(soon.calls > 0);
    settle();
    ask_main(&later);
    UNTIL(later.calls > 0);
    CHECK(soon.text == text && later.text == text);
    answer_forget(&soon);
    answer_forget(&later);
    set_main("", 0);
    settle();
    ask_main(&later);
    UNTIL(later.calls > 0);
    CHECK_INT(later.end, CLIPBOARD_EMPTY);
    finish();
    clipboard_text_release(text);
}

/* Who asks, and sets right behind that, is given what was there when it asked: its own or another's. */
static void asked_before_it_was_set(void) {
    struct owner owner = {
        .behaviour = SILENT, .selection = "CLIPBOARD", .form = "UTF8_STRING", .text = "z", .length = 1};
    struct answer first = {0}, second = {0}, third = {0};
    owner_claim(&owner);
    begin();
    ask_main(&first);
    set_main("mine", 4);
    ask_main(&second);
    UNTIL(second.calls > 0);
    CHECK(answer_is(&second, "mine", 4));
    UNTIL(owner.asked == 1);
    owner.behaviour = WHOLE;
    owner_answer(&owner, &owner.requests[0]);
    UNTIL(first.calls > 0);
    CHECK(answer_is(&first, "z", 1));
    answer_forget(&first);
    answer_forget(&second);
    settle();
    ask_main(&first);
    set_main("again", 5);
    ask_main(&second);
    UNTIL(first.calls > 0 && second.calls > 0);
    CHECK(answer_is(&first, "mine", 4) && answer_is(&second, "again", 5));
    settle();
    owner.behaviour = SILENT; /* and an owner that does not answer keeps nobody from setting */
    owner.asked = 0;
    xcb_set_selection_owner(owner.client.connection, owner.client.window, atom_of(&owner.client, "CLIPBOARD"),
                            XCB_CURRENT_TIME);
    client_sync(&owner.client);
    ask_main(&third);
    UNTIL(owner.asked == 1);
    set_main("now", 3);
    settle();
    now_ms += 1000;
    UNTIL(third.calls > 0);
    CHECK_INT(third.end, CLIPBOARD_NO_ANSWER);
    struct taker taker = TAKER("UTF8_STRING");
    settle();
    taker_ask(&taker);
    UNTIL(taker.answered);
    CHECK(!taker.refused && strcmp(taker.bytes, "now") == 0);
    taker_leave(&taker);
    owner_release(&owner);
    finish();
    answer_forget(&first);
    answer_forget(&second);
}

/* Too large a text is refused, and what was there stays. */
static void the_limit(void) {
    struct clipboard_options options = CLIPBOARD_OPTIONS_INIT;
    struct answer answer = {0};
    options.limit = 4;
    begin_with(options);
    CHECK(clipboards_set(clipboards, CLIPBOARD_MAIN, clipboard_text_copy("four", 4)));
    CHECK(!clipboards_set(clipboards, CLIPBOARD_MAIN, clipboard_text_copy("fives", 5)));
    ask_main(&answer);
    UNTIL(answer.calls > 0);
    CHECK(answer_is(&answer, "four", 4));
    finish();
    answer_forget(&answer);
}

static void nothing_in_cut_buffers(void) {
    struct client client;
    begin_owning("x", 1);
    clipboards_set(clipboards, CLIPBOARD_PRIMARY, clipboard_text_copy("y", 1));
    settle();
    client_open(&client);
    xcb_window_t root = xcb_setup_roots_iterator(xcb_get_setup(client.connection)).data->root;
    for (xcb_atom_t buffer = XCB_ATOM_CUT_BUFFER0; buffer <= XCB_ATOM_CUT_BUFFER7; buffer++) {
        xcb_get_property_reply_t *reply = xcb_get_property_reply(
            client.connection, xcb_get_property(client.connection, 0, root, buffer, 0, 0, 1), NULL);
        CHECK_INT(reply->type, NONE);
        free(reply);
    }
    client_close(&client);
    finish();
}

/* No server is asked for anything before there is something to ask. */
static void not_before_the_first_use(void) {
    begin();
    CHECK_INT(clipboards_descriptor(clipboards), -1);
    CHECK_INT(clipboards_due(clipboards), INT64_MAX);
    clipboards_dispatch(clipboards, now_ms);
    set_main("x", 1);
    CHECK(clipboards_descriptor(clipboards) >= 0);
    finish();
}

/* The server goes away: nothing ends but what waits, and the process keeps what is its own. */
static void without_a_server(void) {
    struct owner owner = {.behaviour = SILENT, .selection = "PRIMARY", .form = "UTF8_STRING"};
    struct answer waiting = {0}, own = {0}, empty = {0};
    owner_claim(&owner);
    begin_owning("mine", 4);
    clipboards_get(clipboards, CLIPBOARD_PRIMARY, now_ms, keep_answer, &waiting);
    UNTIL(owner.asked == 1);
    owner_release(&owner);
    x_server_stop();
    clipboards_dispatch(clipboards, now_ms);
    CHECK(waiting.calls == 1 && waiting.end == CLIPBOARD_NO_ANSWER);
    CHECK_INT(clipboards_descriptor(clipboards), -1);
    ask_main(&own);
    clipboards_get(clipboards, CLIPBOARD_PRIMARY, now_ms, keep_answer, &empty);
    clipboards_dispatch(clipboards, now_ms);
    CHECK(answer_is(&own, "mine", 4));
    CHECK(empty.calls == 1 && empty.end == CLIPBOARD_EMPTY);
    clipboards_dispatch(clipboards, now_ms);
    finish();
    answer_forget(&own);
    begin(); /* and without one from the beginning, too */
    set_main("still mine", 10);
    ask_main(&own);
    clipboards_dispatch(clipboards, now_ms);
    CHECK(answer_is(&own, "still mine", 10));
    CHECK_INT(clipboards_descriptor(clipboards), -1);
    finish();
    answer_forget(&own);
}

/* ---- the hand-over: the manager is another process, because destroying waits for it */

/* Owns CLIPBOARD_MANAGER; when asked to save, fetches the clipboard, says that it is done, and exits with 0 when the
 * text is as it should be. */
static void manager_run(const char *text, size_t length, bool deaf, int ready) {
    struct owner manager = {.behaviour = SILENT, .selection = "CLIPBOARD_MANAGER", .form = "SAVE_TARGETS"};
    struct taker taker = TAKER("UTF8_STRING");
    owner_claim(&manager);
    if (write(ready, "r", 1) != 1) {
        _exit(3);
    }
    while (manager.asked == 0 || deaf) {
        struct pollfd wait = {xcb_get_file_descriptor(manager.client.connection), POLLIN, 0};
        poll(&wait, 1, 5);
        owner_turn(&manager);
    }
    if (strcmp(manager.asked_for, "SAVE_TARGETS") != 0) {
        _exit(2);
    }
    taker_ask(&taker);
    while (!taker.whole && !taker.refused) {
        struct pollfd wait = {xcb_get_file_descriptor(taker.client.connection), POLLIN, 0};
        poll(&wait, 1, 5);
        taker_turn(&taker);
    }
    bool same = taker.length == length && memcmp(taker.bytes, text, length) == 0;
    owner_notify(&manager, &manager.requests[0], manager.requests[0].property);
    client_sync(&manager.client); /* what a client sent that ends with something unread is lost */
    _exit(same ? 0 : 1);
}

static pid_t manager_start(const char *text, size_t length, bool deaf) {
    int ends[2];
    char byte;
    CHECK(pipe(ends) == 0);
    fflush(stdout);
    pid_t manager = fork();
    if (manager == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        manager_run(text, length, deaf, ends[1]);
    }
    CHECK(read(ends[0], &byte, 1) == 1);
    close(ends[0]);
    close(ends[1]);
    return manager;
}

static int manager_status(pid_t manager) {
    int status = -1;
    waitpid(manager, &status, 0);
    return status;
}

/* What is own outlives the process: it is given to the manager, a large one too, and one set just before. */
static void handed_over(void) {
    char *text = long_text(5000000);
    struct clipboard_options patient = CLIPBOARD_OPTIONS_INIT;
    patient.handover_ms = 30000; /* with a manager that a busy machine lets wait */
    static const size_t lengths[] = {4, 5000000};
    for (size_t i = 0; i < 4; i++) {
        size_t length = lengths[i % 2];
        pid_t manager = manager_start(text, length, false);
        begin_with(patient);
        set_main(text, length);
        if (i < 2) {
            settle();
        }
        int64_t start = real_ms();
        finish();
        CHECK(real_ms() - start < patient.handover_ms); /* as soon as it has it */
        CHECK_INT(manager_status(manager), 0);
    }
    free(text);
}

/* Who owns nothing hands nothing over; a manager that does not answer is waited for as long as it is given, and none at
 * all not: where nobody waits, nobody waits for half a minute. */
static void no_hand_over(void) {
    pid_t manager = manager_start("x", 1, true);
    struct clipboard_options patient = CLIPBOARD_OPTIONS_INIT;
    patient.handover_ms = 30000;
    begin_with(patient);
    int64_t start = real_ms();
    finish();
    CHECK(real_ms() - start < patient.handover_ms);
    begin_owning("x", 1);
    start = real_ms();
    finish();
    CHECK(real_ms() - start >= 500 && real_ms() - start < patient.handover_ms);
    kill(manager, SIGKILL);
    manager_status(manager);
    begin_with(patient);
    set_main("x", 1);
    settle();
    start = real_ms();
    finish();
    CHECK(real_ms() - start < patient.handover_ms);
}

int main(void) {
    if (!x_server_start()) {
        return without_server();
    }
    RUN(lost);
    RUN(lost_and_not_known);
    RUN(the_newer_claim);
    RUN(got_from_here);
    RUN(asked_before_it_was_set);
    RUN(the_limit);
    RUN(nothing_in_cut_buffers);
    RUN(handed_over);
    RUN(no_hand_over);
    RUN(not_before_the_first_use);
    RUN(without_a_server);
    return test_end();
}
