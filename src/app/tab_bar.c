#define _GNU_SOURCE
#include "tab_bar.h"

#include <stdio.h>
#include <string.h>

/* --- columns --- */

static uint32_t usual(uint32_t wanted) {
    return wanted < TAB_BAR_LEAST ? TAB_BAR_LEAST : wanted > TAB_BAR_MOST ? TAB_BAR_MOST : wanted;
}

static uint32_t min_u32(uint32_t a, uint32_t b) {
    return a < b ? a : b;
}

/* Columns of all when none has more than `limit`. */
static uint64_t sum(const uint32_t *wanted, size_t count, uint32_t limit) {
    uint64_t total = 0;
    for (size_t i = 0; i < count; i++) {
        total += min_u32(usual(wanted[i]), limit);
    }
    return total;
}

/* Some of the tabs, which fit: those that want more than `limit` share what is left. */
static void place_some(const uint32_t *wanted, size_t count, uint32_t start, uint32_t cols,
                       struct tab_bar_place *places) {
    uint32_t room = cols - ((uint32_t)count - 1), limit = TAB_BAR_MOST;
    while (limit > TAB_BAR_LEAST && sum(wanted, count, limit) > room) {
        limit--;
    }
    uint64_t used = sum(wanted, count, limit);
    for (size_t i = 0; i < count; i++) {
        uint32_t width = min_u32(usual(wanted[i]), limit);
        if (width < usual(wanted[i]) && used < room) {
            width++;
            used++;
        }
        places[i] = (struct tab_bar_place){start, start + width};
        start += width + 1;
    }
}

void tab_bar_place(const uint32_t *wanted, size_t count, size_t current, uint32_t cols, struct tab_bar_place *places) {
    if (count * (TAB_BAR_LEAST + 1) <= (size_t)cols + 1) {
        place_some(wanted, count, 0, cols, places);
        return;
    }
    uint32_t room = cols > 2 * TAB_BAR_MARGIN ? cols - 2 * TAB_BAR_MARGIN : 0;
    size_t fit = (room + 1) / (TAB_BAR_LEAST + 1);
    fit = fit > 0 ? fit : 1;
    size_t first = current > fit / 2 ? current - fit / 2 : 0;
    first = first < count - fit ? first : count - fit;
    memset(places, 0, count * sizeof *places);
    if (room >= TAB_BAR_LEAST) {
        place_some(wanted + first, fit, TAB_BAR_MARGIN, room, places + first);
    } else {
        places[current] = (struct tab_bar_place){0, min_u32(usual(wanted[current]), cols)};
    }
}

size_t tab_bar_at(const struct tab_bar_place *places, size_t count, uint32_t col) {
    for (size_t i = 0; i < count; i++) {
        if (col >= places[i].from && col < places[i].to) {
            return i;
        }
    }
    return SIZE_MAX;
}

/* --- words --- */

static const char *value_of(const char *name, const struct tab_bar_words *words, char *number, size_t size) {
    if (strncmp(name, "{title}", 7) == 0) {
        return words->title;
    }
    if (strncmp(name, "{index}", 7) == 0) {
        snprintf(number, size, "%zu", words->index);
        return number;
    }
    if (strncmp(name, "{panes}", 7) == 0) {
        snprintf(number, size, "%zu", words->panes);
        return number;
    }
    return NULL;
}

/* Takes off what of a character is left at a cut. */
static void mend_end(char *text) {
    size_t length = strlen(text), start = length;
    while (start > 0 && ((unsigned char)text[start - 1] & 0xC0) == 0x80) {
        start--;
    }
    unsigned char first = start > 0 ? (unsigned char)text[start - 1] : 0;
    size_t whole = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1;
    if (start > 0 && length - (start - 1) < whole) {
        text[start - 1] = '\0';
    }
}

void tab_bar_text(const char *template, const struct tab_bar_words *words, char *text, size_t size) {
    size_t used = 0;
    char number[24];
    while (*template != '\0' && used + 1 < size) {
        const char *value = value_of(template, words, number, sizeof number);
        if (value == NULL) {
            text[used++] = *template ++;
            continue;
        }
        int length = snprintf(text + used, size - used, "%s", value);
        used = (size_t)length < size - used ? used + (size_t)length : size - 1;
        template += 7; /* all names are as long */
    }
    text[used] = '\0';
    mend_end(text);
}
