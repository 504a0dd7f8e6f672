/* test_images_model.c - the store against a naive one that looks at everything each time: 100,000 random operations,
 * and after each of them the budget to the byte. */
#include "images.h"
#include "placements.h"

#include "image_kit.h"

#define IMAGES 400u
#define FRAMES 6u
#define STRIPS 4000u
#define POOL 24u
#define LINES 40u
#define COLS 70u
#define MOVED 1000u

/* --- contents that programs send -----------------------------------------------------------------------------------
 */

static struct {
    struct qr_content *content;
    uint64_t plain, packed; /* costs; equal: it does not become smaller */
} pool[POOL];

static void make_pool(void) {
    for (uint32_t i = 0; i < POOL; i++) {
        uint32_t side = 8 + i % 3 * 8, bytes = side * side * 4;
        CHECK_INT(qr_content_create(&kit_allocator, QR_CONTENT_RGBA, side, side, bytes, &pool[i].content), QUIRE_OK);
        for (uint32_t at = 0; at < bytes; at++)
            pool[i].content->bytes[at] = (uint8_t)(i % 2 ? i : kit_random(256));
        pool[i].content->bytes[0] = (uint8_t)i;
        struct qr_content *packed = qr_content_pack(pool[i].content);
        pool[i].plain = qr_content_bytes(pool[i].content) + QR_COST_CONTENT;
        pool[i].packed = packed ? qr_content_bytes(packed) + QR_COST_CONTENT : pool[i].plain;
        qr_content_release(packed);
    }
}

static void drop_pool(void) {
    for (uint32_t i = 0; i < POOL; i++)
        qr_content_release(pool[i].content);
}

/* A copy, as a program would send it again. */
static struct qr_content *sent(uint32_t which) {
    struct qr_content *content = NULL;
    const struct qr_content *from = pool[which].content;
    CHECK_INT(qr_content_create(&kit_allocator, QR_CONTENT_RGBA, from->width, from->height, from->length, &content),
              QUIRE_OK);
    memcpy(content->bytes, from->bytes, from->length);
    return content;
}

/* --- the naive store ------------------------------------------------------------------------------------------------
 */

struct m_placement {
    bool used;
    uint32_t image; /* index */
    uint64_t serial;
    enum qr_placement_kind kind;
    uint32_t id, cols, rows;
    uint64_t parent;
    uint32_t parent_id;
};

struct m_strip {
    bool used;
    uint32_t placement;
    uint64_t line, column;
    uint32_t row, from, cols;
};

struct m_image {
    bool used;
    uint64_t key, stamp, seen;
    uint32_t id, number, side, frames, current;
    bool alternate, transient;
    int32_t content[FRAMES]; /* -1: none */
};

static struct {
    struct m_image images[IMAGES];
    struct m_placement placements[IMAGES];
    struct m_strip strips[STRIPS];
    bool packed[POOL];
    uint64_t budget, reserved, key, serial, stamp, clock, packed_until;
} m;

static struct qr_images *store;

static bool m_uses(uint32_t content) {
    for (uint32_t i = 0; i < IMAGES; i++) {
        for (uint32_t f = 0; m.images[i].used && f < m.images[i].frames; f++) {
            if (m.images[i].content[f] == (int32_t)content)
                return true;
        }
    }
    return false;
}

static uint32_t m_uses_of(uint32_t content) {
    uint32_t uses = 0;
    for (uint32_t i = 0; i < IMAGES; i++) {
        for (uint32_t f = 0; m.images[i].used && f < m.images[i].frames; f++)
            uses += m.images[i].content[f] == (int32_t)content;
    }
    return uses;
}

static uint64_t m_cost(uint32_t content) {
    return m.packed[content] ? pool[content].packed : pool[content].plain;
}

/* All that counts: of one image alone, or (IMAGES) of all. `also`: a content that is held besides, or -1. */
static uint64_t m_bytes(uint32_t only, int32_t also) {
    uint64_t bytes = m.reserved;
    bool counted[POOL] = {false};
    if (also >= 0)
        counted[also] = true;
    for (uint32_t i = 0; i < IMAGES; i++) {
        const struct m_image *image = &m.images[i];
        if (!image->used || (only != IMAGES && only != i))
            continue;
        bytes += QR_COST_IMAGE + image->frames * QR_COST_FRAME;
        for (uint32_t f = 0; f < image->frames; f++) {
            if (image->content[f] >= 0)
                counted[image->content[f]] = true;
        }
    }
    for (uint32_t i = 0; i < POOL; i++)
        bytes += counted[i] ? m_cost(i) : 0;
    for (uint32_t i = 0; i < IMAGES; i++)
        bytes += m.placements[i].used && (only == IMAGES || only == m.placements[i].image) ? QR_COST_PLACEMENT : 0;
    for (uint32_t i = 0; i < STRIPS; i++) {
        bool counts = m.strips[i].used && (only == IMAGES || only == m.placements[m.strips[i].placement].image);
        bytes += counts ? QR_COST_STRIP : 0;
    }
    return bytes;
}

static void m_forget_packed(void) {
    for (uint32_t i = 0; i < POOL; i++)
        m.packed[i] = m.packed[i] && m_uses(i);
}

static bool m_is_full(const struct m_image *image) {
    for (uint32_t f = 0; f < image->frames; f++) {
        if (image->content[f] >= 0)
            return true;
    }
    return false;
}

static uint32_t m_placements_of(uint32_t image) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < IMAGES; i++)
        count += m.placements[i].used && m.placements[i].image == image;
    return count;
}

static void m_drop_image(uint32_t image);

static void m_drop_placement(uint32_t placement) {
    for (uint32_t i = 0; i < STRIPS; i++) {
        if (m.strips[i].placement == placement)
            m.strips[i].used = false;
    }
    m.placements[placement].used = false;
    uint32_t image = m.placements[placement].image;
    if (m.images[image].transient && m_placements_of(image) == 0)
        m_drop_image(image);
}

static void m_drop_image(uint32_t image) {
    m.images[image].transient = false;
    for (uint32_t i = 0; i < IMAGES; i++) {
        if (m.placements[i].used && m.placements[i].image == image)
            m_drop_placement(i);
    }
    m.images[image].used = false;
    m_forget_packed();
}

/* The coldest one with contents, or without; IMAGES: none. */
static uint32_t m_coldest(bool full, uint32_t keep) {
    uint32_t best = IMAGES;
    for (uint32_t i = 0; i < IMAGES; i++) {
        if (m.images[i].used && i != keep && m_is_full(&m.images[i]) == full &&
            (best == IMAGES || m.images[i].stamp < m.images[best].stamp))
            best = i;
    }
    return best;
}

static void m_evict(uint32_t image) {
    for (uint32_t f = 0; f < m.images[image].frames; f++)
        m.images[image].content[f] = -1;
    m.images[image].stamp = ++m.stamp;
    m_forget_packed();
    if (m_placements_of(image) == 0)
        m_drop_image(image);
}

/* Does it fit when all else has gone? Then what is too much goes. `coming`: a content, or -1; `new`: it is not there
 * yet. */
static bool m_room(uint64_t need, uint64_t credit, uint32_t keep, int32_t coming) {
    bool fresh = coming >= 0 && !m_uses((uint32_t)coming);
    if (fresh)
        need += pool[coming].plain;
    int32_t also = fresh ? -1 : coming;
    uint64_t stays = keep != IMAGES ? m_bytes(keep, also) : m.reserved + (also >= 0 ? m_cost((uint32_t)also) : 0);
    if (m_bytes(IMAGES, also) - credit + need <= m.budget)
        return true;
    if (stays - credit + need > m.budget)
        return false;
    bool packed = also >= 0 && m.packed[also];
    while (m_bytes(IMAGES, also) - credit + need > m.budget) {
        uint32_t cold = m_coldest(true, keep);
        if (cold != IMAGES) {
            m_evict(cold);
        } else {
            cold = m_coldest(false, keep);
            m_drop_image(cold);
        }
        if (also >= 0) /* it is held, so it stays as it is */
            m.packed[also] = packed;
    }
    return true;
}

/* --- comparing ------------------------------------------------------------------------------------------------------
 */

static struct qr_image *real_image(uint32_t image) {
    return qr_images_by_key(store, m.images[image].key);
}

static struct qr_placement *real_placement(uint32_t placement) {
    for (struct qr_placement *p = qr_placements_first(store); p; p = qr_placements_next(store, p)) {
        if (p->serial == m.placements[placement].serial)
            return p;
    }
    return NULL;
}

static void compare_image(const struct m_image *image) {
    const struct qr_image *have = qr_images_by_key(store, image->key);
    CHECK(have != NULL);
    if (!have)
        return;
    CHECK_INT(have->id, image->id);
    CHECK_INT(have->frame_count, image->frames);
    CHECK_INT(have->current, image->current);
    CHECK_INT(have->seen, image->seen);
    for (uint32_t f = 0; f < image->frames && f < have->frame_count; f++) {
        const struct qr_content *content = have->frames[f].content;
        CHECK((content != NULL) == (image->content[f] >= 0));
        if (!content || image->content[f] < 0)
            continue;
        uint8_t rgba[24 * 24 * 4];
        CHECK_INT(content->is_packed, m.packed[image->content[f]]);
        CHECK_INT(qr_content_read(content, rgba, (size_t)content->width * 4), QUIRE_OK);
        CHECK(memcmp(rgba, pool[image->content[f]].content->bytes, (size_t)image->side * image->side * 4) == 0);
    }
}

static bool has_strip(const struct m_strip *strip) {
    uint32_t count;
    const struct m_placement *placement = &m.placements[strip->placement];
    const struct qr_strip *have = qr_strips_of_line(store, m.images[placement->image].alternate, strip->line, &count);
    for (uint32_t i = 0; i < count; i++) {
        if (have[i].placement->serial == placement->serial && have[i].column == strip->column &&
            have[i].row == strip->row && have[i].from == strip->from && have[i].cols == strip->cols)
            return true;
    }
    return false;
}

static void compare(uint32_t step) {
    uint32_t images = 0, placements = 0, strips = 0;
    CHECK_INT(qr_images_bytes(store), m_bytes(IMAGES, -1));
    CHECK(qr_images_bytes(store) <= m.budget || qr_images_bytes(store) == m.reserved);
    for (uint32_t i = 0; i < IMAGES; i++) {
        images += m.images[i].used;
        placements += m.placements[i].used;
        if (step % 16 == 0 && m.images[i].used)
            compare_image(&m.images[i]);
    }
    CHECK_INT(qr_images_count(store), images);
    CHECK_INT(qr_placements_count(store), placements);
    if (step % 16 != 0)
        return;
    for (uint32_t i = 0; i < STRIPS; i++) {
        strips += m.strips[i].used;
        if (m.strips[i].used)
            CHECK(has_strip(&m.strips[i]));
    }
    CHECK_INT(qr_strips_count(store), strips);
    const char *breach = qr_images_check(store);
    CHECK_STR(breach ? breach : "", "");
}

/* --- operations ------------------------------------------------------------------------------------------------------
 */

static uint32_t free_slot(void) {
    for (uint32_t i = 0; i < IMAGES; i++) {
        if (!m.images[i].used)
            return i;
    }
    return IMAGES;
}

static uint32_t any_image(void) {
    uint32_t count = 0, at;
    for (uint32_t i = 0; i < IMAGES; i++)
        count += m.images[i].used;
    if (count == 0)
        return IMAGES;
    at = kit_random(count);
    for (uint32_t i = 0; i < IMAGES; i++) {
        if (m.images[i].used && at-- == 0)
            return i;
    }
    return IMAGES;
}

static uint32_t any_placement(void) {
    uint32_t from = kit_random(IMAGES);
    for (uint32_t i = 0; i < IMAGES; i++) {
        if (m.placements[(from + i) % IMAGES].used)
            return (from + i) % IMAGES;
    }
    return IMAGES;
}

static void op_put(void) {
    uint32_t which = kit_random(POOL), slot = free_slot();
    struct qr_image *image = NULL;
    struct qr_image_name name = {.id = kit_random(8), .alternate = kit_random(4) == 0, .transient = kit_random(3) == 0};
    name.number = kit_random(3) == 0 ? kit_random(3) : 0;
    if (slot == IMAGES)
        return;
    enum quire_result result = qr_images_put(store, &name, sent(which), &image);
    uint64_t need = QR_COST_IMAGE + QR_COST_FRAME;
    bool possible = m.reserved + need + pool[which].plain <= m.budget;
    CHECK_INT(result, possible ? QUIRE_OK : QUIRE_LIMIT);
    if (!possible)
        return;
    bool packed = m_uses(which) && m.packed[which];
    bool there = m_uses(which);
    for (uint32_t i = 0; i < IMAGES; i++) {
        if (name.id != 0 && m.images[i].used && m.images[i].id == name.id && m.images[i].alternate == name.alternate)
            m_drop_image(i);
    }
    /* what was there when it came is held from then on, even where the image of the same id was the only one */
    if (there && !m_uses(which)) {
        slot = free_slot();
        m.images[slot] = (struct m_image){.used = true, .frames = 1, .content = {(int32_t)which}, .stamp = UINT64_MAX};
        m.packed[which] = packed;
        m.budget += need; /* the dummy's */
        CHECK(m_room(need, 0, slot, -1));
        m.budget -= need;
    } else {
        CHECK(m_room(need, 0, IMAGES, (int32_t)which));
        slot = free_slot();
    }
    m.images[slot] = (struct m_image){.used = true, .key = ++m.key, .id = image->id, .number = name.number};
    struct m_image *made = &m.images[slot];
    made->side = pool[which].content->width;
    made->alternate = name.alternate;
    made->transient = name.transient;
    made->frames = 1;
    made->content[0] = (int32_t)which;
    made->stamp = ++m.stamp;
    made->seen = ++m.clock;
    CHECK_INT(image->key, made->key);
    CHECK(name.id == 0 ? (image->id != 0) == (name.number != 0) : image->id == name.id);
    CHECK(qr_images_by_id(store, name.alternate, image->id) == (image->id != 0 ? image : NULL));
    CHECK(qr_images_by_number(store, name.alternate, name.number) == (name.number != 0 ? image : NULL));
}

static void op_remove(void) {
    uint32_t image = any_image();
    if (image == IMAGES)
        return;
    qr_images_remove(store, real_image(image));
    m_drop_image(image);
}

static void op_clear(void) {
    enum qr_image_screens screens = (enum qr_image_screens)(1 + kit_random(3));
    if (kit_random(20) != 0)
        return;
    qr_images_clear(store, screens);
    for (uint32_t i = 0; i < IMAGES; i++) {
        if (m.images[i].used && (screens & (m.images[i].alternate ? QR_IMAGES_ALTERNATE : QR_IMAGES_PRIMARY)))
            m_drop_image(i);
    }
}

static void op_reserve(void) {
    uint64_t bytes = kit_random(6000);
    if (m.reserved > 0 && kit_random(3) > 0) {
        bytes = kit_random(2) ? m.reserved : kit_random((uint32_t)m.reserved);
        qr_images_unreserve(store, bytes);
        m.reserved -= bytes;
        return;
    }
    bool possible = m_room(bytes, 0, IMAGES, -1);
    CHECK_INT(qr_images_reserve(store, bytes), possible ? QUIRE_OK : QUIRE_LIMIT);
    m.reserved += possible ? bytes : 0;
}

static void op_budget(void) {
    if (kit_random(10) != 0)
        return;
    m.budget = 2000 + kit_random(60000);
    qr_images_set_budget(store, m.budget);
    if (m_room(0, 0, IMAGES, -1))
        return;
    for (uint32_t i = 0; i < IMAGES; i++) {
        if (m.images[i].used)
            m_drop_image(i);
    }
}

static void op_look(void) {
    uint32_t image = any_image();
    if (image == IMAGES)
        return;
    const struct qr_content *content = qr_images_look(store, real_image(image));
    m.images[image].stamp = ++m.stamp;
    m.images[image].seen = ++m.clock;
    CHECK((content != NULL) == (m.images[image].content[m.images[image].current] >= 0));
}

static void op_frame(void) {
    uint32_t image = any_image(), which = kit_random(POOL);
    if (image == IMAGES)
        return;
    struct m_image *is = &m.images[image];
    uint32_t frame = kit_random(FRAMES);
    bool placed = frame <= is->frames && pool[which].content->width == is->side;
    bool is_new = frame == is->frames, there = m_uses(which);
    enum quire_result result = qr_image_set_frame(store, real_image(image), frame, sent(which), 40);
    if (!placed) {
        CHECK_INT(result, QUIRE_LIMIT);
        return;
    }
    int32_t was = is_new ? -1 : is->content[frame];
    uint64_t credit = was >= 0 && m_uses_of((uint32_t)was) == 1 && was != (int32_t)which ? m_cost((uint32_t)was) : 0;
    bool possible = m_room(is_new ? QR_COST_FRAME : 0, credit, image, (int32_t)which);
    CHECK_INT(result, possible ? QUIRE_OK : QUIRE_LIMIT);
    is->stamp = ++m.stamp;
    if (!possible)
        return;
    bool packed = there && m.packed[which];
    is->frames += is_new;
    is->content[frame] = (int32_t)which;
    is->seen = ++m.clock;
    m.packed[which] = packed;
    m_forget_packed();
}

static void op_remove_frame(void) {
    uint32_t image = any_image(), frame = kit_random(FRAMES);
    if (image == IMAGES)
        return;
    struct m_image *is = &m.images[image];
    bool possible = is->frames > 1 && frame < is->frames;
    CHECK_INT(qr_image_remove_frame(store, real_image(image), frame), possible ? QUIRE_OK : QUIRE_LIMIT);
    if (!possible)
        return;
    for (uint32_t f = frame; f + 1 < is->frames; f++)
        is->content[f] = is->content[f + 1];
    is->frames--;
    if (is->current > frame || is->current == is->frames)
        is->current--;
    is->stamp = ++m.stamp;
    m_forget_packed();
}

static void op_current(void) {
    uint32_t image = any_image(), frame = kit_random(FRAMES);
    if (image == IMAGES)
        return;
    qr_image_set_current(store, real_image(image), frame);
    if (frame < m.images[image].frames)
        m.images[image].current = frame;
}

static void m_add_strip(uint32_t placement, uint64_t line, uint64_t column, uint32_t row, uint32_t from,
                        uint32_t cols) {
    for (uint32_t i = 0; i < STRIPS; i++) {
        if (!m.strips[i].used) {
            m.strips[i] = (struct m_strip){true, placement, line, column, row, from, cols};
            return;
        }
    }
}

static void op_place(void) {
    uint32_t image = any_image(), slot = 0, old = IMAGES;
    struct qr_strip_place places[5];
    struct qr_placement *made = NULL;
    if (image == IMAGES)
        return;
    struct qr_placement_look look = {.kind = (enum qr_placement_kind)kit_random(4), .id = kit_random(4)};
    look.cols = 1 + kit_random(COLS / 2);
    look.rows = 1 + kit_random(5);
    uint32_t parent = any_image();
    look.parent_image = m.images[parent].key;
    look.parent_id = kit_random(3);
    bool stands = look.kind == QR_PLACEMENT_OVERLAY || look.kind == QR_PLACEMENT_INLINE;
    uint32_t count = stands ? 1 + kit_random(look.rows) : 0, line = 1 + kit_random(LINES);
    for (uint32_t i = 0; i < count; i++)
        places[i] = (struct qr_strip_place){kit_random(5) ? line + i : 1 + kit_random(LINES), kit_random(COLS), 0};
    for (uint32_t i = 0; i < IMAGES; i++) {
        if (look.id != 0 && m.placements[i].used && m.placements[i].image == image && m.placements[i].id == look.id)
            old = i;
    }
    while (slot < IMAGES && m.placements[slot].used)
        slot++;
    if (slot == IMAGES)
        return;
    enum quire_result result =
        qr_placements_add(store, real_image(image), &look, places, look.rows - count, count, &made);
    uint64_t credit = 0;
    for (uint32_t i = 0; i < STRIPS; i++)
        credit += old != IMAGES && m.strips[i].used && m.strips[i].placement == old ? QR_COST_STRIP : 0;
    credit += old != IMAGES ? QR_COST_PLACEMENT : 0;
    bool transient = m.images[image].transient;
    m.images[image].transient = false;
    bool possible = m_room(QR_COST_PLACEMENT + count * QR_COST_STRIP, credit, image, -1);
    CHECK_INT(result, possible ? QUIRE_OK : QUIRE_LIMIT);
    if (possible && old != IMAGES)
        m_drop_placement(old);
    m.images[image].transient = transient;
    if (!possible)
        return;
    m.placements[slot] = (struct m_placement){true,      image,     ++m.serial,        look.kind,     look.id,
                                              look.cols, look.rows, look.parent_image, look.parent_id};
    CHECK_INT(made->serial, m.serial);
    for (uint32_t i = 0; i < count; i++)
        m_add_strip(slot, places[i].line, places[i].column, look.rows - count + i, 0, look.cols);
}

static void op_unplace(void) {
    uint32_t placement = any_placement();
    if (placement == IMAGES)
        return;
    qr_placements_remove(store, real_placement(placement));
    m_drop_placement(placement);
}

static bool m_stands(uint32_t strip, bool alternate, uint64_t line) {
    const struct m_strip *s = &m.strips[strip];
    return s->used && s->line == line && m.images[m.placements[s->placement].image].alternate == alternate;
}

static void op_renumber(void) {
    bool alternate = kit_random(4) == 0;
    uint64_t line = 1 + kit_random(LINES), to = 1 + kit_random(LINES), column = kit_random(COLS);
    uint64_t columns = 1 + kit_random(COLS), to_column = kit_random(COLS);
    qr_strips_renumber(store, alternate, line, column, columns, to, to_column);
    for (uint32_t i = 0; i < STRIPS; i++) {
        struct m_strip *s = &m.strips[i];
        if (!m_stands(i, alternate, line) || s->column < column || s->column >= column + columns)
            continue;
        s->line = to + MOVED; /* not to be met again in this loop */
        s->column = s->column - column + to_column;
    }
    for (uint32_t i = 0; i < STRIPS; i++) {
        if (m.strips[i].used && m.strips[i].line > MOVED)
            m.strips[i].line -= MOVED;
    }
}

/* The cells of a strip that stay. */
static void m_kept_cells(const struct m_strip *s, uint64_t column, const uint64_t *mask, uint32_t columns, bool *kept) {
    for (uint32_t x = 0; x < s->cols; x++) {
        uint64_t at = s->column + x;
        kept[x] = at < column || at >= column + columns || (mask[(at - column) / 64] >> ((at - column) % 64) & 1);
    }
}

static uint32_t m_pieces(const bool *kept, uint32_t cols) {
    uint32_t pieces = 0;
    for (uint32_t x = 0; x < cols; x++)
        pieces += kept[x] && (x == 0 || !kept[x - 1]);
    return pieces;
}

static uint32_t m_strips_of(uint32_t placement) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < STRIPS; i++)
        count += m.strips[i].used && m.strips[i].placement == placement;
    return count;
}

static void m_cut_strip(uint32_t strip, const bool *kept, bool apart) {
    struct m_strip was = m.strips[strip];
    uint32_t best = 0, best_from = 0;
    m.strips[strip].used = false;
    for (uint32_t x = 0, from = 0; x <= was.cols; x++) {
        if (x < was.cols && kept[x])
            continue;
        if (x > from && apart)
            m_add_strip(was.placement, was.line, was.column + from, was.row, was.from + from, x - from);
        if (x > from && x - from > best) {
            best = x - from;
            best_from = from;
        }
        from = x + 1;
    }
    if (!apart && best > 0)
        m_add_strip(was.placement, was.line, was.column + best_from, was.row, was.from + best_from, best);
    if (m_strips_of(was.placement) == 0)
        m_drop_placement(was.placement);
}

static void op_cut(void) {
    bool alternate = kit_random(4) == 0, kept[COLS], was[STRIPS];
    uint64_t line = 1 + kit_random(LINES), column = kit_random(COLS / 4), mask[3];
    uint32_t columns = 1 + kit_random(150), count = 0, pieces = 0;
    for (uint32_t i = 0; i < 3; i++) {
        mask[i] = (uint64_t)kit_random(UINT32_MAX) << 32 | kit_random(UINT32_MAX);
        for (uint32_t n = kit_random(4); n > 0; n--) /* longer pieces */
            mask[i] |= mask[i] << n;
    }
    for (uint32_t i = 0; i < STRIPS; i++) {
        was[i] = m_stands(i, alternate, line);
        if (!was[i])
            continue;
        bool is_inline = m.placements[m.strips[i].placement].kind == QR_PLACEMENT_INLINE;
        m_kept_cells(&m.strips[i], column, mask, columns, kept);
        count++;
        pieces += is_inline ? m_pieces(kept, m.strips[i].cols) : 1;
    }
    uint64_t more = pieces > count ? pieces - count : 0;
    bool apart = m_bytes(IMAGES, -1) + more * QR_COST_STRIP <= m.budget;
    qr_strips_cut(store, alternate, line, column, mask, columns);
    for (uint32_t i = 0; i < STRIPS; i++) {
        if (!was[i] || m.placements[m.strips[i].placement].kind != QR_PLACEMENT_INLINE)
            continue;
        m_kept_cells(&m.strips[i], column, mask, columns, kept);
        m_cut_strip(i, kept, apart);
    }
}

static uint64_t living_lines;

static bool lives(void *user, uint64_t line, bool alternate) {
    (void)user;
    return living_lines >> (line + alternate) & 1;
}

static bool m_is_held(uint32_t placement) {
    const struct m_placement *p = &m.placements[placement];
    if (p->kind == QR_PLACEMENT_VIRTUAL)
        return true;
    if (p->kind != QR_PLACEMENT_RELATIVE)
        return m_strips_of(placement) > 0;
    for (uint32_t i = 0; i < IMAGES; i++) { /* 0: one without an id */
        const struct m_placement *parent = &m.placements[i];
        if (parent->used && m.images[parent->image].key == p->parent && p->parent_id == parent->id)
            return true;
    }
    return false;
}

/* The oldest first. */
static void m_sweep_placements(void) {
    for (uint64_t done = 0;;) {
        uint32_t next = IMAGES;
        for (uint32_t i = 0; i < IMAGES; i++) {
            if (m.placements[i].used && m.placements[i].serial > done &&
                (next == IMAGES || m.placements[i].serial < m.placements[next].serial))
                next = i;
        }
        if (next == IMAGES)
            return;
        done = m.placements[next].serial;
        if (!m_is_held(next))
            m_drop_placement(next);
    }
}

static void op_sweep(void) {
    if (kit_random(4) != 0)
        return;
    living_lines = (uint64_t)kit_random(UINT32_MAX) << 32 | kit_random(UINT32_MAX) | kit_random(UINT32_MAX);
    qr_strips_sweep(store, lives, NULL, NULL);
    for (uint32_t i = 0; i < STRIPS; i++) {
        bool alternate = m.strips[i].used && m.images[m.placements[m.strips[i].placement].image].alternate;
        if (!m.strips[i].used || lives(NULL, m.strips[i].line, alternate))
            continue;
        m.strips[i].used = false;
        if (m_strips_of(m.strips[i].placement) == 0)
            m_drop_placement(m.strips[i].placement);
    }
    m_sweep_placements();
    for (uint32_t i = 0; i < IMAGES; i++) {
        if (m.images[i].used && m.images[i].transient && m_placements_of(i) == 0)
            m_drop_image(i);
    }
}

static void op_pack(void) {
    if (kit_random(4) != 0)
        return;
    CHECK(!qr_images_pack(store, UINT64_MAX));
    for (uint32_t i = 0; i < IMAGES; i++) {
        for (uint32_t f = 0; f < m.images[i].frames && m.images[i].used; f++) {
            int32_t content = m.images[i].content[f];
            if (content >= 0 && m.images[i].seen <= m.packed_until)
                m.packed[content] = pool[content].packed < pool[content].plain;
        }
    }
    m.packed_until = m.clock;
}

static void (*const operations[])(void) = {
    op_put,   op_put,   op_put,          op_remove,   op_clear, op_reserve, op_budget, op_look,  op_look,
    op_frame, op_frame, op_remove_frame, op_place,    op_place, op_place,   op_place,  op_place, op_unplace,
    op_cut,   op_cut,   op_renumber,     op_renumber, op_sweep, op_pack,    op_current};

static void against_the_model(void) {
    uint32_t steps = getenv("QUIRE_SOAK") ? 2000000 : 100000;
    make_pool();
    m.budget = 40000;
    CHECK_INT(qr_images_create(&kit_allocator, m.budget, 77, &store), QUIRE_OK);
    for (uint32_t step = 0; step < steps && test_ok; step++) {
        uint32_t operation = kit_random(sizeof operations / sizeof *operations);
        operations[operation]();
        compare(step);
        if (!test_ok)
            printf("step %u, operation %u\n", step, operation);
    }
    qr_images_destroy(store);
    drop_pool();
    CHECK_INT(kit_memory.held, 0);
}

int main(void) {
    const char *seed = getenv("QUIRE_SEED");
    kit_state = seed ? strtoull(seed, NULL, 0) : 1;
    RUN(against_the_model);
    return test_end();
}
