/* random_input.h - plausible output of programs, made up: one piece at a time. */
#ifndef RANDOM_INPUT_H
#define RANDOM_INPUT_H

#include "engine_kit.h"

static const char *const random_clusters[] = {
    "e\xCC\x81",                                         /* a letter with a combining mark */
    "\xE2\x9D\xA4\xEF\xB8\x8F",                          /* a heart with VS16: becomes wide */
    "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x9A\x80",      /* two emoji joined by ZWJ */
    "\xF0\x9F\x87\xA9\xF0\x9F\x87\xAA",                  /* a flag */
    "\xF0\x9F\x91\x8D\xF0\x9F\x8F\xBD",                  /* an emoji with a skin tone */
    "\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB",              /* Hangul jamo */
    "a\xCC\x80\xCC\x81\xCC\x82\xCC\x83\xCC\x84\xCC\x85", /* a pile of marks */
    "\xE0\xA4\x95\xE0\xA5\x8D\xE0\xA4\xB7",              /* Devanagari conjunct */
};

static inline void random_text(struct random *r, struct text *to) {
    for (uint32_t i = random_between(r, 1, random_below(r, 4) == 0 ? 90 : 12); i > 0; i--) {
        uint32_t kind = random_below(r, 16);
        if (kind < 11)
            text_code_point(to, random_between(r, 0x20, 0x7E));
        else if (kind < 13)
            text_code_point(to, random_between(r, 0x4E00, 0x4EFF));
        else if (kind < 14)
            text_code_point(to, random_between(r, 0x1F600, 0x1F640));
        else if (kind < 15)
            text_code_point(to, random_between(r, 0xA1, 0x17F));
        else
            text_addf(to, "%s", random_clusters[random_below(r, sizeof random_clusters / sizeof *random_clusters)]);
    }
}

static inline void random_sgr(struct random *r, struct text *to) {
    uint32_t value = random_below(r, 256);
    switch (random_below(r, 8)) {
    case 0:
        text_addf(to, "\033[m");
        break;
    case 1:
        text_addf(to, "\033[%um", random_between(r, 1, 9));
        break;
    case 2:
        text_addf(to, "\033[%u;%um", 30 + value % 8, 40 + (value >> 3) % 8);
        break;
    case 3:
        text_addf(to, "\033[38;5;%um", value);
        break;
    case 4:
        text_addf(to, "\033[48:2::%u:%u:%um", value, 255 - value, value / 2);
        break;
    case 5:
        text_addf(to, "\033[4:%u;58:5:%um", value % 6, value);
        break;
    case 6:
        text_addf(to, "\033[%um", 21 + value % 9);
        break;
    default:
        text_addf(to, "\033[0;%um", 100 + value % 8);
        break;
    }
}

/* A rectangle that is copied, filled, erased or dressed. */
static inline void random_rectangle(struct random *r, struct text *to, uint32_t cols, uint32_t rows) {
    uint32_t top = random_between(r, 1, rows), bottom = random_between(r, top, rows + 1);
    uint32_t left = random_between(r, 1, cols), right = random_between(r, left, cols + 1);
    char rect[48];
    snprintf(rect, sizeof rect, "%u;%u;%u;%u", top, left, bottom, right);
    switch (random_below(r, 5)) {
    case 0:
        text_addf(to, "\033[%s;1;%u;%u;1$v", rect, random_between(r, 1, rows), random_between(r, 1, cols));
        break;
    case 1:
        text_addf(to, "\033[%u;%s$x", random_between(r, 33, 255), rect);
        break;
    case 2:
        text_addf(to, "\033[%s$%c", rect, random_below(r, 2) ? 'z' : '{');
        break;
    case 3:
        text_addf(to, "\033[%s;1;4;38;5;%u$r", rect, random_below(r, 256));
        break;
    default:
        text_addf(to, "\033[%s;0$t", rect);
        break;
    }
}

/* Erasing, moving, inserting and the rest, with parameters that fit the screen mostly. */
static inline void random_sequence(struct random *r, struct text *to, uint32_t cols, uint32_t rows) {
    static const char finals[] = "@ABCDEFGIJKLMPSTXZ`abdegjr";
    static const char *const others[] = {"\r\n",
                                         "\n",
                                         "\r",
                                         "\t",
                                         "\b",
                                         "\033D",
                                         "\033E",
                                         "\033M",
                                         "\0337",
                                         "\0338",
                                         "\033[?7l",
                                         "\033[?7h",
                                         "\033[4h",
                                         "\033[4l",
                                         "\033[?6h",
                                         "\033[?6l",
                                         "\033[r",
                                         "\033[?69h",
                                         "\033[?69l",
                                         "\033H",
                                         "\033[2J",
                                         "\033[?J",
                                         "\033[1\"q",
                                         "\033[0\"q",
                                         "\033(0",
                                         "\033(B",
                                         "\0336",
                                         "\0339",
                                         "\033[?45h",
                                         "\033[?45l",
                                         "\033[?2027l",
                                         "\033[?2027h",
                                         "\033]133;A\033\\",
                                         "\033]133;B\033\\",
                                         "\033]133;C\033\\",
                                         "\033[2'}",
                                         "\033[2'~",
                                         "\033[1 @",
                                         "\033[1 A",
                                         "\033V",
                                         "\033W",
                                         "\033[2*x",
                                         "\033[0*x",
                                         "\033[#{",
                                         "\033[#}",
                                         "\033[#P",
                                         "\033[#Q",
                                         "\033[64;1\"p",
                                         "\033]8;;\033\\",
                                         "\033#3",
                                         "\033#4",
                                         "\033#5",
                                         "\033#6",
                                         "\033[?2l\033Y\"$\033FqG\033I\033<",
                                         "\033]8;;\033\\"};
    uint32_t kind = random_below(r, 20);
    if (kind < 7) {
        text_addf(to, "\033[%u;%uH", random_between(r, 1, rows), random_between(r, 1, cols));
    } else if (kind < 10) {
        text_addf(to, "\033[%u%c", random_below(r, 4), finals[random_below(r, sizeof finals - 1)]);
    } else if (kind < 11) {
        uint32_t top = random_between(r, 1, rows);
        text_addf(to, "\033[%u;%ur", top, random_between(r, top, rows));
    } else if (kind < 12) {
        uint32_t left = random_between(r, 1, cols);
        text_addf(to, "\033[%u;%us", left, random_between(r, left, cols));
    } else if (kind < 13) {
        text_addf(to, "\033]8;id=%u;http://example.org/%u\033\\", random_below(r, 3), random_below(r, 9));
    } else if (kind < 14) {
        random_rectangle(r, to, cols, rows);
    } else {
        text_addf(to, "%s", others[random_below(r, sizeof others / sizeof *others)]);
    }
}

/* One piece: text, a style, or a control function. */
static inline void random_piece(struct random *r, struct text *to, uint32_t cols, uint32_t rows) {
    uint32_t kind = random_below(r, 10);
    if (kind < 5)
        random_text(r, to);
    else if (kind < 6)
        random_sgr(r, to);
    else if (kind < 7)
        text_addf(to, "\r\n");
    else
        random_sequence(r, to, cols, rows);
}

#endif
