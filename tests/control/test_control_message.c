/* Requests and answers as bytes: what is encoded comes back, and no bytes whatever do harm.
 *
 * Buffers are exact, so that the address sanitizer sees every read behind them. */
#define _GNU_SOURCE
#include "control_message.h"

#include <stdlib.h>
#include <string.h>

#include "test.h"

enum { MUTATIONS = 20000, ROUNDS = 500 };

static uint32_t state = 1;

static uint32_t pick(uint32_t below) {
    state = state * 1664525u + 1013904223u;
    return (state >> 8) % below;
}

static const char *const words[] = {"ls", "", "-l", "a b", "\xC3\xA4", NULL};
static const char *const settings[] = {"cols=80", "title=", "font-family=A=B", NULL};
static const char *const variables[] = {"HOME=/root", "EMPTY=", "PATH=/bin:/usr/bin", NULL};

static struct control_request random_request(void) {
    struct control_request request = {.directory = pick(2) ? "/tmp/a b" : NULL,
                                      .token = pick(2) ? "token" : NULL,
                                      .command = {words, pick(6)},
                                      .settings = {settings, pick(4)},
                                      .environment = {variables, pick(4)},
                                      .is_placed = pick(2),
                                      .waits = pick(2)};
    if (request.is_placed) {
        request.x_px = (int32_t)pick(70000) - 35000;
        request.y_px = (int32_t)pick(70000) - 35000;
        request.from_right = pick(2);
        request.from_bottom = pick(2);
    }
    return request;
}

static void check_text(const char *got, const char *wanted) {
    CHECK((got == NULL) == (wanted == NULL));
    if (got != NULL && wanted != NULL) {
        CHECK_STR(got, wanted);
    }
}

static void check_list(const struct control_list *got, const struct control_list *wanted) {
    CHECK_INT(got->count, wanted->count);
    for (size_t i = 0; i < wanted->count && i < got->count; i++) {
        CHECK_STR(got->items[i], wanted->items[i]);
    }
    CHECK(got->items[got->count] == NULL);
}

static void requests_come_back(void) {
    for (int round = 0; round < ROUNDS; round++) {
        struct control_request wanted = random_request(), got;
        size_t length;
        char *bytes = control_request_encode(&wanted, &length);
        CHECK(bytes != NULL);
        CHECK_INT(control_request_length(bytes), length);
        CHECK(control_request_decode(&got, bytes, length));
        check_text(got.directory, wanted.directory);
        check_text(got.token, wanted.token);
        check_list(&got.command, &wanted.command);
        check_list(&got.settings, &wanted.settings);
        check_list(&got.environment, &wanted.environment);
        CHECK_INT(got.waits, wanted.waits);
        CHECK_INT(got.is_placed, wanted.is_placed);
        CHECK(got.x_px == wanted.x_px && got.y_px == wanted.y_px);
        CHECK(got.from_right == wanted.from_right && got.from_bottom == wanted.from_bottom);
        control_request_finish(&got);
        free(bytes);
    }
}

/* Whatever is decoded can be encoded again, and is the same then: there is one way to say it, but for the order. */
static void check_decoded(const char *bytes, size_t length) {
    struct control_request request, again;
    size_t new_length;
    if (!control_request_decode(&request, bytes, length)) {
        return;
    }
    char *encoded = control_request_encode(&request, &new_length);
    CHECK(encoded != NULL && new_length == length);
    CHECK(encoded != NULL && control_request_decode(&again, encoded, new_length));
    check_list(&again.environment, &request.environment);
    control_request_finish(&again);
    free(encoded);
    control_request_finish(&request);
}

static char *exact_copy(const char *bytes, size_t length) {
    char *copy = malloc(length > 0 ? length : 1);
    memcpy(copy, bytes, length);
    return copy;
}

static void no_bytes_do_harm(void) {
    for (int round = 0; round < MUTATIONS; round++) {
        struct control_request request = random_request();
        size_t length;
        char *bytes = control_request_encode(&request, &length);
        for (uint32_t n = pick(4); n > 0; n--) {
            size_t at = pick(3) ? CONTROL_HEADER_SIZE + pick((uint32_t)(length - CONTROL_HEADER_SIZE + 1)) : pick(16);
            if (at < length) {
                uint32_t byte = pick(2) ? pick(256) : (uint32_t)(uint8_t)bytes[at] ^ 1u << pick(8);
                bytes[at] = (char)byte;
            }
        }
        check_decoded(bytes, length);
        free(bytes);
    }
}

/* Cut anywhere, with a header that says so: nothing is made of a half. */
static void halves_are_refused_or_whole(void) {
    for (int round = 0; round < 50; round++) {
        struct control_request request = random_request();
        size_t length;
        char *bytes = control_request_encode(&request, &length);
        for (size_t cut = 0; cut < length; cut++) {
            struct control_request got;
            char *copy = exact_copy(bytes, cut);
            CHECK(cut < CONTROL_HEADER_SIZE || !control_request_decode(&got, copy, cut));
            if (cut >= CONTROL_HEADER_SIZE) {
                uint32_t rest = (uint32_t)(cut - CONTROL_HEADER_SIZE);
                for (int i = 0; i < 4; i++) {
                    copy[12 + i] = (char)(rest >> 8 * i);
                }
                check_decoded(copy, cut);
            }
            free(copy);
        }
        free(bytes);
    }
}

/* Puts together what no encoder would. */
static bool takes(const char *fields, size_t length) {
    char bytes[200];
    struct control_request request;
    struct control_request empty = {.directory = NULL};
    size_t header;
    char *begin = control_request_encode(&empty, &header);
    CHECK_INT(header, CONTROL_HEADER_SIZE);
    memcpy(bytes, begin, header);
    free(begin);
    bytes[12] = (char)length;
    memcpy(bytes + CONTROL_HEADER_SIZE, fields, length);
    char *copy = exact_copy(bytes, CONTROL_HEADER_SIZE + length);
    bool good = control_request_decode(&request, copy, CONTROL_HEADER_SIZE + length);
    if (good) {
        control_request_finish(&request);
    }
    free(copy);
    return good;
}

static void each_rule_is_kept(void) {
#define TAKES(fields) takes(fields, sizeof fields - 1)
    CHECK(TAKES(""));
    CHECK(TAKES("\1\2\0\0\0/\0"));
    CHECK(!TAKES("\1\2\0\0\0a\0"));              /* a directory from here */
    CHECK(!TAKES("\1\2\0\0\0/\0\1\2\0\0\0/\0")); /* twice */
    CHECK(!TAKES("\1\1\0\0\0/"));                /* no NUL */
    CHECK(!TAKES("\3\0\0\0\0"));                 /* no text */
    CHECK(!TAKES("\3\3\0\0\0a\0\0"));            /* two NULs */
    CHECK(TAKES("\3\1\0\0\0\0\3\1\0\0\0\0"));    /* two empty words */
    CHECK(!TAKES("\4\2\0\0\0a\0"));              /* a setting without a value */
    CHECK(TAKES("\4\4\0\0\0a=b\0"));
    CHECK(!TAKES("\5\3\0\0\0=b\0"));                /* a variable without a name */
    CHECK(!TAKES("\6\2\0\0\0a\0"));                 /* a short place */
    CHECK(!TAKES("\6\x9\0\0\0\0\0\0\0\0\0\0\0\4")); /* five edges */
    CHECK(TAKES("\6\x9\0\0\0\0\0\0\0\0\0\0\0\3"));
    CHECK(!TAKES("\7\2\0\0\0a\0"));
    CHECK(!TAKES("\x8\1\0\0\0\0")); /* unknown */
    CHECK(!TAKES("\0\1\0\0\0\0"));
    CHECK(!TAKES("\3\xFF\xFF\xFF\xFFz\0")); /* longer than all */
    CHECK(!TAKES("\3\1\0"));                /* half a head */
#undef TAKES
}

static void size_and_version_are_bounded(void) {
    struct control_request request = {.directory = "/"};
    size_t length;
    char *bytes = control_request_encode(&request, &length);
    bytes[8]++;
    CHECK_INT(control_request_length(bytes), 0);
    bytes[8]--;
    bytes[15] = 1; /* 16 MiB */
    CHECK_INT(control_request_length(bytes), 0);
    bytes[15] = 0;
    bytes[0]++;
    CHECK_INT(control_request_length(bytes), 0);
    free(bytes);
    char *large = malloc(CONTROL_REQUEST_MAX + 1);
    memset(large, 'x', CONTROL_REQUEST_MAX);
    large[CONTROL_REQUEST_MAX] = '\0';
    request.token = large;
    CHECK(control_request_encode(&request, &length) == NULL);
    large[CONTROL_REQUEST_MAX - 40] = '\0';
    bytes = control_request_encode(&request, &length);
    CHECK(bytes != NULL && control_request_length(bytes) == length);
    free(bytes);
    free(large);
}

static void answers_come_back(void) {
    char bytes[CONTROL_ANSWER_SIZE];
    struct control_answer got, wanted = {CONTROL_ENDED, 137, "why\xC3\xA4"};
    control_answer_encode(&wanted, bytes);
    CHECK(control_answer_decode(&got, bytes));
    CHECK_INT(got.kind, CONTROL_ENDED);
    CHECK_INT(got.status, 137);
    CHECK_STR(got.text, wanted.text);
    memset(wanted.text, 'x', sizeof wanted.text);
    control_answer_encode(&wanted, bytes);
    CHECK(control_answer_decode(&got, bytes));
    CHECK_INT(strlen(got.text), sizeof got.text - 1);
    memset(bytes + 20, 'x', sizeof got.text);
    CHECK(!control_answer_decode(&got, bytes));
    control_answer_encode(&(struct control_answer){CONTROL_FAILED + 1, 0, ""}, bytes);
    CHECK(!control_answer_decode(&got, bytes));
}

int main(void) {
    RUN(requests_come_back);
    RUN(no_bytes_do_harm);
    RUN(halves_are_refused_or_whole);
    RUN(each_rule_is_kept);
    RUN(size_and_version_are_bounded);
    RUN(answers_come_back);
    return test_end();
}
