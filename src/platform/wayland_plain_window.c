#define _GNU_SOURCE
#include "wayland_plain_window.h"

#include <SDL_vulkan.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* By the names and numbers of Vulkan's ABI; its headers are not needed for so little. */
#define VULKAN_SUCCESS 0
#define VULKAN_INCOMPLETE 5

typedef void vulkan_function(void);

struct vulkan_extension { /* VkExtensionProperties */
    char name[256];
    uint32_t version;
};

static const struct vulkan_extension extensions[] = {{"VK_KHR_surface", 25}, {"VK_KHR_wayland_surface", 6}};
#define EXTENSIONS ((uint32_t)(sizeof extensions / sizeof extensions[0]))

/* vkEnumerateInstanceExtensionProperties: how many there are, or as many as there is room for. */
static int32_t enumerate_extensions(const char *layer, uint32_t *count, struct vulkan_extension *to) {
    uint32_t room = *count;
    (void)layer;
    *count = to == NULL || room > EXTENSIONS ? EXTENSIONS : room;
    if (to != NULL) {
        memcpy(to, extensions, *count * sizeof *to);
    }
    return *count == EXTENSIONS ? VULKAN_SUCCESS : VULKAN_INCOMPLETE;
}

/* Found by its name, which the linker exports from the program. */
vulkan_function *vkGetInstanceProcAddr(void *instance, const char *name);

__attribute__((visibility("default"))) vulkan_function *vkGetInstanceProcAddr(void *instance, const char *name) {
    (void)instance;
    return strcmp(name, "vkEnumerateInstanceExtensionProperties") == 0 ? (vulkan_function *)enumerate_extensions : NULL;
}

Uint32 wayland_plain_window_flags(void) {
    const char *driver = SDL_GetCurrentVideoDriver();
    bool wayland = driver != NULL && strcmp(driver, "wayland") == 0;
    /* By the name "" dlopen gives the program itself. Once it is loaded SDL does nothing but count. */
    return wayland && SDL_Vulkan_LoadLibrary("") == 0 ? SDL_WINDOW_VULKAN : 0;
}
