/* While there is little output, the loop's thread reads and parses it, and no other does. */
#define _GNU_SOURCE
#include <stdlib.h>
#include <unistd.h>

#include <quire/format.h>

#include "event_loop.h"
#include "loop_clock.h"
#include "session.h"
#include "session_reader.h"
#include "test.h"

static struct config_snapshot settings = {.references = 1};
static struct notices notices;
static struct event_loop *loop;
static struct loop_task output;

static void note_output(void *user) {
    (void)user;
}

static void wake(void *user) {
    (void)user;
    event_loop_post(loop, &output);
}

static struct session *start(const char *command) {
    static const struct session_waker waker = {NULL, wake};
    char error[256] = "", *argv[] = {(char *)"sh", (char *)"-c", (char *)(size_t)command, NULL};
    loop = event_loop_create();
    output = (struct loop_task){note_output, NULL, NULL, false};
    notices = (struct notices)NOTICES_INIT;
    struct session_start begin = {.settings = &settings, .size = {80, 24, 8, 16}, .argv = argv, .loop = loop};
    struct session *session = session_create(&begin, &waker, &notices, error, sizeof error);
    CHECK_STR(error, "");
    return session;
}

static void stop(struct session *session) {
    session_destroy(session);
    event_loop_withdraw(loop, &output);
    event_loop_destroy(loop);
    notices_finish(&notices);
}

enum { TEXT_BYTES = 65536 };

static bool write_text(void *user, const char *bytes, size_t length) {
    char *text = user;
    size_t room = TEXT_BYTES - 1 - strlen(text);
    strncat(text, bytes, length < room ? length : room);
    return true;
}

static bool shows(struct session *session, const char *part) {
    static char text[TEXT_BYTES];
    struct quire_format_options options = QUIRE_FORMAT_OPTIONS_INIT;
    text[0] = '\0';
    quire_format_write(session_lock(session), &options, write_text, text);
    session_unlock(session);
    return strstr(text, part) != NULL;
}

static void nothing(void *user, int64_t now) {
    (void)user;
    (void)now;
}

/* Turns for as long as it says, or until the text is there. */
static bool turn_until(struct session *session, const char *part, int64_t ms) {
    struct timer tick = TIMER_INIT(nothing, NULL);
    int64_t end = loop_clock_ms() + ms;
    bool seen = false;
    while (!(seen = part != NULL && shows(session, part)) && loop_clock_ms() < end) {
        event_loop_set_timer(loop, &tick, loop_clock_ms() + 10);
        event_loop_turn(loop);
    }
    event_loop_stop_timer(loop, &tick);
    return seen;
}

/* When the reading is lent is not said: a slow machine takes its time. */
static void echoes_are_the_loops(void) {
    struct session *session = start("stty raw -echo; printf ready; exec cat");
    CHECK(turn_until(session, "ready", 30000));
    char word[16] = "";
    bool unread = false;
    for (int tries = 0; tries < 100 && !unread; tries++) {
        turn_until(session, NULL, 4 * PTY_PUMP_QUIET_MS);
        snprintf(word, sizeof word, "<%d>", tries);
        CHECK(session_type(session, word, strlen(word)));
        usleep(100000);
        unread = !shows(session, word); /* nobody else reads it */
        CHECK(turn_until(session, word, 30000));
    }
    CHECK(unread);
    stop(session);
}

/* The end of a flood is seen without a turn of the loop, which was busy. */
static bool is_parsed_meanwhile(struct session *session, int number) {
    char begin[32], end[32];
    snprintf(begin, sizeof begin, "%d of a flood", number);
    snprintf(end, sizeof end, "end %d", number);
    CHECK(session_type(session, "go\n", 3));
    CHECK(turn_until(session, begin, 30000));
    for (int tries = 0; tries < 200 && !shows(session, end); tries++) {
        usleep(10000);
    }
    bool meanwhile = shows(session, end);
    CHECK(turn_until(session, end, 30000));
    return meanwhile;
}

/* While the loop does something else, a flood that has begun is parsed. One that a busy machine interrupts is none. */
static void floods_are_not(void) {
    struct session *session = start(
        "stty raw -echo; printf ready; i=0; while read -r line; do i=$((i+1)); yes \"$i of a flood\" | head -n 2000;"
        "printf 'end %s' $i; done");
    CHECK(turn_until(session, "ready", 30000));
    bool meanwhile = false;
    for (int number = 1; number <= 50 && !meanwhile; number++) {
        turn_until(session, NULL, 4 * PTY_PUMP_QUIET_MS);
        meanwhile = is_parsed_meanwhile(session, number);
    }
    CHECK(meanwhile);
    stop(session);
}

static void an_end_is_seen(void) {
    struct session *session = start("stty raw -echo; printf ready; read -r line; printf over; exit 3");
    int status = -1;
    CHECK(turn_until(session, "ready", 30000));
    turn_until(session, NULL, 20 * PTY_PUMP_QUIET_MS);
    CHECK(session_type(session, "go\n", 3));
    for (int64_t end = loop_clock_ms() + 30000; !session_ended(session, &status) && loop_clock_ms() < end;) {
        turn_until(session, NULL, 10);
    }
    CHECK_INT(status, 3);
    CHECK(shows(session, "readyover"));
    stop(session);
}

static void a_burst_is_no_echo(void) {
    struct reader_burst burst = {0};
    CHECK(reader_burst_add(&burst, 100, 1000));
    CHECK(!reader_burst_add(&burst, READER_BURST_BYTES - 100, 1000 + READER_BURST_MS));
    CHECK(reader_burst_add(&burst, READER_BURST_BYTES - 1, 1000 + 2 * READER_BURST_MS + 1)); /* a new one */
    CHECK(!reader_burst_add(&burst, READER_BURST_BYTES, 5000));                              /* a full read */
    for (int i = 0; i < READER_BURST_READS; i++) {
        CHECK(reader_burst_add(&burst, 1, 9000));
    }
    CHECK(!reader_burst_add(&burst, 1, 9000));
}

int main(void) {
    config_init(&settings.values);
    settings.values.scrollback = 0; /* the screen is what is looked at */
    RUN(echoes_are_the_loops);
    RUN(floods_are_not);
    RUN(an_end_is_seen);
    RUN(a_burst_is_no_echo);
    return test_end();
}
