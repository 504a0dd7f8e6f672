/* quire/parse.h: UTF-8, renditions, operating system commands, and the whole stream, without a terminal. */
#include <stdarg.h>
#include <stdlib.h>

#include <quire/parse.h>

#include "test.h"

/* --- UTF-8 ------------------------------------------------------------------------------------------------------- */

/* Ill-formed, and what comes of it: table 3-8 and others of the Unicode standard, and controls, which stay. */
static const struct {
    const char *bytes;
    size_t length;
    uint32_t points[12];
    size_t count;
    bool open;
} texts[] = {
    {"a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80", 10, {'a', 0xE9, 0x20AC, 0x1F600}, 4, false},
    {"\0\n\x7F\x1B", 4, {0, '\n', 0x7F, 0x1B}, 4, false},
    {"\xC0\xAF\xE0\x80\xBF", 5, {0xFFFD, 0xFFFD, 0xFFFD, 0xFFFD, 0xFFFD}, 5, false},
    {"\xED\xA0\x80", 3, {0xFFFD, 0xFFFD, 0xFFFD}, 3, false},
    {"\xF4\x91\x92\x93\xFF"
     "A",
     6,
     {0xFFFD, 0xFFFD, 0xFFFD, 0xFFFD, 0xFFFD, 'A'},
     6,
     false},
    {"\xE1\x80\xE2\xF0\x91\x92\xF1\xBF"
     "A",
     9,
     {0xFFFD, 0xFFFD, 0xFFFD, 0xFFFD, 'A'},
     5,
     false},
    {"a\xE2\x82\n", 4, {'a', 0xFFFD, '\n'}, 3, false},
    {"a\xE2\x82", 3, {'a'}, 1, true},
    {"\xC2\x9B", 2, {0x9B}, 1, false},
};

static void utf8_in_any_chunking_and_capacity(void) {
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        for (size_t piece = 1; piece <= texts[i].length; piece++) {
            for (size_t capacity = 1; capacity < 4; capacity++) {
                struct quire_utf8 decoder = QUIRE_UTF8_INIT;
                uint32_t points[64];
                size_t count = 0, at = 0;
                for (int times = 0; at < texts[i].length && times < 100; times++) {
                    size_t left = texts[i].length - at, taken, more;
                    CHECK_INT(quire_utf8_decode(&decoder, texts[i].bytes + at, left < piece ? left : piece,
                                                points + count, capacity, &taken, &more),
                              QUIRE_OK);
                    CHECK(more <= capacity);
                    at += taken;
                    count += more;
                }
                CHECK_INT(at, texts[i].length);
                CHECK_INT(count, texts[i].count);
                CHECK(count != texts[i].count || memcmp(points, texts[i].points, count * sizeof *points) == 0);
                CHECK_INT(quire_utf8_end(&decoder), texts[i].open);
                CHECK(!quire_utf8_end(&decoder));
            }
        }
    }
    struct quire_utf8 decoder = QUIRE_UTF8_INIT;
    uint32_t point;
    size_t taken, count = 7;
    CHECK_INT(quire_utf8_decode(&decoder, NULL, 0, &point, 1, &taken, &count), QUIRE_OK);
    CHECK_INT(count, 0);
    CHECK_INT(quire_utf8_decode(&decoder, "a", 1, &point, 0, &taken, &count), QUIRE_INVALID);
    decoder.size = 1;
    CHECK_INT(quire_utf8_decode(&decoder, "a", 1, &point, 1, &taken, &count), QUIRE_INVALID);
}

/* --- renditions -------------------------------------------------------------------------------------------------- */

static struct quire_style_spec style_after(const char *parameters) {
    struct quire_style_spec style = QUIRE_STYLE_SPEC_INIT;
    CHECK_INT(quire_sgr_parse(parameters, strlen(parameters), &style), QUIRE_OK);
    return style;
}

static void renditions_make_styles(void) {
    struct quire_style_spec style = style_after("1;3;4:3;38:5:20;48;2;1;2;3;58:2::4:5:6");
    CHECK_INT(style.attributes, QUIRE_ATTR_BOLD | QUIRE_ATTR_ITALIC);
    CHECK_INT(style.underline, QUIRE_UNDERLINE_CURLY);
    CHECK_INT(QUIRE_COLOR_KIND(style.foreground), QUIRE_COLOR_PALETTE);
    CHECK_INT(QUIRE_COLOR_VALUE(style.foreground), 20);
    CHECK_INT(QUIRE_COLOR_KIND(style.background), QUIRE_COLOR_RGB);
    CHECK_INT(QUIRE_COLOR_VALUE(style.background), 0x010203);
    CHECK_INT(QUIRE_COLOR_VALUE(style.underline_color), 0x040506);
    style.link = "http://a/";
    style.link_length = 9;
    CHECK_INT(quire_sgr_parse("22;999;39", 9, &style), QUIRE_OK);
    CHECK_INT(style.attributes, QUIRE_ATTR_ITALIC);
    CHECK_INT(style.foreground.bits, 0);
    CHECK_INT(style.link_length, 9);
    CHECK_INT(quire_sgr_parse(NULL, 0, &style), QUIRE_OK);
    CHECK(style.attributes == 0 && style.background.bits == 0 && style.underline == QUIRE_UNDERLINE_NONE);
    CHECK_INT(style.link_length, 9);
    CHECK_INT(quire_sgr_parse("1m", 2, &style), QUIRE_INVALID);
    CHECK_INT(quire_sgr_parse("?1", 2, &style), QUIRE_INVALID);
    style.attributes = 256;
    CHECK_INT(quire_sgr_parse("1", 1, &style), QUIRE_INVALID);
    CHECK_INT(style.attributes, 256);
}

/* --- operating system commands ----------------------------------------------------------------------------------- */

static void say_osc(const char *bytes, char *to, size_t room) {
    struct quire_osc osc = QUIRE_OSC_INIT;
    const char *parameter;
    size_t length, used;
    CHECK_INT(quire_osc_parse(bytes, strlen(bytes), &osc), QUIRE_OK);
    used = (size_t)snprintf(to, room, osc.number == QUIRE_STRING_NO_NUMBER ? "-" : "%u", osc.number);
    while (quire_osc_next(&osc, &parameter, &length))
        used += (size_t)snprintf(to + used, room - used, "[%.*s]", (int)length, parameter);
    CHECK(osc.text == NULL);
}

static void commands_are_taken_apart(void) {
    static const char *const commands[][2] = {{"52;c;?", "52[c][?]"},
                                              {"104", "104"},
                                              {"104;", "104[]"},
                                              {"8;id=a;http://b/", "8[id=a][http://b/]"},
                                              {"lname", "-[lname]"},
                                              {"4;1;?;", "4[1][?][]"},
                                              {"12x;y", "-[12x][y]"},
                                              {";a", "-[][a]"},
                                              {"", "-[]"},
                                              {"99999999999;a", "4294967294[a]"}};
    char text[64];
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        say_osc(commands[i][0], text, sizeof text);
        CHECK_STR(text, commands[i][1]);
    }
    struct quire_osc osc = {0};
    CHECK_INT(quire_osc_parse("1", 1, &osc), QUIRE_INVALID);
}

/* --- the whole stream -------------------------------------------------------------------------------------------- */

struct notes {
    struct quire_parser *parser;
    char text[1024];
    size_t length;
    bool reset; /* at the next control sequence */
};

static void note(struct notes *notes, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void note(struct notes *notes, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(notes->text + notes->length, sizeof notes->text - notes->length, format, arguments);
    va_end(arguments);
    notes->length += length > 0 ? (size_t)length : 0;
    if (notes->length >= sizeof notes->text)
        abort();
}

static void on_text(void *user, const uint32_t *code_points, size_t count) {
    CHECK(count > 0);
    for (size_t i = 0; i < count; i++)
        note(user, code_points[i] < 0x7F ? "%c" : "<%X>", code_points[i]);
}

static void on_control(void *user, uint8_t control) {
    note(user, "^%02X", control);
}

static void note_sequence(struct notes *notes, const char *name, const struct quire_sequence *sequence) {
    CHECK(sequence->size == sizeof *sequence);
    note(notes, " %s", name);
    if (sequence->prefix)
        note(notes, "%c", sequence->prefix);
    for (uint32_t i = 0; i < sequence->parameter_count; i++)
        note(notes, "%s%d", i == 0 ? "" : sequence->colon_mask >> i & 1 ? ":" : ";", sequence->parameters[i]);
    note(notes, "%s", sequence->intermediates);
    if (sequence->final)
        note(notes, "%c", sequence->final);
    note(notes, " ");
}

static void on_escape(void *user, const struct quire_sequence *sequence) {
    note_sequence(user, "ESC ", sequence);
}

static void on_csi(void *user, const struct quire_sequence *sequence) {
    struct notes *notes = user;
    note_sequence(user, "CSI ", sequence);
    CHECK_INT(quire_parser_feed(notes->parser, "x", 1), QUIRE_INVALID);
    if (notes->reset)
        quire_parser_reset(notes->parser);
}

static void on_string_begin(void *user, enum quire_string_kind kind, const struct quire_sequence *introducer) {
    static const char *const names[] = {"OSC ", "DCS ", "APC ", "PM ", "SOS "};
    note_sequence(user, names[kind], introducer);
}

static void on_string_data(void *user, const void *bytes, size_t length) {
    note(user, "%.*s", (int)length, (const char *)bytes);
}

static void on_string_end(void *user, enum quire_string_end how) {
    static const char *const names[] = {"|BEL ", "|ST ", "|cancelled "};
    note(user, "%s", names[how]);
}

static struct quire_parser_options options_of(struct notes *notes) {
    struct quire_parser_options options = QUIRE_PARSER_OPTIONS_INIT;
    options.user = notes;
    options.text = on_text;
    options.control = on_control;
    options.escape = on_escape;
    options.csi = on_csi;
    options.string_begin = on_string_begin;
    options.string_data = on_string_data;
    options.string_end = on_string_end;
    return options;
}

static const char stream[] = "plain \xC3\xA9\r\n\033[1;38:5:20m\033[?25h\033(B\033]2;title\a\033P1$qm\033\\\033_x\x18"
                             "\033[4 q\xFF\033[;5H";
static const char told[] = "plain <E9>^0D^0A CSI 1;38:5:20m  CSI ?25h  ESC (B  OSC  2;title|BEL  DCS 1$q m|ST  APC  x|"
                           "cancelled ^18 CSI 4 q <FFFD> CSI -1;5H ";

static void the_whole_stream_in_every_chunking(void) {
    for (size_t piece = 1; piece < sizeof stream; piece++) {
        struct notes notes = {0};
        struct quire_parser_options options = options_of(&notes);
        CHECK_INT(quire_parser_create(&options, &notes.parser), QUIRE_OK);
        for (size_t at = 0; at < sizeof stream - 1; at += piece) {
            size_t left = sizeof stream - 1 - at;
            CHECK_INT(quire_parser_feed(notes.parser, stream + at, left < piece ? left : piece), QUIRE_OK);
        }
        CHECK_STR(notes.text, told);
        CHECK(quire_parser_idle(notes.parser));
        quire_parser_destroy(notes.parser);
    }
}

static void resets_and_eight_bits(void) {
    struct notes notes = {0};
    struct quire_parser_options options = options_of(&notes);
    options.accept_c1 = true;
    CHECK_INT(quire_parser_create(&options, &notes.parser), QUIRE_OK);
    CHECK_INT(quire_parser_feed(notes.parser,
                                "\x9B"
                                "1m\x84\x9D"
                                "2",
                                6),
              QUIRE_OK);
    CHECK(!quire_parser_idle(notes.parser));
    quire_parser_reset(notes.parser);
    CHECK(quire_parser_idle(notes.parser));
    CHECK_STR(notes.text, " CSI 1m ^84 OSC  2|cancelled ");
    notes.reset = true;
    notes.length = 0;
    CHECK_INT(quire_parser_feed(notes.parser, "\033[1mabc", 7), QUIRE_OK);
    CHECK_STR(notes.text, " CSI 1m abc");
    quire_parser_destroy(notes.parser);
    quire_parser_destroy(NULL);
}

static void silent_parsers_and_misuse(void) {
    struct quire_parser_options options = QUIRE_PARSER_OPTIONS_INIT;
    struct quire_parser *parser = NULL;
    CHECK_INT(quire_parser_create(&options, &parser), QUIRE_OK);
    CHECK_INT(quire_parser_feed(parser, stream, sizeof stream - 1), QUIRE_OK);
    CHECK_INT(quire_parser_feed(parser, NULL, 0), QUIRE_OK);
    quire_parser_destroy(parser);
    options.size--;
    CHECK_INT(quire_parser_create(&options, &parser), QUIRE_INVALID);
}

int main(void) {
    RUN(utf8_in_any_chunking_and_capacity);
    RUN(renditions_make_styles);
    RUN(commands_are_taken_apart);
    RUN(the_whole_stream_in_every_chunking);
    RUN(resets_and_eight_bits);
    RUN(silent_parsers_and_misuse);
    return test_end();
}
