#include "test.h"

#include <stdlib.h>

#include "encode_events.h"
#include "json.h"
#include "visible.h"

static const char *refusal(const char *text, size_t length) {
    static char error[128];
    struct json_document document;
    snprintf(error, sizeof error, "accepted");
    if (json_parse(&document, text, length, error, sizeof error))
        json_finish(&document);
    CHECK(document.root == NULL);
    return error;
}

static double number_of(const char *text) {
    struct json_document document;
    char error[128] = "";
    double number = -1;
    CHECK(json_parse(&document, text, strlen(text), error, sizeof error));
    CHECK_STR(error, "");
    if (document.root && document.root->type == JSON_NUMBER)
        number = document.root->number;
    json_finish(&document);
    return number;
}

static void values_are_read(void) {
    static const char text[] = " {\"a\": [1, -2.5, true, false, null], \"b\": {\"c\": \"x\"}, \"\": [], \"d\": {} } ";
    struct json_document document;
    char error[64];
    CHECK(json_parse(&document, text, strlen(text), error, sizeof error));
    const struct json_value *root = document.root, *array = json_member(root, "a");
    CHECK(root->type == JSON_OBJECT && array && array->type == JSON_ARRAY);
    static const enum json_type types[] = {JSON_NUMBER, JSON_NUMBER, JSON_TRUE, JSON_FALSE, JSON_NULL};
    size_t count = 0;
    for (const struct json_value *item = array->first; item; item = item->next, count++)
        CHECK(count < 5 && item->type == types[count]);
    CHECK_INT(count, 5);
    CHECK(array->first->next->number == -2.5);
    CHECK(json_is_string(json_member(json_member(root, "b"), "c"), "x"));
    CHECK(json_member(root, "") && !json_member(root, "")->first);
    CHECK(!json_member(root, "c") && !json_member(array, "a") && !json_member(NULL, "a"));
    json_finish(&document);
    CHECK(!document.root);
}

static void strings_are_decoded(void) {
    static const char text[] = "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\\u00e9\\u6F22\\uD83D\\ude00\\u0000\xc3\xa9\"";
    static const char want[] = "\"\\/\b\f\n\r\tA\xc3\xa9\xe6\xbc\xa2\xf0\x9f\x98\x80\0\xc3\xa9";
    struct json_document document;
    char error[64] = "";
    CHECK(json_parse(&document, text, strlen(text), error, sizeof error));
    CHECK_STR(error, "");
    CHECK_INT(document.root->string_length, sizeof want - 1);
    CHECK(memcmp(document.root->string, want, sizeof want) == 0);
    json_finish(&document);
}

static void numbers_are_read(void) {
    int64_t integer = 0;
    const struct json_value big = {.type = JSON_NUMBER, .number = 9007199254740992.0},
                            half = {.type = JSON_NUMBER, .number = 0.5};
    CHECK(number_of("0") == 0);
    CHECK(number_of("-0") == 0);
    CHECK(number_of("9007199254740991") == 9007199254740991.0);
    CHECK(number_of("1e3") == 1000);
    CHECK(number_of("25E-2") == 0.25);
    CHECK(number_of("0.0625") == 0.0625);
    CHECK(number_of("12.5e+1") == 125);
    CHECK(number_of("1e-999") == 0);
    CHECK(number_of("0e999999999999") == 0);
    CHECK(number_of("100000000000000000000000") == 1e23);
    CHECK(number_of("1.7976931348623157e308") > 1.79e308);
    CHECK(json_integer(&big, 0, INT64_MAX, &integer) && integer == 9007199254740992);
    CHECK(!json_integer(&big, 0, 100, &integer));
    CHECK(!json_integer(&half, 0, 100, &integer));
    CHECK(!json_integer(NULL, 0, 100, &integer));
}

static void faults_are_named(void) {
    static const struct {
        const char *text, *error;
    } faults[] = {
        {"", "a value expected at byte 0"},
        {"[1,]", "a value expected at byte 3"},
        {"[1 2]", "',' or ']' expected at byte 3"},
        {"{\"a\" 1}", "':' expected at byte 5"},
        {"{\"a\": 1", "',' or '}' expected at byte 7"},
        {"{a: 1}", "a string expected at byte 1"},
        {"{\"a\": 1,}", "a string expected at byte 8"},
        {"tru", "a value expected at byte 0"},
        {"true x", "something after the value at byte 5"},
        {"01", "a number with a leading zero at byte 1"},
        {"-", "a digit expected at byte 1"},
        {"1.", "a digit expected at byte 2"},
        {"1e", "a digit expected at byte 2"},
        {"+1", "a value expected at byte 0"},
        {"1e400", "a number that is too large at byte 5"},
        {"\"abc", "the string does not end at byte 4"},
        {"\"a\nb\"", "a control character in a string at byte 2"},
        {"\"\\x\"", "an unknown escape at byte 2"},
        {"\"\\u12g4\"", "four hexadecimal digits expected at byte 5"},
        {"\"\\ud800\"", "a lone surrogate at byte 1"},
        {"\"\\ud800\\u0041\"", "a lone surrogate at byte 1"},
        {"\"\\udc00\"", "a lone surrogate at byte 1"},
        {"\"\xff\"", "malformed UTF-8 at byte 1"},
        {"\"\xc0\x80\"", "malformed UTF-8 at byte 1"},
        {"\"\xed\xa0\x80\"", "malformed UTF-8 at byte 1"},
        {"\"\xe6\xbc\"", "malformed UTF-8 at byte 1"},
        {"\"\xe6", "malformed UTF-8 at byte 1"},
        {"// no", "a value expected at byte 0"},
    };
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
        CHECK_STR(refusal(faults[i].text, strlen(faults[i].text)), faults[i].error);
}

static void nesting_is_bounded(void) {
    char text[2 * JSON_DEPTH_MAX + 2], error[64];
    struct json_document document;
    memset(text, '[', JSON_DEPTH_MAX);
    memset(text + JSON_DEPTH_MAX, ']', JSON_DEPTH_MAX);
    CHECK(json_parse(&document, text, 2 * JSON_DEPTH_MAX, error, sizeof error));
    json_finish(&document);
    memset(text, '[', JSON_DEPTH_MAX + 1);
    CHECK_STR(refusal(text, 2 * JSON_DEPTH_MAX), "nested too deeply at byte 64");
}

/* Every prefix and every changed byte of a good document is read or refused, never more. Meant for the sanitizers. */
static void damage_is_survived(void) {
    static const char text[] =
        "{\"k\": [1.5e2, \"\\u00e9\\ud83d\\ude00\xe6\xbc\xa2\", {\"x\": null}, true, false], \"z\": -0.25}";
    unsigned state = 11;
    for (size_t length = 0; length < sizeof text - 1; length++) {
        char *copy = malloc(length + 1);
        if (!copy)
            return;
        memcpy(copy, text, length);
        CHECK(strcmp(refusal(copy, length), "accepted") != 0);
        free(copy);
    }
    for (int round = 0; round < 50000; round++) {
        char copy[sizeof text], error[64];
        struct json_document document;
        memcpy(copy, text, sizeof text);
        copy[next_random(&state) % (sizeof text - 1)] = (char)next_random(&state);
        copy[next_random(&state) % (sizeof text - 1)] = (char)next_random(&state);
        if (json_parse(&document, copy, sizeof text - 1, error, sizeof error))
            json_finish(&document);
    }
}

static const char *event_error(const char *text, struct encode_event *event) {
    static char error[128];
    static struct json_document document;
    json_finish(&document);
    error[0] = '\0';
    CHECK(json_parse(&document, text, strlen(text), error, sizeof error));
    encode_event_read(document.root, event, error, sizeof error);
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
    event_error("null", &event); /* gives the last document back */
}

int main(void) {
    RUN(values_are_read);
    RUN(strings_are_decoded);
    RUN(numbers_are_read);
    RUN(faults_are_named);
    RUN(nesting_is_bounded);
    RUN(damage_is_survived);
    RUN(events_are_read);
    RUN(events_are_written);
    RUN(wrong_events_are_refused);
    return test_end();
}
