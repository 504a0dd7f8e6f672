/* story_kit.h - tests as tables of stories: what a fresh terminal is fed, and what is shown, answered, told or looked
 * at then. */
#ifndef STORY_KIT_H
#define STORY_KIT_H

#include "engine_kit.h"

#define E "\033"
#define C "\033["

struct story {
    const char *input, *shown;
};

static inline void tell(uint32_t cols, uint32_t rows, const struct story *stories, size_t count) {
    for (size_t i = 0; i < count; i++) {
        struct kit kit;
        struct text have = {0};
        kit_open(&kit, cols, rows);
        feed(&kit, stories[i].input);
        text_addf(&have, "%s", kit_view(&kit));
        if (strchr(stories[i].shown, '@'))
            text_addf(&have, "@%s", kit_cursor(&kit));
        if (strcmp(have.bytes, stories[i].shown) != 0)
            printf("story %zu\n", i);
        CHECK_STR(have.bytes, stories[i].shown);
        text_free(&have);
        kit_close(&kit);
    }
}

#define TELL(cols, rows, stories) tell(cols, rows, stories, sizeof(stories) / sizeof *(stories))

/* Input and what it is answered with. */
static inline void ask(const struct story *stories, size_t count) {
    for (size_t i = 0; i < count; i++) {
        struct kit kit;
        kit_open(&kit, 80, 24);
        feed(&kit, stories[i].input);
        CHECK_STR(kit_take(&kit.replies), stories[i].shown);
        kit_close(&kit);
    }
}

#define ASK(stories) ask(stories, sizeof(stories) / sizeof *(stories))

/* Input and the events it makes. */
static inline void events(const struct story *stories, size_t count) {
    for (size_t i = 0; i < count; i++) {
        struct kit kit;
        kit_open(&kit, 80, 24);
        feed(&kit, stories[i].input);
        CHECK_STR(kit_take(&kit.events), stories[i].shown);
        kit_close(&kit);
    }
}

#define EVENTS(stories) events(stories, sizeof(stories) / sizeof *(stories))

/* Input and the runs of the first row. */
static inline void looks(const struct story *stories, size_t count) {
    for (size_t i = 0; i < count; i++) {
        struct kit kit;
        kit_open(&kit, 10, 4);
        feed(&kit, stories[i].input);
        CHECK_STR(kit_look(&kit, 0), stories[i].shown);
        kit_close(&kit);
    }
}

#define LOOKS(stories) looks(stories, sizeof(stories) / sizeof *(stories))

#endif
