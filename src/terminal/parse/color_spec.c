#include "color_spec.h"

#include <string.h>

#include "color_cie.h"
#include "color_names.h"
#include "color_screen.h"
#include "number.h"

/* A piece of text that is read from its beginning. */
struct reader {
    const uint8_t *at, *end;
};

static uint8_t lower_case(uint8_t byte) {
    return byte >= 'A' && byte <= 'Z' ? (uint8_t)(byte - 'A' + 'a') : byte;
}

/* Passes over `prefix` (in lower case), if it is there in any case. */
static bool skip(struct reader *reader, const char *prefix) {
    const uint8_t *at = reader->at;
    for (; *prefix; prefix++, at++) {
        if (at == reader->end || lower_case(*at) != (uint8_t)*prefix)
            return false;
    }
    reader->at = at;
    return true;
}

static bool hex_digit(struct reader *reader, uint32_t *digit) {
    if (reader->at == reader->end)
        return false;
    uint8_t byte = lower_case(*reader->at);
    if (byte >= '0' && byte <= '9')
        *digit = (uint32_t)byte - '0';
    else if (byte >= 'a' && byte <= 'f')
        *digit = (uint32_t)byte - 'a' + 10;
    else
        return false;
    reader->at++;
    return true;
}

/* Up to `most` digits; returns how many. */
static size_t hex_number(struct reader *reader, size_t most, uint32_t *value) {
    size_t count = 0;
    uint32_t digit;
    for (*value = 0; count < most && hex_digit(reader, &digit); count++)
        *value = *value << 4 | digit;
    return count;
}

static uint32_t pack(const uint32_t channels[3]) {
    return (channels[0] >> 8) << 16 | (channels[1] >> 8) << 8 | channels[2] >> 8;
}

/* Behind '#'. */
static bool parse_sharp(struct reader reader, uint32_t *rgb) {
    size_t length = (size_t)(reader.end - reader.at), digits = length / 3;
    if (length == 0 || length % 3 != 0 || digits > 4)
        return false;
    uint32_t channels[3];
    for (size_t i = 0; i < 3; i++) {
        if (hex_number(&reader, digits, &channels[i]) != digits)
            return false;
        channels[i] <<= 16 - 4 * digits;
    }
    *rgb = pack(channels);
    return true;
}

/* One channel of rgb: scaled from 1 to 4 digits to 16 bits. */
static bool scaled_hex(struct reader *reader, uint32_t *channel) {
    uint32_t value;
    size_t digits = hex_number(reader, 4, &value);
    if (digits == 0)
        return false;
    *channel = (uint32_t)((uint64_t)value * 0xFFFF / ((UINT32_C(1) << 4 * digits) - 1));
    return true;
}

/* The digits behind the point, added to *value; returns how many. */
static size_t fraction_digits(struct reader *reader, double *value) {
    const uint8_t *start = reader->at;
    double unit = 1;
    for (; reader->at < reader->end && *reader->at >= '0' && *reader->at <= '9'; reader->at++) {
        unit /= 10;
        *value += unit * (*reader->at - '0');
    }
    return (size_t)(reader->at - start);
}

/* "e-3" and the like, if it is there. Exponents beyond what matters end as 0 or as too large. */
static bool apply_exponent(struct reader *reader, double *value) {
    if (!skip(reader, "e"))
        return true;
    bool negative = skip(reader, "-");
    if (!negative)
        skip(reader, "+");
    uint32_t exponent;
    size_t digits = qr_number_prefix(reader->at, (size_t)(reader->end - reader->at), &exponent);
    reader->at += digits;
    for (uint32_t i = 0; i < exponent && i < 400; i++)
        *value = negative ? *value / 10 : *value * 10;
    return digits > 0;
}

/* A decimal number without a sign. */
static bool decimal(struct reader *reader, double *value) {
    uint32_t whole;
    size_t digits = qr_number_prefix(reader->at, (size_t)(reader->end - reader->at), &whole);
    reader->at += digits;
    *value = whole;
    if (skip(reader, "."))
        digits += fraction_digits(reader, value);
    return digits > 0 && apply_exponent(reader, value);
}

static bool signed_decimal(struct reader *reader, double *value) {
    bool negative = skip(reader, "-");
    if (!negative)
        skip(reader, "+");
    if (!decimal(reader, value))
        return false;
    *value = negative ? -*value : *value;
    return true;
}

/* Three numbers with '/' between them, and nothing behind. */
static bool three_numbers(struct reader reader, bool (*number)(struct reader *, double *), double values[3]) {
    for (size_t i = 0; i < 3; i++) {
        if ((i > 0 && !skip(&reader, "/")) || !number(&reader, &values[i]))
            return false;
    }
    return reader.at == reader.end;
}

static bool parse_intensities(struct reader reader, uint32_t *rgb) {
    double values[3];
    if (!three_numbers(reader, decimal, values))
        return false;
    for (size_t i = 0; i < 3; i++) {
        if (!(values[i] >= 0 && values[i] <= 1))
            return false;
    }
    *rgb = qr_color_screen_rgb(values);
    return true;
}

/* "space:a/b/c"; false when no space is named, else *known says whether it is a colour. */
static bool parse_cie(struct reader reader, bool *known, uint32_t *rgb) {
    static const struct {
        const char *prefix;
        enum qr_color_space space;
    } spaces[] = {{"ciexyz:", QR_CIE_XYZ}, {"cieuvy:", QR_CIE_UVY}, {"ciexyy:", QR_CIE_XYY},
                  {"cielab:", QR_CIE_LAB}, {"cieluv:", QR_CIE_LUV}, {"tekhvc:", QR_TEK_HVC}};
    double values[3];
    for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++) {
        if (skip(&reader, spaces[i].prefix)) {
            *known = three_numbers(reader, signed_decimal, values) && qr_color_cie(spaces[i].space, values, rgb);
            return true;
        }
    }
    return false;
}

static bool parse_channels(struct reader reader, uint32_t *rgb) {
    uint32_t channels[3];
    for (size_t i = 0; i < 3; i++) {
        if ((i > 0 && !skip(&reader, "/")) || !scaled_hex(&reader, &channels[i]))
            return false;
    }
    if (reader.at != reader.end)
        return false;
    *rgb = pack(channels);
    return true;
}

/* The name in the form that the table has it. */
static bool normalize_name(struct reader reader, char name[QR_COLOR_NAME_MAX + 1]) {
    size_t length = 0;
    for (; reader.at < reader.end; reader.at++) {
        if (*reader.at == ' ')
            continue;
        if (length == QR_COLOR_NAME_MAX || *reader.at == 0)
            return false;
        name[length++] = (char)lower_case(*reader.at);
    }
    name[length] = 0;
    return length > 0;
}

/* gray0..gray100: a percentage of white, rounded. The list rounds 50 and 90 otherwise; the table has them. */
static bool parse_gray(const char *name, uint32_t *rgb) {
    if (strncmp(name, "gray", 4) != 0 && strncmp(name, "grey", 4) != 0)
        return false;
    uint32_t percent;
    size_t digits = strlen(name + 4);
    if (digits > 3 || !qr_number_parse((const uint8_t *)name + 4, digits, 100, &percent))
        return false;
    *rgb = (percent * 255 + 50) / 100 * 0x010101;
    return true;
}

static bool parse_name(struct reader reader, uint32_t *rgb) {
    char name[QR_COLOR_NAME_MAX + 1];
    if (!normalize_name(reader, name))
        return false;
    size_t first = 0, last = qr_color_name_count;
    while (first < last) {
        size_t middle = first + (last - first) / 2;
        int order = strcmp(name, qr_color_names[middle].name);
        if (order == 0) {
            *rgb = qr_color_names[middle].rgb;
            return true;
        }
        if (order < 0)
            last = middle;
        else
            first = middle + 1;
    }
    return parse_gray(name, rgb);
}

bool qr_color_spec_parse(const uint8_t *text, size_t length, uint32_t *rgb) {
    if (length == 0)
        return false;
    struct reader reader = {text, text + length};
    if (skip(&reader, "#"))
        return parse_sharp(reader, rgb);
    if (skip(&reader, "rgb:"))
        return parse_channels(reader, rgb);
    if (skip(&reader, "rgbi:"))
        return parse_intensities(reader, rgb);
    bool known;
    if (parse_cie(reader, &known, rgb))
        return known;
    return parse_name(reader, rgb);
}
