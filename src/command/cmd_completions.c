/* quire completions: the scripts that shells complete quire's words by. */
#define _GNU_SOURCE
#include <errno.h>
#include <string.h>

#include "completions.h"

static const struct option_spec no_options[] = {{NULL, NULL, NULL, 0, NULL}};

int cmd_completions(int count, char **words) {
    static const struct {
        const char *shell;
        void (*print)(FILE *file);
    } shells[] = {{"bash", completions_print_bash}, {"zsh", completions_print_zsh}, {"fish", completions_print_fish}};
    struct command_line line;
    const char *shell, *value = "";
    command_line_init(&line, "quire completions", no_options, count, words);
    int id = command_line_next(&line, &shell);
    if (id == OPTION_TOLD) {
        return STATUS_OK;
    }
    if (id == OPTION_ERROR) {
        return STATUS_USAGE;
    }
    if (id == OPTION_OPERAND && command_line_next(&line, &value) != OPTION_END) {
        return command_line_usage(&line, "'%s' is too much", value);
    }
    for (size_t i = 0; id == OPTION_OPERAND && i < sizeof shells / sizeof shells[0]; i++) {
        if (strcmp(shell, shells[i].shell) == 0) {
            shells[i].print(stdout);
            return fflush(stdout) == 0 ? STATUS_OK : command_fail("cannot write: %s", strerror(errno));
        }
    }
    return command_line_usage(&line, "needs the name of a shell: bash, zsh or fish");
}
