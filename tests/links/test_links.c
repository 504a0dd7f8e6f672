/* What is found in a text: the table of links.txt, and rules that hold for any bytes. */
#define _GNU_SOURCE
#include "link_finder.h"

#include <inttypes.h>
#include <stdlib.h>

#include "test.h"

enum { CASES_LEAST = 200, LONG = 64 << 10 };

static const char *const names[] = {"url", "mail", "address", "uuid", "hash", "path", "other"};
static const char *table;

/* --- the table: "| text", and a line for each thing that is found in it --- */

static void tell(const char *text, const struct link_match *match, FILE *file) {
    char target[4096] = "";
    CHECK(link_match_target(text, match, target, sizeof target));
    fprintf(file, "%s%s %.*s", names[match->kind], match->sure ? "" : "?", (int)(match->to - match->from),
            text + match->from);
    if (strlen(target) != match->to - match->from || strncmp(target, text + match->from, strlen(target)) != 0) {
        fprintf(file, " -> %s", target);
    }
    if (match->line > 0) {
        fprintf(file, " @%" PRIu32 ":%" PRIu32, match->line, match->column);
    }
    fputc('\n', file);
}

static void find_all(const char *text, FILE *file) {
    struct link_matches matches = {NULL, 0, 0, 0};
    CHECK(link_find(text, strlen(text), LINK_ALL, &matches));
    for (size_t i = 0; i < matches.count; i++) {
        tell(text, &matches.items[i], file);
    }
    link_matches_finish(&matches);
}

static bool compare(const char *text, const char *want) {
    char have[8192] = "";
    FILE *file = fmemopen(have, sizeof have, "w");
    find_all(text, file);
    fclose(file);
    if (strcmp(have, want) != 0) {
        printf("| %s\nfinds\n%snot\n%s", text, have, want);
    }
    return strcmp(have, want) == 0;
}

/* With QUIRE_PRINT_LINKS=1 the table is printed as it would be: to be read before it is believed. */
static void found_as_in_the_table(void) {
    char line[2048], text[2048] = "", want[8192] = "";
    FILE *file = fopen(table, "r");
    int cases = 0, wrong = 0;
    bool prints = getenv("QUIRE_PRINT_LINKS") != NULL;
    CHECK(file != NULL);
    while (file != NULL && fgets(line, sizeof line, file) != NULL) {
        bool begins = strncmp(line, "| ", 2) == 0;
        if (prints && !begins && (line[0] == '#' || line[0] == '\n')) {
            fputs(line, stdout);
        }
        if (begins) {
            wrong += cases > 0 && !prints && !compare(text, want);
            snprintf(text, sizeof text, "%.*s", (int)strcspn(line + 2, "\n"), line + 2);
            want[0] = '\0';
            cases++;
            if (prints) {
                fputs(line, stdout);
                find_all(text, stdout);
            }
        } else if (line[0] != '#' && line[0] != '\n') {
            strncat(want, line, sizeof want - strlen(want) - 1);
        }
    }
    wrong += !prints && !compare(text, want);
    if (file != NULL) {
        fclose(file);
    }
    CHECK_INT(wrong, 0);
    CHECK(prints || cases >= CASES_LEAST);
}

/* --- any bytes --- */

/* In order, inside the text, and what is handed on is not longer than what a buffer of that size holds. */
static bool is_sound(const struct link_matches *matches, size_t length) {
    size_t behind = 0;
    for (size_t i = 0; i < matches->count; i++) {
        const struct link_match *match = &matches->items[i];
        if (match->from < behind || match->from >= match->to || match->to > length || match->target_to <= match->from ||
            match->target_to > match->to || link_match_at(matches, match->from) != match ||
            link_match_at(matches, match->to - 1) != match) {
            return false;
        }
        behind = match->to;
    }
    return true;
}

/* The text lies at the end of a block of its own, so that a look beyond it is one that the sanitizer sees. */
static uint64_t reads_of(const char *text, size_t length) {
    struct link_matches matches = {NULL, 0, 0, 0};
    char *copy = malloc(length > 0 ? length : 1);
    memcpy(copy, text, length);
    CHECK(link_find(copy, length, LINK_ALL, &matches));
    CHECK(is_sound(&matches, length));
    uint64_t reads = matches.reads;
    link_matches_finish(&matches);
    free(copy);
    return reads;
}

/* Pieces that scanners look for, put together by chance: nothing is read beyond the text, what is found lies in it. */
static void any_text_is_read_soundly(void) {
    static const char *const pieces[] = {"http",
                                         "://",
                                         ":",
                                         "//",
                                         "/",
                                         ".",
                                         "..",
                                         "www.",
                                         "@",
                                         "a",
                                         "b.c",
                                         "x.org",
                                         "(",
                                         ")",
                                         "[",
                                         "]",
                                         "{",
                                         "}",
                                         "\"",
                                         "'",
                                         "`",
                                         " ",
                                         "\\",
                                         "\\ ",
                                         "::",
                                         "1",
                                         "12",
                                         "255",
                                         "fe80",
                                         "deadbee1",
                                         "-",
                                         "~",
                                         "=",
                                         "#L3",
                                         ", line 4",
                                         "<",
                                         ">",
                                         "|",
                                         "\xC3\xA9",
                                         "\xE4\xB8\xAD",
                                         "\xE2\x94\x82",
                                         "\xE2\x80\xA6",
                                         "\xFF",
                                         "\xE2",
                                         "\xF0\x9F",
                                         "mailto:",
                                         "git@",
                                         "%",
                                         "*",
                                         "_",
                                         ","};
    uint32_t seed = 12345;
    char text[512];
    for (int round = 0; round < 20000; round++) {
        size_t length = 0;
        for (unsigned piece = seed >> 8 & 31; piece > 0; piece--) {
            seed = seed * 1664525u + 1013904223u;
            const char *next = pieces[(seed >> 16) % (sizeof pieces / sizeof pieces[0])];
            memcpy(text + length, next, strlen(next));
            length += strlen(next);
        }
        seed = seed * 1664525u + 1013904223u;
        reads_of(text, length);
    }
}

/* Every pair of pieces, over and over: none makes a long line cost more than its share for each byte. */
static void hostile_lines_are_linear(void) {
    static const char *const units[] = {"http://",  "http:",
                                        "mailto:",  "mailto:a",
                                        "www.",     "www.\xC3\xA9",
                                        "www.a",    "magnet:?",
                                        "tel:+",    "file:/",
                                        ":",        "a:",
                                        "::",       "1.",
                                        "1.1.1.1",  "1:",
                                        "f:",       "@",
                                        "a@",       "a@b.",
                                        "a@b.cc:",  "a.",
                                        "(",        ")",
                                        "[",        "[::1]",
                                        "{",        "'",
                                        "' ",       "\"",
                                        "\" ",      "\"a/",
                                        "` ",       "a/",
                                        "/",        "//",
                                        "../",      "~/",
                                        "\\ ",      "\\",
                                        "=",        "a=",
                                        "-",        "$",
                                        "a1b2c3d",  "a1b2c3d4-",
                                        "0-",       "*",
                                        "_",        ".",
                                        ",",        "\xE2\x80\xA6",
                                        "\xE2\x80", "\xE4\xB8\xAD",
                                        "\xFF",     " ",
                                        "a/b:1",    "a/b(1",
                                        "#L",       "a/#L1"};
    enum { UNITS = sizeof units / sizeof units[0] };
    char *text = malloc(LONG);
    uint64_t most = 0;
    for (int i = 0; i < UNITS * UNITS; i++) {
        const char *a = units[i % UNITS], *b = units[i / UNITS];
        size_t length = 0, long_enough = i % UNITS == i / UNITS ? LONG : LONG / 32;
        for (unsigned n = 0; length + 16 < long_enough; n++) {
            const char *unit = n % 2 == 0 ? a : b;
            memcpy(text + length, unit, strlen(unit));
            length += strlen(unit);
        }
        uint64_t reads = reads_of(text, length);
        if (reads > LINK_READS_PER_BYTE * length) {
            printf("%s%s: %.1f looks a byte\n", a, b, (double)reads / (double)length);
        }
        CHECK(reads <= LINK_READS_PER_BYTE * length);
        most = reads / length > most ? reads / length : most;
    }
    printf("at most %" PRIu64 " looks at a byte\n", most);
    free(text);
}

/* What is in the list already stays, and nothing is found over it. */
static void what_is_there_goes_before(void) {
    const char *text = "JIRA-12 https://x.org/JIRA-13 a/b.c";
    struct link_matches matches = {NULL, 0, 0, 0};
    struct link_match own = {.kind = LINK_OTHER, .sure = true, .from = 22, .to = 29, .target_to = 29};
    CHECK(link_matches_add(&matches, &own));
    own.from = 28;
    CHECK(link_matches_add(&matches, &own));
    CHECK_INT(matches.count, 1);
    CHECK(link_find(text, strlen(text), LINK_BIT(LINK_URL) | LINK_BIT(LINK_PATH), &matches));
    CHECK_INT(matches.count, 3);
    CHECK(is_sound(&matches, strlen(text)));
    CHECK_INT(matches.items[0].kind, LINK_URL);
    CHECK_INT(matches.items[1].kind, LINK_OTHER);
    link_matches_finish(&matches);
}

/* One that is put in later takes the place of what it overlaps, but for what it is a part of. */
static void what_comes_later(void) {
    const char *text = "https://x.org 10.0.0.1:T-1";
    struct link_matches matches = {NULL, 0, 0, 0};
    struct link_match own = {.kind = LINK_OTHER, .sure = true, .from = 8, .to = 13, .target_to = 13};
    CHECK(link_find(text, strlen(text), LINK_ALL, &matches));
    CHECK_INT(matches.count, 2);
    CHECK(link_matches_insert(&matches, &own));
    CHECK_INT(matches.count, 2);
    own.from = 14;
    own.to = own.target_to = 26;
    CHECK(link_matches_insert(&matches, &own));
    CHECK_INT(matches.count, 2);
    CHECK_INT(matches.items[1].kind, LINK_OTHER);
    own.from = 13;
    CHECK(link_matches_insert(&matches, &own)); /* over another of its kind */
    CHECK_INT(matches.items[1].from, 14);
    own.from = 0;
    own.to = own.target_to = 14;
    CHECK(link_matches_insert(&matches, &own));
    CHECK_INT(matches.items[0].kind, LINK_OTHER);
    CHECK(is_sound(&matches, strlen(text)));
    link_matches_finish(&matches);
}

/* Who wants hashes alone finds them in addresses, too. */
static void kinds_alone(void) {
    const char *text = "https://x.org/commit/85759ca";
    struct link_matches matches = {NULL, 0, 0, 0};
    CHECK(link_find(text, strlen(text), LINK_BIT(LINK_HASH), &matches));
    CHECK_INT(matches.count, 1);
    link_matches_finish(&matches);
}

static void targets_that_do_not_fit(void) {
    const char *text = "www.example.org";
    struct link_matches matches = {NULL, 0, 0, 0};
    char target[24];
    CHECK(link_find(text, strlen(text), LINK_ALL, &matches));
    CHECK_INT(matches.count, 1);
    CHECK(link_match_target(text, &matches.items[0], target, 24));
    CHECK_STR(target, "https://www.example.org");
    CHECK(!link_match_target(text, &matches.items[0], target, 23));
    link_matches_finish(&matches);
}

int main(int argc, char **argv) {
    table = argc > 1 ? argv[1] : "links.txt";
    RUN(found_as_in_the_table);
    RUN(any_text_is_read_soundly);
    RUN(hostile_lines_are_linear);
    RUN(what_is_there_goes_before);
    RUN(what_comes_later);
    RUN(kinds_alone);
    RUN(targets_that_do_not_fit);
    return test_end();
}
