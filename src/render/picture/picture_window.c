#include "picture_window.h"

#include <math.h>
#include <string.h>

#define SQRT_2 1.41421356237309505
#define SHADOW_ALPHA 0.42
#define SHADOW_DROP 0.25 /* of the margin: the light comes from above */

static uint32_t mix(uint32_t a, uint32_t b, double share) {
    uint32_t result = 0;
    for (int shift = 0; shift <= 16; shift += 8)
        result |= (uint32_t)lround((a >> shift & 0xFF) * (1 - share) + (b >> shift & 0xFF) * share) << shift;
    return result;
}

struct picture_window picture_window_around(uint32_t width, uint32_t height, const struct font_metrics *metrics,
                                            uint32_t foreground, uint32_t background) {
    uint32_t bar = metrics->cell_height * 2;
    struct picture_window window = {.margin = bar,
                                    .bar_height = bar,
                                    .radius = bar / 4,
                                    .width = width,
                                    .height = height + bar,
                                    .dot_y = bar / 2.0,
                                    .dot_radius = bar / 7.0,
                                    .bar_color = mix(background, foreground, 0.10),
                                    .dot_color = mix(background, foreground, 0.32),
                                    .title_color = mix(background, foreground, 0.72)};
    for (int i = 0; i < PICTURE_WINDOW_DOTS; i++)
        window.dot_x[i] = bar * (0.5 + 0.45 * i);
    return window;
}

bool picture_window_add_bar(const struct picture_window *window, struct scene *scene, struct bar_line *line,
                            const char *title, const struct font_metrics *metrics) {
    const struct bar_style style = {window->title_color, window->bar_color, 0, 0};
    uint32_t taken = (uint32_t)(window->dot_x[PICTURE_WINDOW_DOTS - 1] + 2 * window->dot_radius);
    uint32_t room = window->width > 2 * taken ? (window->width - 2 * taken) / metrics->cell_width : 0;
    memset(line, 0, sizeof *line);
    bar_line_put(line, title, &style, room);
    uint32_t width = line->count * metrics->cell_width;
    struct scene_layer fill = {.id = SCENE_ID(1, 1),
                               .kind = SCENE_FILL,
                               .area = {0, 0, window->width, window->bar_height},
                               .fill = {window->bar_color, 1}};
    struct scene_layer bar = {.id = SCENE_ID(1, 2),
                              .kind = SCENE_BAR,
                              .area = {(window->width - width) / 2, (window->bar_height - metrics->cell_height) / 2,
                                       width, metrics->cell_height},
                              .bar = {.line = line,
                                      .size = QUIRE_ROW_SINGLE,
                                      .foreground = window->title_color,
                                      .background = window->bar_color}};
    return scene_add(scene, &fill) && (line->count == 0 || scene_add(scene, &bar));
}

/* How much of a pixel lies in the shape whose border is `distance` pixels away, inside being negative. */
static double coverage(double distance) {
    return distance <= -0.5 ? 1 : distance >= 0.5 ? 0 : 0.5 - distance;
}

/* Of a point to a rectangle with round corners, from 0 to its size. */
static double rounded_distance(double x, double y, double width, double height, double radius) {
    double dx = fabs(x - width / 2) - width / 2 + radius, dy = fabs(y - height / 2) - height / 2 + radius;
    double outside = hypot(fmax(dx, 0), fmax(dy, 0));
    return outside + fmin(fmax(dx, dy), 0) - radius;
}

/* A blurred edge-to-edge interval at a point: 1 well inside, 0 far away. */
static double blurred(double at, double end, double sigma) {
    return 0.5 * (erf(at / (sigma * SQRT_2)) - erf((at - end) / (sigma * SQRT_2)));
}

static double shadow_at(const struct picture_window *window, double x, double y) {
    double sigma = window->margin / 3.0;
    return SHADOW_ALPHA * blurred(x, window->width, sigma) *
           blurred(y - window->margin * SHADOW_DROP, window->height, sigma);
}

static double dots_at(const struct picture_window *window, double x, double y) {
    double most = 0;
    for (int i = 0; i < PICTURE_WINDOW_DOTS; i++)
        most = fmax(most, coverage(hypot(x - window->dot_x[i], y - window->dot_y) - window->dot_radius));
    return most;
}

/* One pixel: the window over its shadow, which is black. `inside`: of the pixel, and how much it hides. */
static void compose_pixel(double inside, double shadow, const uint8_t color[3], uint8_t rgba[4]) {
    double alpha = inside + shadow;
    for (int i = 0; i < 3; i++)
        rgba[i] = (uint8_t)lround(alpha > 0 ? color[i] * inside / alpha : 0);
    rgba[3] = (uint8_t)lround(alpha * 255);
}

void picture_window_compose(const struct picture_window *window, const uint8_t *from, uint32_t stride, uint8_t *rgba) {
    uint32_t width = window->width + 2 * window->margin, height = window->height + 2 * window->margin;
    for (uint32_t row = 0; row < height; row++) {
        for (uint32_t col = 0; col < width; col++) {
            double x = (double)col + 0.5 - window->margin, y = (double)row + 0.5 - window->margin;
            double inside = coverage(rounded_distance(x, y, window->width, window->height, window->radius));
            uint8_t color[3] = {0, 0, 0};
            double hidden = 1;
            if (inside > 0) {
                /* The shadow ends where the window begins: nobody sees it through the window. */
                const uint8_t *pixel = from + ((size_t)(row - window->margin) * stride + col - window->margin) * 4;
                hidden = pixel[3] / 255.0;
                double dots = y < window->bar_height ? dots_at(window, x, y) : 0;
                for (int i = 0; i < 3; i++)
                    color[i] =
                        (uint8_t)lround(pixel[i] * (1 - dots) + (window->dot_color >> (16 - 8 * i) & 0xFF) * dots);
            }
            compose_pixel(inside * hidden, shadow_at(window, x, y) * (1 - inside), color,
                          rgba + ((size_t)row * width + col) * 4);
        }
    }
}
