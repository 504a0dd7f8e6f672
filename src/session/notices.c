#define _GNU_SOURCE
#include "notices.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Of the line only what is no control sequence: it may quote a file. */
static void append_safe(struct byte_buffer *lines, const char *line) {
    for (; *line != '\0'; line++) {
        unsigned char byte = (unsigned char)*line;
        byte_buffer_append(lines, byte < 0x20 || byte == 0x7F ? "?" : line, 1);
    }
}

void notices_add(void *user, const char *line) {
    static const char head[] = "\033[1;33mquire:\033[m ";
    struct notices *notices = user;
    fprintf(stderr, "quire: %s\n", line);
    if (notices != NULL && notices->count++ < NOTICES_SHOWN) {
        byte_buffer_append(&notices->lines, head, sizeof head - 1);
        append_safe(&notices->lines, line);
        byte_buffer_append(&notices->lines, "\r\n", 2);
    }
}

void notices_say(struct notices *notices, const char *format, ...) {
    char line[1000];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    notices_add(notices, line);
}

void notices_show(const struct notices *notices, struct quire_terminal *terminal) {
    char more[64];
    if (notices->lines.length > 0) {
        quire_terminal_feed(terminal, notices->lines.bytes, notices->lines.length);
    }
    if (notices->count > NOTICES_SHOWN) {
        int length =
            snprintf(more, sizeof more, "... and %u more: see 'quire show-config'\r\n", notices->count - NOTICES_SHOWN);
        quire_terminal_feed(terminal, more, (size_t)length);
    }
}

void notices_finish(struct notices *notices) {
    byte_buffer_finish(&notices->lines);
}
