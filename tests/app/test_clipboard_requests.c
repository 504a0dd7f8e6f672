/* What becomes of what programs ask of the clipboard: which setting decides, for how long an answer holds, and what
 * needs none. Requests, questions and clipboards are real ones, the latter this process's own; the session is a
 * stand-in. What is said and replied is told to the diary, and what is set shows in the clipboards. */
#define _GNU_SOURCE
#include <stdlib.h>

#include "clipboard_requests.h"
#include "pane.h"
#include "pane_clipboard.h"
#include "test.h"

struct session {
    struct session_requests requests;
    struct quire_terminal *terminal;
    const char *password; /* the one that is good, once */
};

static struct session session;
static struct config_snapshot settings = {.references = 1};
static struct event_loop *loop;
static struct ui_stack stack;
static struct pane pane;
static struct question question;
static struct clipboard_requests desk;
static struct clipboards *clipboards;
static char diary[4096];
static unsigned settled;

/* Replies of the terminal are told with ^ for ESC. */
static void tell(const char *bytes, size_t length) {
    size_t used = strlen(diary);
    for (size_t i = 0; i < length && used + 1 < sizeof diary; i++) {
        diary[used++] = (char)(bytes[i] == '\033' ? '^' : bytes[i]);
    }
    diary[used] = '\0';
}

static void note(const char *what, const char *which) {
    char line[300];
    tell(line, (size_t)snprintf(line, sizeof line, "%s %s;", what, which));
}

static void on_reply(void *user, const char *bytes, size_t length) {
    (void)user;
    tell(bytes, length);
}

static void on_event(void *user, const struct quire_event *event) {
    struct session *of = user;
    session_requests_put(&of->requests, of->terminal, event);
}

struct quire_terminal *session_lock(struct session *of) {
    return of->terminal;
}

void session_unlock(struct session *of) {
    (void)of;
}

bool session_take_request(struct session *of, struct session_request *request) {
    return session_requests_take(&of->requests, request);
}

uint64_t session_newest_request(struct session *of) {
    return session_requests_newest(&of->requests);
}

bool session_use_password(struct session *of, const char *password) {
    bool good = of->password != NULL && strcmp(of->password, password) == 0;
    of->password = good ? NULL : of->password;
    return good;
}

int64_t session_settle_replies(struct session *of) {
    (void)of;
    settled++;
    return 2000;
}

void pane_say_limit(struct pane *of, const char *before, const char *behind) {
    (void)of;
    note("say", before);
    note("", behind);
}

static void say(void *user, const char *text) {
    (void)user;
    note("say", text);
}

static void show(void *user, const struct ui_line *line) {
    (void)user;
    (void)line;
}

static void open_desk(int write, int read) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    session_requests_init(&session.requests);
    options.callbacks =
        &(struct quire_callbacks){sizeof(struct quire_callbacks), &session, on_reply, on_event, NULL, NULL};
    CHECK(quire_terminal_create(&options, &session.terminal) == QUIRE_OK);
    settings.values.clipboard_write = write;
    settings.values.clipboard_read = read;
    loop = event_loop_create();
    CHECK(loop != NULL);
    stack = (struct ui_stack)UI_STACK_INIT(loop, show, NULL);
    question_init(&question, &stack);
    pane.session = &session;
    pane.loop = loop;
    pane.sink.say = say;
    struct clipboard_options clipboard = CLIPBOARD_OPTIONS_INIT;
    clipboard.limit = 20;
    pane.clipboards = clipboards = clipboards_create(&clipboard);
    pane.settings = &settings;
    clipboard_requests_init(&desk, &pane, &question);
    session.password = NULL;
}

static void close_desk(void) {
    clipboard_requests_finish(&desk);
    question_finish(&question);
    event_loop_destroy(loop);
    clipboards_destroy(clipboards);
    quire_terminal_destroy(session.terminal);
    session_requests_finish(&session.requests);
}

/* What happens on this output. */
static const char *happens(const char *output) {
    diary[0] = '\0';
    quire_terminal_feed(session.terminal, output, strlen(output));
    clipboard_requests_act(&desk);
    clipboards_dispatch(clipboards, 0);
    return diary;
}

/* What happens on this answer to the open question, which asks to read, or to set. */
static const char *answer(bool to_reading, bool yes) {
    diary[0] = '\0';
    CHECK(question.open && (strstr(question.text, "read") != NULL) == to_reading);
    question.ready = true;
    struct quire_key_event event = QUIRE_KEY_EVENT_INIT;
    event.key = QUIRE_KEY_CHARACTER;
    event.character = yes ? 'y' : 'n';
    event.mods = QUIRE_MOD_CTRL | QUIRE_MOD_SHIFT;
    ui_stack_key(&stack, &event, 0);
    clipboard_requests_act(&desk);
    clipboards_dispatch(clipboards, 0);
    return diary;
}

static void keep(void *user, enum clipboard_end end, struct clipboard_text *text) {
    snprintf(user, 64, "%s", end == CLIPBOARD_DONE ? text->bytes : "");
}

/* What is in the clipboard. */
static const char *in(enum clipboard_target target) {
    static char text[64];
    clipboards_get(clipboards, target, 0, keep, text);
    clipboards_dispatch(clipboards, 0);
    return text;
}

static void set(enum clipboard_target target, const char *text) {
    CHECK(clipboards_set(clipboards, target, clipboard_text_copy(text, strlen(text))));
}

#define ST "\033\\"
#define SET "\033]52;c;b25l" ST
#define QUERY "\033]52;c;?" ST
#define TYPED_READ "\033]5522;type=read:id=r;dGV4dC9wbGFpbg==" ST
#define TYPED_WRITE                                                                                                    \
    "\033]5522;type=write:id=w" ST "\033]5522;type=wdata:mime=dGV4dC9wbGFpbg==;dHdv" ST "\033]5522;type=wdata" ST
#define PICTURE                                                                                                        \
    "\033]5522;type=write:id=i" ST "\033]5522;type=wdata:mime=aW1hZ2UvcG5n;AAAA" ST "\033]5522;type=wdata" ST
#define WITH_PASSWORD "\033]5522;type=read:id=p:pw=b3Blbg==;dGV4dC9wbGFpbg==" ST /* "open" */

#define ONE "^]52;c;b25l^\\"
#define NO "^]52;c;^\\"
#define TYPED(id)                                                                                                      \
    "^]5522;type=read:status=OK:id=" id "^\\^]5522;type=read:status=DATA:id=" id                                       \
    ":mime=dGV4dC9wbGFpbg==;b25l^\\^]5522;type=read:status=DONE:id=" id "^\\"

static void settings_decide(void) {
    open_desk(CONFIG_ALLOW, CONFIG_DENY);
    CHECK_STR(happens(SET "\033]52;p;dHdv" ST), "");
    CHECK_STR(in(CLIPBOARD_MAIN), "one");
    CHECK_STR(in(CLIPBOARD_PRIMARY), "two");
    CHECK_STR(happens(QUERY), NO);
    CHECK_STR(happens(TYPED_READ), "^]5522;type=read:status=EPERM:id=r^\\");
    CHECK_STR(happens(TYPED_WRITE), "^]5522;type=write:status=DONE:id=w^\\");
    CHECK_STR(in(CLIPBOARD_MAIN), "two");
    close_desk();
    open_desk(CONFIG_DENY, CONFIG_ALLOW);
    CHECK_STR(happens(SET), "");
    CHECK_STR(in(CLIPBOARD_MAIN), "");
    set(CLIPBOARD_MAIN, "one");
    set(CLIPBOARD_PRIMARY, "two");
    CHECK_STR(happens(QUERY "\033]52;p;?" ST), ONE "^]52;p;dHdv^\\");
    CHECK_STR(happens(TYPED_READ), TYPED("r"));
    CHECK_STR(happens(TYPED_WRITE), "^]5522;type=write:status=EPERM:id=w^\\");
    CHECK_STR(in(CLIPBOARD_MAIN), "one");
    CHECK(!question.open);
    close_desk();
}

/* A list names the types of a text that is there; of an empty clipboard it is empty. */
static void a_typed_answer(void) {
    open_desk(CONFIG_DENY, CONFIG_ALLOW);
    const char *both = "\033]5522;type=read:id=s;LiB0ZXh0L3BsYWlu" ST; /* ". text/plain" */
    happens(both);
    CHECK(strstr(diary, "status=DONE:id=s^") != NULL);
    CHECK(strstr(diary, "dGV4dC9wbGFpbi") == NULL && strstr(diary, "mime=dGV4dC9wbGFpbg==") == NULL);
    set(CLIPBOARD_MAIN, "one");
    happens(both);
    CHECK(strstr(diary, ";dGV4dC9wbGFpbiB0ZXh0L3BsYWluO2NoYXJzZXQ9dXRmLTgK^") != NULL);
    CHECK(strstr(diary, "mime=dGV4dC9wbGFpbg==") != NULL && strstr(diary, ";b25l^") != NULL);
    happens("\033]5522;type=read:id=u;dGV4dC9wbGFpbjtjaGFyc2V0PXV0Zi04" ST);
    CHECK(strstr(diary, "mime=dGV4dC9wbGFpbg==") == NULL && strstr(diary, ";b25l^") != NULL);
    close_desk();
}

/* An answer holds for all of its kind that wait when it is given: not for the other kind, nor for what comes later.
 * Each reading is given what was there in its turn. */
static void an_answer_holds_for_what_waits(void) {
    open_desk(CONFIG_ASK, CONFIG_ASK);
    set(CLIPBOARD_MAIN, "two");
    CHECK_STR(happens(QUERY QUERY SET QUERY), "");
    question.asked_before = false; /* long ago */
    CHECK_STR(answer(true, true), "^]52;c;dHdv^\\^]52;c;dHdv^\\");
    CHECK_STR(answer(false, true), ONE);
    CHECK(!question.open);
    question.asked_before = false;
    CHECK_STR(happens(QUERY TYPED_READ), ""); /* asked anew */
    CHECK_STR(answer(true, false), NO "^]5522;type=read:status=EPERM:id=r^\\");
    question.asked_before = false;
    CHECK_STR(happens("\033]52;c;dHdv" ST), "");
    CHECK_STR(answer(false, false), "");
    CHECK_STR(in(CLIPBOARD_MAIN), "one");
    CHECK(!question.open);
    close_desk();
}

/* Whatever was answered: programs do not wear their users down. */
static void what_would_be_asked_again_within_a_minute_is_refused(void) {
    for (int yes = 0; yes < 2; yes++) {
        open_desk(CONFIG_ASK, CONFIG_ASK);
        happens(QUERY);
        answer(true, yes);
        CHECK_STR(happens(QUERY TYPED_READ), NO "^]5522;type=read:status=EPERM:id=r^\\");
        CHECK_STR(happens(TYPED_WRITE), "^]5522;type=write:status=EPERM:id=w^\\");
        CHECK(!question.open);
        question.asked -= QUESTION_EVERY_MS - 1000;
        happens(QUERY);
        CHECK(!question.open);
        question.asked -= 1000;
        happens(QUERY);
        CHECK(question.open);
        close_desk();
    }
}

/* What the terminal replies by itself keeps its place behind the answer, and while one is outstanding the time is
 * looked at. */
static void other_replies_wait(void) {
    open_desk(CONFIG_DENY, CONFIG_ASK);
    set(CLIPBOARD_MAIN, "one");
    settled = 0;
    CHECK_STR(happens(QUERY "\033[5n"), "");
    CHECK(settled > 0 && desk.patience.due != TIMER_NEVER);
    CHECK_STR(answer(true, true), ONE "^[0n");
    close_desk();
}

/* Whoever was told of a paste may read once, whatever the setting; also where the setting would not have asked. */
static void a_password_is_for_one_read(void) {
    static const int permissions[] = {CONFIG_DENY, CONFIG_ALLOW, CONFIG_ASK};
    for (size_t i = 0; i < sizeof permissions / sizeof permissions[0]; i++) {
        open_desk(CONFIG_DENY, permissions[i]);
        set(CLIPBOARD_MAIN, "one");
        session.password = "open";
        CHECK_STR(happens(WITH_PASSWORD), TYPED("p"));
        CHECK(session.password == NULL && !question.open);
        settings.values.clipboard_read = CONFIG_DENY;
        CHECK_STR(happens(WITH_PASSWORD), "^]5522;type=read:status=EPERM:id=p^\\");
        close_desk();
    }
}

/* Everyone may see which types there are; not together with the text. */
static void the_list_of_types_is_free(void) {
    open_desk(CONFIG_DENY, CONFIG_DENY);
    happens("\033]5522;type=read:id=l;Lg==" ST); /* "." */
    CHECK(strstr(diary, "status=DONE:id=l^") != NULL);
    CHECK_STR(happens("\033]5522;type=read:id=b;LiB0ZXh0L3BsYWlu" ST), "^]5522;type=read:status=EPERM:id=b^\\");
    close_desk();
}

/* Quire sets text alone. That is said without a question; but to whom setting is forbidden, that it is. */
static void what_is_no_text_fails(void) {
    open_desk(CONFIG_ASK, CONFIG_DENY);
    CHECK_STR(happens(PICTURE), "^]5522;type=write:status=EIO:id=i^\\");
    CHECK(!question.open);
    settings.values.clipboard_write = CONFIG_DENY;
    CHECK_STR(happens(PICTURE), "^]5522;type=write:status=EPERM:id=i^\\");
    close_desk();
}

/* Beyond the limit nothing is set nor read, the program is told, and the user. What was there stays. */
static void what_is_too_large_is_said(void) {
    open_desk(CONFIG_ALLOW, CONFIG_ALLOW);
    set(CLIPBOARD_MAIN, "longer than two");
    clipboards_set_limit(clipboards, 2);
    CHECK_STR(happens(TYPED_WRITE), "say A program wanted to set the clipboard to more than ; : refused;"
                                    "^]5522;type=write:status=EIO:id=w^\\");
    CHECK_STR(happens(SET), "say A program wanted to set the clipboard to more than ; : refused;");
    CHECK_STR(in(CLIPBOARD_MAIN), "longer than two");
    close_desk();
}

/* A window that closes while a text is on its way calls nobody. */
static void a_window_that_closes(void) {
    open_desk(CONFIG_ALLOW, CONFIG_ALLOW);
    set(CLIPBOARD_MAIN, "one");
    diary[0] = '\0';
    quire_terminal_feed(session.terminal, QUERY TYPED_READ, strlen(QUERY TYPED_READ));
    clipboard_requests_act(&desk);
    CHECK(desk.reading != NULL);
    clipboard_requests_finish(&desk);
    clipboards_dispatch(clipboards, 0);
    CHECK(desk.reading == NULL);
    CHECK_STR(diary, "");
    close_desk();
}

/* A window that closes with a question open releases what was asked. */
static void an_open_question_owns_its_text(void) {
    open_desk(CONFIG_ASK, CONFIG_ASK);
    happens(TYPED_WRITE);
    CHECK(question.open && desk.asked.text != NULL);
    close_desk();
    CHECK(desk.asked.text == NULL);
}

int main(void) {
    RUN(settings_decide);
    RUN(a_typed_answer);
    RUN(an_answer_holds_for_what_waits);
    RUN(what_would_be_asked_again_within_a_minute_is_refused);
    RUN(other_replies_wait);
    RUN(a_window_that_closes);
    RUN(a_password_is_for_one_read);
    RUN(the_list_of_types_is_free);
    RUN(what_is_no_text_fails);
    RUN(what_is_too_large_is_said);
    RUN(an_open_question_owns_its_text);
    return test_end();
}
