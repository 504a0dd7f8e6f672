/* history_file_parts.h - inside the files history_file*.c: the layout of the file and the parts that handle it.
 *
 *   history_file.c           life, the header, extents             history_file_root.c      which journal is in force
 *   history_file_write.c     commits                               history_file_space.c     which units are free
 *   history_file_journal.c   records, replayed                     history_file_follow.c    beside a living writer
 *   history_file_read.c      opening: a state becomes a history; its parts are in history_file_reading.h
 *
 * Words: a *commit* is one record of a journal; a *checkpoint* is the record that begins a journal and says everything;
 * to *publish* is to write the root that names a journal; the *torn tail* of a journal is what a writer that died in a
 * commit left behind the last whole record. */
#ifndef QR_HISTORY_FILE_PARTS_H
#define QR_HISTORY_FILE_PARTS_H

#include "history_file.h"
#include "qr_file.h"

#define QR_FILE_MAGIC "QUIRHIST"
#define QR_FILE_VERSION 3u
/* Files of version 2 are read and written as they were: they take no attachments. */
#define QR_FILE_VERSION_LEAST 2u
#define QR_FILE_VERSION_ATTACHES 3u
#define QR_FILE_BYTE_ORDER UINT32_C(0x01020304)
#define QR_UNIT_BYTES UINT32_C(65536)
/* A file of more units is refused: 256 TiB. */
#define QR_FILE_UNITS_MAX UINT32_MAX
/* Units of a journal at least. */
#define QR_JOURNAL_UNITS 8u
/* A journal has room for so many checkpoints at least: writing them is a third of what is written then. */
#define QR_JOURNAL_CHECKPOINTS 4u
/* Whoever opens a file to write begins so many numbers after what it found (commits, generations): what a dead writer
 * left unfinished is never taken for its own. */
#define QR_FILE_SKIP (UINT64_C(1) << 20)
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

/* In unit 0, two of them, written in turn: the one with the greater number says which journal is in force. */
struct qr_file_root {
    uint64_t id;
    uint64_t number; /* one more than in the other; its last bit says which of the two this is */
    uint32_t unit, units;
    uint64_t generation;
    uint64_t commit; /* of the checkpoint that the journal begins with */
    uint64_t zero[2];
    uint32_t checksum; /* of the bytes before */
    uint32_t padding;
};

/* Where the roots are: each in a sector of its own. */
#define QR_ROOT_SPACING 512u

enum qr_extent_kind { QR_EXTENT_PAGE = 1, QR_EXTENT_JOURNAL = 2, QR_EXTENT_BLOB = 3 };

/* At the beginning of an extent; the payload follows. */
struct qr_extent_header {
    uint64_t id;
    uint32_t kind, units;
    uint64_t sequence, generation;
    uint32_t bytes;            /* of the payload; of a journal: all that there is room for */
    uint32_t payload_checksum; /* of a page: the one it carries itself */
    uint32_t begin_bytes;      /* of a page: header and widths, which stay in memory */
    uint32_t begin_checksum;   /* of these */
    uint64_t zero;
    uint32_t checksum; /* of the bytes before */
    uint32_t padding;
};

/* What a commit says of a page: nothing that lies elsewhere, or is another page, can stand in for it. */
struct qr_page_ref {
    uint64_t generation;
    uint32_t unit;
    uint32_t bytes;    /* of the sealed page; 0: it was lost, and that has been told */
    uint32_t checksum; /* the one it carries itself */
    uint32_t begin_bytes, begin_checksum;
    uint32_t zero;
};

_Static_assert(sizeof(struct qr_file_header) == 64 && sizeof(struct qr_extent_header) == 64 &&
                   sizeof(struct qr_file_root) == 64 && sizeof(struct qr_page_ref) == 32,
               "as docs/format.md says");

/* What a commit says. */
struct qr_journal_state {
    uint64_t generation; /* of the newest extent in force */
    uint64_t first_sequence, next_sequence;
    uint64_t head_column;
    uint64_t next_line;
    uint64_t first_line, last_line, least_line, greatest_line; /* of the open page */
    uint32_t first;            /* entries evicted: of the first page, or of the open one if there is no other */
    uint32_t attached;         /* 1: the record names an attachment (history_file_attach.c) */
    struct qr_open_marks open; /* sizes of the open page */
};

struct qr_journal_record {
    uint32_t checksum; /* of the file's id, the journal's generation, and the bytes from behind this field to the
                        * trailer: what was written into another journal at the same place is no record here */
    uint32_t size;     /* of the whole record, a multiple of 8 */
    uint64_t commit;   /* number of the attempt, greater than in the record before; never used again */
    struct qr_open_marks from; /* where the parts that follow begin; all 0 in a checkpoint */
    uint64_t pages_from;       /* sequence of the first page that is named here; those before are as they were */
    struct qr_journal_state state;
};

/* At the end of a record. It is there only when all of the record was written: a record that does not pass its checksum
 * but has its trailer is damaged, not unfinished. */
struct qr_record_trailer {
    uint64_t commit;
    uint32_t size;     /* of the record */
    uint32_t checksum; /* of the file's id, the journal's generation, where the record begins, and the bytes before */
};

_Static_assert(sizeof(struct qr_journal_record) == 152 && sizeof(struct qr_record_trailer) == 16,
               "as docs/format.md says");

/* Parts of a record, one behind the other. */
enum qr_record_part {
    QR_PART_PAGES,
    QR_PART_ENTRIES,
    QR_PART_STYLES,
    QR_PART_LINKS,
    QR_PART_WORDS,
    QR_PART_TEXT,
    QR_PART_STRINGS,
    QR_PART_ATTACHMENT, /* a struct qr_blob, in each record that has one */
    QR_PART_COUNT
};

/* What goes with the lines; `self.bytes` 0: nothing. */
struct qr_attachment {
    struct qr_blob self;
    uint32_t count;  /* of blobs */
    uint8_t *memory; /* as it is in the file */
};

struct qr_journal {
    struct qr_extent extent;
    uint32_t used; /* bytes of records; 0: the next one is a full one, at the beginning */
};

struct qr_history_file {
    struct quire_allocator allocator;
    struct qr_file file;
    uint32_t version; /* of the header */
    struct qr_attachment attachment;
    bool read_only;
    bool has_header; /* false for a reader whose writer has not written it yet, or died before */
    bool all_unsure; /* pages anywhere may be unwritten, not only the last ones */
    bool cleared;    /* all lines were removed; the next commit leaves nothing of them */
    uint64_t id;
    uint64_t generation;  /* of the newest extent that was written */
    uint64_t commit;      /* number of the newest record */
    uint64_t attempt;     /* number of the last record that was begun, whether it got there or not */
    uint64_t named_until; /* pages before this sequence are in the journal as they are */
    struct qr_file_root root;
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

/* Writes the header of the file, its magic number last. NO_ROOM, IO: it is none yet. */
enum quire_result qr_file_header_write(struct qr_history_file *file);
/* Makes sure of the header: a writer makes it where nothing was ever written. A reader finds such a file empty, which
 * is no error, and looks again with every reading. One or two small reads, until it is there. UNSUPPORTED: another
 * version or byte order; CORRUPT: not such a file; IO, NO_ROOM: it is none yet. */
enum quire_result qr_file_header_take(struct qr_history_file *file);
uint32_t qr_extent_checksum(const struct qr_extent_header *header);
/* Writes header and payload of an extent, the header last. A page: its block; a journal: nothing but the header.
 * NO_ROOM, IO: nothing refers to the extent yet. */
enum quire_result qr_extent_write(struct qr_history_file *file, const struct qr_extent *extent,
                                  const struct qr_sealed *page);
/* Reads the header at a unit; false if no extent of this file begins there, or it cannot be read. One small read. */
bool qr_extent_read(struct qr_history_file *file, uint32_t unit, struct qr_extent_header *header);
/* What a commit says of a page that is in the file. Walks its header and widths. */
struct qr_page_ref qr_page_ref_of(const struct qr_history_page *page);

/* --- history_file_root.c --- */

/* Reads both roots, in one read; of a file that was cut inside them, what is left. `newest` has number 0 where nothing
 * was published yet. `sound`: false if one of them was written and does not pass or is cut off: torn or damaged, so the
 * newest journal has to be looked for. IO. */
enum quire_result qr_roots_read(struct qr_history_file *file, struct qr_file_root *newest, bool *sound);
/* Makes a journal the one in force. NO_ROOM, IO: the one before stays. */
enum quire_result qr_root_publish(struct qr_history_file *file, const struct qr_extent *journal, uint64_t commit);

/* --- history_file_space.c --- */

/* Makes the map know `units` units. Amortised constant a unit. OUT_OF_MEMORY: nothing changed. */
enum quire_result qr_space_reserve(struct qr_history_file *file, uint32_t units);
/* Says that units are in use; false, and nothing changed, if one of them is already or lies behind the end. */
bool qr_space_take(struct qr_history_file *file, uint32_t unit, uint32_t units);
/* Finds units that lie side by side and takes them; walks the map from the first free unit. The file grows if it has
 * to. OUT_OF_MEMORY; NO_ROOM, IO; LIMIT: the file is as large as it may be. Then nothing changed. */
enum quire_result qr_space_allocate(struct qr_history_file *file, uint32_t units, uint32_t *unit);
void qr_space_free(struct qr_history_file *file, uint32_t unit, uint32_t units);
/* After a commit: extents that left are free, and the end of the file is cut where much of it is. `erase`: all that is
 * free becomes zeros, in time of the size of the file; false if that failed. */
bool qr_space_reclaim(struct qr_history_file *file, bool erase);

/* --- history_file_journal.c --- */

/* `generation`: of the journal that the record is in. Both walk the record, or 40 bytes. */
uint32_t qr_record_checksum(const struct qr_history_file *file, uint64_t generation,
                            const struct qr_journal_record *record);
uint32_t qr_trailer_checksum(const struct qr_history_file *file, uint64_t generation, uint32_t begin,
                             const struct qr_record_trailer *trailer);
/* Where the parts of a record lie, counted from its beginning; the end is place[QR_PART_COUNT]. Counts are those of
 * `state` less those of `from`. */
void qr_record_parts(const struct qr_journal_record *record, uint64_t place[QR_PART_COUNT + 1]);
/* Bytes of a record whose parts end at `end`: up to a multiple of 8, and the trailer. */
uint64_t qr_record_size(uint64_t end);

/* The pages and the open page as the records of a journal leave them. */
struct qr_replay {
    struct qr_journal_state state;
    uint64_t generation; /* of the journal */
    uint64_t checkpoint; /* number of its first record */
    uint64_t commit;     /* of the last whole one; 0: there is none */
    uint64_t damaged_to; /* a record behind that was whole once, with this number, is damaged; 0: none */
    uint64_t base;       /* sequence of pages[0] */
    uint32_t used;       /* bytes of the records */
    bool unfinished;     /* a torn tail follows */
    void *parts[QR_PART_COUNT];
    size_t capacity[QR_PART_COUNT];
};

/* Replays a journal: reads all of it, and copies every part once. OUT_OF_MEMORY, IO. */
enum quire_result qr_journal_replay(struct qr_history_file *file, const struct qr_extent *extent,
                                    struct qr_replay *replay);
void qr_replay_finish(const struct qr_history_file *file, struct qr_replay *replay);
/* What the last record names as the page of a sequence in [first_sequence, next_sequence). */
const struct qr_page_ref *qr_replay_page(const struct qr_replay *replay, uint64_t sequence);
/* The open page as a sealed one, to be validated. OUT_OF_MEMORY; LIMIT: more than an open page holds. */
enum quire_result qr_replay_seal(const struct qr_history_file *file, const struct qr_replay *replay,
                                 struct qr_sealed **block);
/* Does a record that is newer than `commit` seem to begin at a place in a journal? One small read. IO: as if it did. */
bool qr_journal_moved(struct qr_history_file *file, const struct qr_journal *journal, uint64_t commit);

/* --- history_file_read.c --- */

/* Fills an empty history from the file. `before` (may be NULL) is one read earlier: pages that are still the same are
 * taken from it, and `unchanged` says that there is no newer state: then only the roots and the head of one record were
 * read. Else the cost is that of the journal, and of header and widths of each page that is not known. OUT_OF_MEMORY,
 * IO; CORRUPT: no counter may come near its end. */
enum quire_result qr_history_file_read(struct qr_history *history, const struct qr_history *before,
                                       const struct qr_file_listener *listener, struct qr_file_findings *findings,
                                       bool *unchanged);

/* --- history_file_attach.c --- */

/* The memory of the attachment. */
void qr_attachment_forget(struct qr_history_file *file);
/* Blobs, and the attachment itself, whose headers are not as the commit says. One small read for each. */
uint32_t qr_attachment_breaches(struct qr_history_file *file);

/* --- history_file_follow.c --- */

/* The same for readers, again until the state was the same before and after. BUSY: it never was. */
enum quire_result qr_history_file_read_stable(struct qr_history *history, const struct qr_history *before,
                                              const struct qr_file_listener *listener,
                                              struct qr_file_findings *findings, bool *unchanged);

#endif
