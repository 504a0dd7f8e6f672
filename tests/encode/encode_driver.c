/* encode_driver.c - the input encoders as a command, for the conformance cases of kind "input".
 *
 * Reads one JSON object with "setup" and "events" from standard input and prints {"bytes": "..."}. There is no terminal
 * behind it: the few sequences that choose input modes are interpreted here, everything else in the setup is skipped.
 *
 *   shared/conformance/run.py --cases shared/conformance --encoder BUILD/tests/encode/encode_driver --kind input */
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "encode_events.h"

#define PARAMS_MAX 16

struct sequence {
    char prefix, final;
    bool intermediate;
    unsigned params[PARAMS_MAX];
    size_t count;
};

static const struct {
    unsigned number;
    size_t offset;
} private_flags[] = {
    {1, offsetof(struct quire_input_modes, application_cursor)},
    {66, offsetof(struct quire_input_modes, application_keypad)},
    {67, offsetof(struct quire_input_modes, backspace_sends_bs)},
    {1004, offsetof(struct quire_input_modes, focus_events)},
    {1007, offsetof(struct quire_input_modes, alternate_scroll)},
    {1035, offsetof(struct quire_input_modes, ignore_keypad_with_numlock)},
    {1036, offsetof(struct quire_input_modes, alt_sends_escape)},
    {1039, offsetof(struct quire_input_modes, alt_sends_escape)},
    {2004, offsetof(struct quire_input_modes, bracketed_paste)},
};

static void set_private(struct quire_input_modes *modes, unsigned number, bool on) {
    static const unsigned mouse[] = {0, 9, 1000, 1002, 1003}, encoding[] = {0, 1005, 1006, 1015, 1016};
    for (size_t i = 0; i < sizeof private_flags / sizeof *private_flags; i++)
        if (private_flags[i].number == number)
            memcpy((char *)modes + private_flags[i].offset, &on, sizeof on);
    for (unsigned i = 1; i < 5; i++) {
        if (mouse[i] == number)
            modes->mouse = on ? (enum quire_mouse_mode)i : QUIRE_MOUSE_OFF;
        if (encoding[i] == number)
            modes->mouse_encoding = on ? (enum quire_mouse_encoding)i : QUIRE_MOUSE_DEFAULT;
    }
}

static unsigned param(const struct sequence *sequence, size_t index, unsigned missing) {
    return index < sequence->count && sequence->params[index] ? sequence->params[index] : missing;
}

static void set_kitty(struct quire_input_modes *modes, const struct sequence *sequence) {
    uint8_t flags = (uint8_t)(param(sequence, 0, 0) & 31);
    unsigned how = sequence->prefix == '=' ? param(sequence, 1, 1) : 1;
    if (sequence->prefix == '<')
        modes->kitty_flags = 0;
    else if (how == 1)
        modes->kitty_flags = flags;
    else if (how == 2)
        modes->kitty_flags |= flags;
    else if (how == 3)
        modes->kitty_flags &= (uint8_t)~flags;
}

static void obey(struct quire_input_modes *modes, const struct sequence *sequence) {
    char final = sequence->final, prefix = sequence->prefix;
    if (sequence->intermediate)
        return;
    if (final == 'u' && (prefix == '=' || prefix == '>' || prefix == '<'))
        set_kitty(modes, sequence);
    if (final == 'm' && prefix == '>' && param(sequence, 0, 0) == 4)
        modes->modify_other_keys = (uint8_t)param(sequence, 1, 0);
    if (final == 'f' && prefix == '>' && param(sequence, 0, 0) == 4)
        modes->format_other_keys = (uint8_t)param(sequence, 1, 0);
    if (final != 'h' && final != 'l')
        return;
    for (size_t i = 0; i < sequence->count; i++) {
        if (prefix == '?')
            set_private(modes, sequence->params[i], final == 'h');
        else if (!prefix && sequence->params[i] == 20)
            modes->newline = final == 'h';
    }
}

/* Reads what follows ESC [ and returns where it ends. */
static const char *read_sequence(const char *at, struct sequence *sequence) {
    memset(sequence, 0, sizeof *sequence);
    if (*at >= '<' && *at <= '?')
        sequence->prefix = *at++;
    for (sequence->count = 1; (*at >= '0' && *at <= '9') || *at == ';'; at++) {
        unsigned *last = &sequence->params[sequence->count - 1];
        if (*at != ';')
            *last = (*last * 10 + (unsigned)(*at - '0')) % 100000;
        else if (sequence->count < PARAMS_MAX)
            sequence->count++;
    }
    for (; *at >= ' ' && *at <= '/'; at++)
        sequence->intermediate = true;
    sequence->final = *at;
    return *at ? at + 1 : at;
}

static void set_up(struct quire_input_modes *modes, const char *at) {
    while (*at) {
        if (*at++ != '\033')
            continue;
        if (*at == '=' || *at == '>')
            modes->application_keypad = *at == '=';
        if (*at != '[')
            continue;
        struct sequence sequence;
        at = read_sequence(at + 1, &sequence);
        obey(modes, &sequence);
    }
}

/* Each byte is one character U+0000..U+00FF of a JSON string. */
static void print_bytes(const char *bytes, size_t length) {
    for (size_t i = 0; i < length; i++)
        printf("\\u%04x", (unsigned)(unsigned char)bytes[i]);
}

static bool print_event(const struct quire_input_modes *modes, struct json_object *value) {
    char error[128];
    struct encode_event event;
    size_t length = 0;
    if (!encode_event_read(value, &event, error, sizeof error)) {
        fprintf(stderr, "encode_driver: event: %s\n", error);
        return false;
    }
    enum quire_result result = encode_event_write(modes, &event, NULL, 0, &length);
    char *bytes = malloc(length + 1);
    if (bytes && result == QUIRE_NO_SPACE)
        result = encode_event_write(modes, &event, bytes, length, &length);
    if (bytes && result == QUIRE_OK)
        print_bytes(bytes, length);
    free(bytes);
    return bytes && result == QUIRE_OK;
}

static bool run(struct json_object *root) {
    struct quire_input_modes modes = QUIRE_INPUT_MODES_INIT;
    struct json_object *setup, *events;
    bool good = json_member(root, "events", &events) && json_object_is_type(events, json_type_array);
    if (json_member(root, "setup", &setup) && json_object_is_type(setup, json_type_string))
        set_up(&modes, json_object_get_string(setup));
    printf("{\"bytes\": \"");
    for (size_t i = 0; good && i < json_object_array_length(events); i++)
        good = print_event(&modes, json_object_array_get_idx(events, i));
    printf("\"}\n");
    return good;
}

int main(void) {
    static char text[1 << 20];
    char error[128];
    struct json_object *root;
    size_t length = fread(text, 1, sizeof text, stdin);
    if (!json_document_read(text, length, &root, error, sizeof error)) {
        fprintf(stderr, "encode_driver: %s\n", error);
        return 2;
    }
    bool good = run(root);
    json_object_put(root);
    return good ? 0 : 1;
}
