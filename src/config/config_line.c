#define _GNU_SOURCE
#include "config_line.h"

#include <string.h>

static const char blanks[] = " \t\r\n";

static bool is_blank(char c) {
    return c != '\0' && strchr(blanks, c) != NULL;
}

/* Removes blanks at both ends, in place. */
static char *trim(char *text) {
    text += strspn(text, blanks);
    size_t length = strlen(text);
    while (length > 0 && is_blank(text[length - 1])) {
        length--;
    }
    text[length] = '\0';
    return text;
}

static void cut_comment(char *value) {
    bool empty = value[0] == '#' && (value[1] == '\0' || is_blank(value[1]));
    for (char *at = value; *at != '\0'; at++) {
        if (*at == '#' && (at > value ? is_blank(at[-1]) : empty)) {
            *at = '\0';
            return;
        }
    }
}

/* `text` begins with a quote. Moves what is in the quotes to its beginning. */
static const char *unquote(char *text, bool comments) {
    char *to = text, *from = text + 1;
    for (; *from != '\0'; from++) {
        if (*from == '"' && *++from != '"') {
            from += strspn(from, blanks);
            bool ends = *from == '\0' || (comments && *from == '#');
            *to = '\0';
            return ends ? NULL : "there is text behind the closing quote (\"\" inside quotes stands for a quote)";
        }
        *to++ = *from;
    }
    return "the closing quote is missing";
}

const char *config_line_split(char *text, bool comments, struct config_line *line) {
    *line = (struct config_line){NULL, NULL};
    text = trim(text);
    if (comments && (text[0] == '\0' || text[0] == '#')) {
        return NULL;
    }
    char *equals = strchr(text, '=');
    if (equals == NULL) {
        return "it is not of the form key = value";
    }
    *equals = '\0';
    line->key = trim(text);
    line->value = trim(equals + 1);
    if (line->key[0] == '\0') {
        return "there is no key before the =";
    }
    if (line->value[0] == '"') {
        return unquote(line->value, comments);
    }
    if (comments) {
        cut_comment(line->value);
        line->value = trim(line->value);
    }
    return NULL;
}
