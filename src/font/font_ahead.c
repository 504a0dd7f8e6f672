#define _GNU_SOURCE
#include "font_ahead.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

struct font_ahead {
    pthread_t thread;
    struct font_options options;
    char *family, *features; /* copies */
    struct font_set *set;
    char error[256];
};

static void *make(void *argument) {
    struct font_ahead *ahead = argument;
    ahead->set = font_set_create(&ahead->options, ahead->error, sizeof ahead->error);
    return NULL;
}

static void release(struct font_ahead *ahead) {
    free(ahead->family);
    free(ahead->features);
    free(ahead);
}

static bool copy(char **to, const char *text) {
    *to = text != NULL ? strdup(text) : NULL;
    return text == NULL || *to != NULL;
}

static bool start_thread(struct font_ahead *ahead) {
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    int failed = pthread_create(&ahead->thread, NULL, make, ahead);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return failed == 0;
}

struct font_ahead *font_ahead_begin(const struct font_options *options) {
    struct font_ahead *ahead = calloc(1, sizeof *ahead);
    if (ahead == NULL) {
        return NULL;
    }
    bool copied = copy(&ahead->family, options->family) && copy(&ahead->features, options->features);
    ahead->options = *options;
    ahead->options.family = ahead->family;
    ahead->options.features = ahead->features;
    if (!copied || !start_thread(ahead)) {
        release(ahead);
        return NULL;
    }
    return ahead;
}

static bool same_text(const char *a, const char *b) {
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static bool same_lines(const struct font_lines *a, const struct font_lines *b) {
    return a->underline_thickness == b->underline_thickness && a->underline_offset == b->underline_offset &&
           a->cursor_thickness == b->cursor_thickness;
}

/* All but the resolution. */
static bool same_options(const struct font_options *a, const struct font_options *b) {
    return same_text(a->family, b->family) && same_text(a->features, b->features) && a->size_pt == b->size_pt &&
           a->line_height == b->line_height && a->no_ligatures == b->no_ligatures && same_lines(&a->lines, &b->lines);
}

struct font_set *font_ahead_take(struct font_ahead *ahead, const struct font_options *options, char *error,
                                 size_t error_size) {
    struct font_set *set = NULL;
    if (ahead != NULL) {
        pthread_join(ahead->thread, NULL);
        bool fits = same_options(&ahead->options, options);
        if (ahead->set != NULL && fits && ahead->options.dpi != options->dpi) {
            fits = font_set_resize(ahead->set, options->size_pt, options->dpi, error, error_size);
        }
        if (fits) {
            set = ahead->set;
        } else {
            font_set_destroy(ahead->set);
        }
        release(ahead);
    }
    return set != NULL ? set : font_set_create(options, error, error_size);
}

void font_ahead_cancel(struct font_ahead *ahead) {
    if (ahead != NULL) {
        pthread_join(ahead->thread, NULL);
        font_set_destroy(ahead->set);
        release(ahead);
    }
}
