/* A search in slices while a program writes: when it has come to its end it has found what a search of all that there
 * is finds at once. The session is a stand-in around a terminal. */
#include <stdlib.h>

#include <quire/search.h>

#include "search_job.h"
#include "test.h"

struct session {
    struct quire_terminal *terminal;
    int locks;
};

static struct session session;
static uint32_t seed = 11;

struct quire_terminal *session_lock(struct session *one) {
    CHECK_INT(one->locks++, 0);
    return one->terminal;
}

void session_unlock(struct session *one) {
    CHECK_INT(--one->locks, 0);
}

static uint32_t below(uint32_t limit) {
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % limit;
}

static void begin(uint64_t scrollback) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    options.cols = 40;
    options.rows = 10;
    options.scrollback_lines = scrollback;
    CHECK_INT(quire_terminal_create(&options, &session.terminal), QUIRE_OK);
}

static void feed(const char *text) {
    CHECK_INT(quire_terminal_feed(session.terminal, text, strlen(text)), QUIRE_OK);
}

static void feed_lines(uint32_t count) {
    static const char *const words[] = {"alpha", "beta", "Gamma", "al", "pha", "x", "\xC3\x84rger"};
    for (uint32_t i = 0; i < count; i++) {
        for (uint32_t n = below(14); n > 0; n--) {
            feed(words[below(7)]);
            feed(below(3) == 0 ? "" : " ");
        }
        feed("\r\n");
    }
}

static struct highlight_range expected[50000];
static size_t expected_count;

static bool note(void *user, const struct quire_search_hit *hit) {
    (void)user;
    expected[expected_count++] = (struct highlight_range){hit->line, hit->column, hit->column + hit->columns};
    return expected_count < sizeof expected / sizeof expected[0];
}

static void finish_job(struct search_job *job) {
    for (int i = 0; i < 10000 && (i == 0 || search_job_is_unfinished(job)); i++) {
        search_job_slice(job);
    }
    CHECK(!search_job_is_unfinished(job));
}

/* All that is there has been found, and nothing else. */
static void check_all(struct search_job *job, const char *text, uint32_t flags) {
    struct quire_search_options options = QUIRE_SEARCH_OPTIONS_INIT;
    options.text = text;
    options.length = strlen(text);
    options.flags = flags;
    expected_count = 0;
    CHECK_INT(quire_search_terminal(session.terminal, &options, note, NULL), QUIRE_OK);
    CHECK_INT(search_hits_count(&job->hits), expected_count);
    for (size_t i = 0; i < expected_count && test_ok; i++) {
        const struct highlight_range *hit = search_hits_at(&job->hits, expected_count - 1 - i);
        CHECK(hit != NULL && memcmp(hit, &expected[i], sizeof *hit) == 0);
    }
}

static struct quire_place top(void) {
    struct quire_frame *frame = NULL;
    struct quire_place place = {0, 0};
    CHECK_INT(quire_frame_create(NULL, &frame), QUIRE_OK);
    quire_frame_update(frame, session.terminal);
    quire_frame_place(frame, 0, 0, &place);
    quire_frame_destroy(frame);
    return place;
}

static void look_for(struct search_job *job, const char *text, uint32_t flags, const struct quire_place *place) {
    char error[200];
    CHECK(search_job_begin(job, text, strlen(text), flags | PATTERN_SMART_CASE, place, error, sizeof error));
}

/* From the bottom and from the middle, plain and by expressions, in text that is written meanwhile. */
static void what_is_written_meanwhile_is_found(void) {
    static const char *const texts[] = {"alpha", "Gamma", "a", "alpha"};
    struct search_job job;
    for (uint32_t round = 0; round < 4; round++) {
        begin(100000);
        feed_lines(1000);
        struct quire_place middle = top();
        feed_lines(round % 2 == 0 ? 0 : 2000);
        CHECK(search_job_init(&job, &session));
        look_for(&job, texts[round], round == 3 ? (uint32_t)PATTERN_REGEX : 0, &middle);
        for (uint32_t i = 0; i < 60 && test_ok; i++) {
            job.budget = 1000; /* however small the parts are */
            search_job_slice(&job);
            feed_lines(below(100));
            feed("\033[3;5Halpha\033[2J\033[5;1H"); /* and rewritten */
        }
        finish_job(&job);
        check_all(&job, texts[round], round == 1 ? 0 : QUIRE_SEARCH_IGNORE_CASE);
        search_job_finish(&job);
        quire_terminal_destroy(session.terminal);
    }
}

static void evicted_lines_lose_their_hits(void) {
    struct search_job job;
    begin(300);
    feed_lines(1000);
    struct quire_place place = top();
    CHECK(search_job_init(&job, &session));
    look_for(&job, "a", 0, &place);
    for (uint32_t i = 0; i < 50 && test_ok; i++) {
        feed_lines(below(60));
        finish_job(&job);
        check_all(&job, "a", QUIRE_SEARCH_IGNORE_CASE);
    }
    feed("\033[3J\033[H\033[2J");
    finish_job(&job);
    CHECK_INT(search_hits_count(&job.hits), 0);
    search_job_finish(&job);
    quire_terminal_destroy(session.terminal);
}

static void other_screens_begin_anew(void) {
    struct search_job job;
    begin(10000);
    feed_lines(500);
    struct quire_place place = top();
    CHECK(search_job_init(&job, &session));
    look_for(&job, "alpha", 0, &place);
    finish_job(&job);
    for (uint32_t rows = 4; rows < 60; rows += 11) { /* rows come back from history */
        CHECK_INT(quire_terminal_resize(session.terminal, 30 + rows, rows, 9, 18), QUIRE_OK);
        CHECK(search_job_slice(&job));
        finish_job(&job);
        check_all(&job, "alpha", QUIRE_SEARCH_IGNORE_CASE);
    }
    feed("\033[?1049h\033[2;2Halpha alpha");
    CHECK(!search_job_slice(&job)); /* places mean nothing any more */
    finish_job(&job);
    CHECK_INT(search_hits_count(&job.hits), 2);
    feed("\033[?1049l");
    CHECK(!search_job_slice(&job));
    finish_job(&job);
    check_all(&job, "alpha", QUIRE_SEARCH_IGNORE_CASE);
    search_job_finish(&job);
    quire_terminal_destroy(session.terminal);
}

static void all_scripts_have_smart_case(void) {
    struct search_job job;
    begin(10000);
    feed("\xC3\x84rger \xC3\xA4RGER \xC3\xA4rger\r\n");
    struct quire_place place = top();
    CHECK(search_job_init(&job, &session));
    look_for(&job, "\xC3\xA4rger", 0, &place);
    finish_job(&job);
    CHECK_INT(search_hits_count(&job.hits), 3);
    look_for(&job, "\xC3\x84rger", 0, &place);
    finish_job(&job);
    CHECK_INT(search_hits_count(&job.hits), 1);
    search_job_finish(&job);
    quire_terminal_destroy(session.terminal);
}

/* Slices end with the clock: one that cannot search the whole screen goes on there with the next one. */
static void a_screen_may_take_many_slices(void) {
    struct search_job job;
    begin(10000);
    for (int i = 0; i < 9; i++) {
        feed("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab\r\n");
    }
    struct quire_place place = top();
    CHECK(search_job_init(&job, &session));
    look_for(&job, "(a|a)+(a|a)+(a|a)+b$", PATTERN_REGEX, &place);
    for (int i = 0; i < 200 && search_job_is_unfinished(&job); i++) {
        job.slice_end_us = 0;
        search_job_slice(&job);
    }
    CHECK(!search_job_is_unfinished(&job));
    CHECK_INT(search_hits_count(&job.hits), 9);
    search_job_finish(&job);
    quire_terminal_destroy(session.terminal);
}

/* A line that takes an expression too long is left out and counted, and the others are found. */
static void what_takes_too_long_is_left_out(void) {
    struct search_job job;
    begin(10000);
    feed("aaab\r\n");
    for (int i = 0; i < 60; i++) {
        feed("aaaaaaaaaa");
    }
    feed("c\r\naab\r\n");
    struct quire_place place = top();
    CHECK(search_job_init(&job, &session));
    look_for(&job, "(a|a)+[bx]", PATTERN_REGEX, &place);
    finish_job(&job);
    CHECK_INT(search_hits_count(&job.hits), 2);
    CHECK(job.left_out + job.left_out_newer > 0);
    search_job_finish(&job);
    quire_terminal_destroy(session.terminal);
}

static void one_hit_is_found_at_once(void) {
    struct search_job job;
    struct quire_place found = {77, 7};
    begin(100000);
    feed("needle\r\n");
    feed_lines(3000);
    struct quire_place place = top();
    CHECK(search_job_init(&job, &session));
    look_for(&job, "needle", 0, &place);
    CHECK(!search_job_near(&job, &place, false, &found) && found.line == 77);
    CHECK(search_job_near(&job, &place, true, &found));
    CHECK(found.column == 0);
    place = found;
    CHECK(!search_job_near(&job, &place, true, &found)); /* where it stands is none */
    CHECK(!search_job_near(&job, &place, false, &found));
    search_job_finish(&job);
    quire_terminal_destroy(session.terminal);
}

int main(void) {
    if (!pattern_has_regex()) {
        printf("SKIP: built without PCRE2\n");
        return 77;
    }
    RUN(what_is_written_meanwhile_is_found);
    RUN(evicted_lines_lose_their_hits);
    RUN(other_screens_begin_anew);
    RUN(all_scripts_have_smart_case);
    RUN(a_screen_may_take_many_slices);
    RUN(what_takes_too_long_is_left_out);
    RUN(one_hit_is_found_at_once);
    return test_end();
}
