/* Loaded before a program (LD_PRELOAD): says on standard error when the environment is changed while there are other
 * threads, any of which may be reading it. */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void look(const char *name) {
    DIR *tasks = opendir("/proc/self/task");
    int threads = 0;
    for (struct dirent *entry; tasks != NULL && (entry = readdir(tasks)) != NULL;)
        threads += entry->d_name[0] != '.';
    if (threads > 1)
        fprintf(stderr, "%s is changed beside %d other threads\n", name, threads - 1);
    if (tasks != NULL)
        closedir(tasks);
}

__attribute__((visibility("default"))) int setenv(const char *name, const char *value, int replace) {
    int (*real)(const char *, const char *, int);
    void *found = dlsym(RTLD_NEXT, "setenv");
    memcpy(&real, &found, sizeof real);
    look(name);
    return real(name, value, replace);
}

__attribute__((visibility("default"))) int unsetenv(const char *name) {
    int (*real)(const char *);
    void *found = dlsym(RTLD_NEXT, "unsetenv");
    memcpy(&real, &found, sizeof real);
    look(name);
    return real(name);
}
