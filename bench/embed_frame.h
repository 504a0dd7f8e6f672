/* embed_frame.h - the part of bench_embed that reads frames. */
#ifndef EMBED_FRAME_H
#define EMBED_FRAME_H

/* Measures each case, or (NULL: all) the one of this name, and prints its lines. */
void embed_frame(const char *only, int repeat);

#endif
