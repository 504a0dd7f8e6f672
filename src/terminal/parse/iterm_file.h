/* iterm_file.h - the arguments of iTerm2's files, and how large an image is shown that they ask for.
 *
 *     OSC 1337 ; File = key=value ; key=value ... : base64 ST
 *
 * Keys: inline, width, height, preserveAspectRatio, size, name (iterm2.com/documentation-images.html), and WezTerm's
 * doNotMoveCursor. A size is a number of cells, of pixels (px), of per cent of the screen, or auto. What is not
 * understood is left out, as are unknown keys; the last of equal keys counts. */
#ifndef QR_ITERM_FILE_H
#define QR_ITERM_FILE_H

#include "span.h"

enum qr_iterm_unit { QR_ITERM_AUTO, QR_ITERM_CELLS, QR_ITERM_PIXELS, QR_ITERM_PERCENT };

struct qr_iterm_length {
    enum qr_iterm_unit unit;
    uint32_t value;
};

struct qr_iterm_file {
    bool shown; /* inline=1; else it is to be saved, which is not a terminal's to do */
    bool stretched;
    bool cursor_stays;
    uint32_t size; /* of the file in bytes, as announced; 0: not said */
    struct qr_iterm_length width, height;
};

void qr_iterm_file_read(struct qr_span arguments, struct qr_iterm_file *file);

/* What an image is shown in: `screen` is that of all cells. */
struct qr_iterm_measures {
    uint32_t image_width, image_height;
    uint32_t cell_width, cell_height;
    uint32_t screen_cols, screen_rows;
};

/* How large the image is drawn, in pixels, both at least 1. A side that is auto follows the other one; where both are,
 * it is the image's own size, or less where it is wider than the screen. Where both are given, it is as large as fits
 * into them with its proportions kept, or stretched to them. A side is at most `screen` columns and QR_ITERM_ROWS_MAX
 * rows. */
void qr_iterm_file_fit(const struct qr_iterm_file *file, const struct qr_iterm_measures *measures, uint32_t *width_px,
                       uint32_t *height_px);

#define QR_ITERM_ROWS_MAX 1024u

#endif
