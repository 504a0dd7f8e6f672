/* Kitty's graphics protocol: where and how large images are shown (engine/kitty_display.c, kitty_relative.c). */
#include "kitty_kit.h"

static const struct qr_placement_look *look(const struct kit *kit, uint32_t id) {
    static const struct qr_placement_look none;
    const struct qr_placement *placement = kitty_placement(kit, id);
    return placement ? &placement->look : &none;
}

/* Without any key: the whole image, pixel for pixel, at the cursor, which goes behind it. */
static void plain(void) {
    struct kit kit;
    kitty_open(&kit, 20, 8);
    feed(&kit, "ab");
    CHECK_STR(kitty_image(&kit, 1, 25, 41, 7, "a=T"), "i=1;OK");
    CHECK_STR(kitty_where(&kit, 1), "2,0 3x3");
    CHECK_STR(kit_cursor(&kit), "2,5");
    const struct qr_placement_look *l = look(&kit, 1);
    CHECK(l->kind == QR_PLACEMENT_OVERLAY && l->x == 0 && l->y == 0 && l->width == 25 && l->height == 41);
    CHECK(!l->fills && l->drawn_width_px == 0 && l->z == 0 && l->id == 0);
    CHECK(l->cell_width_px == 10 && l->cell_height_px == 20);
    CHECK_STR(kit_view(&kit), "ab");
    kit_close(&kit);
}

/* a=p shows what was sent before, as often as one likes; without an id of the placement each is another one. */
static void put(void) {
    struct kit kit;
    kitty_open(&kit, 20, 8);
    CHECK_STR(kitty_command(&kit, "a=p,i=1"), "i=1;ENOENT");
    CHECK_STR(kitty_image(&kit, 1, 10, 20, 7, NULL), "i=1;OK");
    CHECK_STR(kitty_command(&kit, "a=p,i=1"), "i=1;OK");
    CHECK_STR(kitty_command(&kit, "a=p,i=1,p=0"), "i=1;OK");
    CHECK_INT(kitty_placements(&kit), 2);
    CHECK_STR(kitty_where(&kit, 1), "1,0 1x1");
    kit_close(&kit);
}

/* p: the second of an id takes the place of the first; an image without an id has placements without. */
static void placement_ids(void) {
    struct kit kit;
    kitty_open(&kit, 20, 8);
    CHECK_STR(kitty_image(&kit, 1, 10, 20, 7, NULL), "i=1;OK");
    CHECK_STR(kitty_command(&kit, "a=p,i=1,p=17"), "i=1,p=17;OK");
    feed(&kit, "\033[4;6H");
    CHECK_STR(kitty_command(&kit, "a=p,i=1,p=17,c=2"), "i=1,p=17;OK");
    CHECK_INT(kitty_placements(&kit), 1);
    CHECK_STR(kitty_where(&kit, 1), "5,3 2x2");
    CHECK_STR(kitty_command(&kit, "a=p,i=1,p=4294967295"), "i=1,p=4294967295;OK");
    CHECK_INT(kitty_placements(&kit), 2);
    CHECK_STR(kitty_send_text(&kit, "a=T,f=24,s=1,v=1,p=5", "AAAA"), "");
    CHECK_INT(kitty_placements(&kit), 3);
    CHECK_STR(kitty_command(&kit, "a=p,i=9,p=5"), "i=9,p=5;ENOENT");
    kit_close(&kit);
}

/* x, y, w, h: the area, as far as it is inside of the image. */
static void areas(void) {
    static const struct {
        const char *keys;
        uint32_t x, y, width, height, cols, rows;
    } cases[] = {{"", 0, 0, 40, 60, 4, 3},
                 {",x=3", 3, 0, 37, 60, 4, 3},
                 {",y=21", 0, 21, 40, 39, 4, 2},
                 {",w=10", 0, 0, 10, 60, 1, 3},
                 {",h=20", 0, 0, 40, 20, 4, 1},
                 {",x=30,y=50,w=7,h=5", 30, 50, 7, 5, 1, 1},
                 {",x=30,y=50,w=4000000000,h=4294967295", 30, 50, 10, 10, 1, 1}};
    struct kit kit;
    kitty_open(&kit, 20, 8);
    CHECK_STR(kitty_image(&kit, 1, 40, 60, 7, NULL), "i=1;OK");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char control[64];
        snprintf(control, sizeof control, "a=p,i=1,p=1,C=1%s", cases[i].keys);
        CHECK_STR(kitty_command(&kit, control), "i=1,p=1;OK");
        const struct qr_placement_look *l = look(&kit, 1);
        CHECK_INT(l->x, cases[i].x);
        CHECK_INT(l->y, cases[i].y);
        CHECK_INT(l->width, cases[i].width);
        CHECK_INT(l->height, cases[i].height);
        CHECK_INT(l->cols, cases[i].cols);
        CHECK_INT(l->rows, cases[i].rows);
    }
    CHECK_STR(kitty_command(&kit, "a=p,i=1,x=40"), "i=1;EINVAL");
    CHECK_STR(kitty_command(&kit, "a=p,i=1,y=60"), "i=1;EINVAL");
    CHECK_STR(kitty_command(&kit, "a=p,i=1,x=4294967295"), "i=1;EINVAL");
    CHECK_INT(kitty_placements(&kit), 1);
    kit_close(&kit);
}

/* c, r: both, and it is stretched; one, and the other is in proportion. X, Y: the offset is part of these cells. */
static void cells(void) {
    static const struct {
        const char *keys;
        uint32_t cols, rows;
        bool fills;
        uint32_t drawn_width, drawn_height, offset_x, offset_y;
    } cases[] = {{",c=7,r=2", 7, 2, true, 0, 0, 0, 0},        {",c=1", 1, 1, false, 10, 15, 0, 0},
                 {",c=8", 8, 6, false, 80, 120, 0, 0},        {",c=9", 9, 7, false, 90, 135, 0, 0},
                 {",r=6", 8, 6, false, 80, 120, 0, 0},        {",r=1", 2, 1, false, 13, 20, 0, 0},
                 {",X=3,Y=4", 5, 4, false, 0, 0, 3, 4},       {",X=9,Y=19", 5, 4, false, 0, 0, 9, 19},
                 {",X=10,Y=2000", 5, 4, false, 0, 0, 9, 19},  {",X=4294967295,c=3,r=3", 3, 3, true, 0, 0, 9, 0},
                 {",X=2,Y=3,c=4", 4, 3, false, 38, 57, 2, 3}, {",c=65535,r=65535", 65535, 65535, true, 0, 0, 0, 0}};
    struct kit kit;
    kitty_open(&kit, 20, 8);
    CHECK_STR(kitty_image(&kit, 1, 40, 60, 7, NULL), "i=1;OK");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char control[64];
        snprintf(control, sizeof control, "a=p,i=1,p=1,C=1%s", cases[i].keys);
        CHECK_STR(kitty_command(&kit, control), "i=1,p=1;OK");
        const struct qr_placement_look *l = look(&kit, 1);
        CHECK_INT(l->cols, cases[i].cols);
        CHECK_INT(l->rows, cases[i].rows);
        CHECK_INT(l->fills, cases[i].fills);
        CHECK_INT(l->drawn_width_px, cases[i].drawn_width);
        CHECK_INT(l->drawn_height_px, cases[i].drawn_height);
        CHECK_INT(l->offset_x_px, cases[i].offset_x);
        CHECK_INT(l->offset_y_px, cases[i].offset_y);
    }
    CHECK_STR(kitty_command(&kit, "a=p,i=1,c=65536"), "i=1;EINVAL");
    CHECK_STR(kitty_command(&kit, "a=p,i=1,c=4294967295,r=4294967295"), "i=1;EINVAL");
    CHECK_STR(kitty_command(&kit, "a=p,i=1,c=65535"), "i=1;OK");
    kit_close(&kit);
}

/* C: 1 and the cursor stays; else it is right of the last row. */
static void cursor(void) {
    struct kit kit;
    kitty_open(&kit, 20, 8);
    CHECK_STR(kitty_image(&kit, 1, 20, 40, 7, NULL), "i=1;OK");
    feed(&kit, "\033[3;5H");
    CHECK_STR(kitty_command(&kit, "a=p,i=1,C=1"), "i=1;OK");
    CHECK_STR(kit_cursor(&kit), "2,4");
    CHECK_STR(kitty_command(&kit, "a=p,i=1"), "i=1;OK");
    CHECK_STR(kit_cursor(&kit), "3,6");
    CHECK_STR(kitty_command(&kit, "a=p,i=1,c=3,C=0"), "i=1;OK");
    CHECK_STR(kit_cursor(&kit), "5,9");
    kit_close(&kit);
}

/* The screen scrolls for what goes over its end, and the image with it. */
static void over_the_end(void) {
    struct kit kit;
    kitty_open(&kit, 20, 4);
    feed(&kit, "one\r\ntwo\r\nthree\r\nfour");
    CHECK_STR(kitty_image(&kit, 1, 20, 60, 7, "a=T"), "i=1;OK");
    CHECK_STR(kitty_where(&kit, 1), "4,1 2x3");
    CHECK_STR(kit_view(&kit), "three|four");
    CHECK_STR(kit_cursor(&kit), "3,6");
    feed(&kit, "\r\n\n");
    CHECK_STR(kitty_where(&kit, 1), "4,-1 2x3");
    kit_close(&kit);
}

/* z. */
static void layers(void) {
    static const int32_t layers[] = {0, 1, -1, INT32_MAX, INT32_MIN, -1073741825};
    struct kit kit;
    kitty_open(&kit, 20, 8);
    CHECK_STR(kitty_image(&kit, 1, 20, 40, 7, NULL), "i=1;OK");
    for (size_t i = 0; i < sizeof layers / sizeof *layers; i++) {
        char control[64];
        snprintf(control, sizeof control, "a=p,i=1,C=1,z=%d", layers[i]);
        CHECK_STR(kitty_command(&kit, control), "i=1;OK");
        CHECK_INT(look(&kit, 1)->z, layers[i]);
    }
    CHECK_STR(kitty_command(&kit, "a=p,i=1,z=2147483648"), "i=1;EINVAL");
    kit_close(&kit);
}

/* U: a placement that stands nowhere by itself; the cursor stays. */
static void virtual(void) {
    struct kit kit;
    kitty_open(&kit, 20, 8);
    CHECK_STR(kitty_image(&kit, 1, 20, 40, 7, "a=T,U=1,c=4,r=2"), "i=1;OK");
    CHECK_STR(kit_cursor(&kit), "0,0");
    CHECK_INT(look(&kit, 1)->kind, QR_PLACEMENT_VIRTUAL);
    CHECK(look(&kit, 1)->cols == 4 && look(&kit, 1)->rows == 2);
    CHECK_STR(kitty_where(&kit, 1), "none");
    CHECK_STR(kitty_command(&kit, "a=p,U=1,i=1,p=3"), "i=1,p=3;OK");
    CHECK(look(&kit, 1)->cols == 2 && look(&kit, 1)->rows == 2);
    CHECK_STR(kitty_command(&kit, "a=p,U=1,i=1,p=4,P=1"), "i=1,p=4;EINVAL");
    CHECK_INT(kitty_placements(&kit), 2);
    kit_close(&kit);
}

/* P, Q, H, V: where the parent is, and as many cells from there. */
static void relative(void) {
    struct kit kit;
    kitty_open(&kit, 20, 8);
    CHECK_STR(kitty_image(&kit, 1, 10, 20, 7, NULL), "i=1;OK");
    CHECK_STR(kitty_image(&kit, 2, 10, 20, 7, NULL), "i=2;OK");
    feed(&kit, "\033[2;3H");
    CHECK_STR(kitty_command(&kit, "a=p,i=1,p=1"), "i=1,p=1;OK");
    CHECK_STR(kitty_command(&kit, "a=p,i=2,P=1,Q=1,H=3,V=-1"), "i=2;OK");
    CHECK_STR(kit_cursor(&kit), "1,3");
    CHECK_STR(kitty_where(&kit, 2), "5,0 1x1");
    CHECK_STR(kitty_command(&kit, "a=p,i=2,p=8,P=2,H=-2147483648,V=2147483647"), "i=2,p=8;OK");
    feed(&kit, "\033[5;5H");
    CHECK_STR(kitty_command(&kit, "a=p,i=1,p=1"), "i=1,p=1;OK");
    CHECK_STR(kitty_command(&kit, "a=p,i=2,p=9,P=2"), "i=2,p=9;OK");
    CHECK_STR(kitty_where(&kit, 2), "7,3 1x1");
    /* Of an image without ids of placements the oldest is meant, whatever comes later. */
    CHECK_STR(kitty_command(&kit, "a=p,i=2,C=1"), "i=2;OK");
    CHECK_STR(kitty_command(&kit, "a=p,i=2,p=10,P=2"), "i=2,p=10;OK");
    CHECK_STR(kitty_where(&kit, 2), "7,3 1x1");
    kit_close(&kit);
}

static void no_parents(void) {
    struct kit kit;
    kitty_open(&kit, 20, 8);
    CHECK_STR(kitty_image(&kit, 1, 10, 20, 7, NULL), "i=1;OK");
    CHECK_STR(kitty_image(&kit, 2, 10, 20, 7, NULL), "i=2;OK");
    CHECK_STR(kitty_command(&kit, "a=p,i=1,p=33,P=33"), "i=1,p=33;ENOPARENT");
    CHECK_STR(kitty_command(&kit, "a=p,i=1,p=33,P=2"), "i=1,p=33;ENOPARENT");
    CHECK_STR(kitty_command(&kit, "a=p,i=2,p=1"), "i=2,p=1;OK");
    CHECK_STR(kitty_command(&kit, "a=p,i=1,p=33,P=2,Q=2"), "i=1,p=33;ENOPARENT");
    CHECK_STR(kitty_command(&kit, "a=p,i=2,p=1,P=2,Q=1"), "i=2,p=1;EINVAL");
    CHECK_STR(kitty_command(&kit, "a=p,i=2,p=2,P=2,Q=1"), "i=2,p=2;OK");
    CHECK_STR(kitty_command(&kit, "a=p,i=2,p=3,P=2,Q=2"), "i=2,p=3;OK");
    CHECK_STR(kitty_command(&kit, "a=p,i=2,p=1,P=2,Q=3"), "i=2,p=1;ECYCLE");
    CHECK_STR(kitty_command(&kit, "a=p,i=2,p=2,P=2,Q=3"), "i=2,p=2;ECYCLE");
    CHECK_INT(kitty_placements(&kit), 3);
    kit_close(&kit);
}

/* Chains of eight are allowed. */
static void depth(void) {
    struct kit kit;
    char control[64], answer[64];
    kitty_open(&kit, 20, 8);
    CHECK_STR(kitty_image(&kit, 1, 10, 20, 7, "a=T,p=1"), "i=1,p=1;OK");
    for (unsigned i = 2; i <= 12; i++) {
        snprintf(control, sizeof control, "a=p,i=1,p=%u,P=1,Q=%u,H=1", i, i - 1);
        snprintf(answer, sizeof answer, "i=1,p=%u;%s", i, i <= 9 ? "OK" : i == 10 ? "ETOODEEP" : "ENOPARENT");
        CHECK_STR(kitty_command(&kit, control), answer);
    }
    CHECK_STR(kitty_where(&kit, 1), "8,0 1x1");
    kit_close(&kit);
}

/* What is relative goes with its parent, and the image with its last placement; an image that is replaced is gone. */
static void orphans(void) {
    static const char *const ways[] = {"a=d,d=i,i=1", "a=d,d=a", "a=d,d=I,i=1", "i=1,f=24,s=1,v=1;AAAA"};
    struct kit kit;
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        kitty_open(&kit, 20, 8);
        CHECK_STR(kitty_image(&kit, 1, 10, 20, 7, "a=T,p=1"), "i=1,p=1;OK");
        CHECK_STR(kitty_image(&kit, 2, 10, 20, 7, "a=T,p=2,P=1,V=2"), "i=2,p=2;OK");
        CHECK_STR(kitty_image(&kit, 3, 10, 20, 7, "a=T,p=3,P=2"), "i=3,p=3;OK");
        CHECK_STR(kitty_where(&kit, 3), "0,2 1x1");
        (void)kitty_command(&kit, ways[i]);
        CHECK_INT(kitty_placements(&kit), 0);
        CHECK(!kitty_find(&kit, 3));
        CHECK_INT(kitty_find(&kit, 1) != NULL, i != 2);
        kit_close(&kit);
    }
}

int main(void) {
    RUN(plain);
    RUN(put);
    RUN(placement_ids);
    RUN(areas);
    RUN(cells);
    RUN(cursor);
    RUN(over_the_end);
    RUN(layers);
    RUN(virtual);
    RUN(relative);
    RUN(no_parents);
    RUN(depth);
    RUN(orphans);
    return test_end();
}
