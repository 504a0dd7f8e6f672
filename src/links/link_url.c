/* Addresses with a scheme, and those that begin with www. */
#include <string.h>
#include <strings.h>

#include "link_scan.h"

/* What has to stand behind the colon, and within. Longer names of an ending first. */
static const struct {
    const char *name, *begins, *has;
} schemes[] = {
    {"git+https", "//", ""}, {"git+http", "//", ""}, {"git+ssh", "//", ""},  {"svn+ssh", "//", ""},
    {"https", "//", ""},     {"http", "//", ""},     {"ftps", "//", ""},     {"sftp", "//", ""},
    {"ftp", "//", ""},       {"file", "/", ""},      {"ssh", "//", ""},      {"git", "//", ""},
    {"svn", "//", ""},       {"gemini", "//", ""},   {"gopher", "//", ""},   {"wss", "//", ""},
    {"ws", "//", ""},        {"ircs", "//", ""},     {"irc", "//", ""},      {"smb", "//", ""},
    {"nfs", "//", ""},       {"davs", "//", ""},     {"dav", "//", ""},      {"rsync", "//", ""},
    {"telnet", "//", ""},    {"ldaps", "//", ""},    {"ldap", "//", ""},     {"vnc", "//", ""},
    {"rdp", "//", ""},       {"ipfs", "//", ""},     {"postgres", "//", ""}, {"postgresql", "//", ""},
    {"mysql", "//", ""},     {"mongodb", "//", ""},  {"redis", "//", ""},    {"amqp", "//", ""},
    {"s3", "//", ""},        {"vscode", "//", ""},   {"steam", "//", ""},    {"mailto", "", "@"},
    {"xmpp", "", "@"},       {"sip", "", "@"},       {"magnet", "?", "="},   {"tel", "+", ""},
};

enum { SCHEMES = sizeof schemes / sizeof schemes[0], NEAR = 80 };

/* Do these bytes stand at a place? In any case of the letters. */
static bool stands_at(struct link_scan *scan, size_t at, const char *word, size_t length) {
    scan->found->reads++;
    return at >= scan->from && length <= scan->to - at && strncasecmp((const char *)scan->text + at, word, length) == 0;
}

/* The scheme whose colon is at a place; SCHEMES: none. */
static unsigned scheme_before(struct link_scan *scan, size_t colon, size_t *from) {
    bool named = link_is_word(link_before(scan, colon));
    for (unsigned i = 0; named && i < SCHEMES; i++) {
        size_t length = strlen(schemes[i].name);
        if (length <= colon - scan->from && stands_at(scan, colon - length, schemes[i].name, length) &&
            !link_is_word(link_before(scan, colon - length))) {
            *from = colon - length;
            return i;
        }
    }
    return SCHEMES;
}

/* Could a host begin here? */
static bool begins_host(struct link_scan *scan, size_t at) {
    unsigned char c = link_byte(scan, at);
    return link_is_word(c) || link_is_one_of(c, "[%_") || (c >= 0x80 && link_stop(scan, at) == 0);
}

/* Does a byte stand near, before the next blank? Looked for before the end of the address is, for then the next
 * address may begin within this one, and all of it is read again. */
static bool has_byte(struct link_scan *scan, size_t from, unsigned char wanted) {
    for (size_t at = from; at - from < NEAR; at++) {
        unsigned char c = link_byte(scan, at);
        if (c == wanted || c <= ' ') {
            return c == wanted && at > from;
        }
    }
    return false;
}

/* The end of the address whose scheme's colon is at a place; 0: it is none. */
static size_t url_end(struct link_scan *scan, unsigned scheme, size_t from, size_t colon) {
    const char *begins = schemes[scheme].begins, *has = schemes[scheme].has;
    size_t body = colon + 1 + strlen(begins);
    unsigned char around = link_before(scan, from);
    if (!stands_at(scan, colon + 1, begins, strlen(begins)) ||
        (begins[0] == '/' && begins[1] == '/' && !begins_host(scan, body)) ||
        (has[0] != '\0' && !has_byte(scan, body, (unsigned char)has[0]))) {
        return 0;
    }
    size_t to = link_trim(scan, body, link_body_end(scan, colon + 1, around), around);
    return to > body ? to : 0;
}

/* The end of what begins with "www." and goes on like a host; 0: it does not. */
static size_t www_end(struct link_scan *scan, size_t from) {
    size_t host = from + 4, dots = 0, at = host;
    unsigned char c, around = link_before(scan, from);
    if (!begins_host(scan, host)) {
        return 0;
    }
    while (link_is_word(c = link_byte(scan, at)) || link_is_one_of(c, "-.") ||
           (c >= 0x80 && link_stop(scan, at) == 0)) {
        dots += c == '.' && begins_host(scan, at + 1);
        at += c < 0x80 ? 1 : link_character(scan, at);
    }
    return dots > 0 ? link_trim(scan, host, link_body_end(scan, host, around), around) : 0;
}

static bool begins_www(struct link_scan *scan, size_t at) {
    unsigned char before = link_before(scan, at);
    return stands_at(scan, at, "www.", 4) && !link_is_word(before) &&
           (before == 0 || !link_is_one_of(before, "._-@/:+"));
}

void link_scan_urls(struct link_scan *scan) {
    for (size_t at = scan->from; at < scan->to; at++) {
        unsigned char c = link_byte(scan, at);
        size_t from = at, end = 0;
        if (c == ':') {
            unsigned scheme = scheme_before(scan, at, &from);
            end = scheme < SCHEMES ? url_end(scan, scheme, from, at) : 0;
        } else if ((c == 'w' || c == 'W') && begins_www(scan, at)) {
            end = www_end(scan, at);
        }
        if (end > 0) {
            link_scan_add(scan, LINK_URL, from, end);
            at = end - 1;
        }
    }
}
