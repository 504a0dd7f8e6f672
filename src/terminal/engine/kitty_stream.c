/* kitty_stream.c - strings of kitty's graphics protocol while they come: control data, then the payload. */
#include "handlers.h"
#include "kitty_images.h"

#include <stdio.h>

#include "qr_memory.h"
#include "string_stream.h"

/* An action: what obeys it; NULL: it transmits, in chunks (kitty_transmit.c). */
struct action {
    char letter;
    void (*obey)(struct qr_engine *engine, const struct qr_kitty_command *command);
    const char *keys, *summary;
};

static const struct action actions[] = {
    {'t', NULL, "f t s v S O i I o m q N", "takes an image in: pixels or PNG, as the payload, in chunks, or a file"},
    {'T', NULL, "those of t and p", "takes an image in and shows it"},
    {'q', NULL, "those of t", "tells whether an image could be taken in"},
    {'p', qr_kitty_put, "i I p x y w h X Y c r z C U P Q H V", "shows an image"},
    {'d', qr_kitty_delete, "d i I p x y z r", "deletes placements, images or frames"},
    {'f', NULL, "those of t, x y c r z X Y", "takes a frame of an animation in"},
    {'a', qr_kitty_animate, "i I s v c r z", "starts, stops and sets an animation"},
    {'c', qr_kitty_compose, "i I c r w h x y X Y C", "lays a part of a frame over another one"},
};

/* The parser lets no other letters through. */
static const struct action *action_of(const struct qr_kitty_command *command) {
    const struct action *action = actions;
    while (action->letter != (char)command->action)
        action++;
    return action;
}

static bool transmits(const struct qr_kitty_command *command) {
    return action_of(command)->obey == NULL;
}

bool qr_kitty_describe(size_t index, struct qr_kitty_description *description) {
    if (index >= sizeof actions / sizeof *actions)
        return false;
    const struct action *action = &actions[index];
    *description = (struct qr_kitty_description){.name = action->keys, .summary = action->summary};
    snprintf(description->form, sizeof description->form, "APC G a=%c", action->letter);
    return true;
}

/* --- control data ------------------------------------------------------------------------------------------------- */

static void collect_control(struct qr_kitty_images *kitty, const uint8_t *bytes, size_t length) {
    if (length > QR_KITTY_CONTROL_MAX - kitty->control_length) {
        kitty->control_lost = true;
        length = QR_KITTY_CONTROL_MAX - kitty->control_length;
    }
    if (length > 0)
        memcpy(kitty->control + kitty->control_length, bytes, length);
    kitty->control_length += length;
}

static struct qr_kitty_error mistake_of(struct qr_kitty_images *kitty) {
    const struct qr_kitty_command *command = &kitty->command;
    if (kitty->control_lost)
        return (struct qr_kitty_error){"EINVAL", "control data are too long"};
    if (command->id != 0 && command->number != 0)
        return (struct qr_kitty_error){"EINVAL", "an image is named by id or by number, not by both"};
    if (command->bad_key == 0)
        return (struct qr_kitty_error){NULL, NULL};
    snprintf(kitty->why, sizeof kitty->why, "the key %c has no such value", command->bad_key);
    return (struct qr_kitty_error){"EINVAL", kitty->why};
}

/* It is complete: what is to come is known. */
static void read_control(struct qr_engine *e) {
    struct qr_kitty_images *kitty = e->images.kitty;
    kitty->control_read = true;
    kitty->command = qr_kitty_command_read((struct qr_span){kitty->control, kitty->control_length});
    kitty->mistake = mistake_of(kitty);
    if (transmits(&kitty->command))
        qr_kitty_chunk_begin(e);
}

/* --- the payload -------------------------------------------------------------------------------------------------- */

/* A name is short: it is decoded as it comes, and kept. */
static void collect_name(struct qr_engine *e, const uint8_t *bytes, size_t length) {
    struct qr_kitty_images *kitty = e->images.kitty;
    if (kitty->name_lost)
        return;
    enum quire_result result = qr_bytes_add_base64(&e->allocator, &kitty->name, &kitty->name_text,
                                                   (struct qr_span){bytes, length}, QR_KITTY_NAME_MAX);
    if (result == QUIRE_OUT_OF_MEMORY)
        qr_engine_note(e, result);
    kitty->name_lost = result != QUIRE_OK;
}

static void take_payload(struct qr_engine *e, const uint8_t *bytes, size_t length) {
    struct qr_kitty_images *kitty = e->images.kitty;
    if (length == 0)
        return;
    if (kitty->payload == QR_KITTY_PIXELS)
        qr_kitty_load_text(e, &kitty->transfer.load, bytes, length);
    else if (kitty->payload == QR_KITTY_NAME)
        collect_name(e, bytes, length);
}

/* --- the stream --------------------------------------------------------------------------------------------------- */

static bool on_begin(struct qr_engine *e, const struct qr_sequence *introducer) {
    (void)introducer;
    if (e->images.budget == 0)
        return false;
    if (!e->images.kitty)
        e->images.kitty = qr_alloc_zeroed(&e->allocator, sizeof *e->images.kitty);
    struct qr_kitty_images *kitty = e->images.kitty;
    if (!kitty) {
        qr_engine_note(e, QUIRE_OUT_OF_MEMORY);
        return false;
    }
    kitty->control_length = 0;
    kitty->control_read = kitty->control_lost = kitty->name_lost = false;
    kitty->payload = QR_KITTY_NO_PAYLOAD;
    kitty->name.length = 0;
    kitty->name_text = (struct qr_base64_stream){{0}, 0, false};
    return true;
}

static void on_data(struct qr_engine *e, const uint8_t *bytes, size_t length) {
    struct qr_kitty_images *kitty = e->images.kitty;
    const uint8_t *end = kitty->control_read ? bytes : memchr(bytes, ';', length);
    size_t control = kitty->control_read ? 0 : end ? (size_t)(end - bytes) : length;
    if (!kitty->control_read) {
        collect_control(kitty, bytes, control);
        if (!end)
            return;
        read_control(e);
        control++;
    }
    take_payload(e, bytes + control, length - control);
}

static void on_end(struct qr_engine *e, bool well, bool bel) {
    struct qr_kitty_images *kitty = e->images.kitty;
    (void)bel;
    if (!well) {
        qr_kitty_transfer_forget(e);
        return;
    }
    if (!kitty->control_read)
        read_control(e);
    if (transmits(&kitty->command))
        qr_kitty_chunk_end(e);
    else if (kitty->mistake.code)
        qr_kitty_answer(e, &kitty->command, kitty->mistake);
    else
        action_of(&kitty->command)->obey(e, &kitty->command);
}

const struct qr_string_stream qr_kitty_stream = {on_begin, on_data, on_end};

void qr_kitty_forget(struct qr_engine *e) {
    if (!e->images.kitty)
        return;
    qr_kitty_transfer_forget(e);
    qr_bytes_free(&e->allocator, &e->images.kitty->name);
    qr_free(&e->allocator, e->images.kitty, sizeof *e->images.kitty);
    e->images.kitty = NULL;
}
