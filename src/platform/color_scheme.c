#define _GNU_SOURCE
#include "color_scheme.h"

#include <stdlib.h>
#include <string.h>

#include "session_bus.h"

#define SERVICE "org.freedesktop.portal.Desktop"
#define PATH "/org/freedesktop/portal/desktop"
#define SETTINGS "org.freedesktop.portal.Settings"
#define NAMESPACE "org.freedesktop.appearance"
#define KEY "color-scheme"

enum { NO_PREFERENCE, PREFER_DARK, PREFER_LIGHT };

struct color_scheme {
    struct session_bus bus;
    void (*told)(void *user, bool light);
    void *user;
};

/* The value may lie in variants within variants: Read wraps it once more than SettingChanged. */
static void take_value(struct color_scheme *scheme, DBusMessageIter *iter) {
    DBusMessageIter inner;
    while (dbus_message_iter_get_arg_type(iter) == DBUS_TYPE_VARIANT) {
        dbus_message_iter_recurse(iter, &inner);
        *iter = inner;
    }
    if (dbus_message_iter_get_arg_type(iter) == DBUS_TYPE_UINT32) {
        dbus_uint32_t value;
        dbus_message_iter_get_basic(iter, &value);
        scheme->told(scheme->user, value == NO_PREFERENCE || value == PREFER_LIGHT);
    }
}

/* An error: there is no portal, or it does not know. */
static void on_read(DBusMessage *reply, void *user) {
    DBusMessageIter iter;
    if (dbus_message_get_type(reply) == DBUS_MESSAGE_TYPE_METHOD_RETURN && dbus_message_iter_init(reply, &iter)) {
        take_value(user, &iter);
    }
}

static bool next_is(DBusMessageIter *iter, const char *wanted) {
    const char *text;
    if (dbus_message_iter_get_arg_type(iter) != DBUS_TYPE_STRING) {
        return false;
    }
    dbus_message_iter_get_basic(iter, &text);
    dbus_message_iter_next(iter);
    return strcmp(text, wanted) == 0;
}

static DBusHandlerResult on_message(DBusConnection *connection, DBusMessage *message, void *user) {
    struct color_scheme *scheme = user;
    DBusMessageIter iter;
    (void)connection;
    if (dbus_message_is_signal(message, SETTINGS, "SettingChanged") && dbus_message_iter_init(message, &iter) &&
        next_is(&iter, NAMESPACE) && next_is(&iter, KEY)) {
        take_value(scheme, &iter);
    } else if (dbus_message_is_signal(message, DBUS_INTERFACE_LOCAL, "Disconnected")) {
        session_bus_close(&scheme->bus);
    }
    return DBUS_HANDLER_RESULT_NOT_YET_HANDLED;
}

static void forget(DBusMessage *message) {
    if (message != NULL) {
        dbus_message_unref(message);
    }
}

static bool ask(struct color_scheme *scheme) {
    const char *rule =
        "type='signal',sender='" SERVICE "',interface='" SETTINGS "',member='SettingChanged',arg0='" NAMESPACE "'";
    const char *namespace = NAMESPACE, *key = KEY;
    DBusMessage *match =
        dbus_message_new_method_call(DBUS_SERVICE_DBUS, DBUS_PATH_DBUS, DBUS_INTERFACE_DBUS, "AddMatch");
    DBusMessage *read = dbus_message_new_method_call(SERVICE, PATH, SETTINGS, "Read");
    bool made = match != NULL && read != NULL &&
                dbus_message_append_args(match, DBUS_TYPE_STRING, &rule, DBUS_TYPE_INVALID) &&
                dbus_message_append_args(read, DBUS_TYPE_STRING, &namespace, DBUS_TYPE_STRING, &key, DBUS_TYPE_INVALID);
    if (!made) {
        forget(match);
        forget(read);
        return false;
    }
    bool listens = session_bus_send(&scheme->bus, match, NULL, NULL); /* before it is asked: no change is missed */
    return session_bus_send(&scheme->bus, read, on_read, scheme) && listens;
}

struct color_scheme *color_scheme_follow(struct event_loop *loop, void (*told)(void *user, bool light), void *user) {
    struct color_scheme *scheme = calloc(1, sizeof *scheme);
    if (scheme == NULL) {
        return NULL;
    }
    scheme->told = told;
    scheme->user = user;
    if (!session_bus_open(&scheme->bus, loop, on_message, scheme) || !ask(scheme)) {
        color_scheme_end(scheme);
        return NULL;
    }
    return scheme;
}

void color_scheme_pump(struct color_scheme *scheme) {
    if (scheme != NULL) {
        session_bus_pump(&scheme->bus);
    }
}

void color_scheme_end(struct color_scheme *scheme) {
    if (scheme != NULL) {
        session_bus_close(&scheme->bus);
        free(scheme);
    }
}
