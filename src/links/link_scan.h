/* link_scan.h - what the scanners of the kinds share: a look at a byte that never leaves the text, classes of bytes,
 * and what ends an address. Internal to src/links. */
#ifndef LINK_SCAN_H
#define LINK_SCAN_H

#include "link_finder.h"

/* A stretch of a line that nothing has been found in yet. */
struct link_scan {
    const unsigned char *text;
    size_t from, to; /* bytes [0, from) may be looked at, too, as what stands before */
    struct link_matches *found;
    bool failed; /* no memory */
};

/* Beyond the stretch all bytes are 0. */
static inline unsigned char link_byte(struct link_scan *scan, size_t at) {
    scan->found->reads++;
    return at < scan->to ? scan->text[at] : 0;
}

/* The byte in front of one; 0 at the beginning of the text. */
static inline unsigned char link_before(struct link_scan *scan, size_t at) {
    return at > 0 ? link_byte(scan, at - 1) : 0;
}

static inline bool link_is_digit(unsigned char c) {
    return c >= '0' && c <= '9';
}

static inline bool link_is_letter(unsigned char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static inline bool link_is_word(unsigned char c) {
    return link_is_digit(c) || link_is_letter(c);
}

/* Within a character of UTF-8. */
static inline bool link_is_continuation(unsigned char c) {
    return (c & 0xC0) == 0x80;
}

static inline bool link_is_hex(unsigned char c) {
    return link_is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

static inline bool link_is_one_of(unsigned char c, const char *set) {
    for (; *set != '\0'; set++) {
        if ((unsigned char)*set == c) {
            return true;
        }
    }
    return false;
}

/* Adds a match of one kind that ends where its target ends. */
void link_scan_add(struct link_scan *scan, enum link_kind kind, size_t from, size_t to);
void link_scan_add_match(struct link_scan *scan, const struct link_match *match);

/* Bytes of the character of UTF-8 at a place, 1 to 4; not well formed: 1. */
size_t link_character(struct link_scan *scan, size_t at);

/* Bytes of a character there that no address and no path goes beyond: a blank or a control, a quote, a frame, an
 * arrow, an icon, punctuation of Chinese and Japanese. Of ASCII only blanks and controls. 0: it is none. */
size_t link_stop(struct link_scan *scan, size_t at);

/* Brackets that are open at a place; zero: none is. */
struct link_brackets {
    uint32_t open[3];
};

/* Takes a byte. False: it closes a bracket that was not opened, and is not part of the address. */
bool link_brackets_take(struct link_brackets *brackets, unsigned char c);

/* Where an address ends that reaches to `to`, without the punctuation of the sentence around it. `around`: the byte in
 * front of it; of * _ ~ what stands on both sides is markup. */
size_t link_trim(struct link_scan *scan, size_t from, size_t to, unsigned char around);

/* The end of the address that begins at a place and may go on with brackets, by the rules above. Not trimmed. */
size_t link_body_end(struct link_scan *scan, size_t at, unsigned char around);

/* Decimal digits at a place, at most `most` of them: their number, and their value. More digits than that: 0. */
size_t link_number(struct link_scan *scan, size_t at, size_t most, uint32_t *value);

/* The scanners: each adds what it finds of its kind in the stretch. */
void link_scan_urls(struct link_scan *scan);
void link_scan_mail(struct link_scan *scan);
void link_scan_addresses(struct link_scan *scan);
void link_scan_uuids(struct link_scan *scan);
void link_scan_hashes(struct link_scan *scan);
void link_scan_paths(struct link_scan *scan);

#endif
