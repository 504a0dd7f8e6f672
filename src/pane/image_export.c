#define _GNU_SOURCE
#include "image_export.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "png_write.h"
#include "worker_thread.h"

struct image_export {
    struct event_loop *loop;
    struct loop_task task;
    pthread_t thread;
    struct quire_image *image;
    bool to_file;
    image_export_done *done;
    void *user;
    struct clipboard_text *png; /* the thread's until it has posted */
    char *path;
};

/* ---- on the thread */

static bool write_file(FILE *file, const void *bytes, size_t length) {
    return fwrite(bytes, 1, length, file) == length;
}

static bool write_pixels(FILE *file, const struct quire_image *image) {
    struct quire_image_info info = QUIRE_IMAGE_INFO_INIT;
    quire_image_get_info(image, &info);
    uint8_t *rgba = calloc((size_t)info.width * info.height, 4);
    bool done = false;
    if (rgba != NULL && quire_image_read(image, rgba, (size_t)info.width * 4) == QUIRE_OK) {
        const struct png_pixels pixels = {rgba, info.width, info.height, info.width, info.format == QUIRE_IMAGE_RGB};
        done = png_write(file, &pixels);
    }
    free(rgba);
    return done;
}

static bool write_image(FILE *file, const struct quire_image *image) {
    size_t length;
    const void *bytes = quire_image_file(image, &length);
    return bytes != NULL ? write_file(file, bytes, length) : write_pixels(file, image);
}

static struct clipboard_text *write_memory(const struct quire_image *image) {
    char *bytes = NULL;
    size_t length = 0;
    struct clipboard_text *png = NULL;
    FILE *file = open_memstream(&bytes, &length);
    bool done = file != NULL && write_image(file, image);
    if (file != NULL && fclose(file) == 0 && done) {
        png = clipboard_text_copy(bytes, length);
    }
    if (png != NULL) {
        png->is_png = true;
    }
    free(bytes);
    return png;
}

/* The path of a new file in `file`; NULL: there is none. */
static char *create_file(FILE **file) {
    const char *folder = getenv("XDG_RUNTIME_DIR");
    char *path = NULL;
    *file = NULL;
    if (asprintf(&path, "%s/quire-image-XXXXXX.png", folder != NULL && folder[0] == '/' ? folder : "/tmp") < 0) {
        return NULL;
    }
    int descriptor = mkostemps(path, 4, O_CLOEXEC);
    *file = descriptor >= 0 ? fdopen(descriptor, "wb") : NULL;
    if (*file == NULL) {
        if (descriptor >= 0) {
            close(descriptor);
            unlink(path);
        }
        free(path);
        return NULL;
    }
    return path;
}

static char *write_named(const struct quire_image *image) {
    FILE *file;
    char *path = create_file(&file);
    if (path == NULL) {
        return NULL;
    }
    bool done = write_image(file, image);
    if (fclose(file) != 0 || !done) {
        unlink(path);
        free(path);
        return NULL;
    }
    return path;
}

static void *run(void *argument) {
    struct image_export *export = argument;
    if (export->to_file) {
        export->path = write_named(export->image);
    } else {
        export->png = write_memory(export->image);
    }
    event_loop_post(export->loop, &export->task);
    return NULL;
}

/* ---- on the loop */

static void release(struct image_export *export) {
    quire_image_release(export->image);
    free(export->path);
    free(export);
}

static void finished(void *user) {
    struct image_export *export = user;
    pthread_join(export->thread, NULL);
    const struct image_exported result = {export->png, export->path};
    export->done(export->user, &result);
    release(export);
}

struct image_export *image_export_start(struct event_loop *loop, struct quire_image *image, bool to_file,
                                        image_export_done *done, void *user) {
    struct image_export *export = calloc(1, sizeof *export);
    if (export == NULL) {
        quire_image_release(image);
        return NULL;
    }
    *export = (struct image_export){.loop = loop,
                                    .task = {.run = finished, .user = export},
                                    .image = image,
                                    .to_file = to_file,
                                    .done = done,
                                    .user = user};
    if (!worker_thread_start(&export->thread, run, export)) {
        release(export);
        return NULL;
    }
    return export;
}

void image_export_cancel(struct image_export *export) {
    if (export == NULL) {
        return;
    }
    pthread_join(export->thread, NULL);
    event_loop_withdraw(export->loop, &export->task);
    clipboard_text_release(export->png);
    if (export->path != NULL) {
        unlink(export->path);
    }
    release(export);
}
