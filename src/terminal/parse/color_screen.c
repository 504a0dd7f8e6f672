#include "color_screen.h"

#include <stddef.h>

/* A point of a channel's curve: this byte lights the phosphor with this intensity, in millionths. */
struct point {
    uint8_t byte;
    uint32_t millionths;
};

static const struct point red[] = {
    {0x00, 0},      {0x09, 0},      {0x0A, 936},    {0x0F, 1481},   {0x14, 2329},   {0x19, 3529},   {0x1E, 5127},
    {0x23, 7169},   {0x28, 9699},   {0x2D, 12759},  {0x32, 16392},  {0x37, 20637},  {0x3C, 25533},  {0x41, 31119},
    {0x46, 37431},  {0x4B, 44504},  {0x50, 52373},  {0x55, 61069},  {0x5A, 70624},  {0x5F, 81070},  {0x64, 92433},
    {0x69, 104744}, {0x6E, 118026}, {0x73, 132307}, {0x78, 147610}, {0x7D, 163958}, {0x82, 181371}, {0x87, 199871},
    {0x8C, 219475}, {0x91, 240202}, {0x96, 262069}, {0x9B, 285089}, {0xA0, 309278}, {0xA5, 334647}, {0xAA, 361208},
    {0xAF, 388971}, {0xB4, 417945}, {0xB9, 448138}, {0xBE, 479555}, {0xC3, 512202}, {0xC8, 546082}, {0xCD, 581199},
    {0xD2, 617552}, {0xD7, 655144}, {0xDC, 693971}, {0xE1, 734031}, {0xE6, 775322}, {0xEB, 817837}, {0xF0, 861571},
    {0xF5, 906515}, {0xFA, 952662}, {0xFF, 1000000}};

static const struct point green[] = {
    {0x00, 0},      {0x13, 0},      {0x14, 832},    {0x19, 1998},   {0x1E, 3612},   {0x23, 5736},   {0x28, 8428},
    {0x2D, 11745},  {0x32, 15740},  {0x37, 20463},  {0x3C, 25960},  {0x41, 32275},  {0x46, 39449},  {0x4B, 47519},
    {0x50, 56520},  {0x55, 66484},  {0x5A, 77439},  {0x5F, 89409},  {0x64, 102418}, {0x69, 116485}, {0x6E, 131625},
    {0x73, 147853}, {0x78, 165176}, {0x7D, 183604}, {0x82, 203140}, {0x87, 223783}, {0x8C, 245533}, {0x91, 268384},
    {0x96, 292327}, {0x9B, 317351}, {0xA0, 343441}, {0xA5, 370580}, {0xAA, 398747}, {0xAF, 427919}, {0xB4, 458068},
    {0xB9, 489165}, {0xBE, 521176}, {0xC3, 554067}, {0xC8, 587797}, {0xCD, 622324}, {0xD2, 657604}, {0xD7, 693588},
    {0xDC, 730225}, {0xE1, 767459}, {0xE6, 805235}, {0xEB, 843491}, {0xF0, 882164}, {0xF5, 921187}, {0xFA, 960490},
    {0xFF, 1000000}};

static const struct point blue[] = {
    {0x00, 0},      {0x0E, 0},      {0x0F, 1341},   {0x14, 2080},   {0x19, 3188},   {0x1E, 4729},   {0x23, 6766},
    {0x28, 9357},   {0x2D, 12559},  {0x32, 16424},  {0x37, 21004},  {0x3C, 26344},  {0x41, 32489},  {0x46, 39481},
    {0x4B, 47357},  {0x50, 56154},  {0x55, 65903},  {0x5A, 76634},  {0x5F, 88373},  {0x64, 101145}, {0x69, 114968},
    {0x6E, 129862}, {0x73, 145841}, {0x78, 162915}, {0x7D, 181095}, {0x82, 200386}, {0x87, 220791}, {0x8C, 242309},
    {0x91, 264937}, {0x96, 288670}, {0x9B, 313499}, {0xA0, 339410}, {0xA5, 366390}, {0xAA, 394421}, {0xAF, 423481},
    {0xB4, 453547}, {0xB9, 484592}, {0xBE, 516587}, {0xC3, 549498}, {0xC8, 583291}, {0xCD, 617925}, {0xD2, 653361},
    {0xD7, 689553}, {0xDC, 726454}, {0xE1, 764013}, {0xE6, 802178}, {0xEB, 840891}, {0xF0, 880093}, {0xF5, 919723},
    {0xFA, 959715}, {0xFF, 1000000}};

/* The byte whose intensity is nearest. Zero is black; the curve leaves the ground only behind its second point. */
static uint32_t byte_of(const struct point *curve, double intensity) {
    double millionths = intensity * 1e6;
    if (!(millionths > 0))
        return 0;
    while (curve->byte < 0xFF && millionths > curve[1].millionths)
        curve++;
    if (curve->byte == 0xFF)
        return 0xFF;
    double part = (millionths - curve[0].millionths) / (curve[1].millionths - curve[0].millionths);
    return curve[0].byte + (uint32_t)((curve[1].byte - curve[0].byte) * part + 0.5);
}

uint32_t qr_color_screen_rgb(const double intensities[3]) {
    return byte_of(red, intensities[0]) << 16 | byte_of(green, intensities[1]) << 8 | byte_of(blue, intensities[2]);
}

void qr_color_screen_intensities(const double xyz[3], double intensities[3]) {
    static const double matrix[3][3] = {{3.483404812535390, -1.521763749272852, -0.559231333540498},
                                        {-1.071527513061936, 1.965937952043724, 0.036736913395535},
                                        {0.063511797904978, -0.200205010004965, 0.810709420316482}};
    for (int i = 0; i < 3; i++)
        intensities[i] = matrix[i][0] * xyz[0] + matrix[i][1] * xyz[1] + matrix[i][2] * xyz[2];
}
