#include "modes.h"

static const struct qr_mode_description modes[] = {
#define ROW(name, number, private, initial, source) {#name, source, number, private, initial},
    QR_MODE_LIST(ROW)
#undef ROW
};

uint64_t qr_modes_initial(void) {
    uint64_t bits = 0;
    for (size_t i = 0; i < QR_MODE_COUNT; i++)
        bits |= (uint64_t)modes[i].initial << i;
    return bits;
}

enum qr_mode qr_mode_from_number(uint32_t number, bool private) {
    for (size_t i = 0; i < QR_MODE_COUNT; i++) {
        if (modes[i].number == number && modes[i].private == private)
            return (enum qr_mode)i;
    }
    return QR_MODE_COUNT;
}

bool qr_mode_describe(size_t index, struct qr_mode_description *description) {
    if (index >= QR_MODE_COUNT)
        return false;
    *description = modes[index];
    return true;
}
