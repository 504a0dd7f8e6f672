/* bench_scan - the versions of qr_scan.h side by side: bench_scan [REPEAT]
 *
 * For each version that this processor can run, and for the runs as they are called ("as called": the first bytes are
 * looked at by the caller), JSON lines with nanoseconds a run: printable ASCII and text of 7 to 65,536 bytes with a
 * control behind it, letters and ideographs of 16 to 80 characters. The least of REPEAT (20) times, taken by turns. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "qr_scan.h"

#define LENGTH_MAX 65536u
#define VERSIONS_MAX 8u

static double now_ns(void) {
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

static size_t ascii_as_called(const uint8_t *bytes, size_t length) {
    return qr_ascii_run(bytes, length);
}

static size_t text_as_called(const uint8_t *bytes, size_t length) {
    return qr_text_run(bytes, length);
}

enum what { ASCII, TEXT, LETTERS, IDEOGRAPHS };

static const char *const names[] = {"ascii", "text", "letters", "ideographs"};

static struct qr_scan_version versions[VERSIONS_MAX];
static size_t version_count;
static uint8_t bytes[LENGTH_MAX + 64];

static void find_versions(void) {
    const struct qr_scan_version *version;
    while ((version = qr_scan_runnable(version_count)) && version_count < VERSIONS_MAX - 1)
        versions[version_count++] = *version;
    versions[version_count] = *qr_scan_chosen();
    versions[version_count].name = "as called";
    versions[version_count].ascii_run = ascii_as_called;
    versions[version_count++].text_run = text_as_called;
}

/* A run of `length` bytes with a control behind it and more that nobody should look at. */
static void fill(enum what what, size_t length) {
    static const char *const units[] = {"x", "x", "x\xC3\xA9", "\xE6\xBC\xA2"};
    size_t unit = strlen(units[what]);
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (uint8_t)units[what][i % unit];
    bytes[length] = '\n';
}

static size_t run_once(const struct qr_scan_version *version, enum what what, size_t length) {
    switch (what) {
    case ASCII:
        return version->ascii_run(bytes, length + 32);
    case TEXT:
        return version->text_run(bytes, length + 32);
    case LETTERS:
        return version->letters(bytes, length + 32, SIZE_MAX).bytes;
    case IDEOGRAPHS:
        return version->threes(bytes, length + 32, SIZE_MAX, 0xE4, 0xE9).bytes;
    }
    return 0;
}

static double measure(const struct qr_scan_version *version, enum what what, size_t length) {
    size_t count = 4000000 / (length + 100), sum = 0;
    double start = now_ns();
    for (size_t i = 0; i < count; i++) {
        sum += run_once(version, what, length);
        bytes[LENGTH_MAX + 63] = (uint8_t)sum; /* or the runs could be done once */
    }
    double ns = (now_ns() - start) / (double)count;
    if (sum != count * length) {
        fprintf(stderr, "bench_scan: %s is wrong\n", version->name);
        exit(1);
    }
    return ns;
}

static void compare(enum what what, size_t length, int repeat) {
    double least[VERSIONS_MAX];
    fill(what, length);
    for (int turn = 0; turn < repeat; turn++) {
        for (size_t i = 0; i < version_count; i++) {
            double ns = measure(&versions[i], what, length);
            least[i] = turn == 0 || ns < least[i] ? ns : least[i];
        }
    }
    for (size_t i = 0; i < version_count; i++)
        printf("{\"run\":\"%s\",\"bytes\":%zu,\"version\":\"%s\",\"ns\":%.2f}\n", names[what], length, versions[i].name,
               least[i]);
}

int main(int count, char **arguments) {
    static const size_t lengths[] = {7, 15, 30, 79, 250, 4096, LENGTH_MAX}, characters[] = {16, 40, 80};
    int repeat = count > 1 ? atoi(arguments[1]) : 20;
    find_versions();
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++)
        compare(ASCII, lengths[i], repeat);
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++)
        compare(TEXT, lengths[i], repeat);
    for (size_t i = 0; i < sizeof characters / sizeof *characters; i++)
        compare(LETTERS, characters[i] / 2 * 3, repeat);
    for (size_t i = 0; i < sizeof characters / sizeof *characters; i++)
        compare(IDEOGRAPHS, characters[i] * 3, repeat);
    return 0;
}
