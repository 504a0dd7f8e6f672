#include "image_reader.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "worker_thread.h"

enum reading { WAITING, RUNNING, DONE, FAILED };

struct listed {
    uint64_t image, version, asked; /* asked: when it was last asked for, by counting */
    enum reading state;
    struct quire_image *content; /* held while it waits and is read */
    uint8_t *rgba;               /* of one that is DONE */
    uint32_t width, height;
};

struct image_reader {
    struct scene_image_reader for_scene;
    struct event_loop *loop;
    struct loop_task task;
    void (*ready)(void *user);
    void *user;
    pthread_t thread;
    bool has_thread;
    uint64_t asked;

    pthread_mutex_t lock; /* over all that follows */
    pthread_cond_t changed;
    bool ends;
    struct listed *list[IMAGE_READER_IMAGES]; /* each by itself, so that the thread's stays where it is */
    uint32_t count;
    size_t bytes; /* of pixels */
};

static size_t bytes_of(const struct listed *listed) {
    return (size_t)listed->width * listed->height * 4;
}

static void drop(struct image_reader *reader, uint32_t index) {
    struct listed *listed = reader->list[index];
    reader->bytes -= listed->rgba ? bytes_of(listed) : 0;
    quire_image_release(listed->content);
    free(listed->rgba);
    free(listed);
    reader->list[index] = reader->list[--reader->count];
}

/* ---- the thread */

/* Whoever was asked for first. */
static struct listed *next_waiting(const struct image_reader *reader) {
    struct listed *next = NULL;
    for (uint32_t i = 0; i < reader->count; i++) {
        struct listed *listed = reader->list[i];
        if (listed->state == WAITING && (!next || listed->asked < next->asked))
            next = listed;
    }
    return next;
}

static uint8_t *read_pixels(const struct listed *listed) {
    uint8_t *rgba = malloc(bytes_of(listed));
    if (rgba && quire_image_read(listed->content, rgba, (size_t)listed->width * 4) != QUIRE_OK) {
        free(rgba);
        rgba = NULL;
    }
    return rgba;
}

static void settle(struct image_reader *reader, struct listed *listed, uint8_t *rgba) {
    listed->rgba = rgba;
    listed->state = rgba ? DONE : FAILED;
    reader->bytes += rgba ? bytes_of(listed) : 0;
    quire_image_release(listed->content);
    listed->content = NULL;
}

/* Locked, but while it reads. */
static void read_one(struct image_reader *reader, struct listed *listed) {
    listed->state = RUNNING;
    pthread_mutex_unlock(&reader->lock);
    uint8_t *rgba = read_pixels(listed);
    pthread_mutex_lock(&reader->lock);
    settle(reader, listed, rgba);
    event_loop_post(reader->loop, &reader->task);
}

static void *run(void *user) {
    struct image_reader *reader = user;
    pthread_mutex_lock(&reader->lock);
    while (!reader->ends) {
        struct listed *listed = next_waiting(reader);
        if (listed)
            read_one(reader, listed);
        else
            pthread_cond_wait(&reader->changed, &reader->lock);
    }
    pthread_mutex_unlock(&reader->lock);
    return NULL;
}

/* ---- asking; locked */

static struct listed *find(const struct image_reader *reader, uint64_t image, uint64_t version) {
    for (uint32_t i = 0; i < reader->count; i++) {
        if (reader->list[i]->image == image && reader->list[i]->version == version)
            return reader->list[i];
    }
    return NULL;
}

/* What was not asked for the longest time; `count` where there is none but what is being read. */
static uint32_t oldest(const struct image_reader *reader) {
    uint32_t found = reader->count;
    for (uint32_t i = 0; i < reader->count; i++) {
        if (reader->list[i]->state != RUNNING &&
            (found == reader->count || reader->list[i]->asked < reader->list[found]->asked))
            found = i;
    }
    return found;
}

/* Room for one more, and for what was read meanwhile. */
static void make_room(struct image_reader *reader) {
    while (reader->count == IMAGE_READER_IMAGES || (reader->bytes > IMAGE_READER_BYTES && reader->count > 1)) {
        uint32_t index = oldest(reader);
        if (index == reader->count)
            return;
        drop(reader, index);
    }
}

/* NULL: no memory, no thread. */
static struct listed *list_image(struct image_reader *reader, struct quire_image *content,
                                 const struct quire_image_info *info) {
    make_room(reader);
    reader->has_thread = reader->has_thread || worker_thread_start(&reader->thread, run, reader);
    struct listed *listed = reader->has_thread ? calloc(1, sizeof *listed) : NULL;
    if (!listed)
        return NULL;
    quire_image_hold(content);
    listed->content = content;
    listed->width = info->width;
    listed->height = info->height;
    reader->list[reader->count++] = listed;
    return listed;
}

static enum scene_fetch answer(const struct listed *listed, struct scene_image_pixels *pixels) {
    if (listed->state != DONE)
        return listed->state == FAILED ? SCENE_FETCH_NEVER : SCENE_FETCH_LATER;
    *pixels = (struct scene_image_pixels){listed->rgba, (size_t)listed->width * 4, listed->width, listed->height};
    return SCENE_FETCH_DONE;
}

static enum scene_fetch ask(struct image_reader *reader, struct listed *listed, struct scene_image_pixels *pixels) {
    bool at_once = (uint64_t)listed->width * listed->height <= IMAGE_READER_AT_ONCE;
    if (listed->state == WAITING && at_once)
        settle(reader, listed, read_pixels(listed));
    listed->asked = ++reader->asked;
    pthread_cond_signal(&reader->changed);
    return answer(listed, pixels);
}

static enum scene_fetch read_image(void *context, struct quire_image *content, uint64_t image, uint64_t version,
                                   struct scene_image_pixels *pixels) {
    struct image_reader *reader = context;
    struct quire_image_info info = QUIRE_IMAGE_INFO_INIT;
    if (quire_image_get_info(content, &info) != QUIRE_OK)
        return SCENE_FETCH_NEVER;
    pthread_mutex_lock(&reader->lock);
    struct listed *listed = find(reader, image, version);
    if (!listed && (listed = list_image(reader, content, &info))) {
        listed->image = image;
        listed->version = version;
    }
    enum scene_fetch fetched = listed ? ask(reader, listed, pixels) : SCENE_FETCH_NEVER;
    pthread_mutex_unlock(&reader->lock);
    return fetched;
}

/* ---- life */

static void tell_ready(void *user) {
    struct image_reader *reader = user;
    reader->ready(reader->user);
}

struct image_reader *image_reader_create(struct event_loop *loop, void (*ready)(void *user), void *user) {
    struct image_reader *reader = calloc(1, sizeof *reader);
    if (!reader)
        return NULL;
    reader->for_scene = (struct scene_image_reader){reader, read_image};
    reader->loop = loop;
    reader->task = (struct loop_task){tell_ready, reader, NULL, false};
    reader->ready = ready;
    reader->user = user;
    pthread_mutex_init(&reader->lock, NULL);
    pthread_cond_init(&reader->changed, NULL);
    return reader;
}

void image_reader_destroy(struct image_reader *reader) {
    if (!reader)
        return;
    pthread_mutex_lock(&reader->lock);
    reader->ends = true;
    pthread_cond_signal(&reader->changed);
    pthread_mutex_unlock(&reader->lock);
    if (reader->has_thread)
        pthread_join(reader->thread, NULL);
    event_loop_withdraw(reader->loop, &reader->task);
    while (reader->count)
        drop(reader, reader->count - 1);
    pthread_cond_destroy(&reader->changed);
    pthread_mutex_destroy(&reader->lock);
    free(reader);
}

const struct scene_image_reader *image_reader_for_scene(const struct image_reader *reader) {
    return &reader->for_scene;
}
