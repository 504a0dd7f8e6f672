/* app_control.h - windows of this process that other processes ask for (control_server.h).
 *
 * Nothing listens before the first picture is out. A window that was asked for is as one of a process of its own would
 * be: directory, environment, place and settings are those of who asked. Its settings stand above those of the files,
 * also when they are read again. What concerns a whole process (class, keys) is declined: who asks opens it then. Main
 * thread. */
#ifndef APP_CONTROL_H
#define APP_CONTROL_H

#include <stdbool.h>

struct app;
struct control_server;

struct app_control {
    struct control_server *server; /* NULL: nobody can ask, or another process is asked */
    bool wanted;                   /* it is to listen once there is a picture */
};

/* Behind all pictures of a turn. */
void app_control_turn(struct app *app);
void app_control_stop(struct app *app);

#endif
