/* What of a dropped list is inserted as text, and which files it names. */
#include "test.h"
#include "x11_drop.h"

static const char *kept(const char *list) {
    static char text[500];
    snprintf(text, sizeof text, "%s", list);
    x11_drop_keep_addresses(text, "here");
    return text;
}

static void files_of_this_host_are_no_text(void) {
    CHECK_STR(kept(""), "");
    CHECK_STR(kept("file:///tmp/a\r\nfile:/tmp/b\r\nfile://here/tmp/c\r\n"), "");
    CHECK_STR(kept("file://there/tmp/c\r\n"), "file://there/tmp/c");
    CHECK_STR(kept("file://her/c\nfile://heree/c"), "file://her/c file://heree/c");
}

static void other_addresses_are(void) {
    CHECK_STR(kept("http://a/b%20c?d"), "http://a/b%20c?d");
    CHECK_STR(kept("http://a\r\n"), "http://a");
    CHECK_STR(kept("# a comment\r\nhttp://a\r\nfile:///tmp/x\r\nmailto:b@c\r\n\r\n"), "http://a mailto:b@c");
    CHECK_STR(kept("\r\n\r\nx\r\n"), "x");
}

static char paths[200];

static void note(void *user, const char *path) {
    (void)user;
    snprintf(paths + strlen(paths), sizeof paths - strlen(paths), "<%s>", path);
}

static const char *files(const char *list) {
    paths[0] = '\0';
    x11_drop_files(list, "here", note, NULL);
    return paths;
}

/* Every address is either a file or text. */
static void files_have_paths(void) {
    CHECK_STR(files(""), "");
    CHECK_STR(files("file:///tmp/a\r\nfile:/tmp/b\r\nfile://here/tmp/c\r\n"), "</tmp/a></tmp/b></tmp/c>");
    CHECK_STR(files("# file:///x\nhttp://a/b\nfile://there/tmp/c\n\nfile:///d"), "</d>");
    CHECK_STR(files("file:///a%20b%2Fc%zz%4\n"), "</a b/c%zz%4>");
    CHECK_STR(files("file://here\nfile:///\n"), "</>");
}

int main(void) {
    RUN(files_of_this_host_are_no_text);
    RUN(other_addresses_are);
    RUN(files_have_paths);
    return test_end();
}
