#define _GNU_SOURCE
#include "bindings.h"

#include <stdlib.h>
#include <string.h>

#include <quire/key_tables.h>

#include "binding_line.h"

/* The keys that are bound from the start. More than one for an action where keyboards differ. */
static const struct {
    const char *keys, *action;
} standard[] = {
    {"ctrl+shift+c", "copy"},
    {"ctrl+shift+v", "paste"},
    {"shift+insert", "paste_primary"},
    {"ctrl+plus", "font_larger"},
    {"ctrl+equal", "font_larger"},
    {"ctrl+kp_add", "font_larger"},
    {"ctrl+minus", "font_smaller"},
    {"ctrl+kp_subtract", "font_smaller"},
    {"ctrl+0", "font_reset"},
    {"ctrl+kp_0", "font_reset"},
    {"ctrl+shift+up", "scroll_line_up"},
    {"ctrl+shift+down", "scroll_line_down"},
    {"shift+page_up", "scroll_page_up"},
    {"shift+page_down", "scroll_page_down"},
    {"shift+home", "scroll_top"},
    {"shift+end", "scroll_bottom"},
    {"ctrl+shift+l", "hint_open"},
    {"ctrl+shift+z", "previous_prompt"},
    {"ctrl+shift+x", "next_prompt"},
    {"ctrl+shift+s", "copy_last_output"},
    {"ctrl+shift+g", "output_in_pager"},
    {"ctrl+shift+h", "scrollback_in_pager"},
    {"f11", "fullscreen"},
    {"ctrl+shift+n", "new_window"},
    {"ctrl+shift+t", "new_tab"},
    {"ctrl+shift+w", "close_pane"},
    {"ctrl+tab", "next_tab"},
    {"ctrl+shift+tab", "previous_tab"},
    {"ctrl+shift+right", "next_tab"},
    {"ctrl+shift+left", "previous_tab"},
    {"alt+1", "goto_tab:1"},
    {"alt+2", "goto_tab:2"},
    {"alt+3", "goto_tab:3"},
    {"alt+4", "goto_tab:4"},
    {"alt+5", "goto_tab:5"},
    {"alt+6", "goto_tab:6"},
    {"alt+7", "goto_tab:7"},
    {"alt+8", "goto_tab:8"},
    {"alt+9", "last_tab"},
    {"ctrl+shift+o", "split_right"},
    {"ctrl+shift+e", "split_down"},
    {"ctrl+alt+left", "focus_left"},
    {"ctrl+alt+right", "focus_right"},
    {"ctrl+alt+up", "focus_up"},
    {"ctrl+alt+down", "focus_down"},
    {"alt+shift+left", "resize_left"},
    {"alt+shift+right", "resize_right"},
    {"alt+shift+up", "resize_up"},
    {"alt+shift+down", "resize_down"},
    {"ctrl+shift+enter", "zoom_pane"},
    {"ctrl+shift+q", "close"},
    {"ctrl+shift+f", "search"},
    {"ctrl+shift+space", "copy_mode"},
    {"ctrl+shift+f5", "reload_config"},
};

static const struct {
    const char *button, *action;
} standard_mouse[] = {
    {"middle", "paste_primary"},         {"right", "menu"},
    {"shift+right", "extend_selection"}, {"ctrl+wheel_up", "font_larger"},
    {"ctrl+wheel_down", "font_smaller"},
};

/* A node of the trie: a key, and what it does or leads to. Roots have no key. */
struct node {
    struct key_chord chord;
    struct action_call *calls; /* NULL: it leads to `child` */
    unsigned child, sibling;   /* 0: none */
};

/* A mode of input, or (the first one) the keys of no mode. */
struct table {
    char name[BINDING_MODE_SIZE];
    unsigned root;
};

/* More are not expected; beyond that there is no room. */
enum { TABLES_MAX = 64 };

struct bindings {
    unsigned holders;
    struct node *nodes;
    unsigned count, capacity; /* nodes of bindings that were freed stay: other settings make another trie */
    struct table tables[TABLES_MAX];
    unsigned table_count;
    struct mouse_bindings mouse;
};

/* --- the trie --- */

static bool has_room(struct bindings *bindings, unsigned more) {
    if (bindings->count + more <= bindings->capacity) {
        return true;
    }
    unsigned capacity = 2 * (bindings->capacity + more);
    struct node *grown = realloc(bindings->nodes, capacity * sizeof *grown);
    if (grown != NULL) {
        bindings->nodes = grown;
        bindings->capacity = capacity;
    }
    return grown != NULL;
}

/* There is room. */
static unsigned add_node(struct bindings *bindings) {
    bindings->nodes[bindings->count] = (struct node){.calls = NULL};
    return bindings->count++;
}

static unsigned child_of(const struct bindings *bindings, unsigned parent, const struct key_chord *chord) {
    unsigned node = bindings->nodes[parent].child;
    while (node != 0 && !key_chord_same(&bindings->nodes[node].chord, chord)) {
        node = bindings->nodes[node].sibling;
    }
    return node;
}

/* The last of the children, so that what was bound first is listed first. There is room. */
static unsigned add_child(struct bindings *bindings, unsigned parent, const struct key_chord *chord) {
    unsigned node = add_node(bindings), *end = &bindings->nodes[parent].child;
    while (*end != 0) {
        end = &bindings->nodes[*end].sibling;
    }
    bindings->nodes[node].chord = *chord;
    *end = node;
    return node;
}

static void remove_child(struct bindings *bindings, unsigned parent, unsigned node) {
    unsigned *at = &bindings->nodes[parent].child;
    while (*at != node) {
        at = &bindings->nodes[*at].sibling;
    }
    *at = bindings->nodes[node].sibling;
}

static void set_calls(struct node *node, struct action_call *calls) {
    action_call_destroy(node->calls);
    node->calls = calls;
}

/* --- tables --- */

static const struct table *find_table(const struct bindings *bindings, const char *name) {
    for (unsigned i = 0; i < bindings->table_count; i++) {
        if (strcmp(bindings->tables[i].name, name) == 0) {
            return &bindings->tables[i];
        }
    }
    return NULL;
}

/* NULL: no room. */
static const struct table *make_table(struct bindings *bindings, const char *name) {
    const struct table *found = find_table(bindings, name);
    if (found != NULL || bindings->table_count == TABLES_MAX || !has_room(bindings, 1)) {
        return found;
    }
    struct table *table = &bindings->tables[bindings->table_count++];
    snprintf(table->name, sizeof table->name, "%s", name);
    table->root = add_node(bindings);
    return table;
}

bool bindings_check(const char *keys, const char *action, char *error, size_t error_size) {
    struct binding_line wish;
    bool good = binding_line_read(keys, action, &wish, error, error_size);
    if (good) {
        action_call_destroy(wish.calls);
    }
    return good;
}

/* --- binding --- */

static void put(struct bindings *bindings, unsigned root, const struct binding_line *wish) {
    unsigned node = root;
    for (unsigned i = 0; i < wish->count; i++) {
        unsigned next = child_of(bindings, node, &wish->chords[i]);
        if (next == 0) {
            next = add_child(bindings, node, &wish->chords[i]);
        }
        set_calls(&bindings->nodes[next], NULL);
        node = next;
    }
    set_calls(&bindings->nodes[node], wish->calls);
    bindings->nodes[node].child = 0;
}

/* Takes a sequence out, and what leads to nothing without it. */
static void take_out(struct bindings *bindings, unsigned root, const struct binding_line *wish) {
    unsigned path[BINDING_CHORDS + 1] = {root};
    for (unsigned i = 0; i < wish->count; i++) {
        path[i + 1] = child_of(bindings, path[i], &wish->chords[i]);
        if (path[i + 1] == 0) {
            return;
        }
    }
    bindings->nodes[path[wish->count]].child = 0;
    for (unsigned i = wish->count; i > 0 && bindings->nodes[path[i]].child == 0; i--) {
        remove_child(bindings, path[i - 1], path[i]);
    }
}

/* Modes stay, without keys: names may stand in bindings that come. */
static void clear(struct bindings *bindings) {
    for (unsigned i = 0; i < bindings->table_count; i++) {
        bindings->nodes[bindings->tables[i].root].child = 0;
    }
}

static bool fulfil(struct bindings *bindings, const struct binding_line *wish) {
    const struct table *table = wish->clears ? NULL : make_table(bindings, wish->mode);
    if (wish->clears) {
        clear(bindings);
        return true;
    }
    if (table == NULL || !has_room(bindings, wish->count)) {
        return false;
    }
    if (wish->calls != NULL) {
        put(bindings, table->root, wish);
    } else {
        take_out(bindings, table->root, wish);
    }
    return true;
}

bool bindings_bind(struct bindings *bindings, const char *keys, const char *action, char *error, size_t error_size) {
    struct binding_line wish;
    if (!binding_line_read(keys, action, &wish, error, error_size)) {
        return false;
    }
    if (!fulfil(bindings, &wish)) {
        snprintf(error, error_size, "there is no room for more keys");
        action_call_destroy(wish.calls);
        return false;
    }
    return true;
}

static bool bind_standard(struct bindings *bindings) {
    char error[128];
    for (size_t i = 0; i < sizeof standard / sizeof standard[0]; i++) {
        if (!bindings_bind(bindings, standard[i].keys, standard[i].action, error, sizeof error)) {
            return false;
        }
    }
    for (size_t i = 0; i < sizeof standard_mouse / sizeof standard_mouse[0]; i++) {
        if (!mouse_bindings_bind(&bindings->mouse, standard_mouse[i].button, standard_mouse[i].action, error,
                                 sizeof error)) {
            return false;
        }
    }
    return true;
}

static void bind_settings(struct bindings *bindings, const struct config *config) {
    char error[128];
    const char *action = "";
    for (const char *keys = NULL; (keys = config_next_binding(&config->bindings, keys, &action)) != NULL;) {
        bindings_bind(bindings, keys, action, error, sizeof error);
    }
    for (const char *chord = NULL; (chord = config_next_binding(&config->mouse, chord, &action)) != NULL;) {
        mouse_bindings_bind(&bindings->mouse, chord, action, error, sizeof error);
    }
}

struct bindings *bindings_create(const struct config *config) {
    struct bindings *bindings = calloc(1, sizeof *bindings);
    if (bindings == NULL) {
        return NULL;
    }
    bindings->holders = 1;
    if (make_table(bindings, "") == NULL || !bind_standard(bindings)) {
        bindings_release(bindings);
        return NULL;
    }
    if (config != NULL) {
        bind_settings(bindings, config);
    }
    return bindings;
}

struct bindings *bindings_acquire(struct bindings *bindings) {
    bindings->holders++;
    return bindings;
}

void bindings_release(struct bindings *bindings) {
    if (bindings == NULL || --bindings->holders > 0) {
        return;
    }
    for (unsigned i = 0; i < bindings->count; i++) {
        action_call_destroy(bindings->nodes[i].calls);
    }
    mouse_bindings_finish(&bindings->mouse);
    free(bindings->nodes);
    free(bindings);
}

/* --- modes --- */

bool bindings_enter(const struct bindings *bindings, struct bindings_state *state, const char *mode, bool once) {
    const struct table *table = find_table(bindings, mode);
    if (table != NULL) {
        *state = (struct bindings_state){0, (unsigned)(table - bindings->tables), once};
    }
    return table != NULL;
}

void bindings_leave(struct bindings_state *state) {
    *state = (struct bindings_state){0, 0, false};
}

const char *bindings_mode(const struct bindings *bindings, const struct bindings_state *state) {
    return bindings->tables[state->table].name;
}

/* --- what a key means --- */

static unsigned find_key(const struct bindings *bindings, unsigned parent, const struct quire_key_event *event) {
    unsigned node = bindings->nodes[parent].child;
    while (node != 0 && !key_chord_matches(&bindings->nodes[node].chord, event)) {
        node = bindings->nodes[node].sibling;
    }
    return node;
}

/* A key that a mode does not know: escape ends every mode, and any key ends one that is for one key alone. */
static void miss(struct bindings_state *state, const struct quire_key_event *event) {
    if (state->once || event->key == QUIRE_KEY_ESCAPE) {
        bindings_leave(state);
    }
}

enum bindings_outcome bindings_key(const struct bindings *bindings, struct bindings_state *state,
                                   const struct quire_key_event *event, unsigned there,
                                   const struct action_call **calls) {
    bool inside = state->node != 0, in_mode = state->table != 0;
    *calls = NULL;
    if (event->action == QUIRE_KEY_RELEASE || ((inside || in_mode) && quire_key_modifier(event->key) != 0)) {
        return BINDING_NONE;
    }
    unsigned node = find_key(bindings, inside ? state->node : bindings->tables[state->table].root, event);
    const struct node *found = &bindings->nodes[node];
    bool leads = node != 0 && found->calls == NULL;
    bool acts = node != 0 && action_call_means(found->calls, there);
    state->node = leads ? node : 0;
    if (acts) {
        *calls = found->calls;
        state->table = state->once ? 0 : state->table;
    } else if (!leads && in_mode && !inside) {
        miss(state, event);
    }
    state->once = state->once && state->table != 0;
    return acts ? BINDING_ACTION : leads || inside || in_mode ? BINDING_PENDING : BINDING_NONE;
}

const struct action_call *bindings_button(const struct bindings *bindings, enum quire_mouse_button button,
                                          uint32_t mods) {
    return mouse_bindings_find(&bindings->mouse, button, mods);
}

/* Looks below a node; `used` bytes of `keys` lead to it. */
static bool find_action(const struct bindings *bindings, unsigned node, const char *action, char *keys, size_t size) {
    size_t used = strlen(keys);
    char chord[64];
    for (; node != 0; node = bindings->nodes[node].sibling) {
        const struct node *at = &bindings->nodes[node];
        key_chord_write(&at->chord, chord, sizeof chord);
        int length = snprintf(keys + used, size - used, "%s%s", used > 0 ? ">" : "", chord);
        bool fits = length > 0 && (size_t)length < size - used;
        bool found = at->calls != NULL && at->calls->next == NULL && at->calls->text[0] == '\0' &&
                     strcmp(at->calls->action->name, action) == 0;
        if (fits && (found || (at->calls == NULL && find_action(bindings, at->child, action, keys, size)))) {
            return true;
        }
        keys[used] = '\0';
    }
    return false;
}

void bindings_keys_of(const struct bindings *bindings, const char *action, char *keys, size_t size) {
    keys[0] = '\0';
    find_action(bindings, bindings->nodes[bindings->tables[0].root].child, action, keys, size);
}

/* --- lists --- */

static void print_node(const struct bindings *bindings, unsigned node, const char *before, FILE *file) {
    char keys[BINDING_CHORDS * 64], chord[64];
    for (; node != 0; node = bindings->nodes[node].sibling) {
        const struct node *at = &bindings->nodes[node];
        key_chord_write(&at->chord, chord, sizeof chord);
        snprintf(keys, sizeof keys, "%.440s%s", before, chord);
        if (at->calls != NULL) {
            action_call_print_line(keys, at->calls, file);
        } else {
            strcat(keys, ">");
            print_node(bindings, at->child, keys, file);
        }
    }
}

void bindings_print(const struct bindings *bindings, FILE *file) {
    for (unsigned i = 0; i < bindings->table_count; i++) {
        if (i > 0) {
            fprintf(file, "\n[keys.%s]\n", bindings->tables[i].name);
        }
        print_node(bindings, bindings->nodes[bindings->tables[i].root].child, "", file);
    }
    fprintf(file, "\n[mouse]\n");
    mouse_bindings_print(&bindings->mouse, file);
}
