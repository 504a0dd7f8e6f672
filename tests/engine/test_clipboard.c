/* The clipboard: OSC 52, OSC 5522 and mode 5522. */
#include "story_kit.h"

#define OSC E "]5522;"
#define TEXT "dGV4dC9wbGFpbg==" /* text/plain */
#define PNG "aW1hZ2UvcG5n"      /* image/png */

static void selections(void) {
    static const struct story stories[] = {
        {E "]52;cps;aGk=\007", "CLIPBOARD_SET c hi;CLIPBOARD_SET p hi;CLIPBOARD_SET s hi;"},
        {E "]52;pp7;aGk=\007", "CLIPBOARD_SET p hi;CLIPBOARD_SET 7 hi;"},
        {E "]52;x;aGk=\007", ""},
        {E "]52;xq;aGk=\007", "CLIPBOARD_SET q hi;"},
        {E "]52;;?\007", "CLIPBOARD c;"},
        {E "]52;pc;?\007", "CLIPBOARD p;"},
        {E "]52;c;!\007", "CLIPBOARD_SET c;"},
        {E "]52;c;\007", "CLIPBOARD_SET c;"},
        {E "]52;c\007", ""},
    };
    EVENTS(stories);
}

static void writes(void) {
    static const struct story stories[] = {
        {OSC "type=write\007" OSC "type=wdata:mime=" TEXT ";aGVs\007" OSC "type=wdata:mime=" TEXT ";bG8=\007" OSC
             "type=wdata\007",
         "WRITE text/plain=hello;"},
        {OSC "type=write:id=a!1:loc=primary:name=bWU=:pw=c2VjcmV0\007" OSC "type=wdata:mime=" PNG ";AAE\007" OSC
             "type=wdata\007",
         "WRITE primary id=a1 name=me pw=secret image/png="}, /* two bytes of which the first is 0: see below */
        {OSC "type=write\007" OSC "type=wdata:mime=" TEXT ";YQ\007" OSC "type=wdata:mime=" PNG ";Yg\007" OSC
             "type=wdata\007",
         "WRITE text/plain=a image/png=b;"},
        /* a type that comes again begins anew */
        {OSC "type=write\007" OSC "type=wdata:mime=" TEXT ";YQ\007" OSC "type=wdata:mime=" PNG ";Yg\007" OSC
             "type=wdata:mime=" TEXT ";Yw\007" OSC "type=wdata\007",
         "WRITE text/plain=c image/png=b;"},
        /* other names: a/b and c/d for text/plain, e/f for nothing */
        {OSC "type=write\007" OSC "type=walias:mime=" TEXT ";YS9iIGMvZA==\007" OSC "type=walias:mime=" PNG
             ";ZS9m\007" OSC "type=wdata:mime=" TEXT ";eA==\007" OSC "type=wdata\007",
         "WRITE a/b=x c/d=x text/plain=x;"},
        {OSC "type=write\007" OSC "type=wdata\007", "WRITE;"},
        {OSC "type=wdata:mime=" TEXT ";YQ\007" OSC "type=wdata\007", ""}, /* without a beginning */
        {OSC "type=write\007" OSC "type=wdata:mime=" TEXT ";YQ\007" OSC "type=write\007" OSC "type=wdata\007",
         "WRITE;"},
        {OSC "type=write\007" OSC "type=wdata:mime=" TEXT ";YQ\007" E "c" OSC "type=wdata\007", "MODES;TITLE;COLORS;"},
        {OSC "type=other\007" OSC "\007" OSC "type\007", ""},
    };
    EVENTS(stories);
}

static void write_errors(void) {
    static const struct story stories[] = {
        {OSC "type=write:id=7\007" OSC "type=wdata:mime=" TEXT ";***\007" OSC "type=wdata:mime=" TEXT ";YQ\007" OSC
             "type=wdata\007",
         OSC "type=write:status=EINVAL:id=7\007"},
        {OSC "type=write\007" OSC "type=wdata:mime=IA==;YQ\007", OSC "type=write:status=EINVAL\007"}, /* a blank */
        {OSC "type=write\007" OSC "type=wdata:mime=*;YQ\007", OSC "type=write:status=EINVAL\007"},
        {OSC "type=write\007" OSC "type=wdata:mime=" TEXT ";YWI\007" OSC "type=wdata:mime=" TEXT ";Y\007" OSC
             "type=wdata\007",
         ""}, /* YWIY is a group */
        {OSC "type=write\007" OSC "type=wdata:mime=" TEXT ";Y\007" OSC "type=wdata\007",
         OSC "type=write:status=EINVAL\007"},
    };
    REPLIES(stories);
}

/* More types than there is room for, and more data. */
static void write_limits(void) {
    static char chunk[1 << 20];
    struct kit kit;
    struct text input = {0};
    kit_open(&kit, 20, 4);
    feed(&kit, OSC "type=write\007");
    for (unsigned i = 0; i <= QUIRE_CLIPBOARD_TYPES_MAX; i++) {
        text_clear(&input);
        text_addf(&input, OSC "type=wdata:mime=YS%c%c;YQ\007", 'A' + (int)(i / 8), "BFJNRVZd"[i % 8]);
        feed(&kit, input.bytes);
    }
    CHECK_STR(kit_take(&kit.replies), OSC "type=write:status=EINVAL\007");
    memset(chunk, 'A', sizeof chunk);
    feed(&kit, OSC "type=write\007");
    for (size_t sent = 0; sent <= QUIRE_CLIPBOARD_MAX; sent += sizeof chunk / 4 * 3) {
        feed(&kit, OSC "type=wdata:mime=" TEXT ";");
        CHECK_INT(quire_terminal_feed(kit.terminal, chunk, sizeof chunk), QUIRE_OK);
        feed(&kit, "\007");
    }
    CHECK_STR(kit_take(&kit.replies), OSC "type=write:status=EIO\007");
    CHECK_STR(kit_take(&kit.events), "");
    text_free(&input);
    kit_close(&kit);
}

static void reads(void) {
    static const struct story stories[] = {
        {OSC "type=read;" TEXT "\007", "READ text/plain;"},
        {OSC "type=read:loc=primary:id=x;dGV4dC9wbGFpbiBpbWFnZS9wbmc=\007", "READ primary id=x text/plain image/png;"},
        {OSC "type=read;Lg==\007", "READ .;"},
        {OSC "type=read;\007", "READ;"},
        {OSC "type=read:pw=cHc=:name=bg==;Lg==\007", "READ name=n pw=pw .;"},
        {OSC "type=read;**\007", ""},
    };
    EVENTS(stories);
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct kit kit = {0};
    options.callbacks =
        &(struct quire_callbacks){.size = sizeof(struct quire_callbacks), .user = &kit, .reply = kit_on_reply};
    text_clear(&kit.replies);
    CHECK_INT(quire_terminal_create(&options, &kit.terminal), QUIRE_OK);
    feed(&kit, OSC "type=read:id=1;Lg==\007" OSC "type=write:id=2" ST); /* nobody listens */
    CHECK_STR(kit_take(&kit.replies), OSC "type=read:status=ENOSYS:id=1\007" OSC "type=write:status=ENOSYS:id=2" ST);
    quire_terminal_destroy(kit.terminal);
    text_free(&kit.replies);
}

static void answers(void) {
    static char data[5000];
    const struct quire_clipboard_item items[] = {{"text/plain", "hi", 2}, {"a/b", NULL, 0}};
    const struct quire_clipboard_item big[] = {{"a/b", data, sizeof data}};
    const struct quire_clipboard_item bad[] = {{"a b", "", 0}};
    struct kit kit;
    kit_open(&kit, 20, 4);
    CHECK_INT(quire_terminal_clipboard_send(kit.terminal, "x", true, items, 2), QUIRE_OK);
    CHECK_STR(kit_take(&kit.replies),
              OSC "type=read:status=OK:id=x:loc=primary" ST OSC "type=read:status=DATA:id=x:mime=" TEXT ";aGk=" ST OSC
                  "type=read:status=DATA:id=x:mime=YS9i" ST OSC "type=read:status=DONE:id=x" ST);
    CHECK_INT(quire_terminal_clipboard_send(kit.terminal, "", false, big, 1), QUIRE_OK);
    const char *first = strstr(kit.replies.bytes, ";AAAA"), *second = first ? strstr(first + 1, ";AAAA") : NULL;
    CHECK(first && second && strstr(second + 1, ";AAAA") == NULL); /* two packets: 4096 and 904 bytes */
    CHECK_INT(second ? strcspn(first + 1, E) : 0, 5464);
    text_clear(&kit.replies);
    CHECK_INT(quire_terminal_clipboard_send(kit.terminal, "", false, bad, 1), QUIRE_INVALID);
    CHECK_INT(quire_terminal_clipboard_send(kit.terminal, "\007", false, items, 1), QUIRE_INVALID);
    CHECK_STR(kit_take(&kit.replies), "");
    CHECK_INT(quire_terminal_clipboard_written(kit.terminal, "y", QUIRE_CLIPBOARD_DONE), QUIRE_OK);
    CHECK_INT(quire_terminal_clipboard_written(kit.terminal, "", QUIRE_CLIPBOARD_EPERM), QUIRE_OK);
    CHECK_INT(quire_terminal_clipboard_refused(kit.terminal, "z", QUIRE_CLIPBOARD_EPERM), QUIRE_OK);
    CHECK_STR(kit_take(&kit.replies), OSC "type=write:status=DONE:id=y" ST OSC "type=write:status=EPERM" ST OSC
                                          "type=read:status=EPERM:id=z" ST);
    CHECK_INT(quire_terminal_clipboard_refused(kit.terminal, "z", QUIRE_CLIPBOARD_DONE), QUIRE_INVALID);
    CHECK_INT(quire_terminal_clipboard_written(kit.terminal, ";", QUIRE_CLIPBOARD_DONE), QUIRE_INVALID);
    kit_close(&kit);
}

static void paste_events(void) {
    static const char *const mimes[] = {"text/plain", "image/png"};
    struct quire_input_modes modes = QUIRE_INPUT_MODES_INIT;
    struct kit kit;
    kit_open(&kit, 20, 4);
    CHECK_INT(quire_terminal_clipboard_paste(kit.terminal, false, NULL, mimes, 2), QUIRE_NOT_FOUND);
    feed(&kit, C "?5522$p" C "?5522h" C "?5522$p");
    CHECK_STR(kit_take(&kit.replies), C "?5522;2$y" C "?5522;1$y");
    CHECK_INT(quire_terminal_input_modes(kit.terminal, &modes), QUIRE_OK);
    CHECK(modes.paste_events);
    CHECK_INT(quire_terminal_clipboard_paste(kit.terminal, true, "pw", mimes, 2), QUIRE_OK);
    CHECK_STR(kit_take(&kit.replies),
              OSC "type=read:status=OK:loc=primary:pw=cHc=" ST OSC "type=read:status=DATA:mime=" TEXT ST OSC
                  "type=read:status=DATA:mime=" PNG ST OSC "type=read:status=DONE" ST);
    kit_close(&kit);
}

int main(void) {
    RUN(selections);
    RUN(writes);
    RUN(write_errors);
    RUN(write_limits);
    RUN(reads);
    RUN(answers);
    RUN(paste_events);
    return test_end();
}
