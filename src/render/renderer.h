/* renderer.h - draws frames of a terminal: what has changed, and what it looks like. How pixels are made is a backend's
 * matter (backend.h).
 *
 * How it works. A row of a frame is turned into cell records (two colours and one atlas tile, see cell_build.h). The
 * font floor cuts every glyph into tiles of exactly one cell, so a cell's picture depends on its own record only, and
 * can be redrawn alone, in any order, any number of times:
 *
 *     frame row -> cell records -> compared with those of the last picture -> areas that the backend draws
 *               -> moved, where the row stands elsewhere and looks the same
 *
 * What it is not: it makes no window and no GL context, it puts nothing on a screen, it reads no clock. A renderer
 * belongs to one backend and one thread; several renderers may share one font_set. */
#ifndef RENDERER_H
#define RENDERER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <quire/frame.h>

#include "backend.h"
#include "font_set.h"
#include "renderer_settings.h"

struct renderer;

/* A colour that is not set: the selection then swaps the colours of the cell. */
#define RENDERER_COLOR_NONE CELL_COLOR_NONE

/* The bar at the right edge; the app decides when it fades. Pixels from the top of the window. */
struct renderer_scrollbar {
    float alpha; /* 0: not drawn; 1: opaque */
    uint32_t top_px, size_px, width_px;
};

/* Everything that one picture shows. Borrowed for the call. Zero is a sensible value for every member but the first
 * three; RENDERER_SCENE_INIT sets those that need another one. */
struct renderer_scene {
    const struct quire_frame *frame;
    uint32_t width_px, height_px; /* of the window */
    uint32_t padding_px;          /* background around the cells, on the left and at the top at least */
    bool focused;                 /* false: the cursor is that of a window without the focus */
    bool cursor_on;               /* the blink phase; a frame without visible cursor shows none anyway */
    uint32_t hover_link;          /* link number under the pointer, 0: none; its cells get an underline */
    uint32_t selection_foreground, selection_background; /* 0xRRGGBB or CELL_COLOR_... */
    struct renderer_scrollbar scrollbar;
    const char *preedit;         /* UTF-8 of the input method, drawn at the cursor; NULL or "": none */
    const char *message;         /* UTF-8 line over the last row; NULL: none */
    uint32_t mark_col, mark_end; /* columns of the message that are drawn in the colours of text, as if cut out */
    float bell;                  /* 0 to 1: how much of the flash is mixed over everything */
    bool blinked_out;            /* the phase in which text that blinks shows its background alone */
    struct renderer_settings settings;
};

#define RENDERER_SCENE_INIT                                                                                            \
    {                                                                                                                  \
        NULL, 0, 0, 0, true, true, 0, RENDERER_COLOR_NONE, RENDERER_COLOR_NONE, {0.0f, 0, 0, 0}, NULL, NULL, 0, 0,     \
            0.0f, false, RENDERER_SETTINGS_INIT                                                                        \
    }

/* What a draw has changed: everything outside of the areas holds what it held before. */
struct renderer_damage {
    struct backend_area bounds;       /* of all areas; width 0: nothing was drawn, the screen shows it already */
    uint32_t rows_drawn;              /* those that moved are not among them */
    const struct backend_area *areas; /* borrowed until the next draw; some may reach over the window's edges */
    uint32_t count;
};

/* Fonts and backend are borrowed and must live longer. NULL: no memory, with one line in `error`. */
struct renderer *renderer_create(struct font_set *fonts, struct backend *backend, char *error, size_t error_size);

/* NULL is allowed. */
void renderer_destroy(struct renderer *renderer);

/* Draws the scene. full: every pixel is drawn (what the backend draws into does not hold the last picture: after
 * exposure, or when buffers are swapped by exchange); otherwise only what differs from the last draw. A changed size or
 * font draws everything by itself. The row flags of the frame are trusted: call quire_frame_drawn behind every draw,
 * and at no other time. */
struct renderer_damage renderer_draw(struct renderer *renderer, const struct renderer_scene *scene, bool full);

/* Forgets everything that was built: the next draw builds and draws all. Call it after font_set_resize (font size keys,
 * another HiDPI scale) and when another frame object is drawn from now on. */
void renderer_invalidate(struct renderer *renderer);

/* Another backend draws from now on: the next draw builds and draws all. The one before is not called again, and may be
 * gone already. */
void renderer_set_backend(struct renderer *renderer, struct backend *backend);

/* font_set_resize and renderer_invalidate in one. An error leaves the font as it was. */
bool renderer_resize_font(struct renderer *renderer, double size_pt, double dpi, char *error, size_t error_size);

/* Columns and rows that fit a window, at least 1 each. */
void renderer_grid(const struct renderer *renderer, uint32_t width_px, uint32_t height_px, uint32_t padding_px,
                   uint32_t *cols, uint32_t *rows);

/* The cell under a pixel (of a row of double size: half the column); positions outside the grid give the nearest cell.
 * right_half: whether the pixel lies in the
 * right half of its cell (selections need it). May be NULL. */
void renderer_cell_at(const struct renderer *renderer, const struct renderer_scene *scene, int32_t x_px, int32_t y_px,
                      uint32_t *col, uint32_t *row, bool *right_half);

/* Reads the picture into RGBA bytes, top row first; `pixels` holds width * height * 4 bytes. */
void renderer_read_pixels(struct renderer *renderer, uint32_t width_px, uint32_t height_px, uint8_t *pixels);

/* How many bytes the renderer, its backend and the atlas take, for statistics. */
size_t renderer_bytes(const struct renderer *renderer);

#endif
