/* session_bus.h - a connection to the D-Bus session bus, by libdbus, in the loop.
 *
 * Nothing is ever started: where no bus runs that this session was told of there is none (libdbus itself would start
 * dbus-launch). Nothing waits: greeting the bus is a message like others, and what is sent before it is answered goes
 * out in order behind it. Main thread. */
#ifndef SESSION_BUS_H
#define SESSION_BUS_H

#include <dbus/dbus.h>
#include <stdbool.h>

#include "event_loop.h"

/* libdbus watches reading and writing apart. */
#define SESSION_BUS_WATCHES 4

struct session_bus {
    DBusConnection *connection; /* NULL: there is none */
    struct event_loop *loop;
    struct session_bus_watch {
        struct session_bus *bus;
        DBusWatch *watch; /* NULL: free */
        struct loop_watch in_loop;
        bool watched;
    } watches[SESSION_BUS_WATCHES];
};

/* The address of this session's bus. False: there is none, or reaching it would start a program. */
bool session_bus_address(char *address, size_t size);

/* Messages that are no replies go to `filter`. False: there is no bus. */
bool session_bus_open(struct session_bus *bus, struct event_loop *loop, DBusHandleMessageFunction filter, void *user);
/* The same for another bus, whose address is known. */
bool session_bus_open_at(struct session_bus *bus, struct event_loop *loop, const char *address,
                         DBusHandleMessageFunction filter, void *user);
/* Nothing happens where it is not open. What was not sent yet is lost. */
void session_bus_close(struct session_bus *bus);

/* Takes and sends what can be without waiting: for a program that does other things before its loop begins. */
void session_bus_pump(struct session_bus *bus);

/* Sends a message and releases it; NULL (no memory for it) is allowed, and a bus that is not open. `answered` is called
 * with the reply or an error, unless the bus is closed before; NULL: nobody cares. False: it could not be sent. */
bool session_bus_send(struct session_bus *bus, DBusMessage *message, void (*answered)(DBusMessage *reply, void *user),
                      void *user);

#endif
