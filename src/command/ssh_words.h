/* ssh_words.h - the words of an ssh command line, as OpenSSH's ssh(1) reads them. */
#ifndef SSH_WORDS_H
#define SSH_WORDS_H

#include <stdbool.h>

struct ssh_words {
    int host;        /* which word is the destination; -1: there is none */
    bool is_session; /* a shell on a terminal is what it is for: no command, nothing that asks for something else */
};

/* Options may stand before the destination and behind it, up to the first word of a command. An option that is not
 * known counts as one without a value; ssh itself will complain. */
struct ssh_words ssh_words_read(int count, char *const *words);

#endif
