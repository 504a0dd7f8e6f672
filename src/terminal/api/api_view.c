/* api_view.c - quire/frame.h, selection.h and format.h. */
#include <quire/format.h>
#include <quire/selection.h>

#include "api.h"
#include "api_options.h"
#include "api_place.h"
#include "format_writer.h"
#include "prompt.h"
#include "qr_memory.h"
#include "select.h"

/* --- frames ---------------------------------------------------------------------------------------------------- */

enum quire_result quire_frame_create(const struct quire_allocator *given, struct quire_frame **frame) {
    if (!frame)
        return QUIRE_INVALID;
    struct quire_allocator allocator;
    if (!api_take_allocator(&allocator, given))
        return QUIRE_INVALID;
    struct qr_frame *made = qr_alloc_zeroed(&allocator, sizeof *made);
    if (!made)
        return QUIRE_OUT_OF_MEMORY;
    made->allocator = allocator;
    made->info.size = sizeof made->info;
    made->images.due = UINT64_MAX;
    *frame = (struct quire_frame *)made;
    return QUIRE_OK;
}

void quire_frame_destroy(struct quire_frame *frame) {
    if (!frame)
        return;
    struct qr_frame *f = api_frame(frame);
    struct quire_allocator allocator = f->allocator;
    qr_watch_end(&f->selection.watch);
    qr_frame_images_finish(f);
    if (f->page.block)
        qr_page_destroy(&f->page);
    qr_free(&allocator, f->rows, f->row_capacity * sizeof *f->rows);
    qr_free(&allocator, f->former, f->former_capacity * sizeof *f->former);
    qr_free(&allocator, f->drawn, f->drawn_capacity * sizeof *f->drawn);
    qr_free(&allocator, f->text, f->text_capacity * sizeof *f->text);
    qr_free(&allocator, f, sizeof *f);
}

enum quire_result quire_frame_update(struct quire_frame *frame, struct quire_terminal *terminal) {
    return api_may_change(terminal) ? qr_frame_update(api_frame(frame), api_engine(terminal)) : QUIRE_INVALID;
}

enum quire_result quire_frame_scroll(struct quire_frame *frame, struct quire_terminal *terminal, int64_t rows) {
    if (!api_may_change(terminal))
        return QUIRE_INVALID;
    uint64_t total, offset = qr_frame_offset(api_frame(frame), api_engine(terminal), &total);
    uint64_t by = rows < 0 ? 0 - (uint64_t)rows : (uint64_t)rows;
    uint64_t target = rows < 0 ? (offset > by ? offset - by : 0) : (by > total - offset ? total : offset + by);
    qr_frame_scroll_to(api_frame(frame), api_engine(terminal), target);
    return QUIRE_OK;
}

enum quire_result quire_frame_scroll_to(struct quire_frame *frame, struct quire_terminal *terminal, uint64_t offset) {
    if (!api_may_change(terminal))
        return QUIRE_INVALID;
    qr_frame_scroll_to(api_frame(frame), api_engine(terminal), offset);
    return QUIRE_OK;
}

enum quire_result quire_frame_get_info(const struct quire_frame *frame, struct quire_frame_info *info) {
    if (!QR_SOUND(info))
        return QUIRE_INVALID;
    qr_sized_give(info, &api_frame_const(frame)->info);
    return QUIRE_OK;
}

bool quire_frame_row_changed(const struct quire_frame *frame, uint32_t row) {
    return qr_frame_row_changed(api_frame_const(frame), row);
}

void quire_frame_drawn(struct quire_frame *frame) {
    qr_frame_drawn(api_frame(frame));
}

enum quire_result quire_frame_get_line(const struct quire_frame *frame, uint32_t row, struct quire_frame_line *line) {
    const struct qr_frame *f = api_frame_const(frame);
    if (!QR_SOUND(line) || row >= f->info.rows)
        return QUIRE_INVALID;
    const struct qr_row *shown = qr_page_row(&f->page, row);
    qr_sized_give(line, &(struct quire_frame_line){.size = sizeof *line,
                                                   .line = f->rows[row].begin.line,
                                                   .column = f->rows[row].begin.column,
                                                   .time = shown->time,
                                                   .version = f->rows[row].version,
                                                   .prompt = (shown->flags & QR_ROW_PROMPT) != 0,
                                                   .wrapped = (shown->flags & QR_ROW_WRAPPED) != 0});
    return QUIRE_OK;
}

bool quire_terminal_find_prompt(struct quire_terminal *terminal, uint64_t line, bool backward, uint64_t *found) {
    return found && api_may_change(terminal) && qr_find_prompt(api_engine_const(terminal), line, backward, found);
}

enum quire_row_size quire_frame_row_size(const struct quire_frame *frame, uint32_t row) {
    return qr_frame_row_size(api_frame_const(frame), row);
}

uint32_t quire_frame_row(const struct quire_frame *frame, uint32_t row, struct quire_frame_cell *cells,
                         uint32_t capacity) {
    return cells || capacity == 0 ? qr_frame_cells(api_frame_const(frame), row, cells, capacity) : 0;
}

const char *quire_frame_link(const struct quire_frame *frame, uint32_t link, size_t *length) {
    const struct qr_frame *f = api_frame_const(frame);
    if (!f->page.block || !length)
        return NULL;
    struct qr_sets sets = qr_page_sets(&f->page);
    if (!qr_link_set_is_living(sets.links, link))
        return NULL;
    struct qr_link_key key = qr_link_as_key(&sets, qr_link_set_get(sets.links, link));
    *length = key.uri_length;
    return key.uri;
}

/* --- selection ------------------------------------------------------------------------------------------------- */

enum quire_result quire_selection_start(struct quire_terminal *terminal, struct quire_frame *frame, uint32_t row,
                                        uint32_t col, bool right_half, enum quire_selection_unit unit) {
    struct qr_engine *engine = api_engine(terminal);
    struct qr_frame *f = api_frame(frame);
    if (!api_may_change(terminal))
        return QUIRE_INVALID;
    struct qr_position at = qr_frame_position(f, engine, row, col, &right_half);
    qr_select_start(&f->selection, engine, at, right_half, unit);
    return QUIRE_OK;
}

enum quire_result quire_selection_extend(struct quire_terminal *terminal, struct quire_frame *frame, uint32_t row,
                                         uint32_t col, bool right_half) {
    struct qr_engine *engine = api_engine(terminal);
    struct qr_frame *f = api_frame(frame);
    if (!api_may_change(terminal))
        return QUIRE_INVALID;
    struct qr_position at = qr_frame_position(f, engine, row, col, &right_half);
    qr_select_extend(&f->selection, engine, at, right_half);
    return QUIRE_OK;
}

void quire_selection_clear(struct quire_frame *frame) {
    qr_watch_end(&api_frame(frame)->selection.watch);
}

bool quire_selection_exists(struct quire_terminal *terminal, struct quire_frame *frame) {
    struct qr_rows rows;
    struct qr_select_span span;
    bool exists =
        api_open_rows(terminal, &rows) == QUIRE_OK && qr_select_span(&rows, &api_frame(frame)->selection, &span);
    qr_rows_close(&rows);
    return exists;
}

/* Writes what is selected; a writer without a function only counts. */
static enum quire_result write_selection(struct quire_terminal *terminal, struct quire_frame *frame,
                                         struct qr_writer *writer) {
    const struct qr_history *history = qr_engine_history_const(api_engine_const(terminal));
    uint64_t failures = qr_history_failures(history);
    struct qr_rows rows;
    struct qr_select_span span;
    enum quire_result result = api_open_rows(terminal, &rows);
    if (result == QUIRE_OK && !qr_select_span(&rows, &api_frame(frame)->selection, &span))
        result = QUIRE_NOT_FOUND;
    if (result == QUIRE_OK) {
        bool before = qr_call_out(api_engine(terminal));
        qr_select_write(&rows, &span, writer);
        qr_call_ended(api_engine(terminal), before);
        result = writer->stopped ? QUIRE_LIMIT : qr_history_trouble_since(history, failures);
    }
    qr_rows_close(&rows);
    return result;
}

static bool copy_text(void *user, const char *bytes, size_t length) {
    char **to = user;
    memcpy(*to, bytes, length);
    *to += length;
    return true;
}

enum quire_result quire_selection_text(struct quire_terminal *terminal, struct quire_frame *frame, char *buffer,
                                       size_t capacity, size_t *length) {
    struct qr_writer counter = {.write = NULL}, writer = {.write = copy_text, .user = &buffer};
    if (!length || (!buffer && capacity > 0))
        return QUIRE_INVALID;
    enum quire_result result = write_selection(terminal, frame, &counter);
    if (result != QUIRE_OK)
        return result;
    *length = (size_t)counter.flushed;
    return *length > capacity ? QUIRE_NO_SPACE : write_selection(terminal, frame, &writer);
}

enum quire_result quire_selection_write(struct quire_terminal *terminal, struct quire_frame *frame,
                                        quire_write_function *write, void *user) {
    struct qr_writer writer = {.write = write, .user = user};
    return write ? write_selection(terminal, frame, &writer) : QUIRE_INVALID;
}

/* --- formats --------------------------------------------------------------------------------------------------- */

enum quire_result quire_format_write(struct quire_terminal *terminal, const struct quire_format_options *options,
                                     quire_write_function *write, void *user) {
    struct quire_format_options own = QUIRE_FORMAT_OPTIONS_INIT;
    if (!QR_TAKE(own, options) || (unsigned)own.format > QUIRE_FORMAT_VT || !write)
        return QUIRE_INVALID;
    const struct qr_history *history = qr_engine_history_const(api_engine_const(terminal));
    uint64_t failures = qr_history_failures(history);
    struct qr_rows rows;
    enum quire_result result = api_open_rows(terminal, &rows);
    if (result != QUIRE_OK)
        return result;
    struct qr_writer writer = {.write = write, .user = user};
    uint64_t first = rows.history > own.history_rows ? rows.history - own.history_rows : 0;
    bool before = qr_call_out(api_engine(terminal));
    switch (own.format) {
    case QUIRE_FORMAT_TEXT:
        qr_format_text(&writer, &rows, first);
        break;
    case QUIRE_FORMAT_JSON:
        qr_format_json(&writer, &rows, first, &own);
        break;
    case QUIRE_FORMAT_HTML:
        qr_format_html(&writer, &rows, first);
        break;
    case QUIRE_FORMAT_VT:
        qr_format_vt(&writer, &rows, first);
        break;
    }
    qr_write_flush(&writer);
    qr_call_ended(api_engine(terminal), before);
    qr_rows_close(&rows);
    result = writer.lacked_memory ? QUIRE_OUT_OF_MEMORY : qr_history_trouble_since(history, failures);
    return writer.stopped ? QUIRE_LIMIT : result;
}
