/* What is own goes out to other X clients, many at once, whatever they do. */
#define _GNU_SOURCE
#include "x_kit.h"

/* The text, as this form, comes as these bytes with this type. */
static void comes_as(const char *form, const char *text, const char *bytes, const char *type) {
    struct taker taker = TAKER(form);
    begin_owning(text, strlen(text));
    taker_ask(&taker);
    UNTIL(taker.answered);
    CHECK(!taker.refused && taker.whole && taker.format == 8);
    CHECK_STR(taker.bytes, bytes);
    CHECK_INT(taker.type, atom_of(&taker.client, type));
    taker_leave(&taker);
    finish();
}

static void forms(void) {
    comes_as("UTF8_STRING", "a\xC3\xBC\xE2\x82\xAC", "a\xC3\xBC\xE2\x82\xAC", "UTF8_STRING");
    comes_as("text/plain;charset=utf-8", "a\xC3\xBC", "a\xC3\xBC", "text/plain;charset=utf-8");
    comes_as("text/plain", "a\xC3\xBC", "a\xC3\xBC", "text/plain");
    comes_as("TEXT", "a\xC3\xBC", "a\xC3\xBC", "UTF8_STRING");
    comes_as("STRING", "a\xC3\xBC\xE2\x82\xAC", "a\xFC?", "STRING");
    comes_as("UTF8_STRING", "", "", "UTF8_STRING");
}

static bool lists(const struct taker *taker, const char *name) {
    xcb_atom_t atoms[32], wanted = atom_of((struct client *)&taker->client, name);
    memcpy(atoms, taker->bytes, taker->length < sizeof atoms ? taker->length : sizeof atoms);
    for (size_t i = 0; i < taker->length / sizeof atoms[0]; i++) {
        if (atoms[i] == wanted) {
            return true;
        }
    }
    return false;
}

static void targets(void) {
    static const char *const names[] = {"TARGETS",      "TIMESTAMP",   "MULTIPLE",
                                        "SAVE_TARGETS", "UTF8_STRING", "text/plain;charset=utf-8",
                                        "text/plain",   "STRING",      "TEXT"};
    struct taker taker = TAKER("TARGETS");
    begin_owning("x", 1);
    taker_ask(&taker);
    UNTIL(taker.answered);
    CHECK(taker.format == 32 && taker.type == XCB_ATOM_ATOM);
    CHECK_INT(taker.length, sizeof names / sizeof names[0] * 4);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        CHECK(lists(&taker, names[i]));
    }
    taker_leave(&taker);
    finish();
}

static xcb_timestamp_t owned_since(void) {
    struct taker taker = TAKER("TIMESTAMP");
    xcb_timestamp_t since = 0;
    taker_ask(&taker);
    UNTIL(taker.answered);
    CHECK(taker.format == 32 && taker.type == XCB_ATOM_INTEGER && taker.length == 4);
    memcpy(&since, taker.bytes, sizeof since);
    taker_leave(&taker);
    return since;
}

/* The time is the server's, and newer with every new text. What was asked for before the text was there is not given
 * it, so that nobody pastes what was copied behind the paste. */
static void times(void) {
    struct taker early = TAKER("UTF8_STRING"), late = TAKER("UTF8_STRING");
    begin_owning("x", 1);
    xcb_timestamp_t since = owned_since();
    CHECK(since != XCB_CURRENT_TIME);
    usleep(5000);
    set_main("y", 1);
    settle();
    xcb_timestamp_t then = owned_since();
    CHECK((int32_t)(then - since) > 0);
    early.time = then - 1;
    late.time = then;
    taker_ask(&early);
    taker_ask(&late);
    UNTIL(early.answered && late.answered);
    CHECK(early.refused && !late.refused);
    CHECK_STR(late.bytes, "y");
    taker_leave(&early);
    taker_leave(&late);
    finish();
}

static void no_such_form(void) {
    struct taker taker = TAKER("image/png");
    begin_owning("x", 1);
    taker_ask(&taker);
    UNTIL(taker.answered);
    CHECK(taker.refused);
    taker_leave(&taker);
    finish();
}

/* A picture has one form, and is pasted by nobody here. */
static void own_picture(void) {
    struct clipboard_text *picture = clipboard_text_copy("\x89PNG\0bytes", 10);
    begin();
    picture->is_png = true;
    CHECK(clipboards_set(clipboards, CLIPBOARD_MAIN, picture));
    settle();
}

static void a_picture_has_one_form(void) {
    static const char *const refused[] = {"UTF8_STRING", "STRING", "text/plain", "TEXT"};
    struct taker taker = TAKER("image/png"), list = TAKER("TARGETS");
    own_picture();
    taker_ask(&taker);
    UNTIL(taker.answered);
    CHECK(!taker.refused && taker.whole && taker.length == 10 && memcmp(taker.bytes, "\x89PNG\0bytes", 10) == 0);
    CHECK_INT(taker.type, atom_of(&taker.client, "image/png"));
    taker_leave(&taker);
    taker_ask(&list);
    UNTIL(list.answered);
    CHECK(lists(&list, "image/png") && lists(&list, "TIMESTAMP") && !lists(&list, "UTF8_STRING"));
    CHECK_INT(list.length, 5 * 4);
    taker_leave(&list);
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        struct taker text = TAKER(refused[i]);
        taker_ask(&text);
        UNTIL(text.answered);
        CHECK(text.refused);
        taker_leave(&text);
    }
    finish();
}

/* Old clients name no property. */
static void without_a_property(void) {
    struct taker taker = TAKER("UTF8_STRING");
    begin_owning("old", 3);
    client_open(&taker.client);
    takers[0] = &taker;
    xcb_atom_t form = atom_of(&taker.client, "UTF8_STRING");
    xcb_convert_selection(taker.client.connection, taker.client.window, atom_of(&taker.client, "CLIPBOARD"), form,
                          XCB_NONE, XCB_CURRENT_TIME);
    taker.property = form;
    UNTIL(taker.answered);
    CHECK(!taker.refused);
    CHECK_STR(taker.bytes, "old");
    taker_leave(&taker);
    finish();
}

/* What is small comes at once; the first byte more comes in increments, which say how many there will be at least. */
static void large_goes_by_increments(void) {
    static const struct {
        size_t length;
        unsigned increments;
    } sizes[] = {{262144, 0}, {262145, 3}, {20000000, 78}};
    char *text = long_text(20000000);
    for (size_t i = 0; i < 3; i++) {
        struct taker taker = TAKER("UTF8_STRING");
        begin_owning(text, sizes[i].length);
        taker_ask(&taker);
        UNTIL(taker.whole);
        CHECK_INT(taker.increments, sizes[i].increments);
        CHECK_INT(taker.length, sizes[i].length);
        CHECK(memcmp(taker.bytes, text, taker.length) == 0);
        CHECK(!taker.incremental || taker.announced == sizes[i].length);
        settle();
        CHECK_INT(clipboards_due(clipboards), INT64_MAX); /* nothing is left of it */
        taker_leave(&taker);
        finish();
    }
    free(text);
}

/* Two in increments at once, one of them as Latin-1, and a small question between. */
static void several_at_once(void) {
    char *text = long_text(3000000);
    struct taker first = TAKER("UTF8_STRING"), second = TAKER("STRING"), third = TAKER("TARGETS");
    begin_owning(text, 3000000);
    taker_ask(&first);
    taker_ask(&second);
    UNTIL(first.increments > 1 && second.increments > 1);
    taker_ask(&third);
    UNTIL(first.whole && second.whole && third.whole);
    CHECK(first.length == 3000000 && memcmp(first.bytes, text, first.length) == 0);
    CHECK(second.length == 3000000 && memcmp(second.bytes, text, second.length) == 0);
    CHECK_INT(third.length, 36);
    taker_leave(&first);
    taker_leave(&second);
    taker_leave(&third);
    finish();
    free(text);
}

/* Whoever begins to read reads that text to the end, though there is another one meanwhile, or none. */
static void a_transfer_keeps_its_text(void) {
    char *text = long_text(2000000);
    struct owner owner = {
        .behaviour = WHOLE, .selection = "CLIPBOARD", .form = "UTF8_STRING", .text = "z", .length = 1};
    struct taker first = TAKER("UTF8_STRING"), second = TAKER("UTF8_STRING");
    begin_owning(text, 2000000);
    taker_ask(&first);
    UNTIL(first.increments > 1);
    set_main("new", 3);
    taker_ask(&second);
    UNTIL(second.answered);
    owner_claim(&owner);
    UNTIL(!clipboards_owns(clipboards, CLIPBOARD_MAIN));
    UNTIL(first.whole);
    CHECK(first.length == 2000000 && memcmp(first.bytes, text, first.length) == 0);
    CHECK(strcmp(second.bytes, "new") == 0 || second.incremental);
    taker_leave(&first);
    taker_leave(&second);
    owner_release(&owner);
    finish();
    free(text);
}

/* Who asks and is gone, before the answer, in the middle of it, or while it does nothing, ends nothing: the next
 * request is served. */
static void requestors_that_vanish(void) {
    char *text = long_text(2000000);
    struct taker before = TAKER("UTF8_STRING"), within = TAKER("UTF8_STRING");
    struct taker idle = TAKER("UTF8_STRING"), next = TAKER("UTF8_STRING");
    begin_owning(text, 2000000);
    taker_ask(&before);
    xcb_destroy_window(before.client.connection, before.client.window);
    xcb_flush(before.client.connection);
    settle();
    CHECK_INT(clipboards_due(clipboards), INT64_MAX); /* dropped at once, not by time */
    taker_ask(&within);
    UNTIL(within.increments > 1);
    xcb_destroy_window(within.client.connection, within.client.window);
    xcb_flush(within.client.connection);
    takers[1] = NULL;
    settle();
    CHECK_INT(clipboards_due(clipboards), INT64_MAX);
    idle.lazy = true;
    taker_ask(&idle);
    UNTIL(idle.answered);
    settle();
    CHECK(clipboards_due(clipboards) < INT64_MAX);
    xcb_destroy_window(idle.client.connection, idle.client.window);
    xcb_flush(idle.client.connection);
    settle();
    CHECK_INT(clipboards_due(clipboards), INT64_MAX);
    taker_ask(&next);
    UNTIL(next.whole);
    CHECK(next.length == 2000000 && memcmp(next.bytes, text, next.length) == 0);
    taker_leave(&before);
    taker_leave(&within);
    taker_leave(&idle);
    taker_leave(&next);
    finish();
    free(text);
}

/* Who never takes the first increment is given up after a while; others are not slowed down. */
static void one_that_does_not_go_on(void) {
    char *text = long_text(1000000);
    struct taker lazy = TAKER("UTF8_STRING"), other = TAKER("UTF8_STRING");
    lazy.lazy = true;
    begin_owning(text, 1000000);
    taker_ask(&lazy);
    UNTIL(lazy.answered);
    taker_ask(&other);
    UNTIL(other.whole);
    CHECK_INT(other.length, 1000000);
    settle();
    now_ms += 4999;
    settle();
    CHECK_INT(clipboards_due(clipboards), now_ms + 1);
    now_ms += 1;
    settle();
    CHECK_INT(clipboards_due(clipboards), INT64_MAX);
    xcb_delete_property(lazy.client.connection, lazy.client.window, lazy.property);
    settle();
    lazy.length = 0;
    CHECK_INT(taker_read(&lazy), 0); /* it is too late now */
    taker_leave(&lazy);
    taker_leave(&other);
    finish();
    free(text);
}

static void convert_to(struct client *client, xcb_window_t requestor, const char *target, const char *property) {
    xcb_convert_selection(client->connection, requestor, atom_of(client, "CLIPBOARD"), atom_of(client, target),
                          atom_of(client, property), XCB_CURRENT_TIME);
    xcb_flush(client->connection);
}

/* Who wants something else in the same place gets no increments there any more. */
static void asked_anew(void) {
    char *text = long_text(1000000);
    struct taker taker = TAKER("UTF8_STRING");
    begin_owning(text, 1000000);
    taker.lazy = true;
    taker_ask(&taker);
    UNTIL(taker.answered);
    taker.answered = false;
    convert_to(&taker.client, taker.client.window, "TIMESTAMP", "TAKEN");
    UNTIL(taker.answered);
    xcb_delete_property(taker.client.connection, taker.client.window, taker.property);
    client_sync(&taker.client);
    settle();
    taker.length = 0;
    CHECK_INT(taker_read(&taker), 0);
    CHECK_INT(clipboards_due(clipboards), INT64_MAX);
    taker_leave(&taker);
    finish();
    free(text);
}

/* Every increment that is taken gives time anew. */
static void one_that_is_slow(void) {
    char *text = long_text(1000000);
    struct taker taker = TAKER("UTF8_STRING");
    taker.lazy = true;
    begin_owning(text, 1000000);
    taker_ask(&taker);
    UNTIL(taker.answered);
    for (int i = 0; i < 3; i++) {
        settle();
        now_ms += 4999;
        xcb_delete_property(taker.client.connection, taker.client.window, taker.property);
        client_sync(&taker.client);
        settle();
        CHECK_INT(clipboards_due(clipboards), now_ms + 5000);
    }
    taker_leave(&taker);
    finish();
    free(text);
}

/* Several targets in one request; what cannot be had is told by a property of NONE. */
static void several_targets(void) {
    char *text = long_text(600000);
    struct taker taker = TAKER("MULTIPLE");
    begin_owning(text, 600000);
    client_open(&taker.client);
    struct client *client = &taker.client;
    xcb_atom_t large = atom_of(client, "LARGE"), small = atom_of(client, "SMALL"), multiple = atom_of(client, "TAKEN");
    xcb_atom_t pairs[] = {atom_of(client, "UTF8_STRING"), large, atom_of(client, "image/png"), atom_of(client, "NO"),
                          atom_of(client, "TIMESTAMP"),   small, atom_of(client, "MULTIPLE"),  atom_of(client, "TOO")};
    xcb_atom_t want[] = {pairs[0], large, pairs[2], NONE, pairs[4], small, pairs[6], NONE};
    xcb_change_property(client->connection, XCB_PROP_MODE_REPLACE, client->window, multiple,
                        atom_of(client, "ATOM_PAIR"), 32, 8, pairs);
    taker.property = multiple;
    takers[0] = &taker;
    xcb_convert_selection(client->connection, client->window, atom_of(client, "CLIPBOARD"), atom_of(client, "MULTIPLE"),
                          multiple, XCB_CURRENT_TIME);
    UNTIL(taker.answered);
    CHECK(!taker.refused && taker.length == sizeof want && memcmp(taker.bytes, want, sizeof want) == 0);
    CHECK_INT(taker.type, atom_of(client, "ATOM_PAIR"));
    taker.length = 0;
    taker.property = small;
    CHECK_INT(taker_read(&taker), 4);
    taker.length = 0;
    taker.property = large;
    taker.incremental = true; /* this one is to come in increments */
    taker.whole = false;
    CHECK(taker_read(&taker) == 4 && taker.type == atom_of(client, "INCR"));
    taker.length = 0;
    UNTIL(taker.whole);
    CHECK(taker.length == 600000 && memcmp(taker.bytes, text, taker.length) == 0);
    taker_leave(&taker);
    finish();
    free(text);
}

/* A client that means ill names this one's own window as the requestor's: it is refused, and selections still work,
 * which need the events of that window. */
static void the_own_window(void) {
    char *text = long_text(300000);
    struct taker taker = TAKER("UTF8_STRING");
    struct client client;
    begin_owning(text, 300000);
    client_open(&client);
    xcb_get_selection_owner_reply_t *owner = xcb_get_selection_owner_reply(
        client.connection, xcb_get_selection_owner(client.connection, atom_of(&client, "CLIPBOARD")), NULL);
    convert_to(&client, owner->owner, "TARGETS", "_QUIRE_TIME");
    convert_to(&client, owner->owner, "UTF8_STRING", "X");
    free(owner);
    settle();
    now_ms += 5000;
    settle();
    set_main("still here", 10);
    settle();
    taker_ask(&taker);
    UNTIL(taker.answered);
    CHECK(!taker.refused && strcmp(taker.bytes, "still here") == 0);
    taker_leave(&taker);
    client_close(&client);
    finish();
    free(text);
}

int main(void) {
    if (!x_server_start()) {
        return without_server();
    }
    RUN(forms);
    RUN(targets);
    RUN(times);
    RUN(no_such_form);
    RUN(a_picture_has_one_form);
    RUN(without_a_property);
    RUN(large_goes_by_increments);
    RUN(several_at_once);
    RUN(a_transfer_keeps_its_text);
    RUN(requestors_that_vanish);
    RUN(one_that_does_not_go_on);
    RUN(one_that_is_slow);
    RUN(asked_anew);
    RUN(several_targets);
    RUN(the_own_window);
    x_server_stop();
    return test_end();
}
