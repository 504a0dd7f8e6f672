#define _GNU_SOURCE
#include "control_message.h"

#include <stdlib.h>
#include <string.h>

static const char magic[8] = {'q', 'u', 'i', 'r', 'e', 'c', 't', 'l'};

enum field {
    FIELD_DIRECTORY = 1,
    FIELD_TOKEN,
    FIELD_WORD,
    FIELD_SETTING,
    FIELD_VARIABLE,
    FIELD_PLACE, /* "X Y edges", as struct placed */
    FIELD_WAITS, /* "" */
    FIELD_END
};

enum { FIELD_HEAD = 5, PLACE_SIZE = 9 };

/* --- numbers --- */

static void put_number(char *at, uint32_t number) {
    for (int i = 0; i < 4; i++) {
        at[i] = (char)(number >> 8 * i & 0xFF);
    }
}

static uint32_t get_number(const char *at) {
    uint32_t number = 0;
    for (int i = 3; i >= 0; i--) {
        number = number << 8 | (unsigned char)at[i];
    }
    return number;
}

/* --- writing --- */

struct writer {
    char *bytes; /* NULL: only counted */
    size_t length;
};

static void put_field(struct writer *writer, enum field kind, const char *bytes, size_t length) {
    if (writer->bytes != NULL) {
        char *at = writer->bytes + writer->length;
        at[0] = (char)kind;
        put_number(at + 1, (uint32_t)length);
        memcpy(at + FIELD_HEAD, bytes, length);
    }
    writer->length += FIELD_HEAD + length;
}

static void put_text(struct writer *writer, enum field kind, const char *text) {
    if (text != NULL) {
        put_field(writer, kind, text, strlen(text) + 1);
    }
}

static void put_list(struct writer *writer, enum field kind, const struct control_list *list) {
    for (size_t i = 0; i < list->count; i++) {
        put_text(writer, kind, list->items[i]);
    }
}

static void put_place(struct writer *writer, const struct control_request *request) {
    char place[PLACE_SIZE];
    put_number(place, (uint32_t)request->x_px);
    put_number(place + 4, (uint32_t)request->y_px);
    place[8] = (char)(request->from_right | request->from_bottom << 1);
    put_field(writer, FIELD_PLACE, place, sizeof place);
}

static void put_request(struct writer *writer, const struct control_request *request) {
    writer->length = CONTROL_HEADER_SIZE;
    put_text(writer, FIELD_DIRECTORY, request->directory);
    put_text(writer, FIELD_TOKEN, request->token);
    put_list(writer, FIELD_WORD, &request->command);
    put_list(writer, FIELD_SETTING, &request->settings);
    put_list(writer, FIELD_VARIABLE, &request->environment);
    if (request->is_placed) {
        put_place(writer, request);
    }
    if (request->waits) {
        put_field(writer, FIELD_WAITS, "", 1);
    }
}

char *control_request_encode(const struct control_request *request, size_t *length) {
    struct writer counter = {NULL, 0};
    put_request(&counter, request);
    struct writer writer = {counter.length <= CONTROL_REQUEST_MAX ? malloc(counter.length) : NULL, 0};
    if (writer.bytes == NULL) {
        return NULL;
    }
    memcpy(writer.bytes, magic, sizeof magic);
    put_number(writer.bytes + 8, CONTROL_VERSION);
    put_number(writer.bytes + 12, (uint32_t)(counter.length - CONTROL_HEADER_SIZE));
    put_request(&writer, request);
    *length = writer.length;
    return writer.bytes;
}

/* --- reading --- */

size_t control_request_length(const char *header) {
    uint32_t rest = get_number(header + 12);
    if (memcmp(header, magic, sizeof magic) != 0 || get_number(header + 8) != CONTROL_VERSION ||
        rest > CONTROL_REQUEST_MAX - CONTROL_HEADER_SIZE) {
        return 0;
    }
    return CONTROL_HEADER_SIZE + rest;
}

struct reader {
    const char *at, *end;
    enum field kind;
    const char *bytes;
    size_t length;
    bool broken;
};

/* The next field. False: there is none, or what is there is none. */
static bool next_field(struct reader *reader) {
    size_t left = (size_t)(reader->end - reader->at);
    if (left == 0) {
        return false;
    }
    size_t length = left >= FIELD_HEAD ? get_number(reader->at + 1) : 0;
    reader->broken = left < FIELD_HEAD || length > left - FIELD_HEAD;
    if (reader->broken) {
        return false;
    }
    reader->kind = (enum field)(unsigned char)reader->at[0];
    reader->bytes = reader->at + FIELD_HEAD;
    reader->length = length;
    reader->at = reader->bytes + length;
    return true;
}

/* One text, with its NUL at the end and nowhere else. */
static bool is_text(const struct reader *field) {
    return field->length > 0 && memchr(field->bytes, '\0', field->length) == field->bytes + field->length - 1;
}

/* NAME=VALUE. */
static bool is_pair(const struct reader *field) {
    return is_text(field) && field->bytes[0] != '=' && strchr(field->bytes, '=') != NULL;
}

static bool is_allowed(const struct reader *field) {
    switch (field->kind) {
    case FIELD_DIRECTORY:
        return is_text(field) && field->bytes[0] == '/';
    case FIELD_SETTING:
    case FIELD_VARIABLE:
        return is_pair(field);
    case FIELD_TOKEN:
    case FIELD_WORD:
        return is_text(field);
    case FIELD_PLACE:
        return field->length == PLACE_SIZE && (unsigned char)field->bytes[8] <= 3;
    case FIELD_WAITS:
        return is_text(field) && field->length == 1;
    default:
        return false;
    }
}

static bool may_repeat(enum field kind) {
    return kind == FIELD_WORD || kind == FIELD_SETTING || kind == FIELD_VARIABLE;
}

/* How often each kind is there. False: a field is not allowed, or there too often. */
static bool count_fields(const char *bytes, size_t length, size_t counts[FIELD_END]) {
    struct reader reader = {.at = bytes + CONTROL_HEADER_SIZE, .end = bytes + length};
    while (next_field(&reader)) {
        if (!is_allowed(&reader) || (counts[reader.kind]++ > 0 && !may_repeat(reader.kind))) {
            return false;
        }
    }
    return !reader.broken;
}

static void take_place(struct control_request *request, const char *place) {
    request->is_placed = true;
    request->x_px = (int32_t)get_number(place);
    request->y_px = (int32_t)get_number(place + 4);
    request->from_right = place[8] & 1;
    request->from_bottom = place[8] >> 1 & 1;
}

static void take_field(struct control_request *request, const struct reader *field, const char **ends[FIELD_END]) {
    switch (field->kind) {
    case FIELD_DIRECTORY:
        request->directory = field->bytes;
        break;
    case FIELD_TOKEN:
        request->token = field->bytes;
        break;
    case FIELD_PLACE:
        take_place(request, field->bytes);
        break;
    case FIELD_WAITS:
        request->waits = true;
        break;
    default:
        *ends[field->kind]++ = field->bytes;
        break;
    }
}

/* One allocation holds all lists, with a NULL behind each. */
static struct control_list carve(const char ***at, size_t count) {
    struct control_list list = {*at, count};
    *at += count + 1;
    return list;
}

bool control_request_decode(struct control_request *request, const char *bytes, size_t length) {
    size_t counts[FIELD_END] = {0};
    memset(request, 0, sizeof *request);
    if (length < CONTROL_HEADER_SIZE || control_request_length(bytes) != length ||
        !count_fields(bytes, length, counts)) {
        return false;
    }
    size_t all = counts[FIELD_WORD] + counts[FIELD_SETTING] + counts[FIELD_VARIABLE] + 3;
    const char **items = calloc(all, sizeof *items), **at = items;
    if (items == NULL) {
        return false;
    }
    const char **ends[FIELD_END] = {NULL};
    ends[FIELD_WORD] = at;
    request->command = carve(&at, counts[FIELD_WORD]);
    ends[FIELD_SETTING] = at;
    request->settings = carve(&at, counts[FIELD_SETTING]);
    ends[FIELD_VARIABLE] = at;
    request->environment = carve(&at, counts[FIELD_VARIABLE]);
    struct reader reader = {.at = bytes + CONTROL_HEADER_SIZE, .end = bytes + length};
    while (next_field(&reader)) {
        take_field(request, &reader, ends);
    }
    return true;
}

void control_request_finish(struct control_request *request) {
    free((void *)(uintptr_t)request->command.items); /* the first of them */
    memset(request, 0, sizeof *request);
}

/* --- answers --- */

void control_answer_encode(const struct control_answer *answer, char bytes[CONTROL_ANSWER_SIZE]) {
    memset(bytes, 0, CONTROL_ANSWER_SIZE);
    memcpy(bytes, magic, sizeof magic);
    put_number(bytes + 8, CONTROL_VERSION);
    put_number(bytes + 12, (uint32_t)answer->kind);
    put_number(bytes + 16, (uint32_t)answer->status);
    memcpy(bytes + 20, answer->text, strnlen(answer->text, sizeof answer->text - 1));
}

bool control_answer_decode(struct control_answer *answer, const char bytes[CONTROL_ANSWER_SIZE]) {
    uint32_t kind = get_number(bytes + 12);
    answer->kind = (enum control_answer_kind)kind;
    answer->status = (int)get_number(bytes + 16);
    memcpy(answer->text, bytes + 20, sizeof answer->text);
    return memcmp(bytes, magic, sizeof magic) == 0 && get_number(bytes + 8) == CONTROL_VERSION &&
           kind <= CONTROL_FAILED && memchr(answer->text, '\0', sizeof answer->text) != NULL;
}
