/* Kitty's graphics protocol under any commands (its grammar as text is the target engine's): no fault, nothing beyond
 * the limit, answers that are well-formed, and every page sound at the end.
 *
 * The first byte chooses the limit, the second the size of the screen. Then come commands, each of bytes: how many keys
 * (and whether it ends well, and whether a host's slow calls feed it), for each key which one and a value, by a table
 * or four bytes of its own; how many bytes of payload, and these. What the host reads for a program is the payload
 * before. */
#include <stdio.h>
#include <string.h>

#include <quire/frame.h>
#include <quire/image.h>
#include <quire/terminal.h>

#include "fuzz.h"

unsigned long fuzz_taken;

#define KEYS_MAX 15u
#define COMMAND_MAX 2048u

struct input {
    const uint8_t *at, *end;
};

struct host {
    struct quire_terminal *terminal;
    struct quire_frame *frame;
    uint64_t limit;
    uint8_t medium[256]; /* what it reads for programs */
    size_t medium_length;
    unsigned given;
};

static uint8_t take(struct input *input) {
    return input->at < input->end ? *input->at++ : 0;
}

/* --- the host ----------------------------------------------------------------------------------------------------- */

static void on_reply(void *user, const char *bytes, size_t length) {
    (void)user;
    REQUIRE(length > 6 && memcmp(bytes, "\033_G", 3) == 0 && memcmp(bytes + length - 2, "\033\\", 2) == 0);
    for (size_t i = 3; i + 2 < length; i++)
        REQUIRE(bytes[i] >= 0x20 && bytes[i] < 0x7F);
}

static void give_back(void *user, const uint8_t *bytes, size_t length) {
    struct host *host = user;
    REQUIRE(bytes == host->medium && length == host->medium_length && host->given-- == 1);
}

static const char *read_medium(void *user, enum quire_medium medium, const char *name, uint64_t offset, uint64_t size,
                               const uint8_t **bytes, size_t *length,
                               void (**back)(void *user, const uint8_t *bytes, size_t length)) {
    struct host *host = user;
    (void)offset;
    (void)size;
    REQUIRE(name[0] != 0 && medium <= QUIRE_MEDIUM_SHARED_MEMORY);
    if (name[0] == 'x')
        return "EPERM";
    host->given++;
    *bytes = host->medium;
    *length = host->medium_length;
    *back = give_back;
    return NULL;
}

static const char *fill_medium(void *user, enum quire_medium medium, const char *name, uint64_t offset, size_t size,
                               void *to, size_t *length) {
    const struct host *host = user;
    (void)offset;
    REQUIRE(name[0] != 0 && medium <= QUIRE_MEDIUM_SHARED_MEMORY && (to != NULL) == (size > 0));
    if (name[0] == 'x')
        return "EPERM";
    *length = host->medium_length < size ? host->medium_length : size;
    if (*length > 0)
        memcpy(to, host->medium, *length);
    return NULL;
}

static void open_host(struct host *host, struct input *input) {
    static const uint64_t limits[] = {4096, 65536, 1 << 20, 0};
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct quire_image_hooks hooks = QUIRE_IMAGE_HOOKS_INIT;
    unsigned choice = take(input);
    host->limit = limits[choice % 4];
    options.cols = 1 + take(input) % 40;
    options.rows = 1 + options.cols % 11;
    options.cell_width_px = 7;
    options.cell_height_px = 13;
    options.callbacks =
        &(struct quire_callbacks){.size = sizeof(struct quire_callbacks), .user = host, .reply = on_reply};
    hooks.user = host;
    hooks.read_medium = read_medium;
    hooks.fill_medium = choice & 4 ? fill_medium : NULL;
    options.image_limit = host->limit;
    REQUIRE(quire_terminal_create(&options, &host->terminal) == QUIRE_OK);
    REQUIRE(quire_frame_create(NULL, &host->frame) == QUIRE_OK);
    REQUIRE(quire_terminal_set_image_hooks(host->terminal, &hooks) == QUIRE_OK);
}

static void look(struct host *host) {
    struct quire_terminal_info info = QUIRE_TERMINAL_INFO_INIT;
    struct quire_frame_image image = QUIRE_FRAME_IMAGE_INIT;
    REQUIRE(quire_terminal_get_info(host->terminal, &info) == QUIRE_OK && info.image_bytes <= host->limit);
    REQUIRE(quire_frame_update(host->frame, host->terminal) == QUIRE_OK);
    for (uint32_t i = 0; i < quire_frame_image_count(host->frame); i++) {
        REQUIRE(quire_frame_get_image(host->frame, i, &image) == QUIRE_OK);
        REQUIRE(image.x + image.width <= image.image_width && image.y + image.height <= image.image_height);
        REQUIRE(image.seen_rows > 0 && image.seen_cols > 0);
        quire_image_release(quire_frame_hold_image(host->frame, i));
    }
}

/* --- commands ----------------------------------------------------------------------------------------------------- */

static size_t put_key(char *text, struct input *input) {
    static const char keys[] = "aaaiiIpqtfsvSOmoxywhXYcrCUPQHVzdN?", actions[] = "tTTpdfac", media[] = "ddfts";
    static const char formats[][4] = {"24", "32", "100", "24"}, deletes[] = "aAcCfFiInNpPqQrRxXyYzZ";
    static const long long values[] = {0, 1, 2, 3, 4, 5, 7, 8, 16, 100, -1, -3, 65535, 65536, 2147483648, 4294967295};
    char key = keys[take(input) % (sizeof keys - 1)];
    uint8_t value = take(input);
    if (key == 'a')
        return (size_t)sprintf(text, "a=%c,", value == 255 ? 'q' : actions[value % 8]);
    if (key == 't')
        return (size_t)sprintf(text, "t=%c,", media[value % 5]);
    if (key == 'f')
        return (size_t)sprintf(text, "f=%s,", formats[value % 4]);
    if (key == 'd')
        return (size_t)sprintf(text, "d=%c,", deletes[value % (sizeof deletes - 1)]);
    if (key == 'o')
        return (size_t)sprintf(text, "o=z,");
    if (value < 240)
        return (size_t)sprintf(text, "%c=%lld,", key, values[value % 16]);
    return (size_t)sprintf(text, "%c=%u,", key,
                           (unsigned)take(input) << 24 | (unsigned)take(input) << 16 | (unsigned)take(input) << 8 |
                               value);
}

static size_t put_base64(char *text, const uint8_t *bytes, size_t length) {
    static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    size_t size = 0;
    for (size_t i = 0; i < length; i += 3) {
        uint32_t bits = (uint32_t)bytes[i] << 16;
        bits |= i + 1 < length ? (uint32_t)bytes[i + 1] << 8 : 0;
        bits |= i + 2 < length ? bytes[i + 2] : 0;
        for (size_t k = 0; k < 4 && k <= length - i; k++)
            text[size++] = alphabet[bits >> (18 - 6 * k) & 63];
    }
    return size;
}

static size_t put_command(struct host *host, char *text, struct input *input) {
    uint8_t head = take(input);
    size_t size = (size_t)sprintf(text, "\033_G");
    for (unsigned i = 0; i < head % (KEYS_MAX + 1); i++)
        size += put_key(text + size, input);
    size_t length = take(input);
    if (length > (size_t)(input->end - input->at))
        length = (size_t)(input->end - input->at);
    text[size++] = ';';
    size += put_base64(text + size, input->at, length);
    memcpy(host->medium, input->at, length);
    host->medium_length = length;
    input->at += length;
    return size + (size_t)sprintf(text + size, head & 0x80 ? "\030" : "\033\\");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct input input = {data, data + size};
    struct host host = {.terminal = NULL};
    char text[COMMAND_MAX];
    open_host(&host, &input);
    while (input.at < input.end) {
        size_t length = put_command(&host, text, &input);
        REQUIRE(length < sizeof text);
        REQUIRE(quire_terminal_feed(host.terminal, text, length) == QUIRE_OK);
        REQUIRE(host.given == 0);
        look(&host);
    }
    REQUIRE(quire_terminal_feed(host.terminal, "\r\n\r\n", 4) == QUIRE_OK);
    look(&host);
    REQUIRE(quire_terminal_verify(host.terminal, NULL, NULL) == 0);
    quire_frame_destroy(host.frame);
    quire_terminal_destroy(host.terminal);
    fuzz_taken++;
    return 0;
}
