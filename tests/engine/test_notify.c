/* Notifications and progress: OSC 9, 99, 777. */
#include "story_kit.h"

static void text_and_progress(void) {
    static const struct story stories[] = {
        {E "]9;hello\007", "NOTIFY hello;"},
        {E "]9;4 things are done\007", "NOTIFY 4 things are done;"},
        {E "]9;13;x\007", "NOTIFY 13;x;"},
        {E "]9;04;1;7\007", "PROGRESS 1 7;"},
        {E "]9;\007", ""},
        {E "]9;a\xFF"
           "b\xC2\x85"
           "c\007",
         "NOTIFY a\xEF\xBF\xBD"
         "bc;"},
        {E "]9;4;0\007", "PROGRESS 0 0;"},
        {E "]9;4;0;50\007", "PROGRESS 0 0;"},
        {E "]9;4;1\007", "PROGRESS 1 0;"},
        {E "]9;4;1;101\007", "PROGRESS 1 100;"},
        {E "]9;4;1;x\007", "PROGRESS 1 100;"},
        {E "]9;4;1;-1\007" E "]9;4;0;-50\007" E "]9;4;-1\007", ""}, /* negative: refused */
        {E "]9;4;2\007", "PROGRESS 2 -1;"},
        {E "]9;4;2;30\007", "PROGRESS 2 30;"},
        {E "]9;4;3;30\007", "PROGRESS 3 -1;"},
        {E "]9;4;4\007", "PROGRESS 4 -1;"},
        {E "]9;4;5;1\007", ""},
        {E "]9;4;\007", ""},
        {E "]777;notify;title;text;more\007", "NOTIFY title / text;more;"},
        {E "]777;notify;title\007", "NOTIFY title /;"},
        {E "]777;precmd\007", ""},
    };
    EVENTS(stories);
}

/* None of ConEmu's subcommands is shown. */
static void conemu(void) {
    static const struct story stories[] = {
        {E "]9;1;100\007", ""},
        {E "]9;2;\"box\"\007", ""},
        {E "]9;3;\"tab\"\007" E "]9;3\007", ""},
        {E "]9;5\007", ""},
        {E "]9;6;\"macro\"\007" E "]9;7;\"cmd\"\007" E "]9;8;\"PATH\"\007", ""},
        {E "]9;9;\"C:\\dir\"\007", "DIRECTORY C:\\dir;"},
        {E "]9;9;/home/me\007", "DIRECTORY /home/me;"},
        {E "]9;10\007" E "]9;10;1\007" E "]9;11;comment\007", ""},
        {E "]9;12\007", "SHELL prompt i;"},
    };
    EVENTS(stories);
}

static void kitty_keys(void) {
    static const struct story stories[] = {
        {E "]99;;Hello\007", "NOTIFY Hello /;"},
        {E "]99;i=1:p=body;only a body\007", "NOTIFY only a body / id=1;"},
        {E "]99;p=title:e=1;SGVsbG8=\007", "NOTIFY Hello /;"},
        {E "]99;i=a_b-c+d.e:a=report,-focus:c=1:u=2:o=unfocused:w=500;x\007",
         "NOTIFY x / id=a_b-c+d.e when=1 urgency=2 nofocus report closed ms=500;"},
        {E "]99;i=<b>ad;x\007", "NOTIFY x / id=bad;"},
        {E "]99;f=YXBw:t=dDE=:t=dDI=:n=ZXJyb3I=:s=c2lsZW50;x\007",
         "NOTIFY x / app=app types=t1\xE2\x80\xA8t2 icons=error sound=silent;"},
        {E "]99;u=7:o=never:w=-2:q=1:a=dance;x\007", "NOTIFY x /;"},
        {E "]99;w=0:o=invisible:u=0;x\007", "NOTIFY x / when=2 urgency=0 ms=0;"},
        {E "]99;;\007", ""},
        {E "]99;x\007", ""}, /* both semicolons must be there */
        {E "]99;p=later;x\007", ""},
        {E "]99;i=7:p=close;\007", "CLOSE 7;"},
        {E "]99;p=close;\007", ""},
        {E "]99;i=q:p=alive;\007", "ALIVE q;"},
        {E "]99;;a\xFF\xC2\x9B"
           "b\007",
         "NOTIFY a\xEF\xBF\xBD"
         "b /;"},
        {E "]99;e=1;!!!\007", ""},
    };
    EVENTS(stories);
}

static void kitty_pieces(void) {
    static const struct story stories[] = {
        {E "]99;i=1:d=0;Hello\007", ""},
        {E "]99;i=1:d=0;Hello \007" E "]99;i=1:d=0;world\007" E "]99;i=1:p=body;This is cool\007",
         "NOTIFY Hello world / This is cool id=1;"},
        {E "]99;i=1:d=0:u=2;one\007" E "]99;i=2:d=0;two\007" E "]99;i=1;!\007" E "]99;i=2;?\007",
         "NOTIFY one! / id=1 urgency=2;NOTIFY two? / id=2;"},
        /* base64 cut before encoding, with padding in each piece; and after it, anywhere */
        {E "]99;i=1:d=0:e=1;YQ==\007" E "]99;i=1:e=1;Yg==\007", "NOTIFY ab / id=1;"},
        {E "]99;i=1:d=0:e=1;SGVsb\007" E "]99;i=1:e=1:d=0;G8gd29y\007" E "]99;i=1:e=1;bGQ\007",
         "NOTIFY Hello world / id=1;"},
        {E "]99;i=1:d=0:e=1;SGVsbG8\007" E "]99;i=1:p=body;b\007", "NOTIFY Hello / b id=1;"},
        {E "]99;i=1:d=0;t\007" E "]99;i=1:d=0:p=buttons;yes\xE2\x80\xA8no\007" E "]99;i=1:p=icon:e=1;iVBORw==\007",
         "NOTIFY t / id=1 buttons=yes\xE2\x80\xA8no;"},
        /* a character cut in two */
        {E "]99;i=1:d=0:e=1;w6==\007" E "]99;i=1:e=1;qQ==\007", "NOTIFY \xC3\xA9 / id=1;"},
        {E "]99;i=1:d=0;t\007" E "c" E "]99;i=1;u\007", "MODES;TITLE;COLORS;NOTIFY u / id=1;"},
    };
    EVENTS(stories);
}

/* The ninth notification pushes the first one out; texts end at their limit. */
static void kitty_limits(void) {
    struct kit kit;
    struct text big = {0};
    kit_open(&kit, 20, 4);
    for (unsigned i = 0; i <= QUIRE_NOTIFICATIONS_PENDING_MAX; i++) {
        text_clear(&big);
        text_addf(&big, E "]99;i=%u:d=0;n%u\007", i, i);
        feed(&kit, big.bytes);
    }
    feed(&kit, E "]99;i=0;!\007" E "]99;i=8;!\007");
    CHECK_STR(kit_take(&kit.events), "NOTIFY ! / id=0;NOTIFY n8! / id=8;");
    text_clear(&big);
    text_addf(&big, E "]99;i=x:d=0;");
    for (unsigned i = 0; i < QUIRE_NOTIFICATION_MAX; i++)
        text_add(&big, "x", 1);
    text_addf(&big, "\007");
    feed(&kit, big.bytes);
    feed(&kit, E "]99;i=x;y\007"); /* beyond the limit: dropped */
    CHECK_INT(strlen(kit.events.bytes), strlen("NOTIFY  / id=x;") + QUIRE_NOTIFICATION_MAX);
    text_free(&big);
    kit_close(&kit);
}

static void kitty_query(void) {
    static const struct story stories[] = {
        {E "]99;i=q:p=?;\007", E "]99;i=q:p=?;o=always:p=title,body,?\007"},
        {E "]99;p=?;" ST, E "]99;i=0:p=?;o=always:p=title,body,?" ST},
        {E "]99;i=a\xC2\x9B;b:p=?;x\007", ""}, /* the id ends at the ';' */
    };
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct kit kit;
    REPLIES(stories);
    options.notification_features = (1u << 9) - 1;
    kit_open_with(&kit, options);
    feed(&kit, E "]99;i=q:p=?;" ST);
    CHECK_STR(kit_take(&kit.replies), E "]99;i=q:p=?;a=focus,report:c=1:o=always,unfocused,invisible:"
                                        "p=title,body,?,close,alive,buttons:s=system,silent:u=0,1,2:w=1" ST);
    kit_close(&kit);
}

static void kitty_reports(void) {
    static const char *const ids[] = {"one", "two"}, *const bad[] = {"a;b"};
    struct kit kit;
    kit_open(&kit, 20, 4);
    CHECK_INT(quire_terminal_notification_activated(kit.terminal, "x", 0), QUIRE_OK);
    CHECK_STR(kit_take(&kit.replies), E "]99;i=x;" ST);
    CHECK_INT(quire_terminal_notification_activated(kit.terminal, "", 2), QUIRE_OK);
    CHECK_STR(kit_take(&kit.replies), E "]99;i=0;2" ST);
    CHECK_INT(quire_terminal_notification_closed(kit.terminal, "x", true), QUIRE_OK);
    CHECK_INT(quire_terminal_notification_closed(kit.terminal, "x", false), QUIRE_OK);
    CHECK_STR(kit_take(&kit.replies), E "]99;i=x:p=close;" ST E "]99;i=x:p=close;untracked" ST);
    CHECK_INT(quire_terminal_notification_alive(kit.terminal, "q", ids, 2), QUIRE_OK);
    CHECK_INT(quire_terminal_notification_alive(kit.terminal, "q", NULL, 0), QUIRE_OK);
    CHECK_STR(kit_take(&kit.replies), E "]99;i=q:p=alive;one,two" ST E "]99;i=q:p=alive;" ST);
    CHECK_INT(quire_terminal_notification_alive(kit.terminal, "q", bad, 1), QUIRE_INVALID);
    CHECK_INT(quire_terminal_notification_activated(kit.terminal, "a" E "b", 0), QUIRE_INVALID);
    CHECK_INT(quire_terminal_notification_closed(kit.terminal, NULL, true), QUIRE_INVALID);
    CHECK_STR(kit_take(&kit.replies), "");
    kit_close(&kit);
}

int main(void) {
    RUN(text_and_progress);
    RUN(conemu);
    RUN(kitty_keys);
    RUN(kitty_pieces);
    RUN(kitty_limits);
    RUN(kitty_query);
    RUN(kitty_reports);
    return test_end();
}
