/* pattern.h - a text that a user looks for, plain or as a regular expression, made ready to be found.
 *
 *     pattern_create (once) -> pattern_find, from hit to hit, in the text of one line
 *
 * Whoever looks for things types them, and while he types every beginning of a regular expression is one, too: "(a+)+"
 * may come before "(a+)+b" is finished. So none may stall: after PATTERN_WORK steps a call gives up on its line. Steps
 * are counted by callouts of PCRE2, which it does at each element of a pattern, since its own limits bound too little:
 * they hold for each place where a hit could begin, and do not see what a star reads. So what is found depends on
 * pattern and line alone, not on the clock. Its compiler for machine code is not used: what it would save is not
 * needed.
 *
 * Smart case: a text without an upper case letter is found in any case; with one it is found as it is. That holds for
 * all letters of Unicode. What stands behind a backslash is no letter of the text ("\S").
 *
 * Any thread, one at a time for each pattern. */
#ifndef PATTERN_H
#define PATTERN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Longer ones are refused: nobody types them. */
#define PATTERN_MAX 1024
/* Of one call of pattern_find: about a millisecond. Usual patterns need some hundred in a line, and most lines none. A
 * long line has some more for each of its bytes. */
#define PATTERN_WORK ((uint64_t)64 << 10)
#define PATTERN_WORK_A_BYTE 4
/* Of parentheses, and the whole. */
#define PATTERN_GROUPS 10

enum pattern_flag {
    PATTERN_REGEX = 1 << 0,      /* of PCRE2; else plain text */
    PATTERN_SMART_CASE = 1 << 1, /* as above; else as it is */
    PATTERN_IGNORE_CASE = 1 << 2
};

struct pattern;

/* Bytes [begin, end). */
struct pattern_span {
    size_t begin, end;
};

struct pattern_hit {
    struct pattern_span whole;                  /* never empty */
    struct pattern_span groups[PATTERN_GROUPS]; /* 0: the whole; one that has no part in the hit is {0, 0} */
};

enum pattern_result {
    PATTERN_FOUND,
    PATTERN_NONE,
    PATTERN_GAVE_UP /* it would take too long: nothing is known of the rest of this text */
};

/* NULL: one line in `error`, for a person ("column 3: missing closing parenthesis"; columns count characters from 1).
 * The text need not be terminated. Cost: some microseconds, and some KiB of memory. */
struct pattern *pattern_create(const char *text, size_t length, uint32_t flags, char *error, size_t error_size);
/* NULL is allowed. */
void pattern_destroy(struct pattern *pattern);

/* The first hit that begins at byte `from` (of a character) or behind it. The text is well-formed UTF-8, as the library
 * hands it out; "^" and "$" are its ends. Empty hits are none. */
enum pattern_result pattern_find(struct pattern *pattern, const char *text, size_t length, size_t from,
                                 struct pattern_hit *hit);

/* Would the text be found as it is, since it says so, or has an upper case letter? For those who have a faster way to
 * find text in any case. */
bool pattern_minds_case(const struct pattern *pattern);

/* A text that every hit has in it, so that lines without it need not be looked at: in either case of its ASCII letters
 * unless the pattern minds case. Borrowed from the pattern. NULL, *length 0: none is known (pattern_required.h). */
const char *pattern_required(const struct pattern *pattern, size_t *length);

/* Can this build find regular expressions? */
bool pattern_has_regex(void);

#endif
