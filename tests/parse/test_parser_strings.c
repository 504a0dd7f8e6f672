/* Control strings as the parser tells of them: begin, data, end, in every chunking; collected, they are what they were
 * when the parser collected them itself (test_parser.c, test_parser_memory.c). */
#include "test.h"

#include "string_collect.h"

/* Strings are written down as KIND<introducer|data|how>, data of all pieces as one; controls as ^XX, sequences as C. */
struct notes {
    char text[512];
    size_t length;
    unsigned pieces;
    bool open;
};

static void note(struct notes *notes, const char *text) {
    size_t length = strlen(text);
    CHECK(notes->length + length < sizeof notes->text);
    memcpy(notes->text + notes->length, text, length + 1);
    notes->length += length;
}

static void on_ascii(void *user, const uint8_t *text, size_t length) {
    for (size_t i = 0; i < length; i++)
        note(user, (char[]){(char)text[i], 0});
}

static void on_text(void *user, const uint32_t *code_points, size_t length) {
    (void)code_points;
    for (size_t i = 0; i < length; i++)
        note(user, "?");
}

static void on_control(void *user, uint8_t control) {
    char text[8];
    snprintf(text, sizeof text, "^%02X", control);
    CHECK(!((struct notes *)user)->open);
    note(user, text);
}

static void on_sequence(void *user, const struct qr_sequence *sequence) {
    CHECK(!((struct notes *)user)->open);
    note(user, (char[]){'C', (char)sequence->final, 0});
}

static void on_begin(void *user, enum qr_string_kind kind, const struct qr_sequence *introducer) {
    static const char *const names[] = {"OSC<", "DCS<", "APC<", "PM<", "SOS<"};
    struct notes *notes = user;
    CHECK(!notes->open);
    notes->open = true;
    note(notes, names[kind]);
    for (unsigned i = 0; i < introducer->count; i++)
        note(notes, introducer->values[i] < 0 ? "-" : (char[]){(char)('0' + introducer->values[i] % 10), 0});
    if (introducer->final)
        note(notes, (char[]){(char)introducer->final, 0});
    note(notes, "|");
}

static void on_data(void *user, const uint8_t *bytes, size_t length) {
    struct notes *notes = user;
    CHECK(notes->open && length > 0);
    notes->pieces++;
    for (size_t i = 0; i < length; i++)
        note(notes, bytes[i] < 0x20 ? "." : (char[]){(char)bytes[i], 0});
}

static void on_end(void *user, enum qr_string_kind kind, const struct qr_sequence *introducer, enum qr_string_end how) {
    static const char *const names[] = {"|BEL>", "|ST>", "|cancelled>"};
    struct notes *notes = user;
    CHECK(notes->open && how <= QR_STRING_END_CANCELLED && (kind == QR_STRING_DCS) == (introducer->final != 0));
    notes->open = false;
    note(notes, names[how]);
}

static const struct qr_parser_handler handler = {on_ascii, on_text, on_control, on_sequence, on_sequence, on_begin,
                                                 on_data,  on_end,  NULL,       NULL,        NULL};

static const struct {
    const char *bytes, *told;
    bool accept_c1;
} cases[] = {
    {"a\033]0;title\ab", "aOSC<|0;title|BEL>b", false},
    {"\033]0;title\033\\", "OSC<|0;title|ST>", false},
    {"\033]\a\033_\033\\", "OSC<||BEL>APC<||ST>", false},
    {"\033P1;;3$qda\nta\033\\", "DCS<1-3q|da.ta|ST>", false},
    {"\033_G\x01x\033\\\033^pm\033\\\033Xsos\033\\", "APC<|Gx|ST>PM<|pm|ST>SOS<|sos|ST>", false},
    /* cancelled: the end comes first, then what did it */
    {"\033]0;x\x18y", "OSC<|0;x|cancelled>^18y", false},
    {"\033Pqx\x1Ay", "DCS<q|x|cancelled>^1Ay", false},
    {"\033_x\033[m", "APC<|x|cancelled>Cm", false},
    {"\033_x\033]2\a", "APC<|x|cancelled>OSC<|2|BEL>", false},
    {"\033]x\033\033\\", "OSC<|x|cancelled>C\\", false},
    /* with 8-bit controls: ST ends, others cancel */
    {"\x9D"
     "0;x\x9C\x90q\xC3\xA9\x9Cz",
     "OSC<|0;x|ST>DCS<q|\xC3\xA9|ST>z", true},
    {"\x9D"
     "0;x\x84z",
     "OSC<|0;x|cancelled>^84z", true},
    {"\x9D"
     "0;x\x9Bmz",
     "OSC<|0;x|cancelled>Cmz", true},
    /* no strings: an introducer that is never complete, or has too much of it */
    {"\033P1\033\\x\033P!!!qdata\033\\y\033P1\x18z\033P\x80qw\033\\v", "xy^18zv", false},
};

static void play(struct qr_parser *parser, const char *bytes, size_t length, size_t piece) {
    for (size_t at = 0; at < length; at += piece)
        qr_parser_feed(parser, (const uint8_t *)bytes + at, length - at < piece ? length - at : piece);
}

static void begin_data_and_end_in_every_chunking(void) {
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        for (size_t piece = 1; piece <= strlen(cases[i].bytes); piece++) {
            struct notes notes = {0};
            struct qr_parser parser;
            qr_parser_init(&parser, &handler, &notes);
            parser.accept_c1 = cases[i].accept_c1;
            play(&parser, cases[i].bytes, strlen(cases[i].bytes), piece);
            CHECK_STR(notes.text, cases[i].told);
            CHECK(!notes.open && qr_parser_idle(&parser));
        }
    }
}

/* Data are told when they come, not when the string ends. */
static void data_come_as_they_are_fed(void) {
    struct notes notes = {0};
    struct qr_parser parser;
    qr_parser_init(&parser, &handler, &notes);
    play(&parser, "\033]1;", 4, 4);
    CHECK_STR(notes.text, "OSC<|1;");
    play(&parser, "abc", 3, 3);
    CHECK_STR(notes.text, "OSC<|1;abc");
    CHECK_INT(notes.pieces, 2);
    CHECK(notes.open);
}

/* A reset cancels what is open, once. */
static void a_reset_cancels(void) {
    struct notes notes = {0};
    struct qr_parser parser;
    qr_parser_init(&parser, &handler, &notes);
    play(&parser, "\033_abc", 5, 5);
    qr_parser_reset(&parser);
    qr_parser_reset(&parser);
    play(&parser, "x", 1, 1);
    CHECK_STR(notes.text, "APC<|abc|cancelled>x");
}

/* A collector loses a string at its limit, or without memory, and finds back with the next. */
static void a_collector_loses_and_finds_back(void) {
    struct qr_string_collector collector;
    qr_string_collector_init(&collector, NULL, 4);
    CHECK(qr_string_collect(&collector, (const uint8_t *)"ab", 2));
    CHECK(qr_string_collect(&collector, (const uint8_t *)"cd", 2));
    CHECK_INT(qr_string_collected(&collector, QR_STRING_END_ST), QR_STRING_END_ST);
    CHECK(!qr_string_collect(&collector, (const uint8_t *)"e", 1));
    CHECK_INT(collector.length, 0);
    CHECK(!qr_string_collect(&collector, (const uint8_t *)"f", 1));
    CHECK_INT(qr_string_collected(&collector, QR_STRING_END_ST), QR_STRING_END_TOO_LONG);
    CHECK_INT(qr_string_collected(&collector, QR_STRING_END_CANCELLED), QR_STRING_END_CANCELLED);
    qr_string_forget(&collector);
    CHECK(qr_string_collect(&collector, (const uint8_t *)"g", 1));
    CHECK(memcmp(qr_string_bytes(&collector), "g", 1) == 0);
    qr_string_collector_finish(&collector);
}

int main(void) {
    RUN(begin_data_and_end_in_every_chunking);
    RUN(data_come_as_they_are_fed);
    RUN(a_reset_cancels);
    RUN(a_collector_loses_and_finds_back);
    return test_end();
}
