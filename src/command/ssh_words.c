#include "ssh_words.h"

#include <stddef.h>
#include <string.h>

#define WITH_VALUE "BbcDEeFIiJLlmOoPpQRSWw"
/* No shell: no terminal or command, in the background, control of another connection, questions, a tunnel. */
#define NO_SESSION "TNfsOQGVW"

/* The letters of one word; the last may take the rest of it, or the next word, as its value. Returns how many words
 * were read. */
static int read_letters(const char *word, struct ssh_words *read) {
    for (const char *letter = word + 1; *letter != '\0'; letter++) {
        if (strchr(NO_SESSION, *letter) != NULL) {
            read->is_session = false;
        }
        if (strchr(WITH_VALUE, *letter) != NULL) {
            return letter[1] != '\0' ? 1 : 2;
        }
    }
    return 1;
}

struct ssh_words ssh_words_read(int count, char *const *words) {
    struct ssh_words read = {-1, true};
    int at = 0;
    while (at < count) {
        if (strcmp(words[at], "--") == 0) {
            at++;
            break;
        }
        if (words[at][0] == '-' && words[at][1] != '\0') {
            at += read_letters(words[at], &read);
        } else if (read.host < 0) {
            read.host = at++;
        } else {
            break;
        }
    }
    if (read.host < 0 && at < count) { /* behind -- */
        read.host = at++;
    }
    read.is_session = read.is_session && read.host >= 0 && at >= count;
    return read;
}
