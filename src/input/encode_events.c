#include "encode_events.h"

#include <stdio.h>
#include <string.h>

#include <quire/parse.h>

struct reader {
    struct json_object *value;
    struct encode_event *event;
    char *error;
    size_t error_size;
};

struct word {
    const char *name;
    uint32_t value;
};

static const struct word mod_words[] = {
    {"shift", QUIRE_MOD_SHIFT},         {"alt", QUIRE_MOD_ALT},           {"ctrl", QUIRE_MOD_CTRL},
    {"super", QUIRE_MOD_SUPER},         {"hyper", QUIRE_MOD_HYPER},       {"meta", QUIRE_MOD_META},
    {"caps_lock", QUIRE_MOD_CAPS_LOCK}, {"num_lock", QUIRE_MOD_NUM_LOCK}, {NULL, 0},
};

static const struct word key_action_words[] = {
    {"press", QUIRE_KEY_PRESS},
    {"repeat", QUIRE_KEY_REPEAT},
    {"release", QUIRE_KEY_RELEASE},
    {NULL, 0},
};

static const struct word mouse_action_words[] = {
    {"press", QUIRE_MOUSE_ACTION_PRESS},
    {"release", QUIRE_MOUSE_ACTION_RELEASE},
    {"motion", QUIRE_MOUSE_ACTION_MOTION},
    {NULL, 0},
};

static const struct word button_words[] = {
    {"left", QUIRE_BUTTON_LEFT},
    {"middle", QUIRE_BUTTON_MIDDLE},
    {"right", QUIRE_BUTTON_RIGHT},
    {"wheel_up", QUIRE_BUTTON_WHEEL_UP},
    {"wheel_down", QUIRE_BUTTON_WHEEL_DOWN},
    {"wheel_left", QUIRE_BUTTON_WHEEL_LEFT},
    {"wheel_right", QUIRE_BUTTON_WHEEL_RIGHT},
    {"button_8", QUIRE_BUTTON_8},
    {"button_9", QUIRE_BUTTON_9},
    {"button_10", QUIRE_BUTTON_10},
    {"button_11", QUIRE_BUTTON_11},
    {NULL, 0},
};

static bool fail(const struct reader *reader, const char *member, const char *what) {
    if (reader->error_size)
        snprintf(reader->error, reader->error_size, "\"%s\" %s", member, what);
    return false;
}

static bool find_word(const struct word *words, struct json_object *value, uint32_t *found) {
    for (; words->name; words++) {
        if (json_is_string(value, words->name)) {
            *found = words->value;
            return true;
        }
    }
    return false;
}

/* A member that is one of some words; missing leaves *found as it is. */
static bool read_word(const struct reader *reader, const char *name, const struct word *words, uint32_t *found) {
    struct json_object *value;
    return !json_member(reader->value, name, &value) || find_word(words, value, found) ||
           fail(reader, name, "is unknown");
}

static bool read_mods(const struct reader *reader, uint32_t *mods) {
    struct json_object *value;
    if (!json_member(reader->value, "mods", &value))
        return true;
    if (!json_object_is_type(value, json_type_array))
        return fail(reader, "mods", "is no array");
    for (size_t i = 0; i < json_object_array_length(value); i++) {
        uint32_t bit;
        if (!find_word(mod_words, json_object_array_get_idx(value, i), &bit))
            return fail(reader, "mods", "holds an unknown modifier");
        *mods |= bit;
    }
    return true;
}

/* A string; missing or null is the empty one. */
static bool read_text(const struct reader *reader, const char *name, const char **text, size_t *length) {
    struct json_object *value;
    if (!json_member(reader->value, name, &value) || !value)
        return true;
    if (!json_object_is_type(value, json_type_string))
        return fail(reader, name, "is no string");
    *text = json_object_get_string(value);
    *length = (size_t)json_object_get_string_len(value);
    return true;
}

/* The only code point of a text; false when there are more or none. What is ill-formed is U+FFFD. */
static bool only_code_point(const char *text, size_t length, uint32_t *code_point) {
    struct quire_utf8 decoder = QUIRE_UTF8_INIT;
    size_t taken, count;
    return quire_utf8_decode(&decoder, text, length, code_point, 1, &taken, &count) == QUIRE_OK && count == 1 &&
           taken == length;
}

/* One character; missing, null or empty is 0. */
static bool read_character(const struct reader *reader, const char *name, uint32_t *code_point) {
    const char *text = NULL;
    size_t length = 0;
    if (!read_text(reader, name, &text, &length))
        return false;
    return length == 0 || only_code_point(text, length, code_point) || fail(reader, name, "is not one character");
}

static bool read_number(const struct reader *reader, const char *name, bool required, int32_t *number) {
    struct json_object *value = NULL;
    int64_t integer;
    if (!json_member(reader->value, name, &value) && !required)
        return true;
    if (!json_integer(value, INT32_MIN, INT32_MAX, &integer))
        return fail(reader, name, "is no whole number");
    *number = (int32_t)integer;
    return true;
}

static bool read_key_itself(const struct reader *reader, struct quire_key_event *key) {
    struct json_object *value;
    const char *name = NULL;
    size_t length = 0;
    if (!json_member(reader->value, "key", &value) || !value)
        return fail(reader, "key", "is no string");
    if (!read_text(reader, "key", &name, &length))
        return false;
    if (json_is_string(value, "space")) {
        key->character = ' ';
        return true;
    }
    /* The comparison keeps a NUL inside of the string from ending the name early. */
    key->key = strlen(name) == length ? quire_key_from_name(name) : QUIRE_KEY_CHARACTER;
    if (key->key != QUIRE_KEY_CHARACTER || only_code_point(name, length, &key->character))
        return true;
    /* Text that no key stands for, such as an input method's. */
    return length == 0 || fail(reader, "key", "is neither a name nor one character");
}

static bool read_key(const struct reader *reader) {
    struct quire_key_event *key = &reader->event->key;
    uint32_t action = QUIRE_KEY_PRESS;
    if (!read_key_itself(reader, key) || !read_mods(reader, &key->mods) ||
        !read_word(reader, "action", key_action_words, &action) ||
        !read_text(reader, "text", &key->text, &key->text_length) ||
        !read_character(reader, "shifted", &key->shifted) || !read_character(reader, "base", &key->base))
        return false;
    key->action = (enum quire_key_action)action;
    return true;
}

static bool read_mouse(const struct reader *reader) {
    struct quire_mouse_event *mouse = &reader->event->mouse;
    struct json_object *button;
    uint32_t action = QUIRE_MOUSE_ACTION_PRESS, which = QUIRE_BUTTON_NONE;
    if (json_member(reader->value, "button", &button) && button && !read_word(reader, "button", button_words, &which))
        return false;
    if (!read_mods(reader, &mouse->mods) || !read_word(reader, "action", mouse_action_words, &action) ||
        !read_number(reader, "row", true, &mouse->row) || !read_number(reader, "col", true, &mouse->col) ||
        !read_number(reader, "x", false, &mouse->x_px) || !read_number(reader, "y", false, &mouse->y_px))
        return false;
    mouse->action = (enum quire_mouse_action)action;
    mouse->button = (enum quire_mouse_button)which;
    return true;
}

static bool read_paste(const struct reader *reader) {
    return read_text(reader, "text", &reader->event->text, &reader->event->text_length);
}

static bool read_focus(const struct reader *reader) {
    struct json_object *in;
    if (!json_member(reader->value, "in", &in) || !json_object_is_type(in, json_type_boolean))
        return fail(reader, "in", "is neither true nor false");
    reader->event->focused = json_object_get_boolean(in);
    return true;
}

bool encode_event_read(struct json_object *value, struct encode_event *event, char *error, size_t error_size) {
    static const struct word type_words[] = {
        {"key", ENCODE_EVENT_KEY},
        {"mouse", ENCODE_EVENT_MOUSE},
        {"paste", ENCODE_EVENT_PASTE},
        {"focus", ENCODE_EVENT_FOCUS},
        {NULL, 0},
    };
    static bool (*const read[])(const struct reader *) = {
        [ENCODE_EVENT_KEY] = read_key,
        [ENCODE_EVENT_MOUSE] = read_mouse,
        [ENCODE_EVENT_PASTE] = read_paste,
        [ENCODE_EVENT_FOCUS] = read_focus,
    };
    const struct encode_event empty = {ENCODE_EVENT_KEY, QUIRE_KEY_EVENT_INIT, QUIRE_MOUSE_EVENT_INIT, NULL, 0, false};
    const struct reader reader = {value, event, error, error_size};
    struct json_object *name;
    uint32_t type;
    *event = empty;
    if (!json_member(value, "type", &name) || !find_word(type_words, name, &type))
        return fail(&reader, "type", "is missing or unknown");
    event->type = (enum encode_event_type)type;
    return read[type](&reader);
}

enum quire_result encode_event_write(const struct quire_input_modes *modes, const struct encode_event *event,
                                     char *buffer, size_t capacity, size_t *length) {
    switch (event->type) {
    case ENCODE_EVENT_KEY:
        return quire_key_encode(modes, &event->key, buffer, capacity, length);
    case ENCODE_EVENT_MOUSE:
        return quire_mouse_encode(modes, &event->mouse, buffer, capacity, length);
    case ENCODE_EVENT_PASTE:
        return quire_paste_encode(modes, event->text, event->text_length, buffer, capacity, length);
    case ENCODE_EVENT_FOCUS:
        return quire_focus_encode(modes, event->focused, buffer, capacity, length);
    }
    return QUIRE_INVALID;
}
