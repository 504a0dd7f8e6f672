/* Colour specifications: every form of XParseColor, and what is none. */
#include "test.h"

#include <stdlib.h>

#include "color_names.h"
#include "color_spec.h"

#define NONE 0xFFFFFFFFu

struct spec {
    const char *text;
    uint32_t rgb;
};

/* In memory of exactly its own size, so that the sanitizer sees a read behind the end. */
static uint32_t parse(const char *text) {
    size_t length = strlen(text);
    uint8_t *copy = malloc(length ? length : 1);
    uint32_t rgb = 0x12345678;
    if (!copy)
        abort();
    memcpy(copy, text, length);
    bool ok = qr_color_spec_parse(copy, length, &rgb);
    CHECK(ok || rgb == 0x12345678);
    free(copy);
    return ok ? rgb : NONE;
}

static void check_specs(const struct spec *specs, size_t count) {
    for (size_t i = 0; i < count; i++) {
        uint32_t have = parse(specs[i].text);
        if (have != specs[i].rgb)
            printf("\"%s\": 0x%06X, not 0x%06X\n", specs[i].text, (unsigned)have, (unsigned)specs[i].rgb);
        CHECK(have == specs[i].rgb);
    }
}

#define CHECK_SPECS(specs) check_specs(specs, sizeof(specs) / sizeof *(specs))

/* The digits are the upper ones. */
static void sharp(void) {
    static const struct spec specs[] = {
        {"#000", 0x000000},
        {"#fff", 0xF0F0F0},
        {"#3a7", 0x30A070},
        {"#FF8000", 0xFF8000},
        {"#fF80a1", 0xFF80A1},
        {"#123456789", 0x124578},
        {"#fff000800", 0xFF0080},
        {"#123456789abc", 0x12569A},
        {"#ffff0000ffff", 0xFF00FF},
        {"#", NONE},
        {"#1", NONE},
        {"#12", NONE},
        {"#1234", NONE},
        {"#12345", NONE},
        {"#1234567", NONE},
        {"#12345678", NONE},
        {"#123456789abcdef", NONE},
        {"#12345g", NONE},
        {"# 12345", NONE},
        {"#12345 ", NONE},
        {"##123", NONE},
        {" #123", NONE},
        {"#-12", NONE},
    };
    CHECK_SPECS(specs);
}

/* The digits are scaled. */
static void rgb(void) {
    static const struct spec specs[] = {
        {"rgb:f/f/f", 0xFFFFFF},
        {"rgb:8/0/f", 0x8800FF},
        {"rgb:12/34/56", 0x123456},
        {"rgb:fff/000/800", 0xFF0080},
        {"rgb:7ff/1/2", 0x7F1122},
        {"rgb:ffff/8080/0000", 0xFF8000},
        {"rgb:f/ff/fff", 0xFFFFFF},
        {"RGB:Ab/cD/Ef", 0xABCDEF},
        {"rgb:ff00/00ff/0100", 0xFF0001},
        {"rgb:", NONE},
        {"rgb:1", NONE},
        {"rgb:1/2", NONE},
        {"rgb:1/2/", NONE},
        {"rgb:/1/2", NONE},
        {"rgb:1//2", NONE},
        {"rgb:1/2/3/4", NONE},
        {"rgb:1/2/3/", NONE},
        {"rgb:12345/1/1", NONE},
        {"rgb:1/1/12345", NONE},
        {"rgb:g/1/1", NONE},
        {"rgb:1/2/3 ", NONE},
        {"rgb: 1/2/3", NONE},
        {"rgb:1;2;3", NONE},
        {"rgb1/2/3", NONE},
        {"rgba:1/2/3/4", NONE},
        {"rg", NONE},
    };
    CHECK_SPECS(specs);
}

static void rgbi(void) {
    static const struct spec specs[] = {
        {"rgbi:0/0/0", 0x000000},
        {"rgbi:1/1/1", 0xFFFFFF},
        {"rgbi:1.0/0.0/1.", 0xFF00FF},
        {"rgbi:.5/0.25/0.75", 0xC18DDF},
        {"RGBI:5e-1/2.5E-1/1e0", 0xC18DFF},
        {"rgbi:0.05e+1/0/0", 0xC10000},
        {"rgbi:1e-999999999/0/0", 0x000000},
        {"rgbi:0e999999999/0/0", 0x000000},
        {"rgbi:0.00000000000000000000001/0/0", 0x090000}, /* the curve begins above the black */
        {"rgbi:0.0000000000/0/0", 0},
        {"rgbi:1.1/0/0", NONE},
        {"rgbi:2/0/0", NONE},
        {"rgbi:1e1/0/0", NONE},
        {"rgbi:1e99999999999/0/0", NONE},
        {"rgbi:-1/0/0", NONE},
        {"rgbi:./0/0", NONE},
        {"rgbi:/0/0", NONE},
        {"rgbi:0/0", NONE},
        {"rgbi:0/0/0/0", NONE},
        {"rgbi:0/0/0e", NONE},
        {"rgbi:0/0/0e-", NONE},
        {"rgbi:e1/0/0", NONE},
        {"rgbi:nan/0/0", NONE},
        {"rgbi:inf/0/0", NONE},
        {"rgbi:0x1/0/0", NONE},
        {"rgbi:0,5/0/0", NONE},
        {"rgbi:1 /0/0", NONE},
        {"rgbi:99999999999999999999/0/0", NONE},
    };
    CHECK_SPECS(specs);
}

/* What XParseColor of Xlib 1.8 makes of these on a screen without properties of its own. Quire is stricter: no huge
 * numbers, nothing behind the last one. */
static void cie(void) {
    static const struct spec specs[] = {
        {"CIEXYZ:1/1/1", 0xFFFFFF},
        {"CIEXYZ:0.5/0.5/0.5", 0xDDB5A0},
        {"ciexyz:0/0/0", 0x000000},
        {"CIEuvY:1/1/1", 0xFFFFFF},
        {"CIEuvY:0.5/0.5/0.5", 0xFFA3AE},
        {"CIExyY:0.5/0.5/0.5", 0xF7B30E},
        {"CIExyY:0.5/0/0.5", 0xFF9CD1},
        {"CIELab:1/1/1", 0x6C6767},
        {"CIELab:100/0/0", 0xFFFFFF},
        {"CIELab:50/-0.5/+0.5", 0x448F22},
        {"CIELuv:0.5/0.5/0.5", 0x0E130E},
        {"CIELuv:50/0/0", 0x837D7E},
        {"TekHVC:1/1/1", 0x1A130F},
        {"TekHVC:0/50/40", 0xC75C72},
        {"TekHVC:0/70/10", 0xC9A4A9},
        {"TekHVC:100/30/10", 0x505742},
        {"TekHVC:200/70/10", 0x98B1B4},
        {"TekHVC:359/70/60", 0xFF8AA1},
        {"TekHVC:-160/70/10", 0x98B1B4},
        {"TekHVC:560/70/10", 0x98B1B4},
        {"CIEXYZ:0/1.1/0", NONE},
        {"CIEXYZ:0/-1/0", NONE},
        {"CIELab:101/0/0", NONE},
        {"TekHVC:0/50/-1", NONE},
        {"CIELuv:50/1e9/0", NONE},
        {"CIELuv:50/1e999/0", NONE},
        {"CIEXYZ:1/1", NONE},
        {"CIEXYZ:1/1/1/1", NONE},
        {"CIEXYZ:1/1/+-1", NONE},
        {"CIEXYZ:", NONE},
        {"CIEfoo:1/1/1", NONE},
    };
    CHECK_SPECS(specs);
}

static void names(void) {
    static const struct spec specs[] = {
        {"black", 0x000000},
        {"white", 0xFFFFFF},
        {"red", 0xFF0000},
        {"Red", 0xFF0000},
        {"RED", 0xFF0000},
        {"light blue", 0xADD8E6},
        {"LightBlue", 0xADD8E6},
        {"Light Blue", 0xADD8E6},
        {"lightgoldenrodyellow", 0xFAFAD2},
        {"papaya whip", 0xFFEFD5},
        {"AntiqueWhite3", 0xCDC0B0},
        {"yellow4", 0x8B8B00},
        {"rebecca purple", 0x663399},
        {"gray", 0xBEBEBE},
        {"WebGray", 0x808080},
        {"x11 green", 0x00FF00},
        {"gray0", 0x000000},
        {"grey100", 0xFFFFFF},
        {"gray10", 0x1A1A1A},
        {"gray50", 0x7F7F7F},
        {"Grey 90", 0xE5E5E5},
        {"gray51", 0x828282},
        {"gray101", NONE},
        {"gray1000", NONE},
        {"gray-1", NONE},
        {"gra", NONE},
        {"", NONE},
        {" ", NONE},
        {"redd", NONE},
        {"re", NONE},
        {"nosuchcolour", NONE},
        {"\xC3\xA9", NONE},
        {"lightgoldenrodyellow2", NONE},
        {"a very long name that is none of any colour", NONE},
        {"?", NONE},
    };
    CHECK_SPECS(specs);
    uint32_t value = 1;
    CHECK(!qr_color_spec_parse((const uint8_t *)"red\0", 4, &value));
    CHECK(!qr_color_spec_parse(NULL, 0, &value));
    CHECK_INT(value, 1);
}

/* The table is sorted, its names are normal, and each is found. */
static void table(void) {
    CHECK(qr_color_name_count > 400);
    for (size_t i = 0; i < qr_color_name_count; i++) {
        const struct qr_color_name *entry = &qr_color_names[i];
        CHECK(memchr(entry->name, 0, sizeof entry->name) != NULL);
        CHECK(strspn(entry->name, "abcdefghijklmnopqrstuvwxyz0123456789") == strlen(entry->name));
        CHECK(i == 0 || strcmp(qr_color_names[i - 1].name, entry->name) < 0);
        CHECK(parse(entry->name) == entry->rgb);
    }
    for (unsigned percent = 0; percent <= 100; percent++) {
        char gray[16], grey[16];
        snprintf(gray, sizeof gray, "gray%u", percent);
        snprintf(grey, sizeof grey, "grey%u", percent);
        /* What the authors of the list computed: in binary, 2.55 is a little too small. */
        unsigned level = (unsigned)(percent * 2.55 + 0.5);
        CHECK_INT(parse(gray), level * 0x010101);
        CHECK_INT(parse(grey), level * 0x010101);
    }
}

int main(void) {
    RUN(sharp);
    RUN(rgb);
    RUN(rgbi);
    RUN(cie);
    RUN(names);
    RUN(table);
    return test_end();
}
