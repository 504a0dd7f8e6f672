#include "bell_flash.h"

/* A quarter of a second in all: seen from the corner of the eye, and over before one looks. */
#define SOFT_STEP_MS 30

struct bell_step bell_flash_step(bool soft, unsigned step) {
    static const float strengths[] = {0.08f, 0.16f, 0.20f, 0.17f, 0.13f, 0.09f, 0.05f, 0.02f};
    const struct bell_step hard = {0.25f, 90}, over = {0.0f, 0};
    if (!soft) {
        return step == 0 ? hard : over;
    }
    return step < sizeof strengths / sizeof strengths[0] ? (struct bell_step){strengths[step], SOFT_STEP_MS} : over;
}
