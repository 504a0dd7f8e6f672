/* Any bytes, fed whole and in pieces that the input decides: no fault, and the same told in the same order.
 *
 * The first byte chooses accept_c1 and the string limit, the second seeds the sizes of the pieces. What is told is
 * hashed piece by piece, text as code points, so that only the cutting of text runs may differ. The calls are also
 * checked against what the interface promises. */

#include "fuzz.h"
#include "string_collect.h"

unsigned long fuzz_taken;

struct digest {
    uint64_t hash;
    bool in_text, in_string;
    uint64_t string_hash; /* before the data of the string */
    struct qr_string_collector strings;
};

static void mix(struct digest *digest, uint64_t value) {
    digest->hash = (digest->hash ^ value) * UINT64_C(0x9E3779B97F4A7C15);
    digest->hash ^= digest->hash >> 29;
}

static void event(struct digest *digest, uint64_t kind) {
    digest->in_text = false;
    mix(digest, UINT64_C(1) << 32 | kind);
}

static void text_event(struct digest *digest) {
    if (!digest->in_text)
        event(digest, 0);
    digest->in_text = true;
}

static void on_ascii(void *user, const uint8_t *text, size_t length) {
    REQUIRE(length > 0);
    text_event(user);
    for (size_t i = 0; i < length; i++) {
        REQUIRE(text[i] >= 0x20 && text[i] < 0x7F);
        mix(user, text[i]);
    }
}

static void on_text(void *user, const uint32_t *code_points, size_t length) {
    REQUIRE(length > 0);
    text_event(user);
    for (size_t i = 0; i < length; i++) {
        uint32_t c = code_points[i];
        REQUIRE(c >= 0x20 && c != 0x7F && c <= 0x10FFFF && (c < 0xD800 || c > 0xDFFF));
        mix(user, c);
    }
}

static void on_control(void *user, uint8_t control) {
    REQUIRE(control < 0x20 || (control >= 0x80 && control < 0xA0));
    event(user, 1);
    mix(user, control);
}

static void on_sequence(struct digest *digest, const struct qr_sequence *sequence) {
    REQUIRE(sequence->count <= QR_PARAMETERS_MAX && sequence->intermediate_count <= QR_INTERMEDIATES_MAX);
    REQUIRE(sequence->count == QR_PARAMETERS_MAX || sequence->colon_mask >> sequence->count == 0);
    REQUIRE((sequence->colon_mask & 1) == 0);
    for (unsigned i = 0; i < sequence->count; i++) {
        REQUIRE(sequence->values[i] >= QR_OMITTED && sequence->values[i] <= QR_PARAMETER_VALUE_MAX);
        mix(digest, (uint64_t)(sequence->values[i] + 1));
    }
    for (unsigned i = 0; i < sequence->intermediate_count; i++)
        mix(digest, sequence->intermediates[i]);
    mix(digest, sequence->colon_mask);
    mix(digest, (uint64_t)sequence->count << 16 | (uint64_t)sequence->prefix << 8 | sequence->final);
}

static void on_escape(void *user, const struct qr_sequence *sequence) {
    REQUIRE(sequence->final >= 0x30 && sequence->final < 0x7F && sequence->count == 0 && sequence->prefix == 0);
    event(user, 2);
    on_sequence(user, sequence);
}

static void on_csi(void *user, const struct qr_sequence *sequence) {
    REQUIRE(sequence->final >= 0x40 && sequence->final < 0x7F);
    event(user, 3);
    on_sequence(user, sequence);
}

static void on_string_begin(void *user, enum qr_string_kind kind, const struct qr_sequence *introducer) {
    struct digest *digest = user;
    REQUIRE(!digest->in_string);
    REQUIRE((kind == QR_STRING_DCS) == (introducer->final != 0));
    digest->in_string = true;
    event(user, 4 + (uint64_t)kind);
    on_sequence(user, introducer);
    digest->string_hash = digest->hash;
}

/* Collected, and hashed as it comes: both are to tell the same. */
static void on_string_data(void *user, const uint8_t *bytes, size_t length) {
    struct digest *digest = user;
    REQUIRE(digest->in_string && length > 0);
    for (size_t i = 0; i < length; i++)
        mix(user, bytes[i]);
    (void)qr_string_collect(&digest->strings, bytes, length);
}

static void on_string_end(void *user, enum qr_string_kind kind, const struct qr_sequence *introducer,
                          enum qr_string_end how) {
    struct digest *digest = user;
    struct digest whole = {.hash = digest->string_hash};
    REQUIRE(digest->in_string && how <= QR_STRING_END_CANCELLED && (how != QR_STRING_END_BEL || kind == QR_STRING_OSC));
    REQUIRE((kind == QR_STRING_DCS) == (introducer->final != 0));
    digest->in_string = false;
    for (size_t i = 0; i < digest->strings.length; i++)
        mix(&whole, digest->strings.bytes[i]);
    REQUIRE(digest->strings.lost || whole.hash == digest->hash);
    mix(user, (uint64_t)qr_string_collected(&digest->strings, how) << 8 | how);
    qr_string_forget(&digest->strings);
}

static const struct qr_parser_handler handler = {
    on_ascii, on_text, on_control, on_escape, on_csi, on_string_begin, on_string_data, on_string_end, NULL, NULL, NULL};

/* The next piece: mostly some few bytes, now and then many. */
static size_t next_piece(uint32_t *seed, size_t length) {
    *seed = *seed * 1664525u + 1013904223u;
    size_t piece = *seed >> 29 == 0 ? (*seed >> 16) % 256 : (*seed >> 16) % 4;
    return piece < length ? piece : length;
}

static uint64_t play(const uint8_t *bytes, size_t length, uint8_t options, bool whole, uint32_t seed) {
    struct digest digest = {0};
    struct qr_parser parser;
    qr_parser_init(&parser, &handler, &digest);
    qr_string_collector_init(&digest.strings, NULL, options & 2 ? 16 : 1 << 20);
    parser.accept_c1 = options & 1;
    while (length > 0) {
        size_t piece = whole ? length : next_piece(&seed, length);
        qr_parser_feed(&parser, bytes, piece);
        bytes += piece;
        length -= piece;
    }
    mix(&digest, qr_parser_idle(&parser));
    qr_string_collector_finish(&digest.strings);
    return digest.hash;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size < 2)
        return 0;
    fuzz_taken++;
    uint64_t whole = play(data + 2, size - 2, data[0], true, 0);
    uint64_t pieces = play(data + 2, size - 2, data[0], false, data[1]);
    REQUIRE(whole == pieces);
    return 0;
}
