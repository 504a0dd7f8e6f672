#include "svg_write.h"

#include <string.h>

#include <quire/style.h>

#include "cell_build.h"
#include "grid_view.h"
#include "sprite.h"
#include "svg_images.h"
#include "svg_lines.h"
#include "svg_text.h"
#include "svg_window.h"

/* What is being written. */
struct svg {
    FILE *file;
    const struct svg_picture *picture;
    const struct font_metrics *metrics;
    struct quire_frame_info info;
    struct cell_view view;
    struct cell_scratch scratch;
    bool is_whole; /* nothing was left out for want of memory */
};

/* The cells of a row that are drawn: those of the extent. */
static uint32_t cell_count(const struct svg *svg) {
    uint32_t cells = (svg->picture->extent.cols + svg->scratch.scale - 1) / svg->scratch.scale;
    return cells < svg->scratch.count ? cells : svg->scratch.count;
}

static uint32_t foreground_of(const struct svg *svg, uint32_t cell) {
    return svg->scratch.records[cell * svg->scratch.scale].foreground;
}

/* ---- backgrounds, in columns */

static void put_backgrounds(const struct svg *svg, uint32_t y) {
    const struct cell_record *records = svg->scratch.records;
    uint32_t width = svg->metrics->cell_width;
    for (uint32_t col = 0; col < svg->picture->extent.cols;) {
        uint32_t end = col + 1;
        while (end < svg->picture->extent.cols && records[end].background == records[col].background)
            end++;
        if (records[col].background != (svg->view.background | svg->view.clear)) {
            fprintf(svg->file, "<rect x=\"%u\" y=\"%u\" width=\"%u\" height=\"%u\"", col * width, y,
                    (end - col) * width, svg->metrics->cell_height);
            svg_put_color(svg->file, "fill", records[col].background & 0xFFFFFF);
            fputs(" shape-rendering=\"crispEdges\"/>\n", svg->file);
        }
        col = end;
    }
}

/* ---- text, in cells of the row's own size */

static bool is_hidden(const struct svg *svg, const struct quire_frame_cell *cell) {
    bool out = svg->view.blinked_out && (cell->attributes & QUIRE_ATTR_BLINK);
    return out || (cell->attributes & QUIRE_ATTR_INVISIBLE) || cell->text_length == 0 || cell->width == 0;
}

static bool is_sprite(const struct quire_frame_cell *cell) {
    return cell->text_length == 1 && sprite_has(cell->text[0]);
}

/* May it stand in one run with others? What is not of this kind may come from a font with other widths. */
static bool is_plain(const struct quire_frame_cell *cell) {
    return cell->text_length == 1 && cell->width == 1 && cell->text[0] > ' ' && cell->text[0] < 0x7F;
}

static bool is_blank(const struct quire_frame_cell *cell) {
    return cell->text_length == 0 || (cell->text_length == 1 && cell->text[0] == ' ');
}

static bool same_style(const struct svg *svg, uint32_t a, uint32_t b) {
    const struct quire_frame_cell *x = &svg->scratch.cells[a], *y = &svg->scratch.cells[b];
    uint16_t shape = QUIRE_ATTR_BOLD | QUIRE_ATTR_ITALIC | QUIRE_ATTR_INVISIBLE | QUIRE_ATTR_BLINK;
    return foreground_of(svg, a) == foreground_of(svg, b) && (x->attributes & shape) == (y->attributes & shape) &&
           x->link == y->link;
}

/* Where the run that begins with a plain cell ends; one blank between words belongs to it. */
static uint32_t run_end(const struct svg *svg, uint32_t first, uint32_t count) {
    const struct quire_frame_cell *cells = svg->scratch.cells;
    uint32_t end = first + 1;
    while (end < count && same_style(svg, first, end)) {
        bool gap =
            is_blank(&cells[end]) && end + 1 < count && is_plain(&cells[end + 1]) && same_style(svg, first, end + 1);
        if (!is_plain(&cells[end]) && !gap)
            break;
        end++;
    }
    return end;
}

static bool begins_with(const char *text, size_t length, const char *with) {
    return length >= strlen(with) && strncmp(text, with, strlen(with)) == 0;
}

/* True: an element is open that is to be closed. */
static bool open_link(const struct svg *svg, uint32_t link) {
    size_t length = 0;
    const char *address = link ? quire_frame_link(svg->picture->grid->frame, link, &length) : NULL;
    if (!address || !(begins_with(address, length, "https://") || begins_with(address, length, "http://")))
        return false;
    fputs("<a href=\"", svg->file);
    svg_put_utf8(svg->file, address, length);
    fputs("\">", svg->file);
    return true;
}

static void put_cell_text(FILE *file, const struct quire_frame_cell *cell) {
    if (is_blank(cell))
        fputc(' ', file);
    for (uint32_t i = 0; i < cell->text_length && !is_blank(cell); i++)
        svg_put_code_point(file, cell->text[i]);
}

static void put_run(const struct svg *svg, uint32_t first, uint32_t end) {
    const struct quire_frame_cell *cells = svg->scratch.cells;
    uint32_t width = svg->metrics->cell_width, last = cells[end - 1].width;
    bool linked = open_link(svg, cells[first].link);
    fprintf(svg->file, "<text x=\"%u\" y=\"%u\" textLength=\"%u\"", first * width, svg->metrics->baseline,
            (end - 1 - first + last) * width);
    svg_put_color(svg->file, "fill", foreground_of(svg, first));
    if (cells[first].attributes & QUIRE_ATTR_BOLD)
        fputs(" font-weight=\"bold\"", svg->file);
    if (cells[first].attributes & QUIRE_ATTR_ITALIC)
        fputs(" font-style=\"italic\"", svg->file);
    fputc('>', svg->file);
    for (uint32_t i = first; i < end; i++)
        put_cell_text(svg->file, &cells[i]);
    fputs(linked ? "</text></a>\n" : "</text>\n", svg->file);
}

static void put_text(struct svg *svg) {
    const struct quire_frame_cell *cells = svg->scratch.cells;
    uint32_t count = cell_count(svg);
    for (uint32_t cell = 0; cell < count;) {
        uint32_t end = cell + 1;
        if (is_hidden(svg, &cells[cell]) || is_blank(&cells[cell])) {
            cell++;
            continue;
        }
        if (is_sprite(&cells[cell])) {
            bool drawn = svg_put_sprite(svg->file, cells[cell].text[0], cell * svg->metrics->cell_width,
                                        cells[cell].width, svg->metrics, foreground_of(svg, cell));
            svg->is_whole = svg->is_whole && drawn;
        } else {
            end = is_plain(&cells[cell]) ? run_end(svg, cell, count) : end;
            put_run(svg, cell, end);
        }
        cell = end;
    }
}

/* ---- lines */

/* A run of cells that have the same line, drawn as one. `kind`: what a cell has of it; 0: nothing. */
static void put_line_runs(const struct svg *svg, unsigned (*kind)(const struct quire_frame_cell *cell)) {
    const struct quire_frame_cell *cells = svg->scratch.cells;
    uint32_t count = cell_count(svg), scale = svg->scratch.scale, width = svg->metrics->cell_width;
    for (uint32_t cell = 0; cell < count;) {
        uint32_t end = cell + 1;
        const struct rich_record *rich = &svg->scratch.rich[cell * scale];
        uint32_t color = kind == svg_underline_kind ? rich->underline_color : foreground_of(svg, cell);
        while (end < count && kind(&cells[end]) == kind(&cells[cell]) && same_style(svg, cell, end) &&
               svg->scratch.rich[end * scale].underline_color == rich->underline_color)
            end++;
        if (kind(&cells[cell]) && !(svg->view.blinked_out && (cells[cell].attributes & QUIRE_ATTR_BLINK)))
            svg_put_line(svg->file, kind(&cells[cell]), cell * width, end * width, svg->metrics, color);
        cell = end;
    }
}

static void put_cursor(const struct svg *svg, uint32_t row) {
    const struct cell_cursor_at *cursor = &svg->view.cursor;
    if (cursor->shape <= CELL_CURSOR_BLOCK || cursor->row != row || cursor->col >= cell_count(svg))
        return;
    uint32_t color = svg->scratch.records[cursor->col * svg->scratch.scale].rich & 0xFFFFFF;
    uint32_t width = svg->scratch.cells[cursor->col].width == 2 ? 2 : 1;
    svg_put_cursor(svg->file, cursor->shape, cursor->col * svg->metrics->cell_width, width, svg->metrics, color);
}

/* ---- rows */

/* A row of double size is stretched; of double height it is cut, too. */
static void open_row(const struct svg *svg, uint32_t y) {
    uint32_t height = svg->metrics->cell_height, width = svg->picture->extent.cols * svg->metrics->cell_width;
    enum font_line_size size = svg->scratch.size;
    if (size == FONT_SINGLE) {
        fprintf(svg->file, "<g transform=\"translate(0 %u)\">\n", y);
        return;
    }
    fprintf(svg->file,
            "<svg x=\"0\" y=\"%u\" width=\"%u\" height=\"%u\"><g transform=\"translate(0 -%u) scale(2 %u)\">\n", y,
            width, height, size == FONT_DOUBLE_BOTTOM ? height : 0, font_size_rows(size));
}

static void put_row_text(struct svg *svg, uint32_t row) {
    open_row(svg, row * svg->metrics->cell_height);
    put_line_runs(svg, svg_underline_kind);
    put_text(svg);
    put_line_runs(svg, svg_strike_kind);
    put_line_runs(svg, svg_overline_kind);
    put_cursor(svg, row);
    fputs(svg->scratch.size == FONT_SINGLE ? "</g>\n" : "</g></svg>\n", svg->file);
}

static void put_row(struct svg *svg, uint32_t row, bool backgrounds, bool text) {
    cell_build_row(&svg->view, row, &svg->scratch);
    if (backgrounds)
        put_backgrounds(svg, row * svg->metrics->cell_height);
    if (text)
        put_row_text(svg, row);
}

static void put_rows(struct svg *svg, bool backgrounds, bool text) {
    for (uint32_t row = 0; row < svg->picture->extent.rows; row++)
        put_row(svg, row, backgrounds, text);
}

/* Images lie between backgrounds and text of all rows: those are written one after the other then. */
static void put_cells(struct svg *svg) {
    const struct svg_picture *picture = svg->picture;
    if (picture->grid->image_count == 0) {
        put_rows(svg, true, true);
        return;
    }
    svg_put_images(svg->file, picture->grid);
    svg_use_images(svg->file, picture->grid, IMAGE_BELOW_GROUNDS, &picture->extent, svg->metrics);
    put_rows(svg, true, false);
    svg_use_images(svg->file, picture->grid, IMAGE_BELOW_TEXT, &picture->extent, svg->metrics);
    put_rows(svg, false, true);
    svg_use_images(svg->file, picture->grid, IMAGE_ABOVE_TEXT, &picture->extent, svg->metrics);
}

/* ---- the document */

static void put_family(FILE *file, const char *family) {
    fputs("font-family=\"'", file);
    svg_put_utf8(file, family, strlen(family));
    fputs("', monospace\" font-size=\"", file);
}

static void put_head(const struct svg *svg, uint32_t width, uint32_t height) {
    const struct picture_window *window = svg->picture->frame;
    uint32_t whole_width = window ? window->width + 2 * window->margin : width;
    uint32_t whole_height = window ? window->height + 2 * window->margin : height;
    fprintf(svg->file, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%u\" height=\"%u\" viewBox=\"0 0 %u %u\" ",
            whole_width, whole_height, whole_width, whole_height);
    put_family(svg->file, font_set_family(svg->picture->fonts));
    svg_put_number(svg->file, svg->metrics->em_px);
    fputs("\">\n", svg->file);
    if (svg->picture->title) {
        fputs("<title>", svg->file);
        svg_put_utf8(svg->file, svg->picture->title, strlen(svg->picture->title));
        fputs("</title>\n", svg->file);
    }
    fputs("<style>text{white-space:pre}a{cursor:pointer}</style>\n", svg->file);
    if (window) {
        svg_put_window(svg->file, window, svg->picture->title, svg->view.background | svg->view.clear, svg->metrics);
    } else {
        fprintf(svg->file, "<rect width=\"%u\" height=\"%u\"", width, height);
        svg_put_ground(svg->file, svg->view.background | svg->view.clear);
        fputs("/>\n", svg->file);
    }
}

bool svg_write(FILE *file, const void *of) {
    const struct svg_picture *picture = of;
    struct svg svg = {.file = file,
                      .picture = picture,
                      .metrics = font_set_metrics(picture->fonts),
                      .info = QUIRE_FRAME_INFO_INIT,
                      .is_whole = true};
    if (quire_frame_get_info(picture->grid->frame, &svg.info) != QUIRE_OK)
        return false;
    svg.view = grid_view_of(picture->grid, &svg.info, svg.info.cols, picture->fonts, &picture->settings);
    if (!cell_scratch_reserve(&svg.scratch, svg.info.cols))
        return false;
    uint32_t padding = picture->grid->padding_px;
    put_head(&svg, picture->extent.cols * svg.metrics->cell_width + 2 * padding,
             picture->extent.rows * svg.metrics->cell_height + 2 * padding);
    fprintf(file, "<g transform=\"translate(%u %u)\">\n", padding,
            padding + (picture->frame ? picture->frame->bar_height : 0));
    put_cells(&svg);
    fputs(picture->frame ? "</g>\n</g>\n</g>\n</svg>\n" : "</g>\n</svg>\n", file);
    cell_scratch_finish(&svg.scratch);
    return svg.is_whole;
}
