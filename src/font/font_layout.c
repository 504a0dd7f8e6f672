/* font_layout.c - which font shows a cell, in runs where fonts join characters. */
#include <string.h>

#include "font_marks.h"
#include "font_set_parts.h"
#include "sprite.h"

#define CACHE_LIMIT_BYTES ((size_t)16 << 20)
/* Code points of a run for which fonts are chosen together. */
#define RUN_TEXT_MAX 64u
/* As often a choice is made anew because a file turned out to be broken. */
#define CHOICES_MAX 8

/* First word of a cache key. */
enum key { KEY_CELL, KEY_STAMPS, KEY_RUN, KEY_CHOICE, KEY_LACKING };

static const struct font_glyph blank;

/* How a line is drawn: what all cells of a layout have in common. */
struct line_look {
    enum font_style style;
    enum font_line_size size;
};

/* A run of cells that the family lacks, and the fonts chosen for them. */
struct lacking {
    size_t first, count;              /* of the row; count 0: none was looked for yet */
    bool is_alone;                    /* the run is this one cell */
    uint16_t *entries;                /* in the cache; NULL: fonts are being sorted, or no memory */
    const struct font_glyph **glyphs; /* with the entries; NULL: not drawn yet, or what stands behind it decides, too */
};

struct layout {
    struct font_set *set;
    struct line_look look;
    const struct font_row *row;
    struct lacking lacking; /* the run looked for last */
};

/* The glyph of a cell, remembered. */
struct cell_entry {
    const struct font_glyph *glyph; /* NULL: the family lacks it, and the run decides */
    struct font_glyph own;
};

/* Copies an entry that was made elsewhere into the cache; returns its glyph. */
static const struct font_glyph *keep(struct cell_entry *entry, const struct cell_entry *made) {
    *entry = *made;
    if (made->glyph == &made->own)
        entry->glyph = &entry->own;
    return entry->glyph;
}

static unsigned columns_of(const struct font_cell *cell) {
    return cell->width == 2 ? 2 : 1;
}

/* The glyph of shaped stamps: the same stamps are drawn once, whatever text they came from. */
static const struct font_glyph *glyph_of_stamps(struct font_set *set, const struct font_picture *picture) {
    uint32_t key[3 + FONT_STAMPS_MAX * 3] = {KEY_STAMPS, picture->face->number,
                                             (uint32_t)picture->style | picture->columns << 8 |
                                                 (uint32_t)picture->size << 16 | (uint32_t)picture->may_reach << 24 |
                                                 (uint32_t)picture->is_marked << 25 |
                                                 (uint32_t)picture->is_letter << 26};
    uint32_t words = 3;
    for (size_t i = 0; i < picture->count; i++) {
        key[words++] = picture->stamps[i].glyph;
        key[words++] = (uint32_t)picture->stamps[i].x;
        key[words++] = (uint32_t)picture->stamps[i].y;
    }
    struct font_glyph *glyph = font_cache_find(&set->cache, key, words);
    if (glyph)
        return glyph;
    glyph = font_cache_add(&set->cache, key, words, sizeof *glyph);
    if (!glyph)
        return &blank;
    font_raster_draw(&set->raster, &set->atlas, picture, glyph);
    return glyph;
}

static bool face_has_all(const struct font_face *face, const struct font_cell *cell) {
    for (uint32_t i = 0; i < cell->length; i++) {
        if (!font_shape_ignorable(cell->text[i]) && !font_face_shows(face, cell->text[i]))
            return false;
    }
    return true;
}

/* Emoji presentation: asked for by a selector or a joiner, or the default of the wide symbols outside of the CJK
 * blocks (exactly those have Emoji_Presentation). */
static bool wants_emoji(const struct font_cell *cell) {
    uint32_t base = cell->text[0];
    for (uint32_t i = 1; i < cell->length; i++) {
        if (cell->text[i] == 0xFE0E)
            return false;
        if (cell->text[i] == 0xFE0F || cell->text[i] == 0x200D ||
            (cell->text[i] >= 0x1F3FB && cell->text[i] <= 0x1F3FF))
            return true;
    }
    return cell->width == 2 && base >= 0x231A && (base < 0x2E80 || base >= 0x1F000) && base < 0x20000;
}

static bool is_mapped(const struct font_set *set, const struct font_cell *cell) {
    return set->rules.range_count && font_rules_map(&set->rules, cell->text[0]) != FONT_RULE_NONE;
}

/* A font of emoji presentation that has the character: the preferred one, or any other that has colours. */
static struct font_face *emoji_face(struct font_set *set, uint32_t code_point, bool *waits) {
    struct font_order *order = font_finder_order(set->finder);
    struct font_face *face = NULL;
    *waits = !order;
    if (order && order->emoji && font_entry_has(order->emoji, &code_point, 1))
        face = font_set_face(set, order->emoji, waits);
    for (size_t i = 0; order && i < order->count && !face && !*waits; i++) {
        if (order->entries[i].color && font_entry_has(&order->entries[i], &code_point, 1))
            face = font_set_face(set, &order->entries[i], waits);
    }
    return face;
}

/* ---- letters with marks */

/* Draws a cell with a font. False: the font of a mark is being opened. */
static bool draw_cell(struct layout *layout, struct font_face *face, const struct font_cell *cell, bool may_reach,
                      struct cell_entry *entry) {
    struct font_set *set = layout->set;
    struct font_cluster cluster;
    struct font_shaped_cell shaped;
    struct font_mark marks[FONT_LOOSE_MAX];
    size_t count;
    font_cluster_split(face, cell, &cluster);
    if (!font_marks_find(set, face, &cluster, marks, &count))
        return false;
    const struct font_cell core = {cluster.core, cluster.core_length, cell->width};
    font_shape(&set->shaper, face, &core, 1, &shaped);
    if (cluster.is_marked)
        font_shape_gather_marks(face, &shaped);
    const struct font_picture picture = {.face = face,
                                         .stamps = shaped.stamps,
                                         .count = shaped.count,
                                         .advance = shaped.advance,
                                         .columns = columns_of(cell),
                                         .may_reach = may_reach,
                                         .style = layout->look.style,
                                         .size = layout->look.size,
                                         .is_marked = cluster.is_marked,
                                         .is_letter = font_is_letter(cell->text[0]),
                                         .marks = marks,
                                         .mark_count = count};
    entry->glyph = &entry->own;
    if (count)
        font_raster_draw(&set->raster, &set->atlas, &picture, &entry->own);
    else
        entry->glyph = glyph_of_stamps(set, &picture);
    return true;
}

/* Whether the family shows a cell: all of it, or a letter whose marks other fonts have. */
static bool family_shows(const struct font_face *family, const struct font_cell *cell) {
    struct font_cluster cluster;
    if (face_has_all(family, cell))
        return true;
    font_cluster_split(family, cell, &cluster);
    return cluster.is_marked && !cluster.is_attached && font_face_glyph(family, cluster.core[0]);
}

/* ---- cells by themselves */

/* Fills the entry of a cell. False: its font is being found, and nothing is to be remembered. */
static bool make_cell(struct layout *layout, const struct font_cell *cell, struct cell_entry *entry) {
    struct font_set *set = layout->set;
    struct font_face *family = set->family.faces[layout->look.style], *face = NULL;
    bool waits = false;
    entry->glyph = NULL;
    if (is_mapped(set, cell))
        return true;
    if (cell->length == 1 && sprite_has(cell->text[0])) {
        font_set_draw_sprite(set, cell->text[0], columns_of(cell), layout->look.size, &entry->own);
        entry->glyph = &entry->own;
        return true;
    }
    if (wants_emoji(cell))
        face = emoji_face(set, cell->text[0], &waits);
    if (!face && !waits && family_shows(family, cell))
        face = family;
    return !waits && (!face || draw_cell(layout, face, cell, false, entry));
}

static uint32_t key_of_cell(uint32_t *key, enum key kind, struct line_look look, const struct font_cell *cell,
                            uint32_t more) {
    uint32_t length = cell->length < FONT_STAMPS_MAX * 2 ? cell->length : FONT_STAMPS_MAX * 2;
    key[0] = kind;
    key[1] = (uint32_t)look.style | (uint32_t)cell->width << 8 | (uint32_t)look.size << 16;
    key[2] = more;
    memcpy(key + 3, cell->text, length * sizeof *key);
    return 3 + length;
}

#define CELL_KEY_MAX (3 + FONT_STAMPS_MAX * 2)

/* What is known of a cell by itself. NULL: its font is being found, or no memory. */
static struct cell_entry *entry_of_cell(struct layout *layout, const struct font_cell *cell) {
    struct font_set *set = layout->set;
    uint32_t key[CELL_KEY_MAX], words = key_of_cell(key, KEY_CELL, layout->look, cell, 0);
    struct font_cell cut = {cell->text, words - 3, cell->width};
    struct cell_entry *entry = font_cache_find(&set->cache, key, words), made;
    if (entry)
        return entry;
    memset(&made, 0, sizeof made);
    if (!make_cell(layout, &cut, &made)) {
        set->is_waiting = true;
        return NULL;
    }
    entry = font_cache_add(&set->cache, key, words, sizeof *entry);
    if (entry)
        keep(entry, &made);
    return entry;
}

static bool is_blank(const struct font_cell *cell) {
    return !cell->length || !cell->width || (cell->length == 1 && cell->text[0] == ' ');
}

/* ---- cells that the family lacks */

/* Whether a cell takes part in a run; the second column of a wide one does where the first does. */
static bool is_lacking(struct layout *layout, size_t at) {
    const struct font_cell *cells = layout->row->cells;
    if (cells[at].width == 0)
        return at > 0 && cells[at - 1].width == 2 && is_lacking(layout, at - 1);
    if (is_blank(&cells[at]) || is_mapped(layout->set, &cells[at]))
        return false;
    const struct cell_entry *entry = entry_of_cell(layout, &cells[at]);
    return entry && !entry->glyph;
}

/* The end of the piece of a run that begins at `from`: a run is cut where its text is long. */
static size_t piece_end(struct layout *layout, size_t from) {
    const struct font_row *row = layout->row;
    uint32_t length = 0;
    size_t at = from;
    while (at < row->count && (length += row->cells[at].length + 1) <= RUN_TEXT_MAX &&
           ((at > from && row->cells[at].width == 0) || is_lacking(layout, at)))
        at++;
    return at > from ? at : from + 1;
}

/* Finds the run around a cell, from its beginning on, so that it is the same wherever a layout begins. A piece that
 * follows the one before is found from there. */
static void find_lacking(struct layout *layout, size_t at) {
    struct lacking *lacking = &layout->lacking;
    bool follows = lacking->count && lacking->first + lacking->count == at;
    size_t first = at, end;
    while (!follows && first > 0 && is_lacking(layout, first - 1))
        first--;
    size_t begin = first;
    while ((end = piece_end(layout, first)) <= at)
        first = end;
    bool is_alone =
        !follows && first == begin && end == first + 1 && !(end < layout->row->count && is_lacking(layout, end));
    *lacking = (struct lacking){first, end - first, is_alone, NULL, NULL};
}

static bool is_in_run(const struct lacking *lacking, size_t at) {
    return at >= lacking->first && at - lacking->first < lacking->count;
}

/* All that decides how the cells of a run look. */
static uint32_t key_of_run(const struct layout *layout, uint32_t *key) {
    const struct lacking *lacking = &layout->lacking;
    const struct font_cell *cells = layout->row->cells + lacking->first;
    uint32_t words = 2;
    key[0] = KEY_CHOICE;
    key[1] = (uint32_t)layout->look.style | (uint32_t)layout->look.size << 16;
    for (size_t i = 0; i < lacking->count; i++) {
        uint32_t length = cells[i].length < RUN_TEXT_MAX ? cells[i].length : RUN_TEXT_MAX - 1;
        key[words++] = length | (uint32_t)cells[i].width << 16;
        memcpy(key + words, cells[i].text, length * sizeof *key);
        words += length;
    }
    return words;
}

/* The fonts of the run, chosen or remembered, and its glyphs as far as they were drawn. */
static void choose_fonts(struct layout *layout) {
    struct font_set *set = layout->set;
    struct lacking *lacking = &layout->lacking;
    uint32_t key[2 + RUN_TEXT_MAX * 2], words = key_of_run(layout, key);
    size_t size = lacking->count * (sizeof *lacking->glyphs + sizeof *lacking->entries);
    void *run = font_cache_find(&set->cache, key, words);
    struct font_order *order = run ? NULL : font_finder_order(set->finder);
    if (order)
        run = font_cache_add(&set->cache, key, words, size);
    if (!run)
        return;
    lacking->glyphs = run;
    lacking->entries = (uint16_t *)(void *)(lacking->glyphs + lacking->count);
    if (order)
        font_fallback_choose(order, layout->row->cells + lacking->first, lacking->count, lacking->entries);
}

/* What shows a cell that the family lacks. */
struct pick {
    struct font_face *face; /* NULL: the box of missing characters, unless `waits` */
    bool waits;
};

/* The face that is chosen for a cell of the present run, chosen again when a file is broken. */
static struct pick pick_of_run(struct layout *layout, size_t at) {
    struct lacking *lacking = &layout->lacking;
    struct font_order *order = font_finder_order(layout->set->finder);
    const struct font_cell *cells = layout->row->cells + lacking->first;
    struct pick pick = {NULL, !order || !lacking->entries};
    for (int i = 0; i < CHOICES_MAX && !pick.waits && !pick.face; i++) {
        uint16_t chosen = lacking->entries[at - lacking->first];
        if (chosen == FONT_ENTRY_NONE)
            return pick;
        pick.face = font_set_face(layout->set, &order->entries[chosen], &pick.waits);
        if (!pick.face && !pick.waits)
            font_fallback_choose(order, cells, lacking->count, lacking->entries);
    }
    return pick;
}

/* No font has the whole cluster: the family or another font shows what it begins with, others its marks. */
static struct pick pick_base(struct layout *layout, const struct font_cell *cell) {
    struct font_order *order = font_finder_order(layout->set->finder);
    struct font_face *family = layout->set->family.faces[layout->look.style];
    struct pick pick = {NULL, !order};
    const struct font_cell base = {cell->text, 1, cell->width};
    uint16_t chosen = FONT_ENTRY_NONE;
    if (font_face_glyph(family, cell->text[0])) {
        pick = (struct pick){family, false};
    } else if (order) {
        font_fallback_choose(order, &base, 1, &chosen);
        if (chosen != FONT_ENTRY_NONE)
            pick.face = font_set_face(layout->set, &order->entries[chosen], &pick.waits);
    }
    return pick;
}

/* The family that the user maps the character to. */
static struct pick pick_mapped(struct layout *layout, const struct font_cell *cell) {
    struct font_order *order = font_finder_order(layout->set->finder);
    struct pick pick = {NULL, !order};
    struct font_entry *entry =
        order ? font_fallback_mapped(order, font_rules_map(&layout->set->rules, cell->text[0])) : NULL;
    if (entry && font_entry_has(entry, cell->text, 1))
        pick.face = font_set_face(layout->set, entry, &pick.waits);
    if (!pick.face && !pick.waits && face_has_all(layout->set->family.faces[layout->look.style], cell))
        pick.face = layout->set->family.faces[layout->look.style];
    return pick;
}

static struct pick pick_face(struct layout *layout, size_t at) {
    const struct lacking *lacking = &layout->lacking;
    const struct font_cell *cell = &layout->row->cells[at];
    struct pick pick = {NULL, false};
    if (is_mapped(layout->set, cell))
        pick = pick_mapped(layout, cell);
    if (pick.face || pick.waits)
        return pick;
    if (!is_in_run(lacking, at))
        find_lacking(layout, at);
    if (!lacking->entries)
        choose_fonts(layout);
    pick = pick_of_run(layout, at);
    return pick.face || pick.waits ? pick : pick_base(layout, cell);
}

/* Whether a symbol stands alone before a blank cell, which it may reach into. */
static bool may_reach(struct layout *layout, size_t at) {
    const struct font_row *row = layout->row;
    const struct lacking *lacking = &layout->lacking;
    bool mapped = is_mapped(layout->set, &row->cells[at]);
    if (layout->look.size != FONT_SINGLE || row->cells[at].width != 1 || at + 1 >= row->count ||
        row->cells[at + 1].width != 1 || !is_blank(&row->cells[at + 1]))
        return false;
    if (mapped)
        return at == 0 || is_blank(&row->cells[at - 1]) || !is_mapped(layout->set, &row->cells[at - 1]);
    return lacking->first == at && lacking->is_alone;
}

/* A cell without a font: a box, unless it is something that is never seen. */
static void draw_missing(struct layout *layout, const struct font_cell *cell, struct cell_entry *entry) {
    bool seen = !font_shape_ignorable(cell->text[0]) && cell->text[0] > 0xA0;
    if (seen)
        font_set_draw_sprite(layout->set, 0, columns_of(cell), layout->look.size, &entry->own);
    entry->glyph = &entry->own;
}

/* The glyph of a cell by the font that was picked for it. NULL: a font is being found, or no memory. */
static const struct font_glyph *glyph_of_pick(struct layout *layout, size_t at, struct font_face *face) {
    struct font_set *set = layout->set;
    const struct font_cell *cell = &layout->row->cells[at];
    bool reach = face && !face->of_family && may_reach(layout, at);
    uint32_t key[CELL_KEY_MAX];
    uint32_t words = key_of_cell(key, KEY_LACKING, layout->look, cell,
                                 (face ? face->number : FONT_ENTRY_NONE) | (uint32_t)reach << 31);
    struct cell_entry *entry = font_cache_find(&set->cache, key, words);
    if (entry)
        return entry->glyph;
    struct cell_entry made = {.glyph = NULL};
    const struct font_cell cut = {cell->text, words - 3, cell->width};
    if (!face) {
        draw_missing(layout, &cut, &made);
    } else if (!draw_cell(layout, face, &cut, reach, &made)) {
        set->is_waiting = true;
        return NULL;
    }
    entry = font_cache_add(&set->cache, key, words, sizeof *entry);
    return entry ? keep(entry, &made) : NULL;
}

static const struct font_glyph *glyph_of_lacking(struct layout *layout, size_t at) {
    const struct lacking *lacking = &layout->lacking;
    struct pick pick = pick_face(layout, at);
    const struct font_glyph *glyph = pick.waits ? NULL : glyph_of_pick(layout, at, pick.face);
    layout->set->is_waiting |= pick.waits;
    if (glyph && lacking->glyphs && is_in_run(lacking, at) && !lacking->is_alone)
        lacking->glyphs[at - lacking->first] = glyph;
    return glyph ? glyph : &blank;
}

/* The glyph that was drawn for a cell of the present run. NULL: it was not. */
static const struct font_glyph *drawn_in_run(const struct layout *layout, size_t at) {
    const struct lacking *lacking = &layout->lacking;
    return lacking->glyphs && is_in_run(lacking, at) ? lacking->glyphs[at - lacking->first] : NULL;
}

/* ---- rows */

/* The glyph of one cell by itself. */
static const struct font_glyph *glyph_of_cell(struct layout *layout, size_t at) {
    struct font_set *set = layout->set;
    const struct font_cell *cell = &layout->row->cells[at];
    if (is_blank(cell))
        return &blank;
    bool latin =
        cell->length == 1 && cell->text[0] < FONT_LATIN && cell->width == 1 && layout->look.size == FONT_SINGLE;
    const struct font_glyph **short_cut = latin ? &set->latin[layout->look.style][cell->text[0]] : NULL;
    if (short_cut && *short_cut)
        return *short_cut;
    const struct font_glyph *drawn = drawn_in_run(layout, at);
    const struct cell_entry *entry = drawn ? NULL : entry_of_cell(layout, cell);
    if (!entry)
        return drawn ? drawn : &blank;
    if (!entry->glyph)
        return glyph_of_lacking(layout, at);
    if (short_cut)
        *short_cut = entry->glyph;
    return entry->glyph;
}

/* Letters that are written from right to left. Cells stand in the order in which the program sends them, mostly that of
 * reading, and nothing here turns it: joined forms would meet the wrong neighbour, and an alef before a lam would
 * become the ligature of a lam before an alef. Each stands by itself. */
static bool is_right_to_left(uint32_t code_point) {
    return (code_point >= 0x0590 && code_point <= 0x08FF) || (code_point >= 0xFB1D && code_point <= 0xFDFF) ||
           (code_point >= 0xFE70 && code_point <= 0xFEFF) || (code_point >= 0x10800 && code_point <= 0x10FFF) ||
           (code_point >= 0x1E800 && code_point <= 0x1EFFF);
}

/* Whether a cell can take part in a ligature. */
static bool joins(const struct font_set *set, const struct font_cell *cell, enum font_style style) {
    const struct font_face *face = set->family.faces[style];
    return cell->width == 1 && cell->length == 1 && cell->text[0] > ' ' && !sprite_has(cell->text[0]) &&
           font_joining_has(&face->joining, cell->text[0]) && !is_mapped(set, cell) &&
           !is_right_to_left(cell->text[0]) && font_face_glyph(face, cell->text[0]);
}

static const struct font_glyph *glyph_in_run(struct layout *layout, const struct font_cell *cell,
                                             const struct font_shaped_cell *shaped) {
    const struct font_picture picture = {.face = layout->set->family.faces[layout->look.style],
                                         .stamps = shaped->stamps,
                                         .count = shaped->count,
                                         .advance = shaped->advance,
                                         .columns = 1,
                                         .style = layout->look.style,
                                         .size = FONT_SINGLE,
                                         .is_marked = font_mark_is_accented(cell->text[0])};
    return shaped->count ? glyph_of_stamps(layout->set, &picture) : &blank;
}

/* Shapes up to FONT_RUN_MAX cells of a line of single size together. */
static void layout_run(struct layout *layout, const struct font_cell *cells, size_t count,
                       const struct font_glyph **glyphs) {
    struct font_set *set = layout->set;
    struct font_shaped_cell shaped[FONT_RUN_MAX];
    uint32_t key[2 + FONT_RUN_MAX] = {KEY_RUN, (uint32_t)layout->look.style};
    for (size_t i = 0; i < count; i++)
        key[2 + i] = cells[i].text[0];
    const struct font_glyph **found = font_cache_find(&set->cache, key, (uint32_t)(2 + count));
    if (!found) {
        font_shape(&set->shaper, set->family.faces[layout->look.style], cells, count, shaped);
        found = font_cache_add(&set->cache, key, (uint32_t)(2 + count), count * sizeof(const struct font_glyph *));
        for (size_t i = 0; i < count; i++) {
            glyphs[i] = glyph_in_run(layout, &cells[i], &shaped[i]);
            if (found)
                found[i] = glyphs[i];
        }
        return;
    }
    memcpy(glyphs, found, count * sizeof(const struct font_glyph *));
}

/* Takes apart the ligature that the cursor is on: the cells around it that look otherwise than they do alone. */
static void break_ligature(struct layout *layout, size_t first, size_t count, const struct font_glyph **glyphs) {
    size_t cursor = layout->row->cursor;
    if (layout->set->ligatures != FONT_LIGATURES_CURSOR || cursor < first || cursor >= first + count)
        return;
    if (glyphs[cursor - first] == glyph_of_cell(layout, cursor))
        return;
    for (size_t at = cursor; at < first + count; at++) {
        const struct font_glyph *alone = glyph_of_cell(layout, at);
        if (glyphs[at - first] == alone)
            break;
        glyphs[at - first] = alone;
    }
    for (size_t at = cursor; at > first; at--) {
        const struct font_glyph *alone = glyph_of_cell(layout, at - 1);
        if (glyphs[at - 1 - first] == alone)
            break;
        glyphs[at - 1 - first] = alone;
    }
}

/* Flushes a full atlas, and a full cache: before the first glyph is handed out, never in between. */
static void make_room(struct font_set *set, size_t count, enum font_line_size size) {
    uint32_t columns = font_size_columns(size);
    /* Of a cell: its glyph, what reaches over, an underline. */
    uint32_t room = (uint32_t)(count < 1024 ? count : 1024) * 4 * columns + FONT_DECORATIONS * columns;
    bool worn = set->cache.bytes > CACHE_LIMIT_BYTES || !glyph_atlas_has_room(&set->atlas, room);
    if (worn && set->atlas.count > 1 &&
        glyph_atlas_reset(&set->atlas, set->metrics.cell_width, set->metrics.cell_height))
        font_set_forget(set);
}

void font_set_layout_part(struct font_set *set, enum font_style style, enum font_line_size size,
                          const struct font_row *row, size_t first, size_t count, const struct font_glyph **glyphs) {
    struct layout layout = {set, {style, size}, row, {0, 0, false, NULL, NULL}};
    make_room(set, count, size);
    bool runs = set->ligatures != FONT_LIGATURES_OFF && set->family.faces[style]->ligatures && size == FONT_SINGLE;
    for (size_t at = first; at < first + count;) {
        size_t end = at;
        while (runs && end < first + count && end - at < FONT_RUN_MAX && joins(set, &row->cells[end], style))
            end++;
        if (end - at > 1) {
            layout_run(&layout, row->cells + at, end - at, glyphs + (at - first));
            break_ligature(&layout, at, end - at, glyphs + (at - first));
            at = end;
        } else {
            glyphs[at - first] = glyph_of_cell(&layout, at);
            at++;
        }
    }
}

void font_set_layout(struct font_set *set, enum font_style style, enum font_line_size size,
                     const struct font_cell *cells, size_t count, const struct font_glyph **glyphs) {
    const struct font_row row = {cells, count, FONT_NO_CURSOR};
    font_set_layout_part(set, style, size, &row, 0, count, glyphs);
}
