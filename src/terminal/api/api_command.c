/* api_command.c - quire/command.h. */
#include <quire/command.h>

#include "api_place.h"
#include "command.h"
#include "qr_sized.h"

/* The command of a line, or (0, the number of none) the last that ran. */
static enum quire_result tell_command(struct quire_terminal *terminal, uint64_t line, struct quire_command *command) {
    const struct qr_history *history = qr_engine_history_const(api_engine_const(terminal));
    uint64_t failures = qr_history_failures(history);
    struct quire_command told = QUIRE_COMMAND_INIT;
    struct qr_rows rows;
    if (!QR_SOUND(command))
        return QUIRE_INVALID;
    enum quire_result result = api_open_rows(terminal, &rows);
    if (result == QUIRE_OK) {
        bool found = line == 0 ? qr_command_last(&rows, &told) : qr_command_of(&rows, line, &told);
        result = qr_history_trouble_since(history, failures);
        if (result == QUIRE_OK && !found)
            result = QUIRE_NOT_FOUND;
    }
    if (result == QUIRE_OK)
        qr_sized_give(command, &told);
    qr_rows_close(&rows);
    return result;
}

enum quire_result quire_terminal_command(struct quire_terminal *terminal, uint64_t line,
                                         struct quire_command *command) {
    if (line == 0 && QR_SOUND(command) && api_may_change(terminal))
        return QUIRE_NOT_FOUND;
    return tell_command(terminal, line, command);
}

enum quire_result quire_terminal_last_command(struct quire_terminal *terminal, struct quire_command *command) {
    return tell_command(terminal, 0, command);
}
