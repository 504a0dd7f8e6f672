/* History files with bits flipped, ends cut off, units exchanged, fields set to what hurts; half of them with all their
 * checksums made right again. Each is refused, or gives a history that is sound, or says that pages of it cannot be
 * read; that can be walked, and, when it is opened to write, goes on. 8,000 of them; with QUIRE_SOAK=1 a million. For
 * the sanitizers. */
#include "history_file_kit.h"
#include "history_file_parts.h"
#include "memory_file.h"
#include "qr_crc32c.h"

#define BASES 8u
#define COLS 60u

static struct image bases[BASES];
static struct quire_allocator plain;
static struct qr_page source, target;
static uint64_t refused, accepted, damaged, unreadable;

/* The cache of a history is large: the last one freed is kept for the next. */
#define LARGE ((size_t)100000)
static void *kept[4];
static size_t kept_size[4];

static void *plain_alloc(void *user, size_t size, size_t align) {
    size_t unit = align < sizeof(void *) ? sizeof(void *) : align;
    (void)user;
    for (uint32_t i = 0; i < 4; i++) {
        if (size >= LARGE && kept[i] && kept_size[i] == size) {
            void *block = kept[i];
            kept[i] = NULL;
            return block;
        }
    }
    return aligned_alloc(unit, (size + unit - 1) / unit * unit);
}

static void plain_free(void *user, void *block, size_t size, size_t align) {
    (void)user;
    (void)align;
    for (uint32_t i = 0; i < 4 && size >= LARGE; i++) {
        if (!kept[i]) {
            kept[i] = block;
            kept_size[i] = size;
            return;
        }
    }
    free(block);
}

/* --- files that are whole ---------------------------------------------------------------------------------------- */

static void append(struct qr_history *history, const struct kit_taste *taste, uint64_t *number, uint32_t count) {
    static struct kit_row row;
    for (uint32_t i = 0; i < count; i++) {
        bool continues = qr_history_goes_on(history, qr_history_last_line(history));
        uint64_t line = continues ? qr_history_last_line(history) : ++*number;
        kit_build_row(&source, taste, line, !continues, &row);
        kit_must(qr_history_append_row(history, &source, 0));
        qr_history_trim(history);
    }
}

static enum quire_result open_image(struct qr_history *history, struct image *image, bool to_write,
                                    struct qr_file_findings *findings) {
    disk = image;
    qr_history_init(history, &plain, to_write ? 500 : UINT64_MAX, 0, 3);
    return qr_history_file_open(history, "", to_write, NULL, findings);
}

/* Small pages: what is in them is soon read, and there are many headers to break. */
static void seal(struct qr_history *history) {
    size_t mark;
    kit_must(qr_history_begin(history, &mark));
}

/* A base of each kind: dressed lines, plain ones, all one line, no page at all; some were opened twice, some evicted,
 * one has lost a page. */
static void make_base(struct image *image, uint32_t kind) {
    struct qr_file_findings findings;
    struct qr_history history;
    struct kit_taste taste = {.looks = kind % 2 ? 3 : 60,
                              .ascii = kind % 4 == 1,
                              .marked = true,
                              .filled = 50,
                              .wrapped = kind == 2 ? 100 : 30};
    uint64_t number = 0;
    kit_must(open_image(&history, image, true, &findings));
    taste.filled = kind == 2 ? 100 : taste.filled;
    for (uint32_t i = 0; i < 5; i++) {
        append(&history, &taste, &number, 6 + kit_below(6));
        if (kind != 3)
            seal(&history);
        kit_must(qr_history_file_commit(&history, number + 1));
        append(&history, &taste, &number, 2);
        kit_must(qr_history_file_commit(&history, number + 1));
        if (kind == 4 && i == 3)
            qr_history_set_limits(&history, 15, 0);
        if (kind >= 5 && i == 2) { /* another process goes on; one finds a page destroyed */
            qr_history_finish(&history);
            if (kind == 7)
                memset(image->bytes + image->size - 65536 + 64, 0, 2000);
            kit_must(open_image(&history, image, true, &findings));
            number = qr_history_file_next_line(history.file);
        }
    }
    CHECK_INT(kit_check_history(&history), 0);
    qr_history_finish(&history);
}

/* --- breaking them ----------------------------------------------------------------------------------------------- */

struct undo {
    size_t place, length;
    uint8_t *old;
};

static struct undo undone[2048];
static size_t undo_count, size_before;

static void poke(struct image *image, size_t place, const void *bytes, size_t length) {
    length = place >= image->size ? 0 : length > image->size - place ? image->size - place : length;
    if (length == 0 || undo_count == sizeof undone / sizeof *undone)
        return;
    struct undo *undo = &undone[undo_count++];
    *undo = (struct undo){place, length, malloc(length)};
    if (!undo->old)
        abort();
    memcpy(undo->old, image->bytes + place, length);
    memmove(image->bytes + place, bytes, length);
}

static void undo_all(struct image *image) {
    image->size = size_before; /* a cut file keeps its bytes */
    while (undo_count > 0) {
        const struct undo *undo = &undone[--undo_count];
        memcpy(image->bytes + undo->place, undo->old, undo->length);
        free(undo->old);
    }
}

static uint32_t units_of(const struct image *image) {
    return (uint32_t)((image->size + QR_UNIT_BYTES - 1) / QR_UNIT_BYTES);
}

/* A place: where numbers are dense as a rule. */
static size_t pick_place(const struct image *image) {
    size_t unit = kit_below(units_of(image)) * (size_t)QR_UNIT_BYTES;
    switch (kit_below(6)) {
    case 0:
        return kit_below((uint32_t)image->size);
    case 1:
        return unit + kit_below(64);
    case 2: /* the head of a page or of the first record */
        return unit + 64 + kit_below(144);
    case 3: /* widths, entries, later records */
        return unit + 64 + kit_below(1500);
    default:
        return unit + kit_below(6000);
    }
}

static void set_field(struct image *image) {
    static const uint64_t values[] = {0,
                                      1,
                                      2,
                                      0x7F,
                                      0xFF,
                                      0x7FFF,
                                      0xFFFF,
                                      0x10000,
                                      0x7FFFFFFF,
                                      0x80000000,
                                      0xFFFFFFFF,
                                      UINT64_C(1) << 32,
                                      UINT64_C(1) << 60,
                                      (UINT64_C(1) << 61) - 1,
                                      (UINT64_C(1) << 62) - 1,
                                      UINT64_C(1) << 62,
                                      UINT64_MAX - 1,
                                      UINT64_MAX};
    uint32_t size = 2u << kit_below(3);
    size_t place = pick_place(image) / size * size;
    uint64_t value = values[kit_below(sizeof values / sizeof *values)], old = 0;
    if (place + size > image->size)
        return;
    memcpy(&old, image->bytes + place, size);
    if (kit_below(3) == 0) /* near what it was */
        value = kit_below(2) ? old + 1 + kit_below(3) : old - 1 - kit_below(3);
    poke(image, place, &value, size);
}

/* Units are copied, exchanged, emptied, taken from another file. */
static void move_units(struct image *image) {
    static uint8_t a[QR_UNIT_BYTES], b[QR_UNIT_BYTES];
    const struct image *other = &bases[kit_below(BASES)];
    uint32_t kind = kit_below(4);
    size_t from = kit_below(units_of(kind == 0 ? other : image)) * (size_t)QR_UNIT_BYTES;
    size_t to = kit_below(units_of(image)) * (size_t)QR_UNIT_BYTES;
    if (from + sizeof a > (kind == 0 ? other : image)->size || to + sizeof b > image->size)
        return;
    memcpy(a, (kind == 0 ? other : image)->bytes + from, sizeof a);
    memcpy(b, image->bytes + to, sizeof b);
    if (kind == 3)
        memset(a, 0, sizeof a);
    poke(image, to, a, sizeof a);
    if (kind == 1)
        poke(image, from, b, sizeof b);
}

static void cut_or_extend(struct image *image) {
    if (kit_below(2)) {
        size_t size = kit_below(2) ? kit_below((uint32_t)image->size) : kit_below(units_of(image)) * QR_UNIT_BYTES;
        image->size = size;
    } else if (image->capacity >= image->size + 3000) {
        size_t size = image->size;
        image->size += 1 + kit_below(2999);
        memset(image->bytes + size, (int)kit_below(3) * 0x55, image->size - size);
    }
}

static void mutate(struct image *image) {
    uint8_t bytes[64];
    size_t place = pick_place(image), from = pick_place(image), length = 1 + kit_below(sizeof bytes);
    switch (kit_below(8)) {
    case 0:
    case 1:
        bytes[0] = (uint8_t)((place < image->size ? image->bytes[place] : 0) ^ 1u << kit_below(8));
        poke(image, place, bytes, 1);
        break;
    case 2:
    case 3:
    case 4:
        set_field(image);
        break;
    case 5:
        move_units(image);
        break;
    case 6: /* a piece from somewhere else */
        if (from + length <= image->size) {
            memcpy(bytes, image->bytes + from, length);
            poke(image, place, bytes, length);
        }
        break;
    default:
        if (kit_below(3) == 0 && image->size > 0)
            cut_or_extend(image);
        else
            set_field(image);
        break;
    }
}

/* --- checksums made right again ---------------------------------------------------------------------------------- */

static void mend_page(struct image *image, size_t place, struct qr_extent_header *header) {
    struct qr_sealed sealed;
    size_t begin = place + sizeof *header, skipped = offsetof(struct qr_sealed, checksum) + sizeof sealed.checksum;
    if (begin + sizeof sealed > image->size)
        return;
    memcpy(&sealed, image->bytes + begin, sizeof sealed);
    if (sealed.size >= sizeof sealed && sealed.size <= image->size - begin)
        sealed.checksum = qr_crc32c(0, image->bytes + begin + skipped, sealed.size - skipped);
    poke(image, begin + offsetof(struct qr_sealed, checksum), &sealed.checksum, sizeof sealed.checksum);
    header->payload_checksum = sealed.checksum;
    if (kit_below(2))
        header->bytes = sealed.size;
    if (kit_below(2))
        header->begin_bytes = sealed.entry_table.bytes;
    if (header->begin_bytes <= image->size - begin)
        header->begin_checksum = qr_crc32c(0, image->bytes + begin, header->begin_bytes);
}

/* A commit names its pages as they are now. */
static void mend_refs(struct image *image, size_t at, const struct qr_journal_record *record) {
    uint64_t count = record->state.next_sequence - record->pages_from;
    if (count > (record->size - sizeof *record) / sizeof(struct qr_page_ref))
        return;
    for (uint64_t i = 0; i < count; i++) {
        struct qr_extent_header header;
        struct qr_page_ref ref;
        size_t place = at + sizeof *record + i * sizeof ref;
        memcpy(&ref, image->bytes + place, sizeof ref);
        if ((ref.unit + UINT64_C(1)) * QR_UNIT_BYTES > image->size || ref.bytes == 0)
            continue;
        memcpy(&header, image->bytes + (size_t)ref.unit * QR_UNIT_BYTES, sizeof header);
        ref.checksum = header.payload_checksum;
        ref.bytes = kit_below(8) ? header.bytes : ref.bytes;
        ref.begin_bytes = kit_below(8) ? header.begin_bytes : ref.begin_bytes;
        ref.begin_checksum = header.begin_checksum;
        poke(image, place, &ref, sizeof ref);
    }
}

static void mend_journal(struct image *image, size_t place, const struct qr_extent_header *header) {
    struct qr_journal_record record;
    struct qr_history_file file = {.id = header->id};
    size_t skipped = sizeof record.checksum, first = place + sizeof(struct qr_extent_header);
    for (size_t at = first; at + sizeof record <= image->size; at += record.size) {
        memcpy(&record, image->bytes + at, sizeof record);
        if (record.commit == 0 || record.size < sizeof record + sizeof(struct qr_record_trailer) ||
            record.size > image->size - at || record.size % 8)
            return;
        mend_refs(image, at, &record);
        struct qr_record_trailer trailer = {.commit = record.commit, .size = record.size};
        trailer.checksum = qr_trailer_checksum(&file, header->generation, (uint32_t)(at - first), &trailer);
        poke(image, at + record.size - sizeof trailer, &trailer, sizeof trailer);
        uint32_t crc = qr_crc32c(0, &header->id, sizeof header->id);
        crc = qr_crc32c(crc, &header->generation, sizeof header->generation);
        crc = qr_crc32c(crc, image->bytes + at + skipped, record.size - skipped - sizeof trailer);
        if (crc != record.checksum)
            poke(image, at, &crc, sizeof crc);
    }
}

static void mend_root(struct image *image, size_t place, uint64_t id) {
    struct qr_file_root root;
    if (place + sizeof root > image->size)
        return;
    memcpy(&root, image->bytes + place, sizeof root);
    if (root.number == 0)
        return;
    root.id = id;
    root.checksum = qr_crc32c(0, &root, offsetof(struct qr_file_root, checksum));
    poke(image, place, &root, sizeof root);
}

static void mend_extents(struct image *image, uint64_t id, enum qr_extent_kind kind) {
    struct qr_extent_header header;
    for (size_t place = QR_UNIT_BYTES; place + sizeof header <= image->size; place += QR_UNIT_BYTES) {
        memcpy(&header, image->bytes + place, sizeof header);
        if (header.kind != kind)
            continue;
        header.id = id;
        if (kind == QR_EXTENT_PAGE)
            mend_page(image, place, &header);
        else
            mend_journal(image, place, &header);
        header.checksum = qr_extent_checksum(&header);
        poke(image, place, &header, sizeof header);
    }
}

static void mend(struct image *image) {
    struct qr_file_header file;
    if (image->size < sizeof file)
        return;
    memcpy(&file, image->bytes, sizeof file);
    file.checksum = qr_crc32c(0, &file, offsetof(struct qr_file_header, checksum));
    poke(image, 0, &file, sizeof file);
    mend_root(image, QR_ROOT_SPACING, file.id);
    mend_root(image, 2 * (size_t)QR_ROOT_SPACING, file.id);
    mend_extents(image, file.id, QR_EXTENT_PAGE);
    mend_extents(image, file.id, QR_EXTENT_JOURNAL);
}

/* --- using what was accepted ------------------------------------------------------------------------------------- */

static void read_at(struct qr_history *history, uint32_t cols, bool sound) {
    struct qr_history_at at;
    uint64_t rows = qr_history_rows(history, cols), seen = 0, index, column;
    if (!qr_history_first_row(history, &at)) {
        CHECK_INT(rows, 0);
        return;
    }
    do {
        if (cols == COLS)
            qr_history_thaw_row(history, &at, &target, 0);
        seen++;
    } while (seen <= rows && (cols > COLS || seen < 25) && qr_history_next_row(history, cols, &at));
    CHECK(cols <= COLS || seen == rows || !sound); /* the many rows of a long line are dear */
    uint64_t line = qr_history_line_at(history, &at, &column);
    CHECK((qr_history_find(history, cols, line, column, &at, &index) && index < rows) || !sound);
    CHECK(qr_history_row_at(history, cols, rows / 2, &at));
    (void)qr_history_rows_about(history, cols + 7);
}

/* Is it sound? A page that is not what was named is found out when it is read first: then qr_history_unreadable says
 * so.
 */
static bool is_sound(const struct qr_history *history) {
    size_t breaches = qr_history_check(history, NULL, NULL);
    CHECK(breaches == 0 || qr_history_unreadable(history) == QUIRE_CORRUPT);
    return breaches == 0;
}

/* Looked at from all sides. */
static void use(struct qr_history *history) {
    bool sound = is_sound(history);
    unreadable += !sound;
    read_at(history, COLS, sound);
    read_at(history, 1 + kit_below(7), sound);
    read_at(history, 300, sound);
    (void)qr_history_tail_columns(history);
    (void)kit_digest_of(history);
    CHECK(qr_history_bytes(history) > 0);
}

/* Goes on with what was accepted; the file says so too. */
static void go_on(struct qr_history *history, struct image *image) {
    static const struct kit_taste taste = {.looks = 20, .marked = true, .filled = 60, .wrapped = 40};
    struct qr_file_findings findings;
    struct qr_history_at at;
    uint64_t number = qr_history_file_next_line(history->file);
    bool sound = is_sound(history);
    append(history, &taste, &number, 1 + kit_below(20));
    if (qr_history_last_row(history, COLS, &at)) {
        for (uint32_t n = kit_below(30); n > 0 && qr_history_previous_row(history, COLS, &at); n--)
            ;
        if (sound)
            kit_must(qr_history_truncate(history, &at));
    }
    append(history, &taste, &number, kit_below(20));
    CHECK(is_sound(history) || !sound);
    CHECK_INT(qr_history_file_commit(history, number + 1), QUIRE_OK);
    struct kit_digest want = kit_digest_of(history), have = {0};
    uint64_t head_column = history->head_column;
    qr_history_finish(history);
    if (open_image(history, image, false, &findings) != QUIRE_OK) {
        CHECK(false);
        return;
    }
    CHECK(is_sound(history) || !sound);
    have = kit_digest_of(history);
    CHECK(kit_same_digest(&have, &want) && history->head_column == head_column);
}

static void try_to_write(const struct image *image) {
    struct qr_file_findings findings;
    struct qr_history history;
    struct image copy = {0};
    image_copy(&copy, image);
    if (open_image(&history, &copy, true, &findings) == QUIRE_OK) {
        use(&history);
        go_on(&history, &copy);
        qr_history_finish(&history);
    }
    image_free(&copy);
}

static void try_one(uint64_t number) {
    struct image *image = &bases[kit_below(BASES)];
    struct qr_file_findings findings;
    struct qr_history history;
    size_before = image->size;
    for (uint32_t i = 1 + kit_below(3); i > 0; i--) {
        if (image->size > 0)
            mutate(image);
    }
    if (number % 2)
        mend(image);
    enum quire_result result = open_image(&history, image, false, &findings);
    if (result == QUIRE_OK) {
        accepted++;
        damaged += findings.lost_pages > 0 || findings.lost_commits > 0 || findings.no_journal || findings.unfinished;
        use(&history);
        qr_history_finish(&history);
    } else {
        refused++;
        CHECK(result == QUIRE_CORRUPT || result == QUIRE_UNSUPPORTED);
    }
    if (number % 8 < 2 && number / 8 % 2 == number % 2) /* every eighth, mended ones as well */
        try_to_write(image);
    undo_all(image);
}

static void mutations(void) {
    uint64_t count = getenv("QUIRE_SOAK") ? 1000000 : 8000;
    const char *wanted = getenv("QUIRE_MUTATIONS"), *seed = getenv("QUIRE_SEED");
    count = wanted ? strtoull(wanted, NULL, 10) : count;
    for (uint32_t i = 0; i < BASES; i++)
        make_base(&bases[i], i);
    for (uint64_t i = 0, base = seed ? strtoull(seed, NULL, 10) : 0; i < count && test_ok; i++) {
        kit_state = (base + i) * UINT64_C(0x9E3779B97F4A7C15) + 1; /* each can be had alone */
        try_one(base + i);
        if (!test_ok)
            printf("mutation %llu\n", (unsigned long long)(base + i));
    }
    printf("%llu refused, %llu accepted, of these %llu with a loss, %llu with pages that cannot be read\n",
           (unsigned long long)refused, (unsigned long long)accepted, (unsigned long long)damaged,
           (unsigned long long)unreadable);
    CHECK(!test_ok || count < 1000 || (refused > count / 100 && accepted > count / 4 && damaged > count / 20));
    for (uint32_t i = 0; i < BASES; i++)
        image_free(&bases[i]);
}

int main(void) {
    kit_init();
    plain = (struct quire_allocator){.size = sizeof(struct quire_allocator), .alloc = plain_alloc, .free = plain_free};
    kit_make_page(&source, &plain, COLS);
    kit_make_page(&target, &plain, COLS);
    RUN(mutations);
    qr_page_destroy(&source);
    qr_page_destroy(&target);
    for (uint32_t i = 0; i < 4; i++)
        free(kept[i]);
    return test_end();
}
