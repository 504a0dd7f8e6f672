/* What was published as faults of other programs that take images from a terminal's input, tried here. Each input is
 * made after the description of the report, none is taken from it. What is to hold for all: the terminal is sound, it
 * reads on behind the string, images take no more than they may, and no answer has anything in it that a shell would
 * obey. */
#include "engine_kit.h"

#include <quire/settings.h>
#include <quire/verify.h>

#define ST "\033\\"
#define LIMIT (UINT64_C(8) << 20)

static void open_terminal(struct kit *kit) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    options.cols = 40;
    options.rows = 10;
    options.cell_width_px = 10;
    options.cell_height_px = 20;
    options.image_limit = LIMIT;
    kit_open_with(kit, options);
}

/* Printable ASCII but for the escapes that strings begin and end with. */
static bool is_harmless(const char *answer) {
    for (; *answer; answer++) {
        if (*answer == '\033' && (answer[1] == '_' || answer[1] == '\\'))
            continue;
        if (*answer < 0x20 || *answer > 0x7E)
            return false;
    }
    return true;
}

/* Behind it the terminal is as it should be; closes it. */
static void survives(struct kit *kit, const char *what) {
    struct quire_terminal_info info = kit_info(kit);
    bool sound =
        kit_sound(kit) && info.image_bytes <= LIMIT && is_harmless(kit->replies.bytes ? kit->replies.bytes : "");
    feed(kit, "\033[2J\033[Hon");
    CHECK_INT(quire_frame_update(kit->frame, kit->terminal), QUIRE_OK);
    if (!sound || strncmp(kit_view(kit), "on", 2) != 0)
        fprintf(stderr, "after %s\n", what);
    CHECK(sound && strncmp(kit_view(kit), "on", 2) == 0);
    CHECK_INT(quire_terminal_resize(kit->terminal, 40, 1, 10, 20), QUIRE_OK);
    CHECK_INT(quire_terminal_resize(kit->terminal, 7, 30, 10, 20), QUIRE_OK);
    CHECK(kit_sound(kit));
    kit_close(kit);
}

static const struct {
    const char *report, *input;
} inputs[] = {
    /* the name of a file in the answer was input for the shell */
    {"kitty CVE-2020-35605", "\033_Gi=666,f=100,t=f;DWRhdGUNdW5hbWUgLWEN" ST},
    {"the same by shared memory", "\033_Gi=666,f=24,s=1,v=1,t=s;DWRhdGUNdW5hbWUgLWEN" ST},
    /* a repeat count ran over the end of the line */
    {"libsixel issue 103", "\033Pq!100?!2147483647~!4294967295~" ST},
    {"libsixel CVE-2019-3573 (a loop without end)", "\033Pq!2147483647?!2147483647?$!2147483647?-!2147483647@" ST},
    /* more was drawn than the raster attributes had announced */
    {"xterm CVE-2022-24130", "\033P0;0q\"1;1;1;1!1000~$!1000~-!1000~-\"1;1;1;1!1000~" ST},
    {"raster attributes at the end of the numbers", "\033Pq\"2147483647;2147483647;2147483647;2147483647~" ST},
    {"aspect ratios of nothing", "\033P9;0;0q\"0;0;0;0~\"1;0~\"0;1~" ST},
    /* a register that was never set, beyond all */
    {"tmux 3.4, colours", "\033Pq#1023~#2147483647~#4294967295;2;1000;1000;1000~#0;9;1;1;1~" ST},
    {"tmux 3.4, no size", "\033Pq\"1;1;0;0" ST "\033Pq" ST "\033Pq-" ST},
    {"HLS beyond its circle", "\033Pq#1;1;2147483647;2147483647;2147483647~#1;1;361;101;101~" ST},
    /* sizes, crops, offsets and cells whose products or sums overflow */
    {"kitty graphics, sizes",
     "\033_Ga=T,i=1,f=32,s=4294967295,v=4294967295;QUJD" ST "\033_Ga=T,i=1,f=24,s=65536,v=65536;QUJD" ST
     "\033_Ga=T,i=1,f=24,s=1,v=2147483648;QUJD" ST},
    {"kitty graphics, crops",
     "\033_Gi=1,f=24,s=1,v=1;QUJD" ST "\033_Ga=p,i=1,x=4294967295,y=4294967295,w=4294967295,h=4294967295" ST
     "\033_Ga=p,i=1,c=4294967295,r=4294967295" ST "\033_Ga=p,i=1,X=4294967295,Y=4294967295" ST
     "\033_Ga=p,i=1,z=-2147483648" ST "\033_Ga=p,i=1,z=2147483647,c=40000,r=40000" ST},
    {"kitty graphics, frames",
     "\033_Gi=1,f=24,s=1,v=1;QUJD" ST "\033_Ga=f,i=1,f=24,s=1,v=1,x=4294967295,y=4294967295;QUJD" ST
     "\033_Ga=f,i=1,r=4294967295,c=4294967295,f=24,s=1,v=1;QUJD" ST
     "\033_Ga=c,i=1,r=1,c=1,x=4294967295,y=1,w=4294967295,h=2,X=1,Y=4294967295" ST
     "\033_Ga=a,i=1,r=4294967295,z=2147483647,c=4294967295,v=4294967295" ST},
    {"kitty graphics, ranges that are deleted",
     "\033_Gi=1,f=24,s=1,v=1;QUJD" ST "\033_Ga=d,d=R,x=4294967295,y=0" ST "\033_Ga=d,d=r,x=0,y=4294967295" ST
     "\033_Ga=d,d=P,x=4294967295,y=4294967295" ST "\033_Ga=d,d=Z,z=-2147483648" ST},
    {"kitty graphics, a frame that is deleted under its animation",
     "\033_Gi=1,f=24,s=1,v=1;QUJD" ST "\033_Ga=f,i=1,f=24,s=1,v=1,z=1;QUJE" ST "\033_Ga=a,i=1,s=3,v=1" ST
     "\033_Ga=p,i=1" ST "\033_Ga=d,d=F,i=1" ST "\033_Ga=d,d=F,i=1" ST "\033_Ga=d,d=F,i=1" ST},
    {"relative placements in a ring",
     "\033_Gi=1,f=24,s=1,v=1;QUJD" ST "\033_Ga=p,i=1,p=1" ST "\033_Ga=p,i=1,p=2,P=1,Q=1" ST
     "\033_Ga=p,i=1,p=1,P=1,Q=2" ST "\033_Ga=p,i=1,p=2,P=1,Q=2,H=2147483647,V=-2147483648" ST},
    {"iTerm2, sizes", "\033]1337;File=inline=1;width=4294967295;height=4294967295%;size=1:R0lGODlh////////AAAAAA==\a"
                      "\033]1337;File=inline=1;width=99999999px:R0lGODlhAQABAAAAAA==\a"},
};

static void single_inputs(void) {
    for (size_t i = 0; i < sizeof inputs / sizeof *inputs; i++) {
        struct kit kit;
        open_terminal(&kit);
        feed(&kit, "text\r\n");
        feed(&kit, inputs[i].input);
        survives(&kit, inputs[i].report);
    }
}

/* libsixel CVE-2026-44637: line ends until the row no longer fits into its number; the height of pixels brings it there
 * with a million of them. */
static void lines_beyond_the_numbers(void) {
    static char lines[1 << 16];
    struct kit kit;
    memset(lines, '-', sizeof lines - 1);
    open_terminal(&kit);
    feed(&kit, "\033Pq\"32767;1~");
    for (int i = 0; i < 16; i++)
        feed(&kit, lines);
    feed(&kit, "!100~" ST);
    survives(&kit, "lines");
}

/* libsixel CVE-2026-44638 and others of the kind: memory that there is not. */
static long allocations_left;

static void *scarce(void *user, size_t size, size_t align) {
    (void)user;
    (void)align;
    return allocations_left-- > 0 ? malloc(size) : NULL;
}

static void give_back(void *user, void *memory, size_t size, size_t align) {
    (void)user;
    (void)size;
    (void)align;
    free(memory);
}

static void no_memory(void) {
    const struct quire_allocator allocator = {.size = sizeof allocator, .alloc = scarce, .free = give_back};
    for (long left = 0; left < 12; left++) {
        struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
        struct kit kit;
        options.cols = 40;
        options.rows = 10;
        options.image_limit = LIMIT;
        options.allocator = &allocator;
        allocations_left = 1000000;
        kit_open_with(&kit, options);
        feed(&kit, "text\r\n");
        allocations_left = left;
        static const char input[] = "\033Pq\"1;1;200;200#1!200~-!200~" ST "\033_Ga=T,i=1,f=24,s=1,v=1;QUJD" ST
                                    "\033]1337;File=inline=1:R0lGODlhAQABAAAAAA==\a";
        (void)quire_terminal_feed(kit.terminal, input, sizeof input - 1);
        allocations_left = 1000000;
        survives(&kit, "want of memory");
    }
}

int main(void) {
    RUN(single_inputs);
    RUN(lines_beyond_the_numbers);
    RUN(no_memory);
    return test_end();
}
