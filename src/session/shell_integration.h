/* shell_integration.h - bash, zsh and fish are started so that they read a script of ours besides the user's files:
 * it says where prompts and commands are (data/shell-integration).
 *
 *     bash          --rcfile SCRIPT, which reads ~/.bashrc first
 *     bash, login   --posix, ENV=SCRIPT, which reads /etc/profile and ~/.bash_profile first, as bash would have
 *     zsh           ZDOTDIR=FOLDER, whose .zshenv puts it back and reads the user's
 *     fish          XDG_DATA_DIRS=FOLDER:..., whose vendor_conf.d has the script, which puts it back
 *
 * Nothing of the user's is written to, and programs that the shell starts find none of this in their environment. Any
 * other shell is left as it is. */
#ifndef SHELL_INTEGRATION_H
#define SHELL_INTEGRATION_H

#include <stdbool.h>

#include "config.h"

#define SHELL_INTEGRATION_WORDS 4
#define SHELL_INTEGRATION_VARIABLES 24

/* More for the start of a shell: words behind its name, and variables ("NAME=value"), each with NULL at the end. */
struct shell_integration {
    char *words[SHELL_INTEGRATION_WORDS];
    char *variables[SHELL_INTEGRATION_VARIABLES];
    unsigned count; /* of variables */
    const char *const *inherited;
    bool failed; /* no memory */
};

/* Is this, a name or path, a shell with a script? */
bool shell_integration_knows(const char *shell);

/* What a shell needs: `shell` is its name or path; `folder` is ours, NULL: there is none, or none is wanted.
 * `inherited_variables` is the environment that the shell is going to have, NULL: this process's; borrowed for the
 * call. `own_variables` are put before ours (NULL: none), and those beyond the room for them are left out. Without
 * memory nothing is added. To be finished in any case. */
void shell_integration_init(struct shell_integration *integration, const struct config *config, const char *shell,
                            bool login, const char *folder, const char *const *inherited_variables,
                            const char *const *own_variables);
void shell_integration_finish(struct shell_integration *integration);

#endif
