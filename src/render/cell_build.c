#include "cell_build.h"

#include <stdlib.h>
#include <string.h>

#include <quire/style.h>

bool cell_scratch_reserve(struct cell_scratch *scratch, uint32_t cols) {
    if (cols <= scratch->capacity)
        return true;
    struct cell_scratch fresh = {.capacity = cols};
    fresh.cells = calloc(cols, sizeof *fresh.cells);
    fresh.marks = calloc(cols, sizeof *fresh.marks);
    fresh.text = calloc(cols, sizeof *fresh.text);
    fresh.glyphs = calloc(cols, sizeof *fresh.glyphs);
    fresh.records = calloc(cols, sizeof *fresh.records);
    fresh.rich = calloc(cols, sizeof *fresh.rich);
    if (!fresh.cells || !fresh.marks || !fresh.text || !fresh.glyphs || !fresh.records || !fresh.rich) {
        cell_scratch_finish(&fresh);
        return false;
    }
    cell_scratch_finish(scratch);
    *scratch = fresh;
    return true;
}

void cell_scratch_finish(struct cell_scratch *scratch) {
    free(scratch->cells);
    free(scratch->marks);
    free(scratch->text);
    free(scratch->glyphs);
    free(scratch->records);
    free(scratch->rich);
    memset(scratch, 0, sizeof *scratch);
}

static void swap(uint32_t *a, uint32_t *b) {
    uint32_t c = *a;
    *a = *b;
    *b = c;
}

static void measure(const struct cell_view *view, uint32_t row, struct cell_scratch *scratch) {
    static const enum font_line_size sizes[] = {[QUIRE_ROW_SINGLE] = FONT_SINGLE,
                                                [QUIRE_ROW_DOUBLE_WIDTH] = FONT_DOUBLE_WIDTH,
                                                [QUIRE_ROW_DOUBLE_TOP] = FONT_DOUBLE_TOP,
                                                [QUIRE_ROW_DOUBLE_BOTTOM] = FONT_DOUBLE_BOTTOM};
    enum quire_row_size size = view->frame ? quire_frame_row_size(view->frame, row) : view->line_size;
    scratch->size = view->cols < 2 ? FONT_SINGLE : sizes[size];
    scratch->scale = font_size_columns(scratch->size);
    scratch->count = view->cols / scratch->scale;
}

static uint32_t fetch_line(const struct bar_line *line, struct cell_scratch *scratch) {
    uint32_t count = line->count < scratch->count ? line->count : scratch->count;
    for (uint32_t col = 0; col < count; col++)
        scratch->cells[col] = bar_line_cell(line, col);
    return count;
}

/* Covered cells have no text, so that nothing of it reaches out from below; half a wide character shows nothing. */
static void hide(const struct cell_span *covered, struct cell_scratch *scratch) {
    for (uint32_t col = covered->from; col < covered->to && col < scratch->count; col++)
        scratch->cells[col].text_length = 0;
    if (covered->from && covered->from < scratch->count && scratch->cells[covered->from].width == 0)
        scratch->cells[covered->from - 1].text_length = 0;
}

/* The cells of the row; those that it lacks are blank. */
static void fetch(const struct cell_view *view, uint32_t row, struct cell_scratch *scratch) {
    uint32_t count = scratch->count;
    uint32_t have =
        view->frame ? quire_frame_row(view->frame, row, scratch->cells, count) : fetch_line(view->line, scratch);
    struct quire_frame_cell blank;
    memset(&blank, 0, sizeof blank);
    blank.width = 1;
    blank.foreground = view->foreground;
    blank.background = view->background;
    blank.default_background = true;
    for (uint32_t col = have; col < count; col++)
        scratch->cells[col] = blank;
    if (view->covered.to && view->covered.row == row)
        hide(&view->covered, scratch);
    /* The second column of a wide cell looks like the first. */
    for (uint32_t col = 1; col < count; col++) {
        if (scratch->cells[col].width == 0 && scratch->cells[col - 1].width == 2) {
            scratch->cells[col] = scratch->cells[col - 1];
            scratch->cells[col].text_length = 0;
            scratch->cells[col].width = 0;
        }
    }
}

/* Which highlights lie over the cells, where any is listed. */
static void mark(const struct cell_view *view, uint32_t row, struct cell_scratch *scratch) {
    scratch->is_marked = view->marks != NULL;
    if (!scratch->is_marked)
        return;
    const uint8_t *marks = view->marks + (size_t)row * view->cols;
    memcpy(scratch->marks, marks, scratch->count);
    /* A wide character is highlighted as a whole. */
    for (uint32_t cell = 1; cell < scratch->count; cell++) {
        if (scratch->cells[cell].width == 0 && scratch->cells[cell - 1].width == 2)
            scratch->marks[cell - 1] = scratch->marks[cell] = marks[cell - 1] | marks[cell];
    }
}

static uint8_t marks_of(const struct cell_scratch *scratch, uint32_t cell) {
    return (uint8_t)((scratch->is_marked ? scratch->marks[cell] : 0) | (unsigned)scratch->cells[cell].selected
                                                                           << HIGHLIGHT_SELECTION);
}

static bool cursor_covers(const struct cell_view *view, const struct cell_scratch *scratch, uint32_t row,
                          uint32_t col) {
    if (view->cursor.shape == CELL_CURSOR_NONE || row != view->cursor.row)
        return false;
    bool tail = col > 0 && scratch->cells[col].width == 0 && scratch->cells[col - 1].width == 2;
    bool lead = scratch->cells[col].width == 2;
    return col == view->cursor.col || (tail && col - 1 == view->cursor.col) || (lead && col + 1 == view->cursor.col);
}

static void block_cursor(const struct cell_view *view, struct cell_record *record) {
    uint32_t text = record->foreground, ground = record->background;
    if (text == ground)
        text = view->foreground == ground ? view->background : view->foreground;
    record->background = cell_color_of(view->cursor.color, text, ground, text);
    record->foreground = cell_color_of(view->cursor.text, text, ground, ground);
    if (record->foreground == record->background && view->cursor.text > 0xFFFFFF)
        record->foreground = record->background == view->background ? view->foreground : view->background;
}

/* Gives text the contrast that the user wants at least. What is written in the colour of its ground is meant to be
 * hidden, and shapes have to fit to others. */
static void make_readable(struct cell_scratch *scratch, const struct quire_frame_cell *cell,
                          struct cell_record *record) {
    bool is_hidden = record->foreground == record->background;
    if (scratch->readable.contrast > 1 && !is_hidden && !(cell->text_length && cell_color_is_shape(cell->text[0])))
        record->foreground = cell_color_remembered(&scratch->readable, record->foreground, record->background);
}

/* The two colours of a cell as its text has them, without highlights and cursor. */
static void color_text(struct cell_scratch *scratch, const struct quire_frame_cell *cell, struct cell_record *record) {
    *record = (struct cell_record){cell->background & 0xFFFFFF, cell->foreground & 0xFFFFFF, ATLAS_TILE_BLANK, 0};
    if (cell->attributes & QUIRE_ATTR_INVERSE)
        swap(&record->foreground, &record->background);
    if (cell->attributes & QUIRE_ATTR_DIM)
        record->foreground = cell_color_mix(record->foreground, record->background, 140);
    make_readable(scratch, cell, record);
}

static void color_highlight(const struct cell_view *view, uint8_t marks, struct cell_record *record) {
    struct highlight_look look = highlight_look_of(view->looks, marks);
    uint32_t text = record->foreground, ground = record->background;
    if (look.swap)
        swap(&record->foreground, &record->background);
    record->background = cell_color_of(look.background, text, ground, record->background);
    record->foreground = cell_color_of(look.foreground, text, ground, record->foreground);
}

/* The two colours of a cell. */
static void color_cell(const struct cell_view *view, struct cell_scratch *scratch, uint32_t cell, bool block,
                       struct cell_record *record) {
    uint8_t marks = marks_of(scratch, cell);
    color_text(scratch, &scratch->cells[cell], record);
    if (marks) {
        color_highlight(view, marks, record);
        make_readable(scratch, &scratch->cells[cell], record);
    }
    if (block)
        block_cursor(view, record);
}

static enum font_style style_of(const struct quire_frame_cell *cell) {
    return (enum font_style)((cell->attributes & QUIRE_ATTR_BOLD ? FONT_BOLD : 0) |
                             (cell->attributes & QUIRE_ATTR_ITALIC ? FONT_ITALIC : 0));
}

static bool is_blinked_out(const struct cell_view *view, const struct quire_frame_cell *cell) {
    return view->blinked_out && (cell->attributes & QUIRE_ATTR_BLINK);
}

/* The colour that cells of a run have in common: that of the record, but without a block cursor, which is a matter of
 * the font set. */
static uint32_t run_color(const struct cell_view *view, struct cell_scratch *scratch, uint32_t row, uint32_t cell) {
    struct cell_record record;
    if (view->cursor.shape != CELL_CURSOR_BLOCK || !cursor_covers(view, scratch, row, cell))
        return scratch->records[cell * scratch->scale].foreground;
    color_cell(view, scratch, cell, false, &record);
    return record.foreground;
}

/* Lays out the row in runs of one style and one colour; the edges of a selection break ligatures that way. */
static void layout(const struct cell_view *view, uint32_t row, struct cell_scratch *scratch) {
    for (uint32_t col = 0; col < scratch->count; col++) {
        const struct quire_frame_cell *cell = &scratch->cells[col];
        bool hidden = (cell->attributes & QUIRE_ATTR_INVISIBLE) || is_blinked_out(view, cell);
        scratch->text[col] = (struct font_cell){cell->text, hidden ? 0 : cell->text_length, cell->width};
    }
    bool has_cursor = view->cursor.stands && row == view->cursor.row;
    const struct font_row cells = {scratch->text, scratch->count, has_cursor ? view->cursor.col : FONT_NO_CURSOR};
    for (uint32_t at = 0; at < scratch->count;) {
        uint32_t end = at + 1, color = run_color(view, scratch, row, at);
        enum font_style style = style_of(&scratch->cells[at]);
        while (end < scratch->count && style_of(&scratch->cells[end]) == style &&
               run_color(view, scratch, row, end) == color)
            end++;
        font_set_layout_part(view->fonts, style, scratch->size, &cells, at, end - at, scratch->glyphs + at);
        at = end;
    }
}

static struct rich_record *make_rich(struct cell_scratch *scratch, uint32_t col) {
    if (!(scratch->records[col].rich & CELL_RICH)) {
        scratch->records[col].rich |= CELL_RICH;
        scratch->rich_count++;
    }
    return &scratch->rich[col];
}

/* A tile of a neighbour's glyph: into the column's own place when that is free, else into the rich record. */
static void reach_over(struct cell_scratch *scratch, uint32_t col, uint32_t tile, uint32_t color) {
    struct cell_record *record = &scratch->records[col];
    const struct quire_frame_cell *cell = &scratch->cells[col / scratch->scale];
    bool lines = cell->attributes & (QUIRE_ATTR_STRIKETHROUGH | QUIRE_ATTR_OVERLINE);
    if (tile == ATLAS_TILE_BLANK)
        return;
    if (record->tile == ATLAS_TILE_BLANK && !(lines && record->foreground != color)) {
        record->tile = tile;
        record->foreground = color;
        return;
    }
    struct rich_record *rich = make_rich(scratch, col);
    if (rich->tile_a == ATLAS_TILE_BLANK) {
        rich->tile_a = tile;
        rich->color_a = color;
    } else if (rich->tile_b == ATLAS_TILE_BLANK) {
        rich->tile_b = tile;
        rich->color_b = color;
    }
}

/* The colour of what reaches from one cell into another. Selection and block cursor end at the edge of a cell: behind
 * it stands the colour of the text itself, and in a cell that is marked the colour that can be read there. */
static uint32_t reaching_color(struct cell_scratch *scratch, uint32_t from, uint32_t to) {
    const struct cell_record *target = &scratch->records[to * scratch->scale];
    struct cell_record text, plain;
    color_text(scratch, &scratch->cells[from], &text);
    color_text(scratch, &scratch->cells[to], &plain);
    return (target->background & 0xFFFFFF) != plain.background ? target->foreground : text.foreground;
}

/* Own tiles first, so that neighbours only take places that stay free. */
static void place_tiles(struct cell_scratch *scratch, bool own) {
    for (uint32_t cell = 0; cell < scratch->count; cell++) {
        const struct font_glyph *glyph = scratch->glyphs[cell];
        uint32_t col = cell * scratch->scale, end = col + (scratch->cells[cell].width == 2 ? 2 : 1) * scratch->scale;
        for (int i = 0; i < glyph->count; i++) {
            int64_t at = (int64_t)col + glyph->first + i;
            bool inside = at >= col && at < end;
            if (at < 0 || at >= scratch->count * scratch->scale || inside != own)
                continue;
            if (own)
                scratch->records[at].tile = glyph->tile[i];
            else
                reach_over(scratch, (uint32_t)at, glyph->tile[i],
                           reaching_color(scratch, cell, (uint32_t)at / scratch->scale));
        }
    }
}

/* The enum quire_underline that a cell is drawn with. */
static unsigned underline_of(const struct cell_view *view, const struct cell_scratch *scratch, uint32_t at) {
    const struct quire_frame_cell *cell = &scratch->cells[at];
    if (is_blinked_out(view, cell))
        return QUIRE_UNDERLINE_NONE;
    if (cell->underline == QUIRE_UNDERLINE_NONE) {
        uint8_t marks = view->underlining ? marks_of(scratch, at) : 0;
        return marks ? highlight_look_of(view->looks, marks).underline : QUIRE_UNDERLINE_NONE;
    }
    return cell->underline <= QUIRE_UNDERLINE_DASHED ? cell->underline : QUIRE_UNDERLINE_SINGLE;
}

/* Is it written in letters whose descenders an underline is to keep clear of? Not ideographs and pictures, which stand
 * in the way of all of it, nor lines, blocks and symbols, nor what is itself an underline. */
static bool has_descenders(const struct quire_frame_cell *cell) {
    return cell->text_length && cell->width == 1 && cell->text[0] < 0x2190 && cell->text[0] != '_';
}

/* The underline of one of the columns of a cell; the tiles of the text are known. */
static void underline_column(const struct cell_view *view, struct cell_scratch *scratch, uint32_t col) {
    const struct quire_frame_cell *cell = &scratch->cells[col / scratch->scale];
    unsigned kind = underline_of(view, scratch, col / scratch->scale);
    if (!kind)
        return;
    struct rich_record *rich = &scratch->rich[col];
    struct font_underline underline = {(enum font_decoration)(FONT_UNDERLINE_SINGLE + kind - 1),
                                       scratch->size,
                                       col / scratch->scale * scratch->scale,
                                       col % scratch->scale,
                                       {0}};
    if (view->settings.underline_skip_ink && has_descenders(cell)) {
        const uint32_t inks[FONT_UNDERLINE_INKS] = {scratch->records[col].tile, rich->tile_a, rich->tile_b};
        memcpy(underline.inks, inks, sizeof inks);
    }
    rich->underline_tile = font_set_underline(view->fonts, &underline);
}

/* Decorations of one of the columns of a cell; an underline's colour alone. */
static void decorate(const struct cell_view *view, struct cell_scratch *scratch, uint32_t col) {
    const struct quire_frame_cell *cell = &scratch->cells[col / scratch->scale];
    uint32_t side = col % scratch->scale;
    bool out = is_blinked_out(view, cell);
    unsigned lines =
        (cell->attributes & QUIRE_ATTR_STRIKETHROUGH ? 1u : 0) | (cell->attributes & QUIRE_ATTR_OVERLINE ? 2u : 0);
    bool own_color = cell->underline && cell->underline_color != cell->foreground;
    if (underline_of(view, scratch, col / scratch->scale)) {
        struct rich_record *rich = make_rich(scratch, col);
        rich->underline_color = own_color ? cell->underline_color & 0xFFFFFF : scratch->records[col].foreground;
    }
    if (lines && !out)
        make_rich(scratch, col)->line_tile =
            font_set_decoration(view->fonts, (enum font_decoration)(FONT_STRIKE + lines - 1), scratch->size, side);
}

static enum font_decoration cursor_tile(const struct cell_view *view, const struct quire_frame_cell *cell) {
    switch (view->cursor.shape) {
    case CELL_CURSOR_UNDERLINE:
        return FONT_CURSOR_UNDERLINE;
    case CELL_CURSOR_BAR:
        return FONT_CURSOR_BAR;
    default:
        return cell->width == 1 ? FONT_CURSOR_HOLLOW : cell->width ? FONT_CURSOR_HOLLOW_LEFT : FONT_CURSOR_HOLLOW_RIGHT;
    }
}

static void draw_cursor(const struct cell_view *view, struct cell_scratch *scratch, uint32_t col) {
    struct cell_record *record = &scratch->records[col];
    const struct quire_frame_cell *cell = &scratch->cells[col / scratch->scale];
    if (view->cursor.shape == CELL_CURSOR_BAR && cell->width == 0)
        return;
    uint32_t ground = record->background & 0xFFFFFF;
    uint32_t color = cell_color_of(view->cursor.color, record->foreground, ground, record->foreground);
    if (color == ground)
        color = view->foreground;
    make_rich(scratch, col)->cursor_tile =
        font_set_decoration(view->fonts, cursor_tile(view, cell), scratch->size, col % scratch->scale);
    record->rich |= color;
}

/* Does a highlight give the cell a ground? */
static bool is_highlit(const struct cell_view *view, const struct cell_scratch *scratch, uint32_t at) {
    uint8_t marks = marks_of(scratch, at);
    struct highlight_look look = highlight_look_of(view->looks, marks);
    return (marks & 1u << HIGHLIGHT_SELECTION) || (marks && (look.swap || look.background != HIGHLIGHT_COLOR_NONE));
}

/* Does what is behind the window show through the cell? Only where nobody gave it a background: no program, and no
 * highlight; what is selected is opaque in any case. */
static bool is_clear(const struct cell_view *view, const struct cell_scratch *scratch, uint32_t at) {
    const struct quire_frame_cell *cell = &scratch->cells[at];
    return cell->default_background && !(cell->attributes & QUIRE_ATTR_INVERSE) && !is_highlit(view, scratch, at);
}

/* The colours of all columns; of an odd number the last one of a row of double size is empty. */
static void color_row(const struct cell_view *view, uint32_t row, struct cell_scratch *scratch) {
    cell_color_memory_set(&scratch->readable, view->settings.minimum_contrast);
    uint32_t end = scratch->count * scratch->scale;
    for (uint32_t col = 0; col < end; col++) {
        uint32_t cell = col / scratch->scale;
        bool block = view->cursor.shape == CELL_CURSOR_BLOCK && cursor_covers(view, scratch, row, cell);
        color_cell(view, scratch, cell, block, &scratch->records[col]);
        if (view->clear && !block && is_clear(view, scratch, cell))
            scratch->records[col].background |= view->clear;
    }
    for (uint32_t col = end; col < view->cols; col++)
        scratch->records[col] =
            (struct cell_record){view->background | view->clear, view->foreground, ATLAS_TILE_BLANK, 0};
}

/* ---- what reaches into the rows above and below */

static uint32_t hash_word(uint32_t hash, uint32_t word) {
    return (hash ^ word) * 0x01000193u;
}

static uint32_t hash_reach(uint32_t hash, const struct font_reach *reach, uint32_t cell, uint32_t color) {
    hash = hash_word(hash_word(hash | 1, cell), color);
    hash = hash_word(hash, (uint32_t)reach->first);
    for (int i = 0; i < reach->count; i++)
        hash = hash_word(hash, reach->tile[i]);
    return hash ? hash : 1;
}

/* What the row's letters have for the rows beside it; nothing in a row of double size. */
static void hash_reaches(struct cell_scratch *scratch) {
    scratch->reach[FONT_REACH_UP] = scratch->reach[FONT_REACH_DOWN] = 0;
    for (uint32_t cell = 0; cell < scratch->count && scratch->scale == 1; cell++) {
        for (int direction = 0; direction < FONT_REACHES; direction++) {
            const struct font_reach *reach = &scratch->glyphs[cell]->reach[direction];
            if (reach->count)
                scratch->reach[direction] =
                    hash_reach(scratch->reach[direction], reach, cell, scratch->records[cell].foreground);
        }
    }
}

void cell_build_reach(const struct cell_view *view, uint32_t row, int direction, struct cell_scratch *scratch,
                      struct cell_scratch *beside) {
    uint32_t from = direction == FONT_REACH_UP ? row + 1 : row - 1;
    measure(view, from, beside);
    if (scratch->scale != 1 || beside->scale != 1)
        return;
    fetch(view, from, beside);
    mark(view, from, beside);
    color_row(view, from, beside);
    layout(view, from, beside);
    for (uint32_t cell = 0; cell < beside->count; cell++) {
        const struct font_reach *reach = &beside->glyphs[cell]->reach[direction];
        for (int i = 0; i < reach->count; i++) {
            int64_t at = (int64_t)cell + reach->first + i;
            if (at >= 0 && at < scratch->count)
                reach_over(scratch, (uint32_t)at, reach->tile[i], beside->records[cell].foreground);
        }
    }
}

/* ---- images */

/* What a column does to images that lie over it. */
static uint32_t image_flags(const struct cell_view *view, const struct cell_scratch *scratch, uint32_t row,
                            uint32_t col) {
    uint32_t cell = col / scratch->scale;
    if (cell >= scratch->count)
        return 0;
    bool block = view->cursor.shape == CELL_CURSOR_BLOCK && cursor_covers(view, scratch, row, cell);
    return (is_clear(view, scratch, cell) ? 0 : CELL_IMAGE_GROUND) | (block ? CELL_IMAGE_HIDE : 0) |
           (is_highlit(view, scratch, cell) ? CELL_IMAGE_TINT : 0) |
           (scratch->rich[col].cursor_tile != ATLAS_TILE_BLANK ? CELL_IMAGE_CURSOR : 0);
}

/* Columns whose text lies over an image. */
static void flag_under(const struct image_span *span, struct cell_scratch *scratch) {
    for (uint32_t col = span->cells.col_from; col < span->cells.col_to; col++) {
        uint32_t *flags = &scratch->records[col].rich;
        if (!(*flags & CELL_IMAGE_HIDE) && (!span->above_text || (*flags & CELL_IMAGE_CURSOR)))
            *flags |= CELL_IMAGE_UNDER;
    }
}

static void flag_images(const struct cell_view *view, uint32_t row, struct cell_scratch *scratch) {
    for (uint32_t col = 0; col < view->cols; col++)
        scratch->records[col].rich |= image_flags(view, scratch, row, col);
    for (uint32_t i = 0; i < view->images->count; i++) {
        const struct image_span *span = &view->images->spans[i];
        if (row >= span->cells.row_from && row < span->cells.row_to)
            flag_under(span, scratch);
    }
}

void cell_build_row(const struct cell_view *view, uint32_t row, struct cell_scratch *scratch) {
    scratch->rich_count = 0;
    memset(scratch->rich, 0, view->cols * sizeof *scratch->rich);
    measure(view, row, scratch);
    fetch(view, row, scratch);
    mark(view, row, scratch);
    color_row(view, row, scratch);
    layout(view, row, scratch);
    uint32_t end = scratch->count * scratch->scale;
    for (uint32_t col = 0; col < end; col++)
        decorate(view, scratch, col);
    if (view->cursor.shape > CELL_CURSOR_BLOCK && row == view->cursor.row) {
        for (uint32_t col = 0; col < end; col++) {
            if (cursor_covers(view, scratch, row, col / scratch->scale))
                draw_cursor(view, scratch, col);
        }
    }
    /* Before neighbours' tiles give colours of their own to blank cells. */
    hash_reaches(scratch);
    place_tiles(scratch, true);
    place_tiles(scratch, false);
    for (uint32_t col = 0; col < end; col++)
        underline_column(view, scratch, col);
    if (image_cover_row(view->images, row))
        flag_images(view, row, scratch);
}
