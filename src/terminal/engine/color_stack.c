/* color_stack.c - XTPUSHCOLORS, XTPOPCOLORS, XTREPORTCOLORS (xterm): palette, dynamic and special colours and those
 * of OSC 21, saved in up to ten levels. Level 0 pushes and pops; a level from 1 on is written or read, and is the
 * present one from then on. */
#include "handlers.h"

#include "qr_memory.h"

_Static_assert(QR_COLOR_STACK_MAX == QUIRE_COLOR_STACK_MAX, "limits.h says what there is");

void qr_forget_color_stack(struct qr_engine *e) {
    struct qr_colors *colors = &e->colors;
    for (uint32_t i = 0; i < QR_COLOR_STACK_MAX; i++) {
        if (colors->stack[i])
            qr_free(&e->allocator, colors->stack[i], sizeof *colors->stack[i]);
        colors->stack[i] = NULL;
    }
    colors->stack_depth = colors->stack_last = 0;
}

static void push(struct qr_engine *e, uint32_t level) {
    struct qr_colors *colors = &e->colors;
    uint32_t at = level > 0 ? level - 1 : colors->stack_depth;
    if (at >= QR_COLOR_STACK_MAX)
        return;
    if (!colors->stack[at])
        colors->stack[at] = qr_alloc_zeroed(&e->allocator, sizeof *colors->stack[at]);
    struct qr_saved_colors *saved = colors->stack[at];
    if (!saved) {
        qr_engine_note(e, QUIRE_OUT_OF_MEMORY);
        return;
    }
    memcpy(saved->palette, colors->palette, sizeof saved->palette);
    memcpy(saved->dynamic, colors->dynamic, sizeof saved->dynamic);
    memcpy(saved->special, colors->special, sizeof saved->special);
    memcpy(saved->named, colors->named, sizeof saved->named);
    saved->chosen = colors->chosen;
    colors->stack_depth = at + 1;
    if (colors->stack_last < colors->stack_depth)
        colors->stack_last = colors->stack_depth;
}

static void pop(struct qr_engine *e, uint32_t level) {
    struct qr_colors *colors = &e->colors;
    uint32_t at = (level > 0 ? level : colors->stack_depth) - 1;
    if (at >= QR_COLOR_STACK_MAX || !colors->stack[at])
        return;
    const struct qr_saved_colors *saved = colors->stack[at];
    memcpy(colors->palette, saved->palette, sizeof saved->palette);
    memcpy(colors->dynamic, saved->dynamic, sizeof saved->dynamic);
    memcpy(colors->special, saved->special, sizeof saved->special);
    memcpy(colors->named, saved->named, sizeof saved->named);
    colors->chosen = saved->chosen;
    colors->stack_depth = at;
    qr_colors_changed(e);
}

/* Each parameter is a level of its own. */
static void each_level(struct qr_engine *e, const struct qr_sequence *s,
                       void (*act)(struct qr_engine *e, uint32_t level)) {
    if (s->count == 0)
        act(e, 0);
    for (uint32_t i = 0; i < s->count; i++)
        act(e, qr_parameter(s, i, 0));
}

void qr_do_xtpushcolors(struct qr_engine *e, const struct qr_sequence *s) {
    each_level(e, s, push);
}

void qr_do_xtpopcolors(struct qr_engine *e, const struct qr_sequence *s) {
    each_level(e, s, pop);
}

void qr_do_xtreportcolors(struct qr_engine *e, const struct qr_sequence *s) {
    (void)s;
    qr_replyf(e, "\033[?%u;%u#Q", e->colors.stack_depth, e->colors.stack_last);
}
