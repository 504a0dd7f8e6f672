/* sixel_settings.c - XTSMGRAPHICS: how many colour registers there are, and how large sixel images may be. */
#include "handlers.h"
#include "image_place.h"
#include "qr_arith.h"
#include "sixel.h"

enum item { REGISTERS = 1, SIZE = 2 };
enum action { READ = 1, RESET, SET, READ_GREATEST };
enum status { DONE, NO_SUCH_ITEM, NO_SUCH_ACTION, FAILED };

static void answer_status(struct qr_engine *e, uint32_t item, enum status status) {
    qr_replyf(e, "\033[?%u;%uS", item, (unsigned)status);
}

static uint32_t registers(const struct qr_engine *e) {
    return e->images.sixel ? e->images.sixel->palette.count : QR_SIXEL_REGISTERS_MAX;
}

static enum status set_registers(struct qr_engine *e, uint32_t count) {
    struct qr_sixel_images *sixel = NULL;
    if (count >= QR_SIXEL_REGISTERS_MIN && count <= QR_SIXEL_REGISTERS_MAX)
        sixel = qr_sixel_images(e);
    if (!sixel)
        return FAILED;
    sixel->palette.count = count;
    return DONE;
}

static void do_registers(struct qr_engine *e, enum action action, uint32_t value) {
    enum status status = DONE;
    if (action == SET)
        status = set_registers(e, value);
    else if (action == RESET && e->images.sixel)
        status = set_registers(e, QR_SIXEL_REGISTERS_MAX);
    if (status != DONE)
        answer_status(e, REGISTERS, status);
    else
        qr_replyf(e, "\033[?%u;%u;%uS", REGISTERS, DONE,
                  action == READ_GREATEST ? QR_SIXEL_REGISTERS_MAX : registers(e));
}

/* What programs fit their images into: the text area where no size was set, though images may be larger. */
static void answer_size(struct qr_engine *e, bool greatest) {
    const struct qr_sixel_images *sixel = e->images.sixel;
    uint32_t width = qr_cols(e) * qr_cell_width_px(e), height = qr_rows(e) * qr_cell_height_px(e);
    if (sixel && sixel->max_width > 0) {
        width = sixel->max_width;
        height = sixel->max_height;
    }
    if (greatest)
        width = height = QR_SIXEL_SIDE_MAX;
    qr_replyf(e, "\033[?%u;%u;%u;%uS", SIZE, DONE, qr_min_u32(width, QR_SIXEL_SIDE_MAX),
              qr_min_u32(height, QR_SIXEL_SIDE_MAX));
}

static enum status set_size(struct qr_engine *e, uint32_t width, uint32_t height) {
    bool fits = width > 0 && height > 0 && width <= QR_SIXEL_SIDE_MAX && height <= QR_SIXEL_SIDE_MAX;
    struct qr_sixel_images *sixel = fits ? qr_sixel_images(e) : NULL;
    if (!sixel)
        return FAILED;
    sixel->max_width = width;
    sixel->max_height = height;
    return DONE;
}

static void do_size(struct qr_engine *e, enum action action, uint32_t width, uint32_t height) {
    enum status status = DONE;
    if (action == SET)
        status = set_size(e, width, height);
    else if (action == RESET && e->images.sixel)
        e->images.sixel->max_width = e->images.sixel->max_height = 0;
    if (status != DONE)
        answer_status(e, SIZE, status);
    else
        answer_size(e, action == READ_GREATEST);
}

void qr_do_xtsmgraphics(struct qr_engine *e, const struct qr_sequence *s) {
    uint32_t item = qr_parameter(s, 0, 0), action = qr_parameter(s, 1, 0);
    if (e->images.budget == 0 || (item != REGISTERS && item != SIZE))
        answer_status(e, item, NO_SUCH_ITEM);
    else if (action < READ || action > READ_GREATEST)
        answer_status(e, item, NO_SUCH_ACTION);
    else if (item == REGISTERS)
        do_registers(e, (enum action)action, qr_parameter(s, 2, 0));
    else
        do_size(e, (enum action)action, qr_parameter(s, 2, 0), qr_parameter(s, 3, 0));
}
