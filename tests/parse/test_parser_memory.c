/* Strings collected: limits, what is kept, and an allocator that fails at every site in turn. */
#include "test.h"

#include "transcript.h"

/* Counts what is out, and fails the allocation number `fail_at` and, if told so, all behind it. */
struct meter {
    size_t out, most, calls, fail_at;
    bool fail_on;
};

static void *meter_alloc(void *user, size_t size, size_t align) {
    struct meter *meter = user;
    (void)align;
    size_t call = meter->calls++;
    if (call == meter->fail_at || (meter->fail_on && call > meter->fail_at))
        return NULL;
    meter->out += size;
    if (meter->out > meter->most)
        meter->most = meter->out;
    return malloc(size);
}

static void meter_free(void *user, void *memory, size_t size, size_t align) {
    struct meter *meter = user;
    (void)align;
    meter->out -= size;
    free(memory);
}

static struct quire_allocator meter_allocator(struct meter *meter) {
    return (struct quire_allocator){
        .size = sizeof(struct quire_allocator), .user = meter, .alloc = meter_alloc, .free = meter_free};
}

static void feed_text(struct qr_parser *parser, const char *text) {
    qr_parser_feed(parser, (const uint8_t *)text, strlen(text));
}

static void feed_many(struct qr_parser *parser, uint8_t byte, size_t count, size_t piece) {
    uint8_t bytes[4096];
    memset(bytes, byte, sizeof bytes);
    for (; count > 0; count -= piece < count ? piece : count)
        qr_parser_feed(parser, bytes, piece < count ? piece : count);
}

static void ordinary_input_takes_no_memory(void) {
    struct meter meter = {.fail_at = SIZE_MAX};
    struct quire_allocator allocator = meter_allocator(&meter);
    struct transcript transcript = {0};
    struct qr_parser parser;
    transcript_parser(&parser, &transcript, &allocator, 1000);
    feed_text(&parser, "text \xE2\x82\xAC\033[1;2m\033#8\033]\a\033_\033\\\033Pq\033\\");
    CHECK_INT(meter.calls, 0);
    qr_string_collector_finish(&transcript.strings);
    transcript_clear(&transcript);
}

/* A long string's buffer goes back when the string ends, however it ends; a short one's stays for the next. */
static void large_buffers_go_back(void) {
    static const char *const ends[] = {"\a", "\033\\", "\x18", "\033[m", "\033]", "\033\033"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        struct meter meter = {.fail_at = SIZE_MAX};
        struct quire_allocator allocator = meter_allocator(&meter);
        struct transcript transcript = {0};
        struct qr_parser parser;
        transcript_parser(&parser, &transcript, &allocator, 1000000);
        feed_text(&parser, "\033]");
        feed_many(&parser, 'x', 1000, 100);
        feed_text(&parser, ends[i]);
        CHECK(meter.out >= 1000 && meter.out <= QR_STRING_KEPT_BYTES);
        size_t calls = meter.calls;
        feed_text(&parser, "\x18\033]");
        feed_many(&parser, 'x', 1000, 1000);
        CHECK_INT(meter.calls, calls);
        feed_many(&parser, 'x', 200000, 4096);
        CHECK(meter.out >= 200000);
        feed_text(&parser, ends[i]);
        CHECK_INT(meter.out, 0);
        qr_string_collector_finish(&transcript.strings);
        transcript_clear(&transcript);
    }
}

static void limit_bounds_memory(void) {
    struct meter meter = {.fail_at = SIZE_MAX};
    struct quire_allocator allocator = meter_allocator(&meter);
    struct transcript transcript = {0};
    struct qr_parser parser;
    transcript_parser(&parser, &transcript, &allocator, 100000);
    feed_text(&parser, "\033Pq");
    feed_many(&parser, 'x', 5000000, 4096);
    CHECK(meter.most <= 4 * 100000);
    CHECK_INT(meter.out, 0);
    CHECK_INT(transcript.no_memory, 0);
    feed_text(&parser, "\033\\ok\033]1\a");
    transcript_end(&transcript, &parser);
    CHECK_STR(transcript.text, "'ok' OSC(1)BEL");
    qr_parser_reset(&parser);
    qr_string_collector_finish(&transcript.strings);
    CHECK_INT(meter.out, 0);
    transcript_clear(&transcript);
}

static void no_strings_at_all(void) {
    struct transcript transcript = {0};
    struct qr_parser parser;
    transcript_parser(&parser, &transcript, NULL, 0);
    feed_text(&parser, "\033]\a\033]0\ax");
    transcript_end(&transcript, &parser);
    CHECK_STR(transcript.text, "OSC()BEL 'x'");
    qr_string_collector_finish(&transcript.strings);
    transcript_clear(&transcript);
}

/* Three strings that grow the buffer, and text around them. Returns false when no allocation failed. */
static bool play_failing(size_t fail_at, bool fail_on, size_t piece) {
    static const size_t lengths[] = {10, 1000, 100000};
    struct meter meter = {.fail_at = fail_at, .fail_on = fail_on};
    struct quire_allocator allocator = meter_allocator(&meter);
    struct transcript transcript = {0};
    struct qr_parser parser;
    unsigned reported = 0, dropped = 0;
    transcript_parser(&parser, &transcript, &allocator, 1000000);
    for (size_t i = 0; i < 3; i++) {
        feed_text(&parser, "a\033]");
        feed_many(&parser, 'x', lengths[i], piece);
        feed_text(&parser, "\033\\\033[1m");
        transcript_end(&transcript, &parser);
        bool whole = strncmp(transcript.text, "'a' OSC(x", 9) == 0;
        CHECK(whole || strcmp(transcript.text, "'a' CSI(1m)") == 0);
        CHECK(!whole || transcript.length == lengths[i] + strlen("'a' OSC()ST CSI(1m)"));
        CHECK_INT(transcript.no_memory, !whole);
        reported += whole;
        dropped += !whole;
        transcript_clear(&transcript);
    }
    qr_string_collector_finish(&transcript.strings);
    CHECK_INT(meter.out, 0);
    CHECK_INT(dropped > 0, meter.calls > fail_at);
    CHECK(fail_on || reported >= 2);
    return dropped > 0;
}

static void failure_at_every_site(void) {
    static const size_t pieces[] = {1, 7, 300, 4096};
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        size_t once = 0, from_then_on = 0;
        while (play_failing(once, false, pieces[i]))
            once++;
        while (play_failing(from_then_on, true, pieces[i]))
            from_then_on++;
        CHECK(once >= 5);
        CHECK_INT(once, from_then_on);
    }
}

/* The handler may reset the parser that calls it, and goes on using what it was lent. */
static void reset_by_the_handler(void) {
    struct transcript transcript = {0};
    struct qr_parser parser;
    transcript_parser(&parser, &transcript, NULL, 1000000);
    transcript.parser_to_reset = &parser;
    feed_text(&parser, "\033[1m\033]0;short\a\033]");
    feed_many(&parser, 'x', 100000, 4096);
    feed_text(&parser, "\033\\\033]");
    transcript.length = 0;
    feed_text(&parser, "1\ax");
    transcript_end(&transcript, &parser);
    CHECK_STR(transcript.text, "OSC(1)BEL 'x'");
    qr_string_collector_finish(&transcript.strings);
    transcript_clear(&transcript);
}

int main(void) {
    RUN(ordinary_input_takes_no_memory);
    RUN(large_buffers_go_back);
    RUN(limit_bounds_memory);
    RUN(no_strings_at_all);
    RUN(failure_at_every_site);
    RUN(reset_by_the_handler);
    return test_end();
}
