/* api_strings.c - quire/strings.h: control strings for the host. */
#include <quire/strings.h>

#include "api.h"

enum quire_result quire_terminal_set_strings(struct quire_terminal *terminal, const struct quire_string_hooks *hooks) {
    if (hooks && (hooks->size != sizeof *hooks || !hooks->filter))
        return QUIRE_INVALID;
    qr_control_strings_set_hooks(qr_part_strings(api_engine(terminal)), hooks);
    return QUIRE_OK;
}
