/* Every allocation of the clipboards fails once: what waits has its one answer all the same, other clients have theirs,
 * and the next request works. */
#define _GNU_SOURCE
#include "x_kit.h"

static bool inside; /* a call of the clipboards */
static unsigned requests, fail_at;

static bool fails(void) {
    return inside && ++requests == fail_at;
}

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *memory, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *memory, size_t size);

void *__wrap_malloc(size_t size) {
    return fails() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size) {
    return fails() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *memory, size_t size) {
    return fails() ? NULL : __real_realloc(memory, size);
}

struct clipboards *__real_clipboards_create(const struct clipboard_options *options);
struct clipboards *__wrap_clipboards_create(const struct clipboard_options *options);
uint64_t __real_clipboards_get(struct clipboards *of, enum clipboard_target target, int64_t now, clipboard_done *done,
                               void *user);
uint64_t __wrap_clipboards_get(struct clipboards *of, enum clipboard_target target, int64_t now, clipboard_done *done,
                               void *user);
void __real_clipboards_dispatch(struct clipboards *of, int64_t now);
void __wrap_clipboards_dispatch(struct clipboards *of, int64_t now);

struct clipboards *__wrap_clipboards_create(const struct clipboard_options *options) {
    inside = true;
    struct clipboards *made = __real_clipboards_create(options);
    inside = false;
    return made;
}

uint64_t __wrap_clipboards_get(struct clipboards *of, enum clipboard_target target, int64_t now, clipboard_done *done,
                               void *user) {
    inside = true;
    uint64_t number = __real_clipboards_get(of, target, now, done, user);
    inside = false;
    return number;
}

void __wrap_clipboards_dispatch(struct clipboards *of, int64_t now) {
    inside = true;
    __real_clipboards_dispatch(of, now);
    inside = false;
}

/* One thing is got, another given, twice; memory may be out during the first time. True: no allocation failed. */
static bool serve(const char *text, size_t length, bool failing) {
    struct owner owner = {.behaviour = INCREMENTS,
                          .selection = "PRIMARY",
                          .form = "STRING",
                          .text = text,
                          .length = length,
                          .piece = 65536};
    struct taker utf8 = {.selection = "CLIPBOARD", .target = "UTF8_STRING"};
    struct taker latin1 = {.selection = "CLIPBOARD", .target = "STRING"};
    struct answer answer = {0};
    owner_claim(&owner);
    taker_ask(&utf8);
    taker_ask(&latin1);
    bool asked = clipboards_get(clipboards, CLIPBOARD_PRIMARY, now_ms, keep_answer, &answer) != 0;
    UNTIL((utf8.whole || utf8.refused) && (latin1.whole || latin1.refused) && (answer.calls > 0 || !asked));
    bool good = asked && answer_is(&answer, text, length) && utf8.whole && utf8.length == length && latin1.whole &&
                latin1.length == length;
    CHECK(good || failing);
    CHECK(!asked || (answer.calls == 1 && (answer.end == CLIPBOARD_DONE || answer.end == CLIPBOARD_NO_MEMORY)));
    CHECK((asked && answer.end == CLIPBOARD_DONE) + utf8.whole + latin1.whole >= 2); /* one allocation, one victim */
    taker_leave(&utf8);
    taker_leave(&latin1);
    owner_release(&owner);
    answer_forget(&answer);
    return good;
}

static void every_allocation(void) {
    size_t length = 600000;
    char *text = long_text(length);
    bool done = false;
    for (unsigned at = 1; !done && test_ok; at++) {
        struct clipboard_options options = CLIPBOARD_OPTIONS_INIT;
        options.backend = &clipboard_backend_x11;
        options.display = x_display;
        requests = 0;
        fail_at = at;
        clipboards = clipboards_create(&options);
        CHECK((clipboards == NULL) == (requests == fail_at));
        if (clipboards != NULL) {
            set_main(text, length);
            settle();
            bool good = serve(text, length, true);
            done = requests < fail_at;
            CHECK(good == done && (!done || at > 8));
            fail_at = 0;
            CHECK(serve(text, length, false));
            finish();
        }
    }
    free(text);
}

int main(void) {
    if (!x_server_start()) {
        return without_server();
    }
    RUN(every_allocation);
    x_server_stop();
    return test_end();
}
