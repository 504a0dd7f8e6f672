/* Kitty's graphics protocol in the hands of those who mean no good, and without memory: what is asked for is bounded by
 * the budget, what it costs by what a call may cost, and text is as ever. */
#include "kitty_kit.h"

#include "feed.h"
#include "image_inflate.h"

static uint64_t used(const struct kit *kit) {
    return kitty_store(kit) ? qr_images_bytes(kitty_store(kit)) : 0;
}

static void open_small(struct kit *kit, uint64_t budget) {
    kitty_open(kit, 20, 8);
    kitty_engine(kit)->images.budget = budget;
}

/* Numbers as large as they can be, in every key and every action: refused or of no effect, by whatever way. */
static void large_numbers(void) {
    static const char *const numbers[] = {"4294967295", "2147483648", "2147483647", "-2147483648", "1", "0"};
    static const char keys[] = "iIpfmSONsvxywhcrXYCUPQHVz", actions[] = "tTqpdfac";
    struct kit kit;
    kitty_open(&kit, 20, 8);
    for (const char *action = actions; *action; action++) {
        for (const char *key = keys; *key; key++) {
            for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
                char control[96];
                (void)kitty_image(&kit, 1, 2, 2, 7, "a=T,p=1,C=1");
                snprintf(control, sizeof control, "a=%c,i=1,s=2,v=1,f=24,c=1,r=1,d=%c,%c=%s", *action,
                         "aAcCpPqQrRxXyYzZ"[i], *key, numbers[i]);
                (void)kitty_send_text(&kit, control, "AAAAAAAA");
            }
        }
        CHECK(kit_sound(&kit));
    }
    feed(&kit, "\033[2J\033[Hok");
    CHECK_STR(kit_view(&kit), "ok");
    kit_close(&kit);
}

/* A transfer that never ends takes no more than the budget, in one string or in chunks. */
static void endless(void) {
    static char block[1 << 16];
    struct kit kit;
    memset(block, 'A', sizeof block);
    for (int chunked = 0; chunked < 2; chunked++) {
        open_small(&kit, 1 << 20);
        feed(&kit, "\033_Gi=1,f=100,m=1;");
        for (int i = 0; i < 64; i++) {
            CHECK_INT(quire_terminal_feed(kit.terminal, block, sizeof block), QUIRE_OK);
            CHECK(used(&kit) <= 1 << 20);
            if (chunked)
                feed(&kit, "\033\\\033_Gm=1;");
        }
        feed(&kit, "\033\\ok");
        CHECK_STR(kitty_answers(&kit), "i=1;ENOSPC");
        CHECK_STR(kit_view(&kit), "ok");
        CHECK(used(&kit) < 1 << 12);
        kit_close(&kit);
    }
}

/* Transfers that are begun and never go on leave nothing behind. */
static void begun_only(void) {
    struct kit kit;
    open_small(&kit, 1 << 20);
    for (int i = 0; i < 1000; i++) {
        char control[64];
        snprintf(control, sizeof control, "i=%d,f=24,s=200,v=200,m=1", i + 1);
        CHECK_STR(kitty_send_text(&kit, control, "AAAA"), "");
        CHECK(used(&kit) < 200 * 200 * 3 + 4096);
    }
    CHECK_STR(kitty_command(&kit, "a=d"), "");
    CHECK(used(&kit) < 4096);
    kit_close(&kit);
}

/* 1 KiB that unpacks to 1 MiB of nothing, a thousand times over: no more is written than was announced, or than the
 * budget has; and a call that may cost little costs little. */
static void bombs(void) {
    static const uint8_t begin[] = {0x78, 0xDA};
    struct kit kit;
    if (!qr_inflate_is_there())
        return;
    /* A block of the fixed code: the byte 0, then matches of 258 bytes at distance 1, eight bits and five each. Here
     * they need not end: what is written is looked at before. */
    static uint8_t bomb[1 << 14];
    memcpy(bomb, begin, sizeof begin);
    uint64_t bits = 0x3 | (uint64_t)0x0C << 3; /* last block, fixed code; literal 0 is 00110000, first bit first */
    unsigned count = 11;
    size_t length = sizeof begin;
    while (length + 8 < sizeof bomb) {
        bits |= (uint64_t)0xA3 << count; /* 285 is 11000101, first bit first; distance 1 is 00000 */
        count += 13;
        for (; count >= 8; count -= 8, bits >>= 8)
            bomb[length++] = (uint8_t)(bits & 0xFF);
    }
    open_small(&kit, 1 << 22);
    CHECK_STR(kitty_send(&kit, "i=1,f=24,s=100,v=100,o=z", bomb, length), "i=1;EINVAL");
    CHECK_STR(kitty_send(&kit, "i=1,f=100,o=z", bomb, length), "i=1;ENOSPC");
    CHECK(used(&kit) <= 1 << 22);
    kit_close(&kit);
}

/* Feeding with a budget: what a piece unpacks to counts, so a call ends soon, and the rest is the host's to feed. */
static void work_is_counted(void) {
    char *text = NULL;
    size_t size = 0, taken = 0, calls = 0;
    static uint8_t pixels[300 * 300 * 3];
    struct kit kit;
    CHECK(qr_base64_encoded_size(sizeof pixels, &size));
    text = calloc(1, size + 64);
    if (!text)
        abort();
    size_t head = (size_t)sprintf(text, "\033_Gi=1,f=24,s=300,v=300;");
    qr_base64_encode(pixels, sizeof pixels, text + head);
    memcpy(text + head + size, "\033\\", 2);
    kitty_open(&kit, 20, 8);
    for (size_t at = 0; at < head + size + 2; at += taken, calls++) {
        CHECK_INT(
            qr_engine_feed_some(kitty_engine(&kit), (const uint8_t *)text + at, head + size + 2 - at, 10000, &taken),
            QUIRE_OK);
        CHECK(taken <= 10000 && taken > 0);
        if (taken == 0)
            break;
    }
    CHECK(calls >= (head + size) / 10000);
    CHECK_STR(kitty_answers(&kit), "i=1;OK");
    free(text);
    kit_close(&kit);
}

/* An id that is sent again while its animation runs, deleted while its frame is under way. */
static void reuse(void) {
    struct kit kit;
    kitty_open(&kit, 20, 8);
    for (int i = 0; i < 200; i++) {
        CHECK_STR(kitty_image(&kit, 1, 2, 2, 7, "a=T,p=1,C=1"), "i=1,p=1;OK");
        CHECK_STR(kitty_send_text(&kit, "a=f,i=1,f=24,s=1,v=1", "AAAA"), "i=1,r=2;OK");
        CHECK_STR(kitty_command(&kit, "a=a,i=1,s=3,v=1"), "");
        (void)kit_view(&kit);
        CHECK_STR(kitty_send_text(&kit, "a=f,i=1,f=24,s=2,v=1,m=1", "AAAA"), "");
        if (i % 2 == 0)
            CHECK_STR(kitty_command(&kit, i % 4 == 0 ? "a=d,d=I,i=1" : "a=d,d=F,i=1"), "");
        CHECK_STR(kitty_send_text(&kit, "m=0", "AAAA"), i % 2 == 0 ? "" : "i=1,r=3;OK");
    }
    kit_close(&kit);
}

/* Thousands of placements in one cell, half of them relative to others: a command that looks at all of them costs a
 * small number of times their number, and what follows is as quick as ever. */
static void crowds(void) {
    enum { CROWD = 4000 };
    static const char *const commands[] = {"a=d,d=p,x=9,y=9", "a=d,d=x,x=1", "a=d,d=A"};
    for (size_t k = 0; k < sizeof commands / sizeof *commands; k++) {
        struct kit kit;
        char control[64];
        kitty_open(&kit, 20, 8);
        CHECK_STR(kitty_image(&kit, 1, 10, 20, 7, NULL), "i=1;OK");
        CHECK_STR(kitty_image(&kit, 2, 10, 20, 7, NULL), "i=2;OK");
        for (uint32_t i = 1; i <= CROWD; i++) {
            snprintf(control, sizeof control, "a=p,i=1,C=1,q=1%s", i % 3 == 0 ? ",p=7" : "");
            CHECK_STR(kitty_command(&kit, control), "");
            CHECK_STR(kitty_command(&kit, "a=p,i=2,C=1,q=1,P=1"), "");
        }
        kitty_engine(&kit)->feed.charged = 0;
        CHECK_STR(kitty_command(&kit, commands[k]), "");
        CHECK(kitty_engine(&kit)->feed.charged < 40 * CROWD);
        CHECK_INT(kitty_placements(&kit) == 0, k > 0);
        kit_close(&kit);
    }
}

/* --- without memory ----------------------------------------------------------------------------------------------- */

struct scarce {
    long requests, fail_at;
};

static void *scarce_alloc(void *user, size_t size, size_t align) {
    struct scarce *scarce = user;
    if (++scarce->requests == scarce->fail_at)
        return NULL;
    size_t unit = align < 16 ? 16 : align;
    return aligned_alloc(unit, (size + unit - 1) / unit * unit);
}

static void scarce_free(void *user, void *memory, size_t size, size_t align) {
    (void)user;
    (void)size;
    (void)align;
    free(memory);
}

static const char *fill_medium(void *user, enum quire_medium medium, const char *name, uint64_t offset, size_t size,
                               void *to, size_t *length) {
    (void)user, (void)medium, (void)name, (void)offset;
    if (size > 0)
        memset(to, 5, size);
    *length = size;
    return NULL;
}

/* 2 x 2 pixels of RGB; and the PNG file of one pixel that the world knows. */
static const char script[] = "text\033_Ga=T,i=1,p=1,f=24,s=2,v=2;AAAAAAAAAAAAAAAA\033\\"
                             "\033_Ga=T,i=1,f=24,s=2,v=2,m=1;AAAA\033\\\033_Gm=0;AAAAAAAAAAAA\033\\"
                             "\033_Gi=2,f=24,s=2,v=2,o=z;eNpjYEAAAAAMAAE=\033\\"
                             "\033_Ga=f,i=1,f=32,s=1,v=1;AQEBgA==\033\\\033_Ga=f,i=1,f=32,s=1,v=1,r=1;AQEBgA==\033\\"
                             "\033_Ga=c,i=1,r=1,c=2\033\\\033_Ga=p,i=1,p=7,P=1,H=2\033\\\033_Ga=p,i=1,U=1\033\\"
                             "\033_Ga=T,i=4,t=s,s=9,v=9;L3RtcC94\033\\"
                             "\033_Gi=3,t=f,f=100;L3RtcC94\033\\\033_Ga=a,i=1,s=3\033\\\033_Ga=d,d=a\033\\";

/* Every request of a script fails once: the terminal is sound, text is there, and the same works afterwards. */
static void without_memory(void) {
    unsigned told = 0;
    for (long at = 1, requests = 1; at <= requests; at++) {
        struct scarce scarce = {0, 0};
        struct quire_allocator allocator = {
            .size = sizeof allocator, .user = &scarce, .alloc = scarce_alloc, .free = scarce_free};
        struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
        struct kit kit = {0};
        options.cols = 20;
        options.rows = 8;
        options.allocator = &allocator;
        kit_open_with(&kit, options);
        kitty_engine(&kit)->images.hooks.fill_medium = fill_medium;
        long before = scarce.requests;
        scarce.fail_at = before + at;
        enum quire_result result = quire_terminal_feed(kit.terminal, script, sizeof script - 1);
        requests = at == 1 ? 400 : requests;
        if (scarce.requests < scarce.fail_at)
            requests = at; /* this was the last one */
        else
            CHECK(result == QUIRE_OUT_OF_MEMORY || result == QUIRE_OK);
        scarce.fail_at = 0;
        CHECK(kit_sound(&kit));
        CHECK(strncmp(kit_view(&kit), "text", 4) == 0);
        told += strstr(kit.replies.bytes, ";ENOMEM:") != NULL;
        text_clear(&kit.replies);
        CHECK_STR(kitty_send_text(&kit, "i=9,f=24,s=1,v=1", "AAAA"), "i=9;OK");
        kit_close(&kit);
    }
    CHECK(told >= 5);
}

int main(void) {
    RUN(large_numbers);
    RUN(endless);
    RUN(begun_only);
    RUN(bombs);
    RUN(work_is_counted);
    RUN(reuse);
    RUN(crowds);
    RUN(without_memory);
    return test_end();
}
