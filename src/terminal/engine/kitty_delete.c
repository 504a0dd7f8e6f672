/* kitty_delete.c - a=d: placements are found by image, by place or by z, and go; by capital letters images go, too.
 *
 * Only what this protocol has shown is touched: pictures that are part of the text (sixel, iTerm2) are deleted as text.
 * Nothing is answered but mistakes. */
#include "kitty_images.h"

/* What is to be deleted. */
struct wanted {
    const struct qr_kitty_corners *corners;
    const struct qr_kitty_command *command;
    uint64_t image; /* of i, I, n and N: the key of the one that is named; 0: there is none */
    int64_t x, y;   /* cells, from 0; -1: none */
    int32_t z;
};

/* One way to choose placements. */
typedef bool match(struct qr_engine *e, const struct wanted *wanted, const struct qr_placement *placement);

/* --- by image ----------------------------------------------------------------------------------------------------- */

static bool of_image(struct qr_engine *e, const struct wanted *wanted, const struct qr_placement *placement) {
    uint32_t id = wanted->command->placement;
    (void)e;
    return placement->image->key == wanted->image && (id == 0 || placement->look.id == id);
}

static bool is_in_range(const struct qr_kitty_command *command, const struct qr_image *image) {
    return image->id != 0 && command->x <= image->id && image->id <= command->y;
}

static bool of_range(struct qr_engine *e, const struct wanted *wanted, const struct qr_placement *placement) {
    (void)e;
    return is_in_range(wanted->command, placement->image);
}

/* --- by place ----------------------------------------------------------------------------------------------------- */

/* Does it cover the column and the row, of which each may be any (-1)? */
static bool covers(struct qr_engine *e, const struct wanted *wanted, const struct qr_placement *placement,
                   int64_t column, int64_t row) {
    int64_t x, y;
    if (!qr_kitty_corner(e, wanted->corners, placement, &x, &y))
        return false;
    return (column < 0 || (x <= column && column < x + placement->look.cols)) &&
           (row < 0 || (y <= row && row < y + placement->look.rows));
}

static bool is_on_screen(struct qr_engine *e, const struct wanted *wanted, const struct qr_placement *placement) {
    int64_t x, y;
    return qr_kitty_corner(e, wanted->corners, placement, &x, &y) && y < qr_rows(e) && y + placement->look.rows > 0;
}

static bool at_cell(struct qr_engine *e, const struct wanted *wanted, const struct qr_placement *placement) {
    return wanted->x >= 0 && wanted->y >= 0 && covers(e, wanted, placement, wanted->x, wanted->y);
}

static bool at_cell_in_layer(struct qr_engine *e, const struct wanted *wanted, const struct qr_placement *placement) {
    return placement->look.z == wanted->z && at_cell(e, wanted, placement);
}

static bool at_column(struct qr_engine *e, const struct wanted *wanted, const struct qr_placement *placement) {
    return wanted->x >= 0 && covers(e, wanted, placement, wanted->x, -1);
}

static bool at_row(struct qr_engine *e, const struct wanted *wanted, const struct qr_placement *placement) {
    return wanted->y >= 0 && covers(e, wanted, placement, -1, wanted->y);
}

static bool in_layer(struct qr_engine *e, const struct wanted *wanted, const struct qr_placement *placement) {
    (void)e;
    return placement->look.kind != QR_PLACEMENT_VIRTUAL && placement->look.z == wanted->z;
}

/* --- deleting ----------------------------------------------------------------------------------------------------- */

struct way {
    char what; /* the small letter */
    match *matches;
    bool by_place;
};

static const struct way ways[] = {
    {'a', is_on_screen, true}, {'i', of_image, false},        {'n', of_image, false}, {'c', at_cell, true},
    {'p', at_cell, true},      {'q', at_cell_in_layer, true}, {'r', of_range, false}, {'x', at_column, true},
    {'y', at_row, true},       {'z', in_layer, false},
};

/* The parser lets no other letters through, and f is none of these. */
static const struct way *way_of(char what) {
    const struct way *way = ways;
    while (way->what != what)
        way++;
    return way;
}

/* With `images` an image goes, too, when that was its last placement. */
static void mark_placements(struct qr_engine *e, const struct wanted *wanted, match *matches, bool images) {
    struct qr_images *store = e->images.store;
    for (struct qr_placement *p = qr_placements_first(store); p; p = qr_placements_next(store, p)) {
        qr_charge(e, 1);
        bool mine = p->look.kind != QR_PLACEMENT_INLINE && p->image->alternate == qr_is_alternate(e);
        if (mine && matches(e, wanted, p))
            qr_kitty_mark(e, p, images);
    }
}

/* I, N and R: images that are not shown anywhere as well. */
static void mark_unshown(struct qr_engine *e, const struct wanted *wanted, char what) {
    struct qr_images *store = e->images.store;
    struct qr_image *named = what != 'r' ? qr_images_by_key(store, wanted->image) : NULL;
    struct qr_image *first = what == 'r' ? qr_images_first(store) : NULL;
    if (named && !named->placements)
        qr_images_mark(store, named);
    for (struct qr_image *image = first; image; image = qr_images_next(store, image)) {
        qr_charge(e, 1);
        if (is_in_range(wanted->command, image) && !image->placements && image->alternate == qr_is_alternate(e))
            qr_images_mark(store, image);
    }
}

/* Cells count from 1 in commands: 0 is none. */
static struct wanted wanted_of(struct qr_engine *e, const struct qr_kitty_command *command, char what) {
    const struct qr_cursor *cursor = &e->screen->cursor;
    const struct qr_image *image = NULL;
    struct wanted wanted = {NULL, command, 0, (int64_t)command->x - 1, (int64_t)command->y - 1, command->z};
    if (what == 'c') {
        wanted.x = cursor->x;
        wanted.y = cursor->y;
    }
    if (what == 'i' && command->id != 0)
        image = qr_images_by_id(e->images.store, qr_is_alternate(e), command->id);
    if (what == 'n' && command->number != 0)
        image = qr_images_by_number(e->images.store, qr_is_alternate(e), command->number);
    wanted.image = image ? image->key : 0;
    return wanted;
}

static void delete_placements(struct qr_engine *e, const struct qr_kitty_command *command, char what, bool images) {
    const struct way *way = way_of(what);
    struct wanted wanted = wanted_of(e, command, what);
    struct qr_kitty_corners corners = {NULL, 0};
    bool is_whole = (what == 'i' || what == 'n' || what == 'r') && command->placement == 0;
    if (way->by_place && !qr_kitty_corners_make(e, &corners))
        return;
    wanted.corners = &corners;
    if (images && is_whole)
        mark_unshown(e, &wanted, what);
    mark_placements(e, &wanted, way->matches, images);
    qr_kitty_corners_free(e, &corners);
}

void qr_kitty_delete(struct qr_engine *e, const struct qr_kitty_command *command) {
    char what = (char)(command->delete | 0x20);
    qr_kitty_transfer_forget(e);
    if (!e->images.store)
        return;
    if (what == 'f')
        qr_kitty_delete_frame(e, command);
    else
        delete_placements(e, command, what, command->delete < 'a');
    qr_kitty_remove_marked(e);
}
