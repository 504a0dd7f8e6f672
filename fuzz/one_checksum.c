/* one_checksum.c - qr_crc32c.c for fuzz targets of stored formats: every checksum is the same number.
 *
 * A fuzzer cannot compute a checksum; with this one it need not. What a target's own build stores and what it reads
 * agree whatever was changed between, so that the rules behind the checksums are reached. It is linked before the
 * library, whose own is not taken then. Not 0, so that a field that was never written is still wrong. */
#include "qr_crc32c.h"

uint32_t qr_crc32c(uint32_t crc, const void *bytes, size_t length) {
    (void)crc;
    (void)bytes;
    (void)length;
    return UINT32_C(0x20251129);
}
