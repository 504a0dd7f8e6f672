/* quire encode: input events as JSON in, the bytes for the program out, as JSON too. */
#define _GNU_SOURCE
#include <errno.h>
#include <string.h>

#include <quire/terminal.h>

#include "byte_buffer.h"
#include "commands.h"
#include "encode_events.h"
#include "json_document.h"
#include "terminal_setup.h"

static const struct option_spec encode_options[] = {{NULL, NULL, NULL, 0, NULL}};

/* Appends what one event sends. False: reported. */
static bool encode_one(const struct quire_input_modes *modes, struct json_object *value, struct byte_buffer *output) {
    struct encode_event event;
    char error[256];
    size_t length = 0;
    if (!encode_event_read(value, &event, error, sizeof error)) {
        command_fail("encode: %s", error);
        return false;
    }
    enum quire_result result = encode_event_write(modes, &event, NULL, 0, &length);
    if (result == QUIRE_NO_SPACE) {
        if (!byte_buffer_reserve(output, length)) {
            command_fail("encode: no memory");
            return false;
        }
        result = encode_event_write(modes, &event, output->bytes + output->length, length, &length);
        output->length += result == QUIRE_OK ? length : 0;
    }
    if (result != QUIRE_OK) {
        command_fail("encode: %s", quire_result_text(result));
    }
    return result == QUIRE_OK;
}

/* One character per byte: bytes above 0x7E and below 0x20 are escaped, so the output is ASCII. */
static void print_bytes(const struct byte_buffer *output) {
    fputs("{\"bytes\": \"", stdout);
    for (size_t i = 0; i < output->length; i++) {
        unsigned char byte = (unsigned char)output->bytes[i];
        if (byte == '"' || byte == '\\') {
            printf("\\%c", byte);
        } else if (byte < 0x20 || byte > 0x7E) {
            printf("\\u%04x", byte);
        } else {
            putchar(byte);
        }
    }
    puts("\"}");
}

static bool encode_all(struct quire_terminal *terminal, struct json_object *events, struct byte_buffer *output) {
    struct quire_input_modes modes = QUIRE_INPUT_MODES_INIT;
    quire_terminal_input_modes(terminal, &modes);
    for (size_t i = 0; i < json_object_array_length(events); i++) {
        if (!encode_one(&modes, json_object_array_get_idx(events, i), output)) {
            return false;
        }
    }
    return true;
}

static int encode_document(struct json_object *root) {
    struct json_object *setup = NULL, *events, *number;
    int64_t cols = 80, rows = 24;
    if (!json_member(root, "events", &events) || !json_object_is_type(events, json_type_array)) {
        command_fail("encode: the document needs an array 'events'");
        return STATUS_USAGE;
    }
    if ((json_member(root, "setup", &setup) && !json_object_is_type(setup, json_type_string)) ||
        (json_member(root, "cols", &number) && !json_integer(number, 1, QUIRE_MAX_COLUMNS, &cols)) ||
        (json_member(root, "rows", &number) && !json_integer(number, 1, QUIRE_MAX_ROWS, &rows))) {
        command_fail("encode: 'cols' and 'rows' must be sizes, 'setup' a string");
        return STATUS_USAGE;
    }
    struct config config;
    char error[256];
    config_init(&config);
    struct terminal_size size = {(uint32_t)cols, (uint32_t)rows, 0, 0};
    struct quire_terminal *terminal = terminal_setup(&config, size, 0, NULL, NULL, NULL, error, sizeof error);
    if (terminal == NULL) {
        return command_fail("encode: %s", error);
    }
    if (setup != NULL) {
        quire_terminal_feed(terminal, json_object_get_string(setup), (size_t)json_object_get_string_len(setup));
    }
    struct byte_buffer output = {NULL, 0, 0};
    bool encoded = encode_all(terminal, events, &output);
    if (encoded) {
        print_bytes(&output);
    }
    byte_buffer_finish(&output);
    quire_terminal_destroy(terminal);
    return !encoded              ? STATUS_USAGE
           : fflush(stdout) == 0 ? STATUS_OK
                                 : command_fail("cannot write: %s", strerror(errno));
}

int cmd_encode(int count, char **words) {
    struct command_line line;
    const char *value;
    command_line_init(&line, "quire encode", encode_options, count, words);
    int id = command_line_next(&line, &value);
    if (id == OPTION_TOLD) {
        return STATUS_OK;
    }
    if (id != OPTION_END) {
        return id == OPTION_ERROR ? STATUS_USAGE : command_line_usage(&line, "encode takes no options, it reads JSON");
    }
    struct byte_buffer input = {NULL, 0, 0};
    struct json_object *root = NULL;
    char error[256];
    int status;
    if (!byte_buffer_read(&input, stdin)) {
        status = command_fail("cannot read standard input: %s", strerror(errno));
    } else if (!json_document_read(input.bytes != NULL ? input.bytes : "", input.length, &root, error, sizeof error)) {
        command_fail("encode: %s", error);
        status = STATUS_USAGE;
    } else {
        status = encode_document(root);
    }
    json_object_put(root);
    byte_buffer_finish(&input);
    return status;
}
