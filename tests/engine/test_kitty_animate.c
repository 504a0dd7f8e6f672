/* Kitty's graphics protocol: frames, their composition and what animations do (engine/kitty_frames.c, kitty_animate.c,
 * kitty_blend.c). */
#include "kitty_kit.h"

#include "kitty_blend.h"

/* An image of 2 x 2 pixels, RGBA: red, green, blue, half transparent white. */
static const uint8_t root[] = {255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255, 255, 255, 255, 128};
#define ROOT "ff0000ff 00ff00ff 0000ffff ffffff80"

static const uint8_t gray[] = {9, 9, 9, 255}, clear[] = {0, 0, 0, 0}, half[] = {200, 100, 0, 128};

static void open_root(struct kit *kit) {
    kitty_open(kit, 20, 8);
    CHECK_STR(kitty_send(kit, "i=1,s=2,v=2", root, sizeof root), "i=1;OK");
}

static const struct qr_image_frame *frame(const struct kit *kit, uint32_t number) {
    static const struct qr_image_frame none = {.gap_ms = -999};
    const struct qr_image *image = kitty_find(kit, 1);
    return image && number <= image->frame_count ? &image->frames[number - 1] : &none;
}

static uint32_t frames(const struct kit *kit) {
    const struct qr_image *image = kitty_find(kit, 1);
    return image ? image->frame_count : 0;
}

/* --- pixels ------------------------------------------------------------------------------------------------------- */

/* Against the formula of straight alpha in floating point, over all alphas. */
static void blending(void) {
    for (unsigned a = 0; a < 256; a++) {
        for (unsigned b = 0; b < 256; b++) {
            uint8_t under[4] = {10, 200, 77, (uint8_t)b}, over[4] = {250, 3, 77, (uint8_t)a};
            double all = a / 255.0 + b / 255.0 * (1 - a / 255.0);
            uint8_t before[4];
            memcpy(before, under, 4);
            qr_pixels_lay((struct qr_pixels){under, 4}, (struct qr_pixels){over, 4}, 1, 1, false);
            CHECK(under[3] >= 255 * all - 1 && under[3] <= 255 * all + 1);
            for (int i = 0; i < 3 && a > 0; i++) {
                double exact = (over[i] * (a / 255.0) + before[i] * (b / 255.0) * (1 - a / 255.0)) / all;
                double slack = 1 + 130 / (255 * all); /* the alpha of what is left of the lower one is rounded */
                CHECK(under[i] >= exact - slack && under[i] <= exact + slack);
            }
            if (a == 0)
                CHECK(memcmp(before, under, 4) == 0);
            if (a == 255)
                CHECK(memcmp(over, under, 4) == 0);
        }
    }
}

/* --- a=f ---------------------------------------------------------------------------------------------------------- */

/* Frames are added behind the last one; without a gap it is 40 ms, negative is gapless. */
static void new_frames(void) {
    struct kit kit;
    open_root(&kit);
    CHECK_STR(kitty_send(&kit, "a=f,i=1,s=2,v=2,z=77", root, sizeof root), "i=1,r=2;OK");
    CHECK_STR(kitty_pixels(&kit, 1, 2), ROOT);
    CHECK_STR(kitty_send(&kit, "a=f,i=1,s=1,v=1", gray, 4), "i=1,r=3;OK");
    CHECK_STR(kitty_pixels(&kit, 1, 3), "090909ff 00000000 00000000 00000000");
    CHECK_STR(kitty_send(&kit, "a=f,i=1,s=1,v=1,x=1,y=1,z=-1", gray, 4), "i=1,r=4;OK");
    CHECK_STR(kitty_pixels(&kit, 1, 4), "00000000 00000000 00000000 090909ff");
    CHECK_STR(kitty_send(&kit, "a=f,i=1,s=1,v=1,r=99", gray, 4), "i=1,r=5;OK");
    CHECK_INT(frame(&kit, 1)->gap_ms, QR_KITTY_GAPLESS);
    CHECK_INT(frame(&kit, 2)->gap_ms, 77);
    CHECK_INT(frame(&kit, 3)->gap_ms, 40);
    CHECK(frame(&kit, 4)->gap_ms < 0);
    CHECK_INT(frames(&kit), 5);
    CHECK_STR(kitty_pixels(&kit, 1, 1), ROOT);
    kit_close(&kit);
}

/* s, v larger than the image, x and y outside, no image, no id. */
static void wrong_frames(void) {
    struct kit kit;
    open_root(&kit);
    CHECK_STR(kitty_send(&kit, "a=f,i=1,s=4,v=1", root, sizeof root), "i=1,r=2;EINVAL");
    CHECK_STR(kitty_send(&kit, "a=f,i=1,s=1,v=4", root, sizeof root), "i=1,r=2;EINVAL");
    CHECK_STR(kitty_send(&kit, "a=f,i=1,s=1,v=1,c=2", gray, 4), "i=1,r=2;EINVAL");
    CHECK_STR(kitty_send(&kit, "a=f,i=1,v=1", gray, 4), "i=1;EINVAL");
    CHECK_STR(kitty_send(&kit, "a=f,i=1,s=1,v=2", gray, 4), "i=1;ENODATA");
    CHECK_STR(kitty_send(&kit, "a=f,i=2,s=1,v=1", gray, 4), "i=2;ENOENT");
    CHECK_STR(kitty_send(&kit, "a=f,I=2,s=1,v=1", gray, 4), "I=2;ENOENT");
    CHECK_STR(kitty_send(&kit, "a=f,s=1,v=1", gray, 4), "");
    CHECK_INT(frames(&kit), 1);
    /* What is outside of the canvas is cut off. */
    CHECK_STR(kitty_send(&kit, "a=f,i=1,s=2,v=2,x=1,y=1", root, sizeof root), "i=1,r=2;OK");
    CHECK_STR(kitty_pixels(&kit, 1, 2), "00000000 00000000 00000000 ff0000ff");
    CHECK_STR(kitty_send(&kit, "a=f,i=1,s=2,v=2,x=4294967295,y=1", root, sizeof root), "i=1,r=3;OK");
    CHECK_STR(kitty_pixels(&kit, 1, 3), "00000000 00000000 00000000 00000000");
    kit_close(&kit);
}

/* c: the frame to begin with; Y: else a colour. */
static void backgrounds(void) {
    struct kit kit;
    open_root(&kit);
    CHECK_STR(kitty_send(&kit, "a=f,i=1,s=1,v=1,c=1", gray, 4), "i=1,r=2;OK");
    CHECK_STR(kitty_pixels(&kit, 1, 2), "090909ff 00ff00ff 0000ffff ffffff80");
    CHECK_STR(kitty_send(&kit, "a=f,i=1,s=1,v=1,c=2,x=1", gray, 4), "i=1,r=3;OK");
    CHECK_STR(kitty_pixels(&kit, 1, 3), "090909ff 090909ff 0000ffff ffffff80");
    CHECK_STR(kitty_send(&kit, "a=f,i=1,s=1,v=1,Y=4278190335", gray, 4), "i=1,r=4;OK");
    CHECK_STR(kitty_pixels(&kit, 1, 4), "090909ff ff0000ff ff0000ff ff0000ff");
    CHECK_STR(kitty_send(&kit, "a=f,i=1,s=1,v=1,Y=16711816,c=0", clear, 4), "i=1,r=5;OK");
    CHECK_STR(kitty_pixels(&kit, 1, 5), "00ff0088 00ff0088 00ff0088 00ff0088");
    kit_close(&kit);
}

/* X: pixels are blended, or put in the place of what was there. */
static void blend_or_overwrite(void) {
    struct kit kit;
    open_root(&kit);
    CHECK_STR(kitty_send(&kit, "a=f,i=1,s=1,v=1,c=1", half, 4), "i=1,r=2;OK");
    CHECK_STR(kitty_pixels(&kit, 1, 2), "e33200ff 00ff00ff 0000ffff ffffff80");
    CHECK_STR(kitty_send(&kit, "a=f,i=1,s=1,v=1,c=1,X=1", half, 4), "i=1,r=3;OK");
    CHECK_STR(kitty_pixels(&kit, 1, 3), "c8640080 00ff00ff 0000ffff ffffff80");
    CHECK_STR(kitty_send(&kit, "a=f,i=1,s=1,v=1,c=1", clear, 4), "i=1,r=4;OK");
    CHECK_STR(kitty_pixels(&kit, 1, 4), ROOT);
    kit_close(&kit);
}

/* r: a frame is edited; its gap stays unless another is said. The root frame can be, too. */
static void edits(void) {
    struct kit kit;
    open_root(&kit);
    CHECK_STR(kitty_send(&kit, "a=f,i=1,s=2,v=2,z=77", root, sizeof root), "i=1,r=2;OK");
    uint64_t version = kitty_find(&kit, 1)->version;
    CHECK_STR(kitty_send(&kit, "a=f,i=1,s=1,v=1,r=2,x=1", gray, 4), "i=1,r=2;OK");
    CHECK_STR(kitty_pixels(&kit, 1, 2), "ff0000ff 090909ff 0000ffff ffffff80");
    CHECK_INT(frame(&kit, 2)->gap_ms, 77);
    CHECK_STR(kitty_send(&kit, "a=f,i=1,s=1,v=1,r=1,y=1,z=5", gray, 4), "i=1,r=1;OK");
    CHECK_STR(kitty_pixels(&kit, 1, 1), "ff0000ff 00ff00ff 090909ff ffffff80");
    CHECK_INT(frame(&kit, 1)->gap_ms, 5);
    CHECK(kitty_find(&kit, 1)->version != version);
    CHECK_STR(kitty_send(&kit, "a=f,i=1,s=2,v=2,r=2,X=1,C=1", root, sizeof root), "i=1,r=2;OK");
    CHECK_STR(kitty_pixels(&kit, 1, 2), ROOT);
    /* RGB hides all that is below it. */
    CHECK_STR(kitty_send_text(&kit, "a=f,i=1,f=24,s=2,v=2,r=2", "AQEBAgICAwMDBAQE"), "i=1,r=2;OK");
    CHECK_STR(kitty_pixels(&kit, 1, 2), "010101ff 020202ff 030303ff 040404ff");
    CHECK_STR(kitty_send_text(&kit, "a=f,i=1,f=24,s=1,v=1,r=2", "CQkJ"), "i=1,r=2;OK");
    CHECK_STR(kitty_pixels(&kit, 1, 2), "090909ff 020202ff 030303ff 040404ff");
    CHECK_INT(frames(&kit), 2);
    kit_close(&kit);
}

/* Chunks of a frame have m, with a=f or without. */
static void chunks(void) {
    struct kit kit;
    open_root(&kit);
    CHECK_STR(kitty_send(&kit, "a=f,i=1,s=2,v=2,z=77,m=1", root, 6), "");
    CHECK_STR(kitty_send(&kit, "a=f,m=1", root + 6, 3), "");
    CHECK_STR(kitty_send(&kit, "m=0", root + 9, 7), "i=1,r=2;OK");
    CHECK_STR(kitty_pixels(&kit, 1, 2), ROOT);
    CHECK_INT(frame(&kit, 2)->gap_ms, 77);
    /* The image goes while its frame is under way: a command of another kind may do that. */
    CHECK_STR(kitty_send(&kit, "a=f,i=1,s=1,v=1,m=1", gray, 2), "");
    feed(&kit, "\033c");
    CHECK_STR(kitty_send(&kit, "a=f,m=0", gray + 2, 2), "");
    kit_close(&kit);
}

/* By number, and the answer has id and number. */
static void by_number(void) {
    struct kit kit;
    kitty_open(&kit, 20, 8);
    CHECK_STR(kitty_send(&kit, "I=7,s=2,v=2", root, sizeof root), kitty_named(&kit, 7, ";OK"));
    CHECK_STR(kitty_send(&kit, "a=f,I=7,s=1,v=1", gray, 4), kitty_named(&kit, 7, ",r=2;OK"));
    CHECK_STR(kitty_command(&kit, "a=a,I=7,r=2,z=9"), "");
    CHECK_INT(kitty_find(&kit, kitty_id_of(&kit, 7))->frames[1].gap_ms, 9);
    CHECK_STR(kitty_command(&kit, "a=c,I=7,r=1,c=2"), kitty_named(&kit, 7, ";OK"));
    kit_close(&kit);
}

/* --- a=c ---------------------------------------------------------------------------------------------------------- */

static void composition(void) {
    struct kit kit;
    open_root(&kit);
    CHECK_STR(kitty_send(&kit, "a=f,i=1,s=2,v=2,Y=151587327", clear, 0), "i=1;ENODATA");
    CHECK_STR(kitty_send(&kit, "a=f,i=1,s=1,v=1,Y=151587327", clear, 4), "i=1,r=2;OK");
    CHECK_STR(kitty_pixels(&kit, 1, 2), "090909ff 090909ff 090909ff 090909ff");
    CHECK_STR(kitty_command(&kit, "a=c,i=1,r=1,c=2,w=1,h=1,X=1,Y=0,x=0,y=1"), "i=1;OK");
    CHECK_STR(kitty_pixels(&kit, 1, 2), "090909ff 090909ff 00ff00ff 090909ff");
    CHECK_STR(kitty_command(&kit, "a=c,i=1,r=1,c=2,w=1,X=1"), "i=1;OK"); /* a column */
    CHECK_STR(kitty_pixels(&kit, 1, 2), "00ff00ff 090909ff 80ff80ff 090909ff");
    CHECK_STR(kitty_command(&kit, "a=c,i=1,r=1,c=2,C=1"), "i=1;OK");
    CHECK_STR(kitty_pixels(&kit, 1, 2), ROOT);
    /* Within one frame. */
    CHECK_STR(kitty_command(&kit, "a=c,i=1,r=2,c=2,w=1,h=2,X=0,x=1,C=1"), "i=1;OK");
    CHECK_STR(kitty_pixels(&kit, 1, 2), "ff0000ff ff0000ff 0000ffff 0000ffff");
    CHECK_STR(kitty_pixels(&kit, 1, 1), ROOT);
    CHECK_INT(frame(&kit, 2)->gap_ms, 40);
    kit_close(&kit);
}

static void wrong_compositions(void) {
    static const struct {
        const char *control, *answer;
    } cases[] = {{"a=c,i=9,r=1,c=2", "i=9;ENOENT"},
                 {"a=c,r=1,c=2", ""},
                 {"a=c,i=1,r=3,c=1", "i=1;ENOENT"},
                 {"a=c,i=1,r=1,c=3", "i=1;ENOENT"},
                 {"a=c,i=1,r=1", "i=1;ENOENT"},
                 {"a=c,i=1,c=1", "i=1;ENOENT"},
                 {"a=c,i=1,r=1,c=2,x=1", "i=1;EINVAL"},
                 {"a=c,i=1,r=1,c=2,y=1", "i=1;EINVAL"},
                 {"a=c,i=1,r=1,c=2,X=1", "i=1;EINVAL"},
                 {"a=c,i=1,r=1,c=2,Y=1", "i=1;EINVAL"},
                 {"a=c,i=1,r=1,c=2,w=3", "i=1;EINVAL"},
                 {"a=c,i=1,r=1,c=2,h=3", "i=1;EINVAL"},
                 {"a=c,i=1,r=1,c=2,w=1,h=1,x=4294967295", "i=1;EINVAL"},
                 {"a=c,i=1,r=1,c=2,w=1,h=1,y=4294967295", "i=1;EINVAL"},
                 {"a=c,i=1,r=1,c=2,w=1,h=1,X=4294967295", "i=1;EINVAL"},
                 {"a=c,i=1,r=1,c=2,w=1,h=1,Y=4294967295", "i=1;EINVAL"},
                 {"a=c,i=1,r=1,c=1", "i=1;EINVAL"},
                 {"a=c,i=1,r=2,c=2,w=1,h=1", "i=1;EINVAL"}};
    struct kit kit;
    open_root(&kit);
    CHECK_STR(kitty_send(&kit, "a=f,i=1,s=2,v=2", root, sizeof root), "i=1,r=2;OK");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        CHECK_STR(kitty_command(&kit, cases[i].control), cases[i].answer);
    CHECK_STR(kitty_pixels(&kit, 1, 1), ROOT);
    CHECK_STR(kitty_pixels(&kit, 1, 2), ROOT);
    kit_close(&kit);
}

/* --- a=a ---------------------------------------------------------------------------------------------------------- */

static void control(void) {
    struct kit kit;
    open_root(&kit);
    CHECK_STR(kitty_send(&kit, "a=f,i=1,s=1,v=1", gray, 4), "i=1,r=2;OK");
    CHECK_STR(kitty_command(&kit, "a=a,i=1,r=1,z=48"), "");
    CHECK_INT(frame(&kit, 1)->gap_ms, 48);
    CHECK_STR(kitty_command(&kit, "a=a,i=1,r=1,z=0"), "");
    CHECK_INT(frame(&kit, 1)->gap_ms, 48);
    CHECK_STR(kitty_command(&kit, "a=a,i=1,r=2,z=-5"), "");
    CHECK(frame(&kit, 2)->gap_ms < 0);
    CHECK_STR(kitty_command(&kit, "a=a,i=1,r=3,z=7"), "");
    CHECK_STR(kitty_command(&kit, "a=a,i=1,c=2"), "");
    CHECK_INT(kitty_find(&kit, 1)->current, 1);
    CHECK_STR(kitty_command(&kit, "a=a,i=1,c=3"), "");
    CHECK_INT(kitty_find(&kit, 1)->current, 1);
    CHECK_STR(kitty_command(&kit, "a=a,i=1,c=4294967295"), "");
    CHECK_INT(kitty_find(&kit, 1)->current, 1);
    CHECK_STR(kitty_command(&kit, "a=a,i=1,s=2"), "");
    CHECK_INT(kitty_find(&kit, 1)->animation, QR_ANIMATION_LOADING);
    CHECK_STR(kitty_command(&kit, "a=a,i=1,s=3,v=5"), "");
    CHECK_INT(kitty_find(&kit, 1)->animation, QR_ANIMATION_RUNNING);
    CHECK_INT(kitty_find(&kit, 1)->loops, 4);
    CHECK_STR(kitty_command(&kit, "a=a,i=1,v=0"), "");
    CHECK_INT(kitty_find(&kit, 1)->loops, 4);
    CHECK_STR(kitty_command(&kit, "a=a,i=1,v=1"), "");
    CHECK_INT(kitty_find(&kit, 1)->loops, 0);
    CHECK_INT(kitty_find(&kit, 1)->animation, QR_ANIMATION_RUNNING);
    CHECK_STR(kitty_command(&kit, "a=a,i=1,s=1"), "");
    CHECK_INT(kitty_find(&kit, 1)->animation, QR_ANIMATION_STOPPED);
    CHECK_STR(kitty_command(&kit, "a=a,i=1,s=4"), "i=1;EINVAL");
    CHECK_STR(kitty_command(&kit, "a=a,i=2,s=1"), "i=2;ENOENT");
    CHECK_STR(kitty_command(&kit, "a=a,i=2,r=3,s=1"), "i=2,r=3;ENOENT");
    CHECK_STR(kitty_command(&kit, "a=a,s=1"), "");
    kit_close(&kit);
}

/* d=f: the frames behind move up, the current one stays what it is; the last one stays, or the image goes with F. */
static void deletion(void) {
    struct kit kit;
    open_root(&kit);
    CHECK_STR(kitty_send(&kit, "a=f,i=1,s=1,v=1,Y=286331391,z=11", clear, 4), "i=1,r=2;OK");
    CHECK_STR(kitty_send(&kit, "a=f,i=1,s=1,v=1,Y=572662527,z=22", clear, 4), "i=1,r=3;OK");
    CHECK_STR(kitty_command(&kit, "a=a,i=1,c=3"), "");
    CHECK_STR(kitty_command(&kit, "a=d,d=f,i=1,r=1"), "");
    CHECK_INT(frames(&kit), 2);
    CHECK_STR(kitty_pixels(&kit, 1, 1), "111111ff 111111ff 111111ff 111111ff");
    CHECK_INT(frame(&kit, 1)->gap_ms, 11);
    CHECK_INT(kitty_find(&kit, 1)->current, 1);
    CHECK_STR(kitty_command(&kit, "a=d,d=f,i=1,r=99"), "");
    CHECK_INT(frames(&kit), 1);
    CHECK_STR(kitty_pixels(&kit, 1, 1), "111111ff 111111ff 111111ff 111111ff");
    CHECK_INT(kitty_find(&kit, 1)->current, 0);
    CHECK_STR(kitty_command(&kit, "a=d,d=f,i=1"), "");
    CHECK_INT(frames(&kit), 1);
    CHECK_STR(kitty_command(&kit, "a=d,d=F,i=1"), "");
    CHECK_INT(kitty_count(&kit), 0);
    CHECK_STR(kitty_command(&kit, "a=d,d=F,i=1"), "i=1;ENOENT");
    kit_close(&kit);
}

int main(void) {
    RUN(blending);
    RUN(new_frames);
    RUN(wrong_frames);
    RUN(backgrounds);
    RUN(blend_or_overwrite);
    RUN(edits);
    RUN(chunks);
    RUN(by_number);
    RUN(composition);
    RUN(wrong_compositions);
    RUN(control);
    RUN(deletion);
    return test_end();
}
