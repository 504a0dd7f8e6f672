/* qr_straight_scan says of bytes, block by block, what the definition of a stretch says of them one by one: random
 * bytes of those that mean something, cut off anywhere, and sequences that are long where blocks end. */
#include "straight_scan.h"

#include <stdlib.h>

#include "engine_kit.h"
#include "parser.h"

/* OSC 8 with parameters and a URI of ASCII, within the limits, up to BEL or ST. */
static const uint8_t *behind_link(const uint8_t *p, const uint8_t *end) {
    size_t parameters = 0, uri = 0;
    if (end - p < 4 || memcmp(p, "\033]8;", 4) != 0)
        return NULL;
    for (p += 4; p < end && *p >= 0x20 && *p < 0x7F && *p != ';'; p++)
        parameters++;
    if (p == end || *p != ';')
        return NULL;
    for (p++; p < end && *p >= 0x20 && *p < 0x7F; p++)
        uri++;
    bool ends = p < end && (*p == '\a' || (end - p > 1 && *p == 0x1B && p[1] == '\\'));
    if (!ends || parameters > QUIRE_LINK_ID_MAX || uri > QUIRE_LINK_URI_MAX)
        return NULL;
    return *p == '\a' ? p + 1 : p + 2;
}

/* Behind what begins here, if it is of a stretch; NULL: it is not. */
static const uint8_t *behind_one(const uint8_t *p, const uint8_t *end, size_t *line_ends) {
    *line_ends += *p == '\n';
    if ((*p >= 0x20 && *p != 0x7F) || *p == '\n' || *p == '\t')
        return p + 1;
    if (*p == '\r')
        return end - p > 1 && p[1] == '\n' ? p + 1 : NULL;
    if (*p != 0x1B || end - p < 2)
        return NULL;
    if (p[1] != '[')
        return behind_link(p, end);
    uint32_t separators = 0;
    for (p += 2; p < end && *p >= '0' && *p <= ';'; p++)
        separators += *p >= ':';
    return p < end && *p == 'm' && separators < QR_PARAMETERS_MAX - 1 ? p + 1 : NULL;
}

static bool as_wanted(const uint8_t *bytes, size_t length) {
    const uint8_t *end = bytes + length, *p = bytes, *behind = p;
    size_t line_ends = 0;
    while (p < end && (behind = behind_one(p, end, &line_ends)) != NULL)
        p = behind;
    struct qr_stretch stretch = qr_straight_scan(bytes, end);
    return stretch.end == p && stretch.line_ends == line_ends;
}

static void add_rendition(struct random *r, struct text *to) {
    uint32_t parts = random_below(r, 50) == 0 ? random_between(r, 20, 40) : random_below(r, 12);
    text_addf(to, "\033[");
    for (; parts > 0; parts--)
        text_addf(to, "%.*s%c", (int)random_below(r, random_below(r, 20) == 0 ? 70 : 4),
                  "0000000000000000000000000000000000000000000000000000000000000000000000", ":;"[random_below(r, 2)]);
    text_addf(to, "m");
}

/* What ends a stretch is rare, so that most of them are long. */
static void add_one(struct random *r, struct text *to) {
    static const char *const wrong[] = {"\033",      "\r",
                                        "\033[",     "\033[1",
                                        "\033[1;2A", "\033]",
                                        "\a",        "\177",
                                        "\033[1?m",  "\033]8;;\001\033\\",
                                        "\033]8;\a", "\033]8;;x\033",
                                        "\033\\"};
    uint32_t kind = random_below(r, 200);
    if (kind == 0)
        text_addf(to, "%s", wrong[random_below(r, sizeof wrong / sizeof *wrong)]);
    else if (kind < 60)
        add_rendition(r, to);
    else if (kind < 65)
        text_addf(to, "\033]8;%.*s;%.*s%s", (int)random_below(r, 9), "id=1:a=1", (int)random_below(r, 90),
                  "http://example.org/a;b?c#d[m2http://example.org/a;b?c#d[m2http://example.org/a;b?c#d[m2abc",
                  random_below(r, 2) ? "\a" : "\033\\");
    else if (kind < 80)
        text_addf(to, "%s", kind < 75 ? "\r\n" : kind < 78 ? "\n" : "\t");
    else
        text_addf(to, "%.*s", (int)random_between(r, 1, 9), "1;m[\303\251 xm[0");
}

static void random_bytes(void) {
    struct text text = {0};
    unsigned failed = 0;
    for (uint64_t seed = 1; seed < 4000 && failed < 3; seed++) {
        struct random random = {seed * UINT64_C(0x9E3779B97F4A7C15)};
        text_clear(&text);
        for (uint32_t parts = random_below(&random, 150); parts > 0; parts--)
            add_one(&random, &text);
        size_t from = text.length > 80 ? text.length - random_below(&random, 80) : 0;
        for (size_t length = from; length <= text.length; length++) {
            uint8_t *lone = malloc(length + 1); /* so that sanitizers see what is read beside it */
            memcpy(lone + 1, text.bytes, length);
            bool same = as_wanted(lone + 1, length);
            free(lone);
            if (!same)
                printf("seed %llu, %zu bytes\n", (unsigned long long)seed, length);
            failed += !same;
        }
    }
    CHECK_INT(failed, 0);
    text_free(&text);
}

/* A rendition of so many parameters of so many digits, at each place of a block. */
static void long_renditions(void) {
    struct text text = {0};
    unsigned failed = 0;
    for (uint32_t place = 0; place < 64; place++) {
        for (uint32_t parameters = 25; parameters < 36; parameters++) {
            for (uint32_t digits = 0; digits < 80; digits = digits * 3 + 1) {
                text_clear(&text);
                text_addf(&text, "%*s\033[", (int)place, "");
                for (uint32_t i = 0; i < parameters; i++)
                    text_addf(&text, "%s%.*s", i > 0 ? ";" : "", (int)(i == 5 ? digits : digits & 1),
                              "11111111111111111111111111111111111111111111111111111111111111111111111111111111");
                text_addf(&text, "m\r\n%*s", 100, "");
                failed += !as_wanted((const uint8_t *)text.bytes, text.length);
            }
        }
    }
    CHECK_INT(failed, 0);
    text_free(&text);
}

/* Parameters and URIs around the longest that there may be. */
static void long_links(void) {
    struct text text = {0};
    unsigned failed = 0;
    for (uint32_t longer = 0; longer < 4; longer++) {
        for (uint32_t parameters = QUIRE_LINK_ID_MAX - 1; parameters < QUIRE_LINK_ID_MAX + 3; parameters++) {
            text_clear(&text);
            text_addf(&text, "\033]8;%*s;", (int)parameters, "");
            for (uint32_t i = 0; i < QUIRE_LINK_URI_MAX - 2 + longer; i++)
                text_add(&text, "u", 1);
            text_addf(&text, "\033\\link\r\n%*s", 300, "");
            failed += !as_wanted((const uint8_t *)text.bytes, text.length);
        }
    }
    CHECK_INT(failed, 0);
    text_free(&text);
}

int main(void) {
    RUN(long_links);
    RUN(random_bytes);
    RUN(long_renditions);
    return test_end();
}
