/* quire/strings.h: a host takes control strings of its own choice, and the terminal keeps the others. */
#include <stdarg.h>
#include <stdlib.h>

#include <quire/snapshot.h>
#include <quire/strings.h>
#include <quire/terminal.h>

#include "test.h"

/* What the host is asked and told, as text. */
struct host {
    struct quire_terminal *terminal;
    char said[4096];
    size_t length;
    unsigned asked;
    enum quire_string_choice choice; /* for what is taken */
    bool (*takes)(const struct quire_string *string);
    bool with_place, with_events;
};

static void say(struct host *host, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void say(struct host *host, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(host->said + host->length, sizeof host->said - host->length, format, arguments);
    va_end(arguments);
    if (length > 0)
        host->length += (size_t)length;
    if (host->length >= sizeof host->said)
        abort();
}

static const char *const kinds[] = {"OSC", "DCS", "APC", "PM", "SOS"};
static const char *const ends[] = {"BEL", "ST", "cancelled", "long", "memory"};

static enum quire_string_choice on_filter(void *user, const struct quire_string *string) {
    struct host *host = user;
    host->asked++;
    CHECK(string->size == sizeof *string);
    return host->takes && host->takes(string) ? host->choice : QUIRE_STRING_LEAVE;
}

static void say_introducer(struct host *host, const struct quire_string *string) {
    say(host, "%s", kinds[string->kind]);
    if (string->kind == QUIRE_STRING_OSC && string->number != QUIRE_STRING_NO_NUMBER)
        say(host, "%u", string->number);
    for (uint32_t i = 0; i < string->parameter_count; i++)
        say(host, "%c%d", i == 0 ? ' ' : string->colon_mask >> i & 1 ? ':' : ';', string->parameters[i]);
    if (string->kind == QUIRE_STRING_DCS)
        say(host, "%c%s%c", string->prefix ? string->prefix : ' ', string->intermediates, string->final);
    if (host->with_place)
        say(host, "@%u,%u%s", string->cursor_row, string->cursor_col, string->alternate_screen ? "alt" : "");
}

static void on_begin(void *user, const struct quire_string *string) {
    say_introducer(user, string);
    say(user, "[");
}

static void on_data(void *user, const struct quire_string *string, const void *bytes, size_t length) {
    (void)string;
    CHECK(length > 0);
    say(user, "%.*s", (int)length, (const char *)bytes);
}

static void on_end(void *user, const struct quire_string *string, enum quire_string_end how) {
    (void)string;
    say(user, "]%s ", ends[how]);
}

static void on_whole(void *user, const struct quire_string *string, const void *bytes, size_t length,
                     enum quire_string_end how) {
    CHECK(bytes != NULL);
    say_introducer(user, string);
    say(user, "{%.*s}%s ", (int)length, (const char *)bytes, ends[how]);
}

static void on_event(void *user, const struct quire_event *event) {
    struct host *host = user;
    if (event->type == QUIRE_EVENT_UNKNOWN)
        say(host, "unknown(%.*s) ", (int)event->text_length, event->text);
    if (event->type == QUIRE_EVENT_TITLE)
        say(host, "title(%.*s) ", (int)event->text_length, event->text);
}

static struct quire_string_hooks hooks_of(struct host *host) {
    struct quire_string_hooks hooks = QUIRE_STRING_HOOKS_INIT;
    hooks.user = host;
    hooks.filter = on_filter;
    hooks.begin = on_begin;
    hooks.data = on_data;
    hooks.end = on_end;
    hooks.whole = on_whole;
    return hooks;
}

static void open_host(struct host *host, enum quire_string_choice choice, bool (*takes)(const struct quire_string *)) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    *host = (struct host){.choice = choice, .takes = takes};
    options.callbacks =
        &(struct quire_callbacks){.size = sizeof(struct quire_callbacks), .user = host, .event = on_event};
    struct quire_string_hooks hooks = hooks_of(host);
    if (quire_terminal_create(&options, &host->terminal) != QUIRE_OK ||
        quire_terminal_set_strings(host->terminal, &hooks) != QUIRE_OK)
        abort();
}

static const char *fed(struct host *host, const char *bytes) {
    host->length = 0;
    host->said[0] = 0;
    CHECK_INT(quire_terminal_feed(host->terminal, bytes, strlen(bytes)), QUIRE_OK);
    return host->said;
}

static bool all(const struct quire_string *string) {
    (void)string;
    return true;
}

static bool unknown(const struct quire_string *string) {
    return !string->known;
}

/* --- choosing ---------------------------------------------------------------------------------------------------- */

/* A stream: begin, data, end; the number of an OSC is no data, and its ';' neither. */
static void a_stream_has_begin_data_and_end(void) {
    struct host host;
    open_host(&host, QUIRE_STRING_STREAM, all);
    CHECK_STR(fed(&host, "\033]777;a;b\a"), "OSC777[a;b]BEL ");
    CHECK_STR(fed(&host, "\033]104\033\\"), "OSC104[]ST ");
    CHECK_STR(fed(&host, "\033P1;2:3>$qdata\033\\"), "");
    CHECK_STR(fed(&host, "\033P>1;2:3$qdata\033\\"), "DCS 1;2:3>$q[data]ST ");
    CHECK_STR(fed(&host, "\033_Gx\033\\\033^p\033\\\033Xs\033\\"), "APC[Gx]ST PM[p]ST SOS[s]ST ");
    quire_terminal_destroy(host.terminal);
}

/* An OSC without a number has all of its bytes as data. */
static void an_osc_without_a_number_is_data(void) {
    static const enum quire_string_choice choices[] = {QUIRE_STRING_STREAM, QUIRE_STRING_WHOLE};
    static const char *const inputs[][3] = {{"\033]lname\033\\", "OSC[lname]ST ", "OSC{lname}ST "},
                                            {"\033]\a", "OSC[]BEL ", "OSC{}BEL "},
                                            {"\033];x\a", "OSC[;x]BEL ", "OSC{;x}BEL "},
                                            {"\033]12x;y\a", "OSC[12x;y]BEL ", "OSC{12x;y}BEL "},
                                            {"\033]99999999999;y\a", "OSC4294967294[y]BEL ", "OSC4294967294{y}BEL "}};
    for (int i = 0; i < 2; i++) {
        struct host host;
        open_host(&host, choices[i], all);
        for (size_t j = 0; j < sizeof inputs / sizeof *inputs; j++)
            CHECK_STR(fed(&host, inputs[j][0]), inputs[j][1 + i]);
        quire_terminal_destroy(host.terminal);
    }
}

/* What the host takes the terminal does not act on, and does not tell as unknown; what it leaves goes on as ever. */
static void what_is_taken_is_taken(void) {
    struct host host;
    open_host(&host, QUIRE_STRING_WHOLE, unknown);
    CHECK_STR(fed(&host, "\033]2;one\a"), "title(one) ");
    CHECK_STR(fed(&host, "\033]4711;two\a"), "OSC4711{two}BEL ");
    CHECK_STR(fed(&host, "\033_three\033\\"), "APC{three}ST ");
    CHECK_STR(fed(&host, "\033P$qm\033\\\033P9zfour\033\\"), "DCS 9 z{four}ST ");
    CHECK_INT(host.asked, 5);
    host.takes = all;
    CHECK_STR(fed(&host, "\033]2;five\a"), "OSC2{five}BEL ");
    CHECK_STR(quire_terminal_title(host.terminal), "one");
    host.takes = NULL;
    CHECK_STR(fed(&host, "\033]4711;six\a\033_seven\033\\"), "unknown(OSC 4711;six) unknown(APC seven) ");
    CHECK_INT(quire_terminal_set_strings(host.terminal, NULL), QUIRE_OK);
    host.asked = 0;
    CHECK_STR(fed(&host, "\033_eight\033\\\033]2;nine\a"), "unknown(APC eight) title(nine) ");
    CHECK_INT(host.asked, 0);
    quire_terminal_destroy(host.terminal);
}

/* Hyperlinks are asked about only where the host says so; then all of them, those among floods of lines too. */
static void links_are_asked_about_on_demand(void) {
    struct host host;
    open_host(&host, QUIRE_STRING_STREAM, all);
    struct quire_string_hooks hooks = hooks_of(&host);
    CHECK_STR(fed(&host, "\033]8;;http://a/\033\\text with a link\033]8;;\033\\ and what follows it\r\n"), "");
    static const char cut[] = "\033]8;;http://a/\033\\";
    for (size_t i = 0; i < sizeof cut - 1; i++) /* also where it cannot be read in the quick way */
        CHECK_INT(quire_terminal_feed(host.terminal, cut + i, 1), QUIRE_OK);
    CHECK_INT(host.asked, 0);
    hooks.links = true;
    CHECK_INT(quire_terminal_set_strings(host.terminal, &hooks), QUIRE_OK);
    CHECK_STR(fed(&host, "\033]8;;http://a/\033\\text with a link\033]8;;\a and what follows it\r\n"),
              "OSC8[;http://a/]ST OSC8[;]BEL ");
    host.takes = NULL;
    host.asked = 0;
    for (int i = 0; i < 1000; i++)
        (void)fed(&host, "a line of some length \033]8;;http://a/\033\\text\033]8;;\033\\ and what follows it\r\n");
    CHECK_INT(host.asked, 2000);
    quire_terminal_destroy(host.terminal);
}

/* --- limits and ends --------------------------------------------------------------------------------------------- */

static void limits_are_the_hosts(void) {
    struct host host;
    open_host(&host, QUIRE_STRING_STREAM, all);
    struct quire_string_hooks hooks = hooks_of(&host);
    hooks.whole_limit = 4;
    hooks.stream_limit = 4;
    CHECK_INT(quire_terminal_set_strings(host.terminal, &hooks), QUIRE_OK);
    CHECK_STR(fed(&host, "\033_1234\033\\"), "APC[1234]ST ");
    CHECK_STR(fed(&host, "\033_123"), "APC[123");
    CHECK_STR(fed(&host, "45"), "]long ");
    CHECK_STR(fed(&host, "678\033\\x"), "");
    host.choice = QUIRE_STRING_WHOLE;
    CHECK_STR(fed(&host, "\033_1234\033\\"), "APC{1234}ST ");
    CHECK_STR(fed(&host, "\033_12345"), "APC{}long ");
    CHECK_STR(fed(&host, "678\033\\"), "");
    CHECK_STR(fed(&host, "\033]12345x\033\\"), "OSC{}long ");
    CHECK_STR(fed(&host, "\033]12345;x\033\\"), "OSC12345{x}ST ");
    quire_terminal_destroy(host.terminal);
}

static void *no_alloc(void *user, size_t size, size_t align) {
    (void)align;
    return *(bool *)user ? NULL : malloc(size);
}

static void any_free(void *user, void *block, size_t size, size_t align) {
    (void)user, (void)size, (void)align;
    free(block);
}

/* Without memory a whole string is lost and told as lost; a stream needs none; the terminal goes on. */
static void without_memory(void) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    bool dry = false;
    struct quire_allocator allocator = {sizeof(struct quire_allocator), &dry, no_alloc, any_free, NULL, NULL};
    struct host host = {.choice = QUIRE_STRING_WHOLE, .takes = all};
    struct quire_string_hooks hooks = hooks_of(&host);
    options.allocator = &allocator;
    if (quire_terminal_create(&options, &host.terminal) != QUIRE_OK)
        abort();
    CHECK_INT(quire_terminal_set_strings(host.terminal, &hooks), QUIRE_OK);
    dry = true;
    CHECK_STR(fed(&host, "\033_abc"), "APC{}memory ");
    CHECK_STR(fed(&host, "def\033\\"), "");
    host.choice = QUIRE_STRING_STREAM;
    CHECK_STR(fed(&host, "\033_abc\033\\"), "APC[abc]ST ");
    dry = false;
    host.choice = QUIRE_STRING_WHOLE;
    CHECK_STR(fed(&host, "\033_abc\033\\"), "APC{abc}ST ");
    quire_terminal_destroy(host.terminal);
}

/* Whatever cuts a string off, it has one end. */
static void every_begin_has_one_end(void) {
    struct host host;
    open_host(&host, QUIRE_STRING_STREAM, all);
    struct quire_string_hooks hooks = hooks_of(&host);
    CHECK_STR(fed(&host, "\033_a\x18"
                         "b"),
              "APC[a]cancelled ");
    CHECK_STR(fed(&host, "\033_a\033[m"), "APC[a]cancelled ");
    CHECK_STR(fed(&host, "\033]5\x18"), "");
    CHECK_STR(fed(&host, "\033_a"), "APC[a");
    quire_terminal_reset(host.terminal);
    CHECK_STR(host.said, "APC[a]cancelled title() ");
    CHECK_STR(fed(&host, "\033_b"), "APC[b");
    CHECK_INT(quire_terminal_set_strings(host.terminal, &hooks), QUIRE_OK);
    CHECK_STR(host.said, "APC[b]cancelled ");
    CHECK_STR(fed(&host, "rest\033\\"), "");
    host.choice = QUIRE_STRING_WHOLE;
    CHECK_STR(fed(&host, "\033_c\x18"), "APC{}cancelled ");
    CHECK_STR(fed(&host, "\033_d"), "");
    quire_terminal_destroy(host.terminal);
    CHECK_STR(host.said, "APC{}cancelled ");
}

static void places_are_those_of_the_cursor(void) {
    struct host host;
    open_host(&host, QUIRE_STRING_STREAM, all);
    host.with_place = true;
    CHECK_STR(fed(&host, "\033[3;5H\033_a\033\\"), "APC@2,4[a]ST ");
    CHECK_STR(fed(&host, "\033[4;6H\033]77"), "");
    CHECK_STR(fed(&host, "7;x\a"), "OSC777@3,5[x]BEL ");
    CHECK_STR(fed(&host, "\033[?1049h\033[H\033Pq\033\\"), "DCS q@0,0alt[]ST ");
    quire_terminal_destroy(host.terminal);
}

/* However the bytes are cut, the same is told. */
static void chunks_change_nothing(void) {
    static const char input[] =
        "\033]777;abc\a\033]lname\033\\\033]12x\a\033P1$zdata\033\\\033_G\033\\\033]5\033]6;\a\033]8;;u\a";
    static const enum quire_string_choice choices[] = {QUIRE_STRING_STREAM, QUIRE_STRING_WHOLE};
    for (int i = 0; i < 2; i++) {
        struct host whole;
        open_host(&whole, choices[i], all);
        (void)fed(&whole, input);
        for (size_t piece = 1; piece < sizeof input; piece++) {
            struct host host;
            open_host(&host, choices[i], all);
            for (size_t at = 0; at < sizeof input - 1; at += piece) {
                size_t left = sizeof input - 1 - at;
                CHECK_INT(quire_terminal_feed(host.terminal, input + at, left < piece ? left : piece), QUIRE_OK);
            }
            CHECK_STR(host.said, whole.said);
            CHECK_INT(host.asked, whole.asked);
            quire_terminal_destroy(host.terminal);
        }
        quire_terminal_destroy(whole.terminal);
    }
}

/* --- snapshots --------------------------------------------------------------------------------------------------- */

/* The host in front of a terminal restored from the present one, which is gone. */
static void restore(struct host *host, bool registers) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct quire_string_hooks hooks = hooks_of(host);
    size_t size = quire_snapshot_size(host->terminal), length = 0;
    void *bytes = malloc(size);
    options.callbacks =
        &(struct quire_callbacks){.size = sizeof(struct quire_callbacks), .user = host, .event = on_event};
    CHECK(bytes && quire_snapshot_save(host->terminal, bytes, size, &length) == QUIRE_OK);
    quire_terminal_destroy(host->terminal);
    if (quire_snapshot_read(bytes, length, &options, &host->terminal) != QUIRE_OK)
        abort();
    free(bytes);
    if (registers)
        CHECK_INT(quire_terminal_set_strings(host->terminal, &hooks), QUIRE_OK);
}

static void a_restored_terminal_swallows_what_was_taken(void) {
    for (int registers = 0; registers < 2; registers++) {
        struct host host;
        open_host(&host, QUIRE_STRING_STREAM, all);
        CHECK_STR(fed(&host, "\033_ab"), "APC[ab");
        restore(&host, registers);
        CHECK_STR(fed(&host, "cd\033\\"), "");
        CHECK_STR(fed(&host, "\033]77"), "");
        restore(&host, registers);
        CHECK_STR(fed(&host, "8;x\a"), registers ? "OSC778[x]BEL " : "unknown(OSC 778;x) ");
        host.takes = NULL;
        CHECK_STR(fed(&host, "\033_ab"), "");
        restore(&host, registers);
        host.takes = all;
        CHECK_STR(fed(&host, "cd\033\\"), "unknown(APC abcd) ");
        quire_terminal_destroy(host.terminal);
    }
}

/* --- misuse ------------------------------------------------------------------------------------------------------ */

static void hooks_are_checked(void) {
    struct host host;
    open_host(&host, QUIRE_STRING_STREAM, all);
    struct quire_string_hooks hooks = QUIRE_STRING_HOOKS_INIT;
    CHECK_INT(quire_terminal_set_strings(host.terminal, &hooks), QUIRE_INVALID);
    hooks.filter = on_filter;
    hooks.user = &host;
    hooks.size--;
    CHECK_INT(quire_terminal_set_strings(host.terminal, &hooks), QUIRE_INVALID);
    CHECK_STR(fed(&host, "\033_a\033\\"), "APC[a]ST ");
    hooks.size++;
    CHECK_INT(quire_terminal_set_strings(host.terminal, &hooks), QUIRE_OK);
    CHECK_STR(fed(&host, "\033_a\033\\\033]2;t\a"), ""); /* taken, and nothing is told */
    host.choice = (enum quire_string_choice)7;
    CHECK_STR(fed(&host, "\033]2;t\a"), "title(t) ");
    quire_terminal_destroy(host.terminal);
}

int main(void) {
    RUN(a_stream_has_begin_data_and_end);
    RUN(an_osc_without_a_number_is_data);
    RUN(what_is_taken_is_taken);
    RUN(links_are_asked_about_on_demand);
    RUN(limits_are_the_hosts);
    RUN(without_memory);
    RUN(every_begin_has_one_end);
    RUN(places_are_those_of_the_cursor);
    RUN(chunks_change_nothing);
    RUN(a_restored_terminal_swallows_what_was_taken);
    RUN(hooks_are_checked);
    return test_end();
}
