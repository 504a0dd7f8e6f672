/* Structs of hosts that were compiled with an earlier, shorter version: taken and filled as far as they reach, never
 * beyond (they lie before a page that cannot be touched); other sizes are refused. And quire_struct_defaults. */
#define _DEFAULT_SOURCE /* MAP_ANONYMOUS */
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include <quire/quire.h>

#include "test.h"

static struct quire_terminal *terminal;
static struct quire_frame *frame;
static struct quire_page *page;
static struct quire_history *history;
static uint32_t red;

/* --- a struct that ends where memory ends ------------------------------------------------------------------------ */

static char *edge;

static void make_edge(void) {
    size_t unit = (size_t)sysconf(_SC_PAGESIZE);
    char *pages = mmap(NULL, 2 * unit, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (pages == MAP_FAILED || mprotect(pages + unit, unit, PROT_NONE) != 0)
        abort();
    edge = pages + unit;
}

/* The first `size` bytes of a struct with its defaults, at the edge; `size` is what it says. */
static void *at_edge(const char *name, size_t size) {
    char whole[4096];
    size_t own = quire_struct_defaults(name, whole, sizeof whole);
    CHECK(own > 0 && own <= sizeof whole && size <= own);
    memcpy(whole, &size, sizeof size);
    return memcpy(edge - size, whole, size);
}

/* --- what takes or fills each of them ---------------------------------------------------------------------------- */

static enum quire_result use_terminal_options(void *given) {
    struct quire_terminal *made = NULL;
    enum quire_result result = quire_terminal_create(given, &made);
    quire_terminal_destroy(made);
    return result;
}

static enum quire_result use_callbacks(void *given) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    options.callbacks = given;
    return use_terminal_options(&options);
}

static enum quire_result use_page_options(void *given) {
    struct quire_page *made = NULL;
    enum quire_result result = quire_page_create(given, &made);
    quire_page_destroy(made);
    return result;
}

static enum quire_result use_history_options(void *given) {
    struct quire_history *made = NULL;
    enum quire_result result = quire_history_create(given, &made);
    quire_history_destroy(made);
    return result;
}

static enum quire_result use_style_spec(void *given) {
    uint32_t id;
    enum quire_result result = quire_page_add_style(page, given, &id);
    return result == QUIRE_OK ? quire_page_release_style(page, id) : result;
}

static bool put(void *user, const char *bytes, size_t length) {
    (void)user;
    (void)bytes;
    (void)length;
    return true;
}

static enum quire_result use_format_options(void *given) {
    return quire_format_write(terminal, given, put, NULL);
}

static enum quire_result use_window_state(void *given) {
    return quire_terminal_set_window(terminal, given);
}

static enum quire_result use_settings(void *given) {
    return quire_terminal_settings_set(terminal, given);
}

static enum quire_result use_identity(void *given) {
    return quire_terminal_identity_set(terminal, given);
}

static enum quire_result fill_identity(void *out) {
    return quire_terminal_identity_get(terminal, out);
}

static enum quire_result fill_settings(void *out) {
    return quire_terminal_settings_get(terminal, out);
}

static enum quire_result use_key_event(void *given) {
    struct quire_input_modes modes = QUIRE_INPUT_MODES_INIT;
    char bytes[QUIRE_KEY_BYTES_MAX];
    size_t length;
    return quire_key_encode(&modes, given, bytes, sizeof bytes, &length);
}

static enum quire_result use_mouse_event(void *given) {
    struct quire_input_modes modes = QUIRE_INPUT_MODES_INIT;
    char bytes[64];
    size_t length;
    return quire_mouse_encode(&modes, given, bytes, sizeof bytes, &length);
}

static enum quire_result use_modes(void *given) {
    struct quire_key_event event = QUIRE_KEY_EVENT_INIT;
    char bytes[QUIRE_KEY_BYTES_MAX];
    size_t length;
    enum quire_result result = quire_focus_encode(given, true, bytes, sizeof bytes, &length);
    if (result == QUIRE_OK)
        result = quire_paste_encode(given, "a", 1, bytes, sizeof bytes, &length);
    return result == QUIRE_OK ? quire_key_encode(given, &event, bytes, sizeof bytes, &length) : result;
}

static enum quire_result fill_modes(void *out) {
    return quire_terminal_input_modes(terminal, out);
}

static enum quire_result fill_terminal_info(void *out) {
    return quire_terminal_get_info(terminal, out);
}

static enum quire_result fill_history_file(void *out) {
    return quire_terminal_get_history_file(terminal, out);
}

static enum quire_result fill_frame_info(void *out) {
    return quire_frame_get_info(frame, out);
}

static enum quire_result fill_frame_line(void *out) {
    return quire_frame_get_line(frame, 0, out);
}

static enum quire_result fill_frame_move(void *out) {
    return quire_frame_moved(frame, out);
}

static enum quire_result fill_page_info(void *out) {
    return quire_page_get_info(page, out);
}

static enum quire_result fill_style(void *out) {
    return quire_page_style(page, red, out);
}

static enum quire_result fill_history_info(void *out) {
    return quire_history_get_info(history, out);
}

static enum quire_result fill_history_row(void *out) {
    return quire_history_read(history, 0, page, 1, out);
}

static enum quire_result fill_span(void *out) {
    return quire_utf8_cluster_next("ab", 2, false, out);
}

static enum quire_result use_allocator(void *given) {
    struct quire_frame *made = NULL;
    enum quire_result result = quire_frame_create(given, &made);
    quire_frame_destroy(made);
    return result;
}

static enum quire_result use_cells(void *given) {
    uint32_t columns;
    return quire_page_write_cells(page, 1, 0, given, &columns);
}

static enum quire_string_choice leave(void *user, const struct quire_string *string) {
    (void)user, (void)string;
    return QUIRE_STRING_LEAVE;
}

static enum quire_result use_string_hooks(void *given) {
    struct quire_string_hooks *hooks = given;
    if (hooks->size >= offsetof(struct quire_string_hooks, filter) + sizeof hooks->filter && hooks->size < 4096)
        hooks->filter = leave;
    return quire_terminal_set_strings(terminal, given);
}

static enum quire_result use_image_hooks(void *given) {
    return quire_terminal_set_image_hooks(terminal, given);
}

static enum quire_result fill_frame_image(void *out) {
    return quire_frame_get_image(frame, 0, out);
}

static enum quire_result fill_image_info(void *out) {
    struct quire_image *image = quire_frame_hold_image(frame, 0);
    enum quire_result result = quire_image_get_info(image, out);
    quire_image_release(image);
    return result;
}

static enum quire_result use_utf8(void *given) {
    uint32_t point;
    size_t taken, count;
    enum quire_result result = quire_utf8_decode(given, "\xC3", 1, &point, 1, &taken, &count);
    (void)quire_utf8_end(given);
    return result;
}

static enum quire_result use_osc(void *given) {
    const char *parameter;
    size_t length;
    enum quire_result result = quire_osc_parse("0;a;b", 5, given);
    (void)quire_osc_next(given, &parameter, &length);
    return result;
}

static enum quire_result fill_osc(void *out) {
    return quire_osc_parse("0;a;b", 5, out);
}

static enum quire_result use_parser_options(void *given) {
    struct quire_parser *made = NULL;
    enum quire_result result = quire_parser_create(given, &made);
    quire_parser_destroy(made);
    return result;
}

static enum quire_result use_reply_options(void *given) {
    return quire_terminal_set_replies(terminal, given);
}

static enum quire_result fill_reply_info(void *out) {
    return quire_terminal_reply_info(terminal, out);
}

static bool found_one(void *user, const struct quire_search_hit *found) {
    (void)user, (void)found;
    return true;
}

static enum quire_result use_search_options(void *given) {
    struct quire_search_options *options = given;
    if (options->size >= offsetof(struct quire_search_options, length) + sizeof options->length &&
        options->size < 4096) {
        options->text = "some";
        options->length = 4;
    }
    return quire_search_terminal(terminal, given, found_one, NULL);
}

static bool found_span(void *user, const struct quire_range *span) {
    (void)user, (void)span;
    return true;
}

static enum quire_result use_find_options(void *given) {
    return quire_find_spans(terminal, given, found_span, NULL);
}

static enum quire_result fill_command(void *out) {
    return quire_terminal_last_command(terminal, out);
}

static enum quire_result fill_selected(void *out) {
    return quire_selection_bounds(terminal, frame, out);
}

struct use {
    const char *name;
    enum quire_result (*use)(void *given);
    bool fills;
    size_t least; /* it is of no use without its first members, up to here */
};

#define UP_TO(type, member) (offsetof(struct type, member) + sizeof((struct type *)NULL)->member)

static const struct use uses[] = {
    {"quire_terminal_options", use_terminal_options, false, 0},
    {"quire_callbacks", use_callbacks, false, 0},
    {"quire_page_options", use_page_options, false, 0},
    {"quire_history_options", use_history_options, false, 0},
    {"quire_style_spec", use_style_spec, false, 0},
    {"quire_format_options", use_format_options, false, 0},
    {"quire_window_state", use_window_state, false, 0},
    {"quire_terminal_settings", use_settings, false, 0},
    {"quire_key_event", use_key_event, false, 0},
    {"quire_mouse_event", use_mouse_event, false, 0},
    {"quire_input_modes", use_modes, false, 0},
    {"quire_input_modes", fill_modes, true, 0},
    {"quire_terminal_identity", use_identity, false, 0},
    {"quire_terminal_identity", fill_identity, true, 0},
    {"quire_terminal_settings", fill_settings, true, 0},
    {"quire_terminal_info", fill_terminal_info, true, 0},
    {"quire_history_file_info", fill_history_file, true, 0},
    {"quire_frame_info", fill_frame_info, true, 0},
    {"quire_frame_line", fill_frame_line, true, 0},
    {"quire_frame_move", fill_frame_move, true, 0},
    {"quire_page_info", fill_page_info, true, 0},
    {"quire_style_spec", fill_style, true, 0},
    {"quire_history_info", fill_history_info, true, 0},
    {"quire_history_row", fill_history_row, true, 0},
    {"quire_cluster_span", fill_span, true, 0},
    {"quire_allocator", use_allocator, false, SIZE_MAX}, /* allocators_too */
    {"quire_cells", use_cells, false, 0},
    {"quire_string_hooks", use_string_hooks, false, UP_TO(quire_string_hooks, filter)},
    {"quire_image_hooks", use_image_hooks, false, 0},
    {"quire_frame_image", fill_frame_image, true, 0},
    {"quire_image_info", fill_image_info, true, 0},
    {"quire_utf8", use_utf8, false, 0},
    {"quire_osc", use_osc, false, 0},
    {"quire_osc", fill_osc, true, 0},
    {"quire_parser_options", use_parser_options, false, 0},
    {"quire_reply_options", use_reply_options, false, 0},
    {"quire_reply_info", fill_reply_info, true, 0},
    {"quire_search_options", use_search_options, false, UP_TO(quire_search_options, length)},
    {"quire_find_options", use_find_options, false, 0},
    {"quire_command", fill_command, true, 0},
    {"quire_selected", fill_selected, true, 0},
};

/* Those that the library lends; their sizes are what callbacks see. */
static const struct {
    const char *name;
    size_t size;
} lent[] = {
    {"quire_event", sizeof(struct quire_event)},
    {"quire_shell_event", sizeof(struct quire_shell_event)},
    {"quire_notification", sizeof(struct quire_notification)},
    {"quire_clipboard_request", sizeof(struct quire_clipboard_request)},
    {"quire_log", sizeof(struct quire_log)},
    {"quire_string", sizeof(struct quire_string)},
    {"quire_sequence", sizeof(struct quire_sequence)},
};

static int times_lent[sizeof lent / sizeof *lent];

static void check_lent(const char *name, const void *given) {
    size_t said, i = 0;
    while (strcmp(lent[i].name, name) != 0)
        i++;
    memcpy(&said, given, sizeof said);
    CHECK_INT(said, lent[i].size);
    times_lent[i]++;
}

static void try_size(const struct use *use, size_t size, enum quire_result wanted) {
    enum quire_result result = use->use(at_edge(use->name, size));
    if (result != wanted)
        printf("%s of %zu bytes: %s\n", use->name, size, quire_result_name(result));
    CHECK_INT(result, wanted);
}

static void earlier_sizes_are_taken(void) {
    for (size_t i = 0; i < sizeof uses / sizeof *uses; i++) {
        size_t own = quire_struct_defaults(uses[i].name, NULL, 0);
        for (size_t size = sizeof(size_t); size <= own; size += sizeof(size_t))
            try_size(&uses[i], size, size < uses[i].least ? QUIRE_INVALID : QUIRE_OK);
    }
}

/* A size inside of a word was never one, and a longer struct is of a later version. */
static void other_sizes_are_refused(void) {
    for (size_t i = 0; i < sizeof uses / sizeof *uses; i++) {
        size_t own = quire_struct_defaults(uses[i].name, NULL, 0);
        size_t bad[] = {0, 1, sizeof(size_t) - 1, own - 1, own + 1, own + sizeof(size_t), SIZE_MAX};
        char room[4096] = {0};
        for (size_t k = 0; k < sizeof bad / sizeof *bad; k++) {
            memcpy(room, &bad[k], sizeof bad[k]);
            CHECK_INT(uses[i].use(room), QUIRE_INVALID);
        }
    }
}

/* The beginning of a struct that is filled is that of the whole one, and its size is what the host said. */
static void short_ones_say_the_same(void) {
    for (size_t i = 0; i < sizeof uses / sizeof *uses; i++) {
        if (!uses[i].fills)
            continue;
        size_t own = quire_struct_defaults(uses[i].name, NULL, 0), size = own - sizeof(size_t), said;
        char whole[4096], *part = at_edge(uses[i].name, size);
        (void)quire_struct_defaults(uses[i].name, whole, sizeof whole);
        CHECK_INT(uses[i].use(whole), QUIRE_OK);
        CHECK_INT(uses[i].use(part), QUIRE_OK);
        memcpy(&said, part, sizeof said);
        CHECK_INT(said, size);
        CHECK(memcmp(part + sizeof said, whole + sizeof said, size - sizeof said) == 0);
    }
}

/* What an older host does not know is as the initialiser has it: cut behind the size, it is the initialiser. */
static void the_rest_is_the_default(void) {
    struct quire_terminal_info info = QUIRE_TERMINAL_INFO_INIT;
    struct quire_terminal *made;
    size_t known = offsetof(struct quire_terminal_options, cell_width_px);
    struct quire_terminal_options *options = at_edge("quire_terminal_options", known);
    options->cols = 33;
    CHECK_INT(quire_terminal_create(options, &made), QUIRE_OK);
    CHECK_INT(quire_terminal_get_info(made, &info), QUIRE_OK);
    CHECK_INT(info.cols, 33);
    CHECK_INT(info.rows, 24);
    CHECK_INT(quire_terminal_feed(made, "\033[24Hx\n", 7), QUIRE_OK);
    CHECK_INT(quire_terminal_get_info(made, &info), QUIRE_OK);
    CHECK_INT(info.history_lines, 1);
    quire_terminal_destroy(made);
}

/* --- allocators and callbacks ------------------------------------------------------------------------------------ */

static void *take(void *user, size_t size, size_t align) {
    ++*(long *)user;
    return aligned_alloc(align < sizeof(void *) ? sizeof(void *) : align, (size + align - 1) / align * align);
}

static void give(void *user, void *memory, size_t size, size_t align) {
    (void)size;
    (void)align;
    --*(long *)user;
    free(memory);
}

static void no_block(void *user, void *block, size_t size) {
    (void)user;
    (void)block;
    (void)size;
}

/* One that ends before the functions for blocks has none. */
static void allocators_too(void) {
    long blocks = 0;
    struct quire_allocator *allocator = at_edge("quire_allocator", offsetof(struct quire_allocator, block_alloc));
    struct quire_page_options options = QUIRE_PAGE_OPTIONS_INIT;
    struct quire_frame *made_frame;
    struct quire_page *made;
    allocator->user = &blocks;
    allocator->alloc = take;
    allocator->free = give;
    options.allocator = allocator;
    CHECK_INT(quire_page_create(&options, &made), QUIRE_OK);
    CHECK_INT(quire_frame_create(allocator, &made_frame), QUIRE_OK);
    CHECK(blocks > 2);
    quire_page_destroy(made);
    quire_frame_destroy(made_frame);
    CHECK_INT(blocks, 0);
    struct quire_allocator bad = QUIRE_ALLOCATOR_INIT;
    CHECK_INT(quire_frame_create(&bad, &made_frame), QUIRE_INVALID); /* no functions */
    bad.alloc = take;
    bad.free = give;
    bad.block_free = no_block; /* one of two */
    CHECK_INT(quire_frame_create(&bad, &made_frame), QUIRE_INVALID);
    bad.block_free = NULL;
    bad.size += sizeof(size_t);
    CHECK_INT(quire_frame_create(&bad, &made_frame), QUIRE_INVALID);
}

static void on_event(void *user, const struct quire_event *event) {
    check_lent("quire_event", event);
    if (event->shell)
        check_lent("quire_shell_event", event->shell);
    if (event->notification)
        check_lent("quire_notification", event->notification);
    if (event->clipboard)
        check_lent("quire_clipboard_request", event->clipboard);
    ++*(int *)user;
}

static void on_log(void *user, const struct quire_log *log) {
    check_lent("quire_log", log);
    ++*(int *)user;
}

static enum quire_string_choice on_string(void *user, const struct quire_string *string) {
    (void)user;
    check_lent("quire_string", string);
    return QUIRE_STRING_LEAVE;
}

static void on_csi(void *user, const struct quire_sequence *sequence) {
    (void)user;
    check_lent("quire_sequence", sequence);
}

/* Hooks and a parser of their own are lent structs, too. */
static void lend_strings_and_sequences(struct quire_terminal *made) {
    struct quire_string_hooks hooks = QUIRE_STRING_HOOKS_INIT;
    struct quire_parser_options options = QUIRE_PARSER_OPTIONS_INIT;
    struct quire_parser *parser = NULL;
    hooks.filter = on_string;
    CHECK_INT(quire_terminal_set_strings(made, &hooks), QUIRE_OK);
    CHECK_INT(quire_terminal_feed(made, "\033]7000;x\a", 10), QUIRE_OK);
    options.csi = on_csi;
    CHECK_INT(quire_parser_create(&options, &parser), QUIRE_OK);
    CHECK_INT(quire_parser_feed(parser, "\033[1m", 4), QUIRE_OK);
    quire_parser_destroy(parser);
}

/* Callbacks of an earlier host are called; what is lent to them says its size. */
static void lent_structs_say_their_size(void) {
    int calls = 0;
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct quire_callbacks *callbacks = at_edge("quire_callbacks", offsetof(struct quire_callbacks, resize));
    struct quire_terminal *made;
    char *uri = calloc(1, 2 * QUIRE_LINK_URI_MAX);
    const char *output =
        "\a\033]0;title\a\033]133;A\a\033]99;;note\a\033]52;c;aGk=\a\033]9;4;1;50\a\033]22;text\a\033]4;1;#123\a"
        "\033]5522;type=read;Lg==\a\033]7;file:///\a\033]1337;SetUserVar=a=aGk=\a\033[?1000h\033[5y";
    callbacks->user = &calls;
    callbacks->event = on_event;
    callbacks->log = on_log;
    options.callbacks = callbacks;
    options.window_ops = QUIRE_ALLOW;
    CHECK_INT(quire_terminal_create(&options, &made), QUIRE_OK);
    memset(callbacks, 0xA5, offsetof(struct quire_callbacks, resize)); /* it was copied */
    CHECK_INT(quire_terminal_feed(made, output, strlen(output)), QUIRE_OK);
    CHECK_INT(quire_terminal_feed(made, "\033[8;30;90t\033[1t", 14), QUIRE_OK);
    CHECK(calls >= 13);
    memset(uri, 'a', 2 * QUIRE_LINK_URI_MAX - 1);
    calls = 0;
    CHECK_INT(quire_terminal_feed(made, "\033]8;;", 5), QUIRE_OK);
    CHECK_INT(quire_terminal_feed(made, uri, strlen(uri)), QUIRE_OK);
    CHECK_INT(quire_terminal_feed(made, "\a", 1), QUIRE_OK);
    CHECK_INT(calls, 1);
    lend_strings_and_sequences(made);
    for (size_t i = 0; i < sizeof lent / sizeof *lent; i++) {
        if (times_lent[i] == 0)
            printf("%s was not lent\n", lent[i].name);
        CHECK(times_lent[i] > 0);
    }
    quire_terminal_destroy(made);
    free(uri);
}

/* --- defaults ---------------------------------------------------------------------------------------------------- */

static void defaults_are_the_initialisers(void) {
    struct quire_terminal_options options, wanted = QUIRE_TERMINAL_OPTIONS_INIT;
    memset(&options, 0, sizeof options);
    CHECK_INT(quire_struct_defaults("quire_terminal_options", NULL, 0), sizeof options);
    CHECK_INT(quire_struct_defaults("quire_terminal_options", &options, sizeof options), sizeof options);
    CHECK_INT(options.size, sizeof options);
    CHECK_INT(options.cols, wanted.cols);
    CHECK_INT(options.foreground, wanted.foreground);
    CHECK_INT(options.scrollback_lines, wanted.scrollback_lines);
    CHECK_INT(quire_struct_defaults("quire_color", NULL, 0), 0);
    CHECK_INT(quire_struct_defaults("", NULL, 0), 0);
    CHECK_INT(quire_struct_defaults(NULL, &options, sizeof options), 0);
}

/* A shorter struct is filled as far as it reaches; a longer one has its size from the library. */
static void defaults_for_other_sizes(void) {
    char room[4096];
    size_t own = quire_struct_defaults("quire_frame_info", NULL, 0), said;
    memset(room, 0x5A, sizeof room);
    CHECK_INT(quire_struct_defaults("quire_frame_info", room, 16), own);
    memcpy(&said, room, sizeof said);
    CHECK_INT(said, 16);
    CHECK_INT(room[15], 0);
    CHECK_INT(room[16], 0x5A);
    CHECK_INT(quire_struct_defaults("quire_frame_info", room, sizeof room), own);
    memcpy(&said, room, sizeof said);
    CHECK_INT(said, own);
    CHECK_INT(room[own], 0x5A);
    CHECK_INT(quire_struct_defaults("quire_frame_info", room, 0), 0);
    CHECK_INT(quire_struct_defaults("quire_frame_info", room, 13), 0);
}

static void open_all(void) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct quire_page_options page_options = QUIRE_PAGE_OPTIONS_INIT;
    struct quire_history_options history_options = QUIRE_HISTORY_OPTIONS_INIT;
    struct quire_style_spec spec = QUIRE_STYLE_SPEC_INIT;
    static const char output[] = "\033]133;A\a$ \033]133;B\als\r\n\033]133;C\asome text\r\n\033]133;D\a"
                                 "\033_Ga=T,i=1,f=32,s=1,v=1;/////w==\033\\";
    uint32_t columns;
    size_t taken;
    spec.link = "https://example.org/";
    spec.link_length = strlen(spec.link);
    spec.attributes = QUIRE_ATTR_BOLD;
    if (quire_terminal_create(&options, &terminal) != QUIRE_OK || quire_frame_create(NULL, &frame) != QUIRE_OK ||
        quire_terminal_feed(terminal, output, sizeof output - 1) != QUIRE_OK ||
        quire_frame_update(frame, terminal) != QUIRE_OK || quire_selection_all(terminal, frame) != QUIRE_OK ||
        quire_page_create(&page_options, &page) != QUIRE_OK || quire_page_add_style(page, &spec, &red) != QUIRE_OK ||
        quire_history_create(&history_options, &history) != QUIRE_OK ||
        quire_page_write(page, 0, 0, red, "text", 4, &columns, &taken) != QUIRE_OK ||
        quire_page_scroll(page, 0, 24, 1, 0, history, NULL) != QUIRE_OK)
        abort();
}

int main(void) {
    make_edge();
    open_all();
    RUN(earlier_sizes_are_taken);
    RUN(other_sizes_are_refused);
    RUN(short_ones_say_the_same);
    RUN(the_rest_is_the_default);
    RUN(allocators_too);
    RUN(lent_structs_say_their_size);
    RUN(defaults_are_the_initialisers);
    RUN(defaults_for_other_sizes);
    quire_history_destroy(history);
    quire_page_destroy(page);
    quire_frame_destroy(frame);
    quire_terminal_destroy(terminal);
    return test_end();
}
