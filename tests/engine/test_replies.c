/* The queue of replies against a model that is obviously right: a list of entries in order, each a reply or a ticket's
 * answer, of which the leading ones that wait for nothing are out. With memory that fails at every place. */
#include <stdlib.h>

#include "replies.h"
#include "test.h"

/* --- memory that fails ------------------------------------------------------------------------------------------- */

struct meter {
    long left; /* allocations that succeed before one fails; -1: all */
    bool failed;
    long blocks;
};

static void *meter_alloc(void *user, size_t size, size_t align) {
    struct meter *meter = user;
    (void)align;
    if (meter->left == 0) {
        meter->left = -1;
        meter->failed = true;
        return NULL;
    }
    meter->left -= meter->left > 0;
    meter->blocks++;
    return malloc(size);
}

static void meter_free(void *user, void *block, size_t size, size_t align) {
    (void)size, (void)align;
    ((struct meter *)user)->blocks -= block != NULL;
    free(block);
}

/* --- the model --------------------------------------------------------------------------------------------------- */

#define ENTRIES_MAX 4096

struct entry {
    uint64_t ticket; /* 0: a reply */
    bool open, lost;
    uint64_t since;
    char text[64];
};

struct model {
    struct entry entries[ENTRIES_MAX];
    unsigned count, out; /* entries; so many have gone out */
    char sent[1 << 18];  /* all that went out */
    size_t length;
};

static void model_advance(struct model *model) {
    for (; model->out < model->count && !model->entries[model->out].open; model->out++) {
        size_t length = strlen(model->entries[model->out].text);
        memcpy(model->sent + model->length, model->entries[model->out].text, length);
        model->length += length;
    }
}

static struct entry *model_add(struct model *model) {
    CHECK(model->count < ENTRIES_MAX);
    struct entry *entry = &model->entries[model->count++];
    *entry = (struct entry){0};
    return entry;
}

static unsigned model_open(const struct model *model) {
    unsigned open = 0;
    for (unsigned i = model->out; i < model->count; i++)
        open += model->entries[i].open;
    return open;
}

/* The ticket that is open as number `which` of those; NULL: there are fewer. */
static struct entry *model_pick(struct model *model, unsigned which) {
    for (unsigned i = model->out; i < model->count; i++) {
        if (model->entries[i].open && which-- == 0)
            return &model->entries[i];
    }
    return NULL;
}

static size_t model_waiting(const struct model *model) {
    size_t waiting = 0;
    for (unsigned i = model->out; i < model->count; i++)
        waiting += strlen(model->entries[i].text);
    return waiting;
}

/* --- both -------------------------------------------------------------------------------------------------------- */

struct pair {
    struct qr_replies queue;
    struct model model;
    char sent[1 << 18];
    size_t length;
    uint64_t now;
    uint32_t state;
    unsigned serial;
};

static void on_reply(void *user, const char *bytes, size_t length) {
    struct pair *pair = user;
    CHECK(length > 0 && pair->length + length <= sizeof pair->sent);
    memcpy(pair->sent + pair->length, bytes, length);
    pair->length += length;
}

static uint32_t below(struct pair *pair, uint32_t n) {
    pair->state = pair->state * 1664525u + 1013904223u;
    return (uint32_t)((uint64_t)pair->state * n >> 32);
}

static struct qr_reply_sink sink_of(struct pair *pair) {
    return (struct qr_reply_sink){on_reply, pair};
}

static void put(struct pair *pair) {
    char text[16];
    snprintf(text, sizeof text, "<%u>", pair->serial++);
    if (qr_replies_put(&pair->queue, sink_of(pair), text, strlen(text), false) == QUIRE_OK)
        strcpy(model_add(&pair->model)->text, text);
}

static void take(struct pair *pair) {
    uint64_t number = 0;
    enum quire_result result = qr_replies_take_ticket(&pair->queue, false, &number);
    if (result != QUIRE_OK)
        return;
    struct entry *entry = model_add(&pair->model);
    entry->ticket = number;
    entry->open = true;
    entry->since = pair->now;
}

/* A ticket loses all of its answer when it loses some. */
static void answer(struct pair *pair, struct entry *entry) {
    char text[16];
    snprintf(text, sizeof text, "[%u]", pair->serial++);
    if (strlen(entry->text) + 16 > sizeof entry->text)
        return;
    enum quire_result result =
        qr_replies_answer(&pair->queue, qr_replies_find(&pair->queue, entry->ticket), text, strlen(text), false);
    if (result == QUIRE_OK)
        strcat(entry->text, text);
    else
        entry->lost = true;
    if (entry->lost)
        entry->text[0] = 0;
}

static void done(struct pair *pair, struct entry *entry) {
    entry->open = false;
    qr_replies_done(&pair->queue, sink_of(pair), qr_replies_find(&pair->queue, entry->ticket));
}

static void pass_time(struct pair *pair) {
    unsigned given_up = 0;
    pair->now += below(pair, 40);
    for (unsigned i = pair->model.out; i < pair->model.count; i++) {
        struct entry *entry = &pair->model.entries[i];
        if (!entry->open || pair->now - entry->since < pair->queue.options.patience_ms)
            continue;
        entry->open = false;
        entry->text[0] = 0;
        given_up++;
    }
    CHECK_INT(qr_replies_set_time(&pair->queue, sink_of(pair), pair->now), given_up);
}

/* What is kept is fetched in pieces of any size. */
static void fetch(struct pair *pair) {
    struct qr_span piece = qr_replies_first(&pair->queue);
    size_t length = piece.length > 0 ? 1 + below(pair, (uint32_t)piece.length) : 0;
    if (length == 0)
        return;
    on_reply(pair, (const char *)piece.bytes, length);
    qr_replies_sent(&pair->queue, length);
}

static void step(struct pair *pair) {
    uint32_t what = below(pair, 100);
    struct entry *entry = model_pick(&pair->model, below(pair, 4));
    if (what < 40)
        put(pair);
    else if (what < 55)
        take(pair);
    else if (what < 70 && entry)
        answer(pair, entry);
    else if (what < 85 && entry)
        done(pair, entry);
    else if (what < 88)
        pass_time(pair);
    else if (pair->queue.options.keep)
        fetch(pair);
}

/* Out is out in order, and what waits is what the model says waits. */
static bool agree(struct pair *pair) {
    struct quire_reply_info info;
    model_advance(&pair->model);
    qr_replies_info(&pair->queue, &info);
    bool same = pair->length <= pair->model.length && memcmp(pair->sent, pair->model.sent, pair->length) == 0;
    size_t kept = pair->model.length - pair->length;
    same = same && info.ready == kept && info.waiting == kept + model_waiting(&pair->model);
    same = same && info.tickets == model_open(&pair->model) && (pair->queue.options.keep || kept == 0);
    return same && info.full == (info.waiting >= pair->queue.options.limit) &&
           (qr_replies_first(&pair->queue).length > 0) == (kept > 0);
}

static bool play(uint32_t seed, bool keep, long left, unsigned steps) {
    struct meter meter = {.left = left};
    struct quire_allocator allocator = {sizeof allocator, &meter, meter_alloc, meter_free, NULL, NULL};
    struct pair *pair = calloc(1, sizeof *pair);
    if (!pair)
        abort();
    pair->state = seed;
    pair->now = 1;
    qr_replies_init(&pair->queue, &allocator);
    struct quire_reply_options options = QUIRE_REPLY_OPTIONS_INIT;
    options.keep = keep;
    options.limit = 100;
    options.patience_ms = 300;
    qr_replies_set(&pair->queue, sink_of(pair), &options);
    qr_replies_set_time(&pair->queue, sink_of(pair), pair->now);
    bool same = true;
    for (unsigned i = 0; same && i < steps; i++) {
        step(pair);
        same = agree(pair);
    }
    CHECK(same);
    if (!same)
        printf("  seed %u, keep %d, allocation %ld\n", seed, keep, left);
    options.keep = false; /* all that waits for nothing goes out */
    qr_replies_set(&pair->queue, sink_of(pair), &options);
    CHECK(agree(pair));
    qr_replies_finish(&pair->queue);
    CHECK_INT(meter.blocks, 0);
    bool failed = meter.failed;
    free(pair);
    return failed;
}

static void the_queue_is_what_the_model_is(void) {
    for (uint32_t seed = 1; seed <= 60; seed++) {
        play(seed, false, -1, 1500);
        play(seed, true, -1, 1500);
    }
}

static void memory_fails_at_every_place(void) {
    for (int keep = 0; keep < 2; keep++) {
        long places = 0;
        while (places < 400 && play(7, keep, places, 300))
            places++;
        CHECK(places > 20);
    }
}

/* Replies that become shorter on the way, with 8-bit controls, are the same at once and after waiting. */
static void controls_of_eight_bits(void) {
    struct pair *pair = calloc(1, sizeof *pair);
    struct quire_allocator allocator = {sizeof allocator, &(struct meter){.left = -1}, meter_alloc, meter_free, NULL, NULL};
    char text[200] = "\033]52;c;";
    uint64_t number;
    memset(text + 7, 'A', 150);
    memcpy(text + 62, "\033[\033", 3);
    strcpy(text + 150, "\033\\");
    if (!pair)
        abort();
    qr_replies_init(&pair->queue, &allocator);
    CHECK_INT(qr_replies_put(&pair->queue, sink_of(pair), text, strlen(text), true), QUIRE_OK);
    size_t at_once = pair->length;
    CHECK_INT(at_once, strlen(text) - 4);
    CHECK_INT(qr_replies_take_ticket(&pair->queue, false, &number), QUIRE_OK);
    CHECK_INT(qr_replies_put(&pair->queue, sink_of(pair), text, strlen(text), true), QUIRE_OK);
    CHECK_INT(pair->queue.waiting, at_once);
    qr_replies_done(&pair->queue, sink_of(pair), qr_replies_find(&pair->queue, number));
    CHECK_INT(pair->length, 2 * at_once);
    CHECK(memcmp(pair->sent, pair->sent + at_once, at_once) == 0);
    qr_replies_finish(&pair->queue);
    free(pair);
}

int main(void) {
    RUN(the_queue_is_what_the_model_is);
    RUN(memory_fails_at_every_place);
    RUN(controls_of_eight_bits);
    return test_end();
}
