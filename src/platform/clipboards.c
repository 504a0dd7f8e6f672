#include "clipboards.h"

#include <stdlib.h>

#include "clipboard_backend.h"

struct clipboards *clipboards_create(const struct clipboard_options *options) {
    struct clipboards *clipboards = calloc(1, sizeof *clipboards);
    if (clipboards == NULL) {
        return NULL;
    }
    clipboards->options = *options;
    return clipboards;
}

/* A window that opens waits for no further server: the backend starts with the first use, or never can. */
static void use(struct clipboards *clipboards) {
    if (clipboards->options.backend != NULL && !clipboards->used) {
        clipboards->used = true;
        clipboards->state = clipboards->options.backend->start(clipboards);
    }
}

/* Calls back for the first request that is answered. The list is sound while the callback runs. */
static bool deliver_one(struct clipboards *clipboards) {
    struct clipboard_request **link = &clipboards->first;
    while (*link != NULL && !(*link)->answered) {
        link = &(*link)->next;
    }
    struct clipboard_request *request = *link;
    if (request == NULL) {
        return false;
    }
    *link = request->next;
    request->done(request->user, request->end, request->text);
    clipboard_text_release(request->text);
    free(request);
    return true;
}

void clipboards_destroy(struct clipboards *clipboards) {
    if (clipboards == NULL) {
        return;
    }
    clipboards->ending = true;
    for (struct clipboard_request *request = clipboards->first; request != NULL; request = request->next) {
        if (!request->answered) {
            clipboards->options.backend->forget(clipboards->state, request);
            clipboards_answer(request, CLIPBOARD_NO_ANSWER, NULL);
        }
    }
    while (deliver_one(clipboards)) {
    }
    if (clipboards->state != NULL) {
        clipboards->options.backend->stop(clipboards->state);
    }
    for (int target = 0; target < CLIPBOARD_TARGETS; target++) {
        clipboard_text_release(clipboards->own[target]);
    }
    free(clipboards);
}

void clipboards_set_limit(struct clipboards *clipboards, size_t limit) {
    clipboards->options.limit = limit;
}

size_t clipboards_limit(const struct clipboards *clipboards) {
    return clipboards->options.limit;
}

bool clipboards_set(struct clipboards *clipboards, enum clipboard_target target, struct clipboard_text *text) {
    if (text->length > clipboards->options.limit) {
        clipboard_text_release(text);
        return false;
    }
    use(clipboards);
    clipboard_text_release(clipboards->own[target]);
    clipboards->own[target] = text;
    if (clipboards->state != NULL) {
        clipboards->options.backend->offer(clipboards->state, target);
    }
    return true;
}

static void append(struct clipboards *clipboards, struct clipboard_request *request) {
    struct clipboard_request **link = &clipboards->first;
    while (*link != NULL) {
        link = &(*link)->next;
    }
    *link = request;
}

uint64_t clipboards_get(struct clipboards *clipboards, enum clipboard_target target, int64_t now_ms,
                        clipboard_done *done, void *user) {
    struct clipboard_request *request = clipboards->ending ? NULL : malloc(sizeof *request);
    if (request == NULL) {
        return 0;
    }
    uint64_t number = ++clipboards->last_number;
    *request = (struct clipboard_request){.number = number, .target = target, .done = done, .user = user};
    append(clipboards, request);
    use(clipboards);
    if (clipboards->state != NULL) {
        clipboards->options.backend->ask(clipboards->state, now_ms);
    } else {
        clipboards_answer_own(clipboards, request);
    }
    return number;
}

void clipboards_cancel(struct clipboards *clipboards, uint64_t number) {
    struct clipboard_request **link = &clipboards->first;
    while (*link != NULL && (*link)->number != number) {
        link = &(*link)->next;
    }
    struct clipboard_request *request = *link;
    if (request == NULL) {
        return;
    }
    *link = request->next;
    if (!request->answered) {
        clipboards->options.backend->forget(clipboards->state, request);
    }
    clipboard_text_release(request->text);
    free(request);
}

bool clipboards_owns(const struct clipboards *clipboards, enum clipboard_target target) {
    return clipboards->own[target] != NULL && clipboards->own[target]->length > 0;
}

int clipboards_descriptor(const struct clipboards *clipboards) {
    return clipboards->state != NULL ? clipboards->options.backend->descriptor(clipboards->state) : -1;
}

int64_t clipboards_due(const struct clipboards *clipboards) {
    for (const struct clipboard_request *request = clipboards->first; request != NULL; request = request->next) {
        if (request->answered) {
            return 0;
        }
    }
    return clipboards->state != NULL ? clipboards->options.backend->due(clipboards->state) : INT64_MAX;
}

/* What callbacks ask for anew, and is answered at once, waits for the next call: there is no way to stay in here. */
void clipboards_dispatch(struct clipboards *clipboards, int64_t now_ms) {
    if (clipboards->state != NULL) {
        clipboards->options.backend->dispatch(clipboards->state, now_ms);
    }
    size_t ready = 0;
    for (const struct clipboard_request *request = clipboards->first; request != NULL; request = request->next) {
        ready += request->answered;
    }
    while (ready-- > 0 && deliver_one(clipboards)) {
    }
}

struct clipboard_request *clipboards_next_waiting(struct clipboards *clipboards) {
    struct clipboard_request *request = clipboards->first;
    while (request != NULL && (request->begun || request->answered)) {
        request = request->next;
    }
    return request;
}

void clipboards_answer(struct clipboard_request *request, enum clipboard_end end, struct clipboard_text *text) {
    if (end == CLIPBOARD_DONE && (text == NULL || text->length == 0)) {
        end = CLIPBOARD_EMPTY;
    }
    if (end != CLIPBOARD_DONE) {
        clipboard_text_release(text);
        text = NULL;
    }
    request->answered = true;
    request->end = end;
    request->text = text;
}

void clipboards_answer_own(const struct clipboards *clipboards, struct clipboard_request *request) {
    struct clipboard_text *own = clipboards->own[request->target];
    bool is_text = own != NULL && !own->is_png;
    clipboards_answer(request, CLIPBOARD_DONE, is_text ? clipboard_text_hold(own) : NULL);
}

void clipboards_lost(struct clipboards *clipboards, enum clipboard_target target) {
    clipboard_text_release(clipboards->own[target]);
    clipboards->own[target] = NULL;
}
