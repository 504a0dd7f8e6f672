/* The pane's ways to the clipboard and from it: what is pasted, in which pieces, and what is said. The clipboards are
 * real ones, of this process's own; the session is a stand-in. */
#define _GNU_SOURCE
#include <stdlib.h>

#include <quire/paste.h>
#include <quire/terminal.h>

#include "pane.h"
#include "pane_clipboard.h"
#include "paste_guard.h"
#include "test.h"

struct session {
    struct quire_terminal *terminal;
    bool no_password, full, broken;
    unsigned begun, ended, pieces;
    size_t largest;
};

static struct session session;
static struct pane pane;
static struct config_snapshot settings;
static char replies[1024], said[256];
static struct {
    char *bytes;
    size_t length;
} sent;

struct quire_terminal *session_lock(struct session *of) {
    return of->terminal;
}

void session_unlock(struct session *of) {
    (void)of;
}

struct quire_input_modes session_modes(struct session *of) {
    struct quire_input_modes modes = QUIRE_INPUT_MODES_INIT;
    quire_terminal_input_modes(of->terminal, &modes);
    return modes;
}

void session_paste_begin(struct session *of) {
    of->begun++;
}

void session_paste_end(struct session *of) {
    of->ended++;
}

bool session_paste_room(struct session *of) {
    return !of->full;
}

bool session_paste_piece(struct session *of, const char *bytes, size_t length) {
    of->pieces++;
    of->largest = length > of->largest ? length : of->largest;
    sent.bytes = realloc(sent.bytes, sent.length + length + 1);
    memcpy(sent.bytes + sent.length, bytes, length);
    sent.length += length;
    sent.bytes[sent.length] = '\0';
    return !of->broken;
}

bool session_allow_read(struct session *of, char password[SESSION_PASSWORD_SIZE]) {
    snprintf(password, SESSION_PASSWORD_SIZE, "secret");
    return !of->no_password;
}

struct quire_frame *viewport_frame(struct viewport *viewport) {
    (void)viewport;
    return NULL;
}

void viewport_follow(struct viewport *viewport, struct session *of) {
    (void)viewport;
    (void)of;
}

static const struct scene_panel *panel; /* that is shown; NULL: none */

void viewport_set_panel(struct viewport *viewport, const struct scene_panel *now) {
    (void)viewport;
    panel = now;
}

static void show_line(void *user, const struct ui_line *line) {
    (void)user;
    CHECK(line == NULL);
}

static bool answers_are_marked(void) {
    return panel->rows[panel->count - 1].look == PANEL_CHOSEN;
}

static void on_reply(void *user, const char *bytes, size_t length) {
    (void)user;
    size_t used = strlen(replies);
    for (size_t i = 0; i < length && used + 1 < sizeof replies; i++) {
        replies[used++] = (char)(bytes[i] == '\033' ? '^' : bytes[i]);
    }
    replies[used] = '\0';
}

static void say(void *user, const char *text) {
    (void)user;
    snprintf(said, sizeof said, "%s", text);
}

static void begin(void) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct clipboard_options clipboard = CLIPBOARD_OPTIONS_INIT;
    options.callbacks = &(struct quire_callbacks){sizeof(struct quire_callbacks), NULL, on_reply, NULL, NULL, NULL};
    memset(&session, 0, sizeof session);
    CHECK(quire_terminal_create(&options, &session.terminal) == QUIRE_OK);
    memset(&pane, 0, sizeof pane);
    pane.session = pane.pastes.session = &session;
    pane.sink.say = say;
    settings.values.paste_guard = CONFIG_GUARD_OFF;
    pane.settings = &settings;
    pane.loop = event_loop_create();
    pane.ui = (struct ui_stack)UI_STACK_INIT(pane.loop, show_line, NULL);
    pane.clipboards = clipboards_create(&clipboard);
    replies[0] = said[0] = '\0';
    sent.length = 0;
}

static void finish(void) {
    pane_clipboard_finish(&pane);
    paste_guard_finish(&pane);
    pane_pastes_finish(&pane.pastes);
    event_loop_destroy(pane.loop);
    CHECK(panel == NULL && pane.ui.top == NULL);
    CHECK(pane.asked == NULL && pane.pastes.piece == NULL);
    CHECK_INT(session.begun, session.ended);
    clipboards_destroy(pane.clipboards);
    quire_terminal_destroy(session.terminal);
    free(sent.bytes);
    sent.bytes = NULL;
}

static void feed(const char *output) {
    quire_terminal_feed(session.terminal, output, strlen(output));
}

static void set(enum clipboard_target target, const char *text) {
    CHECK(clipboards_set(pane.clipboards, target, clipboard_text_copy(text, strlen(text))));
}

/* What is sent by now, ^ for ESC; and forgotten. */
static const char *taken(void) {
    static char text[256];
    snprintf(text, sizeof text, "%.*s", (int)sent.length, sent.length > 0 ? sent.bytes : "");
    for (char *at = text; *at != '\0'; at++) {
        *at = (char)(*at == '\033' ? '^' : *at);
    }
    sent.length = 0;
    return text;
}

static const char *pasted(enum clipboard_target target) {
    pane_paste(&pane, target);
    clipboards_dispatch(pane.clipboards, 0);
    return taken();
}

static void a_paste_is_sent(void) {
    begin();
    CHECK_STR(pasted(CLIPBOARD_MAIN), "");
    CHECK_STR(said, "");
    set(CLIPBOARD_MAIN, "one\n");
    set(CLIPBOARD_PRIMARY, "two");
    CHECK_STR(pasted(CLIPBOARD_MAIN), "one\r");
    CHECK_STR(pasted(CLIPBOARD_PRIMARY), "two");
    feed("\033[?2004h");
    CHECK_STR(pasted(CLIPBOARD_MAIN), "^[200~one\r^[201~");
    CHECK_STR(replies, "");
    finish();
}

/* A program that wants to be told is told, and sent nothing; without a password it is sent the text. */
static void or_it_is_told(void) {
    begin();
    feed("\033[?5522h");
    CHECK_STR(pasted(CLIPBOARD_MAIN), "");
    CHECK_STR(replies, "");
    set(CLIPBOARD_MAIN, "one");
    set(CLIPBOARD_PRIMARY, "two");
    CHECK_STR(pasted(CLIPBOARD_MAIN), "");
    CHECK(strstr(replies, "type=read:status=OK") != NULL && strstr(replies, "loc=primary") == NULL);
    CHECK(strstr(replies, "pw=c2VjcmV0") != NULL);
    replies[0] = '\0';
    CHECK_STR(pasted(CLIPBOARD_PRIMARY), "");
    CHECK(strstr(replies, "loc=primary") != NULL);
    session.no_password = true;
    CHECK_STR(pasted(CLIPBOARD_MAIN), "one");
    finish();
}

/* What is asked for when the pane closes calls nobody. */
static void a_pane_that_closes(void) {
    begin();
    set(CLIPBOARD_MAIN, "one");
    pane_paste(&pane, CLIPBOARD_MAIN);
    pane_paste(&pane, CLIPBOARD_PRIMARY);
    pane_clipboard_finish(&pane);
    clipboards_dispatch(pane.clipboards, 0);
    CHECK_STR(taken(), "");
    finish();
}

/* A text in which every kind of thing that must not be cut comes to stand at every place of a piece's end. */
static char *mixed_text(size_t length, size_t shift) {
    static const char unit[] = "a\r\nb\xC3\xBC\xE2\x82\xAC\xF0\x9F\x98\x80\n\033|\xC2\x9B"
                               "c";
    char *text = malloc(length + sizeof unit + shift);
    memset(text, '.', shift);
    for (size_t at = shift; at < length; at += sizeof unit - 1) {
        memcpy(text + at, unit, sizeof unit - 1);
    }
    return text;
}

/* In pieces the same bytes go out as at once, and the pieces are small. */
static void as_at_once(bool brackets) {
    size_t length = 300000, capacity = 3 * length + 12, whole;
    char *expected = malloc(capacity);
    for (size_t shift = 0; shift < 20; shift++) {
        begin();
        feed(brackets ? "\033[?2004h" : "");
        char *text = mixed_text(length, shift);
        struct quire_input_modes modes = session_modes(&session);
        CHECK(quire_paste_encode(&modes, text, length, expected, capacity, &whole) == QUIRE_OK);
        pane_paste_text(&pane, text, length);
        CHECK(sent.length == whole && memcmp(sent.bytes, expected, whole) == 0);
        CHECK(session.pieces == 5 && session.largest <= SESSION_PASTE_PIECE + 6);
        CHECK(session.begun == brackets && session.ended == brackets);
        free(text);
        finish();
    }
    free(expected);
}

static void pieces_are_the_whole(void) {
    as_at_once(false);
    as_at_once(true);
}

/* Nothing more is sent than the program takes; the next text waits for the one before, and brackets stay those with
 * which it was begun. */
static void as_the_program_reads(void) {
    size_t length = 100000;
    char *text = malloc(length);
    memset(text, 'x', length);
    begin();
    feed("\033[?2004h");
    session.full = true;
    pane_paste_text(&pane, text, length);
    CHECK_INT(session.pieces, 0);
    session.full = false;
    session.pieces = 0;
    CHECK(pane_pastes_go_on(&pane.pastes));
    CHECK_INT(sent.length, length + 12);
    sent.length = 0;
    session.full = true;
    pane_paste_text(&pane, text, 3);
    pane_paste_text(&pane, "next", 4);
    feed("\033[?2004l");
    session.full = false;
    CHECK(pane_pastes_go_on(&pane.pastes));
    CHECK_STR(taken(), "xxxnext");
    free(text);
    finish();
}

/* It is said when a program takes nothing any more. */
static void a_program_that_takes_nothing(void) {
    begin();
    feed("\033[?2004h");
    session.broken = true;
    pane_paste_text(&pane, "one", 3);
    CHECK_STR(said, "The program takes no input: the paste was left out");
    CHECK(pane.pastes.first == NULL);
    finish();
}

static void ends_are_said(void) {
    begin();
    pane_say_limit(&pane, "more than ", ": no");
    CHECK_STR(said, "more than 64 MiB: no");
    clipboards_set_limit(pane.clipboards, (size_t)3 << 20);
    pane_say_limit(&pane, "more than ", ": no");
    CHECK_STR(said, "more than 3 MiB: no");
    finish();
}

/* --- pastes that are shown first --- */

static struct quire_key_event key_of(enum quire_key key, char letter, uint32_t mods) {
    struct quire_key_event event = QUIRE_KEY_EVENT_INIT;
    event.key = key;
    event.character = event.base = (unsigned char)letter;
    event.mods = mods;
    return event;
}

static bool press(enum quire_key key, char letter, uint32_t mods, int64_t now) {
    struct quire_key_event event = key_of(key, letter, mods);
    return ui_stack_key(&pane.ui, &event, now);
}

/* The time that the guard waits for has come. */
static void end_pause(void) {
    ui_stack_key(&pane.ui,
                 &(struct quire_key_event){
                     .size = sizeof(struct quire_key_event), .key = QUIRE_KEY_LEFT_SHIFT, .action = QUIRE_KEY_RELEASE},
                 INT64_MAX);
}

static void a_line_that_is_copied_whole_is_shown_first(void) {
    begin();
    settings.values.paste_guard = CONFIG_GUARD_ASK;
    set(CLIPBOARD_MAIN, "make\n");
    CHECK_STR(pasted(CLIPBOARD_MAIN), "");
    CHECK(panel != NULL && panel->at_bottom && panel->count == 4);
    CHECK_STR(panel->rows[0].text, " Paste 1 line, 5 bytes?");
    CHECK_STR(panel->rows[1].text, " It ends with a newline, which the program takes as enter");
    CHECK_STR(panel->rows[2].text, "   make");
    CHECK_STR(panel->rows[3].text, " enter: paste   s: paste it stripped   escape: do not");
    CHECK(ui_stack_keeps(&pane.ui));
    CHECK(!answers_are_marked());
    CHECK(press(QUIRE_KEY_ENTER, 0, 0, 0)); /* too soon */
    CHECK_STR(taken(), "");
    end_pause();
    CHECK(answers_are_marked());
    CHECK(press(QUIRE_KEY_ENTER, 0, 0, 0));
    CHECK_STR(taken(), "make\r");
    CHECK(panel == NULL && pane.ui.top == NULL);
    finish();
}

static void answers_to_what_is_shown(void) {
    static const struct {
        enum quire_key key;
        char letter;
        uint32_t mods;
        const char *sent; /* NULL: it answers nothing */
    } facts[] = {
        {QUIRE_KEY_ENTER, 0, 0, "a\rb\r"},
        {QUIRE_KEY_KP_ENTER, 0, QUIRE_MOD_NUM_LOCK, "a\rb\r"},
        {QUIRE_KEY_CHARACTER, 's', 0, "a\rb"},
        {QUIRE_KEY_ESCAPE, 0, 0, ""},
        {QUIRE_KEY_CHARACTER, 'c', QUIRE_MOD_CTRL, ""},
        {QUIRE_KEY_CHARACTER, 'y', 0, NULL},
        {QUIRE_KEY_CHARACTER, 's', QUIRE_MOD_CTRL, NULL},
        {QUIRE_KEY_ENTER, 0, QUIRE_MOD_SHIFT, NULL},
    };
    for (size_t i = 0; i < sizeof facts / sizeof facts[0]; i++) {
        begin();
        settings.values.paste_guard = CONFIG_GUARD_ASK;
        pane_paste_text(&pane, "a\nb\033\n", 5);
        end_pause();
        CHECK(press(facts[i].key, facts[i].letter, facts[i].mods, 0) == (facts[i].sent != NULL));
        CHECK_STR(taken(), facts[i].sent != NULL ? facts[i].sent : "");
        CHECK((pane.guard == NULL) == (facts[i].sent != NULL));
        CHECK(pane.guard == NULL || !answers_are_marked()); /* the pause begins anew */
        finish();
    }
}

/* The program's brackets make line ends harmless; another paste meanwhile is let go. */
static void what_goes_and_what_does_not(void) {
    begin();
    settings.values.paste_guard = CONFIG_GUARD_ASK;
    pane_paste_text(&pane, "plain\ttext", 10);
    CHECK_STR(taken(), "plain\ttext");
    feed("\033[?2004h");
    pane_paste_text(&pane, "a\nb\n", 4);
    CHECK_STR(taken(), "^[200~a\rb\r^[201~");
    pane_paste_text(&pane, "a\033b", 3);
    CHECK_STR(taken(), "");
    CHECK_STR(panel->rows[1].text, " 1 control character is in it; none is ever sent");
    CHECK_STR(panel->rows[2].text, "   a\x0E^[\x0F"
                                   "b");
    pane_paste_text(&pane, "other", 5);
    CHECK_STR(taken(), "");
    finish();
}

static void stripped_pastes_go_at_once(void) {
    begin();
    settings.values.paste_guard = CONFIG_GUARD_STRIP;
    pane_paste_text(&pane, "ls\033[A\r\n", 7);
    CHECK_STR(taken(), "ls[A");
    pane_paste_text(&pane, "\n", 1);
    CHECK_STR(taken(), "");
    CHECK(panel == NULL);
    finish();
}

int main(void) {
    RUN(a_paste_is_sent);
    RUN(or_it_is_told);
    RUN(a_pane_that_closes);
    RUN(pieces_are_the_whole);
    RUN(as_the_program_reads);
    RUN(a_program_that_takes_nothing);
    RUN(ends_are_said);
    RUN(a_line_that_is_copied_whole_is_shown_first);
    RUN(answers_to_what_is_shown);
    RUN(what_goes_and_what_does_not);
    RUN(stripped_pastes_go_at_once);
    return test_end();
}
