#define _GNU_SOURCE
#include "drop_list.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

bool drop_list_is_file(const char *address, const char *host) {
    if (strncmp(address, "file:/", 6) != 0) {
        return false;
    }
    if (address[6] != '/') {
        return true; /* file:/path */
    }
    size_t length = strcspn(address + 7, "/");
    return length == 0 || (length == strlen(host) && memcmp(address + 7, host, length) == 0);
}

void drop_list_keep_addresses(char *list, const char *host) {
    char *to = list, *rest = NULL;
    for (char *line = strtok_r(list, "\r\n", &rest); line != NULL; line = strtok_r(NULL, "\r\n", &rest)) {
        size_t length = strlen(line);
        if (line[0] == '#' || drop_list_is_file(line, host)) { /* comments: RFC 2483 */
            continue;
        }
        if (to > list) {
            *to++ = ' ';
        }
        memmove(to, line, length);
        to += length;
    }
    *to = '\0';
}

static int hex_value(char digit) {
    return isdigit((unsigned char)digit) ? digit - '0' : tolower((unsigned char)digit) - 'a' + 10;
}

/* Bytes that are written as %XX; in place. */
static void decode(char *text) {
    char *to = text;
    for (const char *from = text; *from != '\0'; to++) {
        if (from[0] == '%' && isxdigit((unsigned char)from[1]) && isxdigit((unsigned char)from[2])) {
            *to = (char)(hex_value(from[1]) << 4 | hex_value(from[2]));
            from += 3;
        } else {
            *to = *from++;
        }
    }
    *to = '\0';
}

char *drop_list_path(char *address) {
    char *path = address + strlen("file:");
    if (path[0] == '/' && path[1] == '/') {
        path += 2 + strcspn(path + 2, "/");
    }
    decode(path);
    return path;
}

void drop_list_files(const char *list, const char *host, void (*each)(void *user, const char *path), void *user) {
    for (size_t length; *list != '\0'; list += length + (list[length] != '\0')) {
        length = strcspn(list, "\r\n");
        char *address = strndup(list, length);
        if (address != NULL && drop_list_is_file(address, host)) {
            each(user, drop_list_path(address));
        }
        free(address);
    }
}
