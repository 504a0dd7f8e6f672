/* What becomes of links: the rule by its table, in every case of the letters. */
#include "link_target.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "test.h"

struct example {
    const char *uri;
    enum link_fate fate;
    const char *means; /* what is opened, or the part that is named to the user */
};

static const struct example examples[] = {
    {"http://example.org/a?b#c", LINK_OPENS, "http://example.org/a?b#c"},
    {"https://example.org", LINK_OPENS, "https://example.org"},
    {"ftp://example.org/x", LINK_OPENS, "ftp://example.org/x"},
    {"mailto:a@example.org", LINK_OPENS, "mailto:a@example.org"},
    {"file:///tmp/a%20b", LINK_OPENS, "file:///tmp/a%20b"},
    {"file:/tmp/a", LINK_OPENS, "file:///tmp/a"},
    {"file://localhost/tmp/a", LINK_OPENS, "file:///tmp/a"},
    {"file://here.example.org/tmp/a", LINK_OPENS, "file:///tmp/a"},
    {"file://here/tmp/a", LINK_OPENS, "file:///tmp/a"},
    {"file://here.example/tmp/a", LINK_OTHER_HOST, "here.example"},
    {"file://her/tmp/a", LINK_OTHER_HOST, "her"},
    {"file://hereby/tmp/a", LINK_OTHER_HOST, "hereby"},
    {"file://other.example.org/tmp/a", LINK_OTHER_HOST, "other.example.org"},
    {"file://me@here.example.org/tmp/a", LINK_OTHER_HOST, "me@here.example.org"},
    {"file://other", LINK_OTHER_HOST, "other"},
    {"file://here", LINK_MALFORMED, ""},
    {"file:tmp/a", LINK_MALFORMED, "tmp/a"},
    {"file:", LINK_MALFORMED, ""},
    {"http:", LINK_MALFORMED, ""},
    {"http://", LINK_MALFORMED, "//"},
    {"http:example.org", LINK_MALFORMED, "example.org"},
    {"mailto:", LINK_MALFORMED, ""},
    {"javascript:alert(1)", LINK_OTHER_SCHEME, "javascript"},
    {"ssh://host", LINK_OTHER_SCHEME, "ssh"},
    {"git+ssh-2.0://host", LINK_OTHER_SCHEME, "git+ssh-2.0"},
    {"httpsx://host", LINK_OTHER_SCHEME, "httpsx"},
    {"", LINK_MALFORMED, ""},
    {":", LINK_MALFORMED, ":"},
    {"1x:y", LINK_MALFORMED, "1x:y"},
    {"--help", LINK_MALFORMED, "--help"},
    {"-x:y", LINK_MALFORMED, "-x:y"},
    {"/etc/passwd", LINK_MALFORMED, "/etc/passwd"},
    {" http://a", LINK_MALFORMED, " http://a"},
};

static void check_one(const char *uri, size_t length, const char *host, const struct example *example) {
    char said[200];
    struct link_target target = link_target(uri, length, host);
    bool opens = target.fate == LINK_OPENS;
    snprintf(said, sizeof said, "%s%.*s", opens ? target.scheme : "", (int)target.part_length, target.part);
    CHECK(target.fate == example->fate);
    CHECK(strcasecmp(said, example->means) == 0);
    if (opens) {
        CHECK(islower((unsigned char)said[0]));
    }
}

static void test_table(void) {
    for (size_t i = 0; i < sizeof examples / sizeof examples[0]; i++) {
        check_one(examples[i].uri, strlen(examples[i].uri), "here.example.org", &examples[i]);
    }
}

static void test_case_of_letters(void) {
    for (size_t i = 0; i < sizeof examples / sizeof examples[0]; i++) {
        char upper[100] = "";
        for (size_t at = 0; examples[i].uri[at] != '\0'; at++) {
            upper[at] = (char)toupper((unsigned char)examples[i].uri[at]);
        }
        check_one(upper, strlen(upper), "Here.Example.Org", &examples[i]);
    }
}

/* A short name of this host takes its long one, and no name of a domain alone. */
static void test_short_host(void) {
    static const struct example with_domain = {"", LINK_OPENS, "file:///a"}, other = {"", LINK_OTHER_HOST, "there.org"};
    check_one("file://here.org/a", 17, "here", &with_domain);
    check_one("file://there.org/a", 18, "here", &other);
    CHECK(link_target("file://x/a", 10, "").fate == LINK_OTHER_HOST);
}

/* Only so many bytes belong to it. */
static void test_length(void) {
    for (size_t length = 0; length < 8; length++) {
        CHECK(link_target("http://a", length, "here").fate == LINK_MALFORMED);
    }
    CHECK(link_target("http://a", 8, "here").fate == LINK_OPENS);
}

int main(void) {
    RUN(test_table);
    RUN(test_case_of_letters);
    RUN(test_short_host);
    RUN(test_length);
    return test_end();
}
