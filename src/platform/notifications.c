#define _GNU_SOURCE
#include "notifications.h"

#include <stdlib.h>
#include <string.h>

#include "session_bus.h"

#define SERVICE "org.freedesktop.Notifications"
#define PATH "/org/freedesktop/Notifications"
#define SEPARATOR "\xe2\x80\xa8" /* U+2028 */

enum { TEXTS = 5 };

/* One that is to be shown, or is. */
struct shown {
    struct notifications *all;
    uint32_t number; /* 0: free */
    uint32_t id;     /* the desktop's; 0: not answered yet */
    bool sent;
    bool close; /* to be taken away as soon as its id is known */
    struct notification_sink sink;
    struct notification wish;
    char *texts[TEXTS]; /* what `wish` points to */
    char *token;        /* of the click that is about to be told; NULL: none */
};

struct notifications {
    struct event_loop *loop;
    struct session_bus bus;
    bool asked_capabilities, has_capabilities, has_markup;
    uint32_t newest;
    struct shown shown[NOTIFICATIONS_MAX]; /* number n in place n % NOTIFICATIONS_MAX */
};

struct notifications *notifications_create(struct event_loop *loop) {
    struct notifications *all = calloc(1, sizeof *all);
    if (all != NULL) {
        all->loop = loop;
    }
    return all;
}

bool notifications_available(void) {
    char address[1024];
    return session_bus_address(address, sizeof address);
}

static void free_texts(struct shown *shown) {
    for (size_t i = 0; i < TEXTS; i++) {
        free(shown->texts[i]);
        shown->texts[i] = NULL;
    }
}

static void forget(struct shown *shown) {
    free_texts(shown);
    free(shown->token);
    memset(shown, 0, sizeof *shown);
}

void notifications_destroy(struct notifications *all) {
    if (all != NULL) {
        session_bus_close(&all->bus);
        for (size_t i = 0; i < NOTIFICATIONS_MAX; i++) {
            forget(&all->shown[i]);
        }
        free(all);
    }
}

static struct shown *find(struct notifications *all, uint32_t number) {
    struct shown *shown = &all->shown[number % NOTIFICATIONS_MAX];
    return number != 0 && shown->number == number ? shown : NULL;
}

static struct shown *find_id(struct notifications *all, uint32_t id) {
    for (size_t i = 0; id != 0 && i < NOTIFICATIONS_MAX; i++) {
        if (all->shown[i].number != 0 && all->shown[i].id == id) {
            return &all->shown[i];
        }
    }
    return NULL;
}

/* It is gone, or never came; who hears of it may show another one in its place. */
static void end(struct shown *shown, void (*told)(void *user, uint32_t number)) {
    void *user = shown->sink.user;
    uint32_t number = shown->number;
    forget(shown);
    if (told != NULL) {
        told(user, number);
    }
}

/* --- what the desktop tells --- */

static void on_closed(struct notifications *all, DBusMessage *message) {
    dbus_uint32_t id, reason;
    if (dbus_message_get_args(message, NULL, DBUS_TYPE_UINT32, &id, DBUS_TYPE_UINT32, &reason, DBUS_TYPE_INVALID)) {
        struct shown *shown = find_id(all, id);
        if (shown != NULL) {
            end(shown, shown->sink.closed);
        }
    }
}

/* Comes right before the click. */
static void on_token(struct notifications *all, DBusMessage *message) {
    dbus_uint32_t id;
    const char *token;
    if (dbus_message_get_args(message, NULL, DBUS_TYPE_UINT32, &id, DBUS_TYPE_STRING, &token, DBUS_TYPE_INVALID)) {
        struct shown *shown = find_id(all, id);
        if (shown != NULL) {
            free(shown->token);
            shown->token = strdup(token);
        }
    }
}

/* The token is for this click alone. */
static void tell_activated(struct shown *shown, uint32_t button) {
    char *token = shown->token;
    shown->token = NULL;
    if (shown->sink.activated != NULL) {
        shown->sink.activated(shown->sink.user, shown->number, button, token != NULL ? token : "");
    }
    free(token);
}

static void on_action(struct notifications *all, DBusMessage *message) {
    dbus_uint32_t id;
    const char *key;
    if (dbus_message_get_args(message, NULL, DBUS_TYPE_UINT32, &id, DBUS_TYPE_STRING, &key, DBUS_TYPE_INVALID)) {
        struct shown *shown = find_id(all, id);
        uint32_t button = strcmp(key, "default") == 0 ? 0 : (uint32_t)strtoul(key, NULL, 10);
        if (shown != NULL) {
            tell_activated(shown, button);
        }
    }
}

static DBusHandlerResult on_message(DBusConnection *connection, DBusMessage *message, void *user) {
    struct notifications *all = user;
    (void)connection;
    if (dbus_message_is_signal(message, SERVICE, "ActivationToken")) {
        on_token(all, message);
    } else if (dbus_message_is_signal(message, SERVICE, "ActionInvoked")) {
        on_action(all, message);
    } else if (dbus_message_is_signal(message, SERVICE, "NotificationClosed")) {
        on_closed(all, message);
    } else if (dbus_message_is_signal(message, DBUS_INTERFACE_LOCAL, "Disconnected")) {
        session_bus_close(&all->bus); /* the next one connects anew */
    }
    return DBUS_HANDLER_RESULT_NOT_YET_HANDLED;
}

/* --- what is said to it --- */

static DBusMessage *call_of(const char *member) {
    return dbus_message_new_method_call(SERVICE, PATH, SERVICE, member);
}

static void send_close(struct shown *shown) {
    DBusMessage *message = call_of("CloseNotification");
    dbus_uint32_t id = shown->id;
    if (message != NULL && dbus_message_append_args(message, DBUS_TYPE_UINT32, &id, DBUS_TYPE_INVALID)) {
        session_bus_send(&shown->all->bus, message, NULL, NULL);
    } else if (message != NULL) {
        dbus_message_unref(message);
    }
}

/* The slot may be another's by now. */
struct expected {
    struct notifications *all;
    uint32_t number;
};

static void on_shown(DBusMessage *reply, void *user) {
    struct expected expected = *(struct expected *)user;
    struct shown *shown = find(expected.all, expected.number);
    dbus_uint32_t id;
    free(user);
    if (shown == NULL) {
        return;
    }
    if (!dbus_message_get_args(reply, NULL, DBUS_TYPE_UINT32, &id, DBUS_TYPE_INVALID)) {
        end(shown, shown->sink.failed);
        return;
    }
    shown->id = id;
    if (shown->close) {
        send_close(shown);
    }
}

/* In a body with markup these would begin it. NULL: no memory. */
static char *escaped(const char *text) {
    char *copy = malloc(strlen(text) * 5 + 1), *to = copy;
    for (; copy != NULL && *text != '\0'; text++) {
        const char *as = *text == '&' ? "&amp;" : *text == '<' ? "&lt;" : *text == '>' ? "&gt;" : NULL;
        if (as != NULL) {
            to = stpcpy(to, as);
        } else {
            *to++ = *text;
        }
    }
    if (copy != NULL) {
        *to = '\0';
    }
    return copy;
}

static void add_string(DBusMessageIter *list, const char *text) {
    dbus_message_iter_append_basic(list, DBUS_TYPE_STRING, &text);
}

/* Pairs of key and label; the labels of buttons are numbered. */
static void add_actions(DBusMessageIter *to, const char *buttons) {
    DBusMessageIter list;
    char key[2] = "1", label[128];
    dbus_message_iter_open_container(to, DBUS_TYPE_ARRAY, "s", &list);
    add_string(&list, "default");
    add_string(&list, "Show");
    while (*buttons != '\0' && key[0] < '1' + NOTIFICATION_BUTTONS_MAX) {
        const char *end = strstr(buttons, SEPARATOR);
        size_t length = end != NULL ? (size_t)(end - buttons) : strlen(buttons);
        if (length < sizeof label) {
            memcpy(label, buttons, length);
            label[length] = '\0';
            add_string(&list, key);
            add_string(&list, label);
        }
        key[0]++;
        buttons += length + (end != NULL ? strlen(SEPARATOR) : 0);
    }
    dbus_message_iter_close_container(to, &list);
}

static void add_hint(DBusMessageIter *hints, const char *name, int type, const char *signature, const void *value) {
    DBusMessageIter entry, variant;
    dbus_message_iter_open_container(hints, DBUS_TYPE_DICT_ENTRY, NULL, &entry);
    add_string(&entry, name);
    dbus_message_iter_open_container(&entry, DBUS_TYPE_VARIANT, signature, &variant);
    dbus_message_iter_append_basic(&variant, type, value);
    dbus_message_iter_close_container(&entry, &variant);
    dbus_message_iter_close_container(hints, &entry);
}

static void add_hints(DBusMessageIter *to, const struct notification *wish) {
    DBusMessageIter hints;
    unsigned char urgency = (unsigned char)wish->urgency;
    dbus_bool_t silent = TRUE;
    dbus_message_iter_open_container(to, DBUS_TYPE_ARRAY, "{sv}", &hints);
    add_hint(&hints, "urgency", DBUS_TYPE_BYTE, "y", &urgency);
    if (wish->silent) {
        add_hint(&hints, "suppress-sound", DBUS_TYPE_BOOLEAN, "b", &silent);
    }
    dbus_message_iter_close_container(to, &hints);
}

/* NULL: no memory, or a text that is not UTF-8. (What libdbus does without memory for a part is to leave it out and to
 * refuse the message.) */
static DBusMessage *message_of(const struct shown *shown) {
    const struct notification *wish = &shown->wish;
    struct shown *replaced = find(shown->all, wish->replaces);
    dbus_uint32_t replaces = replaced != NULL ? replaced->id : 0;
    dbus_int32_t timeout = wish->timeout_ms;
    char *body = shown->all->has_markup ? escaped(wish->body) : strdup(wish->body);
    DBusMessage *message = body != NULL ? call_of("Notify") : NULL;
    DBusMessageIter iter;
    if (message != NULL) {
        dbus_message_iter_init_append(message, &iter);
        add_string(&iter, wish->application);
        dbus_message_iter_append_basic(&iter, DBUS_TYPE_UINT32, &replaces);
        add_string(&iter, wish->icon);
        add_string(&iter, wish->title);
        add_string(&iter, body);
        add_actions(&iter, wish->buttons);
        add_hints(&iter, wish);
        dbus_message_iter_append_basic(&iter, DBUS_TYPE_INT32, &timeout);
    }
    free(body);
    return message;
}

static void send_one(struct shown *shown) {
    struct expected *expected = malloc(sizeof *expected);
    DBusMessage *message = expected != NULL ? message_of(shown) : NULL;
    shown->sent = true;
    if (expected != NULL) {
        *expected = (struct expected){shown->all, shown->number};
    }
    if (!session_bus_send(&shown->all->bus, message, on_shown, expected)) {
        free(expected);
        end(shown, shown->sink.failed);
        return;
    }
    struct shown *replaced = find(shown->all, shown->wish.replaces);
    if (replaced != NULL && replaced != shown) {
        forget(replaced);
    }
    free_texts(shown);
}

static void send_waiting(struct notifications *all) {
    for (uint32_t i = 1; i <= NOTIFICATIONS_MAX; i++) { /* the oldest first */
        struct shown *shown = &all->shown[(all->newest + i) % NOTIFICATIONS_MAX];
        if (shown->number != 0 && !shown->sent) {
            send_one(shown);
        }
    }
}

/* What it can do is known: now what waited for that is sent. An error means that it can do nothing, or is not there. */
static void on_capabilities(DBusMessage *reply, void *user) {
    struct notifications *all = user;
    char **names = NULL;
    int count = 0;
    all->has_capabilities = true;
    if (dbus_message_get_args(reply, NULL, DBUS_TYPE_ARRAY, DBUS_TYPE_STRING, &names, &count, DBUS_TYPE_INVALID)) {
        for (int i = 0; i < count; i++) {
            all->has_markup = all->has_markup || strcmp(names[i], "body-markup") == 0;
        }
        dbus_free_string_array(names);
    }
    send_waiting(all);
}

static bool open_bus(struct notifications *all) {
    if (all->bus.connection != NULL) {
        return true;
    }
    all->has_capabilities = all->has_markup = false;
    if (!session_bus_open(&all->bus, all->loop, on_message, all)) {
        return false;
    }
    DBusMessage *match =
        dbus_message_new_method_call(DBUS_SERVICE_DBUS, DBUS_PATH_DBUS, DBUS_INTERFACE_DBUS, "AddMatch");
    const char *rule = "type='signal',sender='" SERVICE "',interface='" SERVICE "'";
    if (match != NULL) {
        dbus_message_append_args(match, DBUS_TYPE_STRING, &rule, DBUS_TYPE_INVALID);
    }
    bool good = session_bus_send(&all->bus, match, NULL, NULL) &&
                session_bus_send(&all->bus, call_of("GetCapabilities"), on_capabilities, all);
    if (!good) {
        session_bus_close(&all->bus);
    }
    return good;
}

/* --- showing --- */

static bool copy(const char **to, char **owner, const char *text) {
    *to = *owner = strdup(text != NULL ? text : "");
    return *owner != NULL;
}

static bool copy_wish(struct shown *shown, const struct notification *wish) {
    bool named = wish->application != NULL && wish->application[0] != '\0';
    shown->wish = *wish;
    return copy(&shown->wish.application, &shown->texts[0], named ? wish->application : "quire") &&
           copy(&shown->wish.title, &shown->texts[1], wish->title) &&
           copy(&shown->wish.body, &shown->texts[2], wish->body) &&
           copy(&shown->wish.icon, &shown->texts[3], wish->icon) &&
           copy(&shown->wish.buttons, &shown->texts[4], wish->buttons);
}

uint32_t notifications_show(struct notifications *all, const struct notification *wish,
                            const struct notification_sink *sink) {
    if (!open_bus(all)) {
        return 0;
    }
    uint32_t number = all->newest + 1 != 0 ? all->newest + 1 : NOTIFICATIONS_MAX;
    struct shown *shown = &all->shown[number % NOTIFICATIONS_MAX];
    forget(shown);
    shown->all = all;
    if (!copy_wish(shown, wish)) {
        forget(shown);
        return 0;
    }
    shown->number = all->newest = number;
    if (all->has_capabilities) {
        send_waiting(all);
    }
    if (find(all, number) == NULL) {
        return 0;
    }
    shown->sink = *sink;
    return number;
}

void notifications_close(struct notifications *all, uint32_t number) {
    struct shown *shown = find(all, number);
    if (shown != NULL && shown->id != 0) {
        send_close(shown);
    } else if (shown != NULL) {
        shown->close = true;
    }
}

void notifications_forget(struct notifications *all, const void *user) {
    for (size_t i = 0; all != NULL && i < NOTIFICATIONS_MAX; i++) {
        if (all->shown[i].sink.user == user) {
            all->shown[i].sink = (struct notification_sink){0};
        }
    }
}
