/* api.h - public handles are the objects of the floors below under another name. */
#ifndef QR_API_H
#define QR_API_H

#include <quire/frame.h>
#include <quire/terminal.h>

#include "access.h"
#include "view_frame.h"

static inline struct qr_engine *api_engine(struct quire_terminal *terminal) {
    return (struct qr_engine *)terminal;
}

static inline const struct qr_engine *api_engine_const(const struct quire_terminal *terminal) {
    return (const struct qr_engine *)terminal;
}

/* May a call change the terminal now? Not from inside one of its callbacks. */
static inline bool api_may_change(const struct quire_terminal *terminal) {
    return !qr_engine_calls_out(api_engine_const(terminal));
}

/* May the host answer programs now? Not from inside `reply` and `log`. */
static inline bool api_may_answer(const struct quire_terminal *terminal) {
    return !qr_engine_sends(api_engine_const(terminal));
}

static inline struct qr_frame *api_frame(struct quire_frame *frame) {
    return (struct qr_frame *)frame;
}

static inline const struct qr_frame *api_frame_const(const struct quire_frame *frame) {
    return (const struct qr_frame *)frame;
}

#endif
