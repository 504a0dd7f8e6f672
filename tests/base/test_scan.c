/* Every version of qr_scan.h that this processor can run, and the runs as they are called, against what their
 * definitions say byte by byte: at every alignment and length, with every byte at every place, ill-formed UTF-8 at
 * every position, within every limit, and up to the last byte of a page with nothing behind it.
 *
 * test_scan NAME asks that NAME is the version that is chosen, and tries that one alone: it runs in an emulator, where
 * all takes seven times as long, and the others were tried without one (test_processors.py). */
#define _DEFAULT_SOURCE

#include "test.h"

#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "qr_scan.h"

#define ALIGNMENTS 64u
#define LENGTH_MAX 256u

/* --- what is tested ------------------------------------------------------------------------------------------- */

static size_t ascii_as_called(const uint8_t *bytes, size_t length) {
    return qr_ascii_run(bytes, length);
}

static size_t text_as_called(const uint8_t *bytes, size_t length) {
    return qr_text_run(bytes, length);
}

static const char *wanted; /* NULL: all are tried */

static size_t first_tried(void) {
    size_t index = 0;
    while (wanted && qr_scan_runnable(index + 1))
        index++;
    return index;
}

/* The version that is tried as number `number`; behind the last, once, the runs with their first bytes looked at by the
 * caller. */
static bool version(size_t number, struct qr_scan_version *to) {
    size_t index = first_tried() + number;
    const struct qr_scan_version *runnable = qr_scan_runnable(index);
    bool behind_last = !runnable && index > 0 && qr_scan_runnable(index - 1);
    if (behind_last)
        *to = (struct qr_scan_version){"as called",
                                       ascii_as_called,
                                       text_as_called,
                                       qr_scan_chosen()->lines,
                                       qr_scan_chosen()->letters,
                                       qr_scan_chosen()->threes,
                                       qr_scan_chosen()->clean_run};
    else if (runnable)
        *to = *runnable;
    return runnable || behind_last;
}

static void check_none_wrong(const struct qr_scan_version *version, size_t wrong) {
    if (wrong > 0)
        printf("the version %s is wrong %zu times\n", version->name, wrong);
    CHECK_INT(wrong, 0);
}

/* --- what is right -------------------------------------------------------------------------------------------- */

static bool is_ascii(uint8_t byte) {
    return byte >= 0x20 && byte <= 0x7E;
}

static bool is_text(uint8_t byte) {
    return !(byte < 0x20 || byte == 0x7F);
}

static size_t right_run(const uint8_t *bytes, size_t length, bool (*belongs)(uint8_t)) {
    size_t i = 0;
    while (i < length && belongs(bytes[i]))
        i++;
    return i;
}

/* The code point of one whole well-formed sequence of up to three bytes; 0: there is none. Surrogates do not matter. */
static uint32_t decode(const uint8_t *bytes, size_t length, size_t *taken) {
    uint32_t lead = bytes[0], least = lead < 0xE0 ? 0x80 : 0x800;
    *taken = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : 3;
    if (lead < 0x80)
        return lead;
    if (lead < 0xC0 || lead >= 0xF0 || length < *taken)
        return 0;
    uint32_t c = lead & (*taken == 2 ? 0x1F : 0x0F);
    for (size_t i = 1; i < *taken; i++) {
        if ((bytes[i] & 0xC0) != 0x80)
            return 0;
        c = c << 6 | (bytes[i] & 0x3F);
    }
    return c >= least ? c : 0;
}

static bool is_letter(uint32_t c) {
    return (c >= 0x20 && c <= 0x7E) || (c >= 0xC0 && c <= 0x2FF) || (c >= 0x380 && c <= 0x47F);
}

static bool is_ideograph(uint32_t c) {
    return c >= 0x4000 && c <= 0x9FFF;
}

static bool is_syllable(uint32_t c) {
    return c >= 0xB000 && c <= 0xCFFF;
}

static struct qr_scan_count right_characters(const uint8_t *bytes, size_t length, size_t limit, bool (*is)(uint32_t)) {
    struct qr_scan_count count = {0, 0};
    size_t taken;
    for (; count.bytes < length && count.characters < limit; count.bytes += taken, count.characters++) {
        uint32_t c = decode(bytes + count.bytes, length - count.bytes, &taken);
        if (c == 0 || !is(c))
            break;
    }
    return count;
}

/* The bytes of a clean character at the beginning; 0: there is none. */
static size_t right_character(const uint8_t *bytes, size_t length) {
    static const uint32_t least[5] = {0, 0, 0x80, 0x800, 0x10000};
    uint32_t c = bytes[0];
    size_t size = c < 0x80 ? 1 : c < 0xC0 ? 0 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : c < 0xF8 ? 4 : 0;
    if (size == 1)
        return is_ascii(bytes[0]) || c == '\t' || c == '\n';
    if (size == 0 || size > length)
        return 0;
    c &= 0x7Fu >> size;
    for (size_t i = 1; i < size; i++) {
        if (bytes[i] >> 6 != 2)
            return 0;
        c = c << 6 | (bytes[i] & 0x3F);
    }
    return c >= least[size] && c >= 0xA0 && c <= 0x10FFFF && c >> 11 != 0x1B ? size : 0;
}

static size_t right_clean_run(const uint8_t *bytes, size_t length) {
    size_t at = 0, step = 1;
    for (; at < length && step > 0; at += step)
        step = right_character(bytes + at, length - at);
    return at;
}

static bool same(struct qr_scan_count a, struct qr_scan_count b) {
    return a.bytes == b.bytes && a.characters == b.characters;
}

/* --- text of one kind ----------------------------------------------------------------------------------------- */

static uint32_t next_random(uint32_t *state) {
    *state = *state * UINT32_C(1664525) + UINT32_C(1013904223);
    return *state >> 8;
}

static size_t put(uint8_t *to, uint32_t c) {
    if (c < 0x80) {
        to[0] = (uint8_t)c;
        return 1;
    }
    if (c < 0x800) {
        to[0] = (uint8_t)(0xC0 | c >> 6);
        to[1] = (uint8_t)(0x80 | (c & 0x3F));
        return 2;
    }
    if (c < 0x10000) {
        to[0] = (uint8_t)(0xE0 | c >> 12);
        to[1] = (uint8_t)(0x80 | (c >> 6 & 0x3F));
        to[2] = (uint8_t)(0x80 | (c & 0x3F));
        return 3;
    }
    to[0] = (uint8_t)(0xF0 | c >> 18);
    to[1] = (uint8_t)(0x80 | (c >> 12 & 0x3F));
    to[2] = (uint8_t)(0x80 | (c >> 6 & 0x3F));
    to[3] = (uint8_t)(0x80 | (c & 0x3F));
    return 4;
}

static uint32_t random_letter(uint32_t *state) {
    static const uint32_t ranges[4][2] = {{0x20, 0x5F}, {0xC0, 0x240}, {0x380, 0x100}, {0x20, 0x5F}};
    const uint32_t *range = ranges[next_random(state) % 4];
    return range[0] + next_random(state) % range[1];
}

static uint32_t random_ideograph(uint32_t *state) {
    return 0x4000 + next_random(state) % 0x6000;
}

static uint32_t random_syllable(uint32_t *state) {
    return 0xB000 + next_random(state) % 0x2000;
}

/* Of one to four bytes, few of them ASCII, with what lies beside surrogates and C1. */
static uint32_t random_character(uint32_t *state) {
    static const uint32_t ranges[8][2] = {{0x20, 0x5F},    {0xA0, 0x20},    {0x400, 0x100},     {0x900, 0x100},
                                          {0xD700, 0x100}, {0xE000, 0x100}, {0x10000, 0x30000}, {0x100000, 0x10000}};
    const uint32_t *range = ranges[next_random(state) % 8];
    return range[0] + next_random(state) % range[1];
}

/* Whole characters; three bytes may be left at the end, which are zero. */
static void fill(uint8_t *to, size_t length, uint32_t (*random)(uint32_t *), uint32_t seed) {
    memset(to, 0, length);
    for (size_t at = 0; length - at >= 4;)
        at += put(to + at, random(&seed));
}

/* --- runs of bytes -------------------------------------------------------------------------------------------- */

/* Every alignment and length, with one byte that ends the run at every place, and with none. What is behind the length
 * would belong to the run. */
static size_t wrong_runs(size_t (*run)(const uint8_t *, size_t), uint8_t inside, const uint8_t *stops,
                         size_t stop_count) {
    _Alignas(ALIGNMENTS) uint8_t buffer[ALIGNMENTS + LENGTH_MAX + 64];
    size_t wrong = 0;
    memset(buffer, inside, sizeof buffer);
    for (size_t alignment = 0; alignment < ALIGNMENTS; alignment++) {
        uint8_t *bytes = buffer + alignment;
        for (size_t length = 0; length <= LENGTH_MAX; length++) {
            wrong += run(bytes, length) != length;
            for (size_t place = 0; place < length; place++) {
                bytes[place] = stops[(place + length) % stop_count];
                wrong += run(bytes, length) != place;
                bytes[place] = inside;
            }
        }
    }
    return wrong;
}

static void every_alignment_and_length(void) {
    static const uint8_t not_ascii[] = {0x00, 0x1F, 0x7F, 0x80, 0x1B, 0xFF, 0xE4, 0x9F},
                         controls[] = {0x00, 0x1F, 0x7F};
    struct qr_scan_version v;
    for (size_t i = 0; version(i, &v); i++) {
        check_none_wrong(&v, wrong_runs(v.ascii_run, 'x', not_ascii, sizeof not_ascii));
        check_none_wrong(&v, wrong_runs(v.text_run, 'x', controls, sizeof controls));
    }
}

/* Every byte at every place of every length. */
static size_t wrong_bytes(size_t (*run)(const uint8_t *, size_t), uint8_t inside, bool (*belongs)(uint8_t)) {
    _Alignas(ALIGNMENTS) uint8_t buffer[ALIGNMENTS + LENGTH_MAX];
    size_t wrong = 0;
    memset(buffer, inside, sizeof buffer);
    for (size_t length = 1; length <= LENGTH_MAX; length++) {
        uint8_t *bytes = buffer + length % ALIGNMENTS;
        for (size_t place = 0; place < length; place++) {
            for (unsigned byte = 0; byte < 256; byte++) {
                bytes[place] = (uint8_t)byte;
                wrong += run(bytes, length) != (belongs((uint8_t)byte) ? length : place);
            }
            bytes[place] = inside;
        }
    }
    return wrong;
}

static void every_byte(void) {
    struct qr_scan_version v;
    for (size_t i = 0; version(i, &v); i++) {
        check_none_wrong(&v, wrong_bytes(v.ascii_run, 'x', is_ascii));
        check_none_wrong(&v, wrong_bytes(v.text_run, 'x', is_text));
    }
}

enum place { IN_TEXT, BEHIND_CR, BEHIND_ESC, IN_PARAMETERS, WRONG };

/* Where one is behind a byte. */
static enum place behind_byte(enum place place, uint8_t byte) {
    bool parameter = byte >= '0' && byte <= ';';
    switch (place) {
    case BEHIND_CR:
        return byte == '\n' ? IN_TEXT : WRONG;
    case BEHIND_ESC:
        return byte == '[' ? IN_PARAMETERS : WRONG;
    case IN_PARAMETERS:
        return parameter ? IN_PARAMETERS : byte == 'm' ? IN_TEXT : WRONG;
    case IN_TEXT:
    case WRONG:
        break;
    }
    if (byte == '\r' || byte == 0x1B)
        return byte == '\r' ? BEHIND_CR : BEHIND_ESC;
    return is_text(byte) || byte == '\n' || byte == '\t' ? IN_TEXT : WRONG;
}

/* Is all of a block of lines? *place goes on. */
static bool block_is_of_lines(const uint8_t *bytes, enum place *place, size_t *count) {
    uint32_t separators = 0, parameters = 0;
    for (size_t i = 0; i < QR_SCAN_BLOCK; i++) {
        *place = behind_byte(*place, bytes[i]);
        separators = *place != IN_PARAMETERS ? 0 : separators + (bytes[i] == ':' || bytes[i] == ';');
        parameters += bytes[i] >= '0' && bytes[i] <= ';';
        *count += bytes[i] == '\n';
        if (*place == WRONG || separators > QR_SCAN_SEPARATORS)
            return false;
    }
    return *place != IN_PARAMETERS || parameters < QR_SCAN_BLOCK;
}

static bool lines_right(const struct qr_scan_version *v, const uint8_t *bytes, size_t length) {
    struct qr_scan_lines lines = {0, 0, 0, 0};
    enum place place = IN_TEXT, next = IN_TEXT;
    size_t at = 0, count = 0, next_count = 0;
    for (; length - at >= QR_SCAN_BLOCK && block_is_of_lines(bytes + at, &next, &next_count); at += QR_SCAN_BLOCK) {
        place = next;
        count = next_count;
    }
    return v->lines(bytes, length, &lines) == at && lines.count == count && lines.line_feed == (place == BEHIND_CR) &&
           lines.bracket == (place == BEHIND_ESC) && lines.parameters == (place == IN_PARAMETERS);
}

/* Every byte at every place of two blocks, with something else anywhere. */
static size_t wrong_blocks(const struct qr_scan_version *v, uint8_t around) {
    static const char *const others[] = {"\033", "\n", ";", "m", "\r\n", "\033[m", "\033[1;2m", "\033["};
    uint8_t bytes[2 * QR_SCAN_BLOCK + 1];
    size_t wrong = 0;
    for (size_t place = 0; place < sizeof bytes; place++) {
        for (unsigned byte = 0; byte < 256; byte++) {
            const char *other = others[byte % (sizeof others / sizeof *others)];
            memset(bytes, around, sizeof bytes);
            memcpy(bytes + (place + 1 + byte) % (sizeof bytes - strlen(other)), other, strlen(other));
            bytes[place] = (uint8_t)byte;
            wrong += !lines_right(v, bytes, sizeof bytes);
        }
    }
    return wrong;
}

/* Bytes of sequences and lines in any order that is mostly theirs. */
static size_t wrong_lines(const struct qr_scan_version *v) {
    static const char *const parts[] = {
        "\033[1m", "\033[38;5;7m",          "\033[m", "\r\n", "word", "\t",       ";1;",
        "m",       "\033[;;;;;;;;;;;;;;;m", "[",      "\n",   " ",    "\303\251", "\033[;;;;"};
    uint8_t bytes[6 * QR_SCAN_BLOCK];
    size_t wrong = 0;
    for (uint32_t seed = 1; seed < 20000; seed++) {
        uint32_t state = seed * 2654435761u;
        for (size_t at = 0; at < sizeof bytes;) {
            state = state * 1664525u + 1013904223u;
            const char *part = parts[(state >> 16) % (sizeof parts / sizeof *parts - (state >> 28 != 0))];
            for (; *part && at < sizeof bytes; part++)
                bytes[at++] = (uint8_t)*part;
        }
        wrong += !lines_right(v, bytes + seed % 64, sizeof bytes - seed % 64);
    }
    return wrong;
}

static void every_block(void) {
    struct qr_scan_version v;
    for (size_t i = 0; version(i, &v); i++) {
        check_none_wrong(&v, wrong_blocks(&v, 'x'));
        check_none_wrong(&v, wrong_blocks(&v, 0xFF));
        check_none_wrong(&v, wrong_blocks(&v, '\n'));
        check_none_wrong(&v, wrong_blocks(&v, ';'));
        check_none_wrong(&v, wrong_lines(&v));
    }
    for (size_t place = 0; place < 64; place++)
        CHECK_INT(qr_lowest_bit(UINT64_C(0x8000000000000001) << place), place);
}

/* Two bytes that need not belong side by side, among others that are not ASCII, or are: no byte changes what is said of
 * the one beside it. */
static size_t wrong_pairs(const struct qr_scan_version *v, uint8_t around, size_t place) {
    uint8_t bytes[80];
    size_t wrong = 0;
    memset(bytes, around, sizeof bytes);
    for (uint32_t pair = 0; pair < 0x10000; pair++) {
        bytes[place] = (uint8_t)pair;
        bytes[place + 1] = (uint8_t)(pair >> 8);
        wrong += v->ascii_run(bytes, sizeof bytes) != right_run(bytes, sizeof bytes, is_ascii);
        wrong += v->text_run(bytes, sizeof bytes) != right_run(bytes, sizeof bytes, is_text);
    }
    return wrong;
}

static void every_pair(void) {
    struct qr_scan_version v;
    for (size_t i = 0; version(i, &v); i++) {
        check_none_wrong(&v, wrong_pairs(&v, '~', 5));
        check_none_wrong(&v, wrong_pairs(&v, ' ', 47));
        check_none_wrong(&v, wrong_pairs(&v, 0x9F, 5));
        check_none_wrong(&v, wrong_pairs(&v, 0xFF, 47));
    }
}

/* --- runs of characters --------------------------------------------------------------------------------------- */

static bool characters_right(const struct qr_scan_version *v, const uint8_t *bytes, size_t length, size_t limit) {
    return same(v->letters(bytes, length, limit), right_characters(bytes, length, limit, is_letter)) &&
           same(v->threes(bytes, length, limit, 0xE4, 0xE9), right_characters(bytes, length, limit, is_ideograph)) &&
           same(v->threes(bytes, length, limit, 0xEB, 0xEC), right_characters(bytes, length, limit, is_syllable)) &&
           v->clean_run(bytes, length) == right_clean_run(bytes, length);
}

/* Text of a kind at every alignment and length, whole, and with a byte at every place that does not belong there. */
static size_t wrong_texts(const struct qr_scan_version *v, uint32_t (*random)(uint32_t *)) {
    _Alignas(ALIGNMENTS) uint8_t buffer[ALIGNMENTS + LENGTH_MAX + 64];
    uint8_t changed = 0;
    size_t wrong = 0;
    for (size_t alignment = 0; alignment < ALIGNMENTS; alignment++) {
        uint8_t *bytes = buffer + alignment;
        fill(bytes, LENGTH_MAX + 3, random, (uint32_t)alignment);
        for (size_t length = 0; length <= LENGTH_MAX; length += 1 + alignment % 3) {
            wrong += !characters_right(v, bytes, length, SIZE_MAX);
            for (size_t place = length % 4; place < length; place += 4) {
                uint8_t was = bytes[place];
                bytes[place] = (uint8_t)(changed += 37); /* every value in turn */
                wrong += !characters_right(v, bytes, length, SIZE_MAX);
                bytes[place] = was;
            }
        }
    }
    return wrong;
}

static void every_text(void) {
    struct qr_scan_version v;
    for (size_t i = 0; version(i, &v); i++) {
        check_none_wrong(&v, wrong_texts(&v, random_letter));
        check_none_wrong(&v, wrong_texts(&v, random_ideograph));
        check_none_wrong(&v, wrong_texts(&v, random_syllable));
        check_none_wrong(&v, wrong_texts(&v, random_character));
    }
}

/* Every value of a byte at every place of one text: in place of a first byte, of one behind it, and too much. */
static size_t ill_formed(const struct qr_scan_version *v, uint32_t (*random)(uint32_t *)) {
    uint8_t bytes[LENGTH_MAX + 3];
    size_t wrong = 0;
    for (size_t place = 0; place < LENGTH_MAX; place++) {
        fill(bytes, sizeof bytes, random, (uint32_t)place);
        for (unsigned byte = 0; byte < 256; byte++) {
            bytes[place] = (uint8_t)byte;
            wrong += !characters_right(v, bytes, LENGTH_MAX, SIZE_MAX);
        }
    }
    return wrong;
}

static void ill_formed_everywhere(void) {
    struct qr_scan_version v;
    for (size_t i = 0; version(i, &v); i++) {
        check_none_wrong(&v, ill_formed(&v, random_letter));
        check_none_wrong(&v, ill_formed(&v, random_ideograph));
        check_none_wrong(&v, ill_formed(&v, random_syllable));
        check_none_wrong(&v, ill_formed(&v, random_character));
    }
}

/* Every first byte with every second, also where two more belong to it, and with every third, in the middle of vectors
 * and between two. */
static size_t wrong_sequences(const struct qr_scan_version *v, size_t place, const char *around) {
    uint8_t bytes[96];
    size_t wrong = 0;
    for (uint32_t pair = 0; pair < 0x10000; pair++) {
        for (size_t i = 0; i < sizeof bytes; i++)
            bytes[i] = (uint8_t)around[i % 3];
        bytes[place] = (uint8_t)(pair >> 8);
        bytes[place + 1] = (uint8_t)pair;
        wrong += !characters_right(v, bytes, sizeof bytes, SIZE_MAX);
        bytes[place + 1] = 0x80 | (pair >> 2 & 0x3F);
        bytes[place + 2] = (uint8_t)pair;
        wrong += !characters_right(v, bytes, sizeof bytes, SIZE_MAX);
        bytes[place + 1] = (uint8_t)pair;
        bytes[place + 2] = bytes[place + 3] = 0xBF;
        wrong += !characters_right(v, bytes, sizeof bytes, SIZE_MAX);
    }
    return wrong;
}

static void every_sequence(void) {
    struct qr_scan_version v;
    for (size_t i = 0; version(i, &v); i++) {
        check_none_wrong(&v, wrong_sequences(&v, 15, "abc"));
        check_none_wrong(&v, wrong_sequences(&v, 33, "abc"));
        check_none_wrong(&v, wrong_sequences(&v, 15, "\xE4\xB8\x80"));
        check_none_wrong(&v, wrong_sequences(&v, 30, "\xE4\xB8\x80"));
    }
}

static void every_limit(void) {
    uint8_t bytes[LENGTH_MAX];
    struct qr_scan_version v;
    for (size_t i = 0; version(i, &v); i++) {
        size_t wrong = 0;
        for (uint32_t seed = 0; seed < 64; seed++) {
            fill(bytes, sizeof bytes,
                 seed % 3 == 0   ? random_letter
                 : seed % 3 == 1 ? random_ideograph
                                 : random_syllable,
                 seed);
            for (size_t limit = 0; limit <= LENGTH_MAX; limit++)
                wrong += !characters_right(&v, bytes, sizeof bytes - seed, limit);
        }
        check_none_wrong(&v, wrong);
    }
}

/* --- the edges of memory -------------------------------------------------------------------------------------- */

/* One page with none before it and none behind it that can be read. */
static uint8_t *lone_page(size_t size) {
    uint8_t *pages = mmap(NULL, 3 * size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (pages == MAP_FAILED || mprotect(pages + size, size, PROT_READ | PROT_WRITE) != 0)
        abort();
    return pages + size;
}

static size_t wrong_at_edge(const struct qr_scan_version *v, const uint8_t *bytes, size_t length) {
    size_t wrong = v->ascii_run(bytes, length) != right_run(bytes, length, is_ascii);
    wrong += v->text_run(bytes, length) != right_run(bytes, length, is_text);
    return wrong + !characters_right(v, bytes, length, SIZE_MAX);
}

/* A byte more on either side would be the program's death. */
static void nothing_outside_is_read(void) {
    size_t size = (size_t)sysconf(_SC_PAGESIZE);
    uint8_t *page = lone_page(size), *end = page + size;
    struct qr_scan_version v;
    for (size_t i = 0; version(i, &v); i++) {
        size_t wrong = 0;
        for (size_t length = 0; length <= LENGTH_MAX; length++) {
            for (unsigned kind = 0; kind < 3; kind++) {
                memset(page, 'x', size);
                if (kind > 0) {
                    fill(page, length + 3, kind == 1 ? random_letter : random_ideograph, (uint32_t)length);
                    memcpy(end - length, page, length);
                }
                wrong += wrong_at_edge(&v, end - length, length) + wrong_at_edge(&v, page, length);
            }
        }
        memset(page, '\n', size);
        wrong += !lines_right(&v, page, size) || !lines_right(&v, end - QR_SCAN_BLOCK, QR_SCAN_BLOCK);
        check_none_wrong(&v, wrong);
    }
    munmap(page - size, 3 * size);
}

/* --- the choice ----------------------------------------------------------------------------------------------- */

/* The first is portable, the last is chosen, no two are the same. */
static void the_best_is_chosen(void) {
    size_t count = 0;
    CHECK(qr_scan_runnable(0) == &qr_scan_portable);
    for (; qr_scan_runnable(count); count++) {
        for (size_t i = 0; i < count; i++)
            CHECK(strcmp(qr_scan_runnable(i)->name, qr_scan_runnable(count)->name) != 0);
    }
    CHECK(qr_scan_runnable(count - 1) == qr_scan_chosen());
    CHECK(!qr_scan_runnable(count + 1));
}

static void the_wanted_is_chosen(void) {
    CHECK_STR(qr_scan_chosen()->name, wanted);
}

int main(int count, char **arguments) {
    printf("chosen: %s\n", qr_scan_chosen()->name);
    RUN(the_best_is_chosen);
    if (count > 1) {
        wanted = arguments[1];
        RUN(the_wanted_is_chosen);
    }
    RUN(every_alignment_and_length);
    RUN(every_byte);
    RUN(every_pair);
    RUN(every_block);
    RUN(every_text);
    RUN(ill_formed_everywhere);
    RUN(every_sequence);
    RUN(every_limit);
    RUN(nothing_outside_is_read);
    return test_end();
}
