/* api_selection.c - quire/selection.h: selections by places and keys. */
#include <quire/selection.h>

#include "api_place.h"
#include "qr_sized.h"
#include "select.h"

enum quire_result quire_selection_set(struct quire_terminal *terminal, struct quire_frame *frame,
                                      const struct quire_place *anchor, const struct quire_place *head,
                                      enum quire_selection_unit unit) {
    struct qr_rows rows;
    struct qr_bound ends[2];
    if (!anchor || !head || (unsigned)unit > QUIRE_SELECT_BLOCK)
        return QUIRE_INVALID;
    enum quire_result result = api_open_rows(terminal, &rows);
    if (result == QUIRE_OK && (!qr_bound_of(&rows, *anchor, &ends[0]) || !qr_bound_of(&rows, *head, &ends[1])))
        result = QUIRE_NOT_FOUND;
    if (result == QUIRE_OK)
        qr_select_set(&rows, &api_frame(frame)->selection, ends[0], ends[1], unit);
    qr_rows_close(&rows);
    return result;
}

enum quire_result quire_selection_all(struct quire_terminal *terminal, struct quire_frame *frame) {
    struct qr_rows rows;
    enum quire_result result = api_open_rows(terminal, &rows);
    if (result == QUIRE_OK) {
        struct qr_text_span all = qr_range_all(&rows);
        struct qr_bound first = {all.first, all.from}, last = {all.last, all.to};
        qr_select_set(&rows, &api_frame(frame)->selection, first, last, QUIRE_SELECT_CELL);
    }
    qr_rows_close(&rows);
    return result;
}

enum quire_result quire_selection_move(struct quire_terminal *terminal, struct quire_frame *frame,
                                       enum quire_selection_step step) {
    struct qr_rows rows;
    if ((unsigned)step > QUIRE_STEP_END)
        return QUIRE_INVALID;
    enum quire_result result = api_open_rows(terminal, &rows);
    if (result == QUIRE_OK && !qr_select_move(&rows, &api_frame(frame)->selection, step))
        result = QUIRE_NOT_FOUND;
    qr_rows_close(&rows);
    return result;
}

/* Looking at a selection may find that it is no more. */
enum quire_result quire_selection_bounds(struct quire_terminal *terminal, struct quire_frame *frame,
                                         struct quire_selected *selected) {
    struct qr_selection *selection = &api_frame(frame)->selection;
    struct qr_rows rows;
    struct qr_select_span span;
    struct quire_selected own = QUIRE_SELECTED_INIT;
    if (!QR_SOUND(selected))
        return QUIRE_INVALID;
    enum quire_result result = api_open_rows(terminal, &rows);
    if (result == QUIRE_OK && !qr_select_ends(&rows, selection, &span))
        result = QUIRE_NOT_FOUND;
    if (result == QUIRE_OK) {
        own.range.from = qr_place_of(&rows, (struct qr_bound){span.first, span.from});
        own.range.to = qr_place_of(&rows, (struct qr_bound){span.last, span.to});
        own.anchor = qr_place_of(&rows, span.ends[0]);
        own.head = qr_place_of(&rows, span.ends[1]);
        own.unit = (enum quire_selection_unit)selection->unit;
        qr_sized_give(selected, &own);
    }
    qr_rows_close(&rows);
    return result;
}
