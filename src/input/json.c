#include "json.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BLOCK_VALUES 64

struct json_block {
    struct json_block *next;
    size_t used;
    struct json_value values[BLOCK_VALUES];
};

struct reader {
    const char *text;
    size_t length, at;
    struct json_document *document;
    char *string_end; /* where the next decoded string goes; all of them are shorter than the text */
    unsigned depth;
    char *error;
    size_t error_size;
};

static bool fail_at(struct reader *reader, size_t at, const char *what) {
    if (reader->error_size)
        snprintf(reader->error, reader->error_size, "%s at byte %zu", what, at);
    return false;
}

static bool fail(struct reader *reader, const char *what) {
    return fail_at(reader, reader->at, what);
}

/* The next byte, or -1 at the end. */
static int peek(const struct reader *reader) {
    return reader->at < reader->length ? (unsigned char)reader->text[reader->at] : -1;
}

static bool take(struct reader *reader, int byte) {
    if (peek(reader) != byte)
        return false;
    reader->at++;
    return true;
}

static void skip_blanks(struct reader *reader) {
    while (peek(reader) == ' ' || peek(reader) == '\t' || peek(reader) == '\n' || peek(reader) == '\r')
        reader->at++;
}

static struct json_value *new_value(struct reader *reader) {
    struct json_block *block = reader->document->blocks;
    if (!block || block->used == BLOCK_VALUES) {
        block = calloc(1, sizeof *block);
        if (!block)
            return NULL;
        block->next = reader->document->blocks;
        reader->document->blocks = block;
    }
    return &block->values[block->used++];
}

/* Strings */

static void put_utf8(struct reader *reader, uint32_t code_point) {
    unsigned shift = code_point < 0x80 ? 0 : code_point < 0x800 ? 6 : code_point < 0x10000 ? 12 : 18;
    static const unsigned char lead[] = {0, 0xC0, 0xE0, 0xF0};
    *reader->string_end++ = (char)(lead[shift / 6] | code_point >> shift);
    while (shift) {
        shift -= 6;
        *reader->string_end++ = (char)(0x80 | (code_point >> shift & 0x3F));
    }
}

static bool read_hex4(struct reader *reader, uint32_t *unit) {
    *unit = 0;
    for (int i = 0; i < 4; i++) {
        int byte = peek(reader);
        int digit = byte >= '0' && byte <= '9'   ? byte - '0'
                    : byte >= 'a' && byte <= 'f' ? byte - 'a' + 10
                    : byte >= 'A' && byte <= 'F' ? byte - 'A' + 10
                                                 : -1;
        if (digit < 0)
            return fail(reader, "four hexadecimal digits expected");
        *unit = *unit << 4 | (uint32_t)digit;
        reader->at++;
    }
    return true;
}

/* The rest of \u, with the second half of a surrogate pair where there must be one. */
static bool read_unicode_escape(struct reader *reader) {
    size_t start = reader->at - 2;
    uint32_t unit, second;
    if (!read_hex4(reader, &unit))
        return false;
    if (unit >= 0xD800 && unit < 0xDC00) {
        if (!take(reader, '\\') || !take(reader, 'u'))
            return fail_at(reader, start, "a lone surrogate");
        if (!read_hex4(reader, &second))
            return false;
        if (second < 0xDC00 || second > 0xDFFF)
            return fail_at(reader, start, "a lone surrogate");
        unit = 0x10000 + ((unit - 0xD800) << 10) + (second - 0xDC00);
    } else if (unit >= 0xDC00 && unit < 0xE000) {
        return fail_at(reader, start, "a lone surrogate");
    }
    put_utf8(reader, unit);
    return true;
}

static bool read_escape(struct reader *reader) {
    static const char letters[] = "\"\\/bfnrt", bytes[] = "\"\\/\b\f\n\r\t";
    int byte = peek(reader);
    const char *letter = byte > 0 ? strchr(letters, byte) : NULL;
    if (!letter && byte != 'u')
        return fail(reader, "an unknown escape");
    reader->at++;
    if (byte == 'u')
        return read_unicode_escape(reader);
    *reader->string_end++ = bytes[letter - letters];
    return true;
}

/* One character beyond ASCII, checked. */
static bool read_utf8(struct reader *reader) {
    unsigned lead = (unsigned)peek(reader);
    unsigned follow = lead >= 0xC2 && lead < 0xE0   ? 1
                      : lead >= 0xE0 && lead < 0xF0 ? 2
                      : lead >= 0xF0 && lead < 0xF5 ? 3
                                                    : 0;
    static const uint32_t smallest[] = {0, 0x80, 0x800, 0x10000};
    uint32_t code_point = lead & (0x3Fu >> follow);
    if (!follow || reader->length - reader->at <= follow)
        return fail(reader, "malformed UTF-8");
    for (unsigned i = 1; i <= follow; i++) {
        unsigned next = (unsigned char)reader->text[reader->at + i];
        if ((next & 0xC0) != 0x80)
            return fail(reader, "malformed UTF-8");
        code_point = code_point << 6 | (next & 0x3F);
    }
    if (code_point < smallest[follow] || code_point > 0x10FFFF || (code_point >= 0xD800 && code_point < 0xE000))
        return fail(reader, "malformed UTF-8");
    put_utf8(reader, code_point);
    reader->at += follow + 1;
    return true;
}

/* A string, the opening quote already seen. */
static bool read_string(struct reader *reader, const char **string, size_t *length) {
    if (!take(reader, '"'))
        return fail(reader, "a string expected");
    *string = reader->string_end;
    while (!take(reader, '"')) {
        int byte = peek(reader);
        bool good = true;
        if (byte < 0)
            return fail(reader, "the string does not end");
        if (byte < 0x20)
            return fail(reader, "a control character in a string");
        if (byte == '\\') {
            reader->at++;
            good = read_escape(reader);
        } else if (byte < 0x80) {
            *reader->string_end++ = (char)byte;
            reader->at++;
        } else {
            good = read_utf8(reader);
        }
        if (!good)
            return false;
    }
    *length = (size_t)(reader->string_end - *string);
    *reader->string_end++ = '\0';
    return true;
}

/* Numbers */

static bool is_digit(int byte) {
    return byte >= '0' && byte <= '9';
}

/* Digits into *mantissa as far as they fit; *dropped counts those that do not. */
static void read_digits(struct reader *reader, uint64_t *mantissa, int *taken, int *dropped) {
    for (; is_digit(peek(reader)); reader->at++) {
        if (*mantissa > (UINT64_MAX - 9) / 10) {
            *dropped += *dropped < 100000;
            continue;
        }
        *mantissa = *mantissa * 10 + (uint64_t)(peek(reader) - '0');
        *taken += *taken < 100000;
    }
}

static bool read_exponent(struct reader *reader, int *exponent) {
    *exponent = 0;
    if (!take(reader, 'e') && !take(reader, 'E'))
        return true;
    bool negative = take(reader, '-');
    if (!negative)
        take(reader, '+');
    if (!is_digit(peek(reader)))
        return fail(reader, "a digit expected");
    for (; is_digit(peek(reader)); reader->at++)
        if (*exponent < 100000)
            *exponent = *exponent * 10 + (peek(reader) - '0');
    if (negative)
        *exponent = -*exponent;
    return true;
}

static double scale(uint64_t mantissa, int exponent) {
    long double number = (long double)mantissa;
    for (; exponent > 0 && number != 0 && number < 1e310L; exponent--)
        number *= 10;
    for (; exponent < 0 && number != 0 && number > 1e-330L; exponent++)
        number /= 10;
    return (double)number;
}

/* By hand: strtod depends on the locale. */
static bool read_number(struct reader *reader, struct json_value *value) {
    uint64_t mantissa = 0;
    int taken = 0, dropped = 0, exponent, fraction = 0, fraction_dropped = 0;
    bool negative = take(reader, '-');
    if (!is_digit(peek(reader)))
        return fail(reader, "a digit expected");
    if (take(reader, '0')) {
        if (is_digit(peek(reader)))
            return fail(reader, "a number with a leading zero");
    } else {
        read_digits(reader, &mantissa, &taken, &dropped);
    }
    if (take(reader, '.')) {
        if (!is_digit(peek(reader)))
            return fail(reader, "a digit expected");
        read_digits(reader, &mantissa, &fraction, &fraction_dropped);
    }
    if (!read_exponent(reader, &exponent))
        return false;
    value->type = JSON_NUMBER;
    value->number = scale(mantissa, exponent + dropped - fraction);
    if (value->number > 1.7976931348623157e308)
        return fail(reader, "a number that is too large");
    if (negative)
        value->number = -value->number;
    return true;
}

/* Values */

static bool read_value(struct reader *reader, struct json_value *value);

static bool read_word(struct reader *reader, const char *word, enum json_type type, struct json_value *value) {
    size_t length = strlen(word);
    if (reader->length - reader->at < length || memcmp(reader->text + reader->at, word, length) != 0)
        return fail(reader, "a value expected");
    reader->at += length;
    value->type = type;
    return true;
}

static bool read_name(struct reader *reader, struct json_value *member) {
    skip_blanks(reader);
    if (!read_string(reader, &member->name, &member->name_length))
        return false;
    skip_blanks(reader);
    return take(reader, ':') || fail(reader, "':' expected");
}

/* The elements of an array or the members of an object, its opening bracket already taken. */
static bool read_children(struct reader *reader, struct json_value *parent, char close) {
    const struct json_value **link = &parent->first;
    skip_blanks(reader);
    if (take(reader, close))
        return true;
    for (;;) {
        struct json_value *child = new_value(reader);
        if (!child)
            return fail(reader, "out of memory");
        *link = child;
        link = &child->next;
        if (parent->type == JSON_OBJECT && !read_name(reader, child))
            return false;
        if (!read_value(reader, child))
            return false;
        skip_blanks(reader);
        if (take(reader, close))
            return true;
        if (!take(reader, ','))
            return fail(reader, parent->type == JSON_OBJECT ? "',' or '}' expected" : "',' or ']' expected");
    }
}

static bool read_container(struct reader *reader, struct json_value *value) {
    bool object = peek(reader) == '{';
    if (reader->depth == JSON_DEPTH_MAX)
        return fail(reader, "nested too deeply");
    reader->at++;
    reader->depth++;
    value->type = object ? JSON_OBJECT : JSON_ARRAY;
    bool good = read_children(reader, value, object ? '}' : ']');
    reader->depth--;
    return good;
}

static bool read_value(struct reader *reader, struct json_value *value) {
    skip_blanks(reader);
    switch (peek(reader)) {
    case '{':
    case '[':
        return read_container(reader, value);
    case '"':
        value->type = JSON_STRING;
        return read_string(reader, &value->string, &value->string_length);
    case 't':
        return read_word(reader, "true", JSON_TRUE, value);
    case 'f':
        return read_word(reader, "false", JSON_FALSE, value);
    case 'n':
        return read_word(reader, "null", JSON_NULL, value);
    case '-':
        return read_number(reader, value);
    default:
        return is_digit(peek(reader)) ? read_number(reader, value) : fail(reader, "a value expected");
    }
}

static bool read_document(struct reader *reader) {
    struct json_value *root = new_value(reader);
    /* A string takes its quotes and at least its bytes in the text, so its bytes and a NUL fit. */
    reader->string_end = reader->document->strings = malloc(reader->length + 1);
    if (!root || !reader->string_end)
        return fail(reader, "out of memory");
    if (!read_value(reader, root))
        return false;
    skip_blanks(reader);
    if (reader->at < reader->length)
        return fail(reader, "something after the value");
    reader->document->root = root;
    return true;
}

bool json_parse(struct json_document *document, const char *text, size_t length, char *error, size_t error_size) {
    memset(document, 0, sizeof *document);
    struct reader reader = {text, length, 0, document, NULL, 0, error, error_size};
    if (read_document(&reader))
        return true;
    json_finish(document);
    return false;
}

void json_finish(struct json_document *document) {
    while (document->blocks) {
        struct json_block *next = document->blocks->next;
        free(document->blocks);
        document->blocks = next;
    }
    free(document->strings);
    memset(document, 0, sizeof *document);
}

const struct json_value *json_member(const struct json_value *object, const char *name) {
    size_t length = strlen(name);
    if (!object || object->type != JSON_OBJECT)
        return NULL;
    for (const struct json_value *member = object->first; member; member = member->next)
        if (member->name_length == length && memcmp(member->name, name, length) == 0)
            return member;
    return NULL;
}

bool json_is_string(const struct json_value *value, const char *string) {
    return value && value->type == JSON_STRING && value->string_length == strlen(string) &&
           memcmp(value->string, string, value->string_length) == 0;
}

bool json_integer(const struct json_value *value, int64_t low, int64_t high, int64_t *integer) {
    if (!value || value->type != JSON_NUMBER || !(value->number >= -9007199254740992.0) ||
        !(value->number <= 9007199254740992.0))
        return false;
    int64_t whole = (int64_t)value->number;
    if ((double)whole != value->number || whole < low || whole > high)
        return false;
    *integer = whole;
    return true;
}
