/* The formats: text, HTML, and VT sequences that show the same again on a fresh terminal. */
#include "random_input.h"

static const char *formatted(struct kit *kit, enum quire_format format) {
    kit_format(kit, format, &kit->scratch);
    return kit->scratch.bytes;
}

static void text(void) {
    static const struct {
        const char *input, *text;
    } cases[] = {
        {"", ""},
        {"one", "one\n"},
        {"one\r\n\r\n  two  \r\n", "one\n\n  two\n"},
        {"abcdefghijklmno\r\nx", "abcdefghijklmno\nx\n"},
        {"123456789\xE6\xBC\xA2x", "123456789\xE6\xBC\xA2x\n"}, /* the gap before a wide character is no text */
        {"e\xCC\x81\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x9A\x80",
         "e\xCC\x81\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x9A\x80\n"},
        {"1\r\n2\r\n3\r\n4\r\n5", "1\n2\n3\n4\n5\n"}, /* history first */
        {"abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG", "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG\n"},
        {"\033[3;3Hx", "\n\n  x\n"},
        {"main\033[?1049halt\r\nscreen", "    alt\nscreen\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct kit kit;
        kit_open(&kit, 10, 3);
        feed(&kit, cases[i].input);
        CHECK_STR(formatted(&kit, QUIRE_FORMAT_TEXT), cases[i].text);
        kit_close(&kit);
    }
}

static void history_rows(void) {
    struct kit kit;
    struct quire_format_options options = QUIRE_FORMAT_OPTIONS_INIT;
    struct text out = {0};
    static const char *const wanted[] = {"4\n5\n", "3\n4\n5\n", "2\n3\n4\n5\n", "1\n2\n3\n4\n5\n", "1\n2\n3\n4\n5\n"};
    kit_open(&kit, 10, 2);
    feed(&kit, "1\r\n2\r\n3\r\n4\r\n5");
    for (options.history_rows = 0; options.history_rows < 5; options.history_rows++) {
        text_clear(&out);
        CHECK_INT(quire_format_write(kit.terminal, &options, kit_collect, &out), QUIRE_OK);
        CHECK_STR(out.bytes, wanted[options.history_rows]);
    }
    text_free(&out);
    kit_close(&kit);
}

static void html(void) {
    static const struct {
        const char *input, *part;
    } cases[] = {
        {"<b>&\"", "&lt;b&gt;&amp;&quot;\n"},
        {"\033[31mred", "<span style=\"color:#"},
        {"\033[38;2;1;2;3;48;2;4;5;6mx", "<span style=\"color:#010203;background:#040506;\">x</span>"},
        {"\033[38;2;1;2;3;48;2;4;5;6;7mx", "<span style=\"color:#040506;background:#010203;\">x</span>"},
        {"\033[1;3mx", "font-weight:bold;font-style:italic;"},
        {"\033[4:3;9;58:2::1:2:3mx", "text-decoration: underline line-through wavy #010203;"},
        {"\033]8;;https://x.org/?a=1&b=\"2\"\033\\x\033]8;;\033\\",
         "<a href=\"https://x.org/?a=1&amp;b=&quot;2&quot;\">"},
        {"\033]2;<title>\007", "<title>&lt;title&gt;</title>"},
        {"\xE6\xBC\xA2", "\xE6\xBC\xA2\n</pre>"},
        {"\033#6wide", "<span style=\"display:inline-block;transform-origin:0 0;transform:scale(2,1)\">wide</span>\n"},
        {"\033#3x", "0 0;transform:scale(2,2);clip-path:inset(0 0 50% 0)\">x</span>\n"},
        {"\033#4x", "0 100%;transform:scale(2,2);clip-path:inset(50% 0 0 0)\">x</span>\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct kit kit;
        kit_open(&kit, 10, 3);
        feed(&kit, cases[i].input);
        if (!strstr(formatted(&kit, QUIRE_FORMAT_HTML), cases[i].part)) {
            printf("case %zu:\n%s\n", i, kit.scratch.bytes);
            test_ok = false;
        }
        kit_close(&kit);
    }
    struct kit kit;
    kit_open(&kit, 10, 3);
    feed(&kit, "\033]8;;javascript:alert(1)\033\\x");
    CHECK(strstr(formatted(&kit, QUIRE_FORMAT_HTML), "javascript") == NULL);
    CHECK(strstr(kit.scratch.bytes, ">x<") || strstr(kit.scratch.bytes, "x\n"));
    kit_close(&kit);
}

static void drop_end(struct text *text, const char *end) {
    size_t length = strlen(end);
    if (text->length >= length && memcmp(text->bytes + text->length - length, end, length) == 0)
        text->length -= length;
}

/* Adds rows with default blanks at their ends left out: whether those were printed or never written does not show. */
static void add_rows(struct text *to, const char *from, const char *end) {
    static const char run_end[] = "\"]]";
    for (; from < end; from++) {
        if (strncmp(from, run_end, strlen(run_end)) != 0) {
            text_add(to, from, 1);
            continue;
        }
        while (to->bytes[to->length - 1] == ' ')
            to->length--;
        bool empty = to->bytes[to->length - 1] == '"' && to->bytes[to->length - 2] == '[';
        text_add(to, run_end, 2);
        if (empty)
            drop_end(to, "[\"\"]");
        if (empty)
            drop_end(to, ",");
        from++;
    }
}

/* The rows of a JSON document, without the empty ones at the end. */
static void rows_of(struct kit *kit, struct text *rows) {
    static const char empty[] = "{\"runs\":[]}", wrapped[] = ",\"wrapped\":true}";
    kit_format(kit, QUIRE_FORMAT_JSON, &kit->scratch);
    char *from = strstr(kit->scratch.bytes, "\"lines\":["), *to = strstr(kit->scratch.bytes, "],\n\"cursor\"");
    text_clear(rows);
    CHECK(from && to);
    if (!from || !to)
        return;
    from += strlen("\"lines\":[");
    add_rows(rows, from, to);
    for (size_t before = 0; before != rows->length;) {
        before = rows->length;
        drop_end(rows, empty);
        drop_end(rows, ",\n");
        drop_end(rows, "\n");
        size_t length = rows->length;
        drop_end(rows, wrapped); /* into a row that was empty */
        if (rows->length < length)
            text_add(rows, "}", 1);
    }
    text_add(rows, "", 0);
}

/* Prints what a terminal shows on a fresh one of the same size and compares the rows. */
static bool shows_the_same(struct kit *kit, struct text *vt) {
    struct quire_terminal_info info = kit_info(kit);
    struct kit fresh;
    struct text before = {0}, after = {0};
    kit_open(&fresh, info.cols, info.rows);
    kit_format(kit, QUIRE_FORMAT_VT, vt);
    CHECK_INT(quire_terminal_feed(fresh.terminal, vt->bytes, vt->length), QUIRE_OK);
    rows_of(kit, &before);
    rows_of(&fresh, &after);
    bool same = text_same(&before, &after);
    if (!same) {
        size_t at = 0, line = 0;
        for (; before.bytes[at] && before.bytes[at] == after.bytes[at]; at++)
            line = before.bytes[at] == '\n' ? at + 1 : line;
        printf("shown:       %.300s\nshown again: %.300s\n", before.bytes + line, after.bytes + line);
    }
    text_free(&before);
    text_free(&after);
    kit_close(&fresh);
    return same;
}

static void vt_by_hand(void) {
    static const char *const cases[] = {
        "",
        "one\r\ntwo",
        "abcdefghijklmno\r\nx",
        "1\r\n2\r\n3\r\n4\r\n5\r\n6",
        "0123456789\r\nx",
        "123456789\xE6\xBC\xA2x",
        "e\xCC\x81\xE2\x9D\xA4\xEF\xB8\x8F",
        "\033[1;2;3;5;7;8;9;53;4:3;58:5:9;38:2::1:2:3;48:5:100mall\033[m of it",
        "\033]8;id=a;http://x/;y\033\\link\033]8;;\033\\ and none",
        "\033[41mred\033[K\r\nnext",
        "a  b \033[42m \033[m c",
        "\033[5;5Hx\033[2;2Hy",
        "\033[44mabcdefghijklmnopqrstuvwxyz\033[m\r\n\033[45mABCDEFGHIJKLMNOPQRSTUVWXYZ",
        "\r\n\r\n\r\n\r\nabcdefghi\033[44mjklm\033[m\r\nx",
        "abcdefgh\033#6\r\nabcd\033#3\r\nabcdefgh\033#4\r\nx",
        "single line that wraps\r\n\033#6double that wraps\033#5",
        "x\r\n\033#6\r\n\033#3",
        "\033#6ab\xE6\xBC\xA2\xE6\xBC\xA2",
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct kit kit;
        struct text vt = {0};
        kit_open(&kit, 10, 4);
        feed(&kit, cases[i]);
        if (!shows_the_same(&kit, &vt)) {
            printf("case %zu\n", i);
            test_ok = false;
        }
        text_free(&vt);
        kit_close(&kit);
    }
}

/* Random screens. Left out is what text cannot say: characters that would join, kept apart by where the cursor went,
 * and the gap before a wide character that is no longer there. So rounds have wide characters or editing, not both. */
static void vt_by_chance(void) {
    static const char *const moves[] = {"\r\n",   "\r\n",    "\033[K",  "\033[1K", "\033[2J", "\033[L",
                                        "\033[M", "\033[3P", "\033[3@", "\033#3",  "\033#5",  "\033#6"};
    struct random random = {31};
    for (unsigned round = 0; round < 1500 && test_ok; round++) {
        uint32_t cols = random_between(&random, 2, 30), rows = random_between(&random, 1, 8);
        bool wide = round % 2;
        struct kit kit;
        struct text vt = {0}, input = {0};
        kit_open(&kit, cols, rows);
        for (uint32_t i = random_below(&random, 40); i > 0; i--) {
            uint32_t kind = random_below(&random, 10);
            if (kind < 5) {
                for (uint32_t k = random_between(&random, 1, 20); k > 0; k--)
                    text_code_point(&input, !wide || random_below(&random, 6)
                                                ? random_between(&random, 32, 126)
                                                : random_between(&random, 0x4E00, 0x4E40));
            } else if (kind < 7) {
                random_sgr(&random, &input);
            } else if (kind < 8) {
                text_addf(&input, "\033]8;;%s%u\033\\", random_below(&random, 2) ? "http://x/" : "",
                          random_below(&random, 4));
            } else if (kind < 9) {
                text_addf(&input, "%s", moves[random_below(&random, wide ? 2 : sizeof moves / sizeof *moves)]);
            } else if (!wide) {
                text_addf(&input, "\033[%u;%uH", random_between(&random, 1, rows), random_between(&random, 1, cols));
            }
        }
        CHECK_INT(quire_terminal_feed(kit.terminal, input.bytes ? input.bytes : "", input.length), QUIRE_OK);
        if (!shows_the_same(&kit, &vt)) {
            printf("round %u, %ux%u\n", round, cols, rows);
            test_ok = false;
        }
        text_free(&vt);
        text_free(&input);
        kit_close(&kit);
    }
}

static bool stop_at_once(void *user, const char *bytes, size_t length) {
    (void)bytes;
    (void)length;
    ++*(unsigned *)user;
    return false;
}

static void stopping_and_misuse(void) {
    struct kit kit;
    struct quire_format_options options = QUIRE_FORMAT_OPTIONS_INIT;
    kit_open(&kit, 80, 24);
    for (unsigned i = 0; i < 1000; i++)
        feed(&kit, "a line of some length, which is repeated many times\r\n");
    for (unsigned format = 0; format <= QUIRE_FORMAT_VT; format++) {
        unsigned calls = 0;
        options.format = (enum quire_format)format;
        CHECK_INT(quire_format_write(kit.terminal, &options, stop_at_once, &calls), QUIRE_LIMIT);
        CHECK_INT(calls, 1);
    }
    options.format = (enum quire_format)9;
    CHECK_INT(quire_format_write(kit.terminal, &options, kit_collect, &kit.scratch), QUIRE_INVALID);
    options.format = QUIRE_FORMAT_TEXT;
    CHECK_INT(quire_format_write(kit.terminal, &options, NULL, NULL), QUIRE_INVALID);
    options.size = 1;
    CHECK_INT(quire_format_write(kit.terminal, &options, kit_collect, &kit.scratch), QUIRE_INVALID);
    kit_close(&kit);
}

static void json_strings(void) {
    struct kit kit;
    struct quire_format_options options = QUIRE_FORMAT_OPTIONS_INIT;
    struct text out = {0};
    kit_open(&kit, 10, 2);
    feed(&kit, "\"\\\033]2;a\"\\\xFF\xE2\x82\007");
    options.format = QUIRE_FORMAT_JSON;
    options.replies = "\033[0n\x9B";
    options.replies_length = 5;
    CHECK_INT(quire_format_write(kit.terminal, &options, kit_collect, &out), QUIRE_OK);
    CHECK(strstr(out.bytes, "[[\"\\\"\\\\\"]]") != NULL);
    CHECK(strstr(out.bytes, "\"title\":\"a\\\"\\\\\xEF\xBF\xBD\xEF\xBF\xBD\"") != NULL);
    CHECK(strstr(out.bytes, "\"replies\":\"\\u001b[0n\xC2\x9B\"") != NULL);
    text_free(&out);
    kit_close(&kit);
}

int main(void) {
    RUN(text);
    RUN(history_rows);
    RUN(html);
    RUN(vt_by_hand);
    RUN(vt_by_chance);
    RUN(stopping_and_misuse);
    RUN(json_strings);
    return test_end();
}
