/* search.c - row 21: searching in one line of 2 MB against the same text in lines. */
#include <stdio.h>
#include <string.h>

#include <quire/search.h>

#include "cliffs.h"

struct hunt {
    const char *text;
    uint32_t flags;
    uint64_t hits;
};

static bool hit(void *user, const struct quire_search_hit *found) {
    (void)found;
    ((struct hunt *)user)->hits++;
    return true;
}

static void search(struct quire_terminal *terminal, void *user) {
    struct hunt *hunt = user;
    struct quire_search_options options = QUIRE_SEARCH_OPTIONS_INIT;
    options.text = hunt->text;
    options.length = strlen(hunt->text);
    options.flags = hunt->flags;
    hunt->hits = 0;
    cliff_must(quire_search_terminal(terminal, &options, hit, hunt) == QUIRE_OK, "search failed");
}

/* 2 MB of text, a unit some fifty columns wide, in lines or as one line. */
static struct quire_terminal *make_text(const char *unit, bool one_line) {
    struct quire_terminal *terminal = cliff_terminal(120, 24);
    size_t length = strlen(unit);
    for (size_t fed = 0; fed < 2000000; fed += length) {
        cliff_feed(terminal, unit, length);
        if (!one_line)
            cliff_feed(terminal, "\r\n", 2);
    }
    return terminal;
}

static void searching(const char *name, const char *unit, const char *word, const char *letter) {
    struct quire_terminal *lines = make_text(unit, false), *line = make_text(unit, true);
    for (uint32_t way = 0; way < 4; way++) {
        struct hunt hunt = {way & 1 ? letter : word, way & 2 ? QUIRE_SEARCH_BACKWARD : 0, 0};
        char what[128];
        double in_lines = cliff_least(search, lines, &hunt);
        uint64_t hits = hunt.hits;
        double in_line = cliff_least(search, line, &hunt);
        cliff_must(hits > 0 && hunt.hits >= hits, "hits are missing");
        (void)snprintf(what, sizeof what, "%s: %s %s in one line against lines", name, way & 1 ? "a letter" : "a word",
                       way & 2 ? "backward" : "forward");
        cliff_most(21, what, in_line / in_lines, 3);
    }
    quire_terminal_destroy(lines);
    quire_terminal_destroy(line);
}

void cliff_row_search(void) {
    searching("a euro sign an object", "{\"id\":1,\"name\":\"item 1\",\"tags\":[],\"price\":\"1 \xE2\x82\xAC\"},",
              "name", "n");
    searching("wide characters", "\xE6\xBC\xA2\xE5\xAD\x97 kana \xE3\x81\x8B\xE3\x81\xAA text \xE6\x9C\xAB ", "kana",
              "\xE6\x9C\xAB");
    searching("accents", "le caf\xC3\xA9 pr\xC3\xA8s de la for\xC3\xAAt co\xC3\xBBte tr\xC3\xA8s cher ", "for\xC3\xAAt",
              "\xC3\xA9");
}
