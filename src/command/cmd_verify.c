/* quire verify: are history files and snapshots what they should be? Nothing is changed. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <quire/history_file.h>
#include <quire/snapshot.h>

#include "byte_buffer.h"
#include "commands.h"

static const struct option_spec no_options[] = {{NULL, NULL, NULL, 0, NULL}};

/* Where breaches of one file go. */
struct verdict {
    const char *path;
    size_t breaches;
};

static void print_breach(void *user, const char *text) {
    struct verdict *verdict = user;
    verdict->breaches++;
    printf("%s: %s\n", verdict->path, text);
}

static int cannot_read(const char *path, const char *why) {
    return command_fail("cannot check '%s': %s", path, why);
}

static int verify_history(const char *path) {
    struct quire_history_options options = QUIRE_HISTORY_OPTIONS_INIT;
    struct quire_history_info info = QUIRE_HISTORY_INFO_INIT;
    struct quire_history_file_info file = QUIRE_HISTORY_FILE_INFO_INIT;
    struct verdict verdict = {path, 0};
    struct quire_history *history;
    enum quire_result result = quire_history_follow(&options, path, print_breach, &verdict, &history);
    if (result != QUIRE_OK) {
        return cannot_read(path, result == QUIRE_CORRUPT       ? "neither a history file nor a snapshot"
                                 : result == QUIRE_UNSUPPORTED ? "a history file of another version of quire"
                                                               : quire_result_text(result));
    }
    (void)quire_history_verify(history, print_breach, &verdict);
    (void)quire_history_get_info(history, &info);
    (void)quire_history_get_file_info(history, &file);
    if (verdict.breaches > 0) {
        printf("%s: broken: %zu findings, %llu lines can be read\n", path, verdict.breaches,
               (unsigned long long)info.lines);
    } else {
        printf("%s: sound: %llu lines, %llu KiB in use%s\n", path, (unsigned long long)info.lines,
               (unsigned long long)(file.bytes / 1024),
               file.unfinished ? "; its writer died in a commit, which is left out" : "");
    }
    quire_history_destroy(history);
    return verdict.breaches > 0 ? STATUS_FAILED : STATUS_OK;
}

static int verify_snapshot(const char *path, const struct byte_buffer *bytes) {
    struct verdict verdict = {path, 0};
    enum quire_result result = quire_snapshot_verify(bytes->bytes, bytes->length, print_breach, &verdict);
    if (result == QUIRE_OK) {
        printf("%s: sound: a snapshot of %zu bytes\n", path, bytes->length);
        return STATUS_OK;
    }
    printf("%s: broken: %s\n", path, quire_result_text(result));
    return STATUS_FAILED;
}

/* Reads a whole file if it begins as a snapshot does; leaves `bytes` empty if it does not. */
static bool read_snapshot(const char *path, struct byte_buffer *bytes) {
    char piece[65536];
    FILE *file = fopen(path, "rb");
    bool read = file != NULL;
    for (size_t count; read && (count = fread(piece, 1, sizeof piece, file)) > 0;) {
        if (bytes->length == 0 && (count < 8 || memcmp(piece, "QUIRSNAP", 8) != 0)) {
            break;
        }
        read = byte_buffer_append(bytes, piece, count);
    }
    read = read && !ferror(file);
    int error = errno;
    if (file != NULL) {
        fclose(file);
    }
    errno = error;
    return read;
}

static int verify(const char *path) {
    struct byte_buffer bytes = {NULL, 0, 0};
    int status;
    if (!read_snapshot(path, &bytes)) {
        status = cannot_read(path, strerror(errno));
    } else if (bytes.length > 0) {
        status = verify_snapshot(path, &bytes);
    } else {
        status = verify_history(path);
    }
    byte_buffer_finish(&bytes);
    return status;
}

int cmd_verify(int count, char **words) {
    struct command_line line;
    const char *path;
    int status = STATUS_OK, id;
    size_t files = 0;
    command_line_init(&line, "quire verify", no_options, count, words);
    while ((id = command_line_next(&line, &path)) == OPTION_OPERAND) {
        int one = verify(path);
        status = one != STATUS_OK ? one : status;
        files++;
    }
    if (id == OPTION_TOLD) {
        return STATUS_OK;
    }
    if (id != OPTION_END) {
        return id == OPTION_ERROR ? STATUS_USAGE : command_line_usage(&line, "'%s' is no file to check", path);
    }
    return files > 0 ? status : command_line_usage(&line, "needs at least one file");
}
