/* quire_wasm.c - the callbacks of a host in JavaScript.
 *
 * The library calls its host through pointers to functions, and JavaScript has none. So the functions are imports of
 * the module, which the host gives when it makes an instance (quire.mjs), and these functions tell where they are.
 * Everything else the host calls by itself: the module exports all public functions as they are. `user` is a number
 * by which the host knows the terminal, or what it collects. */
#include <quire/quire.h>

#define IMPORT(name) __attribute__((import_module("quire"), import_name(#name)))

IMPORT(reply) void host_reply(void *user, const char *bytes, size_t length);
IMPORT(event) void host_event(void *user, const struct quire_event *event);
IMPORT(log) void host_log(void *user, const struct quire_log *log);
IMPORT(resize) bool host_resize(void *user, uint32_t cols, uint32_t rows);
IMPORT(write) bool host_write(void *user, const char *bytes, size_t length);
IMPORT(found) bool host_found(void *user, const struct quire_search_hit *hit);

/* Fills in what a terminal calls. Without `resizes` a program's wish for a size comes as an event. */
void quire_wasm_callbacks(struct quire_callbacks *callbacks, void *user, bool resizes);

/* What writes and searches call. */
quire_write_function *quire_wasm_write(void);
quire_search_function *quire_wasm_found(void);

void quire_wasm_callbacks(struct quire_callbacks *callbacks, void *user, bool resizes) {
    *callbacks = (struct quire_callbacks)QUIRE_CALLBACKS_INIT;
    callbacks->user = user;
    callbacks->reply = host_reply;
    callbacks->event = host_event;
    callbacks->log = host_log;
    callbacks->resize = resizes ? host_resize : NULL;
}

quire_write_function *quire_wasm_write(void) {
    return host_write;
}

quire_search_function *quire_wasm_found(void) {
    return host_found;
}
