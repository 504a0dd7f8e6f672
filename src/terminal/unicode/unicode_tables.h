/* unicode_tables.h - one byte of properties for every code point.
 *
 * Generated from the data files of Unicode 17.0 by generate.py; do not edit. To make it again:
 *
 *     src/terminal/unicode/generate.py FOLDER-WITH-UNICODE-DATA
 *
 * The data is Unicode's, see LICENSE-UNICODE.txt. */
#ifndef QR_UNICODE_TABLES_H
#define QR_UNICODE_TABLES_H

#include <stdint.h>

#define QR_UNICODE_VERSION "17.0"

/* clang-format off */

/* Grapheme_Cluster_Break, refined: INDIC_EXTEND and INDIC_LINKER are Extend with that Indic_Conjunct_Break, PICTOGRAPH
 * and CONSONANT are Other with Extended_Pictographic and Indic_Conjunct_Break. ZWJ is an Extend of that kind too. */
enum qr_break_class {
    BREAK_OTHER,
    BREAK_CR,
    BREAK_CONTROL,
    BREAK_PREPEND,
    BREAK_LF,
    BREAK_EXTEND,
    BREAK_INDIC_EXTEND,
    BREAK_INDIC_LINKER,
    BREAK_ZWJ,
    BREAK_SPACING,
    BREAK_PICTOGRAPH,
    BREAK_CONSONANT,
    BREAK_REGIONAL,
    BREAK_L,
    BREAK_V,
    BREAK_T,
    BREAK_LV,
    BREAK_LVT,
    BREAK_CLASSES,
    BREAK_FIRST_JOINING = BREAK_LF /* those before it never join what stands before them */
};

/* Bits of a property byte: the class, the width (or AMBIGUOUS: as the caller has it), and "a variation selector changes
 * the width": the emoji style of a narrow one is wide, the text style of a wide one is narrow. */
#define QR_UNICODE_CLASS_MASK 0x1fu
#define QR_UNICODE_WIDTH_SHIFT 5
#define QR_UNICODE_WIDTH_MASK 0x3u
#define QR_UNICODE_AMBIGUOUS 3u
#define QR_UNICODE_VARIATION 0x80u

/* Blocks of 128 code points. All code points from the limit on are of width 1 and class OTHER. */
#define QR_UNICODE_BLOCK_SHIFT 7
#define QR_UNICODE_BLOCK_MASK 0x7fu
#define QR_UNICODE_LIMIT 0x110000u
#define QR_UNICODE_BEYOND 0x20u

extern const uint8_t qr_unicode_index[8704];
extern const uint8_t qr_unicode_blocks[24960];

#endif
