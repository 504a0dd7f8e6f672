#include "clipboard_x11_atoms.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static xcb_intern_atom_cookie_t begin(xcb_connection_t *connection, const char *name) {
    return xcb_intern_atom(connection, 0, (uint16_t)strlen(name), name);
}

static bool end(xcb_connection_t *connection, xcb_intern_atom_cookie_t cookie, xcb_atom_t *atom) {
    xcb_intern_atom_reply_t *reply = xcb_intern_atom_reply(connection, cookie, NULL);
    *atom = reply != NULL ? reply->atom : XCB_ATOM_NONE;
    free(reply);
    return *atom != XCB_ATOM_NONE;
}

bool x11_atoms_init(xcb_connection_t *connection, xcb_atom_t atoms[X11_ATOMS]) {
    static const char *const names[X11_ATOMS] = {
        [X11_CLIPBOARD] = "CLIPBOARD",
        [X11_CLIPBOARD_MANAGER] = "CLIPBOARD_MANAGER",
        [X11_SAVE_TARGETS] = "SAVE_TARGETS",
        [X11_TARGETS] = "TARGETS",
        [X11_TIMESTAMP] = "TIMESTAMP",
        [X11_MULTIPLE] = "MULTIPLE",
        [X11_ATOM_PAIR] = "ATOM_PAIR",
        [X11_INCR] = "INCR",
        [X11_NULL] = "NULL",
        [X11_UTF8_STRING] = "UTF8_STRING",
        [X11_TEXT] = "TEXT",
        [X11_TEXT_PLAIN] = "text/plain",
        [X11_TEXT_PLAIN_UTF8] = "text/plain;charset=utf-8",
        [X11_IMAGE_PNG] = "image/png",
        [X11_TIME_PROPERTY] = "_QUIRE_TIME",
        [X11_SAVE_PROPERTY] = "_QUIRE_SAVE",
    };
    xcb_intern_atom_cookie_t cookies[X11_ATOMS];
    bool sound = true;
    for (size_t i = 0; i < X11_ATOMS; i++) {
        cookies[i] = begin(connection, names[i]);
    }
    for (size_t i = 0; i < X11_ATOMS; i++) {
        sound = end(connection, cookies[i], &atoms[i]) && sound;
    }
    return sound;
}

bool x11_atoms_numbered(xcb_connection_t *connection, const char *prefix, xcb_atom_t *atoms, size_t count) {
    xcb_intern_atom_cookie_t cookies[32];
    char name[64];
    bool sound = count <= sizeof cookies / sizeof cookies[0];
    for (size_t i = 0; sound && i < count; i++) {
        snprintf(name, sizeof name, "%s%zu", prefix, i);
        cookies[i] = begin(connection, name);
    }
    for (size_t i = 0; sound && i < count; i++) {
        sound = end(connection, cookies[i], &atoms[i]);
    }
    return sound;
}
