/* Strings of the terminal's own that are acted on while they come (engine/string_stream.h): who gets them, and how they
 * end. That pieces of any size give the same is in test_chunking.c. */
#include "engine_kit.h"

#include <quire/limits.h>
#include <quire/snapshot.h>
#include <quire/strings.h>

#define ST "\033\\"

/* However the string is cut, what the terminal says of it is the same. */
static void any_pieces(void) {
    static const char input[] = "\033_Gi=1,q=9;QUJD" ST "x";
    for (size_t cut = 0; cut < sizeof input; cut++) {
        struct kit whole, parts;
        kit_open(&whole, 20, 4);
        kit_open(&parts, 20, 4);
        feed(&whole, input);
        CHECK_INT(quire_terminal_feed(parts.terminal, input, cut), QUIRE_OK);
        feed(&parts, input + cut);
        CHECK_STR(parts.events.bytes, whole.events.bytes);
        CHECK_STR(parts.replies.bytes, whole.replies.bytes);
        CHECK_STR(kit_view(&parts), "x");
        kit_close(&whole);
        kit_close(&parts);
    }
}

/* A string that is cancelled, by whatever, says nothing, and what follows is read as ever. */
static void cancelled(void) {
    static const char *const enders[] = {"\030x", "\032x", "\033[mx", "\033]2;t\ax"};
    for (size_t i = 0; i < sizeof enders / sizeof *enders; i++) {
        struct kit kit;
        kit_open(&kit, 20, 4);
        feed(&kit, "\033_Gi=1,q=9;QUJD");
        feed(&kit, enders[i]);
        CHECK_STR(kit_take(&kit.replies), "");
        CHECK(strstr(kit_view(&kit), "x") != NULL);
        CHECK(strstr(kit.events.bytes, "APC") == NULL);
        kit_close(&kit);
    }
}

/* The terminal may be reset, or end, in the middle of one: nothing is left behind (the address sanitizer looks). */
static void ends_in_the_middle(void) {
    struct kit kit;
    kit_open(&kit, 20, 4);
    feed(&kit, "\033_Gi=1,m=1,f=24,s=9,v=9;QUJD");
    CHECK_INT(quire_terminal_reset(kit.terminal), QUIRE_OK);
    feed(&kit, "x" ST);
    CHECK_STR(kit_view(&kit), "x");
    feed(&kit, "\033_Gi=1,m=1,f=24,s=9,v=9;QUJD");
    kit_close(&kit);
}

/* Nothing of it is held: it may be longer than any string that is collected, and is not lost. */
static void no_limit(void) {
    static char block[1 << 16];
    struct kit kit;
    memset(block, ' ', sizeof block);
    kit_open(&kit, 20, 4);
    feed(&kit, "\033_Gi=31,a=q,f=24,s=1,v=1;");
    for (size_t sent = 0; sent <= 2 * (size_t)QUIRE_STRING_MAX; sent += sizeof block)
        CHECK_INT(quire_terminal_feed(kit.terminal, block, sizeof block), QUIRE_OK);
    feed(&kit, "AAAA" ST "ok");
    CHECK_STR(kit_view(&kit), "ok");
    CHECK(kit.events.length + kit.replies.length > 0);
    kit_close(&kit);
}

/* A snapshot in the middle swallows the rest; before it is certain whose the string is, it goes on as it was. */
static void snapshots(void) {
    static const char *const begun[] = {"\033_", "\033_Gi=31,a=q,f=24,s=1,v=1;AA"};
    static const char *const rest[] = {"Gi=31,a=q,f=24,s=1,v=1;AAAA" ST "ok", "AA" ST "ok"};
    for (int i = 0; i < 2; i++) {
        struct kit kit;
        struct text snapshot = {0};
        kit_open(&kit, 20, 4);
        feed(&kit, begun[i]);
        CHECK_INT(quire_snapshot_write(kit.terminal, kit_collect, &snapshot), QUIRE_OK);
        quire_terminal_destroy(kit.terminal);
        struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
        options.callbacks =
            &(struct quire_callbacks){sizeof(struct quire_callbacks), &kit, kit_on_reply, kit_on_event, NULL, NULL};
        CHECK_INT(quire_snapshot_read(snapshot.bytes, snapshot.length, &options, &kit.terminal), QUIRE_OK);
        feed(&kit, rest[i]);
        CHECK_STR(kit_view(&kit), "ok");
        CHECK_INT(kit.events.length + kit.replies.length > 0, i == 0);
        text_free(&snapshot);
        kit_close(&kit);
    }
}

static enum quire_string_choice take_apc(void *user, const struct quire_string *string) {
    (void)user;
    return string->kind == QUIRE_STRING_APC ? QUIRE_STRING_STREAM : QUIRE_STRING_LEAVE;
}

static enum quire_string_choice leave(void *user, const struct quire_string *string) {
    (void)user;
    (void)string;
    return QUIRE_STRING_LEAVE;
}

/* Hooks of the host are asked first: what they take the terminal does not get, what they leave it does. */
static void hosts_first(void) {
    struct quire_string_hooks hooks = QUIRE_STRING_HOOKS_INIT;
    for (int takes = 0; takes < 2; takes++) {
        struct kit kit;
        kit_open(&kit, 20, 4);
        hooks.filter = takes ? take_apc : leave;
        CHECK_INT(quire_terminal_set_strings(kit.terminal, &hooks), QUIRE_OK);
        feed(&kit, "\033_Gi=31,a=q,f=24,s=1,v=1;AAAA" ST);
        CHECK_INT(kit.events.length + kit.replies.length > 0, !takes);
        kit_close(&kit);
    }
}

/* Other strings that begin alike, or are too short to be any stream's, are collected as ever. */
static void others(void) {
    struct kit kit;
    kit_open(&kit, 20, 4);
    feed(&kit, "\033_g=1" ST "\033_" ST "\033^G" ST "\033XG" ST "\033]Gx" ST);
    CHECK_STR(kit_take(&kit.events), "UNKNOWN APC g=1;UNKNOWN APC ;UNKNOWN PM G;UNKNOWN SOS G;UNKNOWN OSC Gx;");
    kit_close(&kit);
}

int main(void) {
    RUN(any_pieces);
    RUN(cancelled);
    RUN(ends_in_the_middle);
    RUN(no_limit);
    RUN(snapshots);
    RUN(hosts_first);
    RUN(others);
    return test_end();
}
