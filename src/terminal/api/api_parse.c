/* api_parse.c - quire/parse.h: the parsers by themselves. */
#include <quire/parse.h>

#include <string.h>

#include "api_options.h"
#include "api_style.h"
#include "osc_split.h"
#include "parser.h"
#include "qr_memory.h"
#include "sgr.h"
#include "span.h"

_Static_assert(QUIRE_STRING_PARAMETERS == QR_PARAMETERS_MAX, "a sequence has room for all parameters");

/* --- UTF-8 ------------------------------------------------------------------------------------------------------- */

/* One step: text, or a control, at which the decoder stops. */
static size_t decode_some(struct qr_utf8 *utf8, const uint8_t **at, const uint8_t *end, uint32_t *to, size_t capacity) {
    size_t count = qr_utf8_decode(utf8, at, end, to, capacity, false);
    if (count == 0 && *at < end && utf8->needed == 0)
        to[count++] = *(*at)++;
    return count;
}

enum quire_result quire_utf8_decode(struct quire_utf8 *decoder, const void *bytes, size_t length, uint32_t *code_points,
                                    size_t capacity, size_t *taken, size_t *count) {
    struct quire_utf8 own = QUIRE_UTF8_INIT;
    if (!QR_TAKE(own, decoder) || capacity == 0 || !code_points || !taken || !count || (!bytes && length > 0))
        return QUIRE_INVALID;
    struct qr_utf8 utf8 = {own.partial, own.needed, own.lower, own.upper};
    const uint8_t *at = bytes, *end = length > 0 ? at + length : at;
    *count = 0;
    while (at < end && *count < capacity)
        *count += decode_some(&utf8, &at, end, code_points + *count, capacity - *count);
    *taken = length > 0 ? (size_t)(at - (const uint8_t *)bytes) : 0;
    own.partial = utf8.partial;
    own.needed = utf8.needed;
    own.lower = utf8.lower;
    own.upper = utf8.upper;
    qr_sized_give(decoder, &own);
    return QUIRE_OK;
}

bool quire_utf8_end(struct quire_utf8 *decoder) {
    struct quire_utf8 own = QUIRE_UTF8_INIT;
    bool open = QR_TAKE(own, decoder) && own.needed > 0;
    own.needed = 0;
    if (open)
        qr_sized_give(decoder, &own);
    return open;
}

/* --- renditions -------------------------------------------------------------------------------------------------- */

static void no_text(void *user, const uint8_t *text, size_t length) {
    (void)user, (void)text, (void)length;
}

static void no_code_points(void *user, const uint32_t *code_points, size_t length) {
    (void)user, (void)code_points, (void)length;
}

static void no_control(void *user, uint8_t control) {
    (void)user, (void)control;
}

static void no_sequence(void *user, const struct qr_sequence *sequence) {
    (void)user, (void)sequence;
}

static void no_string(void *user, enum qr_string_kind kind, const struct qr_sequence *introducer) {
    (void)user, (void)kind, (void)introducer;
}

static void no_string_end(void *user, enum qr_string_kind kind, const struct qr_sequence *introducer,
                          enum qr_string_end how) {
    (void)user, (void)kind, (void)introducer, (void)how;
}

static void apply(void *user, const struct qr_sequence *sequence) {
    struct qr_style *style = user;
    *style = qr_sgr_apply(*style, sequence);
}

/* Only control sequences matter. */
static const struct qr_parser_handler rendition_handler = {
    no_text, no_code_points, no_control, no_sequence, apply, no_string, no_text, no_string_end, NULL, NULL, NULL};

static bool are_parameters(const uint8_t *bytes, size_t length) {
    for (size_t i = 0; i < length; i++) {
        if (bytes[i] < '0' || bytes[i] > ';')
            return false;
    }
    return true;
}

enum quire_result quire_sgr_parse(const void *parameters, size_t length, struct quire_style_spec *spec) {
    struct quire_style_spec own = QUIRE_STYLE_SPEC_INIT;
    struct qr_parser parser;
    if (!QR_TAKE(own, spec) || !api_style_sound(&own) || (!parameters && length > 0) ||
        !are_parameters(parameters, length))
        return QUIRE_INVALID;
    struct qr_style style = api_style_of(&own);
    qr_parser_init(&parser, &rendition_handler, &style);
    qr_parser_feed(&parser, (const uint8_t *)"\033[", 2);
    qr_parser_feed(&parser, parameters, length);
    qr_parser_feed(&parser, (const uint8_t *)"m", 1);
    api_style_tell(&own, style);
    qr_sized_give(spec, &own);
    return QUIRE_OK;
}

/* --- operating system commands ----------------------------------------------------------------------------------- */

enum quire_result quire_osc_parse(const void *bytes, size_t length, struct quire_osc *osc) {
    struct qr_span command = {length > 0 ? bytes : "", length}, text;
    struct quire_osc own = QUIRE_OSC_INIT;
    if (!QR_SOUND(osc) || (!bytes && length > 0))
        return QUIRE_INVALID;
    if (!qr_osc_split(command, &own.number, &text)) {
        own.number = QUIRE_STRING_NO_NUMBER;
        text = command;
    }
    own.text = (const char *)text.bytes;
    own.text_length = text.length;
    qr_sized_give(osc, &own);
    return QUIRE_OK;
}

bool quire_osc_next(struct quire_osc *osc, const char **parameter, size_t *length) {
    struct quire_osc own = QUIRE_OSC_INIT;
    struct qr_span part;
    if (!QR_TAKE(own, osc) || !parameter || !length)
        return false;
    struct qr_span rest = {(const uint8_t *)own.text, own.text_length};
    if (!qr_span_next(&rest, ';', &part))
        return false;
    *parameter = (const char *)part.bytes;
    *length = part.length;
    own.text = (const char *)rest.bytes;
    own.text_length = rest.length;
    qr_sized_give(osc, &own);
    return true;
}

/* --- the whole stream -------------------------------------------------------------------------------------------- */

struct quire_parser {
    struct qr_parser parser;
    struct quire_parser_options options; /* its allocator points to the one below */
    struct quire_allocator allocator;
    struct quire_sequence sequence; /* what is lent */
    bool feeding;
};

/* ASCII becomes code points in batches of so many. */
#define BATCH 256

static void on_ascii(void *user, const uint8_t *text, size_t length) {
    const struct quire_parser *p = user;
    uint32_t code_points[BATCH];
    if (!p->options.text)
        return;
    for (size_t taken; length > 0; text += taken, length -= taken) {
        taken = length < BATCH ? length : BATCH;
        for (size_t i = 0; i < taken; i++)
            code_points[i] = text[i];
        p->options.text(p->options.user, code_points, taken);
    }
}

static void on_text(void *user, const uint32_t *code_points, size_t length) {
    const struct quire_parser *p = user;
    if (p->options.text)
        p->options.text(p->options.user, code_points, length);
}

static void on_control(void *user, uint8_t control) {
    const struct quire_parser *p = user;
    if (p->options.control)
        p->options.control(p->options.user, control);
}

static const struct quire_sequence *lend(struct quire_parser *p, const struct qr_sequence *sequence) {
    struct quire_sequence *lent = &p->sequence;
    memcpy(lent->parameters, sequence->values, sequence->count * sizeof *sequence->values);
    lent->parameter_count = sequence->count;
    lent->colon_mask = sequence->colon_mask;
    lent->prefix = (char)sequence->prefix;
    memset(lent->intermediates, 0, sizeof lent->intermediates);
    memcpy(lent->intermediates, sequence->intermediates, sequence->intermediate_count);
    lent->final = (char)sequence->final;
    return lent;
}

static void on_escape(void *user, const struct qr_sequence *sequence) {
    struct quire_parser *p = user;
    if (p->options.escape)
        p->options.escape(p->options.user, lend(p, sequence));
}

static void on_csi(void *user, const struct qr_sequence *sequence) {
    struct quire_parser *p = user;
    if (p->options.csi)
        p->options.csi(p->options.user, lend(p, sequence));
}

static void on_string_begin(void *user, enum qr_string_kind kind, const struct qr_sequence *introducer) {
    struct quire_parser *p = user;
    if (p->options.string_begin)
        p->options.string_begin(p->options.user, (enum quire_string_kind)kind, lend(p, introducer));
}

static void on_string_data(void *user, const uint8_t *bytes, size_t length) {
    const struct quire_parser *p = user;
    if (p->options.string_data)
        p->options.string_data(p->options.user, bytes, length);
}

static void on_string_end(void *user, enum qr_string_kind kind, const struct qr_sequence *introducer,
                          enum qr_string_end how) {
    const struct quire_parser *p = user;
    (void)kind, (void)introducer;
    if (p->options.string_end)
        p->options.string_end(p->options.user, (enum quire_string_end)how);
}

static const struct qr_parser_handler handler = {
    on_ascii, on_text, on_control, on_escape, on_csi, on_string_begin, on_string_data, on_string_end, NULL, NULL, NULL};

enum quire_result quire_parser_create(const struct quire_parser_options *options, struct quire_parser **parser) {
    struct quire_parser_options own = QUIRE_PARSER_OPTIONS_INIT;
    struct quire_allocator allocator;
    if (!parser || !QR_TAKE(own, options) || !api_take_allocator(&allocator, own.allocator))
        return QUIRE_INVALID;
    struct quire_parser *p = qr_alloc_zeroed(&allocator, sizeof *p);
    if (!p)
        return QUIRE_OUT_OF_MEMORY;
    p->options = own;
    p->options.allocator = NULL;
    p->allocator = allocator;
    p->sequence.size = sizeof p->sequence;
    qr_parser_init(&p->parser, &handler, p);
    p->parser.accept_c1 = own.accept_c1;
    *parser = p;
    return QUIRE_OK;
}

void quire_parser_destroy(struct quire_parser *parser) {
    if (!parser)
        return;
    struct quire_allocator allocator = parser->allocator;
    qr_free(&allocator, parser, sizeof *parser);
}

enum quire_result quire_parser_feed(struct quire_parser *parser, const void *bytes, size_t length) {
    if (parser->feeding || (!bytes && length > 0))
        return QUIRE_INVALID;
    parser->feeding = true;
    qr_parser_feed(&parser->parser, bytes, length);
    parser->feeding = false;
    return QUIRE_OK;
}

void quire_parser_reset(struct quire_parser *parser) {
    qr_parser_reset(&parser->parser);
}

bool quire_parser_idle(const struct quire_parser *parser) {
    return qr_parser_idle(&parser->parser);
}
