/* A desktop's portal for tests: org.freedesktop.portal.Settings on the session bus, for org.freedesktop.appearance,
 * color-scheme alone. What it says at first is its argument; each line on standard input, a number, is a change. */
#include <dbus/dbus.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#define SERVICE "org.freedesktop.portal.Desktop"
#define PATH "/org/freedesktop/portal/desktop"
#define SETTINGS "org.freedesktop.portal.Settings"

static dbus_uint32_t scheme;

/* Wraps the value in so many variants. */
static void add_value(DBusMessageIter *to, int variants) {
    DBusMessageIter variant;
    if (variants == 0) {
        dbus_message_iter_append_basic(to, DBUS_TYPE_UINT32, &scheme);
        return;
    }
    dbus_message_iter_open_container(to, DBUS_TYPE_VARIANT, variants == 1 ? "u" : "v", &variant);
    add_value(&variant, variants - 1);
    dbus_message_iter_close_container(to, &variant);
}

static void send_on(DBusConnection *connection, DBusMessage *message) {
    dbus_connection_send(connection, message, NULL);
    dbus_message_unref(message);
}

static DBusHandlerResult on_message(DBusConnection *connection, DBusMessage *message, void *user) {
    DBusMessageIter iter;
    (void)user;
    if (!dbus_message_is_method_call(message, SETTINGS, "Read")) {
        return DBUS_HANDLER_RESULT_NOT_YET_HANDLED;
    }
    printf("read\n");
    DBusMessage *reply = dbus_message_new_method_return(message);
    dbus_message_iter_init_append(reply, &iter);
    add_value(&iter, 2);
    send_on(connection, reply);
    return DBUS_HANDLER_RESULT_HANDLED;
}

static void tell_changed(DBusConnection *connection, const char *namespace, const char *key) {
    DBusMessageIter iter;
    DBusMessage *signal = dbus_message_new_signal(PATH, SETTINGS, "SettingChanged");
    dbus_message_iter_init_append(signal, &iter);
    dbus_message_iter_append_basic(&iter, DBUS_TYPE_STRING, &namespace);
    dbus_message_iter_append_basic(&iter, DBUS_TYPE_STRING, &key);
    add_value(&iter, 1);
    send_on(connection, signal);
}

int main(int count, char **words) {
    char line[64];
    DBusError error = DBUS_ERROR_INIT;
    DBusConnection *connection = dbus_bus_get(DBUS_BUS_SESSION, &error);
    scheme = count > 1 ? (dbus_uint32_t)strtoul(words[1], NULL, 10) : 0;
    setvbuf(stdout, NULL, _IOLBF, 0);
    if (connection == NULL || dbus_bus_request_name(connection, SERVICE, 0, &error) < 0 ||
        !dbus_connection_add_filter(connection, on_message, NULL, NULL)) {
        return 1;
    }
    printf("ready\n");
    for (struct pollfd input = {0, POLLIN, 0}; dbus_connection_read_write_dispatch(connection, 20);) {
        if (poll(&input, 1, 0) > 0) {
            if (fgets(line, sizeof line, stdin) == NULL) {
                return 0;
            }
            scheme = (dbus_uint32_t)strtoul(line, NULL, 10);
            tell_changed(connection, "org.freedesktop.appearance", "contrast"); /* another one's affair */
            tell_changed(connection, "org.freedesktop.appearance", "color-scheme");
        }
        dbus_connection_flush(connection);
    }
    return 0;
}
