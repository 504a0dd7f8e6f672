/* window.c - the window, as programs ask about it and ask to change it: XTWINOPS (dtterm, xterm), DECSLPP, DECSCPP,
 * DECSNLS, DECRQDE (DEC STD 070).
 *
 * Sizes in cells are always told, sizes in pixels where the host has told the size of a cell: a size that was made up
 * would have programs draw pictures that do not fit. Where the window is, whether it is minimized and what its titles
 * are, is told only where window operations are allowed; else the answer is that of a window at the origin, or none for
 * titles. Changes are the host's: events, and a question for sizes (quire_callbacks.resize), so that a program which
 * goes on at once finds the size it asked for. */
#include "handlers.h"

#include "qr_arith.h"

static uint32_t known_or(uint32_t value, uint32_t other) {
    return value ? value : other;
}

/* In pixels; 0 where the size of a cell is unknown. */
static uint32_t text_width(const struct qr_engine *e) {
    return qr_cols(e) * e->cell_width_px;
}

static uint32_t text_height(const struct qr_engine *e) {
    return qr_rows(e) * e->cell_height_px;
}

/* Pixels as cells, at least one; `otherwise` where one of both sizes is unknown. */
static uint32_t cells_of(uint32_t pixels, uint32_t cell, uint32_t otherwise) {
    return pixels == 0 || cell == 0 ? otherwise : qr_max_u32(pixels / cell, 1);
}

/* The display's size in cells; where the host did not tell it, the text's. */
static uint32_t display_cols(const struct qr_engine *e) {
    return cells_of(e->window.display_width_px, e->cell_width_px, qr_cols(e));
}

static uint32_t display_rows(const struct qr_engine *e) {
    return cells_of(e->window.display_height_px, e->cell_height_px, qr_rows(e));
}

/* --- sizes ----------------------------------------------------------------------------------------------------- */

void qr_request_size(struct qr_engine *e, uint32_t cols, uint32_t rows) {
    if (e->policy.window_ops != QUIRE_ALLOW)
        return;
    cols = qr_min_u32(cols ? cols : display_cols(e), QUIRE_MAX_COLUMNS);
    rows = qr_min_u32(rows ? rows : display_rows(e), QUIRE_MAX_ROWS);
    if ((uint64_t)cols * rows > QUIRE_MAX_CELLS)
        return;
    struct quire_event event = {
        .size = sizeof event, .type = QUIRE_EVENT_RESIZE_REQUEST, .cols = (int32_t)cols, .rows = (int32_t)rows};
    if (!e->callbacks.resize) {
        qr_event(e, &event);
        return;
    }
    bool before = qr_call_out(e), agreed = e->callbacks.resize(e->callbacks.user, cols, rows);
    qr_call_ended(e, before);
    if (agreed)
        qr_engine_note(e, qr_engine_resize(e, cols, rows, 0, 0));
}

/* 4: in pixels, height first. What is left out stays, and 0 is the display's. Where the size of a cell is unknown
 * nobody can say how many cells that are. */
static void resize_pixels(struct qr_engine *e, const struct qr_sequence *s) {
    uint32_t height = qr_parameter(s, 1, text_height(e)), width = qr_parameter(s, 2, text_width(e));
    if (e->cell_width_px != 0 && e->cell_height_px != 0)
        qr_request_size(e, cells_of(width, e->cell_width_px, 0), cells_of(height, e->cell_height_px, 0));
}

static void resize_cells(struct qr_engine *e, const struct qr_sequence *s) {
    qr_request_size(e, qr_parameter(s, 2, qr_cols(e)), qr_parameter(s, 1, qr_rows(e)));
}

void qr_do_decscpp(struct qr_engine *e, const struct qr_sequence *s) {
    uint32_t cols = qr_parameter(s, 0, 0);
    if (cols == 0 || cols == 80 || cols == 132)
        qr_request_size(e, cols ? cols : 80, qr_rows(e));
}

void qr_do_decsnls(struct qr_engine *e, const struct qr_sequence *s) {
    uint32_t rows = qr_parameter(s, 0, 0);
    if (rows >= 1 && rows <= 255)
        qr_request_size(e, qr_cols(e), rows);
}

/* The window shows its page whole, from row and column 1 of page 1 on. */
void qr_do_decrqde(struct qr_engine *e, const struct qr_sequence *s) {
    (void)s;
    qr_replyf(e, "\033[%u;%u;1;1;1\"w", qr_rows(e), qr_cols(e));
}

/* --- requests -------------------------------------------------------------------------------------------------- */

static void request(struct qr_engine *e, const struct qr_sequence *s) {
    struct quire_event event = {
        .size = sizeof event, .type = QUIRE_EVENT_WINDOW, .value = (int32_t)qr_parameter(s, 0, 0)};
    event.cols = (int32_t)qr_parameter(s, 1, 0);
    event.rows = (int32_t)qr_parameter(s, 2, 0);
    if (e->policy.window_ops == QUIRE_ALLOW)
        qr_event(e, &event);
}

/* --- reports --------------------------------------------------------------------------------------------------- */

static void report_state(struct qr_engine *e, const struct qr_sequence *s) {
    (void)s;
    qr_replyf(e, "\033[%dt", e->policy.window_ops == QUIRE_ALLOW && e->window.minimized ? 2 : 1);
}

/* 13: of the window, 13;2 of its text. Positions left of or above the display are told as xterm does, modulo 65536. */
static void report_position(struct qr_engine *e, const struct qr_sequence *s) {
    bool text = qr_parameter(s, 1, 0) == 2, told = e->policy.window_ops == QUIRE_ALLOW;
    uint32_t x = (uint32_t)(text ? e->window.text_x_px : e->window.x_px);
    uint32_t y = (uint32_t)(text ? e->window.text_y_px : e->window.y_px);
    qr_replyf(e, "\033[3;%u;%ut", told ? x & 0xFFFF : 0, told ? y & 0xFFFF : 0);
}

/* Nothing is answered about what is not known. */
static void report_size(struct qr_engine *e, int kind, uint32_t height, uint32_t width) {
    if (height != 0 && width != 0)
        qr_replyf(e, "\033[%d;%u;%ut", kind, height, width);
}

/* 14: of the text, 14;2 of the window with its frame. */
static void report_pixels(struct qr_engine *e, const struct qr_sequence *s) {
    bool window = qr_parameter(s, 1, 0) == 2;
    report_size(e, 4, known_or(window ? e->window.height_px : 0, text_height(e)),
                known_or(window ? e->window.width_px : 0, text_width(e)));
}

static void report_display_pixels(struct qr_engine *e, const struct qr_sequence *s) {
    (void)s;
    report_size(e, 5, known_or(e->window.display_height_px, text_height(e)),
                known_or(e->window.display_width_px, text_width(e)));
}

static void report_cell(struct qr_engine *e, const struct qr_sequence *s) {
    (void)s;
    report_size(e, 6, e->cell_height_px, e->cell_width_px);
}

static void report_cells(struct qr_engine *e, const struct qr_sequence *s) {
    (void)s;
    report_size(e, 8, qr_rows(e), qr_cols(e));
}

static void report_display_cells(struct qr_engine *e, const struct qr_sequence *s) {
    (void)s;
    report_size(e, 9, display_rows(e), display_cols(e));
}

static void report_icon_title(struct qr_engine *e, const struct qr_sequence *s) {
    (void)s;
    qr_report_title(e, 'L', e->titles.icon);
}

static void report_window_title(struct qr_engine *e, const struct qr_sequence *s) {
    (void)s;
    qr_report_title(e, 'l', e->titles.title);
}

static void push_title(struct qr_engine *e, const struct qr_sequence *s) {
    qr_push_title(e, qr_parameter(s, 2, 0));
}

static void pop_title(struct qr_engine *e, const struct qr_sequence *s) {
    qr_pop_title(e, qr_parameter(s, 1, 0), qr_parameter(s, 2, 0));
}

/* --- dispatch -------------------------------------------------------------------------------------------------- */

void qr_do_xtwinops(struct qr_engine *e, const struct qr_sequence *s) {
    static qr_handler *const operations[24] = {
        [1] = request,
        [2] = request,
        [3] = request,
        [4] = resize_pixels,
        [5] = request,
        [6] = request,
        [8] = resize_cells,
        [9] = request,
        [10] = request,
        [11] = report_state,
        [13] = report_position,
        [14] = report_pixels,
        [15] = report_display_pixels,
        [16] = report_cell,
        [18] = report_cells,
        [19] = report_display_cells,
        [20] = report_icon_title,
        [21] = report_window_title,
        [22] = push_title,
        [23] = pop_title,
    };
    uint32_t operation = qr_parameter(s, 0, 0);
    if (operation >= 24) /* DECSLPP */
        qr_request_size(e, qr_cols(e), operation);
    else if (operations[operation])
        operations[operation](e, s);
}
