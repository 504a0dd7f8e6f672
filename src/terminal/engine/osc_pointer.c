/* osc_pointer.c - the shape of the mouse pointer: OSC 22 (xterm; kitty pointer-shapes).
 *
 * Shapes are CSS cursor names; the names of X11's cursor font, which xterm's form of the command has, stand for the CSS
 * names that look like them. Each screen has a stack, and the host is told whenever the shape in force changes, by a
 * command, by a change of screens or by a reset. */
#include "osc.h"

static const char *const names[] = {
    "alias",     "cell",          "copy",        "crosshair", "default",   "e-resize",    "ew-resize", "grab",
    "grabbing",  "help",          "move",        "n-resize",  "ne-resize", "nesw-resize", "no-drop",   "not-allowed",
    "ns-resize", "nw-resize",     "nwse-resize", "pointer",   "progress",  "s-resize",    "se-resize", "sw-resize",
    "text",      "vertical-text", "w-resize",    "wait",      "zoom-in",   "zoom-out",
};

/* X11/cursorfont.h, where a CSS shape corresponds. */
static const struct {
    const char *x11, *css;
} aliases[] = {
    {"arrow", "default"},
    {"bottom_left_corner", "sw-resize"},
    {"bottom_right_corner", "se-resize"},
    {"bottom_side", "s-resize"},
    {"clock", "wait"},
    {"cross", "cell"},
    {"fleur", "move"},
    {"hand1", "grab"},
    {"hand2", "pointer"},
    {"left_ptr", "default"},
    {"left_side", "w-resize"},
    {"plus", "cell"},
    {"question_arrow", "help"},
    {"right_side", "e-resize"},
    {"sb_h_double_arrow", "ew-resize"},
    {"sb_v_double_arrow", "ns-resize"},
    {"tcross", "crosshair"},
    {"top_left_arrow", "default"},
    {"top_left_corner", "nw-resize"},
    {"top_right_corner", "ne-resize"},
    {"top_side", "n-resize"},
    {"watch", "wait"},
    {"xterm", "text"},
};

#define SHAPES (sizeof names / sizeof *names)

const char *qr_pointer_name(uint32_t shape) {
    return shape >= 1 && shape <= SHAPES ? names[shape - 1] : NULL;
}

/* 0: no CSS shape has this name. */
static uint8_t shape_of(struct qr_span name) {
    for (uint8_t i = 0; i < SHAPES; i++) {
        if (qr_span_is(name, names[i]))
            return (uint8_t)(i + 1);
    }
    return 0;
}

static uint8_t shape_of_any(struct qr_span name) {
    for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++) {
        if (qr_span_is(name, aliases[i].x11))
            return shape_of((struct qr_span){(const uint8_t *)aliases[i].css, strlen(aliases[i].css)});
    }
    return shape_of(name);
}

static struct qr_pointer_stack *stack_of(struct qr_engine *e) {
    return &e->protocols.pointers[qr_is_alternate(e)];
}

uint8_t qr_pointer_shape(const struct qr_engine *e) {
    const struct qr_pointer_stack *stack = &e->protocols.pointers[qr_is_alternate(e)];
    return stack->depth > 0 ? stack->shapes[stack->depth - 1] : 0;
}

void qr_pointer_changed(struct qr_engine *e, uint8_t before) {
    const char *name = qr_pointer_name(qr_pointer_shape(e));
    struct quire_event event = {.size = sizeof event, .type = QUIRE_EVENT_POINTER_SHAPE, .text = name ? name : ""};
    event.text_length = strlen(event.text);
    if (qr_pointer_shape(e) != before)
        qr_event(e, &event);
}

static void push(struct qr_pointer_stack *stack, uint8_t shape) {
    if (stack->depth == QUIRE_POINTER_STACK_MAX) {
        memmove(stack->shapes, stack->shapes + 1, QUIRE_POINTER_STACK_MAX - 1);
        stack->depth--;
    }
    stack->shapes[stack->depth++] = shape;
}

/* The shape on top becomes another one; an empty name is the host's own. */
static void set(struct qr_pointer_stack *stack, struct qr_span name) {
    uint8_t shape = shape_of_any(name);
    if (shape == 0 && name.length > 0)
        return;
    if (stack->depth == 0)
        stack->depth = 1;
    stack->shapes[stack->depth - 1] = shape;
    if (shape == 0 && stack->depth == 1)
        stack->depth = 0;
}

/* What one name of a question is answered. Programs see a text pointer unless the mouse is theirs. */
static const char *answer(const struct qr_engine *e, struct qr_span name) {
    const char *current = qr_pointer_name(qr_pointer_shape(e));
    if (qr_span_is(name, "__current__"))
        return current ? current : "0";
    if (qr_span_is(name, "__default__") || qr_span_is(name, "__grabbed__"))
        return "text";
    return shape_of(name) ? "1" : "0";
}

static void query(struct qr_engine *e, const struct qr_osc *osc, struct qr_span list) {
    struct qr_span name;
    char text[240];
    size_t used = 0;
    while (qr_span_next(&list, ',', &name)) {
        const char *word = answer(e, name);
        size_t length = strlen(word);
        if (used + length + 1 >= sizeof text)
            return;
        if (used > 0)
            text[used++] = ',';
        memcpy(text + used, word, length);
        used += length;
    }
    text[used] = 0;
    qr_replyf(e, "\033]22;%s%s", text, osc->terminator);
}

void qr_osc_pointer(struct qr_engine *e, const struct qr_osc *osc) {
    struct qr_span list = qr_osc_span(osc), name;
    struct qr_pointer_stack *stack = stack_of(e);
    uint8_t before = qr_pointer_shape(e);
    uint8_t operation = list.length > 0 && strchr("=<>?", list.bytes[0]) ? list.bytes[0] : 0;
    if (operation)
        list = qr_span_behind(list, 1);
    switch (operation) {
    case '?':
        query(e, osc, list);
        break;
    case '<':
        stack->depth = (uint8_t)(stack->depth > 0 ? stack->depth - 1 : 0);
        break;
    case '>':
        while (qr_span_next(&list, ',', &name)) {
            if (shape_of_any(name))
                push(stack, shape_of_any(name));
        }
        break;
    default:
        while (qr_span_next(&list, ',', &name))
            set(stack, name);
        break;
    }
    qr_pointer_changed(e, before);
}
