/* Files and shared memory that programs name: what is read, what is refused by which name, what is removed. */
#include "test.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "medium.h"
#include "medium_place.h"

/* base/home is the home folder, base/tmp $TMPDIR, base/else neither. The base is not below /tmp, where all may be read.
 */
static char base[PATH_MAX], home[PATH_MAX + 8], temporary[PATH_MAX + 8];
static struct medium_rules rules;
static char made[PATH_MAX * 2];

static const char *path(const char *name) {
    snprintf(made, sizeof made, "%s/%s", base, name);
    return made;
}

static void put(const char *name, const char *text) {
    int file = open(path(name), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    CHECK(file >= 0 && write(file, text, strlen(text)) == (ssize_t)strlen(text));
    close(file);
}

static bool exists(const char *name) {
    struct stat status;
    return lstat(path(name), &status) == 0;
}

static char text[100];

/* "" or the error; what was read is in `text`. */
static const char *read_named(enum medium_kind kind, const char *name, uint64_t offset, uint64_t size) {
    const struct medium_request request = {kind, name, offset, size};
    static struct medium_bytes bytes; /* as a session does: the memory of one for the next */
    int spent = -1;
    const char *error = medium_read(&request, &rules, &bytes, &spent);
    CHECK_INT(spent, -1); /* small ones are closed */
    text[0] = '\0';
    CHECK(error != NULL ? bytes.length == 0 : bytes.bytes != NULL && bytes.length <= bytes.room);
    if (error == NULL) {
        size_t length = bytes.length < sizeof text ? bytes.length : sizeof text - 1;
        memcpy(text, bytes.bytes, length);
        text[length] = '\0';
        if (length == 0) { /* now and then it goes back */
            medium_bytes_free(&bytes);
            CHECK(bytes.bytes == NULL && bytes.room == 0);
        }
    }
    return error != NULL ? error : "";
}

static const char *read_path(const char *name) {
    return read_named(MEDIUM_FILE, path(name), 0, 0);
}

/* --- files --- */

static void parts(void) {
    put("home/a", "0123456789");
    CHECK_STR(read_path("home/a"), "");
    CHECK_STR(text, "0123456789");
    CHECK_STR(read_named(MEDIUM_FILE, path("home/a"), 3, 4), "");
    CHECK_STR(text, "3456");
    CHECK_STR(read_named(MEDIUM_FILE, path("home/a"), 8, 100), "");
    CHECK_STR(text, "89");
    CHECK_STR(read_named(MEDIUM_FILE, path("home/a"), 10, 0), "");
    CHECK_STR(text, "");
    CHECK_STR(read_named(MEDIUM_FILE, path("home/a"), 11, 0), "EINVAL");
    CHECK_STR(read_named(MEDIUM_FILE, path("home/a"), UINT64_MAX, 1), "EINVAL");
    rules.bytes_most = 9;
    CHECK_STR(read_path("home/a"), "EFBIG");
    CHECK_STR(read_named(MEDIUM_FILE, path("home/a"), 1, 0), "");
    rules.bytes_most = 1 << 20;
    CHECK_STR(read_named(MEDIUM_FILE, path("home/a"), 0, UINT64_MAX), "");
    CHECK(exists("home/a"));
}

static void large_files(void) {
    char *much = malloc((size_t)9 << 20);
    memset(much, 'x', (size_t)9 << 20);
    much[((size_t)9 << 20) - 1] = '\0';
    put("home/large", much);
    rules.bytes_most = (uint64_t)16 << 20;
    const struct medium_request request = {MEDIUM_FILE, path("home/large"), 0, 0};
    struct medium_bytes bytes = {NULL, 0, 0};
    int spent = -1;
    for (int again = 0; again < 2; again++) {
        const uint8_t *before = bytes.bytes;
        CHECK(medium_read(&request, &rules, &bytes, &spent) == NULL && bytes.length == ((size_t)9 << 20) - 1);
        CHECK(memcmp(bytes.bytes, much, bytes.length) == 0);
        CHECK(again == 0 || bytes.bytes == before); /* nothing is taken for what there is room for */
        memset(bytes.bytes, 0, bytes.length);
    }
    medium_bytes_free(&bytes);
    CHECK(fcntl(spent, F_GETFD) >= 0 && close(spent) == 0);
    rules.bytes_most = 1 << 20;
    free(much);
}

static void names(void) {
    char longest[PATH_MAX + 10];
    memset(longest, 'a', sizeof longest);
    longest[0] = '/';
    longest[sizeof longest - 1] = '\0';
    CHECK_STR(read_named(MEDIUM_FILE, "", 0, 0), "EINVAL");
    CHECK_STR(read_named(MEDIUM_FILE, "home/a", 0, 0), "EINVAL");
    CHECK_STR(read_named(MEDIUM_FILE, "../../etc/passwd", 0, 0), "EINVAL");
    CHECK_STR(read_named(MEDIUM_FILE, longest, 0, 0), "EINVAL");
    CHECK_STR(read_path("home/missing"), "ENOENT");
    CHECK_STR(read_path("home/a/b"), "ENOENT");
}

static void folders(void) {
    put("else/secret", "secret");
    put("homely", "like home, but not in it");
    CHECK_STR(read_path("else/secret"), "EPERM");
    CHECK_STR(read_path("homely"), "EPERM");
    CHECK_STR(read_path("home/../else/secret"), "EPERM");
    CHECK_STR(read_named(MEDIUM_FILE, "/etc/passwd", 0, 0), "EPERM");
    put("tmp/a", "temporary");
    CHECK_STR(read_path("tmp/a"), "");
    char list[PATH_MAX + 40];
    snprintf(list, sizeof list, "/nowhere:%s/else:relative::~", base);
    rules.folders = list;
    CHECK_STR(read_path("else/secret"), "");
    CHECK_STR(read_path("home/a"), "");
    CHECK_STR(read_path("homely"), "EPERM");
    rules.folders = "~/pictures";
    CHECK_STR(read_path("home/a"), "EPERM");
    put("home/pictures/a", "picture");
    CHECK_STR(read_path("home/pictures/a"), "");
    rules.folders = "";
    CHECK_STR(read_path("home/pictures/a"), "EPERM");
    rules.folders = "/";
    CHECK_STR(read_path("homely"), "");
    CHECK_STR(read_named(MEDIUM_FILE, "/etc/passwd", 0, 0), "");
    rules.folders = "~";
    rules.home = NULL;
    CHECK_STR(read_path("home/a"), "EPERM");
    rules.home = home;
}

/* Even where all folders are allowed. */
static void of_the_system(void) {
    rules.folders = "/:/proc:/sys:/dev";
    CHECK_STR(read_named(MEDIUM_FILE, "/proc/self/environ", 0, 0), "EPERM");
    CHECK_STR(read_named(MEDIUM_FILE, "/proc/self/root/etc/passwd", 0, 0), "ELOOP");
    CHECK_STR(read_named(MEDIUM_FILE, "/proc/version", 0, 0), "EPERM");
    CHECK_STR(read_named(MEDIUM_FILE, "/sys/kernel/uevent_seqnum", 0, 0), "EPERM");
    CHECK_STR(read_named(MEDIUM_FILE, "/dev/zero", 0, 0), "EPERM");
    CHECK_STR(read_named(MEDIUM_FILE, "/dev/tty", 0, 0), "EPERM");
    rules.folders = "~";
}

static void not_regular(void) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    snprintf(address.sun_path, sizeof address.sun_path, "home/socket");
    int socket_end = socket(AF_UNIX, SOCK_STREAM, 0);
    CHECK(bind(socket_end, (struct sockaddr *)&address, sizeof address) == 0);
    CHECK(mkfifo(path("home/pipe"), 0600) == 0);
    CHECK_STR(read_path("home/pipe"), "EPERM"); /* and does not wait */
    CHECK_STR(read_path("home/socket"), "EPERM");
    CHECK_STR(read_path("home"), "EPERM");
    CHECK_STR(read_path("home/pictures"), "EPERM");
    close(socket_end);
}

static void link_to(const char *target, const char *name) {
    char where[PATH_MAX * 2];
    snprintf(where, sizeof where, "%s", path(name));
    CHECK(symlink(target, where) == 0);
}

static void links(void) {
    char target[PATH_MAX * 2];
    link_to("a", "home/link");
    CHECK_STR(read_path("home/link"), "");
    CHECK_STR(text, "0123456789");
    link_to("../else/secret", "home/out");
    CHECK_STR(read_path("home/out"), "EPERM");
    link_to("../home/a", "else/in");
    CHECK_STR(read_path("else/in"), "");
    link_to("loop", "home/loop");
    CHECK_STR(read_path("home/loop"), "ELOOP");
    link_to("/proc/self/environ", "home/environ");
    CHECK_STR(read_path("home/environ"), "EPERM");
    link_to("/proc/self/exe", "home/exe");
    CHECK_STR(read_path("home/exe"), "ELOOP");
    snprintf(target, sizeof target, "%s/else", base);
    link_to(target, "home/folder");
    CHECK_STR(read_path("home/folder/secret"), "EPERM");
    link_to("else", "allowed"); /* the folder that is allowed may be a link */
    snprintf(target, sizeof target, "%s/allowed", base);
    rules.folders = target;
    CHECK_STR(read_path("else/secret"), "");
    rules.folders = "~";
}

static void not_readable(void) {
    put("home/closed", "x");
    chmod(path("home/closed"), 0);
    CHECK_STR(read_path("home/closed"), geteuid() == 0 ? "" : "EACCES");
}

/* --- temporary files --- */

static void temporary_files(void) {
    put("tmp/a-tty-graphics-protocol-b", "shown");
    CHECK_STR(read_named(MEDIUM_TEMPORARY, path("tmp/a-tty-graphics-protocol-b"), 0, 0), "");
    CHECK_STR(text, "shown");
    CHECK(!exists("tmp/a-tty-graphics-protocol-b"));
    put("tmp/plain", "shown");
    CHECK_STR(read_named(MEDIUM_TEMPORARY, path("tmp/plain"), 0, 0), "");
    CHECK(exists("tmp/plain"));
    put("home/tty-graphics-protocol", "shown");
    CHECK_STR(read_named(MEDIUM_TEMPORARY, path("home/tty-graphics-protocol"), 0, 0), "");
    CHECK(exists("home/tty-graphics-protocol"));
    put("else/tty-graphics-protocol", "secret");
    CHECK_STR(read_named(MEDIUM_TEMPORARY, path("else/tty-graphics-protocol"), 0, 0), "EPERM");
    CHECK(exists("else/tty-graphics-protocol"));
    put("tmp/tty-graphics-protocol", "0123");
    CHECK_STR(read_named(MEDIUM_TEMPORARY, path("tmp/tty-graphics-protocol"), 9, 0), "EINVAL");
    CHECK(!exists("tmp/tty-graphics-protocol"));
}

/* The link's name says one thing, the file's another: it is the file that counts, and that is removed. */
static void temporary_links(void) {
    put("tmp/keep", "keep");
    link_to("keep", "tmp/tty-graphics-protocol-link");
    CHECK_STR(read_named(MEDIUM_TEMPORARY, path("tmp/tty-graphics-protocol-link"), 0, 0), "");
    CHECK(exists("tmp/keep") && exists("tmp/tty-graphics-protocol-link"));
    link_to("../home/a", "tmp/tty-graphics-protocol-home");
    CHECK_STR(read_named(MEDIUM_TEMPORARY, path("tmp/tty-graphics-protocol-home"), 0, 0), "");
    CHECK(exists("home/a"));
    char in_dots[PATH_MAX * 2];
    put("tmp/plain", "plain");
    mkdir(path("tmp/tty-graphics-protocol-folder"), 0700);
    snprintf(in_dots, sizeof in_dots, "%s/tmp/tty-graphics-protocol-folder/../plain", base);
    CHECK_STR(read_named(MEDIUM_TEMPORARY, in_dots, 0, 0), "");
    CHECK(exists("tmp/plain"));
}

/* --- shared memory --- */

static char shared[64];

static void make_shared(const char *content) {
    int file = shm_open(shared, O_RDWR | O_CREAT | O_TRUNC, 0600);
    CHECK(file >= 0 && write(file, content, strlen(content)) == (ssize_t)strlen(content));
    close(file);
}

static bool has_shared(void) {
    int file = shm_open(shared, O_RDONLY, 0);
    close(file);
    return file >= 0;
}

static void shared_memory(void) {
    snprintf(shared, sizeof shared, "/quire-test-%ld", (long)getpid());
    make_shared("0123456789");
    CHECK_STR(read_named(MEDIUM_SHARED, shared, 2, 3), "");
    CHECK_STR(text, "234");
    CHECK(!has_shared());
    CHECK_STR(read_named(MEDIUM_SHARED, shared, 0, 0), "ENOENT");
    make_shared("no slash");
    CHECK_STR(read_named(MEDIUM_SHARED, shared + 1, 0, 0), "");
    CHECK(!has_shared());
    make_shared("too much");
    rules.bytes_most = 4;
    CHECK_STR(read_named(MEDIUM_SHARED, shared, 0, 0), "EFBIG");
    CHECK(!has_shared());
    rules.bytes_most = 1 << 20;
}

static void shared_names(void) {
    char where[128], longest[NAME_MAX + 3];
    memset(longest, 'a', sizeof longest);
    longest[sizeof longest - 1] = '\0';
    CHECK_STR(read_named(MEDIUM_SHARED, "", 0, 0), "EINVAL");
    CHECK_STR(read_named(MEDIUM_SHARED, "/", 0, 0), "EINVAL");
    CHECK_STR(read_named(MEDIUM_SHARED, "/..", 0, 0), "EINVAL");
    CHECK_STR(read_named(MEDIUM_SHARED, ".", 0, 0), "EINVAL");
    CHECK_STR(read_named(MEDIUM_SHARED, "//a", 0, 0), "EINVAL");
    CHECK_STR(read_named(MEDIUM_SHARED, "/../../etc/passwd", 0, 0), "EINVAL");
    CHECK_STR(read_named(MEDIUM_SHARED, longest, 0, 0), "EINVAL");
    snprintf(where, sizeof where, "/dev/shm%s", shared);
    CHECK(symlink(path("else/secret"), where) == 0);
    CHECK_STR(read_named(MEDIUM_SHARED, shared, 0, 0), "EPERM");
    unlink(where);
    CHECK(mkfifo(where, 0600) == 0);
    CHECK_STR(read_named(MEDIUM_SHARED, shared, 0, 0), "EPERM"); /* and does not wait */
    unlink(where);
}

/* --- into memory of the caller --- */

/* "" or the error; what was read is in `text`, which has '.' behind it. */
static const char *fill(enum medium_kind kind, const char *name, uint64_t offset, uint64_t size) {
    const struct medium_request request = {kind, name, offset, size};
    size_t length = 77;
    int spent = -1;
    memset(text, '.', sizeof text);
    const char *error = medium_fill(&request, &rules, size > 0 ? (uint8_t *)text : NULL, &length, &spent);
    CHECK_INT(spent, -1);
    CHECK(length <= size && (error == NULL || length == 0));
    CHECK(text[length] == '.' || error != NULL); /* and nothing behind it */
    text[length] = '\0';
    return error != NULL ? error : "";
}

static void filled(void) {
    CHECK_STR(fill(MEDIUM_FILE, path("home/a"), 0, 10), "");
    CHECK_STR(text, "0123456789");
    CHECK_STR(fill(MEDIUM_FILE, path("home/a"), 3, 4), "");
    CHECK_STR(text, "3456");
    CHECK_STR(fill(MEDIUM_FILE, path("home/a"), 8, 50), "");
    CHECK_STR(text, "89");
    CHECK_STR(fill(MEDIUM_FILE, path("home/a"), 10, 50), "");
    CHECK_STR(text, "");
    CHECK_STR(fill(MEDIUM_FILE, path("home/a"), 11, 50), "EINVAL");
    CHECK_STR(fill(MEDIUM_FILE, path("home/missing"), 0, 50), "ENOENT");
    CHECK_STR(fill(MEDIUM_FILE, path("else/secret"), 0, 50), "EPERM");
    rules.bytes_most = 9;
    CHECK_STR(fill(MEDIUM_FILE, path("home/a"), 0, 10), "EFBIG");
    CHECK_STR(fill(MEDIUM_FILE, path("home/a"), 0, 9), "");
    rules.bytes_most = 1 << 20;
}

/* Nothing is wanted of it, but it goes. */
static void filled_with_nothing(void) {
    make_shared("0123");
    CHECK_STR(fill(MEDIUM_SHARED, shared, 0, 0), "");
    CHECK_STR(text, "");
    CHECK(!has_shared());
    put("tmp/tty-graphics-protocol", "0123");
    CHECK_STR(fill(MEDIUM_TEMPORARY, path("tmp/tty-graphics-protocol"), 0, 0), "");
    CHECK(!exists("tmp/tty-graphics-protocol"));
    CHECK_STR(fill(MEDIUM_FILE, path("else/secret"), 0, 0), "EPERM");
}

/* The name is gone at once, the memory with the descriptor: that of the one before is closed. */
static void spent_files(void) {
    static uint8_t bytes[2 << 20];
    struct stat status;
    int spent = -1;
    rules.bytes_most = sizeof bytes;
    for (int again = 0; again < 2; again++) {
        const struct medium_request request = {MEDIUM_SHARED, shared, 0, sizeof bytes};
        size_t length = 0;
        int file = shm_open(shared, O_RDWR | O_CREAT, 0600), before = spent;
        CHECK(ftruncate(file, sizeof bytes - 1) == 0 && pwrite(file, "abc", 3, 1 << 20) == 3);
        close(file);
        CHECK(medium_fill(&request, &rules, bytes, &length, &spent) == NULL && length == sizeof bytes - 1);
        CHECK(memcmp(bytes + (1 << 20), "abc", 3) == 0 && !has_shared());
        CHECK(fstat(spent, &status) == 0 && status.st_nlink == 0);
        CHECK(again == 0 || fcntl(before, F_GETFD) < 0);
    }
    close(spent);
    rules.bytes_most = 1 << 20;
}

/* --- races --- */

static atomic_bool goes_on;

/* home/race is in turn a file that may be read, and a link to one that may not. */
static void *swap(void *user) {
    char name[PATH_MAX * 2], secret[PATH_MAX * 2], with[PATH_MAX * 2];
    (void)user;
    snprintf(name, sizeof name, "%s/home/race", base);
    snprintf(secret, sizeof secret, "%s/else/secret", base);
    snprintf(with, sizeof with, "%s/home/race-next", base);
    while (atomic_load(&goes_on)) {
        CHECK(symlink(secret, with) == 0 && rename(with, name) == 0);
        int file = open(with, O_WRONLY | O_CREAT, 0600);
        CHECK(write(file, "open", 4) == 4);
        close(file);
        CHECK(rename(with, name) == 0);
    }
    return NULL;
}

static void *stretch(void *user) {
    const char *name = user;
    while (atomic_load(&goes_on)) {
        CHECK(truncate(name, 10) == 0 && truncate(name, 500000) == 0);
    }
    return NULL;
}

static void files_that_change_places(void) {
    pthread_t thread;
    unsigned opens = 0, refusals = 0;
    char name[PATH_MAX * 2];
    put("home/race", "open");
    snprintf(name, sizeof name, "%s/home/race", base);
    atomic_store(&goes_on, true);
    pthread_create(&thread, NULL, swap, NULL);
    for (int i = 0; i < 5000; i++) {
        const char *error = read_named(MEDIUM_FILE, name, 0, 0);
        if (error[0] == '\0') {
            opens++;
            CHECK_STR(text, "open");
        } else {
            refusals++;
            CHECK(strcmp(error, "EPERM") == 0 || strcmp(error, "ENOENT") == 0);
        }
    }
    atomic_store(&goes_on, false);
    pthread_join(thread, NULL);
    printf("%u read, %u refused\n", opens, refusals);
    CHECK(opens > 0 && refusals > 0);
}

/* It is shortened between the look at its size and the reading: no signal, and no byte of something else. */
static void files_that_shrink(void) {
    pthread_t thread;
    static char name[PATH_MAX * 2];
    snprintf(name, sizeof name, "%s/home/shrinks", base);
    put("home/shrinks", "0123456789");
    atomic_store(&goes_on, true);
    pthread_create(&thread, NULL, stretch, name);
    for (int i = 0; i < 1000; i++) {
        const struct medium_request request = {MEDIUM_FILE, name, 0, 0};
        struct medium_bytes bytes = {NULL, 0, 0};
        int spent = -1;
        CHECK(medium_read(&request, &rules, &bytes, &spent) == NULL && bytes.length >= 10 && bytes.length <= 500000);
        medium_bytes_free(&bytes);
    }
    atomic_store(&goes_on, false);
    pthread_join(thread, NULL);
}

static unsigned count_descriptors(void) {
    unsigned count = 0;
    for (int i = 0; i < 200; i++) {
        count += fcntl(i, F_GETFD) >= 0;
    }
    return count;
}

static void no_descriptor_is_left(void) {
    unsigned before = count_descriptors();
    read_path("home/a");
    read_path("home/pipe");
    read_path("else/secret");
    read_named(MEDIUM_SHARED, "/missing", 0, 0);
    read_named(MEDIUM_FILE, path("home/a"), 100, 0);
    put("tmp/tty-graphics-protocol", "x");
    read_named(MEDIUM_TEMPORARY, path("tmp/tty-graphics-protocol"), 0, 0);
    CHECK_INT(count_descriptors(), before);
}

static void make_folders(void) {
    char here[PATH_MAX];
    if (getcwd(here, sizeof here) == NULL) {
        abort();
    }
    snprintf(base, sizeof base, "%.3000s/medium-test-XXXXXX", here);
    if (mkdtemp(base) == NULL) {
        abort();
    }
    snprintf(home, sizeof home, "%s/home", base);
    snprintf(temporary, sizeof temporary, "%s/tmp", base);
    mkdir(home, 0700);
    mkdir(temporary, 0700);
    mkdir(path("else"), 0700);
    mkdir(path("home/pictures"), 0700);
    rules = (struct medium_rules){"~", home, temporary, 1 << 20};
    CHECK(chdir(base) == 0);
}

int main(void) {
    make_folders();
    RUN(parts);
    RUN(large_files);
    RUN(names);
    RUN(folders);
    RUN(of_the_system);
    RUN(not_regular);
    RUN(links);
    RUN(not_readable);
    RUN(temporary_files);
    RUN(temporary_links);
    RUN(shared_memory);
    RUN(shared_names);
    RUN(filled);
    RUN(filled_with_nothing);
    RUN(spent_files);
    RUN(files_that_change_places);
    RUN(files_that_shrink);
    RUN(no_descriptor_is_left);
    char command[PATH_MAX + 20];
    snprintf(command, sizeof command, "rm -rf '%s'", base);
    return system(command) != 0 || test_end();
}
