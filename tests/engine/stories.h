/* stories.h - inputs and what comes of them: replies, events, or what is shown. One terminal of 20 x 4 for each. */
#ifndef STORIES_H
#define STORIES_H

#include "engine_kit.h"

#define E "\033"
#define C "\033["
#define ST "\033\\"

struct story {
    const char *input, *expected;
};

enum story_kind { STORY_REPLIES, STORY_EVENTS, STORY_VIEW };

static inline void tell_stories(const struct story *stories, size_t count, enum story_kind kind) {
    for (size_t i = 0; i < count; i++) {
        struct kit kit;
        kit_open(&kit, 20, 4);
        feed(&kit, stories[i].input);
        const char *have = kind == STORY_VIEW      ? kit_view(&kit)
                           : kind == STORY_REPLIES ? kit_take(&kit.replies)
                                                   : kit_take(&kit.events);
        if (strcmp(have, stories[i].expected) != 0)
            printf("story %zu\n", i);
        CHECK_STR(have, stories[i].expected);
        kit_close(&kit);
    }
}

#define REPLIES(stories) tell_stories(stories, sizeof(stories) / sizeof *(stories), STORY_REPLIES)
#define EVENTS(stories) tell_stories(stories, sizeof(stories) / sizeof *(stories), STORY_EVENTS)
#define VIEWS(stories) tell_stories(stories, sizeof(stories) / sizeof *(stories), STORY_VIEW)

#endif
