/* accessible_parts.h - what the files of this room share. */
#ifndef ACCESSIBLE_PARTS_H
#define ACCESSIBLE_PARTS_H

#include <dbus/dbus.h>

#include "accessible.h"
#include "session_bus.h"

#define ATSPI_ROOT "/org/a11y/atspi/accessible/root"
#define ATSPI_FRAME "/org/a11y/atspi/accessible/frame/"
#define ATSPI_TERMINAL "/org/a11y/atspi/accessible/terminal/"
#define ATSPI_NULL "/org/a11y/atspi/null"
#define ATSPI_PATH_MAX 80

/* The numbers of the AT-SPI protocol. */
enum { ATSPI_ROLE_FRAME = 23, ATSPI_ROLE_TERMINAL = 60, ATSPI_ROLE_APPLICATION = 75 };
enum {
    ATSPI_STATE_ACTIVE = 1,
    ATSPI_STATE_ENABLED = 8,
    ATSPI_STATE_FOCUSABLE = 11,
    ATSPI_STATE_FOCUSED = 12,
    ATSPI_STATE_MULTI_LINE = 17,
    ATSPI_STATE_RESIZABLE = 21,
    ATSPI_STATE_SENSITIVE = 24,
    ATSPI_STATE_SHOWING = 25,
    ATSPI_STATE_VISIBLE = 30
};

struct accessible_window {
    struct accessible *accessible;
    struct accessible_window *next;
    struct accessible_source source;
    uint32_t number;
    bool focused;
    struct accessible_text text, shown; /* as it is being read; as it was told last */
};

struct accessible {
    struct event_loop *loop;
    struct session_bus session; /* where the desktop says whether it is wanted */
    struct session_bus bus;     /* the accessibility bus; not open while nobody listens */
    bool always, asked, embedded;
    struct accessible_window *windows; /* oldest first */
    uint32_t last_number;
    char desktop_name[256], desktop_path[ATSPI_PATH_MAX]; /* the parent of the application; "": none yet */
    int32_t application_id;                               /* the desktop's number for it */
};

/* ---- objects (accessible_objects.c): answers to method calls */

enum accessible_kind { ACCESSIBLE_APPLICATION = 1, ACCESSIBLE_FRAME = 2, ACCESSIBLE_TERMINAL = 4 };

struct accessible_object {
    struct accessible *accessible;
    enum accessible_kind kind;
    struct accessible_window *window; /* of the other two */
};

DBusHandlerResult accessible_answer(DBusConnection *connection, DBusMessage *message, void *accessible);
/* The path of an object. */
void accessible_path(const struct accessible_object *object, char path[ATSPI_PATH_MAX]);
/* Appends a reference to it. */
void accessible_put_object(DBusMessageIter *iter, const struct accessible_object *object);

/* What stands in an answer behind a call: appended to `reply`. False: no such thing, or wrong arguments. */
typedef bool accessible_method(const struct accessible_object *object, DBusMessage *message, DBusMessageIter *reply);
struct accessible_call {
    const char *interface, *member;
    unsigned kinds; /* enum accessible_kind, joined */
    accessible_method *method;
};
extern const struct accessible_call accessible_text_calls[], accessible_component_calls[]; /* both end with NULL */
extern const struct accessible_call accessible_object_calls[];

/* ---- what is written (accessible_write.c) */

/* What is no UTF-8 becomes "": libdbus ends a program that hands it such text. */
void accessible_put_string(DBusMessageIter *iter, const char *text);
void accessible_put_text(DBusMessageIter *iter, const char *bytes, size_t length); /* UTF-8, not terminated */
void accessible_put_int(DBusMessageIter *iter, int32_t value);
void accessible_put_bool(DBusMessageIter *iter, bool value);
void accessible_put_reference(DBusMessageIter *iter, const char *name, const char *path);
void accessible_put_area(DBusMessageIter *iter, const struct accessible_area *area); /* four numbers */
void accessible_put_no_attributes(DBusMessageIter *iter);                            /* an empty a{ss} */
/* An event of an object: interface org.a11y.atspi.Event.`group`. `text` NULL: the value is a number. */
void accessible_tell(const struct accessible_object *object, const char *group, const char *member, const char *minor,
                     int32_t first, int32_t second, const char *text, size_t length);

/* Reads the window's text now. */
void accessible_read(struct accessible_window *window);

#endif
