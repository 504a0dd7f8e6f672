/* base64 and numbers in payloads. */
#include "test.h"

#include "base64.h"
#include "base64_stream.h"
#include "number.h"
#include "span.h"

static void encodes(void) {
    static const char *const pairs[][2] = {{"", ""},
                                           {"f", "Zg=="},
                                           {"fo", "Zm8="},
                                           {"foo", "Zm9v"},
                                           {"foob", "Zm9vYg=="},
                                           {"fooba", "Zm9vYmE="},
                                           {"foobar", "Zm9vYmFy"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        char text[32] = "################";
        size_t length = strlen(pairs[i][0]), size, written = 99;
        uint8_t bytes[32];
        CHECK(qr_base64_encoded_size(length, &size));
        CHECK_INT(size, strlen(pairs[i][1]));
        qr_base64_encode((const uint8_t *)pairs[i][0], length, text);
        CHECK(text[size] == '#' && memcmp(text, pairs[i][1], size) == 0);
        CHECK_INT(qr_base64_decode((const uint8_t *)text, size, bytes, sizeof bytes, &written), QUIRE_OK);
        CHECK_INT(written, length);
        CHECK(memcmp(bytes, pairs[i][0], length) == 0);
    }
    size_t size;
    CHECK(!qr_base64_encoded_size(SIZE_MAX, &size));
    CHECK(!qr_base64_encoded_size(SIZE_MAX / 4 * 3 + 3, &size));
    CHECK(qr_base64_encoded_size(SIZE_MAX / 4 * 3, &size) && size == SIZE_MAX / 4 * 4);
}

/* All bytes, at all lengths, there and back. */
static void round_trip(void) {
    uint8_t bytes[300], back[300];
    char text[400];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (uint8_t)(i * 167 + i / 7);
    for (size_t length = 0; length <= sizeof bytes; length++) {
        size_t size, written = 999;
        CHECK(qr_base64_encoded_size(length, &size) && size <= sizeof text);
        qr_base64_encode(bytes, length, text);
        CHECK_INT(qr_base64_decode((const uint8_t *)text, size, back, length, &written), QUIRE_OK);
        CHECK_INT(written, length);
        CHECK(memcmp(bytes, back, length) == 0);
        CHECK(qr_base64_decoded_size_max(size) >= length);
        while (size > 0 && text[size - 1] == '=')
            size--;
        CHECK(qr_base64_decoded_size_max(size) >= length);
        CHECK_INT(qr_base64_decode((const uint8_t *)text, size, back, length, &written), QUIRE_OK);
        CHECK_INT(written, length);
        if (length > 0)
            CHECK_INT(qr_base64_decode((const uint8_t *)text, size, back, length - 1, &written), QUIRE_NO_SPACE);
    }
}

static bool decodes(const char *text, const char *want) {
    uint8_t bytes[64];
    size_t written = 77;
    enum quire_result result = qr_base64_decode((const uint8_t *)text, strlen(text), bytes, sizeof bytes, &written);
    if (!want)
        return result == QUIRE_INVALID && written == 77;
    return result == QUIRE_OK && written == strlen(want) && memcmp(bytes, want, written) == 0;
}

static void tolerance(void) {
    CHECK(decodes("Zm 9v\r\nYg\t=\n= ", "foob"));
    CHECK(decodes(" \n", ""));
    CHECK(decodes("Zg", "f"));
    CHECK(decodes("Zg=", "f"));
    CHECK(decodes("Zm8", "fo"));
    CHECK(decodes("Zh==", "f")); /* unused bits */
}

static void strictness(void) {
    static const char *const bad[] = {"Z",        "Zm9vY", "=",     "Z=",   "Zg===",    "Zm8==",    "Zm9v=",
                                      "Zg==Zg==", "Zg=g",  "Zm9v!", "Zm-_", "Zm9v\x7F", "\xC3\xA9", "Zm9v\033"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        CHECK(decodes(bad[i], NULL));
    size_t accepted = 0;
    for (unsigned byte = 0; byte < 256; byte++) {
        const uint8_t text[4] = {'A', 'A', 'A', (uint8_t)byte};
        uint8_t bytes[3];
        size_t written;
        accepted += qr_base64_decode(text, 4, bytes, 3, &written) == QUIRE_OK;
    }
    CHECK_INT(accepted, 64 + 1 + 6);
}

static bool number_is(const char *text, uint32_t maximum, uint32_t want) {
    uint32_t value = 4242;
    return qr_number_parse((const uint8_t *)text, strlen(text), maximum, &value) && value == want;
}

static bool no_number(const char *text, uint32_t maximum) {
    uint32_t value = 4242;
    return !qr_number_parse((const uint8_t *)text, strlen(text), maximum, &value) && value == 4242;
}

static void numbers(void) {
    CHECK(number_is("0", 0, 0));
    CHECK(number_is("255", 255, 255));
    CHECK(number_is("0000000000000000255", 255, 255));
    CHECK(number_is("4294967294", UINT32_MAX - 1, UINT32_MAX - 1));
    CHECK(no_number("256", 255));
    CHECK(no_number("4294967295", UINT32_MAX - 1));
    CHECK(no_number("4294967296", UINT32_MAX - 1));
    CHECK(no_number("99999999999999999999", UINT32_MAX - 1));
    CHECK(no_number("", 255));
    CHECK(no_number("-1", 255));
    CHECK(no_number("+1", 255));
    CHECK(no_number(" 1", 255));
    CHECK(no_number("1 ", 255));
    CHECK(no_number("1a", 255));
    uint32_t value;
    CHECK_INT(qr_number_prefix((const uint8_t *)"17;x", 4, &value), 2);
    CHECK_INT(value, 17);
    CHECK_INT(qr_number_prefix((const uint8_t *)"17;x", 1, &value), 1);
    CHECK_INT(value, 1);
    CHECK_INT(qr_number_prefix((const uint8_t *)"x", 1, &value), 0);
    CHECK_INT(value, 0);
    CHECK_INT(qr_number_prefix((const uint8_t *)"4294967295", 10, &value), 10);
    CHECK_INT(value, UINT32_MAX);
    CHECK_INT(qr_number_prefix((const uint8_t *)"42949672950", 11, &value), 11);
    CHECK_INT(value, UINT32_MAX);
}

/* --- base64 in pieces ------------------------------------------------------------------------------------------ */

/* Feeds the text in pieces of `piece` characters. Returns how many bytes, or -1. */
static int stream(const char *text, size_t piece, uint8_t *bytes) {
    struct qr_base64_stream s = {{0}, 0, false};
    size_t length = strlen(text), used = 0, written;
    for (size_t at = 0; at < length; at += piece) {
        size_t part = length - at < piece ? length - at : piece;
        uint8_t out[64];
        CHECK(qr_base64_stream_size_max(part) <= sizeof out);
        if (qr_base64_stream_feed(&s, (const uint8_t *)text + at, part, out, &written) != QUIRE_OK)
            return -1;
        CHECK(written <= qr_base64_stream_size_max(part));
        memcpy(bytes + used, out, written);
        used += written;
    }
    if (qr_base64_stream_end(&s, bytes + used, &written) != QUIRE_OK)
        return -1;
    return (int)(used + written);
}

static void streams(void) {
    static const struct {
        const char *text, *bytes; /* NULL: not base64 */
    } cases[] = {
        {"", ""},
        {"Zg==", "f"},
        {"Zg", "f"},
        {"Zm9v", "foo"},
        {"Zm9vYmFy", "foobar"},
        {"Zm9vYg", "foob"},
        {"Zg==Zg==", "ff"},
        {"Zg==Zm8=Zm9v", "ffofoo"},
        {"Z m\n9 v", "foo"},
        {"Zm8=Zg", "fof"},
        {"Z", NULL},
        {"=", NULL},
        {"Z===", NULL},
        {"Zm9vY", NULL},
        {"Zm*v", NULL},
        {"Zm9v=", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        for (size_t piece = 1; piece <= 12; piece++) {
            uint8_t bytes[64];
            int length = stream(cases[i].text, piece, bytes);
            CHECK_INT(length, cases[i].bytes ? (int)strlen(cases[i].bytes) : -1);
            if (length >= 0 && cases[i].bytes)
                CHECK(memcmp(bytes, cases[i].bytes, (size_t)length) == 0);
        }
    }
}

/* --- spans ----------------------------------------------------------------------------------------------------- */

static struct qr_span span_of(const char *text) {
    return (struct qr_span){(const uint8_t *)text, strlen(text)};
}

static void spans(void) {
    struct qr_span rest = span_of("a;;bc"), part, key, value;
    CHECK(qr_span_next(&rest, ';', &part) && qr_span_is(part, "a"));
    CHECK(qr_span_next(&rest, ';', &part) && qr_span_is(part, "") && part.bytes);
    CHECK(qr_span_next(&rest, ';', &part) && qr_span_is(part, "bc"));
    CHECK(!rest.bytes && !qr_span_next(&rest, ';', &part));
    rest = span_of("a;");
    CHECK(qr_span_next(&rest, ';', &part) && rest.bytes && rest.length == 0); /* an empty part is still there */
    CHECK(qr_span_next(&rest, ';', &part) && part.length == 0 && !rest.bytes);
    qr_span_pair(span_of("k=v=w"), &key, &value);
    CHECK(qr_span_is(key, "k") && qr_span_is(value, "v=w"));
    qr_span_pair(span_of("k="), &key, &value);
    CHECK(qr_span_is(key, "k") && value.bytes && value.length == 0);
    qr_span_pair(span_of("k"), &key, &value);
    CHECK(qr_span_is(key, "k") && !value.bytes);
    CHECK(qr_span_begins(span_of("abc"), "ab") && !qr_span_begins(span_of("a"), "ab") &&
          !qr_span_is(span_of("abc"), "ab"));
    CHECK(qr_span_is(qr_span_behind(span_of("abc"), 2), "c"));
    part = span_of("abc");
    CHECK(qr_span_end(part) == part.bytes + 3);
    rest = (struct qr_span){NULL, 0}; /* has a behind and an end as well, and clang's sanitizer looks on */
    CHECK(!qr_span_end(rest) && !qr_span_behind(rest, 0).bytes);
}

int main(void) {
    RUN(encodes);
    RUN(round_trip);
    RUN(tolerance);
    RUN(strictness);
    RUN(numbers);
    RUN(streams);
    RUN(spans);
    return test_end();
}
