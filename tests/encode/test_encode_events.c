/* Described events: JSON in, events of the library out; what is none is refused and said. */
#include <stdlib.h>

#include "encode_events.h"
#include "json_document.h"
#include "test.h"
#include "visible.h"

/* What is said of a document, "" where it is taken. */
static const char *said_of(const char *text, size_t length) {
    static char error[128];
    struct json_object *root;
    error[0] = 0;
    bool read = json_document_read(text, length, &root, error, sizeof error);
    CHECK(read || !root);
    CHECK(read == (error[0] == 0));
    json_object_put(root);
    return error;
}

static void strings_are_decoded(void) {
    static const char text[] =
        "{\"s\": \"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\\u00e9\\u6F22\\uD83D\\ude00\\u0000\xc3\xa9\"}";
    static const char want[] = "\"\\/\b\f\n\r\tA\xc3\xa9\xe6\xbc\xa2\xf0\x9f\x98\x80\0\xc3\xa9";
    struct json_object *root, *string = NULL;
    char error[64];
    CHECK(json_document_read(text, sizeof text - 1, &root, error, sizeof error) && json_member(root, "s", &string));
    CHECK_INT(json_object_get_string_len(string), sizeof want - 1);
    CHECK(memcmp(json_object_get_string(string), want, sizeof want) == 0);
    CHECK(!json_is_string(string, "\"\\/\b\f\n\r\tA\xc3\xa9\xe6\xbc\xa2\xf0\x9f\x98\x80")); /* the NUL is no end */
    json_object_put(root);
}

static bool whole(const char *number, int64_t low, int64_t high, int64_t *integer) {
    char text[64], error[64];
    struct json_object *root, *value = NULL;
    int length = snprintf(text, sizeof text, "{\"n\": %s}", number);
    CHECK(json_document_read(text, (size_t)length, &root, error, sizeof error) && json_member(root, "n", &value));
    bool is = json_integer(value, low, high, integer);
    json_object_put(root);
    return is;
}

static void whole_numbers(void) {
    int64_t n = 7;
    CHECK(whole("100", 0, 100, &n) && n == 100);
    CHECK(whole("-1", -1, 100, &n) && n == -1);
    CHECK(whole("1e1", 0, 100, &n) && n == 10);
    CHECK(whole("9007199254740993", 0, INT64_MAX, &n) && n == 9007199254740993);
    CHECK(!whole("101", 0, 100, &n) && !whole("0.5", 0, 100, &n) && !whole("1e300", 0, INT64_MAX, &n));
    CHECK(!whole("\"1\"", 0, 100, &n) && !whole("true", 0, 100, &n) && !whole("null", 0, 100, &n));
    CHECK_INT(n, 9007199254740993);
}

static void what_is_no_json(void) {
    static const char *const faults[] = {
        "",
        "{",
        "[1,]",
        "[1 2]",
        "{\"a\" 1}",
        "{\"a\": 1",
        "{a: 1}",
        "{\"a\": 1,}",
        "tru",
        "[] x",
        "[01]",
        "[-]",
        "[1e]",
        "[+1]",
        "[\"abc",
        "[\"\\x\"]",
        "[\"\\u12g4\"]",
        "// no",
        "[/* no */]",
        "[\"\xff\"]",
        "[\"\xe6\xbc\"]",
        "[\"\xe6",
    };
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
        CHECK(said_of(faults[i], strlen(faults[i]))[0] != 0);
    CHECK(strstr(said_of("{\"a\": x}", 8), "at byte 6") != NULL);
    CHECK_STR(said_of("{\"a\": [", 7), "the document does not end at byte 7");
}

static void nesting_is_bounded(void) {
    char text[2 * JSON_DEPTH_MAX + 2];
    memset(text, '[', JSON_DEPTH_MAX - 1);
    memset(text + JSON_DEPTH_MAX - 1, ']', JSON_DEPTH_MAX - 1);
    CHECK_STR(said_of(text, 2 * JSON_DEPTH_MAX - 2), "");
    memset(text, '[', JSON_DEPTH_MAX + 1);
    CHECK(said_of(text, JSON_DEPTH_MAX + 1)[0] != 0);
}

static const char document[] = "{\"type\": \"key\", \"key\": \"\\u00e9\", \"mods\": [\"alt\"], \"text\": "
                               "\"\\ud83d\\ude00\xe6\xbc\xa2\", \"row\": 1.5e2}";

/* Every prefix and every changed byte of a good event is read or refused, never more. Meant for the sanitizers. */
static void damage_is_survived(void) {
    unsigned state = 11;
    for (size_t length = 0; length < sizeof document - 1; length++) {
        char *copy = malloc(length + 1);
        if (!copy)
            return;
        memcpy(copy, document, length);
        CHECK(said_of(copy, length)[0] != 0);
        free(copy);
    }
    for (int round = 0; round < 50000; round++) {
        char copy[sizeof document], error[64];
        struct json_object *root;
        struct encode_event event;
        memcpy(copy, document, sizeof document);
        copy[next_random(&state) % (sizeof document - 1)] = (char)next_random(&state);
        copy[next_random(&state) % (sizeof document - 1)] = (char)next_random(&state);
        if (json_document_read(copy, sizeof document - 1, &root, error, sizeof error))
            (void)encode_event_read(root, &event, error, sizeof error);
        json_object_put(root);
    }
}

static const char *event_error(const char *text, struct encode_event *event) {
    static char error[128];
    static struct json_object *root;
    json_object_put(root);
    error[0] = '\0';
    CHECK(json_document_read(text, strlen(text), &root, error, sizeof error));
    encode_event_read(root, event, error, sizeof error);
    return error;
}

static void events_are_read(void) {
    struct encode_event event;
    CHECK_STR(
        event_error(
            "{\"type\": \"key\", \"key\": \"\xc3\xa9\", \"mods\": [\"shift\", \"num_lock\"], \"text\": \"\xc3\x89\","
            "\"action\": \"repeat\", \"shifted\": \"\xc3\x89\", \"base\": \"2\"}",
            &event),
        "");
    CHECK(event.type == ENCODE_EVENT_KEY && event.key.key == QUIRE_KEY_CHARACTER);
    CHECK_INT(event.key.character, 0xE9);
    CHECK_INT(event.key.shifted, 0xC9);
    CHECK_INT(event.key.base, '2');
    CHECK_INT(event.key.mods, QUIRE_MOD_SHIFT | QUIRE_MOD_NUM_LOCK);
    CHECK_INT(event.key.action, QUIRE_KEY_REPEAT);
    CHECK_INT(event.key.text_length, 2);
    CHECK_STR(event_error("{\"type\": \"key\", \"key\": \"page_up\"}", &event), "");
    CHECK_INT(event.key.key, QUIRE_KEY_PAGE_UP);
    CHECK_STR(event_error("{\"type\": \"key\", \"key\": \"space\"}", &event), "");
    CHECK_INT(event.key.character, ' ');
    CHECK_STR(
        event_error("{\"type\": \"mouse\", \"action\": \"motion\", \"button\": null, \"row\": 3, \"col\": 4, \"x\": 41,"
                    "\"mods\": [\"alt\"]}",
                    &event),
        "");
    CHECK(event.type == ENCODE_EVENT_MOUSE && event.mouse.button == QUIRE_BUTTON_NONE);
    CHECK_INT(event.mouse.row, 3);
    CHECK_INT(event.mouse.col, 4);
    CHECK_INT(event.mouse.x_px, 41);
    CHECK_STR(event_error("{\"type\": \"paste\", \"text\": \"hi\"}", &event), "");
    CHECK(event.type == ENCODE_EVENT_PASTE && event.text_length == 2);
    CHECK_STR(event_error("{\"type\": \"focus\", \"in\": true}", &event), "");
    CHECK(event.type == ENCODE_EVENT_FOCUS && event.focused);
}

/* A lone surrogate is U+FFFD. */
static void surrogates(void) {
    struct encode_event event;
    CHECK_STR(event_error("{\"type\": \"key\", \"key\": \"\\ud800\"}", &event), "");
    CHECK_INT(event.key.character, 0xFFFD);
}

static void events_are_written(void) {
    struct quire_input_modes modes = QUIRE_INPUT_MODES_INIT;
    struct encode_event event;
    char bytes[32];
    size_t length = 0;
    modes.focus_events = modes.bracketed_paste = true;
    modes.mouse = QUIRE_MOUSE_PRESS_RELEASE;
    static const struct {
        const char *text, *want;
    } facts[] = {
        {"{\"type\": \"key\", \"key\": \"up\"}", "<1b>[A"},
        {"{\"type\": \"mouse\", \"button\": \"left\", \"row\": 0, \"col\": 1}", "<1b>[M \"!"},
        {"{\"type\": \"paste\", \"text\": \"a\\nb\"}", "<1b>[200~a<0d>b<1b>[201~"},
        {"{\"type\": \"focus\", \"in\": false}", "<1b>[O"},
    };
    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++) {
        CHECK_STR(event_error(facts[i].text, &event), "");
        CHECK_INT(encode_event_write(&modes, &event, bytes, sizeof bytes, &length), QUIRE_OK);
        CHECK_STR(visible(bytes, length), facts[i].want);
    }
}

static void wrong_events_are_refused(void) {
    static const struct {
        const char *text, *error;
    } faults[] = {
        {"[]", "\"type\" is missing or unknown"},
        {"{\"type\": \"touch\"}", "\"type\" is missing or unknown"},
        {"{\"type\": \"key\"}", "\"key\" is no string"},
        {"{\"type\": \"key\", \"key\": \"nothing\"}", "\"key\" is neither a name nor one character"},
        {"{\"type\": \"key\", \"key\": \"up\\u0000\"}", "\"key\" is neither a name nor one character"},
        {"{\"type\": \"key\", \"key\": \"\xc0\x80\"}", "\"key\" is neither a name nor one character"},
        {"{\"type\": \"key\", \"key\": \"a\", \"mods\": [\"fn\"]}", "\"mods\" holds an unknown modifier"},
        {"{\"type\": \"key\", \"key\": \"a\", \"mods\": \"alt\"}", "\"mods\" is no array"},
        {"{\"type\": \"key\", \"key\": \"a\", \"action\": \"tap\"}", "\"action\" is unknown"},
        {"{\"type\": \"key\", \"key\": \"a\", \"shifted\": \"AB\"}", "\"shifted\" is not one character"},
        {"{\"type\": \"key\", \"key\": \"a\", \"text\": 1}", "\"text\" is no string"},
        {"{\"type\": \"mouse\", \"col\": 1}", "\"row\" is no whole number"},
        {"{\"type\": \"mouse\", \"row\": 0.5, \"col\": 1}", "\"row\" is no whole number"},
        {"{\"type\": \"mouse\", \"row\": 1, \"col\": 1, \"button\": \"knob\"}", "\"button\" is unknown"},
        {"{\"type\": \"focus\"}", "\"in\" is neither true nor false"},
    };
    struct encode_event event;
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
        CHECK_STR(event_error(faults[i].text, &event), faults[i].error);
    event_error("{}", &event); /* gives the last document back */
}

int main(void) {
    RUN(strings_are_decoded);
    RUN(whole_numbers);
    RUN(what_is_no_json);
    RUN(nesting_is_bounded);
    RUN(damage_is_survived);
    RUN(events_are_read);
    RUN(surrogates);
    RUN(events_are_written);
    RUN(wrong_events_are_refused);
    return test_end();
}
