/* quire/settings.h but for colours (test_settings_colors.c): each member is set, told, has its effect, and is refused
 * where it may not be; a call is done as a whole or not at all. */
#define _DEFAULT_SOURCE /* mkstemp */
#include <unistd.h>

#include "settings_kit.h"

/* All members are others than a new terminal has them. */
static struct quire_terminal_settings other_settings(void) {
    struct quire_terminal_settings s = QUIRE_TERMINAL_SETTINGS_INIT;
    s.members = QUIRE_SETTINGS_ALL;
    s.foreground = 0x101010;
    s.background = 0xF0F0F0;
    s.cursor_color = 0x00FF00;
    for (uint32_t i = 0; i < 256; i++)
        s.palette[i] = i * 0x010101;
    s.cursor_shape = QUIRE_CURSOR_BAR;
    s.cursor_blink = true;
    s.scrollback_lines = 7;
    s.scrollback_bytes = 1 << 20;
    s.window_ops = QUIRE_ALLOW;
    s.screen_checksum = QUIRE_ALLOW;
    s.clipboard_write = QUIRE_ALLOW;
    s.ambiguous_wide = true;
    s.cell_width_px = 9;
    s.cell_height_px = 18;
    s.tab_width = 5;
    s.alternate_screen = false;
    strcpy(s.word_characters, "$");
    s.title_bytes = 10;
    s.title_levels = 2;
    s.notification_features = QUIRE_NOTIFY_CAN_SOUND;
    s.image_limit = 1 << 20;
    return s;
}

/* --- setting and telling --------------------------------------------------------------------------------------- */

/* A new terminal has what its options and the header say. */
static void begins_as_told(void) {
    struct kit kit = {0};
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    options.cell_width_px = 7;
    options.cell_height_px = 14;
    kit_open_with(&kit, options);
    struct quire_terminal_settings s = settings_of(kit.terminal);
    CHECK_INT(s.members, QUIRE_SETTINGS_ALL);
    CHECK_INT(s.foreground, options.foreground);
    CHECK_INT(s.background, options.background);
    CHECK_INT(s.cursor_color, options.cursor_color);
    CHECK_INT(s.palette[196], 0xFF0000);
    CHECK_INT(s.cursor_shape, QUIRE_CURSOR_BLOCK);
    CHECK(!s.cursor_blink && !s.ambiguous_wide && s.alternate_screen);
    CHECK_INT(s.scrollback_lines, 10000);
    CHECK_INT(s.scrollback_bytes, 0);
    CHECK(s.window_ops == QUIRE_DENY && s.screen_checksum == QUIRE_DENY && s.clipboard_write == QUIRE_DENY);
    CHECK(s.cell_width_px == 7 && s.cell_height_px == 14);
    CHECK_INT(s.tab_width, 8);
    CHECK_STR(s.word_characters, "-_./~?&%+#@=:");
    CHECK_INT(s.title_bytes, QUIRE_TITLE_MAX);
    CHECK_INT(s.title_levels, QUIRE_TITLE_STACK_MAX);
    kit_close(&kit);
}

/* A member alone changes itself and nothing else; all at once change all. */
static void each_by_itself(void) {
    struct quire_terminal_settings other = other_settings();
    for (uint32_t bit = 1; bit < QUIRE_SETTINGS_ALL; bit <<= 1) {
        struct kit kit = {0};
        kit_open(&kit, 20, 5);
        struct quire_terminal_settings before = settings_of(kit.terminal);
        CHECK_INT(set(&kit, bit, &other), QUIRE_OK);
        struct quire_terminal_settings after = settings_of(kit.terminal);
        CHECK(!same_settings(&before, &after) && !same_settings(&other, &after));
        CHECK_INT(set(&kit, bit, &before), QUIRE_OK);
        after = settings_of(kit.terminal);
        CHECK(same_settings(&before, &after));
        kit_close(&kit);
    }
    struct kit kit = {0};
    kit_open(&kit, 20, 5);
    CHECK_INT(set(&kit, QUIRE_SETTINGS_ALL, &other), QUIRE_OK);
    struct quire_terminal_settings after = settings_of(kit.terminal);
    CHECK(same_settings(&other, &after));
    CHECK_INT(set(&kit, 0, &other), QUIRE_OK);
    kit_close(&kit);
}

/* What is wrong in one member is refused, and nothing of the call is done; in one that is not named nobody looks. */
static void refused(struct kit *kit, uint32_t member, const struct quire_terminal_settings *wrong) {
    struct quire_terminal_settings before = settings_of(kit->terminal);
    CHECK_INT(set(kit, QUIRE_SETTINGS_ALL, wrong), QUIRE_INVALID);
    struct quire_terminal_settings after = settings_of(kit->terminal);
    CHECK(same_settings(&before, &after));
    CHECK_INT(set(kit, QUIRE_SETTING_CURSOR_BLINK & ~member, wrong), QUIRE_OK);
    CHECK_INT(set(kit, QUIRE_SETTINGS_ALL, &before), QUIRE_OK);
}

static void errors(void) {
    struct kit kit = {0};
    kit_open(&kit, 20, 5);
#define WRONG(bit, change)                                                                                             \
    do {                                                                                                               \
        struct quire_terminal_settings wrong = other_settings();                                                       \
        change;                                                                                                        \
        refused(&kit, bit, &wrong);                                                                                    \
    } while (0)
    WRONG(QUIRE_SETTING_FOREGROUND, wrong.foreground = 0x1000000);
    WRONG(QUIRE_SETTING_BACKGROUND, wrong.background = 0xFFFFFFFF);
    WRONG(QUIRE_SETTING_PALETTE, wrong.palette[255] = 0x1000000);
    WRONG(QUIRE_SETTING_CURSOR_SHAPE, wrong.cursor_shape = (enum quire_cursor_shape)3);
    WRONG(QUIRE_SETTING_WINDOW_OPS, wrong.window_ops = (enum quire_permission)3);
    WRONG(QUIRE_SETTING_SCREEN_CHECKSUM, wrong.screen_checksum = (enum quire_permission)3);
    WRONG(QUIRE_SETTING_CLIPBOARD_WRITE, wrong.clipboard_write = (enum quire_permission)3);
    WRONG(QUIRE_SETTING_CELL_SIZE, wrong.cell_width_px = QUIRE_MAX_CELL_PX + 1);
    WRONG(QUIRE_SETTING_CELL_SIZE, wrong.cell_height_px = QUIRE_MAX_CELL_PX + 1);
    WRONG(QUIRE_SETTING_NOTIFICATIONS, wrong.notification_features = QUIRE_NOTIFY_CAN_ALL + 1);
    WRONG(QUIRE_SETTING_TAB_WIDTH, wrong.tab_width = 0);
    WRONG(QUIRE_SETTING_TAB_WIDTH, wrong.tab_width = QUIRE_MAX_COLUMNS + 1);
    WRONG(QUIRE_SETTING_WORD_CHARACTERS, strcpy(wrong.word_characters, "a b"));
    WRONG(QUIRE_SETTING_WORD_CHARACTERS, strcpy(wrong.word_characters, "a\xE3\x80\x80"));
    WRONG(QUIRE_SETTING_WORD_CHARACTERS, strcpy(wrong.word_characters, "\t"));
    WRONG(QUIRE_SETTING_WORD_CHARACTERS, strcpy(wrong.word_characters, "\xC3"));
    WRONG(QUIRE_SETTING_WORD_CHARACTERS, memset(wrong.word_characters, 'x', sizeof wrong.word_characters));
    WRONG(QUIRE_SETTING_TITLE_LIMITS, wrong.title_bytes = QUIRE_TITLE_MAX + 1);
    WRONG(QUIRE_SETTING_TITLE_LIMITS, wrong.title_levels = QUIRE_TITLE_STACK_MAX + 1);
    struct quire_terminal_settings s = settings_of(kit.terminal);
    CHECK_INT(set(&kit, (uint32_t)QUIRE_SETTINGS_ALL + 1, &s), QUIRE_INVALID);
    s.size--;
    CHECK_INT(quire_terminal_settings_get(kit.terminal, &s), QUIRE_INVALID);
    CHECK_INT(quire_terminal_settings_set(kit.terminal, &s), QUIRE_INVALID);
    CHECK_INT(quire_terminal_settings_set(kit.terminal, NULL), QUIRE_INVALID);
    CHECK_INT(quire_terminal_settings_get(kit.terminal, NULL), QUIRE_INVALID);
    s = other_settings();
    CHECK_INT(quire_terminal_settings_set(NULL, &s), QUIRE_INVALID);
    CHECK_INT(quire_terminal_settings_get(NULL, &s), QUIRE_INVALID);
    kit_close(&kit);
}

/* What the setters refuse, the options of a new terminal refuse likewise, and permissions those of a restored one. */
static void options_are_refused_too(void) {
    const struct quire_terminal_options whole = QUIRE_TERMINAL_OPTIONS_INIT;
    struct quire_terminal_options options;
    struct quire_terminal *terminal = NULL;
    uint32_t palette[256] = {0};
#define REFUSED(change)                                                                                                \
    do {                                                                                                               \
        options = whole;                                                                                               \
        change;                                                                                                        \
        CHECK_INT(quire_terminal_create(&options, &terminal), QUIRE_INVALID);                                          \
    } while (0)
    REFUSED(options.foreground = 0x1000000);
    REFUSED(options.background = 0xFFFFFFFF);
    REFUSED(options.palette = palette; palette[255] = 0x1000000);
    REFUSED(options.cursor_shape = (enum quire_cursor_shape)3);
    REFUSED(options.window_ops = (enum quire_permission)3);
    REFUSED(options.screen_checksum = (enum quire_permission)3);
    REFUSED(options.clipboard_write = (enum quire_permission)3);
    CHECK_INT(quire_snapshot_read("", 0, &options, &terminal), QUIRE_INVALID);
    REFUSED(options.notification_features = QUIRE_NOTIFY_CAN_ALL + 1);
    CHECK(terminal == NULL);
    options = whole;
    palette[255] = 0xFFFFFF;
    options.palette = palette;
    options.foreground = options.background = 0xFFFFFF;
    options.cursor_color = 0x1000000; /* like the text */
    CHECK_INT(quire_terminal_create(&options, &terminal), QUIRE_OK);
    quire_terminal_destroy(terminal);
}

/* --- cursor ---------------------------------------------------------------------------------------------------- */

static void set_cursor(struct kit *kit, enum quire_cursor_shape shape, bool blink) {
    struct quire_terminal_settings s = QUIRE_TERMINAL_SETTINGS_INIT;
    s.cursor_shape = shape;
    s.cursor_blink = blink;
    CHECK_INT(set(kit, QUIRE_SETTING_CURSOR_SHAPE | QUIRE_SETTING_CURSOR_BLINK, &s), QUIRE_OK);
}

static void check_cursor(struct kit *kit, enum quire_cursor_shape shape, bool blink) {
    CHECK_INT(kit_info(kit).cursor_shape, shape);
    CHECK_INT(kit_info(kit).cursor_blink, blink);
}

static void cursor(void) {
    struct kit kit = {0};
    kit_open(&kit, 20, 3);
    set_cursor(&kit, QUIRE_CURSOR_BAR, true);
    CHECK_STR(kit_take(&kit.events), "MODES;");
    check_cursor(&kit, QUIRE_CURSOR_BAR, true);
    feed(&kit, C "?13$p" C "?12h"); /* mode 12 turns round whatever the setting is */
    CHECK_STR(kit_take(&kit.replies), C "?13;1$y");
    check_cursor(&kit, QUIRE_CURSOR_BAR, false);
    set_cursor(&kit, QUIRE_CURSOR_BAR, false);
    check_cursor(&kit, QUIRE_CURSOR_BAR, true);
    for (int asked = 1; asked <= 6; asked++) { /* what a program asked for stays, whatever the user has */
        for (int user = 0; user < 4; user++) {
            char text[16];
            enum quire_cursor_shape shape = (enum quire_cursor_shape)((asked - 1) / 2);
            feed(&kit, E "c");
            set_cursor(&kit, QUIRE_CURSOR_BLOCK, user & 1);
            snprintf(text, sizeof text, C "%d q", asked);
            feed(&kit, text);
            kit_take(&kit.events);
            set_cursor(&kit, QUIRE_CURSOR_UNDERLINE, user & 2);
            check_cursor(&kit, shape, asked % 2 == 1);
            CHECK_STR(kit_take(&kit.events), "");
            feed(&kit, C "0 q");
            check_cursor(&kit, QUIRE_CURSOR_UNDERLINE, user & 2);
        }
    }
    kit_close(&kit);
}

/* --- history --------------------------------------------------------------------------------------------------- */

static enum quire_result set_scrollback(struct kit *kit, uint64_t lines, uint64_t bytes) {
    struct quire_terminal_settings s = QUIRE_TERMINAL_SETTINGS_INIT;
    s.scrollback_lines = lines;
    s.scrollback_bytes = bytes;
    return set(kit, QUIRE_SETTING_SCROLLBACK_LINES | QUIRE_SETTING_SCROLLBACK_BYTES, &s);
}

static void feed_lines(struct kit *kit, uint32_t from, uint32_t to) {
    char text[200];
    for (uint32_t i = from; i < to; i++) {
        snprintf(text, sizeof text, "line %u of many, which is long enough to fill a page some time\r\n", i);
        feed(kit, text);
    }
}

/* A lower limit evicts at once, the oldest first; a higher one keeps more from then on. */
static void scrollback(void) {
    struct kit kit = {0};
    kit_open(&kit, 80, 4);
    feed_lines(&kit, 0, 5003);
    CHECK_INT(kit_info(&kit).history_lines, 5000);
    CHECK_INT(set_scrollback(&kit, 100, 0), QUIRE_OK);
    CHECK_INT(kit_info(&kit).history_lines, 100);
    quire_frame_scroll_to(kit.frame, kit.terminal, 100);
    CHECK(strncmp(kit_view(&kit), "line 4900 ", 10) == 0);
    CHECK(kit_sound(&kit));
    feed_lines(&kit, 0, 50);
    CHECK_INT(kit_info(&kit).history_lines, 100);
    CHECK_INT(set_scrollback(&kit, 200, 0), QUIRE_OK);
    feed_lines(&kit, 0, 50);
    CHECK_INT(kit_info(&kit).history_lines, 150);
    CHECK_INT(set_scrollback(&kit, 20000, 0), QUIRE_OK);
    feed_lines(&kit, 0, 12000);
    while (quire_terminal_idle(kit.terminal, 1 << 20)) /* compressed */
        ;
    uint64_t bytes = kit_info(&kit).history_bytes;
    CHECK_INT(set_scrollback(&kit, 20000, bytes / 2), QUIRE_OK);
    CHECK(kit_info(&kit).history_bytes <= bytes / 2 && kit_info(&kit).history_lines > 1000);
    kit_close(&kit);
}

/* No lines at all: none is kept, as in a terminal made so; and a line that had begun in history is sound on the screen.
 * Selections and views of what is gone go with it. */
static void no_scrollback(void) {
    struct kit kit = {0};
    kit_open(&kit, 10, 3);
    feed(&kit, "a\r\nb\r\nc\r\nd\r\n0123456789012345678901234567890123456789");
    CHECK(kit_info(&kit).history_lines > 0);
    quire_frame_scroll(kit.frame, kit.terminal, 2);
    (void)kit_view(&kit);
    quire_selection_start(kit.terminal, kit.frame, 0, 0, false, QUIRE_SELECT_LINE);
    CHECK(quire_selection_exists(kit.terminal, kit.frame));
    CHECK_INT(set_scrollback(&kit, 0, 0), QUIRE_OK);
    CHECK_INT(kit_info(&kit).history_lines, 0);
    CHECK(!quire_selection_exists(kit.terminal, kit.frame));
    CHECK_STR(kit_view(&kit), "0123456789|0123456789|0123456789");
    CHECK(kit_sound(&kit));
    feed_lines(&kit, 0, 100);
    CHECK_INT(kit_info(&kit).history_lines, 0);
    CHECK_INT(quire_terminal_resize(kit.terminal, 7, 5, 0, 0), QUIRE_OK);
    CHECK(kit_sound(&kit));
    CHECK_INT(set_scrollback(&kit, 10, 0), QUIRE_OK);
    feed_lines(&kit, 0, 100);
    CHECK_INT(kit_info(&kit).history_lines, 10);
    kit_close(&kit);
}

/* In a file too: who opens it next finds what is left. */
static void scrollback_file(void) {
    char path[] = "/tmp/quire-settings-XXXXXX";
    int file = mkstemp(path);
    struct kit kit = {0};
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    CHECK(file >= 0 && close(file) == 0 && unlink(path) == 0);
    options.rows = 4;
    options.history_file = path;
    kit_open_with(&kit, options);
    feed_lines(&kit, 0, 5003);
    CHECK_INT(set_scrollback(&kit, 100, 0), QUIRE_OK);
    CHECK_INT(kit_info(&kit).history_lines, 100);
    kit_close(&kit);
    memset(&kit, 0, sizeof kit);
    kit_open_with(&kit, options);
    CHECK_INT(kit_info(&kit).history_lines, 100);
    CHECK_INT(set_scrollback(&kit, 0, 0), QUIRE_OK);
    kit_close(&kit);
    memset(&kit, 0, sizeof kit);
    kit_open_with(&kit, options);
    CHECK_INT(kit_info(&kit).history_lines, 0);
    kit_close(&kit);
    CHECK_INT(unlink(path), 0);
}

/* --- permissions, widths --------------------------------------------------------------------------------------- */

static void permissions(void) {
    struct kit kit = {0};
    kit_open(&kit, 20, 3);
    struct quire_terminal_settings s = settings_of(kit.terminal);
    const char *questions = E "]2;t" ST C "21t" C "1;1;1;1;1;1*y" C "c";
    feed(&kit, questions);
    CHECK_STR(kit_take(&kit.replies), E "P1!~0000" ST C "?64;1;2;4;6;9;15;16;17;18;21;22;28;29c");
    s.window_ops = s.screen_checksum = s.clipboard_write = QUIRE_ALLOW;
    CHECK_INT(set(&kit, QUIRE_SETTING_WINDOW_OPS | QUIRE_SETTING_CLIPBOARD_WRITE, &s), QUIRE_OK);
    feed(&kit, questions);
    CHECK_STR(kit_take(&kit.replies), E "]lt" ST E "P1!~0000" ST C "?64;1;2;4;6;9;15;16;17;18;21;22;28;29;52c");
    CHECK_INT(set(&kit, QUIRE_SETTING_SCREEN_CHECKSUM, &s), QUIRE_OK);
    feed(&kit, "a" C "1;1;1;1;1;1*y");
    CHECK_STR(kit_take(&kit.replies), E "P1!~0061" ST);
    kit_close(&kit);
}

static void ambiguous(void) {
    struct kit kit = {0};
    kit_open(&kit, 20, 3);
    struct quire_terminal_settings s = QUIRE_TERMINAL_SETTINGS_INIT;
    s.ambiguous_wide = true;
    feed(&kit, "\xCE\xB1"); /* alpha */
    CHECK_INT(kit_info(&kit).cursor_col, 1);
    CHECK_INT(set(&kit, QUIRE_SETTING_AMBIGUOUS_WIDE, &s), QUIRE_OK);
    feed(&kit, "\xCE\xB1");
    CHECK_INT(kit_info(&kit).cursor_col, 3);
    s.ambiguous_wide = false;
    CHECK_INT(set(&kit, QUIRE_SETTING_AMBIGUOUS_WIDE, &s), QUIRE_OK);
    feed(&kit, "\xCE\xB1");
    CHECK_INT(kit_info(&kit).cursor_col, 4);
    kit_close(&kit);
}

static void cell_size(void) {
    struct kit kit = {0};
    kit_open(&kit, 20, 3);
    struct quire_terminal_settings s = QUIRE_TERMINAL_SETTINGS_INIT;
    s.cell_width_px = 10;
    s.cell_height_px = 20;
    feed(&kit, C "16t" C "?2026h" C "?2048h");
    kit_take(&kit.replies);
    CHECK_INT(set(&kit, QUIRE_SETTING_CELL_SIZE, &s), QUIRE_OK);
    CHECK_STR(kit_take(&kit.replies), C "48;3;20;60;200t");
    CHECK(!kit_info(&kit).synchronized_output);
    CHECK_INT(set(&kit, QUIRE_SETTING_CELL_SIZE, &s), QUIRE_OK);
    CHECK_STR(kit_take(&kit.replies), "");
    feed(&kit, C "16t");
    CHECK_STR(kit_take(&kit.replies), C "6;20;10t");
    s.cell_width_px = s.cell_height_px = 0; /* unknown again */
    CHECK_INT(set(&kit, QUIRE_SETTING_CELL_SIZE, &s), QUIRE_OK);
    CHECK_STR(kit_take(&kit.replies), C "48;3;20;0;0t");
    feed(&kit, C "16t");
    CHECK_STR(kit_take(&kit.replies), "");
    kit_close(&kit);
}

/* What the features say when a program asks (OSC 99, p=?). */
static void notifications(void) {
    struct kit kit = {0};
    kit_open(&kit, 20, 3);
    struct quire_terminal_settings s = QUIRE_TERMINAL_SETTINGS_INIT;
    feed(&kit, E "]99;i=x:p=?;" ST);
    CHECK(!strstr(kit_take(&kit.replies), "s=system"));
    s.notification_features = QUIRE_NOTIFY_CAN_SOUND;
    CHECK_INT(set(&kit, QUIRE_SETTING_NOTIFICATIONS, &s), QUIRE_OK);
    feed(&kit, E "]99;i=x:p=?;" ST);
    CHECK(strstr(kit_take(&kit.replies), "s=system") != NULL);
    kit_close(&kit);
}

/* A cell is as large as the limit at most, at creation and by a resize as well: reports in pixels have room for it. */
static void cell_limit(void) {
    struct kit kit = {0};
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct quire_terminal *none = NULL;
    options.cell_height_px = QUIRE_MAX_CELL_PX + 1;
    CHECK_INT(quire_terminal_create(&options, &none), QUIRE_LIMIT);
    options.cell_height_px = options.cell_width_px = QUIRE_MAX_CELL_PX;
    options.cols = 1;
    options.rows = QUIRE_MAX_ROWS;
    kit_open_with(&kit, options);
    feed(&kit, C "14t");
    CHECK_STR(kit_take(&kit.replies), C "4;1073725440;65535t");
    CHECK_INT(quire_terminal_resize(kit.terminal, 1, 2, 1, QUIRE_MAX_CELL_PX + 1), QUIRE_LIMIT);
    CHECK_INT(kit_info(&kit).rows, QUIRE_MAX_ROWS);
    kit_close(&kit);
}

/* --- tab stops ------------------------------------------------------------------------------------------------- */

static enum quire_result set_tab_width(struct kit *kit, uint32_t width) {
    struct quire_terminal_settings s = QUIRE_TERMINAL_SETTINGS_INIT;
    s.tab_width = width;
    return set(kit, QUIRE_SETTING_TAB_WIDTH, &s);
}

/* The columns of the stops, as DECTABSR tells them. */
static const char *stops(struct kit *kit) {
    static char text[256];
    feed(kit, C "2$w");
    const char *reply = kit_take(&kit->replies);
    snprintf(text, sizeof text, "%.*s", (int)(strlen(reply) > 7 ? strlen(reply) - 7 : 0), reply + 5);
    return text;
}

static void tab_width(void) {
    struct kit kit = {0};
    kit_open(&kit, 30, 3);
    CHECK_STR(stops(&kit), "9/17/25");
    CHECK_INT(set_tab_width(&kit, 4), QUIRE_OK);
    CHECK_STR(stops(&kit), "5/9/13/17/21/25/29");
    feed(&kit, E "P+q6974" ST); /* the capability "it" */
    CHECK_STR(kit_take(&kit.replies), E "P1+r6974=34" ST);
    feed(&kit, "\ta");
    CHECK_INT(kit_info(&kit).cursor_col, 5);
    feed(&kit, "\r" C "2C" E "H"); /* a stop of the program's: all stay */
    CHECK_INT(set_tab_width(&kit, 10), QUIRE_OK);
    CHECK_STR(stops(&kit), "3/5/9/13/17/21/25/29");
    feed(&kit, C "?5W");
    CHECK_STR(stops(&kit), "11/21");
    feed(&kit, C "3g" E "c");
    CHECK_STR(stops(&kit), "11/21");
    CHECK_INT(quire_terminal_resize(kit.terminal, 60, 3, 0, 0), QUIRE_OK);
    CHECK_STR(stops(&kit), "11/21/31/41/51");
    kit_close(&kit);
    for (uint32_t width = 1; width <= 200; width++) { /* every column of a wide screen, by the definition */
        memset(&kit, 0, sizeof kit);
        kit_open(&kit, 600, 1);
        CHECK_INT(set_tab_width(&kit, width), QUIRE_OK);
        for (uint32_t x = width; x < 599; x += width) {
            feed(&kit, "\t");
            CHECK_INT(kit_info(&kit).cursor_col, x);
        }
        kit_close(&kit);
    }
}

/* --- the alternate screen -------------------------------------------------------------------------------------- */

static enum quire_result allow_alternate(struct kit *kit, bool allowed) {
    struct quire_terminal_settings s = QUIRE_TERMINAL_SETTINGS_INIT;
    s.alternate_screen = allowed;
    return set(kit, QUIRE_SETTING_ALTERNATE_SCREEN, &s);
}

/* As a real xterm with titeInhibit answers (379): nothing of the four modes is done, not even the cursor saved. The
 * same without mode 1046. */
static void without_alternate(void) {
    static const char *const modes[] = {"47", "1047", "1049"};
    for (int by_host = 0; by_host < 2; by_host++) {
        for (size_t i = 0; i < 3; i++) {
            struct kit kit = {0};
            char text[64];
            kit_open(&kit, 20, 5);
            if (by_host)
                CHECK_INT(allow_alternate(&kit, false), QUIRE_OK);
            else
                feed(&kit, C "?1046l");
            feed(&kit, "text" C "3;3H" E "7" C "4;4H");
            snprintf(text, sizeof text, C "?%sh" C "?%s$p", modes[i], modes[i]);
            feed(&kit, text);
            snprintf(text, sizeof text, C "?%s;2$y", modes[i]);
            CHECK_STR(kit_take(&kit.replies), text);
            feed(&kit, C "5;5H");
            snprintf(text, sizeof text, C "?%sl" C "6n", modes[i]);
            feed(&kit, text);
            CHECK_STR(kit_take(&kit.replies), C "5;5R");
            feed(&kit, C "?1048h" C "2;2H" C "?1048l" C "6n" E "8" C "6n");
            CHECK_STR(kit_take(&kit.replies), C "2;2R" C "3;3R");
            CHECK_STR(kit_view(&kit), "text");
            kit_close(&kit);
        }
    }
}

/* A program cannot turn round what the host does not allow; it learns that it is for ever. */
static void alternate_is_the_hosts(void) {
    struct kit kit = {0};
    kit_open(&kit, 20, 3);
    feed(&kit, "below" C "?1049hup" C "31;44m");
    kit_take(&kit.events);
    CHECK_INT(allow_alternate(&kit, false), QUIRE_OK); /* where it is shown, it is left */
    CHECK(!kit_info(&kit).alternate_screen);
    CHECK_STR(kit_take(&kit.events), "MODES;");
    feed(&kit, "x");
    CHECK_STR(kit_view(&kit), "below  x");
    feed(&kit, C "?1046h" C "?1049h" C "?1046$p" C "?1049$p" E "c" C "?1046$p");
    CHECK_STR(kit_take(&kit.replies), C "?1046;4$y" C "?1049;2$y" C "?1046;4$y");
    CHECK_INT(allow_alternate(&kit, true), QUIRE_OK);
    feed(&kit, C "?1049h" C "?1046$p");
    CHECK_STR(kit_take(&kit.replies), C "?1046;1$y");
    CHECK(kit_info(&kit).alternate_screen);
    kit_close(&kit);
}

/* --- words and titles ------------------------------------------------------------------------------------------ */

static const char *word_at(struct kit *kit, uint32_t col) {
    static char text[64];
    size_t length = 0;
    (void)kit_view(kit);
    quire_selection_start(kit->terminal, kit->frame, 0, col, false, QUIRE_SELECT_WORD);
    CHECK_INT(quire_selection_text(kit->terminal, kit->frame, text, sizeof text - 1, &length), QUIRE_OK);
    text[length] = 0;
    return text;
}

static void words(void) {
    struct kit kit = {0};
    kit_open(&kit, 40, 2);
    struct quire_terminal_settings s = QUIRE_TERMINAL_SETTINGS_INIT;
    feed(&kit, "a-b $c,d \xC3\xA4\xE2\x94\x82z");
    CHECK_STR(word_at(&kit, 0), "a-b");
    CHECK_STR(word_at(&kit, 5), "c");
    CHECK_STR(word_at(&kit, 9), "\xC3\xA4");
    strcpy(s.word_characters, "$,\xE2\x94\x82");
    CHECK_INT(set(&kit, QUIRE_SETTING_WORD_CHARACTERS, &s), QUIRE_OK);
    CHECK_STR(word_at(&kit, 0), "a");
    CHECK_STR(word_at(&kit, 5), "$c,d");
    CHECK_STR(word_at(&kit, 9), "\xC3\xA4\xE2\x94\x82z");
    CHECK_STR(word_at(&kit, 7), "$c,d"); /* a selection that is there follows */
    char text[16];
    size_t length = 0;
    s.word_characters[1] = 0;
    CHECK_INT(set(&kit, QUIRE_SETTING_WORD_CHARACTERS, &s), QUIRE_OK);
    CHECK_INT(quire_selection_text(kit.terminal, kit.frame, text, sizeof text, &length), QUIRE_OK);
    CHECK(length == 1 && text[0] == 'd');
    s.word_characters[0] = 0;
    CHECK_INT(set(&kit, QUIRE_SETTING_WORD_CHARACTERS, &s), QUIRE_OK);
    CHECK_STR(word_at(&kit, 5), "c");
    kit_close(&kit);
}

static enum quire_result limit_titles(struct kit *kit, uint32_t bytes, uint32_t levels) {
    struct quire_terminal_settings s = QUIRE_TERMINAL_SETTINGS_INIT;
    s.title_bytes = bytes;
    s.title_levels = levels;
    return set(kit, QUIRE_SETTING_TITLE_LIMITS, &s);
}

/* Titles are cut at a character, those that were saved too; the oldest levels go. */
static void titles(void) {
    struct kit kit = {0};
    kit_open(&kit, 40, 2);
    feed(&kit, E "]2;first" ST C "22t" E "]2;sec\xC3\xA4nd" ST E "]1;icon" ST C "22t" E "]2;third" ST C "22t");
    kit_take(&kit.events);
    CHECK_INT(limit_titles(&kit, 4, 2), QUIRE_OK);
    CHECK_STR(quire_terminal_title(kit.terminal), "thir");
    CHECK_STR(kit_take(&kit.events), "TITLE thir;");
    feed(&kit, C "#S" C "23t" C "23t" C "23t");
    CHECK_STR(kit_take(&kit.replies), C "2;2#S");
    CHECK_STR(quire_terminal_title(kit.terminal), "sec");
    feed(&kit, E "]2;sec\xC3\xA4nd" ST C "22t" C "22t" C "22t" C "#S");
    CHECK_STR(quire_terminal_title(kit.terminal), "sec");
    CHECK_STR(kit_take(&kit.replies), C "2;2#S");
    CHECK_INT(limit_titles(&kit, 0, 0), QUIRE_OK);
    feed(&kit, E "]2;none" ST C "22t" C "23t" C "#S");
    CHECK_STR(quire_terminal_title(kit.terminal), "");
    CHECK_STR(kit_take(&kit.replies), C "0;0#S");
    kit_close(&kit);
}

/* --- memory ---------------------------------------------------------------------------------------------------- */

/* Sets all members while only so many allocations succeed: done as a whole, or not at all. True if one failed. */
static bool set_with(struct kit *kit, struct api_memory *memory, long allocations) {
    struct quire_terminal_settings before = settings_of(kit->terminal), other = other_settings();
    struct text document = {0}, again = {0};
    kit_format(kit, QUIRE_FORMAT_JSON, &document);
    memory->left = allocations;
    enum quire_result result = set(kit, QUIRE_SETTINGS_ALL, &other);
    memory->left = -1;
    struct quire_terminal_settings after = settings_of(kit->terminal);
    if (result == QUIRE_OK) {
        CHECK(same_settings(&after, &other) && !kit_info(kit).alternate_screen);
    } else {
        CHECK_INT(result, QUIRE_OUT_OF_MEMORY);
        CHECK(same_settings(&after, &before) && kit_info(kit).alternate_screen);
        kit_format(kit, QUIRE_FORMAT_JSON, &again);
        CHECK(text_same(&document, &again));
    }
    CHECK(kit_sound(kit));
    text_free(&document);
    text_free(&again);
    return result != QUIRE_OK;
}

/* Out of the alternate screen with a pen that the primary one does not know, while that one's sets are as full as they
 * can be, one after the other; each allocation fails in turn, and the pen is whole where none did. */
static void each_allocation_failing(void) {
    struct api_memory memory = {-1, 0};
    struct quire_allocator allocator = {sizeof(struct quire_allocator), &memory, api_alloc, api_free, NULL, NULL};
    struct kit kit = {0};
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    uint32_t failures = 0;
    options.allocator = &allocator;
    options.seed = 1;
    kit_open_with(&kit, options);
    struct quire_terminal_settings before = settings_of(kit.terminal);
    for (uint32_t i = 0; i < 600; i++) {
        char text[200];
        snprintf(text, sizeof text, C "%u;%uH" C "38;2;1;%u;%um" E "]8;;http://example.org/%u" ST "a", i / 80 + 1,
                 i % 80 + 1, i / 256, i % 256, i);
        feed(&kit, text);
        snprintf(text, sizeof text, C "?1049h" C "38;2;9;%u;%u;48;2;5;%u;%um" E "]8;;http://other.example/%u" ST "x",
                 i / 256, i % 256, i / 256, i % 256, i);
        feed(&kit, text);
        long allowed = 0;
        while (set_with(&kit, &memory, allowed)) {
            allowed++;
            failures++;
        }
        feed(&kit, C "24;1Hy");
        snprintf(text, sizeof text, "[['y',1,'#09%02x%02x','#05%02x%02x',", i / 256, i % 256, i / 256, i % 256);
        CHECK(strncmp(kit_look(&kit, 23), text, strlen(text)) == 0 && strstr(kit_look(&kit, 23), "http://other"));
        CHECK_INT(set(&kit, QUIRE_SETTINGS_ALL, &before), QUIRE_OK);
    }
    CHECK(failures > 1);
    kit_close(&kit);
    CHECK_INT(memory.blocks, 0);
}

/* --- at random ------------------------------------------------------------------------------------------------- */

static struct quire_terminal_settings random_settings(struct random *random) {
    static const char *const words[] = {"", "-_", "\xE2\x94\x82"};
    struct quire_terminal_settings s = QUIRE_TERMINAL_SETTINGS_INIT;
    s.members = random_next(random) & QUIRE_SETTINGS_ALL;
    s.foreground = random_below(random, 4);
    s.background = random_below(random, 4);
    s.cursor_color = random_below(random, 4);
    for (uint32_t i = 0; i < 256; i++)
        s.palette[i] = random_below(random, 4);
    s.cursor_shape = (enum quire_cursor_shape)random_below(random, 3);
    s.cursor_blink = random_below(random, 2);
    s.scrollback_lines = random_below(random, 3) ? random_below(random, 300) : 0;
    s.scrollback_bytes = random_below(random, 2) ? random_below(random, 1 << 19) : 0;
    s.ambiguous_wide = random_below(random, 2);
    s.cell_width_px = random_below(random, 20);
    s.tab_width = random_between(random, 1, 20);
    s.alternate_screen = random_below(random, 4);
    strcpy(s.word_characters, words[random_below(random, 3)]);
    s.title_bytes = random_below(random, 20);
    s.title_levels = random_below(random, QUIRE_TITLE_STACK_MAX);
    return s;
}

/* One of the things that settings meet, or a flood of lines. */
static void feed_random(struct kit *kit, struct random *random) {
    static const char *const pieces[] = {
        C "?1049h",
        C "?1049l",
        C "?47h",
        C "?1047l",
        C "?1046l",
        C "?1046h",
        C "31;44m",
        E "]8;;http://example.org/" ST,
        E "]4;3;#010203" ST,
        E "]104" ST,
        C "#P",
        C "#Q",
        E "]2;a\xC3\xA4title" ST,
        C "22t",
        C "23t",
        E "c",
        C "3 q",
        C "0 q",
        C "?12h",
        "\t\xCE\xB1\t",
        C "?5W",
        E "H",
        C "?2048h",
        C "1;9r",
        "words that wrap at the edge of the screen ",
        "\xE6\xBC\xA2\xE5\xAD\x97",
        "\r\n",
        C "5S",
    };
    for (uint32_t i = random_below(random, 20); i > 0; i--)
        feed(kit, pieces[random_below(random, sizeof pieces / sizeof *pieces)]);
    if (random_below(random, 8) == 0)
        feed_lines(kit, 0, random_below(random, 400));
}

/* Whatever programs do between, the terminal is sound and keeps to its settings. */
static void at_random(void) {
    struct random random = {20261129};
    for (uint32_t round = 0; round < 40; round++) {
        struct kit kit = {0};
        kit_open(&kit, random_between(&random, 1, 60), random_between(&random, 1, 20));
        for (uint32_t step = 0; step < 25; step++) {
            struct quire_terminal_settings s = random_settings(&random), before = settings_of(kit.terminal);
            feed_random(&kit, &random);
            CHECK_INT(quire_terminal_settings_set(kit.terminal, &s), QUIRE_OK);
            struct quire_terminal_settings after = settings_of(kit.terminal);
            CHECK_INT(after.tab_width, s.members & QUIRE_SETTING_TAB_WIDTH ? s.tab_width : before.tab_width);
            CHECK(after.alternate_screen || !kit_info(&kit).alternate_screen);
            CHECK(kit_info(&kit).history_lines <= after.scrollback_lines);
            CHECK(strlen(quire_terminal_title(kit.terminal)) <= after.title_bytes);
            if (random_below(&random, 4) == 0)
                CHECK_INT(quire_terminal_resize(kit.terminal, random_between(&random, 1, 60),
                                                random_between(&random, 1, 20), 0, 0),
                          QUIRE_OK);
            quire_frame_scroll(kit.frame, kit.terminal, (int64_t)random_below(&random, 300) - 100);
            (void)kit_view(&kit);
            CHECK(kit_sound(&kit));
        }
        kit_close(&kit);
    }
}

int main(void) {
    RUN(begins_as_told);
    RUN(each_by_itself);
    RUN(errors);
    RUN(options_are_refused_too);
    RUN(cursor);
    RUN(scrollback);
    RUN(no_scrollback);
    RUN(scrollback_file);
    RUN(permissions);
    RUN(ambiguous);
    RUN(cell_size);
    RUN(notifications);
    RUN(cell_limit);
    RUN(tab_width);
    RUN(without_alternate);
    RUN(alternate_is_the_hosts);
    RUN(words);
    RUN(titles);
    RUN(each_allocation_failing);
    RUN(at_random);
    return test_end();
}
