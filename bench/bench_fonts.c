/* bench_fonts - how long the window's thread is busy with the first character of a fallback font.
 *
 * One JSON line for each text, in milliseconds (of the thread's own time, but for `open` and `found`): `open` the
 * family; `asked` the layout that finds the font missing and leaves its cells blank; `found` until the font thread has
 * it, which nobody waits for; `shown` the layout that draws it; `again` the same once more; `waited` the same as
 * `asked` without a thread, for comparison. */
#include <pthread.h>
#include <stdio.h>
#include <time.h>

#include "font_set.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t told = PTHREAD_COND_INITIALIZER;
static unsigned calls;

static void found(void *user) {
    (void)user;
    pthread_mutex_lock(&lock);
    calls++;
    pthread_cond_signal(&told);
    pthread_mutex_unlock(&lock);
}

static void wait_for_call(unsigned before) {
    pthread_mutex_lock(&lock);
    while (calls <= before)
        pthread_cond_wait(&told, &lock);
    pthread_mutex_unlock(&lock);
}

static double ms_of(clockid_t clock) {
    struct timespec now;
    clock_gettime(clock, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

/* One layout of a wide character. Returns how long it took. */
static double lay_out(struct font_set *set, uint32_t character, bool *shown) {
    const struct font_cell cells[2] = {{&character, 1, 2}, {NULL, 0, 0}};
    const struct font_glyph *glyphs[2];
    double start = ms_of(CLOCK_THREAD_CPUTIME_ID); /* a busy machine does not count */
    font_set_layout(set, FONT_REGULAR, FONT_SINGLE, cells, 2, glyphs);
    *shown = glyphs[0]->count > 0;
    return ms_of(CLOCK_THREAD_CPUTIME_ID) - start;
}

static bool measure(const char *name, uint32_t character) {
    char error[256];
    struct font_options options = FONT_OPTIONS_INIT;
    bool shown;
    double start = ms_of(CLOCK_MONOTONIC);
    struct font_set *waiting = font_set_create(&options, error, sizeof error);
    double open = ms_of(CLOCK_MONOTONIC) - start;
    options.found = found;
    calls = 0;
    struct font_set *set = font_set_create(&options, error, sizeof error);
    if (!set || !waiting) {
        fprintf(stderr, "%s\n", error);
        font_set_destroy(waiting);
        font_set_destroy(set);
        return false;
    }
    font_set_prepare(set); /* as windows do behind their first picture */
    wait_for_call(0);
    double asked = lay_out(set, character, &shown);
    start = ms_of(CLOCK_MONOTONIC);
    if (!shown)
        wait_for_call(1);
    double until = ms_of(CLOCK_MONOTONIC) - start, draws = lay_out(set, character, &shown);
    printf("{\"text\":\"%s\",\"shown\":%s,\"open_ms\":%.2f,\"asked_ms\":%.3f,\"found_ms\":%.2f,\"shown_ms\":%.3f,",
           name, shown ? "true" : "false", open, asked, until, draws);
    printf("\"again_ms\":%.4f,\"waits\":%u,\"waited_ms\":%.2f}\n", lay_out(set, character, &shown), font_set_waits(set),
           lay_out(waiting, character, &shown));
    font_set_destroy(set);
    font_set_destroy(waiting);
    return true;
}

int main(void) {
    return measure("emoji", 0x1F600) && measure("chinese", 0x6F22) && measure("korean", 0xD55C) ? 0 : 1;
}
