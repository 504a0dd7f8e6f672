#define _POSIX_C_SOURCE 200809L /* strdup */

#include "font_options.h"

#include <stdlib.h>
#include <string.h>

static bool copy_text(const char **to, const char *text) {
    *to = text ? strdup(text) : NULL;
    return *to || !text;
}

bool font_options_copy(struct font_options *copy, const struct font_options *options) {
    struct font_options own = *options;
    bool family = copy_text(&own.family, options->family), features = copy_text(&own.features, options->features);
    if (!family || !features) {
        font_options_release(&own);
        return false;
    }
    *copy = own;
    return true;
}

void font_options_release(struct font_options *copy) {
    free((char *)(size_t)copy->family);
    free((char *)(size_t)copy->features);
    copy->family = copy->features = NULL;
}

static bool same_text(const char *a, const char *b) {
    return strcmp(a ? a : "", b ? b : "") == 0;
}

static bool same_lines(const struct font_lines *a, const struct font_lines *b) {
    return a->underline_thickness == b->underline_thickness && a->underline_offset == b->underline_offset &&
           a->cursor_thickness == b->cursor_thickness;
}

bool font_options_same(const struct font_options *a, const struct font_options *b) {
    return same_text(a->family, b->family) && same_text(a->features, b->features) && a->size_pt == b->size_pt &&
           a->line_height == b->line_height && a->no_ligatures == b->no_ligatures && same_lines(&a->lines, &b->lines);
}
