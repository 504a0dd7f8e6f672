#include "modes.h"

static const struct qr_mode_description modes[] = {
#define ROW(name, number, private, initial, source) {#name, source, number, private, initial, false},
    QR_MODE_LIST(ROW)
#undef ROW
};

/* What is so for ever: keys of a block-mode terminal, xterm's keyboards and resources, what a window has not. */
static const struct qr_mode_description fixed_modes[] = {
#define FIXED(name, number, private, state, source)                                                                    \
    { name, source, number, private, state, true }
    FIXED("GUARDED_AREA_TRANSFER", 1, false, false, "GATM, ECMA-48"),
    FIXED("CONTROL_REPRESENTATION", 3, false, false, "CRM, ECMA-48"),
    FIXED("STATUS_REPORT_TRANSFER", 5, false, false, "SRTM, ECMA-48"),
    FIXED("VERTICAL_EDITING", 7, false, false, "VEM, ECMA-48"),
    FIXED("HORIZONTAL_EDITING", 10, false, false, "HEM, ECMA-48"),
    FIXED("POSITIONING_UNIT", 11, false, false, "PUM, ECMA-48"),
    FIXED("FORMAT_EFFECTOR_ACTION", 13, false, false, "FEAM, ECMA-48"),
    FIXED("FORMAT_EFFECTOR_TRANSFER", 14, false, false, "FETM, ECMA-48"),
    FIXED("MULTIPLE_AREA_TRANSFER", 15, false, false, "MATM, ECMA-48"),
    FIXED("TRANSFER_TERMINATION", 16, false, false, "TTM, ECMA-48"),
    FIXED("SELECTED_AREA_TRANSFER", 17, false, false, "SATM, ECMA-48"),
    FIXED("TABULATION_STOP", 18, false, false, "TSM, ECMA-48"),
    FIXED("EDITING_BOUNDARY", 19, false, false, "EBM, ECMA-48"),
    FIXED("AUTOREPEAT", 8, true, true, "DECARM: keys repeat as the desktop has it"),
    FIXED("TOOLBAR", 10, true, false, "rxvt"),
    FIXED("CURSOR_BLINK_XOR", 14, true, true, "xterm: 12 turns the user's setting round"),
    FIXED("SCROLL_BAR", 30, true, false, "rxvt"),
    FIXED("FONT_SHIFTING", 35, true, false, "rxvt"),
    FIXED("TEKTRONIX", 38, true, false, "DECTEK"),
    FIXED("MARGIN_BELL", 44, true, false, "xterm"),
    FIXED("LOGGING", 46, true, false, "xterm"),
    FIXED("HORIZONTAL_COUPLING", 60, true, false, "DECHCCM"),
    FIXED("VERTICAL_COUPLING", 61, true, false, "DECVCCM"),
    FIXED("PAGE_COUPLING", 64, true, false, "DECPCCM"),
    FIXED("KEYBOARD_USAGE", 68, true, false, "DECKBUM"),
    FIXED("RATE_LIMITING", 73, true, false, "DECXRLM"),
    FIXED("KEY_POSITION", 81, true, false, "DECKPM"),
    FIXED("MOUSE_HIGHLIGHT", 1001, true, false, "xterm"),
    FIXED("FAST_SCROLL", 1014, true, false, "xterm"),
    FIXED("UTF8", 1020, true, true, "xterm: text is UTF-8"),
    FIXED("WIDTH_CJK", 1021, true, false, "xterm: ambiguous characters are narrow"),
    FIXED("WIDTH_EMOJI", 1022, true, true, "xterm: emoji are wide"),
    FIXED("WIDTH_PRIVATE", 1023, true, false, "xterm: private characters are narrow"),
    FIXED("EIGHT_BIT_META", 1034, true, false, "xterm: meta sends escape"),
    FIXED("DELETE_IS_DEL", 1037, true, false, "xterm"),
    FIXED("TERMCAP_KEYS", 1050, true, false, "xterm"),
    FIXED("SUN_KEYS", 1051, true, false, "xterm"),
    FIXED("HP_KEYS", 1052, true, false, "xterm"),
    FIXED("SCO_KEYS", 1053, true, false, "xterm"),
    FIXED("LEGACY_KEYS", 1060, true, false, "xterm"),
    FIXED("VT220_KEYS", 1061, true, false, "xterm"),
#undef FIXED
};

#define FIXED_COUNT (sizeof fixed_modes / sizeof *fixed_modes)

struct qr_mode_set qr_modes_initial(void) {
    struct qr_mode_set set = {{0}};
    for (size_t i = 0; i < QR_MODE_COUNT; i++)
        qr_mode_set_put(&set, (enum qr_mode)i, modes[i].initial);
    return set;
}

/* Programs hide and show the cursor around all that they draw: the compiler makes a search of the list. */
enum qr_mode qr_mode_from_number(uint32_t number, bool private) {
    switch ((uint64_t)number << 1 | private) {
#define QR_MODE_CASE(name, number, private, initial, source)                                                           \
    case (uint64_t)(number) << 1 | (private):                                                                          \
        return QR_MODE_##name;
        QR_MODE_LIST(QR_MODE_CASE)
#undef QR_MODE_CASE
    default:
        return QR_MODE_COUNT;
    }
}

bool qr_mode_fixed(uint32_t number, bool private, bool *on) {
    for (size_t i = 0; i < FIXED_COUNT; i++) {
        if (fixed_modes[i].number == number && fixed_modes[i].private == private) {
            *on = fixed_modes[i].initial;
            return true;
        }
    }
    return false;
}

bool qr_mode_describe(size_t index, struct qr_mode_description *description) {
    if (index >= QR_MODE_COUNT + FIXED_COUNT)
        return false;
    *description = index < QR_MODE_COUNT ? modes[index] : fixed_modes[index - QR_MODE_COUNT];
    return true;
}
