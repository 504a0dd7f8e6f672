/* Texts through pipes: whole, never waited for, and with an end by time and length, whatever the other side does. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "clipboard_pipes.h"
#include "test.h"

#define LARGE ((size_t)5 << 20)

static struct clipboard_pipes pipes;
static const struct clipboard_pipe_terms terms = {100, 10, 20};
static struct clipboard_text *came;
static char calls[200];

static void note(void *user, enum clipboard_end end, struct clipboard_text *text) {
    static const char *const ends[] = {"done", "empty", "too large", "no answer", "no memory"};
    size_t used = strlen(calls);
    snprintf(calls + used, sizeof calls - used, "%s=%s ", (const char *)user, ends[end]);
    clipboard_text_release(came);
    came = text;
}

static void begin(void) {
    calls[0] = '\0';
    clipboard_pipes_init(&pipes);
    CHECK(pipes.descriptor >= 0);
}

static void finish(void) {
    clipboard_pipes_finish(&pipes);
    clipboard_text_release(came);
    came = NULL;
}

static int ask(const char *name, const struct clipboard_pipe_terms *asked) {
    int end = -1;
    CHECK(clipboard_pipes_read(&pipes, asked, 0, note, (void *)name, &end) != NULL);
    return end;
}

static bool is_ready(void) {
    struct pollfd polled = {pipes.descriptor, POLLIN, 0};
    return poll(&polled, 1, 0) == 1;
}

static void a_text_comes_in_pieces(void) {
    begin();
    int end = ask("a", &terms);
    CHECK_INT(clipboard_pipes_due(&pipes), 10);
    CHECK(!is_ready());
    CHECK_INT(write(end, "one ", 4), 4);
    CHECK(is_ready());
    clipboard_pipes_dispatch(&pipes, 9);
    CHECK_INT(clipboard_pipes_due(&pipes), 29);
    CHECK(!is_ready());
    CHECK_INT(write(end, "two", 3), 3);
    close(end);
    CHECK_STR(calls, "");
    clipboard_pipes_dispatch(&pipes, 28);
    CHECK_STR(calls, "a=done ");
    CHECK_STR(came->bytes, "one two");
    CHECK_INT(clipboard_pipes_due(&pipes), INT64_MAX);
    finish();
}

static void nothing_is_a_text_too(void) {
    begin();
    close(ask("a", &terms));
    clipboard_pipes_dispatch(&pipes, 0);
    CHECK_STR(calls, "a=done ");
    CHECK_INT(came->length, 0);
    finish();
}

static void who_says_nothing_is_given_up(void) {
    begin();
    int silent = ask("silent", &terms), slow = ask("slow", &terms);
    CHECK_INT(write(slow, "x", 1), 1);
    clipboard_pipes_dispatch(&pipes, 9);
    CHECK_STR(calls, "");
    clipboard_pipes_dispatch(&pipes, 10);
    CHECK_STR(calls, "silent=no answer ");
    CHECK_INT(write(silent, "late", 4), -1); /* its owner sees that nobody reads */
    clipboard_pipes_dispatch(&pipes, 28);
    CHECK_INT(write(slow, "y", 1), 1);
    clipboard_pipes_dispatch(&pipes, 29); /* what is there counts, although nobody looked before */
    clipboard_pipes_dispatch(&pipes, 48);
    CHECK_STR(calls, "silent=no answer ");
    clipboard_pipes_dispatch(&pipes, 49);
    CHECK_STR(calls, "silent=no answer slow=no answer ");
    close(silent);
    close(slow);
    finish();
}

static void no_more_than_the_limit(void) {
    char bytes[101];
    begin();
    memset(bytes, 'x', sizeof bytes);
    int full = ask("full", &terms), over = ask("over", &terms);
    CHECK_INT(write(full, bytes, 100), 100);
    CHECK_INT(write(over, bytes, 101), 101);
    close(full);
    clipboard_pipes_dispatch(&pipes, 0);
    CHECK_STR(calls, "full=done over=too large ");
    CHECK_INT(write(over, bytes, 1), -1);
    close(over);
    finish();
}

static void what_is_cancelled_is_not_told(void) {
    begin();
    int end = -1;
    struct clipboard_pipe *pipe = clipboard_pipes_read(&pipes, &terms, 0, note, (void *)"a", &end);
    clipboard_pipes_cancel(&pipes, pipe);
    CHECK_INT(write(end, "x", 1), -1);
    close(end);
    clipboard_pipes_dispatch(&pipes, 1000);
    CHECK_STR(calls, "");
    finish();
}

static struct clipboard_text *large_text(void) {
    struct clipboard_text *text = clipboard_text_create(LARGE);
    for (size_t i = 0; i < LARGE; i++) {
        text->bytes[i] = (char)(i * 7919 >> 5);
    }
    text->length = LARGE;
    return text;
}

/* Out of one pipe and into another, each turn moving a part. */
static void large_texts_go_both_ways(void) {
    struct clipboard_pipe_terms large = {LARGE, 10, 20};
    struct clipboard_text *text = large_text();
    begin();
    int end = ask("a", &large);
    clipboard_pipes_write(&pipes, end, clipboard_text_hold(text), 20, 0);
    int turns = 0;
    while (calls[0] == '\0' && turns < 100000) {
        CHECK(is_ready());
        clipboard_pipes_dispatch(&pipes, 0);
        turns++;
    }
    CHECK(turns > 4); /* nobody else has to wait for all of it */
    CHECK_STR(calls, "a=done ");
    CHECK(came != NULL && came->length == LARGE && memcmp(came->bytes, text->bytes, LARGE) == 0);
    CHECK_INT(clipboard_pipes_due(&pipes), INT64_MAX);
    clipboard_text_release(text);
    finish();
}

static void readers_may_stop(void) {
    int gone[2], slow[2];
    struct clipboard_text *text = large_text();
    begin();
    CHECK(pipe(gone) == 0 && pipe(slow) == 0);
    clipboard_pipes_write(&pipes, gone[1], clipboard_text_hold(text), 20, 0);
    clipboard_pipes_write(&pipes, slow[1], clipboard_text_hold(text), 20, 0);
    close(gone[0]);
    clipboard_pipes_dispatch(&pipes, 5);
    CHECK_INT(clipboard_pipes_due(&pipes), 25); /* of the slow one alone */
    CHECK(!is_ready());
    clipboard_pipes_dispatch(&pipes, 25);
    CHECK_INT(clipboard_pipes_due(&pipes), INT64_MAX);
    CHECK_INT(atomic_load(&text->references), 1);
    clipboard_text_release(text);
    close(slow[0]);
    finish();
}

static void without_a_text_the_reader_gets_none(void) {
    int ends[2];
    char byte;
    begin();
    CHECK(pipe(ends) == 0);
    clipboard_pipes_write(&pipes, ends[1], NULL, 20, 0);
    CHECK_INT(read(ends[0], &byte, 1), 0);
    close(ends[0]);
    finish();
}

int main(void) {
    signal(SIGPIPE, SIG_IGN);
    RUN(a_text_comes_in_pieces);
    RUN(nothing_is_a_text_too);
    RUN(who_says_nothing_is_given_up);
    RUN(no_more_than_the_limit);
    RUN(what_is_cancelled_is_not_told);
    RUN(large_texts_go_both_ways);
    RUN(readers_may_stop);
    RUN(without_a_text_the_reader_gets_none);
    return test_end();
}
