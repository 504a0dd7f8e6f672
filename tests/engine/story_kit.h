/* story_kit.h - tests as tables of stories: what a fresh terminal is fed, and what is shown, answered, told or looked
 * at then. */
#ifndef STORY_KIT_H
#define STORY_KIT_H

#include "engine_kit.h"

#define E "\033"
#define C "\033["
#define ST "\033\\"

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

/* What is compared besides the screen: replies, or events. */
typedef const char *story_outcome(struct kit *kit);

static inline const char *story_replies(struct kit *kit) {
    return kit_take(&kit->replies);
}

static inline const char *story_events(struct kit *kit) {
    return kit_take(&kit->events);
}

static inline void tell_outcome(uint32_t cols, uint32_t rows, const struct story *stories, size_t count,
                                story_outcome *outcome) {
    for (size_t i = 0; i < count; i++) {
        struct kit kit;
        kit_open(&kit, cols, rows);
        feed(&kit, stories[i].input);
        const char *have = outcome(&kit);
        if (strcmp(have, stories[i].shown) != 0)
            printf("story %zu\n", i);
        CHECK_STR(have, stories[i].shown);
        kit_close(&kit);
    }
}

/* Input and what it is answered with, on a screen of the usual size, or of 20 x 4; and the events that it makes. */
#define ASK(stories) tell_outcome(80, 24, stories, sizeof(stories) / sizeof *(stories), story_replies)
#define REPLIES(stories) tell_outcome(20, 4, stories, sizeof(stories) / sizeof *(stories), story_replies)
#define EVENTS(stories) tell_outcome(80, 24, stories, sizeof(stories) / sizeof *(stories), story_events)
#define VIEWS(stories) TELL(20, 4, stories)

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
