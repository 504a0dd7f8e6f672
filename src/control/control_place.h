/* control_place.h - where the socket is, and whom it may belong to. Internal to src/control.
 *
 *     $XDG_RUNTIME_DIR/quire/x11-:0        one for each user and display
 *
 * The folder is ours, 0700 and no link, the socket ours, 0600 and a socket; what is otherwise is left alone and told.
 * Everything in the folder is reached through a descriptor of it, so what was checked is what is used. */
#ifndef CONTROL_PLACE_H
#define CONTROL_PLACE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/un.h>

struct control_place {
    int folder;    /* -1: there is none */
    char name[80]; /* of the socket in it */
    struct sockaddr_un address;
};

/* Opens the folder, which is made where `makes`. False: there is none; where that is because it is not as it must be,
 * `error` has one line, else it is "". */
bool control_place_open(struct control_place *place, bool makes, char *error, size_t error_size);
void control_place_close(struct control_place *place);

enum control_found {
    CONTROL_FOUND_NONE,
    CONTROL_FOUND_SOCKET,
    CONTROL_FOUND_OTHER /* `error` has one line */
};

/* What has the socket's name. */
enum control_found control_place_look(const struct control_place *place, char *error, size_t error_size);

/* Is the process at the other end of a connection one of this user? (SO_PEERCRED) */
bool control_peer_is_own(int connection);

/* Writes the name of the socket of the display that a window would be on. False: there is no display, or its name is
 * too long. */
bool control_place_name(char *name, size_t size);

#endif
