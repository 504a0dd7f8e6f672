/* number.h - decimal numbers inside string payloads, such as the 4 and the 17 of "4;17;#ff0000".
 *
 * Bytes are not terminated, may be anything, and no locale is asked. No sign and no blanks: a payload that holds them
 * is not ours. */
#ifndef QR_NUMBER_H
#define QR_NUMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* How many digits begin text[0..length). *value is the number they make, saturated at UINT32_MAX; 0 without digits. */
size_t qr_number_prefix(const uint8_t *text, size_t length, uint32_t *value);

/* True when all of text[0..length) is digits, at least one, that make a number of at most `maximum` (< UINT32_MAX,
 * where numbers saturate). Otherwise *value is left alone. */
bool qr_number_parse(const uint8_t *text, size_t length, uint32_t maximum, uint32_t *value);

#endif
