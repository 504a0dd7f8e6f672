#include "parser_table.h"

#define C0 QR_CLASS_C0
#define IN QR_CLASS_INTERMEDIATE
#define DI QR_CLASS_DIGIT
#define SE QR_CLASS_SEPARATOR
#define MA QR_CLASS_MARKER
#define FI QR_CLASS_FINAL
#define HI QR_CLASS_HIGH
#define C1 QR_CLASS_C1
#define SIXTEEN(class)                                                                                                 \
    class, class, class, class, class, class, class, class, class, class, class, class, class, class, class, class

/* clang-format off */
const uint8_t qr_byte_classes[256] = {
    /* 00 */ C0, C0, C0, C0, C0, C0, C0, QR_CLASS_BEL, C0, C0, C0, C0, C0, C0, C0, C0,
    /* 10 */ C0, C0, C0, C0, C0, C0, C0, C0,
    /* 18 */ QR_CLASS_CANCEL, C0, QR_CLASS_CANCEL, QR_CLASS_ESC, C0, C0, C0, C0,
    /* 20 */ SIXTEEN(IN),
    /* 30 */ DI, DI, DI, DI, DI, DI, DI, DI, DI, DI, SE, SE, MA, MA, MA, MA,
    /* 40 */ SIXTEEN(FI),
    /* 50 */ QR_CLASS_DCS, FI, FI, FI, FI, FI, FI, FI,
    /* 58 */ QR_CLASS_STRING, QR_CLASS_ADDRESS, FI, QR_CLASS_CSI, QR_CLASS_ST, QR_CLASS_OSC, QR_CLASS_STRING,
             QR_CLASS_STRING,
    /* 60 */ SIXTEEN(FI),
    /* 70 */ FI, FI, FI, FI, FI, FI, FI, FI, FI, FI, FI, FI, FI, FI, FI, QR_CLASS_DELETE,
    /* 80 */ SIXTEEN(C1),
    /* 90 */ QR_CLASS_C1_DCS, C1, C1, C1, C1, C1, C1, C1,
    /* 98 */ QR_CLASS_C1_STRING, C1, C1, QR_CLASS_C1_CSI, QR_CLASS_C1_ST, QR_CLASS_C1_OSC, QR_CLASS_C1_STRING,
             QR_CLASS_C1_STRING,
    /* A0 */ SIXTEEN(HI), SIXTEEN(HI), SIXTEEN(HI), SIXTEEN(HI), SIXTEEN(HI), SIXTEEN(HI),
};
/* clang-format on */

#define ON(class, action, next) [QR_CLASS_##class] = {QR_ACTION_##action, QR_STATE_##next}

/* C0 controls that need no state of their own. */
#define ON_C0(action, next) ON(C0, action, next), ON(BEL, action, next)

/* 0x30..0x3F */
#define ON_PARAMETER(action, next) ON(DIGIT, action, next), ON(SEPARATOR, action, next), ON(MARKER, action, next)

/* Finals that open nothing, except behind ESC of a VT52. */
#define ON_PLAIN(action, next) ON(FINAL, action, next), ON(ADDRESS, action, next)

/* 0x40..0x7E */
#define ON_FINAL(action, next)                                                                                         \
    ON_PLAIN(action, next), ON(DCS, action, next), ON(STRING, action, next), ON(CSI, action, next),                    \
        ON(ST, action, next), ON(OSC, action, next)

/* 0x20..0x7E */
#define ON_PRINTABLE(action, next) ON(INTERMEDIATE, action, next), ON_PARAMETER(action, next), ON_FINAL(action, next)

/* What opens something: behind ESC, and as a C1 control anywhere. */
#define ON_C1_OPENING                                                                                                  \
    ON(C1_DCS, STRING_BEGIN, DCS_ENTRY), ON(C1_STRING, STRING_BEGIN, SOS_PM_APC_STRING), ON(C1_CSI, BEGIN, CSI_ENTRY), \
        ON(C1_OSC, STRING_BEGIN, OSC_STRING)

/* In every state but those of strings, where ESC and ST may be the end. */
#define ANYWHERE(self)                                                                                                 \
    ON(CANCEL, CANCEL, GROUND), ON(ESC, BEGIN, ESCAPE), ON(DELETE, NONE, self), ON(C1, CANCEL, GROUND),                \
        ON(C1_ST, CANCEL, GROUND), ON_C1_OPENING
#define ANYWHERE_IN_STRING(self)                                                                                       \
    ON(CANCEL, CANCEL, GROUND), ON(ESC, NONE, STRING_ESCAPE), ON(DELETE, NONE, self), ON(C1, CANCEL, GROUND),          \
        ON(C1_ST, STRING_END, GROUND), ON_C1_OPENING

const struct qr_transition qr_transitions[QR_STATE_COUNT][QR_CLASS_COUNT] = {
    [QR_STATE_GROUND] = {ANYWHERE(GROUND), ON_C0(EXECUTE, GROUND), ON_PRINTABLE(TEXT, GROUND), ON(HIGH, TEXT, GROUND)},

    [QR_STATE_ESCAPE] = {ANYWHERE(ESCAPE), ON_C0(EXECUTE, ESCAPE), ON(INTERMEDIATE, COLLECT, ESCAPE_INTERMEDIATE),
                         ON_PARAMETER(ESCAPE_DISPATCH, GROUND), ON_PLAIN(ESCAPE_DISPATCH, GROUND),
                         ON(ST, ESCAPE_DISPATCH, GROUND), ON(DCS, STRING_BEGIN, DCS_ENTRY),
                         ON(STRING, STRING_BEGIN, SOS_PM_APC_STRING), ON(CSI, BEGIN, CSI_ENTRY),
                         ON(OSC, STRING_BEGIN, OSC_STRING), ON(HIGH, TEXT, GROUND)},

    [QR_STATE_ESCAPE_INTERMEDIATE] = {ANYWHERE(ESCAPE_INTERMEDIATE), ON_C0(EXECUTE, ESCAPE_INTERMEDIATE),
                                      ON(INTERMEDIATE, COLLECT, ESCAPE_INTERMEDIATE),
                                      ON_PARAMETER(ESCAPE_DISPATCH, GROUND), ON_FINAL(ESCAPE_DISPATCH, GROUND),
                                      ON(HIGH, TEXT, GROUND)},

    [QR_STATE_CSI_ENTRY] = {ANYWHERE(CSI_ENTRY), ON_C0(EXECUTE, CSI_ENTRY), ON(INTERMEDIATE, COLLECT, CSI_INTERMEDIATE),
                            ON(DIGIT, DIGIT, CSI_PARAM), ON(SEPARATOR, SEPARATE, CSI_PARAM),
                            ON(MARKER, MARK, CSI_PARAM), ON_FINAL(CSI_DISPATCH, GROUND), ON(HIGH, TEXT, GROUND)},

    [QR_STATE_CSI_PARAM] = {ANYWHERE(CSI_PARAM), ON_C0(EXECUTE, CSI_PARAM), ON(INTERMEDIATE, COLLECT, CSI_INTERMEDIATE),
                            ON(DIGIT, DIGIT, CSI_PARAM), ON(SEPARATOR, SEPARATE, CSI_PARAM),
                            ON(MARKER, NONE, CSI_IGNORE), ON_FINAL(CSI_DISPATCH, GROUND), ON(HIGH, TEXT, GROUND)},

    [QR_STATE_CSI_INTERMEDIATE] = {ANYWHERE(CSI_INTERMEDIATE), ON_C0(EXECUTE, CSI_INTERMEDIATE),
                                   ON(INTERMEDIATE, COLLECT, CSI_INTERMEDIATE), ON_PARAMETER(NONE, CSI_IGNORE),
                                   ON_FINAL(CSI_DISPATCH, GROUND), ON(HIGH, TEXT, GROUND)},

    [QR_STATE_CSI_IGNORE] = {ANYWHERE(CSI_IGNORE), ON_C0(EXECUTE, CSI_IGNORE), ON(INTERMEDIATE, NONE, CSI_IGNORE),
                             ON_PARAMETER(NONE, CSI_IGNORE), ON_FINAL(NONE, GROUND), ON(HIGH, TEXT, GROUND)},

    [QR_STATE_DCS_ENTRY] = {ANYWHERE_IN_STRING(DCS_ENTRY), ON_C0(NONE, DCS_ENTRY),
                            ON(INTERMEDIATE, COLLECT, DCS_INTERMEDIATE), ON(DIGIT, DIGIT, DCS_PARAM),
                            ON(SEPARATOR, SEPARATE, DCS_PARAM), ON(MARKER, MARK, DCS_PARAM),
                            ON_FINAL(DCS_HOOK, DCS_PASSTHROUGH), ON(HIGH, NONE, DCS_IGNORE)},

    [QR_STATE_DCS_PARAM] = {ANYWHERE_IN_STRING(DCS_PARAM), ON_C0(NONE, DCS_PARAM),
                            ON(INTERMEDIATE, COLLECT, DCS_INTERMEDIATE), ON(DIGIT, DIGIT, DCS_PARAM),
                            ON(SEPARATOR, SEPARATE, DCS_PARAM), ON(MARKER, NONE, DCS_IGNORE),
                            ON_FINAL(DCS_HOOK, DCS_PASSTHROUGH), ON(HIGH, NONE, DCS_IGNORE)},

    [QR_STATE_DCS_INTERMEDIATE] = {ANYWHERE_IN_STRING(DCS_INTERMEDIATE), ON_C0(NONE, DCS_INTERMEDIATE),
                                   ON(INTERMEDIATE, COLLECT, DCS_INTERMEDIATE), ON_PARAMETER(NONE, DCS_IGNORE),
                                   ON_FINAL(DCS_HOOK, DCS_PASSTHROUGH), ON(HIGH, NONE, DCS_IGNORE)},

    [QR_STATE_DCS_PASSTHROUGH] = {ANYWHERE_IN_STRING(DCS_PASSTHROUGH), ON_C0(STRING_PUT, DCS_PASSTHROUGH),
                                  ON_PRINTABLE(STRING_PUT, DCS_PASSTHROUGH), ON(HIGH, STRING_PUT, DCS_PASSTHROUGH)},

    [QR_STATE_DCS_IGNORE] = {ANYWHERE_IN_STRING(DCS_IGNORE), ON_C0(NONE, DCS_IGNORE), ON_PRINTABLE(NONE, DCS_IGNORE),
                             ON(HIGH, NONE, DCS_IGNORE)},

    [QR_STATE_OSC_STRING] = {ANYWHERE_IN_STRING(OSC_STRING), ON(C0, NONE, OSC_STRING), ON(BEL, STRING_END, GROUND),
                             ON_PRINTABLE(STRING_PUT, OSC_STRING), ON(HIGH, STRING_PUT, OSC_STRING)},

    [QR_STATE_SOS_PM_APC_STRING] = {ANYWHERE_IN_STRING(SOS_PM_APC_STRING), ON_C0(NONE, SOS_PM_APC_STRING),
                                    ON_PRINTABLE(STRING_PUT, SOS_PM_APC_STRING),
                                    ON(HIGH, STRING_PUT, SOS_PM_APC_STRING)},

    /* Everything but ST goes on in the escape state, as if the string had not been there. */
    [QR_STATE_STRING_ESCAPE] = {ON(ST, STRING_END, GROUND), ON_C0(STRING_ABANDON, ESCAPE),
                                ON(CANCEL, STRING_ABANDON, ESCAPE), ON(ESC, STRING_ABANDON, ESCAPE),
                                ON(INTERMEDIATE, STRING_ABANDON, ESCAPE), ON_PARAMETER(STRING_ABANDON, ESCAPE),
                                ON_PLAIN(STRING_ABANDON, ESCAPE), ON(DCS, STRING_ABANDON, ESCAPE),
                                ON(STRING, STRING_ABANDON, ESCAPE), ON(CSI, STRING_ABANDON, ESCAPE),
                                ON(OSC, STRING_ABANDON, ESCAPE), ON(DELETE, NONE, STRING_ESCAPE),
                                ON(HIGH, STRING_ABANDON, ESCAPE), ON(C1, STRING_ABANDON, ESCAPE),
                                ON(C1_DCS, STRING_ABANDON, ESCAPE), ON(C1_STRING, STRING_ABANDON, ESCAPE),
                                ON(C1_CSI, STRING_ABANDON, ESCAPE), ON(C1_ST, STRING_ABANDON, ESCAPE),
                                ON(C1_OSC, STRING_ABANDON, ESCAPE)},

    [QR_STATE_VT52_ESCAPE] = {ANYWHERE(VT52_ESCAPE), ON_C0(EXECUTE, VT52_ESCAPE), ON(INTERMEDIATE, NONE, GROUND),
                              ON_PARAMETER(ESCAPE_DISPATCH, GROUND), ON(FINAL, ESCAPE_DISPATCH, GROUND),
                              ON(DCS, ESCAPE_DISPATCH, GROUND), ON(STRING, ESCAPE_DISPATCH, GROUND),
                              ON(CSI, ESCAPE_DISPATCH, GROUND), ON(ST, ESCAPE_DISPATCH, GROUND),
                              ON(OSC, ESCAPE_DISPATCH, GROUND), ON(ADDRESS, NONE, VT52_ROW), ON(HIGH, TEXT, GROUND)},

    [QR_STATE_VT52_ROW] = {ANYWHERE(VT52_ROW), ON_C0(EXECUTE, VT52_ROW), ON_PRINTABLE(VT52_ROW, VT52_COLUMN),
                           ON(HIGH, TEXT, GROUND)},

    [QR_STATE_VT52_COLUMN] = {ANYWHERE(VT52_COLUMN), ON_C0(EXECUTE, VT52_COLUMN), ON_PRINTABLE(VT52_COLUMN, GROUND),
                              ON(HIGH, TEXT, GROUND)},
};
