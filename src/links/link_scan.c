#include "link_scan.h"

void link_scan_add_match(struct link_scan *scan, const struct link_match *match) {
    scan->failed = scan->failed || !link_matches_add(scan->found, match);
}

void link_scan_add(struct link_scan *scan, enum link_kind kind, size_t from, size_t to) {
    link_scan_add_match(scan,
                        &(struct link_match){.kind = kind, .sure = true, .from = from, .to = to, .target_to = to});
}

/* --- characters --- */

static size_t more_bytes(unsigned char lead) {
    return lead >= 0xF0 && lead < 0xF8 ? 3 : lead >= 0xE0 && lead < 0xF0 ? 2 : lead >= 0xC0 && lead < 0xE0 ? 1 : 0;
}

/* The code point at a place; *length is its bytes. */
static uint32_t code_point_at(struct link_scan *scan, size_t at, size_t *length) {
    unsigned char lead = link_byte(scan, at);
    size_t more = more_bytes(lead);
    uint32_t value = more > 0 ? lead & (0x3Fu >> more) : lead;
    for (size_t i = 1; i <= more; i++) {
        unsigned char byte = link_byte(scan, at + i);
        if ((byte & 0xC0) != 0x80) {
            *length = 1;
            return lead;
        }
        value = value << 6 | (byte & 0x3Fu);
    }
    *length = 1 + more;
    return value;
}

size_t link_character(struct link_scan *scan, size_t at) {
    size_t length;
    code_point_at(scan, at, &length);
    return length;
}

static const struct {
    uint32_t first, last;
} stops[] = {
    {0x0000, 0x0020}, {0x007F, 0x00A0}, {0x00AB, 0x00AB}, {0x00BB, 0x00BB}, /* controls, blanks, guillemets */
    {0x2000, 0x200F}, {0x2018, 0x201F}, {0x2026, 0x2026}, {0x2028, 0x202F}, /* blanks, quotes, ellipsis, directions */
    {0x2039, 0x203A}, {0x2060, 0x206F}, {0x2190, 0x21FF}, {0x2500, 0x25FF}, /* quotes, arrows, frames and shapes */
    {0x2700, 0x27BF}, {0x3000, 0x3003}, {0x3008, 0x3011}, {0x3014, 0x301F}, /* signs of prompts; CJK punctuation */
    {0xE000, 0xF8FF}, {0xFEFF, 0xFEFF}, {0xFF01, 0xFF01}, {0xFF08, 0xFF09}, /* icons; full width punctuation */
    {0xFF0C, 0xFF0C}, {0xFF1A, 0xFF1B}, {0xFF1F, 0xFF1F}, {0xFF5B, 0xFF5D}, {0xFFFD, 0xFFFD},
};

size_t link_stop(struct link_scan *scan, size_t at) {
    size_t length;
    uint32_t c = code_point_at(scan, at, &length);
    for (size_t i = 0; i < sizeof stops / sizeof stops[0] && c >= stops[i].first; i++) {
        if (c <= stops[i].last) {
            return length;
        }
    }
    return 0;
}

/* --- brackets and the end --- */

bool link_brackets_take(struct link_brackets *brackets, unsigned char c) {
    static const char opening[] = "([{", closing[] = ")]}";
    for (unsigned i = 0; i < 3; i++) {
        if (c == (unsigned char)opening[i]) {
            brackets->open[i]++;
        } else if (c == (unsigned char)closing[i]) {
            if (brackets->open[i] == 0) {
                return false;
            }
            brackets->open[i]--;
        }
    }
    return true;
}

size_t link_trim(struct link_scan *scan, size_t from, size_t to, unsigned char around) {
    while (to > from) {
        unsigned char last = link_byte(scan, to - 1);
        bool is_markup = last == around && link_is_one_of(last, "*_~");
        if (!is_markup && !link_is_one_of(last, ".,;:!?'([{&")) {
            break;
        }
        to--;
    }
    return to;
}

/* A list of addresses, without a blank behind the comma. */
static bool parts_list(struct link_scan *scan, size_t at) {
    for (const char *next = "http"; *next != '\0'; next++) {
        if (link_byte(scan, ++at) != (unsigned char)*next) {
            return false;
        }
    }
    return true;
}

size_t link_body_end(struct link_scan *scan, size_t at, unsigned char around) {
    struct link_brackets brackets = {{0, 0, 0}};
    while (at < scan->to) {
        unsigned char c = link_byte(scan, at);
        bool ends = link_is_one_of(c, "\"<>`|\\^") || (c == '\'' && around == '\'') ||
                    (c == ',' && parts_list(scan, at)) || link_stop(scan, at) > 0;
        if (ends || !link_brackets_take(&brackets, c)) {
            break;
        }
        at += c < 0x80 ? 1 : link_character(scan, at);
    }
    return at;
}

size_t link_number(struct link_scan *scan, size_t at, size_t most, uint32_t *value) {
    size_t digits = 0;
    *value = 0;
    for (unsigned char c; digits <= most && link_is_digit(c = link_byte(scan, at + digits)); digits++) {
        *value = *value * 10 + (c - (uint32_t)'0');
    }
    return digits <= most ? digits : 0;
}
