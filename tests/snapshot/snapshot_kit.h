/* snapshot_kit.h - kits made from snapshots of kits, and input that leaves a terminal in every state. */
#ifndef SNAPSHOT_KIT_H
#define SNAPSHOT_KIT_H

#include <quire/snapshot.h>

#include "random_input.h"

/* What a snapshot has to hold besides text and styles; unfinished things among it. */
static const char *const snapshot_states[] = {"\033#6",
                                              "\033#3",
                                              "\033#4",
                                              "\033#5",
                                              "\033[?2l\033Y!!\033<",
                                              "\033[?2l\033Yx",
                                              "\033<",
                                              "\033[?1049h",
                                              "\033[?1049l",
                                              "\033[?47h",
                                              "\033[?47l",
                                              "\033[22t",
                                              "\033[23t",
                                              "\033[>5u",
                                              "\033[<u",
                                              "\033[=3;2u",
                                              "\033[>4;2m",
                                              "\033[5 q",
                                              "\033[0 q",
                                              "\033]2;title\007",
                                              "\033]1;i\007",
                                              "\033[?2004h",
                                              "\033[?1000s",
                                              "\033[?1006h",
                                              "\033[?1000r",
                                              "\033]4;7;#abcdef\007",
                                              "\033]11;#102030\007",
                                              "\033[?5h",
                                              "\033[?5l",
                                              "\033 G",
                                              "\033 F",
                                              "\033)0\016",
                                              "\033N",
                                              "\033[3g",
                                              "\033[?5W",
                                              "\033[!p",
                                              "\033[c",
                                              "\033[6n",
                                              "\033P$qm\033\\",
                                              "\033P$qr\033\\",
                                              "\033[3b",
                                              "\033[?7$p",
                                              "\033[18t",
                                              "\033[38;5;1",
                                              "\033]2;half",
                                              "\033P1;2$",
                                              "\033P$q",
                                              "\xF0\x9F",
                                              "\xE6",
                                              "\033[?1;",
                                              "\033",
                                              "\033]8;id=x;http://e.org/",
                                              "\033\\",
                                              "\xC3",
                                              "\033_apc \xE2\x82",
                                              "\x9C",
                                              "\033]133;A\007",
                                              "\033]99;i=1:d=0:f=YQ==:u=2:w=7;title\007",
                                              "\033]99;i=2:d=0:e=1:p=body;SGVsb\007",
                                              "\033]99;i=1;end\007",
                                              "\033]22;>wait\007",
                                              "\033]22;<\007",
                                              "\033]21;cursor_text=#123456;visual_bell=red\007",
                                              "\033]21;cursor_text=?;visual_bell=?\007",
                                              "\033]5522;type=write:id=x:name=bWU=\007",
                                              "\033]5522;type=wdata:mime=YS9i;aGVsb\007",
                                              "\033]5522;type=walias:mime=YS9i;Yy9k\007",
                                              "\033]5522;type=wdata\007",
                                              "\033]66;w=2;a\007",
                                              "\xCC\x81",
                                              "\033[?2033h",
                                              "\033[1:2",
                                              "\033c",
                                              "\033[3J"};

/* Images, whole: one that is being sent is not in a snapshot. */
static const char *const snapshot_images[] = {
    "\033_Ga=T,f=32,s=1,v=2;AAAAAAAAAAA=\033\\",
    "\033_Ga=T,i=3,f=32,s=1,v=1,c=3,r=2,z=-1;/////w==\033\\",
    "\033_Ga=t,i=4,f=24,s=1,v=1;AAAA\033\\",
    "\033_Ga=p,i=3,p=7,P=4\033\\",
    "\033_Ga=p,i=4,p=2,U=1,c=2,r=1\033\\",
    "\033[38;5;4m\xF4\x8E\xBB\xAE\xCC\x85\xF4\x8E\xBB\xAE\033[m",
    "\033_Ga=p,i=3,p=8,P=4,Q=2,H=1\033\\",
    "\033_Ga=f,i=3,s=1,v=1,z=40;AAAAAA==\033\\",
    "\033_Ga=a,i=3,s=3,v=2\033\\",
    "\033_Ga=d,d=I,i=3\033\\",
    "\033P0;1q#1;2;100;0;0#1~~-~~\033\\",
};

static inline void snapshot_piece(struct random *random, struct text *to, uint32_t cols, uint32_t rows) {
    uint32_t which = random_below(random, 9);
    if (which == 0)
        text_addf(to, "%s", snapshot_states[random_below(random, sizeof snapshot_states / sizeof *snapshot_states)]);
    else
        random_piece(random, to, cols, rows);
}

/* The same, and images among it. */
static inline void snapshot_piece_or_image(struct random *random, struct text *to, uint32_t cols, uint32_t rows) {
    if (random_below(random, 6) == 0)
        text_addf(to, "%s", snapshot_images[random_below(random, sizeof snapshot_images / sizeof *snapshot_images)]);
    else
        snapshot_piece(random, to, cols, rows);
}

static inline void snapshot_of(const struct kit *kit, struct text *to) {
    text_clear(to);
    CHECK_INT(quire_snapshot_write(kit->terminal, kit_collect, to), QUIRE_OK);
}

static inline bool kit_restore(struct kit *kit, const struct text *snapshot) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    *kit = (struct kit){0};
    options.callbacks =
        &(struct quire_callbacks){sizeof(struct quire_callbacks), kit, kit_on_reply, kit_on_event, NULL, NULL};
    enum quire_result result = quire_snapshot_read(snapshot->bytes, snapshot->length, &options, &kit->terminal);
    if (result != QUIRE_OK) {
        CHECK_STR(quire_result_name(result), "OK");
        (void)quire_snapshot_verify(snapshot->bytes, snapshot->length, kit_report, NULL);
        return false;
    }
    if (quire_frame_create(NULL, &kit->frame) != QUIRE_OK)
        abort();
    text_clear(&kit->replies);
    text_clear(&kit->events);
    return true;
}

/* CRC-32C, a bit at a time: a second implementation. */
static inline uint32_t snapshot_crc(const uint8_t *bytes, size_t length) {
    static uint32_t table[256];
    uint32_t crc = UINT32_MAX;
    for (uint32_t i = 0; i < 256 && table[1] == 0; i++) {
        for (uint32_t row = 0; row < 256; row++) {
            uint32_t c = row;
            for (int bit = 0; bit < 8; bit++)
                c = c & 1 ? c >> 1 ^ 0x82F63B78u : c >> 1;
            table[row] = c;
        }
    }
    for (size_t i = 0; i < length; i++)
        crc = crc >> 8 ^ table[(crc ^ bytes[i]) & 255];
    return ~crc;
}

static inline uint64_t snapshot_number(const uint8_t *bytes, int count) {
    uint64_t value = 0;
    while (count-- > 0)
        value = value << 8 | bytes[count];
    return value;
}

static inline void snapshot_put(uint8_t *bytes, uint64_t value, int count) {
    for (int i = 0; i < count; i++, value >>= 8)
        bytes[i] = (uint8_t)value;
}

/* Makes lengths and checksums right again, those of sealed pages too: as one would who knows the format. */
static inline void snapshot_mend(uint8_t *bytes, size_t length) {
    if (length < 48)
        return;
    for (size_t at = 40; at + 16 <= length - 8;) {
        uint64_t size = snapshot_number(bytes + at + 8, 8);
        uint32_t type = (uint32_t)snapshot_number(bytes + at, 4);
        if (size > length - 8 - at - 16)
            break;
        if (type == 11 && size >= 8 + 16)
            snapshot_put(bytes + at + 16 + 8 + 12, snapshot_crc(bytes + at + 16 + 8 + 16, (size_t)size - 8 - 16), 4);
        at += 16 + (size_t)((size + 7) & ~(uint64_t)7);
    }
    snapshot_put(bytes + 16, length, 8);
    snapshot_put(bytes + length - 4, 0, 4);
    snapshot_put(bytes + length - 8, snapshot_crc(bytes, length - 8), 4);
}

#endif
