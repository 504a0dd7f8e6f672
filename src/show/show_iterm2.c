#include "show_iterm2.h"

#include <string.h>

/* One side: in cells, or as it follows from the other one; in pixels where no cells fit; else the picture's own. */
static void add_side(struct show_output *output, const char *key, uint32_t cells, uint32_t other_cells, bool scaled,
                     uint32_t px) {
    if (cells > 0) {
        show_output_format(output, ";%s=%u", key, (unsigned)cells);
    } else if (scaled && other_cells == 0) {
        show_output_format(output, ";%s=%upx", key, (unsigned)px);
    } else {
        show_output_format(output, ";%s=auto", key);
    }
}

bool show_iterm2_encode(struct show_output *output, const uint8_t *file, size_t length, const char *name,
                        const struct show_layout *layout) {
    show_output_format(output, "\033]1337;File=inline=1;size=%zu", length);
    if (name != NULL) {
        show_output_text(output, ";name=");
        show_output_base64(output, (const uint8_t *)name, strlen(name));
    }
    add_side(output, "width", layout->told_cols, layout->told_rows, layout->scaled, layout->width_px);
    add_side(output, "height", layout->told_rows, layout->told_cols, layout->scaled, layout->height_px);
    show_output_format(output, ";preserveAspectRatio=%d:", layout->told_cols == 0 || layout->told_rows == 0);
    show_output_base64(output, file, length);
    show_output_text(output, "\007");
    return !output->failed;
}
