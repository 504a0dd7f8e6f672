/* font_notes.h - what a user should know about fonts that are not as they were asked for: one line each. */
#ifndef FONT_NOTES_H
#define FONT_NOTES_H

#include <stddef.h>

#define FONT_NOTES_MAX 8

struct font_notes {
    char lines[FONT_NOTES_MAX][256];
    size_t count;
};

/* Adds a line, as printf makes it; the first FONT_NOTES_MAX are kept. */
__attribute__((format(printf, 2, 3))) void font_note(struct font_notes *notes, const char *format, ...);

#endif
