#include "terminal_answers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NUMBERS_MAX = 16, NUMBER_LIMIT = 1 << 20 };

void answer_reader_init(struct answer_reader *reader) {
    memset(reader, 0, sizeof *reader);
}

/* "4;600;800" as numbers; what is beyond the array or too large is left out. Returns how many there are. */
static unsigned read_numbers(const char *text, uint32_t numbers[NUMBERS_MAX]) {
    unsigned count = 0;
    while (count < NUMBERS_MAX) {
        char *end;
        unsigned long number = strtoul(text, &end, 10);
        numbers[count++] = end != text && number < NUMBER_LIMIT ? (uint32_t)number : 0;
        if (*end != ';') {
            break;
        }
        text = end + 1;
    }
    return count;
}

/* ESC [ ? 62 ; 4 c */
static void take_attributes(struct terminal_answers *answers, const char *text) {
    uint32_t numbers[NUMBERS_MAX];
    unsigned count = read_numbers(text, numbers);
    answers->attributes = true;
    for (unsigned i = 1; i < count; i++) {
        answers->sixel |= numbers[i] == 4;
    }
}

/* ESC [ 4 ; height ; width t, with 4 the text area, 6 a cell, 8 rows and columns */
static void take_size(struct terminal_answers *answers, const char *text) {
    uint32_t numbers[NUMBERS_MAX];
    if (read_numbers(text, numbers) != 3 || numbers[1] == 0 || numbers[2] == 0) {
        return;
    }
    if (numbers[0] == 4) {
        answers->height_px = numbers[1];
        answers->width_px = numbers[2];
    } else if (numbers[0] == 6) {
        answers->cell_h_px = numbers[1];
        answers->cell_w_px = numbers[2];
    } else if (numbers[0] == 8) {
        answers->rows = numbers[1];
        answers->cols = numbers[2];
    }
}

/* ESC [ ? 1 ; 0 ; registers S, and ESC [ ? 2 ; 0 ; width ; height S */
static void take_sixel_limits(struct terminal_answers *answers, const char *text) {
    uint32_t numbers[NUMBERS_MAX];
    unsigned count = read_numbers(text, numbers);
    if (count == 3 && numbers[0] == 1 && numbers[1] == 0) {
        answers->registers = numbers[2];
    } else if (count == 4 && numbers[0] == 2 && numbers[1] == 0) {
        answers->sixel_w_px = numbers[2];
        answers->sixel_h_px = numbers[3];
    }
}

static void take_csi(struct terminal_answers *answers, const char *text, char final) {
    bool is_private = text[0] == '?';
    if (final == 'c' && is_private) {
        take_attributes(answers, text + 1);
    } else if (final == 'S' && is_private) {
        take_sixel_limits(answers, text + 1);
    } else if (final == 't' && !is_private) {
        take_size(answers, text);
    }
}

/* One channel of "rgb:ffff/8080/0000": one to four digits, the leading ones count. */
static bool read_channel(const char **text, uint8_t *channel) {
    char *end;
    unsigned long value = strtoul(*text, &end, 16);
    size_t digits = (size_t)(end - *text);
    if (digits < 1 || digits > 4) {
        return false;
    }
    *channel = (uint8_t)(value * 255 / ((1UL << 4 * digits) - 1));
    *text = *end == '/' ? end + 1 : end;
    return true;
}

static void take_osc(struct terminal_answers *answers, const char *text) {
    uint8_t color[3];
    if (strncmp(text, "11;rgb:", 7) != 0) {
        return;
    }
    text += 7;
    if (read_channel(&text, &color[0]) && read_channel(&text, &color[1]) && read_channel(&text, &color[2])) {
        memcpy(answers->background, color, 3);
        answers->has_background = true;
    }
}

/* APC G i=31;OK. An error of ours is an answer too, but not that pictures can be shown. */
static void take_apc(struct terminal_answers *answers, const char *text) {
    char wanted[16];
    snprintf(wanted, sizeof wanted, "i=%d", ANSWERS_KITTY_ID);
    const char *semicolon = strchr(text, ';');
    if (text[0] == 'G' && semicolon != NULL && strstr(text, wanted) != NULL && strstr(text, wanted) < semicolon &&
        strcmp(semicolon, ";OK") == 0) {
        answers->kitty = true;
    }
}

static void take_string(struct terminal_answers *answers, char kind, const char *text) {
    if (kind == ']') {
        take_osc(answers, text);
    } else if (kind == '_') {
        take_apc(answers, text);
    } else if (kind == 'P' && strncmp(text, ">|", 2) == 0) {
        snprintf(answers->name, sizeof answers->name, "%.*s", (int)sizeof answers->name - 1, text + 2);
    }
}

/* The end of a sequence: `final` of a CSI, 0 of a string. */
static void end_sequence(struct answer_reader *reader, char final) {
    if (reader->length < sizeof reader->text) {
        reader->text[reader->length] = '\0';
        if (reader->state == ANSWER_CSI) {
            take_csi(&reader->answers, reader->text, final);
        } else {
            take_string(&reader->answers, reader->kind, reader->text);
        }
    }
    reader->state = ANSWER_GROUND;
}

static void keep(struct answer_reader *reader, char byte) {
    if (reader->length < sizeof reader->text) {
        reader->text[reader->length++] = byte;
    }
}

static void begin(struct answer_reader *reader, char byte) {
    reader->length = 0;
    reader->kind = byte;
    reader->state = byte == '['                                 ? ANSWER_CSI
                    : byte == ']' || byte == 'P' || byte == '_' ? ANSWER_STRING
                    : byte == '\033'                            ? ANSWER_ESCAPE
                                                                : ANSWER_GROUND;
}

static void in_csi(struct answer_reader *reader, char byte) {
    if (byte >= 0x40 && byte <= 0x7E) {
        end_sequence(reader, byte);
    } else if (byte == '\033') {
        reader->state = ANSWER_ESCAPE;
    } else {
        keep(reader, byte);
    }
}

static void in_string(struct answer_reader *reader, char byte) {
    if (byte == '\007') {
        end_sequence(reader, 0);
    } else if (byte == '\033') {
        reader->state = ANSWER_STRING_ESCAPE;
    } else {
        keep(reader, byte);
    }
}

static void feed_byte(struct answer_reader *reader, char byte) {
    switch (reader->state) {
    case ANSWER_GROUND:
        reader->state = byte == '\033' ? ANSWER_ESCAPE : ANSWER_GROUND;
        break;
    case ANSWER_ESCAPE:
        begin(reader, byte);
        break;
    case ANSWER_CSI:
        in_csi(reader, byte);
        break;
    case ANSWER_STRING:
        in_string(reader, byte);
        break;
    case ANSWER_STRING_ESCAPE: /* ST ends the string, another sequence breaks it off */
        if (byte == '\\') {
            end_sequence(reader, 0);
        } else {
            begin(reader, byte);
        }
        break;
    }
}

void answer_reader_feed(struct answer_reader *reader, const char *bytes, size_t length) {
    for (size_t i = 0; i < length; i++) {
        feed_byte(reader, bytes[i]);
    }
}
