/* frame_cells.c - what a frame says of its rows: cells, text, size and whether they blink. Only the copy is read. */
#include "view_frame.h"

#include "placeholder.h"
#include "qr_arith.h"
#include "text_span.h"

/* --- cells ----------------------------------------------------------------------------------------------------- */

static uint32_t resolve(const struct qr_frame *frame, struct quire_color color, uint32_t fallback) {
    switch (QUIRE_COLOR_KIND(color)) {
    case QUIRE_COLOR_PALETTE:
        return frame->palette[QUIRE_COLOR_VALUE(color) & 255];
    case QUIRE_COLOR_RGB:
        return QUIRE_COLOR_VALUE(color);
    default:
        return fallback;
    }
}

static struct quire_color shown_foreground(const struct qr_frame *frame, struct qr_style style) {
    struct quire_color color = qr_style_foreground(style);
    bool bright = frame->bold_is_bright && qr_style_attributes(style) & QUIRE_ATTR_BOLD &&
                  QUIRE_COLOR_KIND(color) == QUIRE_COLOR_PALETTE && QUIRE_COLOR_VALUE(color) < 8;
    return bright ? qr_color_palette(QUIRE_COLOR_VALUE(color) + 8) : color;
}

/* What all cells of one style have in common. */
static struct quire_frame_cell styled_cell(const struct qr_frame *frame, uint32_t id) {
    struct qr_style style = qr_page_style(&frame->page, id);
    struct quire_color foreground = qr_style_foreground(style), background = qr_style_background(style);
    struct quire_color underline = qr_style_underline_color(style);
    struct quire_frame_cell cell = {.underline = (uint8_t)qr_style_underline(style),
                                    .attributes = (uint16_t)qr_style_attributes(style),
                                    .default_foreground = foreground.bits == 0,
                                    .default_background = background.bits == 0,
                                    .link = qr_style_link(style),
                                    .written_foreground = foreground,
                                    .written_background = background,
                                    .written_underline = underline};
    cell.foreground = resolve(frame, shown_foreground(frame, style), frame->info.foreground);
    cell.background = resolve(frame, background, frame->info.background);
    cell.underline_color = resolve(frame, underline, cell.foreground);
    return cell;
}

/* A function of its own: what comes behind the loop would cost it a register, and each cell an instruction. */
static QUIRE_SET_APART uint32_t fill_cells(const struct qr_frame *frame, uint32_t y, struct quire_frame_cell *cells,
                                           uint32_t capacity) {
    static const uint8_t widths[] = {[QR_NARROW] = 1, [QR_WIDE] = 2, [QR_TAIL] = 0, [QR_SPACER] = 1};
    const struct qr_row *row = qr_page_row(&frame->page, y);
    const struct qr_cell *source = qr_page_cells(&frame->page, row);
    const struct qr_frame_row *shown = &frame->rows[y];
    uint32_t *single = frame->text + (size_t)y * frame->info.cols, style = 0;
    uint32_t cols = qr_page_row_cols(&frame->page, row);
    struct quire_frame_cell like = styled_cell(frame, 0);
    for (uint32_t x = 0; x < cols && x < capacity; x++) {
        if (qr_cell_style(source[x]) != style) {
            style = qr_cell_style(source[x]);
            like = styled_cell(frame, style);
        }
        cells[x] = like;
        cells[x].text = qr_page_cell_text(&frame->page, source[x], &single[x], &cells[x].text_length);
        cells[x].width = widths[qr_cell_width(source[x])];
        cells[x].selected = x >= shown->selected_from && x < shown->selected_to;
    }
    if (cols <= capacity && cells[cols - 1].width == 2) { /* the end of a line of double size cuts it */
        cells[cols - 1].text_length = 0;
        cells[cols - 1].width = 1;
    }
    return cols;
}

/* Where a cell stands for a piece of an image, no text is drawn. */
static void hide_placeholders(struct quire_frame_cell *cells, uint32_t count) {
    for (uint32_t x = 0; x < count; x++) {
        if (cells[x].text_length > 0 && cells[x].text[0] == QR_PLACEHOLDER)
            cells[x].text_length = 0;
    }
}

uint32_t qr_frame_cells(const struct qr_frame *frame, uint32_t y, struct quire_frame_cell *cells, uint32_t capacity) {
    if (!frame->page.block || y >= frame->info.rows)
        return 0;
    uint32_t cols = fill_cells(frame, y, cells, capacity);
    if (qr_page_row(&frame->page, y)->flags & QR_ROW_UNICODE)
        hide_placeholders(cells, qr_min_u32(cols, capacity));
    return cols;
}

enum quire_row_size qr_frame_row_size(const struct qr_frame *frame, uint32_t y) {
    static const enum quire_row_size sizes[] = {[QR_SIZE_SINGLE] = QUIRE_ROW_SINGLE,
                                                [QR_SIZE_DOUBLE_WIDTH] = QUIRE_ROW_DOUBLE_WIDTH,
                                                [QR_SIZE_DOUBLE_TOP] = QUIRE_ROW_DOUBLE_TOP,
                                                [QR_SIZE_DOUBLE_BOTTOM] = QUIRE_ROW_DOUBLE_BOTTOM};
    if (!frame->page.block || y >= frame->info.rows)
        return QUIRE_ROW_SINGLE;
    return sizes[qr_row_size(qr_page_row(&frame->page, y))];
}

bool qr_frame_row_blinks(const struct qr_frame *frame, uint32_t y) {
    if (!frame->page.block || y >= frame->info.rows)
        return false;
    const struct qr_row *row = qr_page_row(&frame->page, y);
    uint32_t end = row->flags & QR_ROW_STYLED ? qr_page_row_reach(&frame->page, row) : 0;
    for (uint32_t x = 0; x < end; x = qr_page_style_run(&frame->page, y, x, end)) {
        struct qr_style style = qr_page_style(&frame->page, qr_cell_style(qr_page_cells(&frame->page, row)[x]));
        if (qr_style_attributes(style) & QUIRE_ATTR_BLINK)
            return true;
    }
    return false;
}

/* --- text ------------------------------------------------------------------------------------------------------ */

/* A buffer and what it was to take; what did not fit is counted. */
struct row_text {
    char *buffer;
    size_t capacity, length;
};

static void put_code_point(struct row_text *text, uint32_t c) {
    uint8_t bytes[4];
    uint32_t count = qr_utf8_put(bytes, c);
    if (text->length + count <= text->capacity)
        memcpy(text->buffer + text->length, bytes, count);
    text->length += count;
}

static void put_cell(struct row_text *text, const struct qr_page *page, struct qr_cell cell) {
    uint32_t single, count;
    const uint32_t *points = qr_page_cell_text(page, cell, &single, &count);
    for (uint32_t i = 0; i < count; i++)
        put_code_point(text, points[i]);
}

/* Puts one cell; most are blank or hold ASCII. */
static inline void put(struct row_text *text, const struct qr_page *page, struct qr_cell cell) {
    uint64_t content = cell.bits & (QR_CELL_CONTENT_MASK | QR_CELL_CLUSTER);
    enum qr_cell_width width = qr_cell_width(cell);
    if (width == QR_TAIL || width == QR_SPACER)
        return;
    if (content >= 0x80) {
        put_cell(text, page, cell);
        return;
    }
    if (text->length < text->capacity)
        text->buffer[text->length] = content ? (char)content : ' ';
    text->length++;
}

enum quire_result qr_frame_row_text(const struct qr_frame *frame, uint32_t y, char *buffer, size_t capacity,
                                    size_t *length, uint32_t *offsets) {
    if (!frame->page.block || y >= frame->info.rows)
        return QUIRE_INVALID;
    const struct qr_row *row = qr_page_row(&frame->page, y);
    const struct qr_cell *cells = qr_page_cells(&frame->page, row);
    uint32_t cols = qr_page_row_cols(&frame->page, row);
    bool goes_on = (row->flags & QR_ROW_WRAPPED) != 0;
    uint32_t end = goes_on ? qr_frame_line_columns(frame, y) : qr_text_columns(&frame->page, row);
    struct row_text text = {buffer, capacity, 0};
    for (uint32_t x = 0; x < end; x++) {
        if (offsets)
            offsets[x] = (uint32_t)text.length;
        put(&text, &frame->page, cells[x]);
    }
    for (uint32_t x = end; offsets && x <= cols; x++)
        offsets[x] = (uint32_t)text.length;
    *length = text.length;
    return text.length <= capacity ? QUIRE_OK : QUIRE_NO_SPACE;
}
