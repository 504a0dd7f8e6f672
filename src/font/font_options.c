#define _POSIX_C_SOURCE 200809L /* strdup */

#include "font_options.h"

#include <stdlib.h>
#include <string.h>

/* The texts of the options, in any order. */
static const size_t texts[] = {
    offsetof(struct font_options, family),   offsetof(struct font_options, bold),
    offsetof(struct font_options, italic),   offsetof(struct font_options, bold_italic),
    offsetof(struct font_options, fallback), offsetof(struct font_options, map),
    offsetof(struct font_options, features), offsetof(struct font_options, variations),
};

#define TEXTS (sizeof texts / sizeof texts[0])

static const char *text_of(const struct font_options *options, size_t i) {
    return *(const char *const *)((const char *)options + texts[i]);
}

static void set_text(struct font_options *options, size_t i, const char *text) {
    *(const char **)((char *)options + texts[i]) = text;
}

bool font_options_copy(struct font_options *copy, const struct font_options *options) {
    bool done = true;
    *copy = *options;
    for (size_t i = 0; i < TEXTS; i++) {
        const char *text = text_of(options, i);
        char *own = text ? strdup(text) : NULL;
        done = done && (own || !text);
        set_text(copy, i, own);
    }
    if (!done)
        font_options_release(copy);
    return done;
}

void font_options_release(struct font_options *copy) {
    for (size_t i = 0; i < TEXTS; i++) {
        free((char *)(size_t)text_of(copy, i));
        set_text(copy, i, NULL);
    }
}

static bool same_adjust(struct font_adjust a, struct font_adjust b) {
    return a.value == b.value && a.percent == b.percent;
}

static bool same_lines(const struct font_lines *a, const struct font_lines *b) {
    return a->underline_thickness == b->underline_thickness && a->underline_offset == b->underline_offset &&
           a->cursor_thickness == b->cursor_thickness;
}

bool font_options_same(const struct font_options *a, const struct font_options *b) {
    for (size_t i = 0; i < TEXTS; i++) {
        const char *x = text_of(a, i), *y = text_of(b, i);
        if (strcmp(x ? x : "", y ? y : "") != 0)
            return false;
    }
    return a->size_pt == b->size_pt && a->ligatures == b->ligatures && same_adjust(a->line_height, b->line_height) &&
           same_adjust(a->cell_width, b->cell_width) && same_adjust(a->baseline_offset, b->baseline_offset) &&
           same_lines(&a->lines, &b->lines) && a->found == b->found && a->user == b->user;
}
