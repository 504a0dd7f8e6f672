#define _GNU_SOURCE
#include "pane_search.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <quire/place.h>
#include <quire/search.h>
#include <quire/selection.h>

#include "copy_mode.h"
#include "loop_clock.h"
#include "pane.h"
#include "pattern.h"
#include "search_hits.h"
#include "search_line.h"

/* Bytes of text for one call of the library, from which it is adapted to what a call takes. */
enum { BUDGET_LEAST = 16 << 10, BUDGET_FIRST = 256 << 10, BUDGET_MOST = 2 << 20 };
/* New output is looked at so often; one hit is waited for so long. */
enum { OUTPUT_MS = 30, SEARCH_NEAR_US = 100000 };

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
    struct origin origin;
    struct pattern *pattern;         /* NULL: nothing is looked for */
    bool by_match;                   /* the library calls the pattern */
    char error[160];                 /* why there is no pattern */
    struct quire_frame *probe;       /* of the screen as it is now */
    struct quire_place older, newer; /* where it goes on from in both directions; older.line 0: finished there */
    bool catches_up;                 /* towards newer text there is more to look at */
    bool is_alternate;
    struct search_hits hits;
    bool has_current;
    struct highlight_range current;
    enum wish wish;
    const char *word; /* what happened with the last step; "" */
    size_t left_out;  /* lines */
    unsigned noted;   /* hits */
    struct highlight_list visible;
    struct timer slice;
    uint64_t budget;
    int64_t slice_end_us; /* of the slice that is going on */
    int64_t longest_us;   /* of processor time */
    int64_t first_hit_us, began_us;
    uint64_t slices;
};

static int64_t clock_us(clockid_t clock) {
    struct timespec now;
    clock_gettime(clock, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static int64_t now_us(void) {
    return clock_us(CLOCK_MONOTONIC);
}

/* --- what is shown --------------------------------------------------------------------------------------------- */

static const struct highlight_look found_look = {0x000000, 0xE5C76B, false, 0};
static const struct highlight_look current_look = {0x000000, 0xFF8C32, false, 0};

static bool is_unfinished(const struct pane_search *search) {
    return search->older.line != 0 || search->catches_up;
}

static void put_count(const struct pane_search *search, char *text, size_t size) {
    size_t count = search_hits_count(&search->hits);
    size_t number = search->has_current ? search_hits_find(&search->hits, &search->current) : SEARCH_HITS_NONE;
    const char *more = is_unfinished(search) ? "+" : "";
    if (count == 0) {
        snprintf(text, size, "%s", is_unfinished(search) ? "searching" : "not found");
    } else if (number == SEARCH_HITS_NONE) {
        snprintf(text, size, "%zu%s", count, more);
    } else {
        snprintf(text, size, "%s%zu of %zu%s", search->word, number + 1, count, more);
    }
}

static void show_status(struct pane_search *search) {
    char count[80] = "", text[sizeof count + sizeof search->error];
    if (search->pattern != NULL) {
        put_count(search, count, sizeof count);
    }
    if (search->left_out > 0) {
        snprintf(text, sizeof text, "%s, %zu lines left out", count, search->left_out);
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
    lines_in_view(viewport_frame_seen(search->pane->viewport), viewport_info(search->pane->viewport)->rows, &lowest,
                  &highest);
    search->visible.count = 0;
    search_hits_lines(&search->hits, lowest, highest, &begin, &end);
    while (end > begin) {
        highlight_list_append(&search->visible, search_hits_at(&search->hits, --end));
    }
    for (size_t i = 0; i < search->hits.screen.count; i++) {
        const struct highlight_range *hit = &search->hits.screen.ranges[i];
        if (hit->line >= lowest && hit->line <= highest) {
            highlight_list_add(&search->visible, hit);
        }
    }
}

static void set_highlights(struct pane_search *search) {
    const struct highlight found = {found_look, search->visible.ranges, search->visible.count};
    const struct highlight current = {current_look, &search->current, search->has_current};
    viewport_set_highlight(search->pane->viewport, HIGHLIGHT_FOUND, &found);
    viewport_set_highlight(search->pane->viewport, HIGHLIGHT_FOUND_CURRENT, &current);
}

/* Where hits are in all that there is, for the scrollbar. Lines stand for rows here. */
static void set_marks(struct pane_search *search) {
    uint8_t marks[SCENE_MARKS / 8] = {0};
    struct quire_range all = {{0, 0}, {0, 0}};
    size_t count = search_hits_count(&search->hits), begin, end;
    quire_terminal_range(session_lock(search->pane->session), &all);
    session_unlock(search->pane->session);
    uint64_t lines = all.to.line >= all.from.line ? all.to.line - all.from.line + 1 : 1;
    for (unsigned i = 0; count > 0 && i < SCENE_MARKS; i++) {
        uint64_t from = all.from.line + lines * i / SCENE_MARKS, to = all.from.line + lines * (i + 1) / SCENE_MARKS;
        search_hits_lines(&search->hits, from, to > from ? to - 1 : from, &begin, &end);
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
    const struct highlight_range *hit = search_hits_at(&search->hits, number);
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
    const struct search_hits *hits = &search->hits;
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
    size_t count = search_hits_count(&search->hits);
    size_t number = search->has_current ? search_hits_find(&search->hits, &search->current) : SEARCH_HITS_NONE;
    size_t goal = search->wish == WISH_OLDER && number != SEARCH_HITS_NONE ? number + 1 : nearest(search);
    if (search->wish == WISH_NOTHING) {
        return;
    }
    if (goal < count) {
        go_to(search, goal, "");
        if (search->first_hit_us == 0) {
            search->first_hit_us = now_us() - search->began_us;
        }
    } else if (!is_unfinished(search)) {
        search->wish = WISH_NOTHING;
        go_to(search, 0, search->has_current ? "from the newest again: " : "");
    }
}

/* --- searching: under the session's lock ----------------------------------------------------------------------- */

static bool is_late(const struct pane_search *search) {
    return now_us() >= search->slice_end_us;
}

/* What the library hands to the pattern. */
struct matching {
    struct pane_search *search;
    unsigned texts;
};

static bool match(void *user, const char *text, size_t length, size_t from, size_t *begin, size_t *end) {
    struct matching *matching = user;
    struct pattern_hit hit;
    if (from == 0 && matching->texts++ > 0 && matching->texts % 16 == 0 && is_late(matching->search)) {
        *begin = SIZE_MAX;
        return true;
    }
    enum pattern_result result = pattern_find(matching->search->pattern, text, length, from, &hit);
    if (result == PATTERN_GAVE_UP) {
        matching->search->left_out++;
        matching->texts |= 15; /* the clock is looked at before the next one */
    }
    *begin = hit.whole.begin;
    *end = hit.whole.end;
    return result == PATTERN_FOUND;
}

/* Where there are very many hits they take the time. */
static bool pauses(struct pane_search *search) {
    return ++search->noted % 128 == 0 && is_late(search);
}

static bool note_newer(void *user, const struct quire_search_hit *found) {
    struct pane_search *search = user;
    struct search_hits *hits = &search->hits;
    const struct highlight_range hit = {found->line, found->column, found->column + found->columns};
    const struct quire_place place = {found->line, found->column};
    uint32_t row, col;
    bool on_screen = quire_frame_find(search->probe, &place, &row, &col) == QUIRE_OK;
    return search_hits_add(hits, on_screen ? &hits->screen : &hits->below, &hit) && !pauses(search);
}

static bool note_older(void *user, const struct quire_search_hit *found) {
    struct pane_search *search = user;
    const struct highlight_range hit = {found->line, found->column, found->column + found->columns};
    return search_hits_add(&search->hits, &search->hits.above, &hit) && !pauses(search);
}

static enum quire_result search_part(struct pane_search *search, struct quire_terminal *terminal,
                                     const struct quire_place *from, bool backward, quire_search_function *found,
                                     void *user, struct quire_place *next) {
    struct matching matching = {search, 0};
    struct quire_search_options options = QUIRE_SEARCH_OPTIONS_INIT;
    options.flags = backward ? QUIRE_SEARCH_BACKWARD : 0;
    options.from_line = from->line;
    options.from_column = from->column;
    if (search->by_match) {
        options.match = match;
        options.match_user = &matching;
    } else {
        options.text = search->line.text;
        options.length = search->line.length;
        options.flags |= pattern_minds_case(search->pattern) ? 0 : QUIRE_SEARCH_IGNORE_CASE;
    }
    int64_t began = now_us();
    enum quire_result result = quire_search_terminal_some(terminal, &options, search->budget, next, found, user);
    int64_t took = now_us() - began;
    if (took > SEARCH_SLICE_US / 2 && search->budget > BUDGET_LEAST) {
        search->budget /= 2;
    } else if (took < SEARCH_SLICE_US / 8 && search->budget < BUDGET_MOST) {
        search->budget *= 2;
    }
    bool is_read = result == QUIRE_OK || result == QUIRE_IO || result == QUIRE_CORRUPT;
    return is_read ? QUIRE_OK : result;
}

/* Rows came back from history, to a larger screen: what was found there is the screen's. */
static void take_back(struct pane_search *search) {
    struct search_hits *hits = &search->hits;
    uint32_t row, col;
    while (hits->below.count > hits->below_gone) {
        const struct highlight_range *last = &hits->below.ranges[hits->below.count - 1];
        const struct quire_place place = {last->line, last->from};
        if (quire_frame_find(search->probe, &place, &row, &col) != QUIRE_OK) {
            return;
        }
        hits->below.count--;
    }
}

/* What was written since, and the screen as it is now. */
static void search_newer(struct pane_search *search, struct quire_terminal *terminal) {
    struct quire_place top, next = {0, 0};
    uint32_t row, col;
    if (quire_frame_update(search->probe, terminal) != QUIRE_OK ||
        quire_frame_place(search->probe, 0, 0, &top) != QUIRE_OK) {
        return;
    }
    take_back(search);
    bool in_view = quire_frame_find(search->probe, &search->newer, &row, &col) == QUIRE_OK;
    search->newer = in_view ? top : search->newer;
    search->hits.screen.count = 0;
    enum quire_result result = search_part(search, terminal, &search->newer, false, note_newer, search, &next);
    if (result == QUIRE_NOT_FOUND) { /* evicted, or rewritten */
        result = search_part(search, terminal, &top, false, note_newer, search, &next);
    }
    bool is_done = next.line == 0 || result != QUIRE_OK;
    search->catches_up = !is_done;
    search->newer = is_done ? top : next;
}

static void search_older(struct pane_search *search, struct quire_terminal *terminal) {
    struct quire_place next = {0, 0};
    enum quire_result result = search_part(search, terminal, &search->older, true, note_older, search, &next);
    bool is_full = search_hits_count(&search->hits) >= SEARCH_HITS_MAX;
    search->older = result == QUIRE_OK && !is_full ? next : (struct quire_place){0, 0};
}

/* Places of one screen mean nothing on the other. */
static bool other_screen_came(struct pane_search *search, const struct quire_terminal *terminal) {
    struct quire_terminal_info info = QUIRE_TERMINAL_INFO_INIT;
    quire_terminal_get_info(terminal, &info);
    bool came = info.alternate_screen != search->is_alternate;
    search->is_alternate = info.alternate_screen;
    return came;
}

static void begin_at(struct pane_search *search, const struct quire_place *place) {
    search_hits_clear(&search->hits);
    search->older = search->newer = *place;
    search->catches_up = true;
    search->left_out = 0;
}

static void begin_at_screen(struct pane_search *search, struct quire_terminal *terminal) {
    struct quire_place top = {0, 0};
    quire_frame_update(search->probe, terminal);
    quire_frame_place(search->probe, 0, 0, &top);
    begin_at(search, &top);
    search->has_current = false;
}

static void search_slice(struct pane_search *search, bool is_new) {
    struct quire_range all;
    int64_t began = now_us(), began_cpu = clock_us(CLOCK_THREAD_CPUTIME_ID);
    struct quire_terminal *terminal = session_lock(search->pane->session);
    search->slice_end_us = began + SEARCH_SLICE_US;
    if (other_screen_came(search, terminal)) {
        begin_at_screen(search, terminal);
    }
    if (is_new || search->catches_up) {
        search_newer(search, terminal);
    }
    while (search->older.line != 0 && now_us() - began < SEARCH_SLICE_US / 2) {
        search_older(search, terminal);
    }
    if (quire_terminal_range(terminal, &all) == QUIRE_OK && !search->is_alternate) {
        search_hits_evict(&search->hits, all.from.line);
    }
    session_unlock(search->pane->session);
    int64_t took = clock_us(CLOCK_THREAD_CPUTIME_ID) - began_cpu;
    search->longest_us = took > search->longest_us ? took : search->longest_us;
    search->slices++;
}

static void do_slice(struct pane_search *search, bool is_new) {
    search_slice(search, is_new);
    fulfil_wish(search);
    show_all(search);
    if (is_unfinished(search)) {
        event_loop_set_timer(search->pane->loop, &search->slice, loop_clock_ms() + 1);
    }
}

static void on_slice(void *user, int64_t now) {
    (void)now;
    do_slice(user, true);
}

void pane_search_output(struct pane_search *search) {
    if (pane_search_is_open(search) && search->pattern != NULL && search->slice.due == TIMER_NEVER) {
        event_loop_set_timer(search->pane->loop, &search->slice, loop_clock_ms() + OUTPUT_MS);
    }
}

/* --- what is looked for ---------------------------------------------------------------------------------------- */

static bool is_ascii(const char *text, size_t length) {
    for (size_t i = 0; i < length; i++) {
        if ((unsigned char)text[i] >= 0x80) {
            return false;
        }
    }
    return true;
}

static void make_pattern(struct pane_search *search) {
    const struct search_line *line = &search->line;
    uint32_t flags = PATTERN_SMART_CASE | (line->is_regex ? (uint32_t)PATTERN_REGEX : 0);
    pattern_destroy(search->pattern);
    search->pattern = NULL;
    search->error[0] = '\0';
    if (line->length > 0) {
        search->pattern = pattern_create(line->text, line->length, flags, search->error, sizeof search->error);
    }
    search->by_match =
        search->pattern != NULL &&
        (line->is_regex || (!pattern_minds_case(search->pattern) && !is_ascii(line->text, line->length)));
}

static void on_changed(void *user) {
    struct pane_search *search = user;
    event_loop_stop_timer(search->pane->loop, &search->slice);
    make_pattern(search);
    begin_at(search, &search->origin.top);
    search->has_current = false;
    search->budget = BUDGET_FIRST;
    search->wish = WISH_NEAREST;
    search->word = "";
    search->began_us = now_us();
    search->first_hit_us = search->longest_us = 0;
    if (search->pattern != NULL) {
        do_slice(search, true);
    } else {
        search->older.line = 0;
        search->catches_up = false;
        show_all(search);
    }
    if (!search->has_current) {
        go_back(search);
    }
}

static void step(struct pane_search *search, bool older) {
    size_t count = search_hits_count(&search->hits);
    size_t number = search->has_current ? search_hits_find(&search->hits, &search->current) : SEARCH_HITS_NONE;
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
    } else if (search->pattern != NULL) {
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
    viewport_set_highlight(viewport, HIGHLIGHT_FOUND, &none);
    viewport_set_highlight(viewport, HIGHLIGHT_FOUND_CURRENT, &none);
    viewport_set_marks(viewport, NULL);
    if (!stays) {
        go_back(search);
    } else if (search->has_current) {
        copy_mode_go(search->pane, &(struct quire_place){search->current.line, search->current.from});
    }
    search_hits_finish(&search->hits);
    highlight_list_finish(&search->visible);
    quire_frame_destroy(search->probe);
    search->probe = NULL;
    pattern_destroy(search->pattern);
    search->pattern = NULL;
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
    if (search->probe == NULL && quire_frame_create(NULL, &search->probe) != QUIRE_OK) {
        return false;
    }
    const struct quire_frame *frame = viewport_frame_now(viewport, search->pane->session);
    search->origin.was_following = info->scroll_offset == 0;
    search->is_alternate = info->alternate_screen;
    if (quire_frame_place(frame, 0, 0, &search->origin.top) != QUIRE_OK) {
        return false;
    }
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

/* --- one hit --- */

static bool take_first(void *user, const struct quire_search_hit *hit) {
    *(struct quire_place *)user = (struct quire_place){hit->line, hit->column};
    return false;
}

static bool near_in_time(struct pane_search *search, struct quire_place from, bool older, struct quire_place *found) {
    struct quire_terminal *terminal = session_lock(search->pane->session);
    int64_t end = now_us() + SEARCH_NEAR_US;
    found->line = 0;
    search->budget = BUDGET_FIRST;
    do {
        search->slice_end_us = now_us() + SEARCH_SLICE_US;
    } while (search_part(search, terminal, &from, older, take_first, found, &from) == QUIRE_OK && found->line == 0 &&
             from.line != 0 && now_us() < end);
    session_unlock(search->pane->session);
    return found->line != 0;
}

bool pane_search_near(struct pane *pane, const struct quire_place *from, bool older, struct quire_place *found) {
    struct pane_search *search = pane->search;
    struct quire_place begin = {from->line, from->column + (older ? 0 : 1)}, place;
    if (search == NULL || search->line.is_open || search->line.length == 0) {
        return false;
    }
    make_pattern(search);
    bool any = search->pattern != NULL && near_in_time(search, begin, older, &place);
    pattern_destroy(search->pattern);
    search->pattern = NULL;
    *found = any ? place : *found;
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
            search_hits_count(&search->hits), search->visible.count, is_unfinished(search),
            (unsigned long long)search->slices, (long long)search->longest_us, (long long)search->first_hit_us);
    if (search->has_current) {
        fprintf(file, "search-current: %llu %llu %llu\n", (unsigned long long)search->current.line,
                (unsigned long long)search->current.from, (unsigned long long)search->current.to);
    }
}
