/* json_document.h - a JSON document (RFC 8259), an array or object at its top, read by json-c in its strict way: no
 * comments, no trailing commas, nothing behind the value, less than JSON_DEPTH_MAX levels. What json-c takes besides
 * (names in single quotes, `1.`, NaN) does no harm. Of members with one name the last counts; a lone surrogate is
 * U+FFFD. Strings need not be UTF-8 through and through: who wants code points decodes them (quire/parse.h). Null is a
 * NULL object. */
#ifndef JSON_DOCUMENT_H
#define JSON_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <json-c/json.h>

#define JSON_DEPTH_MAX 64

/* Reads text[0..length); *root is then the caller's to give back (json_object_put). False: `error` says what is wrong
 * and at which byte, and *root is NULL. Cost: the text. */
bool json_document_read(const char *text, size_t length, struct json_object **root, char *error, size_t error_size);

/* The member of an object into *value, borrowed. False: there is none, or `object` is no object. */
bool json_member(struct json_object *object, const char *name, struct json_object **value);

/* True when the value is a string of exactly these characters. */
bool json_is_string(struct json_object *value, const char *string);

/* The value as a whole number within [low, high]; false when it is none. */
bool json_integer(struct json_object *value, int64_t low, int64_t high, int64_t *integer);

#endif
