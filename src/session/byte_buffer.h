/* byte_buffer.h - bytes that grow at the end. */
#ifndef BYTE_BUFFER_H
#define BYTE_BUFFER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct byte_buffer {
    char *bytes; /* NULL while empty */
    size_t length, capacity;
};

/* Makes room for `more` bytes behind the present ones. False: no memory, nothing changed. */
bool byte_buffer_reserve(struct byte_buffer *buffer, size_t more);
bool byte_buffer_append(struct byte_buffer *buffer, const char *bytes, size_t length);
/* Reads a stream to its end. False: an error or no memory, errno says which. */
bool byte_buffer_read(struct byte_buffer *buffer, FILE *file);
void byte_buffer_finish(struct byte_buffer *buffer);

#endif
