/* pane_commands.h - prompts, commands and their output in a pane, where a shell marks them (OSC 133).
 *
 * "The command" is, while the view follows the output, the last one that ran; in a view that is scrolled it is the one
 * that the top row belongs to, which after pane_prompt_jump is the one whose prompt is shown there. Main thread. */
#ifndef PANE_COMMANDS_H
#define PANE_COMMANDS_H

#include <stdbool.h>
#include <stddef.h>

#include <quire/command.h>
#include <quire/format.h>

struct pane;
struct command_record;

/* Scrolls so that the nearest prompt above the view (`by` below 0) or below its top row (above 0) is in the top row, as
 * far as there is text below. False: there is none, nothing has changed. */
bool pane_prompt_jump(struct pane *pane, int by);

/* Of a line of text that the view may stand at or not: the prompt before it (`by` below 0), or behind it. False: none.
 * For modes that have a cursor of their own. */
bool pane_prompt_near(struct pane *pane, uint64_t line, int by, uint64_t *found);

/* Removes all text above the last prompt. False: it is not on the screen, or the screen is a program's. */
bool pane_clear_to_prompt(struct pane *pane);

/* The command. False: there is none. */
bool pane_command(struct pane *pane, struct quire_command *command);
/* Its record; false: there is none, the shell has not told of it. */
bool pane_command_record(struct pane *pane, struct command_record *record);

/* Selects a range, and makes it the primary selection. False: it is empty, or no more. */
bool pane_select_range(struct pane *pane, const struct quire_range *range);
/* Copies the text of a range to the clipboard; says where it is too large. False: it was not copied, or is empty. */
bool pane_copy_range(struct pane *pane, const struct quire_range *range);

/* Writes a range, NULL: all there is, with its colours (SGR, OSC 8) to a file that only the user may read, and that is
 * to be removed by whoever reads it. False: it could not be written, which was said, or is empty. */
bool pane_save_range(struct pane *pane, const struct quire_range *range, char *path, size_t size);

/* Acts on commands that have ended: a notification of one that took long, where nobody looks. */
void pane_commands_act(struct pane *pane);

#endif
