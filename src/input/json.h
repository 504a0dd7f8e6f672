/* json.h - a small strict JSON reader.
 *
 * It reads one document (RFC 8259) into a tree that lives until json_finish. It is for the application's own messages:
 * descriptions of input events, settings handed over by another program. It accepts exactly the grammar: no comments,
 * no trailing commas, no control characters in strings, no malformed UTF-8, no lone surrogates, nothing after the
 * value. Nesting is bounded, so hostile input can only be refused. Members keep their order; json_member finds the
 * first of a name. Numbers are doubles; whole numbers below 2^53 are exact. */
#ifndef JSON_H
#define JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define JSON_DEPTH_MAX 64

enum json_type { JSON_NULL, JSON_FALSE, JSON_TRUE, JSON_NUMBER, JSON_STRING, JSON_ARRAY, JSON_OBJECT };

struct json_value {
    enum json_type type;
    double number;
    const char *string; /* UTF-8, with a NUL behind it; may contain NUL */
    size_t string_length;
    const char *name; /* of a member of an object, else NULL */
    size_t name_length;
    const struct json_value *first; /* of an array or object, NULL when empty */
    const struct json_value *next;  /* in the same array or object */
};

struct json_document {
    const struct json_value *root;
    struct json_block *blocks; /* the values */
    char *strings;             /* all decoded strings */
};

/* Reads text[0..length). False: `error` says what is wrong and at which byte, and the document is empty. */
bool json_parse(struct json_document *document, const char *text, size_t length, char *error, size_t error_size);

/* Gives the memory back; an empty document is allowed. */
void json_finish(struct json_document *document);

/* The member of an object, NULL when there is none or `object` is no object or NULL. */
const struct json_value *json_member(const struct json_value *object, const char *name);

/* True when the value is a string of exactly these characters. NULL is none. */
bool json_is_string(const struct json_value *value, const char *string);

/* The value as a whole number within [low, high]; false when it is none. */
bool json_integer(const struct json_value *value, int64_t low, int64_t high, int64_t *integer);

#endif
