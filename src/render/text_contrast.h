/* text_contrast.h - how much the coverage of text is bent before it is blended as light, so that strokes weigh the same
 * in light text on dark and in dark text on light.
 *
 * Blended as light alone, light text would grow and dark text shrink, for what a screen makes of the light between is
 * not half way. At full contrast dark text gets all that the formula can give, which makes its weight that of plain
 * coverage; light text is left a little more, since it is read as thinner. Ink, the sum of the pixels' distances from
 * the ground, is then within 10 % in both directions (tests/render/test_weight.c prints it).
 *
 * The formula is in shaders/pixel.glsl and, for the CPU, in cpu/cpu_over.h. Both bends and the weight lie within -1 and
 * 1: beyond them more coverage could give less ink. */
#ifndef TEXT_CONTRAST_H
#define TEXT_CONTRAST_H

#define TEXT_THIN_LIGHT_ON_DARK (-0.80f)
#define TEXT_THICKEN_DARK_ON_LIGHT (-1.0f)

/* What a step of the setting text-weight adds: 6 to 9 % of ink. */
#define TEXT_WEIGHT_STEP 0.35f
#define TEXT_WEIGHT_STEPS 2

#endif
