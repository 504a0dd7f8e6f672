/** @file
 * quire/parse.h - parsers by themselves, without a terminal: UTF-8, renditions (SGR), operating system commands, and
 * the whole stream of a program as events. They are the terminal's own: what it reads they read in the same way.
 *
 * Who builds another front to the page store (page.h), reads recordings, or takes strings from a terminal (strings.h)
 * has here what is behind them. Nothing here knows a screen.
 *
 * Thread rule: an object belongs to one thread at a time; the functions without one may be called from any. Sources:
 * The Unicode Standard 3.9, ECMA-48, ITU T.416, Williams' parser, xterm ctlseqs, kitty. Since 0.1. */
#ifndef QUIRE_PARSE_H
#define QUIRE_PARSE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <quire/allocator.h>
#include <quire/export.h>
#include <quire/page.h>
#include <quire/result.h>
#include <quire/strings.h>

QUIRE_BEGIN_DECLS

/* --- UTF-8 ------------------------------------------------------------------------------------------------------- */

/** What a decoder remembers between calls. Only its functions touch the members behind `size`. */
struct quire_utf8 {
    size_t size;      /**< sizeof, set by the initialiser */
    uint32_t partial; /**< the bits of an unfinished sequence */
    uint8_t needed;   /**< bytes of it still to come; 0: none is open */
    uint8_t lower;    /**< the least value of the next one */
    uint8_t upper;    /**< the greatest */
};

/** Initialiser of struct quire_utf8: its size, and no sequence open. */
#define QUIRE_UTF8_INIT                                                                                                \
    { sizeof(struct quire_utf8), 0, 0, 0, 0 }

/** Decodes bytes in any chunking into code points, controls among them: until all are taken, or `capacity` code points
 * are there. *taken is how many bytes were taken, *count how many code points there are. What is ill-formed becomes
 * U+FFFD, one for each maximal subpart (The Unicode Standard 3.9): no surrogates come out, and nothing above U+10FFFF.
 * A sequence may stay open at the end. INVALID: a bad size, or a capacity of 0; nothing was taken. Linear. */
QUIRE_API enum quire_result quire_utf8_decode(struct quire_utf8 *decoder, const void *bytes, size_t length,
                                              uint32_t *code_points, size_t capacity, size_t *taken, size_t *count);

/** The text ends here. True: in the middle of a sequence, which stands for one U+FFFD more. The decoder is as new. */
QUIRE_API bool quire_utf8_end(struct quire_utf8 *decoder);

/* --- renditions -------------------------------------------------------------------------------------------------- */

/** Applies a rendition to a style: `parameters` are the bytes between CSI and 'm', such as "1;38:5:20" (none: all is
 * reset). Members for the link stay as they are. What is not known is left out, as a terminal does; parameters beyond
 * QUIRE_PARAMETERS_MAX are dropped. INVALID: a bad size, a style that is none, or another byte than digits, ';' and ':'
 * among the parameters; *style has not changed. Linear. */
QUIRE_API enum quire_result quire_sgr_parse(const void *parameters, size_t length, struct quire_style_spec *style);

/* --- operating system commands ----------------------------------------------------------------------------------- */

/** An operating system command, taken apart. */
struct quire_osc {
    size_t size;     /**< sizeof, set by the initialiser */
    uint32_t number; /**< as of struct quire_string: QUIRE_STRING_NO_NUMBER if there is none */
    const char
        *text; /**< what is behind the number and its ';', or all of it without a number; NULL: there is no ';' */
    size_t text_length; /**< bytes of it */
};

/** Initialiser of struct quire_osc: its size, everything else zero. */
#define QUIRE_OSC_INIT                                                                                                 \
    { sizeof(struct quire_osc), 0, NULL, 0 }

/** Takes a command apart: `bytes` is what is between its introducer and its terminator, and is borrowed by *osc.
 * INVALID: a bad size. Constant but for the digits. */
QUIRE_API enum quire_result quire_osc_parse(const void *bytes, size_t length, struct quire_osc *osc);

/** Takes the next parameter, up to a ';' or the end, off the text; borrowed as the bytes are. False: there was none
 * left (text is NULL). "a;" has two parameters, the second empty. What is left of the text can be used as a whole
 * instead: not every command separates all of it. Linear in the parameter. */
QUIRE_API bool quire_osc_next(struct quire_osc *osc, const char **parameter, size_t *length);

/* --- the whole stream -------------------------------------------------------------------------------------------- */

/** A control sequence, an escape sequence, or the introducer of a device control string. Lent until a callback returns.
 */
struct quire_sequence {
    size_t size;                                 /**< sizeof, as the library has it */
    int32_t parameters[QUIRE_STRING_PARAMETERS]; /**< -1 where one was left out, up to QUIRE_PARAMETER_VALUE_MAX */
    uint32_t parameter_count;                    /**< how many; what is behind them means nothing */
    uint32_t colon_mask;                         /**< bit i: parameter i is a sub-parameter of the one before (':') */
    char prefix;                                 /**< one of < = > ?, or 0 */
    char intermediates[3];                       /**< up to two of 0x20 to 0x2F, terminated */
    char final;                                  /**< the last byte; 0 for strings other than DCS */
};

/** Initialiser of struct quire_sequence: its size, everything else zero. */
#define QUIRE_SEQUENCE_INIT                                                                                            \
    { sizeof(struct quire_sequence), {0}, 0, 0, 0, {0}, 0 }

/** How a parser is made, and what it tells. The struct is copied. Each callback may be NULL; they may call
 * quire_parser_reset, and nothing else of the same parser. Any split of the input into calls tells the same, but that
 * text and the data of strings may come in several pieces. */
struct quire_parser_options {
    size_t size;                             /**< sizeof, set by the initialiser */
    const struct quire_allocator *allocator; /**< NULL: the default */
    bool accept_c1; /**< 8-bit controls are obeyed, outside of UTF-8 sequences; else 0x80 to 0x9F are ill-formed text */
    void *user;     /**< passed to each callback */
    /** Text, decoded as by quire_utf8_decode: no C0 control and no DEL among it; at least one code point. */
    void (*text)(void *user, const uint32_t *code_points, size_t count);
    /** A C0 control, or with accept_c1 a C1 control that begins no sequence. */
    void (*control)(void *user, uint8_t control);
    /** ESC, intermediates, final. */
    void (*escape)(void *user, const struct quire_sequence *sequence);
    /** CSI, parameters, intermediates, final. */
    void (*csi)(void *user, const struct quire_sequence *sequence);
    /** A control string begins; of a DCS its introducer is complete. */
    void (*string_begin)(void *user, enum quire_string_kind kind, const struct quire_sequence *introducer);
    /** Its data, as they come, an OSC's number among them. */
    void (*string_data)(void *user, const void *bytes, size_t length);
    /** It has ended: by BEL, by ST, or cancelled. Once for each string_begin. */
    void (*string_end)(void *user, enum quire_string_end how);
};

/** Initialiser of struct quire_parser_options: its size, and nothing is told. */
#define QUIRE_PARSER_OPTIONS_INIT                                                                                      \
    { sizeof(struct quire_parser_options), NULL, false, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL }

/** A parser. It holds no data of strings, and its size does not change. */
struct quire_parser;

/** Makes a parser in the ground state. INVALID: a bad size. OUT_OF_MEMORY. */
QUIRE_API enum quire_result quire_parser_create(const struct quire_parser_options *options,
                                                struct quire_parser **parser);

/** Releases it; a string under way has no end then. NULL is allowed. */
QUIRE_API void quire_parser_destroy(struct quire_parser *parser);

/** Consumes bytes; what they say is told before it returns. INVALID: from inside one of its callbacks; nothing was
 * consumed. Linear. */
QUIRE_API enum quire_result quire_parser_feed(struct quire_parser *parser, const void *bytes, size_t length);

/** Back to the ground state: an unfinished sequence is forgotten, a string ends cancelled. */
QUIRE_API void quire_parser_reset(struct quire_parser *parser);

/** Is it in the ground state, with no UTF-8 sequence open? */
QUIRE_API bool quire_parser_idle(const struct quire_parser *parser);

QUIRE_END_DECLS

#endif
