/* Questions: when keys and clicks count as answers, and what is shown. The view is a stand-in that remembers. */
#include "question.h"
#include "test.h"

static char shown[512]; /* "": nothing */
static uint32_t mark_from, mark_to, grid_cols = 100;
static int answers, last_answer; /* -1: none yet */

static struct event_loop *loop;

static void show(void *user, const struct ui_line *line) {
    (void)user;
    snprintf(shown, sizeof shown, "%s", line != NULL ? line->text : "");
    mark_from = line != NULL ? line->mark_col : 0;
    mark_to = line != NULL ? line->mark_end : 0;
}

static struct ui_stack stack;

static void answered(void *user, bool yes) {
    CHECK(user == &answers);
    answers++;
    last_answer = yes;
}

static const struct ui_text typed = {UI_TEXT_TYPED, "a", 1};
static const struct question_text text = {"Let the program read the clipboard?", "Deny", "Allow", false};

static struct question the_question;

static struct question *new_question(void) {
    if (the_question.stack != NULL) {
        question_finish(&the_question);
    }
    stack = (struct ui_stack)UI_STACK_INIT(loop, show, NULL);
    stack.cols = grid_cols;
    question_init(&the_question, &stack);
    answers = 0;
    last_answer = -1;
    return &the_question;
}

/* An open question, asked at 1000. */
static struct question *asked(void) {
    struct question *question = new_question();
    CHECK(question_ask(question, &text, answered, &answers, 1000));
    return question;
}

/* The loop's time is `now`. */
static void tick(struct question *question, int64_t now) {
    if (now >= question->pause.due) {
        event_loop_stop_timer(loop, &question->pause);
        question->pause.run(question->pause.user, now);
    }
}

/* True: the key was used up; else it went on to the program. */
static bool strike(const struct quire_key_event *event, int64_t now) {
    struct quire_key_event release = *event;
    bool taken = ui_stack_key(&stack, event, now);
    release.action = QUIRE_KEY_RELEASE;
    ui_stack_key(&stack, &release, now + 1);
    return taken;
}

static struct quire_key_event letter(uint32_t character, uint32_t mods) {
    struct quire_key_event event = QUIRE_KEY_EVENT_INIT;
    event.key = QUIRE_KEY_CHARACTER;
    event.character = event.base = character;
    event.mods = mods;
    return event;
}

static bool press(enum quire_key key, int64_t now) {
    struct quire_key_event event = letter('a', 0);
    event.key = key;
    return strike(&event, now);
}

#define CHORD (QUIRE_MOD_CTRL | QUIRE_MOD_SHIFT)

static bool press_chord(char character, int64_t now) {
    struct quire_key_event event = letter((uint32_t)character, CHORD);
    return strike(&event, now);
}

/* What is marked, or "". */
static const char *marked(void) {
    static char word[64];
    snprintf(word, sizeof word, "%.*s", (int)(mark_to - mark_from), shown + mark_from);
    return word;
}

static void nothing_answers_in_the_first_time(void) {
    for (size_t i = 0; i < 2; i++) {
        char chord = "ny"[i];
        struct question *question = asked();
        CHECK(press_chord(chord, 1000));
        CHECK(press_chord(chord, 1300));
        CHECK(press_chord(chord, 1300 + QUESTION_PAUSE_MS - 1));
        CHECK_INT(answers, 0);
        CHECK(question->open && !question->ready);
        CHECK(press_chord(chord, 1300 + 2 * QUESTION_PAUSE_MS - 1)); /* the pause is over since the last key */
        CHECK_INT(answers, 1);
        CHECK_INT(last_answer, chord == 'y');
    }
}

/* Whoever types on for an hour has answered nothing, and everything has gone where it was meant to go. */
static void typed_keys_are_the_programs(void) {
    static const enum quire_key keys[] = {QUIRE_KEY_CHARACTER, QUIRE_KEY_RIGHT, QUIRE_KEY_ENTER,   QUIRE_KEY_ESCAPE,
                                          QUIRE_KEY_TAB,       QUIRE_KEY_UP,    QUIRE_KEY_KP_ENTER};
    struct question *question = asked();
    int64_t now = 1000;
    for (int i = 0; i < 5000; i++) {
        CHECK(!press(keys[i % 7], now));
        now += i % 3 == 0 ? 10 * QUESTION_PAUSE_MS : QUESTION_PAUSE_MS - 2;
    }
    CHECK(!ui_stack_text(&stack, &typed, now));
    CHECK_INT(answers, 0);
    CHECK_STR(marked(), "");
    tick(question, now + QUESTION_PAUSE_MS);
    CHECK_STR(marked(), "[ Deny ] [ Allow ]");
}

/* Every combination of modifiers: but for locks it is these two alone. */
static void no_other_chord_answers(void) {
    const uint32_t locks = QUIRE_MOD_CAPS_LOCK | QUIRE_MOD_NUM_LOCK;
    for (uint32_t mods = 0; mods < 256; mods++) {
        struct quire_key_event event = letter('y', mods);
        struct question *question = asked();
        bool meant = (mods & ~locks) == CHORD;
        tick(question, 5000);
        CHECK(strike(&event, 5000) == meant);
        CHECK_INT(answers, meant);
        CHECK(meant || !question->ready); /* it was typing */
    }
    for (char c = 'a'; c <= 'z'; c++) {
        struct question *question = asked();
        tick(question, 5000);
        CHECK(press_chord(c, 5000) == (c == 'n' || c == 'y'));
        CHECK_INT(last_answer, c == 'n' ? 0 : c == 'y' ? 1 : -1);
    }
}

/* Holding the chord's modifiers is no typing. */
static void modifiers_are_no_keys(void) {
    static const enum quire_key keys[] = {QUIRE_KEY_LEFT_SHIFT, QUIRE_KEY_RIGHT_CONTROL, QUIRE_KEY_ISO_LEVEL3_SHIFT,
                                          QUIRE_KEY_CAPS_LOCK, QUIRE_KEY_NUM_LOCK};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        struct question *question = asked();
        CHECK(!press(keys[i], 1400));
        CHECK_INT(question->pause.due, 1500);
        tick(question, 1500);
        CHECK(!press(keys[i], 1600));
        CHECK(question->ready);
    }
}

/* Of a layout without Latin letters the place counts; of one with them the letter (de: y and z). */
static void letters_are_those_of_the_layout(void) {
    struct quire_key_event greek = letter(0x3C5, CHORD), german = letter('z', CHORD);
    greek.base = german.base = 'y';
    tick(asked(), 1500);
    CHECK(!strike(&german, 1500));
    CHECK_INT(answers, 0);
    tick(&the_question, 3000);
    CHECK(strike(&greek, 3000));
    CHECK_INT(last_answer, 1);
}

static void a_held_chord_is_typing(void) {
    struct question *question = asked();
    struct quire_key_event event = letter('y', CHORD);
    event.action = QUIRE_KEY_REPEAT;
    CHECK(ui_stack_key(&stack, &event, 1400));
    CHECK_INT(question->pause.due, 1400 + QUESTION_PAUSE_MS);
    ui_stack_key(&stack, &event, 3000); /* ready, and a repeat is no press */
    CHECK_INT(answers, 0);
}

/* What a program is the reason for comes once a minute; what the user asked for always. */
static void programs_ask_once_a_minute(void) {
    struct question_text theirs = text;
    struct question *question = new_question();
    theirs.by_program = true;
    CHECK(question_ask(question, &theirs, answered, &answers, 1000));
    question_withdraw(question);
    CHECK(!question_ask(question, &theirs, answered, &answers, 1000));
    CHECK(!question_ask(question, &theirs, answered, &answers, 1000 + QUESTION_EVERY_MS - 1));
    CHECK(!question->open);
    CHECK(question_ask(question, &text, answered, &answers, 2000));
    question_withdraw(question);
    CHECK(question_ask(question, &theirs, answered, &answers, 1000 + QUESTION_EVERY_MS));
    question_withdraw(question);
    CHECK(!question_ask(question, &theirs, answered, &answers, 1000 + 2 * QUESTION_EVERY_MS - 1));
}

/* Whoever types by an input method presses keys that never arrive as such. */
static void composing_is_typing(void) {
    struct question *question = asked();
    tick(question, 1500);
    ui_stack_text(&stack, &typed, 2000);
    CHECK(!question->ready);
    press_chord('y', 2100);
    CHECK_INT(answers, 0);
    question_withdraw(question);
    ui_stack_text(&stack, &typed, 2200);
    CHECK(!question->open);
    CHECK_STR(shown, "");
}

/* Every column of the line, before and after the time. */
static void clicks_answer_where_they_hit(void) {
    for (uint32_t col = 0; col < grid_cols; col++) {
        asked();
        uint32_t no = (uint32_t)(strstr(shown, "[ Deny ]") - shown),
                 yes = (uint32_t)(strstr(shown, "[ Allow ]") - shown);
        ui_stack_click(&stack, col, 1499);
        CHECK_INT(answers, 0);
        ui_stack_click(&stack, col, 1500);
        bool on_no = col >= no && col < no + 8, on_yes = col >= yes && col < yes + 9;
        CHECK_INT(answers, on_no || on_yes);
        CHECK_INT(last_answer, on_yes ? 1 : on_no ? 0 : -1);
    }
}

static void one_question_at_a_time(void) {
    struct question *question = asked();
    CHECK(!question_ask(question, &text, answered, &answers, 1100));
    CHECK_INT(question->pause.due, 1500);
    question_withdraw(question);
    CHECK_INT(answers, 1);
    CHECK_INT(last_answer, 0);
    question_withdraw(question);
    ui_stack_click(&stack, 45, 9000);
    tick(question, 9000);
    CHECK_INT(answers, 1);
    struct quire_key_event event = QUIRE_KEY_EVENT_INIT;
    CHECK(!ui_stack_key(&stack, &event, 9000)); /* no question, no key is taken */
    CHECK(question->pause.due == TIMER_NEVER);
}

static void the_loop_learns_when_to_wake(void) {
    struct question *question = asked();
    CHECK_INT(question->pause.due, 1500);
    tick(question, 1499);
    CHECK(!question->ready);
    CHECK_STR(marked(), "");
    tick(question, 1500);
    CHECK_STR(marked(), "[ Deny ] [ Allow ]");
    CHECK(question->pause.due == TIMER_NEVER);
}

/* At every width the answers are what remains, as long as there is room for them. */
static void narrow_windows_keep_the_answers(void) {
    static const char all[] =
        " Let the program read the clipboard?  [ Deny ] [ Allow ]  ctrl+shift+n: Deny, ctrl+shift+y: Allow";
    asked();
    for (uint32_t cols = 1; cols < 130; cols++) {
        grid_cols = cols;
        ui_stack_set_cols(&stack, grid_cols);
        const char *answer = strstr(shown, "[ Deny ] [ Allow ]");
        CHECK(answer != NULL);
        CHECK(cols < 22 || (answer != NULL && (size_t)(answer - shown) + 18 <= cols));
        bool hint = strstr(shown, "+n, +y") != NULL;
        CHECK(hint == (cols >= 56 + 18 && cols < sizeof all - 1));
        CHECK(strlen(shown) <= cols || cols < 22);
        CHECK((strcmp(shown, all) == 0) == (cols >= sizeof all - 1));
        CHECK((strstr(shown, "...") != NULL) == (cols >= 25 && cols < 57));
    }
    grid_cols = 100;
}

static void foreign_names_take_one_column_a_byte(void) {
    struct question *question = new_question();
    struct question_text odd = text;
    odd.question = "\x1b[31mgr\xc3\xbcn\n?";
    question_ask(question, &odd, answered, &answers, 0);
    CHECK(strncmp(shown, " ?[31mgr??n??  [ Deny ]", 23) == 0);
}

int main(void) {
    loop = event_loop_create();
    if (loop == NULL) {
        return 1;
    }
    RUN(nothing_answers_in_the_first_time);
    RUN(typed_keys_are_the_programs);
    RUN(no_other_chord_answers);
    RUN(modifiers_are_no_keys);
    RUN(letters_are_those_of_the_layout);
    RUN(a_held_chord_is_typing);
    RUN(programs_ask_once_a_minute);
    RUN(composing_is_typing);
    RUN(clicks_answer_where_they_hit);
    RUN(one_question_at_a_time);
    RUN(the_loop_learns_when_to_wake);
    RUN(narrow_windows_keep_the_answers);
    RUN(foreign_names_take_one_column_a_byte);
    question_finish(&the_question);
    event_loop_destroy(loop);
    return test_end();
}
