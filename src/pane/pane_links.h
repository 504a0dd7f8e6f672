/* pane_links.h - opens what text leads to.
 *
 * Links are handed to the desktop's opener, or to that of the settings (link-opener); paths to path-opener. What a
 * program or a file chose decides neither what runs nor in how many words it is told (command_argv.h). Main thread. */
#ifndef PANE_LINKS_H
#define PANE_LINKS_H

#include <stdbool.h>
#include <stdint.h>

#include "command_argv.h"
#include "link_finder.h"
#include "path_check.h"

struct pane;

/* What a text leads to. */
struct pane_target {
    enum link_kind kind;
    const char *text;      /* an address with its scheme; a path as link_match_target has it */
    uint32_t line, column; /* of a path; 0: none */
};

#define PANE_PATH_MAX 4096

/* A link by its number in the pane's frame (OSC 8), as link_target.h says; or a line to the user why not. */
void pane_open_link(struct pane *pane, uint32_t link);

/* Is there anything that would open it? */
bool pane_opens(enum link_kind kind);
/* Opens it, or says why not. */
void pane_open(struct pane *pane, const struct pane_target *target);

/* Starts a command of the settings in the pane's directory, with values in its words; or says why not. `setting` is
 * what it is called. */
void pane_run(struct pane *pane, const char *setting, const char *command, const struct command_value *values,
              size_t count);

/* The path of a target from the root on, in `name` of PANE_PATH_MAX bytes, where it is known. Nothing is looked up. */
bool pane_path(struct pane *pane, const char *path, char *name);
/* Likewise, but one that exists: also without the a/ or b/ of a difference. PATH_UNKNOWN: nobody knows within `wait_ms`
 * (path_check.h); then `name` is the path as it stands there. */
enum path_state pane_path_state(struct pane *pane, const char *path, int wait_ms, char *name);

#endif
