/* osc_pointer.c - the shape of the mouse pointer: OSC 22. */
#include "osc.h"

void qr_osc_pointer(struct qr_engine *e, const struct qr_osc *osc) {
    struct qr_span none = {NULL, 0};
    qr_osc_event(e, QUIRE_EVENT_POINTER_SHAPE, none, qr_osc_span(osc), QUIRE_NOTIFICATION_MAX);
}
