/* What a viewport shows, as text, for tests. */
#define _GNU_SOURCE
#include <stdlib.h>

#include "utf8_write.h"
#include "viewport_parts.h"

static void describe_panel(const struct scene_panel *panel, FILE *file) {
    for (uint32_t i = 0; panel != NULL && i < panel->count; i++) {
        fprintf(file, "panel-%u%s: ", i, panel->rows[i].look == PANEL_CHOSEN ? "-chosen" : "");
        for (const char *at = panel->rows[i].text; *at != '\0'; at++) {
            if (*at != '\x0E' && *at != '\x0F') {
                fputc(*at, file);
            }
        }
        fputc('\n', file);
    }
}

static void describe_row(struct viewport *viewport, uint32_t row, struct quire_frame_cell *cells, FILE *file) {
    uint32_t count = viewport_row(viewport, row, cells, viewport->info.cols);
    while (count > 0 && (cells[count - 1].text_length == 0 ||
                         (cells[count - 1].text_length == 1 && cells[count - 1].text[0] == ' '))) {
        count--;
    }
    for (uint32_t col = 0; col < count; col++) {
        char bytes[UTF8_MAX];
        if (cells[col].width == 0) {
            continue;
        }
        for (uint32_t i = 0; i < cells[col].text_length; i++) {
            fwrite(bytes, 1, utf8_write(cells[col].text[i], bytes), file);
        }
        if (cells[col].text_length == 0) {
            fputc(' ', file);
        }
    }
    fputc('\n', file);
}

/* "hints: a@3,10 ..." row and column of each, and "note:". */
static void describe_labels(const struct viewport *viewport, FILE *file) {
    const char *note = "";
    fprintf(file, "hints:");
    for (size_t i = 0; i < viewport->picture.label_count; i++) {
        const struct scene_label *label = &viewport->picture.labels[i];
        if (label->kind == SCENE_LABEL_HINT) {
            fprintf(file, " %s@%u,%u", label->text, label->row, label->col);
        } else {
            note = label->text;
        }
    }
    fprintf(file, "\nnote: %s\npointed: %zu\n", note, viewport->picture.highlights[HIGHLIGHT_LINK].count);
}

void viewport_describe(struct viewport *viewport, FILE *file) {
    viewport_own_frame(viewport);
    const struct font_metrics *metrics = drawing_metrics(viewport->drawing);
    const struct quire_frame_info *info = &viewport->info;
    fprintf(file, "frames: %llu\nrows-drawn: %llu\n", (unsigned long long)viewport->frames_drawn,
            (unsigned long long)viewport->rows_drawn);
    fprintf(file, "size: %u %u\ncell: %u %u\nwindow: %u %u\npadding: %u\nfont-size: %g\n", info->cols, info->rows,
            metrics->cell_width, metrics->cell_height, viewport->picture.area.width, viewport->picture.area.height,
            viewport->picture.padding_px, drawing_font_size(viewport->drawing));
    fprintf(
        file,
        "cursor: %u %u %s\nfocused: %d\nalternate: %d\nscroll: %llu %llu\nscroll-part: %u\nscrollbar: %g\nhover: %u\n",
        info->cursor_row, info->cursor_col, info->cursor_visible ? "visible" : "hidden", viewport->picture.focused,
        info->alternate_screen, (unsigned long long)info->scroll_offset, (unsigned long long)info->scroll_total,
        (unsigned)viewport->part_px, (double)viewport->picture.scrollbar.alpha, viewport->picture.hover_link);
    describe_panel(viewport->picture.panel, file);
    fprintf(file, "copy-cursor:");
    if (viewport->picture.cursor == SCENE_CURSOR_OWN) {
        fprintf(file, " %u %u", viewport->picture.cursor_row, viewport->picture.cursor_col);
    }
    fprintf(file, "\nmessage: %s\npreedit: %s\n", viewport->picture.message != NULL ? viewport->picture.message : "",
            viewport->preedit);
    describe_labels(viewport, file);
    fprintf(file, "screen:\n");
    struct quire_frame_cell *cells = calloc(info->cols > 0 ? info->cols : 1, sizeof *cells);
    for (uint32_t row = 0; cells != NULL && row < info->rows; row++) {
        describe_row(viewport, row, cells, file);
    }
    free(cells);
}
