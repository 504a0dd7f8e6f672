/* The machine: byte strings and what is told of them, in every chunking. */
#include "test.h"

#include "parser_cases.h"
#include "parser_table.h"
#include "transcript.h"

/* Feeds bytes[0..length) in pieces: `first` bytes, then pieces of `piece` bytes. */
static void play(struct transcript *transcript, const struct parser_case *c, size_t first, size_t piece) {
    struct qr_parser parser;
    transcript_parser(&parser, transcript, NULL, CASE_STRING_LIMIT);
    parser.accept_c1 = c->accept_c1;
    const uint8_t *bytes = (const uint8_t *)c->bytes;
    qr_parser_feed(&parser, bytes, first);
    for (size_t at = first; at < c->length; at += piece)
        qr_parser_feed(&parser, bytes + at, c->length - at < piece ? c->length - at : piece);
    transcript_end(transcript, &parser);
    CHECK_INT(transcript->no_memory, 0);
    CHECK_INT(transcript->misplaced, 0);
    qr_string_collector_finish(&transcript->strings);
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
            transcript_parser(&parser, &transcript, NULL, CASE_STRING_LIMIT);
            parser.accept_c1 = one->accept_c1;
            qr_parser_feed(&parser, (const uint8_t *)one->bytes, one->length);
            transcript_clear(&transcript);
            qr_parser_feed(&parser, (const uint8_t *)two->bytes, two->length);
            transcript_end(&transcript, &parser);
            CHECK_STR(transcript.text, two->expected);
            qr_string_collector_finish(&transcript.strings);
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
            transcript_parser(&parser, &transcript, NULL, CASE_STRING_LIMIT);
            parser.accept_c1 = c1 != 0;
            const uint8_t bytes[] = {0x1B, (uint8_t)(pair >> 8), (uint8_t)(pair & 255), 0x18, 'o', 'k'};
            qr_parser_feed(&parser, bytes, sizeof bytes);
            transcript_end(&transcript, &parser);
            CHECK(transcript.length >= 8 && strcmp(transcript.text + transcript.length - 8, "^18 'ok'") == 0);
            CHECK_INT(transcript.misplaced, 0);
            qr_string_collector_finish(&transcript.strings);
            transcript_clear(&transcript);
        }
    }
}

/* --- every state, interrupted ---------------------------------------------------------------------------------- */

/* A beginning that leads to the state, what ends it well, and what is told then: by itself, with a line feed between,
 * and with the byte 0x85 between, which is no control while accept_c1 is off (the text "ok" follows in all). */
struct interrupted {
    uint8_t state;
    const char *beginning, *end, *whole, *with_c0, *with_high;
};

static const struct interrupted interrupted[] = {
    {QR_STATE_GROUND, "", "x", "'xok'", "^0A 'xok'", "'<U+FFFD>xok'"},
    {QR_STATE_ESCAPE, "\033", "7", "ESC(7) 'ok'", "^0A ESC(7) 'ok'", "'<U+FFFD>7ok'"},
    {QR_STATE_ESCAPE_INTERMEDIATE, "\033#", "8", "ESC(#8) 'ok'", "^0A ESC(#8) 'ok'", "'<U+FFFD>8ok'"},
    {QR_STATE_CSI_ENTRY, "\033[", "m", "CSI(m) 'ok'", "^0A CSI(m) 'ok'", "'<U+FFFD>mok'"},
    {QR_STATE_CSI_PARAM, "\033[1", "m", "CSI(1m) 'ok'", "^0A CSI(1m) 'ok'", "'<U+FFFD>mok'"},
    {QR_STATE_CSI_INTERMEDIATE, "\033[1 ", "q", "CSI(1 q) 'ok'", "^0A CSI(1 q) 'ok'", "'<U+FFFD>qok'"},
    {QR_STATE_CSI_IGNORE, "\033[1?", "m", "'ok'", "^0A 'ok'", "'<U+FFFD>mok'"},
    {QR_STATE_DCS_ENTRY, "\033P", "q\033\\", "DCS(q,)ST 'ok'", "DCS(q,)ST 'ok'", "'ok'"},
    {QR_STATE_DCS_PARAM, "\033P1", "q\033\\", "DCS(1q,)ST 'ok'", "DCS(1q,)ST 'ok'", "'ok'"},
    {QR_STATE_DCS_INTERMEDIATE, "\033P$", "q\033\\", "DCS($q,)ST 'ok'", "DCS($q,)ST 'ok'", "'ok'"},
    {QR_STATE_DCS_PASSTHROUGH, "\033Pq", "\033\\", "DCS(q,)ST 'ok'", "DCS(q,<0A>)ST 'ok'", "DCS(q,<85>)ST 'ok'"},
    {QR_STATE_DCS_IGNORE, "\033P1?", "\033\\", "'ok'", "'ok'", "'ok'"},
    {QR_STATE_OSC_STRING, "\033]2", "\033\\", "OSC(2)ST 'ok'", "OSC(2)ST 'ok'", "OSC(2<85>)ST 'ok'"},
    {QR_STATE_SOS_PM_APC_STRING, "\033_G", "\033\\", "APC(G)ST 'ok'", "APC(G)ST 'ok'", "APC(G<85>)ST 'ok'"},
    {QR_STATE_STRING_ESCAPE, "\033]2\033", "\\", "OSC(2)ST 'ok'", "^0A ESC(\\) 'ok'", "'<U+FFFD>\\ok'"},
};

/* The same as a VT52, which knows ESC and nothing else. */
static const struct interrupted interrupted_vt52[] = {
    {QR_STATE_VT52_ESCAPE, "\033", "7", "ESC(7) 'ok'", "^0A ESC(7) 'ok'", "'<U+FFFD>7ok'"},
    {QR_STATE_VT52_ROW, "\033Y", "#!", "ESC(3;1Y) 'ok'", "^0A ESC(3;1Y) 'ok'", "'<U+FFFD>#!ok'"},
    {QR_STATE_VT52_COLUMN, "\033Y#", "!", "ESC(3;1Y) 'ok'", "^0A ESC(3;1Y) 'ok'", "'<U+FFFD>!ok'"},
};

static void interrupt(const struct interrupted *c, bool accept_c1, const char *between, const char *behind,
                      const char *want) {
    struct transcript transcript = {0};
    struct qr_parser parser;
    const char *const parts[] = {c->beginning, between, behind, "ok"};
    transcript_parser(&parser, &transcript, NULL, CASE_STRING_LIMIT);
    parser.accept_c1 = accept_c1;
    parser.vt52 = c->state >= QR_STATE_VT52_ESCAPE;
    for (size_t i = 0; i < 4; i++) {
        qr_parser_feed(&parser, (const uint8_t *)parts[i], strlen(parts[i]));
        if (i == 0)
            CHECK_INT(parser.state, c->state);
    }
    transcript_end(&transcript, &parser);
    CHECK_STR(transcript.text, want);
    CHECK_INT(transcript.misplaced, 0);
    qr_string_collector_finish(&transcript.strings);
    transcript_clear(&transcript);
}

/* CAN, SUB and ESC abandon whatever was begun, and so does a C1 control where those are obeyed; C0 controls act where a
 * sequence is open; DEL is nothing anywhere. */
static void every_state_interrupted(void) {
    static const struct {
        const char *bytes, *want;
    } c1_only[] = {{"\x85", "^85 'ok'"},
                   {"\x9Bm", "CSI(m) 'ok'"},
                   {"\x9D"
                    "2\x9C",
                    "OSC(2)ST 'ok'"},
                   {"\x90q\x9C", "DCS(q,)ST 'ok'"},
                   {"\x9F"
                    "G\x9C",
                    "APC(G)ST 'ok'"}},
      always[] = {{"\x18", "^18 'ok'"},
                  {"\x1A", "^1A 'ok'"},
                  {"\033"
                   "7",
                   "ESC(7) 'ok'"},
                  {"\033[m", "CSI(m) 'ok'"},
                  {"\033]2\a", "OSC(2)BEL 'ok'"},
                  {"\033Pq\033\\", "DCS(q,)ST 'ok'"}};
    unsigned states = 0;
    for (size_t i = 0; i < sizeof interrupted / sizeof *interrupted; i++) {
        const struct interrupted *c = &interrupted[i];
        states |= 1u << c->state;
        for (int accept = 0; accept < 2; accept++) {
            interrupt(c, accept, "", c->end, c->whole);
            interrupt(c, accept, "\x7F", c->end, c->whole);
            interrupt(c, accept, "\n", c->end, c->with_c0);
            for (size_t j = 0; j < sizeof always / sizeof *always; j++)
                interrupt(c, accept, always[j].bytes, "", always[j].want);
        }
        interrupt(c, false, "\x85", c->end, c->with_high);
        for (size_t j = 0; j < sizeof c1_only / sizeof *c1_only; j++)
            interrupt(c, true, c1_only[j].bytes, "", c1_only[j].want);
    }
    for (size_t i = 0; i < sizeof interrupted_vt52 / sizeof *interrupted_vt52; i++) {
        const struct interrupted *c = &interrupted_vt52[i];
        states |= 1u << c->state;
        interrupt(c, false, "", c->end, c->whole);
        interrupt(c, false, "\x7F", c->end, c->whole);
        interrupt(c, false, "\n", c->end, c->with_c0);
        interrupt(c, false, "\x85", c->end, c->with_high);
        for (size_t j = 0; j < 3; j++) /* CAN, SUB, ESC 7 */
            interrupt(c, false, always[j].bytes, "", always[j].want);
    }
    CHECK_INT(states, (1u << QR_STATE_COUNT) - 1); /* none was forgotten */
}

/* Long text: many batches, and runs of ASCII of every length between other text. */
static void long_text(void) {
    struct transcript whole = {0}, pieces = {0};
    struct qr_parser one, other;
    transcript_parser(&one, &whole, NULL, CASE_STRING_LIMIT);
    transcript_parser(&other, &pieces, NULL, CASE_STRING_LIMIT);
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
    qr_string_collector_finish(&whole.strings);
    qr_string_collector_finish(&pieces.strings);
}

/* A parser that is paused takes what leads to one event, no more, and goes on behind it as if nothing had been. */
static void paused_behind_each_event(void) {
    for (size_t i = 0; i < sizeof parser_cases / sizeof *parser_cases; i++) {
        const struct parser_case *c = &parser_cases[i];
        struct transcript transcript = {0};
        struct qr_parser parser;
        unsigned at_once = 0;
        transcript_parser(&parser, &transcript, NULL, CASE_STRING_LIMIT);
        parser.accept_c1 = c->accept_c1;
        parser.paused = true;
        CHECK_INT(qr_parser_feed_some(&parser, NULL, 0), 0);
        for (size_t at = 0; at < c->length;) {
            unsigned before = transcript.events;
            size_t taken = qr_parser_feed_some(&parser, (const uint8_t *)c->bytes + at, c->length - at);
            CHECK(taken > 0 && taken <= c->length - at);
            at_once = transcript.events - before > at_once ? transcript.events - before : at_once;
            at += taken;
        }
        transcript_end(&transcript, &parser);
        CHECK_STR(transcript.text, c->expected);
        CHECK(at_once <= 1);
        qr_string_collector_finish(&transcript.strings);
        transcript_clear(&transcript);
    }
}

/* The owner pauses it in the middle, or not at all. */
static void paused_only_by_its_owner(void) {
    static const char text[] = "a\033[1mb\n\033]2;t\ac";
    struct transcript transcript = {0};
    struct qr_parser parser;
    transcript_parser(&parser, &transcript, NULL, CASE_STRING_LIMIT);
    CHECK_INT(qr_parser_feed_some(&parser, (const uint8_t *)text, sizeof text - 1), sizeof text - 1);
    parser.paused = true;
    qr_parser_feed(&parser, (const uint8_t *)text, sizeof text - 1); /* takes all of it all the same */
    CHECK_INT(transcript.events, 12);
    qr_string_collector_finish(&transcript.strings);
    transcript_clear(&transcript);
}

static void reset_forgets(void) {
    static const char *const beginnings[] = {"\033",     "\033#",  "\033[1;2",   "\033[?",       "\033[ ",
                                             "\033[1?",  "\033P1", "\033P1$",    "\033P1$qdata", "\033P1?",
                                             "\033]0;t", "\033_G", "\033]0\033", "\xE2\x82"};
    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++) {
        struct transcript transcript = {0};
        struct qr_parser parser;
        transcript_parser(&parser, &transcript, NULL, CASE_STRING_LIMIT);
        CHECK(qr_parser_idle(&parser));
        qr_parser_feed(&parser, (const uint8_t *)beginnings[i], strlen(beginnings[i]));
        CHECK(!qr_parser_idle(&parser));
        qr_parser_reset(&parser);
        CHECK(qr_parser_idle(&parser));
        qr_parser_feed(&parser, (const uint8_t *)"ok\033[m\033]2\a", 9);
        transcript_end(&transcript, &parser);
        CHECK_STR(transcript.text, "'ok' CSI(m) OSC(2)BEL");
        qr_string_collector_finish(&transcript.strings);
        transcript_clear(&transcript);
    }
}

/* Sequences that come whole are read in one loop, those in pieces by the machine: random ones, sound or not, are told
 * the same. */
static void whole_as_in_pieces(void) {
    static const char letters[] = "\033\033\033[[[[[[00123456789;;;:<=>? $!/@mhHzq\r\b\030\177\303\251";
    uint64_t state = 7;
    char text[4096];
    for (int run = 0; run < 300; run++) {
        for (size_t i = 0; i < sizeof text; i++) {
            state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
            text[i] = letters[(state >> 33) % (sizeof letters - 1)];
        }
        struct parser_case c = {"random", text, sizeof text, NULL, .accept_c1 = run % 4 == 0};
        struct transcript whole = {0}, bytes = {0};
        play(&whole, &c, c.length, 1);
        play(&bytes, &c, 0, 1);
        CHECK_STR(whole.text, bytes.text);
        transcript_clear(&whole);
        transcript_clear(&bytes);
    }
}

/* As many values, digits and intermediates as are kept, and one more. */
static void whole_at_the_limits(void) {
    for (int values = QR_PARAMETERS_MAX - 2; values < QR_PARAMETERS_MAX + 3; values++) {
        char text[8 * QR_PARAMETERS_MAX];
        size_t length = 0;
        length += (size_t)sprintf(text, "\033[?");
        for (int i = 0; i < values; i++)
            length += (size_t)sprintf(text + length, "%d%c", i * 4999, i % 3 == 0 ? ':' : ';');
        length += (size_t)sprintf(text + length, "%.*sqx", values % 4, "$ ! ");
        struct parser_case c = {"limits", text, length, NULL, false};
        struct transcript whole = {0}, bytes = {0};
        play(&whole, &c, c.length, 1);
        play(&bytes, &c, 0, 1);
        CHECK_STR(whole.text, bytes.text);
        transcript_clear(&whole);
        transcript_clear(&bytes);
    }
}

int main(void) {
    RUN(cases);
    RUN(whole_as_in_pieces);
    RUN(whole_at_the_limits);
    RUN(cases_leave_nothing);
    RUN(table_complete);
    RUN(classes);
    RUN(cancel_from_anywhere);
    RUN(every_state_interrupted);
    RUN(long_text);
    RUN(reset_forgets);
    RUN(paused_behind_each_event);
    RUN(paused_only_by_its_owner);
    return test_end();
}
