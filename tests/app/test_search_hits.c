/* Numbers of hits, against one list of all of them in the order of the text. */
#include <stdlib.h>

#include "search_hits.h"
#include "test.h"

enum { LINES = 4000 };

static struct highlight_range model[2 * LINES]; /* the oldest first */
static size_t model_count;
static uint32_t seed = 7;

static uint32_t below(uint32_t limit) {
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % limit;
}

static void make_model(void) {
    model_count = 0;
    for (uint64_t line = 1; line <= LINES; line++) {
        for (uint64_t col = below(3); below(3) == 0 && col < 60; col += 4 + below(20)) {
            model[model_count++] = (struct highlight_range){line, col, col + 3};
        }
    }
}

/* Found from line 2000 on in both directions, the screen begins with line 3970. */
static void find_all(struct search_hits *hits) {
    for (size_t i = model_count; i-- > 0;) {
        if (model[i].line < 2000) {
            CHECK(search_hits_add(hits, &hits->above, &model[i]));
            CHECK(search_hits_add(hits, &hits->above, &model[i])); /* told twice */
        }
    }
    for (size_t i = 0; i < model_count; i++) {
        if (model[i].line >= 2000) {
            CHECK(search_hits_add(hits, model[i].line < 3970 ? &hits->below : &hits->screen, &model[i]));
        }
    }
}

static void check_numbers(const struct search_hits *hits, size_t gone) {
    CHECK_INT(search_hits_count(hits), model_count - gone);
    for (size_t i = gone; i < model_count && test_ok; i++) {
        size_t number = model_count - 1 - i;
        const struct highlight_range *hit = search_hits_at(hits, number);
        CHECK(hit != NULL && memcmp(hit, &model[i], sizeof *hit) == 0);
        CHECK_INT(search_hits_find(hits, &model[i]), number);
    }
    CHECK(search_hits_at(hits, model_count - gone) == NULL);
    const struct highlight_range none = {model[gone].line, model[gone].from, model[gone].to + 1};
    CHECK(search_hits_find(hits, &none) == SEARCH_HITS_NONE);
}

static void numbers_count_from_the_newest(void) {
    struct search_hits hits = {0};
    make_model();
    find_all(&hits);
    check_numbers(&hits, 0);
    search_hits_clear(&hits);
    CHECK_INT(search_hits_count(&hits), 0);
    CHECK(search_hits_at(&hits, 0) == NULL && search_hits_find(&hits, &model[0]) == SEARCH_HITS_NONE);
    search_hits_finish(&hits);
}

static void evicted_lines_lose_theirs(void) {
    struct search_hits hits = {0};
    make_model();
    find_all(&hits);
    for (uint64_t oldest = 1; oldest < 3900 && test_ok; oldest += 190) {
        size_t gone = 0;
        while (model[gone].line < oldest) {
            gone++;
        }
        search_hits_evict(&hits, oldest);
        check_numbers(&hits, gone);
    }
    search_hits_finish(&hits);
}

static void lines_have_their_hits(void) {
    struct search_hits hits = {0};
    make_model();
    find_all(&hits);
    for (int i = 0; i < 500; i++) {
        uint64_t from = 1 + below(3960), to = from + below(100);
        size_t begin, end, expected = 0;
        search_hits_lines(&hits, from, to, &begin, &end);
        for (size_t k = 0; k < model_count; k++) {
            expected += model[k].line >= from && model[k].line <= to && model[k].line < 3970;
        }
        CHECK_INT(end - begin, expected);
        CHECK(end == begin ||
              (search_hits_at(&hits, begin)->line <= to && search_hits_at(&hits, end - 1)->line >= from));
    }
    search_hits_finish(&hits);
}

int main(void) {
    RUN(numbers_count_from_the_newest);
    RUN(evicted_lines_lose_theirs);
    RUN(lines_have_their_hits);
    return test_end();
}
