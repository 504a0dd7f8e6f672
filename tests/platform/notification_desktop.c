/* A desktop's notifications for tests: org.freedesktop.Notifications on the session bus.
 *
 * Each call is one line on standard output, parts with '|' between them; lines on standard input are what its user
 * does: "click ID KEY", "click ID KEY TOKEN", "close ID", "end". With an argument, that is a capability to
 * have. */
#include <dbus/dbus.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SERVICE "org.freedesktop.Notifications"
#define PATH "/org/freedesktop/Notifications"

static const char *capability;
static dbus_uint32_t newest;

static const char *next_string(DBusMessageIter *iter) {
    const char *text = "";
    dbus_message_iter_get_basic(iter, &text);
    dbus_message_iter_next(iter);
    return text;
}

static void print_actions(DBusMessageIter *iter) {
    DBusMessageIter list;
    for (dbus_message_iter_recurse(iter, &list); dbus_message_iter_get_arg_type(&list) == DBUS_TYPE_STRING;) {
        printf("%s,", next_string(&list));
    }
    dbus_message_iter_next(iter);
}

static void print_hints(DBusMessageIter *iter) {
    DBusMessageIter hints, entry, value;
    dbus_message_iter_recurse(iter, &hints);
    for (; dbus_message_iter_get_arg_type(&hints) == DBUS_TYPE_DICT_ENTRY; dbus_message_iter_next(&hints)) {
        DBusBasicValue basic;
        memset(&basic, 0, sizeof basic);
        dbus_message_iter_recurse(&hints, &entry);
        printf("%s=", next_string(&entry));
        dbus_message_iter_recurse(&entry, &value);
        dbus_message_iter_get_basic(&value, &basic);
        printf("%u,", (unsigned)basic.byt);
    }
    dbus_message_iter_next(iter);
}

static void on_notify(DBusConnection *connection, DBusMessage *message) {
    DBusMessageIter iter;
    dbus_uint32_t replaces, id;
    dbus_int32_t timeout;
    dbus_message_iter_init(message, &iter);
    const char *application = next_string(&iter);
    dbus_message_iter_get_basic(&iter, &replaces);
    dbus_message_iter_next(&iter);
    const char *icon = next_string(&iter), *title = next_string(&iter), *body = next_string(&iter);
    id = replaces != 0 ? replaces : ++newest;
    printf("notify|%u|%s|%s|%s|%s|", (unsigned)id, application, icon, title, body);
    print_actions(&iter);
    printf("|");
    print_hints(&iter);
    dbus_message_iter_get_basic(&iter, &timeout);
    printf("|%d\n", (int)timeout);
    DBusMessage *reply = dbus_message_new_method_return(message);
    dbus_message_append_args(reply, DBUS_TYPE_UINT32, &id, DBUS_TYPE_INVALID);
    dbus_connection_send(connection, reply, NULL);
    dbus_message_unref(reply);
}

static void tell_closed(DBusConnection *connection, dbus_uint32_t id, dbus_uint32_t reason) {
    DBusMessage *signal = dbus_message_new_signal(PATH, SERVICE, "NotificationClosed");
    dbus_message_append_args(signal, DBUS_TYPE_UINT32, &id, DBUS_TYPE_UINT32, &reason, DBUS_TYPE_INVALID);
    dbus_connection_send(connection, signal, NULL);
    dbus_message_unref(signal);
}

static void on_close(DBusConnection *connection, DBusMessage *message) {
    dbus_uint32_t id = 0;
    DBusMessage *reply = dbus_message_new_method_return(message);
    dbus_message_get_args(message, NULL, DBUS_TYPE_UINT32, &id, DBUS_TYPE_INVALID);
    printf("close|%u\n", (unsigned)id);
    dbus_connection_send(connection, reply, NULL);
    dbus_message_unref(reply);
    tell_closed(connection, id, 3);
}

static void on_capabilities(DBusConnection *connection, DBusMessage *message) {
    const char *names[] = {"actions", capability};
    const char **list = names;
    DBusMessage *reply = dbus_message_new_method_return(message);
    dbus_message_append_args(reply, DBUS_TYPE_ARRAY, DBUS_TYPE_STRING, &list, capability != NULL ? 2 : 1,
                             DBUS_TYPE_INVALID);
    dbus_connection_send(connection, reply, NULL);
    dbus_message_unref(reply);
}

static DBusHandlerResult on_message(DBusConnection *connection, DBusMessage *message, void *user) {
    (void)user;
    if (dbus_message_is_method_call(message, SERVICE, "Notify")) {
        on_notify(connection, message);
    } else if (dbus_message_is_method_call(message, SERVICE, "CloseNotification")) {
        on_close(connection, message);
    } else if (dbus_message_is_method_call(message, SERVICE, "GetCapabilities")) {
        on_capabilities(connection, message);
    } else {
        return DBUS_HANDLER_RESULT_NOT_YET_HANDLED;
    }
    fflush(stdout);
    return DBUS_HANDLER_RESULT_HANDLED;
}

/* A click on a key, or the token that comes before it. */
static void tell(DBusConnection *connection, const char *what, dbus_uint32_t id, const char *word) {
    DBusMessage *signal = dbus_message_new_signal(PATH, SERVICE, what);
    dbus_message_append_args(signal, DBUS_TYPE_UINT32, &id, DBUS_TYPE_STRING, &word, DBUS_TYPE_INVALID);
    dbus_connection_send(connection, signal, NULL);
    dbus_message_unref(signal);
}

/* A line of what the user does. False: it ends. */
static bool act(DBusConnection *connection, const char *line) {
    char key[32], token[32];
    unsigned id;
    int words = sscanf(line, "click %u %31s %31s", &id, key, token);
    if (words == 3) {
        tell(connection, "ActivationToken", id, token);
    }
    if (words >= 2) {
        tell(connection, "ActionInvoked", id, key);
    } else if (sscanf(line, "close %u", &id) == 1) {
        tell_closed(connection, id, 2);
    }
    dbus_connection_flush(connection);
    return strncmp(line, "end", 3) != 0;
}

int main(int count, char **words) {
    char line[256];
    DBusConnection *connection = dbus_bus_get(DBUS_BUS_SESSION, NULL);
    capability = count > 1 ? words[1] : NULL;
    if (connection == NULL || !dbus_connection_add_filter(connection, on_message, NULL, NULL) ||
        dbus_bus_request_name(connection, SERVICE, 0, NULL) != DBUS_REQUEST_NAME_REPLY_PRIMARY_OWNER) {
        return 1;
    }
    printf("ready\n");
    fflush(stdout);
    struct pollfd polled[2] = {{.fd = 0, .events = POLLIN}, {.events = POLLIN}};
    dbus_connection_get_unix_fd(connection, &polled[1].fd);
    for (bool goes_on = true; goes_on;) {
        while (dbus_connection_dispatch(connection) == DBUS_DISPATCH_DATA_REMAINS) {
        }
        dbus_connection_flush(connection);
        poll(polled, 2, -1);
        if ((polled[0].revents & (POLLIN | POLLHUP)) != 0) {
            goes_on = fgets(line, sizeof line, stdin) != NULL && act(connection, line);
        }
        goes_on = goes_on && dbus_connection_read_write(connection, 0);
    }
    return 0;
}
