#include "answers.h"

#include <stdio.h>
#include <string.h>

#include "qr_memory.h"

/* --- copying --------------------------------------------------------------------------------------------------- */

/* One walk over an identity: first to count, with no room, then to copy. */
struct packing {
    char *to; /* NULL: only counted */
    size_t used;
};

static void *pack(struct packing *packing, const void *bytes, size_t length) {
    size_t at = (packing->used + sizeof(void *) - 1) / sizeof(void *) * sizeof(void *);
    packing->used = at + length;
    return packing->to && length > 0 ? memcpy(packing->to + at, bytes, length) : NULL;
}

static const char *pack_text(struct packing *packing, const char *text) {
    return text ? pack(packing, text, strlen(text) + 1) : NULL;
}

static const char *const *pack_capabilities(struct packing *packing, const char *const *texts, size_t count) {
    const char **copy = pack(packing, texts, count * sizeof *texts);
    for (size_t i = 0; i < count; i++) {
        const char *text = pack_text(packing, texts[i]);
        if (copy)
            copy[i] = text;
    }
    return copy;
}

static struct quire_terminal_identity pack_all(struct packing *packing, const struct quire_terminal_identity *given) {
    struct quire_terminal_identity copy = *given;
    copy.version = pack_text(packing, given->version);
    copy.primary = pack(packing, given->primary, given->primary_count * sizeof *given->primary);
    copy.secondary = pack(packing, given->secondary, given->secondary ? 3 * sizeof *given->secondary : 0);
    copy.unit = pack_text(packing, given->unit);
    copy.terminal_name = pack_text(packing, given->terminal_name);
    copy.capabilities = pack_capabilities(packing, given->capabilities, given->capability_count);
    copy.answerback = pack_text(packing, given->answerback);
    return copy;
}

void qr_forget_answers(struct qr_engine *e) {
    if (e->answers)
        qr_free(&e->allocator, e->answers, e->answers->bytes);
    e->answers = NULL;
}

enum quire_result qr_engine_set_answers(struct qr_engine *e, const struct quire_terminal_identity *given) {
    struct packing packing = {NULL, sizeof(struct qr_answers)};
    struct qr_answers *answers = NULL;
    if (given) {
        (void)pack_all(&packing, given);
        answers = qr_alloc_zeroed(&e->allocator, packing.used);
        if (!answers)
            return QUIRE_OUT_OF_MEMORY;
        answers->bytes = packing.used;
        packing = (struct packing){(char *)answers, sizeof *answers};
        answers->given = pack_all(&packing, given);
    }
    qr_forget_answers(e);
    e->answers = answers;
    return QUIRE_OK;
}

const struct quire_terminal_identity *qr_engine_answers(const struct qr_engine *e) {
    static const struct quire_terminal_identity none = QUIRE_TERMINAL_IDENTITY_INIT;
    return e->answers ? &e->answers->given : &none;
}

/* --- capabilities ---------------------------------------------------------------------------------------------- */

/* The host's word on a capability: what stands behind its name, "" for a boolean. NULL: it says nothing. */
static const char *host_word(const struct quire_terminal_identity *given, const char *name) {
    size_t length = strlen(name);
    for (size_t i = 0; i < given->capability_count; i++) {
        const char *behind = given->capabilities[i] + length;
        if (strncmp(given->capabilities[i], name, length) == 0 && (*behind == 0 || *behind == '=' || *behind == '@'))
            return behind;
    }
    return NULL;
}

bool qr_capability_answer(const struct qr_engine *e, const char *name, char digits[QR_NUMBER_DIGITS],
                          struct qr_capability *capability) {
    const struct quire_terminal_identity *given = qr_engine_answers(e);
    const char *word = host_word(given, name);
    bool called = strcmp(name, "TN") == 0 || strcmp(name, "name") == 0;
    *capability = (struct qr_capability){.name = name, .kind = QR_CAPABILITY_STRING, .asked = true};
    if (word) {
        capability->kind = *word == 0 ? QR_CAPABILITY_BOOLEAN : QR_CAPABILITY_STRING;
        capability->value = *word == 0 ? word : word + 1;
        return *word != '@';
    }
    if (given->terminal_name && called) {
        capability->value = given->terminal_name;
        return true;
    }
    if (strcmp(name, "it") == 0) {
        snprintf(digits, QR_NUMBER_DIGITS, "%u", e->policy.tab_width);
        capability->kind = QR_CAPABILITY_NUMBER;
        capability->value = digits;
        return true;
    }
    return qr_capability_find(name, capability);
}
