/* history_file_parts.h - inside the files history_file*.c: the layout of the file and the parts that handle it.
 *
 *   history_file.c          life, the header, reading a page back        history_file_space.c    which units are free
 *   history_file_write.c    commits                                      history_file_journal.c  records, replayed
 *   history_file_read.c     opening: what is found becomes a history
 *   history_file_follow.c   reading while another process writes */
#ifndef QR_HISTORY_FILE_PARTS_H
#define QR_HISTORY_FILE_PARTS_H

#include "history_file.h"
#include "qr_file.h"

#define QR_FILE_MAGIC "QUIRHIST"
#define QR_FILE_VERSION 1u
#define QR_FILE_BYTE_ORDER UINT32_C(0x01020304)
#define QR_UNIT_BYTES UINT32_C(65536)
/* A file of more units is refused: 256 TiB. */
#define QR_FILE_UNITS_MAX UINT32_MAX
/* Units of a journal, unless one record needs more. */
#define QR_JOURNAL_UNITS 4u
/* Line numbers, sequences and generations are below this. */
#define QR_FILE_COUNTER_MAX (UINT64_C(1) << 62)

/* At the beginning of unit 0; the rest of the unit is zero. */
struct qr_file_header {
    char magic[8];
    uint32_t version, byte_order;
    uint32_t unit_bytes, sealed_version;
    uint64_t id; /* random: nothing that is printed can look like an extent of this file */
    uint64_t zero[3];
    uint32_t checksum; /* of the bytes before */
    uint32_t padding;
};

enum qr_extent_kind {
    QR_EXTENT_PAGE = 1,
    QR_EXTENT_JOURNAL = 2,
    QR_EXTENT_LOST = 3 /* stands for a page that was lost and has been told of */
};

/* At the beginning of an extent; the payload follows. */
struct qr_extent_header {
    uint64_t id;
    uint32_t kind, units;
    uint64_t sequence, generation;
    uint32_t bytes;            /* of the payload; of a journal: all that there is room for */
    uint32_t payload_checksum; /* of a page: the one it carries itself */
    uint64_t zero[2];
    uint32_t checksum; /* of the bytes before */
    uint32_t padding;
};

_Static_assert(sizeof(struct qr_file_header) == 64 && sizeof(struct qr_extent_header) == 64, "as docs/format.md says");

/* What a commit says. */
struct qr_journal_state {
    uint64_t generation; /* of the newest extent in force */
    uint64_t first_sequence, next_sequence;
    uint64_t head_column;
    uint64_t next_line;
    uint64_t first_line, last_line, least_line, greatest_line; /* of the open page */
    uint32_t first; /* entries evicted: of the first page, or of the open one if there is no other */
    uint32_t zero;
    struct qr_open_marks open; /* sizes of the open page */
};

struct qr_journal_record {
    uint32_t checksum;         /* of the file's id, the journal's generation, and the bytes behind this field: what was
                                * written into another journal at the same place is no record of this one */
    uint32_t size;             /* of the whole record, a multiple of 8 */
    uint64_t commit;           /* one more than in the record before */
    struct qr_open_marks from; /* where the parts that follow begin; all 0 in the first record of a journal */
    struct qr_journal_state state;
};

_Static_assert(sizeof(struct qr_journal_record) == 144, "as docs/format.md says");

struct qr_journal {
    struct qr_extent extent;
    uint32_t used; /* bytes of records; 0: the next one is a full one, at the beginning */
};

struct qr_history_file {
    struct quire_allocator allocator;
    struct qr_file file;
    bool read_only;
    bool all_unsure; /* pages anywhere may be unwritten, not only the last ones */
    bool cleared;    /* all lines were removed; the next commit leaves nothing of them */
    uint64_t id;
    uint64_t generation; /* of the newest extent that was written */
    uint64_t commit;     /* number of the newest record */
    struct qr_journal_state last;
    enum quire_result trouble;
    struct qr_journal journals[2];
    uint32_t current;

    uint8_t *map; /* one byte a unit: is it in use? */
    size_t map_capacity;
    uint32_t units;      /* of the file, header included */
    uint32_t used_units; /* by what is in force, journals included */
    uint32_t hint;       /* no unit before this one is free */
    struct qr_extent *leaving;
    size_t leaving_count, leaving_capacity;

    uint8_t *buffer; /* a record that is being made */
    size_t buffer_size;
};

static inline uint64_t qr_unit_place(uint32_t unit) {
    return (uint64_t)unit * QR_UNIT_BYTES;
}

static inline uint32_t qr_extent_room(uint32_t units) {
    uint64_t room = (uint64_t)units * QR_UNIT_BYTES - sizeof(struct qr_extent_header);
    return room < UINT32_MAX / 2 ? (uint32_t)room : UINT32_MAX / 2;
}

/* Units that a payload needs. */
static inline uint32_t qr_units_for(uint32_t bytes) {
    return (uint32_t)((bytes + sizeof(struct qr_extent_header) + QR_UNIT_BYTES - 1) / QR_UNIT_BYTES);
}

/* --- history_file.c --- */
uint32_t qr_extent_checksum(const struct qr_extent_header *header);
/* Writes header and payload of an extent of pages or of nothing. NO_ROOM, IO. */
enum quire_result qr_extent_write(struct qr_history_file *file, const struct qr_extent *extent,
                                  enum qr_extent_kind kind, const void *payload, uint32_t bytes,
                                  uint32_t payload_checksum);
/* Reads the header at a unit; false if no extent of this file begins there. */
bool qr_extent_read(struct qr_history_file *file, uint32_t unit, struct qr_extent_header *header);

/* --- history_file_space.c --- */
/* Makes the map know `units` units. OUT_OF_MEMORY. */
enum quire_result qr_space_reserve(struct qr_history_file *file, uint32_t units);
/* Says that units are in use; false if one of them is already. */
bool qr_space_take(struct qr_history_file *file, uint32_t unit, uint32_t units);
/* Finds units that lie side by side and takes them. OUT_OF_MEMORY; LIMIT: the file is as large as it may be. */
enum quire_result qr_space_allocate(struct qr_history_file *file, uint32_t units, uint32_t *unit);
void qr_space_free(struct qr_history_file *file, uint32_t unit, uint32_t units);
/* After a commit: what left is free. `empty`: no byte of what was is left in the file; false if that failed. */
bool qr_space_settle(struct qr_history_file *file, bool empty);

/* --- history_file_journal.c --- */
/* `generation`: of the journal that the record is in. */
uint32_t qr_record_checksum(const struct qr_history_file *file, uint64_t generation,
                            const struct qr_journal_record *record);
/* Where the parts of a record lie, counted from its beginning: entries, styles, links, words, text, strings; the end
 * is [6]. Counts are those of `state.open` less those of `from`. */
void qr_record_parts(const struct qr_journal_record *record, uint64_t place[7]);

/* The open page as the records of a journal leave it. */
struct qr_replay {
    struct qr_journal_state state;
    uint64_t generation; /* of the journal */
    uint64_t commit;     /* 0: no record was whole */
    uint32_t used;       /* bytes of the records */
    bool unfinished;     /* something like the next record follows that is not whole */
    struct qr_entry *entries;
    struct qr_style *styles;
    struct qr_link *links; /* `place` counts bytes from `strings` */
    uint16_t *words;
    uint8_t *text, *strings;
    size_t capacity[6];
};
/* Replays a journal. OUT_OF_MEMORY, IO. */
enum quire_result qr_journal_replay(struct qr_history_file *file, const struct qr_extent *extent,
                                    struct qr_replay *replay);
void qr_replay_finish(const struct qr_history_file *file, struct qr_replay *replay);
/* The open page as a sealed one, to be checked. OUT_OF_MEMORY; LIMIT: more than an open page holds. */
enum quire_result qr_replay_seal(const struct qr_history_file *file, const struct qr_replay *replay,
                                 struct qr_sealed **block);

/* --- history_file_read.c --- */
/* Fills an empty history from the file. `before` (may be NULL) is one read earlier: pages that are still the same are
 * taken from it, and `unchanged` says that there is no newer state: nothing was read then. OUT_OF_MEMORY, IO. */
enum quire_result qr_history_file_read(struct qr_history *history, const struct qr_history *before,
                                       const struct qr_file_listener *listener, struct qr_file_findings *findings,
                                       bool *unchanged);

/* --- history_file_follow.c --- */
/* The same for readers, again until the state was the same before and after. BUSY: it never was. */
enum quire_result qr_history_file_read_stable(struct qr_history *history, const struct qr_history *before,
                                              const struct qr_file_listener *listener,
                                              struct qr_file_findings *findings, bool *unchanged);

#endif
