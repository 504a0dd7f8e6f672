/* Commands become words: a value never leaves its word, and nothing is a shell's. */
#include "command_argv.h"

#include "test.h"

static const struct command_value path_values[] = {{"path", "/tmp/a b\"'$x;.c"}, {"line", "12"}};
static const struct command_value link_values[] = {{"", "https://x.org/a b"}};

struct example {
    const char *command;
    const struct command_value *values;
    size_t count;
    const char *words; /* a | between; NULL: it is wrong */
};

static const struct example examples[] = {
    {"code -g {path}:{line}", path_values, 2, "code|-g|/tmp/a b\"'$x;.c:12"},
    {"vim +{line} {path}", path_values, 2, "vim|+12|/tmp/a b\"'$x;.c"},
    {"vim", path_values, 2, "vim|/tmp/a b\"'$x;.c"},
    {"a {line}", path_values, 2, "a|12"},
    {"firefox {}", link_values, 1, "firefox|https://x.org/a b"},
    {"firefox", link_values, 1, "firefox|https://x.org/a b"},
    {"  a   b  ", link_values, 1, "a|b|https://x.org/a b"},
    {"'a b' \"c d\"e", NULL, 0, "a b|c de"},
    {"a '' b", NULL, 0, "a||b"},
    {"a\\ b c\\\\", NULL, 0, "a b|c\\"},
    {"'a\\b' \"c\\\"d\"", NULL, 0, "a\\b|c\"d"},
    {"a $(b) ; c|`d` > e", NULL, 0, "a|$(b)|;|c\\|`d`|>|e"},
    {"a {other} {", link_values, 1, "a|{other}|{|https://x.org/a b"},
    {"a '{}'", link_values, 1, "a|https://x.org/a b"},
    {"a {}{}", link_values, 1, "a|https://x.org/a bhttps://x.org/a b"},
    {"", link_values, 1, NULL},
    {"   ", link_values, 1, NULL},
    {"a 'b", link_values, 1, NULL},
    {"a \"b", link_values, 1, NULL},
};

static void join(const struct command_argv *words, char *text) {
    for (size_t i = 0; words->words[i] != NULL; i++) {
        text += i > 0 ? sprintf(text, "|") : 0;
        for (const char *at = words->words[i]; *at != '\0'; at++) {
            text += sprintf(text, "%s%c", *at == '|' ? "\\" : "", *at);
        }
    }
}

static void by_the_table(void) {
    for (size_t i = 0; i < sizeof examples / sizeof examples[0]; i++) {
        const struct example *example = &examples[i];
        struct command_argv words;
        char text[500] = "";
        bool made = command_argv_make(example->command, example->values, example->count, &words);
        CHECK(made == (example->words != NULL));
        if (made) {
            join(&words, text);
            CHECK_STR(text, example->words);
        }
        command_argv_finish(&words);
    }
}

static void too_many_words(void) {
    char command[400] = "";
    struct command_argv words;
    for (int i = 0; i < COMMAND_ARGV_MAX - 1; i++) {
        strcat(command, "a ");
    }
    CHECK(command_argv_make(command, link_values, 1, &words));
    CHECK_STR(words.words[COMMAND_ARGV_MAX - 1], "https://x.org/a b");
    CHECK(words.words[COMMAND_ARGV_MAX] == NULL);
    command_argv_finish(&words);
    strcat(command, "a ");
    CHECK(!command_argv_make(command, link_values, 1, &words));
}

int main(void) {
    RUN(by_the_table);
    RUN(too_many_words);
    return test_end();
}
