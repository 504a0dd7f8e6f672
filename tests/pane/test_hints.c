/* Hints: which labels there are, what typing does, and what becomes of them when the screen changes. */
#define _GNU_SOURCE
#include "pane_hints.h"

#include <stdlib.h>

#include <quire/selection.h>
#include <quire/terminal.h>

#include "hint_list.h"
#include "pane.h"
#include "pane_clipboard.h"
#include "pane_links.h"
#include "pattern.h"
#include "test.h"

/* --- stand-ins --- */

static struct quire_terminal *terminal;
static struct quire_frame *frame;
static struct pane pane;
static struct config_snapshot settings;
static char did[600], said[300]; /* what was done last */
static const struct scene_label *labels;
static size_t label_count;
static struct highlight highlight;

const struct quire_frame *viewport_shown(struct viewport *viewport) {
    (void)viewport;
    return frame;
}

struct quire_frame *viewport_frame(struct viewport *viewport) {
    (void)viewport;
    return frame;
}

void viewport_touch(struct viewport *viewport) {
    (void)viewport;
}

void viewport_highlight(struct viewport *viewport, enum highlight_kind kind, const struct highlight *given) {
    (void)viewport;
    CHECK(kind == HIGHLIGHT_HINT);
    highlight = given != NULL ? *given : (struct highlight)HIGHLIGHT_INIT;
}

void viewport_set_labels(struct viewport *viewport, const struct scene_label *given, size_t count, float dim) {
    (void)viewport;
    (void)dim;
    labels = given;
    label_count = count;
}

struct quire_terminal *session_lock(struct session *session) {
    (void)session;
    return terminal;
}

void session_unlock(struct session *session) {
    (void)session;
}

bool pane_hover_update(struct pane_hover *hover, enum hover_wish wish, int32_t x_px, int32_t y_px) {
    (void)hover;
    (void)x_px;
    (void)y_px;
    return wish != HOVER_NOTHING;
}

bool pane_opens(enum link_kind kind) {
    return kind == LINK_URL || kind == LINK_MAIL || kind == LINK_PATH;
}

void pane_open(struct pane *of, const struct pane_target *target) {
    (void)of;
    snprintf(did, sizeof did, "open %s %u:%u", target->text, target->line, target->column);
}

void pane_run(struct pane *of, const char *setting, const char *command, const struct command_value *values,
              size_t count) {
    (void)of;
    CHECK(count > 0);
    snprintf(did, sizeof did, "%s: %s %s", setting, command, values[0].value);
}

bool pane_path(struct pane *of, const char *path, char *name) {
    (void)of;
    return snprintf(name, PANE_PATH_MAX, "%s%s", path[0] == '/' ? "" : "/", path) < PANE_PATH_MAX;
}

void path_check(const char *const *paths, size_t count, enum path_state *states, int wait_ms) {
    CHECK(wait_ms <= 100);
    for (size_t i = 0; i < count; i++) {
        states[i] = strcmp(paths[i], "/etc/passwd") == 0 ? PATH_EXISTS
                    : strcmp(paths[i], "/and/or") == 0   ? PATH_MISSING
                                                         : PATH_UNKNOWN;
    }
}

bool pane_copy_text(struct pane *of, enum clipboard_target target, const char *text, size_t length) {
    (void)of;
    snprintf(did, sizeof did, "copy %d %.*s", target == CLIPBOARD_MAIN, (int)length, text);
    return true;
}

bool pane_copy(struct pane *of, enum clipboard_target target) {
    size_t length = 0;
    (void)of;
    CHECK(target == CLIPBOARD_PRIMARY);
    snprintf(did, sizeof did, "select ");
    CHECK(quire_selection_text(terminal, frame, did + 7, sizeof did - 8, &length) == QUIRE_OK);
    did[7 + length] = '\0';
    return true;
}

void pane_send(struct pane *of, const char *bytes, size_t length) {
    (void)of;
    snprintf(did, sizeof did, "type %.*s", (int)length, bytes);
}

static void say(void *user, const char *text) {
    (void)user;
    snprintf(said, sizeof said, "%s", text);
}

static void show_line(void *user, const struct ui_line *line) {
    (void)user;
    CHECK(line == NULL);
}

/* --- the stage --- */

static void feed(const char *text) {
    quire_terminal_feed(terminal, text, strlen(text));
    CHECK(quire_frame_update(frame, terminal) == QUIRE_OK);
    if (pane.hints != NULL) {
        pane_hints_place(&pane);
    }
}

static void start(const char *text) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    options.cols = 60;
    options.rows = 8;
    did[0] = said[0] = '\0';
    config_init(&settings.values);
    memset(&pane, 0, sizeof pane);
    pane.settings = &settings;
    pane.sink.say = say;
    pane.ui = (struct ui_stack)UI_STACK_INIT(NULL, show_line, NULL);
    CHECK(quire_terminal_create(&options, &terminal) == QUIRE_OK);
    CHECK(quire_frame_create(NULL, &frame) == QUIRE_OK);
    feed(text);
}

static void end(void) {
    pane_hints_close(&pane);
    CHECK(pane.ui.top == NULL);
    CHECK(labels == NULL && label_count == 0 && highlight.count == 0);
    quire_frame_destroy(frame);
    quire_terminal_destroy(terminal);
}

static void open(enum hint_act act, const char *text) {
    did[0] = said[0] = '\0';
    pane_hints_open(&pane, act, text);
    if (pane.hints != NULL) {
        pane_hints_place(&pane);
    }
}

/* "a@0,3 s@1,0" */
static const char *placed(void) {
    static char text[1000];
    size_t length = 0;
    text[0] = '\0';
    for (size_t i = 0; i < label_count; i++) {
        length += (size_t)snprintf(text + length, sizeof text - length, "%s%s@%u,%u", i > 0 ? " " : "", labels[i].text,
                                   labels[i].row, labels[i].col);
    }
    return text;
}

static bool press(enum quire_key key, uint32_t character, uint32_t mods) {
    struct quire_key_event event = QUIRE_KEY_EVENT_INIT;
    event.key = key;
    event.character = character;
    event.mods = mods;
    bool used = ui_stack_key(&pane.ui, &event, 0);
    if (pane.hints != NULL) {
        pane_hints_place(&pane);
    }
    return used;
}

static void type(const char *letters, uint32_t mods) {
    for (; *letters != '\0'; letters++) {
        CHECK(press(QUIRE_KEY_CHARACTER, (unsigned char)*letters, mods));
    }
}

/* --- the rules --- */

static const char *const things = "https://a.org and b@a.org\r\n/etc/passwd:3 85759ca 10.0.0.1\r\n";

static void the_last_ones_have_the_handiest_labels(void) {
    start(things);
    open(HINT_OPEN, "");
    CHECK_STR(placed(), "g@0,0 f@0,18 d@1,0 s@1,14 a@1,22");
    CHECK_INT(highlight.count, 5);
    CHECK_INT(highlight.ranges[1].from, 18);
    CHECK_INT(highlight.ranges[1].to, 25);
    end();
}

static void each_thing_is_opened_its_own_way(void) {
    start(things);
    open(HINT_OPEN, "");
    type("g", 0);
    CHECK_STR(did, "open https://a.org 0:0");
    CHECK(pane.hints == NULL);
    open(HINT_OPEN, "all");
    type("f", 0);
    CHECK_STR(did, "open mailto:b@a.org 0:0");
    open(HINT_OPEN, "");
    type("d", 0);
    CHECK_STR(did, "open /etc/passwd 3:0");
    open(HINT_OPEN, "");
    type("s", 0);
    CHECK_STR(did, "copy 1 85759ca"); /* nothing opens a hash */
    CHECK_STR(said, "Copied: 85759ca");
    end();
}

static void the_other_acts(void) {
    start(things);
    open(HINT_COPY, "");
    type("f", 0);
    CHECK_STR(did, "copy 1 b@a.org");
    open(HINT_INSERT, "");
    type("d", 0);
    CHECK_STR(did, "type /etc/passwd");
    open(HINT_SELECT, "");
    type("a", 0);
    CHECK_STR(did, "select 10.0.0.1");
    open(HINT_RUN, "git show {}");
    type("s", 0);
    CHECK_STR(did, "hint_run: git show {} 85759ca");
    end();
}

static void with_shift_it_is_copied(void) {
    start(things);
    open(HINT_OPEN, "");
    type("g", QUIRE_MOD_SHIFT);
    CHECK_STR(did, "copy 1 https://a.org");
    end();
}

static void kinds_by_name(void) {
    start(things);
    open(HINT_OPEN, "urls");
    CHECK_STR(placed(), "s@0,0 a@0,18");
    open(HINT_OPEN, "paths");
    CHECK_STR(placed(), "a@1,0");
    open(HINT_OPEN, "hashes");
    CHECK_STR(placed(), "a@1,14");
    open(HINT_OPEN, "ips");
    CHECK_STR(placed(), "a@1,22");
    open(HINT_OPEN, "nonsense");
    CHECK(pane.hints == NULL);
    CHECK_STR(said, "There is no hint-pattern 'nonsense', and no such kind of hints");
    end();
}

/* A pattern goes before what is found anyway, but for an address that it is a part of: half of one is none. */
static void patterns_of_the_user(void) {
    start("see T-1 and https://a.org/T-2 by ann 10.0.0.1:T-3\r\n");
    snprintf(settings.values.hint_pattern, CONFIG_LINES_MAX, "ticket: T-([0-9]+)\nname: ann|bob\nplace: [0-9.]+:T");
    snprintf(settings.values.hint_action, CONFIG_LINES_MAX, "ticket: firefox {}");
    open(HINT_OPEN, "");
    CHECK_STR(placed(), "g@0,6 f@0,12 d@0,33 s@0,37 a@0,48");
    type("g", 0);
    CHECK_STR(did, "hint-action: firefox {} 1");
    open(HINT_OPEN, "ticket");
    CHECK_STR(placed(), "d@0,6 s@0,28 a@0,48");
    open(HINT_COPY, "place");
    CHECK_STR(placed(), "a@0,37");
    type("a", 0);
    CHECK_STR(did, "copy 1 10.0.0.1:T");
    end();
}

static void patterns_that_are_wrong_are_said(void) {
    start(things);
    snprintf(settings.values.hint_pattern, CONFIG_LINES_MAX, "bad: (");
    open(HINT_OPEN, "");
    CHECK(strncmp(said, "hint-pattern bad: column", 24) == 0);
    CHECK_INT(label_count, 5);
    snprintf(settings.values.hint_pattern, CONFIG_LINES_MAX, "no colon");
    open(HINT_OPEN, "");
    CHECK_STR(said, "hint-pattern: 'no colon' should be NAME: and what belongs to it");
    settings.values.hint_pattern[0] = '\0';
    snprintf(settings.values.hint_action, CONFIG_LINES_MAX, "other: firefox {}");
    open(HINT_OPEN, "");
    CHECK_STR(said, "hint-action other: there is no hint-pattern of this name");
    end();
}

static void links_of_programs(void) {
    start("\033]8;;https://real.org\033\\https://shown.org\033]8;;\033\\\r\n");
    open(HINT_OPEN, "");
    CHECK_STR(placed(), "a@0,0");
    type("a", 0);
    CHECK_STR(did, "open https://real.org 0:0");
    end();
}

/* Two letters: the first narrows, what is typed by mistake is not taken, backspace goes back. */
static void typing_narrows(void) {
    start("http://a/1 http://a/2 http://a/3 http://a/4 http://a/5\r\n");
    snprintf(settings.values.hint_letters, CONFIG_TEXT_MAX, "abc");
    open(HINT_OPEN, "");
    CHECK_STR(placed(), "cc@0,0 cb@0,11 ca@0,22 b@0,33 a@0,44");
    type("c", 0);
    CHECK_STR(placed(), "cc@0,0 cb@0,11 ca@0,22");
    CHECK_INT(labels[0].typed, 1);
    CHECK_INT(highlight.count, 3);
    type("z", 0);
    CHECK_INT(label_count, 3);
    CHECK(press(QUIRE_KEY_BACKSPACE, 0, 0));
    CHECK_INT(label_count, 5);
    CHECK(press(QUIRE_KEY_BACKSPACE, 0, 0));
    type("c", QUIRE_MOD_SHIFT);
    type("b", 0);
    CHECK_STR(did, "copy 1 http://a/2");
    end();
}

static void the_same_has_the_same_label(void) {
    start("http://a/1 http://a/2 http://a/1\r\n");
    open(HINT_OPEN, "");
    CHECK_STR(placed(), "a@0,0 s@0,11 a@0,22");
    type("a", 0);
    CHECK_STR(did, "open http://a/1 0:0");
    end();
}

static void escape_leaves(void) {
    start(things);
    open(HINT_OPEN, "");
    CHECK(press(QUIRE_KEY_ESCAPE, 0, 0));
    CHECK(pane.hints == NULL && label_count == 0);
    CHECK_STR(did, "");
    end();
}

/* What is bound elsewhere does what it does; nothing reaches the program. */
static void other_keys_are_for_the_bindings(void) {
    start(things);
    open(HINT_OPEN, "");
    CHECK(ui_stack_keeps(&pane.ui));
    CHECK(!press(QUIRE_KEY_CHARACTER, 'a', QUIRE_MOD_CTRL));
    CHECK(!press(QUIRE_KEY_PAGE_UP, 0, QUIRE_MOD_SHIFT));
    CHECK(!press(QUIRE_KEY_LEFT_SHIFT, 0, QUIRE_MOD_SHIFT));
    CHECK(press(QUIRE_KEY_CHARACTER, ';', 0));
    CHECK_INT(label_count, 5);
    end();
}

/* On a keyboard of another script the place of the key counts; an input method types letters, too. */
static void other_keyboards(void) {
    struct quire_key_event event = QUIRE_KEY_EVENT_INIT;
    struct ui_text text = {UI_TEXT_TYPED, "G", 1};
    start(things);
    open(HINT_OPEN, "");
    event.character = 0x43F; /* where g is */
    event.base = 'g';
    CHECK(ui_stack_key(&pane.ui, &event, 0));
    CHECK_STR(did, "open https://a.org 0:0");
    open(HINT_OPEN, "");
    CHECK(ui_stack_text(&pane.ui, &text, 0));
    CHECK_STR(did, "copy 1 https://a.org");
    end();
}

static void output_takes_labels_along(void) {
    start(things);
    open(HINT_OPEN, "");
    feed("more\r\nand more\r\n1\r\n2\r\n3\r\n4\r\n");
    CHECK_STR(placed(), "d@0,0 s@0,14 a@0,22");
    type("d", 0);
    CHECK_STR(did, "open /etc/passwd 3:0");
    end();
}

/* A label never acts on what came after it was read. */
static void what_is_overwritten_has_no_label(void) {
    start(things);
    open(HINT_OPEN, "");
    feed("\033[1;9Hb");
    CHECK_STR(placed(), "f@0,18 d@1,0 s@1,14 a@1,22");
    type("g", 0);
    CHECK_STR(did, "");
    CHECK(pane.hints != NULL);
    feed("\033[1;9Ha"); /* the text is as it was, and was gone meanwhile */
    CHECK_INT(label_count, 4);
    end();
}

static void when_nothing_is_left_they_close(void) {
    start(things);
    open(HINT_OPEN, "");
    feed("\033[2J");
    CHECK(pane.hints == NULL && pane.ui.top == NULL);
    CHECK_INT(label_count, 0);
    end();
    start("nothing at all\r\n");
    open(HINT_OPEN, "");
    CHECK(pane.hints == NULL);
    CHECK_STR(said, "There is nothing here that hints could point at");
    end();
}

/* Words with a slash are paths where they exist (here: below the root); of whom nobody knows it
 * within the time is none. */
static void words_with_a_slash(void) {
    start("and/or etc/passwd net/hangs\r\n");
    open(HINT_OPEN, "");
    CHECK_STR(placed(), "a@0,7");
    end();
}

/* More than anybody could read: the last ones have labels. */
static void too_many(void) {
    static struct hint_list list;
    const struct hint_patterns none = {NULL, 0};
    const struct hint_wish wish = {LINK_ALL, &none, -1};
    start(things);
    hint_list_collect(&list, frame, &wish);
    CHECK_INT(list.count, 5);
    hint_list_limit(&list, 5);
    CHECK_INT(list.count, 5);
    hint_list_limit(&list, 2);
    CHECK_INT(list.count, 2);
    CHECK_STR(list.items[0].text, "85759ca");
    hint_list_finish(&list);
    end();
}

static void wrapped_and_cut(void) {
    start("http://a.org/0123456789012345678901234567890123456789012345678901234567890123456789 x\r\n");
    open(HINT_OPEN, "");
    CHECK_STR(placed(), "a@0,0");
    type("a", 0);
    CHECK_STR(did, "open http://a.org/0123456789012345678901234567890123456789012345678901234567890123456789 0:0");
    feed("1\r\n2\r\n3\r\n4\r\n5\r\n6\r\n"); /* the line begins above the view now */
    open(HINT_OPEN, "");
    CHECK(pane.hints == NULL);
    end();
}

int main(void) {
    RUN(the_last_ones_have_the_handiest_labels);
    RUN(each_thing_is_opened_its_own_way);
    RUN(the_other_acts);
    RUN(with_shift_it_is_copied);
    RUN(kinds_by_name);
    if (pattern_has_regex()) {
        RUN(patterns_of_the_user);
        RUN(patterns_that_are_wrong_are_said);
    }
    RUN(links_of_programs);
    RUN(typing_narrows);
    RUN(the_same_has_the_same_label);
    RUN(escape_leaves);
    RUN(other_keys_are_for_the_bindings);
    RUN(other_keyboards);
    RUN(output_takes_labels_along);
    RUN(what_is_overwritten_has_no_label);
    RUN(when_nothing_is_left_they_close);
    RUN(words_with_a_slash);
    RUN(too_many);
    RUN(wrapped_and_cut);
    return test_end();
}
