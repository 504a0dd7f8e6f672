/* What keys do: answer a question, act on the window, or go to the program. */
#define _GNU_SOURCE
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "app_clock.h"
#include "bindings.h"
#include "clipboard.h"
#include "detach.h"
#include "loop.h"
#include "loop_parts.h"

static void close_answered(void *user, bool yes) {
    struct loop *loop = user;
    loop->closing = loop->closing || yes;
}

void loop_ask_close(struct loop *loop) {
    char name[64], text[128];
    if (!loop->config->confirm_close || !session_is_busy(loop->session, name, sizeof name)) {
        loop->closing = true;
        return;
    }
    struct question_text question = {text, "Keep", "Close", "keeps it"};
    snprintf(text, sizeof text, "%s is still running. Close anyway?", name);
    question_withdraw(&loop->question); /* closing twice, or over a program's question */
    question_ask(&loop->question, loop->view, &question, close_answered, loop, app_clock_ms());
}

static void open_window(struct loop *loop) {
    char directory[4096];
    char *argv[] = {(char *)"/proc/self/exe", NULL, NULL, NULL};
    char self[4096];
    ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);
    if (length > 0) {
        self[length] = '\0';
        argv[0] = self;
    }
    if (loop->config_path != NULL) {
        argv[1] = (char *)"--config";
        argv[2] = (char *)(size_t)loop->config_path;
    }
    session_directory(loop->session, directory, sizeof directory);
    if (!detach_run(argv, directory)) {
        fprintf(stderr, "quire: cannot start another window\n");
    }
}

static void change_font(struct loop *loop, int step) {
    view_change_font(loop->view, step);
    loop_apply_size(loop);
}

static void act(struct loop *loop, enum binding_action action) {
    struct view *view = loop->view;
    struct session *session = loop->session;
    int64_t page = view_info(view)->rows > 1 ? (int64_t)view_info(view)->rows - 1 : 1;
    switch (action) {
    case ACTION_COPY:
        if (clipboard_copy_selection(CLIPBOARD_MAIN, session, view_frame(view)) == CLIPBOARD_TOO_LARGE) {
            view_say(view, "The selection is larger than 16 MiB: it was not copied");
        }
        break;
    case ACTION_PASTE:
    case ACTION_PASTE_PRIMARY:
        view_follow(view, session);
        clipboard_paste(action == ACTION_PASTE ? CLIPBOARD_MAIN : CLIPBOARD_PRIMARY, session);
        break;
    case ACTION_FONT_LARGER:
        change_font(loop, 1);
        break;
    case ACTION_FONT_SMALLER:
        change_font(loop, -1);
        break;
    case ACTION_FONT_RESET:
        change_font(loop, 0);
        break;
    case ACTION_SCROLL_LINE_UP:
        view_scroll(view, session, 1);
        break;
    case ACTION_SCROLL_LINE_DOWN:
        view_scroll(view, session, -1);
        break;
    case ACTION_SCROLL_PAGE_UP:
        view_scroll(view, session, page);
        break;
    case ACTION_SCROLL_PAGE_DOWN:
        view_scroll(view, session, -page);
        break;
    case ACTION_SCROLL_TOP:
        view_scroll(view, session, INT64_MAX / 2);
        break;
    case ACTION_SCROLL_BOTTOM:
        view_scroll_to(view, session, 0);
        break;
    case ACTION_FULLSCREEN:
        window_toggle_fullscreen(loop->window);
        break;
    case ACTION_NEW_WINDOW:
        open_window(loop);
        break;
    case ACTION_CLOSE:
        loop_ask_close(loop);
        break;
    case ACTION_NONE:
        break;
    }
}

static void send_key(struct loop *loop, const struct quire_key_event *event) {
    char bytes[512];
    size_t length = 0;
    struct quire_input_modes modes = session_modes(loop->session);
    if (quire_key_encode(&modes, event, bytes, sizeof bytes, &length) == QUIRE_OK && length > 0) {
        session_type(loop->session, bytes, length);
        if (event->action != QUIRE_KEY_RELEASE) {
            view_follow(loop->view, loop->session);
            view_restart_blink(loop->view);
        }
    }
}

void loop_on_stroke(void *user, const struct key_stroke *stroke) {
    struct loop *loop = user;
    const struct quire_key_event *event = &stroke->event;
    if (question_key(&loop->question, event, app_clock_ms())) {
        return;
    }
    enum binding_action action = bindings_find(event, view_info(loop->view)->alternate_screen);
    if (action != ACTION_NONE) {
        act(loop, action);
    } else {
        send_key(loop, event);
    }
}

/* What an input method commits is typed text, not a paste: it goes as it is, without control bytes. */
void loop_on_text(void *user, const char *text, size_t length) {
    struct loop *loop = user;
    question_typed(&loop->question, app_clock_ms());
    for (size_t i = 0; i < length; i++) {
        if ((unsigned char)text[i] < 0x20 || text[i] == 0x7F) {
            return;
        }
    }
    if (!loop->question.open && !session_modes(loop->session).keyboard_locked &&
        session_type(loop->session, text, length)) {
        view_follow(loop->view, loop->session);
        view_restart_blink(loop->view);
    }
}

void loop_on_preedit(void *user, const char *text) {
    struct loop *loop = user;
    question_typed(&loop->question, app_clock_ms());
    view_set_preedit(loop->view, text);
}
