#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "accessible_parts.h"

void accessible_put_string(DBusMessageIter *iter, const char *text) {
    const char *sound = dbus_validate_utf8(text, NULL) ? text : "";
    dbus_message_iter_append_basic(iter, DBUS_TYPE_STRING, &sound);
}

void accessible_put_text(DBusMessageIter *iter, const char *bytes, size_t length) {
    char *text = malloc(length + 1);
    if (text == NULL) {
        accessible_put_string(iter, "");
        return;
    }
    memcpy(text, bytes, length);
    text[length] = '\0';
    accessible_put_string(iter, text);
    free(text);
}

void accessible_put_int(DBusMessageIter *iter, int32_t value) {
    dbus_message_iter_append_basic(iter, DBUS_TYPE_INT32, &value);
}

void accessible_put_bool(DBusMessageIter *iter, bool value) {
    dbus_bool_t word = value;
    dbus_message_iter_append_basic(iter, DBUS_TYPE_BOOLEAN, &word);
}

void accessible_put_reference(DBusMessageIter *iter, const char *name, const char *path) {
    DBusMessageIter pair;
    dbus_message_iter_open_container(iter, DBUS_TYPE_STRUCT, NULL, &pair);
    dbus_message_iter_append_basic(&pair, DBUS_TYPE_STRING, &name);
    dbus_message_iter_append_basic(&pair, DBUS_TYPE_OBJECT_PATH, &path);
    dbus_message_iter_close_container(iter, &pair);
}

void accessible_put_area(DBusMessageIter *iter, const struct accessible_area *area) {
    DBusMessageIter parts;
    dbus_message_iter_open_container(iter, DBUS_TYPE_STRUCT, NULL, &parts);
    accessible_put_int(&parts, area->x);
    accessible_put_int(&parts, area->y);
    accessible_put_int(&parts, area->width);
    accessible_put_int(&parts, area->height);
    dbus_message_iter_close_container(iter, &parts);
}

void accessible_put_no_attributes(DBusMessageIter *iter) {
    DBusMessageIter array;
    dbus_message_iter_open_container(iter, DBUS_TYPE_ARRAY, "{ss}", &array);
    dbus_message_iter_close_container(iter, &array);
}

static void put_value(DBusMessageIter *iter, const char *text, size_t length) {
    DBusMessageIter value;
    dbus_message_iter_open_container(iter, DBUS_TYPE_VARIANT, text != NULL ? "s" : "i", &value);
    if (text != NULL) {
        accessible_put_text(&value, text, length);
    } else {
        accessible_put_int(&value, 0);
    }
    dbus_message_iter_close_container(iter, &value);
}

void accessible_tell(const struct accessible_object *object, const char *group, const char *member, const char *minor,
                     int32_t first, int32_t second, const char *text, size_t length) {
    char path[ATSPI_PATH_MAX], interface[64];
    DBusMessageIter iter, properties;
    accessible_path(object, path);
    snprintf(interface, sizeof interface, "org.a11y.atspi.Event.%s", group);
    DBusMessage *message = dbus_message_new_signal(path, interface, member);
    if (message == NULL) {
        return;
    }
    dbus_message_iter_init_append(message, &iter);
    accessible_put_string(&iter, minor);
    accessible_put_int(&iter, first);
    accessible_put_int(&iter, second);
    put_value(&iter, text, length);
    dbus_message_iter_open_container(&iter, DBUS_TYPE_ARRAY, "{sv}", &properties);
    dbus_message_iter_close_container(&iter, &properties);
    session_bus_send(&object->accessible->bus, message, NULL, NULL);
}
