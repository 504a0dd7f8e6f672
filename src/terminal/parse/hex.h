/* hex.h - bytes as hexadecimal digits, two each. */
#ifndef QR_HEX_H
#define QR_HEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Decodes `length` digits (an even number) of either case into length / 2 bytes. False: something else was among them;
 * `bytes` may have changed then. */
bool qr_hex_decode(const uint8_t *digits, size_t length, uint8_t *bytes);

/* Writes 2 * `length` digits in upper case; no terminator. */
void qr_hex_encode(const uint8_t *bytes, size_t length, char *digits);

#endif
