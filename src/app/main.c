#define _GNU_SOURCE
#include <string.h>

#include "app.h"
#include "commands.h"
#include "decoder_serve.h"

/* Not for people, and nothing may have happened before it: this is the process that decodes pictures. */
static bool is_decoder(const char *first) {
    return strcmp(first, DECODER_WORD) == 0;
}

int main(int argc, char **argv) {
    const char *first = argc > 1 ? argv[1] : "";
    if (is_decoder(first)) {
        return decoder_serve();
    }
    const struct command *command = command_named(first);
    if (command != NULL) {
        return command->run(argc - 2, argv + 2);
    }
    return first[0] == '+' ? command_unknown(first) : cmd_terminal(argc - 1, argv + 1);
}
