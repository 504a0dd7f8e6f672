#include "show_output.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool make_room(struct show_output *output, size_t more) {
    if (!output->failed && output->capacity - output->length < more) {
        size_t wanted = output->length + more, capacity = wanted < 4096 ? 4096 : wanted + wanted / 2;
        char *grown = realloc(output->bytes, capacity);
        output->failed = grown == NULL;
        output->bytes = grown != NULL ? grown : output->bytes;
        output->capacity = grown != NULL ? capacity : output->capacity;
    }
    return !output->failed;
}

void show_output_add(struct show_output *output, const void *bytes, size_t length) {
    if (length > 0 && make_room(output, length)) {
        memcpy(output->bytes + output->length, bytes, length);
        output->length += length;
    }
}

void show_output_text(struct show_output *output, const char *text) {
    show_output_add(output, text, strlen(text));
}

void show_output_format(struct show_output *output, const char *format, ...) {
    char text[256];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    if (length > 0) {
        show_output_add(output, text, (size_t)length < sizeof text ? (size_t)length : sizeof text - 1);
    }
}

static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/* One to three bytes as four characters. */
static void encode_group(const uint8_t *bytes, size_t count, char text[4]) {
    uint32_t group = (uint32_t)bytes[0] << 16 | (count > 1 ? (uint32_t)bytes[1] << 8 : 0) | (count > 2 ? bytes[2] : 0);
    for (size_t i = 0; i < 4; i++) {
        text[i] = i <= count ? digits[group >> (18 - 6 * i) & 63] : '=';
    }
}

void show_output_base64(struct show_output *output, const uint8_t *bytes, size_t length) {
    size_t groups = length / 3 + (length % 3 != 0);
    if (length == 0 || !make_room(output, groups * 4)) {
        return;
    }
    for (size_t i = 0; i < groups; i++) {
        size_t left = length - i * 3;
        encode_group(bytes + i * 3, left < 3 ? left : 3, output->bytes + output->length + i * 4);
    }
    output->length += groups * 4;
}

void show_output_finish(struct show_output *output) {
    free(output->bytes);
    *output = (struct show_output){NULL, 0, 0, false};
}
