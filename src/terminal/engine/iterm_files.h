/* iterm_files.h - files that programs send in iTerm2's way, and the images that they become.
 *
 *     OSC 1337 ; File = arguments : base64 ST                             whole, or
 *     OSC 1337 ; MultipartFile = arguments ST   FilePart = base64 ST ...   FileEnd ST
 *
 * Decoded as they come, into memory that the store's budget has reserved. What has come whole is measured, becomes an
 * image, and is shown as a part of the text at the cursor, scaled as the arguments say. PNG is decoded by whoever draws
 * it; JPEG, GIF, WebP and whatever else the host knows by the host (quire/image.h), and until it has, or where nobody
 * can, a placeholder stands there, of the size that the file's header tells. A file that tells none is not shown, nor
 * is one that is not inline: saving files is not for a terminal to do unasked.
 *
 * A file is given up, and nothing is shown, when it is no base64, is longer than it said or than the budget, or is cut
 * off; between its parts other output may come. Images are transient: they go with their last strip. */
#ifndef QR_ITERM_FILES_H
#define QR_ITERM_FILES_H

#include "engine.h"

#include "base64_stream.h"
#include "iterm_file.h"

/* Of everything before the data. */
#define QR_ITERM_HEAD_MAX 4096u

struct qr_iterm_files {
    enum { QR_ITERM_HEAD, QR_ITERM_DATA, QR_ITERM_SWALLOWED } phase; /* of the string under way */
    uint8_t head[QR_ITERM_HEAD_MAX];                                 /* "File=width=10;inline=1" */
    size_t head_length;
    bool is_open; /* of a file the end has not come yet */
    struct qr_iterm_file file;
    struct qr_base64_stream base64;
    uint8_t *bytes;
    size_t length, capacity; /* the capacity is reserved in the store */
};

/* What is under way is given up, and memory goes back: a reset, the end of the terminal. No string is open. */
void qr_iterm_files_forget(struct qr_engine *engine);

#endif
