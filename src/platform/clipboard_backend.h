/* clipboard_backend.h - what clipboards.c wants from a window system, and what the window system's side may tell it.
 *
 * Internal to the clipboard. clipboards.c keeps the own texts and the list of requests; a backend fetches what others
 * own, and gives others what is own. */
#ifndef CLIPBOARD_BACKEND_H
#define CLIPBOARD_BACKEND_H

#include "clipboards.h"

struct clipboard_request {
    struct clipboard_request *next;
    uint64_t number;
    enum clipboard_target target;
    bool begun; /* for the backend */
    bool answered;
    enum clipboard_end end;
    struct clipboard_text *text;
    clipboard_done *done;
    void *user;
};

struct clipboards {
    struct clipboard_options options;
    bool used;                                     /* the backend has been started, */
    void *state;                                   /* and this is its state; NULL: it could not, or was not */
    struct clipboard_text *own[CLIPBOARD_TARGETS]; /* NULL: another program's */
    struct clipboard_request *first;
    uint64_t last_number;
    bool ending; /* no new requests */
};

/* All get the state that `start` returned. */
struct clipboard_backend {
    const char *name;
    /* NULL: this backend cannot be used. */
    void *(*start)(struct clipboards *clipboards);
    /* Ends within the time that the options give. */
    void (*stop)(void *state);
    /* clipboards->own[target] has changed: others are to be told. */
    void (*offer)(void *state, enum clipboard_target target);
    /* There is a new request, not begun; it may be begun later. */
    void (*ask)(void *state, int64_t now_ms);
    /* A request that is not answered is about to be gone. */
    void (*forget)(void *state, struct clipboard_request *request);
    int (*descriptor)(const void *state);
    int64_t (*due)(const void *state);
    void (*dispatch)(void *state, int64_t now_ms);
};

/* The oldest request that is neither begun nor answered, or NULL. */
struct clipboard_request *clipboards_next_waiting(struct clipboards *clipboards);

/* Ends a request; its callback comes later. Takes over the text; DONE with an empty one, or none, is EMPTY. */
void clipboards_answer(struct clipboard_request *request, enum clipboard_end end, struct clipboard_text *text);

/* Ends a request with what is own, or EMPTY. */
void clipboards_answer_own(const struct clipboards *clipboards, struct clipboard_request *request);

/* Another program owns it now. */
void clipboards_lost(struct clipboards *clipboards, enum clipboard_target target);

extern const struct clipboard_backend clipboard_backend_x11;
extern const struct clipboard_backend clipboard_backend_wayland;
extern const struct clipboard_backend clipboard_backend_sdl; /* SDL has started its video */

/* Ends a request with what SDL says that others own, which this waits for, up to 14 ms for each 4 KiB. */
void clipboard_sdl_answer(const struct clipboards *clipboards, struct clipboard_request *request);

#endif
