#include "overlay.h"

#include <string.h>

#include <quire/style.h>

/* Columns of a code point, coarsely: what input methods and our own messages consist of. */
static const struct {
    uint32_t first, last;
    uint8_t width;
} widths[] = {
    {0x0300, 0x036F, 0},   {0x1100, 0x115F, 2},   {0x1AB0, 0x1AFF, 0},   {0x200B, 0x200F, 0}, {0x20D0, 0x20FF, 0},
    {0x2E80, 0x3098, 2},   {0x3099, 0x309A, 0},   {0x309B, 0xA4CF, 2},   {0xAC00, 0xD7A3, 2}, {0xF900, 0xFAFF, 2},
    {0xFE00, 0xFE0F, 0},   {0xFE30, 0xFE6F, 2},   {0xFF00, 0xFF60, 2},   {0xFFE0, 0xFFE6, 2}, {0x1F300, 0x1F64F, 2},
    {0x1F680, 0x1F6FF, 2}, {0x1F900, 0x1F9FF, 2}, {0x20000, 0x3FFFD, 2},
};

static uint8_t width_of(uint32_t code_point) {
    for (size_t i = 0; i < sizeof widths / sizeof widths[0]; i++) {
        if (code_point >= widths[i].first && code_point <= widths[i].last)
            return widths[i].width;
    }
    return 1;
}

/* The next code point of UTF-8 text; bad bytes give U+FFFD, one for each. */
static uint32_t next_code_point(const unsigned char **at) {
    const unsigned char *byte = *at;
    int more = *byte >= 0xF0 && *byte < 0xF8 ? 3 : *byte >= 0xE0 ? 2 : *byte >= 0xC0 ? 1 : 0;
    *at = byte + 1;
    if (*byte < 0x80)
        return *byte;
    if (!more || *byte >= 0xF8)
        return 0xFFFD;
    uint32_t value = *byte & (0x3Fu >> more);
    for (int i = 1; i <= more; i++) {
        if ((byte[i] & 0xC0) != 0x80)
            return 0xFFFD;
        value = value << 6 | (byte[i] & 0x3Fu);
    }
    *at = byte + 1 + more;
    return value;
}

static struct quire_frame_cell blank_cell(uint32_t foreground, uint32_t background, uint8_t underline) {
    struct quire_frame_cell cell;
    memset(&cell, 0, sizeof cell);
    cell.width = 1;
    cell.underline = underline;
    cell.foreground = cell.underline_color = foreground;
    cell.background = background;
    return cell;
}

/* Turns text into at most `room` cells. */
static void fill(struct overlay *overlay, const char *text, struct quire_frame_cell plain, uint32_t room) {
    const unsigned char *at = (const unsigned char *)text;
    uint32_t used = 0;
    struct quire_frame_cell *last = NULL;
    room = room < OVERLAY_CELLS ? room : OVERLAY_CELLS;
    while (*at && used < OVERLAY_TEXT) {
        uint32_t code_point = next_code_point(&at);
        uint8_t width = width_of(code_point);
        overlay->text[used] = code_point < 0x20 || code_point == 0x7F ? ' ' : code_point;
        if (width == 0 && last) {
            last->text_length++;
            used++;
            continue;
        }
        if (width == 0 || overlay->count + width > room)
            break;
        last = &overlay->cells[overlay->count++];
        *last = plain;
        last->text = &overlay->text[used++];
        last->text_length = 1;
        last->width = width;
        if (width == 2) {
            overlay->cells[overlay->count] = plain;
            overlay->cells[overlay->count++].width = 0;
        }
    }
}

void overlay_preedit(struct overlay *overlay, const char *text, const struct quire_frame_info *info, uint32_t cols) {
    overlay->shown = text && *text && cols && info->cursor_row < info->rows;
    overlay->count = 0;
    if (!overlay->shown)
        return;
    fill(overlay, text, blank_cell(info->foreground, info->background, QUIRE_UNDERLINE_SINGLE), cols);
    uint32_t last = cols - overlay->count;
    overlay->row = info->cursor_row;
    overlay->col = info->cursor_col < last ? info->cursor_col : last;
    overlay->end = overlay->col + overlay->count;
}

void overlay_message(struct overlay *overlay, const char *text, uint32_t mark_col, uint32_t mark_end,
                     const struct quire_frame_info *info) {
    overlay->shown = text && info->rows && info->cols;
    overlay->count = 0;
    if (!overlay->shown)
        return;
    uint32_t cols = info->cols < OVERLAY_CELLS ? info->cols : OVERLAY_CELLS;
    struct quire_frame_cell plain = blank_cell(info->background, info->foreground, QUIRE_UNDERLINE_NONE);
    overlay->row = info->rows - 1;
    overlay->col = 0;
    fill(overlay, text, plain, cols);
    overlay->end = overlay->count;
    while (overlay->count < cols)
        overlay->cells[overlay->count++] = plain;
    for (uint32_t col = mark_col; col < mark_end && col < cols; col++) {
        overlay->cells[col].foreground = overlay->cells[col].underline_color = info->foreground;
        overlay->cells[col].background = info->background;
    }
}

bool overlay_equal(const struct overlay *a, const struct overlay *b) {
    if (a->shown != b->shown || !a->shown)
        return a->shown == b->shown;
    if (a->row != b->row || a->col != b->col || a->count != b->count)
        return false;
    for (uint32_t i = 0; i < a->count; i++) {
        const struct quire_frame_cell *x = &a->cells[i], *y = &b->cells[i];
        if (x->text_length != y->text_length || x->width != y->width || x->foreground != y->foreground ||
            x->background != y->background)
            return false;
        if (x->text_length && memcmp(x->text, y->text, x->text_length * sizeof *x->text))
            return false;
    }
    return true;
}
