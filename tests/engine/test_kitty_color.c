/* Colours by name: OSC 21. */
#include "story_kit.h"

static void questions(void) {
    static const struct story stories[] = {
        {E "]21;foreground=?" ST, E "]21;foreground=rgb:d8/de/e9" ST},
        {E "]21;background=?;cursor=?\007", E "]21;background=rgb:16/18/1d;cursor=\007"},
        {E "]21;196=?;0=?" ST, E "]21;196=rgb:ff/00/00;0=rgb:1c/1f/26" ST},
        {E "]21;cursor_text=?;selection_background=?;selection_foreground=?;visual_bell=?" ST,
         E "]21;cursor_text=;selection_background=;selection_foreground=;visual_bell=" ST},
        {E "]21;no_such=?;256=?;transparent_background_color1=?" ST,
         E "]21;no_such=?;256=?;transparent_background_color1=?" ST},
        {E "]21;a\xC2\x9B!b=?" ST, E "]21;ab=?" ST}, /* nothing but what keys are made of comes back */
        {E "]21;=?;;x" ST, ""},
    };
    REPLIES(stories);
}

static void settings(void) {
    static const struct story stories[] = {
        {E "]21;foreground=white;foreground=?" ST, E "]21;foreground=rgb:ff/ff/ff" ST},
        {E "]21;5=#102030;5=?;5;5=?" ST, E "]21;5=rgb:10/20/30;5=rgb:a0/45/ba" ST},
        {E "]21;cursor=red;cursor=?;cursor=;cursor=?" ST, E "]21;cursor=rgb:ff/00/00;cursor=" ST},
        {E "]21;cursor_text=rgb:1/2/3;cursor_text=?;cursor_text;cursor_text=?" ST,
         E "]21;cursor_text=rgb:11/22/33;cursor_text=" ST},
        {E "]21;selection_background=#445566;selection_foreground=#778899;visual_bell=#aabbcc;selection_background=?;"
           "selection_foreground=?;visual_bell=?" ST,
         E "]21;selection_background=rgb:44/55/66;selection_foreground=rgb:77/88/99;visual_bell=rgb:aa/bb/cc" ST},
        {E "]21;background=red@0.5;background=?" ST, E "]21;background=rgb:ff/00/00" ST},
        {E "]21;background=;background=?;7=;7=?" ST, E "]21;background=rgb:16/18/1d;7=rgb:cc/d2/dc" ST},
        {E "]21;background=nonsense;background=?" ST, E "]21;background=rgb:16/18/1d" ST},
        {E "]21;visual_bell=red" ST E "c" E "]21;visual_bell=?" ST, E "]21;visual_bell=" ST},
        {E "]21;foreground=#123456" ST E "]10;?" ST, E "]10;rgb:1212/3434/5656" ST},
        {E "]21;selection_background=#445566;selection_foreground=#778899" ST E "]17;?" ST E "]19;?" ST,
         E "]17;rgb:4444/5555/6666" ST E "]19;rgb:7777/8888/9999" ST},
        {E "]17;#445566" ST E "]19;#778899" ST E "]119" ST E "]21;selection_background=?;selection_foreground=?" ST,
         E "]21;selection_background=rgb:44/55/66;selection_foreground=" ST},
        {E "]21;cursor_text=red;visual_bell=blue" ST E "[#P" E "]21;cursor_text;visual_bell" ST E "[#Q" E
           "]21;cursor_text=?;visual_bell=?" ST,
         E "]21;cursor_text=rgb:ff/00/00;visual_bell=rgb:00/00/ff" ST},
    };
    REPLIES(stories);
    static const struct story told[] = {
        {E "]21;foreground=red;background=blue\007", "COLORS;"},
        {E "]21;foreground=?\007", ""},
        {E "]21;foreground\007", ""}, /* it has its own colour already */
        {E "]21;no_such=red\007", ""},
    };
    EVENTS(told);
}

/* A frame has what is to be drawn. */
static void frames(void) {
    struct quire_frame_info info = QUIRE_FRAME_INFO_INIT;
    struct kit kit;
    kit_open(&kit, 20, 4);
    (void)kit_view(&kit);
    CHECK_INT(quire_frame_get_info(kit.frame, &info), QUIRE_OK);
    CHECK(info.cursor_text > 0xFFFFFF && info.selection_foreground > 0xFFFFFF && info.selection_background > 0xFFFFFF);
    feed(&kit, E "]21;cursor_text=#010203;selection_foreground=#040506;selection_background=#070809\007");
    (void)kit_view(&kit);
    CHECK_INT(quire_frame_get_info(kit.frame, &info), QUIRE_OK);
    CHECK(info.all_changed);
    CHECK_INT(info.cursor_text, 0x010203);
    CHECK_INT(info.selection_foreground, 0x040506);
    CHECK_INT(info.selection_background, 0x070809);
    kit_close(&kit);
}

/* All 256 colours in one question. */
static void long_question(void) {
    struct kit kit;
    struct text input = {0};
    kit_open(&kit, 20, 4);
    text_addf(&input, E "]21");
    for (unsigned i = 0; i < 256; i++)
        text_addf(&input, ";%u=?", i);
    text_addf(&input, "\007");
    feed(&kit, input.bytes);
    unsigned parts = 0;
    for (const char *at = kit.replies.bytes; (at = strchr(at, ';')); at++)
        parts++;
    CHECK_INT(parts, 256);
    CHECK(kit.replies.length > 0 && kit.replies.bytes[kit.replies.length - 1] == '\007');
    text_free(&input);
    kit_close(&kit);
}

int main(void) {
    RUN(questions);
    RUN(settings);
    RUN(frames);
    RUN(long_question);
    return test_end();
}
