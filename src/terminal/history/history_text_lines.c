/* history_text_lines.c - lines that are one run of ASCII: an entry and a copy each. */
#include "history_text.h"

#include <string.h>

#include "qr_arith.h"
#include "qr_scan.h"

/* Short lines are copied in one step of this size, where both sides have room for it. */
#define COPY_BYTES 16u

/* The open page that lines go to. */
struct target {
    struct qr_open *open;
    size_t held;      /* bytes of the page so far */
    bool style_known; /* the style is in its vocabulary */
    uint16_t run;     /* its index << 8; 0: the default one, which takes no words */
};

/* Does the row follow the line that the open page ends with, so that neither number nor time need be said? */
static bool follows(const struct qr_text_row *row) {
    const struct qr_open *open = row->history->open;
    return open && open->entries > 0 && row->fresh && row->line == open->last_line + 1 &&
           row->chunk.time == open->last_time && !(qr_open_entries(open)[open->entries - 1].flags & QR_LINE_GOES_ON);
}

/* Bytes of the line that begins here, without its end; SIZE_MAX: it is no line of this kind. */
static size_t plain_line(const uint8_t *bytes, const uint8_t *end, size_t cols) {
    size_t room = (size_t)(end - bytes), length = qr_ascii_run(bytes, room < cols + 1 ? room : cols + 1);
    bool ends = length <= cols && room - length >= 2 && bytes[length] == '\r' && bytes[length + 1] == '\n';
    return ends ? length : SIZE_MAX;
}

/* The style comes into the vocabulary. False: it cannot, or its index needs more words. */
static bool know_style(struct target *target, struct qr_text_row *row, struct qr_style style) {
    uint32_t index;
    if (qr_text_memo_index(&row->memo, row->history, row->page, style, &index) != QUIRE_OK || index >= 255)
        return false;
    target->run = (uint16_t)(index << 8);
    target->style_known = true;
    target->held = qr_history_open_bytes(row->history);
    return true;
}

static void copy_text(struct qr_open *open, const uint8_t *bytes, size_t length, const uint8_t *end) {
    uint8_t *to = qr_open_text(open) + open->text_bytes;
    if (length <= COPY_BYTES && (size_t)(end - bytes) >= COPY_BYTES &&
        open->text_bytes + COPY_BYTES <= QR_OPEN_TEXT_MAX)
        memcpy(to, bytes, COPY_BYTES);
    else
        memcpy(to, bytes, length);
    open->text_bytes += (uint32_t)length;
}

static void add_line(struct target *target, const uint8_t *bytes, size_t length, const uint8_t *end) {
    struct qr_open *open = target->open;
    struct qr_entry *entry = qr_open_entries(open) + open->entries++;
    *entry = (struct qr_entry){(uint16_t)open->text_bytes, (uint16_t)open->words, (uint16_t)length, QR_LINE_ASCII};
    copy_text(open, bytes, length, end);
    target->held += length + sizeof *entry;
    open->run_cells = 0;
    if (target->run != 0 && length > 0) {
        qr_open_words(open)[open->words++] = (uint16_t)(target->run | (length - 1));
        open->run_cells = (uint32_t)length;
        target->held += sizeof(uint16_t);
    }
}

const uint8_t *qr_text_row_lines(struct qr_text_row *row, const uint8_t *bytes, const uint8_t *end, uint32_t cols,
                                 struct qr_style style, uint64_t *lines) {
    struct qr_history *history = row->history;
    struct target target = {.open = history->open};
    size_t length, widest = qr_min_u32(cols, QR_FREEZE_CELLS);
    *lines = 0;
    if (!follows(row))
        return bytes;
    target.held = qr_history_open_bytes(history);
    while ((length = plain_line(bytes, end, widest)) != SIZE_MAX &&
           qr_open_has_room(target.open, target.held, (uint32_t)length, length > 0, QR_STYLES_EXPECTED)) {
        if (!target.style_known && length > 0 && !know_style(&target, row, style))
            break;
        add_line(&target, bytes, length, end);
        bytes += length + 2;
        ++*lines;
    }
    target.open->last_line += *lines;
    if (target.open->last_line > target.open->greatest_line)
        target.open->greatest_line = target.open->last_line;
    history->lines += *lines;
    return bytes;
}
