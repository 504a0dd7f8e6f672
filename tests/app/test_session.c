/* A session with real programs: whose size counts, whose turn it is, which shell runs, and what ends it. The feeding of
 * the terminal is wrapped (-Wl,--wrap) so that slices can be counted and made slow. */
#define _GNU_SOURCE
#include <pthread.h>
#include <pwd.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include <quire/format.h>

#include "session.h"
#include "test.h"

static atomic_uint slices, slice_us;
static atomic_uint_fast64_t dearest_slice; /* the largest budget so far */

enum quire_result __real_quire_terminal_feed_some(struct quire_terminal *terminal, const void *bytes, size_t length,
                                                  uint64_t budget, size_t *taken);
enum quire_result __wrap_quire_terminal_feed_some(struct quire_terminal *terminal, const void *bytes, size_t length,
                                                  uint64_t budget, size_t *taken);

enum quire_result __wrap_quire_terminal_feed_some(struct quire_terminal *terminal, const void *bytes, size_t length,
                                                  uint64_t budget, size_t *taken) {
    atomic_fetch_add(&slices, 1);
    if (atomic_load(&slice_us) > 0) {
        usleep(atomic_load(&slice_us));
    }
    if (budget > atomic_load(&dearest_slice)) {
        atomic_store(&dearest_slice, budget);
    }
    return __real_quire_terminal_feed_some(terminal, bytes, length, budget, taken);
}

/* A mutex as unfair as it may be: this thread looks at it now and then. */
static _Thread_local bool polls;

int __real_pthread_mutex_lock(pthread_mutex_t *mutex);
int __wrap_pthread_mutex_lock(pthread_mutex_t *mutex);

int __wrap_pthread_mutex_lock(pthread_mutex_t *mutex) {
    if (!polls) {
        return __real_pthread_mutex_lock(mutex);
    }
    while (pthread_mutex_trylock(mutex) != 0) {
        usleep(5000);
    }
    return 0;
}

/* The shell of the user's entry in the password file. */
static char *login_shell = (char *)"/bin/bash";

struct passwd *__wrap_getpwuid(uid_t user);

struct passwd *__wrap_getpwuid(uid_t user) {
    static struct passwd entry;
    entry.pw_uid = user;
    entry.pw_shell = login_shell;
    return &entry;
}

static struct config_snapshot settings = {.references = 1};
static struct notices notices;
static atomic_uint wakes;

static void wake(void *user) {
    (void)user;
    atomic_fetch_add(&wakes, 1);
}

static const struct terminal_size window_size = {80, 24, 8, 16};

/* command NULL: the shell. */
static struct session *start(const char *command) {
    static const struct session_waker waker = {NULL, wake};
    char error[256] = "";
    char *argv[] = {(char *)"sh", (char *)"-c", (char *)(size_t)command, NULL};
    notices = (struct notices)NOTICES_INIT;
    struct session_start begin = {&settings, window_size, command != NULL ? argv : NULL, NULL, NULL, 0, NULL, NULL, NULL};
    struct session *session = session_create(&begin, &waker, &notices, error, sizeof error);
    CHECK_STR(error, "");
    return session;
}

static void stop(struct session *session) {
    session_destroy(session);
    notices_finish(&notices);
}

static bool write_text(void *user, const char *bytes, size_t length) {
    char *text = user;
    size_t used = strlen(text);
    snprintf(text + used, 8192 - used, "%.*s", (int)length, bytes);
    return true;
}

/* What is on the screen, with its line ends taken out where `joined`. */
static const char *screen(struct session *session, bool joined) {
    static char text[8192];
    struct quire_format_options options = QUIRE_FORMAT_OPTIONS_INIT;
    text[0] = '\0';
    quire_format_write(session_lock(session), &options, write_text, text);
    session_unlock(session);
    char *to = text;
    for (const char *from = text; *from != '\0'; from++) {
        *to = *from;
        to += !joined || *from != '\n';
    }
    *to = '\0';
    return text;
}

/* Waits at most half a minute, as all that waits here. */
#define TRIES 3000

static bool wait_for_text(struct session *session, const char *part) {
    for (int i = 0; i < TRIES; i++) {
        if (strstr(screen(session, true), part) != NULL) {
            return true;
        }
        usleep(10000);
    }
    printf("waited for '%s'; the screen is:\n%s\n", part, screen(session, false));
    return false;
}

static bool wait_for_note(struct session *session, enum session_note_kind wanted, struct session_note *note) {
    enum session_note_kind kind;
    for (int i = 0; i < TRIES; i++) {
        while (session_take_note(session, &kind, note)) {
            if (kind == wanted) {
                return true;
            }
            free(note->text);
        }
        usleep(10000);
    }
    return false;
}

static struct quire_terminal_info info_of(struct session *session) {
    struct quire_terminal_info info = QUIRE_TERMINAL_INFO_INIT;
    quire_terminal_get_info(session_lock(session), &info);
    session_unlock(session);
    return info;
}

/* A program asks for a size, twice; the window, which knows of neither yet, tells its own. */
static void a_requested_size_waits_for_its_answer(void) {
    settings.values.window_ops = CONFIG_ALLOW;
    struct session *session =
        start("printf '\\033[8;30;100t'; read x; printf '\\033[8;31;101t'; read x; stty size; sleep 100");
    struct session_note first, second;
    CHECK(wait_for_note(session, NOTE_RESIZE_REQUEST, &first));
    CHECK_INT(first.cols, 100);
    CHECK_INT(first.rows, 30);
    CHECK(!session_resize(session, window_size));
    CHECK_INT(info_of(session).cols, 100);
    CHECK_INT(info_of(session).rows, 30);
    session_send(session, "\n", 1);
    CHECK(wait_for_note(session, NOTE_RESIZE_REQUEST, &second));
    CHECK(second.value != first.value);
    session_send(session, "\n", 1);
    CHECK(wait_for_text(session, "31 101")); /* the program sees it, too */
    session_resize_answered(session, first.value);
    CHECK(!session_resize(session, window_size)); /* the second one is still open */
    CHECK_INT(info_of(session).cols, 101);
    session_resize_answered(session, second.value);
    CHECK(session_resize(session, window_size));
    CHECK_INT(info_of(session).cols, 80);
    CHECK_INT(info_of(session).rows, 24);
    stop(session);
    settings.values.window_ops = CONFIG_DENY;
}

enum { TURNS = 20 };

static void *wait_for_turns(void *argument) {
    struct session *session = argument;
    unsigned late = 0;
    polls = true;
    for (int i = 0; i < TURNS; i++) {
        unsigned before = atomic_load(&slices);
        session_lock(session);
        late += atomic_load(&slices) - before > 3;
        session_unlock(session);
        usleep(3000); /* the parser has it again */
    }
    return (void *)(uintptr_t)late;
}

/* Under a flood whoever waits for the terminal is next, although the parser takes the lock back at once: it may wait
 * for the slice that is being fed and for one that was about to be. A mutex promises nothing of the kind: each turn is
 * late then. On a busy machine a turn may also be late because its thread was put off between looking and waiting, so
 * some do not count. */
static void the_flood_does_not_starve_the_window(void) {
    struct session *session = start("exec yes flooding");
    pthread_t waiting;
    void *late;
    CHECK(wait_for_text(session, "flooding"));
    atomic_store(&slice_us, 2000);
    usleep(50000); /* the ring is full */
    CHECK(pthread_create(&waiting, NULL, wait_for_turns, session) == 0);
    pthread_join(waiting, &late);
    printf("%u of %d turns late\n", (unsigned)(uintptr_t)late, TURNS);
    CHECK((uintptr_t)late <= TURNS / 2);
    atomic_store(&slice_us, 0);
    stop(session);
}

/* What a few bytes ask for is done in as many slices as it costs, not in one: two fills of the screen are 14 bytes. */
static void dear_output_is_fed_in_slices(void) {
    static const char fills[] = "\033[65$x\033[66$x";
    enum { FILLS = 2000, CELLS = 2 * 80 * 24 * FILLS };
    char path[] = "/tmp/quire-dear-XXXXXX", command[80];
    int descriptor = mkstemp(path);
    for (int i = 0; i < FILLS; i++) {
        CHECK(write(descriptor, fills, sizeof fills - 1) == sizeof fills - 1);
    }
    close(descriptor);
    unsigned before = atomic_load(&slices);
    snprintf(command, sizeof command, "stty raw; cat %s; printf '\\033[2JJ''done'; sleep 100", path);
    struct session *session = start(command);
    CHECK(wait_for_text(session, "Jdone"));
    CHECK(atomic_load(&slices) - before >= CELLS / SESSION_SLICE_CELLS);
    CHECK_INT(atomic_load(&dearest_slice), SESSION_SLICE_CELLS);
    stop(session);
    unlink(path);
}

static void a_missing_shell_is_replaced_and_told(void) {
    setenv("SHELL", "/no/such/either", 1);
    snprintf(settings.values.shell, sizeof settings.values.shell, "/no/such/shell");
    struct session *session = start(NULL);
    session_send(session, "echo $((6 * 7)) lives\n", 22);
    CHECK(wait_for_text(session, "42 lives"));
    CHECK_INT(notices.count, 3);
    CHECK(strstr(screen(session, true), "quire: cannot run '/no/such/shell': No such file or directory; correct the "
                                        "setting 'shell'quire: cannot run '/no/such/either': No such file or "
                                        "directory; correct SHELL in the environment, or set 'shell'quire: running "
                                        "/bin/bash instead") != NULL);
    stop(session);
    settings.values.shell[0] = '\0';
    session = start(NULL);
    CHECK_INT(notices.count, 2);
    stop(session);
    setenv("SHELL", "/bin/sh", 1);
    session = start(NULL);
    CHECK_INT(notices.count, 0);
    stop(session);
}

/* The folder of the window before may be gone: that is said once, whichever shells are missing besides. */
static void a_missing_directory_is_told_once(void) {
    static const struct session_waker waker = {NULL, wake};
    static const char *const shells[] = {"/bin/sh", "/no/such/shell"};
    for (size_t i = 0; i < 2; i++) {
        struct session_start begin = {.settings = &settings, .size = window_size, .directory = "/no/such/place"};
        char error[256] = "";
        snprintf(settings.values.shell, sizeof settings.values.shell, "%s", shells[i]);
        notices = (struct notices)NOTICES_INIT;
        struct session *session = session_create(&begin, &waker, &notices, error, sizeof error);
        CHECK(session != NULL);
        const char *shown = screen(session, true), *told = strstr(shown, "cannot enter the directory '/no/such/place'");
        CHECK(told != NULL && strstr(told + 1, "cannot enter") == NULL);
        CHECK_INT(notices.count, i == 0 ? 1 : 3);
        stop(session);
    }
    settings.values.shell[0] = '\0';
}

/* The last resort; nothing is tried twice. */
static void a_missing_login_shell_is_replaced_and_told(void) {
    login_shell = (char *)"/no/such/either";
    setenv("SHELL", "/no/such/either", 1);
    struct session *session = start(NULL);
    CHECK_INT(notices.count, 2);
    CHECK(strstr(screen(session, true), "set 'shell'quire: running /bin/sh instead") != NULL);
    stop(session);
    unsetenv("SHELL");
    session = start(NULL);
    CHECK_INT(notices.count, 2);
    CHECK(strstr(screen(session, true), "correct it by chsh, or set 'shell'quire: running /bin/sh instead") != NULL);
    stop(session);
    login_shell = (char *)"";
    session = start(NULL);
    CHECK_INT(notices.count, 0);
    stop(session);
    login_shell = (char *)"/bin/bash";
    setenv("SHELL", "/bin/sh", 1);
}

/* A command that was named is another matter: it was not the settings' mistake. */
static void a_missing_command_is_an_error(void) {
    static const struct session_waker waker = {NULL, wake};
    char error[256] = "", *argv[] = {(char *)"/no/such/command", NULL};
    notices = (struct notices)NOTICES_INIT;
    struct session_start begin = {&settings, window_size, argv, NULL, NULL, 0, NULL, NULL, NULL};
    CHECK(session_create(&begin, &waker, &notices, error, sizeof error) == NULL);
    CHECK_STR(error, "cannot run '/no/such/command': No such file or directory");
    struct terminal_size huge = {16384, 16384, 8, 16};
    begin.size = huge;
    CHECK(session_create(&begin, &waker, &notices, error, sizeof error) == NULL);
    CHECK(strncmp(error, "16384x16384 is too large", 24) == 0);
    notices_finish(&notices);
}

static void an_unusable_history_file_is_told(void) {
    char path[] = "/tmp/quire-history-XXXXXX";
    int descriptor = mkstemp(path);
    CHECK(write(descriptor, "this is no history", 18) == 18);
    close(descriptor);
    snprintf(settings.values.history_file, sizeof settings.values.history_file, "%s", path);
    struct session *session = start("echo runs; sleep 100");
    CHECK(wait_for_text(session, "runs"));
    CHECK_INT(notices.count, 1);
    CHECK(strstr(screen(session, true), "this window keeps its history in memory") != NULL);
    stop(session);
    FILE *file = fopen(path, "r");
    char text[32] = "";
    CHECK(file != NULL && fgets(text, sizeof text, file) != NULL);
    CHECK_STR(text, "this is no history"); /* what is not ours is left alone */
    fclose(file);
    unlink(path);
    snprintf(settings.values.history_file, sizeof settings.values.history_file, "~/history");
    setenv("HOME", "/no/such/home", 1);
    session = start("sleep 100");
    CHECK(strstr(screen(session, true), "'/no/such/home/history': its folder is not there") != NULL);
    stop(session);
    settings.values.history_file[0] = '\0';
}

static void notices_are_no_control_sequences(void) {
    notices = (struct notices)NOTICES_INIT;
    struct session *session;
    static const struct session_waker waker = {NULL, wake};
    char error[256], *argv[] = {(char *)"sh", (char *)"-c", (char *)"printf ready; sleep 100", NULL};
    for (int i = 0; i < NOTICES_SHOWN + 3; i++) {
        notices_say(&notices, "%d \033[31m\a\r\n\x7f", i);
    }
    struct session_start begin = {&settings, window_size, argv, NULL, NULL, 0, NULL, NULL, NULL};
    session = session_create(&begin, &waker, &notices, error, sizeof error);
    CHECK(wait_for_text(session, "ready"));
    CHECK(strstr(screen(session, false),
                 "quire: 198 ?[31m????\nquire: 199 ?[31m????\n... and 3 more: see 'quire show-config'\nready") != NULL);
    stop(session);
}

static void a_password_is_good_once(void) {
    char first[SESSION_PASSWORD_SIZE], second[SESSION_PASSWORD_SIZE];
    struct session *session = start("sleep 100");
    CHECK(!session_use_password(session, ""));
    CHECK(session_allow_read(session, first) && session_allow_read(session, second));
    CHECK_INT(strlen(first), SESSION_PASSWORD_SIZE - 1);
    CHECK(strcmp(first, second) != 0);
    CHECK(!session_use_password(session, first)); /* a newer paste makes it void */
    CHECK(session_use_password(session, second));
    CHECK(!session_use_password(session, second));
    stop(session);
}

/* The thread that parses refuses by itself what does not fit; it stands behind what waits, and all get their answers.
 */
static void requests_beyond_the_bound_are_refused(void) {
    struct session *session =
        start("stty raw -echo; i=0; while [ $i -lt 70 ]; do printf '\\033]52;c;?\\007'; i=$((i+1)); done; printf asked;"
              "printf 'refused %s' $(head -c 560 | tr -cd '\\007' | wc -c)");
    CHECK(wait_for_text(session, "asked"));
    struct session_request request;
    int64_t left_ms = session_settle_replies(session);
    CHECK(left_ms >= 0 && left_ms <= 2000);
    for (int i = 0; i < SESSION_REQUESTS_MAX; i++) {
        CHECK(session_take_request(session, &request));
        session_request_answer_no(&request, session_lock(session), QUIRE_CLIPBOARD_EPERM);
        session_unlock(session);
    }
    CHECK(!session_take_request(session, &request));
    CHECK_INT(session_newest_request(session), SESSION_REQUESTS_MAX);
    CHECK(wait_for_text(session, "refused 70"));
    CHECK_INT(session_settle_replies(session), -1);
    stop(session);
}

/* A program that asks and asks while an answer is outstanding waits when too much waits for it; then all goes on. */
static void a_program_that_does_not_wait_for_answers(void) {
    struct session *session =
        start("stty raw -echo; printf '\\033]52;c;?\\007'; i=0; while [ $i -lt 200 ]; do i=$((i+1));"
              "printf '%500s' | sed 's/ /\\x1b[5n/g'; done; printf '\\033[5n'; printf asked;"
              "printf 'all %s' $(head -c 400012 | wc -c)");
    struct session_request request;
    while (!session_take_request(session, &request)) {
        usleep(1000);
    }
    usleep(100000);
    CHECK(strstr(screen(session, true), "asked") == NULL);
    session_request_answer_no(&request, session_lock(session), QUIRE_CLIPBOARD_EPERM);
    session_unlock(session);
    CHECK(wait_for_text(session, "all 400012"));
    stop(session);
}

/* What is sent while a paste is in brackets comes behind it, and a large one goes out as it is read. */
static void a_paste_is_whole(void) {
    char *piece = calloc(1, SESSION_PASTE_PIECE), command[200], held[] = "/tmp/quire-paste-XXXXXX";
    memset(piece, 'x', SESSION_PASTE_PIECE);
    close(mkstemp(held)); /* nothing is read until it is gone */
    snprintf(
        command, sizeof command,
        "stty raw -echo; printf ready; while [ -e %s ]; do sleep 0.05; done; head -c 6553600 | tr -d x; head -c 5; "
        "sleep 100",
        held);
    struct session *session = start(command);
    CHECK(wait_for_text(session, "ready"));
    session_paste_begin(session);
    unsigned before = atomic_load(&wakes), waited = 0;
    for (int i = 0; i < 100; i++) {
        bool first = true;
        while (!session_paste_room(session)) {
            waited += first;
            first = false;
            unlink(held);
            for (int tries = 0; atomic_load(&wakes) == before && tries < 30000; tries++) {
                usleep(1000);
            }
            before = atomic_load(&wakes);
        }
        CHECK(session_paste_piece(session, piece, SESSION_PASTE_PIECE));
        if (i == 50) {
            CHECK(session_send(session, "later", 5));
        }
    }
    session_paste_end(session);
    CHECK(waited > 0);
    CHECK(wait_for_text(session, "later"));
    CHECK_STR(screen(session, true), "readylater");
    stop(session);
    free(piece);
}

static void the_last_of_each_note_counts(void) {
    struct session *session =
        start("printf '\\033]2;one\\007\\007\\033]22;wait\\007\\033]2;two\\007'; echo done; sleep 100");
    CHECK(wait_for_text(session, "done"));
    struct session_note note;
    enum session_note_kind kind;
    CHECK(session_take_note(session, &kind, &note));
    CHECK_INT(kind, NOTE_TITLE);
    CHECK_STR(note.text, "two");
    free(note.text);
    CHECK(session_take_note(session, &kind, &note));
    CHECK_INT(kind, NOTE_BELL);
    CHECK(session_take_note(session, &kind, &note));
    CHECK_INT(kind, NOTE_POINTER_SHAPE);
    CHECK_STR(note.text, "wait");
    free(note.text);
    CHECK(!session_take_note(session, &kind, &note));
    CHECK(session_take_dirty(session));
    CHECK(!session_take_dirty(session));
    CHECK(atomic_load(&wakes) > 0);
    stop(session);
}

/* Output is told once until it is looked at, however much there is; then again. */
static void the_main_thread_is_woken_once(void) {
    atomic_store(&wakes, 0);
    struct session *session = start("i=0; while [ $i -lt 50 ]; do echo line $i; i=$((i+1)); sleep 0.002; done; read x;"
                                    "echo more; sleep 100");
    CHECK(wait_for_text(session, "line 49"));
    for (int i = 0; i < TRIES && atomic_load(&wakes) == 0; i++) {
        usleep(10000); /* it is told behind the slice */
    }
    CHECK_INT(atomic_load(&wakes), 1);
    CHECK(session_take_dirty(session));
    session_send(session, "\n", 1);
    CHECK(wait_for_text(session, "more"));
    for (int i = 0; i < TRIES && atomic_load(&wakes) == 1; i++) {
        usleep(10000);
    }
    CHECK_INT(atomic_load(&wakes), 2);
    stop(session);
}

/* SRM: what is typed is shown by the terminal itself, what is only sent is not; and nothing is without it. */
static void typing_is_echoed_where_the_program_asks(void) {
    struct session *session = start("stty raw -echo; echo on; head -c 4 >/dev/null; printf '\\033[12lloud'; head -c 6 "
                                    ">/dev/null; printf end; sleep 100");
    CHECK(wait_for_text(session, "on"));
    CHECK(session_type(session, "abc", 3));
    CHECK(session_send(session, "x", 1)); /* only now does the program ask: "abc" is typed and done with */
    CHECK(wait_for_text(session, "loud"));
    CHECK(session_modes(session).local_echo);
    CHECK(session_type(session, "def", 3) && session_send(session, "ghi", 3));
    CHECK(wait_for_text(session, "end"));
    CHECK(strstr(screen(session, true), "louddefend") != NULL);
    CHECK(strstr(screen(session, true), "abc") == NULL);
    stop(session);
}

static const char *row_of(const struct quire_frame *frame, uint32_t row) {
    static char text[2][128];
    size_t length = 0;
    CHECK_INT(quire_frame_row_text(frame, row, text[row % 2], sizeof text[0] - 1, &length, NULL), QUIRE_OK);
    text[row % 2][length] = '\0';
    return text[row % 2];
}

static bool is_updating(struct quire_terminal *terminal) {
    struct quire_terminal_info info = QUIRE_TERMINAL_INFO_INIT;
    return quire_terminal_get_info(terminal, &info) == QUIRE_OK && info.synchronized_output;
}

/* Lends the frame in the middle of an update. False: there was none. */
static bool lend(struct session *session, struct quire_frame *frame) {
    for (int i = 0; i < 100000; i++) {
        struct quire_terminal *terminal = session_lock(session);
        bool updating = is_updating(terminal);
        if (updating) {
            session_lend_frame(session, frame);
        }
        session_unlock(session);
        if (updating) {
            return true;
        }
        usleep(10);
    }
    return false;
}

static bool take(struct session *session) {
    session_lock(session);
    bool updated = session_take_frame(session);
    session_unlock(session);
    return updated;
}

/* Updates that follow each other at once, each of two rows that are the same: a frame that was lent shows two such. */
static void a_frame_that_was_lent_shows_a_whole_update(void) {
#if defined(__SANITIZE_THREAD__)
    enum { FRAMES = 3 }; /* seconds each: the parser is seldom met in the middle of an update */
#elif defined(__SANITIZE_ADDRESS__)
    enum { FRAMES = 40 }; /* up to half a second each, beside other tests */
#else
    enum { FRAMES = 200 };
#endif
    struct quire_frame *frame = NULL;
    CHECK_INT(quire_frame_create(NULL, &frame), QUIRE_OK);
    struct session *session =
        start("stty raw; p='\033[?2026h\033[H\033[2J'; s=0123456789012345678901234567890123456789;"
              "while :; do i=$((i+1)); printf \"$p$s$i\r\n$s$i\033[?2026l\"; done");
    CHECK(wait_for_text(session, "0123"));
    int whole = 0;
    for (int i = 0; i < FRAMES && lend(session, frame); i++) {
        for (int wait = 0; wait < 100000 && !session_has_frame(session); wait++) {
            usleep(100);
        }
        CHECK(take(session));
        whole += strlen(row_of(frame, 0)) > 40 && strcmp(row_of(frame, 0), row_of(frame, 1)) == 0;
    }
    CHECK_INT(whole, FRAMES);
    CHECK(!take(session)); /* once */
    stop(session);
    quire_frame_destroy(frame);
}

/* One that is taken back before that was not touched, and is not from then on. */
static void a_frame_that_is_taken_back_is_left_alone(void) {
    struct quire_frame *frame = NULL;
    struct quire_frame_info info = QUIRE_FRAME_INFO_INIT;
    CHECK_INT(quire_frame_create(NULL, &frame), QUIRE_OK);
    struct session *session =
        start("stty -echo; printf '\033[?2026hbegun'; read x; printf '\033[?2026lended'; sleep 100");
    CHECK(wait_for_text(session, "begun"));
    CHECK(lend(session, frame));
    CHECK(!session_has_frame(session));
    CHECK(!take(session));
    session_send(session, "\n", 1);
    CHECK(wait_for_text(session, "ended"));
    CHECK(!session_has_frame(session));
    CHECK_INT(quire_frame_get_info(frame, &info), QUIRE_OK);
    CHECK_INT(info.cols, 0);
    stop(session);
    quire_frame_destroy(frame);
}

static bool wait_for_end(struct session *session, int *status) {
    for (int i = 0; i < TRIES; i++) {
        if (session_ended(session, status)) {
            return true;
        }
        usleep(10000);
    }
    return false;
}

static void how_a_program_ends_is_told(void) {
    int status = -1;
    char name[64];
    struct session *session = start("exit 7");
    CHECK(wait_for_end(session, &status));
    CHECK_INT(status, 7);
    CHECK(session_ended(session, &status) && status == 7);
    CHECK(!session_is_busy(session, name, sizeof name));
    stop(session);
    session = start("kill -TERM $$");
    CHECK(wait_for_end(session, &status));
    CHECK_INT(status, 128 + 15);
    stop(session);
}

static void what_runs_is_told(void) {
    char name[64] = "", directory[4096], here[4096];
    int status;
    struct session *session = start("set -m; echo on; sleep 100"); /* a job of its own, as in an interactive shell */
    CHECK(wait_for_text(session, "on"));
    for (int i = 0; i < TRIES && strcmp(name, "sleep") != 0; i++) {
        usleep(10000);
        session_is_busy(session, name, sizeof name);
    }
    CHECK(session_is_busy(session, name, sizeof name));
    CHECK_STR(name, "sleep");
    CHECK(!session_ended(session, &status));
    session_directory(session, directory, sizeof directory);
    CHECK_STR(directory, getcwd(here, sizeof here));
    stop(session);
}

/* Idle work, visibility and the window's place go to the terminal; input that is empty goes nowhere. */
static void the_rest_reaches_the_terminal(void) {
    struct quire_window_state place = QUIRE_WINDOW_STATE_INIT;
    settings.values.window_ops = CONFIG_ALLOW;
    struct session *session = start("stty raw -echo; printf '\\033[?2033h\\033[11t'; cat -v");
    CHECK(wait_for_text(session, "^[[1t"));
    place.minimized = true;
    session_set_window(session, &place);
    CHECK(!session_send(session, "", 0));
    session_set_visible(session, false);
    CHECK(wait_for_text(session, "^[[?"));
    CHECK(!session_idle(session) || !session_idle(session));
    CHECK_INT(session_modes(session).mouse, QUIRE_MOUSE_OFF);
    stop(session);
    session_destroy(NULL);
    settings.values.window_ops = CONFIG_DENY;
}

int main(void) {
    config_init(&settings.values);
    RUN(a_requested_size_waits_for_its_answer);
    RUN(the_flood_does_not_starve_the_window);
    RUN(dear_output_is_fed_in_slices);
    RUN(a_missing_shell_is_replaced_and_told);
    RUN(a_missing_directory_is_told_once);
    RUN(a_missing_login_shell_is_replaced_and_told);
    RUN(a_missing_command_is_an_error);
    RUN(an_unusable_history_file_is_told);
    RUN(notices_are_no_control_sequences);
    RUN(a_password_is_good_once);
    RUN(requests_beyond_the_bound_are_refused);
    RUN(a_program_that_does_not_wait_for_answers);
    RUN(a_paste_is_whole);
    RUN(the_last_of_each_note_counts);
    RUN(the_main_thread_is_woken_once);
    RUN(typing_is_echoed_where_the_program_asks);
    RUN(a_frame_that_was_lent_shows_a_whole_update);
    RUN(a_frame_that_is_taken_back_is_left_alone);
    RUN(how_a_program_ends_is_told);
    RUN(what_runs_is_told);
    RUN(the_rest_reaches_the_terminal);
    return test_end();
}
