#include "osc_split.h"

#include <stddef.h>

#include "number.h"

bool qr_osc_split(struct qr_span command, uint32_t *number, struct qr_span *text) {
    size_t digits = qr_number_prefix(command.bytes, command.length, number);
    bool bare = digits == command.length;
    if (digits == 0 || (!bare && command.bytes[digits] != ';'))
        return false;
    if (*number > QR_OSC_NUMBER_MAX)
        *number = QR_OSC_NUMBER_MAX;
    *text = bare ? (struct qr_span){NULL, 0} : qr_span_behind(command, digits + 1);
    return true;
}
