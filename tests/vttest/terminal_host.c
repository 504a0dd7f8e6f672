/* terminal_host.c - a terminal for scripts: commands on standard input, answers on standard output.
 *
 *     feed N     followed by N bytes of the program          answer: what the terminal replied
 *     key NAME   a key of quire/key.h                        answer: the bytes that it sends now
 *     json       the screen as docs/dump-json.md has it      answer: the document
 *     vt         the screen as text with control sequences   answer: that
 *
 * Every answer is a line "LENGTH COLUMNS ROWS REVERSED" (the size of the terminal, and 1 when DECSCNM is set) and
 * LENGTH bytes. The terminal has the size that the program asks for, from the byte on that completes the request, so
 * bytes are fed one by one. A breach of a rule of its pages ends the program. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <quire/format.h>
#include <quire/frame.h>
#include <quire/key.h>
#include <quire/mouse.h>
#include <quire/terminal.h>

struct host {
    struct quire_terminal *terminal;
    struct quire_frame *frame;
    char *answer;
    size_t length, capacity;
    uint32_t wanted_cols, wanted_rows; /* 0: no request */
};

static bool add(void *user, const char *bytes, size_t length) {
    struct host *host = user;
    if (host->length + length > host->capacity) {
        host->capacity = (host->length + length) * 2;
        host->answer = realloc(host->answer, host->capacity);
        if (!host->answer)
            abort();
    }
    memcpy(host->answer + host->length, bytes, length);
    host->length += length;
    return true;
}

static void on_reply(void *user, const char *bytes, size_t length) {
    add(user, bytes, length);
}

static void on_event(void *user, const struct quire_event *event) {
    struct host *host = user;
    if (event->type == QUIRE_EVENT_RESIZE_REQUEST && event->cols > 0 && event->rows > 0) {
        host->wanted_cols = (uint32_t)event->cols;
        host->wanted_rows = (uint32_t)event->rows;
    }
}

static void feed_byte(struct host *host, char byte) {
    if (quire_terminal_feed(host->terminal, &byte, 1) != QUIRE_OK)
        abort();
    if (host->wanted_cols &&
        quire_terminal_resize(host->terminal, host->wanted_cols, host->wanted_rows, 0, 0) != QUIRE_OK)
        abort();
    host->wanted_cols = 0;
}

static bool feed(struct host *host, unsigned long length) {
    for (; length > 0; length--) {
        int byte = getchar();
        if (byte == EOF)
            return false;
        feed_byte(host, (char)byte);
    }
    return true;
}

static void press(struct host *host, char *name) {
    struct quire_input_modes modes = QUIRE_INPUT_MODES_INIT;
    struct quire_key_event event = QUIRE_KEY_EVENT_INIT;
    char bytes[QUIRE_KEY_BYTES_MAX];
    size_t length = 0;
    name[strcspn(name, "\n")] = 0;
    event.key = quire_key_from_name(name);
    if (event.key == QUIRE_KEY_CHARACTER || quire_terminal_input_modes(host->terminal, &modes) != QUIRE_OK ||
        quire_key_encode(&modes, &event, bytes, sizeof bytes, &length) != QUIRE_OK)
        abort();
    add(host, bytes, length);
}

static void format(struct host *host, enum quire_format format) {
    struct quire_format_options options = QUIRE_FORMAT_OPTIONS_INIT;
    options.format = format;
    options.history_rows = 0;
    if (quire_format_write(host->terminal, &options, add, host) != QUIRE_OK)
        abort();
}

static void print_breach(void *user, const char *text) {
    (void)user;
    fprintf(stderr, "%s\n", text);
}

static void answer(struct host *host) {
    struct quire_frame_info info = QUIRE_FRAME_INFO_INIT;
    if (quire_frame_update(host->frame, host->terminal) != QUIRE_OK ||
        quire_frame_get_info(host->frame, &info) != QUIRE_OK ||
        quire_terminal_verify(host->terminal, print_breach, NULL) != 0)
        abort();
    printf("%zu %u %u %d\n", host->length, info.cols, info.rows, info.reverse_screen);
    fwrite(host->answer, 1, host->length, stdout);
    fflush(stdout);
    host->length = 0;
}

static void serve(struct host *host) {
    char line[64];
    while (fgets(line, sizeof line, stdin)) {
        if (strncmp(line, "feed ", 5) == 0) {
            if (!feed(host, strtoul(line + 5, NULL, 10)))
                return;
        } else if (strncmp(line, "key ", 4) == 0) {
            press(host, line + 4);
        } else {
            format(host, strcmp(line, "vt\n") == 0 ? QUIRE_FORMAT_VT : QUIRE_FORMAT_JSON);
        }
        answer(host);
    }
}

int main(void) {
    struct host host = {0};
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    options.window_ops = QUIRE_ALLOW;
    options.screen_checksum = QUIRE_ALLOW;
    options.callbacks =
        &(struct quire_callbacks){sizeof(struct quire_callbacks), &host, on_reply, on_event, NULL, NULL};
    if (quire_terminal_create(&options, &host.terminal) != QUIRE_OK ||
        quire_frame_create(NULL, &host.frame) != QUIRE_OK)
        return EXIT_FAILURE;
    serve(&host);
    quire_frame_destroy(host.frame);
    quire_terminal_destroy(host.terminal);
    free(host.answer);
    return EXIT_SUCCESS;
}
