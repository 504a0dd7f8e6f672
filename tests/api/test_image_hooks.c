/* A host helps with images: media that programs name, PNG files that it decodes, files that only it can decode, before
 * and after the terminal was saved; and the limit. */
#include "api_kit.h"
#include "engine/engine_kit.h"

#include <quire/image.h>
#include <quire/settings.h>
#include <quire/snapshot.h>

struct host {
    struct kit kit;
    uint64_t asked;                 /* the image that is to be decoded */
    enum quire_image_format format; /* of it */
    uint32_t questions, given_back, decoded;
    bool refuses;
    char name[64];
};

static void give_back(void *user, const uint8_t *bytes, size_t length) {
    struct host *host = user;
    (void)bytes;
    CHECK_INT(length, 4);
    host->given_back++;
}

static const char *read_medium(void *user, enum quire_medium medium, const char *name, uint64_t offset, uint64_t size,
                               const uint8_t **bytes, size_t *length,
                               void (**back)(void *user, const uint8_t *bytes, size_t length)) {
    static const uint8_t pixel[] = {1, 2, 3, 4};
    struct host *host = user;
    (void)offset, (void)size;
    (void)snprintf(host->name, sizeof host->name, "%d %s", (int)medium, name);
    if (host->refuses)
        return "EPERM";
    *bytes = pixel;
    *length = sizeof pixel;
    *back = give_back;
    return NULL;
}

static const char *fill_medium(void *user, enum quire_medium medium, const char *name, uint64_t offset, size_t size,
                               void *to, size_t *length) {
    struct host *host = user;
    (void)snprintf(host->name, sizeof host->name, "%d %s %d", (int)medium, name, (int)offset);
    memset(to, 0x37, size);
    *length = size;
    return NULL;
}

static bool decode_png(void *user, const uint8_t *bytes, size_t length, uint32_t width, uint32_t height, uint8_t *rgba,
                       size_t stride) {
    struct host *host = user;
    host->decoded++;
    (void)bytes, (void)length;
    for (uint32_t y = 0; y < height; y++)
        memset(rgba + y * stride, 0x42, (size_t)width * 4);
    return !host->refuses;
}

static bool decode(void *user, uint64_t image, enum quire_image_format format, const uint8_t *bytes, size_t length) {
    struct host *host = user;
    (void)bytes;
    CHECK(length > 0);
    host->questions++;
    host->asked = image;
    host->format = format;
    return !host->refuses;
}

static struct quire_image_hooks hooks_of(struct host *host) {
    struct quire_image_hooks hooks = QUIRE_IMAGE_HOOKS_INIT;
    hooks.user = host;
    hooks.read_medium = read_medium;
    hooks.decode_png = decode_png;
    hooks.decode = decode;
    return hooks;
}

static void open_host(struct host *host) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct quire_image_hooks hooks = hooks_of(host);
    options.cols = 20;
    options.rows = 6;
    memset(host, 0, sizeof *host);
    kit_open_with(&host->kit, options);
    CHECK_INT(quire_terminal_set_image_hooks(host->kit.terminal, &hooks), QUIRE_OK);
}

/* The one piece in view. */
static struct quire_frame_image shown(struct kit *kit) {
    struct quire_frame_image image = QUIRE_FRAME_IMAGE_INIT;
    CHECK_INT(quire_frame_update(kit->frame, kit->terminal), QUIRE_OK);
    CHECK_INT(quire_frame_image_count(kit->frame), 1);
    CHECK_INT(quire_frame_get_image(kit->frame, 0, &image), QUIRE_OK);
    return image;
}

/* The first pixel of the piece in view; 0: it has none. */
static uint32_t pixel(struct kit *kit) {
    struct quire_frame_image image = shown(kit);
    struct quire_image *held = quire_frame_hold_image(kit->frame, 0);
    uint8_t rgba[64 * 64 * 4] = {0};
    bool read = held && image.image_width <= 64 && image.image_height <= 64 &&
                quire_image_read(held, rgba, (size_t)image.image_width * 4) == QUIRE_OK;
    quire_image_release(held);
    CHECK(image.available == (held != NULL));
    return read ? (uint32_t)rgba[0] << 24 | (uint32_t)rgba[1] << 16 | (uint32_t)rgba[2] << 8 | rgba[3] : 0;
}

static void media(void) {
    struct host host;
    open_host(&host);
    feed(&host.kit, "\033_Ga=T,i=1,t=f,f=32,s=1,v=1;L3RtcC94\033\\");
    CHECK_STR(host.name, "0 /tmp/x");
    CHECK_INT(host.given_back, 1);
    CHECK_INT(pixel(&host.kit), 0x01020304);
    host.refuses = true;
    feed(&host.kit, "\033_Ga=T,i=2,t=s,f=32,s=1,v=1;L3RtcC94\033\\");
    CHECK_STR(host.name, "2 /tmp/x");
    CHECK(strstr(host.kit.replies.bytes, "i=2;EPERM") != NULL);
    CHECK_INT(quire_terminal_set_image_hooks(host.kit.terminal, NULL), QUIRE_OK);
    feed(&host.kit, "\033_Ga=T,i=3,t=f,f=32,s=1,v=1;L3RtcC94\033\\");
    CHECK(strstr(host.kit.replies.bytes, "i=3;ENOTSUP") != NULL);
    kit_close(&host.kit);
}

/* Pixels go to where they stay; all else, and pixels of hosts of an earlier version, is copied. */
static void media_filled(void) {
    struct host host;
    open_host(&host);
    struct quire_image_hooks hooks = hooks_of(&host);
    hooks.fill_medium = fill_medium;
    CHECK_INT(quire_terminal_set_image_hooks(host.kit.terminal, &hooks), QUIRE_OK);
    feed(&host.kit, "\033_Ga=T,i=1,t=f,f=32,s=2,v=1,O=5;L3RtcC94\033\\");
    CHECK_STR(host.name, "0 /tmp/x 5");
    CHECK_INT(host.given_back, 0);
    CHECK_INT(pixel(&host.kit), 0x37373737);
    feed(&host.kit, "\033_Ga=T,i=1,t=s,f=100;L3RtcC94\033\\");
    CHECK_STR(host.name, "2 /tmp/x");
    CHECK_INT(host.given_back, 1);
    hooks.size = offsetof(struct quire_image_hooks, fill_medium);
    CHECK_INT(quire_terminal_set_image_hooks(host.kit.terminal, &hooks), QUIRE_OK);
    feed(&host.kit, "\033_Ga=T,i=1,t=s,f=32,s=1,v=1;L3RtcC94\033\\");
    CHECK_INT(host.given_back, 2);
    CHECK_INT(pixel(&host.kit), 0x01020304);
    kit_close(&host.kit);
}

/* One white pixel. */
#define PNG "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAAC0lEQVR4nGP4DwQACfsD/fteaysAAAAASUVORK5CYII="

static void png_files(void) {
    struct host host;
    struct kit copy = {0};
    struct text snapshot = {0};
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    open_host(&host);
    feed(&host.kit, "\033_Ga=T,i=1,f=100;" PNG "\033\\");
    CHECK_INT(pixel(&host.kit), 0x42424242);
    CHECK(host.decoded > 0);
    CHECK_INT(quire_snapshot_write(host.kit.terminal, kit_collect, &snapshot), QUIRE_OK);
    CHECK_INT(quire_snapshot_read(snapshot.bytes, snapshot.length, &options, &copy.terminal), QUIRE_OK);
    if (!test_ok || quire_frame_create(NULL, &copy.frame) != QUIRE_OK)
        return;
    struct quire_image_hooks hooks = hooks_of(&host);
    CHECK_INT(quire_terminal_set_image_hooks(copy.terminal, &hooks), QUIRE_OK); /* what came back is this host's, too */
    uint32_t before = host.decoded;
    CHECK_INT(pixel(&copy), 0x42424242);
    CHECK(host.decoded > before);
    host.refuses = true;
    CHECK_INT(pixel(&copy), 0);
    kit_close(&copy);
    kit_close(&host.kit);
    text_free(&snapshot);
}

/* A GIF file of 2 x 2 pixels, of which only its sizes are looked at here. */
#define GIF "R0lGODlhAgACAIAAAAAAAP///ywAAAAAAgACAAACAkQBADs="

/* Files that only the host can decode: a placeholder stands there until it has, also where the terminal was saved
 * meanwhile. */
static void foreign_files(void) {
    static const uint8_t pixels[2][16] = {{9, 9, 9, 9}, {8, 8, 8, 8}};
    const struct quire_image_frame frames[] = {{pixels[0], 100}, {pixels[1], 50}};
    struct host host;
    struct kit copy = {0};
    struct text snapshot = {0};
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    open_host(&host);
    feed(&host.kit, "\033]1337;File=inline=1:" GIF "\a");
    CHECK_INT(host.questions, 1);
    CHECK_INT(host.format, QUIRE_IMAGE_GIF);
    CHECK_INT(shown(&host.kit).image, host.asked);
    CHECK_INT(pixel(&host.kit), 0);
    CHECK_INT(quire_snapshot_write(host.kit.terminal, kit_collect, &snapshot), QUIRE_OK);
    CHECK_INT(quire_terminal_image_decoded(host.kit.terminal, host.asked, 3, 2, frames, 2, 0), QUIRE_LIMIT);
    CHECK_INT(pixel(&host.kit), 0);
    CHECK_INT(quire_terminal_image_decoded(host.kit.terminal, host.asked, 2, 2, frames, 2, 0), QUIRE_OK);
    CHECK_INT(pixel(&host.kit), 0x09090909);
    CHECK_INT(quire_terminal_set_time(host.kit.terminal, 1000), QUIRE_OK);
    CHECK_INT(quire_frame_update(host.kit.frame, host.kit.terminal), QUIRE_OK);
    CHECK_INT(quire_frame_images_due(host.kit.frame), 1100);
    CHECK_INT(quire_terminal_set_time(host.kit.terminal, 1100), QUIRE_OK);
    CHECK_INT(pixel(&host.kit), 0x08080808);
    CHECK_INT(quire_snapshot_read(snapshot.bytes, snapshot.length, &options, &copy.terminal), QUIRE_OK);
    if (!test_ok || quire_frame_create(NULL, &copy.frame) != QUIRE_OK)
        return;
    struct quire_image_hooks hooks = hooks_of(&host);
    CHECK_INT(pixel(&copy), 0);
    CHECK_INT(quire_terminal_set_image_hooks(copy.terminal, &hooks), QUIRE_OK);
    CHECK_INT(host.questions, 2); /* asked again */
    CHECK_INT(quire_terminal_image_decoded(copy.terminal, host.asked, 2, 2, frames, 1, 0), QUIRE_OK);
    CHECK_INT(pixel(&copy), 0x09090909);
    CHECK_INT(quire_terminal_image_decoded(copy.terminal, host.asked + 77, 2, 2, frames, 1, 0), QUIRE_OK);
    kit_close(&copy);
    kit_close(&host.kit);
    text_free(&snapshot);
}

static void limits(void) {
    struct host host;
    struct quire_terminal_settings settings = QUIRE_TERMINAL_SETTINGS_INIT;
    open_host(&host);
    feed(&host.kit, "\033_Ga=T,i=1,f=32,s=1,v=1;/////w==\033\\");
    CHECK_INT(kit_info(&host.kit).images, 1);
    CHECK(kit_info(&host.kit).image_bytes > 4);
    settings.members = QUIRE_SETTING_IMAGE_LIMIT;
    settings.image_limit = 0;
    CHECK_INT(quire_terminal_settings_set(host.kit.terminal, &settings), QUIRE_OK);
    CHECK(kit_info(&host.kit).images == 0 && kit_info(&host.kit).image_bytes == 0);
    text_clear(&host.kit.replies);
    feed(&host.kit, "\033_Ga=q,i=1,f=32,s=1,v=1;/////w==\033\\");
    CHECK(strstr(host.kit.replies.bytes, "OK") == NULL);
    settings.image_limit = 1 << 20;
    CHECK_INT(quire_terminal_settings_set(host.kit.terminal, &settings), QUIRE_OK);
    feed(&host.kit, "\033_Ga=T,i=1,f=32,s=1,v=1;/////w==\033\\");
    CHECK_INT(kit_info(&host.kit).images, 1);
    kit_close(&host.kit);
}

int main(void) {
    RUN(media);
    RUN(media_filled);
    RUN(png_files);
    RUN(foreign_files);
    RUN(limits);
    return test_end();
}
