/* list_capabilities.c - the terminal description, from the table that XTGETTCAP is answered from.
 *
 *   list_capabilities terminfo   data/terminfo/quire.terminfo
 *   list_capabilities table      name, kind, whether XTGETTCAP answers it, whether the description has it, value in
 * hexadecimal list_capabilities obey       reads lines "name hexadecimal" and prints the names of those that a terminal
 * did not know
 *
 * test_capabilities.py compares what is committed with what this writes, and makes it anew when asked to. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include <quire/terminal.h>

#include "capabilities.h"
#include "hex.h"

/* --- the description ------------------------------------------------------------------------------------------- */

/* A byte of a string as terminfo(5) writes it. */
static void put_byte(unsigned char c) {
    if (c == 0x1B)
        printf("\\E");
    else if (c < 0x20)
        printf("^%c", c + 0x40);
    else if (c == 0x7F)
        printf("^?");
    else
        printf(strchr(",\\^", c) ? "\\%c" : "%c", c);
}

static void put_capability(const struct qr_capability *c) {
    printf("\t%s", c->name);
    if (c->kind == QR_CAPABILITY_NUMBER)
        printf("#%s", c->value);
    if (c->kind == QR_CAPABILITY_STRING)
        printf("=");
    for (const char *byte = c->value; c->kind == QR_CAPABILITY_STRING && *byte; byte++)
        put_byte((unsigned char)*byte);
    printf(",\n");
}

static void terminfo(void) {
    struct qr_capability c;
    printf("# Written by tests/engine/list_capabilities.c from src/terminal/engine/capabilities.c; compile with tic "
           "-x.\n");
    printf("quire|Quire terminal emulator,\n");
    for (size_t i = 0; qr_capability_at(i, &c); i++) {
        if (c.described)
            put_capability(&c);
    }
}

static void table(void) {
    static const char *const kinds[] = {"boolean", "number", "string"};
    struct qr_capability c;
    for (size_t i = 0; qr_capability_at(i, &c); i++) {
        printf("%s %s %d %d ", c.name, kinds[c.kind], c.asked, c.described);
        for (const char *byte = c.value; *byte; byte++)
            printf("%02x", (unsigned char)*byte);
        printf("\n");
    }
}

/* --- what a terminal makes of it ------------------------------------------------------------------------------- */

static void on_event(void *user, const struct quire_event *event) {
    if (event->type == QUIRE_EVENT_UNKNOWN)
        *(bool *)user = true;
}

/* Strings that begin something, as a title or a directory, are ended by the ST behind them. */
static int obey(void) {
    char name[32], digits[1024];
    uint8_t bytes[sizeof digits / 2];
    while (scanf("%31s %1023s", name, digits) == 2) {
        struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
        struct quire_terminal *terminal;
        bool unknown = false;
        size_t length = strlen(digits);
        options.callbacks =
            &(struct quire_callbacks){.size = sizeof(struct quire_callbacks), .user = &unknown, .event = on_event};
        if (!qr_hex_decode((const uint8_t *)digits, length, bytes) ||
            quire_terminal_create(&options, &terminal) != QUIRE_OK)
            return 1;
        (void)quire_terminal_feed(terminal, bytes, length / 2);
        (void)quire_terminal_feed(terminal, "\033\\", 2);
        quire_terminal_destroy(terminal);
        if (unknown)
            printf("%s\n", name);
    }
    return 0;
}

int main(int argc, char **argv) {
    const char *what = argc == 2 ? argv[1] : "";
    if (strcmp(what, "terminfo") == 0)
        terminfo();
    else if (strcmp(what, "table") == 0)
        table();
    else if (strcmp(what, "obey") == 0)
        return obey();
    else
        return fprintf(stderr, "usage: list_capabilities terminfo|table|obey\n"), 2;
    return 0;
}
