#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>

#include <quire/key_tables.h>
#include <xkbcommon/xkbcommon.h>

#include "keyboard.h"
#include "keyboard_source.h"

enum { COMPOSING_MS = 15 };

struct keyboard {
    struct keyboard_sink sink;
    const struct keyboard_source *source;
    void *source_state;
    struct xkb_keys keys;
    bool swallow; /* the next TEXTINPUT belongs to the key just delivered */
    bool preediting;
    Uint32 committed_at;      /* when an input method last committed something; 0: never */
    struct key_stroke *queue; /* grows: a slow picture must not lose keys */
    size_t queued, capacity;
};

static void start_source(struct keyboard *keyboard, SDL_Window *window) {
    static const struct keyboard_source *const sources[] = {&keyboard_source_x11, &keyboard_source_wayland,
                                                            &keyboard_source_sdl};
    SDL_SysWMinfo info;
    SDL_VERSION(&info.version);
    if (!SDL_GetWindowWMInfo(window, &info)) {
        info.subsystem = SDL_SYSWM_UNKNOWN;
    }
    for (size_t i = 0; i < sizeof sources / sizeof sources[0]; i++) {
        if (sources[i]->system != SDL_SYSWM_UNKNOWN && sources[i]->system != info.subsystem) {
            continue;
        }
        keyboard->source = sources[i];
        keyboard->source_state = sources[i]->start(keyboard, &info);
        if (keyboard->source_state != NULL) {
            return;
        }
    }
}

struct keyboard *keyboard_create(SDL_Window *window, const struct keyboard_sink *sink) {
    struct keyboard *keyboard = calloc(1, sizeof *keyboard);
    if (keyboard == NULL) {
        return NULL;
    }
    keyboard->sink = *sink;
    if (!xkb_keys_init(&keyboard->keys)) {
        free(keyboard);
        return NULL;
    }
    start_source(keyboard, window);
    if (keyboard->source_state == NULL) {
        keyboard_destroy(keyboard);
        return NULL;
    }
    SDL_StartTextInput();
    return keyboard;
}

void keyboard_destroy(struct keyboard *keyboard) {
    if (keyboard == NULL) {
        return;
    }
    if (keyboard->source_state != NULL) {
        keyboard->source->stop(keyboard->source_state);
    }
    xkb_keys_finish(&keyboard->keys);
    free(keyboard->queue);
    free(keyboard);
}

struct xkb_keys *keyboard_keys(struct keyboard *keyboard) {
    return &keyboard->keys;
}

const char *keyboard_source(const struct keyboard *keyboard) {
    return keyboard->source->name;
}

void keyboard_deliver_stroke(struct keyboard *keyboard, const struct key_stroke *stroke) {
    keyboard->sink.stroke(keyboard->sink.user, stroke);
}

void keyboard_deliver(struct keyboard *keyboard, uint32_t code, enum quire_key_action action) {
    struct key_stroke stroke;
    enum xkb_keys_outcome outcome = xkb_keys_stroke(&keyboard->keys, code, action, &stroke);
    if (action != QUIRE_KEY_RELEASE) {
        keyboard->swallow = outcome == XKB_KEYS_COMPOSING || stroke.event.text_length > 0;
    }
    if (outcome == XKB_KEYS_STROKE) {
        keyboard_deliver_stroke(keyboard, &stroke);
    }
}

void keyboard_enqueue(struct keyboard *keyboard, const struct key_stroke *stroke) {
    if (keyboard->queued == keyboard->capacity) {
        size_t capacity = keyboard->capacity > 0 ? 2 * keyboard->capacity : 64;
        struct key_stroke *queue = malloc(capacity * sizeof *queue);
        if (queue == NULL) {
            return;
        }
        for (size_t i = 0; i < keyboard->queued; i++) {
            key_stroke_copy(&queue[i], &keyboard->queue[i]);
        }
        free(keyboard->queue);
        keyboard->queue = queue;
        keyboard->capacity = capacity;
    }
    key_stroke_copy(&keyboard->queue[keyboard->queued++], stroke);
}

/* Delivering can pump SDL (the clipboard waits for its owner), which can queue more: they come after these. */
static void deliver_queue(struct keyboard *keyboard) {
    while (keyboard->queued > 0) {
        struct key_stroke *queue = keyboard->queue;
        size_t count = keyboard->queued;
        keyboard->queue = NULL;
        keyboard->queued = keyboard->capacity = 0;
        for (size_t i = 0; i < count; i++) {
            keyboard_deliver_stroke(keyboard, &queue[i]);
        }
        free(queue);
    }
}

void keyboard_swallow_text(struct keyboard *keyboard, bool swallow) {
    keyboard->swallow = swallow;
}

void keyboard_commit(struct keyboard *keyboard, const char *text) {
    size_t length = strlen(text);
    if (length > 0) {
        keyboard->sink.text(keyboard->sink.user, text, length);
    }
}

static void handle_text(struct keyboard *keyboard, const char *text) {
    if (keyboard->swallow) {
        keyboard->swallow = false;
        return;
    }
    keyboard->committed_at = SDL_GetTicks() | 1u;
    keyboard_commit(keyboard, text);
}

void keyboard_edit(struct keyboard *keyboard, const char *text) {
    keyboard->preediting = text[0] != '\0';
    keyboard->sink.preedit(keyboard->sink.user, text);
}

static void forget(struct keyboard *keyboard) {
    keyboard->swallow = false;
    xkb_keys_forget(&keyboard->keys);
    if (keyboard->preediting) {
        keyboard_edit(keyboard, "");
    }
}

void keyboard_handle(struct keyboard *keyboard, const SDL_Event *event) {
    deliver_queue(keyboard);
    keyboard->source->event(keyboard->source_state, keyboard, event);
    bool takes_texts = keyboard->source->takes_texts;
    switch (event->type) {
    case SDL_TEXTINPUT:
        if (takes_texts) {
            handle_text(keyboard, event->text.text);
        }
        break;
    case SDL_TEXTEDITING:
        if (takes_texts) {
            keyboard_edit(keyboard, event->edit.text);
        }
        break;
    case SDL_TEXTEDITING_EXT:
        if (takes_texts) {
            keyboard_edit(keyboard, event->editExt.text);
        }
        break;
    case SDL_WINDOWEVENT:
        if (event->window.event == SDL_WINDOWEVENT_FOCUS_LOST) {
            forget(keyboard);
        }
        break;
    default:
        break;
    }
}

void keyboard_drained(struct keyboard *keyboard) {
    SDL_Event none;
    memset(&none, 0, sizeof none);
    deliver_queue(keyboard);
    keyboard->source->event(keyboard->source_state, keyboard, &none);
    keyboard->swallow = false;
}

int keyboard_patience_ms(const struct keyboard *keyboard) {
    const struct keyboard_source *source = keyboard->source;
    int patience = source->patience_ms != NULL ? source->patience_ms(keyboard->source_state) : -1;
    bool composes =
        keyboard->source->takes_texts &&
        (keyboard->preediting || (keyboard->committed_at != 0 && SDL_GetTicks() - keyboard->committed_at < 300u));
    return patience >= 0 ? patience : composes ? COMPOSING_MS : -1;
}

void keyboard_place(struct keyboard *keyboard, int x, int y, int width, int height) {
    SDL_Rect place = {x, y, width, height};
    if (keyboard->source->place != NULL) {
        keyboard->source->place(keyboard->source_state, x, y + height);
    } else {
        SDL_SetTextInputRect(&place);
    }
}
