/* osc_notify.c - notifications and progress: OSC 9 (iTerm2; ConEmu) and 777 (rxvt-unicode).
 *
 * OSC 9 has two meanings. iTerm2's is text to be shown. ConEmu's begins with a number, 1 to 12, of a subcommand: those
 * are never shown. Obeyed are 4 (progress), 9 (directory) and 12 (a prompt begins here); the others would sleep, open
 * message boxes, run programs or print the environment, and are ignored. */
#include "osc.h"

#include "number.h"

/* 9 ; 4 ; state ; value. Where the value is left out, 1 begins anew and the others leave it as it was. A
 * negative one is no progress at all: the whole is ignored. */
static void progress(struct qr_engine *e, struct qr_span rest) {
    struct qr_span part;
    uint32_t state = 0, value = 0;
    if (!qr_span_next(&rest, ';', &part) || !qr_number_parse(part.bytes, part.length, QUIRE_PROGRESS_PAUSED, &state))
        return;
    struct quire_event event = {.size = sizeof event, .type = QUIRE_EVENT_PROGRESS, .state = (int32_t)state};
    bool given = qr_span_next(&rest, ';', &part) && part.length > 0;
    if (given && part.bytes[0] == '-')
        return;
    if (given && state != QUIRE_PROGRESS_NONE) {
        event.value = qr_number_parse(part.bytes, part.length, 100, &value) ? (int32_t)value : 100;
        if (state == QUIRE_PROGRESS_BUSY)
            event.value = -1;
    } else {
        event.value = state > QUIRE_PROGRESS_RUNNING ? -1 : 0;
    }
    qr_event(e, &event);
}

/* 9 ; 9 ; directory, which may stand in quotes. */
static void directory(struct qr_engine *e, struct qr_span path) {
    struct qr_span none = {NULL, 0};
    if (path.length >= 2 && path.bytes[0] == '"' && path.bytes[path.length - 1] == '"')
        path = (struct qr_span){path.bytes + 1, path.length - 2};
    qr_osc_event(e, QUIRE_EVENT_DIRECTORY, none, path, QUIRE_LINK_URI_MAX);
}

static void prompt(struct qr_engine *e, struct qr_span rest) {
    static const uint8_t mark[] = "A";
    (void)rest;
    qr_shell_mark(e, (struct qr_span){mark, 1});
}

/* ConEmu's subcommands; bare: the number may stand alone. */
static const struct {
    bool bare;
    void (*obey)(struct qr_engine *engine, struct qr_span rest);
} subcommands[13] = {
    [1] = {false, NULL},      [2] = {false, NULL}, [3] = {true, NULL},   [4] = {false, progress},
    [5] = {true, NULL},       [6] = {false, NULL}, [7] = {false, NULL},  [8] = {false, NULL},
    [9] = {false, directory}, [10] = {true, NULL}, [11] = {false, NULL}, [12] = {true, prompt},
};

void qr_osc_9(struct qr_engine *e, const struct qr_osc *osc) {
    struct qr_span text = qr_osc_span(osc), none = {NULL, 0};
    uint32_t number;
    size_t digits = qr_number_prefix(text.bytes, text.length, &number);
    bool bare = digits == text.length;
    if (digits > 0 && number >= 1 && number <= 12 && (bare ? subcommands[number].bare : text.bytes[digits] == ';')) {
        if (subcommands[number].obey)
            subcommands[number].obey(e, bare ? none : qr_span_behind(text, digits + 1));
        return;
    }
    if (text.length > 0)
        qr_osc_event(e, QUIRE_EVENT_NOTIFICATION, none, text, QUIRE_NOTIFICATION_MAX);
}

/* OSC 777 ; notify ; title ; text. */
void qr_osc_777(struct qr_engine *e, const struct qr_osc *osc) {
    struct qr_span rest = qr_osc_span(osc), part;
    if (!qr_span_next(&rest, ';', &part) || !qr_span_is(part, "notify") || !qr_span_next(&rest, ';', &part))
        return;
    qr_osc_event(e, QUIRE_EVENT_NOTIFICATION, part, rest, QUIRE_NOTIFICATION_MAX);
}
