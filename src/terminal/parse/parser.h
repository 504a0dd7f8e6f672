/* parser.h - the escape-sequence machine: bytes in, events out.
 *
 * The states are those of Paul Williams's diagram (vt100.net/emu/dec_ansi_parser), with three changes that today's
 * terminals share: text is UTF-8 (so bytes 0x80 to 0x9F are never C1 controls unless `accept_c1` is set, and then only
 * outside a UTF-8 sequence), parameters may have sub-parameters separated by ':' (ECMA-48 5.4.2, ITU T.416), and BEL
 * ends an OSC string. CAN and SUB abandon a sequence, ESC abandons it and starts anew. With `vt52` set what follows ESC
 * is read as a VT52 does: every printable byte is a final, and Y takes two more.
 *
 * The parser knows no page, no screen and no meaning. It calls the functions of a handler table; text in the ground
 * state comes in runs, decoded. Any split of the input into chunks gives the same calls, except that a text run and
 * the data of a string may come in several pieces. */
#ifndef QR_PARSER_H
#define QR_PARSER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "utf8.h"

/* Parameters of one sequence, sub-parameters counted; further ones are dropped. */
#define QR_PARAMETERS_MAX 32
/* Intermediate bytes of one sequence; a sequence with more is ignored. */
#define QR_INTERMEDIATES_MAX 2
/* A parameter's value saturates here. */
#define QR_PARAMETER_VALUE_MAX 65535
/* What an omitted parameter holds: CSI ;5H has parameters {QR_OMITTED, 5}. */
#define QR_OMITTED (-1)

/* A control sequence, or the introducer of a device control string. */
struct qr_sequence {
    int32_t values[QR_PARAMETERS_MAX]; /* QR_OMITTED or 0..QR_PARAMETER_VALUE_MAX */
    uint32_t colon_mask;               /* bit i: value i was separated from value i - 1 by ':' (a sub-parameter) */
    uint8_t count;                     /* 0 when there is no parameter byte at all */
    uint8_t prefix;                    /* a private marker '<' '=' '>' '?', or 0 */
    uint8_t intermediate_count;
    uint8_t intermediates[QR_INTERMEDIATES_MAX]; /* 0x20..0x2F */
    uint8_t final;
};

enum qr_string_kind { QR_STRING_OSC, QR_STRING_DCS, QR_STRING_APC, QR_STRING_PM, QR_STRING_SOS };

/* How a string ended. The parser has no limit and takes no memory: the last two are told by those who collect
 * (string_collect.h). */
enum qr_string_end {
    QR_STRING_END_BEL,       /* by BEL, OSC only */
    QR_STRING_END_ST,        /* by ST, in either form */
    QR_STRING_END_CANCELLED, /* by CAN, SUB, an escape sequence or a reset: what came is to be forgotten */
    QR_STRING_END_TOO_LONG,
    QR_STRING_END_NO_MEMORY
};

/* All functions but `rendition`, `utf8` and `quick` must be there. They may call qr_parser_reset and set accept_c1,
 * vt52 and paused, but never feed the same parser. */
struct qr_parser_handler {
    /* Printable ASCII (0x20..0x7E), `length` bytes of it. */
    void (*ascii)(void *user, const uint8_t *text, size_t length);
    /* Decoded text that is not all ASCII. Ill-formed input has become U+FFFD as the Unicode standard recommends
     * (section 3.9, "maximal subparts"). Holds no C0 control, no DEL. C1 code points U+0080..U+009F that came as
     * UTF-8 are passed on here too: the engine ignores or obeys them. */
    void (*text)(void *user, const uint32_t *code_points, size_t length);
    /* A C0 control (0x00..0x1F), or with accept_c1 a C1 control (0x80..0x9F) that begins no sequence. DEL is not
     * reported. */
    void (*control)(void *user, uint8_t control);
    /* ESC intermediates final. With vt52 ESC final, and for ESC Y two values, those of its bytes less 0x20. */
    void (*escape)(void *user, const struct qr_sequence *sequence);
    void (*csi)(void *user, const struct qr_sequence *sequence);
    /* A string begins: behind its introducer, which for DCS is complete with its final and has parameters, prefix and
     * intermediates (one that ends before, or has too many intermediates, is none). `introducer` stays as it is up to
     * string_end. */
    void (*string_begin)(void *user, enum qr_string_kind kind, const struct qr_sequence *introducer);
    /* Its data, in pieces of at least one byte, as they come; borrowed for the call. */
    void (*string_data)(void *user, const uint8_t *bytes, size_t length);
    /* It ends, one of the first three ways. Comes once for each string_begin, before whatever is reported next. */
    void (*string_end)(void *user, enum qr_string_kind kind, const struct qr_sequence *introducer,
                       enum qr_string_end how);
    /* May be NULL. Is asked about control sequences first, while they are bytes: [bytes, end) begins behind CSI.
     * Returns the place behind the final of one that it has obeyed, NULL: it did nothing, and `csi` gets it. */
    const uint8_t *(*rendition)(void *user, const uint8_t *bytes, const uint8_t *end);
    /* Text that is not all ASCII, as it came, from the beginning of a code point on. Returns how many bytes of it were
     * taken, whole code points; 0: it is to be decoded (`text`). May be NULL. */
    size_t (*utf8)(void *user, const uint8_t *bytes, const uint8_t *end);
    /* May be NULL. Is asked first about controls and ASCII in the ground state, but not with vt52. Returns the
     * place behind whatever it has obeyed, text and whole sequences; `bytes`: it did nothing, and the events tell. */
    const uint8_t *(*quick)(void *user, const uint8_t *bytes, const uint8_t *end);
};

/* Everything here belongs to the parser, except where a comment says that the owner may touch it. */
struct qr_parser {
    const struct qr_parser_handler *handler;
    void *user;
    uint8_t state;          /* enum qr_parser_state of parser_table.h */
    uint8_t string_kind;    /* enum qr_string_kind of the string being received */
    bool accept_c1;         /* set by the owner: 8-bit controls are obeyed */
    bool vt52;              /* set by the owner: ESC begins a sequence of the VT52 (DECANM) */
    bool paused;            /* set by the owner: qr_parser_feed_some takes no more behind the event under way */
    bool string_open;       /* string_begin was called, and string_end not yet */
    bool sequence_overflow; /* too many intermediates: ignore at the final */
    bool parameters_full;   /* a separator came behind the last place: digits are dropped */
    struct qr_sequence sequence;
    /* In the ground state, the unfinished sequence of the text. Inside a string with accept_c1 it tells a continuation
     * byte from a C1 control; nothing is decoded there. */
    struct qr_utf8 utf8;
};

/* Prepares a parser in the ground state. The handler table must outlive it. It takes no memory, ever, and needs no
 * end. */
void qr_parser_init(struct qr_parser *parser, const struct qr_parser_handler *handler, void *user);

/* Consumes all bytes, whether paused or not. */
void qr_parser_feed(struct qr_parser *parser, const uint8_t *bytes, size_t length);

/* Consumes bytes until it is paused, and returns how many: all that led to the events so far, no more. What comes
 * behind them can be fed later, as if nothing had been. At least one byte is consumed where there is one. */
size_t qr_parser_feed_some(struct qr_parser *parser, const uint8_t *bytes, size_t length);

/* Back to the ground state; an unfinished sequence is forgotten, a string ends cancelled. accept_c1 and vt52 stay as
 * they are. */
void qr_parser_reset(struct qr_parser *parser);

/* True in the ground state with no unfinished UTF-8 sequence. */
bool qr_parser_idle(const struct qr_parser *parser);

#endif
