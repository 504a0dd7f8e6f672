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

static const struct question_text text = {"Let the program read the clipboard?", "Deny", "Allow", "denies"};

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

static void press(enum quire_key key, int64_t now) {
    struct quire_key_event event = QUIRE_KEY_EVENT_INIT;
    event.key = key;
    event.character = key == QUIRE_KEY_CHARACTER ? 'y' : 0;
    CHECK(ui_stack_key(&stack, &event, now));
    event.action = QUIRE_KEY_RELEASE;
    ui_stack_key(&stack, &event, now + 1);
}

/* What is marked, or "". */
static const char *marked(void) {
    static char word[64];
    snprintf(word, sizeof word, "%.*s", (int)(mark_to - mark_from), shown + mark_from);
    return word;
}

static const enum quire_key answering[] = {QUIRE_KEY_ENTER, QUIRE_KEY_KP_ENTER, QUIRE_KEY_ESCAPE};

static void no_key_answers_in_the_first_time(void) {
    for (size_t i = 0; i < sizeof answering / sizeof answering[0]; i++) {
        struct question *question = asked();
        press(answering[i], 1000);
        press(answering[i], 1300);
        press(answering[i], 1300 + QUESTION_PAUSE_MS - 1);
        CHECK_INT(answers, 0);
        CHECK(question->open && !question->ready);
        press(answering[i], 1300 + 2 * QUESTION_PAUSE_MS - 1); /* the pause is over since the last key */
        CHECK_INT(answers, 1);
        CHECK_INT(last_answer, 0);
    }
}

/* Someone who types on for an hour has answered nothing, whatever the keys are. */
static void rolling_keys_answer_nothing(void) {
    static const enum quire_key keys[] = {QUIRE_KEY_CHARACTER, QUIRE_KEY_RIGHT, QUIRE_KEY_ENTER, QUIRE_KEY_ESCAPE,
                                          QUIRE_KEY_TAB,       QUIRE_KEY_UP,    QUIRE_KEY_LEFT};
    struct question *question = asked();
    int64_t now = 1000;
    for (int i = 0; i < 5000; i++) {
        press(keys[i % 7], now);
        now += QUESTION_PAUSE_MS - 2;
    }
    CHECK_INT(answers, 0);
    CHECK_STR(marked(), "");
    tick(question, now + QUESTION_PAUSE_MS);
    CHECK_STR(marked(), "[ Deny ]");
}

/* A pause, then typing goes on: what stands before Enter in a shell marks nothing, and Enter behind it is no answer. */
static void typing_after_a_pause_answers_nothing(void) {
    static const enum quire_key keys[] = {QUIRE_KEY_CHARACTER, QUIRE_KEY_TAB, QUIRE_KEY_UP,        QUIRE_KEY_DOWN,
                                          QUIRE_KEY_BACKSPACE, QUIRE_KEY_END, QUIRE_KEY_LEFT_SHIFT};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        struct question *question = asked();
        tick(question, 5000);
        CHECK(question->ready);
        press(QUIRE_KEY_RIGHT, 5900);
        press(keys[i], 6000); /* what was marked is no more */
        CHECK(!question->ready);
        press(QUIRE_KEY_ENTER, 6100);
        CHECK_INT(answers, 0);
        press(QUIRE_KEY_ENTER, 7000);
        CHECK_INT(last_answer, 0);
    }
}

static void a_held_key_is_typing(void) {
    struct question *question = asked();
    struct quire_key_event event = QUIRE_KEY_EVENT_INIT;
    event.key = QUIRE_KEY_ENTER;
    event.action = QUIRE_KEY_REPEAT;
    ui_stack_key(&stack, &event, 1400);
    CHECK_INT(question->pause.due, 1400 + QUESTION_PAUSE_MS);
    ui_stack_key(&stack, &event, 3000); /* ready, and a repeat is no press */
    CHECK_INT(answers, 0);
}

/* Whoever types by an input method presses keys that never arrive as such. */
static void composing_is_typing(void) {
    struct question *question = asked();
    tick(question, 1500);
    ui_stack_text(&stack, 2000);
    CHECK(!question->ready);
    press(QUIRE_KEY_ENTER, 2100);
    CHECK_INT(answers, 0);
    question_withdraw(question);
    ui_stack_text(&stack, 2200);
    CHECK(!question->open);
    CHECK_STR(shown, "");
}

static void keys_choose_and_answer(void) {
    struct question *question = asked();
    tick(question, 1500);
    press(QUIRE_KEY_RIGHT, 1510);
    CHECK_STR(marked(), "[ Allow ]");
    press(QUIRE_KEY_RIGHT, 1520);
    CHECK_STR(marked(), "[ Allow ]");
    press(QUIRE_KEY_LEFT, 1530);
    CHECK_STR(marked(), "[ Deny ]");
    press(QUIRE_KEY_RIGHT, 1540);
    press(QUIRE_KEY_ENTER, 1550);
    CHECK_INT(answers, 1);
    CHECK_INT(last_answer, 1);
    CHECK(!question->open);
    CHECK_STR(shown, "");
    question = asked();
    tick(question, 1500);
    press(QUIRE_KEY_RIGHT, 1510);
    press(QUIRE_KEY_ESCAPE, 1520);
    CHECK_INT(last_answer, 0);
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
    CHECK_STR(marked(), "[ Deny ]");
    CHECK(question->pause.due == TIMER_NEVER);
}

/* At every width the answers are what remains, as long as there is room for them. */
static void narrow_windows_keep_the_answers(void) {
    static const char all[] =
        " Let the program read the clipboard?  [ Deny ] [ Allow ]  Left or Right, then Enter; Esc denies";
    asked();
    for (uint32_t cols = 1; cols < 130; cols++) {
        grid_cols = cols;
        ui_stack_set_cols(&stack, grid_cols);
        const char *answer = strstr(shown, "[ Deny ] [ Allow ]");
        CHECK(answer != NULL);
        CHECK(cols < 22 || (answer != NULL && (size_t)(answer - shown) + 18 <= cols));
        bool hint = strstr(shown, ", Enter, Esc") != NULL;
        CHECK(hint == (cols >= 56 + 17 && cols < sizeof all - 1));
        CHECK(strlen(shown) - (hint ? 4 : 0) <= cols || cols < 22); /* two arrows of three bytes */
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
    RUN(no_key_answers_in_the_first_time);
    RUN(rolling_keys_answer_nothing);
    RUN(typing_after_a_pause_answers_nothing);
    RUN(a_held_key_is_typing);
    RUN(composing_is_typing);
    RUN(keys_choose_and_answer);
    RUN(clicks_answer_where_they_hit);
    RUN(one_question_at_a_time);
    RUN(the_loop_learns_when_to_wake);
    RUN(narrow_windows_keep_the_answers);
    RUN(foreign_names_take_one_column_a_byte);
    question_finish(&the_question);
    event_loop_destroy(loop);
    return test_end();
}
