/* Kitty's graphics protocol: a=d in all its forms (engine/kitty_delete.c). Small letters leave images, capital ones
 * take those that have no placement left. */
#include "kitty_kit.h"

/* Three images: 1 at 0,0 with 2 x 1 cells, 2 at 4,2 with 2 x 2, 3 at 4,2 with 1 x 1 and z=5, placement ids 1, 2, 3. */
static void open_three(struct kit *kit) {
    kitty_open(kit, 20, 8);
    CHECK_STR(kitty_image(kit, 1, 20, 20, 7, "a=T,p=1"), "i=1,p=1;OK");
    feed(kit, "\033[3;5H");
    CHECK_STR(kitty_image(kit, 2, 20, 40, 8, "a=T,p=2,C=1"), "i=2,p=2;OK");
    CHECK_STR(kitty_image(kit, 3, 10, 20, 9, "a=T,p=3,C=1,z=5"), "i=3,p=3;OK");
    feed(kit, "\033[8;20H");
}

/* "12-": which images there are, and which of them have placements: "1p2-". */
static const char *left(const struct kit *kit) {
    static char text[16];
    size_t length = 0;
    for (uint32_t id = 1; id <= 4; id++) {
        const struct qr_image *image = kitty_find(kit, id);
        if (!image)
            continue;
        text[length++] = (char)('0' + id);
        text[length++] = image->placements ? 'p' : '-';
    }
    text[length] = 0;
    return text;
}

static void all_forms(void) {
    static const struct {
        const char *control, *small, *capital;
    } cases[] = {{"a", "1-2-3-", ""},
                 {"i,i=2", "1p2-3p", "1p3p"},
                 {"i,i=2,p=2", "1p2-3p", "1p3p"},
                 {"i,i=2,p=9", "1p2p3p", "1p2p3p"},
                 {"i,i=9", "1p2p3p", "1p2p3p"},
                 {"i", "1p2p3p", "1p2p3p"},
                 {"n,I=9", "1p2p3p", "1p2p3p"},
                 {"n", "1p2p3p", "1p2p3p"},
                 {"c", "1p2p3p", "1p2p3p"},
                 {"p,x=1,y=1", "1-2p3p", "2p3p"},
                 {"p,x=2,y=1", "1-2p3p", "2p3p"},
                 {"p,x=3,y=1", "1p2p3p", "1p2p3p"},
                 {"p,x=5,y=3", "1p2-3-", "1p"},
                 {"p,x=6,y=4", "1p2-3p", "1p3p"},
                 {"p,x=5", "1p2p3p", "1p2p3p"},
                 {"p", "1p2p3p", "1p2p3p"},
                 {"q,x=5,y=3,z=5", "1p2p3-", "1p2p"},
                 {"q,x=5,y=3", "1p2-3p", "1p3p"},
                 {"q,x=4,y=3,z=5", "1p2p3p", "1p2p3p"},
                 {"r,x=2,y=3", "1p2-3-", "1p"},
                 {"r,y=2", "1-2-3p", "3p"},
                 {"r,x=3,y=2", "1p2p3p", "1p2p3p"},
                 {"r,x=3", "1p2p3p", "1p2p3p"},
                 {"x,x=5", "1p2-3-", "1p"},
                 {"x,x=2", "1-2p3p", "2p3p"},
                 {"x", "1p2p3p", "1p2p3p"},
                 {"y,y=4", "1p2-3p", "1p3p"},
                 {"y,y=1", "1-2p3p", "2p3p"},
                 {"y", "1p2p3p", "1p2p3p"},
                 {"z,z=5", "1p2p3-", "1p2p"},
                 {"z", "1-2-3p", "3p"},
                 {"z,z=-1", "1p2p3p", "1p2p3p"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        for (int capital = 0; capital < 2; capital++) {
            struct kit kit;
            char control[64];
            open_three(&kit);
            snprintf(control, sizeof control, "a=d,d=%s", cases[i].control);
            control[6] = (char)(control[6] - (capital ? 'a' - 'A' : 0));
            CHECK_STR(kitty_command(&kit, control), "");
            CHECK_STR(left(&kit), capital ? cases[i].capital : cases[i].small);
            kit_close(&kit);
        }
    }
}

/* Without d: all that is on the screen. What is in history is not. */
static void visible(void) {
    struct kit kit;
    open_three(&kit);
    feed(&kit, "\r\n");
    CHECK_STR(kitty_command(&kit, "a=d"), "");
    CHECK_STR(left(&kit), "1p2-3-");
    kit_close(&kit);
}

/* c and C: where the cursor is. */
static void at_the_cursor(void) {
    struct kit kit;
    open_three(&kit);
    feed(&kit, "\033[4;6H");
    CHECK_STR(kitty_command(&kit, "a=d,d=c"), "");
    CHECK_STR(left(&kit), "1p2-3p");
    feed(&kit, "\033[1;1H");
    CHECK_STR(kitty_command(&kit, "a=d,d=C"), "");
    CHECK_STR(left(&kit), "2-3p");
    kit_close(&kit);
}

/* n and N: the newest of the number. */
static void by_number(void) {
    static const struct {
        const char *control;
        uint32_t images, placements;
    } steps[] = {{"a=d,d=n,I=7", 3, 2}, {"a=d,d=N,I=7", 2, 2},     {"a=d,d=N,I=7,p=5", 2, 2},
                 {"a=d,d=N,I=8", 2, 2}, {"a=d,d=N,I=7,p=4", 1, 1}, {"a=d,d=n,I=7,p=4", 1, 0}};
    struct kit kit;
    kitty_open(&kit, 20, 8);
    for (int i = 0; i < 3; i++)
        (void)kitty_send_text(&kit, "a=T,I=7,f=24,s=1,v=1,p=4", "AAAA");
    CHECK_INT(kitty_placements(&kit), 3);
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        CHECK_STR(kitty_command(&kit, steps[i].control), "");
        CHECK_INT(kitty_count(&kit), steps[i].images);
        CHECK_INT(kitty_placements(&kit), steps[i].placements);
    }
    kit_close(&kit);
}

/* I, N, R: images that are shown nowhere as well. Others stay. */
static void unshown(void) {
    static const char *const ways[] = {"a=d,d=I,i=2", "a=d,d=R,x=2,y=2", "a=d,d=N,I=2"};
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        struct kit kit;
        kitty_open(&kit, 20, 8);
        CHECK_STR(kitty_image(&kit, 1, 1, 1, 7, NULL), "i=1;OK");
        (void)kitty_send_text(&kit, i == 2 ? "I=2,f=24,s=1,v=1" : "i=2,f=24,s=1,v=1", "AAAA");
        CHECK_STR(kitty_command(&kit, "a=d,d=A"), "");
        CHECK_INT(kitty_count(&kit), 2);
        CHECK_STR(kitty_command(&kit, ways[i]), "");
        CHECK_INT(kitty_count(&kit), 1);
        CHECK_STR(left(&kit), "1-");
        kit_close(&kit);
    }
}

/* Virtual placements go by i, n and r only. */
static void virtual(void) {
    static const char *const leave[] = {"a", "A", "c", "C", "p,x=1,y=1", "q,x=1,y=1", "x,x=1", "y,y=1", "z", "Z"};
    static const char *const take[] = {"i,i=1", "r,x=1,y=1"};
    for (size_t i = 0; i < sizeof leave / sizeof *leave; i++) {
        struct kit kit;
        char control[64];
        kitty_open(&kit, 20, 8);
        CHECK_STR(kitty_image(&kit, 1, 10, 20, 7, "a=T,U=1"), "i=1;OK");
        snprintf(control, sizeof control, "a=d,d=%s", leave[i]);
        CHECK_STR(kitty_command(&kit, control), "");
        CHECK_STR(left(&kit), "1p");
        snprintf(control, sizeof control, "a=d,d=%s", take[i % 2]);
        CHECK_STR(kitty_command(&kit, control), "");
        CHECK_STR(left(&kit), "1-");
        kit_close(&kit);
    }
}

/* An image without an id goes with its last placement, whatever the letter. */
static void nameless(void) {
    struct kit kit;
    kitty_open(&kit, 20, 8);
    CHECK_STR(kitty_send_text(&kit, "a=T,f=24,s=1,v=1", "AAAA"), "");
    CHECK_INT(kitty_count(&kit), 1);
    CHECK_STR(kitty_command(&kit, "a=d,d=a"), "");
    CHECK_INT(kitty_count(&kit), 0);
    kit_close(&kit);
}

/* Relative placements are where their parents are; images of the other screen are not touched. */
static void elsewhere(void) {
    struct kit kit;
    kitty_open(&kit, 20, 8);
    CHECK_STR(kitty_image(&kit, 1, 10, 20, 7, "a=T,p=1"), "i=1,p=1;OK");
    CHECK_STR(kitty_image(&kit, 2, 10, 20, 7, "a=T,P=1,H=5,V=3"), "i=2;OK");
    CHECK_STR(kitty_command(&kit, "a=d,d=p,x=2,y=1"), "");
    CHECK_STR(left(&kit), "1p2p");
    CHECK_STR(kitty_command(&kit, "a=d,d=p,x=6,y=4"), "");
    CHECK_STR(left(&kit), "1p2-");
    feed(&kit, "\033[?1049h");
    CHECK_STR(kitty_command(&kit, "a=d,d=A"), "");
    CHECK_STR(kitty_command(&kit, "a=d,d=R,x=1,y=9"), "");
    feed(&kit, "\033[?1049l");
    CHECK_STR(left(&kit), "1p2-");
    kit_close(&kit);
}

static void mistakes(void) {
    struct kit kit;
    kitty_open(&kit, 20, 8);
    CHECK_STR(kitty_command(&kit, "a=d,d=b,i=3"), "i=3;EINVAL");
    CHECK_STR(kitty_command(&kit, "a=d,d=I,i=3"), "");
    CHECK_STR(kitty_command(&kit, "a=d"), "");
    kit_close(&kit);
}

int main(void) {
    RUN(all_forms);
    RUN(visible);
    RUN(at_the_cursor);
    RUN(by_number);
    RUN(unshown);
    RUN(virtual);
    RUN(nameless);
    RUN(elsewhere);
    RUN(mistakes);
    return test_end();
}
