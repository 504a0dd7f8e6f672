/* test.h - the whole test framework.
 *
 * A test is a function `static void name(void)`. CHECK notes a failure and goes on; RUN runs one test and counts it;
 * test_end prints the totals in the form that ./dev test adds up and gives main its exit status. */
#ifndef TEST_H
#define TEST_H

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static unsigned test_passed, test_failed;
static bool test_ok;

#define CHECK(condition)                                                                                               \
    do {                                                                                                               \
        if (!(condition)) {                                                                                            \
            printf("%s:%d: %s\n", __FILE__, __LINE__, #condition);                                                     \
            test_ok = false;                                                                                           \
        }                                                                                                              \
    } while (0)

#define CHECK_INT(have, want)                                                                                          \
    do {                                                                                                               \
        long long have_ = (long long)(have), want_ = (long long)(want);                                                \
        if (have_ != want_) {                                                                                          \
            printf("%s:%d: %s is %lld, not %lld\n", __FILE__, __LINE__, #have, have_, want_);                          \
            test_ok = false;                                                                                           \
        }                                                                                                              \
    } while (0)

#define CHECK_STR(have, want)                                                                                          \
    do {                                                                                                               \
        const char *have_ = (have), *want_ = (want);                                                                   \
        if (strcmp(have_, want_) != 0) {                                                                               \
            printf("%s:%d: %s is\n  \"%s\", not\n  \"%s\"\n", __FILE__, __LINE__, #have, have_, want_);                \
            test_ok = false;                                                                                           \
        }                                                                                                              \
    } while (0)

/* How many of so many trials are made: all, or a quarter where the address sanitizer looks on, which takes three to
 * five times as long for each, and is there for what the first ones do, too. */
#if defined(__SANITIZE_ADDRESS__)
#define TEST_SHARE(count) (((count) + 3) / 4)
#else
#define TEST_SHARE(count) (count)
#endif

#define RUN(test)                                                                                                      \
    do {                                                                                                               \
        test_ok = true;                                                                                                \
        test();                                                                                                        \
        if (test_ok) {                                                                                                 \
            test_passed++;                                                                                             \
        } else {                                                                                                       \
            test_failed++;                                                                                             \
            printf("FAIL %s\n", #test);                                                                                \
        }                                                                                                              \
        fflush(stdout);                                                                                                \
    } while (0)

static inline int test_end(void) {
    printf("%u passed, %u failed\n", test_passed, test_failed);
    return test_failed != 0;
}

#endif
