#include "font_ahead.h"

#include <stdlib.h>

#include "worker_thread.h"

struct font_ahead {
    pthread_t thread;
    struct font_options options; /* a copy */
    struct font_set *set;
    char error[256];
};

static void *make(void *argument) {
    struct font_ahead *ahead = argument;
    ahead->set = font_set_create(&ahead->options, ahead->error, sizeof ahead->error);
    return NULL;
}

static void release(struct font_ahead *ahead) {
    font_options_release(&ahead->options);
    free(ahead);
}

struct font_ahead *font_ahead_begin(const struct font_options *options) {
    struct font_ahead *ahead = calloc(1, sizeof *ahead);
    if (ahead == NULL) {
        return NULL;
    }
    if (!font_options_copy(&ahead->options, options)) {
        free(ahead);
        return NULL;
    }
    if (!worker_thread_start(&ahead->thread, make, ahead)) {
        release(ahead);
        return NULL;
    }
    return ahead;
}

struct font_set *font_ahead_take(struct font_ahead *ahead, const struct font_options *options, char *error,
                                 size_t error_size) {
    struct font_set *set = NULL;
    if (ahead != NULL) {
        pthread_join(ahead->thread, NULL);
        bool fits = font_options_same(&ahead->options, options);
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
