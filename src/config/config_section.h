/* config_section.h - sections of a file: [cursor], and what keys are called in them.
 *
 * A section is a short way to write, no name space: in [cursor] `shape` is cursor-shape, and `font-size` is font-size
 * as everywhere. [keys.resize] is one of the sections of modes: `h` is keys.resize-h in it. No name stands for two keys
 * (a test). Internal to src/config. */
#ifndef CONFIG_SECTION_H
#define CONFIG_SECTION_H

#include <stdbool.h>
#include <stddef.h>

#define CONFIG_SECTION_MAX 40

/* Bytes of a profile's name, with its NUL. */
#define CONFIG_PROFILE_MAX 64

/* Is this the line of a section? */
bool config_section_begins(const char *text);

/* Reads it; `section` is "" where it is wrong. False: `error` has what is wrong, to follow the line's place. */
bool config_section_read(const char *text, char section[CONFIG_SECTION_MAX], char *error, size_t error_size);

/* Is this line, which is one of a section, that of a profile, [profile NAME]? */
bool config_section_is_profile(const char *text);

/* Reads its name, "" where it is wrong. False: as above. */
bool config_section_read_profile(const char *text, char profile[CONFIG_PROFILE_MAX], char *error, size_t error_size);

/* The whole name of a key that is written in a section, or `key` itself where it is none. */
void config_section_key(const char *section, const char *key, char *name, size_t size);

/* The sections, in the order of the manual; NULL behind the last. */
const char *config_section_at(size_t index);

/* What a section is about, for manuals; NULL: there is none of this name. */
const char *config_section_help(const char *section);

#endif
