/* scene_labels.h - short texts that lie over a pane's cells: labels of hints, and the note that says where a link
 * leads.
 *
 *     hint   on yellow of the theme's palette, in whatever reads best there; what was typed of it is weaker
 *     note   a mild ground between the theme's two colours, as wide as its text
 *
 * Each is a bar of its own (scene.h), so what is below is drawn as ever, and shows again when they go. Memory: 16 KiB
 * for each label, here and in the renderer; none without labels. */
#ifndef SCENE_LABELS_H
#define SCENE_LABELS_H

#include "scene.h"

enum scene_label_kind { SCENE_LABEL_HINT, SCENE_LABEL_NOTE };

struct scene_label {
    enum scene_label_kind kind;
    uint32_t row, col; /* cells of the pane; what leaves it on the right is moved to the left, or cut off */
    uint32_t typed;    /* columns at its begin that were typed */
    const char *text;  /* UTF-8; borrowed until the scene is drawn */
};

/* What is made of labels; it keeps its memory while there are any. */
struct scene_labels_made {
    struct bar_line *lines;
    size_t capacity;
};

/* Where the labels lie, and what colours there are. */
struct scene_labels_place {
    const struct quire_frame *frame;
    struct backend_area cells;
    const struct font_metrics *metrics;
    uint64_t first_id; /* of as many layers as there are labels */
};

/* Puts a layer for each label on top of the scene, the first one lowest; they borrow from `made`. False: no memory. */
bool scene_labels_add(struct scene *scene, const struct scene_labels_place *place, const struct scene_label *labels,
                      size_t count, struct scene_labels_made *made);
void scene_labels_finish(struct scene_labels_made *made);

#endif
