#define _GNU_SOURCE
#include "pane_hints.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <quire/key_tables.h>
#include <quire/place.h>
#include <quire/selection.h>
#include <quire/style.h>

#include "byte_buffer.h"
#include "cell_color.h"
#include "hint_list.h"
#include "pane.h"
#include "pane_clipboard.h"
#include "pane_links.h"
#include "path_check.h"
#include "shell_quote.h"
#include "view_line.h"

enum { LOOK_MS = 50, YELLOW = 3 };

#define DIM 0.4f
#define CONTRAST 9.0f

struct pane_hints {
    struct ui_mode mode;
    struct pane *pane;
    enum hint_act act;
    char *command; /* of HINT_RUN */
    bool copies;   /* a letter was typed with shift */
    char typed[HINT_LABEL_MAX + 1];
    struct hint_patterns patterns;
    struct hint_list list;
    struct highlight_list ranges;
    struct highlight highlight;
    struct scene_label *labels; /* as many as there are hints at most */
    uint64_t seen;              /* of the rows that were compared with the hints last */
};

static void say(struct pane *pane, const char *text) {
    pane->sink.say(pane->sink.user, text);
}

/* --- what is wanted --- */

static const struct {
    const char *name;
    unsigned kinds;
} kind_names[] = {
    {"", HINT_ALL_KINDS},
    {"all", HINT_ALL_KINDS},
    {"urls", LINK_BIT(LINK_URL) | LINK_BIT(LINK_MAIL) | HINT_LINK_BIT},
    {"paths", LINK_BIT(LINK_PATH)},
    {"hashes", LINK_BIT(LINK_HASH) | LINK_BIT(LINK_UUID)},
    {"ips", LINK_BIT(LINK_ADDRESS)},
};

/* False: the name is none, which is said. */
static bool wish_for(struct pane_hints *hints, const char *name, struct hint_wish *wish) {
    char text[100];
    *wish = (struct hint_wish){0, &hints->patterns, hint_patterns_find(&hints->patterns, name)};
    if (wish->pattern >= 0) {
        return true;
    }
    for (size_t i = 0; i < sizeof kind_names / sizeof kind_names[0]; i++) {
        if (strcmp(kind_names[i].name, name) == 0) {
            bool all = kind_names[i].kinds == HINT_ALL_KINDS;
            wish->kinds = kind_names[i].kinds;
            wish->pattern = all ? -1 : (int)hints->patterns.count;
            return true;
        }
    }
    snprintf(text, sizeof text, "There is no hint-pattern '%.40s', and no such kind of hints", name);
    say(hints->pane, text);
    return false;
}

/* --- which paths there are --- */

/* The paths of the list that are not surely some, from the root on, each in memory of its own; `which` are their hints.
 * The number of them. */
static size_t doubtful_paths(struct pane_hints *hints, char **names, size_t *which) {
    char name[PANE_PATH_MAX];
    size_t count = 0;
    for (size_t i = 0; i < hints->list.count; i++) {
        const struct hint *hint = &hints->list.items[i];
        if (hint->kind == LINK_PATH && !hint->sure && pane_path(hints->pane, hint->target, name) &&
            (names[count] = strdup(name)) != NULL) {
            which[count++] = i;
        }
    }
    return count;
}

/* Words with a slash that are none: they go. */
static void drop_words(struct pane_hints *hints) {
    char *names[HINTS_MAX] = {NULL};
    size_t which[HINTS_MAX];
    enum path_state states[HINTS_MAX];
    size_t count = doubtful_paths(hints, names, which);
    path_check((const char *const *)names, count, states, LOOK_MS);
    for (size_t i = count; i > 0; i--) {
        free(names[i - 1]);
        if (states[i - 1] != PATH_EXISTS) {
            hint_list_remove(&hints->list, which[i - 1]);
        }
    }
}

/* --- closing --- */

void pane_hints_close(struct pane *pane) {
    struct pane_hints *hints = pane->hints;
    if (hints == NULL) {
        return;
    }
    pane->hints = NULL;
    ui_stack_remove(&pane->ui, &hints->mode);
    viewport_highlight(pane->viewport, HIGHLIGHT_HINT, NULL);
    viewport_set_labels(pane->viewport, NULL, 0, 0);
    highlight_list_finish(&hints->ranges);
    hint_list_finish(&hints->list);
    hint_patterns_finish(&hints->patterns);
    free(hints->labels);
    free(hints->command);
    free(hints);
}

/* --- what a hint does --- */

/* What of it is of use elsewhere: mail without its scheme, links with what they lead to. */
static const char *value_of(const struct hint *hint) {
    return hint->kind == LINK_MAIL ? hint->text : hint->target;
}

static void copy(struct pane *pane, const struct hint *hint) {
    const char *value = value_of(hint);
    char text[100];
    if (pane_copy_text(pane, CLIPBOARD_MAIN, value, strlen(value))) {
        snprintf(text, sizeof text, "Copied: %.60s%s", value, strlen(value) > 60 ? "..." : "");
        say(pane, text);
    }
}

static void insert(struct pane *pane, const struct hint *hint) {
    struct byte_buffer word = {NULL, 0, 0};
    const char *value = value_of(hint);
    if (hint->kind != LINK_PATH) {
        pane_send(pane, value, strlen(value));
    } else if (shell_quote(&word, value)) {
        pane_send(pane, word.bytes, word.length);
    }
    byte_buffer_finish(&word);
}

static void select_text(struct pane *pane, const struct hint *hint) {
    const struct quire_place from = {hint->range.line, hint->range.from}, to = {hint->range.line, hint->range.to};
    struct quire_frame *frame = viewport_frame(pane->viewport);
    quire_selection_set(session_lock(pane->session), frame, &from, &to, QUIRE_SELECT_CELL);
    session_unlock(pane->session);
    viewport_touch(pane->viewport);
    pane_copy(pane, CLIPBOARD_PRIMARY);
}

static void run(struct pane *pane, const char *setting, const char *command, const struct hint *hint) {
    char path[PANE_PATH_MAX] = "", line[12];
    if (hint->kind != LINK_PATH || !pane_path(pane, hint->target, path)) {
        snprintf(path, sizeof path, "%s", value_of(hint));
    }
    snprintf(line, sizeof line, "%u", hint->line > 0 ? hint->line : 1);
    const struct command_value values[] = {{"", path}, {"path", path}, {"line", line}};
    pane_run(pane, setting, command, values, 3);
}

static void open(const struct pane_hints *hints, const struct hint *hint) {
    const char *command = hint->kind == LINK_OTHER ? hints->patterns.items[hint->pattern].command : "";
    const struct pane_target target = {hint->kind, hint->target, hint->line, hint->column};
    if (pane_opens(hint->kind)) {
        pane_open(hints->pane, &target);
    } else if (command[0] != '\0') {
        run(hints->pane, "hint-action", command, hint);
    } else {
        copy(hints->pane, hint);
    }
}

static void act_on(const struct pane_hints *hints, const struct hint *hint) {
    switch (hints->copies ? HINT_COPY : hints->act) {
    case HINT_OPEN:
        open(hints, hint);
        break;
    case HINT_COPY:
        copy(hints->pane, hint);
        break;
    case HINT_INSERT:
        insert(hints->pane, hint);
        break;
    case HINT_SELECT:
        select_text(hints->pane, hint);
        break;
    case HINT_RUN:
        run(hints->pane, "hint_run", hints->command, hint);
        break;
    }
}

/* --- typing --- */

static bool goes_on(const struct pane_hints *hints, const struct hint *hint) {
    return strncmp(hint->label.letters, hints->typed, strlen(hints->typed)) == 0;
}

/* The hint whose label was typed; NULL: none yet. *any: labels begin so. */
static const struct hint *chosen(const struct pane_hints *hints, bool *any) {
    *any = false;
    for (size_t i = 0; i < hints->list.count; i++) {
        const struct hint *hint = &hints->list.items[i];
        *any = *any || goes_on(hints, hint);
        if (strcmp(hint->label.letters, hints->typed) == 0) {
            return hint;
        }
    }
    return NULL;
}

/* What is typed by mistake is not taken. May close the hints. */
static void type(struct pane_hints *hints, char letter, bool shift) {
    size_t length = strlen(hints->typed);
    struct pane *pane = hints->pane;
    bool any;
    if (length == HINT_LABEL_MAX) {
        return;
    }
    hints->typed[length] = letter;
    const struct hint *hint = chosen(hints, &any);
    if (!any) {
        hints->typed[length] = '\0';
        return;
    }
    hints->copies = hints->copies || shift;
    viewport_touch(pane->viewport);
    if (hint != NULL) {
        act_on(hints, hint);
        pane_hints_close(pane);
    }
}

static void take_back(struct pane_hints *hints) {
    size_t length = strlen(hints->typed);
    hints->typed[length > 0 ? length - 1 : 0] = '\0';
    hints->copies = hints->copies && length > 1;
    viewport_touch(hints->pane->viewport);
}

/* The letter of a key: its own, or where that is none of ASCII the one at its place on a US keyboard. 0: neither is. */
static char letter_of(const struct quire_key_event *event) {
    uint32_t own = event->character, place = event->base, c = own > 0x20 && own < 0x7F ? own : place;
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ? (char)c : '\0';
}

static struct pane_hints *hints_of(struct ui_mode *mode) {
    return (struct pane_hints *)(void *)mode; /* its first member */
}

static bool take_key(struct ui_mode *mode, const struct quire_key_event *event, int64_t now) {
    struct pane_hints *hints = hints_of(mode);
    (void)now;
    if (event->action == QUIRE_KEY_RELEASE || (event->mods & (QUIRE_MOD_CTRL | QUIRE_MOD_ALT | QUIRE_MOD_SUPER)) != 0) {
        return false;
    }
    if (event->key == QUIRE_KEY_ESCAPE) {
        pane_hints_close(hints->pane);
    } else if (event->key == QUIRE_KEY_BACKSPACE) {
        take_back(hints);
    } else if (event->key != QUIRE_KEY_CHARACTER) {
        return false;
    } else if (letter_of(event) != '\0') {
        type(hints, letter_of(event), (event->mods & QUIRE_MOD_SHIFT) != 0);
    }
    return true;
}

/* One letter at a time: a longer text is a word of an input method. */
static bool take_text(struct ui_mode *mode, const struct ui_text *text, int64_t now) {
    (void)now;
    if (text->kind == UI_TEXT_TYPED && text->length == 1) {
        char c = text->bytes[0];
        bool shift = c >= 'A' && c <= 'Z';
        type(hints_of(mode), shift ? (char)(c - 'A' + 'a') : c, shift);
    }
    return true;
}

static void take_click(struct ui_mode *mode, uint32_t col, int64_t now) {
    (void)mode;
    (void)col;
    (void)now;
}

static bool put_line(struct ui_mode *mode, uint32_t cols, struct ui_line *line) {
    (void)mode;
    (void)cols;
    (void)line;
    return false;
}

static const struct ui_mode_kind kind = {take_key, take_text, take_click, put_line, true};

/* --- where they are --- */

/* A number that is another one when any row of the view is. */
static uint64_t rows_seen(const struct quire_frame *frame) {
    struct quire_frame_line line = QUIRE_FRAME_LINE_INIT;
    uint64_t seen = 14695981039346656037u;
    for (uint32_t row = 0; quire_frame_get_line(frame, row, &line) == QUIRE_OK; row++) {
        seen = (seen ^ line.version) * 1099511628211u;
    }
    return seen;
}

/* Does what a hint was made of still stand in a line? Of what is in view by half nobody can tell. */
static bool stands_there(const struct view_line *line, const struct hint *hint) {
    size_t from = view_line_byte(line, hint->range.from), length = strlen(hint->text);
    if (from == line->length || line->columns[from] != hint->range.from) {
        return line->cut_before || line->cut_after;
    }
    bool whole = from + length <= line->length;
    return whole ? memcmp(line->text + from, hint->text, length) == 0 : line->cut_after;
}

/* Takes away the hints of a line whose text is another one now. */
static void compare_line(struct hint_list *list, const struct view_line *line) {
    for (size_t i = list->count; i > 0; i--) {
        if (list->items[i - 1].range.line == line->line && !stands_there(line, &list->items[i - 1])) {
            hint_list_remove(list, i - 1);
        }
    }
}

static void compare(struct pane_hints *hints, const struct quire_frame *frame) {
    struct view_line line = {0};
    uint64_t seen = rows_seen(frame);
    if (seen == hints->seen) {
        return;
    }
    hints->seen = seen;
    for (uint32_t row = 0; view_line_read(&line, frame, row); row = line.row + line.rows) {
        compare_line(&hints->list, &line);
    }
    view_line_finish(&line);
}

/* Labels and ranges of the hints that go on with what was typed. The number of those in view. */
static size_t place_all(struct pane_hints *hints, const struct quire_frame *frame) {
    size_t count = 0;
    hints->ranges.count = 0;
    for (size_t i = 0; i < hints->list.count; i++) {
        const struct hint *hint = &hints->list.items[i];
        const struct quire_place place = {hint->range.line, hint->range.from};
        struct scene_label label = {.typed = (uint32_t)strlen(hints->typed), .text = hint->label.letters};
        if (goes_on(hints, hint) && quire_frame_find(frame, &place, &label.row, &label.col) == QUIRE_OK) {
            hints->labels[count++] = label;
            highlight_list_add(&hints->ranges, &hint->range);
        }
    }
    return count;
}

/* Yellow of the theme, as the labels have it, or what of it can be read on the background, also when that lies over it.
 */
static struct highlight_look look_of(const struct quire_frame *frame) {
    struct quire_frame_info info = QUIRE_FRAME_INFO_INIT;
    quire_frame_get_info(frame, &info);
    uint32_t color = cell_color_readable(quire_frame_palette(frame)[YELLOW], info.background & 0xFFFFFF, CONTRAST);
    return (struct highlight_look){color, HIGHLIGHT_COLOR_NONE, false, QUIRE_UNDERLINE_SINGLE};
}

void pane_hints_place(struct pane *pane) {
    struct pane_hints *hints = pane->hints;
    const struct quire_frame *frame = viewport_shown(pane->viewport);
    compare(hints, frame);
    size_t count = place_all(hints, frame);
    if (count == 0) {
        pane_hints_close(pane);
        return;
    }
    hints->highlight = (struct highlight){look_of(frame), hints->ranges.ranges, hints->ranges.count};
    viewport_highlight(pane->viewport, HIGHLIGHT_HINT, &hints->highlight);
    viewport_set_labels(pane->viewport, hints->labels, count, DIM);
}

/* --- opening --- */

static bool fill(struct pane_hints *hints, const char *kinds) {
    struct hint_wish wish;
    const struct config *config = &hints->pane->settings->values;
    char error[300];
    hint_patterns_make(&hints->patterns, config, error, sizeof error);
    if (error[0] != '\0') {
        say(hints->pane, error);
    }
    if (!wish_for(hints, kinds, &wish)) {
        return false;
    }
    hint_list_collect(&hints->list, viewport_shown(hints->pane->viewport), &wish);
    hint_list_limit(&hints->list, HINTS_MAX);
    drop_words(hints);
    if (hints->list.count == 0) {
        say(hints->pane, "There is nothing here that hints could point at");
        return false;
    }
    hints->labels = calloc(hints->list.count, sizeof *hints->labels);
    return hints->labels != NULL && hint_list_label(&hints->list, config->hint_letters);
}

void pane_hints_open(struct pane *pane, enum hint_act act, const char *text) {
    pane_hints_close(pane);
    struct pane_hints *hints = calloc(1, sizeof *hints);
    if (hints == NULL) {
        return;
    }
    *hints = (struct pane_hints){.mode = {&kind, NULL}, .pane = pane, .act = act, .command = strdup(text)};
    pane->hints = hints;
    ui_stack_push(&pane->ui, &hints->mode);
    if (hints->command == NULL || !fill(hints, act == HINT_RUN ? "" : text)) {
        pane_hints_close(pane);
        return;
    }
    pane_hover_update(&pane->hover, HOVER_NOTHING, 0, 0);
    hints->seen = rows_seen(viewport_shown(pane->viewport));
    viewport_touch(pane->viewport);
}
