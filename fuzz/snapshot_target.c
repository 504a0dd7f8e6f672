/* Snapshots with anything in them, every checksum right (one_checksum.c) and so their length: refused, or a terminal
 * that is sound and stays so while it is fed, resized, and written as text and as a snapshot.
 *
 * The first byte chooses what is done with a terminal that comes out, the rest is the snapshot as sparse.h packs it. */
#include <quire/format.h>
#include <quire/snapshot.h>

#include "fuzz.h"
#include "sparse.h"

#define SNAPSHOT_BYTES (1u << 20)

unsigned long fuzz_taken;

static bool on_piece(void *user, const char *bytes, size_t length) {
    uint64_t *told = user;
    for (size_t i = 0; i < length; i++)
        *told += (unsigned char)bytes[i];
    return true;
}

static void use(struct quire_terminal *terminal, uint8_t choice) {
    static const char more[] = "x\r\n\033[31mtext\033[2J\033[?1049hy\033[?1049l\033[5;5H\033[L\033[M\0338\r\n\n\n\n\n";
    struct quire_format_options format = QUIRE_FORMAT_OPTIONS_INIT;
    uint64_t told = 0;
    format.format = (enum quire_format)(choice & 3);
    REQUIRE(quire_terminal_verify(terminal, NULL, NULL) == 0);
    REQUIRE(quire_format_write(terminal, &format, on_piece, &told) == QUIRE_OK);
    (void)quire_terminal_feed(terminal, more, sizeof more - 1);
    REQUIRE(quire_terminal_resize(terminal, choice % 64 + 1u, choice / 64 * 5u + 1u, 0, 0) == QUIRE_OK);
    (void)quire_terminal_feed(terminal, more, sizeof more - 1);
    REQUIRE(quire_terminal_verify(terminal, NULL, NULL) == 0);
    REQUIRE(quire_snapshot_write(terminal, on_piece, &told) == QUIRE_OK);
}

static void put_length(uint8_t *bytes, size_t length) {
    for (size_t i = 0; i < 8 && length >= 24; i++)
        bytes[16 + i] = (uint8_t)((uint64_t)length >> i * 8);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static uint8_t unpacked[SNAPSHOT_BYTES];
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct quire_terminal *terminal = NULL;
    if (size < 1)
        return 0;
    size_t length = sparse_unpack(data + 1, size - 1, unpacked, sizeof unpacked);
    uint8_t *exact = malloc(length + !length); /* so that a byte too far is seen */
    REQUIRE(exact != NULL);
    memcpy(exact, unpacked, length);
    put_length(exact, length);
    enum quire_result result = quire_snapshot_read(exact, length, &options, &terminal);
    free(exact);
    if (result != QUIRE_OK) {
        REQUIRE(result == QUIRE_CORRUPT || result == QUIRE_UNSUPPORTED || result == QUIRE_LIMIT);
        return 0;
    }
    fuzz_taken++;
    use(terminal, data[0]);
    quire_terminal_destroy(terminal);
    return 0;
}
