/* api_kit.h - what the tests of the embedding interface share: chance, an allocator that counts and fails. */
#ifndef API_KIT_H
#define API_KIT_H

#include <stdlib.h>

#include <quire/history.h>
#include <quire/page.h>

#include "test.h"

static uint64_t api_state = 1;

static inline uint32_t api_below(uint32_t n) {
    api_state = api_state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)((api_state >> 33) % n);
}

/* Memory of a test: `left` allocations succeed, -1: all. */
struct api_memory {
    long left, blocks;
};

static inline void *api_alloc(void *user, size_t size, size_t align) {
    struct api_memory *memory = (struct api_memory *)user;
    if (memory->left == 0)
        return NULL;
    memory->left -= memory->left > 0;
    size_t unit = align < sizeof(void *) ? sizeof(void *) : align;
    void *block = aligned_alloc(unit, (size + unit - 1) / unit * unit);
    if (block)
        memory->blocks++;
    return block;
}

static inline void api_free(void *user, void *block, size_t size, size_t align) {
    struct api_memory *memory = (struct api_memory *)user;
    (void)size;
    (void)align;
    memory->blocks--;
    free(block);
}

static inline void api_print(void *user, const char *text) {
    (void)user;
    printf("  %s\n", text);
}

static inline struct quire_page *api_page(uint32_t cols, uint32_t rows) {
    struct quire_page_options options = QUIRE_PAGE_OPTIONS_INIT;
    struct quire_page *page = NULL;
    options.cols = cols;
    options.rows = rows;
    if (quire_page_create(&options, &page) != QUIRE_OK)
        abort();
    return page;
}

/* Writes text and says how many columns it took. */
static inline uint32_t api_write(struct quire_page *page, uint32_t row, uint32_t col, uint32_t style,
                                 const char *text) {
    uint32_t columns = 0;
    size_t taken;
    if (quire_page_write(page, row, col, style, text, strlen(text), &columns, &taken) != QUIRE_OK)
        return UINT32_MAX;
    return columns;
}

/* The text of a row without the blanks at its end; static storage. */
static inline const char *api_text(const struct quire_page *page, uint32_t row) {
    static char text[4096];
    struct quire_page_info info = QUIRE_PAGE_INFO_INIT;
    size_t length = 0;
    if (quire_page_get_info(page, &info) != QUIRE_OK ||
        quire_page_text(page, row, 0, info.cols, text, sizeof text - 1, &length) != QUIRE_OK)
        return "(no text)";
    while (length > 0 && text[length - 1] == ' ')
        length--;
    text[length] = 0;
    return text;
}

#endif
