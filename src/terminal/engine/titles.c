/* titles.c - window title and icon title: OSC 0, 1, 2, the stack of XTWINOPS 22 and 23, and the modes in which titles
 * are set and reported (XTSMTITLE): as they are, in UTF-8, or as hexadecimal digits (xterm). */
#include "handlers.h"
#include "osc.h"

#include "hex.h"
#include "qr_memory.h"
#include "utf8.h"

static void tell_title(struct qr_engine *e, bool icon) {
    const char *text = icon ? e->titles.icon : e->titles.title;
    struct quire_event event = {
        .size = sizeof event, .type = icon ? QUIRE_EVENT_ICON_TITLE : QUIRE_EVENT_TITLE, .text = text};
    event.text_length = strlen(text);
    qr_event(e, &event);
}

void qr_set_title(struct qr_engine *e, bool icon, const uint8_t *text, size_t length) {
    char *to = icon ? e->titles.icon : e->titles.title;
    uint8_t plain[QUIRE_TITLE_MAX];
    size_t count = length < sizeof plain * 2 ? length / 2 : sizeof plain;
    if (e->titles.modes & QR_TITLE_SET_HEX) {
        if (length % 2 != 0 || !qr_hex_decode(text, count * 2, plain))
            return;
        text = plain;
        length = count;
    }
    to[qr_text_clean(to, e->titles.byte_limit, (struct qr_span){text, length})] = 0;
    tell_title(e, icon);
}

void qr_osc_titles(struct qr_engine *e, const struct qr_osc *osc) {
    if (osc->number != 2)
        qr_set_title(e, true, osc->text, osc->length);
    if (osc->number != 1)
        qr_set_title(e, false, osc->text, osc->length);
}

/* --- report ---------------------------------------------------------------------------------------------------- */

/* A title report shows text that a program chose: only where window operations are allowed. */
void qr_report_title(struct qr_engine *e, char kind, const char *title) {
    char introducer[3] = {'\033', ']', kind}, digits[2 * QUIRE_TITLE_MAX];
    size_t length = strlen(title);
    if (e->policy.window_ops != QUIRE_ALLOW)
        return;
    qr_reply_begin(e);
    qr_reply(e, introducer, sizeof introducer);
    if (e->titles.modes & QR_TITLE_QUERY_HEX) {
        qr_hex_encode((const uint8_t *)title, length, digits);
        qr_reply(e, digits, 2 * length);
    } else {
        qr_reply(e, title, length);
    }
    qr_reply(e, "\033\\", 2);
    qr_reply_end(e);
}

/* --- stack ----------------------------------------------------------------------------------------------------- */

static void forget_level(struct qr_engine *e, uint32_t level) {
    e->allocator.free(e->allocator.user, e->titles.stack[level], e->titles.stack_bytes[level], 1);
}

void qr_forget_titles(struct qr_engine *e) {
    while (e->titles.stack_depth > 0)
        forget_level(e, --e->titles.stack_depth);
}

/* The oldest level is free; the others move into its place. */
static void close_up(struct qr_titles *t) {
    t->stack_depth--;
    memmove(t->stack, t->stack + 1, t->stack_depth * sizeof *t->stack);
    memmove(t->stack_bytes, t->stack_bytes + 1, t->stack_depth * sizeof *t->stack_bytes);
}

/* A full stack loses its oldest level. */
static uint32_t new_level(struct qr_titles *t) {
    if (t->stack_depth == t->level_limit)
        close_up(t);
    return t->stack_depth++;
}

void qr_push_title(struct qr_engine *e, uint32_t level) {
    struct qr_titles *t = &e->titles;
    size_t title = strlen(t->title) + 1, icon = strlen(t->icon) + 1;
    if (level > t->stack_depth || t->level_limit == 0)
        return;
    char *copy = e->allocator.alloc(e->allocator.user, title + icon, 1);
    if (!copy) {
        qr_engine_note(e, QUIRE_OUT_OF_MEMORY);
        return;
    }
    memcpy(copy, t->title, title);
    memcpy(copy + title, t->icon, icon);
    if (level > 0 || t->stack_depth == t->level_limit)
        forget_level(e, level > 0 ? level - 1 : 0);
    uint32_t at = level > 0 ? level - 1 : new_level(t);
    t->stack[at] = copy;
    t->stack_bytes[at] = title + icon;
}

/* Takes the titles of a level over that `which` names. */
static void take_level(struct qr_engine *e, uint32_t level, uint32_t which) {
    struct qr_titles *t = &e->titles;
    const char *title = t->stack[level], *icon = title + strlen(title) + 1;
    if (which != 1) {
        memcpy(t->title, title, strlen(title) + 1);
        tell_title(e, false);
    }
    if (which != 2) {
        memcpy(t->icon, icon, strlen(icon) + 1);
        tell_title(e, true);
    }
}

void qr_pop_title(struct qr_engine *e, uint32_t which, uint32_t level) {
    if (e->titles.stack_depth == 0 || level > e->titles.stack_depth)
        return;
    take_level(e, level > 0 ? level - 1 : e->titles.stack_depth - 1, which);
    if (level == 0)
        forget_level(e, --e->titles.stack_depth);
}

/* --- limits ---------------------------------------------------------------------------------------------------- */

/* Cuts a title at a character. True if it was longer. */
static bool cut(char *title, uint32_t bytes) {
    size_t length = strlen(title), end = bytes;
    if (length <= bytes)
        return false;
    while (end > 0 && qr_utf8_continues((uint8_t)title[end]))
        end--;
    title[end] = 0;
    return true;
}

/* Both titles of a level, which stay one behind the other. */
static void cut_level(char *titles, uint32_t bytes) {
    char *icon = titles + strlen(titles) + 1;
    (void)cut(icon, bytes);
    (void)cut(titles, bytes);
    memmove(titles + strlen(titles) + 1, icon, strlen(icon) + 1);
}

void qr_limit_titles(struct qr_engine *e, uint32_t bytes, uint32_t levels) {
    struct qr_titles *t = &e->titles;
    t->byte_limit = bytes;
    t->level_limit = levels;
    while (t->stack_depth > levels) {
        forget_level(e, 0);
        close_up(t);
    }
    for (uint32_t i = 0; i < t->stack_depth; i++)
        cut_level(t->stack[i], bytes);
    if (cut(t->title, bytes))
        tell_title(e, false);
    if (cut(t->icon, bytes))
        tell_title(e, true);
}

/* --- modes ----------------------------------------------------------------------------------------------------- */

static void put_modes(struct qr_engine *e, const struct qr_sequence *s, bool on) {
    if (s->count == 0)
        e->titles.modes = 0;
    for (uint32_t i = 0; i < s->count; i++) {
        uint32_t which = qr_parameter(s, i, 0);
        uint32_t bit = which < 4 ? 1u << which : 0, modes = e->titles.modes;
        e->titles.modes = (uint8_t)(on ? modes | bit : modes & ~bit);
    }
}

void qr_do_xtsmtitle(struct qr_engine *e, const struct qr_sequence *s) {
    put_modes(e, s, true);
}

void qr_do_xtrmtitle(struct qr_engine *e, const struct qr_sequence *s) {
    put_modes(e, s, false);
}

void qr_do_xttitlepos(struct qr_engine *e, const struct qr_sequence *s) {
    (void)s;
    qr_replyf(e, "\033[%u;%u#S", e->titles.stack_depth, e->titles.level_limit);
}
