/* The control data of kitty's graphics protocol: every key of its reference, what it may be, and what is passed over.
 */
#include "test.h"

#include <stddef.h>

#include "kitty_graphics.h"

static struct qr_kitty_command read_text(const char *text) {
    return qr_kitty_command_read((struct qr_span){(const uint8_t *)text, strlen(text)});
}

#define MEMBER(name) offsetof(struct qr_kitty_command, name)

/* A key with a number: where it goes, and the largest that it may be. */
struct number_key {
    char key;
    size_t member;
    uint32_t maximum;
};

static const struct number_key numbers[] = {{'q', MEMBER(quiet), 2},
                                            {'i', MEMBER(id), UINT32_MAX},
                                            {'I', MEMBER(number), UINT32_MAX},
                                            {'p', MEMBER(placement), UINT32_MAX},
                                            {'f', MEMBER(format), 100},
                                            {'m', MEMBER(more), 1},
                                            {'S', MEMBER(size), UINT32_MAX},
                                            {'O', MEMBER(offset), UINT32_MAX},
                                            {'N', MEMBER(hints), UINT32_MAX},
                                            {'s', MEMBER(width), UINT32_MAX},
                                            {'s', MEMBER(state), UINT32_MAX},
                                            {'v', MEMBER(height), UINT32_MAX},
                                            {'v', MEMBER(loops), UINT32_MAX},
                                            {'x', MEMBER(x), UINT32_MAX},
                                            {'y', MEMBER(y), UINT32_MAX},
                                            {'w', MEMBER(area_width), UINT32_MAX},
                                            {'h', MEMBER(area_height), UINT32_MAX},
                                            {'c', MEMBER(columns), UINT32_MAX},
                                            {'c', MEMBER(base_frame), UINT32_MAX},
                                            {'r', MEMBER(rows), UINT32_MAX},
                                            {'r', MEMBER(frame), UINT32_MAX},
                                            {'X', MEMBER(offset_x), UINT32_MAX},
                                            {'X', MEMBER(overwrite), UINT32_MAX},
                                            {'X', MEMBER(source_x), UINT32_MAX},
                                            {'Y', MEMBER(offset_y), UINT32_MAX},
                                            {'Y', MEMBER(background), UINT32_MAX},
                                            {'Y', MEMBER(source_y), UINT32_MAX},
                                            {'C', MEMBER(stays), UINT32_MAX},
                                            {'U', MEMBER(is_virtual), UINT32_MAX},
                                            {'P', MEMBER(parent_id), UINT32_MAX},
                                            {'Q', MEMBER(parent_placement), UINT32_MAX}};

static uint32_t number_in(const struct qr_kitty_command *command, size_t member) {
    uint32_t value;
    memcpy(&value, (const uint8_t *)command + member, sizeof value);
    return value;
}

/* The largest value is read, one more is noted as bad, and so are signs, letters and nothing at all. */
static void keys_with_numbers(void) {
    static const char *const bad[] = {"", "-1", "+1", "1x", " 1", "x", "99999999999999999999", "0x1"};
    char text[64];
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        const struct number_key *key = &numbers[i];
        snprintf(text, sizeof text, "%c=%u", key->key, key->maximum);
        struct qr_kitty_command command = read_text(text);
        CHECK_INT(number_in(&command, key->member), key->maximum);
        CHECK_INT(command.bad_key, 0);
        snprintf(text, sizeof text, "%c=%llu", key->key, (unsigned long long)key->maximum + 1);
        CHECK_INT(read_text(text).bad_key, key->key);
        for (size_t j = 0; j < sizeof bad / sizeof *bad; j++) {
            snprintf(text, sizeof text, "%c=%s,N=7", key->key, bad[j]);
            command = read_text(text);
            CHECK_INT(command.bad_key, key->key);
            CHECK_INT(command.hints, 7);
        }
        snprintf(text, sizeof text, "%c", key->key);
        CHECK_INT(read_text(text).bad_key, key->key);
    }
}

static void keys_with_signed_numbers(void) {
    static const struct number_key keys[] = {
        {'z', MEMBER(z), 0}, {'z', MEMBER(gap_ms), 0}, {'H', MEMBER(parent_columns), 0}, {'V', MEMBER(parent_rows), 0}};
    static const struct {
        const char *text;
        bool good;
        int32_t value;
    } values[] = {{"0", true, 0},
                  {"-1", true, -1},
                  {"+5", true, 5},
                  {"2147483647", true, INT32_MAX},
                  {"-2147483648", true, INT32_MIN},
                  {"2147483648", false, 0},
                  {"-2147483649", false, 0},
                  {"-", false, 0},
                  {"--1", false, 0},
                  {"1-", false, 0}};
    char text[64];
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        for (size_t j = 0; j < sizeof values / sizeof *values; j++) {
            snprintf(text, sizeof text, "%c=%s", keys[i].key, values[j].text);
            struct qr_kitty_command command = read_text(text);
            CHECK_INT((int32_t)number_in(&command, keys[i].member), values[j].value);
            CHECK_INT(command.bad_key, values[j].good ? 0 : keys[i].key);
        }
    }
}

/* Every letter that a key may be, and all other bytes that it may not. */
static void keys_with_letters(void) {
    static const struct {
        char key;
        size_t member;
        const char *letters;
        char missing;
    } keys[] = {{'a', MEMBER(action), "tTqpdfac", 't'},
                {'t', MEMBER(medium), "dfts", 'd'},
                {'o', MEMBER(compression), "z", 0},
                {'d', MEMBER(delete), "aAcCfFiInNpPqQrRxXyYzZ", 'a'}};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        struct qr_kitty_command command = read_text("");
        CHECK_INT(((const uint8_t *)&command)[keys[i].member], keys[i].missing);
        for (int letter = 1; letter < 256; letter++) {
            char text[] = {keys[i].key, '=', (char)letter, 0};
            bool good = letter != ',' && strchr(keys[i].letters, letter) != NULL;
            command = read_text(text);
            CHECK_INT(((const uint8_t *)&command)[keys[i].member], good ? letter : keys[i].missing);
            CHECK_INT(command.bad_key, good ? 0 : keys[i].key);
        }
    }
    CHECK_INT(read_text("a=tT").bad_key, 'a');
    CHECK(read_text("q=1,a=x").has_action && read_text("a=p").has_action && !read_text("q=1").has_action);
}

static void defaults(void) {
    struct qr_kitty_command command = read_text("");
    CHECK_INT(command.format, 32);
    CHECK_INT(command.bad_key, 0);
    CHECK(!command.has_action);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        CHECK_INT(number_in(&command, numbers[i].member), numbers[i].key == 'f' ? 32 : 0);
}

static void formats(void) {
    for (uint32_t format = 0; format <= 100; format++) {
        char text[16];
        snprintf(text, sizeof text, "f=%u", format);
        CHECK_INT(read_text(text).bad_key, format == 24 || format == 32 || format == 100 ? 0 : 'f');
    }
}

/* Unknown keys and empty pairs are passed over; of two the last counts; the first bad one is told. */
static void lists(void) {
    struct qr_kitty_command command = read_text(",,i=3,,k=9,abc=4,=5,i=4,ii=7,p=2,");
    CHECK_INT(command.id, 4);
    CHECK_INT(command.placement, 2);
    CHECK_INT(command.bad_key, 0);
    command = read_text("i=3,s=x,v=y,q=2");
    CHECK_INT(command.bad_key, 's');
    CHECK_INT(command.id, 3);
    CHECK_INT(command.quiet, 2);
    CHECK_INT(read_text("i=1=2").bad_key, 'i');
}

int main(void) {
    RUN(keys_with_numbers);
    RUN(keys_with_signed_numbers);
    RUN(keys_with_letters);
    RUN(defaults);
    RUN(formats);
    RUN(lists);
    return test_end();
}
