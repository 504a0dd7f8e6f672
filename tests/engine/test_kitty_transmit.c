/* Kitty's graphics protocol: how images come in, and what is answered (engine/kitty_transmit.c, kitty_load.c). */
#include "kitty_kit.h"

#include "image_inflate.h"

/* 2 x 1 pixels: opaque red, half transparent blue. */
static const uint8_t png[] = {0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0x00, 0x00, 0x00, 0x0D, 0x49, 0x48, 0x44,
                              0x52, 0x00, 0x00, 0x00, 0x02, 0x00, 0x00, 0x00, 0x01, 0x08, 0x06, 0x00, 0x00, 0x00, 0xF4,
                              0x22, 0x7F, 0x8A, 0x00, 0x00, 0x00, 0x0E, 0x49, 0x44, 0x41, 0x54, 0x78, 0xDA, 0x63, 0xF8,
                              0xCF, 0xC0, 0x00, 0x42, 0x0D, 0x00, 0x0F, 0x7A, 0x03, 0x7E, 0x6A, 0x81, 0x31, 0xE1, 0x00,
                              0x00, 0x00, 0x00, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82};

/* The bytes 0 to 11, and that file, as zlib streams. */
static const uint8_t packed[] = {0x78, 0xDA, 0x63, 0x60, 0x64, 0x62, 0x66, 0x61, 0x65, 0x63,
                                 0xE7, 0xE0, 0xE4, 0xE2, 0x06, 0x00, 0x01, 0x2A, 0x00, 0x43};
static const uint8_t packed_png[] = {
    0x78, 0xDA, 0xEB, 0x0C, 0xF0, 0x73, 0xE7, 0xE5, 0x92, 0xE2, 0x62, 0x60, 0x60, 0xE0, 0xF5, 0xF4, 0x70, 0x09, 0x02,
    0xD2, 0x4C, 0x40, 0xCC, 0xC8, 0xC1, 0x06, 0x24, 0xBF, 0x28, 0xD5, 0x77, 0x01, 0x29, 0x3E, 0x4F, 0x17, 0xC7, 0x90,
    0x8A, 0x5B, 0xC9, 0x3F, 0xCE, 0x1F, 0x60, 0x70, 0xE2, 0x65, 0xE0, 0xAF, 0x62, 0xAE, 0xCB, 0x6A, 0x34, 0x7C, 0x08,
    0x94, 0x61, 0xF0, 0x74, 0xF5, 0x73, 0x59, 0xE7, 0x94, 0xD0, 0x04, 0x00, 0xEE, 0x52, 0x10, 0xC2};

static const uint8_t twelve[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};

/* f, s, v: pixels with and without alpha. 32 is what is meant without f. */
static void formats(void) {
    struct kit kit;
    kitty_open(&kit, 20, 5);
    CHECK_STR(kitty_send(&kit, "i=1,f=24,s=2,v=2", twelve, 12), "i=1;OK");
    CHECK_STR(kitty_pixels(&kit, 1, 1), "000102ff 030405ff 060708ff 090a0bff");
    CHECK_STR(kitty_send(&kit, "i=2,f=32,s=1,v=3", twelve, 12), "i=2;OK");
    CHECK_STR(kitty_pixels(&kit, 2, 1), "00010203 04050607 08090a0b");
    CHECK_STR(kitty_send(&kit, "i=3,s=3,v=1", twelve, 12), "i=3;OK");
    CHECK_STR(kitty_pixels(&kit, 3, 1), "00010203 04050607 08090a0b");
    CHECK_STR(kitty_send(&kit, "i=4,f=25,s=3,v=1", twelve, 12), "i=4;EINVAL");
    CHECK_INT(kitty_count(&kit), 3);
    CHECK_INT(kitty_placements(&kit), 0);
    kit_close(&kit);
}

/* f=100: sizes are the file's. */
static void png_files(void) {
    struct kit kit;
    kitty_open(&kit, 20, 5);
    CHECK_STR(kitty_send(&kit, "i=1,f=100", png, sizeof png), "i=1;OK");
    const struct qr_image *image = kitty_find(&kit, 1);
    CHECK(image && image->width == 2 && image->height == 1);
    if (qr_inflate_is_there())
        CHECK_STR(kitty_pixels(&kit, 1, 1), "ff0000ff 0000ff80");
    CHECK_STR(kitty_send(&kit, "i=2,f=100", twelve, 12), "i=2;EBADPNG");
    CHECK_STR(kitty_send(&kit, "i=2,f=100", png, sizeof png - 13), "i=2;EBADPNG");
    CHECK_STR(kitty_send(&kit, "i=2,f=100", "", 0), "i=2;EBADPNG");
    CHECK_STR(kitty_command(&kit, "i=2,f=100"), "i=2;EBADPNG");
    CHECK_INT(kitty_count(&kit), 1);
    kit_close(&kit);
}

/* o=z, of pixels and of files. */
static void compression(void) {
    struct kit kit;
    uint8_t broken[sizeof packed];
    if (!qr_inflate_is_there())
        return;
    kitty_open(&kit, 20, 5);
    CHECK_STR(kitty_send(&kit, "i=1,f=24,s=2,v=2,o=z", packed, sizeof packed), "i=1;OK");
    CHECK_STR(kitty_pixels(&kit, 1, 1), "000102ff 030405ff 060708ff 090a0bff");
    CHECK_STR(kitty_send(&kit, "i=2,f=100,o=z,S=73", packed_png, sizeof packed_png), "i=2;OK");
    CHECK_STR(kitty_pixels(&kit, 2, 1), "ff0000ff 0000ff80");
    CHECK_STR(kitty_send(&kit, "i=3,f=24,s=2,v=3,o=z", packed, sizeof packed), "i=3;EINVAL");
    CHECK_STR(kitty_send(&kit, "i=3,f=24,s=2,v=1,o=z", packed, sizeof packed), "i=3;EINVAL");
    CHECK_STR(kitty_send(&kit, "i=3,f=24,s=2,v=2,o=z", packed, sizeof packed - 5), "i=3;EINVAL");
    CHECK_STR(kitty_send(&kit, "i=3,f=24,s=2,v=2,o=z", twelve, 12), "i=3;EINVAL");
    memcpy(broken, packed, sizeof packed);
    broken[sizeof broken - 1] ^= 1; /* the checksum */
    CHECK_STR(kitty_send(&kit, "i=3,f=24,s=2,v=2,o=z", broken, sizeof broken), "i=3;EINVAL");
    CHECK_STR(kitty_send(&kit, "i=3,f=24,s=2,v=2,o=x", packed, sizeof packed), "i=3;EINVAL");
    CHECK_INT(kitty_count(&kit), 2);
    kit_close(&kit);
}

/* Too few data, too many, no base64, no sizes. */
static void wrong_data(void) {
    static const struct {
        const char *control, *text, *answer;
    } cases[] = {{"i=1,s=10,v=10", "YWJjZA==", "i=1;ENODATA"},
                 {"i=1,s=1,v=1", "", "i=1;ENODATA"},
                 {"i=1,s=1,v=1,f=24", "YWJjZA==", "i=1;EFBIG"},
                 {"i=1,s=1,v=1", "YW*jZA==", "i=1;EINVAL"},
                 {"i=1,s=1,v=1", "YWJjZ", "i=1;EINVAL"},
                 {"i=1,s=0,v=1", "YWJj", "i=1;EINVAL"},
                 {"i=1,s=1", "YWJj", "i=1;EINVAL"},
                 {"i=1,v=1", "YWJj", "i=1;EINVAL"},
                 {"i=1,s=32769,v=1", "YWJj", "i=1;EINVAL"},
                 {"i=1,s=2147483648,v=2147483648", "YWJj", "i=1;EINVAL"},
                 {"i=1,s=32768,v=32768", "YWJj", "i=1;ENOSPC"},
                 {"i=1,s=x,v=1", "YWJj", "i=1;EINVAL"},
                 {"i=1,t=x,s=1,v=1", "YWJj", "i=1;EINVAL"},
                 {"i=1,a=x,s=1,v=1", "YWJj", "i=1;EINVAL"},
                 {"i=1,s=1,v=1,f=24", "YWJj\r\n", "i=1;OK"},
                 {"i=1,s=1,v=1,k=9,f=24", "YWJj", "i=1;OK"}};
    struct kit kit;
    kitty_open(&kit, 20, 5);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        CHECK_STR(kitty_send_text(&kit, cases[i].control, cases[i].text), cases[i].answer);
    CHECK_INT(kitty_count(&kit), 1);
    kit_close(&kit);
}

/* m: chunks have m and q only, or repeat what the first one said; nothing is there before the last one. */
static void chunks(void) {
    struct kit kit;
    kitty_open(&kit, 20, 5);
    CHECK_STR(kitty_send(&kit, "i=1,f=24,s=2,v=2,m=1", twelve, 3), "");
    CHECK_STR(kitty_send(&kit, "m=1", twelve + 3, 3), "");
    CHECK_STR(kitty_send(&kit, "i=1,m=1", twelve + 6, 3), "");
    CHECK_INT(kitty_count(&kit), 0);
    CHECK_STR(kitty_send(&kit, "m=0", twelve + 9, 3), "i=1;OK");
    CHECK_STR(kitty_pixels(&kit, 1, 1), "000102ff 030405ff 060708ff 090a0bff");
    /* Cut anywhere in the text, and the last one empty or without m. */
    CHECK_STR(kitty_send_text(&kit, "i=2,f=24,s=2,v=1,m=1", "AAE"), "");
    CHECK_STR(kitty_send_text(&kit, "m=1", "CAwQ"), "");
    CHECK_STR(kitty_send_text(&kit, "m=1", "F"), "");
    CHECK_STR(kitty_command(&kit, "q=0"), "i=2;OK");
    CHECK_STR(kitty_pixels(&kit, 2, 1), "000102ff 030405ff");
    kit_close(&kit);
}

/* A transfer that failed is answered once; its other chunks are passed over. */
static void failed_chunks(void) {
    struct kit kit;
    kitty_open(&kit, 20, 5);
    CHECK_STR(kitty_send(&kit, "i=1,f=24,s=1,v=1,m=1", twelve, 6), "i=1;EFBIG");
    CHECK_STR(kitty_send(&kit, "m=1", twelve, 6), "");
    CHECK_STR(kitty_send(&kit, "m=0", twelve, 6), "");
    CHECK_STR(kitty_send(&kit, "i=1,f=24,s=1,v=1", twelve, 3), "i=1;OK");
    CHECK_STR(kitty_send(&kit, "i=1,f=24,s=0,v=1,m=1", twelve, 6), "i=1;EINVAL");
    CHECK_STR(kitty_send(&kit, "m=0", twelve, 6), "");
    CHECK_STR(kitty_send(&kit, "i=2,f=24,s=2,v=2,m=1", twelve, 3), "");
    CHECK_STR(kitty_send(&kit, "m=0", twelve, 3), "i=2;ENODATA");
    CHECK_INT(kitty_count(&kit), 1);
    kit_close(&kit);
}

/* Another image, another action, another medium, a deletion, a cancelled chunk: what was under way is given up. */
static void broken_off(void) {
    static const char *const others[] = {"i=9,f=24,s=1,v=1", "a=T,i=1,f=24,s=1,v=1", "a=q,i=1,f=24,s=1,v=1"};
    struct kit kit;
    kitty_open(&kit, 20, 5);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        CHECK_STR(kitty_send(&kit, "i=1,f=24,s=2,v=2,m=1", twelve, 3), "");
        CHECK_STR(kitty_send(&kit, others[i], twelve, 3), i == 0 ? "i=9;OK" : "i=1;OK");
        CHECK_STR(kitty_command(&kit, "a=d,d=A"), "");
    }
    CHECK_STR(kitty_send(&kit, "i=5,f=24,s=2,v=2,m=1", twelve, 3), "");
    CHECK_STR(kitty_command(&kit, "a=d"), "");
    CHECK_STR(kitty_send(&kit, "i=5,f=24,s=2,v=1", twelve, 6), "i=5;OK");
    CHECK_STR(kitty_send(&kit, "i=5,f=24,s=2,v=2,m=1", twelve, 3), "");
    feed(&kit, "\033_Gm=0;AAAA\030");
    CHECK_STR(kitty_send(&kit, "i=5,f=24,s=2,v=1", twelve + 3, 6), "i=5;OK");
    CHECK_STR(kitty_pixels(&kit, 5, 1), "030405ff 060708ff");
    /* Commands that send nothing leave it alone. */
    CHECK_STR(kitty_send(&kit, "i=6,f=24,s=2,v=1,m=1", twelve, 3), "");
    CHECK_STR(kitty_command(&kit, "a=p,i=5"), "i=5;OK");
    CHECK_STR(kitty_send(&kit, "m=0", twelve, 3), "i=6;OK");
    kit_close(&kit);
}

/* q: 1 hushes OK, 2 mistakes as well; of a chunk that says it, it counts from there on. */
static void quiet(void) {
    struct kit kit;
    kitty_open(&kit, 20, 5);
    CHECK_STR(kitty_send(&kit, "i=1,s=9,v=9,q=1", twelve, 4), "i=1;ENODATA");
    CHECK_STR(kitty_send(&kit, "i=1,s=9,v=9,q=2", twelve, 4), "");
    CHECK_STR(kitty_send(&kit, "i=1,s=1,v=1,q=1", twelve, 4), "");
    CHECK_STR(kitty_send(&kit, "i=1,s=1,v=1,q=2", twelve, 4), "");
    CHECK_INT(kitty_count(&kit), 1);
    CHECK_STR(kitty_send(&kit, "i=2,s=1,v=2,q=1,m=1", twelve, 4), "");
    CHECK_STR(kitty_send(&kit, "m=0", twelve, 4), "");
    CHECK_STR(kitty_send(&kit, "i=2,s=1,v=2,m=1", twelve, 4), "");
    CHECK_STR(kitty_send(&kit, "m=0,q=2", twelve, 3), "");
    CHECK_STR(kitty_send(&kit, "i=2,s=1,v=2,m=1", twelve, 4), "");
    CHECK_STR(kitty_send(&kit, "m=0,q=1", twelve, 3), "i=2;ENODATA");
    CHECK_STR(kitty_command(&kit, "a=p,i=77,q=1"), "i=77;ENOENT");
    CHECK_STR(kitty_command(&kit, "a=p,i=77,q=2"), "");
    CHECK_STR(kitty_command(&kit, "a=p,i=1,q=1"), "");
    kit_close(&kit);
}

/* a=q: answered, and nothing is kept or replaced. Without an id nothing is answered, to any command. */
static void queries(void) {
    struct kit kit;
    kitty_open(&kit, 20, 5);
    CHECK_STR(kitty_send_text(&kit, "i=31,s=1,v=1,a=q,t=d,f=24", "AAAA"), "i=31;OK");
    CHECK_INT(kitty_count(&kit), 0);
    CHECK_STR(kitty_send(&kit, "i=31,f=24,s=2,v=1", twelve, 6), "i=31;OK");
    CHECK_STR(kitty_send_text(&kit, "i=31,s=1,v=1,a=q,t=d,f=24", "AAAA"), "i=31;OK");
    CHECK_STR(kitty_pixels(&kit, 31, 1), "000102ff 030405ff");
    CHECK_STR(kitty_send_text(&kit, "s=1,v=1,a=q,f=24", "AAAA"), "");
    CHECK_STR(kitty_send_text(&kit, "a=q,f=24", "AAAA"), "");
    CHECK_STR(kitty_send_text(&kit, "f=24,s=9,v=9", "AAAA"), "");
    CHECK_STR(kitty_send_text(&kit, "f=24,s=1,v=1", "AAAA"), "");
    CHECK_STR(kitty_command(&kit, "a=p"), "");
    CHECK_INT(kitty_count(&kit), 1);
    /* The question of programs whether there is the protocol: the answer is before that of DA1. */
    feed(&kit, "\033_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\033\\\033[c");
    CHECK(strncmp(kit.replies.bytes, "\033_Gi=31;OK\033\\\033[?", 14) == 0);
    kit_close(&kit);
}

/* i and I: an id is the program's, a number gets one; the newest of a number is meant; both are a mistake. */
static void ids_and_numbers(void) {
    struct kit kit;
    kitty_open(&kit, 20, 5);
    CHECK_STR(kitty_send(&kit, "i=3,I=1,f=24,s=1,v=1", twelve, 3), "i=3,I=1;EINVAL");
    CHECK_STR(kitty_command(&kit, "a=p,i=3,I=1"), "i=3,I=1;EINVAL");
    CHECK_STR(kitty_send(&kit, "I=1,f=24,s=1,v=1", twelve, 3), kitty_named(&kit, 1, ";OK"));
    uint32_t first = kitty_id_of(&kit, 1);
    CHECK_STR(kitty_send(&kit, "I=1,f=24,s=1,v=1", twelve + 3, 3), kitty_named(&kit, 1, ";OK"));
    uint32_t second = kitty_id_of(&kit, 1);
    CHECK(first != 0 && second != 0 && first != second);
    CHECK_INT(kitty_count(&kit), 2);
    CHECK_STR(kitty_command(&kit, "a=p,I=1"), kitty_named(&kit, 1, ";OK"));
    CHECK(kitty_placement(&kit, second) && !kitty_placement(&kit, first));
    CHECK_STR(kitty_command(&kit, "a=p,I=9"), "I=9;ENOENT");
    CHECK_STR(kitty_send(&kit, "i=4294967295,f=24,s=1,v=1", twelve, 3), "i=4294967295;OK");
    CHECK_STR(kitty_send(&kit, "i=4294967296,f=24,s=1,v=1", twelve, 3), "");
    /* An id that comes again: the image is replaced, and its placements go. */
    char control[64];
    snprintf(control, sizeof control, "i=%u,f=24,s=2,v=1", second);
    (void)kitty_send(&kit, control, twelve, 6);
    CHECK_STR(kitty_pixels(&kit, second, 1), "000102ff 030405ff");
    CHECK_INT(kitty_placements(&kit), 0);
    CHECK_INT(kitty_id_of(&kit, 1), first);
    /* Chunks with a number. */
    CHECK_STR(kitty_send(&kit, "I=93,f=24,s=2,v=1,m=1", twelve, 3), "");
    CHECK_STR(kitty_send(&kit, "m=0", twelve, 3), kitty_named(&kit, 93, ";OK"));
    kit_close(&kit);
}

/* Each of the two screens has images of its own. */
static void screens(void) {
    struct kit kit;
    kitty_open(&kit, 20, 5);
    CHECK_STR(kitty_send(&kit, "i=1,f=24,s=1,v=1", twelve, 3), "i=1;OK");
    feed(&kit, "\033[?1049h");
    CHECK_STR(kitty_command(&kit, "a=p,i=1"), "i=1;ENOENT");
    CHECK_STR(kitty_send(&kit, "i=1,f=24,s=1,v=1", twelve + 3, 3), "i=1;OK");
    CHECK_STR(kitty_pixels(&kit, 1, 1), "030405ff");
    feed(&kit, "\033[?1049l");
    CHECK_STR(kitty_pixels(&kit, 1, 1), "000102ff");
    kit_close(&kit);
}

/* N: hints change nothing that can be seen. */
static void hints(void) {
    struct kit kit;
    kitty_open(&kit, 20, 5);
    CHECK_STR(kitty_send(&kit, "i=1,f=24,s=1,v=1,N=1", twelve, 3), "i=1;OK");
    CHECK_STR(kitty_send(&kit, "i=2,f=24,s=1,v=1,N=4294967295", twelve, 3), "i=2;OK");
    CHECK_INT(kitty_count(&kit), 2);
    kit_close(&kit);
}

/* --- what the host reads ------------------------------------------------------------------------------------------ */

struct files {
    char asked[256]; /* "medium name offset size" */
    const char *error;
    const uint8_t *bytes;
    size_t length;
    int given, back;
};

static void give_back(void *user, const uint8_t *bytes, size_t length) {
    struct files *files = user;
    CHECK(bytes == files->bytes && length == files->length);
    files->back++;
}

static const char *read_medium(void *user, enum quire_medium medium, const char *name, uint64_t offset, uint64_t size,
                               const uint8_t **bytes, size_t *length,
                               void (**back)(void *user, const uint8_t *bytes, size_t length)) {
    struct files *files = user;
    snprintf(files->asked, sizeof files->asked, "%d %s %d %d", (int)medium, name, (int)offset, (int)size);
    if (files->error)
        return files->error;
    *bytes = files->bytes;
    *length = files->length;
    *back = give_back;
    files->given++;
    return NULL;
}

static void use_files(struct kit *kit, struct files *files) {
    kitty_engine(kit)->images.hooks.user = files;
    kitty_engine(kit)->images.hooks.read_medium = read_medium;
}

/* t, S, O: the host is asked for what the name says, with offset and size; pixels bound the size. */
static void media(void) {
    static const struct {
        const char *control, *asked;
    } cases[] = {{"i=1,f=24,s=2,v=2,t=f", "0 /a/b 0 12"},
                 {"i=1,f=24,s=2,v=2,t=t", "1 /a/b 0 12"},
                 {"i=1,f=24,s=2,v=2,t=s", "2 /a/b 0 12"},
                 {"i=1,f=24,s=2,v=2,t=f,S=12,O=7", "0 /a/b 7 12"},
                 {"i=1,f=24,s=2,v=2,t=f,S=4000000000,O=7", "0 /a/b 7 12"},
                 {"a=T,i=1,s=3,v=1,t=s,m=1", "2 /a/b 0 12"}};
    struct files files = {.bytes = twelve, .length = 12};
    struct kit kit;
    kitty_open(&kit, 20, 5);
    use_files(&kit, &files);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        CHECK_STR(kitty_send(&kit, cases[i].control, "/a/b", 4), "i=1;OK");
        CHECK_STR(files.asked, cases[i].asked);
    }
    CHECK_INT(files.given, 6);
    CHECK_INT(files.back, 6);
    files.bytes = png;
    files.length = sizeof png;
    CHECK_STR(kitty_send(&kit, "i=2,f=100,t=t", "/a/b", 4), "i=2;OK");
    CHECK_STR(files.asked, "1 /a/b 0 0");
    files.bytes = packed;
    files.length = sizeof packed;
    if (qr_inflate_is_there())
        CHECK_STR(kitty_send(&kit, "i=3,f=24,s=2,v=2,o=z,t=s,S=20", "/a/b", 4), "i=3;OK");
    CHECK_INT(files.given, files.back);
    kit_close(&kit);
}

static void media_that_fail(void) {
    static const char *const errors[] = {"ENOENT", "EPERM", "EBADF"};
    struct files files = {.bytes = twelve, .length = 6};
    struct kit kit;
    char answer[32];
    kitty_open(&kit, 20, 5);
    CHECK_STR(kitty_send(&kit, "i=1,f=24,s=2,v=2,t=f", "/a/b", 4), "i=1;ENOTSUP");
    use_files(&kit, &files);
    CHECK_STR(kitty_send(&kit, "i=1,f=24,s=2,v=2,t=f", "/a/b", 4), "i=1;ENODATA");
    CHECK_STR(kitty_send(&kit, "i=1,f=100,t=f", "/a/b", 4), "i=1;EBADPNG");
    CHECK_INT(files.given, files.back);
    CHECK_STR(kitty_send(&kit, "i=9,f=24,s=1,v=1,t=f", "/a/b", 4), "i=9;OK"); /* more than was asked for */
    CHECK_STR(kitty_command(&kit, "a=d,d=I,i=9"), "");
    for (size_t i = 0; i < sizeof errors / sizeof *errors; i++) {
        files.error = errors[i];
        snprintf(answer, sizeof answer, "i=1;%s", errors[i]);
        CHECK_STR(kitty_send(&kit, "i=1,f=24,s=2,v=2,t=f", "/a/b", 4), answer);
    }
    CHECK_INT(kitty_count(&kit), 0);
    kit_close(&kit);
}

/* --- pixels that the host reads to where they stay --------------------------------------------------------------- */

static const char *fill_medium(void *user, enum quire_medium medium, const char *name, uint64_t offset, size_t size,
                               void *to, size_t *length) {
    struct files *files = user;
    snprintf(files->asked, sizeof files->asked, "fill %d %s %d %d", (int)medium, name, (int)offset, (int)size);
    CHECK((to != NULL) == (size > 0));
    *length = files->length;
    if (files->error)
        return files->error;
    if (size > 0)
        memcpy(to, files->bytes, files->length < size ? files->length : size);
    return NULL;
}

static void filled(void) {
    static const struct {
        const char *control, *asked;
    } cases[] = {{"i=1,f=24,s=2,v=2,t=f", "fill 0 /a/b 0 12"},
                 {"i=1,f=24,s=2,v=2,t=t", "fill 1 /a/b 0 12"},
                 {"i=1,f=24,s=2,v=2,t=s,S=4000000000,O=7", "fill 2 /a/b 7 12"},
                 {"a=T,i=1,s=3,v=1,t=s", "fill 2 /a/b 0 12"},
                 {"a=q,i=1,s=3,v=1,t=s", "fill 2 /a/b 0 12"}};
    struct files files = {.bytes = twelve, .length = 12};
    struct kit kit;
    kitty_open(&kit, 20, 5);
    use_files(&kit, &files);
    kitty_engine(&kit)->images.hooks.fill_medium = fill_medium;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        CHECK_STR(kitty_send(&kit, cases[i].control, "/a/b", 4), "i=1;OK");
        CHECK_STR(files.asked, cases[i].asked);
    }
    CHECK_STR(kitty_pixels(&kit, 1, 1), "00010203 04050607 08090a0b");
    CHECK_STR(kitty_send(&kit, "a=f,i=1,s=3,v=1,t=s", "/a/b", 4), "i=1,r=2;OK");
    CHECK_STR(files.asked, "fill 2 /a/b 0 12");
    files.bytes = png;
    files.length = sizeof png;
    CHECK_STR(kitty_send(&kit, "i=2,f=100,t=t", "/a/b", 4), "i=2;OK");
    CHECK_STR(files.asked, "1 /a/b 0 0"); /* how large is not known before */
    files.bytes = packed;
    files.length = sizeof packed;
    if (qr_inflate_is_there())
        CHECK_STR(kitty_send(&kit, "i=3,f=24,s=2,v=2,o=z,t=s,S=20", "/a/b", 4), "i=3;OK");
    CHECK_INT(files.given, files.back);
    CHECK_STR(qr_images_check(kitty_store(&kit)) ? "unsound" : "", "");
    kit_close(&kit);
}

static void filled_and_failed(void) {
    struct files files = {.bytes = twelve, .length = 11};
    struct kit kit;
    kitty_open(&kit, 20, 5);
    use_files(&kit, &files);
    kitty_engine(&kit)->images.hooks.fill_medium = fill_medium;
    kitty_engine(&kit)->images.budget = 4096;
    CHECK_STR(kitty_send(&kit, "i=1,f=24,s=2,v=2,t=f", "/a/b", 4), "i=1;ENODATA");
    files.length = 12;
    CHECK_STR(kitty_send(&kit, "i=1,f=24,s=2,v=2,t=f,S=11", "/a/b", 4), "i=1;ENODATA");
    CHECK_STR(files.asked, "fill 0 /a/b 0 11");
    CHECK_STR(kitty_send(&kit, "i=9,f=24,s=1,v=1,t=f", "/a/b", 4), "i=9;OK"); /* says more than there is room for */
    CHECK_STR(kitty_command(&kit, "a=d,d=I,i=9"), "");
    files.error = "EPERM";
    CHECK_STR(kitty_send(&kit, "i=1,f=24,s=2,v=2,t=f", "/a/b", 4), "i=1;EPERM");
    files.error = NULL;
    CHECK_STR(kitty_send(&kit, "i=1,f=24,t=s", "/a/b", 4), "i=1;EINVAL");
    CHECK_STR(files.asked, "fill 2 /a/b 0 0"); /* so that it is unlinked */
    CHECK_STR(kitty_send(&kit, "i=1,f=24,s=99999,v=1,t=s", "/a/b", 4), "i=1;EINVAL");
    CHECK_STR(files.asked, "fill 2 /a/b 0 0");
    CHECK_STR(kitty_send(&kit, "i=1,f=24,s=100,v=100,t=s", "/a/b", 4), "i=1;ENOSPC");
    CHECK_STR(files.asked, "fill 2 /a/b 0 0");
    CHECK_INT(kitty_count(&kit), 0);
    CHECK_INT(qr_images_bytes(kitty_store(&kit)), 0);
    kit_close(&kit);
}

/* Video: memory is taken for the first pictures alone, and goes back when nothing comes. */
static void video(void) {
    enum { SIDE = 600 };
    uint8_t *pixels = calloc(SIDE * SIDE, 4);
    struct files files = {.bytes = pixels, .length = (size_t)SIDE * SIDE * 4};
    struct qr_content *shown[3] = {NULL};
    struct kit kit;
    kitty_open(&kit, 20, 5);
    use_files(&kit, &files);
    kitty_engine(&kit)->images.hooks.fill_medium = fill_medium;
    for (uint32_t i = 0; i < 12; i++) {
        pixels[7] = (uint8_t)i;
        CHECK_STR(kitty_send(&kit, "a=T,i=1,p=1,C=1,s=600,v=600,t=s", "/a/b", 4), "i=1,p=1;OK");
        struct qr_content *content = kitty_find(&kit, 1)->frames[0].content;
        CHECK_INT(content->bytes[7], i);
        CHECK(i < 3 || content == shown[i % 3]);
        qr_content_hold(content); /* as one does who draws it while the next comes */
        if (i > 1)
            qr_content_release(shown[(i - 2) % 3]);
        shown[i % 3] = content;
        CHECK_STR(qr_images_check(kitty_store(&kit)) ? "unsound" : "", "");
    }
    qr_content_release(shown[10 % 3]);
    qr_content_release(shown[11 % 3]);
    CHECK(qr_images_bytes(kitty_store(&kit)) > 2 * files.length);
    (void)quire_terminal_idle(kit.terminal, 1);
    CHECK(qr_images_bytes(kitty_store(&kit)) < 2 * files.length);
    kit_close(&kit);
    free(pixels);
}

/* Names that are none never reach the host. */
static void names(void) {
    static char name[QR_KITTY_NAME_MAX + 1];
    struct files files = {.bytes = twelve, .length = 12};
    struct kit kit;
    kitty_open(&kit, 20, 5);
    use_files(&kit, &files);
    memset(name, 'x', sizeof name);
    CHECK_STR(kitty_send(&kit, "i=1,f=24,s=2,v=2,t=f", "a\0b", 3), "i=1;EINVAL");
    CHECK_STR(kitty_send(&kit, "i=1,f=24,s=2,v=2,t=f", "", 0), "i=1;EINVAL");
    CHECK_STR(kitty_command(&kit, "i=1,f=24,s=2,v=2,t=f"), "i=1;EINVAL");
    CHECK_STR(kitty_send_text(&kit, "i=1,f=24,s=2,v=2,t=f", "*"), "i=1;EINVAL");
    CHECK_STR(kitty_send_text(&kit, "i=1,f=24,s=2,v=2,t=f", "YWJjZ"), "i=1;EINVAL");
    CHECK_STR(kitty_send(&kit, "i=1,f=24,s=2,v=2,t=f", name, sizeof name), "i=1;EINVAL");
    CHECK_INT(files.given, 0);
    CHECK_STR(kitty_send(&kit, "i=1,f=24,s=2,v=2,t=f", name, sizeof name - 1), "i=1;OK");
    kit_close(&kit);
}

/* Control data of any length are read, too long ones refused; the text behind is as ever. */
static void long_control(void) {
    struct kit kit;
    kitty_open(&kit, 20, 5);
    feed(&kit, "\033_Gi=5,f=24,s=1,v=1");
    for (int i = 0; i < 400; i++)
        feed(&kit, ",N=1");
    feed(&kit, ";AAAA\033\\ok");
    CHECK_STR(kitty_answers(&kit), "i=5;EINVAL");
    CHECK_STR(kit_view(&kit), "ok");
    kit_close(&kit);
}

/* No images: nothing is said, as of a terminal that does not know the protocol. */
static void off(void) {
    struct kit kit;
    kitty_open(&kit, 20, 5);
    kitty_engine(&kit)->images.budget = 0;
    CHECK_STR(kitty_send_text(&kit, "i=31,s=1,v=1,a=q,t=d,f=24", "AAAA"), "");
    CHECK(kitty_store(&kit) == NULL);
    kit_close(&kit);
}

int main(void) {
    RUN(formats);
    RUN(png_files);
    RUN(compression);
    RUN(wrong_data);
    RUN(chunks);
    RUN(failed_chunks);
    RUN(broken_off);
    RUN(quiet);
    RUN(queries);
    RUN(ids_and_numbers);
    RUN(screens);
    RUN(hints);
    RUN(media);
    RUN(media_that_fail);
    RUN(filled);
    RUN(filled_and_failed);
    RUN(video);
    RUN(names);
    RUN(long_control);
    RUN(off);
    return test_end();
}
