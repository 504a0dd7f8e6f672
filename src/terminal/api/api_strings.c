/* api_strings.c - quire/strings.h: control strings for the host. */
#include <quire/strings.h>

#include "api.h"
#include "qr_sized.h"

enum quire_result quire_terminal_set_strings(struct quire_terminal *terminal, const struct quire_string_hooks *hooks) {
    struct quire_string_hooks own = QUIRE_STRING_HOOKS_INIT;
    if (hooks && (!QR_TAKE(own, hooks) || !own.filter))
        return QUIRE_INVALID;
    if (!api_may_change(terminal))
        return QUIRE_INVALID;
    bool before = qr_call_out(api_engine(terminal));
    qr_control_strings_set_hooks(qr_part_strings(api_engine(terminal)), hooks ? &own : NULL);
    qr_call_ended(api_engine(terminal), before);
    return QUIRE_OK;
}
