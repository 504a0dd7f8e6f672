/* Snapshots with the checksum made right: refused, or a terminal that is sound and stays so while it is fed and
 * resized.
 *
 * The input is a snapshot whose length and checksums (its own, and those of sealed pages) are put in here, so that the
 * fuzzer gets behind them. The first byte chooses what is done with a terminal that comes out. */
#include "snapshot_kit.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool condition) {
    if (!condition)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const char more[] = "x\r\n\033[31mtext\033[2J\033[?1049hy\033[?1049l\033[5;5H\033[L\033[M\0338\r\n\n\n\n\n";
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct quire_terminal *terminal = NULL;
    if (size < 1)
        return 0;
    size_t length = size - 1;
    uint8_t *bytes = malloc(length + !length);
    require(bytes != NULL);
    memcpy(bytes, data + 1, length);
    snapshot_mend(bytes, length);
    enum quire_result result = quire_snapshot_read(bytes, length, &options, &terminal);
    free(bytes);
    if (result != QUIRE_OK) {
        require(result == QUIRE_CORRUPT || result == QUIRE_UNSUPPORTED || result == QUIRE_LIMIT);
        return 0;
    }
    require(quire_terminal_verify(terminal, NULL, NULL) == 0);
    (void)quire_terminal_feed(terminal, more, sizeof more - 1);
    require(quire_terminal_resize(terminal, data[0] % 64 + 1u, data[0] / 64 * 5u + 1u, 0, 0) == QUIRE_OK);
    (void)quire_terminal_feed(terminal, more, sizeof more - 1);
    require(quire_terminal_verify(terminal, NULL, NULL) == 0);
    quire_terminal_destroy(terminal);
    return 0;
}
