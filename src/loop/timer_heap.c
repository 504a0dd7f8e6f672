#include "timer_heap.h"

#include <stdlib.h>

void timer_heap_finish(struct timer_heap *heap) {
    free(heap->timers);
    *heap = (struct timer_heap)TIMER_HEAP_INIT;
}

static void put(struct timer_heap *heap, size_t place, struct timer *timer) {
    heap->timers[place] = timer;
    timer->place = place;
}

static void rise(struct timer_heap *heap, struct timer *timer) {
    size_t place = timer->place;
    while (place > 0 && heap->timers[(place - 1) / 2]->due > timer->due) {
        put(heap, place, heap->timers[(place - 1) / 2]);
        place = (place - 1) / 2;
    }
    put(heap, place, timer);
}

static void sink(struct timer_heap *heap, struct timer *timer) {
    size_t place = timer->place, child;
    while ((child = 2 * place + 1) < heap->count) {
        child += child + 1 < heap->count && heap->timers[child + 1]->due < heap->timers[child]->due;
        if (heap->timers[child]->due >= timer->due) {
            break;
        }
        put(heap, place, heap->timers[child]);
        place = child;
    }
    put(heap, place, timer);
}

void timer_heap_stop(struct timer_heap *heap, struct timer *timer) {
    if (timer->due == TIMER_NEVER) {
        return;
    }
    struct timer *last = heap->timers[--heap->count];
    if (last != timer) {
        put(heap, timer->place, last);
        rise(heap, last);
        sink(heap, last);
    }
    timer->due = TIMER_NEVER;
}

static bool has_room(struct timer_heap *heap) {
    if (heap->count < heap->capacity) {
        return true;
    }
    size_t capacity = heap->capacity > 0 ? 2 * heap->capacity : 16;
    struct timer **grown = realloc(heap->timers, capacity * sizeof(struct timer *));
    if (grown != NULL) {
        heap->timers = grown;
        heap->capacity = capacity;
    }
    return grown != NULL;
}

bool timer_heap_set(struct timer_heap *heap, struct timer *timer, int64_t due) {
    timer_heap_stop(heap, timer);
    if (due == TIMER_NEVER) {
        return true;
    }
    if (!has_room(heap)) {
        return false;
    }
    timer->due = due > heap->soonest ? due : heap->soonest;
    timer->place = heap->count++;
    rise(heap, timer);
    return true;
}

int64_t timer_heap_due(const struct timer_heap *heap) {
    return heap->count > 0 ? heap->timers[0]->due : TIMER_NEVER;
}

void timer_heap_run(struct timer_heap *heap, int64_t now) {
    heap->soonest = now + 1;
    while (timer_heap_due(heap) <= now) {
        struct timer *timer = heap->timers[0];
        timer_heap_stop(heap, timer);
        timer->run(timer->user, now);
    }
    heap->soonest = INT64_MIN;
}
