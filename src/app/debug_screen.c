#define _GNU_SOURCE
#include "debug_screen.h"

#include <stdio.h>

#include "config.h"

void debug_screen_write(const char *path, unsigned long serial, const struct view *view, const char *extra) {
    char temporary[CONFIG_TEXT_MAX + 8];
    snprintf(temporary, sizeof temporary, "%s.new", path);
    FILE *file = fopen(temporary, "we");
    if (file == NULL) {
        return;
    }
    fprintf(file, "serial: %lu\n%s", serial, extra);
    view_describe(view, file);
    if (fclose(file) == 0) {
        rename(temporary, path);
    }
}
