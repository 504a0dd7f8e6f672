/* The mouse pointer's shape: OSC 22. */
#include "story_kit.h"

static void shapes(void) {
    static const struct story stories[] = {
        {E "]22;pointer\007", "POINTER pointer;"},
        {E "]22;=wait\007", "POINTER wait;"},
        {E "]22;pointer\007" E "]22;\007", "POINTER pointer;POINTER;"},
        {E "]22;\007", ""}, /* it is the host's own already */
        {E "]22;no-such-shape\007" E "]22;\xFF\007", ""},
        {E "]22;hand2\007" E "]22;left_ptr\007", "POINTER pointer;POINTER default;"},
        {E "]22;text\007" E "]22;xterm\007", "POINTER text;"},
        {E "]22;>wait,help\007" E "]22;<\007" E "]22;<\007" E "]22;<\007", "POINTER help;POINTER wait;POINTER;"},
        {E "]22;>wait\007" E "]22;=move\007" E "]22;<\007", "POINTER wait;POINTER move;POINTER;"},
        {E "]22;wait\007" E "c", "POINTER wait;MODES;POINTER;TITLE;COLORS;"},
        /* each screen has its own stack */
        {E "]22;wait\007" C "?1049h" C "?1049l", "POINTER wait;POINTER;MODES;POINTER wait;MODES;"},
        {C "?1049h" E "]22;help\007" C "?1049l", "MODES;POINTER help;POINTER;MODES;"},
    };
    EVENTS(stories);
}

static void questions(void) {
    static const struct story stories[] = {
        {E "]22;?__current__" ST, E "]22;0" ST},
        {E "]22;>wait\007" E "]22;?__current__\007", E "]22;wait\007"},
        {E "]22;?pointer,crosshair,no-such-name,wait" ST, E "]22;1,1,0,1" ST},
        {E "]22;?__default__,__grabbed__,zoom-out,left_ptr" ST, E "]22;text,text,1,0" ST},
        {E "]22;?" E "\\", E "]22;0" ST},
    };
    REPLIES(stories);
}

static void stack_limit(void) {
    struct kit kit;
    kit_open(&kit, 20, 4);
    feed(&kit, E "]22;>wait\007");
    for (unsigned i = 0; i < QUIRE_POINTER_STACK_MAX; i++)
        feed(&kit, E "]22;>help\007");
    text_clear(&kit.events);
    for (unsigned i = 0; i < QUIRE_POINTER_STACK_MAX; i++)
        feed(&kit, E "]22;<\007");
    CHECK_STR(kit_take(&kit.events), "POINTER;"); /* the first one was forgotten */
    kit_close(&kit);
}

int main(void) {
    RUN(shapes);
    RUN(questions);
    RUN(stack_limit);
    return test_end();
}
