/* inputs.h - the inputs of the conformance cases: files of bytes, and the bytes written out in the lists of cases. */
#ifndef INPUTS_H
#define INPUTS_H

#include <dirent.h>

#include "engine_kit.h"

typedef void input_function(void *user, const char *name, const char *bytes, size_t length);

static inline bool input_read(const char *path, struct text *to) {
    char block[65536];
    FILE *file = fopen(path, "rb");
    text_clear(to);
    if (!file)
        return false;
    for (size_t got; (got = fread(block, 1, sizeof block, file)) > 0;)
        text_add(to, block, got);
    return fclose(file) == 0;
}

static inline bool input_ends_with(const char *name, const char *end) {
    size_t length = strlen(name), wanted = strlen(end);
    return length >= wanted && strcmp(name + length - wanted, end) == 0;
}

/* Hands each file of a folder whose name ends with `end` on. Returns their number. */
static inline unsigned input_folder(const char *folder, const char *end, input_function *take, void *user) {
    DIR *directory = opendir(folder);
    struct text bytes = {0}, path = {0};
    unsigned count = 0;
    for (struct dirent *entry; directory && (entry = readdir(directory));) {
        text_clear(&path);
        text_addf(&path, "%s/%s", folder, entry->d_name);
        if (!input_ends_with(entry->d_name, end) || !input_read(path.bytes, &bytes))
            continue;
        take(user, path.bytes, bytes.bytes, bytes.length);
        count++;
    }
    if (directory)
        closedir(directory);
    text_free(&bytes);
    text_free(&path);
    return count;
}

/* The files inputs/SOURCE/NAME.bin of a folder of cases. */
static inline unsigned input_files(const char *cases, input_function *take, void *user) {
    struct text folder = {0};
    text_addf(&folder, "%s/inputs", cases);
    DIR *directory = opendir(folder.bytes);
    unsigned count = 0;
    for (struct dirent *entry; directory && (entry = readdir(directory));) {
        if (entry->d_name[0] == '.')
            continue;
        text_clear(&folder);
        text_addf(&folder, "%s/inputs/%s", cases, entry->d_name);
        count += input_folder(folder.bytes, ".bin", take, user);
    }
    if (directory)
        closedir(directory);
    text_free(&folder);
    return count;
}

/* Reads a JSON string whose characters are bytes; `at` is behind its quote. Returns where it ends. */
static inline const char *input_json_string(const char *at, struct text *to) {
    static const char letters[] = "nrtbf", values[] = "\n\r\t\b\f";
    for (; *at && *at != '"'; at++) {
        char byte = *at;
        if (*at == '\\') {
            const char *letter = strchr(letters, *++at);
            byte = letter && *at ? values[letter - letters] : *at;
            if (*at == 'u') {
                unsigned value = 0;
                (void)sscanf(at + 1, "%4x", &value);
                byte = (char)value;
                at += 4;
            }
        } else if ((*at & 0xFC) == 0xC0 && (at[1] & 0xC0) == 0x80) { /* U+0080 to U+00FF as UTF-8 */
            byte = (char)((*at & 3) << 6 | (at[1] & 0x3F));
            at++;
        }
        text_add(to, &byte, 1);
    }
    return at;
}

struct input_list {
    input_function *take;
    void *user;
    unsigned count;
};

static inline void input_take_list(void *user, const char *name, const char *bytes, size_t length) {
    static const char member[] = "\"input_bytes\":";
    struct input_list *list = user;
    struct text input = {0};
    (void)length;
    for (const char *at = strstr(bytes, member); at; at = strstr(at, member)) {
        at += strlen(member);
        at += strspn(at, " ");
        if (*at != '"')
            continue;
        text_clear(&input);
        at = input_json_string(at + 1, &input);
        list->take(list->user, name, input.bytes, input.length);
        list->count++;
    }
    text_free(&input);
}

/* The bytes that cases/NAME.jsonl write out themselves. */
static inline unsigned input_lists(const char *cases, input_function *take, void *user) {
    struct input_list list = {take, user, 0};
    struct text folder = {0};
    text_addf(&folder, "%s/cases", cases);
    (void)input_folder(folder.bytes, ".jsonl", input_take_list, &list);
    text_free(&folder);
    return list.count;
}

#endif
