#define _GNU_SOURCE
#include "link_finder.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "link_scan.h"

/* --- the list --- */

static bool reserve(struct link_matches *matches) {
    if (matches->count < matches->capacity) {
        return true;
    }
    size_t capacity = matches->capacity > 0 ? matches->capacity * 2 : 16;
    struct link_match *grown = realloc(matches->items, capacity * sizeof *grown);
    if (grown != NULL) {
        matches->items = grown;
        matches->capacity = capacity;
    }
    return grown != NULL;
}

bool link_matches_add(struct link_matches *matches, const struct link_match *match) {
    if (matches->count > 0 && matches->items[matches->count - 1].to > match->from) {
        return true;
    }
    if (!reserve(matches)) {
        return false;
    }
    matches->items[matches->count++] = *match;
    return true;
}

void link_matches_finish(struct link_matches *matches) {
    free(matches->items);
    memset(matches, 0, sizeof *matches);
}

/* The first match that ends behind a byte. */
static size_t first_behind(const struct link_matches *matches, size_t byte) {
    size_t low = 0, high = matches->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (matches->items[middle].to <= byte) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

const struct link_match *link_match_at(const struct link_matches *matches, size_t byte) {
    size_t at = first_behind(matches, byte);
    return at < matches->count && matches->items[at].from <= byte ? &matches->items[at] : NULL;
}

/* Does what is there stay, whatever comes over it? */
static bool stays(const struct link_match *there, const struct link_match *match) {
    bool holds_more =
        there->from <= match->from && there->to >= match->to && there->to - there->from > match->to - match->from;
    return holds_more || there->kind == LINK_OTHER;
}

bool link_matches_insert(struct link_matches *matches, const struct link_match *match) {
    size_t at = first_behind(matches, match->from), behind = at;
    for (; behind < matches->count && matches->items[behind].from < match->to; behind++) {
        if (stays(&matches->items[behind], match)) {
            return true;
        }
    }
    if (!reserve(matches)) {
        return false;
    }
    memmove(matches->items + at + 1, matches->items + behind, (matches->count - behind) * sizeof *match);
    matches->items[at] = *match;
    matches->count = matches->count - (behind - at) + 1;
    return true;
}

/* --- the passes --- */

/* Both lists in their order into `all`, which has room. */
static void merge(const struct link_matches *a, const struct link_matches *b, struct link_match *all) {
    size_t i = 0, j = 0;
    while (i < a->count || j < b->count) {
        bool first = j == b->count || (i < a->count && a->items[i].from < b->items[j].from);
        *all++ = first ? a->items[i++] : b->items[j++];
    }
}

static bool take_in(struct link_matches *matches, struct link_matches *fresh) {
    matches->reads += fresh->reads;
    if (fresh->count == 0) {
        return true;
    }
    size_t count = matches->count + fresh->count;
    struct link_match *all = malloc(count * sizeof *all);
    if (all == NULL) {
        return false;
    }
    merge(matches, fresh, all);
    free(matches->items);
    matches->items = all;
    matches->count = matches->capacity = count;
    return true;
}

/* One kind, in what lies between the matches that there are. */
static bool look_between(const char *text, size_t length, void (*look)(struct link_scan *scan),
                         struct link_matches *matches) {
    struct link_matches fresh = {NULL, 0, 0, 0};
    struct link_scan scan = {(const unsigned char *)text, 0, 0, &fresh, false};
    for (size_t i = 0; i <= matches->count; i++) {
        scan.to = i < matches->count ? matches->items[i].from : length;
        if (scan.from < scan.to) {
            look(&scan);
        }
        scan.from = i < matches->count ? matches->items[i].to : length;
    }
    bool taken = take_in(matches, &fresh);
    link_matches_finish(&fresh);
    return taken && !scan.failed;
}

bool link_find(const char *text, size_t length, unsigned kinds, struct link_matches *matches) {
    static void (*const looks[])(struct link_scan *) = {
        [LINK_URL] = link_scan_urls,   [LINK_MAIL] = link_scan_mail,   [LINK_ADDRESS] = link_scan_addresses,
        [LINK_UUID] = link_scan_uuids, [LINK_HASH] = link_scan_hashes, [LINK_PATH] = link_scan_paths};
    bool whole = true;
    for (unsigned kind = 0; kind < sizeof looks / sizeof looks[0]; kind++) {
        if ((kinds & LINK_BIT(kind)) != 0) {
            whole = look_between(text, length, looks[kind], matches) && whole;
        }
    }
    return whole;
}

/* --- targets --- */

/* A backslash stands for the character behind it. */
static bool unescape(const char *text, size_t length, char *target, size_t size) {
    size_t put = 0;
    for (size_t i = 0; i < length; i++) {
        i += text[i] == '\\' && i + 1 < length;
        if (put + 1 >= size) {
            return false;
        }
        target[put++] = text[i];
    }
    target[put] = '\0';
    return true;
}

static const char *missing_scheme(const char *text, const struct link_match *match) {
    if (match->kind == LINK_MAIL) {
        return "mailto:";
    }
    return match->kind == LINK_URL && memchr(text + match->from, ':', match->to - match->from) == NULL ? "https://"
                                                                                                       : "";
}

bool link_match_target(const char *text, const struct link_match *match, char *target, size_t size) {
    const char *from = text + match->from;
    size_t length = match->target_to - match->from;
    if (match->kind == LINK_PATH && !match->quoted) {
        return unescape(from, length, target, size);
    }
    const char *scheme = missing_scheme(text, match);
    if (length >= size || strlen(scheme) + length >= size) {
        return false;
    }
    snprintf(target, size, "%s%.*s", scheme, (int)length, from);
    return true;
}
