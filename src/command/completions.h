/* completions.h - scripts by which bash, zsh and fish complete quire's words, printed from the tables of commands,
 * options, settings and actions.
 *
 * What a value is called in a table says what is completed: FILE, DIR, FAMILY (fonts), THEME, PROFILE, KEY=VALUE
 * (settings), HOST, command; `a|b|c` stands for these words, anything else for nothing. What changes from machine to
 * machine (fonts, themes, profiles) the scripts ask quire for. */
#ifndef COMPLETIONS_H
#define COMPLETIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "commands.h"

void completions_print_bash(FILE *file);
void completions_print_zsh(FILE *file);
void completions_print_fish(FILE *file);

/* --- for those three --- */

#define COMPLETION_LABEL_MAX 64

/* What the operand of this number (from 1) is called in a usage, "FILE" or "a|b". One with dots stands for all behind
 * it, too. False: there is none. */
bool completion_operand(const char *usage, unsigned number, char label[COMPLETION_LABEL_MAX]);

/* The names of an option, one by one ("-e, --" has two): `index` from 0. False: no more. */
bool completion_option_name(const struct option_spec *option, unsigned index, char name[COMPLETION_LABEL_MAX]);

/* Is it `a|b`, or one word that is meant as it is? */
bool completion_is_choice(const char *label);

/* What a setting of this description takes, as a label; "" where nothing can be completed. */
const char *completion_of_setting(const struct config_description *setting);

/* Is it one key, and not a pattern for many (palette-N)? */
bool completion_is_whole_key(const struct config_description *setting);

/* Prints the text with a backslash before each of these characters. */
void completion_print_escaped(const char *text, const char *escaped, FILE *file);

#endif
