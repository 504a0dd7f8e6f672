#define _GNU_SOURCE
#include "window_shm.h"

#include <SDL_syswm.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <wayland-client.h>

#include "loop_clock.h"
#include "wayland_buffer.h"

#define BUFFERS 3
enum { REST_MS = 1000 };

struct shm_buffer {
    struct window_shm *owner;
    struct wl_buffer *buffer; /* NULL: not made yet */
    uint32_t *pixels;
    bool held;                /* by the compositor */
    struct backend_area lack; /* what it lacks of the picture; width 0: nothing */
};

struct window_shm {
    struct event_loop *loop;
    SDL_Window *window;
    struct wl_display *display;
    struct wl_surface *surface;
    struct wl_shm *shm;
    bool alpha;             /* of the pictures */
    uint32_t width, height; /* of the buffers */
    struct shm_buffer buffers[BUFFERS];
    struct shm_buffer *latest; /* was shown last; NULL: nothing was, of this size */
    struct shm_buffer *drawn;  /* is drawn into, and not shown yet; NULL: none */
    bool starved;              /* a picture found no buffer */
    struct window_shm_sink sink;
    struct timer rest;
};

static uint32_t min_u32(uint32_t a, uint32_t b) {
    return a < b ? a : b;
}

static uint32_t max_u32(uint32_t a, uint32_t b) {
    return a > b ? a : b;
}

static void add_area(struct backend_area *to, const struct backend_area *area) {
    if (to->width == 0) {
        *to = *area;
        return;
    }
    uint32_t right = max_u32(to->x + to->width, area->x + area->width);
    uint32_t bottom = max_u32(to->y + to->height, area->y + area->height);
    to->x = min_u32(to->x, area->x);
    to->y = min_u32(to->y, area->y);
    to->width = right - to->x;
    to->height = bottom - to->y;
}

static void window_size(const struct window_shm *shm, int *width, int *height) {
#if SDL_VERSION_ATLEAST(2, 26, 0)
    SDL_GetWindowSizeInPixels(shm->window, width, height);
#else
    SDL_GetWindowSize(shm->window, width, height);
#endif
}

/* SDL has told the compositor of the size, and scale, that the next buffer is for; one that fits no scale is an error
 * of the protocol, which ends the connection. */
static bool fits_window(const struct window_shm *shm) {
    int width = 0, height = 0;
    window_size(shm, &width, &height);
    return shm->width == (uint32_t)width && shm->height == (uint32_t)height;
}

static size_t buffer_bytes(const struct window_shm *shm) {
    return (size_t)shm->width * shm->height * sizeof *shm->buffers[0].pixels;
}

/* ---- buffers */

static void on_release(void *data, struct wl_buffer *released) {
    struct shm_buffer *buffer = data;
    (void)released;
    struct window_shm *shm = buffer->owner;
    buffer->held = false;
    if (shm->starved) {
        shm->starved = false;
        shm->sink.lost(shm->sink.user);
    }
}

static const struct wl_buffer_listener buffer_listener = {on_release};

static void drop_buffer(const struct window_shm *shm, struct shm_buffer *buffer) {
    if (buffer->buffer != NULL) {
        wl_buffer_destroy(buffer->buffer);
        munmap(buffer->pixels, buffer_bytes(shm));
    }
    memset(buffer, 0, sizeof *buffer);
}

/* False: no memory. */
static bool make_buffer(struct window_shm *shm, struct shm_buffer *buffer) {
    buffer->buffer = wayland_buffer_create(shm->shm, shm->width, shm->height, shm->alpha, &buffer->pixels);
    if (buffer->buffer == NULL) {
        return false;
    }
    buffer->owner = shm;
    buffer->lack = (struct backend_area){0, 0, shm->width, shm->height};
    wl_buffer_add_listener(buffer->buffer, &buffer_listener, buffer);
    return true;
}

static uint32_t lacking_rows(const struct shm_buffer *buffer) {
    return buffer->lack.width > 0 ? buffer->lack.height : 0;
}

/* One that the compositor does not hold: of those that there are the one that lacks least, or else a new one. */
static struct shm_buffer *free_buffer(struct window_shm *shm, bool make) {
    struct shm_buffer *best = NULL, *unmade = NULL;
    for (struct shm_buffer *buffer = shm->buffers; buffer < shm->buffers + BUFFERS; buffer++) {
        if (buffer->buffer == NULL) {
            unmade = buffer;
        } else if (!buffer->held && (best == NULL || lacking_rows(buffer) < lacking_rows(best))) {
            best = buffer;
        }
    }
    bool made = best == NULL && make && unmade != NULL && make_buffer(shm, unmade);
    return made ? unmade : best;
}

/* Nothing was shown for a while: of the buffers that the compositor does not hold one is enough. */
static void drop_spare(void *user, int64_t now) {
    struct window_shm *shm = user;
    const struct shm_buffer *kept = shm->drawn != NULL ? shm->drawn : free_buffer(shm, false);
    (void)now;
    for (struct shm_buffer *buffer = shm->buffers; buffer < shm->buffers + BUFFERS; buffer++) {
        if (buffer->buffer != NULL && !buffer->held && buffer != kept && buffer != shm->latest) {
            drop_buffer(shm, buffer);
        }
    }
}

/* ---- pictures */

static void drop_picture(struct window_shm *shm) {
    for (struct shm_buffer *buffer = shm->buffers; buffer < shm->buffers + BUFFERS; buffer++) {
        drop_buffer(shm, buffer);
    }
    shm->latest = shm->drawn = NULL;
    shm->width = shm->height = 0;
}

/* The buffer becomes the picture that is shown. */
static void catch_up(const struct window_shm *shm, struct shm_buffer *buffer) {
    const struct backend_area *lack = &buffer->lack;
    for (uint32_t y = lack->y; lack->width > 0 && y < lack->y + lack->height; y++) {
        size_t at = (size_t)y * shm->width + lack->x;
        memcpy(buffer->pixels + at, shm->latest->pixels + at, lack->width * sizeof *buffer->pixels);
    }
    buffer->lack.width = 0;
}

/* A buffer that the compositor does not hold, of the window's size. NULL: no memory, or it holds all. */
static struct shm_buffer *next_buffer(struct window_shm *shm) {
    int width = 0, height = 0;
    if (!fits_window(shm)) {
        window_size(shm, &width, &height);
        drop_picture(shm);
        shm->width = width > 0 ? (uint32_t)width : 0;
        shm->height = height > 0 ? (uint32_t)height : 0;
    }
    struct shm_buffer *buffer = shm->drawn != NULL ? shm->drawn : free_buffer(shm, true);
    shm->starved = buffer == NULL;
    return buffer;
}

struct cpu_target window_shm_begin(struct window_shm *shm, bool *holds) {
    struct shm_buffer *buffer = next_buffer(shm);
    *holds = buffer != NULL && shm->latest != NULL;
    if (buffer == NULL) {
        return (struct cpu_target){NULL, 0, 0, 0};
    }
    if (shm->latest != NULL) {
        catch_up(shm, buffer);
    }
    shm->drawn = buffer;
    return (struct cpu_target){buffer->pixels, shm->width, shm->width, shm->height};
}

static struct backend_area whole_of(const struct window_shm *shm, const struct backend_area *areas, uint32_t count,
                                    uint32_t rows_above) {
    struct backend_area whole = {0, 0, 0, 0};
    for (uint32_t i = 0; i < count; i++) {
        struct backend_area area = areas[i];
        area.y += rows_above;
        if (area.x < shm->width && area.y < shm->height) {
            area.width = min_u32(area.width, shm->width - area.x);
            area.height = min_u32(area.height, shm->height - area.y);
            add_area(&whole, &area);
        }
    }
    return whole;
}

static void commit(const struct window_shm *shm, const struct backend_area *area) {
    wl_surface_attach(shm->surface, shm->latest->buffer, 0, 0);
    if (wl_surface_get_version(shm->surface) >= WL_SURFACE_DAMAGE_BUFFER_SINCE_VERSION) {
        wl_surface_damage_buffer(shm->surface, (int32_t)area->x, (int32_t)area->y, (int32_t)area->width,
                                 (int32_t)area->height);
    } else {
        wl_surface_damage(shm->surface, 0, 0, INT32_MAX, INT32_MAX); /* counted in units of the screen there */
    }
    wl_surface_commit(shm->surface);
    wl_display_flush(shm->display);
}

void window_shm_show(struct window_shm *shm, const struct backend_area *areas, uint32_t count, uint32_t rows_above) {
    struct backend_area area = whole_of(shm, areas, count, rows_above);
    if (shm->drawn == NULL || area.width == 0 || !fits_window(shm)) {
        return;
    }
    for (struct shm_buffer *other = shm->buffers; other < shm->buffers + BUFFERS; other++) {
        if (other != shm->drawn && other->buffer != NULL) {
            add_area(&other->lack, &area);
        }
    }
    shm->latest = shm->drawn;
    shm->latest->lack.width = 0; /* a first picture is drawn whole */
    shm->latest->held = true;
    shm->drawn = NULL;
    event_loop_set_timer(shm->loop, &shm->rest, loop_clock_ms() + REST_MS);
    commit(shm, &area);
}

/* ---- the compositor */

static void on_global(void *data, struct wl_registry *registry, uint32_t name, const char *interface,
                      uint32_t version) {
    struct window_shm *shm = data;
    (void)version;
    if (shm->shm == NULL && strcmp(interface, wl_shm_interface.name) == 0) {
        shm->shm = wl_registry_bind(registry, name, &wl_shm_interface, 1);
    }
}

static void on_global_remove(void *data, struct wl_registry *registry, uint32_t name) {
    (void)data;
    (void)registry;
    (void)name;
}

static const struct wl_registry_listener registry_listener = {on_global, on_global_remove};

/* Asks what there is on a queue of its own, so that nothing of SDL's is dispatched here. */
static void find_shm(struct window_shm *shm) {
    struct wl_event_queue *queue = wl_display_create_queue(shm->display);
    struct wl_display *asked = wl_proxy_create_wrapper(shm->display);
    struct wl_registry *registry = NULL;
    if (queue != NULL && asked != NULL) {
        wl_proxy_set_queue((struct wl_proxy *)asked, queue);
        registry = wl_display_get_registry(asked);
        wl_registry_add_listener(registry, &registry_listener, shm);
        wl_display_roundtrip_queue(shm->display, queue);
    }
    if (shm->shm != NULL) {
        wl_proxy_set_queue((struct wl_proxy *)shm->shm, NULL); /* what it makes is dispatched by SDL's pump */
    }
    if (registry != NULL) {
        wl_registry_destroy(registry);
    }
    if (asked != NULL) {
        wl_proxy_wrapper_destroy(asked);
    }
    if (queue != NULL) {
        wl_event_queue_destroy(queue);
    }
}

struct window_shm *window_shm_create(struct event_loop *loop, SDL_Window *window, bool alpha,
                                     const struct window_shm_sink *sink) {
    SDL_SysWMinfo info;
    SDL_VERSION(&info.version);
    bool wayland = SDL_GetWindowWMInfo(window, &info) && info.subsystem == SDL_SYSWM_WAYLAND;
    struct window_shm *shm = wayland ? calloc(1, sizeof *shm) : NULL;
    if (shm == NULL) {
        return NULL;
    }
    shm->loop = loop;
    shm->alpha = alpha;
    shm->sink = *sink;
    shm->rest = (struct timer)TIMER_INIT(drop_spare, shm);
    shm->window = window;
    shm->display = info.info.wl.display;
    shm->surface = info.info.wl.surface;
    find_shm(shm);
    if (shm->shm == NULL) {
        window_shm_destroy(shm);
        return NULL;
    }
    return shm;
}

void window_shm_destroy(struct window_shm *shm) {
    if (shm == NULL) {
        return;
    }
    event_loop_stop_timer(shm->loop, &shm->rest);
    drop_picture(shm);
    if (shm->shm != NULL) {
        wl_shm_destroy(shm->shm);
    }
    free(shm);
}
