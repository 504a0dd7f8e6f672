#define _GNU_SOURCE
#include "bindings.h"

#include <stdlib.h>
#include <string.h>

#include <quire/key_tables.h>

#include "key_chord.h"

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
    {"f11", "fullscreen"},
    {"ctrl+shift+n", "new_window"},
    {"ctrl+shift+q", "close"},
    {"ctrl+shift+f5", "reload_config"},
};

/* A node of the trie: a key, and what it does or leads to. Node 0 is the root and has no key. */
struct node {
    struct key_chord chord;
    const struct action *action; /* NULL: it leads to `child` */
    unsigned child, sibling;     /* 0: none */
};

struct bindings {
    struct node *nodes;
    unsigned count, capacity; /* nodes of bindings that were freed stay: other settings make another trie */
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

static unsigned child_of(const struct bindings *bindings, unsigned parent, const struct key_chord *chord) {
    unsigned node = bindings->nodes[parent].child;
    while (node != 0 && !key_chord_same(&bindings->nodes[node].chord, chord)) {
        node = bindings->nodes[node].sibling;
    }
    return node;
}

/* The last of the children, so that what was bound first is listed first. There is room. */
static unsigned add_child(struct bindings *bindings, unsigned parent, const struct key_chord *chord) {
    unsigned node = bindings->count++;
    unsigned *end = &bindings->nodes[parent].child;
    while (*end != 0) {
        end = &bindings->nodes[*end].sibling;
    }
    bindings->nodes[node] = (struct node){*chord, NULL, 0, 0};
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

/* --- binding --- */

enum { SEQUENCE_MAX = 8 };

static bool read_sequence(const char *keys, struct key_chord chords[SEQUENCE_MAX], unsigned *count, char *error,
                          size_t error_size) {
    *count = 0;
    for (const char *at = keys + strspn(keys, " "); *at != '\0';) {
        size_t length = strcspn(at, " ");
        if (*count == SEQUENCE_MAX || !key_chord_read(at, length, &chords[*count])) {
            snprintf(error, error_size, "'%.*s' is no key ('quire list-keys' shows how keys are written)", (int)length,
                     at);
            return false;
        }
        ++*count;
        at += length;
        at += strspn(at, " ");
    }
    if (*count == 0) {
        snprintf(error, error_size, "no key is named");
    }
    return *count > 0;
}

static void put(struct bindings *bindings, const struct key_chord *chords, unsigned count,
                const struct action *action) {
    unsigned node = 0;
    for (unsigned i = 0; i < count; i++) {
        unsigned next = child_of(bindings, node, &chords[i]);
        if (next == 0) {
            next = add_child(bindings, node, &chords[i]);
        }
        bindings->nodes[next].action = NULL;
        node = next;
    }
    bindings->nodes[node].action = action;
    bindings->nodes[node].child = 0;
}

/* Takes a sequence out, and what leads to nothing without it. */
static void take_out(struct bindings *bindings, const struct key_chord *chords, unsigned count) {
    unsigned path[SEQUENCE_MAX + 1] = {0};
    for (unsigned i = 0; i < count; i++) {
        path[i + 1] = child_of(bindings, path[i], &chords[i]);
        if (path[i + 1] == 0) {
            return;
        }
    }
    bindings->nodes[path[count]].child = 0;
    for (unsigned i = count; i > 0 && bindings->nodes[path[i]].child == 0; i--) {
        remove_child(bindings, path[i - 1], path[i]);
    }
}

/* *action: NULL for "none". */
static bool read_binding(const char *keys, const char *name, struct key_chord chords[SEQUENCE_MAX], unsigned *count,
                         const struct action **action, char *error, size_t error_size) {
    *action = action_find(name);
    if (!read_sequence(keys, chords, count, error, error_size)) {
        return false;
    }
    if (*action == NULL && strcmp(name, "none") != 0) {
        const char *meant = action_nearest(name);
        snprintf(error, error_size, "there is no action '%.100s'%s%s%s", name,
                 meant != NULL ? ": did you mean '" : " ('quire list-keys' lists all)", meant != NULL ? meant : "",
                 meant != NULL ? "'?" : "");
        return false;
    }
    return true;
}

bool bindings_check(const char *keys, const char *action, char *error, size_t error_size) {
    struct key_chord chords[SEQUENCE_MAX];
    const struct action *found;
    unsigned count;
    return read_binding(keys, action, chords, &count, &found, error, error_size);
}

bool bindings_bind(struct bindings *bindings, const char *keys, const char *name, char *error, size_t error_size) {
    struct key_chord chords[SEQUENCE_MAX];
    const struct action *action;
    unsigned count;
    if (!read_binding(keys, name, chords, &count, &action, error, error_size)) {
        return false;
    }
    if (action == NULL) {
        take_out(bindings, chords, count);
        return true;
    }
    if (!has_room(bindings, count)) {
        snprintf(error, error_size, "no memory");
        return false;
    }
    put(bindings, chords, count, action);
    return true;
}

static bool bind_standard(struct bindings *bindings) {
    char error[128];
    for (size_t i = 0; i < sizeof standard / sizeof standard[0]; i++) {
        if (!bindings_bind(bindings, standard[i].keys, standard[i].action, error, sizeof error)) {
            return false;
        }
    }
    return true;
}

static void bind_settings(struct bindings *bindings, const struct config *config) {
    char error[128];
    const char *action = "";
    for (const char *keys = NULL; (keys = config_next_binding(config, keys, &action)) != NULL;) {
        bindings_bind(bindings, keys, action, error, sizeof error);
    }
}

struct bindings *bindings_create(const struct config *config) {
    struct bindings *bindings = calloc(1, sizeof *bindings);
    if (bindings == NULL || !has_room(bindings, 1)) {
        bindings_destroy(bindings);
        return NULL;
    }
    memset(&bindings->nodes[bindings->count++], 0, sizeof bindings->nodes[0]);
    if (!bind_standard(bindings)) {
        bindings_destroy(bindings);
        return NULL;
    }
    if (config != NULL) {
        bind_settings(bindings, config);
    }
    return bindings;
}

void bindings_destroy(struct bindings *bindings) {
    if (bindings != NULL) {
        free(bindings->nodes);
        free(bindings);
    }
}

/* --- what a key means --- */

static bool is_modifier(const struct quire_key_event *event) {
    return quire_key_modifier(event->key) != 0;
}

enum bindings_outcome bindings_key(const struct bindings *bindings, struct bindings_state *state,
                                   const struct quire_key_event *event, bool history, const struct action **action) {
    bool inside = state->node != 0;
    if (event->action == QUIRE_KEY_RELEASE || (inside && is_modifier(event))) {
        return BINDING_NONE;
    }
    unsigned node = bindings->nodes[state->node].child;
    while (node != 0 && !key_chord_matches(&bindings->nodes[node].chord, event)) {
        node = bindings->nodes[node].sibling;
    }
    const struct node *found = &bindings->nodes[node];
    bool leads = node != 0 && found->action == NULL;
    bool acts = node != 0 && found->action != NULL && (history || !found->action->history_only);
    state->node = leads ? node : 0;
    *action = acts ? found->action : NULL;
    return acts ? BINDING_ACTION : leads || inside ? BINDING_PENDING : BINDING_NONE;
}

/* --- lists --- */

static void print_node(const struct bindings *bindings, unsigned node, const char *before, FILE *file) {
    char keys[SEQUENCE_MAX * 64], chord[64];
    for (; node != 0; node = bindings->nodes[node].sibling) {
        const struct node *at = &bindings->nodes[node];
        key_chord_write(&at->chord, chord, sizeof chord);
        snprintf(keys, sizeof keys, "%.440s%s%s", before, before[0] != '\0' ? " " : "", chord);
        if (at->action != NULL) {
            fprintf(file, "%-18s %-17s %s\n", keys, at->action->name, at->action->help);
        } else {
            print_node(bindings, at->child, keys, file);
        }
    }
}

void bindings_print(const struct bindings *bindings, FILE *file) {
    print_node(bindings, bindings->nodes[0].child, "", file);
}
