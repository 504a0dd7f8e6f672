/** @file
 * quire/command.h - prompts, commands and their output, where a shell marks them (OSC 133).
 *
 * Cells know whether they are prompt, input or output, and history keeps it. quire_terminal_find_prompt goes from
 * prompt to prompt; here is what belongs to one of them, as ranges for quire_format_write_range and
 * quire_selection_set. Only the primary screen and its history are looked at; while the alternate screen is shown,
 * there are no commands.
 *
 * Thread rule: as for the terminal. Since 0.1. */
#ifndef QUIRE_COMMAND_H
#define QUIRE_COMMAND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <quire/export.h>
#include <quire/place.h>
#include <quire/result.h>
#include <quire/terminal.h>

/** A prompt and what came of it. Ranges that hold nothing are empty: both places are the same. */
struct quire_command {
    size_t size; /**< sizeof, set by the initialiser */
    /** From the prompt's beginning to the end of what was typed, further lines of either included. */
    struct quire_range prompt;
    struct quire_range input; /**< from the first character typed to the last; empty where the shell marks none */
    /** From behind the line of the last character typed to the next prompt, or to the end of all text: whole lines, but
     * where the next prompt begins in the last of them. */
    struct quire_range output;
    bool ran; /**< there is output, or something was typed and another prompt came */
};

/** Initialiser of struct quire_command: its size, everything else zero. */
#define QUIRE_COMMAND_INIT                                                                                             \
    { sizeof(struct quire_command), {{0, 0}, {0, 0}}, {{0, 0}, {0, 0}}, {{0, 0}, {0, 0}}, false }

QUIRE_BEGIN_DECLS

/** The command whose prompt begins in a line, as quire_terminal_find_prompt finds it. NOT_FOUND: no prompt begins
 * there. INVALID: a bad size. OUT_OF_MEMORY. IO, CORRUPT: some of history could not be read; nothing is told. Cost: the
 * rows of the prompt and the first ones behind it, and a search for the next prompt. */
QUIRE_API enum quire_result quire_terminal_command(struct quire_terminal *terminal, uint64_t line,
                                                   struct quire_command *command);

/** The last command that ran: what a host copies or shows as "the output of the last command". A prompt that waits is
 * left out, and one where nothing was typed. Results as above. Cost: as above for each prompt that is left out. */
QUIRE_API enum quire_result quire_terminal_last_command(struct quire_terminal *terminal, struct quire_command *command);

QUIRE_END_DECLS

#endif
