#include "backend_choice.h"

#include <ctype.h>
#include <stddef.h>

/* Parts of names, in small letters. Drivers that hand on to another one name it: "zink Vulkan 1.3(llvmpipe
 * (LLVM 15.0))", "virgl (LLVMPIPE ...)". */
static const char *const software[] = {"llvmpipe",    "lavapipe", "softpipe",         "swrast", "software rasterizer",
                                       "swiftshader", " swr (",   "software renderer"};

static bool begins_with(const char *text, const char *small_letters) {
    while (*small_letters && tolower((unsigned char)*text) == *small_letters) {
        text++;
        small_letters++;
    }
    return !*small_letters;
}

static bool contains(const char *text, const char *small_letters) {
    for (; *text; text++) {
        if (begins_with(text, small_letters))
            return true;
    }
    return false;
}

bool backend_gl_is_software(const char *gl_renderer) {
    for (size_t i = 0; i < sizeof software / sizeof software[0]; i++) {
        if (contains(gl_renderer, software[i]))
            return true;
    }
    return false;
}

bool backend_gl_wanted(enum backend_wish wish, bool graphics_device, bool software_forced) {
    return wish == BACKEND_WISH_GL || (wish == BACKEND_WISH_AUTO && graphics_device && !software_forced);
}

enum backend_kind backend_choose(enum backend_wish wish, const char *gl_renderer) {
    if (wish == BACKEND_WISH_CPU || !gl_renderer || !*gl_renderer)
        return BACKEND_CPU;
    return wish == BACKEND_WISH_GL || !backend_gl_is_software(gl_renderer) ? BACKEND_GL : BACKEND_CPU;
}
