#include "font_notes.h"

#include <stdarg.h>
#include <stdio.h>

void font_note(struct font_notes *notes, const char *format, ...) {
    va_list arguments;
    if (notes->count == FONT_NOTES_MAX)
        return;
    va_start(arguments, format);
    vsnprintf(notes->lines[notes->count], sizeof notes->lines[0], format, arguments);
    va_end(arguments);
    notes->count++;
}
