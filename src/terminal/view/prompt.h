/* prompt.h - from prompt to prompt, through history and the primary screen. See quire_terminal_find_prompt. */
#ifndef QR_PROMPT_H
#define QR_PROMPT_H

#include "access.h"

bool qr_find_prompt(const struct qr_engine *engine, uint64_t line, bool backward, uint64_t *found);

#endif
