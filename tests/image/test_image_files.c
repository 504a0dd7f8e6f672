/* test_image_files.c - PNG files, zlib streams, and sizes of files that only a host can decode. */
#include "image_content.h"
#include "image_hash.h"
#include "image_inflate.h"
#include "image_measure.h"
#include "image_pack.h"
#include "image_png.h"

#include "image_kit.h"

static uint32_t at_width, at_height;

static enum quire_result measure(const struct kit_bytes *file) {
    return qr_png_measure(file->at, file->length, &at_width, &at_height);
}

static enum quire_result decode(const struct kit_bytes *file, uint32_t width, uint32_t height, uint8_t *rgba) {
    return qr_png_decode(&kit_allocator, file->at, file->length, width, height, rgba, (size_t)width * 4);
}

/* A file of a kind, and the RGBA that it must become. */
static void check_kind(struct kit_png png, const uint8_t *rows, size_t row_bytes, const uint8_t *want) {
    uint8_t have[64];
    struct kit_bytes file = kit_png(&png, rows, row_bytes);
    CHECK_INT(measure(&file), QUIRE_OK);
    CHECK_INT(at_width, png.width);
    CHECK_INT(at_height, png.height);
    if (qr_png_is_there()) {
        CHECK_INT(decode(&file, png.width, png.height, have), QUIRE_OK);
        CHECK(memcmp(have, want, (size_t)png.width * png.height * 4) == 0);
    } else {
        CHECK_INT(decode(&file, png.width, png.height, have), QUIRE_UNSUPPORTED);
    }
    free(file.at);
}

static void every_kind_becomes_rgba(void) {
    static const uint8_t rgba[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
    check_kind((struct kit_png){.width = 2, .height = 2, .depth = 8, .color = 6}, rgba, 8, rgba);
    static const uint8_t rgb[] = {1, 2, 3, 250, 251, 252}, rgb_want[] = {1, 2, 3, 255, 250, 251, 252, 255};
    check_kind((struct kit_png){.width = 2, .height = 1, .depth = 8, .color = 2}, rgb, 6, rgb_want);
    static const uint8_t rgb16[] = {0x80, 0x80, 0, 0, 0xFF, 0xFF}, rgb16_want[] = {0x80, 0, 0xFF, 0xFF};
    check_kind((struct kit_png){.width = 1, .height = 1, .depth = 16, .color = 2}, rgb16, 6, rgb16_want);
    static const uint8_t gray1[] = {0x40}, gray1_want[] = {0, 0, 0, 255, 255, 255, 255, 255};
    check_kind((struct kit_png){.width = 2, .height = 1, .depth = 1, .color = 0}, gray1, 1, gray1_want);
    static const uint8_t gray_alpha[] = {77, 9}, gray_alpha_want[] = {77, 77, 77, 9};
    check_kind((struct kit_png){.width = 1, .height = 1, .depth = 8, .color = 4}, gray_alpha, 2, gray_alpha_want);
    static const uint8_t numbers[] = {0x1B}, palette[] = {10, 11, 12, 20, 21, 22, 30, 31, 32, 40, 41, 42};
    static const uint8_t alpha[] = {0, 99};
    static const uint8_t by_number[] = {10, 11, 12, 0, 20, 21, 22, 99, 30, 31, 32, 255, 40, 41, 42, 255};
    check_kind((struct kit_png){4, 1, 2, 3, palette, alpha, sizeof palette, sizeof alpha}, numbers, 1, by_number);
}

static void interlaced(void) {
    /* 2 x 2 of Adam7: pass 1 has (0, 0), pass 6 (1, 0), pass 7 the second row */
    static const uint8_t lines[] = {0, 1, 2, 3, 4, 0, 5, 6, 7, 8, 0, 9, 10, 11, 12, 13, 14, 15, 16};
    static const uint8_t head[13] = {0, 0, 0, 2, 0, 0, 0, 2, 8, 6, 0, 0, 1};
    static const uint8_t want[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
    uint8_t have[16];
    struct kit_bytes file = {0}, packed = {0};
    kit_put(&file, KIT_PNG_SIGNATURE, 8);
    kit_chunk(&file, "IHDR", head, sizeof head);
    kit_zlib(&packed, lines, sizeof lines);
    kit_chunk(&file, "IDAT", packed.at, packed.length);
    kit_chunk(&file, "IEND", NULL, 0);
    CHECK_INT(measure(&file), QUIRE_OK);
    if (qr_png_is_there()) {
        CHECK_INT(decode(&file, 2, 2, have), QUIRE_OK);
        CHECK(memcmp(have, want, sizeof want) == 0);
    }
    free(file.at);
    free(packed.at);
}

static struct kit_bytes small_file(void) {
    static const uint8_t rgba[3 * 2 * 4] = {1, 2, 3, 255, 4, 5, 6, 255, 7, 8, 9, 255};
    return kit_png_rgba(3, 2, rgba);
}

static void a_file_that_is_cut_or_damaged_is_refused(void) {
    struct kit_bytes file = small_file();
    for (size_t cut = 0; cut < file.length; cut++) {
        struct kit_bytes part = {file.at, cut, 0};
        CHECK_INT(measure(&part), QUIRE_CORRUPT);
    }
    for (size_t i = 0; i < file.length; i++) {
        file.at[i] ^= 0x10;
        CHECK(measure(&file) != QUIRE_OK);
        file.at[i] ^= 0x10;
    }
    kit_put(&file, "behind the end", 14);
    CHECK_INT(measure(&file), QUIRE_OK);
    free(file.at);
}

/* A header that says anything; the rest is whole. */
static enum quire_result measure_header(uint32_t width, uint32_t height, uint8_t depth, uint8_t color, uint8_t packing,
                                        uint8_t filter, uint8_t interlace) {
    const uint8_t head[13] = {(uint8_t)(width >> 24),
                              (uint8_t)(width >> 16),
                              (uint8_t)(width >> 8),
                              (uint8_t)width,
                              (uint8_t)(height >> 24),
                              (uint8_t)(height >> 16),
                              (uint8_t)(height >> 8),
                              (uint8_t)height,
                              depth,
                              color,
                              packing,
                              filter,
                              interlace};
    struct kit_bytes file = {0};
    kit_put(&file, KIT_PNG_SIGNATURE, 8);
    kit_chunk(&file, "IHDR", head, sizeof head);
    kit_chunk(&file, "IDAT", "x", 1);
    kit_chunk(&file, "IEND", NULL, 0);
    enum quire_result result = measure(&file);
    free(file.at);
    return result;
}

static void headers_that_cannot_be(void) {
    CHECK_INT(measure_header(1, 1, 8, 6, 0, 0, 0), QUIRE_OK);
    CHECK_INT(measure_header(QR_IMAGE_SIDE_MAX, 1, 8, 6, 0, 0, 1), QUIRE_OK);
    CHECK_INT(measure_header(QR_IMAGE_SIDE_MAX + 1, 1, 8, 6, 0, 0, 0), QUIRE_LIMIT);
    CHECK_INT(measure_header(1, UINT32_C(1) << 31, 8, 6, 0, 0, 0), QUIRE_LIMIT);
    CHECK_INT(measure_header(UINT32_MAX, UINT32_MAX, 8, 6, 0, 0, 0), QUIRE_LIMIT);
    CHECK_INT(measure_header(0, 1, 8, 6, 0, 0, 0), QUIRE_CORRUPT);
    CHECK_INT(measure_header(1, 0, 8, 6, 0, 0, 0), QUIRE_CORRUPT);
    CHECK_INT(measure_header(1, 1, 4, 6, 0, 0, 0), QUIRE_CORRUPT);
    CHECK_INT(measure_header(1, 1, 200, 6, 0, 0, 0), QUIRE_CORRUPT);
    CHECK_INT(measure_header(1, 1, 8, 5, 0, 0, 0), QUIRE_CORRUPT);
    CHECK_INT(measure_header(1, 1, 8, 6, 1, 0, 0), QUIRE_CORRUPT);
    CHECK_INT(measure_header(1, 1, 8, 6, 0, 1, 0), QUIRE_CORRUPT);
    CHECK_INT(measure_header(1, 1, 8, 6, 0, 0, 2), QUIRE_CORRUPT);
    CHECK_INT(measure_header(1, 1, 8, 3, 0, 0, 0), QUIRE_CORRUPT); /* colours by number, and no palette */
}

static void what_does_not_unpack_to_its_size_is_corrupt(void) {
    uint8_t rgba[64];
    struct kit_bytes file = small_file();
    if (!qr_png_is_there())
        return;
    CHECK_INT(decode(&file, 3, 2, rgba), QUIRE_OK);
    CHECK_INT(decode(&file, 2, 3, rgba), QUIRE_CORRUPT);
    free(file.at);
    struct kit_png png = {.width = 3, .height = 2, .depth = 8, .color = 6};
    file = (struct kit_bytes){0};
    kit_png_begin(&file, &png);
    kit_chunk(&file, "IDAT", "\x78\x01\x01\x00\x00\xFF\xFF\x00\x00\x00\x01", 11); /* nothing, packed */
    kit_chunk(&file, "IEND", NULL, 0);
    CHECK_INT(measure(&file), QUIRE_OK); /* only unpacking tells */
    CHECK_INT(decode(&file, 3, 2, rgba), QUIRE_CORRUPT);
    free(file.at);
}

static void memory_that_fails_while_decoding(void) {
    uint8_t rgba[64];
    struct kit_bytes file = small_file();
    if (!qr_png_is_there())
        return;
    CHECK_INT(decode(&file, 3, 2, rgba), QUIRE_OK);
    long requests = kit_memory.requests;
    CHECK_INT(decode(&file, 3, 2, rgba), QUIRE_OK);
    requests = kit_memory.requests - requests;
    CHECK(requests > 2);
    for (long i = 1; i <= requests; i++) {
        kit_memory.fail_at = kit_memory.requests + i;
        CHECK_INT(decode(&file, 3, 2, rgba), QUIRE_OUT_OF_MEMORY);
    }
    kit_memory.fail_at = 0;
    CHECK_INT(kit_memory.held, 0);
    free(file.at);
}

/* --- contents ---------------------------------------------------------------------------------------------------- */

static struct qr_content *content_of(enum qr_content_kind kind, uint32_t width, uint32_t height, const uint8_t *bytes,
                                     size_t length) {
    struct qr_content *content = NULL;
    CHECK_INT(qr_content_create(&kit_allocator, kind, width, height, length, &content), QUIRE_OK);
    memcpy(content->bytes, bytes, length);
    return content;
}

static void contents_are_read_as_rgba(void) {
    static const uint8_t rgb[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
    uint8_t rgba[2][12] = {{0}};
    struct qr_content *content = content_of(QR_CONTENT_RGB, 2, 2, rgb, sizeof rgb);
    CHECK_INT(qr_content_read(content, rgba[0], 12), QUIRE_OK);
    CHECK(memcmp(rgba[0], "\1\2\3\xFF\4\5\6\xFF\0\0\0\0", 12) == 0);
    CHECK(memcmp(rgba[1], "\7\10\11\xFF\12\13\14\xFF\0\0\0\0", 12) == 0);
    CHECK(qr_content_pixels(content) == content->bytes);
    qr_content_release(content);
    struct kit_bytes file = small_file();
    content = content_of(QR_CONTENT_PNG, 3, 2, file.at, file.length);
    CHECK(!qr_content_pixels(content));
    CHECK_INT(qr_content_read(content, rgba[0], 12), qr_png_is_there() ? QUIRE_OK : QUIRE_UNSUPPORTED);
    if (qr_png_is_there())
        CHECK(memcmp(rgba[0], "\1\2\3\xFF\4\5\6\xFF\7\10\11\xFF", 12) == 0);
    qr_content_release(content);
    content = content_of(QR_CONTENT_FOREIGN, 3, 2, file.at, file.length);
    CHECK_INT(qr_content_read(content, rgba[0], 12), QUIRE_UNSUPPORTED);
    qr_content_release(content);
    free(file.at);
    CHECK_INT(kit_memory.held, 0);
}

static bool told_decoder;

static bool host_decodes(void *user, const uint8_t *bytes, size_t length, uint32_t width, uint32_t height,
                         uint8_t *rgba, size_t stride) {
    (void)bytes;
    (void)stride;
    told_decoder = true;
    CHECK_INT(length, 3);
    memset(rgba, 0x55, (size_t)width * height * 4);
    return user != NULL;
}

static void a_host_may_decode_png(void) {
    uint8_t rgba[8];
    struct qr_content *content = content_of(QR_CONTENT_PNG, 2, 1, (const uint8_t *)"abc", 3);
    content->png = (struct qr_png_decoder){host_decodes, content};
    CHECK_INT(qr_content_read(content, rgba, 8), QUIRE_OK);
    CHECK(told_decoder && rgba[7] == 0x55);
    content->png.user = NULL;
    CHECK_INT(qr_content_read(content, rgba, 8), QUIRE_CORRUPT);
    qr_content_release(content);
}

static void sizes_that_cannot_be(void) {
    struct qr_content *content;
    const uint32_t side = QR_IMAGE_SIDE_MAX;
    CHECK_INT(qr_content_create(&kit_allocator, QR_CONTENT_RGB, 0, 1, 0, &content), QUIRE_LIMIT);
    CHECK_INT(qr_content_create(&kit_allocator, QR_CONTENT_PNG, 1, side + 1, 1, &content), QUIRE_LIMIT);
    CHECK_INT(qr_content_create(&kit_allocator, QR_CONTENT_RGB, 2, 2, 13, &content), QUIRE_LIMIT);
    CHECK_INT(qr_content_create(&kit_allocator, QR_CONTENT_RGBA, 2, 2, 12, &content), QUIRE_LIMIT);
    CHECK_INT(qr_content_create(&kit_allocator, QR_CONTENT_PNG, 1, 1, SIZE_MAX, &content), QUIRE_OUT_OF_MEMORY);
}

/* Pixels of a plot: large areas of one colour, some noise. */
static void plot(uint8_t *bytes, size_t length) {
    for (size_t i = 0; i < length; i++)
        bytes[i] = (uint8_t)(i / 3000 + (i % 97 == 0 ? kit_random(256) : 0));
}

static void packed_pixels_read_the_same(void) {
    for (uint32_t kind = QR_CONTENT_RGB; kind <= QR_CONTENT_RGBA; kind++) {
        uint32_t width = 211, height = 101, each = kind == QR_CONTENT_RGB ? 3 : 4;
        size_t length = (size_t)width * height * each;
        uint8_t *bytes = malloc(length), *plain = malloc((size_t)width * height * 4),
                *packed = malloc((size_t)width * height * 4);
        plot(bytes, length);
        struct qr_content *content = content_of((enum qr_content_kind)kind, width, height, bytes, length);
        struct qr_content *small = qr_content_pack(content);
        CHECK((small != NULL) == (QR_LZ4 != 0));
        if (small) {
            CHECK(small->length < length - length / 8);
            CHECK(!qr_content_pixels(small));
            CHECK_INT(qr_content_read(content, plain, (size_t)width * 4), QUIRE_OK);
            CHECK_INT(qr_content_read(small, packed, (size_t)width * 4), QUIRE_OK);
            CHECK(memcmp(plain, packed, (size_t)width * height * 4) == 0);
            CHECK(qr_content_equal(content, small) && qr_content_equal(small, content));
            content->bytes[length - 1] ^= 1;
            CHECK(!qr_content_equal(content, small));
        }
        qr_content_release(small);
        for (size_t i = 0; i < length; i++)
            content->bytes[i] = (uint8_t)kit_random(256);
        CHECK(!qr_content_pack(content)); /* noise */
        qr_content_release(content);
        free(bytes);
        free(plain);
        free(packed);
    }
    CHECK_INT(kit_memory.held, 0);
}

/* --- hashes ------------------------------------------------------------------------------------------------------ */

static void hash_of(const uint8_t *bytes, size_t length, uint64_t seed, uint64_t result[2]) {
    struct qr_image_hash hash;
    qr_image_hash_begin(&hash, seed);
    qr_image_hash_feed(&hash, bytes, length);
    qr_image_hash_end(&hash, result);
}

static void hashes_tell_bytes_apart(void) {
    uint8_t bytes[300] = {0};
    uint64_t all[700][2];
    uint32_t count = 0;
    for (size_t length = 0; length <= 300; length++) /* zeros of each length */
        hash_of(bytes, length, 7, all[count++]);
    for (size_t i = 0; i < 300; i++) { /* one bit at each place */
        bytes[i] = 1;
        hash_of(bytes, 300, 7, all[count++]);
        bytes[i] = 0;
    }
    hash_of(bytes, 300, 8, all[count++]);
    for (uint32_t i = 0; i < count; i++) {
        for (uint32_t j = 0; j < i; j++)
            CHECK(all[i][0] != all[j][0] && all[i][1] != all[j][1]);
    }
}

static void hashes_may_be_fed_in_pieces(void) {
    uint8_t bytes[1000];
    uint64_t whole[2], parts[2];
    struct qr_image_hash hash;
    plot(bytes, sizeof bytes);
    hash_of(bytes, sizeof bytes, 3, whole);
    qr_image_hash_begin(&hash, 3);
    qr_image_hash_feed(&hash, bytes, 64);
    qr_image_hash_feed(&hash, bytes + 64, 640);
    qr_image_hash_feed(&hash, bytes + 704, 296);
    qr_image_hash_end(&hash, parts);
    CHECK(whole[0] == parts[0] && whole[1] == parts[1]);
}

/* --- zlib -------------------------------------------------------------------------------------------------------- */

static void streams_are_unpacked_in_pieces(void) {
    static uint8_t text[100000], have[100001];
    struct qr_inflate *inflate;
    struct kit_bytes packed = {0};
    if (!qr_inflate_is_there()) {
        CHECK_INT(qr_inflate_create(&kit_allocator, &inflate), QUIRE_UNSUPPORTED);
        return;
    }
    plot(text, sizeof text);
    kit_zlib(&packed, text, sizeof text);
    for (size_t piece = 1; piece <= packed.length; piece = piece * 7 + 1) {
        CHECK_INT(qr_inflate_create(&kit_allocator, &inflate), QUIRE_OK);
        size_t done = 0;
        for (size_t at = 0; at < packed.length; at += piece) {
            const uint8_t *bytes = packed.at + at;
            size_t length = packed.length - at < piece ? packed.length - at : piece, written;
            CHECK_INT(qr_inflate(inflate, &bytes, &length, have + done, sizeof have - done, &written), QUIRE_OK);
            CHECK_INT(length, 0);
            done += written;
            CHECK(qr_inflate_is_done(inflate) == (at + piece >= packed.length));
        }
        CHECK_INT(done, sizeof text);
        CHECK(memcmp(have, text, sizeof text) == 0);
        qr_inflate_destroy(inflate);
    }
    free(packed.at);
    CHECK_INT(kit_memory.held, 0);
}

static void streams_are_bounded_and_checked(void) {
    static uint8_t text[1000], have[1001];
    struct qr_inflate *inflate;
    struct kit_bytes packed = {0};
    if (!qr_inflate_is_there())
        return;
    kit_zlib(&packed, text, sizeof text);
    CHECK_INT(qr_inflate_create(&kit_allocator, &inflate), QUIRE_OK);
    const uint8_t *bytes = packed.at;
    size_t length = packed.length, written;
    CHECK_INT(qr_inflate(inflate, &bytes, &length, have, 999, &written), QUIRE_OK);
    CHECK_INT(written, 999);
    CHECK(!qr_inflate_is_done(inflate));
    CHECK_INT(qr_inflate(inflate, &bytes, &length, have, 1, &written), QUIRE_OK);
    CHECK_INT(written, 1);
    CHECK_INT(qr_inflate(inflate, &bytes, &length, NULL, 0, &written), QUIRE_OK);
    CHECK(qr_inflate_is_done(inflate));
    qr_inflate_destroy(inflate);
    packed.at[packed.length - 1] ^= 1; /* the checksum */
    CHECK_INT(qr_inflate_create(&kit_allocator, &inflate), QUIRE_OK);
    bytes = packed.at;
    length = packed.length;
    CHECK_INT(qr_inflate(inflate, &bytes, &length, have, sizeof have, &written), QUIRE_CORRUPT);
    CHECK(!qr_inflate_is_done(inflate));
    qr_inflate_destroy(inflate);
    long before = kit_memory.requests;
    for (long i = 1; i <= 2; i++) {
        kit_memory.fail_at = kit_memory.requests + i;
        CHECK_INT(qr_inflate_create(&kit_allocator, &inflate), QUIRE_OUT_OF_MEMORY);
    }
    CHECK(kit_memory.requests > before);
    kit_memory.fail_at = 0;
    free(packed.at);
    CHECK_INT(kit_memory.held, 0);
}

/* --- sizes of other files ----------------------------------------------------------------------------------------- */

static void check_sizes(const char *bytes, size_t length, enum qr_file_kind kind, enum quire_result result,
                        uint32_t width, uint32_t height) {
    const uint8_t *file = (const uint8_t *)bytes;
    CHECK_INT(qr_image_file_kind(file, length), kind);
    CHECK_INT(qr_image_measure(file, length, &at_width, &at_height), result);
    if (result == QUIRE_OK) {
        CHECK_INT(at_width, width);
        CHECK_INT(at_height, height);
    }
    for (size_t cut = 0; cut < length; cut++) { /* nothing behind the end is read: the sanitizers look */
        uint8_t *part = malloc(cut + 1);
        (void)qr_image_measure(memcpy(part, bytes, cut), cut, &at_width, &at_height);
        free(part);
    }
}

#define SIZES(bytes, kind, result, width, height) check_sizes(bytes, sizeof(bytes) - 1, kind, result, width, height)

static void sizes_of_jpeg(void) {
    SIZES("\xFF\xD8\xFF\xE0\0\4ab\xFF\xFF\xC0\0\13\10\1\2\3\4\3", QR_FILE_JPEG, QUIRE_OK, 0x304, 0x102);
    SIZES("\xFF\xD8\xFF\xC4\0\2\xFF\xC2\0\13\10\0\1\0\2\3", QR_FILE_JPEG, QUIRE_OK, 2, 1);
    SIZES("\xFF\xD8\xFF\xC0\0\13\10\0\0\0\2\3", QR_FILE_JPEG, QUIRE_CORRUPT, 0, 0);
    SIZES("\xFF\xD8\xFF\xC0\0\13\10\xFF\xFF\0\2\3", QR_FILE_JPEG, QUIRE_LIMIT, 0, 0);
    SIZES("\xFF\xD8\xFF\xDA\0\10aaaaaaaa\xFF\xC0\0\13\10\0\1\0\2\3", QR_FILE_JPEG, QUIRE_CORRUPT, 0, 0);
    SIZES("\xFF\xD8\xFF\xE0\0\1\xFF\xC0\0\13\10\0\1\0\2\3", QR_FILE_JPEG, QUIRE_CORRUPT, 0, 0);
    SIZES("\xFF\xD8\xFF\xE0\xFF\xFF\xFF\xC0\0\13\10\0\1\0\2\3", QR_FILE_JPEG, QUIRE_CORRUPT, 0, 0);
}

static void sizes_of_gif_and_webp(void) {
    SIZES("GIF89a\x40\1\xF0\0", QR_FILE_GIF, QUIRE_OK, 320, 240);
    SIZES("GIF87a\0\0\xF0\0", QR_FILE_GIF, QUIRE_CORRUPT, 0, 0);
    SIZES("RIFF0000WEBPVP8 0000\0\0\0\x9D\1\x2A\x40\1\xF0\0", QR_FILE_WEBP, QUIRE_OK, 320, 240);
    SIZES("RIFF0000WEBPVP8L0000\x2F\x3F\xC1\x3B\0\0\0\0\0\0", QR_FILE_WEBP, QUIRE_OK, 320, 240);
    SIZES("RIFF0000WEBPVP8X0000\0\0\0\0\x3F\1\0\xEF\0\0", QR_FILE_WEBP, QUIRE_OK, 320, 240);
    SIZES("RIFF0000WEBPVP8X0000\0\0\0\0\x3F\1\1\xEF\0\0", QR_FILE_WEBP, QUIRE_LIMIT, 0, 0);
    SIZES("RIFF0000WEBPALPH0000\0\0\0\0\x3F\1\1\xEF\0\0", QR_FILE_WEBP, QUIRE_CORRUPT, 0, 0);
    SIZES("BM which is none of them", QR_FILE_OTHER, QUIRE_UNSUPPORTED, 0, 0);
}

int main(void) {
    RUN(every_kind_becomes_rgba);
    RUN(interlaced);
    RUN(a_file_that_is_cut_or_damaged_is_refused);
    RUN(headers_that_cannot_be);
    RUN(what_does_not_unpack_to_its_size_is_corrupt);
    RUN(memory_that_fails_while_decoding);
    RUN(contents_are_read_as_rgba);
    RUN(a_host_may_decode_png);
    RUN(sizes_that_cannot_be);
    RUN(packed_pixels_read_the_same);
    RUN(hashes_tell_bytes_apart);
    RUN(hashes_may_be_fed_in_pieces);
    RUN(streams_are_unpacked_in_pieces);
    RUN(streams_are_bounded_and_checked);
    RUN(sizes_of_jpeg);
    RUN(sizes_of_gif_and_webp);
    return test_end();
}
