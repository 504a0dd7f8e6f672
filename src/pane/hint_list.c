#define _GNU_SOURCE
#include "hint_list.h"

#include <stdlib.h>
#include <string.h>

#include "pane_links.h"
#include "view_line.h"

/* In link_match.owner: a link's number of the frame, and not a pattern's. */
#define OWNER_LINK 0x80000000u

/* --- the list --- */

static void finish_hint(struct hint *hint) {
    free(hint->text);
}

void hint_list_finish(struct hint_list *list) {
    for (size_t i = 0; i < list->count; i++) {
        finish_hint(&list->items[i]);
    }
    free(list->items);
    memset(list, 0, sizeof *list);
}

void hint_list_remove(struct hint_list *list, size_t index) {
    finish_hint(&list->items[index]);
    list->count--;
    memmove(list->items + index, list->items + index + 1, (list->count - index) * sizeof *list->items);
}

void hint_list_limit(struct hint_list *list, size_t most) {
    size_t more = list->count > most ? list->count - most : 0;
    if (more == 0) {
        return;
    }
    for (size_t i = 0; i < more; i++) {
        finish_hint(&list->items[i]);
    }
    list->count -= more;
    memmove(list->items, list->items + more, list->count * sizeof *list->items);
}

static bool reserve(struct hint_list *list) {
    if (list->count < list->capacity) {
        return true;
    }
    size_t capacity = list->capacity > 0 ? list->capacity * 2 : 32;
    struct hint *grown = realloc(list->items, capacity * sizeof *grown);
    if (grown != NULL) {
        list->items = grown;
        list->capacity = capacity;
    }
    return grown != NULL;
}

/* Adds a hint with copies of the two texts. */
static void add(struct hint_list *list, const struct hint *hint, const char *text, size_t text_length,
                const char *target, size_t target_length) {
    char *both = reserve(list) ? malloc(text_length + target_length + 2) : NULL;
    if (both == NULL) {
        return;
    }
    struct hint *added = &list->items[list->count++];
    *added = *hint;
    added->text = both;
    added->target = both + text_length + 1;
    memcpy(added->text, text, text_length);
    added->text[text_length] = '\0';
    memcpy(added->target, target, target_length);
    added->target[target_length] = '\0';
}

/* --- finding --- */

/* The links of OSC 8 of a line, as matches. */
static void find_links(const struct view_line *line, struct link_matches *matches) {
    for (size_t from = 0, to; from < line->length; from = to) {
        for (to = from + 1; to < line->length && line->links[to] == line->links[from];) {
            to++;
        }
        if (line->links[from] != 0 && (line->links[from] & OWNER_LINK) == 0) {
            const struct link_match match = {.kind = LINK_OTHER,
                                             .sure = true,
                                             .from = from,
                                             .to = to,
                                             .target_to = to,
                                             .owner = line->links[from] | OWNER_LINK};
            link_matches_insert(matches, &match);
        }
    }
}

static void find(const struct view_line *line, const struct hint_wish *wish, struct link_matches *matches) {
    matches->count = 0;
    if ((wish->kinds & HINT_LINK_BIT) != 0) {
        find_links(line, matches);
    }
    link_find(line->text, line->length, wish->kinds & LINK_ALL, matches);
    for (size_t i = 0; i < wish->patterns->count; i++) {
        if (wish->pattern < 0 || wish->pattern == (int)i) {
            hint_patterns_match(wish->patterns, i, line->text, line->length, matches);
        }
    }
}

static void add_match(struct hint_list *list, const struct quire_frame *frame, const struct view_line *line,
                      const struct link_match *match) {
    struct hint hint = {.kind = match->kind,
                        .sure = match->sure,
                        .range = {line->line, line->columns[match->from], line->columns[match->to]},
                        .line = match->line,
                        .column = match->column,
                        .pattern = match->owner};
    char target[PANE_PATH_MAX];
    const char *text = line->text + match->from, *uri;
    size_t length = match->to - match->from, uri_length = 0;
    if (match->kind == LINK_OTHER && (match->owner & OWNER_LINK) != 0) {
        uri = quire_frame_link(frame, match->owner & ~OWNER_LINK, &uri_length);
        hint.kind = LINK_URL;
        if (uri != NULL) {
            add(list, &hint, text, length, uri, uri_length);
        }
    } else if (!view_line_is_cut(line, match->from, match->to) &&
               link_match_target(line->text, match, target, sizeof target)) {
        add(list, &hint, text, length, target, strlen(target));
    }
}

void hint_list_collect(struct hint_list *list, const struct quire_frame *frame, const struct hint_wish *wish) {
    struct view_line line = {0};
    struct link_matches matches = {NULL, 0, 0, 0};
    for (uint32_t row = 0; view_line_read(&line, frame, row); row = line.row + line.rows) {
        find(&line, wish, &matches);
        for (size_t i = 0; i < matches.count; i++) {
            add_match(list, frame, &line, &matches.items[i]);
        }
    }
    link_matches_finish(&matches);
    view_line_finish(&line);
}

/* --- labels --- */

static bool leads_to_the_same(const struct hint *a, const struct hint *b) {
    return a->kind == b->kind && a->line == b->line && a->column == b->column && a->pattern == b->pattern &&
           strcmp(a->target, b->target) == 0;
}

/* The hint behind this one that leads to the same and so has its label; `count`: there is none. */
static size_t like_it(const struct hint_list *list, size_t index) {
    size_t other = index + 1;
    while (other < list->count && !leads_to_the_same(&list->items[index], &list->items[other])) {
        other++;
    }
    return other;
}

bool hint_list_label(struct hint_list *list, const char *letters) {
    struct hint_label labels[HINTS_MAX];
    size_t different = 0, used = 0;
    for (size_t i = 0; i < list->count; i++) {
        different += like_it(list, i) == list->count;
    }
    if (different > HINTS_MAX || !hint_labels_make(letters, different, labels)) {
        return false;
    }
    for (size_t i = list->count; i > 0; i--) {
        size_t other = like_it(list, i - 1);
        list->items[i - 1].label = other < list->count ? list->items[other].label : labels[used++];
    }
    return true;
}
