/* font_order.h - the fonts of the machine in the order in which they are asked for what the family lacks.
 *
 *      named   the families of `font-fallback`, in its order
 *      mapped  those of `font-map`: for their ranges only
 *      mono    monospace families, by fontconfig's likeness to the family and the user's language
 *      others  all other families, by the same
 *      color   fonts of coloured glyphs: for text when nothing else has it
 *
 * fontconfig sorts once; character sets are asked, and a file is opened only when a character of it is needed. One face
 * of each family: the one that is nearest to the regular style. */
#ifndef FONT_ORDER_H
#define FONT_ORDER_H

#include <stdatomic.h>

#include "font_face.h"

enum font_group { FONT_NAMED, FONT_MAPPED, FONT_MONO, FONT_OTHERS, FONT_COLORED, FONT_GROUPS };

/* What became of the file. */
enum font_file { FONT_CLOSED, FONT_WANTED, FONT_OPEN, FONT_BROKEN };

struct font_entry {
    const FcPattern *pattern; /* borrowed */
    const char *name;         /* of its family, borrowed from the pattern; "" without one */
    const FcCharSet *characters;
    enum font_group group;
    size_t family;          /* of the rules, for FONT_NAMED and FONT_MAPPED */
    bool color;             /* as fontconfig says */
    atomic_int file;        /* enum font_file */
    struct font_face *face; /* of an open one */
    bool sized;             /* it has the present size; of the thread that draws */
};

struct font_order {
    FcFontSet *sorted;
    FcPattern *emoji_pattern;
    struct font_entry *entries; /* group by group */
    size_t count;
    size_t first[FONT_GROUPS + 1]; /* entries of a group: [first[group], first[group + 1]) */
    struct font_entry *emoji;      /* the font of emoji presentation; NULL: none */
};

/* Sorts. Cost: 5 to 100 ms by the number of fonts. NULL: no memory; a machine without fonts gives an empty order. */
struct font_order *font_order_create(FcConfig *config, const char *family, const struct font_rules *rules);
/* Closes all files. NULL is allowed. */
void font_order_destroy(struct font_order *order);

/* Whether the font has the characters of a cell, joiners and selectors of presentation aside. */
bool font_entry_has(const struct font_entry *entry, const uint32_t *text, size_t length);

#endif
