/* gallery OUTPUT_FOLDER - pictures of made-up frames, for eyes: no test. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fake_frame.h"
#include "picture.h"

struct page {
    const char *name, *text;
    const char *font;
    double size_pt;
    uint32_t foreground, background, cols, rows;
    enum quire_cursor_shape cursor;
    bool unfocused;
};

/* clang-format off */
static const char styles[] =
    "{f=88C0D0}~/quire{} {f=A3BE8C}main{} $ {b}git{} log {d}--oneline{} -3   Regular {b}Bold{} {i}Italic{} {b}{i}Bold italic{} {d}dim{} {n} inverse {} {h}hidden{}\n"
    "{f=EBCB8B}9c7bc47{} house: meson skeleton of the floors\n"
    "{u1}single{} {u2}double{} {u3}{c=BF616A}curly coloured{} {u4}dotted dotted{} {u5}dashed dashed{} {s}strike{} {o}overline{} {u3}gypq jumpy{}\n"
    "{f=BF616A}red {f=D08770}orange {f=EBCB8B}yellow {f=A3BE8C}green {f=88C0D0}cyan {f=81A1C1}blue {f=B48EAD}magenta{} "
    "{g=BF616A} on red {g=A3BE8C}{f=16181D} dark on green {g=ECEFF4} black on white {}\n"
    "The quick brown fox jumps over the lazy dog. 0O 1lI|! {{}[]() <>&@#%$ \"'`~^ *+-=/\\_ WMwm {i}ffjWf{}.{i}l{}|\n"
    "{x}selected text{} and {x}{b}bold selected{} not, {l=3}https://example.org/{} link\n"
    "CJK: 漢字かなカナ 한국어 中文标点，。「引用」 mixed 漢a字b漢  Ω ∑ ∫ √ ≠ → ⇒ ★ ☎ ⏎ ⚠ ✓ ✔\n"
    "Emoji: 😀 🎉 🚀 👩‍👩‍👧‍👦 👍🏽 🇩🇪 🇯🇵 ❤️ ☎️ 1️⃣ ✅ ⚡ ☕ 🏳️‍🌈 end | text ❤ ☺\n"
    "Combining: é ñ å q̃ x̂ ā́ ạ̈ Z͑ a⃝   Cyrillic: Съешь ещё этих  Greek: Ξεσκεπάζω\n"
    "-> => != === <= >= |> :: ... /* */ // www <!-- --> <-> ==> ~~> {f=A3BE8C}-{f=BF616A}>{}\n";

static const char boxes[] =
    "┌─┬┐ ┏━┳┓ ╔═╦╗ ╒═╤╕ ╓─╥╖ ╭─┬╮ ┍━┯┑ ┎─┰┒ ┏┳┓ ╲ ╱ ┄┄┄┄ ┅┅┅┅ ┈┈┈┈ ┉┉┉┉ ╌╌╌╌ ╍╍╍╍\n"
    "│ ││ ┃ ┃┃ ║ ║║ │ ││ ║ ║║ │ ││ │ ││ ┃ ┃┃ ┣╋┫  ╳  ┆┇┊┋╎╏ ╴╵╶╷ ╸╹╺╻ ╼╽╾╿\n"
    "├─┼┤ ┣━╋┫ ╠═╬╣ ╞═╪╡ ╟─╫╢ ├─┼┤ ┝━┿┥ ┠─╂┨ ┗┻┛ ╱ ╲ ┆┇┊┋╎╏ ┞┟┡┢┦┧┩┪ ┭┮┱┲┵┶┹┺\n"
    "└─┴┘ ┗━┻┛ ╚═╩╝ ╘═╧╛ ╙─╨╜ ╰─┴╯ ┕━┷┙ ┖─┸┚      ┽┾╀╁╃╄╅╆╇╈╉╊ ╓╥╖╙╨╜ ╒╤╕╘╧╛\n"
    "▁▂▃▄▅▆▇█▉▊▋▌▍▎▏ ▔▕ ░░▒▒▓▓██ ▖▗▘▙▚▛▜▝▞▟ ▐▌ ▀▄ ▀▀▄▄\n"
    "⠁⠂⠄⡀⠈⠐⠠⢀ ⣿⣿⣿⣿ ⢸⡇ ⣀⣤⣶⣿⣶⣤⣀ ⡏⠉⢹ ⣇⣀⣸ 🬀🬁🬂🬃🬄🬅🬆🬇🬈🬉 🬻🬺🬹🬰🬭 🭰🭱🭲🭳🭴🭵 🭶🭷🭸🭹🭺🭻🭼🭽🭾🭿🮀🮁 🮂🮃🮄🮅🮆 🮇🮈🮉🮊🮋\n"
    "{g=5E81AC} main {f=5E81AC}{g=3B4252}\xee\x82\xb0{}{g=3B4252} src \xee\x82\xb1 font {}{f=3B4252}\xee\x82\xb0{}   {f=A3BE8C}\xee\x82\xb2{g=A3BE8C}{f=16181D} ok \xee\x82\xb3 up {}  "
    "{f=B48EAD}\xee\x82\xb6{g=B48EAD}{f=16181D} round {}{f=B48EAD}\xee\x82\xb4{} \xee\x82\xb5 \xee\x82\xb7 {f=D08770}\xee\x82\xb8\xee\x82\xb9\xee\x82\xba\xee\x82\xbb\xee\x82\xbc\xee\x82\xbd\xee\x82\xbe\xee\x82\xbf{}\n"
    "████████ {g=BF616A}        {} {n}        {} ╭──────────────╮ {b}bold ─┼─{} {i}italic ─┼─{} {u3}──┼──{}\n"
    "                           │ rounded box  │ ╱╲╱╲╱╲  ▟▙▟▙ ╳╳╳\n"
    "                           ╰──────────────╯ ╲╱╲╱╲╱  ▜▛▜▛ ╳╳╳\n";
/* clang-format on */

/* ---- images: one, in all the ways that it can lie among cells */

#define IMAGE_WIDTH 192u
#define IMAGE_HEIGHT 128u

/* A disc of many colours that fades out at its edge, with lines of single pixels and a chequered field over it. */
static void paint(uint8_t *rgba) {
    for (uint32_t y = 0; y < IMAGE_HEIGHT; y++) {
        for (uint32_t x = 0; x < IMAGE_WIDTH; x++, rgba += 4) {
            int32_t from_x = (int32_t)x - 96, from_y = (int32_t)y - 64, away = from_x * from_x + from_y * from_y;
            bool line = y % 16 == 8 && x > 60 && x<130, chequered = x> 80 && x < 112 && y > 90 && y < 106;
            uint8_t dark = (uint8_t)((x + y) % 2 * 255);
            rgba[0] = line ? 0 : chequered ? dark : (uint8_t)(x * 255 / IMAGE_WIDTH);
            rgba[1] = line ? 0 : chequered ? dark : (uint8_t)(y * 255 / IMAGE_HEIGHT);
            rgba[2] = line ? 0 : chequered ? dark : (uint8_t)(255 - x * 255 / IMAGE_WIDTH);
            rgba[3] = away < 3200 ? 255 : away < 4000 ? (uint8_t)(255 - (away - 3200) * 255 / 800) : 0;
        }
    }
}

static struct quire_frame_image piece_at(int32_t row, int32_t col, uint32_t cols, uint32_t rows, int32_t z) {
    struct quire_frame_image piece = QUIRE_FRAME_IMAGE_INIT;
    piece.image = 1;
    piece.available = true;
    piece.image_width = piece.width = IMAGE_WIDTH;
    piece.image_height = piece.height = IMAGE_HEIGHT;
    piece.row = row;
    piece.col = col;
    piece.cols = cols;
    piece.rows = rows;
    piece.cell_width_px = 10;
    piece.cell_height_px = 20;
    piece.drawn_width_px = cols * 10;
    piece.drawn_height_px = rows * 20;
    piece.seen_row = row > 0 ? (uint32_t)row : 0;
    piece.seen_col = (uint32_t)col;
    piece.seen_rows = rows;
    piece.seen_cols = cols;
    piece.z = z;
    return piece;
}

static const char images_text[] =
    "as it is            small   as a thumbnail       below text          above text          not there\n\n\n\n\n\n\n\n"
    "                                          {f=FFFFFF}white text over it{}  white text over it\n"
    "                                          {b}bold {u3}curly{} {s}struck{}   bold curly struck\n"
    "                                          {g=5E81AC} on blue {} {n} inverse {}\n\n"
    "larger: what is sharp stays so                         part of it    below backgrounds     {x}selected, half of "
    "it{}\n\n\n\n"
    "                                                                     {g=5E81AC} on blue {} {n} inverse {} text  "
    "{x}          {}\n"
    "                                                                     {g=A3BE8C} on green {} default   {x}text     "
    " {}\n";

static uint32_t place_images(struct quire_frame_image *pieces) {
    uint32_t count = 0;
    pieces[count++] = piece_at(12, 69, 19, 7, INT32_MIN);
    pieces[count++] = piece_at(2, 42, 19, 10, -1);
    pieces[count] = piece_at(1, 0, 20, 7, 0);
    pieces[count].drawn_width_px = IMAGE_WIDTH;
    pieces[count++].drawn_height_px = IMAGE_HEIGHT;
    pieces[count++] = piece_at(1, 20, 7, 3, 0);
    pieces[count++] = piece_at(1, 28, 3, 1, 0);
    pieces[count++] = piece_at(2, 62, 19, 10, 0);
    pieces[count] = piece_at(1, 82, 15, 5, 0);
    pieces[count].image = 2;
    pieces[count++].available = false;
    pieces[count++] = piece_at(13, 0, 54, 13, 0);
    pieces[count] = piece_at(13, 55, 12, 6, 0);
    pieces[count].x = pieces[count].y = 60;
    pieces[count].width = 64;
    pieces[count++].height = 60;
    pieces[count++] = piece_at(13, 90, 19, 7, -1);
    return count;
}

static void add_images(struct quire_frame *frame) {
    static uint8_t rgba[IMAGE_WIDTH * IMAGE_HEIGHT * 4];
    struct quire_frame_image pieces[16];
    paint(rgba);
    uint32_t count = place_images(pieces);
    fake_frame_set_images(frame, pieces, count, QUIRE_IMAGE_RGBA, IMAGE_WIDTH, IMAGE_HEIGHT, rgba);
}

static const struct page pages[] = {
    {"styles-dark-9", styles, NULL, 9, 0xD8DEE9, 0x16181D, 100, 11, QUIRE_CURSOR_BLOCK, false},
    {"styles-dark-12", styles, NULL, 12, 0xD8DEE9, 0x16181D, 100, 11, QUIRE_CURSOR_BAR, false},
    {"styles-dark-18", styles, NULL, 18, 0xD8DEE9, 0x16181D, 100, 11, QUIRE_CURSOR_BLOCK, true},
    {"styles-light-9", styles, NULL, 9, 0x2E3440, 0xFAFAFA, 100, 11, QUIRE_CURSOR_UNDERLINE, false},
    {"styles-light-12", styles, NULL, 12, 0x2E3440, 0xFAFAFA, 100, 11, QUIRE_CURSOR_BLOCK, false},
    {"fira-dark-12", styles, "Fira Code", 12, 0xD8DEE9, 0x16181D, 100, 11, QUIRE_CURSOR_BLOCK, false},
    {"fira-light-18", styles, "Fira Code", 18, 0x2E3440, 0xFAFAFA, 100, 11, QUIRE_CURSOR_BLOCK, false},
    {"boxes-9", boxes, NULL, 9, 0xD8DEE9, 0x16181D, 84, 11, QUIRE_CURSOR_BLOCK, false},
    {"boxes-12", boxes, NULL, 12, 0xD8DEE9, 0x16181D, 84, 11, QUIRE_CURSOR_BLOCK, false},
    {"boxes-18", boxes, NULL, 18, 0xD8DEE9, 0x16181D, 84, 11, QUIRE_CURSOR_BLOCK, true},
    {"boxes-light-30", boxes, NULL, 30, 0x2E3440, 0xFAFAFA, 84, 11, QUIRE_CURSOR_BLOCK, false},
    {"images-dark-12", images_text, NULL, 12, 0xD8DEE9, 0x16181D, 110, 26, QUIRE_CURSOR_BLOCK, false},
    {"images-light-18", images_text, NULL, 18, 0x2E3440, 0xFAFAFA, 110, 26, QUIRE_CURSOR_BAR, false},
};

static bool draw_page(const char *folder, const struct page *page) {
    char path[512], error[256] = "";
    struct picture_options options = PICTURE_OPTIONS_INIT;
    struct quire_frame *frame = fake_frame_create(page->cols, page->rows, page->foreground, page->background);
    if (!frame)
        return false;
    fake_frame_print(frame, 0, page->text);
    if (page->text == images_text)
        add_images(frame);
    struct quire_frame_info *info = fake_frame_state(frame);
    info->cursor_visible = true;
    info->cursor_shape = page->cursor;
    info->cursor_row = 0;
    info->cursor_col = 17;
    options.font.family = page->font;
    options.font.size_pt = page->size_pt;
    options.unfocused = page->unfocused;
    snprintf(path, sizeof path, "%s/%s.png", folder, page->name);
    bool done = picture_of_frame(frame, &options, path, error, sizeof error);
    printf("%s %s\n", done ? path : "FAILED", error);
    fake_frame_destroy(frame);
    return done;
}

int main(int count, char **arguments) {
    int failures = 0;
    if (count < 2 || !strcmp(arguments[1], "--help")) {
        puts("usage: gallery FOLDER [NAME]\nWrites pictures of made-up frames into FOLDER.");
        return count < 2 ? 2 : 0;
    }
    for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++) {
        if (count < 3 || strstr(pages[i].name, arguments[2]))
            failures += !draw_page(arguments[1], &pages[i]);
    }
    return failures != 0;
}
