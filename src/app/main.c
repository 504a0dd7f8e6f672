#define _GNU_SOURCE
#include "app.h"
#include "commands.h"

int main(int argc, char **argv) {
    const char *first = argc > 1 ? argv[1] : "";
    const struct command *command = command_named(first);
    if (command != NULL) {
        return command->run(argc - 2, argv + 2);
    }
    return first[0] == '+' ? command_unknown(first) : cmd_terminal(argc - 1, argv + 1);
}
