#include "kitty_graphics.h"

#include <stddef.h>
#include <string.h>

enum kind { LETTER, NUMBER, SIGNED };

/* A key: what its value is, and where it goes. */
struct key {
    char name;
    enum kind kind;
    size_t member;
    const char *letters; /* of a LETTER: those that it may be */
    uint32_t maximum;    /* of a NUMBER */
};

#define MEMBER(name) offsetof(struct qr_kitty_command, name)
#define ANY UINT32_MAX

static const struct key keys[] = {
    {'a', LETTER, MEMBER(action), "tTqpdfac", 0},
    {'t', LETTER, MEMBER(medium), "dfts", 0},
    {'o', LETTER, MEMBER(compression), "z", 0},
    {'d', LETTER, MEMBER(delete), "aAcCfFiInNpPqQrRxXyYzZ", 0},
    {'q', NUMBER, MEMBER(quiet), NULL, 2},
    {'i', NUMBER, MEMBER(id), NULL, ANY},
    {'I', NUMBER, MEMBER(number), NULL, ANY},
    {'p', NUMBER, MEMBER(placement), NULL, ANY},
    {'f', NUMBER, MEMBER(format), NULL, 100},
    {'m', NUMBER, MEMBER(more), NULL, 1},
    {'S', NUMBER, MEMBER(size), NULL, ANY},
    {'O', NUMBER, MEMBER(offset), NULL, ANY},
    {'N', NUMBER, MEMBER(hints), NULL, ANY},
    {'s', NUMBER, MEMBER(width), NULL, ANY},
    {'v', NUMBER, MEMBER(height), NULL, ANY},
    {'x', NUMBER, MEMBER(x), NULL, ANY},
    {'y', NUMBER, MEMBER(y), NULL, ANY},
    {'w', NUMBER, MEMBER(area_width), NULL, ANY},
    {'h', NUMBER, MEMBER(area_height), NULL, ANY},
    {'c', NUMBER, MEMBER(columns), NULL, ANY},
    {'r', NUMBER, MEMBER(rows), NULL, ANY},
    {'X', NUMBER, MEMBER(offset_x), NULL, ANY},
    {'Y', NUMBER, MEMBER(offset_y), NULL, ANY},
    {'C', NUMBER, MEMBER(stays), NULL, ANY},
    {'U', NUMBER, MEMBER(is_virtual), NULL, ANY},
    {'P', NUMBER, MEMBER(parent_id), NULL, ANY},
    {'Q', NUMBER, MEMBER(parent_placement), NULL, ANY},
    {'H', SIGNED, MEMBER(parent_columns), NULL, 0},
    {'V', SIGNED, MEMBER(parent_rows), NULL, 0},
    {'z', SIGNED, MEMBER(z), NULL, 0},
};

/* NULL: nobody knows it. */
static const struct key *key_of(struct qr_span name) {
    for (size_t i = 0; name.length == 1 && i < sizeof keys / sizeof *keys; i++) {
        if ((uint8_t)keys[i].name == name.bytes[0])
            return &keys[i];
    }
    return NULL;
}

static bool read_letter(const struct key *key, struct qr_span value, uint8_t *letter) {
    if (value.length != 1 || value.bytes[0] == 0 || !strchr(key->letters, value.bytes[0]))
        return false;
    *letter = value.bytes[0];
    return true;
}

/* More than 32 bits, so that what is too large is seen: qr_number_parse saturates there. */
static bool read_digits(struct qr_span value, uint64_t *number) {
    uint64_t sum = 0;
    if (value.length == 0 || value.length > 19)
        return false;
    for (size_t i = 0; i < value.length; i++) {
        if (value.bytes[i] < '0' || value.bytes[i] > '9')
            return false;
        sum = sum * 10 + (value.bytes[i] - '0');
    }
    *number = sum;
    return true;
}

static bool read_number(const struct key *key, struct qr_span value, uint32_t *number) {
    uint64_t read;
    if (!read_digits(value, &read) || read > key->maximum)
        return false;
    *number = (uint32_t)read;
    return true;
}

static bool read_signed(struct qr_span value, int32_t *number) {
    bool negative = value.length > 0 && (value.bytes[0] == '-' || value.bytes[0] == '+');
    uint64_t read;
    bool below = negative && value.bytes[0] == '-';
    if (!read_digits(negative ? qr_span_behind(value, 1) : value, &read) || read > (uint64_t)INT32_MAX + below)
        return false;
    *number = (int32_t)(below ? -(int64_t)read : (int64_t)read);
    return true;
}

static bool read_value(struct qr_kitty_command *command, const struct key *key, struct qr_span value) {
    void *member = (uint8_t *)command + key->member;
    if (key->kind == LETTER)
        return read_letter(key, value, member);
    return key->kind == NUMBER ? read_number(key, value, member) : read_signed(value, member);
}

static bool is_format(uint32_t format) {
    return format == 24 || format == 32 || format == 100;
}

static void note_bad(struct qr_kitty_command *command, char key) {
    if (command->bad_key == 0)
        command->bad_key = (uint8_t)key;
}

struct qr_kitty_command qr_kitty_command_read(struct qr_span text) {
    struct qr_kitty_command command = {.action = 't', .medium = 'd', .delete = 'a', .format = 32};
    struct qr_span pair, name, value;
    while (qr_span_next(&text, ',', &pair)) {
        qr_span_pair(pair, &name, &value);
        const struct key *key = key_of(name);
        if (!key)
            continue;
        if (!value.bytes || !read_value(&command, key, value))
            note_bad(&command, key->name);
        command.has_action = command.has_action || key->name == 'a';
    }
    if (!is_format(command.format))
        note_bad(&command, 'f');
    return command;
}
