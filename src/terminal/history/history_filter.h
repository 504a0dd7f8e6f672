/* history_filter.h - which words can be in a page that is not in memory.
 *
 * A search for a word that is nowhere would have to decompress, or read, every page. So a packed page keeps a small
 * filter of its text: a bit for each three bytes that stand in it one behind the other (a Bloom filter with one hash),
 * without regard to ASCII case. A word whose every three bytes are there may be in the page; any other is not. Where
 * half of the bits are set, as ordinary text of 60 KB does, a word of ten letters passes by mistake once in 256 pages;
 * words of one or two bytes are never told apart.
 *
 * Filters live in memory only, behind what is left of a page (qr_history_page.packed), and cost 1/64 of its text. */
#ifndef QR_HISTORY_FILTER_H
#define QR_HISTORY_FILTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define QR_FILTER_BYTES 1024u

/* Sets the bits of a text in a zeroed filter: about a nanosecond a byte. Cannot fail. */
void qr_filter_fill(uint8_t filter[QR_FILTER_BYTES], const uint8_t *text, size_t length);

/* False: the word is not in the text, in either case of its letters. True says nothing. Walks the word. */
bool qr_filter_may_hold(const uint8_t filter[QR_FILTER_BYTES], const uint8_t *word, size_t length);

#endif
