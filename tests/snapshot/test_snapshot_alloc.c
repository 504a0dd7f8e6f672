/* The n-th allocation of a restore fails, for every n, and once more with all behind it failing too: OUT_OF_MEMORY, and
 * nothing leaks. Writing takes no memory at all. */
#include "snapshot_kit.h"

struct memory {
    uint64_t calls, fail_at, held;
    bool from_then_on;
};

static void *counted_alloc(void *user, size_t size, size_t align) {
    struct memory *memory = user;
    uint64_t call = ++memory->calls;
    if (memory->fail_at != 0 && (call == memory->fail_at || (memory->from_then_on && call > memory->fail_at)))
        return NULL;
    void *bytes = align > 16 ? aligned_alloc(align, size) : malloc(size);
    memory->held += bytes ? size : 0;
    return bytes;
}

static void counted_free(void *user, void *bytes, size_t size, size_t align) {
    (void)align;
    ((struct memory *)user)->held -= size;
    free(bytes);
}

static void fail_each(struct memory *memory, const struct text *snapshot, bool from_then_on) {
    struct quire_allocator allocator = {
        .size = sizeof(struct quire_allocator), .user = memory, .alloc = counted_alloc, .free = counted_free};
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    options.allocator = &allocator;
    for (uint64_t n = 1; test_ok; n++) {
        struct quire_terminal *terminal = NULL;
        uint64_t held = memory->held;
        *memory = (struct memory){.fail_at = n, .held = held, .from_then_on = from_then_on};
        enum quire_result result = quire_snapshot_read(snapshot->bytes, snapshot->length, &options, &terminal);
        bool met = memory->calls >= n;
        memory->fail_at = 0;
        if (!met) {
            CHECK_INT(result, QUIRE_OK);
            CHECK(n > 15);
            quire_terminal_destroy(terminal);
            CHECK_INT(memory->held, held);
            return;
        }
        CHECK_INT(result, QUIRE_OUT_OF_MEMORY);
        CHECK_INT(memory->held, held);
    }
}

static void restoring(void) {
    struct memory memory = {0};
    struct quire_allocator allocator = {
        .size = sizeof(struct quire_allocator), .user = &memory, .alloc = counted_alloc, .free = counted_free};
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct random random = {11};
    struct text input = {0}, snapshot = {0};
    struct quire_terminal *terminal = NULL;
    options.allocator = &allocator;
    CHECK_INT(quire_terminal_create(&options, &terminal), QUIRE_OK);
    for (uint32_t i = 0; i < 20000; i++)
        random_piece(&random, &input, options.cols, options.rows);
    text_addf(&input, "\033]2;title\007\033[22t\033[22t\033[?1049hx\0337\033[31m\033]2;half");
    CHECK_INT(quire_terminal_feed(terminal, input.bytes, input.length), QUIRE_OK);
    uint64_t calls = memory.calls;
    CHECK_INT(quire_snapshot_write(terminal, kit_collect, &snapshot), QUIRE_OK);
    CHECK_INT(memory.calls, calls); /* writing takes none */
    fail_each(&memory, &snapshot, false);
    fail_each(&memory, &snapshot, true);
    quire_terminal_destroy(terminal);
    CHECK_INT(memory.held, 0);
    text_free(&input);
    text_free(&snapshot);
}

int main(void) {
    RUN(restoring);
    return test_end();
}
