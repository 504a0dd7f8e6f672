/* test_palette FILE - the default palette: what programs put on each other can be read (WCAG 2 contrast, 3:1), by the
 * pairs of a file; and application and library have the same one. */
#include <math.h>
#include <stdlib.h>

#include <quire/settings.h>

#include "config.h"
#include "test.h"

#define CONTRAST 3.0

static const char *pairs_path;
static struct config config;

static double light_of(uint32_t channel) {
    double value = channel / 255.0;
    return value <= 0.03928 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4);
}

static double luminance(uint32_t rgb) {
    return 0.2126 * light_of(rgb >> 16 & 0xFF) + 0.7152 * light_of(rgb >> 8 & 0xFF) + 0.0722 * light_of(rgb & 0xFF);
}

static double contrast(uint32_t a, uint32_t b) {
    double x = luminance(a) + 0.05, y = luminance(b) + 0.05;
    return x > y ? x / y : y / x;
}

static uint32_t color_of(const char *word) {
    if (!strcmp(word, "text"))
        return config.foreground;
    return strcmp(word, "ground") ? config.palette[atoi(word) & 15] : config.background;
}

/* What is excused must need it, or the file is out of date. */
static void check_pair(const char *line) {
    char program[16], foreground[16], background[16], reason[8] = "";
    if (sscanf(line, "%15s %15s %15s %7s", program, foreground, background, reason) < 3)
        return;
    double has = contrast(color_of(foreground), color_of(background));
    if (reason[0] != '\0' || has < CONTRAST)
        printf("%.2f:1 %s", has, line);
    CHECK((has < CONTRAST) == (reason[0] != '\0'));
}

static void what_programs_write_can_be_read(void) {
    char line[256];
    unsigned pairs = 0;
    FILE *file = fopen(pairs_path, "r");
    CHECK(file);
    while (file && fgets(line, sizeof line, file)) {
        pairs += line[0] != '#' && line[0] != '\n';
        if (line[0] != '#')
            check_pair(line);
    }
    CHECK(pairs > 60);
    if (file)
        fclose(file);
}

static void all_colors_are_seen_on_the_ground(void) {
    for (int i = 1; i < 16; i++)
        CHECK(contrast(config.palette[i], config.background) >= CONTRAST);
    CHECK(contrast(config.foreground, config.background) >= 7);
}

/* Why the file has excuses: of black, blue, cyan and white each would have to be three times as light as the one
 * before, and no two colours are 27:1. */
static void not_all_pairs_can_be_read(void) {
    CHECK(contrast(0x000000, 0xFFFFFF) < CONTRAST * CONTRAST * CONTRAST);
}

static void the_library_has_the_same(void) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct quire_terminal_settings settings = QUIRE_TERMINAL_SETTINGS_INIT;
    struct quire_terminal *terminal = NULL;
    CHECK(quire_terminal_create(&options, &terminal) == QUIRE_OK);
    CHECK(quire_terminal_settings_get(terminal, &settings) == QUIRE_OK);
    CHECK(!memcmp(settings.palette, config.palette, sizeof settings.palette));
    CHECK(settings.foreground == config.foreground && settings.background == config.background);
    quire_terminal_destroy(terminal);
}

int main(int count, char **words) {
    test_ok = true;
    pairs_path = count > 1 ? words[1] : "tests/config/program_pairs.txt";
    config_init(&config);
    RUN(what_programs_write_can_be_read);
    RUN(all_colors_are_seen_on_the_ground);
    RUN(not_all_pairs_can_be_read);
    RUN(the_library_has_the_same);
    return test_end();
}
