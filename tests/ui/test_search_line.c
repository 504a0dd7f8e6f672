/* How the text of a search line is edited, what is told of it, and how the line looks. */
#include <stdlib.h>

#include <quire/width.h>

#include "search_line.h"
#include "test.h"

static struct event_loop *loop;
static struct ui_stack stack;
static struct search_line line;
static char shown[600], diary[100];
static uint32_t mark;

static void show(void *user, const struct ui_line *put) {
    (void)user;
    snprintf(shown, sizeof shown, "%s", put != NULL ? put->text : "");
    mark = put != NULL ? put->mark_col : UINT32_MAX;
}

static void note(const char *what) {
    strncat(diary, what, sizeof diary - strlen(diary) - 1);
}

static void on_changed(void *user) {
    (void)user;
    note("c");
}

static void on_step(void *user, bool older) {
    (void)user;
    note(older ? "o" : "n");
}

static void on_closed(void *user, bool stays) {
    (void)user;
    note(stays ? "stays" : "back");
}

static void begin(void) {
    const struct search_line_sink sink = {NULL, on_changed, on_step, on_closed};
    stack = (struct ui_stack)UI_STACK_INIT(loop, show, NULL);
    stack.cols = 40;
    search_line_init(&line, &stack, &sink);
    search_line_open(&line, NULL, 0);
    diary[0] = '\0';
}

static bool press(enum quire_key key, uint32_t character, uint32_t mods, const char *text) {
    struct quire_key_event event = QUIRE_KEY_EVENT_INIT;
    event.key = key;
    event.character = event.base = character;
    event.mods = mods;
    event.text = text;
    event.text_length = text != NULL ? strlen(text) : 0;
    return ui_stack_key(&stack, &event, 0);
}

static bool key(enum quire_key named) {
    return press(named, 0, 0, NULL);
}

static bool ctrl(char letter) {
    return press(QUIRE_KEY_CHARACTER, (uint32_t)letter, QUIRE_MOD_CTRL, NULL);
}

static void type(const char *text) {
    for (; *text != '\0'; text++) {
        const char one[2] = {*text, '\0'};
        CHECK(press(QUIRE_KEY_CHARACTER, (uint32_t)*text, *text >= 'A' && *text <= 'Z' ? QUIRE_MOD_SHIFT : 0, one));
    }
}

static const char *text(void) {
    static char copy[SEARCH_LINE_MAX + 1];
    snprintf(copy, sizeof copy, "%.*s", (int)line.length, line.text);
    return copy;
}

static bool give(enum ui_text_kind text_kind, const char *bytes) {
    const struct ui_text given = {text_kind, bytes, strlen(bytes)};
    return ui_stack_text(&stack, &given, 0);
}

static void keys_edit_the_text(void) {
    begin();
    type("Two words");
    CHECK_STR(text(), "Two words");
    CHECK_STR(diary, "ccccccccc");
    CHECK(ctrl('w'));
    CHECK_STR(text(), "Two ");
    CHECK(ctrl('w') && ctrl('w')); /* the second one finds nothing, and nothing is told */
    CHECK_STR(diary, "ccccccccccc");
    type("abcd");
    CHECK(key(QUIRE_KEY_LEFT) && key(QUIRE_KEY_LEFT) && key(QUIRE_KEY_BACKSPACE));
    CHECK_STR(text(), "acd");
    CHECK(key(QUIRE_KEY_DELETE) && key(QUIRE_KEY_HOME) && key(QUIRE_KEY_RIGHT));
    type("X");
    CHECK_STR(text(), "aXd");
    CHECK(ctrl('k'));
    CHECK_STR(text(), "aX");
    CHECK(ctrl('a') && ctrl('d') && ctrl('e') && ctrl('h'));
    CHECK_STR(text(), "");
    type("to be gone");
    CHECK(press(QUIRE_KEY_LEFT, 0, QUIRE_MOD_CTRL, NULL) && ctrl('u'));
    CHECK_STR(text(), "gone");
    search_line_finish(&line);
}

/* One step is what a reader takes for a letter. */
static void letters_are_clusters(void) {
    begin();
    CHECK(give(UI_TEXT_TYPED, "e\xCC\x81\xE6\xBC\xA2")); /* e with an acute, a Chinese one */
    CHECK(key(QUIRE_KEY_LEFT));
    CHECK_INT(line.cursor, 3);
    CHECK_INT(mark, 10); /* behind " search: " and one column */
    CHECK(key(QUIRE_KEY_BACKSPACE));
    CHECK_STR(text(), "\xE6\xBC\xA2");
    search_line_finish(&line);
}

static void other_keys_are_the_bindings(void) {
    begin();
    CHECK(!press(QUIRE_KEY_PAGE_UP, 0, QUIRE_MOD_SHIFT, NULL));
    CHECK(!press(QUIRE_KEY_CHARACTER, 'c', QUIRE_MOD_CTRL | QUIRE_MOD_SHIFT, NULL));
    CHECK(!press(QUIRE_KEY_CHARACTER, 'x', QUIRE_MOD_SUPER, "x"));
    CHECK(!press(QUIRE_KEY_F11, 0, 0, NULL));
    CHECK(ui_stack_keeps(&stack)); /* none of them is the program's */
    CHECK_STR(diary, "");
    search_line_finish(&line);
    CHECK(!ui_stack_keeps(&stack));
}

static void enter_goes_on_and_decides_where_one_stays(void) {
    begin();
    type("a");
    CHECK(key(QUIRE_KEY_ENTER) && press(QUIRE_KEY_ENTER, 0, QUIRE_MOD_SHIFT, NULL) && key(QUIRE_KEY_F3));
    CHECK(key(QUIRE_KEY_ESCAPE));
    CHECK_STR(diary, "cono"
                     "stays");
    CHECK_STR(shown, "");
    search_line_finish(&line);
    begin();
    type("a");
    CHECK(key(QUIRE_KEY_ENTER));
    type("b"); /* another search: nothing was decided about it */
    CHECK(ctrl('g'));
    CHECK_STR(diary, "coc"
                     "back");
    search_line_close(&line); /* nothing happens */
    CHECK_STR(diary, "coc"
                     "back");
    search_line_finish(&line);
}

static void searches_are_remembered(void) {
    begin();
    type("one");
    key(QUIRE_KEY_ENTER);
    ctrl('u');
    type("two");
    key(QUIRE_KEY_ENTER);
    ctrl('u');
    type("one");
    key(QUIRE_KEY_ESCAPE); /* the same again is no further one */
    search_line_open(&line, NULL, 0);
    key(QUIRE_KEY_UP);
    CHECK_STR(text(), "one");
    key(QUIRE_KEY_UP);
    CHECK_STR(text(), "two");
    key(QUIRE_KEY_UP);
    CHECK_STR(text(), "two");
    key(QUIRE_KEY_DOWN);
    CHECK_STR(text(), "one");
    key(QUIRE_KEY_DOWN);
    CHECK_STR(text(), "");
    for (int i = 0; i < 2 * SEARCH_LINE_PAST; i++) {
        char number[12];
        snprintf(number, sizeof number, "%d", i);
        ctrl('u');
        type(number);
        key(QUIRE_KEY_ENTER);
    }
    CHECK_INT(line.past_count, SEARCH_LINE_PAST);
    CHECK_STR(line.past[SEARCH_LINE_PAST - 1], "63");
    search_line_finish(&line);
}

static void texts_come_from_elsewhere(void) {
    begin();
    CHECK(give(UI_TEXT_COMPOSED, "\xE3\x81\x8B"));
    CHECK_STR(diary, "");
    CHECK(strncmp(shown, " search: \xE3\x81\x8B", 12) == 0 && mark == 11);
    CHECK(give(UI_TEXT_COMPOSED, "") && give(UI_TEXT_TYPED, "\xE6\xBC\xA2"));
    CHECK(give(UI_TEXT_PASTED, "a\tb\x1B[mc\nsecond line"));
    CHECK_STR(text(), "\xE6\xBC\xA2"
                      "ab[mc");
    char many[3 * SEARCH_LINE_MAX + 1];
    for (int i = 0; i < SEARCH_LINE_MAX; i++) {
        memcpy(many + 3 * i, "\xE6\xBC\xA2", 4);
    }
    CHECK(give(UI_TEXT_PASTED, many)); /* cut between characters */
    CHECK(line.length <= SEARCH_LINE_MAX && line.length > SEARCH_LINE_MAX - 6 && line.length % 3 == 2);
    search_line_finish(&line);
}

static void the_line_says_what_it_looks_for(void) {
    begin();
    type("abc");
    search_line_set_status(&line, "3 of 17+");
    CHECK_STR(shown, " search: abc                   3 of 17+ ");
    CHECK_INT(mark, 12);
    CHECK(press(QUIRE_KEY_CHARACTER, 'r', QUIRE_MOD_ALT, "r"));
    CHECK(strncmp(shown, " regex: abc ", 12) == 0);
    CHECK_STR(diary, "cccc");
    CHECK(ui_stack_click(&stack, 3, 0)); /* on the name */
    CHECK(ui_stack_click(&stack, 20, 0));
    CHECK_STR(diary, "ccccc");
    ui_stack_set_cols(&stack, 70);
    CHECK(strstr(shown, "alt+r: regex   3 of 17+ ") != NULL);
    CHECK_INT(quire_utf8_columns(shown, strlen(shown), false), 70);
    search_line_finish(&line);
}

/* Whatever its width: the cursor is in view, and the line no wider than it may be. */
static void a_long_text_is_cut_around_the_cursor(void) {
    begin();
    for (int i = 0; i < 30; i++) {
        type("abcd ");
    }
    search_line_set_status(&line, "1 of 1");
    for (uint32_t cols = 12; cols < 90; cols += 7) {
        ui_stack_set_cols(&stack, cols);
        key(QUIRE_KEY_END);
        CHECK(mark < cols && quire_utf8_columns(shown, strlen(shown), false) <= cols);
        for (int i = 0; i < 150; i++) {
            key(QUIRE_KEY_LEFT);
            CHECK(mark < cols && quire_utf8_columns(shown, strlen(shown), false) <= cols);
        }
        CHECK(strncmp(shown, " search: abc", 12) == 0);
    }
    search_line_finish(&line);
}

int main(void) {
    loop = event_loop_create();
    if (loop == NULL) {
        return 1;
    }
    RUN(keys_edit_the_text);
    RUN(letters_are_clusters);
    RUN(other_keys_are_the_bindings);
    RUN(enter_goes_on_and_decides_where_one_stays);
    RUN(searches_are_remembered);
    RUN(texts_come_from_elsewhere);
    RUN(the_line_says_what_it_looks_for);
    RUN(a_long_text_is_cut_around_the_cursor);
    event_loop_destroy(loop);
    return test_end();
}
