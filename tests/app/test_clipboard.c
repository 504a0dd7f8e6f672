/* The clipboard's ways: to SDL, to a program that pastes or reads. SDL and the session are stand-ins. */
#define _GNU_SOURCE
#include <SDL.h>
#include <stdlib.h>

#include <quire/terminal.h>

#include "pane.h"
#include "pane_clipboard.h"
#include "test.h"
#include "text_clipboard.h"

struct session {
    struct quire_terminal *terminal;
    bool no_password;
};

static struct session session;
static char replies[1024], sent[1024];
static char *main_text, *primary_text;
static bool has_primary; /* the window system has such a thing */

static int keep(char **place, const char *text) {
    free(*place);
    *place = strdup(text);
    return 0;
}

int SDL_SetClipboardText(const char *text) {
    return keep(&main_text, text);
}

int SDL_SetPrimarySelectionText(const char *text) {
    return has_primary ? keep(&primary_text, text) : -1;
}

SDL_bool SDL_HasPrimarySelectionText(void) {
    return primary_text != NULL && primary_text[0] != '\0' ? SDL_TRUE : SDL_FALSE;
}

char *SDL_GetClipboardText(void) {
    return strdup(main_text != NULL ? main_text : "");
}

char *SDL_GetPrimarySelectionText(void) {
    return strdup(primary_text != NULL ? primary_text : "");
}

char *SDL_strdup(const char *text) {
    return strdup(text);
}

void SDL_free(void *memory) {
    free(memory);
}

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

static void append(char to[1024], const char *bytes, size_t length) {
    size_t used = strlen(to);
    for (size_t i = 0; i < length && used + 1 < 1024; i++) {
        to[used++] = (char)(bytes[i] == '\033' ? '^' : bytes[i]);
    }
    to[used] = '\0';
}

bool session_send(struct session *of, const char *bytes, size_t length) {
    (void)of;
    append(sent, bytes, length);
    return true;
}

bool session_allow_read(struct session *of, char password[SESSION_PASSWORD_SIZE]) {
    snprintf(password, SESSION_PASSWORD_SIZE, "secret");
    return !of->no_password;
}

static void on_reply(void *user, const char *bytes, size_t length) {
    (void)user;
    append(replies, bytes, length);
}

static void begin(bool primary) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    options.callbacks = &(struct quire_callbacks){sizeof(struct quire_callbacks), NULL, on_reply, NULL, NULL, NULL};
    CHECK(quire_terminal_create(&options, &session.terminal) == QUIRE_OK);
    session.no_password = false;
    has_primary = primary;
    replies[0] = sent[0] = '\0';
}

static void finish(void) {
    quire_terminal_destroy(session.terminal);
    clipboard_finish();
    free(main_text);
    free(primary_text);
    main_text = primary_text = NULL;
}

static void feed(const char *output) {
    quire_terminal_feed(session.terminal, output, strlen(output));
}

/* Reads this as OSC 52 does. */
static const char *text_of(enum clipboard_target target) {
    replies[0] = '\0';
    clipboard_answer(target, 'c', &session);
    return replies;
}

static struct pane pane;

struct quire_frame *viewport_frame(const struct viewport *viewport) {
    (void)viewport;
    return NULL;
}

void viewport_follow(struct viewport *viewport, struct session *of) {
    (void)viewport;
    (void)of;
}

static bool paste(enum clipboard_target target, struct session *of) {
    pane.session = of;
    return pane_paste(&pane, target);
}

#define ONE "^]52;c;b25l^\\"
#define TWO "^]52;c;dHdv^\\"
#define NOTHING "^]52;c;^\\"

static void two_clipboards(void) {
    begin(true);
    CHECK(clipboard_set(CLIPBOARD_MAIN, "one") && clipboard_set(CLIPBOARD_PRIMARY, "two"));
    CHECK_STR(text_of(CLIPBOARD_MAIN), ONE);
    CHECK_STR(text_of(CLIPBOARD_PRIMARY), TWO);
    keep(&primary_text, "one"); /* another program selects something */
    CHECK_STR(text_of(CLIPBOARD_PRIMARY), ONE);
    finish();
}

/* Where there is no primary selection one stands in for it; it can be emptied, too. */
static void a_primary_of_its_own(void) {
    begin(false);
    CHECK(clipboard_set(CLIPBOARD_MAIN, "one"));
    CHECK_STR(text_of(CLIPBOARD_PRIMARY), NOTHING);
    CHECK(clipboard_set(CLIPBOARD_PRIMARY, "two"));
    CHECK_STR(text_of(CLIPBOARD_PRIMARY), TWO);
    CHECK(clipboard_set(CLIPBOARD_PRIMARY, ""));
    CHECK_STR(text_of(CLIPBOARD_PRIMARY), NOTHING);
    CHECK_STR(text_of(CLIPBOARD_MAIN), ONE);
    finish();
}

/* The longest text is set; one byte more is refused, and what was there stays. */
static void the_largest_text(void) {
    char *text = calloc(1, CLIPBOARD_MAX + 2);
    begin(true);
    memset(text, 'x', CLIPBOARD_MAX);
    CHECK(clipboard_set(CLIPBOARD_MAIN, text));
    CHECK_INT(strlen(main_text), CLIPBOARD_MAX);
    CHECK(clipboard_set(CLIPBOARD_MAIN, "one"));
    text[CLIPBOARD_MAX] = 'x';
    CHECK(!clipboard_set(CLIPBOARD_MAIN, text) && !clipboard_set(CLIPBOARD_PRIMARY, text));
    CHECK_STR(text_of(CLIPBOARD_MAIN), ONE);
    CHECK_STR(text_of(CLIPBOARD_PRIMARY), NOTHING);
    finish();
    free(text);
}

static void a_paste_is_sent(void) {
    begin(true);
    CHECK(!paste(CLIPBOARD_MAIN, &session)); /* nothing there */
    clipboard_set(CLIPBOARD_MAIN, "one");
    CHECK(paste(CLIPBOARD_MAIN, &session));
    CHECK_STR(sent, "one");
    feed("\033[?2004h");
    CHECK(paste(CLIPBOARD_MAIN, &session));
    CHECK_STR(sent, "one^[200~one^[201~");
    CHECK_STR(replies, "");
    finish();
}

/* A program that wants to be told is told, and sent nothing; without a password it is sent the text. */
static void or_it_is_told(void) {
    begin(true);
    feed("\033[?5522h");
    CHECK(!paste(CLIPBOARD_MAIN, &session));
    CHECK_STR(replies, "");
    clipboard_set(CLIPBOARD_MAIN, "one");
    clipboard_set(CLIPBOARD_PRIMARY, "two");
    CHECK(paste(CLIPBOARD_MAIN, &session));
    CHECK(strstr(replies, "type=read:status=OK") != NULL && strstr(replies, "loc=primary") == NULL);
    CHECK(strstr(replies, "pw=c2VjcmV0") != NULL);
    replies[0] = '\0';
    CHECK(paste(CLIPBOARD_PRIMARY, &session));
    CHECK(strstr(replies, "loc=primary") != NULL);
    CHECK_STR(sent, "");
    session.no_password = true;
    CHECK(paste(CLIPBOARD_MAIN, &session));
    CHECK_STR(sent, "one");
    finish();
}

/* A list names the types of a text that is there; of an empty clipboard it is empty. */
static void a_typed_answer(void) {
    begin(true);
    clipboard_answer_typed(CLIPBOARD_MAIN, "r", WISH_LIST | WISH_TEXT, &session);
    CHECK(strstr(replies, "status=DONE:id=r^") != NULL);
    CHECK(strstr(replies, "dGV4dC9wbGFpbi") == NULL); /* "text/plain " or ";" as data or as a type */
    CHECK(strstr(replies, "mime=dGV4dC9wbGFpbg==") == NULL);
    replies[0] = '\0';
    clipboard_set(CLIPBOARD_MAIN, "one");
    clipboard_answer_typed(CLIPBOARD_MAIN, "s", WISH_LIST | WISH_TEXT, &session);
    CHECK(strstr(replies, ";dGV4dC9wbGFpbiB0ZXh0L3BsYWluO2NoYXJzZXQ9dXRmLTgK^") != NULL);
    CHECK(strstr(replies, "mime=dGV4dC9wbGFpbg==") != NULL && strstr(replies, ";b25l^") != NULL);
    replies[0] = '\0';
    clipboard_answer_typed(CLIPBOARD_MAIN, "t", WISH_TEXT_UTF8, &session);
    CHECK(strstr(replies, "mime=dGV4dC9wbGFpbg==") == NULL && strstr(replies, ";b25l^") != NULL);
    finish();
}

int main(void) {
    RUN(two_clipboards);
    RUN(a_primary_of_its_own);
    RUN(the_largest_text);
    RUN(a_paste_is_sent);
    RUN(or_it_is_told);
    RUN(a_typed_answer);
    return test_end();
}
