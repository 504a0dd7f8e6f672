#define _GNU_SOURCE
#include "text_clipboard.h"

#include <SDL.h>
#include <stdlib.h>
#include <string.h>

/* The primary selection where the window system has none; NULL otherwise. One per process, as the real one is. */
static char *own_primary;

static void set_primary(const char *text) {
    free(own_primary);
    own_primary = NULL;
    SDL_SetPrimarySelectionText(text);
    if (text[0] != '\0' && !SDL_HasPrimarySelectionText()) {
        own_primary = strdup(text);
    }
}

bool clipboard_set(enum clipboard_target target, const char *text) {
    if (strlen(text) > CLIPBOARD_MAX) {
        return false;
    }
    if (target == CLIPBOARD_MAIN) {
        SDL_SetClipboardText(text);
    } else {
        set_primary(text);
    }
    return true;
}

void clipboard_finish(void) {
    free(own_primary);
    own_primary = NULL;
}

char *clipboard_get(enum clipboard_target target) {
    if (target == CLIPBOARD_MAIN) {
        return SDL_GetClipboardText();
    }
    return own_primary != NULL ? SDL_strdup(own_primary) : SDL_GetPrimarySelectionText();
}

void clipboard_free(char *text) {
    SDL_free(text);
}
