#define _GNU_SOURCE
#include "search_job.h"

#include <string.h>
#include <time.h>

#include <quire/search.h>

enum { BUDGET_LEAST = 16 << 10, BUDGET_FIRST = 256 << 10, BUDGET_MOST = 2 << 20, SEARCH_NEAR_US = 100000 };

static int64_t clock_us(clockid_t clock) {
    struct timespec now;
    clock_gettime(clock, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

int64_t search_job_clock_us(void) {
    return clock_us(CLOCK_MONOTONIC);
}

/* --- parts: under the session's lock --------------------------------------------------------------------------- */

static bool is_late(const struct search_job *job) {
    return search_job_clock_us() >= job->slice_end_us;
}

_Static_assert(PATTERN_MAX <= QUIRE_SEARCH_TEXT_MAX, "the library takes whatever a pattern requires");

/* What the library hands to the pattern. */
struct matching {
    struct search_job *job;
    bool backward;
    unsigned texts;
};

static bool match(void *user, const char *text, size_t length, size_t from, size_t *begin, size_t *end) {
    struct matching *matching = user;
    struct pattern_hit hit = {0};
    if (from == 0 && matching->texts++ > 0 && matching->texts % 16 == 0 && is_late(matching->job)) {
        *begin = SIZE_MAX;
        return true;
    }
    enum pattern_result result = pattern_find(matching->job->pattern, text, length, from, &hit);
    if (result == PATTERN_GAVE_UP) {
        *(matching->backward ? &matching->job->left_out : &matching->job->left_out_newer) += 1;
        matching->texts |= 15; /* the clock is looked at before the next one */
    }
    *begin = hit.whole.begin;
    *end = hit.whole.end;
    return result == PATTERN_FOUND;
}

/* Where there are very many hits they take the time. */
static bool pauses(struct search_job *job) {
    return ++job->noted % 128 == 0 && is_late(job);
}

static bool note_newer(void *user, const struct quire_search_hit *found) {
    struct search_job *job = user;
    struct search_hits *hits = &job->hits;
    const struct highlight_range hit = {found->line, found->column, found->column + found->columns};
    const struct quire_place place = {found->line, found->column};
    uint32_t row, col;
    bool on_screen = quire_frame_find(job->probe, &place, &row, &col) == QUIRE_OK;
    return search_hits_add(hits, on_screen ? &hits->screen : &hits->below, &hit) && !pauses(job);
}

static bool note_older(void *user, const struct quire_search_hit *found) {
    struct search_job *job = user;
    const struct highlight_range hit = {found->line, found->column, found->column + found->columns};
    return search_hits_add(&job->hits, &job->hits.above, &hit) && !pauses(job);
}

static enum quire_result search_part(struct search_job *job, struct quire_terminal *terminal,
                                     const struct quire_place *from, bool backward, quire_search_function *found,
                                     void *user, struct quire_place *next) {
    struct matching matching = {job, backward, 0};
    struct quire_search_options options = QUIRE_SEARCH_OPTIONS_INIT;
    options.flags = backward ? QUIRE_SEARCH_BACKWARD : 0;
    options.from_line = from->line;
    options.from_column = from->column;
    if (job->by_match) {
        options.match = match;
        options.match_user = &matching;
        options.required = pattern_required(job->pattern, &options.required_length);
    } else {
        options.text = job->text;
        options.length = job->length;
    }
    bool has_text = options.length > 0 || options.required_length > 0;
    options.flags |= has_text && !pattern_minds_case(job->pattern) ? QUIRE_SEARCH_IGNORE_CASE : 0;
    int64_t began = search_job_clock_us();
    enum quire_result result = quire_search_terminal_some(terminal, &options, job->budget, next, found, user);
    int64_t took = search_job_clock_us() - began;
    if (took > SEARCH_SLICE_US / 2 && job->budget > BUDGET_LEAST) {
        job->budget /= 2;
    } else if (took < SEARCH_SLICE_US / 8 && job->budget < BUDGET_MOST) {
        job->budget *= 2;
    }
    bool is_read = result == QUIRE_OK || result == QUIRE_IO || result == QUIRE_CORRUPT;
    return is_read ? QUIRE_OK : result;
}

/* Rows came back from history, to a larger screen: what was found there is the screen's. */
static void take_back(struct search_job *job) {
    struct search_hits *hits = &job->hits;
    uint32_t row, col;
    while (hits->below.count > hits->below_gone) {
        const struct highlight_range *last = &hits->below.ranges[hits->below.count - 1];
        const struct quire_place place = {last->line, last->from};
        if (quire_frame_find(job->probe, &place, &row, &col) != QUIRE_OK) {
            return;
        }
        hits->below.count--;
    }
}

/* Another one when anything on the screen is. */
static uint64_t screen_version(const struct search_job *job) {
    struct quire_frame_line line = QUIRE_FRAME_LINE_INIT;
    uint64_t version = 1;
    for (uint32_t row = 0; row < job->rows && quire_frame_get_line(job->probe, row, &line) == QUIRE_OK; row++) {
        version = (version ^ line.version ^ line.line << 32) * UINT64_C(0x9E3779B97F4A7C15);
    }
    return version;
}

static bool is_on_screen(const struct search_job *job, const struct quire_place *place) {
    uint32_t row, col;
    return quire_frame_find(job->probe, place, &row, &col) == QUIRE_OK;
}

/* The screen is searched from its top on. */
static void begin_screen(struct search_job *job) {
    job->hits.screen.count = 0;
    job->left_out_newer = 0;
}

/* What was written since, and the screen as it is now: anew, unless nothing on it has changed. */
static void search_newer(struct search_job *job, struct quire_terminal *terminal) {
    struct quire_place top, next = {0, 0};
    if (quire_frame_update(job->probe, terminal) != QUIRE_OK || quire_frame_place(job->probe, 0, 0, &top) != QUIRE_OK) {
        return;
    }
    uint64_t version = screen_version(job);
    bool is_same = version == job->searched_version;
    if (is_same && !job->catches_up) {
        return;
    }
    take_back(job);
    if (!is_same || !is_on_screen(job, &job->newer)) {
        begin_screen(job);
        job->newer = is_on_screen(job, &job->newer) ? top : job->newer;
    }
    enum quire_result result = search_part(job, terminal, &job->newer, false, note_newer, job, &next);
    if (result == QUIRE_NOT_FOUND) { /* evicted, or rewritten */
        result = search_part(job, terminal, &top, false, note_newer, job, &next);
    }
    bool is_done = next.line == 0 || result != QUIRE_OK;
    job->searched_version = version;
    job->catches_up = !is_done;
    job->newer = is_done ? top : next;
}

static void search_older(struct search_job *job, struct quire_terminal *terminal) {
    struct quire_place next = {0, 0};
    if (job->older.line == 0) {
        return;
    }
    enum quire_result result = search_part(job, terminal, &job->older, true, note_older, job, &next);
    bool is_full = search_hits_count(&job->hits) >= SEARCH_HITS_MAX;
    job->older = result == QUIRE_OK && !is_full ? next : (struct quire_place){0, 0};
}

/* --- slices ---------------------------------------------------------------------------------------------------- */

static void begin_at(struct search_job *job, const struct quire_place *place) {
    search_hits_clear(&job->hits);
    job->older = job->newer = *place;
    job->catches_up = true;
    job->left_out = job->left_out_newer = 0;
    job->searched_version = 0;
}

/* Where it begins anew. Rows of history that come back to a larger screen were found there already. */
static void begin_at_screen(struct search_job *job, struct quire_terminal *terminal) {
    struct quire_place top = {0, 0};
    quire_frame_update(job->probe, terminal);
    quire_frame_place(job->probe, 0, 0, &top);
    begin_at(job, &top);
}

static bool is_same_screen(struct search_job *job, struct quire_terminal *terminal) {
    struct quire_terminal_info info = QUIRE_TERMINAL_INFO_INIT;
    quire_terminal_get_info(terminal, &info);
    bool is_same = info.alternate_screen == job->is_alternate;
    bool resized = job->rows != 0 && (info.rows != job->rows || info.cols != job->cols);
    job->is_alternate = info.alternate_screen;
    job->rows = info.rows;
    job->cols = info.cols;
    if (!is_same || resized) {
        begin_at_screen(job, terminal);
    }
    return is_same;
}

static void evict(struct search_job *job, struct quire_terminal *terminal) {
    struct quire_range all;
    if (!job->is_alternate && quire_terminal_range(terminal, &all) == QUIRE_OK) {
        search_hits_evict(&job->hits, all.from.line);
    }
}

bool search_job_slice(struct search_job *job) {
    int64_t began = search_job_clock_us(), began_cpu = clock_us(CLOCK_THREAD_CPUTIME_ID);
    struct quire_terminal *terminal = session_lock(job->session);
    job->slice_end_us = began + SEARCH_SLICE_US;
    bool is_same = is_same_screen(job, terminal);
    search_newer(job, terminal);
    do { /* once at least, whatever the screen takes */
        search_older(job, terminal);
    } while (job->older.line != 0 && search_job_clock_us() - began < SEARCH_SLICE_US / 2);
    evict(job, terminal);
    session_unlock(job->session);
    int64_t took = clock_us(CLOCK_THREAD_CPUTIME_ID) - began_cpu;
    job->longest_us = took > job->longest_us ? took : job->longest_us;
    job->slices++;
    return is_same;
}

bool search_job_is_unfinished(const struct search_job *job) {
    return job->older.line != 0 || job->catches_up;
}

/* --- one hit --------------------------------------------------------------------------------------------------- */

static bool take_first(void *user, const struct quire_search_hit *hit) {
    *(struct quire_place *)user = (struct quire_place){hit->line, hit->column};
    return false;
}

bool search_job_near(struct search_job *job, const struct quire_place *from, bool older, struct quire_place *found) {
    struct quire_terminal *terminal = session_lock(job->session);
    struct quire_place next = {from->line, from->column + (older ? 0 : 1)}, first = {0, 0};
    int64_t end = search_job_clock_us() + SEARCH_NEAR_US;
    do {
        job->slice_end_us = search_job_clock_us() + SEARCH_SLICE_US;
    } while (search_part(job, terminal, &next, older, take_first, &first, &next) == QUIRE_OK && first.line == 0 &&
             next.line != 0 && search_job_clock_us() < end);
    session_unlock(job->session);
    *found = first.line != 0 ? first : *found;
    return first.line != 0;
}

/* --- the whole ------------------------------------------------------------------------------------------------- */

bool search_job_init(struct search_job *job, struct session *session) {
    memset(job, 0, sizeof *job);
    job->session = session;
    return quire_frame_create(NULL, &job->probe) == QUIRE_OK;
}

void search_job_finish(struct search_job *job) {
    search_hits_finish(&job->hits);
    quire_frame_destroy(job->probe);
    pattern_destroy(job->pattern);
    memset(job, 0, sizeof *job);
}

static bool is_ascii(const char *text, size_t length) {
    for (size_t i = 0; i < length; i++) {
        if ((unsigned char)text[i] >= 0x80) {
            return false;
        }
    }
    return true;
}

bool search_job_begin(struct search_job *job, const char *text, size_t length, uint32_t flags,
                      const struct quire_place *place, char *error, size_t error_size) {
    pattern_destroy(job->pattern);
    error[0] = '\0';
    job->pattern = length > 0 ? pattern_create(text, length, flags, error, error_size) : NULL;
    job->longest_us = 0;
    job->budget = BUDGET_FIRST;
    begin_at(job, place);
    if (job->pattern == NULL) {
        job->older.line = 0;
        job->catches_up = false;
        return error[0] == '\0';
    }
    memcpy(job->text, text, length);
    job->length = length;
    job->by_match = (flags & PATTERN_REGEX) != 0 || (!pattern_minds_case(job->pattern) && !is_ascii(text, length));
    return true;
}
