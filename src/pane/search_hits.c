#include "search_hits.h"

void search_hits_finish(struct search_hits *hits) {
    highlight_list_finish(&hits->above);
    highlight_list_finish(&hits->below);
    highlight_list_finish(&hits->screen);
    *hits = (struct search_hits){0};
}

void search_hits_clear(struct search_hits *hits) {
    hits->above.count = hits->below.count = hits->screen.count = hits->below_gone = 0;
}

static bool overlap(const struct highlight_range *a, const struct highlight_range *b) {
    return a->line == b->line && a->from < b->to && b->from < a->to;
}

bool search_hits_add(struct search_hits *hits, struct highlight_list *list, const struct highlight_range *hit) {
    if (list->count > 0 && overlap(&list->ranges[list->count - 1], hit)) {
        return true;
    }
    return search_hits_count(hits) < SEARCH_HITS_MAX && highlight_list_append(list, hit);
}

static size_t below_count(const struct search_hits *hits) {
    return hits->below.count - hits->below_gone;
}

size_t search_hits_count(const struct search_hits *hits) {
    return hits->above.count + below_count(hits) + hits->screen.count;
}

const struct highlight_range *search_hits_at(const struct search_hits *hits, size_t number) {
    if (number < hits->screen.count) {
        return &hits->screen.ranges[hits->screen.count - 1 - number];
    }
    number -= hits->screen.count;
    if (number < below_count(hits)) {
        return &hits->below.ranges[hits->below.count - 1 - number];
    }
    number -= below_count(hits);
    return number < hits->above.count ? &hits->above.ranges[number] : NULL;
}

/* Numbers of lines grow with the text in history. */
static bool is_older(const struct highlight_range *a, uint64_t line, uint64_t column) {
    return a->line != line ? a->line < line : a->from < column;
}

/* The first number, of those of history, that is older than a place. */
static size_t first_older(const struct search_hits *hits, uint64_t line, uint64_t column) {
    size_t low = hits->screen.count, high = search_hits_count(hits);
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (is_older(search_hits_at(hits, middle), line, column)) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return low;
}

static bool same(const struct highlight_range *a, const struct highlight_range *b) {
    return a != NULL && a->line == b->line && a->from == b->from && a->to == b->to;
}

size_t search_hits_find(const struct search_hits *hits, const struct highlight_range *hit) {
    for (size_t i = 0; i < hits->screen.count; i++) {
        if (same(search_hits_at(hits, i), hit)) {
            return i;
        }
    }
    size_t number = first_older(hits, hit->line, hit->from + 1);
    return same(search_hits_at(hits, number), hit) ? number : SEARCH_HITS_NONE;
}

void search_hits_evict(struct search_hits *hits, uint64_t oldest_line) {
    while (hits->above.count > 0 && hits->above.ranges[hits->above.count - 1].line < oldest_line) {
        hits->above.count--;
    }
    while (hits->above.count == 0 && below_count(hits) > 0 && hits->below.ranges[hits->below_gone].line < oldest_line) {
        hits->below_gone++;
    }
}

void search_hits_lines(const struct search_hits *hits, uint64_t from, uint64_t to, size_t *begin, size_t *end) {
    *begin = first_older(hits, to, UINT64_MAX);
    *end = first_older(hits, from, 0);
}
