/* transcript.h - a parser handler that writes down what it is told, for tests.
 *
 *   'abc<U+E9>'          text; adjacent pieces are one
 *   ^0A                  a control
 *   ESC(#8)              an escape sequence
 *   CSI(?1;-;2:3 q)      a control sequence; '-' is an omitted parameter
 *   DCS(1$q,data)ST      a string: introducer, data (bytes that are not printable as <XX>), terminator
 *   ~                    at the end: the parser is not idle
 */
#ifndef TRANSCRIPT_H
#define TRANSCRIPT_H

#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>

#include "string_collect.h"

struct transcript {
    char *text;
    size_t length, capacity;
    bool in_text;
    unsigned events;    /* calls */
    unsigned misplaced; /* calls that the interface forbids: empty runs, a control among text, ASCII that is none */
    struct qr_string_collector strings;
    unsigned open;                     /* strings that have begun and not ended: never more than one */
    unsigned no_memory;                /* strings that were lost for lack of it */
    struct qr_parser *parser_to_reset; /* when set, reset by every string and control sequence */
};

static void transcript_add(struct transcript *transcript, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void transcript_add(struct transcript *transcript, const char *format, ...) {
    va_list arguments;
    char piece[64];
    va_start(arguments, format);
    size_t length = (size_t)vsnprintf(piece, sizeof piece, format, arguments);
    va_end(arguments);
    if (transcript->length + length + 1 > transcript->capacity) {
        transcript->capacity = 2 * transcript->capacity + 256;
        transcript->text = realloc(transcript->text, transcript->capacity);
        if (!transcript->text)
            abort();
    }
    memcpy(transcript->text + transcript->length, piece, length + 1);
    transcript->length += length;
}

static void transcript_in_text(struct transcript *transcript, bool in_text) {
    if (transcript->in_text != in_text)
        transcript_add(transcript, "'%s", in_text ? "" : " ");
    transcript->in_text = in_text;
}

static void transcript_code_point(struct transcript *transcript, uint32_t code_point) {
    if (code_point >= 0x20 && code_point < 0x7F)
        transcript_add(transcript, "%c", (int)code_point);
    else
        transcript_add(transcript, "<U+%" PRIX32 ">", code_point);
    transcript->misplaced += code_point < 0x20 || code_point == 0x7F || code_point > 0x10FFFF;
}

static void transcript_on_ascii(void *user, const uint8_t *text, size_t length) {
    struct transcript *transcript = user;
    transcript->events++;
    transcript->misplaced += length == 0;
    transcript_in_text(transcript, true);
    for (size_t i = 0; i < length; i++) {
        transcript_code_point(transcript, text[i]);
        transcript->misplaced += text[i] > 0x7E;
    }
}

static void transcript_on_text(void *user, const uint32_t *code_points, size_t length) {
    struct transcript *transcript = user;
    transcript->events++;
    transcript->misplaced += length == 0;
    transcript_in_text(transcript, true);
    for (size_t i = 0; i < length; i++)
        transcript_code_point(transcript, code_points[i]);
}

static void transcript_on_control(void *user, uint8_t control) {
    struct transcript *transcript = user;
    transcript->events++;
    transcript_in_text(transcript, false);
    transcript_add(transcript, "^%02X ", (unsigned)control);
}

static void transcript_sequence(struct transcript *transcript, const struct qr_sequence *sequence) {
    if (sequence->prefix)
        transcript_add(transcript, "%c", sequence->prefix);
    for (unsigned i = 0; i < sequence->count; i++) {
        if (i > 0)
            transcript_add(transcript, "%c", sequence->colon_mask >> i & 1 ? ':' : ';');
        if (sequence->values[i] == QR_OMITTED)
            transcript_add(transcript, "-");
        else
            transcript_add(transcript, "%" PRId32, sequence->values[i]);
    }
    for (unsigned i = 0; i < sequence->intermediate_count; i++)
        transcript_add(transcript, "%c", sequence->intermediates[i]);
    if (sequence->final)
        transcript_add(transcript, "%c", sequence->final);
    transcript->misplaced += sequence->colon_mask & 1;
}

static void transcript_on_escape(void *user, const struct qr_sequence *sequence) {
    struct transcript *transcript = user;
    transcript->events++;
    transcript_in_text(transcript, false);
    transcript_add(transcript, "ESC(");
    transcript_sequence(transcript, sequence);
    transcript_add(transcript, ") ");
}

static void transcript_on_csi(void *user, const struct qr_sequence *sequence) {
    struct transcript *transcript = user;
    transcript->events++;
    transcript_in_text(transcript, false);
    transcript_add(transcript, "CSI(");
    transcript_sequence(transcript, sequence);
    transcript_add(transcript, ") ");
    if (transcript->parser_to_reset)
        qr_parser_reset(transcript->parser_to_reset);
}

static void transcript_whole_string(struct transcript *transcript, enum qr_string_kind kind,
                                    const struct qr_sequence *introducer, enum qr_string_end how) {
    static const char *const names[] = {"OSC", "DCS", "APC", "PM", "SOS"};
    const uint8_t *bytes = qr_string_bytes(&transcript->strings);
    transcript->events++;
    transcript_in_text(transcript, false);
    transcript_add(transcript, "%s(", names[kind]);
    transcript_sequence(transcript, introducer);
    if (kind == QR_STRING_DCS)
        transcript_add(transcript, ",");
    if (transcript->parser_to_reset)
        qr_parser_reset(transcript->parser_to_reset);
    for (size_t i = 0; i < transcript->strings.length; i++)
        transcript_add(transcript, bytes[i] >= 0x20 && bytes[i] < 0x7F ? "%c" : "<%02X>", bytes[i]);
    transcript_add(transcript, how == QR_STRING_END_BEL ? ")BEL " : ")ST ");
}

static void transcript_on_string_begin(void *user, enum qr_string_kind kind, const struct qr_sequence *introducer) {
    struct transcript *transcript = user;
    transcript->misplaced += transcript->open++ > 0 || (kind == QR_STRING_DCS) != (introducer->final != 0);
}

static void transcript_on_string_data(void *user, const uint8_t *bytes, size_t length) {
    struct transcript *transcript = user;
    transcript->misplaced += transcript->open != 1 || length == 0;
    (void)qr_string_collect(&transcript->strings, bytes, length);
}

static void transcript_on_string_end(void *user, enum qr_string_kind kind, const struct qr_sequence *introducer,
                                     enum qr_string_end how) {
    struct transcript *transcript = user;
    transcript->misplaced += transcript->open-- != 1 || how > QR_STRING_END_CANCELLED;
    how = qr_string_collected(&transcript->strings, how);
    if (how == QR_STRING_END_BEL || how == QR_STRING_END_ST)
        transcript_whole_string(transcript, kind, introducer, how);
    transcript->no_memory += how == QR_STRING_END_NO_MEMORY;
    qr_string_forget(&transcript->strings);
}

static const struct qr_parser_handler transcript_handler = {transcript_on_ascii,
                                                            transcript_on_text,
                                                            transcript_on_control,
                                                            transcript_on_escape,
                                                            transcript_on_csi,
                                                            transcript_on_string_begin,
                                                            transcript_on_string_data,
                                                            transcript_on_string_end,
                                                            NULL,
                                                            NULL,
                                                            NULL};

/* A parser that is written down, with strings of at most `limit` bytes. */
static inline void transcript_parser(struct qr_parser *parser, struct transcript *transcript,
                                     const struct quire_allocator *allocator, size_t limit) {
    qr_parser_init(parser, &transcript_handler, transcript);
    qr_string_collector_init(&transcript->strings, allocator, limit);
}

/* Ends the transcript: closes text, cuts the last blank, and says if the parser waits for more. */
static void transcript_end(struct transcript *transcript, const struct qr_parser *parser) {
    transcript_in_text(transcript, false);
    if (!qr_parser_idle(parser))
        transcript_add(transcript, "~");
    else if (transcript->length > 0 && transcript->text[transcript->length - 1] == ' ')
        transcript->text[--transcript->length] = 0;
    transcript_add(transcript, "%s", "");
}

/* Begins anew, in the middle of a string too. */
static void transcript_clear(struct transcript *transcript) {
    free(transcript->text);
    *transcript = (struct transcript){.strings = transcript->strings, .open = transcript->open};
}

#endif
