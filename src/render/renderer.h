/* renderer.h - draws scenes (scene.h): what has changed, and what it looks like. How pixels are made is a backend's
 * matter (backend.h).
 *
 * How it works. A row of a layer is turned into cell records (two colours and one atlas tile, see cell_build.h). The
 * font floor cuts every glyph into tiles of exactly one cell, so a cell's picture depends on its own record only, and
 * can be redrawn alone, in any order, any number of times:
 *
 *     row -> cell records -> compared with those of the last picture -> areas, of all layers joined -> the backend
 * draws
 *         -> moved, where the row stands elsewhere and looks the same
 *
 * What it is not: it makes no window and no GL context, it puts nothing on a screen, it reads no clock. A renderer
 * belongs to one backend and one thread; several renderers may share one font_set. */
#ifndef RENDERER_H
#define RENDERER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "backend.h"
#include "font_set.h"
#include "scene.h"

struct renderer;

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
 * font draws everything by itself. The row flags of frames are trusted: call quire_frame_drawn for each frame of the
 * scene behind every draw, and at no other time; a frame that comes back into the scene is built whole. Without memory
 * nothing is drawn, and all the next time. Cost: that of the rows that changed and of their pixels; no allocation while
 * layers and sizes stay. */
struct renderer_damage renderer_draw(struct renderer *renderer, const struct scene *scene, bool full);

/* Forgets everything that was built: the next draw builds and draws all. Call it after font_set_resize (font size keys,
 * another HiDPI scale). */
void renderer_invalidate(struct renderer *renderer);

/* Another backend draws from now on: the next draw builds and draws all. The one before is not called again, and may be
 * gone already. */
void renderer_set_backend(struct renderer *renderer, struct backend *backend);

/* Other fonts are drawn from now on, or the same at another size: the next draw builds and draws all. */
void renderer_set_fonts(struct renderer *renderer, struct font_set *fonts);

/* Columns and rows that fit a window, at least 1 each. */
void renderer_grid(const struct renderer *renderer, uint32_t width_px, uint32_t height_px, uint32_t padding_px,
                   uint32_t *cols, uint32_t *rows);

/* Reads the picture into RGBA bytes, top row first; `pixels` holds width * height * 4 bytes. */
void renderer_read_pixels(struct renderer *renderer, uint32_t width_px, uint32_t height_px, uint8_t *pixels);

/* How many bytes the renderer, its backend and the atlas take, for statistics. */
size_t renderer_bytes(const struct renderer *renderer);

#endif
