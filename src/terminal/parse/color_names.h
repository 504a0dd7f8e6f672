/* color_names.h - the X11 colour names, as a sorted table.
 *
 * color_names.c is written by color_names.py. Of "gray0".."gray100" and "grey0".."grey100" it holds only those that
 * color_spec.c does not compute. Use qr_color_spec_parse; only it and the tests look in here. */
#ifndef QR_COLOR_NAMES_H
#define QR_COLOR_NAMES_H

#include <stddef.h>
#include <stdint.h>

#define QR_COLOR_NAME_MAX 20

struct qr_color_name {
    char name[QR_COLOR_NAME_MAX + 1]; /* lower case, no blanks, terminated */
    uint32_t rgb;                     /* 0xRRGGBB */
};

/* In the order of strcmp. */
extern const struct qr_color_name qr_color_names[];
extern const size_t qr_color_name_count;

#endif
