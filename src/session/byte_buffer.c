#include "byte_buffer.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

bool byte_buffer_reserve(struct byte_buffer *buffer, size_t more) {
    if (more <= buffer->capacity - buffer->length) {
        return true;
    }
    size_t capacity = buffer->capacity > 0 ? buffer->capacity : 256;
    while (capacity - buffer->length < more) {
        if (capacity > SIZE_MAX / 2) {
            errno = ENOMEM;
            return false;
        }
        capacity *= 2;
    }
    char *bytes = realloc(buffer->bytes, capacity);
    if (bytes == NULL) {
        return false;
    }
    buffer->bytes = bytes;
    buffer->capacity = capacity;
    return true;
}

bool byte_buffer_append(struct byte_buffer *buffer, const char *bytes, size_t length) {
    if (!byte_buffer_reserve(buffer, length)) {
        return false;
    }
    if (length > 0) {
        memcpy(buffer->bytes + buffer->length, bytes, length);
        buffer->length += length;
    }
    return true;
}

bool byte_buffer_read(struct byte_buffer *buffer, FILE *file) {
    for (;;) {
        if (!byte_buffer_reserve(buffer, 65536)) {
            return false;
        }
        size_t got = fread(buffer->bytes + buffer->length, 1, 65536, file);
        buffer->length += got;
        if (got == 0) {
            return ferror(file) == 0;
        }
    }
}

void byte_buffer_finish(struct byte_buffer *buffer) {
    free(buffer->bytes);
    buffer->bytes = NULL;
    buffer->length = buffer->capacity = 0;
}
