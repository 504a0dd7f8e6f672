/* The machine: byte strings and what is told of them, in every chunking. */
#include "test.h"

#include "parser_cases.h"
#include "parser_table.h"
#include "transcript.h"

/* Feeds bytes[0..length) in pieces: `first` bytes, then pieces of `piece` bytes. */
static void play(struct transcript *transcript, const struct parser_case *c, size_t first, size_t piece) {
    struct qr_parser parser;
    qr_parser_init(&parser, &transcript_handler, transcript, NULL, CASE_STRING_LIMIT);
    parser.accept_c1 = c->accept_c1;
    const uint8_t *bytes = (const uint8_t *)c->bytes;
    qr_parser_feed(&parser, bytes, first);
    for (size_t at = first; at < c->length; at += piece)
        qr_parser_feed(&parser, bytes + at, c->length - at < piece ? c->length - at : piece);
    transcript_end(transcript, &parser);
    CHECK(!parser.out_of_memory);
    CHECK_INT(transcript->misplaced, 0);
    qr_parser_finish(&parser);
}

static bool same(const struct parser_case *c, size_t first, size_t piece) {
    struct transcript transcript = {0};
    play(&transcript, c, first, piece);
    bool equal = strcmp(transcript.text, c->expected) == 0;
    if (!equal)
        printf("%s (first %zu, then %zu):\n  have %s\n  want %s\n", c->rule, first, piece, transcript.text,
               c->expected);
    transcript_clear(&transcript);
    return equal;
}

/* Whole, byte by byte, and cut in two at every place. */
static void check_case(const struct parser_case *c) {
    bool equal = same(c, c->length, 1) && same(c, 0, 1) && same(c, 0, 3);
    for (size_t cut = 1; equal && cut < c->length; cut++)
        equal = same(c, cut, c->length);
    CHECK(equal);
}

static void cases(void) {
    for (size_t i = 0; i < sizeof parser_cases / sizeof *parser_cases; i++)
        check_case(&parser_cases[i]);
}

/* Every pair of cases, one behind the other, when the first ends idle: nothing of it is left. */
static void cases_leave_nothing(void) {
    for (size_t i = 0; i < sizeof parser_cases / sizeof *parser_cases; i++) {
        for (size_t j = 0; j < sizeof parser_cases / sizeof *parser_cases; j++) {
            const struct parser_case *one = &parser_cases[i], *two = &parser_cases[j];
            if (strchr(one->expected, '~') || one->accept_c1 != two->accept_c1)
                continue;
            struct transcript transcript = {0};
            struct qr_parser parser;
            qr_parser_init(&parser, &transcript_handler, &transcript, NULL, CASE_STRING_LIMIT);
            parser.accept_c1 = one->accept_c1;
            qr_parser_feed(&parser, (const uint8_t *)one->bytes, one->length);
            transcript_clear(&transcript);
            qr_parser_feed(&parser, (const uint8_t *)two->bytes, two->length);
            transcript_end(&transcript, &parser);
            CHECK_STR(transcript.text, two->expected);
            qr_parser_finish(&parser);
            transcript_clear(&transcript);
        }
    }
}

/* Rows of the table are complete: DELETE keeps the state, CAN leads to the ground, and no state is left by accident. */
static void table_complete(void) {
    for (unsigned state = 0; state < QR_STATE_COUNT; state++) {
        const struct qr_transition *row = qr_transitions[state];
        CHECK_INT(row[QR_CLASS_DELETE].next, state);
        CHECK_INT(row[QR_CLASS_DELETE].action, QR_ACTION_NONE);
        for (unsigned class = 0; class < QR_CLASS_COUNT; class ++) {
            CHECK(row[class].next < QR_STATE_COUNT && row[class].action < QR_ACTION_COUNT);
            bool silent = row[class].action == QR_ACTION_NONE && row[class].next == QR_STATE_GROUND;
            bool unknown = state == QR_STATE_VT52_ESCAPE && class == QR_CLASS_INTERMEDIATE;
            CHECK(!silent || unknown || state == QR_STATE_CSI_IGNORE || class == QR_CLASS_DELETE);
        }
    }
}

static void classes(void) {
    for (unsigned byte = 0; byte < 256; byte++) {
        unsigned class = qr_byte_classes[byte];
        CHECK_INT(class <= QR_CLASS_ESC, byte < 0x20);
        CHECK_INT(class == QR_CLASS_INTERMEDIATE, byte >= 0x20 && byte < 0x30);
        CHECK_INT(class == QR_CLASS_DIGIT, byte >= '0' && byte <= '9');
        CHECK_INT(class == QR_CLASS_SEPARATOR, byte == ':' || byte == ';');
        CHECK_INT(class == QR_CLASS_MARKER, byte >= '<' && byte <= '?');
        CHECK_INT(class >= QR_CLASS_FINAL && class <= QR_CLASS_ADDRESS, byte >= 0x40 && byte < 0x7F);
        CHECK_INT(class == QR_CLASS_DELETE, byte == 0x7F);
        CHECK_INT(class >= QR_CLASS_C1, byte >= 0x80 && byte < 0xA0);
        CHECK_INT(class == QR_CLASS_HIGH, byte >= 0xA0);
        if (byte >= 0x80 && byte < 0xA0) /* ESC and byte - 0x40 do the same */
            CHECK_INT(qr_transitions[QR_STATE_GROUND][class].next,
                      qr_transitions[QR_STATE_ESCAPE][qr_byte_classes[byte - 0x40]].next);
    }
}

/* Any two-byte and three-byte beginning followed by CAN leads to the ground, and text behind it is text. */
static void cancel_from_anywhere(void) {
    for (unsigned c1 = 0; c1 < 2; c1++) {
        for (unsigned pair = 0; pair < 65536; pair++) {
            struct transcript transcript = {0};
            struct qr_parser parser;
            qr_parser_init(&parser, &transcript_handler, &transcript, NULL, CASE_STRING_LIMIT);
            parser.accept_c1 = c1 != 0;
            const uint8_t bytes[] = {0x1B, (uint8_t)(pair >> 8), (uint8_t)(pair & 255), 0x18, 'o', 'k'};
            qr_parser_feed(&parser, bytes, sizeof bytes);
            transcript_end(&transcript, &parser);
            CHECK(transcript.length >= 8 && strcmp(transcript.text + transcript.length - 8, "^18 'ok'") == 0);
            CHECK_INT(transcript.misplaced, 0);
            qr_parser_finish(&parser);
            transcript_clear(&transcript);
        }
    }
}

/* Long text: many batches, and runs of ASCII of every length between other text. */
static void long_text(void) {
    struct transcript whole = {0}, pieces = {0};
    struct qr_parser one, other;
    qr_parser_init(&one, &transcript_handler, &whole, NULL, CASE_STRING_LIMIT);
    qr_parser_init(&other, &transcript_handler, &pieces, NULL, CASE_STRING_LIMIT);
    static char text[64 * 1024];
    size_t length = 0;
    for (size_t run = 0; run < 200; run++) {
        memset(text + length, 'a' + (int)(run % 26), run);
        length += run;
        memcpy(text + length, "\xE2\x82\xAC\xC3\xA9", 5);
        length += 5;
    }
    for (size_t i = 0; i < 900; i++, length += 3)
        memcpy(text + length, "\xE6\xBC\xA2", 3);
    qr_parser_feed(&one, (const uint8_t *)text, length);
    for (size_t at = 0; at < length; at += 7)
        qr_parser_feed(&other, (const uint8_t *)text + at, length - at < 7 ? length - at : 7);
    transcript_end(&whole, &one);
    transcript_end(&pieces, &other);
    CHECK_STR(whole.text, pieces.text);
    CHECK_INT(whole.length, 2 + 199 * 200 / 2 + 200 * (8 + 6) + 900 * 8);
    CHECK_INT(whole.misplaced + pieces.misplaced, 0);
    transcript_clear(&whole);
    transcript_clear(&pieces);
    qr_parser_finish(&one);
    qr_parser_finish(&other);
}

static void reset_forgets(void) {
    static const char *const beginnings[] = {"\033",     "\033#",  "\033[1;2",   "\033[?",       "\033[ ",
                                             "\033[1?",  "\033P1", "\033P1$",    "\033P1$qdata", "\033P1?",
                                             "\033]0;t", "\033_G", "\033]0\033", "\xE2\x82"};
    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++) {
        struct transcript transcript = {0};
        struct qr_parser parser;
        qr_parser_init(&parser, &transcript_handler, &transcript, NULL, CASE_STRING_LIMIT);
        CHECK(qr_parser_idle(&parser));
        qr_parser_feed(&parser, (const uint8_t *)beginnings[i], strlen(beginnings[i]));
        CHECK(!qr_parser_idle(&parser));
        qr_parser_reset(&parser);
        CHECK(qr_parser_idle(&parser));
        qr_parser_feed(&parser, (const uint8_t *)"ok\033[m\033]2\a", 9);
        transcript_end(&transcript, &parser);
        CHECK_STR(transcript.text, "'ok' CSI(m) OSC(2)BEL");
        qr_parser_finish(&parser);
        transcript_clear(&transcript);
    }
}

int main(void) {
    RUN(cases);
    RUN(cases_leave_nothing);
    RUN(table_complete);
    RUN(classes);
    RUN(cancel_from_anywhere);
    RUN(long_text);
    RUN(reset_forgets);
    return test_end();
}
