/* encode_sink.h - where an encoder puts its bytes.
 *
 * The public encoders promise that a buffer too small stays untouched and that the size needed is told. So every
 * encoder is a pure function that appends to a sink, and it runs twice: first over a sink without memory, which only
 * counts, then, if the caller's buffer holds that many bytes, over that buffer. No encoder knows a capacity, none has a
 * longest input, and there is one place where bytes are copied. Both runs see the same arguments and therefore append
 * the same bytes.
 *
 * The UTF-8 reader here is for text that a keyboard layout, an input method or a clipboard hands over. It repairs what
 * it reads (U+FFFD for a malformed part); the parser of terminal output has its own, faster one. */
#ifndef ENCODE_SINK_H
#define ENCODE_SINK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <quire/result.h>

struct qr_sink {
    char *bytes; /* NULL: count only */
    size_t length;
};

void qr_sink_byte(struct qr_sink *sink, char byte);
void qr_sink_bytes(struct qr_sink *sink, const char *bytes, size_t count);
void qr_sink_string(struct qr_sink *sink, const char *string);
void qr_sink_number(struct qr_sink *sink, uint64_t number);
void qr_sink_code_point(struct qr_sink *sink, uint32_t code_point);

/* ESC [ */
void qr_sink_csi(struct qr_sink *sink);

/* Appends what an encoder wants to say; `subject` is its arguments. */
typedef void qr_emitter(struct qr_sink *sink, const void *subject);

/* Counts, then writes: the whole NO_SPACE protocol of the public encoders. */
enum quire_result qr_sink_fill(qr_emitter *emit, const void *subject, char *buffer, size_t capacity, size_t *length);

/* Takes the next code point from text[*at..length), at < length; a malformed part gives U+FFFD. */
uint32_t qr_text_next(const char *text, size_t length, size_t *at);

/* C0, DEL or C1: never part of what a key types or a paste may contain. */
bool qr_is_control(uint32_t code_point);

/* A code point that UTF-8 can carry. */
bool qr_is_scalar(uint32_t code_point);

/* True when at least one code point of the text is not a control. NULL is no text. */
bool qr_text_is_printable(const char *text, size_t length);

/* The text as UTF-8 without its controls. */
void qr_sink_text(struct qr_sink *sink, const char *text, size_t length);

#endif
