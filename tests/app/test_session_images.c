/* How a session helps its terminal with images: what is decoded elsewhere, and which files are read. The terminal is a
 * stand-in that notes what it is told. */
#define _GNU_SOURCE
#include "test.h"

#include <stdlib.h>
#include <unistd.h>

#include "decoder_serve.h"
#include "loop_clock.h"
#include "picture_files.h"
#include "session_images.h"

/* --- the terminal --- */

static struct quire_image_hooks hooks;

enum quire_result quire_terminal_set_image_hooks(struct quire_terminal *terminal,
                                                 const struct quire_image_hooks *given) {
    (void)terminal;
    hooks = *given;
    return QUIRE_OK;
}

static struct {
    unsigned calls, locks, unlocks;
    uint64_t image;
    uint32_t width, height, count, loops;
    int32_t gap_ms;
    uint8_t first[4];
} told;

enum quire_result quire_terminal_image_decoded(struct quire_terminal *terminal, uint64_t image, uint32_t width,
                                               uint32_t height, const struct quire_image_frame *frames, uint32_t count,
                                               uint32_t loops) {
    (void)terminal;
    CHECK_INT(told.locks, told.unlocks + 1);
    told.calls++;
    told.image = image;
    told.width = width;
    told.height = height;
    told.count = count;
    told.loops = loops;
    if (count > 0) {
        told.gap_ms = frames[count - 1].gap_ms;
        memcpy(told.first, frames[count - 1].rgba, 4);
    }
    return QUIRE_OK;
}

static struct quire_terminal *lock(void *user) {
    (void)user;
    told.locks++;
    return NULL;
}

static struct loop_task look;
static struct event_loop *loop;

static void look_again(void *user) {
    (void)user;
}

static void unlock(void *user) {
    (void)user;
    told.unlocks++;
    if (loop != NULL) {
        event_loop_post(loop, &look);
    }
}

/* --- the session --- */

static struct config config;
static struct decoder *decoder;
static struct session_images *images;
static const struct session_images_terminal terminal = {lock, unlock, NULL};

static void begin(bool has_loop) {
    memset(&told, 0, sizeof told);
    loop = has_loop ? event_loop_create() : NULL;
    look = (struct loop_task){look_again, NULL, NULL, false};
    decoder = has_loop ? decoder_create(loop, &decoder_self) : NULL;
    const struct session_images_by by = {loop, decoder, has_loop ? NULL : &decoder_self};
    images = session_images_create(&config, &by, &terminal);
    session_images_help(images, NULL);
}

static void finish(void) {
    session_images_destroy(images);
    decoder_destroy(decoder);
    event_loop_destroy(loop);
    loop = NULL;
}

static void nothing(void *user, int64_t now) {
    (void)user;
    (void)now;
}

static void await(unsigned calls) {
    int64_t due = loop_clock_ms() + 30000;
    struct timer patience = TIMER_INIT(nothing, NULL);
    event_loop_set_timer(loop, &patience, due);
    while (told.calls < calls && loop_clock_ms() < due) {
        event_loop_turn(loop);
    }
    event_loop_stop_timer(loop, &patience);
    CHECK_INT(told.calls, calls);
}

static bool ask(uint64_t image, struct file_bytes file) {
    return hooks.decode(hooks.user, image, QUIRE_IMAGE_OTHER, file.bytes, file.length);
}

static void decoded_elsewhere(void) {
    struct file_bytes file = make_animated_webp(20, 10, 3, 70, 4), wrong = {(uint8_t *)(uintptr_t) "GIF89a!", 7};
    begin(true);
    CHECK(ask(7, file));
    CHECK_INT(told.calls, 0);
    await(1);
    CHECK(told.image == 7 && told.width == 20 && told.height == 10 && told.count == 3 && told.loops == 4);
    CHECK(told.gap_ms == 70 && told.first[0] == 80);
    CHECK(ask(8, wrong));
    await(2);
    CHECK(told.image == 8 && told.count == 0);
    finish();
    file_free(&file);
}

static void left_over(void) {
    struct file_bytes file = make_webp(20, 10, 0);
    begin(true);
    for (uint64_t i = 0; i < 5; i++) {
        CHECK(ask(i, file));
    }
    event_loop_turn(loop); /* some are handed over */
    CHECK(ask(6, file));
    finish();
    CHECK_INT(told.calls, 0);
    file_free(&file);
}

static void bounded(void) {
    struct file_bytes file = {calloc(1, 400000), 400000};
    config.image_limit = 1;
    begin(true);
    CHECK(ask(1, file) && ask(2, file) && !ask(3, file));
    await(2);
    CHECK(ask(3, file));
    await(3);
    CHECK_INT(told.count, 0);
    finish();
    config.image_limit = 320;
    file_free(&file);
}

static void without_a_loop(void) {
    struct file_bytes file = make_jpeg(40, 30, false, false);
    begin(false);
    CHECK(ask(5, file) && ask(6, file));
    CHECK_INT(told.calls, 0);
    session_images_settle(images);
    CHECK(told.calls == 2 && told.image == 6 && told.width == 40 && told.count == 1 && told.first[3] == 255);
    finish();
    file_free(&file);
}

static void by_nobody(void) {
    const struct session_images_by nobody = {NULL, NULL, NULL};
    images = session_images_create(&config, &nobody, &terminal);
    session_images_help(images, NULL);
    CHECK(hooks.decode == NULL && hooks.read_medium != NULL);
    session_images_destroy(images);
}

/* --- files --- */

static char file_name[300];

/* "" or the error. */
static const char *read_file(void) {
    const uint8_t *bytes = NULL;
    size_t length = 0;
    void (*release)(void *user, const uint8_t *bytes, size_t length) = NULL;
    const char *error = hooks.read_medium(hooks.user, QUIRE_MEDIUM_FILE, file_name, 1, 3, &bytes, &length, &release);
    if (error == NULL) {
        CHECK(length == 3 && memcmp(bytes, "123", 3) == 0);
        if (release != NULL) {
            release(hooks.user, bytes, length);
        }
        session_images_tidy(images); /* idle time comes between any two */
    }
    return error != NULL ? error : "";
}

/* Likewise, to memory of the caller. */
static const char *fill_file(void) {
    uint8_t bytes[3] = {0};
    size_t length = 0;
    const char *error = hooks.fill_medium(hooks.user, QUIRE_MEDIUM_FILE, file_name, 1, 3, bytes, &length);
    CHECK(error != NULL || (length == 3 && memcmp(bytes, "123", 3) == 0));
    CHECK_INT(session_images_spent(images), -1); /* it is small */
    return error != NULL ? error : "";
}

static void set_files(int files) {
    config.image_files = files;
    session_images_apply(images, &config);
}

/* A program of this machine, on a pty of its own. */
static struct pty *spawn(void) {
    static char *const argv[] = {(char *)(uintptr_t) "sleep", (char *)(uintptr_t) "100", NULL};
    struct pty_options options = {.argv = argv, .term = "dumb", .size = {80, 24, 0, 0}};
    struct pty_failure failure;
    return pty_spawn(&options, &failure);
}

static void say_directory(const char *uri) {
    session_images_set_directory(images, uri, strlen(uri));
}

static void files(void) {
    struct pty *pty = spawn();
    FILE *file;
    snprintf(file_name, sizeof file_name, "/tmp/quire-images-%ld", (long)getpid());
    file = fopen(file_name, "w");
    CHECK(pty != NULL && file != NULL && fputs("0123456", file) >= 0);
    fclose(file);
    begin(false);
    CHECK_STR(read_file(), "EPERM"); /* nobody knows who prints */
    CHECK_STR(fill_file(), "EPERM");
    session_images_set_pty(images, pty);
    CHECK_STR(read_file(), "");
    CHECK_STR(fill_file(), "");
    say_directory("file://another.example/home");
    CHECK_STR(read_file(), "EPERM");
    set_files(CONFIG_IMAGE_FILES_ALWAYS);
    CHECK_STR(read_file(), "");
    set_files(CONFIG_IMAGE_FILES_LOCAL);
    say_directory("file://localhost/home");
    CHECK_STR(read_file(), "");
    set_files(CONFIG_IMAGE_FILES_NEVER);
    CHECK_STR(read_file(), "EPERM");
    CHECK_STR(fill_file(), "EPERM");
    set_files(CONFIG_IMAGE_FILES_LOCAL);
    finish();
    unlink(file_name);
    pty_destroy(pty);
}

/* A large file is handed out to be closed; what nobody takes is closed with the next, or in the end. */
static void spent(void) {
    static uint8_t bytes[1 << 20];
    size_t length = 0;
    snprintf(file_name, sizeof file_name, "/tmp/quire-images-%ld", (long)getpid());
    FILE *file = fopen(file_name, "w");
    CHECK(file != NULL && fwrite(bytes, sizeof bytes, 1, file) == 1);
    fclose(file);
    config.image_files = CONFIG_IMAGE_FILES_ALWAYS;
    begin(false);
    int before = dup(0);
    close(before);
    CHECK_INT(session_images_spent(images), -1);
    for (int i = 0; i < 2; i++) {
        CHECK(hooks.fill_medium(hooks.user, QUIRE_MEDIUM_FILE, file_name, 0, sizeof bytes, bytes, &length) == NULL);
        CHECK_INT(length, sizeof bytes);
    }
    int handed = session_images_spent(images);
    CHECK(handed >= 0 && close(handed) == 0);
    CHECK_INT(session_images_spent(images), -1);
    CHECK(hooks.fill_medium(hooks.user, QUIRE_MEDIUM_FILE, file_name, 0, sizeof bytes, bytes, &length) == NULL);
    finish();
    int after = dup(0);
    close(after);
    CHECK_INT(after, before); /* no descriptor is left */
    config.image_files = CONFIG_IMAGE_FILES_LOCAL;
    unlink(file_name);
}

int main(int count, char **words) {
    if (count > 1 && strcmp(words[1], DECODER_WORD) == 0) {
        return decoder_serve();
    }
    config_init(&config);
    RUN(decoded_elsewhere);
    RUN(left_over);
    RUN(bounded);
    RUN(without_a_loop);
    RUN(by_nobody);
    RUN(files);
    RUN(spent);
    return test_end();
}
