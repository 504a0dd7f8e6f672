/* The clipboard, the primary selection and drops on Wayland, with a compositor of the test's own. SDL is a stand-in. */
#define _GNU_SOURCE
#include "wayland_kit.h"

#include <SDL.h>
#include <signal.h>
#include <wayland-client-protocol.h>

#include "clipboard_backend.h"
#include "test.h"
#include "wayland_drop.h"
#include "wayland_seat.h"
#include "wayland_selections.h"

#define TEXTS "text/plain;charset=utf-8 UTF8_STRING text/plain STRING "

static struct wl_display *display;
static struct wayland_seat seat;
static struct wayland_selections *selections;
static struct wayland_drop drop;
static struct clipboards *clipboards;
static struct event_loop *loop;
static char calls[1000];
static const char *sdl_text;

int SDL_SetClipboardText(const char *text) {
    (void)text;
    return -1;
}

int SDL_SetPrimarySelectionText(const char *text) {
    (void)text;
    return -1;
}

SDL_bool SDL_HasPrimarySelectionText(void) {
    return SDL_FALSE;
}

char *SDL_GetClipboardText(void) {
    return strdup(sdl_text);
}

char *SDL_GetPrimarySelectionText(void) {
    return strdup(sdl_text);
}

void SDL_free(void *memory) {
    free(memory);
}

static void say(const char *format, const char *first, const char *second) {
    size_t used = strlen(calls);
    snprintf(calls + used, sizeof calls - used, format, first, second);
}

static void note(void *user, enum clipboard_end end, struct clipboard_text *text) {
    static const char *const ends[] = {"done", "empty", "too large", "no answer", "no memory"};
    say("%s=%s ", user, end == CLIPBOARD_DONE ? text->bytes : ends[end]);
}

static void dropped(void *user, const struct wl_surface *surface, const char *file, const char *text) {
    (void)user;
    CHECK(surface != NULL);
    say("[%s|%s]", file != NULL ? file : "", text != NULL ? text : "");
}

/* All that either side has to say is said. */
static void settle(void) {
    wl_display_roundtrip(display);
    wl_display_roundtrip(display);
}

static void begin(bool lacks_primary) {
    struct wayland_drop_sink drops = {NULL, dropped};
    calls[0] = '\0';
    sdl_text = "";
    display = kit_start(lacks_primary);
    loop = event_loop_create();
    wayland_seat_start(&seat, display);
    wayland_drop_start(&drop, loop, &drops);
    struct wayland_drag_sink drags = wayland_drop_drags(&drop);
    selections = wayland_selections_create(&seat, &drags);
    struct clipboard_options options = CLIPBOARD_OPTIONS_INIT;
    options.backend = &clipboard_backend_wayland;
    options.wayland = selections;
    options.limit = 1000;
    clipboards = clipboards_create(&options);
    settle();
    CHECK(selections != NULL && kit.each[0].device != NULL && (kit.each[1].device == NULL) == lacks_primary);
}

static void finish(void) {
    clipboards_destroy(clipboards);
    wayland_drop_stop(&drop);
    wayland_selections_destroy(selections);
    wayland_seat_stop(&seat);
    wl_display_flush(display);
    event_loop_destroy(loop);
    wl_display_disconnect(display);
    kit_stop();
}

static bool set(enum clipboard_target target, const char *text) {
    bool done = clipboards_set(clipboards, target, clipboard_text_copy(text, strlen(text)));
    settle();
    return done;
}

static uint64_t get(enum clipboard_target target, const char *name) {
    uint64_t number = clipboards_get(clipboards, target, 0, note, (void *)name);
    settle();
    return number;
}

static void answer(int which, const char *text) {
    CHECK(kit.each[which].descriptor >= 0);
    CHECK_INT(write(kit.each[which].descriptor, text, strlen(text)), (ssize_t)strlen(text));
    close(kit.each[which].descriptor);
    kit.each[which].descriptor = -1;
    clipboards_dispatch(clipboards, 0);
}

/* ---- what the compositor is told to do */

static int which;
static const char *types;
static int wanted_end;

/* What is selected now, whoever owns it; types NULL: nothing. */
static void select_types(void) {
    struct wl_resource *offer = types != NULL ? kit_offer(which, types) : NULL;
    if (which == 0) {
        wl_data_device_send_selection(kit.each[0].device, offer);
    } else {
        zwp_primary_selection_device_v1_send_selection(kit.each[1].device, offer);
    }
}

static void others_own(int target, const char *offered) {
    which = target;
    types = offered;
    kit_do(select_types);
}

static void press(void) {
    wl_keyboard_send_key(kit.keyboard, 77, 0, 30, WL_KEYBOARD_KEY_STATE_PRESSED);
}

static void cancel(void) {
    kit_cancel(&kit.each[which]);
}

static void want(void) {
    if (which == 0) {
        wl_data_source_send_send(kit.each[0].source, types, wanted_end);
    } else {
        zwp_primary_selection_source_v1_send_send(kit.each[1].source, types, wanted_end);
    }
    close(wanted_end);
}

/* What another program gets when it asks for what is own. */
static const char *given(int target, const char *type) {
    static char bytes[100];
    int ends[2];
    CHECK(pipe(ends) == 0);
    which = target;
    types = type;
    wanted_end = ends[1];
    kit_do(want);
    settle();
    clipboards_dispatch(clipboards, 0);
    ssize_t count = read(ends[0], bytes, sizeof bytes - 1);
    bytes[count > 0 ? count : 0] = '\0';
    close(ends[0]);
    return bytes;
}

/* ---- the rules */

static void what_is_own_is_given(void) {
    begin(false);
    kit_do(press);
    settle();
    for (int target = 0; target < 2; target++) {
        CHECK(set((enum clipboard_target)target, "f\xC3\xBCr"));
        CHECK_INT(kit.each[target].serial, 77); /* the compositor sees what the user did */
        CHECK(strncmp(kit.each[target].offered, TEXTS, strlen(TEXTS)) == 0);
        CHECK_STR(given(target, "text/plain"), "f\xC3\xBCr");
        CHECK_STR(given(target, "STRING"), "f\xFCr");
        get((enum clipboard_target)target, "own");
        CHECK_INT(kit.each[target].descriptor, -1); /* nobody is asked */
    }
    clipboards_dispatch(clipboards, 0);
    CHECK_STR(calls, "own=f\xC3\xBCr own=f\xC3\xBCr ");
    set(CLIPBOARD_MAIN, "other");
    CHECK_STR(given(0, "UTF8_STRING"), "other");
    CHECK(clipboards_owns(clipboards, CLIPBOARD_MAIN));
    finish();
}

static void what_others_own_is_asked_for(void) {
    begin(false);
    for (int target = 0; target < 2; target++) {
        calls[0] = '\0';
        get((enum clipboard_target)target, "none");
        clipboards_dispatch(clipboards, 0);
        others_own(target, "text/html STRING text/plain;charset=utf-8 ");
        settle();
        get((enum clipboard_target)target, "a");
        CHECK_STR(kit.each[target].asked, "text/plain;charset=utf-8");
        CHECK_INT(write(kit.each[target].descriptor, "two ", 4), 4);
        clipboards_dispatch(clipboards, 1);
        answer(target, "pieces");
        others_own(target, "STRING ");
        settle();
        get((enum clipboard_target)target, "b");
        answer(target, "f\xFCr");
        others_own(target, "image/png ");
        settle();
        get((enum clipboard_target)target, "c");
        clipboards_dispatch(clipboards, 2);
        CHECK_STR(calls, "none=empty a=two pieces b=f\xC3\xBCr c=empty ");
    }
    finish();
}

/* Slow, dead, and too much. */
static void owners_that_misbehave(void) {
    char large[1001];
    begin(false);
    others_own(0, TEXTS);
    settle();
    get(CLIPBOARD_MAIN, "silent");
    int silent = kit.each[0].descriptor;
    CHECK_INT(clipboards_due(clipboards), 1000);
    clipboards_dispatch(clipboards, 1000);
    CHECK_STR(calls, "silent=no answer ");
    CHECK_INT(write(silent, "x", 1), -1);
    close(silent);
    get(CLIPBOARD_MAIN, "large");
    memset(large, 'x', sizeof large - 1);
    large[1000] = '\0';
    CHECK_INT(write(kit.each[0].descriptor, large, 1000), 1000);
    answer(0, "x");
    uint64_t number = get(CLIPBOARD_MAIN, "cancelled");
    clipboards_cancel(clipboards, number);
    CHECK_INT(write(kit.each[0].descriptor, "x", 1), -1);
    close(kit.each[0].descriptor);
    CHECK_STR(calls, "silent=no answer large=too large ");
    get(CLIPBOARD_MAIN, "last"); /* and is under way at the end */
    finish();
    close(kit.each[0].descriptor);
    CHECK_STR(calls, "silent=no answer large=too large last=no answer ");
}

static void five_at_once(void) {
    static const char *const names[] = {"1", "2", "3", "4", "5"};
    int ends[5];
    begin(false);
    others_own(0, TEXTS);
    settle();
    for (int i = 0; i < 5; i++) {
        kit.each[0].descriptor = -1;
        get(CLIPBOARD_MAIN, names[i]);
        ends[i] = kit.each[0].descriptor;
    }
    CHECK(ends[3] >= 0 && ends[4] == -1); /* which waits for one of the four */
    kit.each[0].descriptor = ends[2];
    answer(0, "c");
    settle();
    CHECK(kit.each[0].descriptor >= 0);
    answer(0, "e");
    for (int i = 0; i < 4; i += i == 1 ? 2 : 1) {
        kit.each[0].descriptor = ends[i];
        answer(0, "x");
    }
    CHECK_STR(calls, "3=c 5=e 1=x 2=x 4=x ");
    finish();
}

static void another_program_copies(void) {
    begin(false);
    for (int target = 0; target < 2; target++) {
        set((enum clipboard_target)target, "mine");
        which = target;
        kit_do(cancel);
        settle();
        CHECK(!clipboards_owns(clipboards, (enum clipboard_target)target));
        set((enum clipboard_target)target, "mine again");
        CHECK(clipboards_owns(clipboards, (enum clipboard_target)target));
    }
    finish();
}

/* What the compositor said before it saw the claim is no answer to it; what it shows later is. */
static void claims_may_be_refused(void) {
    begin(false);
    others_own(0, TEXTS); /* under way */
    clipboards_set(clipboards, CLIPBOARD_MAIN, clipboard_text_copy("mine", 4));
    settle();
    CHECK(clipboards_owns(clipboards, CLIPBOARD_MAIN));
    others_own(0, kit.each[0].offered); /* it shows what is own */
    settle();
    CHECK(clipboards_owns(clipboards, CLIPBOARD_MAIN));
    kit.refuses = true;
    set(CLIPBOARD_MAIN, "refused");
    others_own(0, TEXTS);
    settle();
    CHECK(!clipboards_owns(clipboards, CLIPBOARD_MAIN));
    get(CLIPBOARD_MAIN, "a");
    answer(0, "theirs");
    CHECK_STR(calls, "a=theirs ");
    finish();
}

static void a_picture_has_one_type(void) {
    begin(false);
    kit_do(press);
    settle();
    struct clipboard_text *picture = clipboard_text_copy("\x89PNG bytes", 10);
    picture->is_png = true;
    CHECK(clipboards_set(clipboards, CLIPBOARD_MAIN, picture));
    settle();
    CHECK(strncmp(kit.each[0].offered, "image/png ", 10) == 0 && strstr(kit.each[0].offered, "text") == NULL);
    CHECK_STR(given(0, "image/png"), "\x89PNG bytes");
    get(CLIPBOARD_MAIN, "own");
    clipboards_dispatch(clipboards, 0);
    CHECK(strncmp(calls, "own=", 4) == 0 && strstr(calls, "PNG") == NULL); /* it is no text to be pasted */
    finish();
}

static void an_empty_text_is_nobodys(void) {
    begin(false);
    set(CLIPBOARD_MAIN, "mine");
    set(CLIPBOARD_MAIN, "");
    CHECK(kit.each[0].source == NULL && kit.each[0].claims == 2);
    get(CLIPBOARD_MAIN, "a");
    clipboards_dispatch(clipboards, 0);
    CHECK_STR(calls, "a=empty ");
    finish();
}

static void what_sdl_alone_is_given_is_asked_of_sdl(void) {
    begin(false);
    sdl_text = "by SDL";
    others_own(0, TEXTS);
    settle();
    get(CLIPBOARD_MAIN, "a");
    answer(0, "");
    CHECK_STR(calls, "a=by SDL ");
    finish();
}

static void without_a_primary_selection_it_is_this_process_own(void) {
    begin(true);
    set(CLIPBOARD_PRIMARY, "mine");
    get(CLIPBOARD_PRIMARY, "a");
    set(CLIPBOARD_PRIMARY, "");
    get(CLIPBOARD_PRIMARY, "b");
    clipboards_dispatch(clipboards, 0);
    CHECK_STR(calls, "a=mine b=empty ");
    finish();
}

/* ---- drags */

static void find_compositor(void *data, struct wl_registry *registry, uint32_t name, const char *interface,
                            uint32_t version) {
    struct wl_compositor **compositor = data;
    (void)version;
    if (strcmp(interface, "wl_compositor") == 0) {
        *compositor = wl_registry_bind(registry, name, &wl_compositor_interface, 1);
    }
}

static const struct wl_registry_listener registry_listener = {.global = find_compositor};

static void enter(void) {
    struct wl_resource *offer = kit_offer(0, types);
    wl_data_device_send_enter(kit.each[0].device, 5, kit.surface, 0, 0, offer);
}

static void let_go(void) {
    wl_data_device_send_drop(kit.each[0].device);
    wl_data_device_send_leave(kit.each[0].device);
}

static void leave(void) {
    wl_data_device_send_leave(kit.each[0].device);
}

/* Turns until so much was told. */
static void wait_for(const char *told) {
    while (strcmp(calls, told) != 0 && strlen(calls) <= strlen(told)) { /* the test's limit of time ends it */
        event_loop_turn(loop);
    }
    CHECK_STR(calls, told);
}

static void drag(const char *offered) {
    types = offered;
    kit_do(enter);
    settle();
}

static void drop_text(const char *text) {
    kit_do(let_go);
    settle();
    CHECK(kit.each[0].descriptor >= 0);
    CHECK_INT(write(kit.each[0].descriptor, text, strlen(text)), (ssize_t)strlen(text));
    close(kit.each[0].descriptor);
    kit.each[0].descriptor = -1;
    calls[0] = '\0';
}

static void drops(void) {
    begin(false);
    struct wl_registry *registry = wl_display_get_registry(display);
    struct wl_compositor *compositor = NULL;
    wl_registry_add_listener(registry, &registry_listener, &compositor);
    settle();
    struct wl_surface *surface = wl_compositor_create_surface(compositor);
    settle();
    CHECK(!drop.ours);
    drag("text/plain text/uri-list ");
    CHECK_STR(kit.accepted, "text/uri-list");
    CHECK(drop.ours);
    drop_text("file:///tmp/two%20words\r\nhttp://a/b\r\nfile:///c\r\n");
    wait_for("[/tmp/two words|][/c|][|http://a/b][|]");
    settle();
    CHECK_INT(kit.finished, 1);
    drag("text/plain ");
    drop_text("two\nlines");
    wait_for("[|two\nlines][|]");
    drag("image/png ");
    CHECK_STR(kit.accepted, "nothing");
    kit_do(let_go);
    settle();
    CHECK_INT(kit.each[0].descriptor, -1);
    drag("text/plain ");
    kit_do(leave);
    settle();
    drag("text/plain "); /* and nothing comes of it before the end */
    kit_do(let_go);
    settle();
    wl_surface_destroy(surface);
    wl_compositor_destroy(compositor);
    wl_registry_destroy(registry);
    finish();
    close(kit.each[0].descriptor);
    CHECK_STR(calls, "[|two\nlines][|]");
}

int main(void) {
    signal(SIGPIPE, SIG_IGN);
    RUN(what_is_own_is_given);
    RUN(what_others_own_is_asked_for);
    RUN(owners_that_misbehave);
    RUN(five_at_once);
    RUN(another_program_copies);
    RUN(claims_may_be_refused);
    RUN(a_picture_has_one_type);
    RUN(an_empty_text_is_nobodys);
    RUN(what_sdl_alone_is_given_is_asked_of_sdl);
    RUN(without_a_primary_selection_it_is_this_process_own);
    RUN(drops);
    return test_end();
}
