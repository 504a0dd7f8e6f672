/* show_print.h - one file as the bytes that show it.
 *
 * Where the picture is less high than the window, its lines are made first and the cursor goes back up: nothing scrolls
 * while it is drawn, and the cursor's place afterwards does not depend on what the terminal thinks of that. A higher
 * one scrolls the window as it is drawn, and the line behind it is the terminal's choice. */
#ifndef SHOW_PRINT_H
#define SHOW_PRINT_H

#include <stdbool.h>
#include <stddef.h>

#include "show_choice.h"
#include "show_layout.h"
#include "show_output.h"
#include "show_read.h"

struct show_job {
    const struct show_terminal *terminal;
    const struct show_wish *wish;
    struct decoder_process *decoder;
    const char *name;  /* of the file */
    bool prints_name;  /* below the picture */
    bool no_animation; /* its first frame alone */
    bool has_rounds;   /* `rounds` instead of what the file says */
    uint32_t rounds;   /* 0: for ever */
};

/* Appends it. False: one line in `error`, to stand behind the name; what was appended is of no use. */
bool show_print(struct show_output *output, const struct show_file *file, const struct show_job *job, char *error,
                size_t error_size);

#endif
