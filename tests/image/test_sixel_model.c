/* Random sixel data: the same pixels as the model's, and the same however it is cut. */
#include "sixel_model.h"
#include "sixel_program.h"

static size_t one_byte(size_t left) {
    (void)left;
    return 1;
}

static size_t short_piece(size_t left) {
    size_t take = 1 + kit_random(7);
    return take < left ? take : left;
}

static size_t long_piece(size_t left) {
    size_t take = 1 + kit_random(300);
    return take < left ? take : left;
}

static struct qr_sixel_options random_options(void) {
    struct qr_sixel_options options = {.macro = kit_random(11), .max_width = MODEL_SIDE, .max_height = MODEL_SIDE};
    options.max_bytes = MODEL_SIDE * MODEL_SIDE * 4;
    options.background = kit_random(2) ? 0 : qr_sixel_rgba(1, 2, 3, 255);
    if (kit_random(3) == 0) {
        options.max_width = 1 + kit_random(200);
        options.max_height = 1 + kit_random(200);
        options.max_bytes = kit_random(80000);
    }
    return options;
}

static void tell(const struct program *program, const struct picture *a, const struct picture *b) {
    printf("%ux%u and %ux%u: %.*s\n", a->width, a->height, b->width, b->height, (int)program->length, program->data);
    test_ok = false;
}

static void one_program(struct model *model) {
    static struct qr_sixel_palette registers[2];
    static struct program program;
    static size_t (*const pieces[])(size_t) = {NULL, one_byte, short_piece, long_piece};
    struct qr_sixel_options options = random_options();
    uint32_t count = kit_random(4) ? 256 : 2 + kit_random(30);
    program_make(&program, 1 + kit_random(200));
    qr_sixel_palette_reset(&registers[0], count);
    struct picture want = model_decode(model, program.data, program.length, &options, &registers[0]);
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        qr_sixel_palette_reset(&registers[1], count);
        struct picture have = decode_pieces(program.data, program.length, &options, &registers[1], pieces[i]);
        if (!same_picture(&want, &have))
            tell(&program, &want, &have);
        CHECK(memcmp(&registers[0], &registers[1], sizeof *registers) == 0);
        free(have.pixels);
    }
    free(want.pixels);
}

static void random_programs(void) {
    struct model *model = malloc(sizeof *model);
    unsigned rounds = getenv("QUIRE_SOAK") ? 20000 : 200;
    if (!model)
        abort();
    for (unsigned i = 0; i < rounds && test_ok; i++)
        one_program(model);
    free(model);
}

int main(void) {
    const char *seed = getenv("QUIRE_SEED");
    kit_state = seed ? strtoull(seed, NULL, 10) : 1;
    RUN(random_programs);
    return test_end();
}
