#define _GNU_SOURCE
#include <string.h>

#include "app.h"
#include "commands.h"

int main(int argc, char **argv) {
    for (size_t i = 0; argc > 1 && commands[i].name != NULL; i++) {
        if (strcmp(argv[1], commands[i].name) == 0) {
            return commands[i].run(argc - 2, argv + 2);
        }
    }
    return cmd_terminal(argc - 1, argv + 1);
}
