/* memory_file.h - qr_file.c for tests that own the file: one in memory, whose changes are logged and may fail. A test
 * that includes this defines the functions of qr_file.h itself, so the library's are not linked. */
#ifndef MEMORY_FILE_H
#define MEMORY_FILE_H

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "qr_file.h"

/* --- the file ---------------------------------------------------------------------------------------------------- */

struct image {
    uint8_t *bytes;
    size_t size, capacity;
};

struct change {
    bool resize;
    uint64_t place; /* or the new size */
    size_t length;
    uint8_t *bytes;
    uint64_t commits; /* that were whole before this change */
};

static struct image *disk; /* what is opened */
static struct change *changes;
static size_t change_count, change_capacity;
static bool logging;
static uint64_t commits_whole; /* as the test says */
static long room = -1;         /* changes until the disk is full; -1: it never is */
static uint32_t full_for;      /* so many changes fail then */
static enum { SOME_COMES, NOTHING_COMES, ALL_BUT_ONE_COMES, ALL_COMES } how_full; /* through of a change that fails */
static uint64_t bytes_read, reads;                                                /* so far */

static inline void image_resize(struct image *image, size_t size) {
    if (size > image->capacity) {
        image->capacity = size * 2;
        image->bytes = realloc(image->bytes, image->capacity);
        if (!image->bytes)
            abort();
    }
    if (size > image->size)
        memset(image->bytes + image->size, 0, size - image->size);
    image->size = size;
}

static inline void image_write(struct image *image, uint64_t place, const void *bytes, size_t length) {
    if (place + length > image->size)
        image_resize(image, place + length);
    memcpy(image->bytes + place, bytes, length);
}

static inline void image_copy(struct image *to, const struct image *from) {
    to->size = 0;
    image_resize(to, from->size);
    if (from->size > 0)
        memcpy(to->bytes, from->bytes, from->size);
}

static inline void image_free(struct image *image) {
    free(image->bytes);
    *image = (struct image){0};
}

static inline void note(bool resize, uint64_t place, const void *bytes, size_t length) {
    void *grown = changes;
    if (!logging)
        return;
    if (change_count == change_capacity) {
        change_capacity = change_capacity * 2 + 64;
        grown = realloc(changes, change_capacity * sizeof *changes);
    }
    uint8_t *copy = malloc(length + 1);
    if (!grown || !copy)
        abort();
    changes = grown;
    if (length > 0)
        memcpy(copy, bytes, length);
    changes[change_count++] = (struct change){resize, place, length, copy, commits_whole};
}

static inline void forget_changes(void) {
    for (size_t i = 0; i < change_count; i++)
        free(changes[i].bytes);
    free(changes);
    changes = NULL;
    change_count = change_capacity = 0;
}

/* Is the disk full for this change? */
static inline bool is_full(void) {
    if (room < 0 || full_for == 0)
        return false;
    if (room > 0) {
        room--;
        return false;
    }
    full_for--;
    return true;
}

static inline size_t bytes_through(size_t length) {
    const size_t of[] = {kit_below((uint32_t)length), 0, length - 1, length};
    return of[how_full];
}

enum quire_result qr_file_open(struct qr_file *file, const char *path, enum qr_file_access access) {
    (void)path;
    (void)access;
    *file = (struct qr_file){.descriptor = 1};
    return QUIRE_OK;
}

void qr_file_close(struct qr_file *file) {
    file->descriptor = -1;
}

enum quire_result qr_file_size(struct qr_file *file, uint64_t *size) {
    (void)file;
    *size = disk->size;
    return QUIRE_OK;
}

/* Reads until some fail (-1: none does), and how many. What a failing read brings is not what is there. */
static long reads_left = -1;
static uint32_t reads_failing, reads_failed;

static inline bool read_fails(void *bytes, size_t length) {
    if (reads_left != 0 || reads_failing == 0) {
        reads_left -= reads_left > 0;
        return false;
    }
    memset(bytes, 0xA5, length);
    reads_failing--;
    reads_failed++;
    return true;
}

enum quire_result qr_file_read(struct qr_file *file, uint64_t place, void *bytes, size_t length) {
    if (read_fails(bytes, length)) {
        file->error = 5;
        return QUIRE_IO;
    }
    if (place > disk->size || length > disk->size - place)
        return QUIRE_CORRUPT;
    memcpy(bytes, disk->bytes + place, length);
    bytes_read += length;
    reads++;
    return QUIRE_OK;
}

enum quire_result qr_file_write(struct qr_file *file, uint64_t place, const void *bytes, size_t length) {
    bool full = is_full();
    length = full ? bytes_through(length) : length;
    image_write(disk, place, bytes, length);
    note(false, place, bytes, length);
    file->error = full ? 28 : file->error;
    return full ? QUIRE_NO_ROOM : QUIRE_OK;
}

enum quire_result qr_file_resize(struct qr_file *file, uint64_t size) {
    if (size > disk->size && is_full()) {
        file->error = 28;
        return QUIRE_NO_ROOM;
    }
    image_resize(disk, size);
    note(true, size, NULL, 0);
    return QUIRE_OK;
}

enum quire_result qr_file_random(uint64_t *number) {
    *number = UINT64_C(0x1122334455667788) + kit_below(1000);
    return QUIRE_OK;
}

#endif
