#define _GNU_SOURCE
#include "pane_commands.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <quire/search.h>
#include <quire/selection.h>

#include "command_words.h"
#include "pane.h"
#include "pane_clipboard.h"

static void say(struct pane *pane, const char *text) {
    pane->sink.say(pane->sink.user, text);
}

/* --- from prompt to prompt --- */

static uint64_t top_line(struct pane *pane) {
    struct quire_frame_line line = QUIRE_FRAME_LINE_INIT;
    quire_frame_get_line(viewport_frame(pane->viewport), 0, &line);
    return line.line;
}

/* Under the lock. The row of the view in which a line begins, as the view is now. */
static uint32_t row_of(struct quire_frame *frame, struct quire_terminal *terminal, uint64_t line) {
    const struct quire_place place = {line, 0};
    uint32_t row = 0, col;
    return quire_frame_update(frame, terminal) == QUIRE_OK && quire_frame_find(frame, &place, &row, &col) == QUIRE_OK
               ? row
               : 0;
}

static bool show_on_top(struct pane *pane, uint64_t line) {
    struct quire_terminal *terminal = session_lock(pane->session);
    struct quire_frame *frame = viewport_frame(pane->viewport);
    bool there = quire_search_show(frame, terminal, line, 0) == QUIRE_OK;
    if (there) {
        quire_frame_scroll(frame, terminal, -(int64_t)row_of(frame, terminal, line));
    }
    session_unlock(pane->session);
    viewport_scroll(pane->viewport, pane->session, 0); /* the scrollbar says where that is */
    return there;
}

bool pane_prompt_near(struct pane *pane, uint64_t line, int by, uint64_t *found) {
    bool is = quire_terminal_find_prompt(session_lock(pane->session), line, by < 0, found);
    session_unlock(pane->session);
    return is;
}

bool pane_prompt_jump(struct pane *pane, int by) {
    uint64_t found;
    session_lock(pane->session);
    uint64_t top = top_line(pane);
    session_unlock(pane->session);
    return pane_prompt_near(pane, top, by, &found) && show_on_top(pane, found);
}

bool pane_clear_to_prompt(struct pane *pane) {
    uint64_t line;
    struct quire_terminal *terminal = session_lock(pane->session);
    bool done =
        quire_terminal_find_prompt(terminal, 0, true, &line) && quire_terminal_clear_above(terminal, line) == QUIRE_OK;
    session_unlock(pane->session);
    viewport_scroll_to(pane->viewport, pane->session, 0);
    return done;
}

/* --- the command --- */

/* Under the lock. */
static bool find_command(struct pane *pane, struct quire_terminal *terminal, struct quire_command *command) {
    uint64_t top = top_line(pane), found = top;
    if (viewport_info(pane->viewport)->scroll_offset == 0) {
        return quire_terminal_last_command(terminal, command) == QUIRE_OK;
    }
    return quire_terminal_command(terminal, top, command) == QUIRE_OK ||
           (quire_terminal_find_prompt(terminal, top, true, &found) &&
            quire_terminal_command(terminal, found, command) == QUIRE_OK);
}

bool pane_command(struct pane *pane, struct quire_command *command) {
    *command = (struct quire_command)QUIRE_COMMAND_INIT;
    bool found = find_command(pane, session_lock(pane->session), command);
    session_unlock(pane->session);
    return found;
}

bool pane_command_record(struct pane *pane, struct command_record *record) {
    struct quire_command command = QUIRE_COMMAND_INIT;
    struct quire_terminal *terminal = session_lock(pane->session);
    const struct command_log *log = session_commands(pane->session);
    const struct command_record *found = NULL;
    if (viewport_info(pane->viewport)->scroll_offset == 0) {
        found = command_log_last(log);
    } else if (find_command(pane, terminal, &command)) {
        found = command_log_find(log, command.prompt.from.line);
    }
    if (found != NULL) {
        *record = *found;
    }
    session_unlock(pane->session);
    return found != NULL;
}

/* --- ranges of text --- */

static bool is_empty(const struct quire_range *range) {
    return range->from.line == range->to.line && range->from.column == range->to.column;
}

bool pane_select_range(struct pane *pane, const struct quire_range *range) {
    struct quire_terminal *terminal = session_lock(pane->session);
    bool done = !is_empty(range) && quire_selection_set(terminal, viewport_frame(pane->viewport), &range->from,
                                                        &range->to, QUIRE_SELECT_CELL) == QUIRE_OK;
    session_unlock(pane->session);
    viewport_touch(pane->viewport);
    return done && pane_copy(pane, CLIPBOARD_PRIMARY);
}

/* Text that is collected up to a limit. */
struct collected {
    struct byte_buffer text;
    size_t limit;
};

static bool collect(void *user, const char *bytes, size_t length) {
    struct collected *collected = user;
    return length <= collected->limit - collected->text.length && byte_buffer_append(&collected->text, bytes, length);
}

bool pane_copy_range(struct pane *pane, const struct quire_range *range) {
    struct collected collected = {{NULL, 0, 0}, clipboards_limit(pane->clipboards)};
    enum quire_result result =
        quire_format_write_range(session_lock(pane->session), range, QUIRE_FORMAT_TEXT, collect, &collected);
    session_unlock(pane->session);
    struct clipboard_text *text = result == QUIRE_OK && collected.text.length > 0
                                      ? clipboard_text_copy(collected.text.bytes, collected.text.length)
                                      : NULL;
    byte_buffer_finish(&collected.text);
    if (result == QUIRE_LIMIT) {
        pane_say_limit(pane, "That is larger than ", ": it was not copied");
    }
    return text != NULL && clipboards_set(pane->clipboards, CLIPBOARD_MAIN, text);
}

/* Lines end as files have it. */
static bool write_piece(void *user, const char *bytes, size_t length) {
    const char *end = bytes + length;
    while (bytes < end) {
        const char *stop = memchr(bytes, '\r', (size_t)(end - bytes));
        size_t part = (size_t)((stop != NULL ? stop : end) - bytes);
        if (fwrite(bytes, 1, part, user) != part) {
            return false;
        }
        bytes += part + (stop != NULL);
    }
    return true;
}

static FILE *make_file(char *path, size_t size) {
    const char *folder = getenv("XDG_RUNTIME_DIR");
    if (folder == NULL || folder[0] != '/' || access(folder, W_OK) != 0) {
        folder = "/tmp";
    }
    int length = snprintf(path, size, "%s/quire-text-XXXXXX", folder);
    int descriptor = length > 0 && (size_t)length < size ? mkostemp(path, O_CLOEXEC) : -1; /* 0600 */
    FILE *file = descriptor >= 0 ? fdopen(descriptor, "w") : NULL;
    if (descriptor >= 0 && file == NULL) {
        close(descriptor);
        unlink(path);
    }
    return file;
}

bool pane_save_range(struct pane *pane, const struct quire_range *range, char *path, size_t size) {
    struct quire_range all = {{0, 0}, {0, 0}};
    FILE *file = make_file(path, size);
    if (file == NULL) {
        say(pane, "Cannot make a file for the pager");
        return false;
    }
    struct quire_terminal *terminal = session_lock(pane->session);
    bool there = range != NULL || quire_terminal_range(terminal, &all) == QUIRE_OK;
    enum quire_result result =
        there ? quire_format_write_range(terminal, range != NULL ? range : &all, QUIRE_FORMAT_VT, write_piece, file)
              : QUIRE_OUT_OF_MEMORY;
    session_unlock(pane->session);
    fputc('\n', file);
    bool written = fclose(file) == 0 && result == QUIRE_OK;
    if (!written) {
        unlink(path);
        say(pane, "Cannot write the text for the pager");
    }
    return written;
}

/* --- ends --- */

static bool took_long(const struct pane *pane, const struct command_record *record) {
    int64_t after = pane->settings->values.notify_after;
    return after > 0 && record->took_ms >= after * 1000;
}

void pane_commands_act(struct pane *pane) {
    struct command_end end;
    char result[128];
    if (!session_take_command_end(pane->session, &end)) {
        return;
    }
    pane->sink.ended(pane->sink.user, end.record.status);
    if (pane->focused || !took_long(pane, &end.record)) {
        return;
    }
    command_result(&end.record, result, sizeof result);
    pane->sink.alert(pane->sink.user);
    pane_notify_say(&pane->notify, end.text[0] != '\0' ? end.text : "Command", result);
}
