#define _GNU_SOURCE
#include "command_argv.h"

#include <stdlib.h>
#include <string.h>

/* Words that are being written. */
struct writer {
    const char *at; /* of the command */
    const struct command_value *values;
    size_t count;
    char *out; /* NULL: they are only measured */
    size_t length;
    bool named; /* a value was put in */
};

static void put(struct writer *writer, const char *bytes, size_t length) {
    if (writer->out != NULL) {
        memcpy(writer->out + writer->length, bytes, length);
    }
    writer->length += length;
}

/* A value that is named here. False: none is. */
static bool put_value(struct writer *writer) {
    for (size_t i = 0; i < writer->count; i++) {
        size_t length = strlen(writer->values[i].name);
        if (writer->at[0] == '{' && strncmp(writer->at + 1, writer->values[i].name, length) == 0 &&
            writer->at[1 + length] == '}') {
            put(writer, writer->values[i].value, strlen(writer->values[i].value));
            writer->at += length + 2;
            writer->named = true;
            return true;
        }
    }
    return false;
}

/* One word, and a NUL behind it. False: a quote does not end. */
static bool put_word(struct writer *writer) {
    char quote = '\0';
    while (*writer->at != '\0' && (quote != '\0' || *writer->at != ' ')) {
        char c = *writer->at;
        if (c == quote || (quote == '\0' && (c == '"' || c == '\''))) {
            quote = c == quote ? '\0' : c;
            writer->at++;
        } else if (!put_value(writer)) {
            writer->at += c == '\\' && quote != '\'' && writer->at[1] != '\0';
            put(writer, writer->at++, 1);
        }
    }
    put(writer, "", 1);
    return quote == '\0';
}

/* All words of the command; their starts where there is a place for them. The number of words, 0: it is wrong. */
static size_t put_words(struct writer *writer, char **starts) {
    size_t count = 0;
    for (writer->at += strspn(writer->at, " "); *writer->at != '\0'; writer->at += strspn(writer->at, " ")) {
        if (writer->out != NULL) {
            starts[count] = writer->out + writer->length;
        }
        if (!put_word(writer) || ++count >= COMMAND_ARGV_MAX) {
            return 0;
        }
    }
    if (count > 0 && !writer->named && writer->count > 0) {
        if (writer->out != NULL) {
            starts[count] = writer->out + writer->length;
        }
        put(writer, writer->values[0].value, strlen(writer->values[0].value) + 1);
        count++;
    }
    return count;
}

bool command_argv_make(const char *command, const struct command_value *values, size_t count,
                       struct command_argv *words) {
    struct writer measure = {command, values, count, NULL, 0, false}, writer = measure;
    memset(words, 0, sizeof *words);
    if (put_words(&measure, NULL) == 0 || (writer.out = malloc(measure.length)) == NULL) {
        return false;
    }
    put_words(&writer, words->words);
    return true;
}

void command_argv_finish(struct command_argv *words) {
    free(words->words[0]);
    memset(words, 0, sizeof *words);
}
