#include "paste_check.h"

#include <string.h>

/* --- one scan --- */

static bool is_line_end(unsigned char byte) {
    return byte == '\n' || byte == '\r';
}

/* Bytes of the control character that begins here; 0: none does. */
static size_t control_at(const char *at, const char *end) {
    unsigned char byte = (unsigned char)*at;
    if ((byte < 0x20 && byte != '\t' && !is_line_end(byte)) || byte == 0x7F) {
        return 1;
    }
    return byte == 0xC2 && end - at > 1 && (unsigned char)at[1] >= 0x80 && (unsigned char)at[1] <= 0x9F ? 2 : 0;
}

static uint32_t trouble_at(const char *at, const char *end) {
    return is_line_end((unsigned char)*at) ? (uint32_t)PASTE_LINES
           : control_at(at, end) > 0       ? (uint32_t)PASTE_CONTROLS
                                           : 0u;
}

/* Sixteen bytes at once, by the compiler's vectors (gcc and clang have them on every machine). */
typedef uint8_t lanes __attribute__((vector_size(16)));

enum { BLOCK = 4 * sizeof(lanes) };

struct look {
    bool controls; /* a byte may be a control, or begin one */
    bool lines;    /* there is a line end */
};

static bool any(lanes found) {
    uint64_t halves[2];
    memcpy(halves, &found, sizeof halves);
    return (halves[0] | halves[1]) != 0;
}

static struct look look_at(const char *at) {
    lanes controls = {0}, lines = {0}, bytes;
    for (size_t i = 0; i < BLOCK; i += sizeof bytes) {
        memcpy(&bytes, at + i, sizeof bytes);
        lanes ends = (lanes)(bytes == '\n') | (lanes)(bytes == '\r');
        lanes low = (lanes)(bytes < 0x20) & ~ends & (lanes)(bytes != '\t');
        lines |= ends;
        controls |= low | (lanes)(bytes == 0x7F) | (lanes)(bytes == 0xC2);
    }
    return (struct look){any(controls), any(lines)};
}

uint32_t paste_check(const char *text, size_t length, bool bracketed) {
    const char *end = text + length, *at = text;
    uint32_t trouble = length > PASTE_LARGE_BYTES ? PASTE_LARGE : 0;
    while (at < end) {
        bool whole = end - at >= BLOCK;
        struct look look = whole ? look_at(at) : (struct look){true, false};
        trouble |= look.lines ? PASTE_LINES : 0;
        const char *stop = whole ? at + BLOCK : end;
        for (; look.controls && at < stop; at++) {
            trouble |= trouble_at(at, end);
        }
        at = stop;
    }
    return bracketed ? trouble & ~(uint32_t)PASTE_LINES : trouble;
}

/* --- what is said about it --- */

/* Bytes of the line end that begins here; 0: none does. */
static size_t line_end_at(const char *at, const char *end) {
    if (!is_line_end((unsigned char)*at)) {
        return 0;
    }
    return *at == '\r' && end - at > 1 && at[1] == '\n' ? 2 : 1;
}

struct paste_counts paste_count(const char *text, size_t length) {
    struct paste_counts counts = {0, 0, 0, false};
    const char *end = text + length;
    for (const char *at = text; at < end;) {
        size_t line = line_end_at(at, end), control = control_at(at, end);
        counts.line_ends += line > 0;
        counts.controls += control > 0;
        counts.ends_in_line = line > 0;
        at += line > 0 ? line : control > 0 ? control : 1;
    }
    counts.lines = counts.line_ends + (length > 0 && !counts.ends_in_line);
    return counts;
}

size_t paste_strip(const char *text, size_t length, char *to) {
    const char *end = text + length;
    size_t kept = 0;
    for (const char *at = text; at < end;) {
        size_t control = control_at(at, end);
        if (control == 0) {
            to[kept++] = *at++;
        }
        at += control;
    }
    if (kept > 0 && to[kept - 1] == '\n') {
        kept--;
    }
    return kept > 0 && to[kept - 1] == '\r' ? kept - 1 : kept;
}

/* A control as people write it; C1 as its two characters in seven bits. */
static size_t show_control(const char *at, size_t bytes, char *shown) {
    unsigned char byte = (unsigned char)at[bytes - 1];
    size_t used = 0;
    shown[used++] = '\x0E';
    if (bytes == 2) {
        shown[used++] = '^';
        shown[used++] = '[';
        byte = (unsigned char)(byte - 0x40);
    } else {
        shown[used++] = '^';
        byte ^= 0x40;
    }
    shown[used++] = (char)byte;
    shown[used++] = '\x0F';
    return used;
}

size_t paste_show_line(const char *text, size_t length, char *shown, size_t size) {
    const char *end = text + length, *at = text;
    size_t used = 0, line = 0;
    bool full = false;
    for (; at < end && (line = line_end_at(at, end)) == 0; at++) {
        size_t control = control_at(at, end);
        bool begins = ((unsigned char)*at & 0xC0) != 0x80; /* a character, which is to be there whole */
        full = full || used + (begins ? 8 : 2) > size;
        if (full) {
            continue; /* to the line's end */
        }
        if (control > 0) {
            used += show_control(at, control, shown + used);
            at += control - 1;
        } else {
            shown[used++] = *at == '\t' ? ' ' : *at;
        }
    }
    shown[used] = '\0';
    return (size_t)(at - text) + line;
}
