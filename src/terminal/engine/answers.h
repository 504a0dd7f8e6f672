/* answers.h - what the host has the terminal say of itself (quire/identity.h), in one block of memory: the public
 * record, and behind it all that it points to. A terminal whose host said nothing has none, and answers as Quire does:
 * report.c, capabilities.c. */
#ifndef QR_ANSWERS_H
#define QR_ANSWERS_H

#include <quire/identity.h>

#include "capabilities.h"
#include "engine.h"

struct qr_answers {
    size_t bytes; /* of the block */
    struct quire_terminal_identity given;
};

/* In place of those that there are; NULL: Quire's own. What is given is valid (api_identity.c). OUT_OF_MEMORY: nothing
 * has changed. One allocation, linear in what is copied. */
enum quire_result qr_engine_set_answers(struct qr_engine *engine, const struct quire_terminal_identity *given);
void qr_forget_answers(struct qr_engine *engine);

/* Never NULL; members are NULL where the answer is Quire's own. Constant time. */
const struct quire_terminal_identity *qr_engine_answers(const struct qr_engine *engine);

/* The digits of a number that depends on the terminal. */
#define QR_NUMBER_DIGITS 12

/* What XTGETTCAP answers for a name: the host's word, then what follows from its settings, then Quire's table. `digits`
 * is room for a value. False: there is none. Linear in both. */
bool qr_capability_answer(const struct qr_engine *engine, const char *name, char digits[QR_NUMBER_DIGITS],
                          struct qr_capability *capability);

#endif
