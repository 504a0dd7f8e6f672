/* Who draws: what the user wants, what the machine has, and what GL calls itself. */
#include "backend_choice.h"
#include "test.h"

static const char *const software[] = {
    "llvmpipe (LLVM 15.0.6, 256 bits)",
    "softpipe",
    "Mesa/X.org swrast",
    "Software Rasterizer",
    "zink Vulkan 1.3(llvmpipe (LLVM 17.0.6, 256 bits) (MESA_LLVMPIPE))",
    "ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero)), SwiftShader driver)",
    "virgl (LLVMPIPE (LLVM 15.0.7, 256 bits))",
    "Gallium 0.4 on SWR (LLVM 3.9, 256 bits)",
    "Apple Software Renderer",
};

static const char *const hardware[] = {
    "Mesa Intel(R) UHD Graphics 620 (KBL GT2)",
    "AMD Radeon RX 6600 (radeonsi, navi23, LLVM 15.0.6, DRM 3.54)",
    "NVIDIA GeForce RTX 3060/PCIe/SSE2",
    "NV168",
    "virgl (AMD Radeon RX 6600)",
    "SVGA3D; build: RELEASE;  LLVM;",
    "V3D 4.2",
    "Apple M1 (G13G B1)",
};

static void software_is_known(void) {
    for (size_t i = 0; i < sizeof software / sizeof software[0]; i++) {
        if (!backend_gl_is_software(software[i]))
            printf("%s\n", software[i]);
        CHECK(backend_gl_is_software(software[i]));
        CHECK_INT(backend_choose(BACKEND_WISH_AUTO, software[i]), BACKEND_CPU);
        CHECK_INT(backend_choose(BACKEND_WISH_GL, software[i]), BACKEND_GL);
        CHECK_INT(backend_choose(BACKEND_WISH_CPU, software[i]), BACKEND_CPU);
    }
}

static void processors_for_graphics_are_taken(void) {
    for (size_t i = 0; i < sizeof hardware / sizeof hardware[0]; i++) {
        CHECK(!backend_gl_is_software(hardware[i]));
        CHECK_INT(backend_choose(BACKEND_WISH_AUTO, hardware[i]), BACKEND_GL);
        CHECK_INT(backend_choose(BACKEND_WISH_GL, hardware[i]), BACKEND_GL);
        CHECK_INT(backend_choose(BACKEND_WISH_CPU, hardware[i]), BACKEND_CPU);
    }
}

/* Whoever wanted GL gets a window all the same. */
static void without_gl_the_cpu_draws(void) {
    for (int wish = BACKEND_WISH_AUTO; wish <= BACKEND_WISH_GL; wish++) {
        CHECK_INT(backend_choose((enum backend_wish)wish, NULL), BACKEND_CPU);
        CHECK_INT(backend_choose((enum backend_wish)wish, ""), BACKEND_CPU);
    }
}

static void gl_is_not_loaded_for_nothing(void) {
    CHECK(!backend_gl_wanted(BACKEND_WISH_CPU, true, false));
    CHECK(!backend_gl_wanted(BACKEND_WISH_AUTO, false, false));
    CHECK(!backend_gl_wanted(BACKEND_WISH_AUTO, true, true));
    CHECK(backend_gl_wanted(BACKEND_WISH_AUTO, true, false));
    CHECK(backend_gl_wanted(BACKEND_WISH_GL, false, true));
}

int main(void) {
    RUN(software_is_known);
    RUN(processors_for_graphics_are_taken);
    RUN(without_gl_the_cpu_draws);
    RUN(gl_is_not_loaded_for_nothing);
    return test_end();
}
