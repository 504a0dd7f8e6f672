/* X11's form of sizes and places: what XParseGeometry takes, and nothing that it would guess at. */
#include "geometry.h"

#include "test.h"

static void sizes_and_places_are_read(void) {
    static const struct {
        const char *text;
        struct geometry wanted;
    } all[] = {{"80x24", {80, 24, false, 0, 0, false, false}},
               {"=80X24", {80, 24, false, 0, 0, false, false}},
               {"80x24+0+0", {80, 24, true, 0, 0, false, false}},
               {"+10+20", {0, 0, true, 10, 20, false, false}},
               {"1x1-5-0", {1, 1, true, 5, 0, true, true}},
               {"-0+7", {0, 0, true, 0, 7, true, false}},
               {"+-5--6", {0, 0, true, -5, -6, false, true}},
               {"=+1++2", {0, 0, true, 1, 2, false, false}},
               {"99999x1+32767-32767", {99999, 1, true, 32767, 32767, false, true}}};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        struct geometry got;
        CHECK(geometry_parse(all[i].text, &got));
        CHECK_INT(got.cols, all[i].wanted.cols);
        CHECK_INT(got.rows, all[i].wanted.rows);
        CHECK_INT(got.is_placed, all[i].wanted.is_placed);
        CHECK_INT(got.x_px, all[i].wanted.x_px);
        CHECK_INT(got.y_px, all[i].wanted.y_px);
        CHECK_INT(got.from_right, all[i].wanted.from_right);
        CHECK_INT(got.from_bottom, all[i].wanted.from_bottom);
    }
}

static void all_else_is_refused(void) {
    static const char *const all[] = {
        "",        "=",    "80",       "x24",           "80x",     "0x24",       "80x0",  "80x24+1",
        "80x24+",  "+1",   "+1+",      "+1+2+3",        "80x24 ",  "80*24",      "-1",    "80x24+a+1",
        "+---1+1", "+1x2", "100000x1", "80x24+32768+0", "80x24x1", "80x24+1+2x", " 80x24"};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        struct geometry got;
        CHECK(!geometry_parse(all[i], &got));
    }
}

int main(void) {
    RUN(sizes_and_places_are_read);
    RUN(all_else_is_refused);
    return test_end();
}
