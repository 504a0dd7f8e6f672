/* clipboard_x11_atoms.h - the words of the selections' protocol. */
#ifndef CLIPBOARD_X11_ATOMS_H
#define CLIPBOARD_X11_ATOMS_H

#include <stdbool.h>
#include <stddef.h>

#include <xcb/xcb.h>

enum x11_atom {
    X11_CLIPBOARD,
    X11_CLIPBOARD_MANAGER,
    X11_SAVE_TARGETS,
    X11_TARGETS,
    X11_TIMESTAMP,
    X11_MULTIPLE,
    X11_ATOM_PAIR,
    X11_INCR,
    X11_NULL,
    X11_UTF8_STRING,
    X11_TEXT,
    X11_TEXT_PLAIN,
    X11_TEXT_PLAIN_UTF8,
    X11_IMAGE_PNG,
    X11_TIME_PROPERTY, /* of the window: what is changed to learn the time */
    X11_SAVE_PROPERTY, /* of the window: the targets to save */
    X11_ATOMS
};

/* All of them; waits for the server, once. False: no answer. */
bool x11_atoms_init(xcb_connection_t *connection, xcb_atom_t atoms[X11_ATOMS]);

/* The atoms PREFIX0, PREFIX1 ... */
bool x11_atoms_numbered(xcb_connection_t *connection, const char *prefix, xcb_atom_t *atoms, size_t count);

#endif
