/* plan_shell FOLDER SHELL plain|login: prints how a shell is started with our script, for test_shell_integration.py: a
 * line "word W" for each word behind its name, and "variable V" for each variable. */
#include <stdio.h>
#include <string.h>

#include "shell_integration.h"

int main(int argc, char **argv) {
    static struct config config;
    struct shell_integration integration;
    if (argc != 4) {
        return 2;
    }
    config_init(&config);
    shell_integration_init(&integration, &config, argv[2], strcmp(argv[3], "login") == 0, argv[1], NULL, NULL);
    for (size_t i = 0; integration.words[i] != NULL; i++) {
        printf("word %s\n", integration.words[i]);
    }
    for (size_t i = 0; integration.variables[i] != NULL; i++) {
        printf("variable %s\n", integration.variables[i]);
    }
    shell_integration_finish(&integration);
    return 0;
}
