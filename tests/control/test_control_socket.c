/* Who listens, who is heard, and what is done about sockets and folders that are not as they must be. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "control_client.h"
#include "control_place.h"
#include "control_server.h"
#include "event_loop.h"

#include "test.h"

static char root[] = "/tmp/quire-control-XXXXXX";

static const char *path_of(const char *name) {
    static char paths[4][200];
    static int next;
    char *path = paths[next++ % 4];
    snprintf(path, sizeof paths[0], "%s%s", root, name);
    return path;
}

static unsigned mode_of(const char *name) {
    struct stat what;
    return lstat(path_of(name), &what) == 0 ? (unsigned)what.st_mode & 07777 : 0;
}

/* --- one that listens, and one that asks, on a thread --- */

struct desk {
    struct event_loop *loop;
    struct control_server *server;
    struct loop_source pace; /* turns come to an end, whether or not something happens */
    unsigned opened;
    uint64_t call;
    bool ends_at_once; /* the window is over while it is being opened */
    char seen[200];
    enum control_answer_kind answer;
    char error[300];
};

static enum control_answer_kind open_window(void *user, uint64_t call, const struct control_request *request,
                                            char *error, size_t error_size) {
    struct desk *desk = user;
    desk->opened++;
    desk->call = call;
    snprintf(desk->seen, sizeof desk->seen, "%s %zu %s", request->directory != NULL ? request->directory : "-",
             request->command.count, request->command.count > 0 ? request->command.items[0] : "-");
    if (desk->ends_at_once) {
        control_server_end(desk->server, call, 7);
    }
    if (desk->answer != CONTROL_OPENED) {
        snprintf(error, error_size, "because");
    }
    return desk->answer;
}

static void nothing(void *user) {
    (void)user;
}

static bool nothing_pending(void *user) {
    (void)user;
    return false;
}

static bool start(struct desk *desk) {
    memset(desk, 0, sizeof *desk);
    desk->answer = CONTROL_OPENED;
    desk->loop = event_loop_create();
    desk->pace = (struct loop_source){nothing, nothing_pending, NULL, 2, NULL};
    event_loop_add_source(desk->loop, &desk->pace);
    desk->server = control_server_create(desk->loop, open_window, desk, desk->error, sizeof desk->error);
    return desk->server != NULL;
}

static void stop(struct desk *desk) {
    control_server_destroy(desk->server);
    event_loop_destroy(desk->loop);
}

struct asking {
    struct control_request request;
    struct event_loop *loop; /* woken up at the end */
    struct loop_task over;
    enum control_asked asked;
    int status;
    char error[300];
    bool done;
};

static void end_asking(void *user) {
    ((struct asking *)user)->done = true;
}

static void *ask(void *user) {
    struct asking *asking = user;
    asking->asked = control_ask(&asking->request, &asking->status, asking->error, sizeof asking->error);
    event_loop_post(asking->loop, &asking->over);
    return NULL;
}

/* Asks, and turns the loop until that is answered; a window's end is told once one is open. */
static void ask_on_thread(struct desk *desk, struct asking *asking, int end_status) {
    pthread_t thread;
    asking->loop = desk->loop;
    asking->over = (struct loop_task){end_asking, asking, NULL, false};
    asking->done = false;
    CHECK(pthread_create(&thread, NULL, ask, asking) == 0);
    while (!asking->done) {
        event_loop_turn(desk->loop);
        if (desk->call != 0) {
            control_server_end(desk->server, desk->call, end_status);
            desk->call = 0;
        }
    }
    pthread_join(thread, NULL);
}

static const char *const words[] = {"top", "-x", NULL};

static void a_window_is_asked_for(void) {
    struct desk desk;
    struct asking asking = {.request = {.directory = "/tmp", .command = {words, 2}}};
    CHECK(start(&desk));
    CHECK_INT(mode_of("/quire"), 0700);
    CHECK_INT(mode_of("/quire/x11-:7"), 0600);
    ask_on_thread(&desk, &asking, 0);
    CHECK_INT(asking.asked, CONTROL_DONE);
    CHECK_INT(asking.status, 0);
    CHECK_STR(desk.seen, "/tmp 2 top");
    asking.request.waits = true;
    ask_on_thread(&desk, &asking, 42);
    CHECK_INT(asking.asked, CONTROL_DONE);
    CHECK_INT(asking.status, 42);
    CHECK_INT(desk.opened, 2);
    stop(&desk);
    CHECK_INT(mode_of("/quire/x11-:7"), 0);
}

static void windows_may_be_refused(void) {
    struct desk desk;
    struct asking asking = {.request = {.waits = true}};
    CHECK(start(&desk));
    desk.answer = CONTROL_DECLINED;
    ask_on_thread(&desk, &asking, 0);
    CHECK_INT(asking.asked, CONTROL_NOBODY);
    CHECK_STR(asking.error, "because");
    desk.answer = CONTROL_FAILED;
    ask_on_thread(&desk, &asking, 0);
    CHECK_INT(asking.asked, CONTROL_REFUSED);
    stop(&desk);
}

/* The quick terminal that is there already, a window that could not be shown after all. */
static void a_window_may_end_while_it_opens(void) {
    struct desk desk;
    struct asking asking = {.request = {.waits = true}};
    CHECK(start(&desk));
    desk.ends_at_once = true;
    ask_on_thread(&desk, &asking, 0);
    CHECK_INT(asking.asked, CONTROL_DONE);
    CHECK_INT(asking.status, 7);
    desk.answer = CONTROL_FAILED;
    ask_on_thread(&desk, &asking, 0);
    CHECK_INT(asking.asked, CONTROL_REFUSED);
    CHECK_STR(asking.error, "because");
    stop(&desk);
}

static enum control_asked ask_alone(char error[300]) {
    struct control_request request = {.directory = "/"};
    int status;
    return control_ask(&request, &status, error, 300);
}

static void nobody_may_be_there(void) {
    char error[300];
    rmdir(path_of("/quire"));
    CHECK_INT(ask_alone(error), CONTROL_NOBODY);
    CHECK_STR(error, "");
    CHECK_INT(mode_of("/quire"), 0); /* who asks makes nothing */
}

/* The second one leaves the first one's socket alone; what is left by one that was killed is replaced. */
static void the_first_listens(void) {
    struct desk first, second;
    struct asking asking = {.request = {.directory = "/"}};
    CHECK(start(&first));
    CHECK(!start(&second));
    CHECK_STR(second.error, "");
    stop(&second);
    ask_on_thread(&first, &asking, 0);
    CHECK_INT(asking.asked, CONTROL_DONE);
    stop(&first);
    CHECK_INT(mode_of("/quire/x11-:7"), 0);
}

static void stale_sockets_are_replaced(void) {
    struct desk desk;
    struct asking asking = {.request = {.directory = "/"}};
    struct control_place place;
    char error[300];
    CHECK(control_place_open(&place, true, error, sizeof error));
    int dead = socket(AF_UNIX, SOCK_STREAM, 0);
    CHECK(bind(dead, (struct sockaddr *)&place.address, sizeof place.address) == 0);
    CHECK(chmod(path_of("/quire/x11-:7"), 0600) == 0);
    close(dead);
    control_place_close(&place);
    CHECK_INT(ask_alone(error), CONTROL_NOBODY);
    CHECK_STR(error, "");
    CHECK(start(&desk));
    ask_on_thread(&desk, &asking, 0);
    CHECK_INT(asking.asked, CONTROL_DONE);
    stop(&desk);
}

/* Neither side uses what is not private, and both say why; nothing of it is changed. */
static void refused_by_both(const char *wanted) {
    struct desk desk;
    char error[300];
    CHECK(!start(&desk));
    CHECK(strstr(desk.error, wanted) != NULL);
    stop(&desk);
    CHECK_INT(ask_alone(error), CONTROL_NOBODY);
    CHECK(strstr(error, wanted) != NULL);
}

static void folders_must_be_private(void) {
    rmdir(path_of("/quire"));
    CHECK(mkdir(path_of("/quire"), 0755) == 0);
    refused_by_both("no private folder");
    CHECK_INT(mode_of("/quire"), 0755);
    CHECK(rmdir(path_of("/quire")) == 0 && mkdir(path_of("/elsewhere"), 0700) == 0);
    CHECK(symlink(path_of("/elsewhere"), path_of("/quire")) == 0);
    refused_by_both("no private folder");
    CHECK(rmdir(path_of("/elsewhere")) == 0); /* nothing was made in it */
    CHECK(unlink(path_of("/quire")) == 0);
    close(open(path_of("/quire"), O_CREAT | O_WRONLY, 0600));
    refused_by_both("no private folder");
    CHECK(unlink(path_of("/quire")) == 0);
}

static void sockets_must_be_private(void) {
    CHECK(mkdir(path_of("/quire"), 0700) == 0);
    close(open(path_of("/quire/x11-:7"), O_CREAT | O_WRONLY, 0600));
    refused_by_both("no private socket");
    CHECK(unlink(path_of("/quire/x11-:7")) == 0);
    close(open(path_of("/target"), O_CREAT | O_WRONLY, 0600));
    CHECK(symlink(path_of("/target"), path_of("/quire/x11-:7")) == 0);
    refused_by_both("no private socket");
    CHECK(unlink(path_of("/target")) == 0); /* it was left alone */
    CHECK(unlink(path_of("/quire/x11-:7")) == 0);
    struct desk desk;
    CHECK(start(&desk));
    CHECK(chmod(path_of("/quire/x11-:7"), 0666) == 0);
    char error[300];
    CHECK_INT(ask_alone(error), CONTROL_NOBODY);
    CHECK(strstr(error, "no private socket") != NULL);
    stop(&desk);
}

static int call_by_hand(void) {
    struct control_place place;
    char error[300];
    CHECK(control_place_open(&place, false, error, sizeof error));
    int connection = socket(AF_UNIX, SOCK_STREAM, 0);
    CHECK(connect(connection, (struct sockaddr *)&place.address, sizeof place.address) == 0);
    control_place_close(&place);
    return connection;
}

static bool is_hung_up(struct desk *desk, int connection) {
    char byte;
    ssize_t got;
    do {
        event_loop_turn(desk->loop);
        got = recv(connection, &byte, 1, MSG_DONTWAIT);
    } while (got < 0 && errno == EAGAIN);
    return got == 0 || errno == ECONNRESET;
}

/* Garbage ends the connection without a word, and opens nothing; so does one that hangs up in the middle. */
static void garbage_is_dropped(void) {
    static const char *const all[] = {"GET / HTTP/1.1\r\nHost: x\r\n\r\n", "quirectl\2\0\0\0\1\0\0\0",
                                      "quirectl\1\0\0\0\xFF\xFF\xFF\xFF"};
    struct desk desk;
    CHECK(start(&desk));
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        int connection = call_by_hand();
        CHECK_INT(send(connection, all[i], 16, 0), 16);
        CHECK(is_hung_up(&desk, connection));
        close(connection);
    }
    int half = call_by_hand();
    CHECK_INT(send(half, "quire", 5, 0), 5);
    close(half);
    struct asking asking = {.request = {.directory = "/"}};
    ask_on_thread(&desk, &asking, 0);
    CHECK_INT(asking.asked, CONTROL_DONE);
    CHECK_INT(desk.opened, 1);
    stop(&desk);
}

static void more_than_enough_are_hung_up_on(void) {
    struct desk desk;
    int calls[CONTROL_CALLS_MAX];
    CHECK(start(&desk));
    for (int i = 0; i < CONTROL_CALLS_MAX; i++) {
        calls[i] = call_by_hand();
        event_loop_turn(desk.loop);
    }
    int one_more = call_by_hand();
    CHECK(is_hung_up(&desk, one_more));
    close(one_more);
    for (int i = 0; i < CONTROL_CALLS_MAX; i++) {
        close(calls[i]);
    }
    stop(&desk);
}

static void displays_have_names(void) {
    char name[80], small[12];
    setenv("DISPLAY", ":7.2", 1);
    CHECK(control_place_name(name, sizeof name));
    CHECK_STR(name, "x11-:7");
    setenv("DISPLAY", "../host/unix:0", 1);
    CHECK(control_place_name(name, sizeof name));
    CHECK(strchr(name, '/') == NULL);
    CHECK(!control_place_name(small, sizeof small));
    unsetenv("DISPLAY");
    CHECK(!control_place_name(name, sizeof name));
    setenv("WAYLAND_DISPLAY", "wayland-0", 1);
    CHECK(control_place_name(name, sizeof name));
    CHECK_STR(name, "wayland-wayland-0");
    unsetenv("WAYLAND_DISPLAY");
    setenv("DISPLAY", ":7", 1);
}

int main(void) {
    if (mkdtemp(root) == NULL) {
        return 1;
    }
    umask(0);
    setenv("XDG_RUNTIME_DIR", root, 1);
    unsetenv("WAYLAND_DISPLAY");
    unsetenv("SDL_VIDEODRIVER");
    setenv("DISPLAY", ":7", 1);
    RUN(a_window_is_asked_for);
    RUN(windows_may_be_refused);
    RUN(a_window_may_end_while_it_opens);
    RUN(nobody_may_be_there);
    RUN(the_first_listens);
    RUN(stale_sockets_are_replaced);
    RUN(folders_must_be_private);
    RUN(sockets_must_be_private);
    RUN(garbage_is_dropped);
    RUN(more_than_enough_are_hung_up_on);
    RUN(displays_have_names);
    rmdir(path_of("/quire"));
    rmdir(root);
    return test_end();
}
