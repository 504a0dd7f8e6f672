/* command_argv.h - a command of the settings as words, with what it is for put into them: no shell reads it.
 *
 *     code -g {path}:{line}     with path "/tmp/a b.c" and line "12"     "code" "-g" "/tmp/a b.c:12"
 *
 * Blanks part words, quotes of either kind keep them together, a backslash takes the next character as it is. A value
 * stays within its word whatever it consists of. Pure. */
#ifndef COMMAND_ARGV_H
#define COMMAND_ARGV_H

#include <stdbool.h>
#include <stddef.h>

#define COMMAND_ARGV_MAX 64

/* "{name}" of a command stands for the value; the name may be "", for "{}". */
struct command_value {
    const char *name, *value;
};

struct command_argv {
    char *words[COMMAND_ARGV_MAX + 1]; /* NULL behind the last one: as argv; all in one piece of memory, at words[0] */
};

/* The words of a command with `count` values in it. Where none of them is named in it, the first is one more word
 * behind the others. False: no word, more than COMMAND_ARGV_MAX, a quote that does not end, or no memory. */
bool command_argv_make(const char *command, const struct command_value *values, size_t count,
                       struct command_argv *words);
void command_argv_finish(struct command_argv *words);

#endif
