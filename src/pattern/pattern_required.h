/* pattern_required.h - a text that every hit of a pattern has in it, so that whatever lacks it need not be looked at.
 *
 *     "(q17+x): .*"  ->  "q17"          "(foo|bar)baz?"  ->  "ba"          "foo|bar"  ->  none
 *
 * The pattern is read from left to right, and the characters that follow each other in every hit are written down; of
 * such runs the longest one is kept. A run ends where something stands that is no character of its own: a class, a dot,
 * an anchor, what may be left out. Groups are looked into, those of alternatives give nothing. The smallest doubt gives
 * up on the whole pattern: this knows a part of the syntax of PCRE2, and what it does not know (whatever begins with
 * "(?" but "(?:", verbs, \K, \Q, references, most escapes) might change what the rest means. A text that is wrong would
 * hide hits, no text costs time only.
 *
 * Case: where the pattern is found in any case, so may the text be, but in either case of its ASCII letters only, which
 * is what quick searches know. So it then has no character that is found as another one beyond that: not k and s (the
 * sign of Kelvin, the long s), and of other letters those alone that know no case.
 *
 * Pure. Any thread. */
#ifndef PATTERN_REQUIRED_H
#define PATTERN_REQUIRED_H

#include "pattern.h"

struct pattern_required {
    size_t length;          /* 0: none is known */
    char text[PATTERN_MAX]; /* whole characters without controls */
};

/* Of a pattern that is sound, of PATTERN_MAX bytes at most. Cost: walks it once. */
void pattern_required_find(struct pattern_required *required, const char *pattern, size_t length, bool is_regex,
                           bool ignore_case);

#endif
