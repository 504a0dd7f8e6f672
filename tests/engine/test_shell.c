/* What a shell and iTerm2's commands say: OSC 7, 133, 1337. */
#include "story_kit.h"

#include "engine.h"

static void directories(void) {
    static const struct story stories[] = {
        {E "]7;file://host/a%20b\007", "DIRECTORY file://host/a%20b;"},
        {E "]7;\007", "DIRECTORY;"},
        {E "]7;file://h/\xE2\x82\007", "DIRECTORY file://h/\xEF\xBF\xBD;"},
        {E "]1337;CurrentDir=/tmp\007", "DIRECTORY /tmp;"},
    };
    EVENTS(stories);
}

static void marks_are_told(void) {
    static const struct story stories[] = {
        {E "]133;A\007", "SHELL prompt i;"},
        {E "]133;A;k=s;redraw=0;special_key=1;click_events=1;aid=42\007", "SHELL prompt s noredraw key clicks id=42;"},
        {E "]133;P;k=r;click_events=2\007", "SHELL prompt r relative clicks;"},
        {E "]133;N;aid=7;cl=m\007", "SHELL prompt i id=7;"},
        {E "]133;A;k=x;click_events=9;unknown=1;;\007", "SHELL prompt i;"},
        {E "]133;B\007" E "]133;I\007", "SHELL input;SHELL input;"},
        {E "]133;C\007", "SHELL output;"},
        {E "]133;C;cmdline_url=ls%20-l%zz%e2%82%ac\007", "SHELL output [ls -l%zz\xE2\x82\xAC];"},
        {E "]133;C;cmdline=echo\\ a\\;b\007", "SHELL output [echo a\\];"}, /* cut at the ';', which %q leaves alone */
        {E "]133;C;cmdline=$'a\\tb\\'c\\101'\\ 'd e'\007", "SHELL output [ab'cA d e];"},
        {E "]133;D\007", "SHELL done -1;"},
        {E "]133;D;0\007", "SHELL done 0;"},
        {E "]133;D;137;err=CANCEL;aid=3\007", "SHELL done 137 id=3;"},
        {E "]133;D;-2\007", "SHELL done -2;"},
        {E "]133;D;x\007" E "]133;D;;5\007", "SHELL done -1;SHELL done -1;"},
        {E "]133;\007" E "]133\007" E "]133;Z\007" E "]133;AB\007", ""},
    };
    EVENTS(stories);
}

static uint64_t meaning_at(const struct qr_engine *e, uint32_t row, uint32_t col) {
    const struct qr_page *page = &e->screen->page;
    return qr_page_cells(page, qr_page_row(page, row))[col].bits >> QR_CELL_SEMANTIC_SHIFT & 3;
}

static bool prompt_begins(const struct qr_engine *e, uint32_t row) {
    return qr_page_row(&e->screen->page, row)->flags & QR_ROW_PROMPT;
}

/* Cells know what they are, rows whether a prompt begins in them; both survive a new width. */
static void meanings_and_rows(void) {
    struct kit kit;
    kit_open(&kit, 20, 4);
    const struct qr_engine *e = (const struct qr_engine *)kit.terminal;
    feed(&kit, E "]133;A\007$ " E "]133;B\007ls" E "]133;C\007\r\nout\r\n" E "]133;D;0\007" E "]133;A;k=s\007> ");
    for (uint32_t cols = 20; cols >= 10; cols -= 10) {
        CHECK_INT(quire_terminal_resize(kit.terminal, cols, 4, 0, 0), QUIRE_OK);
        CHECK_INT(meaning_at(e, 0, 0), QR_SEMANTIC_PROMPT);
        CHECK_INT(meaning_at(e, 0, 2), QR_SEMANTIC_INPUT);
        CHECK_INT(meaning_at(e, 1, 0), QR_SEMANTIC_OUTPUT);
        CHECK_INT(meaning_at(e, 2, 0), QR_SEMANTIC_PROMPT);
        CHECK(prompt_begins(e, 0) && !prompt_begins(e, 1) && !prompt_begins(e, 2)); /* k=s begins none */
    }
    feed(&kit, "\r\n" E "]1337;SetMark\007");
    CHECK(prompt_begins(e, 3));
    kit_close(&kit);
}

static void fresh_line(void) {
    static const struct story stories[] = {
        {"ab" E "]133;L\007c", "ab|c"},
        {E "]133;L\007c", "c"},
        {"ab" E "]133;A\007c", "abc"}, /* A begins no line */
        {"12345678901234567890" E "]133;L\007c", "12345678901234567890|c"},
    };
    VIEWS(stories);
}

static void iterm(void) {
    static const struct story stories[] = {
        {E "]1337;RemoteHost=me@there\007", "HOST me@there;"},
        {E "]1337;SetUserVar=name=dmFsdWU=\007", "VARIABLE name / value;"},
        {E "]1337;SetUserVar=name=\007", "VARIABLE name /;"},
        {E "]1337;SetUserVar=name\007" E "]1337;SetUserVar==YQ==\007" E "]1337;SetUserVar=n=*\007", ""},
        {E "]1337;Copy=:aGVsbG8=\007" E "]1337;Copy=rule:eA==\007", "CLIPBOARD_SET c hello;CLIPBOARD_SET c x;"},
        {E "]1337;Copy=aGVsbG8=\007", ""},
        {E "]1337;StealFocus\007" E "]1337;UnicodeVersion=push 9\007" E "]1337;UnicodeVersion=9\007", ""},
        {E "]1337;File=name=eA==;inline=1:aGVsbG8=\007" E "]1337;MultipartFile=size=5\007" E "]1337;FilePart=eA==\007" E
           "]1337;FileEnd\007",
         ""},
        {E "]1337;CursorShape=1\007" E "]1337;CursorShape=3\007", "MODES;"},
        {E "]1337;Whatever=1\007", "UNKNOWN OSC 1337;Whatever=1;"},
    };
    EVENTS(stories);
    struct kit kit;
    kit_open(&kit, 20, 2);
    feed(&kit, E "]1337;CursorShape=1\007");
    CHECK_INT(kit_info(&kit).cursor_shape, QUIRE_CURSOR_BAR);
    feed(&kit, "a\r\nb\r\nc\r\n");
    CHECK(kit_info(&kit).history_lines > 0);
    feed(&kit, E "]1337;ClearScrollback\007" E "]1337;SetMark\007");
    CHECK_INT(kit_info(&kit).history_lines, 0);
    feed(&kit, E "]1337;ReportCellSize\007");
    CHECK_STR(kit_take(&kit.replies), E "]1337;ReportCellSize=16.0;8.0;1.0\007");
    kit_close(&kit);
}

/* Prompts in rows one behind the other: each is the nearest of the one before. */
static void prompts_side_by_side(void) {
    struct kit kit;
    uint64_t found = 0;
    kit_open(&kit, 10, 5);
    feed(&kit, E "]133;A\0071\r\n" E "]133;A\0072\r\n" E "]133;A\0073\r\n");
    for (uint64_t line = 1; line < 3; line++) {
        CHECK(quire_terminal_find_prompt(kit.terminal, line, false, &found) && found == line + 1);
        CHECK(quire_terminal_find_prompt(kit.terminal, line + 1, true, &found) && found == line);
    }
    CHECK(!quire_terminal_find_prompt(kit.terminal, 3, false, &found));
    CHECK(!quire_terminal_find_prompt(kit.terminal, 1, true, &found));
    kit_close(&kit);
}

static void note_line(void *user, const struct quire_event *event) {
    if (event->type == QUIRE_EVENT_SHELL && event->shell->kind == 'i')
        *(uint64_t *)user = event->shell->line;
}

/* A mark names the line that it stands in, wherever that is: at once, in later rows of a long line, behind a scroll. */
static void marks_name_their_line(void) {
    uint64_t line = 0, found = 0;
    struct quire_callbacks callbacks = {sizeof callbacks, &line, NULL, note_line, NULL, NULL};
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct quire_terminal *terminal;
    options.cols = 10;
    options.rows = 3;
    options.callbacks = &callbacks;
    CHECK_INT(quire_terminal_create(&options, &terminal), QUIRE_OK);
    for (int i = 0; i < 20; i++) {
        const char *text = i % 2 ? "0123456789abc" E "]133;A\007$\r\n" : E "]133;A\007$\r\nout\r\n";
        quire_terminal_feed(terminal, text, strlen(text));
        CHECK(quire_terminal_find_prompt(terminal, 0, true, &found) && found == line);
    }
    const char *output = "x" E "]133;C\007";
    quire_terminal_feed(terminal, output, strlen(output));
    CHECK(line > found); /* any mark does, not prompts alone */
    quire_terminal_destroy(terminal);
}

/* Nothing is left above a line, whatever it begins with; what stands in it and below stays, with the cursor. */
static void all_above_a_line_is_cleared(void) {
    for (uint32_t above = 0; above < 9; above++) {
        struct kit kit;
        uint64_t line = 0;
        kit_open(&kit, 10, 4);
        for (uint32_t i = 0; i < above; i++)
            feed(&kit, "0123456789and more\r\n");
        feed(&kit, E "]133;A\007$ ls\r\nout");
        CHECK(quire_terminal_find_prompt(kit.terminal, 0, true, &line));
        CHECK_INT(quire_terminal_clear_above(kit.terminal, line + 99), QUIRE_NOT_FOUND);
        CHECK_INT(quire_terminal_clear_above(kit.terminal, line), QUIRE_OK);
        CHECK_INT(kit_info(&kit).history_lines, 0);
        CHECK_INT(kit_info(&kit).cursor_row, 1);
        CHECK_INT(kit_info(&kit).cursor_col, 3);
        feed(&kit, "put");
        CHECK_STR(kit_view(&kit), "$ ls|output");
        kit_close(&kit);
    }
}

/* A line that begins above the screen is not cut in two. */
static void a_line_in_history_is_not_cleared_to(void) {
    struct kit kit;
    uint64_t line = 0;
    kit_open(&kit, 10, 4);
    feed(&kit, E "]133;A\007$ 345678901234567890123456789012345678901234567890123456789");
    CHECK(quire_terminal_find_prompt(kit.terminal, 0, true, &line));
    CHECK_INT(quire_terminal_clear_above(kit.terminal, line), QUIRE_NOT_FOUND);
    CHECK_INT(kit_info(&kit).history_lines, 1);
    kit_close(&kit);
}

/* A program that has the screen, or a part of it, keeps it. */
static void the_screen_of_a_program_is_not_cleared(void) {
    static const char *const states[] = {E "[?1049h", E "[2;3r", E "[?69h" E "[2;5s"};
    for (size_t i = 0; i < sizeof states / sizeof *states; i++) {
        struct kit kit;
        uint64_t line = 0;
        kit_open(&kit, 10, 4);
        feed(&kit, "text\r\n" E "]133;A\007$ ls");
        CHECK(quire_terminal_find_prompt(kit.terminal, 0, true, &line));
        feed(&kit, states[i]);
        CHECK_INT(quire_terminal_clear_above(kit.terminal, line), QUIRE_INVALID);
        kit_close(&kit);
    }
}

int main(void) {
    RUN(directories);
    RUN(marks_are_told);
    RUN(meanings_and_rows);
    RUN(fresh_line);
    RUN(iterm);
    RUN(prompts_side_by_side);
    RUN(marks_name_their_line);
    RUN(all_above_a_line_is_cleared);
    RUN(a_line_in_history_is_not_cleared_to);
    RUN(the_screen_of_a_program_is_not_cleared);
    return test_end();
}
