/* copy_keys.c - see copy_mode.h for the keys. */
#include <string.h>

#include <quire/parse.h>

#include "copy_mode.h"
#include "copy_mode_parts.h"
#include "pane_search.h"

/* --- keys ------------------------------------------------------------------------------------------------------ */

static void mark(struct copy_mode *mode, uint32_t key) {
    if (key >= 'a' && key < 'a' + MARKS) {
        mode->marks[key - 'a'] = mode->at;
    }
}

static void go_to_mark(struct copy_mode *mode, uint32_t key) {
    struct quire_place place = key >= 'a' && key < 'a' + MARKS ? mode->marks[key - 'a'] : mode->back;
    if (place.line != 0) {
        copy_mode_jump(mode, &place);
    }
}

/* The second key of a command. */
static void take_second(struct copy_mode *mode, uint32_t key) {
    static const struct {
        char first;
        enum copy_move move;
    } finds[] = {{'f', COPY_FIND}, {'F', COPY_FIND_BACK}, {'t', COPY_TILL}, {'T', COPY_TILL_BACK}};
    uint32_t first = mode->pending;
    mode->pending = 0;
    for (size_t i = 0; i < sizeof finds / sizeof finds[0]; i++) {
        if ((uint32_t)finds[i].first == first) {
            copy_mode_move(mode, finds[i].move, key);
        }
    }
    if (first == 'm') {
        mark(mode, key);
    } else if (first == '`' || first == '\'') {
        go_to_mark(mode, key);
    } else if (first == 'z') {
        copy_mode_place_view(mode, key);
    }
    mode->count = 0;
    ui_stack_show(&mode->pane->ui);
}

static const struct {
    char key;
    enum copy_move move;
} motions[] = {
    {'h', COPY_LEFT},      {'l', COPY_RIGHT},        {' ', COPY_RIGHT},         {'j', COPY_DOWN},
    {'k', COPY_UP},        {'w', COPY_WORD},         {'e', COPY_WORD_END},      {'b', COPY_WORD_BACK},
    {'W', COPY_BIG_WORD},  {'E', COPY_BIG_WORD_END}, {'B', COPY_BIG_WORD_BACK}, {'0', COPY_LINE_START},
    {'^', COPY_LINE_TEXT}, {'$', COPY_LINE_END},     {'}', COPY_PARAGRAPH},     {'{', COPY_PARAGRAPH_BACK},
    {'%', COPY_BRACKET},
};

static bool take_motion(struct copy_mode *mode, uint32_t key) {
    for (size_t i = 0; i < sizeof motions / sizeof motions[0]; i++) {
        if ((uint32_t)motions[i].key == key) {
            copy_mode_move(mode, motions[i].move, 0);
            return true;
        }
    }
    return false;
}

static bool take_digit(struct copy_mode *mode, uint32_t key) {
    if (key < '0' || key > '9' || (key == '0' && mode->count == 0)) {
        return false;
    }
    mode->count = mode->count * 10 + (key - '0');
    mode->count = mode->count < COUNT_MAX ? mode->count : COUNT_MAX;
    ui_stack_show(&mode->pane->ui);
    return true;
}

static void take_jump(struct copy_mode *mode, uint32_t key) {
    uint32_t rows = viewport_info(mode->pane->viewport)->rows, count = mode->count;
    switch (key) {
    case 'g':
    case 'G':
        copy_mode_go_to_end(mode, key == 'G');
        break;
    case 'H':
        copy_mode_go_to_row(mode, count > 0 && count <= rows ? count - 1 : 0);
        break;
    case 'M':
        copy_mode_go_to_row(mode, rows / 2);
        break;
    case 'L':
        copy_mode_go_to_row(mode, count > 0 && count <= rows ? rows - count : rows - 1);
        break;
    case '[':
    case ']':
        copy_mode_go_to_prompt(mode, key == '[' ? -1 : 1);
        break;
    case 'n':
    case 'N':
        copy_mode_find_text(mode, key == 'n');
        break;
    case ';':
    case ',':
        copy_mode_find_again(mode, key == ',');
        break;
    }
}

static void take_command(struct copy_mode *mode, uint32_t key) {
    switch (key) {
    case 'v':
        copy_mode_select(mode, SELECTING_CHARACTERS);
        break;
    case 'V':
        copy_mode_select(mode, SELECTING_LINES);
        break;
    case 'o':
        copy_mode_swap_ends(mode);
        break;
    case 'y':
        copy_mode_yank(mode);
        break;
    case 'Y':
        copy_mode_copy_line(mode);
        break;
    case 'q':
        copy_mode_leave(mode->pane);
        break;
    case '/':
    case '?':
        pane_search_open(mode->pane, NULL, 0);
        break;
    default:
        take_jump(mode, key);
    }
}

static void take_character(struct copy_mode *mode, uint32_t key) {
    if (mode->pending != 0) {
        take_second(mode, key);
    } else if (key < 0x80 && strchr("fFtTm`'z", (int)key) != NULL) {
        mode->pending = key;
        ui_stack_show(&mode->pane->ui);
    } else if (!take_digit(mode, key) && !take_motion(mode, key)) {
        take_command(mode, key);
    }
}

static bool take_ctrl(struct copy_mode *mode, uint32_t letter) {
    switch (letter) {
    case 'u':
    case 'd':
        copy_mode_go_screens(mode, letter == 'u' ? -1 : 1);
        return true;
    case 'b':
    case 'f':
        copy_mode_go_screens(mode, letter == 'b' ? -2 : 2);
        return true;
    case 'v':
        copy_mode_select(mode, SELECTING_BLOCK);
        return true;
    case 'c':
        copy_mode_leave(mode->pane);
        return true;
    default:
        return false;
    }
}

static void escape(struct copy_mode *mode) {
    if (mode->pending != 0 || mode->count > 0) {
        mode->pending = mode->count = 0;
        ui_stack_show(&mode->pane->ui);
    } else if (mode->selecting != SELECTING_NOTHING) {
        copy_mode_clear(mode);
        copy_mode_show(mode);
    } else {
        copy_mode_leave(mode->pane);
    }
}

static bool take_named(struct copy_mode *mode, enum quire_key key) {
    static const struct {
        enum quire_key key;
        enum copy_move move;
    } keys[] = {{QUIRE_KEY_LEFT, COPY_LEFT}, {QUIRE_KEY_RIGHT, COPY_RIGHT},     {QUIRE_KEY_UP, COPY_UP},
                {QUIRE_KEY_DOWN, COPY_DOWN}, {QUIRE_KEY_HOME, COPY_LINE_START}, {QUIRE_KEY_END, COPY_LINE_END}};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        if (keys[i].key == key) {
            mode->pending = 0;
            copy_mode_move(mode, keys[i].move, 0);
            return true;
        }
    }
    if (key == QUIRE_KEY_PAGE_UP || key == QUIRE_KEY_PAGE_DOWN) {
        copy_mode_go_screens(mode, key == QUIRE_KEY_PAGE_UP ? -2 : 2);
    } else if (key == QUIRE_KEY_ENTER || key == QUIRE_KEY_KP_ENTER) {
        copy_mode_copy(mode);
    } else if (key == QUIRE_KEY_ESCAPE) {
        escape(mode);
    } else {
        return false;
    }
    return true;
}

/* What the key types, one character of it; 0: nothing. */
static uint32_t typed(const struct quire_key_event *event) {
    struct quire_utf8 decoder = QUIRE_UTF8_INIT;
    uint32_t code_points[4] = {0};
    size_t count = 0, taken = 0;
    if (event->key != QUIRE_KEY_CHARACTER || event->text_length == 0 || event->text_length > 4) {
        return 0;
    }
    quire_utf8_decode(&decoder, event->text, event->text_length, code_points, 4, &taken, &count);
    return count == 1 ? code_points[0] : 0;
}

bool copy_mode_key(struct copy_mode *mode, const struct quire_key_event *event) {
    uint32_t mods = event->mods & ~(uint32_t)(QUIRE_MOD_CAPS_LOCK | QUIRE_MOD_NUM_LOCK);
    bool is_latin = event->character >= 'a' && event->character <= 'z';
    if (event->action == QUIRE_KEY_RELEASE) {
        return false;
    }
    if (mods == QUIRE_MOD_CTRL && event->key == QUIRE_KEY_CHARACTER) {
        return take_ctrl(mode, is_latin ? event->character : event->base);
    }
    if (mods != 0 && mods != QUIRE_MOD_SHIFT) {
        return false;
    }
    uint32_t character = typed(event);
    if (character != 0) {
        take_character(mode, character);
        return true;
    }
    return mods == 0 && take_named(mode, event->key);
}
