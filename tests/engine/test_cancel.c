/* Sequences that do not end: CAN, SUB and ESC in every state, C1 controls only on request, strings beyond their limit,
 * and what is unknown. */
#include "story_kit.h"

/* The beginning of a sequence in each state of the parser. */
static const char *const unfinished[] = {
    E,        E "(",    C,           C "1",         C "?1;2",      C "1 ",     C "1<2",        E "P",
    E "P1;2", E "P1$",  E "P$q",     E "P1<",       E "]",         E "]2;abc", E "]52;c;aGk=", E "_abc",
    E "^abc", E "Xabc", E "P+q544e", E "]8;id=1;u", E "]66;w=2;x", C "38:2:",  C "1;31",       E "]5522;type=write",
};

static void ended_by(const char *breaker, const char *behind, const char *expected) {
    for (size_t i = 0; i < sizeof unfinished / sizeof *unfinished; i++) {
        struct kit kit;
        kit_open(&kit, 20, 4);
        feed(&kit, unfinished[i]);
        feed(&kit, breaker);
        feed(&kit, behind);
        if (strcmp(kit_view(&kit), expected) != 0)
            printf("unfinished sequence %zu\n", i);
        CHECK_STR(kit_view(&kit), expected);
        CHECK_STR(kit_take(&kit.replies), "");
        CHECK_STR(kit_take(&kit.events), "");
        CHECK_STR(quire_terminal_title(kit.terminal), "");
        kit_close(&kit);
    }
}

static void cancelled(void) {
    ended_by("\030", "ok", "ok");
    ended_by("\032", "ok", "ok");
}

/* An ESC begins something new, whatever was open; nothing of the old sequence has an effect. */
static void broken_by_escape(void) {
    ended_by(C "2;3H", "ok", "|  ok");
    ended_by(E "D", "ok", "|ok");
    ended_by(E E "D", "ok", "|ok");
    ended_by(E "[\033[2;3H", "ok", "|  ok");
}

/* A string that ESC breaks is not obeyed, even if another string follows. */
static void string_behind_string(void) {
    static const struct story stories[] = {
        {E "]2;one" E "]2;two\007", "TITLE two;"},
        {E "]2;one" E "P$qm" ST "x" E "]2;two" ST, "TITLE two;"},
        {E "P$qm" E "]2;two\007", "TITLE two;"},
        {E "_apc" E "]2;two\007", "TITLE two;"},
    };
    EVENTS(stories);
}

static void c1(void) {
    static const struct story stories[] = {
        {"\x9B"
         "2;3Hx",
         "\xEF\xBF\xBD"
         "2;3Hx"}, /* not obeyed: not UTF-8 either */
        {"\xC2\x9B"
         "2;3Hx",
         "2;3Hx"}, /* nor as UTF-8 */
        {E "]2;a\x9C"
           "b\007x",
         "x"},
    };
    VIEWS(stories);
    struct kit kit;
    kit_open(&kit, 20, 4);
    feed(&kit, E "]2;a\x9C"
                 "b\xE2\x82\xE2\x82\xAC\007");
    CHECK_STR(quire_terminal_title(kit.terminal), "a\xEF\xBF\xBD"
                                                  "b\xEF\xBF\xBD\xE2\x82\xAC");
    kit_close(&kit);
}

/* The text behind a string beyond the limit is text; the string has no effect. */
static void string_limit(void) {
    static char block[1 << 16];
    static const char *const introducers[] = {E "]2;", E "P$q", E "_", E "^", E "X"};
    memset(block, 'x', sizeof block);
    for (size_t i = 0; i < sizeof introducers / sizeof *introducers; i++) {
        struct kit kit;
        kit_open(&kit, 20, 4);
        feed(&kit, introducers[i]);
        for (size_t sent = 0; sent <= QUIRE_STRING_MAX; sent += sizeof block)
            CHECK_INT(quire_terminal_feed(kit.terminal, block, sizeof block), QUIRE_OK);
        feed(&kit, ST "ok");
        CHECK_STR(kit_view(&kit), "ok");
        CHECK_STR(kit_take(&kit.events), "");
        CHECK_STR(kit_take(&kit.replies), "");
        kit_close(&kit);
    }
}

static void unknown(void) {
    static const struct story stories[] = {
        {E "]4321;a" ST, "UNKNOWN OSC 4321;a;"},
        {E "]lname" ST, "UNKNOWN OSC lname;"},
        {E "]\007", "UNKNOWN OSC ;"},
        {E "Pzdata" ST, "UNKNOWN DCS z data;"},
        {E "P>1$|x\xFF" ST, "UNKNOWN DCS >$| x\xEF\xBF\xBD;"},
        {E "_x" ST, "UNKNOWN APC x;"},
        {E "^x" ST, "UNKNOWN PM x;"},
        {E "Xx" ST, "UNKNOWN SOS x;"},
        {C "1;2z", "UNKNOWN CSI 1;2z;"},
        {C "1:2H", "UNKNOWN CSI 1:2H;"},
        {E "%@", "UNKNOWN ESC %@;"},
        {E "]8;;u\007" C "4:3m" C "?2027h", ""},
    };
    EVENTS(stories);
}

int main(void) {
    RUN(cancelled);
    RUN(broken_by_escape);
    RUN(string_behind_string);
    RUN(c1);
    RUN(string_limit);
    RUN(unknown);
    return test_end();
}
