/** @file
 * quire/width.h - how many columns text takes, and where its grapheme clusters end: the terminal's own answers, for
 * hosts that lay out text beside it (prompts, status lines, line editors, parsers of their own over page.h).
 *
 * Widths are those of terminals: 0 for marks and other code points that join what is before them, and for controls; 2
 * for East Asian Wide and Fullwidth and for default emoji presentation; else 1. East Asian Ambiguous ones (UAX #11: box
 * drawing, Greek, Cyrillic, private use, ...) take 1, or 2 where `ambiguous_wide` says so, as in the options of a
 * terminal. Clusters are the extended ones of UAX #29. A cluster takes the sum of its code points, and at most 2; VS16
 * (U+FE0F) and emoji modifiers make a character wide that can be an emoji, VS15 makes one narrow again.
 *
 * Tables, no state and no memory: any thread. A question costs two table loads a code point. Nothing here depends on a
 * locale. Since 0.1. */
#ifndef QUIRE_WIDTH_H
#define QUIRE_WIDTH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <quire/export.h>
#include <quire/result.h>

/** A cluster at the beginning of some text. */
struct quire_cluster_span {
    size_t size;        /**< sizeof, set by the initialiser */
    size_t length;      /**< units of the text that it takes: bytes of UTF-8, or code points; 0 at the end */
    size_t code_points; /**< code points of it; each malformed piece of UTF-8 is one */
    uint32_t columns;   /**< 0, 1 or 2 */
};

/** Initialiser of struct quire_cluster_span: its size, everything else zero. */
#define QUIRE_CLUSTER_SPAN_INIT                                                                                        \
    { sizeof(struct quire_cluster_span), 0, 0, 0 }

QUIRE_BEGIN_DECLS

/** The version of Unicode that widths and clusters are of, "17.0". Static. */
QUIRE_API const char *quire_unicode_version(void);

/** Columns of a code point by itself: 0, 1 or 2. Controls have 0; surrogates and values beyond U+10FFFF have 1. */
QUIRE_API uint32_t quire_code_point_columns(uint32_t code_point, bool ambiguous_wide);

/** Columns of a whole cluster: 0, 1 or 2. A cluster of 0 columns has no base: a terminal joins it to the character on
 * the left. NULL or a count of 0: 0. */
QUIRE_API uint32_t quire_cluster_columns(const uint32_t *code_points, size_t count, bool ambiguous_wide);

/** The first cluster of some code points. Go on behind it with what is left: clusters never depend on those before
 * them. The end of the text ends a cluster, so text that comes in pieces wants its last one again with the next piece.
 * INVALID: a bad size, or code points NULL with a count. Cost: the cluster and the code point behind it. */
QUIRE_API enum quire_result quire_cluster_next(const uint32_t *code_points, size_t count, bool ambiguous_wide,
                                               struct quire_cluster_span *span);

/** The same for UTF-8. Malformed bytes are U+FFFD, one for each maximal subpart, as a terminal shows them; a sequence
 * that the end cuts is one too. Controls are clusters of their own, CR LF is one. INVALID as above. */
QUIRE_API enum quire_result quire_utf8_cluster_next(const char *text, size_t length, bool ambiguous_wide,
                                                    struct quire_cluster_span *span);

/** Columns of UTF-8 text: the sum of its clusters. NULL: 0. Cost: the text. */
QUIRE_API uint64_t quire_utf8_columns(const char *text, size_t length, bool ambiguous_wide);

QUIRE_END_DECLS

#endif
