/* show_read.h - files to pixels.
 *
 * What a file is, its first bytes say, not its name. PNG is decoded here; JPEG, GIF and WebP by the confined process of
 * src/decode, which is started with the first such file and asked again for the next. */
#ifndef SHOW_READ_H
#define SHOW_READ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "decoder_now.h"
#include "show_picture.h"

enum show_kind { SHOW_UNKNOWN, SHOW_PNG, SHOW_JPEG, SHOW_GIF, SHOW_WEBP };

struct show_file {
    uint8_t *bytes; /* of malloc */
    size_t length;
    enum show_kind kind;
};

/* What begins so. */
enum show_kind show_kind_of(const uint8_t *bytes, size_t length);

/* All of a file, "-" for standard input. False: one line in `error`, to stand behind the name of the file: "is a
 * folder". */
bool show_file_read(const char *path, struct show_file *file, char *error, size_t error_size);

/* Its pixels; `first_only`: an animation's first frame alone. `decoder` begins as DECODER_PROCESS_INIT and is the
 * caller's to stop. What ends early is shown as far as it came. False: as above. */
bool show_file_decode(const struct show_file *file, bool first_only, struct decoder_process *decoder,
                      struct show_picture *picture, char *error, size_t error_size);

void show_file_finish(struct show_file *file);

#endif
