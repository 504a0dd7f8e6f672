/* stream_text.c - streams of text without renditions: ASCII, Latin, wide characters, clusters. */
#include "streams.h"

static void line_end(struct stream *stream) {
    stream_bytes(stream, "\r\n", 2);
}

static void printable(struct stream *stream, uint32_t count) {
    char bytes[2048];
    for (uint32_t i = 0; i < count; i++)
        bytes[i] = (char)stream_between(stream, 0x20, 0x7E);
    stream_bytes(stream, bytes, count);
    line_end(stream);
}

void stream_ascii_plain(struct stream *stream) {
    printable(stream, 80);
}

void stream_ascii_long_lines(struct stream *stream) {
    printable(stream, 2000);
}

void stream_short_lines(struct stream *stream) {
    stream_text(stream, "y\r\n");
}

/* A third of the letters has two bytes, as in no language; German and French have fewer. */
void stream_latin_utf8(struct stream *stream) {
    static const uint32_t accented[] = {0xE9, 0xE8, 0xEA, 0xE0, 0xE7, 0xF9, 0x153, 0xDF,
                                        0xE4, 0xF6, 0xFC, 0xE5, 0xF8, 0xF1, ' '};
    for (uint32_t i = 0; i < 76; i++) {
        uint32_t k = stream_below(stream, 26 + sizeof accented / sizeof *accented);
        stream_code(stream, k < 26 ? 'a' + k : accented[k - 26]);
    }
    line_end(stream);
}

static void ideographs(struct stream *stream, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        stream_code(stream, stream_between(stream, 0x4E00, 0x9FA4));
}

void stream_cjk_plain(struct stream *stream) {
    ideographs(stream, 40);
    line_end(stream);
}

/* Letters that carry one mark each, and so are a cluster each. */
static void marked_letters(struct stream *stream, uint32_t count) {
    static const uint32_t marks[] = {0x301, 0x308, 0x327, 0x303, 0x30C};
    for (uint32_t i = 0; i < count; i++) {
        stream_code(stream, stream_between(stream, 'a', 'z'));
        stream_code(stream, marks[stream_below(stream, sizeof marks / sizeof *marks)]);
    }
}

/* Families, flags, skin tones, presentation selectors: each two columns wide. */
static void emoji(struct stream *stream) {
    static const char *const sequences[] = {
        "\U0001F468\u200D\U0001F469\u200D\U0001F467\u200D\U0001F466",
        "\U0001F469\u200D\U0001F4BB",
        "\U0001F3F3\uFE0F\u200D\U0001F308",
        "\U0001F44D\U0001F3FD",
        "\u2764\uFE0F",
        "\U0001F1FA\U0001F1F8",
        "\U0001F600",
        "\U0001F680",
        "\U0001F9D1\U0001F3FF\u200D\U0001F680",
        "\U0001F408\u200D\u2B1B",
    };
    stream_text(stream, sequences[stream_below(stream, sizeof sequences / sizeof *sequences)]);
}

static void range(struct stream *stream, uint32_t first, uint32_t last, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        stream_code(stream, stream_between(stream, first, last));
}

/* A word of one of six scripts. Columns that it takes. */
static uint32_t mixed_word(struct stream *stream) {
    uint32_t kind = stream_below(stream, 10), count = stream_between(stream, 2, 8);
    if (kind < 3) {
        ideographs(stream, count);
        return 2 * count;
    }
    if (kind < 4) {
        range(stream, 0xAC00, 0xD7A2, count); /* Hangul */
        return 2 * count;
    }
    if (kind < 6)
        marked_letters(stream, count);
    else if (kind < 7)
        emoji(stream);
    else
        range(stream, kind < 8 ? 0x430 : 'a', kind < 8 ? 0x44F : 'z', count); /* Cyrillic, Latin */
    return kind == 6 ? 2 : count;
}

void stream_unicode_mixed(struct stream *stream) {
    for (uint32_t columns = 0; columns < 70; columns++) {
        columns += mixed_word(stream);
        stream_bytes(stream, " ", 1);
    }
    line_end(stream);
}
