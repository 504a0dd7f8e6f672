/* What of a dropped list is a file, and what is inserted as text. */
#include "drop_list.h"
#include "test.h"

static const char *kept(const char *list) {
    static char text[500];
    snprintf(text, sizeof text, "%s", list);
    drop_list_keep_addresses(text, "here");
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

static const char *path(const char *address) {
    static char text[500];
    snprintf(text, sizeof text, "%s", address);
    return drop_list_is_file(text, "here") ? drop_list_path(text) : NULL;
}

static void paths_are_decoded(void) {
    CHECK_STR(path("file:/tmp/b"), "/tmp/b");
    CHECK_STR(path("file:///tmp/two%20words%"), "/tmp/two words%");
    CHECK_STR(path("file://here/%C3%a4%0a%2g"), "/\xC3\xA4\n%2g");
    CHECK_STR(path("file://here"), "");
    CHECK(path("file://there/x") == NULL && path("http://here/x") == NULL);
}

static char paths[200];

static void note(void *user, const char *found) {
    (void)user;
    snprintf(paths + strlen(paths), sizeof paths - strlen(paths), "<%s>", found);
}

static const char *files(const char *list) {
    paths[0] = '\0';
    drop_list_files(list, "here", note, NULL);
    return paths;
}

/* Every address is either a file or text. */
static void files_are_those_of_this_host(void) {
    CHECK_STR(files(""), "");
    CHECK_STR(files("file:///tmp/a\r\nfile:/tmp/b\r\nfile://here/tmp/c\r\n"), "</tmp/a></tmp/b></tmp/c>");
    CHECK_STR(files("# file:///x\nhttp://a/b\nfile://there/tmp/c\n\nfile:///d%20e"), "</d e>");
}

int main(void) {
    RUN(files_of_this_host_are_no_text);
    RUN(other_addresses_are);
    RUN(paths_are_decoded);
    RUN(files_are_those_of_this_host);
    return test_end();
}
