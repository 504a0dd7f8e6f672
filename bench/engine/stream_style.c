/* stream_style.c - streams of renditions: few styles, many, colliding, each of them fresh. */
#include <string.h>

#include "streams.h"

/* An entry of `git log --oneline --graph --decorate`: the hash, sometimes names, a message, an age, an author. */
void stream_git_log(struct stream *stream) {
    static const char *const graphs[] = {"* ", "| * ", "* | ", "|\\ ", "|/ "};
    uint32_t kind = stream_below(stream, 10), days, major;
    stream_format(stream, "\033[31m%s\033[m", graphs[stream_below(stream, 5)]);
    stream_format(stream, "\033[33m%09llx\033[m", (unsigned long long)(generator_next(&stream->random) >> 28));
    if (kind == 0)
        stream_text(stream, " \033[33m(\033[m\033[1;36mHEAD -> \033[m\033[1;32mmain\033[m\033[33m, \033[m\033[1;31m"
                            "origin/main\033[m\033[33m)\033[m");
    else if (kind == 1) {
        major = stream_below(stream, 9);
        stream_format(stream, " \033[33m(\033[m\033[1;33mtag: v%u.%u\033[m\033[33m)\033[m", major,
                      stream_below(stream, 20));
    }
    stream_bytes(stream, " ", 1);
    stream_sentence(stream, stream_between(stream, 3, 8), 200);
    days = stream_below(stream, 900);
    stream_format(stream, " \033[32m(%u days ago)\033[m \033[1;34m<%s>\033[m\r\n", days, stream_word(stream));
}

void stream_sgr_word(struct stream *stream) {
    for (uint32_t columns = 0; columns < 72; columns++) {
        const char *word = stream_word(stream);
        stream_format(stream, "\033[38;5;%u", stream_below(stream, 256));
        if (stream_below(stream, 2))
            stream_format(stream, ";48;5;%u", stream_below(stream, 16));
        stream_format(stream, "m%s\033[0m ", word);
        columns += (uint32_t)strlen(word);
    }
    stream_text(stream, "\r\n");
}

void stream_sgr_cell_gradient(struct stream *stream) {
    uint32_t y = stream->piece;
    for (uint32_t x = 0; x < 80; x++)
        stream_format(stream, "\033[38;2;%u;%u;%um\033[48;2;%u;%u;128m%c", x * 255 / 79, y & 255, (x + y) & 255,
                      y * 3 & 255, x, (char)('!' + (x + y) % 90));
    stream_text(stream, "\033[0m\r\n");
}

static void random_foreground(struct stream *stream) {
    uint32_t rgb = stream_below(stream, 1u << 24);
    stream_format(stream, "\033[38;2;%u;%u;%um", rgb >> 16, rgb >> 8 & 255, rgb & 255);
}

void stream_sgr_cell_random(struct stream *stream) {
    for (uint32_t x = 0; x < 80; x++) {
        random_foreground(stream);
        stream_format(stream, "%c", (char)('!' + x % 90));
    }
    stream_text(stream, "\033[0m\r\n");
}

void stream_redraw_random(struct stream *stream) {
    stream_text(stream, "\033[H");
    for (uint32_t y = 0; y < stream->plan.rows; y++) {
        if (y > 0)
            stream_text(stream, "\r\n");
        for (uint32_t x = 0; x < stream->plan.cols; x++) {
            random_foreground(stream);
            stream_bytes(stream, "#", 1);
        }
    }
}

void stream_style_churn(struct stream *stream) {
    uint32_t place = stream_below(stream, 95);
    stream_format(stream, "\033[%u;%uH", place / stream->plan.cols + 1, place % stream->plan.cols + 1);
    random_foreground(stream);
    stream_format(stream, "%c", (char)stream_between(stream, '!', 'z'));
}

/* Colour c in the low byte of the foreground's one end and of the background's other: folded by exclusive or they meet.
 */
void stream_hash_flood(struct stream *stream) {
    for (uint32_t c = 0; c < 256; c++)
        stream_format(stream, "\033[38;2;%u;0;0;58;2;0;0;%umx%s", c, c, c % 80 == 79 ? "\033[m\r\n" : "");
}

/* Every sequence has the same length, however many styles there are. */
void stream_styles(struct stream *stream) {
    for (uint32_t columns = 0; columns < 72; columns++) {
        const char *word = stream_word(stream);
        uint32_t style = stream->plan.count > 1 ? stream_below(stream, stream->plan.count) : 0;
        stream_format(stream, "\033[38;2;%u;%u;%um%s\033[0m ", 100 + style / 10000 % 100, 100 + style / 100 % 100,
                      100 + style % 100, word);
        columns += (uint32_t)strlen(word);
    }
    stream_text(stream, "\r\n");
}
