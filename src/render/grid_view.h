/* grid_view.h - what the rows of a grid of the scene are built from. */
#ifndef GRID_VIEW_H
#define GRID_VIEW_H

#include "scene.h"

/* `cols`: at most those of the frame. The caller adds marks. */
struct cell_view grid_view_of(const struct scene_grid *grid, const struct quire_frame_info *info, uint32_t cols,
                              struct font_set *fonts, const struct renderer_settings *settings);

#endif
