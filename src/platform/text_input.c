#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>

#include <quire/key_tables.h>
#include <xkbcommon/xkbcommon.h>

#include "keyboard.h"
#include "keyboard_queue.h"
#include "keyboard_source.h"

enum { COMPOSING_MS = 15 };

struct keyboard {
    struct keyboard_sink sink;
    const struct keyboard_source *source;
    void *source_state;
    struct xkb_keys keys;
    bool swallow; /* the next TEXTINPUT belongs to the key just delivered */
    bool preediting;
    Uint32 committed_at; /* when an input method last committed something; 0: never */
    bool takes_texts;    /* of SDL: keyboard_source.h */
    struct keyboard_queue queue;
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
    keyboard->takes_texts = keyboard->source->takes_texts;
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
    keyboard_queue_finish(&keyboard->queue);
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
    keyboard_queue_stroke(&keyboard->queue, stroke);
}

void keyboard_enqueue_text(struct keyboard *keyboard, enum keyboard_item_kind kind, const char *text) {
    keyboard_queue_text(&keyboard->queue, kind, text);
}

static void tell_item(void *user, const struct keyboard_item *item) {
    struct keyboard *keyboard = user;
    if (item->kind == KEYBOARD_STROKE) {
        keyboard_deliver_stroke(keyboard, &item->stroke);
    } else if (item->kind == KEYBOARD_COMMIT) {
        keyboard_commit(keyboard, item->text);
    } else {
        keyboard_edit(keyboard, item->text);
    }
}

/* Delivering can pump SDL (the clipboard waits for its owner), which can queue more. */
static void deliver_queue(struct keyboard *keyboard) {
    keyboard_queue_tell(&keyboard->queue, tell_item, keyboard);
}

void keyboard_leave_texts(struct keyboard *keyboard) {
    keyboard->takes_texts = false;
    SDL_StopTextInput();
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
    bool takes_texts = keyboard->takes_texts;
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
        keyboard->takes_texts &&
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
