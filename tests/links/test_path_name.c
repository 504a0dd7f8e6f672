/* Paths of a text, from the root on. */
#include "path_name.h"

#include "test.h"

static const struct {
    const char *path, *directory, *home, *name; /* NULL: it is not known */
} examples[] = {
    {"/etc/passwd", "/work", "/home/a", "/etc/passwd"},
    {"/etc/passwd", "", "", "/etc/passwd"},
    {"src/main.c", "/work", "/home/a", "/work/src/main.c"},
    {"./main.c", "/work", "/home/a", "/work/./main.c"},
    {"../x", "/work/a", "/home/a", "/work/a/../x"},
    {"~/x", "/work", "/home/a", "/home/a/x"},
    {"~", "/work", "/home/a", "/home/a"},
    {"~b/x", "/work", "/home/a", "/work/~b/x"},
    {"src/main.c", "", "/home/a", NULL},
    {"~/x", "/work", "", NULL},
    {"x", "work", "", NULL},
};

static void by_the_table(void) {
    char name[100];
    for (size_t i = 0; i < sizeof examples / sizeof examples[0]; i++) {
        bool made = path_name_absolute(examples[i].path, examples[i].directory, examples[i].home, name, sizeof name);
        CHECK(made == (examples[i].name != NULL));
        if (made) {
            CHECK_STR(name, examples[i].name);
        }
    }
}

static void what_does_not_fit(void) {
    char name[8];
    CHECK(path_name_absolute("abc", "/de", "", name, 8));
    CHECK_STR(name, "/de/abc");
    CHECK(!path_name_absolute("abc", "/de", "", name, 7));
}

static void sides_of_a_difference(void) {
    CHECK_STR(path_name_without_side("a/src/x.c"), "src/x.c");
    CHECK_STR(path_name_without_side("b/x"), "x");
    CHECK(path_name_without_side("c/x") == NULL);
    CHECK(path_name_without_side("a/") == NULL);
    CHECK(path_name_without_side("a") == NULL);
    CHECK(path_name_without_side("") == NULL);
}

int main(void) {
    RUN(by_the_table);
    RUN(what_does_not_fit);
    RUN(sides_of_a_difference);
    return test_end();
}
