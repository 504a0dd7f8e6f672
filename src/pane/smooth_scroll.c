#include "smooth_scroll.h"

#include <math.h>
#include <string.h>

#define FRICTION 0.004f   /* of a millisecond */
#define SPEED_LEAST 0.10f /* of fingers that leave, pixels a millisecond: slower they have stopped before */
#define SPEED_SEEN 0.02f  /* slower nobody sees it move */
#define SPEED_MOST 12.0f
enum { FELT_MS = 100, RESTED_MS = 60 };

struct scroll_move scroll_move_by(const struct scroll_place *place, float by_px, float row_px) {
    float px = place->part_px + by_px, limited = fmaxf(fminf(px, 1e9f), -1e9f);
    int64_t rows = (int64_t)floorf(limited / row_px);
    uint64_t down = rows < 0 ? (uint64_t)-rows : 0;
    if (down > place->offset) {
        return (struct scroll_move){-(int64_t)place->offset, 0, true};
    }
    if (rows >= 0 && (uint64_t)rows >= place->total - place->offset) {
        return (struct scroll_move){(int64_t)(place->total - place->offset), 0, by_px > 0};
    }
    return (struct scroll_move){rows, fmaxf(limited - (float)rows * row_px, 0), false};
}

void scroll_glide_feel(struct scroll_glide *glide, float by_px, int64_t now) {
    glide->samples[glide->count % SCROLL_SAMPLES].at = now;
    glide->samples[glide->count % SCROLL_SAMPLES].px = by_px;
    glide->count++;
    glide->speed = 0;
}

/* Of the last moments: what a sample says lies between it and the one before. */
static float felt_speed(const struct scroll_glide *glide, int64_t now) {
    unsigned first = glide->count > SCROLL_SAMPLES ? glide->count - SCROLL_SAMPLES : 0;
    int64_t from = 0, to = 0;
    float sum = 0;
    bool any = false;
    for (unsigned i = first; i < glide->count; i++) {
        int64_t at = glide->samples[i % SCROLL_SAMPLES].at;
        if (now - at > FELT_MS) {
            continue;
        }
        sum += any ? glide->samples[i % SCROLL_SAMPLES].px : 0;
        from = any ? from : at;
        to = at;
        any = true;
    }
    return any && to > from && now - to <= RESTED_MS ? sum / (float)(to - from) : 0;
}

bool scroll_glide_start(struct scroll_glide *glide, int64_t now) {
    float speed = felt_speed(glide, now);
    glide->count = 0;
    glide->speed = fabsf(speed) >= SPEED_LEAST ? fmaxf(fminf(speed, SPEED_MOST), -SPEED_MOST) : 0;
    glide->last = now;
    return fabsf(glide->speed) > 0;
}

float scroll_glide_step(struct scroll_glide *glide, int64_t now) {
    float kept = expf(-FRICTION * (float)(now - glide->last));
    float by = glide->speed / FRICTION * (1 - kept);
    glide->last = now;
    glide->speed *= kept;
    if (fabsf(glide->speed) < SPEED_SEEN) {
        glide->speed = 0;
        return 0;
    }
    return by;
}

bool scroll_glide_stop(struct scroll_glide *glide) {
    bool moved = fabsf(glide->speed) > 0;
    memset(glide, 0, sizeof *glide);
    return moved;
}
