#include "json_document.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

static const char *fault(enum json_tokener_error result) {
    return result == json_tokener_continue ? "the document does not end" : json_tokener_error_desc(result);
}

bool json_document_read(const char *text, size_t length, struct json_object **root, char *error, size_t error_size) {
    struct json_tokener *tokener = length < INT_MAX ? json_tokener_new_ex(JSON_DEPTH_MAX) : NULL;
    *root = NULL;
    if (!tokener) {
        snprintf(error, error_size, length < INT_MAX ? "no memory" : "the document is too long");
        return false;
    }
    json_tokener_set_flags(tokener, JSON_TOKENER_STRICT | JSON_TOKENER_VALIDATE_UTF8);
    *root = json_tokener_parse_ex(tokener, text, (int)length);
    enum json_tokener_error result = json_tokener_get_error(tokener);
    if (result != json_tokener_success)
        snprintf(error, error_size, "%s at byte %zu", fault(result), json_tokener_get_parse_end(tokener));
    json_tokener_free(tokener);
    return result == json_tokener_success;
}

bool json_member(struct json_object *object, const char *name, struct json_object **value) {
    return json_object_is_type(object, json_type_object) && json_object_object_get_ex(object, name, value);
}

bool json_is_string(struct json_object *value, const char *string) {
    size_t length = strlen(string);
    return json_object_is_type(value, json_type_string) && (size_t)json_object_get_string_len(value) == length &&
           memcmp(json_object_get_string(value), string, length) == 0;
}

/* Doubles from here on are no int64_t; those below its negative are not either. */
#define INTEGER_END 9223372036854775808.0

bool json_integer(struct json_object *value, int64_t low, int64_t high, int64_t *integer) {
    double number = json_object_is_type(value, json_type_double) ? json_object_get_double(value) : 0;
    if (!json_object_is_type(value, json_type_int) && !json_object_is_type(value, json_type_double))
        return false;
    if (!(number >= -INTEGER_END && number < INTEGER_END) || (double)(int64_t)number != number)
        return false;
    int64_t whole = json_object_is_type(value, json_type_int) ? json_object_get_int64(value) : (int64_t)number;
    if (whole < low || whole > high)
        return false;
    *integer = whole;
    return true;
}
