#define _GNU_SOURCE
#include "pane_search.h"

#include <stdlib.h>
#include <string.h>

#include <quire/place.h>
#include <quire/selection.h>

#include "copy_mode.h"
#include "loop_clock.h"
#include "pane.h"
#include "search_job.h"
#include "search_line.h"

/* New output is looked at so often. */
enum { OUTPUT_MS = 30, PROGRESS_MS = 250, PAUSE_MS = 1, AWAITED_US = 100000 };

/* Where one was when the line was opened. */
struct origin {
    struct quire_place top;
    uint64_t lowest_line, highest_line; /* in view then */
    bool was_following;
};

/* What is going to be gone to when it is found. */
enum wish { WISH_NOTHING, WISH_NEAREST, WISH_OLDER };

struct pane_search {
    struct pane *pane;
    struct search_line line;
    struct search_job job; /* while the line is open */
    struct origin origin;
    char error[160]; /* why nothing is looked for */
    bool has_current;
    struct highlight_range current;
    enum wish wish;
    const char *word; /* what happened with the last step; "" */
    struct highlight_list visible;
    struct timer slice;
    int64_t first_hit_us, began_us; /* for tests */
    int64_t show_ms;                /* before it no picture of how far it has come */
};

/* --- what is shown --------------------------------------------------------------------------------------------- */

static const struct highlight_look found_look = {0x000000, 0xE5C76B, false, 0};
static const struct highlight_look current_look = {0x000000, 0xFF8C32, false, 0};

static void put_count(const struct pane_search *search, char *text, size_t size) {
    size_t count = search_hits_count(&search->job.hits);
    size_t number = search->has_current ? search_hits_find(&search->job.hits, &search->current) : SEARCH_HITS_NONE;
    bool is_more = search_job_is_unfinished(&search->job) || count >= SEARCH_HITS_MAX;
    const char *more = is_more ? "+" : "";
    if (count == 0) {
        snprintf(text, size, "%s", search_job_is_unfinished(&search->job) ? "searching" : "not found");
    } else if (number == SEARCH_HITS_NONE) {
        snprintf(text, size, "%zu%s", count, more);
    } else {
        snprintf(text, size, "%s%zu of %zu%s", search->word, number + 1, count, more);
    }
}

static void show_status(struct pane_search *search) {
    char count[80] = "", text[sizeof count + sizeof search->error];
    if (search->job.pattern != NULL) {
        put_count(search, count, sizeof count);
    }
    size_t left_out = search->job.left_out + search->job.left_out_newer;
    if (left_out > 0) {
        snprintf(text, sizeof text, "%s, %zu lines left out", count, left_out);
    } else {
        snprintf(text, sizeof text, "%s%s", count, search->error);
    }
    search_line_set_status(&search->line, text);
}

/* Lines of the rows of a frame, the lowest number and the highest. */
static void lines_in_view(const struct quire_frame *frame, uint32_t rows, uint64_t *lowest, uint64_t *highest) {
    struct quire_frame_line line = QUIRE_FRAME_LINE_INIT;
    *lowest = UINT64_MAX;
    *highest = 0;
    for (uint32_t row = 0; row < rows && quire_frame_get_line(frame, row, &line) == QUIRE_OK; row++) {
        *lowest = line.line < *lowest ? line.line : *lowest;
        *highest = line.line > *highest ? line.line : *highest;
    }
}

/* Without memory some are not shown. */
static void list_visible(struct pane_search *search) {
    uint64_t lowest, highest;
    size_t begin, end;
    lines_in_view(viewport_shown(search->pane->viewport), viewport_info(search->pane->viewport)->rows, &lowest,
                  &highest);
    search->visible.count = 0;
    search_hits_lines(&search->job.hits, lowest, highest, &begin, &end);
    while (end > begin) {
        highlight_list_append(&search->visible, search_hits_at(&search->job.hits, --end));
    }
    for (size_t i = 0; i < search->job.hits.screen.count; i++) {
        const struct highlight_range *hit = &search->job.hits.screen.ranges[i];
        if (hit->line >= lowest && hit->line <= highest) {
            highlight_list_add(&search->visible, hit);
        }
    }
}

static void set_highlights(struct pane_search *search) {
    const struct highlight found = {found_look, search->visible.ranges, search->visible.count};
    const struct highlight current = {current_look, &search->current, search->has_current};
    viewport_highlight(search->pane->viewport, HIGHLIGHT_FOUND, &found);
    viewport_highlight(search->pane->viewport, HIGHLIGHT_FOUND_CURRENT, &current);
}

/* Where hits are in all that there is, for the scrollbar. Lines stand for rows here. */
static void set_marks(struct pane_search *search) {
    uint8_t marks[SCENE_MARKS / 8] = {0};
    struct quire_range all = {{0, 0}, {0, 0}};
    size_t count = search_hits_count(&search->job.hits), begin, end;
    quire_terminal_range(session_lock(search->pane->session), &all);
    session_unlock(search->pane->session);
    uint64_t lines = all.to.line >= all.from.line ? all.to.line - all.from.line + 1 : 1;
    for (unsigned i = 0; count > 0 && i < SCENE_MARKS; i++) {
        uint64_t from = all.from.line + lines * i / SCENE_MARKS, to = all.from.line + lines * (i + 1) / SCENE_MARKS;
        search_hits_lines(&search->job.hits, from, to > from ? to - 1 : from, &begin, &end);
        marks[i / 8] |= (uint8_t)((end > begin) << i % 8);
    }
    viewport_set_marks(search->pane->viewport, marks);
}

void pane_search_framed(struct pane_search *search) {
    if (pane_search_is_open(search)) {
        list_visible(search);
        set_highlights(search);
    }
}

/* Something was found, or is gone. */
static void show_all(struct pane_search *search) {
    list_visible(search);
    set_highlights(search);
    set_marks(search);
    show_status(search);
    viewport_touch(search->pane->viewport);
}

/* --- where the view goes --------------------------------------------------------------------------------------- */

static void go_to(struct pane_search *search, size_t number, const char *word) {
    const struct highlight_range *hit = search_hits_at(&search->job.hits, number);
    if (hit != NULL) {
        search->current = *hit;
        search->has_current = true;
        search->wish = WISH_NOTHING;
        search->word = word;
        const struct quire_place place = {hit->line, hit->from};
        viewport_show(search->pane->viewport, search->pane->session, &place, false);
    }
}

static void go_back(struct pane_search *search) {
    if (search->origin.was_following) {
        viewport_scroll_to(search->pane->viewport, search->pane->session, 0);
    } else {
        viewport_show(search->pane->viewport, search->pane->session, &search->origin.top, true);
    }
}

static bool was_in_view(const struct pane_search *search, const struct highlight_range *hit) {
    return hit->line >= search->origin.lowest_line && hit->line <= search->origin.highest_line;
}

/* The newest one that was in view or above it; SEARCH_HITS_NONE: none is known yet. */
static size_t nearest(const struct pane_search *search) {
    const struct search_hits *hits = &search->job.hits;
    size_t first_above = hits->screen.count + hits->below.count - hits->below_gone, best = SEARCH_HITS_NONE;
    for (size_t number = 0; number < hits->screen.count && best == SEARCH_HITS_NONE; number++) {
        best = was_in_view(search, search_hits_at(hits, number)) ? number : best;
    }
    for (size_t number = first_above;
         number > hits->screen.count && was_in_view(search, search_hits_at(hits, number - 1)); number--) {
        best = best == SEARCH_HITS_NONE || number - 1 < best ? number - 1 : best;
    }
    return best == SEARCH_HITS_NONE && hits->above.count > 0 ? first_above : best;
}

/* What the user waits for may be there now. */
static void fulfil_wish(struct pane_search *search) {
    size_t count = search_hits_count(&search->job.hits);
    size_t number = search->has_current ? search_hits_find(&search->job.hits, &search->current) : SEARCH_HITS_NONE;
    size_t goal = search->wish == WISH_OLDER && number != SEARCH_HITS_NONE ? number + 1 : nearest(search);
    if (search->wish == WISH_NOTHING) {
        return;
    }
    if (goal < count) {
        go_to(search, goal, "");
        if (search->first_hit_us == 0) {
            search->first_hit_us = search_job_clock_us() - search->began_us;
        }
    } else if (!search_job_is_unfinished(&search->job)) {
        search->wish = WISH_NOTHING;
        go_to(search, 0, "from the newest again: ");
    }
}

/* --- slices ---------------------------------------------------------------------------------------------------- */

/* What is wished for is shown at once, the count as it grows now and then: a picture of that is one that a key's would
 * have to wait behind. */
static void show_progress(struct pane_search *search, bool had_current) {
    int64_t now = loop_clock_ms();
    bool is_news = search->has_current != had_current || !search_job_is_unfinished(&search->job);
    if (is_news || now >= search->show_ms) {
        show_all(search);
        search->show_ms = now + PROGRESS_MS;
    }
}

/* Just typed and nothing found yet: slices follow each other, though still with events between them. Later they leave
 * pauses for what else the machine has to do. */
static bool is_awaited(const struct pane_search *search) {
    return search->wish != WISH_NOTHING && search_job_clock_us() - search->began_us < AWAITED_US;
}

static void do_slice(struct pane_search *search) {
    bool had_current = search->has_current;
    search->has_current = search_job_slice(&search->job) && search->has_current;
    fulfil_wish(search);
    show_progress(search, had_current);
    if (search_job_is_unfinished(&search->job)) {
        event_loop_set_timer(search->pane->loop, &search->slice, loop_clock_ms() + (is_awaited(search) ? 0 : PAUSE_MS));
    }
}

/* Whoever types to a program waits for its echo: a slice in between would delay the echo, or its picture. */
static void on_slice(void *user, int64_t now) {
    struct pane_search *search = user;
    int64_t awaited = event_loop_awaited(search->pane->loop);
    if (now < awaited) {
        event_loop_set_timer(search->pane->loop, &search->slice, awaited);
    } else {
        do_slice(search);
    }
}

void pane_search_output(struct pane_search *search) {
    if (pane_search_is_open(search) && search->job.pattern != NULL && search->slice.due == TIMER_NEVER) {
        event_loop_set_timer(search->pane->loop, &search->slice, loop_clock_ms() + OUTPUT_MS);
    }
}

/* --- what is looked for ---------------------------------------------------------------------------------------- */

static bool look_for(struct pane_search *search, const struct quire_place *from) {
    const struct search_line *line = &search->line;
    uint32_t flags = PATTERN_SMART_CASE | (line->is_regex ? (uint32_t)PATTERN_REGEX : 0);
    return search_job_begin(&search->job, line->text, line->length, flags, from, search->error, sizeof search->error);
}

static void on_changed(void *user) {
    struct pane_search *search = user;
    event_loop_stop_timer(search->pane->loop, &search->slice);
    search->has_current = false;
    search->wish = WISH_NEAREST;
    search->word = "";
    search->began_us = search_job_clock_us();
    search->first_hit_us = 0;
    search->show_ms = 0;
    look_for(search, &search->origin.top);
    if (search->job.pattern != NULL) {
        do_slice(search);
    } else {
        show_all(search);
    }
    if (!search->has_current) {
        go_back(search);
    }
}

static void step(struct pane_search *search, bool older) {
    size_t count = search_hits_count(&search->job.hits);
    size_t number = search->has_current ? search_hits_find(&search->job.hits, &search->current) : SEARCH_HITS_NONE;
    if (number == SEARCH_HITS_NONE) {
        search->wish = WISH_NEAREST;
    } else if (!older) {
        go_to(search, number > 0 ? number - 1 : count - 1, number > 0 ? "" : "from the oldest again: ");
    } else if (number + 1 < count) {
        go_to(search, number + 1, "");
    } else {
        search->wish = WISH_OLDER;
    }
    fulfil_wish(search);
    show_all(search);
}

static void on_step(void *user, bool older) {
    struct pane_search *search = user;
    if (search->pane->copy != NULL && search->line.was_entered) { /* as in vi: there is "n" */
        search_line_close(&search->line);
    } else if (search->job.pattern != NULL) {
        step(search, older);
    }
}

/* --- opening and closing --------------------------------------------------------------------------------------- */

static void on_closed(void *user, bool stays) {
    struct pane_search *search = user;
    struct viewport *viewport = search->pane->viewport;
    const struct highlight none = HIGHLIGHT_INIT;
    event_loop_stop_timer(search->pane->loop, &search->slice);
    viewport_hold(viewport, search->pane->copy != NULL);
    viewport_highlight(viewport, HIGHLIGHT_FOUND, &none);
    viewport_highlight(viewport, HIGHLIGHT_FOUND_CURRENT, &none);
    viewport_set_marks(viewport, NULL);
    if (!stays) {
        go_back(search);
    } else if (search->has_current) {
        copy_mode_go(search->pane, &(struct quire_place){search->current.line, search->current.from});
    }
    highlight_list_finish(&search->visible);
    search_job_finish(&search->job);
}

/* NULL: no memory. */
static struct pane_search *create(struct pane *pane) {
    struct pane_search *search = calloc(1, sizeof *search);
    if (search != NULL) {
        const struct search_line_sink sink = {search, on_changed, on_step, on_closed};
        search->pane = pane;
        search->word = "";
        search->slice = (struct timer)TIMER_INIT(on_slice, search);
        search_line_init(&search->line, &pane->ui, &sink);
    }
    return search;
}

/* The place where one is. False: no memory. */
static bool begin(struct pane_search *search) {
    struct viewport *viewport = search->pane->viewport;
    const struct quire_frame_info *info = viewport_info(viewport);
    const struct quire_frame *frame = viewport_frame_now(viewport, search->pane->session);
    search->origin.was_following = info->scroll_offset == 0;
    if (quire_frame_place(frame, 0, 0, &search->origin.top) != QUIRE_OK ||
        !search_job_init(&search->job, search->pane->session)) {
        return false;
    }
    search->job.is_alternate = info->alternate_screen;
    lines_in_view(frame, info->rows, &search->origin.lowest_line, &search->origin.highest_line);
    viewport_hold(viewport, true);
    return true;
}

void pane_search_open(struct pane *pane, const char *text, size_t length) {
    struct pane_search *search = pane->search != NULL ? pane->search : create(pane);
    pane->search = search;
    if (search == NULL) {
        return;
    }
    if (search->line.is_open && text == NULL) {
        on_step(search, true);
    } else if (search->line.is_open || begin(search)) {
        search_line_open(&search->line, text, length);
        on_changed(search);
    }
}

/* The first bytes of a selection. */
struct selected {
    char text[SEARCH_LINE_MAX];
    size_t length;
};

static bool take_selected(void *user, const char *bytes, size_t length) {
    struct selected *selected = user;
    size_t room = sizeof selected->text - selected->length, count = length < room ? length : room;
    memcpy(selected->text + selected->length, bytes, count);
    selected->length += count;
    return selected->length < sizeof selected->text;
}

void pane_search_selection(struct pane *pane) {
    struct selected selected = {"", 0};
    struct quire_frame *frame = viewport_frame(pane->viewport);
    quire_selection_write(session_lock(pane->session), frame, take_selected, &selected);
    session_unlock(pane->session);
    if (selected.length > 0) {
        pane_search_open(pane, selected.text, selected.length);
    } else {
        pane_search_open(pane, NULL, 0);
    }
}

void pane_search_step(struct pane *pane, bool older) {
    struct pane_search *search = pane->search;
    if (pane_search_is_open(search)) {
        on_step(search, older);
    } else if (search != NULL && search->line.past_count > 0) {
        const char *last = search->line.past[search->line.past_count - 1];
        pane_search_open(pane, last, strlen(last));
    } else {
        pane_search_open(pane, NULL, 0);
    }
}

bool pane_search_near(struct pane *pane, const struct quire_place *from, bool older, struct quire_place *found) {
    struct pane_search *search = pane->search;
    if (search == NULL || search->line.is_open || !search_job_init(&search->job, pane->session)) {
        return false;
    }
    search->job.is_alternate = viewport_info(pane->viewport)->alternate_screen;
    bool any =
        look_for(search, from) && search->job.pattern != NULL && search_job_near(&search->job, from, older, found);
    search_job_finish(&search->job);
    return any;
}

void pane_search_close(struct pane_search *search) {
    if (search != NULL) {
        search_line_close(&search->line);
    }
}

void pane_search_destroy(struct pane_search *search) {
    if (search != NULL) {
        pane_search_close(search);
        search_line_finish(&search->line);
        free(search);
    }
}

bool pane_search_is_open(const struct pane_search *search) {
    return search != NULL && search->line.is_open;
}

void pane_search_describe(const struct pane_search *search, FILE *file) {
    if (!pane_search_is_open(search)) {
        return;
    }
    fprintf(file, "search: %zu hits, %zu visible, unfinished %d, slices %llu, longest-us %lld, first-hit-us %lld\n",
            search_hits_count(&search->job.hits), search->visible.count, search_job_is_unfinished(&search->job),
            (unsigned long long)search->job.slices, (long long)search->job.longest_us, (long long)search->first_hit_us);
    if (search->has_current) {
        fprintf(file, "search-current: %llu %llu %llu\n", (unsigned long long)search->current.line,
                (unsigned long long)search->current.from, (unsigned long long)search->current.to);
    }
}
