/* Names of files as words of a shell: the forms, and that real shells read every name back. */
#define _GNU_SOURCE
#include <stdint.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "shell_quote.h"
#include "test.h"

/* The quoted name, terminated, until the next call. */
static const char *quoted(const char *name) {
    static struct byte_buffer buffer;
    buffer.length = 0;
    bool good = shell_quote(&buffer, name) && byte_buffer_append(&buffer, "", 1);
    return good ? buffer.bytes : "(no memory)";
}

static void each_kind_has_its_form(void) {
    CHECK_STR(quoted("/home/me/plain-name_1.txt"), "/home/me/plain-name_1.txt");
    CHECK_STR(quoted("/tmp/two words"), "'/tmp/two words'");
    CHECK_STR(quoted("/tmp/it's"), "'/tmp/it'\\''s'");
    CHECK_STR(quoted("'"), "''\\'''");
    CHECK_STR(quoted(""), "''");
    CHECK_STR(quoted("~"), "'~'");
    CHECK_STR(quoted("a=b"), "'a=b'");
    CHECK_STR(quoted("$(reboot)`x`!y;z&"), "'$(reboot)`x`!y;z&'");
    CHECK_STR(quoted("/tmp/gr\xc3\xbc\xc3\x9f"), "'/tmp/gr\xc3\xbc\xc3\x9f'");
    CHECK_STR(quoted("/tmp/a\nreboot\n"), "$'/tmp/a\\nreboot\\n'");
    CHECK_STR(quoted("\x1b[201~'\\!"), "$'\\033[201~\\047\\134\\041'");
    CHECK_STR(quoted("a\x7f"
                     "1"),
              "$'a\\1771'");
    CHECK_STR(quoted("\xc2\x9b"), "$'\\302\\233'");                 /* CSI as U+009B */
    CHECK_STR(quoted("\xc2\x9f\xc2\xa0"), "$'\\302\\237\xc2\xa0'"); /* U+00A0 is none */
    CHECK_STR(quoted("\xed\xbf\xbf\xee\x80\x80"), "$'\\355\\277\\277\xee\x80\x80'");
    CHECK_STR(quoted("\xff\xc3"), "$'\\377\\303'");                            /* no UTF-8, and cut off */
    CHECK_STR(quoted("\xc0\x8a\xed\xa0\x80"), "$'\\300\\212\\355\\240\\200'"); /* overlong, surrogate */
    CHECK_STR(quoted("\xf4\x90\x80\x80"), "$'\\364\\220\\200\\200'");          /* above U+10FFFF */
    CHECK_STR(quoted("\xf0\x9f\x98\x80\xe2\x82\xac"), "'\xf0\x9f\x98\x80\xe2\x82\xac'");
}

static void what_was_there_stays(void) {
    struct byte_buffer buffer = {NULL, 0, 0};
    CHECK(byte_buffer_append(&buffer, "x ", 2) && shell_quote(&buffer, "a b"));
    CHECK(buffer.length == 7 && memcmp(buffer.bytes, "x 'a b'", 7) == 0);
    byte_buffer_finish(&buffer);
}

static bool holds_controls(const char *text) {
    for (const unsigned char *at = (const unsigned char *)text; *at != '\0'; at++) {
        if (*at < 0x20 || *at == 0x7F || (*at == 0xC2 && at[1] >= 0x80 && at[1] < 0xA0)) {
            return true;
        }
    }
    return false;
}

/* What a shell makes of `printf %s WORD` comes back through a pipe. */
static bool shell_reads(const char *shell, const char *word, const char *name) {
    char script[8192], got[2048];
    int ends[2];
    snprintf(script, sizeof script, "printf '%%s|' %s", word);
    if (pipe(ends) != 0) {
        return false;
    }
    pid_t child = fork();
    if (child == 0) {
        dup2(ends[1], 1);
        close(ends[0]);
        close(ends[1]);
        execlp(shell, shell, "-c", script, (char *)NULL);
        _exit(127);
    }
    close(ends[1]);
    size_t length = 0;
    ssize_t more;
    while ((more = read(ends[0], got + length, sizeof got - 1 - length)) > 0) {
        length += (size_t)more;
    }
    close(ends[0]);
    waitpid(child, NULL, 0);
    got[length] = '\0';
    return length == strlen(name) + 1 && got[length - 1] == '|' && memcmp(got, name, length - 1) == 0;
}

static uint32_t next_random(uint32_t *state) {
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

/* One word, that is the name again, without control characters: 150 names of the bytes that matter. */
static void a_shell_reads_the_name_back(void) {
    static const char alphabet[] = "ab /.-~'\"\\$`!*?[]{}()<>|&;#=%^\n\r\t\x1b\x07\x7f\xc2\x9b\xc3\xbc\xff\xe2\x82\xac";
    uint32_t state = 20260709;
    for (int i = 0; i < 150; i++) {
        char name[24];
        size_t length = 1 + next_random(&state) % (sizeof name - 1);
        for (size_t j = 0; j < length; j++) {
            name[j] = alphabet[next_random(&state) % (i % 3 == 0 ? 31 : sizeof alphabet - 1)];
        }
        name[length - (length == sizeof name)] = '\0';
        const char *word = quoted(name);
        CHECK(!holds_controls(word));
        CHECK(shell_reads("bash", word, name));
        if (word[0] != '$') {
            CHECK(shell_reads("sh", word, name));
        }
    }
}

int main(void) {
    RUN(each_kind_has_its_form);
    RUN(what_was_there_stays);
    RUN(a_shell_reads_the_name_back);
    return test_end();
}
