/* Names of hosts and things: mail, addresses of hosts, UUIDs, hashes. */
#include "link_scan.h"

enum { LOCAL_MAX = 64, DOMAIN_MAX = 255 };

/* --- mail, and places on hosts as git and scp write them --- */

/* Where the part in front of an @ begins. */
static size_t local_from(struct link_scan *scan, size_t at) {
    size_t from = at;
    while (from > scan->from && at - from < LOCAL_MAX) {
        unsigned char c = link_before(scan, from);
        if (!link_is_word(c) && !link_is_one_of(c, "._%+-")) {
            break;
        }
        from--;
    }
    while (from < at && link_is_one_of(link_byte(scan, from), ".-+%")) {
        from++;
    }
    return from;
}

/* Does a part of a host's name begin here? */
static bool begins_label(struct link_scan *scan, size_t at) {
    unsigned char c = link_byte(scan, at);
    return link_is_word(c) || (c >= 0x80 && link_stop(scan, at) == 0);
}

/* The end of a host's name; *dots are those in it, *named whether its last part begins like one. */
static size_t host_end(struct link_scan *scan, size_t at, unsigned *dots, bool *named) {
    size_t from = at, label = at;
    *dots = 0;
    for (; at - from < DOMAIN_MAX; at++) {
        unsigned char c = link_byte(scan, at);
        if (c == '.' && begins_label(scan, at + 1)) {
            ++*dots;
            label = at + 1;
        } else if (c != '-' && !link_is_continuation(c) && !begins_label(scan, at)) {
            break;
        }
    }
    while (at > from && link_byte(scan, at - 1) == '-') {
        at--;
    }
    *named = at - label >= 2 && !link_is_digit(link_byte(scan, label));
    return at;
}

/* A place on a host: its end where a path follows the colon; 0: none does. *is_prompt: what follows is a directory of
 * that host, as prompts have it. */
static size_t place_end(struct link_scan *scan, size_t colon, bool *is_prompt) {
    unsigned char c = link_byte(scan, colon) == ':' ? link_byte(scan, colon + 1) : 0;
    *is_prompt = c == '/' || c == '~';
    if (!link_is_word(c) && c != '_' && c != '.') {
        return 0;
    }
    size_t end = link_trim(scan, colon + 1, link_body_end(scan, colon + 1, 0), 0);
    return end > colon + 1 ? end : 0;
}

/* Returns where to go on. */
static size_t take_mail(struct link_scan *scan, size_t sign, enum link_kind wanted) {
    bool named, is_prompt;
    unsigned dots;
    size_t from = local_from(scan, sign), to = host_end(scan, sign + 1, &dots, &named);
    if (from == sign || dots == 0 || !named) {
        return sign + 1;
    }
    size_t place = place_end(scan, to, &is_prompt);
    enum link_kind kind = place > 0 ? LINK_ADDRESS : LINK_MAIL;
    if (kind == wanted && !is_prompt) {
        link_scan_add(scan, kind, from, place > 0 ? place : to);
    }
    return place > 0 ? place : to;
}

void link_scan_mail(struct link_scan *scan) {
    for (size_t at = scan->from; at < scan->to;) {
        at = link_byte(scan, at) == '@' ? take_mail(scan, at, LINK_MAIL) : at + 1;
    }
}

/* --- addresses of hosts --- */

/* A port behind an address: its end, or `at` where there is none. */
static size_t port_end(struct link_scan *scan, size_t at) {
    uint32_t port;
    size_t digits = link_byte(scan, at) == ':' ? link_number(scan, at + 1, 5, &port) : 0;
    return digits > 0 && port <= 65535 && !link_is_word(link_byte(scan, at + 1 + digits)) ? at + 1 + digits : at;
}

/* The length of a network's prefix, likewise. */
static size_t prefix_end(struct link_scan *scan, size_t at, uint32_t most) {
    uint32_t bits;
    size_t digits = link_byte(scan, at) == '/' ? link_number(scan, at + 1, 3, &bits) : 0;
    unsigned char behind = link_byte(scan, at + 1 + digits);
    return digits > 0 && bits <= most && !link_is_word(behind) && behind != '/' ? at + 1 + digits : at;
}

/* Four numbers; 0: they are not. */
static size_t four_numbers(struct link_scan *scan, size_t at) {
    for (unsigned part = 0; part < 4; part++) {
        uint32_t value;
        size_t digits = link_number(scan, at, 3, &value);
        if (digits == 0 || value > 255 || (part < 3 && link_byte(scan, at + digits) != '.')) {
            return 0;
        }
        at += digits + (part < 3);
    }
    unsigned char behind = link_byte(scan, at);
    bool goes_on = link_is_word(behind) || behind == '_' || (behind == '.' && link_is_word(link_byte(scan, at + 1)));
    return goes_on ? 0 : at;
}

static size_t ip4_end(struct link_scan *scan, size_t at) {
    size_t end = link_before(scan, at) != '.' ? four_numbers(scan, at) : 0;
    size_t more = end > 0 ? port_end(scan, end) : 0;
    return more > end ? more : end > 0 ? prefix_end(scan, end, 32) : 0;
}

/* What has been read of an IPv6 address. */
struct ip6 {
    unsigned groups;
    bool shortened, has_digit; /* by :: */
};

/* One group behind its colons. *end is behind it; false: the address ends before. */
static bool ip6_group(struct link_scan *scan, struct ip6 *address, size_t *end) {
    size_t at = *end, digits = 0;
    if (link_byte(scan, at) == ':' && link_byte(scan, at + 1) == ':') {
        if (address->shortened) {
            return false;
        }
        address->shortened = true;
        *end = at += 2;
    } else if (address->groups > 0) {
        if (link_byte(scan, at) != ':') {
            return false;
        }
        at++;
    }
    for (unsigned char c; digits < 5 && link_is_hex(c = link_byte(scan, at + digits)); digits++) {
        address->has_digit = address->has_digit || link_is_digit(c);
    }
    if (digits == 0 || digits > 4) {
        return false;
    }
    size_t four = link_byte(scan, at + digits) == '.' ? four_numbers(scan, at) : 0;
    address->groups += four > 0 ? 2 : 1;
    *end = four > 0 ? four : at + digits;
    return four == 0 && address->groups < 8;
}

/* The zone of a link-local address: its end, or `at`. */
static size_t zone_end(struct link_scan *scan, size_t at) {
    size_t end = at + 1;
    if (link_byte(scan, at) != '%' || !link_is_word(link_byte(scan, end))) {
        return at;
    }
    while (end - at < 20 && (link_is_word(link_byte(scan, end)) || link_byte(scan, end) == '.')) {
        end++;
    }
    return end;
}

static size_t ip6_bare_end(struct link_scan *scan, size_t at) {
    struct ip6 address = {0, false, false};
    size_t end = at;
    while (ip6_group(scan, &address, &end)) {
    }
    bool is_whole = address.shortened ? address.groups > 0 && address.groups <= 7 : address.groups == 8;
    if (!is_whole || !address.has_digit) {
        return 0;
    }
    end = zone_end(scan, end);
    unsigned char behind = link_byte(scan, end);
    bool goes_on = link_is_word(behind) || behind == '_' || (behind == ':' && link_is_word(link_byte(scan, end + 1))) ||
                   (behind == ':' && link_byte(scan, end + 1) == ':');
    return goes_on ? 0 : end;
}

/* In brackets where a port follows. */
static size_t ip6_end(struct link_scan *scan, size_t at) {
    if (link_byte(scan, at) == '[') {
        size_t end = ip6_bare_end(scan, at + 1);
        size_t port = end > 0 && link_byte(scan, end) == ']' ? port_end(scan, end + 1) : 0;
        return port > end + 1 ? port : 0;
    }
    size_t end = link_before(scan, at) != ':' ? ip6_bare_end(scan, at) : 0;
    return end > 0 ? prefix_end(scan, end, 128) : 0;
}

/* Could an address begin here? */
static bool begins_address(struct link_scan *scan, size_t at) {
    unsigned char c = link_byte(scan, at), before = link_before(scan, at);
    return (link_is_hex(c) || c == ':' || c == '[') && (c == '[' || (!link_is_word(before) && before != '_'));
}

void link_scan_addresses(struct link_scan *scan) {
    for (size_t at = scan->from; at < scan->to;) {
        size_t end = 0;
        if (link_byte(scan, at) == '@') {
            at = take_mail(scan, at, LINK_ADDRESS);
            continue;
        }
        if (begins_address(scan, at)) {
            end = ip4_end(scan, at);
            end = end > 0 ? end : ip6_end(scan, at);
        }
        if (end > 0) {
            link_scan_add(scan, LINK_ADDRESS, at, end);
        }
        at = end > 0 ? end : at + 1;
    }
}

/* --- UUIDs and hashes --- */

/* Hexadecimal digits at a place, at most so many and one. */
static size_t hex_digits(struct link_scan *scan, size_t at, size_t most) {
    size_t count = 0;
    while (count <= most && link_is_hex(link_byte(scan, at + count))) {
        count++;
    }
    return count;
}

static size_t uuid_end(struct link_scan *scan, size_t at) {
    static const size_t parts[] = {8, 4, 4, 4, 12};
    for (unsigned i = 0; i < 5; i++) {
        if (hex_digits(scan, at, parts[i]) != parts[i] || (i < 4 && link_byte(scan, at + parts[i]) != '-')) {
            return 0;
        }
        at += parts[i] + (i < 4);
    }
    unsigned char behind = link_byte(scan, at);
    return link_is_word(behind) || behind == '_' || behind == '-' ? 0 : at;
}

/* Digits and letters, and these in one case: else it is a number, or a word. */
static bool looks_random(struct link_scan *scan, size_t from, size_t to) {
    bool digit = false, lower = false, upper = false;
    for (; from < to; from++) {
        unsigned char c = link_byte(scan, from);
        digit = digit || link_is_digit(c);
        lower = lower || c >= 'a';
        upper = upper || (c >= 'A' && c <= 'F');
    }
    return digit && lower != upper;
}

static size_t hash_end(struct link_scan *scan, size_t at) {
    size_t digits = hex_digits(scan, at, 64), end = at + digits;
    bool is_long_enough = (digits >= 7 && digits <= 40) || digits == 64;
    unsigned char behind = link_byte(scan, end);
    return is_long_enough && !link_is_word(behind) && behind != '_' && behind < 0x80 && looks_random(scan, at, end)
               ? end
               : 0;
}

/* What begins and ends as a word does. */
static void scan_words(struct link_scan *scan, enum link_kind kind, const char *not_behind,
                       size_t (*word_end)(struct link_scan *, size_t)) {
    for (size_t at = scan->from; at < scan->to;) {
        unsigned char before = link_before(scan, at);
        bool begins = !link_is_word(before) && before < 0x80 && !link_is_one_of(before, not_behind);
        size_t end = begins && link_is_hex(link_byte(scan, at)) ? word_end(scan, at) : 0;
        if (end > 0) {
            link_scan_add(scan, kind, at, end);
        }
        at = end > 0 ? end : at + 1;
    }
}

void link_scan_uuids(struct link_scan *scan) {
    scan_words(scan, LINK_UUID, "_-", uuid_end);
}

void link_scan_hashes(struct link_scan *scan) {
    scan_words(scan, LINK_HASH, "_#", hash_end);
}
