/* parser_table.h - the machine as data: state x byte class -> action and next state.
 *
 * The parser looks up the class of a byte, then the transition, enters the next state and calls the function of the
 * action. README.md has the drawing. Only parser.c and its tests look in here. */
#ifndef QR_PARSER_TABLE_H
#define QR_PARSER_TABLE_H

#include <stdint.h>

enum qr_parser_state {
    QR_STATE_GROUND,
    QR_STATE_ESCAPE,
    QR_STATE_ESCAPE_INTERMEDIATE,
    QR_STATE_CSI_ENTRY,
    QR_STATE_CSI_PARAM,
    QR_STATE_CSI_INTERMEDIATE,
    QR_STATE_CSI_IGNORE,
    QR_STATE_DCS_ENTRY,
    QR_STATE_DCS_PARAM,
    QR_STATE_DCS_INTERMEDIATE,
    /* In the next four, bytes >= 0x80 are data. The order of the states is used by the runs of parser.c. */
    QR_STATE_DCS_PASSTHROUGH,
    QR_STATE_DCS_IGNORE,
    QR_STATE_OSC_STRING,
    QR_STATE_SOS_PM_APC_STRING,
    /* ESC inside a string: the string ends here, but well only if '\' is next. */
    QR_STATE_STRING_ESCAPE,
    /* With vt52: behind ESC, and the two bytes of ESC Y. */
    QR_STATE_VT52_ESCAPE,
    QR_STATE_VT52_ROW,
    QR_STATE_VT52_COLUMN,
    QR_STATE_COUNT
};

enum qr_byte_class {
    QR_CLASS_C0, /* all C0 controls without a class of their own */
    QR_CLASS_BEL,
    QR_CLASS_CANCEL, /* CAN and SUB */
    QR_CLASS_ESC,
    QR_CLASS_INTERMEDIATE, /* 0x20..0x2F */
    QR_CLASS_DIGIT,
    QR_CLASS_SEPARATOR, /* ':' and ';' */
    QR_CLASS_MARKER,    /* '<' '=' '>' '?' */
    QR_CLASS_FINAL,     /* 0x40..0x7E without those that follow */
    QR_CLASS_DCS,       /* P */
    QR_CLASS_STRING,    /* X ^ _: SOS, PM and APC */
    QR_CLASS_CSI,       /* [ */
    QR_CLASS_ST,        /* \ */
    QR_CLASS_OSC,       /* ] */
    QR_CLASS_ADDRESS,   /* Y: opens an address behind ESC of a VT52 */
    QR_CLASS_DELETE,    /* 0x7F */
    QR_CLASS_HIGH,      /* 0xA0..0xFF; 0x80..0x9F too unless accept_c1 */
    QR_CLASS_C1,        /* 0x80..0x9F without the following */
    QR_CLASS_C1_DCS,
    QR_CLASS_C1_STRING,
    QR_CLASS_C1_CSI,
    QR_CLASS_C1_ST,
    QR_CLASS_C1_OSC,
    QR_CLASS_COUNT
};

enum qr_parser_action {
    QR_ACTION_NONE,
    QR_ACTION_EXECUTE,         /* report the control */
    QR_ACTION_CANCEL,          /* forget the sequence or string, then report the control */
    QR_ACTION_BEGIN,           /* forget everything: a new sequence */
    QR_ACTION_COLLECT,         /* an intermediate */
    QR_ACTION_MARK,            /* a private marker */
    QR_ACTION_DIGIT,           /* of a parameter */
    QR_ACTION_SEPARATE,        /* end of a parameter */
    QR_ACTION_ESCAPE_DISPATCH, /* report ESC ... */
    QR_ACTION_CSI_DISPATCH,    /* report CSI ... */
    QR_ACTION_VT52_ROW,        /* a byte of an address */
    QR_ACTION_VT52_COLUMN,     /* its last byte: report ESC Y */
    QR_ACTION_STRING_BEGIN,    /* a new string; the byte says of which kind */
    QR_ACTION_DCS_HOOK,        /* the DCS introducer is complete, data follow */
    QR_ACTION_STRING_PUT,      /* a byte of data */
    QR_ACTION_STRING_END,      /* report the string */
    QR_ACTION_STRING_ABANDON,  /* forget the string; the byte belongs to the escape sequence that broke it */
    QR_ACTION_TEXT,            /* forget the sequence; the byte is text */
    QR_ACTION_COUNT
};

struct qr_transition {
    uint8_t action, next;
};

/* With accept_c1. Without, all bytes >= 0x80 are QR_CLASS_HIGH. */
extern const uint8_t qr_byte_classes[256];
extern const struct qr_transition qr_transitions[QR_STATE_COUNT][QR_CLASS_COUNT];

#endif
