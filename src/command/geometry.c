#include "geometry.h"

#include <string.h>

/* Digits, up to `limit`. */
static bool read_number(const char **text, uint32_t limit, uint32_t *number) {
    const char *begin = *text;
    uint32_t value = 0;
    for (; **text >= '0' && **text <= '9'; ++*text) {
        value = value * 10 + (uint32_t)(**text - '0');
        if (value > limit) {
            return false;
        }
    }
    *number = value;
    return *text != begin;
}

static bool read_size(const char **text, struct geometry *geometry) {
    if (!read_number(text, 99999, &geometry->cols) || (**text != 'x' && **text != 'X')) {
        return false;
    }
    ++*text;
    return read_number(text, 99999, &geometry->rows) && geometry->cols > 0 && geometry->rows > 0;
}

/* "+5", "-5", "+-5", "--5". */
static bool read_offset(const char **text, int32_t *offset, bool *from_far) {
    uint32_t number;
    if (**text != '+' && **text != '-') {
        return false;
    }
    *from_far = *(*text)++ == '-';
    bool is_outside = **text == '-';
    *text += is_outside || **text == '+';
    if (!read_number(text, GEOMETRY_PLACE_MAX, &number)) {
        return false;
    }
    *offset = is_outside ? -(int32_t)number : (int32_t)number;
    return true;
}

bool geometry_parse(const char *text, struct geometry *geometry) {
    memset(geometry, 0, sizeof *geometry);
    text += *text == '=';
    bool is_sized = *text >= '0' && *text <= '9';
    if (is_sized && !read_size(&text, geometry)) {
        return false;
    }
    if (is_sized && *text == '\0') {
        return true;
    }
    geometry->is_placed = true;
    return read_offset(&text, &geometry->x_px, &geometry->from_right) &&
           read_offset(&text, &geometry->y_px, &geometry->from_bottom) && *text == '\0';
}
