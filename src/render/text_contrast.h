/* text_contrast.h - how much the coverage of text is bent by full contrast, light text on dark and dark on light.
 *
 * The formula is in shaders/pixel.glsl and, for the CPU, in cpu/cpu_over.h. */
#ifndef TEXT_CONTRAST_H
#define TEXT_CONTRAST_H

#define TEXT_THIN_LIGHT_ON_DARK (-0.45f)
#define TEXT_THICKEN_DARK_ON_LIGHT (-0.65f)

#endif
