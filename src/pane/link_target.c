#include "link_target.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

/* What is opened: the scheme, and what has to follow it. */
static const struct {
    const char *scheme, *begins;
} schemes[] = {{"http:", "//"}, {"https:", "//"}, {"ftp:", "//"}, {"mailto:", ""}};

static struct link_target ends_as(enum link_fate fate, const char *scheme, const char *part, size_t length) {
    return (struct link_target){fate, scheme, part, length};
}

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Bytes of the scheme with its colon; 0: there is none. */
static size_t scheme_length(const char *uri, size_t length) {
    size_t i = 0;
    while (i < length && (is_letter(uri[i]) || (i > 0 && ((uri[i] >= '0' && uri[i] <= '9') || uri[i] == '+' ||
                                                          uri[i] == '-' || uri[i] == '.')))) {
        i++;
    }
    return i > 0 && i < length && uri[i] == ':' ? i + 1 : 0;
}

static bool same(const char *a, size_t length, const char *b) {
    return strlen(b) == length && strncasecmp(a, b, length) == 0;
}

/* A name with a domain and the same one without are one host. */
static bool same_host(const char *a, size_t length, const char *host) {
    size_t host_length = strlen(host);
    size_t shorter = length < host_length ? length : host_length;
    if (length == 0 || same(a, length, "localhost") || same(a, length, host)) {
        return true;
    }
    return shorter > 0 && length != host_length && strncasecmp(a, host, shorter) == 0 &&
           (length > host_length ? a : host)[shorter] == '.' && memchr(a, '.', shorter) == NULL;
}

/* What follows "file:". */
static struct link_target file_target(const char *rest, size_t length, const char *host) {
    size_t host_length = 0;
    if (length >= 2 && rest[0] == '/' && rest[1] == '/') {
        rest += 2;
        length -= 2;
        while (host_length < length && rest[host_length] != '/') {
            host_length++;
        }
        if (!same_host(rest, host_length, host)) {
            return ends_as(LINK_OTHER_HOST, "file:", rest, host_length);
        }
    }
    bool has_path = host_length < length && rest[host_length] == '/';
    return ends_as(has_path ? LINK_OPENS : LINK_MALFORMED, "file://", rest + host_length, length - host_length);
}

struct link_target link_target(const char *uri, size_t length, const char *host) {
    size_t scheme = scheme_length(uri, length);
    const char *rest = uri + scheme;
    size_t left = length - scheme;
    if (scheme == 0) {
        return ends_as(LINK_MALFORMED, "", uri, length);
    }
    if (same(uri, scheme, "file:")) {
        return file_target(rest, left, host);
    }
    for (size_t i = 0; i < sizeof schemes / sizeof schemes[0]; i++) {
        size_t begins = strlen(schemes[i].begins);
        if (same(uri, scheme, schemes[i].scheme)) {
            bool whole = left > begins && memcmp(rest, schemes[i].begins, begins) == 0;
            return ends_as(whole ? LINK_OPENS : LINK_MALFORMED, schemes[i].scheme, rest, left);
        }
    }
    return ends_as(LINK_OTHER_SCHEME, "", uri, scheme - 1);
}
