#include "font_pool.h"

#include <stdio.h>
#include <stdlib.h>

#include "font_ahead.h"

struct pooled {
    struct pooled *next;
    struct font_options options; /* a copy */
    struct font_set *set;
    size_t users;
};

struct font_pool {
    struct pooled *sets;
    struct font_ahead *ahead; /* NULL: none was begun, or it was taken */
};

struct font_pool *font_pool_create(const struct font_options *first) {
    struct font_pool *pool = calloc(1, sizeof *pool);
    if (pool && first)
        pool->ahead = font_ahead_begin(first);
    return pool;
}

void font_pool_destroy(struct font_pool *pool) {
    if (!pool)
        return;
    font_ahead_cancel(pool->ahead);
    free(pool);
}

static struct pooled *find(const struct font_pool *pool, const struct font_options *options) {
    struct pooled *at = pool->sets;
    while (at && (at->options.dpi != options->dpi || !font_options_same(&at->options, options)))
        at = at->next;
    return at;
}

static struct pooled *entry_of(const struct font_pool *pool, const struct font_set *set) {
    struct pooled *at = pool->sets;
    while (at->set != set)
        at = at->next;
    return at;
}

static struct pooled *open_entry(struct font_pool *pool, const struct font_options *options, char *error,
                                 size_t error_size) {
    struct pooled *entry = calloc(1, sizeof *entry);
    if (!entry || !font_options_copy(&entry->options, options)) {
        free(entry);
        snprintf(error, error_size, "font: out of memory");
        return NULL;
    }
    entry->set = font_ahead_take(pool->ahead, options, error, error_size);
    pool->ahead = NULL;
    if (!entry->set) {
        font_options_release(&entry->options);
        free(entry);
        return NULL;
    }
    entry->next = pool->sets;
    pool->sets = entry;
    return entry;
}

struct font_set *font_pool_take(struct font_pool *pool, const struct font_options *options, char *error,
                                size_t error_size) {
    struct pooled *entry = find(pool, options);
    if (!entry)
        entry = open_entry(pool, options, error, error_size);
    if (!entry)
        return NULL;
    entry->users++;
    return entry->set;
}

static bool resize_alone(struct pooled *entry, const struct font_options *options, char *error, size_t error_size) {
    if (!font_set_resize(entry->set, options->size_pt, options->dpi, error, error_size))
        return false;
    entry->options.size_pt = options->size_pt;
    entry->options.dpi = options->dpi;
    return true;
}

struct font_set *font_pool_resize(struct font_pool *pool, struct font_set *set, double size_pt, double dpi, char *error,
                                  size_t error_size) {
    struct pooled *entry = entry_of(pool, set);
    struct font_options options = entry->options;
    options.size_pt = size_pt;
    options.dpi = dpi;
    if (entry->users == 1 && !find(pool, &options))
        return resize_alone(entry, &options, error, error_size) ? set : NULL;
    struct font_set *other = font_pool_take(pool, &options, error, error_size);
    if (other)
        font_pool_give_back(pool, set);
    return other;
}

void font_pool_give_back(struct font_pool *pool, struct font_set *set) {
    if (!set)
        return;
    struct pooled *entry = entry_of(pool, set), **link = &pool->sets;
    if (--entry->users > 0)
        return;
    while (*link != entry)
        link = &(*link)->next;
    *link = entry->next;
    font_set_destroy(set);
    font_options_release(&entry->options);
    free(entry);
}

size_t font_pool_count(const struct font_pool *pool) {
    size_t count = 0;
    for (const struct pooled *at = pool->sets; at; at = at->next)
        count++;
    return count;
}
