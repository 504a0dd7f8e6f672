/* api_history_file.c - quire/history_file.h. */
#include <quire/history_file.h>

#include "api.h"
#include "api_options.h"
#include "api_page.h"
#include "qr_memory.h"

static void look(const struct qr_history *history, const struct qr_file_findings *findings,
                 struct quire_history_file_info *info) {
    const struct qr_history_file *file = history->file;
    info->present = true;
    info->read_only = qr_history_file_read_only(file);
    info->unfinished = findings->unfinished;
    info->no_journal = findings->no_journal;
    info->lost_pages = findings->lost_pages;
    info->lost_lines = findings->lost_lines;
    info->lost_commits = findings->lost_commits;
    info->bytes = qr_history_file_bytes(file);
    info->commits = qr_history_file_commits(file);
    info->trouble = qr_history_file_trouble(file, &info->system_error);
    if (info->trouble == QUIRE_OK)
        info->trouble = qr_history_unreadable(history);
}

static void describe(const struct qr_history *history, const struct qr_file_findings *findings,
                     struct quire_history_file_info *out) {
    struct quire_history_file_info info = QUIRE_HISTORY_FILE_INFO_INIT;
    if (history->file)
        look(history, findings, &info);
    qr_sized_give(out, &info);
}

static enum quire_result open_file(const struct quire_history_options *options, const char *path, bool to_write,
                                   const struct qr_file_listener *listener, struct quire_history **history) {
    struct quire_history *made;
    struct quire_history_options own = QUIRE_HISTORY_OPTIONS_INIT;
    if (!path || !history || !QR_TAKE(own, options))
        return QUIRE_INVALID;
    if (!to_write) {
        own.lines = UINT64_MAX;
        own.bytes = 0;
    }
    enum quire_result result = quire_history_create(&own, &made);
    if (result != QUIRE_OK)
        return result;
    result = qr_history_file_open(&made->history, path, to_write, listener, &made->findings);
    if (result != QUIRE_OK) {
        quire_history_destroy(made);
        return result;
    }
    made->next_line = qr_history_file_next_line(made->history.file);
    *history = made;
    return QUIRE_OK;
}

enum quire_result quire_history_open(const struct quire_history_options *options, const char *path,
                                     quire_verify_report *report, void *user, struct quire_history **history) {
    struct qr_file_listener listener = {report, user};
    return open_file(options, path, true, &listener, history);
}

enum quire_result quire_history_follow(const struct quire_history_options *options, const char *path,
                                       quire_verify_report *report, void *user, struct quire_history **history) {
    struct qr_file_listener listener = {report, user};
    return open_file(options, path, false, &listener, history);
}

enum quire_result quire_history_refresh(struct quire_history *history, bool *changed) {
    struct qr_history *h = &history->history;
    struct qr_file_findings findings;
    if (!changed || history->calls_out || !h->file || !qr_history_file_read_only(h->file))
        return QUIRE_INVALID;
    enum quire_result result = qr_history_file_refresh(h, NULL, &findings, changed);
    if (result == QUIRE_OK && *changed) {
        history->findings = findings;
        history->next_line = qr_history_file_next_line(h->file);
        history->at_cols = 0;
    }
    return result;
}

enum quire_result quire_history_commit(struct quire_history *history) {
    return history->calls_out ? QUIRE_INVALID : qr_history_file_commit(&history->history, history->next_line);
}

enum quire_result quire_history_get_file_info(const struct quire_history *history,
                                              struct quire_history_file_info *info) {
    if (!QR_SOUND(info))
        return QUIRE_INVALID;
    describe(&history->history, &history->findings, info);
    return QUIRE_OK;
}

enum quire_result quire_terminal_get_history_file(const struct quire_terminal *terminal,
                                                  struct quire_history_file_info *info) {
    const struct qr_engine *e = api_engine_const(terminal);
    if (!QR_SOUND(info))
        return QUIRE_INVALID;
    describe(qr_engine_history_const(e), qr_engine_findings(e), info);
    return QUIRE_OK;
}

/* --- verify ---------------------------------------------------------------------------------------------------- */

struct counter {
    quire_verify_report *report;
    void *user;
    size_t breaches;
};

static void count(void *user, const char *text) {
    struct counter *counter = user;
    counter->breaches++;
    if (counter->report)
        counter->report(counter->user, text);
}

enum quire_result quire_history_file_verify(const char *path, const struct quire_allocator *allocator,
                                            quire_verify_report *report, void *user, size_t *breaches,
                                            struct quire_history_file_info *info) {
    struct quire_history_options options = QUIRE_HISTORY_OPTIONS_INIT;
    struct counter counter = {report, user, 0};
    struct quire_history *history;
    if (!path || !breaches)
        return QUIRE_INVALID;
    *breaches = 0;
    if (info && !QR_SOUND(info))
        return QUIRE_INVALID;
    options.allocator = allocator;
    enum quire_result result = quire_history_follow(&options, path, count, &counter, &history);
    if (result != QUIRE_OK)
        return result;
    (void)quire_history_verify(history, count, &counter);
    *breaches = counter.breaches;
    if (info)
        describe(&history->history, &history->findings, info);
    quire_history_destroy(history);
    return QUIRE_OK;
}
