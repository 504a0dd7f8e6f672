#define _GNU_SOURCE
#include "wayland_buffer.h"

#include <sys/mman.h>
#include <unistd.h>
#include <wayland-client.h>

static struct wl_buffer *hand_over(struct wl_shm *shm, int descriptor, int32_t bytes, uint32_t width, uint32_t height,
                                   bool alpha) {
    struct wl_shm_pool *pool = wl_shm_create_pool(shm, descriptor, bytes);
    struct wl_buffer *buffer = wl_shm_pool_create_buffer(pool, 0, (int32_t)width, (int32_t)height, (int32_t)width * 4,
                                                         alpha ? WL_SHM_FORMAT_ARGB8888 : WL_SHM_FORMAT_XRGB8888);
    wl_shm_pool_destroy(pool);
    return buffer;
}

struct wl_buffer *wayland_buffer_create(struct wl_shm *shm, uint32_t width, uint32_t height, bool alpha,
                                        uint32_t **pixels) {
    size_t bytes = (size_t)width * height * sizeof **pixels;
    int descriptor = bytes > 0 && bytes <= INT32_MAX ? memfd_create("quire-picture", MFD_CLOEXEC) : -1;
    void *mapped = descriptor >= 0 && ftruncate(descriptor, (off_t)bytes) == 0
                       ? mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0)
                       : MAP_FAILED;
    struct wl_buffer *buffer =
        mapped != MAP_FAILED ? hand_over(shm, descriptor, (int32_t)bytes, width, height, alpha) : NULL;
    if (descriptor >= 0) {
        close(descriptor);
    }
    if (buffer == NULL && mapped != MAP_FAILED) {
        munmap(mapped, bytes);
    }
    *pixels = buffer != NULL ? mapped : NULL;
    return buffer;
}
