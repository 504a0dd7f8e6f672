/* What does not take part in ligatures may be shaped alone: shaped together with others, it gives the same glyph.
 * test_joining FAMILY... */
#include <stdlib.h>
#include <string.h>

#include "font_face.h"
#include "font_rules.h"
#include "font_shape.h"
#include "test.h"

static struct font_shaper shaper;

static struct font_face *open_family(FT_Library library, const char *family) {
    char error[256] = "";
    FcResult result;
    FcPattern *wanted = FcNameParse((const FcChar8 *)family);
    FcConfigSubstitute(NULL, wanted, FcMatchPattern);
    FcDefaultSubstitute(wanted);
    FcPattern *found = FcFontMatch(NULL, wanted, &result);
    const struct font_rules rules = {0};
    struct font_face *face = found ? font_face_open(library, found, &rules, error, sizeof error) : NULL;
    CHECK_STR(error, "");
    FcPatternDestroy(wanted);
    if (found)
        FcPatternDestroy(found);
    return face && font_face_set_size(face, 15) ? face : NULL;
}

static bool same(const struct font_shaped_cell *a, const struct font_shaped_cell *b) {
    return a->count == b->count && a->advance == b->advance &&
           !memcmp(a->stamps, b->stamps, a->count * sizeof a->stamps[0]);
}

/* Random text, from what programs are full of. */
static uint32_t letter(void) {
    static const char signs[] = "fifflwww->=!=<|>:::***##/\\__~~&&||0xFF+-";
    return rand() % 3 ? 0x21 + (uint32_t)rand() % 94 : (uint32_t)signs[(size_t)rand() % (sizeof signs - 1)];
}

static int check_text(struct font_face *face) {
    uint32_t text[FONT_RUN_MAX];
    struct font_cell cells[FONT_RUN_MAX];
    struct font_shaped_cell together[FONT_RUN_MAX], alone;
    int wrong = 0;
    for (size_t i = 0; i < FONT_RUN_MAX; i++) {
        text[i] = letter();
        cells[i] = (struct font_cell){&text[i], 1, 1};
    }
    font_shape(&shaper, face, cells, FONT_RUN_MAX, together);
    for (size_t i = 0; i < FONT_RUN_MAX; i++) {
        font_shape(&shaper, face, &cells[i], 1, &alone);
        wrong += !font_joining_has(&face->joining, text[i]) && !same(&together[i], &alone);
    }
    return wrong;
}

static FT_Library library;
static const char *family;

static void what_takes_no_part_is_the_same_alone(void) {
    struct font_face *face = open_family(library, family);
    int wrong = 0, taking_part = 0;
    CHECK(face != NULL);
    for (int round = 0; face && round < 500; round++)
        wrong += check_text(face);
    for (uint32_t c = 0x21; face && c < 0x7F; c++)
        taking_part += font_joining_has(&face->joining, c);
    printf("%s: %d of 94 characters take part in ligatures\n", family, taking_part);
    CHECK_INT(wrong, 0);
    CHECK(face && font_joining_has(&face->joining, 0x4E00));
    font_face_close(face);
}

int main(int count, char **families) {
    test_ok = true;
    CHECK(FT_Init_FreeType(&library) == 0 && FcInit() && font_shaper_init(&shaper));
    for (int i = 1; i < count; i++) {
        family = families[i];
        RUN(what_takes_no_part_is_the_same_alone);
    }
    font_shaper_finish(&shaper);
    FT_Done_FreeType(library);
    return test_end();
}
