/* Every way in which a file is saved, comes or goes is told once; nothing else is. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "file_watch.h"
#include "loop_clock.h"
#include "test.h"

static struct event_loop *loop;
static struct file_watch *watch;
static unsigned changes;
static char folder[64];
static struct timer deadline;

static void wake_up(void *user) {
    (void)user;
}

static struct loop_task awake = {wake_up, NULL, NULL, false};

static void on_change(void *user) {
    (void)user;
    changes++;
    event_loop_post(loop, &awake); /* a turn sleeps at its end */
}

static void on_deadline(void *user, int64_t now) {
    (void)now;
    *(bool *)user = true;
    event_loop_post(loop, &awake);
}

static const char *path_of(const char *name) {
    static char path[4][200];
    static int turn;
    turn = (turn + 1) % 4;
    snprintf(path[turn], sizeof path[turn], "%s/%s", folder, name);
    return path[turn];
}

static void write_file(const char *name) {
    FILE *file = fopen(path_of(name), "w");
    CHECK(file != NULL);
    fputs("x", file);
    fclose(file);
}

static void set(const char *name) {
    const char *path = path_of(name);
    CHECK(file_watch_set(watch, &path, 1));
    changes = 0;
}

/* Turns until a change was told. False: none was in the time. */
static bool turn_until_told(int64_t milliseconds) {
    bool late = false;
    deadline = (struct timer)TIMER_INIT(on_deadline, &late);
    event_loop_set_timer(loop, &deadline, loop_clock_ms() + milliseconds);
    while (changes == 0 && !late) {
        event_loop_turn(loop);
    }
    event_loop_stop_timer(loop, &deadline);
    return changes > 0;
}

static bool is_told(void) {
    bool told = turn_until_told(30000);
    changes = 0;
    return told;
}

/* Nothing comes of it: what happens afterwards is the first thing that is told. */
static bool is_quiet(void) {
    return !turn_until_told(3 * FILE_WATCH_QUIET_MS);
}

static void saves_are_told(void) {
    write_file("a");
    set("a");
    write_file("a"); /* over it */
    CHECK(is_told());
    write_file("new");
    CHECK(rename(path_of("new"), path_of("a")) == 0); /* in its place */
    CHECK(is_told());
    CHECK(rename(path_of("a"), path_of("old")) == 0); /* gone */
    CHECK(is_told());
    write_file("a"); /* and there again */
    CHECK(is_told());
    CHECK(unlink(path_of("a")) == 0);
    CHECK(is_told());
}

static void other_names_are_not(void) {
    write_file("a");
    set("a");
    write_file("b");
    write_file("aa");
    rename(path_of("b"), path_of("c"));
    CHECK(is_quiet());
    write_file("a");
    CHECK(is_told());
}

/* One save is many events, and so are many saves at once. */
static void many_events_are_one_change(void) {
    write_file("a");
    set("a");
    for (int i = 0; i < 500; i++) {
        write_file("a");
    }
    CHECK(turn_until_told(30000));
    CHECK_INT(changes, 1);
    changes = 0;
    CHECK(is_quiet());
}

static void links_are_followed(void) {
    mkdir(path_of("far"), 0700);
    write_file("far/target");
    unlink(path_of("a"));
    CHECK(symlink("far/target", path_of("middle")) == 0);
    CHECK(symlink(path_of("middle"), path_of("a")) == 0);
    set("a");
    write_file("far/new");
    CHECK(is_quiet());
    CHECK(rename(path_of("far/new"), path_of("far/target")) == 0);
    CHECK(is_told());
    CHECK(unlink(path_of("middle")) == 0);
    CHECK(is_told());
    CHECK(symlink("a", path_of("middle")) == 0); /* in a circle: there is an end to it */
    set("a");
    unlink(path_of("a"));
    CHECK(is_told());
}

static void folders_may_come_later(void) {
    set("one/two/a");
    mkdir(path_of("one"), 0700);
    CHECK(is_told());
    set("one/two/a");
    mkdir(path_of("one/two"), 0700);
    CHECK(is_told());
    set("one/two/a");
    write_file("one/two/a");
    CHECK(is_told());
    CHECK(rename(path_of("one/two"), path_of("three")) == 0); /* the folder goes */
    CHECK(is_told());
}

static void many_are_watched_or_none(void) {
    const char *paths[] = {path_of("p"), path_of("q"), "/no/such/folder/anywhere"};
    CHECK(file_watch_set(watch, paths, 3));
    write_file("q");
    CHECK(is_told());
    write_file("p");
    CHECK(is_told());
    CHECK(file_watch_set(watch, NULL, 0));
    write_file("p");
    CHECK(is_quiet());
}

int main(void) {
    char command[100];
    snprintf(folder, sizeof folder, "/tmp/quire-watch-XXXXXX");
    loop = event_loop_create();
    watch = file_watch_create(loop, on_change, NULL);
    if (mkdtemp(folder) == NULL || loop == NULL || watch == NULL) {
        return 1;
    }
    RUN(saves_are_told);
    RUN(other_names_are_not);
    RUN(many_events_are_one_change);
    RUN(links_are_followed);
    RUN(folders_may_come_later);
    RUN(many_are_watched_or_none);
    file_watch_destroy(watch);
    file_watch_destroy(NULL);
    event_loop_destroy(loop);
    snprintf(command, sizeof command, "rm -r %s", folder);
    return system(command) != 0 || test_end();
}
