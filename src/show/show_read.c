#define _GNU_SOURCE
#include "show_read.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "decoder_serve.h"
#include "show_png.h"

/* Larger files are no pictures. */
#define FILE_MOST ((size_t)512 << 20)

enum show_kind show_kind_of(const uint8_t *bytes, size_t length) {
    static const struct {
        const char *bytes;
        size_t length, at;
        enum show_kind kind;
    } all[] = {{"\x89PNG\r\n\x1a\n", 8, 0, SHOW_PNG},
               {"\xFF\xD8\xFF", 3, 0, SHOW_JPEG},
               {"GIF87a", 6, 0, SHOW_GIF},
               {"GIF89a", 6, 0, SHOW_GIF},
               {"WEBP", 4, 8, SHOW_WEBP}};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        if (length >= all[i].at + all[i].length && memcmp(bytes + all[i].at, all[i].bytes, all[i].length) == 0) {
            return all[i].kind;
        }
    }
    return SHOW_UNKNOWN;
}

/* Makes room for more. False: no memory. */
static bool grow(struct show_file *file, size_t *capacity) {
    if (file->length == *capacity) {
        size_t wanted = *capacity == 0 ? 65536 : *capacity * 2;
        uint8_t *grown = realloc(file->bytes, wanted);
        if (grown == NULL) {
            return false;
        }
        file->bytes = grown;
        *capacity = wanted;
    }
    return true;
}

static const char *read_stream(FILE *stream, struct show_file *file) {
    size_t capacity = 0, got = 1;
    errno = 0;
    while (got > 0) {
        if (!grow(file, &capacity)) {
            return "is too large for the memory";
        }
        got = fread(file->bytes + file->length, 1, capacity - file->length, stream);
        file->length += got;
        if (file->length > FILE_MOST) {
            return "is larger than any picture, 512 MiB";
        }
    }
    return ferror(stream) ? strerror(errno) : NULL;
}

static bool is_folder(FILE *stream) {
    struct stat status;
    return fstat(fileno(stream), &status) == 0 && S_ISDIR(status.st_mode);
}

bool show_file_read(const char *path, struct show_file *file, char *error, size_t error_size) {
    bool is_stdin = strcmp(path, "-") == 0;
    FILE *stream = is_stdin ? stdin : fopen(path, "re");
    *file = (struct show_file){NULL, 0, SHOW_UNKNOWN};
    if (stream == NULL) {
        snprintf(error, error_size, "cannot be read: %s", strerror(errno));
        return false;
    }
    const char *wrong = is_folder(stream) ? "is a folder; its files can be named" : read_stream(stream, file);
    if (!is_stdin) {
        fclose(stream);
    }
    file->kind = show_kind_of(file->bytes, file->length);
    if (wrong == NULL && file->kind == SHOW_UNKNOWN) {
        wrong = file->length == 0 ? "is empty" : "is not a picture that is known here (PNG, JPEG, GIF, WebP)";
    }
    if (wrong != NULL) {
        snprintf(error, error_size, "%s", wrong);
        show_file_finish(file);
    }
    return wrong == NULL;
}

/* The first frame, and room for the others. */
static bool create_frames(struct show_picture *picture, const struct decoded *decoded) {
    if (!show_picture_create(picture, decoded->width, decoded->height)) {
        return false;
    }
    struct show_frame *frames = realloc(picture->frames, decoded->frames * sizeof *frames);
    if (frames == NULL) {
        show_picture_finish(picture);
        return false;
    }
    picture->frames = frames;
    return true;
}

static bool copy_frames(struct show_picture *picture, const struct decoded *decoded) {
    size_t bytes = (size_t)decoded->width * decoded->height * 4;
    bool ready = create_frames(picture, decoded);
    for (uint32_t i = 0; ready && i < decoded->frames; i++) {
        uint8_t *rgba = i == 0 ? picture->frames[0].rgba : malloc(bytes);
        ready = rgba != NULL;
        if (ready) {
            memcpy(rgba, decoded_frame(decoded, i), bytes);
            picture->frames[i] = (struct show_frame){rgba, decoded->durations_ms[i]};
            picture->frame_count = i + 1;
        }
    }
    picture->rounds = ready ? decoded->loops : 0;
    if (!ready) {
        show_picture_finish(picture);
    }
    return ready;
}

static bool decode_elsewhere(const struct show_file *file, bool first_only, struct decoder_process *decoder,
                             struct show_picture *picture, char *error, size_t error_size) {
    static const char *const names[] = {[SHOW_JPEG] = "JPEG", [SHOW_GIF] = "GIF", [SHOW_WEBP] = "WebP"};
    struct decode_limits limits = DECODE_LIMITS_INIT;
    struct decoded decoded;
    limits.frames = first_only ? 1 : limits.frames;
    enum decode_reason reason = decoder_now(decoder, &decoder_self, file->bytes, file->length, &limits, &decoded);
    if (reason == DECODE_OK && !copy_frames(picture, &decoded)) {
        reason = DECODE_NO_MEMORY;
    }
    if (reason != DECODE_OK) {
        snprintf(error, error_size, "cannot be decoded as %s: %s", names[file->kind], decode_reason_text(reason));
    }
    decoded_release(&decoded);
    return reason == DECODE_OK;
}

bool show_file_decode(const struct show_file *file, bool first_only, struct decoder_process *decoder,
                      struct show_picture *picture, char *error, size_t error_size) {
    return file->kind == SHOW_PNG ? show_png_decode(file->bytes, file->length, picture, error, error_size)
                                  : decode_elsewhere(file, first_only, decoder, picture, error, error_size);
}

void show_file_finish(struct show_file *file) {
    free(file->bytes);
    *file = (struct show_file){NULL, 0, SHOW_UNKNOWN};
}
