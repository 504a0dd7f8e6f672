/* show_output.h - text for a terminal that grows at the end.
 *
 * Encoders append and do not look: when memory runs out the output has failed, takes nothing more, and whoever sends it
 * says so once. What was appended before stays. */
#ifndef SHOW_OUTPUT_H
#define SHOW_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct show_output {
    char *bytes; /* NULL while empty */
    size_t length, capacity;
    bool failed; /* no memory */
};

void show_output_add(struct show_output *output, const void *bytes, size_t length);
void show_output_text(struct show_output *output, const char *text);
/* At most 255 bytes at once. */
void show_output_format(struct show_output *output, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* RFC 4648, padded, without line ends. */
void show_output_base64(struct show_output *output, const uint8_t *bytes, size_t length);
void show_output_finish(struct show_output *output);

#endif
