/* qr_crc32c.h - the checksum of everything that is stored: CRC-32C (Castagnoli, reflected, RFC 3720 appendix B.4). */
#ifndef QR_CRC32C_H
#define QR_CRC32C_H

#include <stddef.h>
#include <stdint.h>

/* The checksum of bytes that follow others whose checksum is `crc`; 0 to begin. */
uint32_t qr_crc32c(uint32_t crc, const void *bytes, size_t length);

#endif
