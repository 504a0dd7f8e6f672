#define _GNU_SOURCE
#include "session_images.h"

#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "decoder_now.h"
#include "event_loop.h"
#include "medium.h"
#include "medium_remote.h"

/* A file on its way to the decoder and back. */
struct waiting {
    struct session_images *images;
    uint64_t image;
    struct decoder_job *job; /* the main thread's; NULL: not handed over yet */
    struct waiting *next;
    size_t length;
    uint8_t bytes[];
};

struct session_images {
    struct session_images_by by;
    struct session_images_terminal terminal;
    struct loop_task task;
    struct decoder_process process; /* of by.program */

    pthread_mutex_t queue_lock; /* of the next four */
    struct waiting *queued, **last;
    size_t queued_bytes; /* of those that are being decoded, too */
    uint64_t limit_bytes;
    struct waiting *decoding; /* the main thread's */

    /* Under the session's lock. */
    const struct pty *pty;
    int files;                /* enum config_image_files */
    struct medium_bytes read; /* what was read last, of no use any more: its memory is */
    char folders[CONFIG_TEXT_MAX], home[PATH_MAX], temporary[PATH_MAX];
    int spent;         /* a file that was read, not closed yet; -1: none */
    bool is_elsewhere; /* the shell's directory is another machine's */
};

/* --- files that programs name --- */

/* A dozen system calls for each image; who it is may change from one to the next. */
static bool may_be_remote(const struct session_images *images) {
    struct pty_foreground foreground;
    if (images->pty == NULL || images->is_elsewhere) {
        return true;
    }
    pid_t group = pty_foreground(images->pty, &foreground) ? foreground.group : 0;
    return medium_has_carrier(pty_child(images->pty), group);
}

static enum medium_kind kind_of(enum quire_medium medium) {
    static const enum medium_kind kinds[] = {[QUIRE_MEDIUM_FILE] = MEDIUM_FILE,
                                             [QUIRE_MEDIUM_TEMPORARY_FILE] = MEDIUM_TEMPORARY,
                                             [QUIRE_MEDIUM_SHARED_MEMORY] = MEDIUM_SHARED};
    return kinds[medium];
}

static bool may_read(const struct session_images *images) {
    return images->files == CONFIG_IMAGE_FILES_ALWAYS ||
           (images->files == CONFIG_IMAGE_FILES_LOCAL && !may_be_remote(images));
}

static struct medium_rules rules_of(const struct session_images *images) {
    return (struct medium_rules){images->folders, images->home[0] != '\0' ? images->home : NULL, images->temporary,
                                 images->limit_bytes};
}

static const char *read_medium(void *user, enum quire_medium medium, const char *name, uint64_t offset, uint64_t size,
                               const uint8_t **bytes, size_t *length,
                               void (**release)(void *user, const uint8_t *bytes, size_t length)) {
    struct session_images *images = user;
    const struct medium_request request = {kind_of(medium), name, offset, size};
    const struct medium_rules rules = rules_of(images);
    if (!may_read(images)) {
        return "EPERM";
    }
    const char *error = medium_read(&request, &rules, &images->read, &images->spent);
    if (error == NULL) {
        *bytes = images->read.bytes;
        *length = images->read.length;
        *release = NULL; /* kept for the next one */
    }
    return error;
}

static const char *fill_medium(void *user, enum quire_medium medium, const char *name, uint64_t offset, size_t size,
                               void *to, size_t *length) {
    struct session_images *images = user;
    const struct medium_request request = {kind_of(medium), name, offset, size};
    const struct medium_rules rules = rules_of(images);
    return may_read(images) ? medium_fill(&request, &rules, to, length, &images->spent) : "EPERM";
}

int session_images_spent(struct session_images *images) {
    int file = images->spent;
    images->spent = -1;
    return file;
}

void session_images_tidy(struct session_images *images) {
    medium_bytes_free(&images->read);
}

static void close_spent(struct session_images *images) {
    if (images->spent >= 0) {
        close(images->spent);
    }
}

/* --- formats that others decode --- */

/* False: too much waits. */
static bool enqueue(struct session_images *images, struct waiting *waiting) {
    pthread_mutex_lock(&images->queue_lock);
    bool has_room =
        waiting->length <= images->limit_bytes && images->queued_bytes <= images->limit_bytes - waiting->length;
    if (has_room) {
        images->queued_bytes += waiting->length;
        *images->last = waiting;
        images->last = &waiting->next;
    }
    pthread_mutex_unlock(&images->queue_lock);
    return has_room;
}

static struct waiting *dequeue(struct session_images *images) {
    pthread_mutex_lock(&images->queue_lock);
    struct waiting *waiting = images->queued;
    if (waiting != NULL) {
        images->queued = waiting->next;
        images->last = images->queued == NULL ? &images->queued : images->last;
        waiting->next = NULL;
    }
    pthread_mutex_unlock(&images->queue_lock);
    return waiting;
}

static void forget(struct session_images *images, struct waiting *waiting) {
    pthread_mutex_lock(&images->queue_lock);
    images->queued_bytes -= waiting->length;
    pthread_mutex_unlock(&images->queue_lock);
    free(waiting);
}

static bool decode(void *user, uint64_t image, enum quire_image_format format, const uint8_t *bytes, size_t length) {
    struct session_images *images = user;
    struct waiting *waiting = malloc(sizeof *waiting + length);
    (void)format; /* the decoder looks for itself */
    if (waiting == NULL) {
        return false;
    }
    *waiting = (struct waiting){.images = images, .image = image, .length = length};
    memcpy(waiting->bytes, bytes, length);
    if (!enqueue(images, waiting)) {
        free(waiting);
        return false;
    }
    if (images->by.decoder != NULL) {
        event_loop_post(images->by.loop, &images->task);
    }
    return true;
}

static void tell(struct quire_terminal *terminal, uint64_t image, const struct decoded *decoded) {
    struct quire_image_frame *frames = calloc(decoded->frames + 1, sizeof *frames);
    uint32_t count = frames != NULL ? decoded->frames : 0;
    for (uint32_t i = 0; i < count; i++) {
        frames[i].rgba = decoded_frame(decoded, i);
        frames[i].gap_ms = decoded->durations_ms[i] < INT32_MAX ? (int32_t)decoded->durations_ms[i] : INT32_MAX;
    }
    quire_terminal_image_decoded(terminal, image, decoded->width, decoded->height, frames, count, decoded->loops);
    free(frames);
}

/* Images that are no more, or have no room any more, are nothing to the terminal: it is told all the same. */
static void answer(struct session_images *images, uint64_t image, struct decoded *decoded) {
    struct quire_terminal *terminal = images->terminal.lock(images->terminal.user);
    tell(terminal, image, decoded);
    images->terminal.unlock(images->terminal.user);
    decoded_release(decoded);
}

static struct decode_limits limits_of(struct session_images *images) {
    struct decode_limits limits = DECODE_LIMITS_INIT;
    pthread_mutex_lock(&images->queue_lock);
    uint64_t most = images->limit_bytes;
    pthread_mutex_unlock(&images->queue_lock);
    limits.output_bytes = most < limits.output_bytes ? most : limits.output_bytes;
    return limits;
}

static void done(void *user, struct decoded *decoded) {
    struct waiting *waiting = user;
    struct session_images *images = waiting->images;
    for (struct waiting **at = &images->decoding; *at != NULL; at = &(*at)->next) {
        if (*at == waiting) {
            *at = waiting->next;
            break;
        }
    }
    answer(images, waiting->image, decoded);
    forget(images, waiting);
}

static void give_up(struct session_images *images, struct waiting *waiting) {
    struct decoded decoded = {.reason = DECODE_NO_MEMORY};
    answer(images, waiting->image, &decoded);
    forget(images, waiting);
}

static void hand_over(void *user) {
    struct session_images *images = user;
    struct decode_limits limits = limits_of(images);
    for (struct waiting *waiting; (waiting = dequeue(images)) != NULL;) {
        waiting->job = decoder_submit(images->by.decoder, waiting->bytes, waiting->length, &limits, done, waiting);
        if (waiting->job == NULL) {
            give_up(images, waiting);
            continue;
        }
        waiting->next = images->decoding;
        images->decoding = waiting;
    }
}

void session_images_settle(struct session_images *images) {
    struct decode_limits limits = limits_of(images);
    for (struct waiting *waiting; (waiting = dequeue(images)) != NULL;) {
        struct decoded decoded;
        decoder_now(&images->process, images->by.program, waiting->bytes, waiting->length, &limits, &decoded);
        answer(images, waiting->image, &decoded);
        forget(images, waiting);
    }
}

/* --- the whole --- */

void session_images_apply(struct session_images *images, const struct config *config) {
    images->files = config->image_files;
    pthread_mutex_lock(&images->queue_lock);
    images->limit_bytes = (uint64_t)config->image_limit << 20;
    pthread_mutex_unlock(&images->queue_lock);
    snprintf(images->folders, sizeof images->folders, "%s", config->image_folders);
}

void session_images_set_pty(struct session_images *images, const struct pty *pty) {
    images->pty = pty;
}

void session_images_set_directory(struct session_images *images, const char *uri, size_t length) {
    char own[256], begin[512]; /* a host has 255 bytes at most */
    size_t copied = length < sizeof begin ? length : sizeof begin - 1;
    memcpy(begin, uri, copied);
    begin[copied] = '\0';
    if (gethostname(own, sizeof own) != 0) {
        own[0] = '\0';
    }
    own[sizeof own - 1] = '\0';
    images->is_elsewhere = medium_is_elsewhere(begin, own);
}

void session_images_help(struct session_images *images, struct quire_terminal *terminal) {
    struct quire_image_hooks hooks = QUIRE_IMAGE_HOOKS_INIT;
    hooks.user = images;
    hooks.read_medium = read_medium;
    hooks.fill_medium = fill_medium;
    hooks.decode = images->by.decoder != NULL || images->by.program != NULL ? decode : NULL;
    quire_terminal_set_image_hooks(terminal, &hooks);
}

static void name_folders(struct session_images *images) {
    const char *own = getenv("TMPDIR"), *home = getenv("HOME");
    snprintf(images->home, sizeof images->home, "%s", home != NULL ? home : "");
    snprintf(images->temporary, sizeof images->temporary, "%s:%s", MEDIUM_TEMPORARY_FOLDERS, own != NULL ? own : "");
}

struct session_images *session_images_create(const struct config *config, const struct session_images_by *by,
                                             const struct session_images_terminal *terminal) {
    struct session_images *images = calloc(1, sizeof *images);
    if (images == NULL) {
        return NULL;
    }
    pthread_mutex_init(&images->queue_lock, NULL);
    images->by = *by;
    images->by.decoder = by->loop != NULL ? by->decoder : NULL;
    images->terminal = *terminal;
    images->task = (struct loop_task){hand_over, images, NULL, false};
    images->process = (struct decoder_process)DECODER_PROCESS_INIT;
    images->last = &images->queued;
    images->spent = -1;
    name_folders(images);
    session_images_apply(images, config);
    return images;
}

void session_images_destroy(struct session_images *images) {
    if (images == NULL) {
        return;
    }
    if (images->by.decoder != NULL) {
        event_loop_withdraw(images->by.loop, &images->task);
    }
    for (struct waiting *waiting; (waiting = images->decoding) != NULL;) {
        images->decoding = waiting->next;
        decoder_cancel(images->by.decoder, waiting->job);
        free(waiting);
    }
    for (struct waiting *waiting; (waiting = dequeue(images)) != NULL;) {
        free(waiting);
    }
    decoder_process_stop(&images->process);
    medium_bytes_free(&images->read);
    close_spent(images);
    pthread_mutex_destroy(&images->queue_lock);
    free(images);
}
