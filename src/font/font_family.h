/* font_family.h - from family names to four styles, through fontconfig. */
#ifndef FONT_FAMILY_H
#define FONT_FAMILY_H

#include "font_face.h"
#include "font_notes.h"
#include "font_set.h"

struct font_family {
    char *name; /* that is really used */
    struct font_face *faces[FONT_STYLES];
};

/* What families are opened with. */
struct font_source {
    FcConfig *config;
    FT_Library library;
    const struct font_rules *rules;
    struct font_notes *notes; /* takes a line for each family that is not there, or cannot be read */
};

/* Opens all four styles. A style has a family of its own where the options name one; else it is the family's, and what
 * the family lacks is synthesised from its regular face. A family that is missing or broken is replaced by fontconfig's
 * monospace. False and one line in `error`: there is no font at all, or no memory. */
bool font_family_open(struct font_family *family, const struct font_source *source, const struct font_options *options,
                      char *error, size_t error_size);
void font_family_close(struct font_family *family);

#endif
