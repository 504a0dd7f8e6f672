/* search_job.h - a search through a session's text that is done in slices: from a place to older text and to newer,
 * while the program writes.
 *
 *     pattern -> slices of quire_search_terminal_some, under the session's lock -> search_hits
 *
 * A slice takes SEARCH_SLICE_US of the lock, or one line more. What is found in history stays found; the screen is
 * searched anew in each slice for which it may have changed, and a frame of the job's own tells which is which. When
 * the other screen is shown, or the screen has another size, all begins anew at the screen. Plain ASCII text is found
 * by the library; everything else by pattern.h, line by line, of those lines that have what each hit has (the library
 * skips the others); lines that would take too long are left out, and counted. Main thread. */
#ifndef SEARCH_JOB_H
#define SEARCH_JOB_H

#include <quire/place.h>

#include "pattern.h"
#include "search_hits.h"
#include "session.h"

#define SEARCH_SLICE_US 2000

struct search_job {
    struct session *session;
    struct quire_frame *probe; /* of the screen as it is now */
    struct pattern *pattern;   /* NULL: nothing is looked for */
    bool by_match;             /* the library calls the pattern */
    char text[PATTERN_MAX];
    size_t length;
    struct quire_place older, newer; /* where it goes on from in both directions; older.line 0: finished there */
    bool catches_up;                 /* towards newer text there is more to look at */
    bool is_alternate;
    uint32_t cols, rows; /* of the screen that was searched */
    struct search_hits hits;
    uint64_t searched_version;       /* of the screen, as far as it was searched */
    size_t left_out, left_out_newer; /* lines, found in either direction */
    unsigned noted;                  /* hits, for the clock */
    uint64_t budget;                 /* bytes of text for one call of the library, adapted to what a call takes */
    int64_t slice_end_us;            /* of the slice that is going on */
    int64_t longest_us;              /* that a slice took, of processor time */
    uint64_t slices;
};

/* False: no memory, nothing is left to finish. */
bool search_job_init(struct search_job *job, struct session *session);
void search_job_finish(struct search_job *job);

/* What is looked for from now on, and from where; `flags` of pattern.h. No text: nothing. False: one line in `error`,
 * and nothing is looked for. */
bool search_job_begin(struct search_job *job, const char *text, size_t length, uint32_t flags,
                      const struct quire_place *place, char *error, size_t error_size);
bool search_job_is_unfinished(const struct search_job *job);

/* Does a slice. False: all began anew on another screen, so that places known before mean nothing. */
bool search_job_slice(struct search_job *job);

/* The next hit from a place on, looked for at once, for a tenth of a second at most, one line or some thousand behind
 * it. False: there is none, or it was not found in that time. */
bool search_job_near(struct search_job *job, const struct quire_place *from, bool older, struct quire_place *found);

/* Microseconds of a clock that never goes back. */
int64_t search_job_clock_us(void);

#endif
