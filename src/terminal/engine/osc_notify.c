/* osc_notify.c - notifications and progress: OSC 9 (iTerm2; ConEmu 9;4) and 777 (rxvt-unicode). */
#include "osc.h"

#include "number.h"

/* OSC 9 ; text is a notification, OSC 9 ; 4 ; state ; value a progress report. */
static void progress(struct qr_engine *e, struct qr_span rest) {
    struct qr_span part;
    uint32_t state = 0, value = 0;
    if (!qr_span_next(&rest, ';', &part) || !qr_number_parse(part.bytes, part.length, 4, &state))
        return;
    if (qr_span_next(&rest, ';', &part) && !qr_number_parse(part.bytes, part.length, 100, &value))
        value = 100;
    struct quire_event event = {.type = QUIRE_EVENT_PROGRESS, .state = (int32_t)state, .value = (int32_t)value};
    qr_event(e, &event);
}

void qr_osc_9(struct qr_engine *e, const struct qr_osc *osc) {
    struct qr_span text = qr_osc_span(osc), none = {NULL, 0};
    if (qr_span_begins(text, "4;"))
        progress(e, qr_span_behind(text, 2));
    else
        qr_osc_event(e, QUIRE_EVENT_NOTIFICATION, none, text, QUIRE_NOTIFICATION_MAX);
}

/* OSC 777 ; notify ; title ; text. */
void qr_osc_777(struct qr_engine *e, const struct qr_osc *osc) {
    struct qr_span rest = qr_osc_span(osc), part;
    if (!qr_span_next(&rest, ';', &part) || !qr_span_is(part, "notify") || !qr_span_next(&rest, ';', &part))
        return;
    qr_osc_event(e, QUIRE_EVENT_NOTIFICATION, part, rest, QUIRE_NOTIFICATION_MAX);
}
