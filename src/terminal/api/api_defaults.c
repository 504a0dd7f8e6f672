/* api_defaults.c - quire/defaults.h: the initialisers of the headers, by the names of their structs. */
#include <quire/quire.h>

#include "default_palette.h"
#include "qr_sized.h"

struct sized {
    const char *name;
    const void *defaults;
    size_t size;
};

/* Every struct with an initialiser; tests/house/test_headers.py compares the list with the headers. */
#define SIZED(name, init)                                                                                              \
    { #name, &(const struct name)init, sizeof(struct name) }
static const struct sized structs[] = {
    SIZED(quire_allocator, QUIRE_ALLOCATOR_INIT),
    SIZED(quire_callbacks, QUIRE_CALLBACKS_INIT),
    SIZED(quire_cells, QUIRE_CELLS_INIT),
    SIZED(quire_cluster_span, QUIRE_CLUSTER_SPAN_INIT),
    SIZED(quire_command, QUIRE_COMMAND_INIT),
    SIZED(quire_find_options, QUIRE_FIND_OPTIONS_INIT),
    SIZED(quire_format_options, QUIRE_FORMAT_OPTIONS_INIT),
    SIZED(quire_frame_image, QUIRE_FRAME_IMAGE_INIT),
    SIZED(quire_frame_info, QUIRE_FRAME_INFO_INIT),
    SIZED(quire_frame_line, QUIRE_FRAME_LINE_INIT),
    SIZED(quire_frame_move, QUIRE_FRAME_MOVE_INIT),
    SIZED(quire_history_file_info, QUIRE_HISTORY_FILE_INFO_INIT),
    SIZED(quire_history_info, QUIRE_HISTORY_INFO_INIT),
    SIZED(quire_history_options, QUIRE_HISTORY_OPTIONS_INIT),
    SIZED(quire_history_row, QUIRE_HISTORY_ROW_INIT),
    SIZED(quire_image_hooks, QUIRE_IMAGE_HOOKS_INIT),
    SIZED(quire_image_info, QUIRE_IMAGE_INFO_INIT),
    SIZED(quire_input_modes, QUIRE_INPUT_MODES_INIT),
    SIZED(quire_key_event, QUIRE_KEY_EVENT_INIT),
    SIZED(quire_mouse_event, QUIRE_MOUSE_EVENT_INIT),
    SIZED(quire_osc, QUIRE_OSC_INIT),
    SIZED(quire_page_info, QUIRE_PAGE_INFO_INIT),
    SIZED(quire_page_options, QUIRE_PAGE_OPTIONS_INIT),
    SIZED(quire_parser_options, QUIRE_PARSER_OPTIONS_INIT),
    SIZED(quire_reply_info, QUIRE_REPLY_INFO_INIT),
    SIZED(quire_reply_options, QUIRE_REPLY_OPTIONS_INIT),
    SIZED(quire_search_options, QUIRE_SEARCH_OPTIONS_INIT),
    SIZED(quire_selected, QUIRE_SELECTED_INIT),
    SIZED(quire_sequence, QUIRE_SEQUENCE_INIT),
    SIZED(quire_string, QUIRE_STRING_INIT),
    SIZED(quire_string_hooks, QUIRE_STRING_HOOKS_INIT),
    SIZED(quire_style_spec, QUIRE_STYLE_SPEC_INIT),
    SIZED(quire_terminal_identity, QUIRE_TERMINAL_IDENTITY_INIT),
    SIZED(quire_terminal_info, QUIRE_TERMINAL_INFO_INIT),
    SIZED(quire_terminal_options, QUIRE_TERMINAL_OPTIONS_INIT),
    SIZED(quire_terminal_settings, QUIRE_TERMINAL_SETTINGS_INIT),
    SIZED(quire_utf8, QUIRE_UTF8_INIT),
    SIZED(quire_window_state, QUIRE_WINDOW_STATE_INIT),
};
#undef SIZED

size_t quire_struct_defaults(const char *name, void *memory, size_t size) {
    const struct sized *found = NULL;
    for (size_t i = 0; name && i < sizeof structs / sizeof *structs; i++) {
        if (strcmp(structs[i].name, name) == 0)
            found = &structs[i];
    }
    if (!found || !memory)
        return found ? found->size : 0;
    size_t length = size < found->size ? size : found->size;
    if (!qr_sized_sound(length, found->size))
        return 0;
    memcpy(memory, found->defaults, length);
    memcpy(memory, &length, sizeof length);
    return found->size;
}

uint32_t quire_default_color(uint32_t index) {
    return index < 256 ? qr_default_color(index) : 0xFFFFFFFF;
}
