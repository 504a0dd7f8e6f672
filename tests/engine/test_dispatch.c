/* Every row of the dispatch tables is found when its sequence arrives: the table is sorted, no row hides another. */
#include "test.h"

#include <stdlib.h>

#include <quire/terminal.h>

#include "handlers.h"

static unsigned unknown_sequences;

static void count_unknown(void *user, const struct quire_event *event) {
    (void)user;
    unknown_sequences += event->type == QUIRE_EVENT_UNKNOWN;
}

/* "CSI ? SP q" as bytes. */
static size_t bytes_of(const char *form, char *bytes) {
    size_t length = 0;
    bytes[length++] = 27;
    if (form[0] == 'C')
        bytes[length++] = '[';
    for (const char *at = form + 3; *at; at++) {
        if (strncmp(at, " SP", 3) == 0) {
            bytes[length++] = ' ';
            at += 2;
        } else if (*at != ' ') {
            bytes[length++] = *at;
        }
    }
    return length;
}

static void every_row_is_found(void) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct quire_terminal *terminal = NULL;
    struct qr_sequence_description row;
    size_t rows = 0;
    options.callbacks = &(struct quire_callbacks){.size = sizeof(struct quire_callbacks), .event = count_unknown};
    CHECK_INT(quire_terminal_create(&options, &terminal), QUIRE_OK);
    for (; qr_sequence_describe(rows, &row); rows++) {
        char bytes[16];
        unknown_sequences = 0;
        CHECK_INT(quire_terminal_feed(terminal, bytes, bytes_of(row.form, bytes)), QUIRE_OK);
        if (unknown_sequences != 0)
            printf("not found: %s (%s)\n", row.form, row.name);
        CHECK_INT(unknown_sequences, 0);
    }
    CHECK(rows > 80);
    quire_terminal_destroy(terminal);
}

static void others_are_reported(void) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct quire_terminal *terminal = NULL;
    static const char *const sequences[] = {"\033[?5z", "\033[1;2 ~", "\033[>9y", "\033[!!p", "\033#9", "\033[5y"};
    options.callbacks = &(struct quire_callbacks){.size = sizeof(struct quire_callbacks), .event = count_unknown};
    CHECK_INT(quire_terminal_create(&options, &terminal), QUIRE_OK);
    for (size_t i = 0; i < sizeof sequences / sizeof *sequences; i++) {
        unknown_sequences = 0;
        CHECK_INT(quire_terminal_feed(terminal, sequences[i], strlen(sequences[i])), QUIRE_OK);
        CHECK_INT(unknown_sequences, 1);
    }
    quire_terminal_destroy(terminal);
}

int main(void) {
    RUN(every_row_is_found);
    RUN(others_are_reported);
    return test_end();
}
