#include "failed_rows.h"

#include <stdbool.h>
#include <stdlib.h>

static bool is_failed(const struct quire_frame *frame, uint32_t row, const struct command_log *log) {
    struct quire_frame_line line = QUIRE_FRAME_LINE_INIT;
    if (quire_frame_get_line(frame, row, &line) != QUIRE_OK || !line.prompt) {
        return false;
    }
    const struct command_record *record = command_log_find(log, line.line);
    return record != NULL && record->status > 0;
}

static bool has_room(struct failed_rows *failed) {
    if (failed->count < failed->capacity) {
        return true;
    }
    uint32_t capacity = failed->capacity > 0 ? 2 * failed->capacity : 16;
    uint32_t *rows = realloc(failed->rows, capacity * sizeof *rows);
    if (rows != NULL) {
        failed->rows = rows;
        failed->capacity = capacity;
    }
    return rows != NULL;
}

void failed_rows_find(struct failed_rows *failed, const struct quire_frame *frame, uint32_t rows,
                      const struct command_log *log) {
    failed->count = 0;
    for (uint32_t row = 0; log->count > 0 && row < rows; row++) {
        if (is_failed(frame, row, log) && has_room(failed)) {
            failed->rows[failed->count++] = row;
        }
    }
}

void failed_rows_finish(struct failed_rows *failed) {
    free(failed->rows);
    *failed = (struct failed_rows){0};
}
