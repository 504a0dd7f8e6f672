/* Interning words with the set alone: the bytes lie in an arena of the caller, the set holds {offset, length}, and a
 * word is looked up by its bytes before a copy of it is made. Prints each word of the command line with its id and
 * count. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <quire/set.h>

struct arena {
    char bytes[4096];
    size_t used;
};
struct word {
    uint32_t start, length;
};
struct text {
    const char *bytes;
    size_t length;
};

static enum quire_result keep(struct arena *arena, const struct text *text, struct word *word) {
    if (text->length > sizeof arena->bytes - arena->used)
        return QUIRE_OUT_OF_STRINGS;
    *word = (struct word){(uint32_t)arena->used, (uint32_t)text->length};
    memcpy(arena->bytes + arena->used, text->bytes, text->length);
    arena->used += text->length;
    return QUIRE_OK;
}

#define SAME(a, a_length, b, b_length) ((a_length) == (b_length) && memcmp(a, b, a_length) == 0)
#define QUIRE_SET words
#define QUIRE_SET_VALUE struct word
#define QUIRE_SET_CONTEXT struct arena
#define QUIRE_SET_HASH(arena, seed, w) quire_set_hash_bytes(seed, (arena)->bytes + (w)->start, (w)->length)
#define QUIRE_SET_EQUAL(arena, a, b)                                                                                   \
    SAME((arena)->bytes + (a)->start, (a)->length, (arena)->bytes + (b)->start, (b)->length)
#define QUIRE_SET_KEY struct text
#define QUIRE_SET_KEY_HASH(arena, seed, t) quire_set_hash_bytes(seed, (t)->bytes, (t)->length)
#define QUIRE_SET_KEY_EQUAL(arena, t, w) SAME((t)->bytes, (t)->length, (arena)->bytes + (w)->start, (w)->length)
#define QUIRE_SET_KEY_STORE(arena, t, w) keep(arena, t, w)
#include <quire/set.h>

int main(int argc, char **argv) {
    struct arena arena = {.used = 0};
    struct quire_set_layout layout;
    words_layout(words_capacity_for_count(100), &layout);
    void *memory = calloc(1, layout.size);
    if (memory == NULL)
        return 1;
    struct words *set = words_init(memory, &layout, 12345);
    for (int i = 1; i < argc; i++) {
        uint32_t id;
        struct text text = {argv[i], strlen(argv[i])};
        if (words_add_key(set, &arena, &text, &id) != QUIRE_OK)
            break;
    }
    for (uint32_t id = words_next(set, 0); id != 0; id = words_next(set, id)) {
        const struct word *word = words_get(set, id);
        printf("%u %.*s x%u\n", (unsigned)id, (int)word->length, arena.bytes + word->start,
               (unsigned)words_ref_count(set, id));
    }
    free(memory);
    return 0;
}
