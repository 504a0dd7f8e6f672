/* sixel_program.h - random sixel data, sound and broken. */
#ifndef SIXEL_PROGRAM_H
#define SIXEL_PROGRAM_H

#include "sixel_kit.h"

struct program {
    char data[4096];
    size_t length;
};

static inline void program_add(struct program *program, const char *text) {
    size_t length = strlen(text);
    if (program->length + length < sizeof program->data) {
        memcpy(program->data + program->length, text, length);
        program->length += length;
    }
}

static inline uint32_t program_number(uint32_t often) {
    switch (kit_random(12)) {
    case 0:
        return kit_random(1u << 31);
    case 1:
        return kit_random(2000);
    default:
        return kit_random(often);
    }
}

/* A command with up to seven parameters, some of them left out. */
static inline void program_values(struct program *program, char command, uint32_t often) {
    char text[16];
    unsigned count = kit_random(3) ? 5 : kit_random(8);
    snprintf(text, sizeof text, "%c", command);
    program_add(program, text);
    for (unsigned i = 0; i < count; i++) {
        snprintf(text, sizeof text, "%u", i == 1 && command == '#' ? kit_random(4) : program_number(often));
        program_add(program, kit_random(20) ? text : "");
        program_add(program, i + 1 < count ? ";" : "");
    }
}

static inline void program_step(struct program *program) {
    char text[32];
    switch (kit_random(20)) {
    case 0:
        program_values(program, '"', 30);
        break;
    case 1:
    case 2:
        program_values(program, '#', 101);
        break;
    case 3:
        snprintf(text, sizeof text, "%c", (int)(1 + kit_random(126)));
        program_add(program, text);
        break;
    case 4:
    case 5:
        program_add(program, "-");
        break;
    case 6:
        program_add(program, "$");
        break;
    case 7:
    case 8:
    case 9:
        snprintf(text, sizeof text, "!%u%c", program_number(40), (int)('?' + kit_random(64)));
        program_add(program, text);
        break;
    case 10:
        snprintf(text, sizeof text, "#%u", kit_random(20));
        program_add(program, text);
        break;
    default:
        snprintf(text, sizeof text, "%c", (int)('?' + kit_random(64)));
        program_add(program, text);
    }
}

static inline void program_make(struct program *program, unsigned steps) {
    program->length = 0;
    while (steps-- > 0)
        program_step(program);
}

#endif
