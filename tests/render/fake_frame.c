#include "fake_frame.h"

#include <stdlib.h>
#include <string.h>

#include <quire/style.h>

#define CLUSTER 12u

struct fake_cell {
    struct quire_frame_cell cell;
    uint32_t text[CLUSTER];
};

#define PIECES 16u

struct quire_image {
    enum quire_image_format format;
    uint32_t width, height, holds;
    const uint8_t *bytes;
};

struct quire_frame {
    struct quire_frame_info info;
    struct fake_cell *cells;
    bool *changed;
    enum quire_row_size *sizes;
    uint64_t *lines, next_line; /* by row; what is printed has a number of its own */
    struct quire_frame_move move;
    struct quire_frame_image pieces[PIECES];
    uint32_t piece_count;
    struct quire_image image;
};

struct quire_frame *fake_frame_create(uint32_t cols, uint32_t rows, uint32_t foreground, uint32_t background) {
    struct quire_frame *frame = calloc(1, sizeof *frame);
    if (!frame)
        return NULL;
    struct quire_frame_info info = QUIRE_FRAME_INFO_INIT;
    frame->info = info;
    frame->move = (struct quire_frame_move)QUIRE_FRAME_MOVE_INIT;
    frame->info.cols = cols;
    frame->info.rows = rows;
    frame->info.all_changed = true;
    frame->info.foreground = foreground > 0xFFFFFF ? 0xD8DEE9 : foreground;
    frame->info.background = background > 0xFFFFFF ? 0x16181D : background;
    frame->info.cursor_color = 0xFFFFFFFF;
    frame->cells = calloc((size_t)cols * rows, sizeof *frame->cells);
    frame->changed = calloc(rows, sizeof *frame->changed);
    frame->sizes = calloc(rows, sizeof *frame->sizes);
    frame->lines = calloc(rows, sizeof *frame->lines);
    if (!frame->cells || !frame->changed || !frame->sizes || !frame->lines) {
        fake_frame_destroy(frame);
        return NULL;
    }
    for (uint32_t row = 0; row < rows; row++)
        fake_frame_print(frame, row, "");
    return frame;
}

void fake_frame_destroy(struct quire_frame *frame) {
    if (!frame)
        return;
    free(frame->cells);
    free(frame->changed);
    free(frame->sizes);
    free(frame->lines);
    free(frame);
}

struct quire_frame_info *fake_frame_state(struct quire_frame *frame) {
    return &frame->info;
}

void fake_frame_settle(struct quire_frame *frame) {
    memset(frame->changed, 0, frame->info.rows * sizeof *frame->changed);
    frame->info.all_changed = false;
    frame->move = (struct quire_frame_move)QUIRE_FRAME_MOVE_INIT;
}

void fake_frame_move(struct quire_frame *frame, uint32_t row, uint32_t rows, int32_t by) {
    size_t cols = frame->info.cols, from = (size_t)((int64_t)row + by);
    memmove(frame->cells + row * cols, frame->cells + from * cols, rows * cols * sizeof *frame->cells);
    memmove(frame->sizes + row, frame->sizes + from, rows * sizeof *frame->sizes);
    memmove(frame->lines + row, frame->lines + from, rows * sizeof *frame->lines);
    memset(frame->changed + row, 1, rows);
    frame->move.row = row;
    frame->move.rows = rows;
    frame->move.by = by;
}

/* A row that is written looks like none that was drawn: what moved ends above it. */
static void end_move_above(struct quire_frame *frame, uint32_t row) {
    struct quire_frame_move *move = &frame->move;
    if (row >= move->row && row - move->row < move->rows)
        move->rows = row - move->row;
}

static uint32_t decode(const unsigned char **at) {
    const unsigned char *byte = *at;
    int more = *byte >= 0xF0 ? 3 : *byte >= 0xE0 ? 2 : *byte >= 0xC0 ? 1 : 0;
    uint32_t value = more ? *byte & (0x3Fu >> more) : *byte;
    for (int i = 1; i <= more; i++)
        value = value << 6 | (byte[i] & 0x3Fu);
    *at = byte + 1 + more;
    return value;
}

static int width_of(uint32_t c) {
    if ((c >= 0x300 && c <= 0x36F) || (c >= 0xFE00 && c <= 0xFE0F) || c == 0x200D || (c >= 0x20D0 && c <= 0x20F0) ||
        (c >= 0x1F3FB && c <= 0x1F3FF) || (c >= 0xE0020 && c <= 0xE007F))
        return 0;
    return (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) || (c >= 0xAC00 && c <= 0xD7A3) ||
                   (c >= 0xFF00 && c <= 0xFF60) || (c >= 0x1F300 && c <= 0x1FAFF) || c == 0x2705 || c == 0x26A1 ||
                   (c >= 0x20000 && c <= 0x3FFFD) || c == 0x231A || c == 0x2615
               ? 2
               : 1;
}

static void set_attribute(struct quire_frame_cell *pen, char name) {
    static const struct {
        char name;
        uint16_t bit;
    } names[] = {{'b', QUIRE_ATTR_BOLD},     {'d', QUIRE_ATTR_DIM},       {'i', QUIRE_ATTR_ITALIC},
                 {'n', QUIRE_ATTR_INVERSE},  {'h', QUIRE_ATTR_INVISIBLE}, {'s', QUIRE_ATTR_STRIKETHROUGH},
                 {'o', QUIRE_ATTR_OVERLINE}, {'k', QUIRE_ATTR_BLINK}};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (names[i].name == name)
            pen->attributes |= names[i].bit;
    }
}

/* Reads a tag behind its opening brace; returns what follows its closing one. */
static const unsigned char *read_tag(const struct quire_frame *frame, const unsigned char *at,
                                     struct quire_frame_cell *pen) {
    uint32_t value = at[0] && at[1] == '=' ? (uint32_t)strtoul((const char *)at + 2, NULL, *at == 'l' ? 10 : 16) : 0;
    switch (*at) {
    case '}':
        memset(pen, 0, sizeof *pen);
        pen->foreground = frame->info.foreground;
        pen->background = frame->info.background;
        pen->default_background = true;
        pen->underline_color = pen->foreground;
        break;
    case 'u':
        pen->underline = (uint8_t)(at[1] - '0');
        break;
    case 'f':
        pen->foreground = pen->underline_color = value;
        break;
    case 'g':
        pen->background = value;
        pen->default_background = false;
        break;
    case 'c':
        pen->underline_color = value;
        break;
    case 'l':
        pen->link = value;
        break;
    case 'x':
        pen->selected = true;
        break;
    default:
        set_attribute(pen, (char)*at);
    }
    while (*at && *at != '}')
        at++;
    return at + (*at == '}');
}

static struct fake_cell *cell_at(const struct quire_frame *frame, uint32_t row, uint32_t col) {
    return &frame->cells[(size_t)row * frame->info.cols + col];
}

/* Joins a code point to the cell before; a presentation selector makes it wide. */
static void join(struct quire_frame *frame, uint32_t row, uint32_t *col, struct fake_cell *last, uint32_t c) {
    if (last->cell.text_length < CLUSTER)
        last->text[last->cell.text_length++] = c;
    if (c == 0xFE0F && last->cell.width == 1 && *col < frame->info.cols) {
        last->cell.width = 2;
        cell_at(frame, row, *col)->cell = last->cell;
        cell_at(frame, row, *col)->cell.text_length = 0;
        cell_at(frame, row, (*col)++)->cell.width = 0;
    }
}

static void put(struct quire_frame *frame, uint32_t row, uint32_t *col, const struct quire_frame_cell *pen, uint32_t c,
                struct fake_cell **last) {
    int width = width_of(c);
    bool flag = c >= 0x1F1E6 && c <= 0x1F1FF;
    bool joined = *last && (*last)->cell.text_length && (*last)->text[(*last)->cell.text_length - 1] == 0x200D;
    bool second =
        flag && *last && (*last)->cell.text_length == 1 && (*last)->text[0] >= 0x1F1E6 && (*last)->text[0] <= 0x1F1FF;
    if (*last && (width == 0 || joined || second)) {
        join(frame, row, col, *last, c);
        return;
    }
    width = flag ? 2 : width;
    if (!width || *col + (uint32_t)width > frame->info.cols)
        return;
    *last = cell_at(frame, row, *col);
    (*last)->cell = *pen;
    (*last)->cell.width = (uint8_t)width;
    (*last)->text[0] = c;
    (*last)->cell.text = (*last)->text;
    (*last)->cell.text_length = 1;
    (*col)++;
    if (width == 2) {
        struct fake_cell *tail = cell_at(frame, row, (*col)++);
        tail->cell = *pen;
        tail->cell.width = 0;
    }
}

void fake_frame_print(struct quire_frame *frame, uint32_t row, const char *description) {
    const unsigned char *at = (const unsigned char *)description;
    struct quire_frame_cell pen;
    read_tag(frame, (const unsigned char *)"}", &pen);
    do {
        struct fake_cell *last = NULL;
        uint32_t col = 0;
        for (uint32_t i = 0; i < frame->info.cols; i++) {
            struct fake_cell *cell = cell_at(frame, row, i);
            struct quire_frame_cell blank = {.width = 1,
                                             .foreground = frame->info.foreground,
                                             .background = frame->info.background,
                                             .default_background = true,
                                             .underline_color = frame->info.foreground};
            cell->cell = blank;
        }
        frame->sizes[row] = QUIRE_ROW_SINGLE;
        while (*at && *at != '\n') {
            if (*at == '{' && at[1] == 'z')
                frame->sizes[row] = (enum quire_row_size)(at[2] - '0');
            if (*at == '{' && at[1] != '{') {
                at = read_tag(frame, at + 1, &pen);
                continue;
            }
            at += *at == '{';
            put(frame, row, &col, &pen, decode(&at), &last);
        }
        end_move_above(frame, row);
        frame->lines[row] = frame->next_line++;
        frame->changed[row++] = true;
    } while (*at++ == '\n' && row < frame->info.rows);
}

enum quire_result quire_frame_get_info(const struct quire_frame *frame, struct quire_frame_info *info) {
    *info = frame->info;
    return QUIRE_OK;
}

bool quire_frame_row_changed(const struct quire_frame *frame, uint32_t row) {
    return row < frame->info.rows && (frame->info.all_changed || frame->changed[row]);
}

enum quire_result quire_frame_moved(const struct quire_frame *frame, struct quire_frame_move *move) {
    *move = frame->move;
    if (frame->info.all_changed)
        move->rows = 0;
    return QUIRE_OK;
}

bool quire_frame_row_blinks(const struct quire_frame *frame, uint32_t row) {
    for (uint32_t col = 0; row < frame->info.rows && col < frame->info.cols; col++) {
        if (cell_at(frame, row, col)->cell.attributes & QUIRE_ATTR_BLINK)
            return true;
    }
    return false;
}

enum quire_row_size quire_frame_row_size(const struct quire_frame *frame, uint32_t row) {
    return row < frame->info.rows ? frame->sizes[row] : QUIRE_ROW_SINGLE;
}

uint32_t quire_frame_row(const struct quire_frame *frame, uint32_t row, struct quire_frame_cell *cells,
                         uint32_t capacity) {
    if (row >= frame->info.rows)
        return 0;
    uint32_t cols = frame->sizes[row] == QUIRE_ROW_SINGLE ? frame->info.cols : frame->info.cols / 2;
    for (uint32_t col = 0; col < cols && col < capacity; col++) {
        const struct fake_cell *cell = cell_at(frame, row, col);
        cells[col] = cell->cell;
        cells[col].text = cell->text;
    }
    return cols < capacity ? cols : capacity;
}

enum quire_result quire_frame_get_line(const struct quire_frame *frame, uint32_t row, struct quire_frame_line *line) {
    if (row >= frame->info.rows)
        return QUIRE_INVALID;
    line->line = frame->lines[row];
    line->column = 0;
    line->wrapped = false;
    return QUIRE_OK;
}

const uint32_t *quire_frame_palette(const struct quire_frame *frame) {
    static const uint32_t palette[256] = {0x000000, 0xCD0000, 0x00CD00, 0xCDCD00};
    (void)frame;
    return palette;
}

const char *quire_frame_link(const struct quire_frame *frame, uint32_t link, size_t *length) {
    (void)frame;
    *length = link ? strlen("https://example.org/") : 0;
    return link ? "https://example.org/" : NULL;
}

/* ---- images */

void fake_frame_set_images(struct quire_frame *frame, const struct quire_frame_image *pieces, uint32_t count,
                           enum quire_image_format format, uint32_t width, uint32_t height, const uint8_t *bytes) {
    frame->piece_count = count < PIECES ? count : PIECES;
    memcpy(frame->pieces, pieces, frame->piece_count * sizeof *pieces);
    frame->image = (struct quire_image){format, width, height, frame->image.holds, bytes};
}

uint32_t fake_frame_holds(const struct quire_frame *frame) {
    return frame->image.holds;
}

uint32_t quire_frame_image_count(const struct quire_frame *frame) {
    return frame->piece_count;
}

enum quire_result quire_frame_get_image(const struct quire_frame *frame, uint32_t index,
                                        struct quire_frame_image *image) {
    if (index >= frame->piece_count)
        return QUIRE_INVALID;
    *image = frame->pieces[index];
    return QUIRE_OK;
}

struct quire_image *quire_frame_hold_image(const struct quire_frame *frame, uint32_t index) {
    struct quire_image *image = (struct quire_image *)(uintptr_t)&frame->image;
    if (index >= frame->piece_count || !frame->pieces[index].available)
        return NULL;
    quire_image_hold(image);
    return image;
}

void quire_image_hold(struct quire_image *image) {
    image->holds++;
}

void quire_image_release(struct quire_image *image) {
    if (image)
        image->holds--;
}

enum quire_result quire_image_get_info(const struct quire_image *image, struct quire_image_info *info) {
    *info = (struct quire_image_info){sizeof *info, image->width, image->height, image->format, 0};
    return QUIRE_OK;
}

const void *quire_image_pixels(const struct quire_image *image, enum quire_image_format *format) {
    *format = image->format;
    return image->format <= QUIRE_IMAGE_RGBA ? image->bytes : NULL;
}

enum quire_result quire_image_read(const struct quire_image *image, void *rgba, size_t stride) {
    size_t channels = image->format == QUIRE_IMAGE_RGB ? 3 : 4;
    for (size_t y = 0; y < image->height; y++) {
        for (size_t x = 0; x < image->width; x++) {
            uint8_t *pixel = (uint8_t *)rgba + y * stride + x * 4;
            pixel[3] = 255;
            memcpy(pixel, image->bytes + (y * image->width + x) * channels, channels);
        }
    }
    return QUIRE_OK;
}
