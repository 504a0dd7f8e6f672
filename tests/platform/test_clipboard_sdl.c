/* The clipboard by SDL's calls. SDL is a stand-in. */
#define _GNU_SOURCE
#include <SDL.h>
#include <stdlib.h>

#include "clipboard_backend.h"
#include "test.h"

static struct clipboards *clipboards;
static char *main_text, *primary_text, calls[256];
static bool has_primary; /* the window system has such a thing */

static int keep(char **place, const char *text) {
    free(*place);
    *place = strdup(text);
    return 0;
}

int SDL_SetClipboardText(const char *text) {
    return keep(&main_text, text);
}

int SDL_SetPrimarySelectionText(const char *text) {
    return has_primary ? keep(&primary_text, text) : -1;
}

SDL_bool SDL_HasPrimarySelectionText(void) {
    return primary_text != NULL && primary_text[0] != '\0' ? SDL_TRUE : SDL_FALSE;
}

char *SDL_GetClipboardText(void) {
    return main_text != NULL ? strdup(main_text) : NULL; /* SDL has no memory, or nothing */
}

char *SDL_GetPrimarySelectionText(void) {
    return strdup(primary_text != NULL ? primary_text : "");
}

void SDL_free(void *memory) {
    free(memory);
}

static void begin(bool primary, size_t limit) {
    struct clipboard_options options = CLIPBOARD_OPTIONS_INIT;
    options.backend = &clipboard_backend_sdl;
    options.limit = limit;
    has_primary = primary;
    clipboards = clipboards_create(&options);
}

static void finish(void) {
    clipboards_destroy(clipboards);
    free(main_text);
    free(primary_text);
    main_text = primary_text = NULL;
}

static void note(void *user, enum clipboard_end end, struct clipboard_text *text) {
    static const char *const ends[] = {"done", "empty", "too large", "no answer", "no memory"};
    size_t used = strlen(calls);
    (void)user;
    snprintf(calls + used, sizeof calls - used, "%s;", text != NULL ? text->bytes : ends[end]);
}

static const char *get(enum clipboard_target target) {
    calls[0] = '\0';
    CHECK(clipboards_get(clipboards, target, 0, note, NULL) != 0);
    CHECK_STR(calls, "");
    CHECK_INT(clipboards_due(clipboards), 0);
    clipboards_dispatch(clipboards, 0);
    return calls;
}

static bool set(enum clipboard_target target, const char *text) {
    return clipboards_set(clipboards, target, clipboard_text_copy(text, strlen(text)));
}

static void two_clipboards(void) {
    begin(true, 100);
    CHECK_STR(get(CLIPBOARD_MAIN), "empty;");
    CHECK(set(CLIPBOARD_MAIN, "one") && set(CLIPBOARD_PRIMARY, "two"));
    CHECK_STR(get(CLIPBOARD_MAIN), "one;");
    CHECK_STR(get(CLIPBOARD_PRIMARY), "two;");
    keep(&primary_text, "another's");
    keep(&main_text, "one more");
    CHECK_STR(get(CLIPBOARD_PRIMARY), "another's;");
    CHECK_STR(get(CLIPBOARD_MAIN), "one more;");
    finish();
}

/* Where there is no primary selection one stands in for it; it can be emptied, too. */
static void a_primary_of_its_own(void) {
    begin(false, 100);
    CHECK(set(CLIPBOARD_MAIN, "one"));
    CHECK_STR(get(CLIPBOARD_PRIMARY), "empty;");
    CHECK(set(CLIPBOARD_PRIMARY, "two"));
    CHECK_STR(get(CLIPBOARD_PRIMARY), "two;");
    CHECK(set(CLIPBOARD_PRIMARY, ""));
    CHECK_STR(get(CLIPBOARD_PRIMARY), "empty;");
    CHECK_STR(get(CLIPBOARD_MAIN), "one;");
    finish();
}

static void the_limit(void) {
    begin(true, 4);
    CHECK(set(CLIPBOARD_MAIN, "four") && !set(CLIPBOARD_MAIN, "fives"));
    CHECK_STR(get(CLIPBOARD_MAIN), "four;");
    keep(&main_text, "fives");
    CHECK_STR(get(CLIPBOARD_MAIN), "too large;");
    CHECK_STR(main_text, "fives");
    finish();
}

int main(void) {
    RUN(two_clipboards);
    RUN(a_primary_of_its_own);
    RUN(the_limit);
    return test_end();
}
