#include "output_pace.h"

#include <string.h>

void output_pace_init(struct output_pace *pace) {
    memset(pace, 0, sizeof *pace);
    pthread_mutex_init(&pace->lock, NULL);
}

void output_pace_finish(struct output_pace *pace) {
    pthread_mutex_destroy(&pace->lock);
}

static bool is_echo(const struct output_pace *pace, const struct output_fed *fed) {
    return pace->awaited && fed->all && pace->bytes < PACE_ECHO_BYTES;
}

bool output_pace_feed(struct output_pace *pace, const struct output_fed *fed, int64_t now) {
    pthread_mutex_lock(&pace->lock);
    bool told = pace->dirty, was_at_once = pace->dirty && pace->at_once;
    pace->bytes = (pace->dirty ? pace->bytes : 0) + fed->bytes;
    pace->first = pace->dirty ? pace->first : now;
    pace->last = now;
    pace->dirty = true;
    pace->all = fed->all;
    pace->at_once = (fed->all && fed->updated) || is_echo(pace, fed);
    bool tell = !told || (pace->at_once && !was_at_once);
    pthread_mutex_unlock(&pace->lock);
    return tell;
}

void output_pace_await(struct output_pace *pace) {
    pthread_mutex_lock(&pace->lock);
    pace->awaited = true;
    pthread_mutex_unlock(&pace->lock);
}

bool output_pace_is_dirty(struct output_pace *pace) {
    pthread_mutex_lock(&pace->lock);
    bool dirty = pace->dirty;
    pthread_mutex_unlock(&pace->lock);
    return dirty;
}

int64_t output_pace_fed_at(struct output_pace *pace) {
    pthread_mutex_lock(&pace->lock);
    int64_t last = pace->last;
    pthread_mutex_unlock(&pace->lock);
    return last;
}

int64_t output_pace_ready(struct output_pace *pace, int64_t now) {
    pthread_mutex_lock(&pace->lock);
    int64_t ready = now;
    if (pace->dirty && !pace->at_once) {
        int64_t quiet = pace->last + PACE_QUIET_MS, latest = pace->first + PACE_LATEST_MS;
        ready = pace->all && quiet < latest ? quiet : latest;
    }
    pthread_mutex_unlock(&pace->lock);
    return ready;
}

bool output_pace_take(struct output_pace *pace) {
    pthread_mutex_lock(&pace->lock);
    bool dirty = pace->dirty;
    pace->dirty = false;
    pace->awaited = pace->awaited && !dirty;
    pthread_mutex_unlock(&pace->lock);
    return dirty;
}
