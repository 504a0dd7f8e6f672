/* quire/reply.h: tickets, order, bounds of time and size, replies that are kept, and how replies end. */
#include <stdlib.h>

#include <quire/clipboard.h>
#include <quire/notification.h>
#include <quire/reply.h>
#include <quire/snapshot.h>
#include <quire/strings.h>
#include <quire/terminal.h>

#include "test.h"

struct host {
    struct quire_terminal *terminal;
    char sent[1 << 16];
    size_t length;
    unsigned calls;
    bool takes_tickets;
    uint64_t tickets[4];
    unsigned taken;
    bool dry;  /* no memory is given */
    long left; /* allocations until one fails, if not 0 */
    unsigned dropped, expired;
};

static void on_reply(void *user, const char *bytes, size_t length) {
    struct host *host = user;
    host->calls++;
    if (host->length + length < sizeof host->sent)
        memcpy(host->sent + host->length, bytes, length);
    host->length += length;
    host->sent[host->length < sizeof host->sent ? host->length : 0] = 0;
}

static void on_event(void *user, const struct quire_event *event) {
    struct host *host = user;
    bool asks = event->type == QUIRE_EVENT_CLIPBOARD_QUERY || event->type == QUIRE_EVENT_CLIPBOARD_READ ||
                event->type == QUIRE_EVENT_CLIPBOARD_WRITE || event->type == QUIRE_EVENT_NOTIFICATION_ALIVE;
    if (!asks || !host->takes_tickets || host->taken == 4)
        return;
    if (quire_terminal_reply_later(host->terminal, &host->tickets[host->taken]) == QUIRE_OK)
        host->taken++;
}

static void on_log(void *user, const struct quire_log *log) {
    ((struct host *)user)->dropped += log->code == QUIRE_LOG_REPLY_DROPPED;
    ((struct host *)user)->expired += log->code == QUIRE_LOG_TICKET_EXPIRED;
}

static void *scarce_alloc(void *user, size_t size, size_t align) {
    struct host *host = user;
    (void)align;
    bool fails = host->left > 0 && --host->left == 0;
    return host->dry || fails ? NULL : malloc(size);
}

static void scarce_free(void *user, void *block, size_t size, size_t align) {
    (void)user, (void)size, (void)align;
    free(block);
}

static struct host *open_host(bool takes_tickets) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct host *host = calloc(1, sizeof *host);
    if (!host)
        abort();
    struct quire_allocator allocator = {sizeof allocator, host, scarce_alloc, scarce_free, NULL, NULL};
    host->takes_tickets = takes_tickets;
    struct quire_callbacks callbacks = QUIRE_CALLBACKS_INIT;
    callbacks.user = host;
    callbacks.reply = on_reply;
    callbacks.event = on_event;
    callbacks.log = on_log;
    options.callbacks = &callbacks;
    options.allocator = &allocator;
    options.window_ops = QUIRE_ALLOW;
    if (quire_terminal_create(&options, &host->terminal) != QUIRE_OK)
        abort();
    return host;
}

static void close_host(struct host *host) {
    quire_terminal_destroy(host->terminal);
    free(host);
}

static const char *fed(struct host *host, const char *bytes) {
    host->length = 0;
    host->sent[0] = 0;
    CHECK_INT(quire_terminal_feed(host->terminal, bytes, strlen(bytes)), QUIRE_OK);
    return host->sent;
}

static const char *done(struct host *host, uint64_t ticket) {
    host->length = 0;
    host->sent[0] = 0;
    CHECK_INT(quire_terminal_reply_done(host->terminal, ticket), QUIRE_OK);
    return host->sent;
}

static struct quire_reply_info info_of(const struct host *host) {
    struct quire_reply_info info = QUIRE_REPLY_INFO_INIT;
    CHECK_INT(quire_terminal_reply_info(host->terminal, &info), QUIRE_OK);
    return info;
}

#define STATUS "\033[0n"

/* --- order ------------------------------------------------------------------------------------------------------- */

/* A question for the host and one for the terminal are answered in that order. */
static void answers_come_in_order(void) {
    struct host *host = open_host(true);
    CHECK_STR(fed(host, "\033]52;c;?\033\\\033[5n"), "");
    CHECK_INT(host->taken, 1);
    CHECK_INT(info_of(host).tickets, 1);
    CHECK_INT(info_of(host).waiting, strlen(STATUS));
    CHECK_INT(quire_terminal_reply_for(host->terminal, host->tickets[0]), QUIRE_OK);
    CHECK_INT(quire_terminal_clipboard_reply(host->terminal, 'c', "abc", 3), QUIRE_OK);
    CHECK_STR(host->sent, "");
    CHECK_STR(done(host, host->tickets[0]), "\033]52;c;YWJj\033\\" STATUS);
    CHECK_STR(fed(host, "\033[5n"), STATUS);
    close_host(host);
}

/* The second is done first, and waits for the first, which is given up; bytes of the host's own go out as they are. */
static void tickets_wait_for_each_other(void) {
    struct host *host = open_host(true);
    CHECK_STR(fed(host, "\033[5n\033]52;c;?\a\033[5n\033]52;p;?\a\033[?6n"), STATUS);
    CHECK_INT(host->taken, 2);
    CHECK_INT(quire_terminal_reply_write(host->terminal, host->tickets[1], "one ", 4), QUIRE_OK);
    CHECK_INT(quire_terminal_reply_write(host->terminal, host->tickets[1], "two", 3), QUIRE_OK);
    CHECK_STR(done(host, host->tickets[1]), "");
    CHECK_INT(quire_terminal_reply_write(host->terminal, host->tickets[1], "x", 1), QUIRE_NOT_FOUND);
    CHECK_STR(done(host, host->tickets[0]), STATUS "one two\033[?1;1;1R");
    CHECK_INT(quire_terminal_reply_done(host->terminal, host->tickets[0]), QUIRE_NOT_FOUND);
    CHECK_INT(quire_terminal_reply_for(host->terminal, host->tickets[0]), QUIRE_NOT_FOUND);
    CHECK_INT(info_of(host).waiting, 0);
    close_host(host);
}

/* Hosts that take no tickets have their replies as ever, each at once. */
static void without_tickets_all_is_as_ever(void) {
    struct host *host = open_host(false);
    CHECK_STR(fed(host, "\033]52;c;?\033\\\033[5n\033[5n"), STATUS STATUS);
    CHECK_INT(host->calls, 2);
    CHECK_INT(quire_terminal_clipboard_reply(host->terminal, 'c', "abc", 3), QUIRE_OK);
    CHECK_STR(host->sent, STATUS STATUS "\033]52;c;YWJj\033\\");
    close_host(host);
}

/* An answer without a ticket named is behind all that waits. */
static void an_answer_without_a_ticket_is_like_a_reply(void) {
    struct host *host = open_host(true);
    CHECK_STR(fed(host, "\033]52;c;?\033\\\033[5n"), "");
    CHECK_INT(quire_terminal_clipboard_reply(host->terminal, 'p', "x", 1), QUIRE_OK);
    CHECK_INT(quire_terminal_reply_for(host->terminal, host->tickets[0]), QUIRE_OK);
    CHECK_INT(quire_terminal_reply_for(host->terminal, 0), QUIRE_OK);
    CHECK_INT(quire_terminal_clipboard_reply(host->terminal, 'p', "y", 1), QUIRE_OK);
    CHECK_STR(done(host, host->tickets[0]), STATUS "\033]52;p;eA==\033\\\033]52;p;eQ==\033\\");
    close_host(host);
}

static enum quire_string_choice take_all(void *user, const struct quire_string *string) {
    (void)user, (void)string;
    return QUIRE_STRING_WHOLE;
}

static void answer_whole(void *user, const struct quire_string *string, const void *bytes, size_t length,
                         enum quire_string_end how) {
    struct host *host = user;
    uint64_t ticket = 0;
    (void)string, (void)how;
    CHECK_INT(quire_terminal_reply_later(host->terminal, &ticket), QUIRE_OK);
    CHECK_INT(quire_terminal_reply_write(host->terminal, ticket, bytes, length), QUIRE_OK);
    CHECK_INT(quire_terminal_reply_done(host->terminal, ticket), QUIRE_OK);
}

/* A protocol of the host's own answers in its place from inside the hook. */
static void a_hook_answers_in_place(void) {
    struct host *host = open_host(true);
    struct quire_string_hooks hooks = QUIRE_STRING_HOOKS_INIT;
    hooks.user = host;
    hooks.filter = take_all;
    hooks.whole = answer_whole;
    CHECK_INT(quire_terminal_set_strings(host->terminal, &hooks), QUIRE_OK);
    CHECK_STR(fed(host, "\033[5n\033_one\033\\\033[5n\033_two\033\\"), STATUS "one" STATUS "two");
    close_host(host);
}

/* --- bounds ------------------------------------------------------------------------------------------------------ */

/* A ticket lasts its time by the host's clock; one that was taken before the clock was known, from then on. */
static void tickets_expire(void) {
    struct host *host = open_host(true);
    struct quire_reply_options options = QUIRE_REPLY_OPTIONS_INIT;
    options.patience_ms = 100;
    CHECK_INT(quire_terminal_set_replies(host->terminal, &options), QUIRE_OK);
    CHECK_STR(fed(host, "\033]52;c;?\033\\\033[5n"), "");
    CHECK(info_of(host).next_ms == UINT64_MAX);
    quire_terminal_set_time(host->terminal, 1000);
    quire_terminal_set_time(host->terminal, 1060);
    CHECK_INT(info_of(host).next_ms, 40);
    CHECK_INT(quire_terminal_reply_write(host->terminal, host->tickets[0], "half", 4), QUIRE_OK);
    CHECK_INT(quire_terminal_reply_for(host->terminal, host->tickets[0]), QUIRE_OK);
    quire_terminal_set_time(host->terminal, 1099);
    CHECK_STR(host->sent, "");
    quire_terminal_set_time(host->terminal, 1100);
    CHECK_STR(host->sent, STATUS);
    CHECK_INT(host->expired, 1);
    CHECK_INT(quire_terminal_reply_done(host->terminal, host->tickets[0]), QUIRE_NOT_FOUND);
    CHECK_INT(quire_terminal_clipboard_reply(host->terminal, 'c', "", 0), QUIRE_OK); /* late: like a reply */
    CHECK_STR(host->sent, STATUS "\033]52;c;\033\\");
    CHECK(info_of(host).next_ms == UINT64_MAX);
    close_host(host);
}

/* Beyond the limit feeding takes nothing, and nothing is lost. */
static void feeding_stops_at_the_limit(void) {
    struct host *host = open_host(true);
    struct quire_reply_options options = QUIRE_REPLY_OPTIONS_INIT;
    static const char input[] = "\033]52;c;?\033\\\033[5n\033[5n\033[5n\033[5nabc";
    size_t taken = 0, more = 0;
    options.limit = 2 * strlen(STATUS);
    CHECK_INT(quire_terminal_set_replies(host->terminal, &options), QUIRE_OK);
    CHECK_INT(quire_terminal_feed_some(host->terminal, input, strlen(input), UINT64_MAX, &taken), QUIRE_OK);
    CHECK_INT(taken, strlen("\033]52;c;?\033\\\033[5n\033[5n"));
    CHECK(info_of(host).full);
    more = 7;
    CHECK_INT(quire_terminal_feed_some(host->terminal, input + taken, strlen(input) - taken, UINT64_MAX, &more),
              QUIRE_LIMIT);
    CHECK_INT(more, 0);
    CHECK_INT(quire_terminal_feed(host->terminal, "x", 1), QUIRE_LIMIT);
    CHECK_STR(done(host, host->tickets[0]), STATUS STATUS);
    CHECK(!info_of(host).full);
    CHECK_STR(fed(host, input + taken), STATUS STATUS);
    struct quire_terminal_info info = QUIRE_TERMINAL_INFO_INIT;
    CHECK_INT(quire_terminal_get_info(host->terminal, &info), QUIRE_OK);
    CHECK_INT(info.cursor_col, 3);
    close_host(host);
}

/* However the bytes are taken, the same is replied. */
static void pieces_change_nothing(void) {
    static const char input[] = "\033[5nab\033[6n\033P$qm\033\\\033[c\033]10;?\a\033[21t\033[2$w";
    struct host *one = open_host(false), *other = open_host(false);
    struct quire_reply_options options = QUIRE_REPLY_OPTIONS_INIT;
    (void)fed(one, input);
    options.keep = true;
    options.limit = 1;
    CHECK_INT(quire_terminal_set_replies(other->terminal, &options), QUIRE_OK);
    for (size_t at = 0, taken; at < strlen(input); at += taken) {
        const void *bytes;
        size_t length;
        CHECK_INT(quire_terminal_feed_some(other->terminal, input + at, strlen(input) - at, UINT64_MAX, &taken),
                  QUIRE_OK);
        CHECK(taken > 0);
        for (quire_terminal_reply_first(other->terminal, &bytes, &length); length > 0;
             quire_terminal_reply_first(other->terminal, &bytes, &length)) {
            on_reply(other, bytes, 1);
            CHECK_INT(quire_terminal_reply_sent(other->terminal, length + 1), QUIRE_INVALID);
            CHECK_INT(quire_terminal_reply_sent(other->terminal, 1), QUIRE_OK);
        }
        CHECK(bytes == NULL);
    }
    CHECK_STR(other->sent, one->sent);
    close_host(one);
    close_host(other);
}

/* What was kept goes out when it is kept no more. */
static void kept_replies_go_out_in_the_end(void) {
    struct host *host = open_host(true);
    struct quire_reply_options options = QUIRE_REPLY_OPTIONS_INIT;
    options.keep = true;
    CHECK_INT(quire_terminal_set_replies(host->terminal, &options), QUIRE_OK);
    CHECK_STR(fed(host, "\033[5n\033]52;c;?\033\\\033[5n"), "");
    CHECK_INT(info_of(host).ready, strlen(STATUS));
    CHECK_INT(info_of(host).waiting, 2 * strlen(STATUS));
    options.keep = false;
    CHECK_INT(quire_terminal_set_replies(host->terminal, &options), QUIRE_OK);
    CHECK_STR(host->sent, STATUS);
    CHECK_STR(done(host, host->tickets[0]), STATUS);
    options.limit = 0;
    CHECK_INT(quire_terminal_set_replies(host->terminal, &options), QUIRE_INVALID);
    close_host(host);
}

static void there_are_so_many_tickets(void) {
    struct host *host = open_host(false);
    uint64_t first = 0, ticket = 0, before = 0;
    CHECK_INT(quire_terminal_reply_later(host->terminal, &first), QUIRE_OK);
    for (unsigned i = 1; i < QUIRE_TICKETS_MAX; i++, before = ticket) {
        CHECK_INT(quire_terminal_reply_later(host->terminal, &ticket), QUIRE_OK);
        CHECK(ticket > before);
    }
    CHECK_INT(quire_terminal_reply_later(host->terminal, &ticket), QUIRE_LIMIT);
    CHECK_STR(done(host, first), "");
    CHECK_INT(quire_terminal_reply_later(host->terminal, &ticket), QUIRE_OK);
    close_host(host);
}

/* A reply that has no memory is dropped whole and logged, an answer with all of its pieces; what is behind goes on. */
static void without_memory(void) {
    struct host *host = open_host(true);
    host->dry = true;
    uint64_t ticket;
    CHECK_INT(quire_terminal_reply_later(host->terminal, &ticket), QUIRE_OUT_OF_MEMORY);
    host->dry = false;
    CHECK_STR(fed(host, "\033]52;c;?\033\\\033[5n"), "");
    CHECK_INT(quire_terminal_reply_write(host->terminal, host->tickets[0], "one", 3), QUIRE_OK);
    host->dry = true;
    char many[5000];
    memset(many, 'x', sizeof many);
    CHECK_INT(quire_terminal_reply_write(host->terminal, host->tickets[0], many, sizeof many), QUIRE_OUT_OF_MEMORY);
    CHECK_INT(host->dropped, 1);
    CHECK_INT(quire_terminal_feed(host->terminal, "\033[2$w\033[2;2$u", 11), QUIRE_OUT_OF_MEMORY);
    CHECK_INT(host->dropped, 2); /* once per call */
    host->dry = false;
    CHECK_STR(done(host, host->tickets[0]), STATUS);
    close_host(host);
}

/* Questions whose replies are put together from pieces, and one that is not. */
static const char *const pieces[] = {"\033[2$w", "\033[2;2$u", "\033]21;foreground=?;background=?;1=?\a", "\033[21t",
                                     "\033[5n"};
#define PIECES (sizeof pieces / sizeof *pieces)

/* Feeds all of them behind a ticket, with allocation number `fail` failing; what they reply is in host->sent. Returns
 * whether there were so many allocations. */
static bool ask_all(struct host *host, long fail) {
    uint64_t ticket = 0;
    bool out = false;
    CHECK_STR(fed(host, "\033]2;title\a"), "");
    host->left = fail;
    out |= quire_terminal_reply_later(host->terminal, &ticket) == QUIRE_OUT_OF_MEMORY;
    for (size_t i = 0; i < PIECES; i++)
        out |= quire_terminal_feed(host->terminal, pieces[i], strlen(pieces[i])) == QUIRE_OUT_OF_MEMORY;
    bool failed = fail > 0 && host->left == 0;
    host->left = 0;
    CHECK_INT(out, failed);
    if (ticket)
        CHECK_INT(quire_terminal_reply_done(host->terminal, ticket), QUIRE_OK);
    return failed;
}

/* Whatever allocation fails, each reply is there whole or not at all, in order, and one at most is not there. */
static void every_allocation_failing_once(void) {
    char *whole[PIECES];
    for (size_t i = 0; i < PIECES; i++) {
        struct host *host = open_host(false);
        (void)fed(host, "\033]2;title\a");
        (void)fed(host, pieces[i]);
        whole[i] = calloc(1, host->length + 1);
        if (!whole[i])
            abort();
        memcpy(whole[i], host->sent, host->length);
        CHECK(strlen(whole[i]) > 3);
        close_host(host);
    }
    bool more = true;
    long places = 0;
    for (; more && places < 1000; places++) {
        struct host *host = open_host(false);
        more = ask_all(host, places + 1);
        const char *at = host->sent;
        unsigned missing = 0;
        for (size_t i = 0; i < PIECES; i++) {
            bool there = strncmp(at, whole[i], strlen(whole[i])) == 0;
            at += there ? strlen(whole[i]) : 0;
            missing += !there;
        }
        CHECK_STR(at, "");
        CHECK(missing <= more);
        CHECK_INT(host->dropped, missing);
        close_host(host);
    }
    CHECK(places > 10);
    for (size_t i = 0; i < PIECES; i++)
        free(whole[i]);
}

/* --- how replies end --------------------------------------------------------------------------------------------- */

static const struct {
    const char *question;
} questions[] = {
    {"\033]4;1;?"},
    {"\033]5;0;?"},
    {"\033]10;?"},
    {"\033]11;?"},
    {"\033]12;?"},
    {"\033]21;foreground=?"},
    {"\033]22;?__current__"},
    {"\033]99;i=1:p=?;"},
    {"\033]1337;ReportCellSize"},
    {"\033]5522;type=read;!"},
};

static bool ends_with(const struct host *host, const char *end) {
    size_t length = strlen(end);
    return host->length >= length && memcmp(host->sent + host->length - length, end, length) == 0;
}

/* What the terminal answers ends as the question did. */
static void replies_end_as_their_questions(void) {
    struct host *host = open_host(false);
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
        for (int bel = 0; bel < 2; bel++) {
            char question[64];
            snprintf(question, sizeof question, "%s%s", questions[i].question, bel ? "\a" : "\033\\");
            (void)fed(host, question);
            bool right = host->length > 0 && ends_with(host, bel ? "\a" : "\033\\");
            CHECK(right);
            if (!right)
                printf("  %s\n", question + 1);
        }
    }
    close_host(host);
}

static void answer_all(struct host *host, unsigned which) {
    static const char *const alive[] = {"one"};
    struct quire_clipboard_item item = {"text/plain", "abc", 3};
    if (which == 0)
        CHECK_INT(quire_terminal_clipboard_reply(host->terminal, 'c', "abc", 3), QUIRE_OK);
    else if (which == 1)
        CHECK_INT(quire_terminal_notification_alive(host->terminal, "7", alive, 1), QUIRE_OK);
    else if (which == 2)
        CHECK_INT(quire_terminal_clipboard_send(host->terminal, "", false, &item, 1), QUIRE_OK);
    else
        CHECK_INT(quire_terminal_clipboard_refused(host->terminal, "", QUIRE_CLIPBOARD_EPERM), QUIRE_OK);
}

/* So do those of the host: as the question of its ticket, or without one as the last question of the kind. */
static void answers_end_as_their_questions(void) {
    static const char *const asks[] = {"\033]52;c;?", "\033]99;i=7:p=alive;",
                                       "\033]5522;type=read;dGV4dC9wbGFpbg==", "\033]5522;type=read;dGV4dC9wbGFpbg=="};
    for (unsigned which = 0; which < 4; which++) {
        for (int bel = 0; bel < 2; bel++) {
            for (int tickets = 0; tickets < 2; tickets++) {
                struct host *host = open_host(tickets);
                char question[128];
                snprintf(question, sizeof question, "%s%s%s", asks[which], bel ? "\a" : "\033\\", "\033]2;t\033\\");
                CHECK_STR(fed(host, question), "");
                if (tickets) {
                    (void)fed(host, asks[which]); /* another, which ends otherwise */
                    (void)fed(host, bel ? "\033\\" : "\a");
                    CHECK_INT(host->taken, 2);
                    CHECK_INT(quire_terminal_reply_for(host->terminal, host->tickets[0]), QUIRE_OK);
                }
                answer_all(host, which);
                if (tickets)
                    (void)done(host, host->tickets[0]);
                CHECK(host->length > 0 && ends_with(host, bel ? "\a" : "\033\\"));
                close_host(host);
            }
        }
    }
}

/* A snapshot has no tickets: the restored terminal replies at once. A reset leaves them. */
static void snapshots_and_resets(void) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct host *host = open_host(true), *other = open_host(true);
    static char bytes[1 << 20];
    size_t length = 0;
    CHECK_STR(fed(host, "\033]52;c;?\033\\\033[5n"), "");
    CHECK_INT(quire_snapshot_save(host->terminal, bytes, sizeof bytes, &length), QUIRE_OK);
    quire_terminal_reset(host->terminal);
    CHECK_STR(done(host, host->tickets[0]), STATUS);
    quire_terminal_destroy(other->terminal);
    struct quire_callbacks callbacks = QUIRE_CALLBACKS_INIT;
    callbacks.user = other;
    callbacks.reply = on_reply;
    options.callbacks = &callbacks;
    CHECK_INT(quire_snapshot_read(bytes, length, &options, &other->terminal), QUIRE_OK);
    CHECK_INT(info_of(other).waiting, 0);
    CHECK_STR(fed(other, "\033[5n"), STATUS);
    close_host(other);
    close_host(host);
}

int main(void) {
    RUN(answers_come_in_order);
    RUN(tickets_wait_for_each_other);
    RUN(without_tickets_all_is_as_ever);
    RUN(an_answer_without_a_ticket_is_like_a_reply);
    RUN(a_hook_answers_in_place);
    RUN(tickets_expire);
    RUN(feeding_stops_at_the_limit);
    RUN(pieces_change_nothing);
    RUN(kept_replies_go_out_in_the_end);
    RUN(there_are_so_many_tickets);
    RUN(without_memory);
    RUN(every_allocation_failing_once);
    RUN(replies_end_as_their_questions);
    RUN(answers_end_as_their_questions);
    RUN(snapshots_and_resets);
    return test_end();
}
