/* The decoder as the terminal has it: a process that decodes, dies, hangs and lies.
 *
 * This program is the decoder, too: called with --decoder it serves, and with the name of a vice it has that. */
#include "test.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "decoder.h"
#include "decoder_message.h"
#include "decoder_now.h"
#include "decoder_serve.h"
#include "loop_clock.h"
#include "picture_files.h"

/* --- the vices --- */

static void answer(uint32_t width, uint32_t height, uint32_t frames, uint32_t reason) {
    struct decoder_message message = {
        .kind = DECODER_ANSWER, .reason = reason, .width = width, .height = height, .frames = frames};
    decoder_message_send(0, &message, NULL);
}

static void hear_request(struct decoder_message *ask, int descriptors[2]) {
    struct decoder_message ready = {.kind = DECODER_READY};
    decoder_message_send(0, &ready, NULL);
    if (decoder_message_receive(0, ask, descriptors) != 1) {
        _exit(0);
    }
}

static int be_bad(const char *vice) {
    struct decoder_message ask;
    int descriptors[2];
    if (strcmp(vice, "exits") == 0) {
        return 3;
    }
    hear_request(&ask, descriptors);
    if (strcmp(vice, "hangs") == 0) {
        pause();
    } else if (strcmp(vice, "babbles") == 0) {
        dprintf(0, "I am no decoder");
        pause();
    } else if (strcmp(vice, "huge") == 0) {
        answer(65535, 65535, 4096, DECODE_OK);
        pause();
    } else if (strcmp(vice, "frames") == 0) {
        answer(1000, 1000, 1000, DECODE_OK);
        pause();
    } else if (strcmp(vice, "empty") == 0) {
        answer(0, 5, 1, DECODE_OK);
        pause();
    } else if (strcmp(vice, "reason") == 0) {
        answer(0, 0, 0, 1000);
        pause();
    } else if (strcmp(vice, "writes") == 0) { /* it keeps the room, to change pixels later */
        mmap(NULL, 65536, PROT_READ | PROT_WRITE, MAP_SHARED, descriptors[1], 0);
        answer(10, 10, 1, DECODE_OK);
        pause();
    } else if (strcmp(vice, "twice") == 0) {
        close(descriptors[0]);
        close(descriptors[1]);
        answer(10, 10, 1, DECODE_OK);
        answer(10, 10, 1, DECODE_OK);
        pause();
    }
    return 0;
}

/* --- the terminal --- */

static const char *const good_words[] = {"decoder", "--decoder", NULL};
static const struct decoder_program good = {"/proc/self/exe", good_words};
static const struct decode_limits limits = DECODE_LIMITS_INIT;
static struct event_loop *loop;
static struct decoder *decoder;
static struct loop_task look; /* the loop does not sleep before `await` has looked */

struct outcome {
    unsigned calls;
    struct decoded decoded;
    uint8_t first[4]; /* pixel */
};

static void done(void *user, struct decoded *decoded) {
    struct outcome *outcome = user;
    event_loop_post(loop, &look);
    outcome->calls++;
    outcome->decoded = *decoded;
    if (decoded->reason == DECODE_OK) {
        memcpy(outcome->first, decoded_frame(decoded, decoded->frames - 1), 4);
    }
    decoded_release(decoded);
}

static void look_again(void *user) {
    (void)user;
}

static void begin(const struct decoder_program *program) {
    loop = event_loop_create();
    decoder = decoder_create(loop, program);
    look = (struct loop_task){look_again, NULL, NULL, false};
}

static void finish(void) {
    decoder_destroy(decoder);
    event_loop_destroy(loop);
}

static void nothing(void *user, int64_t now) {
    (void)user;
    (void)now;
}

/* Turns until all of them were called; half a minute at most. */
static void await(const struct outcome *outcomes, size_t count) {
    int64_t due = loop_clock_ms() + 30000;
    struct timer patience = TIMER_INIT(nothing, NULL);
    event_loop_set_timer(loop, &patience, due);
    size_t called = 0;
    while (called < count && loop_clock_ms() < due) {
        called = 0;
        for (size_t i = 0; i < count; i++) {
            called += outcomes[i].calls > 0;
        }
        if (called < count) {
            event_loop_turn(loop);
        }
    }
    event_loop_stop_timer(loop, &patience);
    CHECK_INT(called, count);
}

static struct decoder_job *submit(struct file_bytes file, struct outcome *outcome) {
    return decoder_submit(decoder, file.bytes, file.length, &limits, done, outcome);
}

static enum decode_reason decode_one(struct file_bytes file) {
    struct outcome outcome = {0};
    submit(file, &outcome);
    CHECK_INT(outcome.calls, 0);
    await(&outcome, 1);
    CHECK_INT(outcome.calls, 1);
    return outcome.decoded.reason;
}

/* --- tests --- */

static int flat(uint32_t x, uint32_t y, uint32_t frame) {
    (void)x;
    (void)y;
    return (int)frame % 3;
}

static struct file_bytes small_gif(uint32_t frames) {
    struct gif_frame all[100];
    for (uint32_t i = 0; i < frames; i++) {
        all[i] = (struct gif_frame){0, 0, 30, 20, 0, 4, false, false};
    }
    return make_gif(30, 20, all, frames, 0, flat);
}

static void pictures(void) {
    struct file_bytes files[] = {make_jpeg(100, 60, false, false), small_gif(4), make_webp(40, 30, 0),
                                 make_animated_webp(40, 30, 3, 60, 2)};
    struct outcome outcomes[4] = {{0}};
    begin(&good);
    CHECK_INT(decoder_child(decoder), 0);
    for (int i = 0; i < 4; i++) {
        submit(files[i], &outcomes[i]);
    }
    await(outcomes, 4);
    CHECK_INT(decoder_starts(decoder), 1);
    CHECK(outcomes[0].decoded.width == 100 && outcomes[0].decoded.height == 60 && outcomes[0].first[3] == 255);
    CHECK(outcomes[1].decoded.frames == 4 && memcmp(outcomes[1].first, gif_colors[0], 3) == 0);
    CHECK(outcomes[2].decoded.width == 40 && outcomes[2].first[3] == 255);
    CHECK(outcomes[3].decoded.frames == 3 && outcomes[3].decoded.loops == 2 && outcomes[3].first[0] == 80);
    for (int i = 0; i < 4; i++) {
        CHECK_INT(outcomes[i].decoded.reason, DECODE_OK);
        file_free(&files[i]);
    }
    finish();
}

static void reasons(void) {
    struct file_bytes text = {(uint8_t *)(uintptr_t) "no picture", 10}, none = {NULL, 0}, gif = small_gif(1);
    begin(&good);
    CHECK_INT(decode_one(text), DECODE_NOT_AN_IMAGE);
    CHECK_INT(decode_one(none), DECODE_NOT_AN_IMAGE);
    memset(gif.bytes + 6, 0xFF, 4);
    CHECK_INT(decode_one(gif), DECODE_TOO_LARGE);
    struct outcome outcome = {0};
    struct decode_limits few = DECODE_LIMITS_INIT;
    few.input_bytes = 5;
    decoder_submit(decoder, text.bytes, text.length, &few, done, &outcome);
    await(&outcome, 1);
    CHECK_INT(outcome.decoded.reason, DECODE_TOO_LARGE);
    CHECK_INT(decoder_starts(decoder), 1);
    file_free(&gif);
    finish();
}

/* Each ends the process, and the next picture has another one, whose lies are its own. */
static void check_vice(const char *vice, enum decode_reason want) {
    const char *const words[] = {"decoder", vice, NULL};
    const struct decoder_program program = {"/proc/self/exe", words};
    struct file_bytes gif = small_gif(1);
    begin(&program);
    enum decode_reason have = decode_one(gif);
    if (have != want) {
        printf("%s: %s\n", vice, decode_reason_text(have));
    }
    CHECK_INT(have, want);
    CHECK_INT(decoder_child(decoder), 0);
    CHECK_INT(decode_one(gif), want);
    CHECK_INT(decoder_starts(decoder), 2);
    file_free(&gif);
    finish();
}

static void lies(void) {
    check_vice("exits", DECODE_UNAVAILABLE);
    check_vice("babbles", DECODE_DIED);
    check_vice("huge", DECODE_DIED);
    check_vice("frames", DECODE_DIED);
    check_vice("empty", DECODE_DIED);
    check_vice("reason", DECODE_DIED);
    check_vice("writes", DECODE_DIED);
}

/* A second answer is one to nothing: it ends the process, and no picture. */
static void answers_twice(void) {
    const char *const words[] = {"decoder", "twice", NULL};
    const struct decoder_program program = {"/proc/self/exe", words};
    struct file_bytes gif = small_gif(1);
    begin(&program);
    CHECK_INT(decode_one(gif), DECODE_OK);
    int64_t due = loop_clock_ms() + 30000;
    while (decoder_child(decoder) > 0 && loop_clock_ms() < due) {
        event_loop_turn(loop);
    }
    CHECK_INT(decoder_child(decoder), 0);
    file_free(&gif);
    finish();
}

static void no_program(void) {
    const char *const words[] = {"decoder", NULL};
    const struct decoder_program program = {"/nowhere/decoder", words};
    struct file_bytes gif = small_gif(1);
    begin(&program);
    CHECK_INT(decode_one(gif), DECODE_UNAVAILABLE);
    CHECK_INT(decoder_starts(decoder), 0);
    file_free(&gif);
    finish();
}

static void takes_too_long(void) {
    const char *const words[] = {"decoder", "hangs", NULL};
    const struct decoder_program program = {"/proc/self/exe", words};
    struct decode_limits quick = DECODE_LIMITS_INIT;
    struct file_bytes gif = small_gif(1);
    struct outcome outcome = {0};
    quick.time_ms = 200;
    begin(&program);
    decoder_submit(decoder, gif.bytes, gif.length, &quick, done, &outcome);
    await(&outcome, 1);
    CHECK_INT(outcome.decoded.reason, DECODE_TOO_SLOW);
    CHECK_INT(decoder_child(decoder), 0);
    struct decoder_process process = DECODER_PROCESS_INIT;
    struct decoded decoded;
    CHECK_INT(decoder_now(&process, &program, gif.bytes, gif.length, &quick, &decoded), DECODE_TOO_SLOW);
    CHECK_INT(process.child, 0);
    file_free(&gif);
    finish();
}

/* Killed while it is at it: that picture is lost, those before and behind it are not. */
static void killed_while_decoding(void) {
    struct file_bytes large = make_jpeg(3000, 2000, true, false), small = make_jpeg(50, 50, false, false);
    enum { ROUNDS = 12 };
    unsigned lost = 0;
    begin(&good);
    for (int i = 0; i < ROUNDS; i++) {
        struct outcome outcomes[3] = {{0}};
        submit(small, &outcomes[0]);
        await(outcomes, 1);
        submit(large, &outcomes[1]);
        submit(small, &outcomes[2]);
        event_loop_turn(loop); /* it is asked */
        usleep((useconds_t)(i * 3000));
        CHECK(decoder_child(decoder) > 0);
        kill(decoder_child(decoder), SIGKILL);
        await(outcomes, 3);
        CHECK_INT(outcomes[0].decoded.reason, DECODE_OK);
        CHECK(outcomes[1].decoded.reason == DECODE_OK || outcomes[1].decoded.reason == DECODE_DIED);
        CHECK(outcomes[2].decoded.reason == DECODE_OK || outcomes[1].decoded.reason == DECODE_OK);
        CHECK(outcomes[0].calls == 1 && outcomes[1].calls == 1 && outcomes[2].calls == 1);
        lost += outcomes[1].decoded.reason == DECODE_DIED;
    }
    printf("%u of %d pictures were lost\n", lost, ROUNDS);
    CHECK(lost > 0);
    file_free(&large);
    file_free(&small);
    finish();
}

/* Between two pictures nothing is lost. */
static void killed_while_idle(void) {
    struct file_bytes gif = small_gif(2);
    begin(&good);
    CHECK_INT(decode_one(gif), DECODE_OK);
    kill(decoder_child(decoder), SIGKILL);
    int64_t due = loop_clock_ms() + 30000;
    while (decoder_child(decoder) > 0 && loop_clock_ms() < due) {
        event_loop_turn(loop);
    }
    CHECK_INT(decoder_child(decoder), 0);
    CHECK_INT(decode_one(gif), DECODE_OK);
    CHECK_INT(decoder_starts(decoder), 2);
    file_free(&gif);
    finish();
}

static void cancelled(void) {
    struct file_bytes large = make_jpeg(2000, 1000, false, false), gif = small_gif(1);
    struct outcome outcomes[4] = {{0}};
    begin(&good);
    struct decoder_job *first = submit(large, &outcomes[0]), *second = submit(gif, &outcomes[1]);
    struct decoder_job *last;
    submit(gif, &outcomes[2]);
    last = submit(gif, &outcomes[3]);
    event_loop_turn(loop);
    decoder_cancel(decoder, first); /* it is being decoded */
    decoder_cancel(decoder, second);
    decoder_cancel(decoder, last);
    await(&outcomes[2], 1);
    submit(gif, &outcomes[3]); /* the queue has an end again */
    await(&outcomes[3], 1);
    CHECK(outcomes[0].calls == 0 && outcomes[1].calls == 0 && outcomes[2].calls == 1 && outcomes[3].calls == 1);
    submit(gif, &outcomes[0]);
    submit(gif, &outcomes[1]);
    finish(); /* with work left over */
    CHECK(outcomes[0].calls == 0 && outcomes[1].calls == 0);
    file_free(&large);
    file_free(&gif);
}

static unsigned open_descriptors(void) {
    unsigned count = 0;
    DIR *folder = opendir("/proc/self/fd");
    while (folder != NULL && readdir(folder) != NULL) {
        count++;
    }
    closedir(folder);
    return count;
}

static void nothing_is_left(void) {
    unsigned before = open_descriptors();
    struct file_bytes gif = small_gif(3), wrong = {(uint8_t *)(uintptr_t) "GIF89a!", 7};
    begin(&good);
    for (int i = 0; i < 20; i++) {
        CHECK_INT(decode_one(gif), DECODE_OK);
        CHECK_INT(decode_one(wrong), DECODE_DAMAGED);
    }
    finish();
    file_free(&gif);
    CHECK_INT(open_descriptors(), before);
    CHECK(waitpid(-1, NULL, WNOHANG) < 0); /* no child is left, dead or alive */
}

static void without_a_loop(void) {
    struct file_bytes gif = small_gif(3), jpeg = make_jpeg(64, 64, false, false);
    struct decoder_process process = DECODER_PROCESS_INIT;
    struct decoded decoded;
    CHECK_INT(decoder_now(&process, &good, gif.bytes, gif.length, &limits, &decoded), DECODE_OK);
    CHECK(decoded.frames == 3 && decoded.durations_ms[2] == 40);
    decoded_release(&decoded);
    pid_t child = process.child;
    CHECK_INT(decoder_now(&process, &good, jpeg.bytes, jpeg.length, &limits, &decoded), DECODE_OK);
    CHECK(process.child == child && decoded.width == 64);
    decoded_release(&decoded);
    CHECK_INT(decoder_now(&process, &good, (const uint8_t *)"x", 1, &limits, &decoded), DECODE_NOT_AN_IMAGE);
    decoder_process_stop(&process);
    file_free(&gif);
    file_free(&jpeg);
}

/* What a picture costs, of the size of a screen; printed. */
static void speed(void) {
    struct file_bytes jpeg = make_jpeg(1920, 1080, false, false);
    struct decoder_process process = DECODER_PROCESS_INIT;
    struct decoded decoded;
    for (int i = 0; i < 3; i++) {
        int64_t before = loop_clock_ms();
        CHECK_INT(decoder_now(&process, &good, jpeg.bytes, jpeg.length, &limits, &decoded), DECODE_OK);
        printf("a JPEG of 1920 by 1080: %lld ms%s\n", (long long)(loop_clock_ms() - before),
               i == 0 ? ", with the start of the process" : "");
        decoded_release(&decoded);
    }
    decoder_process_stop(&process);
    file_free(&jpeg);
}

int main(int count, char **words) {
    if (count > 1) {
        return strcmp(words[1], "--decoder") == 0 ? decoder_serve() : be_bad(words[1]);
    }
    RUN(pictures);
    RUN(reasons);
    RUN(lies);
    RUN(answers_twice);
    RUN(no_program);
    RUN(takes_too_long);
    RUN(killed_while_decoding);
    RUN(killed_while_idle);
    RUN(cancelled);
    RUN(nothing_is_left);
    RUN(without_a_loop);
    RUN(speed);
    return test_end();
}
