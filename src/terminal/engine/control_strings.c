#include "engine.h"
#include "feed.h"
#include "handlers.h"
#include "osc.h"
#include "string_stream.h"

#include "osc_split.h"

_Static_assert((int)QUIRE_STRING_SOS == (int)QR_STRING_SOS && (int)QUIRE_STRING_DCS == (int)QR_STRING_DCS &&
                   (int)QUIRE_STRING_APC == (int)QR_STRING_APC && (int)QUIRE_STRING_PM == (int)QR_STRING_PM,
               "hosts know the kinds by the same numbers");
_Static_assert((int)QUIRE_STRING_END_NO_MEMORY == (int)QR_STRING_END_NO_MEMORY &&
                   (int)QUIRE_STRING_END_TOO_LONG == (int)QR_STRING_END_TOO_LONG &&
                   (int)QUIRE_STRING_END_CANCELLED == (int)QR_STRING_END_CANCELLED &&
                   (int)QUIRE_STRING_END_ST == (int)QR_STRING_END_ST,
               "and the ends");
_Static_assert(QUIRE_STRING_PARAMETERS == QR_PARAMETERS_MAX && QR_INTERMEDIATES_MAX == 2,
               "strings.h has room for an introducer");

void qr_control_strings_init(struct qr_control_strings *strings, const struct quire_allocator *allocator) {
    memset(strings, 0, sizeof *strings);
    qr_string_collector_init(&strings->collector, allocator, QUIRE_STRING_MAX);
}

/* --- the terminal's own ------------------------------------------------------------------------------------------ */

static void become_terminals(struct qr_control_strings *strings) {
    strings->owner = QR_OWNER_TERMINAL;
    strings->collector.limit = QUIRE_STRING_MAX;
    strings->may_stream = strings->kind == QR_STRING_OSC || strings->kind == QR_STRING_APC;
}

/* Bytes that the terminal is to act on. */
static void collect(struct qr_engine *e, const uint8_t *bytes, size_t length) {
    struct qr_string_collector *collector = &e->strings.collector;
    if (collector->lost || qr_string_collect(collector, bytes, length))
        return;
    if (collector->lost == QR_STRING_END_TOO_LONG)
        qr_log(e, QUIRE_LOG_STRING_TOO_LONG);
    else
        qr_engine_note(e, QUIRE_OUT_OF_MEMORY);
}

/* A stream takes the string, or wants none: then its rest is swallowed. */
static void begin_stream(struct qr_engine *e, uint8_t which, const struct qr_sequence *introducer) {
    struct qr_control_strings *strings = &e->strings;
    strings->may_stream = false;
    strings->stream = which;
    strings->owner = QR_OWNER_TERMINAL_STREAM;
    if (!qr_string_stream(which)->begin(e, introducer))
        strings->owner = QR_OWNER_NOBODY;
}

static void hand_to_stream(struct qr_engine *e, const uint8_t *bytes, size_t length) {
    if (length == 0)
        return;
    qr_string_stream(e->strings.stream)->data(e, bytes, length);
    qr_feed_settle(e); /* a few bytes may have cost much */
}

/* The data of a stream are at an end, well or not. */
static void end_stream(struct qr_engine *e, bool well, bool bel) {
    e->strings.owner = QR_OWNER_NOBODY;
    qr_string_stream(e->strings.stream)->end(e, well, bel);
}

/* A DCS is told by its introducer, before any data. */
static void see_introducer(struct qr_engine *e, const struct qr_sequence *introducer) {
    size_t skip;
    bool more;
    uint8_t which = qr_string_stream_of(QR_STRING_DCS, introducer, (const uint8_t *)"", 0, &skip, &more);
    if (which != QR_STREAM_NONE)
        begin_stream(e, which, introducer);
}

/* What is collected may be the beginning of a stream's string. It goes there then. */
static void see_beginning(struct qr_engine *e) {
    struct qr_control_strings *strings = &e->strings;
    struct qr_string_collector *collector = &strings->collector;
    const uint8_t *bytes = qr_string_bytes(collector);
    size_t skip;
    enum qr_string_kind kind = (enum qr_string_kind)strings->kind;
    uint8_t which = qr_string_stream_of(kind, NULL, bytes, collector->length, &skip, &strings->may_stream);
    if (which == QR_STREAM_NONE)
        return;
    begin_stream(e, which, NULL);
    if (strings->owner == QR_OWNER_TERMINAL_STREAM)
        hand_to_stream(e, bytes + skip, collector->length - skip);
    qr_string_forget(collector);
}

/* The first bytes of a string that may be a stream's are collected and looked at. Returns how many they were. */
static size_t begin_collecting(struct qr_engine *e, const uint8_t *bytes, size_t length) {
    struct qr_string_collector *collector = &e->strings.collector;
    size_t room = collector->length < QR_STRING_STREAM_PREFIX ? QR_STRING_STREAM_PREFIX - collector->length : 0;
    size_t taken = length < room ? length : room;
    collect(e, bytes, taken);
    if (collector->lost)
        e->strings.may_stream = false;
    else
        see_beginning(e);
    return taken;
}

/* Data of a string that is the terminal's: for a stream, or to be acted on when it has ended. */
static void take(struct qr_engine *e, const uint8_t *bytes, size_t length) {
    struct qr_control_strings *strings = &e->strings;
    size_t done = strings->may_stream && strings->owner == QR_OWNER_TERMINAL ? begin_collecting(e, bytes, length) : 0;
    if (strings->owner == QR_OWNER_TERMINAL)
        collect(e, bytes + done, length - done);
    else if (strings->owner == QR_OWNER_TERMINAL_STREAM)
        hand_to_stream(e, bytes + done, length - done);
}

/* What is collected has ended well. */
static void act(struct qr_engine *e, enum qr_string_kind kind, const struct qr_sequence *introducer, bool bel) {
    const uint8_t *bytes = qr_string_bytes(&e->strings.collector);
    size_t length = e->strings.collector.length;
    if (kind == QR_STRING_OSC)
        qr_do_osc(e, bytes, length, bel ? 0x07 : 0x9C);
    else if (kind == QR_STRING_DCS)
        qr_do_dcs(e, introducer, bytes, length);
    else
        qr_event_unknown(e, kind == QR_STRING_APC ? "APC " : kind == QR_STRING_PM ? "PM " : "SOS ", bytes, length);
}

/* --- the host's -------------------------------------------------------------------------------------------------- */

static bool is_hosts(const struct qr_control_strings *strings) {
    return strings->owner == QR_OWNER_HOST_STREAM || strings->owner == QR_OWNER_HOST_WHOLE;
}

/* A string that the host takes is over for it. */
static void tell_end(struct qr_control_strings *strings, enum qr_string_end how) {
    const struct quire_string_hooks *hooks = &strings->hooks;
    bool whole = strings->owner == QR_OWNER_HOST_WHOLE, well = how == QR_STRING_END_BEL || how == QR_STRING_END_ST;
    strings->owner = QR_OWNER_NOBODY;
    if (!whole && hooks->end)
        hooks->end(hooks->user, &strings->told, (enum quire_string_end)how);
    if (whole && hooks->whole)
        hooks->whole(hooks->user, &strings->told, qr_string_bytes(&strings->collector),
                     well ? strings->collector.length : 0, (enum quire_string_end)how);
    qr_string_forget(&strings->collector);
}

static void stream(struct qr_control_strings *strings, const uint8_t *bytes, size_t length) {
    const struct quire_string_hooks *hooks = &strings->hooks;
    if (hooks->stream_limit > 0 && length > hooks->stream_limit - strings->streamed) {
        tell_end(strings, QR_STRING_END_TOO_LONG);
        return;
    }
    strings->streamed += length;
    if (hooks->data && length > 0)
        hooks->data(hooks->user, &strings->told, bytes, length);
}

/* Bytes of a string that the host takes. */
static void hand_on(struct qr_control_strings *strings, const uint8_t *bytes, size_t length) {
    if (strings->owner == QR_OWNER_HOST_STREAM)
        stream(strings, bytes, length);
    else if (!qr_string_collect(&strings->collector, bytes, length))
        tell_end(strings, (enum qr_string_end)strings->collector.lost);
}

static void note_introducer(struct quire_string *told, const struct qr_sequence *introducer) {
    memcpy(told->parameters, introducer->values, introducer->count * sizeof *introducer->values);
    told->parameter_count = introducer->count;
    told->colon_mask = introducer->colon_mask;
    told->prefix = (char)introducer->prefix;
    for (int i = 0; i < introducer->intermediate_count; i++)
        told->intermediates[i] = (char)introducer->intermediates[i];
    told->final = (char)introducer->final;
}

/* What the host is asked about and told; of an OSC the number is still to come. */
static void describe(struct qr_engine *e, enum qr_string_kind kind, const struct qr_sequence *introducer) {
    struct quire_string *told = &e->strings.told;
    const struct qr_cursor *cursor = &e->screen->cursor;
    struct qr_position place = qr_position_of(e->screen, cursor->x, cursor->y);
    *told = (struct quire_string){.size = sizeof *told,
                                  .kind = (enum quire_string_kind)kind,
                                  .alternate_screen = qr_is_alternate(e),
                                  .cursor_row = cursor->y,
                                  .cursor_col = cursor->x,
                                  .line = place.line,
                                  .column = place.column};
    if (kind != QR_STRING_DCS)
        return;
    note_introducer(told, introducer);
    told->known = qr_dcs_is_known(introducer);
}

/* Asks whose the string is; nothing of it was handed on yet. */
static void ask(struct qr_control_strings *strings) {
    const struct quire_string_hooks *hooks = &strings->hooks;
    enum quire_string_choice choice = hooks->filter(hooks->user, &strings->told);
    strings->streamed = 0;
    if (choice == QUIRE_STRING_STREAM) {
        strings->owner = QR_OWNER_HOST_STREAM;
        if (hooks->begin)
            hooks->begin(hooks->user, &strings->told);
    } else if (choice == QUIRE_STRING_WHOLE) {
        strings->owner = QR_OWNER_HOST_WHOLE;
        strings->collector.limit = hooks->whole_limit > 0 ? hooks->whole_limit : QUIRE_STRING_MAX;
    } else {
        become_terminals(strings);
    }
}

/* --- the number of an OSC ---------------------------------------------------------------------------------------- */

static size_t digits_of(const uint8_t *bytes, size_t length) {
    size_t digits = 0;
    while (digits < length && bytes[digits] >= '0' && bytes[digits] <= '9')
        digits++;
    return digits;
}

/* What was collected as digits: the number stands for them, or they are data. */
static void settle_digits(struct qr_control_strings *strings) {
    struct qr_string_collector *collector = &strings->collector;
    bool are_data = strings->told.number == QUIRE_STRING_NO_NUMBER;
    size_t length = collector->length;
    if (strings->owner == QR_OWNER_HOST_STREAM || !are_data)
        collector->length = 0;
    if (strings->owner == QR_OWNER_HOST_STREAM && are_data)
        stream(strings, qr_string_bytes(collector), length);
    else if (collector->length > collector->limit)
        tell_end(strings, QR_STRING_END_TOO_LONG);
}

/* The digits have ended: in a ';' or with the string, or in some other byte, and then they are no number. */
static void number_ends(struct qr_engine *e, bool is_number) {
    struct qr_control_strings *strings = &e->strings;
    struct qr_span digits = {qr_string_bytes(&strings->collector), strings->collector.length}, text;
    uint32_t number;
    describe(e, QR_STRING_OSC, NULL);
    if (!is_number || !qr_osc_split(digits, &number, &text))
        number = QUIRE_STRING_NO_NUMBER;
    strings->told.number = number;
    strings->told.known = qr_osc_is_known(number);
    if (!strings->hooks.filter || (number == QR_OSC_LINK && !strings->hooks.links))
        become_terminals(strings);
    else
        ask(strings);
    if (is_hosts(strings))
        settle_digits(strings);
}

/* Data of an OSC that nobody owns yet. Returns how many bytes were dealt with; its owner is known behind them, unless
 * they were all. */
static size_t read_number(struct qr_engine *e, const uint8_t *bytes, size_t length) {
    struct qr_control_strings *strings = &e->strings;
    size_t digits = digits_of(bytes, length);
    collect(e, bytes, digits);
    if (strings->collector.lost)
        become_terminals(strings);
    if (digits == length || strings->collector.lost)
        return length;
    number_ends(e, bytes[digits] == ';');
    return strings->owner != QR_OWNER_TERMINAL && strings->told.number != QUIRE_STRING_NO_NUMBER ? digits + 1 : digits;
}

/* --- what the parser tells --------------------------------------------------------------------------------------- */

void qr_control_strings_begin(void *engine, enum qr_string_kind kind, const struct qr_sequence *introducer) {
    struct qr_engine *e = engine;
    struct qr_control_strings *strings = &e->strings;
    strings->kind = (uint8_t)kind;
    become_terminals(strings);
    if (strings->hooks.filter && kind == QR_STRING_OSC) {
        strings->owner = QR_OWNER_UNDECIDED;
    } else if (strings->hooks.filter) {
        describe(e, kind, introducer);
        ask(strings);
    }
    if (kind == QR_STRING_DCS && strings->owner == QR_OWNER_TERMINAL)
        see_introducer(e, introducer);
}

void qr_control_strings_data(void *engine, const uint8_t *bytes, size_t length) {
    struct qr_engine *e = engine;
    struct qr_control_strings *strings = &e->strings;
    size_t done = strings->owner == QR_OWNER_UNDECIDED ? read_number(e, bytes, length) : 0;
    if (is_hosts(strings) && done < length)
        hand_on(strings, bytes + done, length - done);
    else if (done < length)
        take(e, bytes + done, length - done);
}

/* Nothing of a string that was cancelled is looked at. */
void qr_control_strings_end(void *engine, enum qr_string_kind kind, const struct qr_sequence *introducer,
                            enum qr_string_end how) {
    struct qr_engine *e = engine;
    struct qr_control_strings *strings = &e->strings;
    bool well = how != QR_STRING_END_CANCELLED;
    if (well && strings->owner == QR_OWNER_UNDECIDED)
        number_ends(e, true);
    bool is_acted_on = well && strings->owner == QR_OWNER_TERMINAL && !strings->collector.lost;
    bool is_told = is_hosts(strings), is_streamed = strings->owner == QR_OWNER_TERMINAL_STREAM;
    if (is_acted_on || ((is_told || is_streamed) && well)) {
        e->printer.last_count = 0; /* REP repeats nothing behind it */
        qr_engine_settle_pen(e);
    }
    e->sender.asking = how == QR_STRING_END_BEL ? 0x07 : 0x9C;
    if (is_told)
        tell_end(strings, how);
    else if (is_streamed)
        end_stream(e, well, how == QR_STRING_END_BEL);
    else if (is_acted_on)
        act(e, kind, introducer, how == QR_STRING_END_BEL);
    e->sender.asking = 0;
    strings->owner = QR_OWNER_NOBODY;
    qr_string_forget(&strings->collector);
    if (is_acted_on || is_told || is_streamed)
        qr_engine_end_function(e);
}

/* --- life -------------------------------------------------------------------------------------------------------- */

void qr_control_strings_set_hooks(struct qr_control_strings *strings, const struct quire_string_hooks *hooks) {
    if (is_hosts(strings))
        tell_end(strings, QR_STRING_END_CANCELLED);
    strings->hooks = hooks ? *hooks : (struct quire_string_hooks)QUIRE_STRING_HOOKS_INIT;
    strings->links = strings->hooks.links;
    if (strings->owner == QR_OWNER_UNDECIDED && !hooks)
        become_terminals(strings);
}

void qr_control_strings_finish(struct qr_engine *engine) {
    struct qr_control_strings *strings = &engine->strings;
    if (is_hosts(strings))
        tell_end(strings, QR_STRING_END_CANCELLED);
    if (strings->owner == QR_OWNER_TERMINAL_STREAM)
        end_stream(engine, false, false);
    qr_string_collector_finish(&strings->collector);
}

enum quire_result qr_control_strings_resume(struct qr_control_strings *strings, enum qr_string_kind kind,
                                            const uint8_t *bytes, size_t length) {
    strings->kind = (uint8_t)kind;
    become_terminals(strings);
    if (length > QUIRE_STRING_MAX)
        return QUIRE_LIMIT;
    if (!qr_string_collect(&strings->collector, bytes, length))
        return QUIRE_OUT_OF_MEMORY;
    if (kind == QR_STRING_OSC && digits_of(bytes, length) == length)
        strings->owner = QR_OWNER_UNDECIDED;
    return QUIRE_OK;
}
