#include "font_finder.h"

#include <stdlib.h>
#include <string.h>

#include "worker_thread.h"

struct font_finder {
    struct font_source source;
    char *family;
    void (*found)(void *user);
    void *user;
    unsigned waits;
    pthread_t thread;
    bool is_threaded, was_started;
    pthread_mutex_t lock; /* of the following */
    pthread_cond_t changed;
    bool order_asked; /* it was wanted once; it is made once */
    bool order_wanted, ends;
    unsigned files_wanted;
    uint32_t next_number;
    struct font_notes notes;
    _Atomic(struct font_order *) order;
};

struct font_finder *font_finder_create(const struct font_source *source, const struct font_options *options,
                                       const char *family, uint32_t first_number) {
    struct font_finder *finder = calloc(1, sizeof *finder);
    size_t length = strlen(family) + 1;
    char *copy = finder ? malloc(length) : NULL;
    if (!copy) {
        free(finder);
        return NULL;
    }
    finder->source = *source;
    finder->family = memcpy(copy, family, length);
    finder->found = options->found;
    finder->user = options->user;
    finder->is_threaded = options->found != NULL;
    finder->next_number = first_number;
    pthread_mutex_init(&finder->lock, NULL);
    pthread_cond_init(&finder->changed, NULL);
    return finder;
}

void font_finder_destroy(struct font_finder *finder) {
    if (!finder)
        return;
    if (finder->was_started) {
        pthread_mutex_lock(&finder->lock);
        finder->ends = true;
        pthread_cond_signal(&finder->changed);
        pthread_mutex_unlock(&finder->lock);
        pthread_join(finder->thread, NULL);
    }
    font_order_destroy(atomic_load(&finder->order));
    pthread_cond_destroy(&finder->changed);
    pthread_mutex_destroy(&finder->lock);
    free(finder->family);
    free(finder);
}

/* False: no memory. */
static bool sort(struct font_finder *finder) {
    struct font_order *order = font_order_create(finder->source.config, finder->family, finder->source.rules);
    atomic_store_explicit(&finder->order, order, memory_order_release);
    return order != NULL;
}

/* What fontconfig calls coloured and has no colours that are drawn is not used: its outlines are blank or a makeshift.
 */
static struct font_face *open_drawable(const struct font_finder *finder, const struct font_entry *entry, char *error,
                                       size_t error_size) {
    struct font_face *face =
        font_face_open(finder->source.library, entry->pattern, finder->source.rules, error, error_size);
    if (face && entry->color && !face->color) {
        snprintf(error, error_size, "font: the colours of '%s' are of a kind that is not drawn (COLRv1 or SVG)",
                 face->ft->family_name ? face->ft->family_name : "a font");
        font_face_close(face);
        return NULL;
    }
    return face;
}

/* Opens a file without the lock, which the others may take meanwhile. */
static void open_entry(struct font_finder *finder, struct font_entry *entry) {
    char error[200];
    struct font_face *face = open_drawable(finder, entry, error, sizeof error);
    pthread_mutex_lock(&finder->lock);
    if (face)
        face->number = finder->next_number++;
    else
        font_note(&finder->notes, "%s; other fonts are used", error);
    entry->face = face;
    atomic_store_explicit(&entry->file, face ? FONT_OPEN : FONT_BROKEN, memory_order_release);
    pthread_mutex_unlock(&finder->lock);
}

static struct font_entry *wanted_entry(const struct font_finder *finder) {
    struct font_order *order = atomic_load_explicit(&finder->order, memory_order_relaxed);
    for (size_t i = 0; order && i < order->count; i++) {
        if (atomic_load_explicit(&order->entries[i].file, memory_order_relaxed) == FONT_WANTED)
            return &order->entries[i];
    }
    return NULL;
}

/* One thing that is wanted; the lock is held before and after. False: nothing is. */
static bool find_one(struct font_finder *finder) {
    struct font_entry *entry = finder->files_wanted ? wanted_entry(finder) : NULL;
    if (!finder->order_wanted && !entry)
        return false;
    finder->files_wanted -= entry != NULL;
    finder->order_wanted = finder->order_wanted && entry;
    pthread_mutex_unlock(&finder->lock);
    bool news = true;
    if (entry)
        open_entry(finder, entry);
    else
        news = sort(finder);
    if (news)
        finder->found(finder->user);
    pthread_mutex_lock(&finder->lock);
    finder->order_asked = finder->order_asked && news;
    return true;
}

static void *work(void *argument) {
    struct font_finder *finder = argument;
    pthread_mutex_lock(&finder->lock);
    while (!finder->ends) {
        if (!find_one(finder))
            pthread_cond_wait(&finder->changed, &finder->lock);
    }
    pthread_mutex_unlock(&finder->lock);
    return NULL;
}

/* Starts the thread when it is the first question. False: there is none, and the caller does the work. */
static bool has_thread(struct font_finder *finder) {
    if (finder->is_threaded && !finder->was_started) {
        finder->was_started = worker_thread_start(&finder->thread, work, finder);
        finder->is_threaded = finder->was_started;
    }
    return finder->is_threaded;
}

struct font_order *font_finder_order(struct font_finder *finder) {
    struct font_order *order = atomic_load_explicit(&finder->order, memory_order_acquire);
    if (order)
        return order;
    if (!has_thread(finder)) {
        finder->waits++;
        sort(finder);
        return atomic_load_explicit(&finder->order, memory_order_relaxed);
    }
    pthread_mutex_lock(&finder->lock);
    if (!finder->order_asked) {
        finder->order_asked = finder->order_wanted = true;
        pthread_cond_signal(&finder->changed);
    }
    pthread_mutex_unlock(&finder->lock);
    return atomic_load_explicit(&finder->order, memory_order_acquire);
}

enum font_file font_finder_open(struct font_finder *finder, struct font_entry *entry) {
    enum font_file file = (enum font_file)atomic_load_explicit(&entry->file, memory_order_acquire);
    if (file != FONT_CLOSED)
        return file;
    if (!has_thread(finder)) {
        finder->waits++;
        open_entry(finder, entry);
        return (enum font_file)atomic_load_explicit(&entry->file, memory_order_relaxed);
    }
    pthread_mutex_lock(&finder->lock);
    atomic_store_explicit(&entry->file, FONT_WANTED, memory_order_relaxed);
    finder->files_wanted++;
    pthread_cond_signal(&finder->changed);
    pthread_mutex_unlock(&finder->lock);
    return FONT_WANTED;
}

struct font_face *font_finder_face(struct font_entry *entry, double px) {
    if (!entry->sized && !font_face_set_size(entry->face, px)) {
        atomic_store_explicit(&entry->file, FONT_BROKEN, memory_order_release);
        return NULL;
    }
    entry->sized = true;
    return entry->face;
}

void font_finder_resized(struct font_finder *finder) {
    struct font_order *order = atomic_load_explicit(&finder->order, memory_order_acquire);
    for (size_t i = 0; order && i < order->count; i++)
        order->entries[i].sized = false;
}

void font_finder_notes(struct font_finder *finder, struct font_notes *notes) {
    pthread_mutex_lock(&finder->lock);
    for (size_t i = 0; i < finder->notes.count; i++)
        font_note(notes, "%s", finder->notes.lines[i]);
    finder->notes.count = 0;
    pthread_mutex_unlock(&finder->lock);
}

unsigned font_finder_waits(const struct font_finder *finder) {
    return finder->waits;
}
