#define _GNU_SOURCE
#include "session_bus.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* --- where it is --- */

/* All of the alternatives, with ';' between them, name sockets: others are found by starting programs. */
static bool is_sockets(const char *address) {
    for (const char *at = address; at != NULL; at = strchr(at, ';')) {
        at += *at == ';';
        if (*at != '\0' && strncmp(at, "unix:", 5) != 0) {
            return false;
        }
    }
    return address[0] != '\0';
}

bool session_bus_address(char *address, size_t size) {
    const char *given = getenv("DBUS_SESSION_BUS_ADDRESS"), *folder = getenv("XDG_RUNTIME_DIR");
    struct stat file;
    int length = -1;
    if (given != NULL && given[0] != '\0') {
        length = is_sockets(given) ? snprintf(address, size, "%s", given) : -1;
    } else if (folder != NULL && folder[0] == '/') {
        length = snprintf(address, size, "%s/bus", folder);
        bool there = length > 0 && (size_t)length < size && stat(address, &file) == 0 && S_ISSOCK(file.st_mode);
        length = there ? snprintf(address, size, "unix:path=%s/bus", folder) : -1;
    }
    return length > 0 && (size_t)length < size;
}

/* --- in the loop --- */

static void dispatch(struct session_bus *bus) {
    while (bus->connection != NULL && dbus_connection_dispatch(bus->connection) == DBUS_DISPATCH_DATA_REMAINS) {
    }
}

static void ready(void *user, short revents) {
    struct session_bus_watch *watch = user;
    struct session_bus *bus = watch->bus;
    unsigned flags = ((revents & POLLIN) != 0 ? (unsigned)DBUS_WATCH_READABLE : 0u) |
                     ((revents & POLLOUT) != 0 ? (unsigned)DBUS_WATCH_WRITABLE : 0u) |
                     ((revents & POLLHUP) != 0 ? (unsigned)DBUS_WATCH_HANGUP : 0u) |
                     ((revents & (POLLERR | POLLNVAL)) != 0 ? (unsigned)DBUS_WATCH_ERROR : 0u);
    if (watch->watch != NULL) {
        dbus_watch_handle(watch->watch, flags);
        dispatch(bus);
    }
}

static void follow(struct session_bus_watch *watch, bool wanted) {
    unsigned flags = dbus_watch_get_flags(watch->watch);
    if (watch->watched && !wanted) {
        event_loop_unwatch(watch->bus->loop, &watch->in_loop);
    } else if (!watch->watched && wanted) {
        watch->in_loop = (struct loop_watch){dbus_watch_get_unix_fd(watch->watch),
                                             (short)(((flags & DBUS_WATCH_READABLE) != 0 ? POLLIN : 0) |
                                                     ((flags & DBUS_WATCH_WRITABLE) != 0 ? POLLOUT : 0)),
                                             ready, watch, NULL};
        event_loop_watch(watch->bus->loop, &watch->in_loop);
    }
    watch->watched = wanted;
}

static struct session_bus_watch *find(struct session_bus *bus, const DBusWatch *watch) {
    for (size_t i = 0; i < SESSION_BUS_WATCHES; i++) {
        if (bus->watches[i].watch == watch) {
            return &bus->watches[i];
        }
    }
    return NULL;
}

static dbus_bool_t add_watch(DBusWatch *watch, void *user) {
    struct session_bus *bus = user;
    struct session_bus_watch *slot = find(bus, NULL);
    if (slot == NULL) {
        return FALSE;
    }
    slot->bus = bus;
    slot->watch = watch;
    follow(slot, dbus_watch_get_enabled(watch));
    return TRUE;
}

static void remove_watch(DBusWatch *watch, void *user) {
    struct session_bus_watch *slot = find(user, watch);
    if (slot != NULL) {
        follow(slot, false);
        slot->watch = NULL;
    }
}

static void toggle_watch(DBusWatch *watch, void *user) {
    struct session_bus_watch *slot = find(user, watch);
    if (slot != NULL) {
        follow(slot, dbus_watch_get_enabled(watch));
    }
}

/* --- open, close, send --- */

static void greeted(DBusMessage *reply, void *user) {
    struct session_bus *bus = user;
    const char *name;
    if (dbus_message_get_args(reply, NULL, DBUS_TYPE_STRING, &name, DBUS_TYPE_INVALID)) {
        dbus_bus_set_unique_name(bus->connection, name);
    }
}

bool session_bus_open(struct session_bus *bus, struct event_loop *loop, DBusHandleMessageFunction filter, void *user) {
    char address[1024];
    memset(bus, 0, sizeof *bus);
    return session_bus_address(address, sizeof address) && session_bus_open_at(bus, loop, address, filter, user);
}

bool session_bus_open_at(struct session_bus *bus, struct event_loop *loop, const char *address,
                         DBusHandleMessageFunction filter, void *user) {
    memset(bus, 0, sizeof *bus);
    bus->loop = loop;
    dbus_connection_set_change_sigpipe(FALSE); /* the program ignores it already */
    bus->connection = is_sockets(address) ? dbus_connection_open_private(address, NULL) : NULL;
    if (bus->connection == NULL) {
        return false;
    }
    dbus_connection_set_exit_on_disconnect(bus->connection, FALSE);
    bool good =
        dbus_connection_set_watch_functions(bus->connection, add_watch, remove_watch, toggle_watch, bus, NULL) &&
        dbus_connection_add_filter(bus->connection, filter, user, NULL) &&
        session_bus_send(bus,
                         dbus_message_new_method_call(DBUS_SERVICE_DBUS, DBUS_PATH_DBUS, DBUS_INTERFACE_DBUS, "Hello"),
                         greeted, bus);
    if (!good) {
        session_bus_close(bus);
    }
    return good;
}

void session_bus_close(struct session_bus *bus) {
    DBusConnection *connection = bus->connection;
    if (connection != NULL) {
        bus->connection = NULL;
        dbus_connection_close(connection);
        dbus_connection_set_watch_functions(connection, NULL, NULL, NULL, NULL, NULL);
        dbus_connection_unref(connection);
    }
}

void session_bus_pump(struct session_bus *bus) {
    for (int i = 0; i < 3 && bus->connection != NULL; i++) { /* what one round took may have more to send behind it */
        dbus_connection_read_write(bus->connection, 0);
        dispatch(bus);
    }
}

struct answer {
    void (*answered)(DBusMessage *reply, void *user);
    void *user;
};

static void pass_answer(DBusPendingCall *call, void *user) {
    const struct answer *answer = user;
    DBusMessage *reply = dbus_pending_call_steal_reply(call);
    if (reply != NULL) {
        answer->answered(reply, answer->user);
        dbus_message_unref(reply);
    }
}

static bool send_asking(struct session_bus *bus, DBusMessage *message, const struct answer *wanted) {
    DBusPendingCall *call = NULL;
    struct answer *answer = malloc(sizeof *answer);
    if (answer == NULL || !dbus_connection_send_with_reply(bus->connection, message, &call, DBUS_TIMEOUT_INFINITE) ||
        call == NULL) {
        free(answer);
        return false;
    }
    *answer = *wanted;
    bool good = dbus_pending_call_set_notify(call, pass_answer, answer, free);
    if (!good) {
        free(answer);
    }
    dbus_pending_call_unref(call);
    return good;
}

bool session_bus_send(struct session_bus *bus, DBusMessage *message, void (*answered)(DBusMessage *reply, void *user),
                      void *user) {
    if (message == NULL) {
        return false;
    }
    bool sent = bus->connection == NULL ? false
                : answered != NULL      ? send_asking(bus, message, &(struct answer){answered, user})
                                        : dbus_connection_send(bus->connection, message, NULL);
    dbus_message_unref(message);
    return sent;
}
