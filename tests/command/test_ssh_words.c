/* Which word of an ssh command line is the host, and whether a shell is what it is for. */
#include <stdio.h>
#include <string.h>

#include "ssh_words.h"
#include "test.h"

/* `line` is cut at blanks. */
static struct ssh_words read_line(const char *line) {
    static char copy[256];
    char *words[32];
    int count = 0;
    snprintf(copy, sizeof copy, "%s", line);
    for (char *word = strtok(copy, " "); word != NULL; word = strtok(NULL, " ")) {
        words[count++] = word;
    }
    return ssh_words_read(count, words);
}

static void hosts_are_found(void) {
    static const struct {
        const char *line;
        int host;
        bool is_session;
    } rows[] = {{"host", 0, true},
                {"user@host", 0, true},
                {"ssh://user@host:22", 0, true},
                {"-p 22 host", 2, true},
                {"-p22 host", 1, true},
                {"-4Ap 22 host", 2, true},
                {"-o Compression=yes -v -i key host", 5, true},
                {"host -p 22", 0, true},
                {"host -p 22 -v", 0, true},
                {"-J jump host", 2, true},
                {"-- host", 1, true},
                {"-v -- host", 2, true},
                {"host ls", 0, false},
                {"host -v ls -l", 0, false},
                {"-t host htop", 1, false},
                {"-T host", 1, false},
                {"-vN -L 1:a:2 host", 3, false},
                {"-fN host", 1, false},
                {"-W a:1 host", 2, false},
                {"-O exit host", 2, false},
                {"-G host", 1, false},
                {"-V", -1, false},
                {"-Q cipher", -1, false},
                {"-p 22", -1, false},
                {"-p", -1, false},
                {"--", -1, false},
                {"", -1, false}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct ssh_words read = read_line(rows[i].line);
        if (read.host != rows[i].host || read.is_session != rows[i].is_session) {
            printf("%s\n", rows[i].line);
        }
        CHECK_INT(read.host, rows[i].host);
        CHECK(read.is_session == rows[i].is_session);
    }
}

int main(void) {
    RUN(hosts_are_found);
    return test_end();
}
