/* font_joining.h - which characters of a font look otherwise for what stands beside them.
 *
 * Ligatures need runs of cells that are shaped together, and each letter that is typed makes another run. In most
 * monospace fonts few characters take part (`fi`, `->`): all others are shaped once, alone, and the run ends at them.
 */
#ifndef FONT_JOINING_H
#define FONT_JOINING_H

#include <stdbool.h>
#include <stdint.h>

#include <hb.h>

/* Bits of ASCII. Of other characters it is not asked: they may take part. */
struct font_joining {
    uint64_t ascii[2];
};

/* Looks through the font's substitutions that are on by themselves and those that the user has named, on or off. False:
 * it joins nothing. Cost: some ten microseconds; of a font with hundreds of ligatures a millisecond. Without memory all
 * characters take part. */
bool font_joining_find(hb_font_t *font, const hb_feature_t *named, unsigned count, struct font_joining *joining);

static inline bool font_joining_has(const struct font_joining *joining, uint32_t code_point) {
    return code_point >= 128 || (joining->ascii[code_point >> 6] >> (code_point & 63) & 1) != 0;
}

#endif
