/* base64.h - RFC 4648 base64, as OSC 52 and the graphics protocols carry it.
 *
 * The decoder takes the standard alphabet. Blanks (space, tab, line ends) are skipped wherever they are, padding may be
 * missing, and the bits that no whole byte uses are not looked at. Everything else is an error: another byte, data
 * behind padding, more padding than the last group lacks, and a single character left over. */
#ifndef QR_BASE64_H
#define QR_BASE64_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <quire/result.h>

/* What `length` characters decode to at most. */
size_t qr_base64_decoded_size_max(size_t length);

/* Decodes text[0..length) into `bytes` and sets *written. QUIRE_INVALID: not base64. QUIRE_NO_SPACE: more than
 * `capacity` bytes. With an error *written is left alone, and what is in `bytes` means nothing. */
enum quire_result qr_base64_decode(const uint8_t *text, size_t length, uint8_t *bytes, size_t capacity,
                                   size_t *written);

/* Decodes as many whole groups of four as begin text[0..length) without blanks, padding or anything else between, three
 * bytes each: `bytes` has room for length / 4 * 3. Returns how many characters they were. Quick: 1 to 2 GB/s. */
size_t qr_base64_decode_groups(const uint8_t *text, size_t length, uint8_t *bytes);

/* The number of characters that `length` bytes are encoded to, padding included. False when no size_t can hold it. */
bool qr_base64_encoded_size(size_t length, size_t *size);

/* Encodes with padding, without line ends and without a terminator: qr_base64_encoded_size characters. */
void qr_base64_encode(const uint8_t *bytes, size_t length, char *text);

#endif
