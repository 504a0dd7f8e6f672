/* log.c - what the engine says about things it had to leave out; quire/log.h has the list. */
#include "engine.h"

static const struct quire_log messages[] = {
#define MESSAGE(name, code, level, text) {sizeof(struct quire_log), QUIRE_LOG_##level, QUIRE_LOG_##name, text},
    QUIRE_LOG_LIST(MESSAGE)
#undef MESSAGE
};

/* A bit of `logged` for each code. */
#define IN_RANGE(name, code, level, text)                                                                              \
    _Static_assert((code) > 0 && (code) < 32, "the codes are bits of qr_engine.logged");
QUIRE_LOG_LIST(IN_RANGE)
#undef IN_RANGE

void qr_log(struct qr_engine *engine, enum quire_log_code code) {
    uint32_t bit = UINT32_C(1) << code;
    if (!engine->callbacks.log || engine->logged & bit)
        return;
    engine->logged |= bit;
    struct qr_call before = qr_send_out(engine);
    for (size_t i = 0; i < sizeof messages / sizeof *messages; i++) {
        if (messages[i].code == code)
            engine->callbacks.log(engine->callbacks.user, &messages[i]);
    }
    qr_send_ended(engine, before);
}
