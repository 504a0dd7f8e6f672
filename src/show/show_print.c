#define _GNU_SOURCE
#include "show_print.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "rgba_scale.h"
#include "show_blocks.h"
#include "show_iterm2.h"
#include "show_kitty.h"
#include "show_picture.h"
#include "show_png.h"
#include "show_sixel.h"

/* One picture on its way. */
struct print {
    struct show_output *output;
    const struct show_file *file;
    const struct show_job *job;
    struct show_picture picture; /* no frames: not decoded */
    struct show_layout layout;
    uint32_t id; /* of kitty's pictures that need one */
};

static struct show_grid grid_of(const struct show_terminal *terminal) {
    struct show_grid grid = {terminal->cols, terminal->rows, terminal->cell_w_px, terminal->cell_h_px, 0, 0};
    if (terminal->protocol == SHOW_BLOCKS) {
        grid.cell_w_px = 1;
        grid.cell_h_px = 2;
    } else if (terminal->protocol == SHOW_SIXEL) {
        grid.most_w_px = terminal->most_w_px;
        grid.most_h_px = terminal->most_h_px;
    }
    return grid;
}

/* Every frame in the size that it will have. */
static bool scale_frames(struct show_picture *picture, uint32_t width, uint32_t height) {
    struct rgba_size from = {picture->width, picture->height}, to = {width, height};
    for (uint32_t i = 0; i < picture->frame_count; i++) {
        uint8_t *scaled = malloc((size_t)width * height * 4);
        if (scaled == NULL || !rgba_scale(picture->frames[i].rgba, from, scaled, to)) {
            free(scaled);
            return false;
        }
        free(picture->frames[i].rgba);
        picture->frames[i].rgba = scaled;
    }
    picture->width = width;
    picture->height = height;
    return true;
}

/* What shines through is the terminal's background, where that is known. */
static void flatten(struct show_picture *picture, const uint8_t *background) {
    uint8_t *rgba = picture->frames[0].rgba;
    for (size_t left = (size_t)picture->width * picture->height; left > 0; left--, rgba += 4) {
        unsigned alpha = rgba[3];
        for (int channel = 0; channel < 3 && alpha > 0 && alpha < 255; channel++) {
            rgba[channel] = (uint8_t)((rgba[channel] * alpha + background[channel] * (255 - alpha) + 127) / 255);
        }
        rgba[3] = alpha > 0 ? 255 : 0;
    }
}

/* Does the terminal get the file itself? kitty's only in its own size: told one side in cells, older ones (kitty 0.26)
 * leave the other as it is; placeholders fit it into both. */
static bool passes_file(const struct print *print) {
    const struct show_terminal *terminal = print->job->terminal;
    bool keeps_size = !print->layout.scaled || terminal->in_tmux;
    return terminal->protocol == SHOW_KITTY    ? print->file->kind == SHOW_PNG && keeps_size
           : terminal->protocol == SHOW_ITERM2 ? !(print->job->no_animation && print->file->kind == SHOW_GIF)
                                               : false;
}

static uint32_t random_id(void) {
    uint32_t random = 0; /* without any, one picture replaces the other */
    ssize_t got = getrandom(&random, sizeof random, GRND_NONBLOCK);
    return show_kitty_id(got == (ssize_t)sizeof random ? random : 0);
}

/* Does nothing scroll? */
static bool has_room(const struct print *print) {
    return print->job->wish->place.given || print->layout.rows < print->job->terminal->rows;
}

static bool add_kitty(struct print *print) {
    const struct show_layout *layout = &print->layout;
    bool in_tmux = print->job->terminal->in_tmux, passes = passes_file(print);
    struct show_kitty kitty = {
        .picture = &print->picture, .id = print->id, .in_tmux = in_tmux, .keep_cursor = has_room(print)};
    if (passes) {
        kitty.png = print->file->bytes;
        kitty.png_length = print->file->length;
    }
    if (in_tmux) {
        kitty.keep_cursor = false;
        kitty.cols = layout->cols;
        kitty.rows = layout->rows;
    }
    return show_kitty_encode(print->output, &kitty);
}

static bool add_iterm2(struct print *print) {
    if (passes_file(print)) {
        return show_iterm2_encode(print->output, print->file->bytes, print->file->length, print->job->name,
                                  &print->layout);
    }
    size_t length;
    uint8_t *png = show_png_encode(&print->picture, &length);
    bool added = png != NULL && show_iterm2_encode(print->output, png, length, print->job->name, &print->layout);
    free(png);
    return added;
}

/* The picture at the cursor. */
static bool add_graphics(struct print *print) {
    const struct show_picture *picture = &print->picture;
    switch (print->job->terminal->protocol) {
    case SHOW_KITTY:
        return add_kitty(print);
    case SHOW_ITERM2:
        return add_iterm2(print);
    default:
        return show_sixel_encode(print->output, picture->frames[0].rgba, picture->width, picture->height,
                                 print->job->terminal->colors);
    }
}

static void move(struct show_output *output, uint32_t count, char direction) {
    if (count > 0) {
        show_output_format(output, "\033[%u%c", (unsigned)count, direction);
    }
}

static void go_to(const struct print *print, uint32_t row) {
    const struct show_place *place = &print->job->wish->place;
    show_output_format(print->output, "\033[%u;%uH", (unsigned)(place->row + row + 1),
                       (unsigned)(place->col + print->layout.indent + 1));
}

/* A picture that is text, row by row. */
static void add_rows(const struct print *print) {
    const struct show_picture *picture = &print->picture;
    const struct show_terminal *terminal = print->job->terminal;
    bool placed = print->job->wish->place.given;
    for (uint32_t row = 0; row < print->layout.rows; row++) {
        if (placed) {
            go_to(print, row);
        } else {
            move(print->output, print->layout.indent, 'C');
        }
        if (terminal->protocol == SHOW_KITTY) {
            show_kitty_placeholders(print->output, print->id, row, print->layout.cols);
        } else {
            show_blocks_row(print->output, picture->frames[0].rgba, picture->width, picture->height, row,
                            terminal->full_color);
        }
        show_output_text(print->output, placed ? "" : "\n");
    }
}

static bool add_text_picture(struct print *print) {
    bool placed = print->job->wish->place.given;
    bool added = print->job->terminal->protocol != SHOW_KITTY || add_kitty(print);
    show_output_text(print->output, placed ? "\0337" : "");
    add_rows(print);
    show_output_text(print->output, placed ? "\0338" : "");
    return added;
}

static bool add_placed(struct print *print) {
    show_output_text(print->output, "\0337");
    go_to(print, 0);
    bool added = add_graphics(print);
    show_output_text(print->output, "\0338");
    return added;
}

static bool add_in_room(struct print *print) {
    for (uint32_t row = 0; row < print->layout.rows; row++) {
        show_output_text(print->output, "\n");
    }
    move(print->output, print->layout.rows, 'A');
    move(print->output, print->layout.indent, 'C');
    show_output_text(print->output, "\0337");
    bool added = add_graphics(print);
    show_output_text(print->output, "\0338\r");
    move(print->output, print->layout.rows, 'B');
    return added;
}

/* Behind a picture that is as wide as the window kitty has gone to the next line by itself. */
static bool add_scrolling(struct print *print) {
    const struct show_terminal *terminal = print->job->terminal;
    bool goes_on = terminal->protocol == SHOW_KITTY && print->layout.indent + print->layout.cols >= terminal->cols;
    move(print->output, print->layout.indent, 'C');
    bool added = add_graphics(print);
    show_output_text(print->output, goes_on ? "\r" : "\n");
    return added;
}

/* Control characters of a name are not for the terminal. */
static void add_name(const struct print *print) {
    move(print->output, print->layout.indent, 'C');
    for (const char *at = print->job->name; *at != '\0'; at++) {
        bool is_control = (unsigned char)*at < 0x20 || *at == 0x7F;
        show_output_add(print->output, is_control ? "?" : at, 1);
    }
    show_output_text(print->output, "\n");
}

static bool add_picture(struct print *print) {
    const struct show_terminal *terminal = print->job->terminal;
    bool is_text = terminal->protocol == SHOW_BLOCKS || (terminal->protocol == SHOW_KITTY && terminal->in_tmux);
    bool added = is_text                         ? add_text_picture(print)
                 : print->job->wish->place.given ? add_placed(print)
                 : has_room(print)               ? add_in_room(print)
                                                 : add_scrolling(print);
    if (print->job->prints_name && !print->job->wish->place.given) {
        add_name(print);
    }
    return added && !print->output->failed;
}

/* Size and, where they are needed, pixels; then where it stands. */
static bool prepare(struct print *print, char *error, size_t error_size) {
    const struct show_job *job = print->job;
    const struct show_terminal *terminal = job->terminal;
    struct show_grid grid = grid_of(terminal);
    bool is_first = job->no_animation || terminal->protocol != SHOW_KITTY;
    uint32_t width, height;
    bool has_size =
        print->file->kind == SHOW_PNG && show_png_size(print->file->bytes, print->file->length, &width, &height);
    if (has_size) {
        show_layout_make(job->wish, &grid, width, height, &print->layout);
    }
    if (has_size && passes_file(print)) {
        bool is_whole = show_png_is_whole(print->file->bytes, print->file->length);
        snprintf(error, error_size, "%s", is_whole ? "" : "is a broken PNG: it is cut off, or a checksum is wrong");
        return is_whole;
    }
    if (!show_file_decode(print->file, is_first, job->decoder, &print->picture, error, error_size)) {
        return false;
    }
    show_layout_make(job->wish, &grid, print->picture.width, print->picture.height, &print->layout);
    return true;
}

/* Pixels as the protocol wants them. */
static bool finish_pixels(struct print *print) {
    const struct show_terminal *terminal = print->job->terminal;
    struct show_picture *picture = &print->picture;
    const struct show_layout *layout = &print->layout;
    if (picture->frames == NULL || terminal->protocol == SHOW_ITERM2) {
        return true;
    }
    if (layout->scaled && !scale_frames(picture, layout->width_px, layout->height_px)) {
        return false;
    }
    if (terminal->protocol != SHOW_KITTY && terminal->has_background) {
        flatten(picture, terminal->background);
    }
    picture->rounds = print->job->has_rounds ? print->job->rounds : picture->rounds;
    return true;
}

bool show_print(struct show_output *output, const struct show_file *file, const struct show_job *job, char *error,
                size_t error_size) {
    struct print print = {.output = output, .file = file, .job = job};
    if (!prepare(&print, error, error_size)) {
        return false;
    }
    bool needs_id = print.picture.frame_count > 1 || job->terminal->in_tmux;
    print.id = needs_id ? random_id() : 0;
    bool printed = finish_pixels(&print) && add_picture(&print);
    if (!printed) {
        snprintf(error, error_size, "is too large for the memory");
    }
    show_picture_finish(&print.picture);
    return printed;
}
