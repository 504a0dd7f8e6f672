#define _GNU_SOURCE
#include "session.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

#include <quire/reply.h>
#include <quire/settings.h>

#include "byte_buffer.h"
#include "loop_clock.h"
#include "output_pace.h"
#include "pty.h"
#include "pty_pump.h"
#include "session_images.h"
#include "session_reader.h"
#include "shell_choice.h"
#include "shell_integration.h"
#include "term_choice.h"
#include "utf8_copy.h"
#include "worker_thread.h"

/* What is typed and replied during a paste: as the pump's queue it has an end. */
#define SESSION_HELD_MAX ((size_t)64 << 20)

struct session {
    const struct config_snapshot *settings; /* in force */
    struct quire_terminal *terminal;        /* guarded by lock */
    /* Whoever wants `lock` takes `turn` first and gives it back once inside: a waiting main thread then holds `turn`,
     * and the parser cannot overtake it. */
    pthread_mutex_t turn, lock;
    struct pty *pty;
    struct pty_pump *pump;
    pthread_t parser;
    struct session_reader reader; /* the main thread, while there is little output */
    struct session_waker waker;
    struct session_notes notes;
    struct session_requests requests;
    struct notification_queue notifications;
    struct command_log commands; /* guarded by lock */
    struct session_images *images;
    atomic_bool command_ended; /* there is an end to take: asked at each output, without the lock */
    struct output_pace pace;
    bool news;                /* notes or requests came, guarded by lock */
    struct quire_frame *lent; /* guarded by lock, NULL: none */
    bool updating;            /* a synchronized update goes on, as of the last slice; guarded by lock */
    atomic_bool published;    /* the frame that was lent is updated */
    atomic_bool ended;
    pthread_mutex_t input; /* guards the next two */
    bool pasting;          /* what is sent is held until the paste is over */
    struct byte_buffer held;
    int32_t resize_asked, resize_answered; /* numbers of requests, guarded by lock */
    struct terminal_size size;             /* guarded by lock */
    bool exit_known;
    int exit_status;
    char password[SESSION_PASSWORD_SIZE]; /* "": none is good */
};

struct quire_terminal *session_lock(struct session *session) {
    pthread_mutex_lock(&session->turn);
    pthread_mutex_lock(&session->lock);
    pthread_mutex_unlock(&session->turn);
    return session->terminal;
}

void session_unlock(struct session *session) {
    pthread_mutex_unlock(&session->lock);
}

/* Something but the program's output has changed what is shown: there is nothing to wait for. */
static void mark_dirty(struct session *session) {
    struct output_fed fed = {0, true, true};
    output_pace_feed(&session->pace, &fed, loop_clock_ms());
    session->waker.wake(session->waker.user);
}

static void on_reply(void *user, const char *bytes, size_t length) {
    session_send(user, bytes, length);
}

/* A flood of marks wakes nobody: only the end of a command is news. */
static void on_shell(struct session *session, const struct quire_shell_event *shell) {
    bool ended = command_log_put(&session->commands, shell, loop_clock_ms(), (int64_t)day_clock_ms());
    if (ended) {
        atomic_store(&session->command_ended, true);
        session->news = true;
    }
}

static void on_event(void *user, const struct quire_event *event) {
    struct session *session = user;
    if (event->type == QUIRE_EVENT_SHELL) {
        on_shell(session, event->shell);
        return;
    }
    if (event->type == QUIRE_EVENT_DIRECTORY) {
        session_images_set_directory(session->images, event->text, event->text_length);
    }
    if (!session_requests_put(&session->requests, session->terminal, event) &&
        !notification_queue_put(&session->notifications, event)) {
        session_notes_put(&session->notes, event);
    }
    session->news = true;
}

static uint16_t clamp16(uint64_t value) {
    return value < UINT16_MAX ? (uint16_t)value : UINT16_MAX;
}

static struct pty_size pty_size_of(struct terminal_size size) {
    return (struct pty_size){clamp16(size.cols), clamp16(size.rows), clamp16((uint64_t)size.cols * size.cell_width_px),
                             clamp16((uint64_t)size.rows * size.cell_height_px)};
}

/* A program asks for a size and has it at once; the window follows, and what it cannot be the terminal gets back then.
 */
static bool on_resize(void *user, uint32_t cols, uint32_t rows) {
    struct session *session = user;
    struct quire_event event = {
        .size = sizeof event, .type = QUIRE_EVENT_RESIZE_REQUEST, .cols = (int32_t)cols, .rows = (int32_t)rows};
    event.value = session->resize_asked = session->resize_asked < INT32_MAX ? session->resize_asked + 1 : 1;
    session->size.cols = cols;
    session->size.rows = rows;
    session_notes_put(&session->notes, &event);
    pty_resize(session->pty, pty_size_of(session->size));
    return true;
}

static bool is_updating(const struct quire_terminal *terminal) {
    struct quire_terminal_info info = QUIRE_TERMINAL_INFO_INIT;
    return quire_terminal_get_info(terminal, &info) == QUIRE_OK && info.synchronized_output;
}

/* Where no update goes on any more, the frame that waits for that is updated. Where there is no memory for it, the main
 * thread will see. */
static bool publish(struct session *session, struct quire_terminal *terminal) {
    if (session->lent == NULL || session->updating) {
        return false;
    }
    if (quire_frame_update(session->lent, terminal) == QUIRE_OK) {
        output_pace_take(&session->pace);
        atomic_store(&session->published, true);
    }
    session->lent = NULL;
    return true;
}

/* A slice of output: from the pump's ring, or read by the main thread, which knows whether it is all there is. */
struct slice {
    const char *bytes;
    size_t length;
    bool of_ring, all;
};

static bool is_all(struct session *session, const struct slice *slice, size_t taken) {
    return slice->of_ring ? pty_pump_release(session->pump, taken) : slice->all && taken == slice->length;
}

/* Feeds a slice; a synchronized update that ends ends it. Returns how many bytes were taken. Out of memory: the
 * terminal dropped what it could not keep. The main thread is told what it has to know. */
static size_t feed(struct session *session, const struct slice *slice) {
    struct output_fed fed = {0, false, false};
    struct quire_terminal *terminal = session_lock(session);
    bool updating = session->updating;
    quire_terminal_set_time(terminal, day_clock_ms());
    quire_terminal_feed_some(terminal, slice->bytes, slice->length, SESSION_SLICE_CELLS, &fed.bytes);
    session_requests_refuse(&session->requests, terminal);
    session->updating = is_updating(terminal);
    fed.updated = updating && !session->updating;
    fed.all = is_all(session, slice, fed.bytes);
    bool tell = fed.bytes > 0 && output_pace_feed(&session->pace, &fed, loop_clock_ms());
    tell = publish(session, terminal) || session->news || tell;
    session->news = false;
    int spent = session_images_spent(session->images);
    session_unlock(session);
    if (tell) {
        session->waker.wake(session->waker.user);
    }
    if (spent >= 0) {
        close(spent);
    }
    return fed.bytes;
}

static size_t feed_read(void *user, const char *bytes, size_t length, bool all) {
    const struct slice slice = {bytes, length, false, all};
    return feed(user, &slice);
}

/* A program that goes on asking while an answer is outstanding, until too many replies wait for that: it waits, too. */
static void wait_for_answer(void) {
    usleep(1000);
}

static void *parse(void *argument) {
    struct session *session = argument;
    struct slice slice = {NULL, 0, true, false};
    while ((slice.bytes = pty_pump_take(session->pump, SESSION_SLICE, &slice.length)) != NULL) {
        if (feed(session, &slice) == 0) {
            wait_for_answer();
        }
    }
    atomic_store(&session->ended, true);
    mark_dirty(session);
    return NULL;
}

static bool start_threads(struct session *session) {
    session->pump = pty_pump_start(session->pty, PTY_PUMP_RING_BYTES);
    if (session->pump == NULL) {
        return false;
    }
    bool has_parser = worker_thread_start(&session->parser, parse, session);
    if (!has_parser) {
        pty_pump_destroy(session->pump);
        session->pump = NULL;
    }
    return has_parser;
}

static void start_reader(struct session *session, struct event_loop *loop) {
    if (loop != NULL) {
        session->reader.loop = loop;
        session->reader.pump = session->pump;
        session->reader.feed = feed_read;
        session->reader.user = session;
        session_reader_start(&session->reader);
    }
}

static void release(struct session *session) {
    config_snapshot_release(session->settings);
    pty_destroy(session->pty);
    quire_terminal_destroy(session->terminal);
    session_images_destroy(session->images);
    session_notes_finish(&session->notes);
    notification_queue_finish(&session->notifications);
    command_log_finish(&session->commands);
    session_requests_finish(&session->requests);
    output_pace_finish(&session->pace);
    pthread_mutex_destroy(&session->turn);
    pthread_mutex_destroy(&session->lock);
    pthread_mutex_destroy(&session->input);
    byte_buffer_finish(&session->held);
    free(session);
}

/* The history file that the settings name, ~/ being the home folder; NULL: none. */
static const char *history_path(const struct config *config, char *path, size_t size) {
    const char *home = getenv("HOME");
    bool in_home = strncmp(config->history_file, "~/", 2) == 0 && home != NULL;
    int length = snprintf(path, size, "%s%s", in_home ? home : "", config->history_file + (in_home ? 1 : 0));
    return length > 0 && (size_t)length < size ? path : NULL;
}

enum { VARIABLES_MAX = 8 };

/* `more` behind those of the start, "" being none. */
static void list_variables(const struct session_start *start, const char *more, const char **list) {
    size_t count = 0;
    for (; start->own_variables != NULL && start->own_variables[count] != NULL && count < VARIABLES_MAX; count++) {
        list[count] = start->own_variables[count];
    }
    list[count] = more[0] != '\0' ? more : NULL;
    list[count + 1] = NULL;
}

/* `quire -e fish` is a shell as any other; with words behind it, it is a program that runs those. */
static bool is_plain_shell(char *const *argv) {
    return shell_integration_knows(argv[0]) && argv[1] == NULL;
}

/* The program, or a shell. */
static struct pty *spawn(const struct session_start *start, struct notices *notices, struct pty_failure *failure) {
    const struct config *config = &start->settings->values;
    const struct term_choice term = term_choice_make(config, notices);
    const char *variables[VARIABLES_MAX + 2];
    list_variables(start, term.variable, variables);
    struct pty_options options = {
        .argv = start->argv,
        .shell = start->argv != NULL ? start->argv[0] : NULL,
        .login = start->argv == NULL && config->login_shell,
        .directory = start->directory,
        .term = term.name,
        .size = pty_size_of(start->size),
        .own_variables = variables,
        .environment = start->environment,
    };
    if (start->argv == NULL) {
        return shell_spawn(&options, config, notices, failure);
    }
    if (is_plain_shell(start->argv)) {
        options.argv = NULL;
        return shell_spawn_one(&options, config, failure);
    }
    return pty_spawn(&options, failure);
}

/* Before there are threads. */
static struct quire_terminal *lock_for_images(void *user) {
    return session_lock(user);
}

static void unlock_for_images(void *user) {
    session_unlock(user);
    mark_dirty(user);
}

static void set_features(struct session *session, uint32_t features) {
    struct quire_terminal_settings settings = QUIRE_TERMINAL_SETTINGS_INIT;
    settings.members = QUIRE_SETTING_NOTIFICATIONS;
    settings.notification_features = features;
    quire_terminal_settings_set(session->terminal, &settings);
}

struct session *session_create(const struct session_start *start, const struct session_waker *waker,
                               struct notices *notices, char *error, size_t error_size) {
    const struct config *config = &start->settings->values;
    struct session *session = calloc(1, sizeof *session);
    if (session == NULL) {
        snprintf(error, error_size, "no memory");
        return NULL;
    }
    pthread_mutex_init(&session->turn, NULL);
    pthread_mutex_init(&session->lock, NULL);
    pthread_mutex_init(&session->input, NULL);
    session_notes_init(&session->notes);
    notification_queue_init(&session->notifications);
    session_requests_init(&session->requests);
    output_pace_init(&session->pace);
    atomic_init(&session->published, false);
    atomic_init(&session->ended, false);
    atomic_init(&session->command_ended, false);
    session->settings = config_snapshot_acquire(start->settings);
    session->waker = *waker;
    session->size = start->size;
    const struct session_images_by by = {start->loop, start->decoder, NULL};
    const struct session_images_terminal shown = {lock_for_images, unlock_for_images, session};
    session->images = session_images_create(config, &by, &shown);
    struct quire_callbacks callbacks = {sizeof callbacks, session, on_reply, on_event, NULL, on_resize};
    char path[CONFIG_TEXT_MAX + 4096];
    const char *history_file = history_path(config, path, sizeof path);
    session->terminal = terminal_setup(config, start->size, (uint64_t)config->scrollback, history_file, &callbacks,
                                       notices, error, error_size);
    if (session->images == NULL) {
        snprintf(error, error_size, "no memory");
    } else if (session->terminal != NULL) {
        struct pty_failure failure;
        session_images_help(session->images, session->terminal);
        set_features(session, start->notification_features);
        session->pty = spawn(start, notices, &failure);
        session_images_set_pty(session->images, session->pty);
        notices_show(notices, session->terminal);
        if (session->pty == NULL) {
            snprintf(error, error_size, "%s", failure.text);
        } else if (start_threads(session)) {
            start_reader(session, start->loop);
            return session;
        } else {
            snprintf(error, error_size, "cannot start a thread");
        }
    }
    release(session);
    return NULL;
}

void session_destroy(struct session *session) {
    if (session == NULL) {
        return;
    }
    pty_hangup(session->pty);
    pty_pump_close(session->pump);
    pthread_join(session->parser, NULL);
    struct pty_pump *pump = session->pump;
    session->pump = NULL;
    pty_pump_destroy(pump);
    session_reader_stop(&session->reader);
    release(session);
}

void session_apply(struct session *session, const struct config_snapshot *settings) {
    uint32_t touched = config_difference(&session->settings->values, &settings->values);
    config_snapshot_replace(&session->settings, settings);
    bool changed = terminal_apply(session_lock(session), &settings->values, touched);
    session_images_apply(session->images, &settings->values);
    session_unlock(session);
    if (changed) {
        mark_dirty(session);
    }
}

void session_set_features(struct session *session, uint32_t notification_features) {
    session_lock(session);
    set_features(session, notification_features);
    session_unlock(session);
}

void session_title(struct session *session, char *title, size_t size) {
    const char *text = quire_terminal_title(session_lock(session));
    utf8_copy(title, size, text, strlen(text));
    session_unlock(session);
}

bool session_is_dirty(struct session *session) {
    return output_pace_is_dirty(&session->pace);
}

bool session_take_dirty(struct session *session) {
    return output_pace_take(&session->pace);
}

int64_t session_ready_at(struct session *session, int64_t now) {
    return atomic_load(&session->published) ? now : output_pace_ready(&session->pace, now);
}

int64_t session_fed_at(struct session *session) {
    return output_pace_fed_at(&session->pace);
}

void session_lend_frame(struct session *session, struct quire_frame *frame) {
    session->lent = frame;
}

bool session_has_frame(struct session *session) {
    return atomic_load(&session->published);
}

bool session_take_frame(struct session *session) {
    session->lent = NULL;
    return atomic_exchange(&session->published, false);
}

bool session_take_notification(struct session *session, struct notification_note *note) {
    return notification_queue_take(&session->notifications, note);
}

const struct command_log *session_commands(struct session *session) {
    return &session->commands;
}

bool session_take_command_end(struct session *session, struct command_end *end) {
    if (!atomic_load(&session->command_ended)) {
        return false;
    }
    session_lock(session);
    atomic_store(&session->command_ended, false);
    bool taken = command_log_take(&session->commands, end);
    session_unlock(session);
    return taken;
}

bool session_take_note(struct session *session, enum session_note_kind *kind, struct session_note *note) {
    return session_notes_take(&session->notes, kind, note);
}

bool session_take_request(struct session *session, struct session_request *request) {
    return session_requests_take(&session->requests, request);
}

uint64_t session_newest_request(struct session *session) {
    return session_requests_newest(&session->requests);
}

/* Called with `input` held. */
static bool hold(struct session *session, const char *bytes, size_t length) {
    return session->held.length + length <= SESSION_HELD_MAX && byte_buffer_append(&session->held, bytes, length);
}

bool session_send(struct session *session, const char *bytes, size_t length) {
    pthread_mutex_lock(&session->input);
    bool sent = session->pump != NULL && length > 0 &&
                (session->pasting ? hold(session, bytes, length) : pty_pump_send(session->pump, bytes, length));
    pthread_mutex_unlock(&session->input);
    return sent;
}

void session_paste_begin(struct session *session) {
    pthread_mutex_lock(&session->input);
    session->pasting = true;
    pthread_mutex_unlock(&session->input);
}

bool session_paste_room(struct session *session) {
    return pty_pump_has_room(session->pump, SESSION_PASTE_PIECE, session->waker.wake, session->waker.user);
}

bool session_paste_piece(struct session *session, const char *bytes, size_t length) {
    return length == 0 || pty_pump_send(session->pump, bytes, length);
}

void session_paste_end(struct session *session) {
    pthread_mutex_lock(&session->input);
    session->pasting = false;
    if (session->held.length > 0) {
        pty_pump_send(session->pump, session->held.bytes, session->held.length);
    }
    byte_buffer_finish(&session->held);
    pthread_mutex_unlock(&session->input);
}

int64_t session_settle_replies(struct session *session) {
    struct quire_reply_info info = QUIRE_REPLY_INFO_INIT;
    struct quire_terminal *terminal = session_lock(session);
    quire_terminal_set_time(terminal, day_clock_ms());
    quire_terminal_reply_info(terminal, &info);
    session_unlock(session);
    return info.next_ms <= INT32_MAX ? (int64_t)info.next_ms : -1;
}

bool session_type(struct session *session, const char *bytes, size_t length) {
    output_pace_await(&session->pace); /* before the echo can be there */
    bool sent = session_send(session, bytes, length);
    if (sent && session_modes(session).local_echo) {
        quire_terminal_feed(session_lock(session), bytes, length);
        session_unlock(session);
        mark_dirty(session);
    }
    return sent;
}

void session_set_visible(struct session *session, bool visible) {
    quire_terminal_set_visible(session_lock(session), visible);
    session_unlock(session);
}

bool session_allow_read(struct session *session, char password[SESSION_PASSWORD_SIZE]) {
    unsigned char random[(SESSION_PASSWORD_SIZE - 1) / 2];
    session->password[0] = '\0';
    if (getrandom(random, sizeof random, GRND_NONBLOCK) != (ssize_t)sizeof random) {
        return false;
    }
    for (size_t i = 0; i < sizeof random; i++) {
        snprintf(session->password + 2 * i, 3, "%02x", random[i]);
    }
    memcpy(password, session->password, SESSION_PASSWORD_SIZE);
    return true;
}

bool session_use_password(struct session *session, const char *password) {
    bool good = session->password[0] != '\0' && strcmp(session->password, password) == 0;
    if (good) {
        session->password[0] = '\0';
    }
    return good;
}

struct quire_input_modes session_modes(struct session *session) {
    struct quire_input_modes modes = QUIRE_INPUT_MODES_INIT;
    quire_terminal_input_modes(session_lock(session), &modes);
    session_unlock(session);
    return modes;
}

bool session_resize(struct session *session, struct terminal_size size) {
    struct quire_terminal *terminal = session_lock(session);
    bool own = session->resize_asked == session->resize_answered;
    if (own &&
        quire_terminal_resize(terminal, size.cols, size.rows, size.cell_width_px, size.cell_height_px) == QUIRE_OK) {
        session->size = size;
        pty_resize(session->pty, pty_size_of(size));
    }
    session_unlock(session);
    mark_dirty(session);
    return own;
}

void session_resize_answered(struct session *session, int32_t number) {
    session_lock(session);
    session->resize_answered = number;
    session_unlock(session);
}

void session_set_window(struct session *session, const struct quire_window_state *window) {
    quire_terminal_set_window(session_lock(session), window);
    session_unlock(session);
}

bool session_idle(struct session *session) {
    bool more = quire_terminal_idle(session_lock(session), SESSION_IDLE_SLICE);
    session_images_tidy(session->images);
    session_unlock(session);
    return more;
}

bool session_ended(struct session *session, int *status) {
    if (!atomic_load(&session->ended)) {
        return false;
    }
    if (!session->exit_known) {
        session->exit_known = true;
        if (!pty_wait(session->pty, 500, &session->exit_status)) {
            session->exit_status = 0; /* it left the terminal and lives on */
        }
    }
    *status = session->exit_status;
    return true;
}

bool session_is_busy(struct session *session, char *name, size_t name_size) {
    struct pty_foreground foreground;
    if (atomic_load(&session->ended) || !pty_foreground(session->pty, &foreground)) {
        return false;
    }
    snprintf(name, name_size, "%s", foreground.name[0] != '\0' ? foreground.name : "A program");
    return !foreground.is_child || !pty_runs_shell(session->pty);
}

void session_directory(struct session *session, char *path, size_t path_size) {
    char link[64];
    snprintf(link, sizeof link, "/proc/%ld/cwd", (long)pty_child(session->pty));
    ssize_t length = readlink(link, path, path_size - 1);
    path[length > 0 ? length : 0] = '\0';
}
