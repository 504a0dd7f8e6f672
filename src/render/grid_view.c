#include "grid_view.h"

static void take_looks(struct cell_view *view, const struct highlight highlights[HIGHLIGHT_KINDS]) {
    unsigned underlining = 0;
    for (unsigned kind = 0; kind < HIGHLIGHT_KINDS; kind++) {
        bool may_be = highlights[kind].count > 0 || kind == HIGHLIGHT_SELECTION;
        view->looks[kind] = highlights[kind].look;
        underlining |= (unsigned)(may_be && highlights[kind].look.underline) << kind;
    }
    view->underlining = (uint8_t)underlining;
}

struct cell_view grid_view_of(const struct scene_grid *grid, const struct quire_frame_info *info, uint32_t cols,
                              struct font_set *fonts, const struct renderer_settings *settings) {
    struct cell_view view = {.fonts = fonts,
                             .settings = *settings,
                             .frame = grid->frame,
                             .cols = cols,
                             .foreground = info->foreground & 0xFFFFFF,
                             .background = info->background & 0xFFFFFF,
                             .clear = renderer_settings_clear(settings),
                             .blinked_out = grid->blinked_out,
                             .covered = grid->covered,
                             .cursor = grid->cursor};
    take_looks(&view, grid->highlights);
    return view;
}
