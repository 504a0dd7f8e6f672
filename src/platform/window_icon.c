#include "window_icon.h"

enum { SIZE = 32 };

static const Uint32 pixels[SIZE * SIZE] = {
#include "window_icon_pixels.inc"
};

void window_icon_set(SDL_Window *window) {
    SDL_Surface *picture =
        SDL_CreateRGBSurfaceFrom((void *)(uintptr_t)pixels, SIZE, SIZE, 32, SIZE * (int)sizeof pixels[0], 0x00FF0000u,
                                 0x0000FF00u, 0x000000FFu, 0xFF000000u);
    if (picture != NULL) {
        SDL_SetWindowIcon(window, picture);
        SDL_FreeSurface(picture);
    }
}
