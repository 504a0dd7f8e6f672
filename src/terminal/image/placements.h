/* placements.h - where images are shown, and the strips that hold them to the text.
 *
 * A placement shows a rectangle of an image over cells. It is cut into strips, one for each row of cells that it
 * covers. A strip stands at a place of the text, (line, column): that of its leftmost cell when it was placed. Nothing
 * here knows screens, history or sizes: whoever looks (a frame, a sweep) asks which strips stand in a line. So a
 * placement scrolls, is wrapped anew, goes into history and comes back as its text does, without being told; and a
 * strip is dead when its line is (qr_strips_sweep).
 *
 *     overlay   text does not touch it. It is drawn as one piece: its upper edge is `row` rows above its first living
 *               strip, from the first living strip to the last.
 *     inline    is part of the text: what is written or erased where it stands takes it away. The cells have the bit
 *               QR_CELL_PICTURED while they are on a screen; when a row leaves it, the strips are cut to the cells that
 *               still have it (qr_strip_cut, engine/image_place.h). It is drawn strip by strip, each where its line is.
 *
 * Strips are an array sorted by screen (each counts its lines for itself), line, column and age; new ones mostly go to
 * the end. Finding those of a line is
 * a binary search. Virtual placements (kitty's Unicode placeholders) and relative ones have no strips: the cells, and
 * the parent, say where they are. */
#ifndef QR_PLACEMENTS_H
#define QR_PLACEMENTS_H

#include "images.h"

enum qr_placement_kind { QR_PLACEMENT_OVERLAY, QR_PLACEMENT_INLINE, QR_PLACEMENT_VIRTUAL, QR_PLACEMENT_RELATIVE };
#define QR_PLACEMENT_KINDS 4

/* How it is shown. A value; what a program says, with defaults put in. */
struct qr_placement_look {
    enum qr_placement_kind kind;
    uint32_t id;                            /* kitty's placement id; 0: none */
    int32_t z;                              /* below -2^30: under background colours too; below 0: under text */
    uint32_t x, y, width, height;           /* the rectangle of the image that is shown, pixels, inside of it */
    uint32_t cols, rows;                    /* cells that it covers, at least 1 */
    uint32_t offset_x_px, offset_y_px;      /* of its corner in the first cell */
    uint32_t cell_width_px, cell_height_px; /* that cells had when it was placed: the offsets are of these */
    bool fills; /* it is stretched to cols x rows cells (less the offset); else it is drawn as large as is said here, in
                   pixels of cells of that size, and scaled as cells are when these change */
    uint32_t drawn_width_px, drawn_height_px; /* 0: width and height, pixel for pixel */
    uint64_t parent_image;                    /* relative: the key of the parent's image, */
    uint32_t parent_id;                       /* the parent's placement id, 0: it has none */
    int32_t parent_cols, parent_rows;         /* and how far from it, in cells */
};

/* What the store knows a placement by. */
struct qr_placement_links {
    struct qr_index_node by_id;
    struct qr_placement *before;        /* of the same image */
    struct qr_placement *older, *newer; /* of the store */
    uint64_t low;                       /* no strip of it stands in a line before this one */
    bool alternate;                     /* the screen of its strips */
    bool marked;                        /* it is to go (qr_placements_remove_marked) */
    bool dying;                         /* it goes with its strips, when the call that removes it ends */
};

/* Read it; only the functions below write. */
struct qr_placement {
    struct qr_placement_look look;
    struct qr_image *image;
    uint64_t serial;           /* the order in which they were made; no other placement has it */
    uint32_t strips;           /* living ones, and pieces of them */
    struct qr_placement *next; /* of the same image */
    struct qr_placement_links links;
};

struct qr_strip {
    uint64_t line, column; /* of its leftmost cell */
    struct qr_placement *placement;
    uint32_t row;        /* of the placement */
    uint32_t from, cols; /* columns of the placement: [from, from + cols) */
    bool alternate;      /* of which screen the line is: the image's */
};

/* A place of the text, as engine and views have it, where a row of a placement comes to stand. */
struct qr_strip_place {
    uint64_t line, column;
    uint32_t cols; /* that have room there; 0: all that the placement has */
};

/* Strips that a store has room for. Beyond that the placements that stand in the oldest lines go. */
#define QR_STRIPS_ALL (1u << 17)

/* Shows an image. `places`: of its rows, from row `first` on, `count` of them (rows that stand nowhere have no strip);
 * 0 for kinds without strips. A placement of the same image and id (not 0) is removed first. LIMIT, OUT_OF_MEMORY:
 * nothing was made or removed. */
enum quire_result qr_placements_add(struct qr_images *images, struct qr_image *image,
                                    const struct qr_placement_look *look, const struct qr_strip_place *places,
                                    uint32_t first, uint32_t count, struct qr_placement **placement);
/* The same in two steps, for who has to make room on a screen first: all that may fail is done, the placement is there
 * and has no strips yet, but memory and budget for `count` of them. Then they come; false: there was no memory after
 * all, and the placement is gone. Between the two no placement may be added or begun, and nothing swept. */
enum quire_result qr_placements_begin(struct qr_images *images, struct qr_image *image,
                                      const struct qr_placement_look *look, uint32_t count,
                                      struct qr_placement **placement);
bool qr_placements_stand(struct qr_images *images, struct qr_placement *placement, uint32_t reserved,
                         const struct qr_strip_place *places, uint32_t first, uint32_t count);

/* Its strips go; a transient image goes with the last placement (`image` is dead then). */
void qr_placements_remove(struct qr_images *images, struct qr_placement *placement);
/* Many at once: those that were marked since the last time go, and relative ones without their parent. */
void qr_placements_mark(struct qr_images *images, struct qr_placement *placement);
void qr_placements_remove_marked(struct qr_images *images);
/* The placement of an image by its id (not 0); NULL: there is none. */
struct qr_placement *qr_placements_by_id(const struct qr_images *images, const struct qr_image *image, uint32_t id);
/* The one that a relative look is relative to, as it is now; NULL: it is gone. With a parent id of 0 that is the oldest
 * of the image that has no id: later ones do not take it away. */
struct qr_placement *qr_placement_parent(const struct qr_images *images, const struct qr_placement_look *look);
/* All of a store, the oldest first. */
struct qr_placement *qr_placements_first(const struct qr_images *images);
struct qr_placement *qr_placements_next(const struct qr_images *images, const struct qr_placement *placement);
uint32_t qr_placements_count(const struct qr_images *images);
/* Those of a kind. */
uint32_t qr_placements_of_kind(const struct qr_images *images, enum qr_placement_kind kind);
/* Rises with every change of placements, strips or what images show: a view that saw the same number need not look. */
uint64_t qr_placements_version(const struct qr_images *images);

/* --- strips ----------------------------------------------------------------------------------------------------- */

/* Those of a line of a screen, sorted by column; *count of them. Borrowed until strips change. Cost: a binary search.
 */
const struct qr_strip *qr_strips_of_line(const struct qr_images *images, bool alternate, uint64_t line,
                                         uint32_t *count);
uint32_t qr_strips_count(const struct qr_images *images);
/* All of them, in their order. Borrowed likewise. */
const struct qr_strip *qr_strips_all(const struct qr_images *images);

/* The strips in columns [column, column + columns) of a line are now in another one, from column `to_column` on: its
 * row was given another number. Cost: a search, and moving the array's part between. */
void qr_strips_renumber(struct qr_images *images, bool alternate, uint64_t line, uint64_t column, uint64_t columns,
                        uint64_t to_line, uint64_t to_column);

/* Only these columns of the line, by the mask, are still covered by inline strips: bit i of the mask stands for column
 * `column` + i, `columns` of them. Strips are narrowed, parted or removed. Parting takes memory: without it the strip
 * keeps its longest piece. */
void qr_strips_cut(struct qr_images *images, bool alternate, uint64_t line, uint64_t column, const uint64_t *mask,
                   uint32_t columns);

/* Removes the strips whose place is gone, placements that have none left, relative ones without their parent, and
 * transient images that nothing shows, but for `keep` (NULL: none is kept).
 * `lives` is asked once for each line that has strips. Cost: the strips, and the questions. */
typedef bool qr_line_lives(void *user, uint64_t line, bool alternate);
void qr_strips_sweep(struct qr_images *images, qr_line_lives *lives, void *user, const struct qr_image *keep);

#endif
