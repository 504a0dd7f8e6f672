/* osc_shell.c - what a shell says about itself: OSC 7, its directory, and OSC 133, where prompts are. */
#include "osc.h"

void qr_osc_directory(struct qr_engine *e, const struct qr_osc *osc) {
    struct qr_span none = {NULL, 0};
    qr_osc_event(e, QUIRE_EVENT_DIRECTORY, none, qr_osc_span(osc), QUIRE_LINK_URI_MAX);
}

/* OSC 133: what the shell says about its prompt (FinalTerm, kitty). */
void qr_osc_shell(struct qr_engine *e, const struct qr_osc *osc) {
    struct qr_screen *screen = e->screen;
    uint64_t meaning = QR_SEMANTIC_OUTPUT;
    if (osc->length == 0)
        return;
    if (osc->text[0] == 'A' || osc->text[0] == 'P') {
        struct qr_row *row = qr_page_row(&screen->page, screen->cursor.y);
        row->flags |= QR_ROW_PROMPT;
        qr_page_touch(&screen->page, row);
        meaning = QR_SEMANTIC_PROMPT;
    } else if (osc->text[0] == 'B' || osc->text[0] == 'I') {
        meaning = QR_SEMANTIC_INPUT;
    } else if (osc->text[0] != 'C' && osc->text[0] != 'D') {
        return;
    }
    screen->dress.bits =
        (screen->dress.bits & ~(UINT64_C(3) << QR_CELL_SEMANTIC_SHIFT)) | meaning << QR_CELL_SEMANTIC_SHIFT;
}
