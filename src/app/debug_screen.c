#define _GNU_SOURCE
#include "debug_screen.h"

#include <stdio.h>

#include "app_window.h"

static unsigned count(const struct app_window *windows) {
    unsigned number = 0;
    for (; windows != NULL; windows = windows->next) {
        number++;
    }
    return number;
}

void debug_screen_write(const char *path, unsigned long serial, struct app_window *windows) {
    char temporary[CONFIG_TEXT_MAX + 8];
    snprintf(temporary, sizeof temporary, "%s.new", path);
    FILE *file = fopen(temporary, "we");
    if (file == NULL) {
        return;
    }
    fprintf(file, "serial: %lu\nwindows: %u\n", serial, count(windows));
    if (windows != NULL) {
        app_window_describe(windows, file);
    }
    if (fclose(file) == 0) {
        rename(temporary, path);
    }
}
