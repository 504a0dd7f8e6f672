/* pattern_pcre2.c - see pattern.h. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pattern.h"
#include "pattern_required.h"

/* What a step is: one element of a pattern at one place, or so many bytes that an element goes over. */
enum { BYTES_A_STEP = 8 };
enum { HEAP_MAX_KIB = 16 << 10, NESTING_MAX = 100 };

struct pattern {
    pcre2_code *code;
    pcre2_match_data *hit;
    pcre2_match_context *bounds;
    bool minds_case;
    uint64_t work_left; /* of a call of pattern_find */
    size_t last;        /* where the last step was */
    char needed[2];     /* letters and signs of ASCII that each hit has, in either case; 0: none is known */
    struct pattern_required required;
};

bool pattern_has_regex(void) {
    return true;
}

bool pattern_minds_case(const struct pattern *pattern) {
    return pattern->minds_case;
}

const char *pattern_required(const struct pattern *pattern, size_t *length) {
    *length = pattern->required.length;
    return *length > 0 ? pattern->required.text : NULL;
}

/* --- smart case ------------------------------------------------------------------------------------------------ */

static bool is_ascii(const char *text, size_t length) {
    for (size_t i = 0; i < length; i++) {
        if ((unsigned char)text[i] >= 0x80) {
            return false;
        }
    }
    return true;
}

static bool has_ascii_upper(const char *text, size_t length, bool is_regex) {
    for (size_t i = 0; i < length; i++) {
        if (is_regex && text[i] == '\\') {
            i++;
        } else if (text[i] >= 'A' && text[i] <= 'Z') {
            return true;
        }
    }
    return false;
}

/* Asked of PCRE2, which has the tables. */
static bool has_other_upper(const char *text, size_t length) {
    int error;
    PCRE2_SIZE at;
    pcre2_code *code =
        pcre2_compile((PCRE2_SPTR) "(?![A-Z])[\\p{Lu}\\p{Lt}]", PCRE2_ZERO_TERMINATED, PCRE2_UTF, &error, &at, NULL);
    pcre2_match_data *data = code != NULL ? pcre2_match_data_create(1, NULL) : NULL;
    bool has = data != NULL && pcre2_match(code, (PCRE2_SPTR)text, length, 0, 0, data, NULL) >= 0;
    pcre2_match_data_free(data);
    pcre2_code_free(code);
    return has;
}

static bool minds_case(const char *text, size_t length, uint32_t flags) {
    if ((flags & PATTERN_IGNORE_CASE) != 0 || (flags & PATTERN_SMART_CASE) == 0) {
        return (flags & PATTERN_IGNORE_CASE) == 0;
    }
    return has_ascii_upper(text, length, (flags & PATTERN_REGEX) != 0) ||
           (!is_ascii(text, length) && has_other_upper(text, length));
}

/* --- making ---------------------------------------------------------------------------------------------------- */

static size_t column_of(const char *text, size_t byte) {
    size_t column = 1;
    for (size_t i = 0; i < byte; i++) {
        column += ((unsigned char)text[i] & 0xC0) != 0x80;
    }
    return column;
}

static void put_error(int code, const char *text, size_t length, size_t at, char *error, size_t size) {
    PCRE2_UCHAR words[256];
    if (pcre2_get_error_message(code, words, sizeof words) < 0) {
        snprintf((char *)words, sizeof words, "error %d", code);
    }
    snprintf(error, size, "column %zu: %s", column_of(text, at < length ? at : length), (const char *)words);
}

static pcre2_code *compile(const char *text, size_t length, uint32_t options, char *error, size_t error_size) {
    int code;
    PCRE2_SIZE at = 0;
    pcre2_compile_context *limits = pcre2_compile_context_create(NULL);
    if (limits == NULL) {
        snprintf(error, error_size, "no memory");
        return NULL;
    }
    pcre2_set_parens_nest_limit(limits, NESTING_MAX);
    pcre2_code *made = pcre2_compile((PCRE2_SPTR)text, length, options, &code, &at, limits);
    if (made == NULL) {
        put_error(code, text, length, at, error, error_size);
    }
    pcre2_compile_context_free(limits);
    return made;
}

/* A letter in either case; k and s have a third one beyond ASCII. */
static bool can_be_needed(uint32_t unit) {
    return unit > ' ' && unit < 0x7F && strchr("kKsS", (int)unit) == NULL;
}

static char needed_by(const pcre2_code *code, uint32_t type_of, uint32_t unit_of) {
    uint32_t type = 0, unit = 0;
    bool known = pcre2_pattern_info(code, type_of, &type) == 0 && type == 1 &&
                 pcre2_pattern_info(code, unit_of, &unit) == 0 && can_be_needed(unit);
    return known ? (char)unit : '\0';
}

/* PCRE2 calls this at each element of the pattern that it tries. What the element before went over counts, too: a star
 * reads the whole line at one step, and so it does from each of its characters. */
static int count_work(pcre2_callout_block *at, void *user) {
    struct pattern *pattern = user;
    size_t now = at->current_position, last = pattern->last;
    uint64_t work = 1 + (now > last ? now - last : last - now) / BYTES_A_STEP;
    pattern->last = now;
    if (work > pattern->work_left) {
        return PCRE2_ERROR_CALLOUT;
    }
    pattern->work_left -= work;
    return 0;
}

static bool prepare(struct pattern *pattern) {
    pattern->hit = pcre2_match_data_create(PATTERN_GROUPS, NULL);
    pattern->bounds = pcre2_match_context_create(NULL);
    if (pattern->hit == NULL || pattern->bounds == NULL) {
        return false;
    }
    pattern->needed[0] = needed_by(pattern->code, PCRE2_INFO_FIRSTCODETYPE, PCRE2_INFO_FIRSTCODEUNIT);
    pattern->needed[1] = needed_by(pattern->code, PCRE2_INFO_LASTCODETYPE, PCRE2_INFO_LASTCODEUNIT);
    pcre2_set_heap_limit(pattern->bounds, HEAP_MAX_KIB);
    return pcre2_set_callout(pattern->bounds, count_work, pattern) == 0;
}

struct pattern *pattern_create(const char *text, size_t length, uint32_t flags, char *error, size_t error_size) {
    uint32_t options = PCRE2_UTF | PCRE2_AUTO_CALLOUT;
    options |= (flags & PATTERN_REGEX) != 0 ? PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C : PCRE2_LITERAL;
    if (length > PATTERN_MAX) {
        snprintf(error, error_size, "longer than %d bytes", PATTERN_MAX);
        return NULL;
    }
    struct pattern *pattern = calloc(1, sizeof *pattern);
    if (pattern == NULL) {
        snprintf(error, error_size, "no memory");
        return NULL;
    }
    pattern->minds_case = minds_case(text, length, flags);
    options |= pattern->minds_case ? 0 : PCRE2_CASELESS;
    pattern->code = compile(text, length, options, error, error_size);
    if (pattern->code != NULL && prepare(pattern)) {
        pattern_required_find(&pattern->required, text, length, (flags & PATTERN_REGEX) != 0, !pattern->minds_case);
        return pattern;
    }
    if (pattern->code != NULL) {
        snprintf(error, error_size, "no memory");
    }
    pattern_destroy(pattern);
    return NULL;
}

void pattern_destroy(struct pattern *pattern) {
    if (pattern != NULL) {
        pcre2_match_context_free(pattern->bounds);
        pcre2_match_data_free(pattern->hit);
        pcre2_code_free(pattern->code);
        free(pattern);
    }
}

/* --- finding --------------------------------------------------------------------------------------------------- */

static void put_hit(const struct pattern *pattern, int groups, struct pattern_hit *hit) {
    const PCRE2_SIZE *ends = pcre2_get_ovector_pointer(pattern->hit);
    for (int i = 0; i < PATTERN_GROUPS; i++) {
        bool has = i < groups && ends[2 * i] != PCRE2_UNSET && ends[2 * i] < ends[2 * i + 1];
        hit->groups[i] = has ? (struct pattern_span){ends[2 * i], ends[2 * i + 1]} : (struct pattern_span){0, 0};
    }
    hit->whole = hit->groups[0];
}

static bool has(const char *text, size_t length, char unit) {
    int other = unit >= 'a' && unit <= 'z' ? unit - 0x20 : unit >= 'A' && unit <= 'Z' ? unit + 0x20 : unit;
    return memchr(text, unit, length) != NULL || (other != unit && memchr(text, other, length) != NULL);
}

/* Most lines lack a character that every hit has: that costs a tenth of what PCRE2 takes to begin. */
static bool lacks_needed(const struct pattern *pattern, const char *text, size_t length) {
    for (size_t i = 0; i < sizeof pattern->needed; i++) {
        if (pattern->needed[i] != '\0' && !has(text, length, pattern->needed[i])) {
            return true;
        }
    }
    return false;
}

enum pattern_result pattern_find(struct pattern *pattern, const char *text, size_t length, size_t from,
                                 struct pattern_hit *hit) {
    if (from <= length && lacks_needed(pattern, text + from, length - from)) {
        return PATTERN_NONE;
    }
    pattern->work_left = PATTERN_WORK + PATTERN_WORK_A_BYTE * (uint64_t)length;
    pattern->last = from;
    int groups = pcre2_match(pattern->code, (PCRE2_SPTR)text, length, from, PCRE2_NO_UTF_CHECK | PCRE2_NOTEMPTY,
                             pattern->hit, pattern->bounds);
    if (groups < 0) {
        return groups == PCRE2_ERROR_NOMATCH ? PATTERN_NONE : PATTERN_GAVE_UP;
    }
    put_hit(pattern, groups > 0 ? groups : PATTERN_GROUPS, hit);
    return hit->whole.begin < hit->whole.end ? PATTERN_FOUND : PATTERN_GAVE_UP; /* \K, looking ahead */
}
