/* font_installed.h - which families there are, and which one was probably meant. Asks fontconfig's list, matches
 * nothing. */
#ifndef FONT_INSTALLED_H
#define FONT_INSTALLED_H

#include <stdbool.h>
#include <stddef.h>

#include <fontconfig/fontconfig.h>

/* Whether one of the pattern's family names is this one, whatever the case. */
bool font_pattern_is(const FcPattern *pattern, const char *family);

/* Names such as monospace, which stand for what the user or the system prefers. */
bool font_is_generic(const char *family);

/* Whether the family can be used by this name. Cost: one comparison for each font of the machine. */
bool font_is_installed(FcConfig *config, const char *family);

/* Writes "; did you mean 'A' or 'B'?" with the families whose names are nearest, or "" when none resembles it. Cost:
 * one distance between words for each font. */
void font_installed_nearest(FcConfig *config, const char *family, char *text, size_t size);

#endif
