/* The smallest embedder: feeds what a program might write, prints the screen as text. */
#include <stdio.h>
#include <string.h>

#include <quire/format.h>
#include <quire/terminal.h>

static bool put(void *user, const char *bytes, size_t length) {
    return fwrite(bytes, 1, length, user) == length;
}

int main(void) {
    const char *output = "plain \033[1;31mbold red\033[0m\r\n\033[3;5Hmoved \xE6\xBC\xA2\xE5\xAD\x97\r\n"
                         "a line that is too long for the screen";
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct quire_format_options format = QUIRE_FORMAT_OPTIONS_INIT;
    struct quire_terminal *terminal;
    options.cols = 24;
    options.rows = 6;
    if (quire_terminal_create(&options, &terminal) != QUIRE_OK)
        return 1;
    enum quire_result result = quire_terminal_feed(terminal, output, strlen(output));
    if (result == QUIRE_OK)
        result = quire_format_write(terminal, &format, put, stdout);
    if (result != QUIRE_OK)
        fprintf(stderr, "smallest: %s\n", quire_result_text(result));
    quire_terminal_destroy(terminal);
    return result != QUIRE_OK;
}
