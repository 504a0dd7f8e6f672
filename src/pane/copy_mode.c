#define _GNU_SOURCE
#include "copy_mode.h"

#include <stdlib.h>
#include <string.h>

#include <quire/search.h>
#include <quire/selection.h>

#include "copy_mode_parts.h"
#include "pane_clipboard.h"
#include "pane_commands.h"
#include "pane_search.h"

/* --- what is shown --------------------------------------------------------------------------------------------- */

void copy_mode_framed(struct pane *pane) {
    struct copy_mode *mode = pane->copy;
    uint32_t row = 0, col = 0;
    if (mode == NULL) {
        return;
    }
    bool in_view = quire_frame_find(viewport_shown(pane->viewport), &mode->at, &row, &col) == QUIRE_OK;
    viewport_set_cursor(pane->viewport, in_view ? SCENE_CURSOR_OWN : SCENE_CURSOR_NONE, row, col);
    bool on_last_row = in_view && row + 1 == viewport_info(pane->viewport)->rows;
    if (on_last_row != mode->on_last_row) {
        mode->on_last_row = on_last_row;
        ui_stack_show(&pane->ui);
    }
}

/* Past what is selected: the place behind the character at the later end. */
static void select_range(struct copy_mode *mode, struct quire_terminal *terminal, uint32_t width) {
    static const enum quire_selection_unit units[] = {[SELECTING_CHARACTERS] = QUIRE_SELECT_CELL,
                                                      [SELECTING_LINES] = QUIRE_SELECT_LINE,
                                                      [SELECTING_BLOCK] = QUIRE_SELECT_BLOCK};
    struct quire_frame *frame = viewport_frame(mode->pane->viewport);
    struct quire_place anchor = mode->anchor, head = mode->at;
    bool is_block = mode->selecting == SELECTING_BLOCK;
    bool forward = is_block || head.line == anchor.line ? head.column >= anchor.column : head.line > anchor.line;
    if (forward) {
        head.column += width;
    } else {
        anchor.column += mode->anchor_width;
    }
    quire_selection_set(terminal, frame, &anchor, &head, units[mode->selecting]);
}

void copy_mode_clear(struct copy_mode *mode) {
    struct quire_frame *frame = viewport_frame(mode->pane->viewport);
    session_lock(mode->pane->session);
    quire_selection_clear(frame);
    session_unlock(mode->pane->session);
    mode->selecting = SELECTING_NOTHING;
}

void copy_mode_show(struct copy_mode *mode) {
    viewport_keep_in_view(mode->pane->viewport, mode->pane->session, &mode->at);
    copy_mode_framed(mode->pane);
    ui_stack_show(&mode->pane->ui);
    viewport_touch(mode->pane->viewport);
}

/* --- where the cursor goes ------------------------------------------------------------------------------------- */

/* The text that the cursor stood on may be gone: then it goes to the top of the view. */
static bool begin(struct copy_mode *mode, struct quire_terminal *terminal, struct copy_point *at) {
    return copy_text_begin(&mode->text, terminal, &mode->at, at) ||
           (quire_frame_place(viewport_frame(mode->pane->viewport), 0, 0, &mode->at) == QUIRE_OK &&
            copy_text_begin(&mode->text, terminal, &mode->at, at));
}

/* Under the lock: the cursor is at this point now. */
static void arrive(struct copy_mode *mode, struct quire_terminal *terminal, struct copy_point *at) {
    struct copy_source source = copy_text_source(&mode->text);
    copy_settle(&source, at);
    uint32_t width = copy_text_width(&mode->text, at);
    copy_text_place(&mode->text, at, &mode->at);
    if (mode->selecting != SELECTING_NOTHING) {
        select_range(mode, terminal, width);
    }
}

static unsigned take_count(struct copy_mode *mode) {
    unsigned count = mode->count > 0 ? mode->count : 1;
    mode->count = 0;
    return count;
}

void copy_mode_move(struct copy_mode *mode, enum copy_move how, uint32_t character) {
    struct quire_terminal *terminal = session_lock(mode->pane->session);
    struct copy_point at;
    unsigned count = take_count(mode);
    if (begin(mode, terminal, &at)) {
        struct copy_source source = copy_text_source(&mode->text);
        copy_motion(&source, &mode->memory, &at, how, character, count);
        arrive(mode, terminal, &at);
    }
    session_unlock(mode->pane->session);
    copy_mode_show(mode);
}

void copy_mode_find_again(struct copy_mode *mode, bool reverse) {
    struct quire_terminal *terminal = session_lock(mode->pane->session);
    struct copy_point at;
    unsigned count = take_count(mode);
    if (begin(mode, terminal, &at)) {
        struct copy_source source = copy_text_source(&mode->text);
        copy_find_again(&source, &mode->memory, &at, reverse, count);
        arrive(mode, terminal, &at);
    }
    session_unlock(mode->pane->session);
    copy_mode_show(mode);
}

void copy_mode_jump(struct copy_mode *mode, const struct quire_place *place) {
    struct quire_terminal *terminal = session_lock(mode->pane->session);
    struct quire_place from = mode->at;
    struct copy_point at;
    mode->at = *place;
    mode->memory.has_wish = false;
    if (copy_text_begin(&mode->text, terminal, place, &at)) {
        arrive(mode, terminal, &at);
        mode->back = from;
    } else {
        mode->at = from;
    }
    session_unlock(mode->pane->session);
    mode->count = 0;
    copy_mode_show(mode);
}

void copy_mode_go(struct pane *pane, const struct quire_place *place) {
    if (pane->copy != NULL) {
        copy_mode_jump(pane->copy, place);
    }
}

/* A row of the view. */
void copy_mode_go_to_row(struct copy_mode *mode, uint32_t row) {
    struct quire_place place;
    if (quire_frame_place(viewport_shown(mode->pane->viewport), row, 0, &place) == QUIRE_OK) {
        copy_mode_jump(mode, &place);
        copy_mode_move(mode, COPY_LINE_TEXT, 0);
    }
}

void copy_mode_go_to_end(struct copy_mode *mode, bool last) {
    struct quire_range all;
    bool known = quire_terminal_range(session_lock(mode->pane->session), &all) == QUIRE_OK;
    session_unlock(mode->pane->session);
    if (known) {
        const struct quire_place end = {all.to.line, all.to.column > 0 ? all.to.column - 1 : 0};
        copy_mode_jump(mode, last ? &end : &all.from);
        copy_mode_move(mode, COPY_LINE_TEXT, 0);
    }
}

void copy_mode_go_to_prompt(struct copy_mode *mode, int by) {
    uint64_t line = mode->at.line;
    bool found = false;
    for (unsigned count = take_count(mode); count > 0 && pane_prompt_near(mode->pane, line, by, &line); count--) {
        found = true;
    }
    if (found) {
        copy_mode_jump(mode, &(struct quire_place){line, 0});
    }
}

/* By parts of a view: the view and the cursor. */
void copy_mode_go_screens(struct copy_mode *mode, int halves) {
    unsigned rows = viewport_info(mode->pane->viewport)->rows, count = take_count(mode);
    int64_t by = (int64_t)count * halves * (rows > 2 ? rows / 2 : 1);
    viewport_scroll(mode->pane->viewport, mode->pane->session, -by);
    mode->count = (unsigned)(by < 0 ? -by : by);
    copy_mode_move(mode, by < 0 ? COPY_UP : COPY_DOWN, 0);
}

void copy_mode_find_text(struct copy_mode *mode, bool older) {
    struct quire_place found = mode->at;
    bool any = false;
    for (unsigned count = take_count(mode); count > 0 && pane_search_near(mode->pane, &found, older, &found); count--) {
        any = true;
    }
    if (any) {
        copy_mode_jump(mode, &found);
    } else {
        mode->pane->sink.say(mode->pane->sink.user, "There is no further hit in that direction");
    }
}

/* The cursor's row to a part of the view. */
void copy_mode_place_view(struct copy_mode *mode, uint32_t key) {
    struct viewport *viewport = mode->pane->viewport;
    uint32_t rows = viewport_info(viewport)->rows, row, col;
    uint32_t goal = key == 't' ? 0 : key == 'b' ? rows - 1 : rows / 2;
    if (quire_frame_find(viewport_shown(viewport), &mode->at, &row, &col) == QUIRE_OK) {
        viewport_scroll(viewport, mode->pane->session, (int64_t)goal - row);
    }
}

/* --- selecting and copying ------------------------------------------------------------------------------------- */

void copy_mode_select(struct copy_mode *mode, enum selecting how) {
    if (mode->selecting == how) {
        copy_mode_clear(mode);
        copy_mode_show(mode);
        return;
    }
    struct quire_terminal *terminal = session_lock(mode->pane->session);
    struct copy_point at;
    if (begin(mode, terminal, &at)) {
        uint32_t width = copy_text_width(&mode->text, &at);
        if (mode->selecting == SELECTING_NOTHING) {
            mode->anchor = mode->at;
            mode->anchor_width = width;
        }
        mode->selecting = how;
        select_range(mode, terminal, width);
    }
    session_unlock(mode->pane->session);
    copy_mode_show(mode);
}

void copy_mode_swap_ends(struct copy_mode *mode) {
    if (mode->selecting != SELECTING_NOTHING) {
        struct quire_place anchor = mode->anchor;
        struct quire_terminal *terminal = session_lock(mode->pane->session);
        struct copy_point at;
        if (begin(mode, terminal, &at)) {
            mode->anchor_width = copy_text_width(&mode->text, &at);
            mode->anchor = mode->at;
        }
        session_unlock(mode->pane->session);
        mode->at = anchor;
        mode->count = 0;
        mode->memory.has_wish = false;
        copy_mode_show(mode);
    }
}

void copy_mode_copy(struct copy_mode *mode) {
    struct pane *pane = mode->pane;
    pane_copy(pane, CLIPBOARD_PRIMARY);
    pane_copy(pane, CLIPBOARD_MAIN);
    copy_mode_leave(pane);
}

void copy_mode_copy_line(struct copy_mode *mode) {
    copy_mode_clear(mode);
    copy_mode_select(mode, SELECTING_LINES);
    for (unsigned count = take_count(mode); count > 1; count--) {
        copy_mode_move(mode, COPY_LINE_END, 0);
        copy_mode_move(mode, COPY_DOWN, 0);
    }
    copy_mode_copy(mode);
}

void copy_mode_yank(struct copy_mode *mode) {
    if (mode->selecting == SELECTING_NOTHING) {
        copy_mode_copy_line(mode);
    } else {
        copy_mode_copy(mode);
    }
}

/* --- the mode -------------------------------------------------------------------------------------------------- */

static struct copy_mode *mode_of(struct ui_mode *mode) {
    return (struct copy_mode *)(void *)mode; /* its first member */
}

static bool take_key(struct ui_mode *mode, const struct quire_key_event *event, int64_t now) {
    (void)now;
    return copy_mode_key(mode_of(mode), event);
}

/* What an input method writes has no meaning here. */
static bool take_text(struct ui_mode *mode, const struct ui_text *text, int64_t now) {
    (void)mode;
    (void)text;
    (void)now;
    return true;
}

static void take_click(struct ui_mode *mode, uint32_t col, int64_t now) {
    (void)col;
    (void)now;
    copy_mode_leave(mode_of(mode)->pane);
}

static bool put_line(struct ui_mode *ui_mode, uint32_t cols, struct ui_line *line) {
    static const char *const words[] = {"copy", "copy: characters", "copy: lines", "copy: a block"};
    const struct copy_mode *mode = mode_of(ui_mode);
    char count[16] = "", pending[2] = {(char)mode->pending, '\0'};
    if (mode->count > 0) {
        snprintf(count, sizeof count, "%u", mode->count);
    }
    const char *help = cols >= 70 ? "v V ctrl+v: select   y: copy   /: search   q: leave " : "";
    int left = snprintf(line->text, sizeof line->text, " %s  %s%s", words[mode->selecting], count, pending);
    int room = (int)cols - left - (int)strlen(help);
    snprintf(line->text + left, sizeof line->text - (size_t)left, "%*s%s", room > 0 ? room : 0, "", help);
    return !mode->on_last_row;
}

static const struct ui_mode_kind kind = {take_key, take_text, take_click, put_line, true};

/* --- entering and leaving -------------------------------------------------------------------------------------- */

static bool enter(struct copy_mode *mode) {
    struct viewport *viewport = mode->pane->viewport;
    const struct quire_frame *frame = viewport_frame_now(viewport, mode->pane->session);
    const struct quire_frame_info *info = viewport_info(viewport);
    uint32_t col = info->cursor_col < info->cols ? info->cursor_col : info->cols - 1;
    mode->was_following = info->scroll_offset == 0;
    return copy_text_init(&mode->text) &&
           quire_frame_place(frame, mode->was_following ? info->cursor_row : info->rows / 2,
                             mode->was_following ? col : 0, &mode->at) == QUIRE_OK;
}

void copy_mode_toggle(struct pane *pane) {
    if (pane->copy != NULL) {
        copy_mode_leave(pane);
        return;
    }
    struct copy_mode *mode = calloc(1, sizeof *mode);
    if (mode == NULL) {
        return;
    }
    mode->mode.kind = &kind;
    mode->pane = pane;
    if (!enter(mode)) {
        copy_text_finish(&mode->text);
        free(mode);
        return;
    }
    pane->copy = mode;
    viewport_hold(pane->viewport, true);
    ui_stack_push(&pane->ui, &mode->mode);
    struct quire_terminal *terminal = session_lock(pane->session);
    struct copy_point at;
    if (begin(mode, terminal, &at)) {
        arrive(mode, terminal, &at);
    }
    session_unlock(pane->session);
    copy_mode_show(mode);
}

void copy_mode_leave(struct pane *pane) {
    struct copy_mode *mode = pane->copy;
    if (mode == NULL) {
        return;
    }
    pane_search_close(pane->search);
    copy_mode_clear(mode);
    pane->copy = NULL;
    ui_stack_remove(&pane->ui, &mode->mode);
    viewport_hold(pane->viewport, false);
    viewport_set_cursor(pane->viewport, SCENE_CURSOR_PROGRAM, 0, 0);
    if (mode->was_following) {
        viewport_scroll_to(pane->viewport, pane->session, 0);
    }
    copy_text_finish(&mode->text);
    free(mode);
}
