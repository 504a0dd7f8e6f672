/* kitty_reply.c - what programs are told: APC G i=...,I=...,p=...,r=... ; OK, or an error and why. */
#include "kitty_images.h"

#include <stdio.h>

/* The keys of an answer, put together. */
struct keys {
    char text[64];
    size_t length;
};

static void add_key(struct keys *keys, char key, uint32_t value) {
    if (value == 0)
        return;
    keys->length += (size_t)snprintf(keys->text + keys->length, sizeof keys->text - keys->length, "%s%c=%u",
                                     keys->length > 0 ? "," : "", key, value);
}

static bool tells_frame(uint8_t action) {
    return action == 'f' || action == 'a';
}

void qr_kitty_answer(struct qr_engine *e, const struct qr_kitty_command *to, struct qr_kitty_error error) {
    struct keys keys = {{0}, 0};
    if ((to->id == 0 && to->number == 0) || to->quiet > (error.code ? 1 : 0))
        return;
    add_key(&keys, 'i', to->id);
    add_key(&keys, 'I', to->number);
    add_key(&keys, 'p', to->action == 'q' ? 0 : to->placement);
    add_key(&keys, 'r', tells_frame(to->action) ? to->frame : 0);
    if (error.code)
        qr_replyf(e, "\033_G%s;%s:%s\033\\", keys.text, error.code, error.why);
    else
        qr_replyf(e, "\033_G%s;OK\033\\", keys.text);
}
