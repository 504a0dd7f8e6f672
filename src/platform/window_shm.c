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
    struct cpu_target picture; /* its size is that of the buffers */
    struct shm_buffer buffers[BUFFERS];
    struct backend_area due; /* drawn and not shown yet; width 0: nothing */
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
    return shm->picture.width == (uint32_t)width && shm->picture.height == (uint32_t)height;
}

static size_t picture_bytes(const struct window_shm *shm) {
    return shm->picture.stride * shm->picture.height * sizeof *shm->picture.pixels;
}

/* ---- buffers */

static void show_due(struct window_shm *shm);

static void on_release(void *data, struct wl_buffer *released) {
    struct shm_buffer *buffer = data;
    (void)released;
    buffer->held = false;
    if (buffer->owner->due.width > 0 && fits_window(buffer->owner)) { /* else a picture of the new size is to come */
        show_due(buffer->owner);
    }
}

static const struct wl_buffer_listener buffer_listener = {on_release};

static void drop_buffer(const struct window_shm *shm, struct shm_buffer *buffer) {
    if (buffer->buffer != NULL) {
        wl_buffer_destroy(buffer->buffer);
        munmap(buffer->pixels, picture_bytes(shm));
    }
    memset(buffer, 0, sizeof *buffer);
}

/* False: no memory. */
static bool make_buffer(struct window_shm *shm, struct shm_buffer *buffer) {
    const struct cpu_target *picture = &shm->picture;
    buffer->buffer = wayland_buffer_create(shm->shm, picture->width, picture->height, &buffer->pixels);
    if (buffer->buffer == NULL) {
        return false;
    }
    buffer->owner = shm;
    buffer->lack = (struct backend_area){0, 0, picture->width, picture->height};
    wl_buffer_add_listener(buffer->buffer, &buffer_listener, buffer);
    return true;
}

/* One that the compositor does not hold: of those that there are the one that lacks least, or else a new one. */
static struct shm_buffer *free_buffer(struct window_shm *shm, bool make) {
    struct shm_buffer *best = NULL, *unmade = NULL;
    for (struct shm_buffer *buffer = shm->buffers; buffer < shm->buffers + BUFFERS; buffer++) {
        if (buffer->buffer == NULL) {
            unmade = buffer;
        } else if (!buffer->held && (best == NULL || buffer->lack.height < best->lack.height)) {
            best = buffer;
        }
    }
    bool made = best == NULL && make && unmade != NULL && make_buffer(shm, unmade);
    return made ? unmade : best;
}

/* Nothing was shown for a while: of the buffers that the compositor does not hold one is enough. */
static void drop_spare(void *user, int64_t now) {
    struct window_shm *shm = user;
    const struct shm_buffer *kept = free_buffer(shm, false);
    (void)now;
    for (struct shm_buffer *buffer = shm->buffers; buffer < shm->buffers + BUFFERS; buffer++) {
        if (buffer->buffer != NULL && !buffer->held && buffer != kept) {
            drop_buffer(shm, buffer);
        }
    }
}

static void copy_area(const struct window_shm *shm, struct shm_buffer *buffer, const struct backend_area *area) {
    size_t stride = shm->picture.stride;
    for (uint32_t y = area->y; y < area->y + area->height; y++) {
        size_t at = y * stride + area->x;
        memcpy(buffer->pixels + at, shm->picture.pixels + at, area->width * sizeof *buffer->pixels);
    }
}

static void show_due(struct window_shm *shm) {
    const struct backend_area due = shm->due;
    struct shm_buffer *buffer = free_buffer(shm, true);
    if (buffer == NULL) {
        return;
    }
    event_loop_set_timer(shm->loop, &shm->rest, loop_clock_ms() + REST_MS);
    for (struct shm_buffer *other = shm->buffers; other < shm->buffers + BUFFERS; other++) {
        add_area(&other->lack, &due);
    }
    copy_area(shm, buffer, &buffer->lack);
    buffer->lack.width = 0;
    buffer->held = true;
    shm->due.width = 0;
    wl_surface_attach(shm->surface, buffer->buffer, 0, 0);
    if (wl_surface_get_version(shm->surface) >= WL_SURFACE_DAMAGE_BUFFER_SINCE_VERSION) {
        wl_surface_damage_buffer(shm->surface, (int32_t)due.x, (int32_t)due.y, (int32_t)due.width, (int32_t)due.height);
    } else {
        wl_surface_damage(shm->surface, 0, 0, INT32_MAX, INT32_MAX); /* counted in units of the screen there */
    }
    wl_surface_commit(shm->surface);
    wl_display_flush(shm->display);
}

/* ---- pictures */

static void drop_picture(struct window_shm *shm) {
    for (struct shm_buffer *buffer = shm->buffers; buffer < shm->buffers + BUFFERS; buffer++) {
        drop_buffer(shm, buffer);
    }
    free(shm->picture.pixels);
    memset(&shm->picture, 0, sizeof shm->picture);
    shm->due.width = 0;
}

struct cpu_target window_shm_begin(struct window_shm *shm) {
    int width = 0, height = 0;
    if (fits_window(shm)) {
        return shm->picture;
    }
    window_size(shm, &width, &height);
    drop_picture(shm);
    if (width > 0 && height > 0) {
        shm->picture.pixels = calloc((size_t)width, (size_t)height * sizeof *shm->picture.pixels);
    }
    if (shm->picture.pixels != NULL) {
        shm->picture.stride = shm->picture.width = (uint32_t)width;
        shm->picture.height = (uint32_t)height;
    }
    return shm->picture;
}

void window_shm_show(struct window_shm *shm, const struct backend_area *areas, uint32_t count, uint32_t rows_above) {
    for (uint32_t i = 0; i < count; i++) {
        struct backend_area area = areas[i];
        area.y += rows_above;
        if (area.x < shm->picture.width && area.y < shm->picture.height) {
            area.width = min_u32(area.width, shm->picture.width - area.x);
            area.height = min_u32(area.height, shm->picture.height - area.y);
            add_area(&shm->due, &area);
        }
    }
    if (shm->due.width > 0) {
        show_due(shm);
    }
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

struct window_shm *window_shm_create(struct event_loop *loop, SDL_Window *window) {
    SDL_SysWMinfo info;
    SDL_VERSION(&info.version);
    bool wayland = SDL_GetWindowWMInfo(window, &info) && info.subsystem == SDL_SYSWM_WAYLAND;
    struct window_shm *shm = wayland ? calloc(1, sizeof *shm) : NULL;
    if (shm == NULL) {
        return NULL;
    }
    shm->loop = loop;
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
