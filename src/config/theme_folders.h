/* theme_folders.h - where themes lie, and finding one by its name.
 *
 * A theme is a file in a folder `quire/themes` of the user ($XDG_CONFIG_HOME, $XDG_DATA_HOME), one that came with the
 * program (data_files.h), or one in quire/themes of the system ($XDG_DATA_DIRS), the first that has it.
 * In names upper and lower case are the same, blanks, '-' and '_' do not count, nor does ".conf" at the end: so
 * "Tokyo Night", as kitty writes it, and "TokyoNight", as Ghostty does, are tokyo-night. Nothing is looked for before a
 * theme is named. */
#ifndef THEME_FOLDERS_H
#define THEME_FOLDERS_H

#include <stdbool.h>
#include <stddef.h>

struct theme_list {
    struct theme_name {
        char *name, *path;
    } * themes; /* sorted by name; of several that count as one name the first folder's */
    size_t count;
};

/* The path of a theme. False: there is none. Cost: an access for each folder where it is written as its file is called,
 * otherwise these are read. */
bool theme_folders_find(const char *name, char *path, size_t size);

/* Where the user's own theme of this name would be. False: nothing says where. */
bool theme_folders_own(const char *name, char *path, size_t size);

/* All there are. False: no memory, and `list` is empty. */
bool theme_folders_list(struct theme_list *list);
void theme_list_free(struct theme_list *list);

#endif
