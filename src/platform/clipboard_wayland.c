/* clipboard_wayland.c - the clipboard's side of Wayland: texts through pipes (clipboard_pipes.h), to and from who the
 * compositor names (wayland_selections.h).
 *
 * There are two data devices in this program, SDL's and ours. Compositors give each an offer of what is copied, and all
 * but Weston serve both; Weston serves the one that it made last, which is SDL's, and closes the pipe of the other. So
 * a text that comes out empty is asked for once more, by SDL, which waits. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "clipboard_backend.h"
#include "clipboard_pipes.h"
#include "loop_clock.h"
#include "wayland_offer.h"
#include "wayland_selections.h"

#define SLOTS 4 /* so many requests are under way at once: each may hold up to the limit */

struct wayland_clipboard;

struct slot {
    struct wayland_clipboard *clipboard;
    struct clipboard_request *request; /* NULL: free */
    struct clipboard_pipe *pipe;
    bool latin1;
};

struct wayland_clipboard {
    struct clipboards *clipboards;
    struct wayland_selections *selections;
    struct clipboard_pipes pipes;
    struct slot slots[SLOTS];
};

/* ---- what others own comes in */

static void take(void *user, enum clipboard_end end, struct clipboard_text *text) {
    struct slot *slot = user;
    struct clipboard_request *request = slot->request;
    slot->request = NULL;
    slot->pipe = NULL;
    if (end == CLIPBOARD_DONE && text->length == 0) {
        clipboard_text_release(text);
        clipboard_sdl_answer(slot->clipboard->clipboards, request);
        return;
    }
    if (text != NULL && slot->latin1) {
        struct clipboard_text *wide = clipboard_text_from_latin1(text);
        clipboard_text_release(text);
        text = wide;
        end = wide != NULL ? end : CLIPBOARD_NO_MEMORY;
    }
    clipboards_answer(request, end, text);
}

/* Asks the owner for its text. False: it cannot be asked. */
static bool ask_owner(struct slot *slot, const struct wayland_offer *offer, const char *type, int64_t now_ms) {
    struct wayland_clipboard *clipboard = slot->clipboard;
    const struct clipboard_options *options = &clipboard->clipboards->options;
    struct clipboard_pipe_terms terms = {options->limit, options->first_answer_ms, options->progress_ms};
    int write_end;
    slot->pipe = clipboard_pipes_read(&clipboard->pipes, &terms, now_ms, take, slot, &write_end);
    if (slot->pipe == NULL) {
        return false;
    }
    slot->latin1 = strcmp(type, WAYLAND_LATIN1_TYPE) == 0;
    wayland_offer_receive(offer, type, write_end);
    close(write_end);
    return true;
}

static struct slot *free_slot(struct wayland_clipboard *clipboard) {
    for (size_t i = 0; i < SLOTS; i++) {
        if (clipboard->slots[i].request == NULL) {
            return &clipboard->slots[i];
        }
    }
    return NULL;
}

/* The oldest requests, as many as there are slots for. */
static void begin_waiting(struct wayland_clipboard *clipboard, int64_t now_ms) {
    struct clipboard_request *request;
    struct slot *slot;
    while ((slot = free_slot(clipboard)) != NULL &&
           (request = clipboards_next_waiting(clipboard->clipboards)) != NULL) {
        const struct wayland_offer *offer = wayland_selections_offer(clipboard->selections, request->target);
        const char *type = offer != NULL ? wayland_offer_text(offer) : NULL;
        request->begun = true;
        if (clipboard->clipboards->own[request->target] != NULL) {
            clipboards_answer_own(clipboard->clipboards, request);
        } else if (type == NULL) {
            clipboards_answer(request, CLIPBOARD_EMPTY, NULL);
        } else if (ask_owner(slot, offer, type, now_ms)) {
            slot->request = request;
        } else {
            clipboards_answer(request, CLIPBOARD_NO_MEMORY, NULL);
        }
    }
}

static void ask(void *state, int64_t now_ms) {
    begin_waiting(state, now_ms);
}

static void forget(void *state, struct clipboard_request *request) {
    struct wayland_clipboard *clipboard = state;
    for (struct slot *slot = clipboard->slots; slot < clipboard->slots + SLOTS; slot++) {
        if (slot->request == request) {
            clipboard_pipes_cancel(&clipboard->pipes, slot->pipe);
            slot->request = NULL;
        }
    }
}

/* ---- what is own goes out */

/* An empty text is no selection; of what could not be claimed, the text is for this process alone. */
static void offer(void *state, enum clipboard_target target) {
    struct wayland_clipboard *clipboard = state;
    const struct clipboard_text *own = clipboard->clipboards->own[target];
    if (own->length > 0) {
        wayland_selections_claim(clipboard->selections, target, own->is_png ? WAYLAND_PICTURE : WAYLAND_TEXT);
    } else {
        wayland_selections_clear(clipboard->selections, target);
        clipboards_lost(clipboard->clipboards, target);
    }
}

static void lost(void *user, enum clipboard_target target) {
    struct wayland_clipboard *clipboard = user;
    clipboards_lost(clipboard->clipboards, target);
}

static void wanted(void *user, enum clipboard_target target, const char *type, int descriptor) {
    struct wayland_clipboard *clipboard = user;
    struct clipboard_text *own = clipboard->clipboards->own[target];
    bool latin1 = strcmp(type, WAYLAND_LATIN1_TYPE) == 0;
    struct clipboard_text *text = own == NULL ? NULL
                                  : latin1    ? clipboard_text_to_latin1(own)
                                              : clipboard_text_hold(own);
    clipboard_pipes_write(&clipboard->pipes, descriptor, text, clipboard->clipboards->options.progress_ms,
                          loop_clock_ms());
}

/* ---- the loop */

static int descriptor(const void *state) {
    const struct wayland_clipboard *clipboard = state;
    return clipboard->pipes.descriptor;
}

static int64_t due(const void *state) {
    const struct wayland_clipboard *clipboard = state;
    return clipboard_pipes_due(&clipboard->pipes);
}

static void dispatch(void *state, int64_t now_ms) {
    struct wayland_clipboard *clipboard = state;
    clipboard_pipes_dispatch(&clipboard->pipes, now_ms);
    begin_waiting(clipboard, now_ms);
}

/* ---- start and stop */

static void *start(struct clipboards *clipboards) {
    struct wayland_selections *selections = clipboards->options.wayland;
    struct wayland_clipboard *clipboard = selections != NULL ? calloc(1, sizeof *clipboard) : NULL;
    if (clipboard == NULL) {
        return NULL;
    }
    clipboard->clipboards = clipboards;
    clipboard->selections = selections;
    clipboard_pipes_init(&clipboard->pipes);
    for (size_t i = 0; i < SLOTS; i++) {
        clipboard->slots[i].clipboard = clipboard;
    }
    wayland_selections_set_sink(selections, &(struct wayland_selections_sink){clipboard, lost, wanted});
    return clipboard;
}

/* There is nobody to hand over to: compositors that keep a text have fetched it when it was claimed. */
static void stop(void *state) {
    struct wayland_clipboard *clipboard = state;
    wayland_selections_set_sink(clipboard->selections, NULL);
    clipboard_pipes_finish(&clipboard->pipes);
    free(clipboard);
}

const struct clipboard_backend clipboard_backend_wayland = {"wayland", start,      stop, offer,   ask,
                                                            forget,    descriptor, due,  dispatch};
