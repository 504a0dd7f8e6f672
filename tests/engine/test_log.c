/* The log of a terminal: what was left out is said, once per call, and nothing about ordinary input. */
#include <stdlib.h>

#include <quire/log.h>

#include "engine_kit.h"

/* --- a host that listens, with memory that may run out --------------------------------------------------------- */

struct listener {
    struct quire_terminal *terminal;
    struct quire_allocator allocator;
    bool dry; /* no memory is given */
    struct text said;
};

static void *scarce_alloc(void *user, size_t size, size_t align) {
    (void)align;
    return ((struct listener *)user)->dry ? NULL : malloc(size);
}

static void scarce_free(void *user, void *memory, size_t size, size_t align) {
    (void)user, (void)size, (void)align;
    free(memory);
}

static void on_log(void *user, const struct quire_log *log) {
    static const char *const levels[] = {"notice", "warning", "error"};
    struct listener *listener = user;
    CHECK(strlen(log->text) > 10 && !strchr(log->text, '\n'));
    text_addf(&listener->said, "%s %s;", levels[log->level], quire_log_name(log->code));
}

static void listen(struct listener *listener, struct quire_terminal_options options) {
    *listener = (struct listener){
        .allocator = {sizeof(struct quire_allocator), listener, scarce_alloc, scarce_free, NULL, NULL}};
    options.allocator = &listener->allocator;
    options.callbacks =
        &(struct quire_callbacks){.size = sizeof(struct quire_callbacks), .user = listener, .log = on_log};
    if (quire_terminal_create(&options, &listener->terminal) != QUIRE_OK)
        abort();
    text_clear(&listener->said);
}

static void listen_standard(struct listener *listener) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    listen(listener, options);
}

static void end(struct listener *listener) {
    CHECK_INT(quire_terminal_verify(listener->terminal, kit_report, NULL), 0);
    quire_terminal_destroy(listener->terminal);
    text_free(&listener->said);
}

static enum quire_result tell(struct listener *listener, const char *text) {
    text_clear(&listener->said);
    return quire_terminal_feed(listener->terminal, text, strlen(text));
}

/* `times` copies of a text between two others; the caller frees it. */
static char *repeated(const char *before, const char *text, size_t times, const char *after) {
    struct text all = {0};
    text_addf(&all, "%s", before);
    for (size_t i = 0; i < times; i++)
        text_add(&all, text, strlen(text));
    text_addf(&all, "%s", after);
    return all.bytes;
}

/* --- tests ----------------------------------------------------------------------------------------------------- */

#define NAMED(name, code, level, text) CHECK_STR(quire_log_name(QUIRE_LOG_##name), #name);
static void codes_have_names(void) {
    QUIRE_LOG_LIST(NAMED)
    CHECK_STR(quire_log_name((enum quire_log_code)0), "UNKNOWN");
}

static void ordinary_input_says_nothing(void) {
    struct listener host;
    listen_standard(&host);
    CHECK_INT(tell(&host,
                   "plain \033[1;4:3;38;2;1;2;3mstyled\033]8;id=a;http://a/\033\\link\033]8;;\033\\ e\xCC\x81\r\n"
                   "\033]unknown\033\\\033[?9999h\033[99z\xFF\xFE\033c"),
              QUIRE_OK);
    CHECK_STR(host.said.bytes, "");
    quire_terminal_reset(host.terminal);
    CHECK(!quire_terminal_idle(host.terminal, UINT64_MAX));
    CHECK_STR(host.said.bytes, "");
    end(&host);
}

static void a_long_link_is_told_once_per_feed(void) {
    struct listener host;
    listen_standard(&host);
    char *uri = repeated("\033]8;;", "x", QUIRE_LINK_URI_MAX, "\033\\one\033]8;;\033\\");
    CHECK_INT(tell(&host, uri), QUIRE_OK);
    CHECK_STR(host.said.bytes, "");
    free(uri);
    uri = repeated("\033]8;;", "x", QUIRE_LINK_URI_MAX + 1, "\033\\one\033]8;;\033\\");
    char *id = repeated("\033]8;id=", "x", QUIRE_LINK_ID_MAX + 1, ";u\033\\one\033]8;;\033\\");
    for (int i = 0; i < 2; i++) {
        CHECK_INT(tell(&host, uri), QUIRE_OK);
        CHECK_STR(host.said.bytes, "warning LINK_TOO_LONG;");
        CHECK_INT(quire_terminal_feed(host.terminal, id, strlen(id)), QUIRE_OK);
        CHECK_STR(host.said.bytes, "warning LINK_TOO_LONG;warning LINK_TOO_LONG;");
    }
    char *twice = repeated("", uri, 2, id);
    CHECK_INT(tell(&host, twice), QUIRE_OK);
    CHECK_STR(host.said.bytes, "warning LINK_TOO_LONG;");
    free(twice);
    free(id);
    free(uri);
    end(&host);
}

static void a_long_string_is_told(void) {
    struct listener host;
    listen_standard(&host);
    char *fits = repeated("\033]2;", "x", QUIRE_STRING_MAX - 2, "\033\\");
    CHECK_INT(tell(&host, fits), QUIRE_OK);
    CHECK_STR(host.said.bytes, "");
    free(fits);
    char *string = repeated("\033]2;", "x", QUIRE_STRING_MAX, "\033\\seen");
    CHECK_INT(tell(&host, string), QUIRE_OK);
    CHECK_STR(host.said.bytes, "warning STRING_TOO_LONG;");
    free(string);
    end(&host);
}

static void a_long_cluster_is_told(void) {
    struct listener host;
    listen_standard(&host);
    char *cluster = repeated("e", "\xCC\x81", QUIRE_CLUSTER_MAX - 1, "");
    CHECK_INT(tell(&host, cluster), QUIRE_OK);
    CHECK_STR(host.said.bytes, "");
    CHECK_INT(tell(&host, "\xCC\x81\xCC\x81"), QUIRE_OK);
    CHECK_STR(host.said.bytes, "notice CLUSTER_TOO_LONG;");
    free(cluster);
    end(&host);
}

/* Many distinct things until the page's structures have to grow, and there is no memory to grow. */
static void tell_until_dry(struct listener *host, const char *format, const char *wanted) {
    enum quire_result result = QUIRE_OK;
    host->dry = true;
    for (unsigned i = 0; i < 20000 && result == QUIRE_OK; i++) {
        char text[128];
        snprintf(text, sizeof text, format, i / 100 % 200 + 1, i % 100 + 1, i >> 16 & 255, i >> 8 & 255, i & 255);
        result = tell(host, text);
    }
    host->dry = false;
    CHECK_INT(result, QUIRE_OUT_OF_MEMORY);
    CHECK_STR(host->said.bytes, wanted);
}

static void lack_of_memory_says_what_was_lost(void) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct listener host;
    options.cols = options.rows = 200;
    listen(&host, options);
    CHECK_INT(tell(&host, "\033]0;warm\033\\"), QUIRE_OK); /* the buffer of strings is there */
    tell_until_dry(&host, "\033[%u;%uH\033[38;2;%u;%u;%umx", "warning STYLE_DROPPED;");
    CHECK_INT(tell(&host, "\033[m\033[2J"), QUIRE_OK);
    tell_until_dry(&host, "\033[%u;%uH\033]8;;http://%u.%u.%u/\033\\x", "warning LINK_DROPPED;");
    host.dry = true;
    CHECK_INT(tell(&host, "\033]8;;\033\\\033[H\033[22t"), QUIRE_OUT_OF_MEMORY);
    CHECK_STR(host.said.bytes, "error OUT_OF_MEMORY;");
    host.dry = false;
    end(&host);
}

static void a_row_that_history_cannot_take_is_told(void) {
    struct listener host;
    listen_standard(&host);
    CHECK_INT(tell(&host, "row\033[24;1H"), QUIRE_OK);
    host.dry = true;
    CHECK_INT(tell(&host, "\n\n"), QUIRE_OUT_OF_MEMORY);
    CHECK_STR(host.said.bytes, "error HISTORY_ROW_LOST;");
    host.dry = false;
    end(&host);
}

static void idle_time_without_memory_is_told(void) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct listener host;
    options.scrollback_lines = 1000000;
    listen(&host, options);
    for (int i = 0; i < 4000; i++) {
        char *lines = repeated("", "many lines of text for a history that is worth compressing\r\n", 20, "");
        CHECK_INT(tell(&host, lines), QUIRE_OK);
        free(lines);
    }
    host.dry = true;
    CHECK(!quire_terminal_idle(host.terminal, 1));
    bool told = strcmp(host.said.bytes, "notice HISTORY_NOT_COMPRESSED;") == 0;
    host.dry = false;
    text_clear(&host.said);
    bool compresses = quire_terminal_idle(host.terminal, 1); /* false: built without LZ4 */
    CHECK_INT(told, compresses);
    CHECK_STR(host.said.bytes, "");
    end(&host);
}

int main(void) {
    RUN(codes_have_names);
    RUN(ordinary_input_says_nothing);
    RUN(a_long_link_is_told_once_per_feed);
    RUN(a_long_string_is_told);
    RUN(a_long_cluster_is_told);
    RUN(lack_of_memory_says_what_was_lost);
    RUN(a_row_that_history_cannot_take_is_told);
    RUN(idle_time_without_memory_is_told);
    return test_end();
}
