#include "accessible.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "accessible_parts.h"

#define BUS_NAME "org.a11y.Bus"
#define BUS_PATH "/org/a11y/bus"
#define STATUS "org.a11y.Status"
#define REGISTRY "org.a11y.atspi.Registry"

struct accessible *accessible_create(struct event_loop *loop, bool always) {
    struct accessible *accessible = calloc(1, sizeof *accessible);
    if (accessible != NULL) {
        accessible->loop = loop;
        accessible->always = always;
    }
    return accessible;
}

void accessible_destroy(struct accessible *accessible) {
    if (accessible != NULL) {
        session_bus_close(&accessible->bus);
        session_bus_close(&accessible->session);
        free(accessible);
    }
}

bool accessible_is_on(const struct accessible *accessible) {
    return accessible->embedded && accessible->bus.connection != NULL;
}

/* ---- on and off */

static void start_windows(struct accessible *accessible) {
    for (struct accessible_window *window = accessible->windows; window != NULL; window = window->next) {
        accessible_text_clear(&window->shown);
        if (window->focused) {
            accessible_set_focus(window, true);
        }
        accessible_changed(window);
    }
}

static void leave_bus(struct accessible *accessible) {
    session_bus_close(&accessible->bus);
    accessible->embedded = false;
    accessible->desktop_name[0] = '\0';
}

/* The desktop has taken the application among its children: its reply names the parent. */
static void embedded(DBusMessage *reply, void *user) {
    struct accessible *accessible = user;
    DBusMessageIter iter, pair;
    const char *name, *path;
    if (!dbus_message_has_signature(reply, "(so)") || !dbus_message_iter_init(reply, &iter)) {
        leave_bus(accessible);
        return;
    }
    dbus_message_iter_recurse(&iter, &pair);
    dbus_message_iter_get_basic(&pair, &name);
    dbus_message_iter_next(&pair);
    dbus_message_iter_get_basic(&pair, &path);
    if (strlen(name) < sizeof accessible->desktop_name && strlen(path) < sizeof accessible->desktop_path) {
        strcpy(accessible->desktop_name, name);
        strcpy(accessible->desktop_path, path);
    } /* else there is no parent to tell of: half a path is none, and libdbus ends a program that hands it one */
    accessible->embedded = true;
    start_windows(accessible);
}

/* The bus has given the connection its name: by that the registry finds the application. */
static void named(DBusMessage *reply, void *user) {
    struct accessible *accessible = user;
    DBusMessageIter iter;
    const char *name = dbus_bus_get_unique_name(accessible->bus.connection);
    (void)reply;
    DBusMessage *message = dbus_message_new_method_call(REGISTRY, ATSPI_ROOT, "org.a11y.atspi.Socket", "Embed");
    if (message != NULL && name != NULL) {
        dbus_message_iter_init_append(message, &iter);
        accessible_put_reference(&iter, name, ATSPI_ROOT);
    }
    session_bus_send(&accessible->bus, message, embedded, accessible);
}

/* Any call that is answered behind the greeting will do. */
static bool ask_name(struct accessible *accessible) {
    return session_bus_send(
        &accessible->bus, dbus_message_new_method_call(DBUS_SERVICE_DBUS, DBUS_PATH_DBUS, DBUS_INTERFACE_DBUS, "GetId"),
        named, accessible);
}

/* What comes by the accessibility bus. When that ends, it is left: messages to it would be kept without end, and the
 * next one, of which the session's bus tells, would not be asked for. */
static DBusHandlerResult take(DBusConnection *connection, DBusMessage *message, void *user) {
    if (dbus_message_is_signal(message, DBUS_INTERFACE_LOCAL, "Disconnected")) {
        leave_bus(user);
        return DBUS_HANDLER_RESULT_HANDLED;
    }
    return accessible_answer(connection, message, user);
}

static void connect_bus(DBusMessage *reply, void *user) {
    struct accessible *accessible = user;
    const char *address;
    if (accessible->bus.connection == NULL &&
        dbus_message_get_args(reply, NULL, DBUS_TYPE_STRING, &address, DBUS_TYPE_INVALID) &&
        session_bus_open_at(&accessible->bus, accessible->loop, address, take, accessible)) {
        ask_name(accessible);
    }
}

/* A call to the desktop that starts nobody. */
static DBusMessage *call_desktop(const char *interface, const char *member) {
    DBusMessage *message = dbus_message_new_method_call(BUS_NAME, BUS_PATH, interface, member);
    if (message != NULL) {
        dbus_message_set_auto_start(message, FALSE);
    }
    return message;
}

static void set_on(struct accessible *accessible, bool on) {
    if (on && accessible->bus.connection == NULL) {
        session_bus_send(&accessible->session, call_desktop(BUS_NAME, "GetAddress"), connect_bus, accessible);
    } else if (!on && !accessible->always) {
        leave_bus(accessible);
    }
}

static void take_status(DBusMessage *reply, void *user) {
    DBusMessageIter iter, value;
    dbus_bool_t on = FALSE;
    if (dbus_message_has_signature(reply, "v") && dbus_message_iter_init(reply, &iter)) {
        dbus_message_iter_recurse(&iter, &value);
        if (dbus_message_iter_get_arg_type(&value) == DBUS_TYPE_BOOLEAN) {
            dbus_message_iter_get_basic(&value, &on);
        }
    }
    struct accessible *accessible = user;
    set_on(accessible, on || accessible->always);
}

static void ask_status(struct accessible *accessible) {
    const char *interface = STATUS, *name = "IsEnabled";
    DBusMessage *message = call_desktop(DBUS_INTERFACE_PROPERTIES, "Get");
    if (message != NULL &&
        dbus_message_append_args(message, DBUS_TYPE_STRING, &interface, DBUS_TYPE_STRING, &name, DBUS_TYPE_INVALID)) {
        session_bus_send(&accessible->session, message, take_status, accessible);
    } else if (message != NULL) {
        dbus_message_unref(message);
    }
}

/* Whatever is said about the status, or who keeps it: it is asked again. */
static DBusHandlerResult hear(DBusConnection *connection, DBusMessage *message, void *user) {
    (void)connection;
    if (dbus_message_is_signal(message, DBUS_INTERFACE_PROPERTIES, "PropertiesChanged") ||
        dbus_message_is_signal(message, DBUS_INTERFACE_DBUS, "NameOwnerChanged")) {
        ask_status(user);
    }
    return DBUS_HANDLER_RESULT_NOT_YET_HANDLED;
}

static void listen_for(struct accessible *accessible, const char *rule) {
    DBusMessage *message =
        dbus_message_new_method_call(DBUS_SERVICE_DBUS, DBUS_PATH_DBUS, DBUS_INTERFACE_DBUS, "AddMatch");
    if (message != NULL && dbus_message_append_args(message, DBUS_TYPE_STRING, &rule, DBUS_TYPE_INVALID)) {
        session_bus_send(&accessible->session, message, NULL, NULL);
    } else if (message != NULL) {
        dbus_message_unref(message);
    }
}

void accessible_start(struct accessible *accessible) {
    bool first = !accessible->asked;
    accessible->asked = true;
    if (!first || !session_bus_open(&accessible->session, accessible->loop, hear, accessible)) {
        return;
    }
    listen_for(accessible,
               "type='signal',path='" BUS_PATH "',interface='" DBUS_INTERFACE_PROPERTIES "',arg0='" STATUS "'");
    listen_for(accessible,
               "type='signal',sender='" DBUS_SERVICE_DBUS "',member='NameOwnerChanged',arg0='" BUS_NAME "'");
    ask_status(accessible);
}

/* ---- windows */

static struct accessible_object frame_of(struct accessible_window *window) {
    return (struct accessible_object){window->accessible, ACCESSIBLE_FRAME, window};
}

static struct accessible_object terminal_of(struct accessible_window *window) {
    return (struct accessible_object){window->accessible, ACCESSIBLE_TERMINAL, window};
}

struct accessible_window *accessible_add(struct accessible *accessible, const struct accessible_source *source) {
    struct accessible_window *window = calloc(1, sizeof *window), **end = &accessible->windows;
    if (window == NULL) {
        return NULL;
    }
    window->accessible = accessible;
    window->source = *source;
    window->number = ++accessible->last_number;
    while (*end != NULL) {
        end = &(*end)->next;
    }
    *end = window;
    return window;
}

void accessible_remove(struct accessible_window *window) {
    if (window == NULL) {
        return;
    }
    struct accessible_window **at = &window->accessible->windows;
    if (accessible_is_on(window->accessible)) {
        struct accessible_object frame = frame_of(window);
        accessible_tell(&frame, "Window", "Destroy", "", 0, 0, NULL, 0);
    }
    while (*at != window) {
        at = &(*at)->next;
    }
    *at = window->next;
    accessible_text_finish(&window->text);
    accessible_text_finish(&window->shown);
    free(window);
}

void accessible_set_focus(struct accessible_window *window, bool focused) {
    struct accessible_object frame = frame_of(window), terminal = terminal_of(window);
    window->focused = focused;
    if (!accessible_is_on(window->accessible)) {
        return;
    }
    accessible_tell(&frame, "Window", focused ? "Activate" : "Deactivate", "", 0, 0, NULL, 0);
    accessible_tell(&frame, "Object", "StateChanged", "active", focused, 0, NULL, 0);
    accessible_tell(&terminal, "Object", "StateChanged", "focused", focused, 0, NULL, 0);
}

/* ---- what changes */

void accessible_read(struct accessible_window *window) {
    accessible_text_clear(&window->text);
    if (!window->source.text(window->source.user, &window->text)) {
        accessible_text_clear(&window->text);
    }
}

static void tell_text(const struct accessible_object *object, const char *what, const struct accessible_text *text,
                      struct accessible_span span) {
    size_t length;
    if (span.end > span.start) {
        const char *bytes = accessible_text_slice(text, span, &length);
        accessible_tell(object, "Object", "TextChanged", what, (int32_t)span.start, (int32_t)(span.end - span.start),
                        bytes, length);
    }
}

/* Places of `removed` count from behind what was scrolled away. */
static void tell_difference(const struct accessible_object *terminal, const struct accessible_text *before,
                            const struct accessible_text *after) {
    struct accessible_difference difference = accessible_text_difference(before, after);
    struct accessible_span gone = {0, difference.scrolled};
    size_t length;
    tell_text(terminal, "delete", before, gone);
    if (difference.removed.end > difference.removed.start) {
        struct accessible_span removed = {difference.removed.start + difference.scrolled,
                                          difference.removed.end + difference.scrolled};
        const char *bytes = accessible_text_slice(before, removed, &length);
        accessible_tell(terminal, "Object", "TextChanged", "delete", (int32_t)difference.removed.start,
                        (int32_t)(removed.end - removed.start), bytes, length);
    }
    tell_text(terminal, "insert", after, difference.inserted);
}

void accessible_changed(struct accessible_window *window) {
    if (window == NULL || !accessible_is_on(window->accessible)) {
        return;
    }
    struct accessible_object terminal = terminal_of(window);
    accessible_read(window);
    uint32_t caret = window->shown.caret;
    tell_difference(&terminal, &window->shown, &window->text);
    if (window->text.caret != caret) {
        accessible_tell(&terminal, "Object", "TextCaretMoved", "", (int32_t)window->text.caret, 0, NULL, 0);
    }
    struct accessible_text shown = window->shown;
    window->shown = window->text;
    window->text = shown;
}
