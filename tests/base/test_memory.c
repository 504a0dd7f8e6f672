/* qr_memory.h: sizes that overflow, memory that runs out, and the host's own allocator, with and without blocks. */
#include "test.h"

#include <stdint.h>
#include <stdlib.h>

#include "qr_arith.h"
#include "qr_memory.h"

/* --- an allocator that counts and fails --------------------------------------------------------------------------- */

struct counted {
    int left; /* calls that succeed */
    int blocks;
    size_t bytes, last_align;
};

static void *counted_alloc(void *user, size_t size, size_t align) {
    struct counted *counted = user;
    if (counted->left-- <= 0)
        return NULL;
    void *memory = aligned_alloc(align, (size + align - 1) / align * align);
    if (!memory)
        abort();
    memset(memory, 0xA5, size);
    counted->blocks++;
    counted->bytes += size;
    counted->last_align = align;
    return memory;
}

static void counted_free(void *user, void *memory, size_t size, size_t align) {
    struct counted *counted = user;
    CHECK(memory != NULL && align > 0);
    counted->blocks--;
    counted->bytes -= size;
    free(memory);
}

static void *block_alloc(void *user, size_t size) {
    void *memory = counted_alloc(user, size, 4096);
    if (memory)
        memset(memory, 0, size);
    return memory;
}

static void block_free(void *user, void *memory, size_t size) {
    counted_free(user, memory, size, 4096);
}

static bool is_zero(const void *memory, size_t size) {
    for (size_t i = 0; i < size; i++) {
        if (((const unsigned char *)memory)[i] != 0)
            return false;
    }
    return true;
}

/* --- tests ------------------------------------------------------------------------------------------------------- */

static void the_default(void) {
    struct quire_allocator allocator = qr_allocator_or_default(NULL);
    size_t size = 5000;
    void *memory = qr_alloc_zeroed(&allocator, 100);
    CHECK(memory && is_zero(memory, 100));
    qr_free(&allocator, memory, 100);
    qr_free(&allocator, NULL, 100);
    void *block = qr_block_alloc(&allocator, &size);
    CHECK(block && size == 8192 && is_zero(block, size) && (uintptr_t)block % 4096 == 0);
    qr_block_free(&allocator, block, size);
    qr_block_free(&allocator, NULL, size);
    CHECK(!allocator.alloc(allocator.user, SIZE_MAX - 10, 4096)); /* no multiple of the alignment */
}

static void the_hosts(void) {
    struct counted counted = {.left = 2};
    struct quire_allocator own = {sizeof(struct quire_allocator), &counted, counted_alloc, counted_free, NULL, NULL};
    struct quire_allocator allocator = qr_allocator_or_default(&own);
    size_t size = 1;
    void *memory = qr_alloc_zeroed(&allocator, 40);
    CHECK(memory && is_zero(memory, 40) && counted.bytes == 40);
    void *block = qr_block_alloc(&allocator, &size);
    CHECK(block && size == 4096 && is_zero(block, size) && counted.last_align == 4096);
    CHECK(!qr_alloc_zeroed(&allocator, 40));
    size = 4097;
    CHECK(!qr_block_alloc(&allocator, &size) && size == 4097);
    qr_free(&allocator, memory, 40);
    qr_block_free(&allocator, block, 4096);
    CHECK(counted.blocks == 0 && counted.bytes == 0);
}

static void blocks_of_their_own(void) {
    struct counted counted = {.left = 0}, blocks = {.left = 1};
    struct quire_allocator allocator = {
        sizeof(struct quire_allocator), &blocks, counted_alloc, counted_free, block_alloc, block_free};
    size_t size = 4096;
    (void)counted;
    void *block = qr_block_alloc(&allocator, &size);
    CHECK(block && size == 4096);
    size = 10;
    CHECK(!qr_block_alloc(&allocator, &size) && size == 10);
    qr_block_free(&allocator, block, 4096);
    CHECK(blocks.blocks == 0 && blocks.bytes == 0);
}

static void sizes_that_are_none(void) {
    struct quire_allocator allocator = qr_allocator_or_default(NULL);
    size_t none = 0, most = SIZE_MAX, sum;
    CHECK(!qr_block_alloc(&allocator, &none));
    CHECK(!qr_block_alloc(&allocator, &most) && most == SIZE_MAX);
    CHECK(qr_multiply(SIZE_MAX / 2, 2, &sum) && sum == SIZE_MAX - 1);
    CHECK(!qr_multiply(SIZE_MAX / 2, 3, &sum));
    CHECK(qr_round_up(4096, 4096, &sum) && sum == 4096);
    CHECK(!qr_round_up(SIZE_MAX, 4096, &sum));
}

static void growing(void) {
    struct counted counted = {.left = 2};
    struct quire_allocator allocator = {
        sizeof(struct quire_allocator), &counted, counted_alloc, counted_free, NULL, NULL};
    void *array = NULL;
    size_t capacity = 0;
    CHECK(qr_grow(&allocator, &array, &capacity, 0, 8) && !array && counted.blocks == 0); /* nothing to do */
    CHECK(qr_grow(&allocator, &array, &capacity, 1, 8) && capacity == 8 && is_zero(array, 64));
    ((uint64_t *)array)[7] = 77;
    CHECK(qr_grow(&allocator, &array, &capacity, 8, 8) && capacity == 8); /* there is room */
    CHECK(qr_grow(&allocator, &array, &capacity, 9, 8) && capacity == 16 && counted.blocks == 1);
    CHECK(((uint64_t *)array)[7] == 77 && is_zero((uint64_t *)array + 8, 64));
    void *before = array;
    CHECK(!qr_grow(&allocator, &array, &capacity, 17, 8)); /* no memory */
    counted.left = 9;
    CHECK(!qr_grow(&allocator, &array, &capacity, SIZE_MAX, 8));     /* doubling overflows */
    CHECK(!qr_grow(&allocator, &array, &capacity, SIZE_MAX / 4, 8)); /* so do the bytes */
    CHECK(array == before && capacity == 16 && ((uint64_t *)array)[7] == 77);
    qr_free(&allocator, array, capacity * 8);
    CHECK(counted.blocks == 0 && counted.bytes == 0);
}

int main(void) {
    RUN(the_default);
    RUN(the_hosts);
    RUN(blocks_of_their_own);
    RUN(sizes_that_are_none);
    RUN(growing);
    return test_end();
}
