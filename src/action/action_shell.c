/* Prompts, commands and their output, where the shell marks them. "The last command" is in a view that is scrolled the
 * one that it shows first (pane_commands.h). */
#define _GNU_SOURCE
#include <stdlib.h>
#include <unistd.h>

#include "action_lists.h"
#include "command_words.h"
#include "loop_clock.h"
#include "pane.h"
#include "pane_commands.h"

enum part { PART_INPUT, PART_OUTPUT };

static void say(const struct action_target *target, const char *text) {
    target->pane->sink.say(target->pane->sink.user, text);
}

static void jump(const struct action_target *target, int64_t by) {
    if (!pane_prompt_jump(target->pane, (int)by)) {
        say(target, by < 0 ? "There is no prompt above" : "There is no prompt below");
    }
}

/* The command; false: there is none, which was said. */
static bool find(const struct action_target *target, struct quire_command *command) {
    bool found = pane_command(target->pane, command);
    if (!found) {
        say(target, "No command is known: the shell does not mark its prompts, see shell-integration");
    }
    return found;
}

static void copy_part(const struct action_target *target, int64_t part) {
    struct quire_command command;
    if (!find(target, &command)) {
        return;
    }
    bool copied = pane_copy_range(target->pane, part == PART_INPUT ? &command.input : &command.output);
    say(target, part == PART_INPUT ? (copied ? "The command was copied" : "The shell does not mark what is typed")
                                   : (copied ? "The output was copied" : "The command has no output"));
}

static void select_output(const struct action_target *target, int64_t unused) {
    struct quire_command command;
    (void)unused;
    if (find(target, &command) && !pane_select_range(target->pane, &command.output)) {
        say(target, "The command has no output");
    }
}

/* The file is gone before the pager shows anything of it; what is read is on standard input. */
#define PAGE_SCRIPT "exec <\"$1\"; rm -f -- \"$1\"; LESS=${LESS-$2}; export LESS; exec ${PAGER:-less}"

static void page(const struct action_target *target, const struct quire_range *range, const char *less_options) {
    char path[4096];
    char *argv[] = {(char *)"/bin/sh",
                    (char *)"-c",
                    (char *)PAGE_SCRIPT,
                    (char *)"quire-pager",
                    path,
                    (char *)(size_t)less_options,
                    NULL};
    if (pane_save_range(target->pane, range, path, sizeof path) &&
        !target->window->open_command(target->window->user, argv)) {
        unlink(path);
    }
}

static void page_output(const struct action_target *target, int64_t unused) {
    struct quire_command command;
    (void)unused;
    if (find(target, &command)) {
        page(target, &command.output, "-R");
    }
}

/* From its end on, where the user is. */
static void page_all(const struct action_target *target, int64_t unused) {
    (void)unused;
    page(target, NULL, "-R +G");
}

static void show_info(const struct action_target *target, int64_t unused) {
    struct command_record record;
    char text[200];
    (void)unused;
    if (pane_command_record(target->pane, &record)) {
        command_outcome(&record, (int64_t)day_clock_ms(), text, sizeof text);
        say(target, text);
    } else {
        say(target, "No command is known: the shell does not mark its prompts, see shell-integration");
    }
}

static void clear(const struct action_target *target, int64_t unused) {
    (void)unused;
    if (!pane_clear_to_prompt(target->pane)) {
        say(target, "There is no prompt on the screen to clear up to");
    }
}

static const struct action actions[] = {
    {"previous_prompt", jump, -1, ACTION_NEEDS_HISTORY, "scroll to the prompt above", NULL},
    {"next_prompt", jump, 1, ACTION_NEEDS_HISTORY, "scroll to the prompt below", NULL},
    {"select_output", select_output, 0, ACTION_NEEDS_HISTORY, "select the output of the last command", NULL},
    {"copy_last_output", copy_part, PART_OUTPUT, ACTION_NEEDS_HISTORY, "copy the output of the last command", NULL},
    {"copy_last_command", copy_part, PART_INPUT, ACTION_NEEDS_HISTORY, "copy the last command itself", NULL},
    {"output_in_pager", page_output, 0, ACTION_NEEDS_HISTORY, "show the output of the last command in $PAGER, or less",
     NULL},
    {"scrollback_in_pager", page_all, 0, 0, "show all text in $PAGER, or less", NULL},
    {"clear_to_prompt", clear, 0, ACTION_NEEDS_HISTORY, "remove all text above the last prompt", NULL},
    {"show_command_info", show_info, 0, ACTION_NEEDS_HISTORY,
     "say how the last command ended, how long it took, when it began", NULL},
};

const struct action_list shell_actions = ACTION_LIST(actions);
