/* clipboard_sdl.c - the clipboard by SDL's calls, where there is no way of our own: on window systems that are neither
 * X11 nor Wayland, and on Wayland for what the compositor gives to SDL alone (clipboard_wayland.c).
 *
 * SDL fetches a text while the caller waits, some milliseconds for each piece at most, and knows texts without 0 bytes
 * only; so does this: a picture is nobody's but ours, and replaces what others would paste. What is handed to SDL is
 * SDL's, and is not kept here; but for the primary selection where there is none: then it is this process's own. */
#include <SDL.h>
#include <stdlib.h>
#include <string.h>

#include "clipboard_backend.h"

static void *start(struct clipboards *clipboards) {
    return clipboards;
}

static void stop(void *state) {
    (void)state;
}

static void offer(void *state, enum clipboard_target target) {
    struct clipboards *clipboards = state;
    const struct clipboard_text *own = clipboards->own[target];
    const char *bytes = own->is_png ? "" : own->bytes;
    if (target == CLIPBOARD_MAIN) {
        SDL_SetClipboardText(bytes);
        clipboards_lost(clipboards, target);
    } else {
        SDL_SetPrimarySelectionText(bytes);
        if (bytes[0] == '\0' || SDL_HasPrimarySelectionText()) {
            clipboards_lost(clipboards, target);
        }
    }
}

static void answer(const struct clipboards *clipboards, struct clipboard_request *request, const char *bytes) {
    size_t length = bytes != NULL ? strlen(bytes) : 0;
    bool fits = length <= clipboards->options.limit;
    struct clipboard_text *text = fits && length > 0 ? clipboard_text_copy(bytes, length) : NULL;
    enum clipboard_end lack = length > 0 ? CLIPBOARD_NO_MEMORY : CLIPBOARD_EMPTY;
    clipboards_answer(request, !fits ? CLIPBOARD_TOO_LARGE : text != NULL ? CLIPBOARD_DONE : lack, text);
}

void clipboard_sdl_answer(const struct clipboards *clipboards, struct clipboard_request *request) {
    char *bytes = request->target == CLIPBOARD_MAIN ? SDL_GetClipboardText() : SDL_GetPrimarySelectionText();
    answer(clipboards, request, bytes);
    SDL_free(bytes);
}

static void ask(void *state, int64_t now_ms) {
    struct clipboards *clipboards = state;
    struct clipboard_request *request;
    (void)now_ms;
    while ((request = clipboards_next_waiting(clipboards)) != NULL) {
        if (clipboards->own[request->target] != NULL) {
            clipboards_answer_own(clipboards, request);
        } else {
            clipboard_sdl_answer(clipboards, request);
        }
    }
}

static void forget(void *state, struct clipboard_request *request) {
    (void)state;
    (void)request; /* all are answered at once */
}

static int descriptor(const void *state) {
    (void)state;
    return -1;
}

static int64_t due(const void *state) {
    (void)state;
    return INT64_MAX;
}

static void dispatch(void *state, int64_t now_ms) {
    (void)state;
    (void)now_ms;
}

const struct clipboard_backend clipboard_backend_sdl = {"sdl",  start,      stop, offer,   ask,
                                                        forget, descriptor, due,  dispatch};
