/* backend_choice.h - whether GL or the CPU draws: the setting `renderer`, and what the machine has.
 *
 * GL is worth its memory and its start on a graphics processor only. Mesa's software drivers run the shaders on the
 * CPU, where they cost twenty times what cpu/ does, and the memory of a compiler besides; so `auto` never takes them.
 * Two questions, since the answer to the second needs a GL library in the process, and it is not loaded for nothing. */
#ifndef BACKEND_CHOICE_H
#define BACKEND_CHOICE_H

#include <stdbool.h>

enum backend_wish { BACKEND_WISH_AUTO, BACKEND_WISH_CPU, BACKEND_WISH_GL };

enum backend_kind { BACKEND_CPU, BACKEND_GL };

/* Is GL to be loaded and asked who it is? graphics_device: the system has one (a render node); software_forced: the
 * environment asks Mesa for its software driver. */
bool backend_gl_wanted(enum backend_wish wish, bool graphics_device, bool software_forced);

/* gl_renderer: what GL calls itself (GL_RENDERER); NULL: there is no GL, or it was refused. */
enum backend_kind backend_choose(enum backend_wish wish, const char *gl_renderer);

/* Does GL call itself like one of the drivers that draw on the CPU? */
bool backend_gl_is_software(const char *gl_renderer);

#endif
