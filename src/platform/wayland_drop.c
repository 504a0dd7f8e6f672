#define _GNU_SOURCE
#include "wayland_drop.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "drop_list.h"
#include "loop_clock.h"
#include "wayland_offer.h"

enum { FIRST_MS = 3000, PROGRESS_MS = 5000 };
#define LIMIT ((size_t)4 << 20) /* as on X11 */

/* ---- lists */

static void tell(const struct wayland_drop_sink *sink, const struct wl_surface *surface, const char *file,
                 const char *text) {
    sink->dropped(sink->user, surface, file, text);
}

void wayland_drop_tell_list(char *list, const char *host, const struct wayland_drop_sink *sink,
                            const struct wl_surface *surface) {
    char *addresses = strdup(list), *rest = NULL;
    if (addresses == NULL) {
        return;
    }
    for (char *line = strtok_r(list, "\r\n", &rest); line != NULL; line = strtok_r(NULL, "\r\n", &rest)) {
        if (drop_list_is_file(line, host)) {
            tell(sink, surface, drop_list_path(line), NULL);
        }
    }
    drop_list_keep_addresses(addresses, host);
    if (addresses[0] != '\0') {
        tell(sink, surface, NULL, addresses);
    }
    free(addresses);
}

/* ---- a drop */

static void end_drop(struct wayland_drop *drop) {
    if (drop->pipe != NULL) {
        clipboard_pipes_cancel(&drop->pipes, drop->pipe);
        drop->pipe = NULL;
    }
    wayland_offer_destroy(drop->offer);
    drop->offer = NULL;
}

static void tell_all(const struct wayland_drop *drop, char *bytes) {
    char host[256] = "";
    if (drop->list) {
        gethostname(host, sizeof host - 1);
        wayland_drop_tell_list(bytes, host, &drop->sink, drop->surface);
    } else {
        tell(&drop->sink, drop->surface, NULL, bytes);
    }
    tell(&drop->sink, drop->surface, NULL, NULL);
}

static void take(void *user, enum clipboard_end end, struct clipboard_text *text) {
    struct wayland_drop *drop = user;
    drop->pipe = NULL;
    if (end == CLIPBOARD_DONE) {
        wayland_offer_taken(drop->offer);
        tell_all(drop, text->bytes);
    }
    clipboard_text_release(text);
    end_drop(drop);
}

static const char *type_of(const struct wayland_offer *offer) {
    return wayland_offer_has_list(offer) ? WAYLAND_LIST_TYPE : wayland_offer_text(offer);
}

static void entered(void *user, struct wl_surface *surface, uint32_t serial, const struct wayland_offer *offer) {
    struct wayland_drop *drop = user;
    (void)surface;
    drop->ours = true;
    wayland_offer_accept(offer, serial, type_of(offer));
}

static void follow(struct wayland_drop *drop) {
    event_loop_set_timer(drop->loop, &drop->due, clipboard_pipes_due(&drop->pipes)); /* INT64_MAX stops it */
}

static void dropped(void *user, struct wl_surface *surface, struct wayland_offer *offer) {
    static const struct clipboard_pipe_terms terms = {LIMIT, FIRST_MS, PROGRESS_MS};
    struct wayland_drop *drop = user;
    const char *type = type_of(offer);
    int write_end;
    end_drop(drop);
    drop->offer = offer;
    drop->surface = surface;
    drop->list = wayland_offer_has_list(offer);
    drop->pipe =
        type != NULL ? clipboard_pipes_read(&drop->pipes, &terms, loop_clock_ms(), take, drop, &write_end) : NULL;
    if (drop->pipe == NULL) {
        end_drop(drop);
        return;
    }
    wayland_offer_receive(offer, type, write_end);
    close(write_end);
    follow(drop);
}

static void dispatch(struct wayland_drop *drop) {
    clipboard_pipes_dispatch(&drop->pipes, loop_clock_ms());
    follow(drop);
}

static void ready(void *user, short revents) {
    (void)revents;
    dispatch(user);
}

static void is_due(void *user, int64_t now) {
    (void)now;
    dispatch(user);
}

void wayland_drop_start(struct wayland_drop *drop, struct event_loop *loop, const struct wayland_drop_sink *sink) {
    *drop = (struct wayland_drop){.loop = loop, .sink = *sink};
    clipboard_pipes_init(&drop->pipes);
    drop->watch = (struct loop_watch){drop->pipes.descriptor, POLLIN, ready, drop, NULL};
    drop->due = (struct timer)TIMER_INIT(is_due, drop);
    if (drop->watch.descriptor >= 0) {
        event_loop_watch(loop, &drop->watch);
    }
}

void wayland_drop_stop(struct wayland_drop *drop) {
    if (drop->loop == NULL) {
        return;
    }
    end_drop(drop);
    event_loop_stop_timer(drop->loop, &drop->due);
    if (drop->watch.descriptor >= 0) {
        event_loop_unwatch(drop->loop, &drop->watch);
    }
    clipboard_pipes_finish(&drop->pipes);
    drop->loop = NULL;
}

struct wayland_drag_sink wayland_drop_drags(struct wayland_drop *drop) {
    return (struct wayland_drag_sink){drop, entered, dropped};
}
