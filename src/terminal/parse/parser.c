#include "parser.h"

#include <quire/limits.h>

#include <string.h>

#include "csi_scan.h"
#include "csi_value.h"
#include "parser_table.h"
#include "qr_scan.h"

_Static_assert(QR_PARAMETERS_MAX == QUIRE_PARAMETERS_MAX && QR_PARAMETER_VALUE_MAX == QUIRE_PARAMETER_VALUE_MAX,
               "limits.h says what there is");

/* Code points handed on in one call. */
#define TEXT_BATCH 256
/* Data of a string handed on in one call, so that whoever acts on them can pause the parser between: a sixel of eight
 * bytes may draw 60,000 pixels. */
#define STRING_PIECE ((size_t)512)
/* Less ASCII than this between other text is decoded along with it: one call instead of three. */
#define SHORT_ASCII_RUN 16

static void step(struct qr_parser *parser, uint8_t byte);
static const uint8_t *run_ground(struct qr_parser *parser, const uint8_t *p, const uint8_t *end);

/* --- Strings */

static void begin_string(struct qr_parser *parser) {
    parser->string_open = true;
    parser->handler->string_begin(parser->user, (enum qr_string_kind)parser->string_kind, &parser->sequence);
}

static void put_string(struct qr_parser *parser, const uint8_t *bytes, size_t length) {
    if (parser->string_open)
        parser->handler->string_data(parser->user, bytes, length);
}

/* The string is over before the handler hears of it, so that it may reset the parser. */
static void end_string(struct qr_parser *parser, enum qr_string_end how) {
    if (!parser->string_open)
        return;
    parser->string_open = false;
    parser->handler->string_end(parser->user, (enum qr_string_kind)parser->string_kind, &parser->sequence, how);
}

/* --- Actions: one function each, called in the next state */

static void act_none(struct qr_parser *parser, uint8_t byte) {
    (void)parser;
    (void)byte;
}

static void act_execute(struct qr_parser *parser, uint8_t byte) {
    parser->handler->control(parser->user, byte);
}

static void act_cancel(struct qr_parser *parser, uint8_t byte) {
    end_string(parser, QR_STRING_END_CANCELLED);
    parser->handler->control(parser->user, byte);
}

/* The values are left as they are: those below `count` are always written first. */
static void act_begin(struct qr_parser *parser, uint8_t byte) {
    struct qr_sequence *sequence = &parser->sequence;
    (void)byte;
    end_string(parser, QR_STRING_END_CANCELLED);
    sequence->colon_mask = 0;
    sequence->count = 0;
    sequence->prefix = 0;
    sequence->intermediate_count = 0;
    memset(sequence->intermediates, 0, sizeof sequence->intermediates);
    sequence->final = 0;
    parser->sequence_overflow = false;
    parser->parameters_full = false;
}

static void act_collect(struct qr_parser *parser, uint8_t byte) {
    struct qr_sequence *sequence = &parser->sequence;
    if (sequence->intermediate_count == QR_INTERMEDIATES_MAX)
        parser->sequence_overflow = true;
    else
        sequence->intermediates[sequence->intermediate_count++] = byte;
}

static void act_mark(struct qr_parser *parser, uint8_t byte) {
    parser->sequence.prefix = byte;
}

static void act_digit(struct qr_parser *parser, uint8_t byte) {
    struct qr_sequence *sequence = &parser->sequence;
    if (parser->parameters_full)
        return;
    if (sequence->count == 0) {
        sequence->count = 1;
        sequence->values[0] = QR_OMITTED;
    }
    int32_t *value = &sequence->values[sequence->count - 1];
    int32_t digit = byte - '0';
    *value = *value == QR_OMITTED ? digit : *value * 10 + digit;
    if (*value > QR_PARAMETER_VALUE_MAX)
        *value = QR_PARAMETER_VALUE_MAX;
}

static void act_separate(struct qr_parser *parser, uint8_t byte) {
    struct qr_sequence *sequence = &parser->sequence;
    if (sequence->count == 0) {
        sequence->count = 1;
        sequence->values[0] = QR_OMITTED;
    }
    if (sequence->count == QR_PARAMETERS_MAX) {
        parser->parameters_full = true;
        return;
    }
    if (byte == ':')
        sequence->colon_mask |= UINT32_C(1) << sequence->count;
    sequence->values[sequence->count++] = QR_OMITTED;
}

static void act_escape_dispatch(struct qr_parser *parser, uint8_t byte) {
    parser->sequence.final = byte;
    if (!parser->sequence_overflow)
        parser->handler->escape(parser->user, &parser->sequence);
}

static void act_vt52_row(struct qr_parser *parser, uint8_t byte) {
    struct qr_sequence *sequence = &parser->sequence;
    sequence->values[sequence->count++] = byte - 0x20;
}

static void act_vt52_column(struct qr_parser *parser, uint8_t byte) {
    act_vt52_row(parser, byte);
    act_escape_dispatch(parser, 'Y');
}

static void act_csi_dispatch(struct qr_parser *parser, uint8_t byte) {
    parser->sequence.final = byte;
    if (!parser->sequence_overflow)
        parser->handler->csi(parser->user, &parser->sequence);
}

/* The byte is 'P', 'X', ']', '^', '_' or the C1 control that stands for ESC and it: the same low five bits. */
static void act_string_begin(struct qr_parser *parser, uint8_t byte) {
    static const uint8_t kinds[32] = {['P' & 31] = QR_STRING_DCS,
                                      ['X' & 31] = QR_STRING_SOS,
                                      [']' & 31] = QR_STRING_OSC,
                                      ['^' & 31] = QR_STRING_PM,
                                      ['_' & 31] = QR_STRING_APC};
    act_begin(parser, byte);
    parser->utf8.needed = 0;
    parser->string_kind = kinds[byte & 31];
    if (parser->string_kind != QR_STRING_DCS) /* that begins when its introducer is complete */
        begin_string(parser);
}

static void act_dcs_hook(struct qr_parser *parser, uint8_t byte) {
    parser->sequence.final = byte;
    if (!parser->sequence_overflow)
        begin_string(parser);
}

static void act_string_put(struct qr_parser *parser, uint8_t byte) {
    put_string(parser, &byte, 1);
}

static void act_string_end(struct qr_parser *parser, uint8_t byte) {
    end_string(parser, byte == 0x07 ? QR_STRING_END_BEL : QR_STRING_END_ST);
}

/* The state is that behind ESC already. */
static void act_string_abandon(struct qr_parser *parser, uint8_t byte) {
    act_begin(parser, byte);
    step(parser, byte);
}

/* The state is QR_STATE_GROUND already. */
static void act_text(struct qr_parser *parser, uint8_t byte) {
    run_ground(parser, &byte, &byte + 1);
}

static void (*const actions[QR_ACTION_COUNT])(struct qr_parser *parser, uint8_t byte) = {
    [QR_ACTION_NONE] = act_none,
    [QR_ACTION_EXECUTE] = act_execute,
    [QR_ACTION_CANCEL] = act_cancel,
    [QR_ACTION_BEGIN] = act_begin,
    [QR_ACTION_COLLECT] = act_collect,
    [QR_ACTION_MARK] = act_mark,
    [QR_ACTION_DIGIT] = act_digit,
    [QR_ACTION_SEPARATE] = act_separate,
    [QR_ACTION_ESCAPE_DISPATCH] = act_escape_dispatch,
    [QR_ACTION_CSI_DISPATCH] = act_csi_dispatch,
    [QR_ACTION_VT52_ROW] = act_vt52_row,
    [QR_ACTION_VT52_COLUMN] = act_vt52_column,
    [QR_ACTION_STRING_BEGIN] = act_string_begin,
    [QR_ACTION_DCS_HOOK] = act_dcs_hook,
    [QR_ACTION_STRING_PUT] = act_string_put,
    [QR_ACTION_STRING_END] = act_string_end,
    [QR_ACTION_STRING_ABANDON] = act_string_abandon,
    [QR_ACTION_TEXT] = act_text,
};

/* --- Steps */

static void step_class(struct qr_parser *parser, uint8_t byte, uint8_t class) {
    struct qr_transition transition = qr_transitions[parser->state][class];
    parser->state = transition.next;
    if (parser->vt52 && parser->state == QR_STATE_ESCAPE)
        parser->state = QR_STATE_VT52_ESCAPE;
    actions[transition.action](parser, byte);
}

/* One byte outside of strings and text. */
static void step(struct qr_parser *parser, uint8_t byte) {
    bool high = byte >= 0x80 && !parser->accept_c1;
    step_class(parser, byte, high ? QR_CLASS_HIGH : qr_byte_classes[byte]);
}

/* Whether a byte of string data belongs to a UTF-8 sequence, and so is no C1 control. Keeps track of sequences. */
static bool belongs_to_utf8(struct qr_utf8 *utf8, uint8_t byte) {
    if (utf8->needed == 0 || byte < utf8->lower || byte > utf8->upper)
        return qr_utf8_open(utf8, byte);
    utf8->needed--;
    utf8->lower = 0x80;
    utf8->upper = 0xBF;
    return true;
}

/* One byte inside a string. */
static void step_string(struct qr_parser *parser, uint8_t byte) {
    uint8_t class = qr_byte_classes[byte];
    if (byte < 0x80 || !parser->accept_c1)
        parser->utf8.needed = 0;
    if (byte >= 0x80 && (!parser->accept_c1 || belongs_to_utf8(&parser->utf8, byte)))
        class = QR_CLASS_HIGH;
    step_class(parser, byte, class);
}

/* --- Runs: each consumes bytes while the state is of its kind and nothing paused; one at least, of p < end */

static bool is_text(const struct qr_parser *parser, uint8_t byte) {
    if (parser->utf8.needed > 0)
        return true;
    if (byte >= 0x80)
        return !parser->accept_c1 || byte >= 0xA0;
    return byte >= 0x20 && byte != 0x7F;
}

static const uint8_t *run_text(struct qr_parser *parser, const uint8_t *p, const uint8_t *end) {
    uint32_t code_points[TEXT_BATCH];
    bool open = parser->utf8.needed > 0;
    size_t taken = parser->handler->utf8 && !open ? parser->handler->utf8(parser->user, p, end) : 0;
    if (taken > 0)
        return p + taken;
    /* Behind a sequence that was cut the bytes are asked about again. */
    size_t count = qr_utf8_decode(&parser->utf8, &p, end, code_points, open ? 1 : TEXT_BATCH, parser->accept_c1);
    if (count > 0)
        parser->handler->text(parser->user, code_points, count);
    return p;
}

/* The printable ASCII at `p` that is worth a call of its own. */
static size_t ascii_run(const struct qr_parser *parser, const uint8_t *p, const uint8_t *end) {
    if (parser->utf8.needed > 0)
        return 0;
    size_t run = qr_ascii_run(p, (size_t)(end - p));
    if (run < SHORT_ASCII_RUN && p + run < end && is_text(parser, p[run]))
        return 0;
    return run;
}

/* ESC in the ground state: a control sequence that is whole is reported at once, everything else begins. */
static const uint8_t *run_escape(struct qr_parser *parser, const uint8_t *p, const uint8_t *end) {
    const uint8_t *behind = NULL;
    bool whole = end - p > 2 && p[1] == '[' && !parser->vt52;
    if (whole && parser->handler->rendition && qr_csi_may_be_sgr(p + 2, end)) {
        behind = parser->handler->rendition(parser->user, p + 2, end);
        if (behind)
            return behind;
    }
    if (whole)
        behind = qr_csi_scan(p + 2, end, &parser->sequence);
    if (!behind) {
        step(parser, *p);
        return p + 1;
    }
    parser->sequence_overflow = parser->parameters_full = false;
    parser->handler->csi(parser->user, &parser->sequence);
    return behind;
}

/* A control in the ground state. */
static const uint8_t *run_control(struct qr_parser *parser, const uint8_t *p, const uint8_t *end) {
    if (*p == 0x1B)
        return run_escape(parser, p, end);
    parser->handler->control(parser->user, *p);
    return p + 1;
}

/* Behind what need not be told event by event. */
static inline const uint8_t *run_quick(struct qr_parser *parser, const uint8_t *p, const uint8_t *end) {
    bool asked = parser->handler->quick && *p < 0x7F && parser->utf8.needed == 0;
    return asked && !parser->vt52 ? parser->handler->quick(parser->user, p, end) : p;
}

static const uint8_t *run_ground(struct qr_parser *parser, const uint8_t *p, const uint8_t *end) {
    do {
        const uint8_t *behind = run_quick(parser, p, end);
        if (behind > p) {
            p = behind;
            continue;
        }
        if (*p < 0x20 && parser->utf8.needed == 0) {
            p = run_control(parser, p, end);
            continue;
        }
        size_t run = ascii_run(parser, p, end);
        if (run > 0) {
            parser->handler->ascii(parser->user, p, run);
            p += run;
        } else if (is_text(parser, *p)) {
            p = run_text(parser, p, end);
        } else {
            step(parser, *p++);
        }
    } while (p < end && parser->state == QR_STATE_GROUND && !parser->paused);
    return p;
}

/* In a string, printable ASCII and without accept_c1 all high bytes are data whatever was before them. */
static size_t data_run(const struct qr_parser *parser, const uint8_t *p, const uint8_t *end) {
    size_t length = (size_t)(end - p) < STRING_PIECE ? (size_t)(end - p) : STRING_PIECE;
    return parser->accept_c1 ? qr_ascii_run(p, length) : qr_text_run(p, length);
}

static const uint8_t *run_string(struct qr_parser *parser, const uint8_t *p, const uint8_t *end) {
    uint8_t state = parser->state;
    do {
        size_t run = data_run(parser, p, end);
        if (run > 0) {
            put_string(parser, p, run);
            parser->utf8.needed = 0;
            p += run;
        } else {
            step_string(parser, *p++);
        }
    } while (p < end && parser->state == state && !parser->paused);
    return p;
}

static const uint8_t *run_sequence(struct qr_parser *parser, const uint8_t *p, const uint8_t *end) {
    do
        step(parser, *p++);
    while (p < end && parser->state > QR_STATE_GROUND && parser->state < QR_STATE_DCS_ENTRY && !parser->paused);
    return p;
}

/* A byte >= 0x80 here is the first one of what is ignored, and may open a UTF-8 sequence there. */
static const uint8_t *run_dcs_introducer(struct qr_parser *parser, const uint8_t *p, const uint8_t *end) {
    do
        step_string(parser, *p++);
    while (p < end && parser->state >= QR_STATE_DCS_ENTRY && parser->state < QR_STATE_DCS_PASSTHROUGH &&
           !parser->paused);
    return p;
}

static const uint8_t *run_vt52(struct qr_parser *parser, const uint8_t *p, const uint8_t *end) {
    do
        step(parser, *p++);
    while (p < end && parser->state >= QR_STATE_VT52_ESCAPE && !parser->paused);
    return p;
}

static const uint8_t *run_string_escape(struct qr_parser *parser, const uint8_t *p, const uint8_t *end) {
    (void)end;
    step(parser, *p);
    return p + 1;
}

static const uint8_t *(*const runs[QR_STATE_COUNT])(struct qr_parser *parser, const uint8_t *p, const uint8_t *end) = {
    [QR_STATE_GROUND] = run_ground,
    [QR_STATE_ESCAPE] = run_sequence,
    [QR_STATE_ESCAPE_INTERMEDIATE] = run_sequence,
    [QR_STATE_CSI_ENTRY] = run_sequence,
    [QR_STATE_CSI_PARAM] = run_sequence,
    [QR_STATE_CSI_INTERMEDIATE] = run_sequence,
    [QR_STATE_CSI_IGNORE] = run_sequence,
    [QR_STATE_DCS_ENTRY] = run_dcs_introducer,
    [QR_STATE_DCS_PARAM] = run_dcs_introducer,
    [QR_STATE_DCS_INTERMEDIATE] = run_dcs_introducer,
    [QR_STATE_DCS_PASSTHROUGH] = run_string,
    [QR_STATE_DCS_IGNORE] = run_string,
    [QR_STATE_OSC_STRING] = run_string,
    [QR_STATE_SOS_PM_APC_STRING] = run_string,
    [QR_STATE_STRING_ESCAPE] = run_string_escape,
    [QR_STATE_VT52_ESCAPE] = run_vt52,
    [QR_STATE_VT52_ROW] = run_vt52,
    [QR_STATE_VT52_COLUMN] = run_vt52,
};

/* --- The interface */

void qr_parser_init(struct qr_parser *parser, const struct qr_parser_handler *handler, void *user) {
    memset(parser, 0, sizeof *parser);
    parser->handler = handler;
    parser->user = user;
    parser->state = QR_STATE_GROUND;
}

void qr_parser_feed(struct qr_parser *parser, const uint8_t *bytes, size_t length) {
    if (length == 0)
        return;
    const uint8_t *p = bytes, *end = bytes + length;
    while (p < end)
        p = runs[parser->state](parser, p, end);
}

size_t qr_parser_feed_some(struct qr_parser *parser, const uint8_t *bytes, size_t length) {
    if (length == 0)
        return 0;
    const uint8_t *p = bytes, *end = bytes + length;
    do
        p = runs[parser->state](parser, p, end);
    while (p < end && !parser->paused);
    return (size_t)(p - bytes);
}

void qr_parser_reset(struct qr_parser *parser) {
    parser->state = QR_STATE_GROUND;
    parser->utf8 = (struct qr_utf8){0};
    end_string(parser, QR_STRING_END_CANCELLED);
}

bool qr_parser_idle(const struct qr_parser *parser) {
    return parser->state == QR_STATE_GROUND && parser->utf8.needed == 0;
}
