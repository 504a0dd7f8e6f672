#define _GNU_SOURCE
#include "theme_folders.h"

#include <ctype.h>
#include <dirent.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "data_files.h"

/* --- folders --- */

enum { FOLDERS_MAX = 12 };

struct folders {
    char paths[FOLDERS_MAX][PATH_MAX];
    size_t count;
};

__attribute__((format(printf, 2, 3))) static void add(struct folders *folders, const char *format, ...) {
    va_list arguments;
    if (folders->count < FOLDERS_MAX) {
        va_start(arguments, format);
        int length = vsnprintf(folders->paths[folders->count], PATH_MAX, format, arguments);
        va_end(arguments);
        folders->count += length > 0 && length < PATH_MAX;
    }
}

/* A folder that XDG's variable names, or `standard` in the home folder. */
static void add_own(struct folders *folders, const char *variable, const char *standard) {
    const char *base = getenv(variable), *home = getenv("HOME");
    if (base != NULL && base[0] == '/') {
        add(folders, "%s/quire/themes", base);
    } else if (home != NULL && home[0] == '/') {
        add(folders, "%s/%s/quire/themes", home, standard);
    }
}

/* Those that came with the program. */
static void add_installed(struct folders *folders) {
    char path[PATH_MAX];
    if (data_file_find("themes", path, sizeof path)) {
        add(folders, "%s", path);
    }
}

static void add_of_system(struct folders *folders) {
    const char *at = getenv("XDG_DATA_DIRS");
    for (at = at != NULL && at[0] != '\0' ? at : "/usr/local/share:/usr/share"; *at != '\0';) {
        size_t length = strcspn(at, ":");
        if (at[0] == '/') {
            add(folders, "%.*s/quire/themes", (int)length, at);
        }
        at += length + (at[length] == ':');
    }
}

/* In the order in which they are asked. NULL: no memory. */
static struct folders *all_folders(void) {
    struct folders *folders = malloc(sizeof *folders);
    if (folders != NULL) {
        folders->count = 0;
        add_own(folders, "XDG_CONFIG_HOME", ".config");
        add_own(folders, "XDG_DATA_HOME", ".local/share");
        add_installed(folders);
        add_of_system(folders);
    }
    return folders;
}

bool theme_folders_own(const char *name, char *path, size_t size) {
    struct folders *folders = all_folders();
    int length = -1;
    if (folders != NULL && folders->count > 0) {
        length = snprintf(path, size, "%s/%s", folders->paths[0], name);
    }
    free(folders);
    return length > 0 && (size_t)length < size;
}

/* --- names --- */

static const char ending[] = ".conf";

/* Is this a theme's file? What is said of the folder stands beside the themes. */
static bool is_name(const char *name) {
    const char *dot = strchr(name, '.');
    return name[0] != '\0' && strcmp(name, "COPYING") != 0 && strcmp(name, "LICENSE") != 0 &&
           (dot == NULL || (dot > name && strcmp(dot, ending) == 0));
}

/* Steps over what does not count. */
static const char *next_letter(const char *at) {
    at += strspn(at, " -_");
    return strcmp(at, ending) == 0 ? at + sizeof ending - 1 : at;
}

static int compare(const char *a, const char *b) {
    for (a = next_letter(a), b = next_letter(b);; a = next_letter(a + 1), b = next_letter(b + 1)) {
        int difference = tolower((unsigned char)*a) - tolower((unsigned char)*b);
        if (difference != 0 || *a == '\0') {
            return difference;
        }
    }
}

/* --- files --- */

static bool is_file(const char *path) {
    struct stat status;
    return stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

/* Looks at each name in a folder until `take` says that it is enough. */
static bool each_name(const char *folder, bool (*take)(void *user, const char *folder, const char *name), void *user) {
    DIR *entries = opendir(folder);
    bool taken = false;
    for (const struct dirent *entry; entries != NULL && !taken && (entry = readdir(entries)) != NULL;) {
        taken = is_name(entry->d_name) && take(user, folder, entry->d_name);
    }
    if (entries != NULL) {
        closedir(entries);
    }
    return taken;
}

struct wanted {
    const char *name;
    char *path;
    size_t size;
};

static bool take_wanted(void *user, const char *folder, const char *name) {
    const struct wanted *wanted = user;
    return compare(name, wanted->name) == 0 &&
           (size_t)snprintf(wanted->path, wanted->size, "%s/%s", folder, name) < wanted->size && is_file(wanted->path);
}

static bool find_exactly(const char *folder, const struct wanted *wanted) {
    return (size_t)snprintf(wanted->path, wanted->size, "%s/%s", folder, wanted->name) < wanted->size &&
           is_file(wanted->path);
}

bool theme_folders_find(const char *name, char *path, size_t size) {
    struct wanted wanted = {name, path, size};
    struct folders *folders = all_folders();
    bool found = false;
    for (size_t i = 0; folders != NULL && is_name(name) && !found && i < folders->count; i++) {
        found = find_exactly(folders->paths[i], &wanted) || each_name(folders->paths[i], take_wanted, &wanted);
    }
    free(folders);
    return found;
}

/* --- the list --- */

struct gathered {
    struct theme_list *list;
    bool no_memory;
};

static bool take_any(void *user, const char *folder, const char *name) {
    struct gathered *gathered = user;
    struct theme_list *list = gathered->list;
    for (size_t i = 0; i < list->count; i++) {
        if (compare(list->themes[i].name, name) == 0) {
            return false;
        }
    }
    struct theme_name *grown = realloc(list->themes, (list->count + 1) * sizeof *grown), one = {strdup(name), NULL};
    list->themes = grown != NULL ? grown : list->themes;
    if (grown == NULL || one.name == NULL || asprintf(&one.path, "%s/%s", folder, name) < 0) {
        free(one.name);
        gathered->no_memory = true;
        return true;
    }
    size_t length = strlen(one.name), dropped = sizeof ending - 1;
    if (length > dropped && strcmp(one.name + length - dropped, ending) == 0) {
        one.name[length - dropped] = '\0';
    }
    list->themes[list->count++] = one;
    return false;
}

static int by_name(const void *a, const void *b) {
    return strcasecmp(((const struct theme_name *)a)->name, ((const struct theme_name *)b)->name);
}

bool theme_folders_list(struct theme_list *list) {
    struct folders *folders = all_folders();
    struct gathered gathered = {list, folders == NULL};
    *list = (struct theme_list){NULL, 0};
    for (size_t i = 0; !gathered.no_memory && i < folders->count; i++) {
        each_name(folders->paths[i], take_any, &gathered);
    }
    free(folders);
    if (gathered.no_memory) {
        theme_list_free(list);
        return false;
    }
    if (list->count > 0) {
        qsort(list->themes, list->count, sizeof *list->themes, by_name);
    }
    return true;
}

void theme_list_free(struct theme_list *list) {
    for (size_t i = 0; i < list->count; i++) {
        free(list->themes[i].name);
        free(list->themes[i].path);
    }
    free(list->themes);
    *list = (struct theme_list){NULL, 0};
}
