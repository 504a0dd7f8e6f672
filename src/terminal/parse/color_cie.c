#include "color_cie.h"

#include "color_screen.h"

/* A chromaticity in the u'v' plane and a luminance. */
struct uvy {
    double u, v, y;
};

static void uvy_to_xyz(struct uvy color, double xyz[3]) {
    xyz[0] = xyz[2] = 0;
    xyz[1] = color.y;
    if (color.v == 0)
        return; /* no colour is there; Xcms divides by something else */
    xyz[0] = color.y * 9 * color.u / (4 * color.v);
    xyz[2] = color.y * (12 - 3 * color.u - 20 * color.v) / (4 * color.v);
}

static struct uvy uvy_of_xyz(const double xyz[3]) {
    double sum = xyz[0] + 15 * xyz[1] + 3 * xyz[2];
    return (struct uvy){4 * xyz[0] / sum, 9 * xyz[1] / sum, xyz[1]};
}

/* --- from each space to XYZ ------------------------------------------------------------------------------------ */

static bool in_range(double value, double greatest) {
    return value >= 0 && value <= greatest;
}

static double cube(double value) {
    return value * value * value;
}

/* The luminance of a lightness of 0..100 (CIE 1976). */
static double luminance(double lightness) {
    return lightness < 7.99953624 ? lightness / 903.29 : cube((lightness + 16) / 116);
}

static bool from_xyz(const double values[3], double xyz[3]) {
    for (int i = 0; i < 3; i++)
        xyz[i] = values[i];
    return in_range(values[1], 1);
}

static bool from_uvy(const double values[3], double xyz[3]) {
    uvy_to_xyz((struct uvy){values[0], values[1], values[2]}, xyz);
    return in_range(values[2], 1);
}

static bool from_xyy(const double values[3], double xyz[3]) {
    double x = values[0], y = values[1] == 0 ? 0.001 : values[1];
    xyz[0] = x * values[2] / y;
    xyz[1] = values[2];
    xyz[2] = (1 - x - y) * values[2] / y;
    return in_range(x, 1) && in_range(values[1], 1) && in_range(values[2], 1);
}

static bool from_lab(const double values[3], double xyz[3]) {
    double root = (values[0] + 16) / 116;
    if (cube(root) < 0.008856) {
        double y = values[0] / 9.03292; /* a hundred times too bright, as in Xcms and so in every X terminal */
        xyz[0] = QR_WHITE_X * (values[1] / 3893.5 + y);
        xyz[1] = y;
        xyz[2] = QR_WHITE_Z * (y - values[2] / 1557.4);
    } else {
        xyz[0] = QR_WHITE_X * cube(root + values[1] / 5);
        xyz[1] = cube(root);
        xyz[2] = QR_WHITE_Z * cube(root - values[2] / 2);
    }
    return in_range(values[0], 100);
}

static bool from_luv(const double values[3], double xyz[3]) {
    struct uvy color = {QR_WHITE_U, QR_WHITE_V, luminance(values[0])};
    if (values[0] != 0) {
        color.u += values[1] / (0.13 * values[0]);
        color.v += values[2] / (0.13 * values[0]);
    }
    uvy_to_xyz(color, xyz);
    return in_range(values[0], 100);
}

/* The sine of degrees in 0..90 by its series: good to ten digits, and the library needs no libm. */
static double sine_of_quadrant(double degrees) {
    double x = degrees * 3.14159265358979 / 180, term = x, sum = x;
    for (int i = 3; i <= 15; i += 2) {
        term *= -x * x / (i * (i - 1));
        sum += term;
    }
    return sum;
}

static double sine(double degrees) {
    double turns = degrees / 360;
    degrees -= 360 * (double)(long)turns;
    if (degrees < 0)
        degrees += 360;
    double half = degrees < 180 ? degrees : degrees - 180;
    double value = sine_of_quadrant(half < 90 ? half : 180 - half);
    return degrees < 180 ? value : -value;
}

/* TekHVC: hue 0 is the direction of "best red" from the white, 5.1 degrees in the u'v' plane. */
static bool from_hvc(const double values[3], double xyz[3]) {
    struct uvy color = {QR_WHITE_U, QR_WHITE_V, luminance(values[1])};
    double hue = values[0] + 5.105096777898;
    if (values[1] > 0 && values[1] < 100) {
        color.u += sine(hue + 90) * values[2] / (values[1] * 7.50725);
        color.v += sine(hue) * values[2] / (values[1] * 7.50725);
    }
    uvy_to_xyz(color, xyz);
    return in_range(values[1], 100) && values[2] >= 0;
}

/* --- to the screen --------------------------------------------------------------------------------------------- */

static bool fits(const double intensities[3], double slack) {
    for (int i = 0; i < 3; i++) {
        if (intensities[i] < -slack || intensities[i] > 1 + slack)
            return false;
    }
    return true;
}

/* `part` of the way from white to a colour, as light. */
static void towards(struct uvy color, double part, double intensities[3]) {
    double xyz[3];
    color.u = QR_WHITE_U + (color.u - QR_WHITE_U) * part;
    color.v = QR_WHITE_V + (color.v - QR_WHITE_V) * part;
    uvy_to_xyz(color, xyz);
    qr_color_screen_intensities(xyz, intensities);
}

/* The most colourful light that fits, by bisection. */
static void clip(const double xyz[3], double intensities[3]) {
    struct uvy color = uvy_of_xyz(xyz);
    double fitting = 0, beyond = 1;
    for (int i = 0; i < 40; i++) {
        double middle = (fitting + beyond) / 2;
        towards(color, middle, intensities);
        *(fits(intensities, 0) ? &fitting : &beyond) = middle;
    }
    towards(color, fitting, intensities);
}

bool qr_color_cie(enum qr_color_space space, const double values[3], uint32_t *rgb) {
    static bool (*const convert[])(const double values[3], double xyz[3]) = {
        [QR_CIE_XYZ] = from_xyz, [QR_CIE_UVY] = from_uvy, [QR_CIE_XYY] = from_xyy,
        [QR_CIE_LAB] = from_lab, [QR_CIE_LUV] = from_luv, [QR_TEK_HVC] = from_hvc};
    double xyz[3], intensities[3] = {0, 0, 0};
    for (int i = 0; i < 3; i++) {
        if (!(values[i] > -1e6 && values[i] < 1e6))
            return false;
    }
    if (!convert[space](values, xyz))
        return false;
    qr_color_screen_intensities(xyz, intensities);
    if (xyz[1] == 0)
        intensities[0] = intensities[1] = intensities[2] = 0; /* black has no chromaticity */
    else if (!fits(intensities, 0.001))
        clip(xyz, intensities);
    *rgb = qr_color_screen_rgb(intensities);
    return true;
}
