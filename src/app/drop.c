#define _GNU_SOURCE
#include "drop.h"

#include <string.h>

#include "clipboard.h"
#include "shell_quote.h"

static void add_file(struct drop *drop, const char *name) {
    if (name != NULL && name[0] != '\0' && shell_quote(&drop->words, name)) {
        byte_buffer_append(&drop->words, " ", 1);
    }
}

static void paste_text(struct session *session, const char *text) {
    if (text != NULL && text[0] != '\0') {
        clipboard_paste_text(session, text, strlen(text));
    }
}

static void paste_words(struct drop *drop, struct session *session) {
    if (drop->words.length > 0) {
        clipboard_paste_text(session, drop->words.bytes, drop->words.length);
    }
    drop_finish(drop);
}

bool drop_handle(struct drop *drop, const SDL_Event *event, struct session *session) {
    switch (event->type) {
    case SDL_DROPBEGIN:
        drop_finish(drop);
        return true;
    case SDL_DROPFILE:
        add_file(drop, event->drop.file);
        SDL_free(event->drop.file);
        return true;
    case SDL_DROPTEXT:
        paste_text(session, event->drop.file);
        SDL_free(event->drop.file);
        return true;
    case SDL_DROPCOMPLETE:
        paste_words(drop, session);
        return true;
    default:
        return false;
    }
}

void drop_finish(struct drop *drop) {
    byte_buffer_finish(&drop->words);
}
