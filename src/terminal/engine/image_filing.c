#include "image_filing.h"

#include <stdlib.h>
#include <string.h>

#include "image_hooks.h"
#include "image_pack.h"
#include "image_place.h"
#include "image_png.h"
#include "image_table.h"
#include "qr_crc32c.h"
#include "qr_memory.h"

/* Before the bytes of a content. */
struct head {
    uint32_t kind, width, height, zero;
    uint64_t length;
};

/* A content that is in the file, known by its hash. */
struct filed {
    uint64_t hash[2];
    struct qr_blob blob;
};

struct qr_image_filing {
    struct filed *list; /* by number, less 1 */
    size_t capacity;
    uint32_t count;
    uint64_t version;       /* of placements, when it was looked at last */
    uint32_t table, length; /* checksum and bytes of the table that is attached */
};

/* --- contents ---------------------------------------------------------------------------------------------------- */

struct gathering {
    struct qr_engine *engine;
    const struct qr_image_filing *before;
    struct filed *list;
    uint32_t count, skipped; /* so many of the oldest are left out */
    uint32_t *fresh;         /* which of the list were put into the file just now */
    uint32_t fresh_count;
    enum quire_result result;
};

static const struct filed *find_filed(const struct qr_image_filing *filing, const struct qr_content *content,
                                      uint32_t at) {
    for (uint32_t i = 0; i < filing->count; i++) { /* mostly they come in the order of last time */
        const struct filed *filed = &filing->list[(at + i) % filing->count];
        if (filed->hash[0] == content->hash[0] && filed->hash[1] == content->hash[1])
            return filed;
    }
    return NULL;
}

static void copy_piece(void *user, const uint8_t *bytes, size_t length) {
    uint8_t **to = user;
    memcpy(*to, bytes, length);
    *to += length;
}

static enum quire_result put_content(struct qr_engine *engine, const struct qr_content *content, struct qr_blob *blob) {
    struct head head = {content->kind, content->width, content->height, 0, qr_content_length(content)};
    size_t size = sizeof head + (size_t)head.length;
    uint8_t *bytes = qr_alloc_zeroed(&engine->allocator, size), *to = bytes + sizeof head;
    if (!bytes)
        return QUIRE_OUT_OF_MEMORY;
    memcpy(bytes, &head, sizeof head);
    bool whole = true;
    if (content->is_packed)
        whole = qr_image_unpack(content, copy_piece, &to);
    else
        copy_piece(&to, content->bytes, content->length);
    enum quire_result result = whole ? qr_history_file_put_blob(&engine->history, bytes, size, blob) : QUIRE_CORRUPT;
    qr_free(&engine->allocator, bytes, size);
    return result;
}

/* Numbers a content that was not met yet, and sees to it that it is in the file. */
static void gather_content(struct gathering *g, struct qr_content *content) {
    if (content->number != 0 || g->result != QUIRE_OK)
        return;
    if (g->skipped > 0) {
        g->skipped--;
        content->number = UINT32_MAX;
        return;
    }
    struct filed *filed = &g->list[g->count];
    const struct filed *known = find_filed(g->before, content, g->count);
    *filed = (struct filed){{content->hash[0], content->hash[1]}, {.unit = 0}};
    if (known)
        filed->blob = known->blob;
    else
        g->result = put_content(g->engine, content, &filed->blob);
    if (g->result == QUIRE_OK && !known)
        g->fresh[g->fresh_count++] = g->count;
    if (g->result == QUIRE_OK)
        content->number = ++g->count;
}

typedef void each_content(void *user, struct qr_content *content);

static void walk_contents(const struct qr_images *store, each_content *each, void *user) {
    for (struct qr_image *image = qr_images_first(store); image; image = qr_images_next(store, image)) {
        for (uint32_t i = 0; i < image->frame_count && qr_image_table_has(image, QR_TABLE_LASTING); i++) {
            if (image->frames[i].content)
                each(user, image->frames[i].content);
        }
    }
}

static void clear_number(void *user, struct qr_content *content) {
    (void)user;
    content->number = 0;
}

static void count_content(void *user, struct qr_content *content) {
    uint32_t *count = user;
    *count += content->number == 0;
    content->number = 1;
}

static void take_content(void *user, struct qr_content *content) {
    gather_content(user, content);
}

static uint32_t number_of(void *user, const struct qr_content *content) {
    (void)user;
    return content->number == UINT32_MAX ? 0 : content->number;
}

/* --- the table --------------------------------------------------------------------------------------------------- */

struct table {
    uint8_t *bytes; /* NULL: only count */
    size_t length;
};

static void put_bytes(void *user, const void *bytes, size_t length) {
    struct table *table = user;
    if (table->bytes)
        memcpy(table->bytes + table->length, bytes, length);
    table->length += length;
}

static enum quire_result make_table(const struct qr_engine *engine, struct table *table) {
    struct qr_table_writer writer = {put_bytes, number_of, table};
    *table = (struct table){NULL, 0};
    qr_image_table_write(engine->images.store, QR_TABLE_LASTING, &writer);
    table->bytes = qr_alloc_zeroed(&engine->allocator, table->length);
    if (!table->bytes)
        return QUIRE_OUT_OF_MEMORY;
    table->length = 0;
    qr_image_table_write(engine->images.store, QR_TABLE_LASTING, &writer);
    return QUIRE_OK;
}

/* Attaches the table and the blobs of its contents, unless they are attached. */
static enum quire_result attach(struct gathering *g) {
    struct qr_engine *engine = g->engine;
    struct qr_image_filing *filing = engine->images.filing;
    struct table table;
    enum quire_result result = make_table(engine, &table);
    if (result != QUIRE_OK)
        return result;
    uint32_t checksum = qr_crc32c(0, table.bytes, table.length);
    bool same =
        g->fresh_count == 0 && g->count == filing->count && checksum == filing->table && table.length == filing->length;
    struct qr_blob *blobs = qr_alloc_zeroed(&engine->allocator, (g->count + 1) * sizeof *blobs);
    for (uint32_t i = 0; blobs && i < g->count; i++)
        blobs[i] = g->list[i].blob;
    result = !blobs ? QUIRE_OUT_OF_MEMORY : QUIRE_OK;
    if (result == QUIRE_OK && !same)
        result = qr_history_file_attach(&engine->history, blobs, g->count, table.bytes, table.length);
    if (result == QUIRE_OK) {
        filing->table = checksum;
        filing->length = (uint32_t)table.length;
    }
    qr_free(&engine->allocator, blobs, (g->count + 1) * sizeof *blobs);
    qr_free(&engine->allocator, table.bytes, table.length);
    return result;
}

/* --- filing ------------------------------------------------------------------------------------------------------ */

/* The contents that the file has now are those that were gathered. */
static void take_over(struct qr_image_filing *filing, struct gathering *g, size_t capacity) {
    qr_free(&g->engine->allocator, filing->list, filing->capacity * sizeof *filing->list);
    filing->list = g->list;
    filing->capacity = capacity;
    filing->count = g->count;
}

static enum quire_result file_all(struct qr_engine *engine, uint32_t contents) {
    struct qr_image_filing *filing = engine->images.filing;
    size_t capacity = contents < QR_FILED_CONTENTS_MAX ? contents : QR_FILED_CONTENTS_MAX;
    struct gathering g = {.engine = engine, .before = filing, .skipped = contents - (uint32_t)capacity};
    size_t listed = (capacity + 1) * sizeof *g.fresh;
    g.list = capacity > 0 ? qr_alloc_zeroed(&engine->allocator, capacity * sizeof *g.list) : NULL;
    g.fresh = qr_alloc_zeroed(&engine->allocator, listed);
    g.result = g.fresh && (g.list || capacity == 0) ? QUIRE_OK : QUIRE_OUT_OF_MEMORY;
    walk_contents(engine->images.store, clear_number, NULL);
    if (g.result == QUIRE_OK)
        walk_contents(engine->images.store, take_content, &g);
    if (g.result == QUIRE_OK)
        g.result = attach(&g);
    if (g.result == QUIRE_OK) {
        take_over(filing, &g, capacity);
    } else {
        for (uint32_t i = 0; i < g.fresh_count; i++)
            qr_history_file_drop_blob(&engine->history, &g.list[g.fresh[i]].blob);
        qr_free(&engine->allocator, g.list, capacity * sizeof *g.list);
    }
    qr_free(&engine->allocator, g.fresh, listed);
    return g.result;
}

static struct qr_image_filing *filing_of(struct qr_engine *engine) {
    if (!engine->images.filing)
        engine->images.filing = qr_alloc_zeroed(&engine->allocator, sizeof *engine->images.filing);
    return engine->images.filing;
}

/* Nothing is in the file any more: it was cut, or emptied. */
static void forget(struct qr_engine *engine, struct qr_image_filing *filing) {
    qr_free(&engine->allocator, filing->list, filing->capacity * sizeof *filing->list);
    *filing = (struct qr_image_filing){.version = filing->version};
}

static bool any_lasting(const struct qr_images *store) {
    const struct qr_image *image = qr_images_first(store);
    while (image && !qr_image_table_has(image, QR_TABLE_LASTING))
        image = qr_images_next(store, image);
    return image != NULL;
}

static bool is_attached(const struct qr_engine *engine) {
    const uint8_t *bytes;
    size_t length;
    uint32_t count;
    (void)qr_history_file_attached(engine->history.file, &count, &bytes, &length);
    return length > 0;
}

void qr_images_file(struct qr_engine *engine) {
    struct qr_image_state *state = &engine->images;
    if (!state->store || !qr_history_file_attaches(engine->history.file))
        return;
    bool attached = is_attached(engine);
    struct qr_image_filing *filing = state->filing;
    bool changed = filing && filing->version != qr_placements_version(state->store);
    bool lost = filing && filing->length > 0 && !attached;
    if (!state->frozen && !(attached && changed) && !lost)
        return;
    filing = filing_of(engine);
    if (!filing)
        return;
    if (lost)
        forget(engine, filing);
    enum quire_result result;
    if (any_lasting(state->store)) {
        uint32_t contents = 0;
        walk_contents(state->store, clear_number, NULL);
        walk_contents(state->store, count_content, &contents);
        result = file_all(engine, contents);
    } else {
        result = attached ? qr_history_file_attach(&engine->history, NULL, 0, NULL, 0) : QUIRE_OK;
        if (result == QUIRE_OK)
            forget(engine, filing);
    }
    if (result != QUIRE_OK)
        return;
    filing->version = qr_placements_version(state->store);
    state->frozen = false;
}

void qr_images_filing_finish(struct qr_engine *engine) {
    struct qr_image_filing *filing = engine->images.filing;
    if (!filing)
        return;
    forget(engine, filing);
    qr_free(&engine->allocator, filing, sizeof *filing);
    engine->images.filing = NULL;
}

/* --- coming back ------------------------------------------------------------------------------------------------- */

static bool content_sound(const struct qr_content *content) {
    uint32_t width, height;
    return content->kind != QR_CONTENT_PNG ||
           (qr_png_measure(content->bytes, content->length, &width, &height) == QUIRE_OK && width == content->width &&
            height == content->height);
}

/* A content of a blob's bytes; NULL with OK: it is none. */
static enum quire_result content_of(const struct qr_engine *engine, const uint8_t *bytes, size_t size,
                                    struct qr_content **content) {
    struct head head;
    *content = NULL;
    if (size < sizeof head)
        return QUIRE_OK;
    memcpy(&head, bytes, sizeof head);
    if (head.length != size - sizeof head || head.kind > QR_CONTENT_FOREIGN || head.zero != 0)
        return QUIRE_OK;
    enum quire_result result = qr_content_create(&engine->allocator, (enum qr_content_kind)head.kind, head.width,
                                                 head.height, (size_t)head.length, content);
    if (result != QUIRE_OK)
        return result == QUIRE_OUT_OF_MEMORY ? result : QUIRE_OK;
    memcpy((*content)->bytes, bytes + sizeof head, (size_t)head.length);
    if (!content_sound(*content)) {
        qr_content_release(*content);
        *content = NULL;
    }
    return QUIRE_OK;
}

static enum quire_result read_content(const struct qr_engine *engine, const struct qr_blob *blob,
                                      struct qr_content **content) {
    uint8_t *bytes = qr_alloc_zeroed(&engine->allocator, blob->bytes);
    if (!bytes)
        return QUIRE_OUT_OF_MEMORY;
    enum quire_result result = QUIRE_OK;
    if (qr_history_file_read_blob(&engine->history, blob, bytes) == QUIRE_OK)
        result = content_of(engine, bytes, blob->bytes, content);
    qr_free(&engine->allocator, bytes, blob->bytes);
    return result;
}

/* The newest ones, as many as the budget has room for. */
static enum quire_result read_contents(const struct qr_engine *engine, const struct qr_blob *blobs, uint32_t count,
                                       struct qr_content **contents) {
    uint64_t bytes = 0;
    enum quire_result result = QUIRE_OK;
    for (uint32_t i = count; i-- > 0 && result == QUIRE_OK;) {
        bytes += blobs[i].bytes;
        if (bytes > engine->images.budget)
            break;
        result = read_content(engine, &blobs[i], &contents[i]);
    }
    return result;
}

/* What is in the file is known to be: it is not written again. A store has hashed what it took. */
static enum quire_result note_filed(struct qr_engine *engine, const struct qr_blob *blobs, uint32_t count,
                                    struct qr_content *const *contents) {
    struct qr_image_filing *filing = filing_of(engine);
    if (!filing)
        return QUIRE_OUT_OF_MEMORY;
    filing->list = count > 0 ? qr_alloc_zeroed(&engine->allocator, count * sizeof *filing->list) : NULL;
    if (!filing->list && count > 0)
        return QUIRE_OUT_OF_MEMORY;
    filing->capacity = filing->count = count;
    filing->length = 1; /* of a table that is another than any: attached anew with the first change */
    for (uint32_t i = 0; i < count; i++) {
        filing->list[i].blob = blobs[i];
        if (contents[i])
            memcpy(filing->list[i].hash, contents[i]->hash, sizeof filing->list[i].hash);
    }
    return QUIRE_OK;
}

static enum quire_result bring_back(struct qr_engine *engine, const struct qr_blob *blobs, uint32_t count,
                                    const uint8_t *table, size_t length, struct qr_content **contents) {
    const char *why;
    struct qr_image_state *state = &engine->images;
    enum quire_result result = read_contents(engine, blobs, count, contents);
    if (result == QUIRE_OK)
        result = qr_images_create(&engine->allocator, UINT64_MAX, engine->seed, &state->store);
    if (result != QUIRE_OK)
        return result;
    result = qr_image_table_read(state->store, &(struct qr_table_contents){contents, count}, table, length, &why);
    if (result == QUIRE_OK)
        result = note_filed(engine, blobs, count, contents);
    if (result != QUIRE_OK) {
        qr_images_destroy(state->store);
        state->store = NULL;
        return result == QUIRE_CORRUPT ? QUIRE_OK : result;
    }
    qr_images_set_budget(state->store, state->budget);
    qr_images_watch(engine);
    qr_images_sweep(engine, NULL);
    return QUIRE_OK;
}

enum quire_result qr_images_unfile(struct qr_engine *engine) {
    uint32_t count;
    const uint8_t *table;
    size_t length;
    if (!qr_history_file_attaches(engine->history.file) || engine->images.budget == 0)
        return QUIRE_OK;
    const struct qr_blob *blobs = qr_history_file_attached(engine->history.file, &count, &table, &length);
    if (length == 0)
        return QUIRE_OK;
    size_t bytes = (count + (size_t)1) * sizeof(struct qr_content *);
    struct qr_content **contents = qr_alloc_zeroed(&engine->allocator, bytes);
    if (!contents)
        return QUIRE_OUT_OF_MEMORY;
    enum quire_result result = bring_back(engine, blobs, count, table, length, contents);
    for (uint32_t i = 0; i < count; i++)
        qr_content_release(contents[i]);
    qr_free(&engine->allocator, contents, bytes);
    return result;
}
