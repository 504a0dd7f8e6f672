/* Pictures: fonts of fontconfig by Xft, and the rows of a frame that changed. Without a shaper: marks stand over their
 * base, and what joins several emoji into one picture shows the first. */
#include "x11_host.h"

#include <quire/width.h>

enum { GLYPHS = 16 }; /* of a cluster */

static XftFont *open_font(const struct host *host, unsigned face, uint32_t code_point) {
    FcPattern *wanted = FcPatternDuplicate(host->font), *found;
    FcCharSet *characters = FcCharSetCreate();
    FcResult result;
    if (face & BOLD)
        FcPatternDel(wanted, FC_WEIGHT), FcPatternAddInteger(wanted, FC_WEIGHT, FC_WEIGHT_BOLD);
    if (face & ITALIC)
        FcPatternDel(wanted, FC_SLANT), FcPatternAddInteger(wanted, FC_SLANT, FC_SLANT_ITALIC);
    if (face & EMOJI)
        FcPatternAddBool(wanted, FC_COLOR, FcTrue);
    if (code_point != 0 && FcCharSetAddChar(characters, code_point))
        FcPatternAddCharSet(wanted, FC_CHARSET, characters);
    FcConfigSubstitute(NULL, wanted, FcMatchPattern);
    XftDefaultSubstitute(host->display, host->screen, wanted);
    found = FcFontMatch(NULL, wanted, &result);
    FcCharSetDestroy(characters);
    FcPatternDestroy(wanted);
    return found ? XftFontOpenPattern(host->display, found) : NULL;
}

static XftFont *find_font(struct host *host, unsigned face, uint32_t code_point) {
    XftFont *font = host->faces[face % FACES];
    if (!(face & EMOJI) && XftCharExists(host->display, font, code_point))
        return font;
    for (unsigned i = 0; i < host->fallback_count; i++) {
        const struct fallback *known = &host->fallbacks[i];
        if (known->face == face &&
            (known->code_point == code_point || XftCharExists(host->display, known->font, code_point)))
            return known->font;
    }
    XftFont *other = host->fallback_count < FONTS ? open_font(host, face, code_point) : NULL;
    if (!other)
        return font;
    host->fallbacks[host->fallback_count++] = (struct fallback){other, face, code_point};
    return other;
}

void load_fonts(struct host *host, const char *name) {
    host->font = FcNameParse((const FcChar8 *)name);
    for (unsigned face = 0; face < FACES; face++) {
        host->faces[face] = host->font ? open_font(host, face, 0) : NULL;
        if (!host->faces[face])
            die("no such font");
    }
    host->cell_width = host->faces[0]->max_advance_width;
    host->cell_height = host->faces[0]->ascent + host->faces[0]->descent;
}

struct look {
    uint32_t ink, paper, line;
};

static XftColor color_of(const struct host *host, uint32_t rgb) {
    XRenderColor value = {(uint16_t)((rgb >> 16 & 255) * 257), (uint16_t)((rgb >> 8 & 255) * 257),
                          (uint16_t)((rgb & 255) * 257), 0xFFFF};
    XftColor color;
    XftColorAllocValue(host->display, DefaultVisual(host->display, host->screen),
                       DefaultColormap(host->display, host->screen), &value, &color); /* asks nobody on TrueColor */
    return color;
}

static void fill(const struct host *host, int x, int y, int width, int height, uint32_t rgb) {
    XftColor color = color_of(host, rgb);
    XftDrawRect(host->canvas, &color, x, y, (unsigned)width, (unsigned)height);
}

/* Inverse, dim, invisible, selected and under the cursor: the terminal leaves it to us what they look like. */
static struct look look_of(const struct quire_frame_info *info, const struct quire_frame_cell *cell, bool cursor) {
    struct look look = {cell->foreground, cell->background, cell->underline_color};
    if (cell->attributes & QUIRE_ATTR_INVERSE)
        look = (struct look){look.paper, look.ink, look.line == look.ink ? look.paper : look.line};
    if (cell->attributes & QUIRE_ATTR_DIM)
        look.ink = (look.ink >> 1 & 0x7F7F7F) + (look.paper >> 1 & 0x7F7F7F);
    if (cell->selected) /* one pair of colours, whatever stands there: to be read, and to be seen as one */
        look = (struct look){info->background, info->foreground, info->background};
    if (cursor) {
        uint32_t ink = look.ink;
        look.ink = info->cursor_text <= 0xFFFFFF ? info->cursor_text : look.paper;
        look.paper = info->cursor_color <= 0xFFFFFF ? info->cursor_color : ink;
    }
    if (cell->attributes & QUIRE_ATTR_INVISIBLE)
        look.ink = look.line = look.paper;
    return look;
}

/* The glyphs of a cluster, without a shaper: marks stand over their base, in its font; what the columns have no room
 * for (the other members of a joined emoji) is not drawn. */
static void draw_text(struct host *host, const struct quire_frame_cell *cell, int x, int y, uint32_t rgb) {
    XftGlyphFontSpec glyphs[GLYPHS];
    XGlyphInfo size;
    XftFont *font = NULL;
    XftColor color = color_of(host, rgb);
    uint32_t columns = 0;
    int count = 0, advance = 0, left = x;
    unsigned face =
        (cell->attributes & QUIRE_ATTR_BOLD ? BOLD : 0) | (cell->attributes & QUIRE_ATTR_ITALIC ? ITALIC : 0);
    for (uint32_t i = 0; i < cell->text_length && count < GLYPHS; i++) {
        uint32_t code_point = cell->text[i], own = quire_code_point_columns(code_point, false);
        bool emoji = code_point >= 0x1F000 || (i + 1 < cell->text_length && cell->text[i + 1] == 0xFE0F);
        if (columns + own > cell->width && i > 0)
            break;
        if (own > 0 || i == 0) {
            font = find_font(host, emoji ? EMOJI : face, code_point);
            left = x + (int)columns * host->cell_width;
        } else if (!XftCharExists(host->display, font, code_point)) {
            continue; /* a selector or joiner, or a mark that is nowhere */
        }
        FT_UInt glyph = XftCharIndex(host->display, font, code_point);
        XftGlyphExtents(host->display, font, &glyph, 1, &size);
        if (own > 0) {
            int room = (int)(i == 0 ? cell->width : own) * host->cell_width;
            if (font != host->faces[face])
                left += (room - size.xOff) / 2;
            advance = size.xOff;
        }
        int offset = own == 0 && size.xOff == 0 ? advance : 0; /* such marks reach back over what is before them */
        glyphs[count++] = (XftGlyphFontSpec){font, glyph, (short)(left + offset), (short)(y + host->faces[0]->ascent)};
        columns += own;
    }
    XftDrawGlyphFontSpec(host->canvas, &color, glyphs, count);
}

/* A wave, dots and dashes are made of columns of a pixel; `step` counts from the left of the window, so that they meet.
 */
static void draw_underline(const struct host *host, enum quire_underline kind, int x, int y, int width, uint32_t rgb) {
    static const int wave[] = {0, 0, 1, 2, 2, 1};
    y += host->faces[0]->ascent + 1;
    if (kind == QUIRE_UNDERLINE_SINGLE || kind == QUIRE_UNDERLINE_DOUBLE)
        fill(host, x, y, width, 1, rgb);
    if (kind == QUIRE_UNDERLINE_DOUBLE)
        fill(host, x, y + 2, width, 1, rgb);
    for (int step = x; kind >= QUIRE_UNDERLINE_CURLY && step < x + width; step++) {
        if (kind == QUIRE_UNDERLINE_CURLY)
            fill(host, step, y + wave[step % 6], 1, 1, rgb);
        else if (kind == QUIRE_UNDERLINE_DOTTED ? step % 3 == 0 : step % 6 < 3)
            fill(host, step, y, 1, 1, rgb);
    }
}

static void draw_cursor(const struct host *host, const struct quire_frame_info *info, int x, int y, int width,
                        uint32_t rgb) {
    int height = host->cell_height;
    if (info->cursor_shape == QUIRE_CURSOR_BAR)
        fill(host, x, y, 2, height, rgb);
    else if (info->cursor_shape == QUIRE_CURSOR_UNDERLINE)
        fill(host, x, y + height - 2, width, 2, rgb);
    else if (!host->focused) { /* a frame; with the focus the cell has the cursor's colours */
        fill(host, x, y, width, 1, rgb);
        fill(host, x, y + height - 1, width, 1, rgb);
        fill(host, x, y, 1, height, rgb);
        fill(host, x + width - 1, y, 1, height, rgb);
    }
}

static void draw_row(struct host *host, const struct quire_frame_info *info, uint32_t row) {
    uint32_t count = quire_frame_row(host->frame, row, host->cells, host->cols);
    int column = quire_frame_row_size(host->frame, row) == QUIRE_ROW_SINGLE ? host->cell_width : 2 * host->cell_width;
    int y = BORDER_PX + (int)row * host->cell_height, line = host->faces[0]->ascent;
    XRectangle clip = {0, (short)y, (unsigned short)host->width, (unsigned short)host->cell_height};
    bool here = info->cursor_visible && info->cursor_row == row;
    bool block = here && host->focused && info->cursor_shape == QUIRE_CURSOR_BLOCK;
    XftDrawSetClipRectangles(host->canvas, 0, 0, &clip, 1); /* letters that lean out leave nothing in other rows */
    for (int layer = 0; layer < 2; layer++) {               /* all paper lies under all ink */
        for (uint32_t col = 0; col < count; col++) {
            const struct quire_frame_cell *cell = &host->cells[col];
            struct look look = look_of(info, cell, block && col == info->cursor_col);
            int x = BORDER_PX + (int)col * column, width = cell->width * column;
            if (width == 0)
                continue;
            if (layer == 0) {
                fill(host, x, y, width, host->cell_height, look.paper);
                continue;
            }
            if (cell->text_length > 0)
                draw_text(host, cell, x, y, look.ink);
            draw_underline(host, cell->underline, x, y, width, look.line);
            if (cell->attributes & QUIRE_ATTR_STRIKETHROUGH)
                fill(host, x, y + line * 2 / 3, width, 1, look.ink);
            if (cell->attributes & QUIRE_ATTR_OVERLINE)
                fill(host, x, y, width, 1, look.ink);
            if (here && col == info->cursor_col)
                draw_cursor(host, info, x, y, width, info->cursor_color <= 0xFFFFFF ? info->cursor_color : look.ink);
        }
    }
    XftDrawSetClip(host->canvas, NULL);
}

void show(const struct host *host) {
    XCopyArea(host->display, host->picture, host->window, host->gc, 0, 0, (unsigned)host->width, (unsigned)host->height,
              0, 0);
}

/* Moves what only stands elsewhere than it was drawn. */
static struct quire_frame_move move_rows(const struct host *host) {
    struct quire_frame_move move = QUIRE_FRAME_MOVE_INIT;
    if (host->empty || quire_frame_moved(host->frame, &move) != QUIRE_OK || move.rows == 0)
        return (struct quire_frame_move)QUIRE_FRAME_MOVE_INIT;
    int to = BORDER_PX + (int)move.row * host->cell_height;
    XCopyArea(host->display, host->picture, host->picture, host->gc, 0, to + move.by * host->cell_height,
              (unsigned)host->width, move.rows * (unsigned)host->cell_height, 0, to);
    return move;
}

/* Draws the rows that changed, and those with the old cursor and the new one: it is no part of a row. */
void draw(struct host *host) {
    struct quire_frame_info info = QUIRE_FRAME_INFO_INIT;
    host->stale = false;
    if (quire_frame_update(host->frame, host->terminal) != QUIRE_OK ||
        quire_frame_get_info(host->frame, &info) != QUIRE_OK)
        return;
    bool all = info.all_changed || host->empty;
    struct quire_frame_move move = move_rows(host);
    if (all)
        fill(host, 0, 0, host->width, host->height, info.background);
    for (uint32_t row = 0; row < info.rows; row++) {
        bool moved = row >= move.row && row - move.row < move.rows;
        uint32_t was = moved ? (uint32_t)((int32_t)row + move.by) : row;
        if (all || (!moved && quire_frame_row_changed(host->frame, row)) || row == info.cursor_row ||
            was == host->cursor_row)
            draw_row(host, &info, row);
    }
    host->cursor_row = info.cursor_row;
    host->empty = false;
    quire_frame_drawn(host->frame);
    show(host);
}
