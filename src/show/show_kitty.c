#include "show_kitty.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <zlib.h>

/* 4096 characters of base64. */
#define PIECE_BYTES 3072

/* One command: keys, and data or none. */
static void add_command(struct show_output *output, bool in_tmux, const char *keys, const uint8_t *bytes,
                        size_t length) {
    show_output_text(output, in_tmux ? "\033Ptmux;\033\033_G" : "\033_G");
    show_output_text(output, keys);
    if (length > 0) {
        show_output_text(output, ";");
        show_output_base64(output, bytes, length);
    }
    show_output_text(output, in_tmux ? "\033\033\\\033\\" : "\033\\");
}

/* A command with data of any length. Behind the first piece there are no keys but a=f, which frames need on each. */
static void add_data(struct show_output *output, bool in_tmux, const char *action, const char *keys,
                     const uint8_t *bytes, size_t length) {
    char text[256];
    const char *again = strcmp(action, "a=f") == 0 ? "a=f," : "";
    for (size_t at = 0; at == 0 || at < length; at += PIECE_BYTES) {
        size_t piece = length - at < PIECE_BYTES ? length - at : PIECE_BYTES;
        snprintf(text, sizeof text, "%s%sq=2%s,m=%d", at == 0 ? action : again, at == 0 ? "," : "", at == 0 ? keys : "",
                 at + piece < length);
        add_command(output, in_tmux, text, bytes + at, piece);
    }
}

/* Keys of the first command; those that are 0 are left out. */
static void describe(const struct show_kitty *kitty, char *keys, size_t size) {
    const struct {
        char key;
        uint32_t value;
    } all[] = {
        {'i', kitty->id}, {'U', kitty->in_tmux}, {'c', kitty->cols}, {'r', kitty->rows}, {'C', kitty->keep_cursor}};
    size_t length = 0;
    keys[0] = '\0';
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        if (all[i].value != 0) {
            length += (size_t)snprintf(keys + length, size - length, ",%c=%u", all[i].key, (unsigned)all[i].value);
        }
    }
}

static bool is_opaque(const uint8_t *rgba, size_t pixels) {
    size_t i = 0;
    while (i < pixels && rgba[i * 4 + 3] == 255) {
        i++;
    }
    return i == pixels;
}

/* Drops alpha, in place. */
static void pack_rgb(uint8_t *rgba, size_t pixels) {
    for (size_t i = 0; i < pixels; i++) {
        memmove(rgba + i * 3, rgba + i * 4, 3);
    }
}

/* A frame's pixels, compressed. `keys` of the command stand before those that say what they are. */
static bool add_frame(struct show_output *output, const struct show_kitty *kitty, const uint8_t *rgba,
                      const char *action, const char *more_keys) {
    const struct show_picture *picture = kitty->picture;
    size_t pixels = (size_t)picture->width * picture->height, raw = pixels * 4;
    uLongf length = compressBound((uLong)raw);
    uint8_t *packed = malloc(length), *copy = malloc(raw);
    bool ready = packed != NULL && copy != NULL;
    if (ready) {
        bool opaque = is_opaque(rgba, pixels);
        memcpy(copy, rgba, raw);
        if (opaque) {
            pack_rgb(copy, pixels);
        }
        char keys[200];
        snprintf(keys, sizeof keys, ",f=%d,o=z,s=%u,v=%u%s", opaque ? 24 : 32, (unsigned)picture->width,
                 (unsigned)picture->height, more_keys);
        ready = compress2(packed, &length, copy, (uLong)(opaque ? pixels * 3 : raw), 3) == Z_OK;
        if (ready) {
            add_data(output, kitty->in_tmux, action, keys, packed, length);
        }
    }
    free(copy);
    free(packed);
    return ready;
}

/* The frames behind the first, and how they are to be played. */
static bool add_animation(struct show_output *output, const struct show_kitty *kitty) {
    const struct show_picture *picture = kitty->picture;
    char keys[100];
    for (uint32_t i = 1; i < picture->frame_count; i++) {
        snprintf(keys, sizeof keys, ",i=%u,z=%u,X=1", (unsigned)kitty->id, (unsigned)picture->frames[i].delay_ms);
        if (!add_frame(output, kitty, picture->frames[i].rgba, "a=f", keys)) {
            return false;
        }
    }
    snprintf(keys, sizeof keys, "a=a,q=2,i=%u,r=1,z=%u", (unsigned)kitty->id, (unsigned)picture->frames[0].delay_ms);
    add_command(output, kitty->in_tmux, keys, NULL, 0);
    /* v=1 is for ever, any more are one round less than that */
    snprintf(keys, sizeof keys, "a=a,q=2,i=%u,s=3,v=%u", (unsigned)kitty->id,
             picture->rounds == 0 ? 1u : (unsigned)picture->rounds + 1);
    add_command(output, kitty->in_tmux, keys, NULL, 0);
    return true;
}

bool show_kitty_encode(struct show_output *output, const struct show_kitty *kitty) {
    char keys[128];
    describe(kitty, keys, sizeof keys);
    if (kitty->png != NULL) {
        char all[160];
        snprintf(all, sizeof all, ",f=100%s", keys);
        add_data(output, kitty->in_tmux, "a=T", all, kitty->png, kitty->png_length);
        return !output->failed;
    }
    return add_frame(output, kitty, kitty->picture->frames[0].rgba, "a=T", keys) &&
           (kitty->picture->frame_count == 1 || add_animation(output, kitty)) && !output->failed;
}

void show_kitty_clear(struct show_output *output, bool in_tmux) {
    add_command(output, in_tmux, "a=d,d=A,q=2", NULL, 0);
}

void show_kitty_break_off(struct show_output *output, bool in_tmux) {
    show_output_text(output, in_tmux ? "\033\\\033\\" : "\033\\");
    add_command(output, in_tmux, "q=2,m=0", NULL, 0);
}
