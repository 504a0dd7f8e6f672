/* Every request for memory of the font floor fails once: the set is not made, with a line that says so, or something is
 * blank; nothing leaks or falls. Those of FreeType, HarfBuzz and fontconfig do not fail here. Fonts as in
 * test_fallback.c; the linker wraps the requests. */
#include <stdlib.h>

#include "font_set.h"
#include "test.h"

static long requests, failing;

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *memory, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *memory, size_t size);

void *__wrap_malloc(size_t size) {
    return ++requests == failing ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size) {
    return ++requests == failing ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *memory, size_t size) {
    return ++requests == failing ? NULL : __real_realloc(memory, size);
}

static struct font_options options_of(void) {
    struct font_options options = FONT_OPTIONS_INIT;
    options.family = "Plain Mono";
    options.fallback = "Broad, Absent";
    options.map = "U+E000-U+E010: Icons\nU+41: Mapped";
    options.features = "Broad: ss01\n-liga";
    options.variations = "wght=500";
    return options;
}

/* Makes a set, shows all kinds of cells, at two sizes, and ends it. Returns whether it was made. */
static bool use(bool *told) {
    static const uint32_t text[] = {'x', 'A', 0x2200, 0x2190, 0xE000, ' ', 0x2500, 0x10F000};
    const uint32_t face = 0x1F600;
    struct font_cell cells[10];
    const struct font_glyph *glyphs[10];
    char error[256] = "";
    const struct font_options options = options_of();
    for (size_t i = 0; i < 8; i++)
        cells[i] = (struct font_cell){&text[i], 1, 1};
    cells[8] = (struct font_cell){&face, 1, 2};
    cells[9] = (struct font_cell){NULL, 0, 0};
    struct font_set *set = font_set_create(&options, error, sizeof error);
    for (int i = 0; set && i < 2; i++) {
        font_set_layout(set, FONT_REGULAR, FONT_SINGLE, cells, 10, glyphs);
        for (size_t j = 0; j < 10; j++)
            CHECK(glyphs[j] != NULL);
        font_set_resize(set, 20, 96, error, sizeof error);
    }
    *told = error[0] != '\0';
    font_set_destroy(set);
    return set != NULL;
}

static void every_request_fails(void) {
    bool told;
    requests = failing = 0;
    CHECK(use(&told) && !told);
    long all = requests;
    CHECK(all > 20);
    for (long at = 1; at <= all; at++) {
        requests = 0;
        failing = at;
        bool made = use(&told);
        if (!made && !told)
            printf("request %ld is not told\n", at);
        CHECK(made || told);
    }
    failing = 0;
    printf("%ld requests\n", all);
}

static void options_are_copied_whole_or_not(void) {
    const struct font_options options = options_of();
    struct font_options copy;
    CHECK(font_options_copy(&copy, &options) && font_options_same(&copy, &options) && copy.map != options.map);
    copy.dpi = 192;
    CHECK(font_options_same(&copy, &options));
    copy.size_pt++;
    CHECK(!font_options_same(&copy, &options));
    font_options_release(&copy);
}

int main(void) {
    RUN(every_request_fails);
    RUN(options_are_copied_whole_or_not);
    return test_end();
}
