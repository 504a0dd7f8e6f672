/* The tree: application, frames, terminals; and who answers which call. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "accessible_parts.h"

#define ACCESSIBLE "org.a11y.atspi.Accessible"
#define APPLICATION "org.a11y.atspi.Application"

enum { EVERY = ACCESSIBLE_APPLICATION | ACCESSIBLE_FRAME | ACCESSIBLE_TERMINAL };

/* ---- who is who */

void accessible_path(const struct accessible_object *object, char path[ATSPI_PATH_MAX]) {
    if (object->kind == ACCESSIBLE_APPLICATION) {
        snprintf(path, ATSPI_PATH_MAX, "%s", ATSPI_ROOT);
    } else {
        snprintf(path, ATSPI_PATH_MAX, "%s%u", object->kind == ACCESSIBLE_FRAME ? ATSPI_FRAME : ATSPI_TERMINAL,
                 object->window->number);
    }
}

/* False: there is no such object. */
static bool find(struct accessible *accessible, const char *path, struct accessible_object *object) {
    static const struct {
        const char *prefix;
        enum accessible_kind kind;
    } kinds[] = {{ATSPI_FRAME, ACCESSIBLE_FRAME}, {ATSPI_TERMINAL, ACCESSIBLE_TERMINAL}};
    *object = (struct accessible_object){accessible, ACCESSIBLE_APPLICATION, NULL};
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        size_t length = strlen(kinds[i].prefix);
        if (strncmp(path, kinds[i].prefix, length) == 0) {
            unsigned long number = strtoul(path + length, NULL, 10);
            object->kind = kinds[i].kind;
            object->window = accessible->windows;
            while (object->window != NULL && object->window->number != number) {
                object->window = object->window->next;
            }
            return object->window != NULL;
        }
    }
    return strcmp(path, ATSPI_ROOT) == 0;
}

static const char *own_name(const struct accessible *accessible) {
    const char *name = dbus_bus_get_unique_name(accessible->bus.connection);
    return name != NULL ? name : "";
}

void accessible_put_object(DBusMessageIter *iter, const struct accessible_object *object) {
    char path[ATSPI_PATH_MAX];
    accessible_path(object, path);
    accessible_put_reference(iter, own_name(object->accessible), path);
}

static void put_nobody(DBusMessageIter *iter) {
    accessible_put_reference(iter, "", ATSPI_NULL);
}

static int32_t count_children(const struct accessible_object *object) {
    int32_t count = 0;
    if (object->kind != ACCESSIBLE_APPLICATION) {
        return object->kind == ACCESSIBLE_FRAME;
    }
    for (const struct accessible_window *window = object->accessible->windows; window != NULL; window = window->next) {
        count++;
    }
    return count;
}

static struct accessible_object child_of(const struct accessible_object *object, int32_t index) {
    struct accessible_object child = {object->accessible, ACCESSIBLE_TERMINAL, object->window};
    if (object->kind == ACCESSIBLE_APPLICATION) {
        child.kind = ACCESSIBLE_FRAME;
        child.window = object->accessible->windows;
        for (; index > 0; index--) {
            child.window = child.window->next;
        }
    }
    return child;
}

static int32_t index_of(const struct accessible_object *object) {
    int32_t index = 0;
    if (object->kind != ACCESSIBLE_FRAME) {
        return object->kind == ACCESSIBLE_TERMINAL ? 0 : -1;
    }
    for (const struct accessible_window *window = object->accessible->windows; window != object->window;
         window = window->next) {
        index++;
    }
    return index;
}

/* ---- org.a11y.atspi.Accessible */

static bool get_child(const struct accessible_object *object, DBusMessage *message, DBusMessageIter *reply) {
    int32_t index;
    if (!dbus_message_get_args(message, NULL, DBUS_TYPE_INT32, &index, DBUS_TYPE_INVALID)) {
        return false;
    }
    if (index < 0 || index >= count_children(object)) {
        put_nobody(reply);
        return true;
    }
    struct accessible_object child = child_of(object, index);
    accessible_put_object(reply, &child);
    return true;
}

static bool get_children(const struct accessible_object *object, DBusMessage *message, DBusMessageIter *reply) {
    DBusMessageIter array;
    (void)message;
    dbus_message_iter_open_container(reply, DBUS_TYPE_ARRAY, "(so)", &array);
    for (int32_t i = 0, count = count_children(object); i < count; i++) {
        struct accessible_object child = child_of(object, i);
        accessible_put_object(&array, &child);
    }
    dbus_message_iter_close_container(reply, &array);
    return true;
}

static bool get_index(const struct accessible_object *object, DBusMessage *message, DBusMessageIter *reply) {
    (void)message;
    accessible_put_int(reply, index_of(object));
    return true;
}

static bool get_relations(const struct accessible_object *object, DBusMessage *message, DBusMessageIter *reply) {
    DBusMessageIter array;
    (void)object;
    (void)message;
    dbus_message_iter_open_container(reply, DBUS_TYPE_ARRAY, "(ua(so))", &array);
    dbus_message_iter_close_container(reply, &array);
    return true;
}

static bool get_role(const struct accessible_object *object, DBusMessage *message, DBusMessageIter *reply) {
    uint32_t role = object->kind == ACCESSIBLE_FRAME      ? (uint32_t)ATSPI_ROLE_FRAME
                    : object->kind == ACCESSIBLE_TERMINAL ? (uint32_t)ATSPI_ROLE_TERMINAL
                                                          : (uint32_t)ATSPI_ROLE_APPLICATION;
    (void)message;
    dbus_message_iter_append_basic(reply, DBUS_TYPE_UINT32, &role);
    return true;
}

static bool get_role_name(const struct accessible_object *object, DBusMessage *message, DBusMessageIter *reply) {
    (void)message;
    accessible_put_string(reply, object->kind == ACCESSIBLE_FRAME      ? "frame"
                                 : object->kind == ACCESSIBLE_TERMINAL ? "terminal"
                                                                       : "application");
    return true;
}

static uint64_t states_of(const struct accessible_object *object) {
    uint64_t states = 1ull << ATSPI_STATE_ENABLED | 1ull << ATSPI_STATE_SENSITIVE | 1ull << ATSPI_STATE_SHOWING |
                      1ull << ATSPI_STATE_VISIBLE;
    if (object->kind == ACCESSIBLE_FRAME) {
        states |= 1ull << ATSPI_STATE_RESIZABLE | (uint64_t)object->window->focused << ATSPI_STATE_ACTIVE;
    } else if (object->kind == ACCESSIBLE_TERMINAL) {
        states |= 1ull << ATSPI_STATE_FOCUSABLE | 1ull << ATSPI_STATE_MULTI_LINE |
                  (uint64_t)object->window->focused << ATSPI_STATE_FOCUSED;
    }
    return states;
}

static bool get_state(const struct accessible_object *object, DBusMessage *message, DBusMessageIter *reply) {
    uint64_t states = states_of(object);
    uint32_t words[] = {(uint32_t)states, (uint32_t)(states >> 32)};
    DBusMessageIter array;
    (void)message;
    dbus_message_iter_open_container(reply, DBUS_TYPE_ARRAY, "u", &array);
    dbus_message_iter_append_basic(&array, DBUS_TYPE_UINT32, &words[0]);
    dbus_message_iter_append_basic(&array, DBUS_TYPE_UINT32, &words[1]);
    dbus_message_iter_close_container(reply, &array);
    return true;
}

static bool get_attributes(const struct accessible_object *object, DBusMessage *message, DBusMessageIter *reply) {
    (void)object;
    (void)message;
    accessible_put_no_attributes(reply);
    return true;
}

static bool get_application(const struct accessible_object *object, DBusMessage *message, DBusMessageIter *reply) {
    struct accessible_object application = {object->accessible, ACCESSIBLE_APPLICATION, NULL};
    (void)message;
    accessible_put_object(reply, &application);
    return true;
}

static bool get_interfaces(const struct accessible_object *object, DBusMessage *message, DBusMessageIter *reply) {
    DBusMessageIter array;
    (void)message;
    dbus_message_iter_open_container(reply, DBUS_TYPE_ARRAY, "s", &array);
    accessible_put_string(&array, ACCESSIBLE);
    if (object->kind == ACCESSIBLE_APPLICATION) {
        accessible_put_string(&array, APPLICATION);
    } else {
        accessible_put_string(&array, "org.a11y.atspi.Component");
    }
    if (object->kind == ACCESSIBLE_TERMINAL) {
        accessible_put_string(&array, "org.a11y.atspi.Text");
    }
    dbus_message_iter_close_container(reply, &array);
    return true;
}

static bool get_locale(const struct accessible_object *object, DBusMessage *message, DBusMessageIter *reply) {
    (void)object;
    (void)message;
    accessible_put_string(reply, "");
    return true;
}

const struct accessible_call accessible_object_calls[] = {
    {ACCESSIBLE, "GetChildAtIndex", EVERY, get_child},
    {ACCESSIBLE, "GetChildren", EVERY, get_children},
    {ACCESSIBLE, "GetIndexInParent", EVERY, get_index},
    {ACCESSIBLE, "GetRelationSet", EVERY, get_relations},
    {ACCESSIBLE, "GetRole", EVERY, get_role},
    {ACCESSIBLE, "GetRoleName", EVERY, get_role_name},
    {ACCESSIBLE, "GetLocalizedRoleName", EVERY, get_role_name},
    {ACCESSIBLE, "GetState", EVERY, get_state},
    {ACCESSIBLE, "GetAttributes", EVERY, get_attributes},
    {ACCESSIBLE, "GetApplication", EVERY, get_application},
    {ACCESSIBLE, "GetInterfaces", EVERY, get_interfaces},
    {APPLICATION, "GetLocale", ACCESSIBLE_APPLICATION, get_locale},
    {NULL, NULL, 0, NULL},
};

/* ---- properties */

static void put_name(const struct accessible_object *object, DBusMessageIter *value) {
    char title[512] = "quire";
    if (object->kind != ACCESSIBLE_APPLICATION) {
        object->window->source.title(object->window->source.user, title, sizeof title);
    }
    accessible_put_string(value, title);
}

static void put_empty(const struct accessible_object *object, DBusMessageIter *value) {
    (void)object;
    accessible_put_string(value, "");
}

static void put_parent(const struct accessible_object *object, DBusMessageIter *value) {
    struct accessible_object parent = {object->accessible,
                                       object->kind == ACCESSIBLE_TERMINAL ? ACCESSIBLE_FRAME : ACCESSIBLE_APPLICATION,
                                       object->window};
    if (object->kind != ACCESSIBLE_APPLICATION) {
        accessible_put_object(value, &parent);
    } else if (object->accessible->desktop_name[0] != '\0') {
        accessible_put_reference(value, object->accessible->desktop_name, object->accessible->desktop_path);
    } else {
        put_nobody(value);
    }
}

static void put_child_count(const struct accessible_object *object, DBusMessageIter *value) {
    accessible_put_int(value, count_children(object));
}

static void put_toolkit(const struct accessible_object *object, DBusMessageIter *value) {
    put_name(&(struct accessible_object){object->accessible, ACCESSIBLE_APPLICATION, NULL}, value);
}

static void put_version(const struct accessible_object *object, DBusMessageIter *value) {
    (void)object;
    accessible_put_string(value, "2.1");
}

static void put_id(const struct accessible_object *object, DBusMessageIter *value) {
    accessible_put_int(value, object->accessible->application_id);
}

static void put_characters(const struct accessible_object *object, DBusMessageIter *value) {
    accessible_read(object->window);
    accessible_put_int(value, (int32_t)object->window->text.characters);
}

static void put_caret(const struct accessible_object *object, DBusMessageIter *value) {
    accessible_read(object->window);
    accessible_put_int(value, (int32_t)object->window->text.caret);
}

static const struct property {
    const char *interface, *name, *signature;
    unsigned kinds;
    void (*put)(const struct accessible_object *object, DBusMessageIter *value);
} properties[] = {
    {ACCESSIBLE, "Name", "s", EVERY, put_name},
    {ACCESSIBLE, "Description", "s", EVERY, put_empty},
    {ACCESSIBLE, "Parent", "(so)", EVERY, put_parent},
    {ACCESSIBLE, "ChildCount", "i", EVERY, put_child_count},
    {ACCESSIBLE, "Locale", "s", EVERY, put_empty},
    {ACCESSIBLE, "AccessibleId", "s", EVERY, put_empty},
    {ACCESSIBLE, "HelpText", "s", EVERY, put_empty},
    {APPLICATION, "ToolkitName", "s", ACCESSIBLE_APPLICATION, put_toolkit},
    {APPLICATION, "Version", "s", ACCESSIBLE_APPLICATION, put_version},
    {APPLICATION, "AtspiVersion", "s", ACCESSIBLE_APPLICATION, put_version},
    {APPLICATION, "Id", "i", ACCESSIBLE_APPLICATION, put_id},
    {"org.a11y.atspi.Text", "CharacterCount", "i", ACCESSIBLE_TERMINAL, put_characters},
    {"org.a11y.atspi.Text", "CaretOffset", "i", ACCESSIBLE_TERMINAL, put_caret},
};

#define PROPERTIES (sizeof properties / sizeof properties[0])

static void put_variant(const struct accessible_object *object, const struct property *property,
                        DBusMessageIter *iter) {
    DBusMessageIter value;
    dbus_message_iter_open_container(iter, DBUS_TYPE_VARIANT, property->signature, &value);
    property->put(object, &value);
    dbus_message_iter_close_container(iter, &value);
}

static bool is_of(const struct property *property, const struct accessible_object *object, const char *interface) {
    return (property->kinds & object->kind) != 0 && strcmp(property->interface, interface) == 0;
}

static bool get_property(const struct accessible_object *object, DBusMessage *message, DBusMessageIter *reply) {
    const char *interface, *name;
    if (!dbus_message_get_args(message, NULL, DBUS_TYPE_STRING, &interface, DBUS_TYPE_STRING, &name,
                               DBUS_TYPE_INVALID)) {
        return false;
    }
    for (size_t i = 0; i < PROPERTIES; i++) {
        if (is_of(&properties[i], object, interface) && strcmp(properties[i].name, name) == 0) {
            put_variant(object, &properties[i], reply);
            return true;
        }
    }
    return false;
}

static bool get_all_properties(const struct accessible_object *object, DBusMessage *message, DBusMessageIter *reply) {
    DBusMessageIter array, entry;
    const char *interface;
    if (!dbus_message_get_args(message, NULL, DBUS_TYPE_STRING, &interface, DBUS_TYPE_INVALID)) {
        return false;
    }
    dbus_message_iter_open_container(reply, DBUS_TYPE_ARRAY, "{sv}", &array);
    for (size_t i = 0; i < PROPERTIES; i++) {
        if (is_of(&properties[i], object, interface)) {
            dbus_message_iter_open_container(&array, DBUS_TYPE_DICT_ENTRY, NULL, &entry);
            accessible_put_string(&entry, properties[i].name);
            put_variant(object, &properties[i], &entry);
            dbus_message_iter_close_container(&array, &entry);
        }
    }
    dbus_message_iter_close_container(reply, &array);
    return true;
}

/* The desktop gives the application its number; nothing else can be set. */
static bool set_property(const struct accessible_object *object, DBusMessage *message, DBusMessageIter *reply) {
    DBusMessageIter iter, value;
    const char *interface, *name;
    (void)reply;
    if (!dbus_message_has_signature(message, "ssv") || !dbus_message_iter_init(message, &iter)) {
        return false;
    }
    dbus_message_iter_get_basic(&iter, &interface);
    dbus_message_iter_next(&iter);
    dbus_message_iter_get_basic(&iter, &name);
    dbus_message_iter_next(&iter);
    dbus_message_iter_recurse(&iter, &value);
    if (strcmp(interface, APPLICATION) != 0 || strcmp(name, "Id") != 0 ||
        dbus_message_iter_get_arg_type(&value) != DBUS_TYPE_INT32) {
        return false;
    }
    dbus_message_iter_get_basic(&value, &object->accessible->application_id);
    return true;
}

static const struct accessible_call property_calls[] = {
    {DBUS_INTERFACE_PROPERTIES, "Get", EVERY, get_property},
    {DBUS_INTERFACE_PROPERTIES, "GetAll", EVERY, get_all_properties},
    {DBUS_INTERFACE_PROPERTIES, "Set", EVERY, set_property},
    {NULL, NULL, 0, NULL},
};

/* ---- calls */

static accessible_method *find_method(const struct accessible_object *object, DBusMessage *message) {
    static const struct accessible_call *const lists[] = {accessible_object_calls, property_calls,
                                                          accessible_text_calls, accessible_component_calls};
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        for (const struct accessible_call *call = lists[i]; call->interface != NULL; call++) {
            if ((call->kinds & object->kind) != 0 &&
                dbus_message_is_method_call(message, call->interface, call->member)) {
                return call->method;
            }
        }
    }
    return NULL;
}

static DBusMessage *answer_to(const struct accessible_object *object, DBusMessage *message) {
    accessible_method *method = find_method(object, message);
    DBusMessage *reply = method != NULL ? dbus_message_new_method_return(message) : NULL;
    DBusMessageIter iter;
    if (method == NULL) {
        return dbus_message_new_error(message, DBUS_ERROR_UNKNOWN_METHOD, "there is no such call here");
    }
    if (reply != NULL) {
        dbus_message_iter_init_append(reply, &iter);
        if (!method(object, message, &iter)) {
            dbus_message_unref(reply);
            reply = dbus_message_new_error(message, DBUS_ERROR_INVALID_ARGS, "there is no such thing here");
        }
    }
    return reply;
}

DBusHandlerResult accessible_answer(DBusConnection *connection, DBusMessage *message, void *user) {
    struct accessible *accessible = user;
    struct accessible_object object;
    const char *path = dbus_message_get_path(message);
    if (dbus_message_get_type(message) != DBUS_MESSAGE_TYPE_METHOD_CALL || path == NULL ||
        !find(accessible, path, &object)) {
        return DBUS_HANDLER_RESULT_NOT_YET_HANDLED;
    }
    DBusMessage *reply = answer_to(&object, message);
    if (reply != NULL) {
        dbus_connection_send(connection, reply, NULL);
        dbus_message_unref(reply);
    }
    return DBUS_HANDLER_RESULT_HANDLED;
}
