/* Requests and own texts, where there is no window system. */
#define _GNU_SOURCE
#include "clipboards.h"
#include "test.h"

static struct clipboards *clipboards;
static char calls[256];

static void note(void *user, enum clipboard_end end, struct clipboard_text *text) {
    size_t used = strlen(calls);
    snprintf(calls + used, sizeof calls - used, "%s=%s ", (const char *)user,
             end == CLIPBOARD_DONE    ? text->bytes
             : end == CLIPBOARD_EMPTY ? "empty"
                                      : "?");
}

static uint64_t get(enum clipboard_target target, clipboard_done *done, const char *name) {
    return clipboards_get(clipboards, target, 0, done, (void *)name);
}

static void begin(size_t limit) {
    struct clipboard_options options = CLIPBOARD_OPTIONS_INIT;
    options.limit = limit;
    clipboards = clipboards_create(&options);
    calls[0] = '\0';
}

static bool set(enum clipboard_target target, const char *text) {
    return clipboards_set(clipboards, target, clipboard_text_copy(text, strlen(text)));
}

static void two_of_them(void) {
    begin(100);
    CHECK(get(CLIPBOARD_MAIN, note, "none") != 0);
    CHECK(set(CLIPBOARD_MAIN, "one") && set(CLIPBOARD_PRIMARY, "two"));
    get(CLIPBOARD_MAIN, note, "main");
    get(CLIPBOARD_PRIMARY, note, "primary");
    CHECK(set(CLIPBOARD_MAIN, "later")); /* it is that text which was there when it was asked for */
    CHECK_STR(calls, "");
    CHECK_INT(clipboards_due(clipboards), 0);
    CHECK_INT(clipboards_descriptor(clipboards), -1);
    clipboards_dispatch(clipboards, 0);
    CHECK_STR(calls, "none=empty main=one primary=two ");
    CHECK_INT(clipboards_due(clipboards), INT64_MAX);
    clipboards_dispatch(clipboards, 0);
    CHECK_STR(calls, "none=empty main=one primary=two ");
    clipboards_destroy(clipboards);
}

static void the_limit(void) {
    begin(3);
    CHECK(set(CLIPBOARD_MAIN, "abc") && !set(CLIPBOARD_MAIN, "abcd"));
    clipboards_set_limit(clipboards, 4);
    CHECK_INT(clipboards_limit(clipboards), 4);
    get(CLIPBOARD_MAIN, note, "a");
    CHECK(set(CLIPBOARD_MAIN, "abcd") && clipboards_owns(clipboards, CLIPBOARD_MAIN));
    CHECK(set(CLIPBOARD_MAIN, "") && !clipboards_owns(clipboards, CLIPBOARD_MAIN));
    get(CLIPBOARD_MAIN, note, "b");
    clipboards_dispatch(clipboards, 0);
    CHECK_STR(calls, "a=abc b=empty ");
    clipboards_destroy(clipboards);
}

static uint64_t to_cancel;

static void meddle(void *user, enum clipboard_end end, struct clipboard_text *text) {
    note(user, end, text);
    clipboards_cancel(clipboards, to_cancel);
    get(CLIPBOARD_MAIN, note, "again");
    set(CLIPBOARD_MAIN, "new");
}

/* A callback asks, sets and cancels; what it asked for comes with the next call. */
static void in_a_callback(void) {
    begin(100);
    set(CLIPBOARD_MAIN, "old");
    get(CLIPBOARD_MAIN, meddle, "first");
    to_cancel = get(CLIPBOARD_MAIN, note, "second");
    get(CLIPBOARD_MAIN, note, "third");
    clipboards_dispatch(clipboards, 0);
    CHECK_STR(calls, "first=old third=old again=old ");
    calls[0] = '\0';
    get(CLIPBOARD_MAIN, meddle, "fourth");
    clipboards_dispatch(clipboards, 0);
    CHECK_STR(calls, "fourth=new ");
    CHECK_INT(clipboards_due(clipboards), 0);
    clipboards_cancel(clipboards, 12345);
    clipboards_destroy(clipboards);
    CHECK_STR(calls, "fourth=new again=new ");
    clipboards_destroy(NULL);
}

int main(void) {
    RUN(two_of_them);
    RUN(the_limit);
    RUN(in_a_callback);
    return test_end();
}
