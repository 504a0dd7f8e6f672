/* font_family.h - from a family name to its four styles, through fontconfig. */
#ifndef FONT_FAMILY_H
#define FONT_FAMILY_H

#include "font_face.h"
#include "font_set.h"

struct font_family {
    char *name;        /* that is really used */
    char warning[256]; /* "" when it is the one that was asked for */
    struct font_face *faces[FONT_STYLES];
};

/* Opens all four styles; what the family lacks is synthesised from its regular face. False and one line in `error`. */
bool font_family_open(struct font_family *family, FcConfig *config, FT_Library library, const char *name, char *error,
                      size_t error_size);
void font_family_close(struct font_family *family);

#endif
