/* Where the memory of history comes from and goes to: every page block is one of block_alloc's, and what idle time
 * reports as saved is given back to the system. */
#define _DEFAULT_SOURCE /* sysconf */

#include "test.h"

#include "history/history_kit.h"
#include "qr_memory.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define COLS 80u

/* --- a host that counts --------------------------------------------------------------------------------------------
 */

struct counts {
    uint64_t small_bytes, block_bytes, blocks;
};

static void *count_alloc(void *user, size_t size, size_t align) {
    struct counts *counts = user;
    counts->small_bytes += size;
    return align > 16 ? NULL : malloc(size);
}

static void count_free(void *user, void *memory, size_t size, size_t align) {
    struct counts *counts = user;
    (void)align;
    counts->small_bytes -= size;
    free(memory);
}

static void *count_block_alloc(void *user, size_t size) {
    struct counts *counts = user;
    void *block = size % 4096 == 0 ? aligned_alloc(4096, size) : NULL;
    counts->block_bytes += size;
    counts->blocks++;
    return block ? memset(block, 0, size) : NULL;
}

static void count_block_free(void *user, void *block, size_t size) {
    struct counts *counts = user;
    counts->block_bytes -= size;
    counts->blocks--;
    free(block);
}

static void push(struct qr_history *history, struct qr_page *page, uint64_t lines) {
    for (uint64_t i = 0; i < lines; i++) {
        char text[COLS];
        int length = snprintf(text, sizeof text, "%8llu: a line of a log, of ordinary length, %llx",
                              (unsigned long long)i, (unsigned long long)i * 0x9E3779B9u);
        qr_page_reset_row(page, 0, (struct qr_cell){0});
        qr_page_put_ascii(page, 0, 0, (const uint8_t *)text, (uint32_t)length, (struct qr_cell){0});
        qr_page_row(page, 0)->line = i + 1;
        kit_must(qr_history_append_row(history, page, 0));
    }
}

static void use_idle_time(struct qr_history *history) {
    while (qr_history_idle(history, 1 << 20))
        ;
}

/* What `alloc` is asked for is the list of pages; all pages, plain and packed, are blocks, and the ledger knows both to
 * the byte. */
static void every_page_is_a_block(void) {
    struct counts counts = {0, 0, 0};
    struct quire_allocator allocator = {
        sizeof(struct quire_allocator), &counts, count_alloc, count_free, count_block_alloc, count_block_free};
    struct qr_history history;
    struct kit_memory memory;
    struct quire_allocator other = kit_allocator(&memory);
    struct qr_page page;
    kit_make_page(&page, &other, COLS);
    qr_history_init(&history, &allocator, UINT64_MAX, 0, 1);
    push(&history, &page, 100000);
    uint64_t plain = counts.blocks, plain_bytes = counts.block_bytes;
    CHECK(plain > 80);
    CHECK_INT(counts.small_bytes, history.capacity * sizeof(struct qr_history_page));
    CHECK_INT(qr_history_bytes(&history), counts.block_bytes + counts.small_bytes);
    use_idle_time(&history);
    CHECK(counts.blocks >= plain && counts.block_bytes < plain_bytes * 3 / 4);
    CHECK_INT(counts.small_bytes, history.capacity * sizeof(struct qr_history_page));
    CHECK_INT(qr_history_bytes(&history), counts.block_bytes + counts.small_bytes);
    CHECK_INT(kit_check_history(&history), 0);
    qr_history_set_limits(&history, 500, 0);
    CHECK_INT(qr_history_bytes(&history), counts.block_bytes + counts.small_bytes);
    qr_history_finish(&history);
    CHECK_INT(counts.blocks, 0);
    CHECK_INT(counts.block_bytes + counts.small_bytes, 0);
    qr_page_destroy(&page);
}

/* --- the system ----------------------------------------------------------------------------------------------------
 */

/* Bytes of memory that the process holds; 0: the system does not say. */
static uint64_t resident(void) {
    unsigned long long size = 0, pages = 0;
    FILE *file = fopen("/proc/self/statm", "r");
    if (!file || fscanf(file, "%llu %llu", &size, &pages) != 2)
        pages = 0;
    if (file)
        fclose(file);
    return pages * (uint64_t)sysconf(_SC_PAGESIZE);
}

static bool has_sanitizer(void) {
#if defined(__SANITIZE_ADDRESS__)
    return true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
    return true;
#else
    return false;
#endif
#else
    return false;
#endif
}

/* With the library's own allocator, and without help from the C library: of the bytes that idle time reports as saved
 * at least 80 in 100 are no longer the process's. */
static void idle_time_gives_back(void) {
    struct quire_allocator allocator = qr_allocator_or_default(NULL);
    struct qr_history history;
    struct qr_page page;
    kit_make_page(&page, &allocator, COLS);
    qr_history_init(&history, &allocator, UINT64_MAX, 0, 1);
    push(&history, &page, getenv("QUIRE_SOAK") ? 1000000 : 200000);
    uint64_t before = resident(), bytes = qr_history_bytes(&history);
    use_idle_time(&history);
    uint64_t after = resident(), saved = bytes - qr_history_bytes(&history);
    uint64_t fallen = before > after ? before - after : 0;
    printf("%llu KiB are reported as saved, the process holds %llu KiB less\n", (unsigned long long)saved / 1024,
           (unsigned long long)fallen / 1024);
    CHECK(saved > bytes / 4);
    CHECK(before == 0 || has_sanitizer() || fallen >= saved / 10 * 8);
    qr_history_finish(&history);
    qr_page_destroy(&page);
}

int main(void) {
    kit_init();
    RUN(every_page_is_a_block);
    RUN(idle_time_gives_back);
    return test_end();
}
