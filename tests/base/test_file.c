/* qr_file.h against a system that fails: every call that it makes answers wrongly once, with every error that has a
 * result of its own; reads and writes come in pieces, are interrupted, and end early. And against a real folder: what
 * is not a private file of ours is refused. */
#define _DEFAULT_SOURCE

#include "test.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* --- the system, as it fails ------------------------------------------------------------------------------------- */

enum call { NO_CALL, OPEN, OPENAT, FSTAT, FLOCK, PREAD, PWRITE, FTRUNCATE, READ };

static struct {
    enum call call; /* that fails */
    int error;      /* with this; 0: it does nothing and says so (a count of 0) */
    int times;      /* so often */
    size_t at_most; /* bytes that a read or write moves; 0: all */
    uid_t owner;    /* added to the owner that fstat tells */
} fault;

static bool fails(enum call call) {
    if (fault.call != call || fault.times == 0)
        return false;
    fault.times--;
    errno = fault.error;
    return true;
}

static size_t part_of(size_t length) {
    return fault.at_most > 0 && length > fault.at_most ? fault.at_most : length;
}

static int failing_open(const char *path, int flags) {
    return fails(OPEN) ? -1 : open(path, flags);
}

static int failing_openat(int folder, const char *path, int flags, mode_t mode) {
    return fails(OPENAT) ? -1 : openat(folder, path, flags, mode);
}

static int failing_fstat(int descriptor, struct stat *about) {
    if (fails(FSTAT))
        return -1;
    int status = fstat(descriptor, about);
    about->st_uid += fault.owner;
    return status;
}

static int failing_flock(int descriptor, int operation) {
    return fails(FLOCK) ? -1 : flock(descriptor, operation);
}

static ssize_t failing_pread(int descriptor, void *bytes, size_t length, off_t place) {
    if (fails(PREAD))
        return fault.error == 0 ? 0 : -1;
    return pread(descriptor, bytes, part_of(length), place);
}

static ssize_t failing_pwrite(int descriptor, const void *bytes, size_t length, off_t place) {
    if (fails(PWRITE))
        return fault.error == 0 ? 0 : -1;
    return pwrite(descriptor, bytes, part_of(length), place);
}

static int failing_ftruncate(int descriptor, off_t size) {
    return fails(FTRUNCATE) ? -1 : ftruncate(descriptor, size);
}

static ssize_t failing_read(int descriptor, void *bytes, size_t length) {
    return fails(READ) ? (fault.error == 0 ? 3 : -1) : read(descriptor, bytes, length);
}

#define open failing_open
#define openat failing_openat
#define fstat(descriptor, about) failing_fstat(descriptor, about)
#define flock(descriptor, operation) failing_flock(descriptor, operation)
#define pread failing_pread
#define pwrite failing_pwrite
#define ftruncate failing_ftruncate
#define read failing_read
#undef _DEFAULT_SOURCE /* it says so itself */
#include "qr_file.c"
#undef open
#undef openat
#undef fstat
#undef flock
#undef pread
#undef pwrite
#undef ftruncate
#undef read

static void break_call(enum call call, int error, int times) {
    memset(&fault, 0, sizeof fault);
    fault.call = call;
    fault.error = error;
    fault.times = times;
}

static void mend_system(void) {
    memset(&fault, 0, sizeof fault);
}

/* --- a folder ---------------------------------------------------------------------------------------------------- */

static char folder[] = "/tmp/quire-file-XXXXXX";
static char path[512];

static const char *in_folder(const char *name) {
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static void make_file(const char *name, mode_t mode) {
    int descriptor = open(in_folder(name), O_CREAT | O_WRONLY | O_TRUNC, 0600);
    CHECK(descriptor >= 0 && write(descriptor, "content", 7) == 7 && fchmod(descriptor, mode) == 0);
    close(descriptor);
}

/* Opens, closes, and tells how it went. */
static enum quire_result open_result(const char *name, enum qr_file_access access) {
    struct qr_file file;
    enum quire_result result = qr_file_open(&file, in_folder(name), access);
    CHECK((file.descriptor >= 0) == (result == QUIRE_OK));
    CHECK((file.error == 0) == (result == QUIRE_OK));
    qr_file_close(&file);
    CHECK_INT(file.descriptor, -1);
    qr_file_close(&file); /* once more is allowed */
    return result;
}

/* --- opening ----------------------------------------------------------------------------------------------------- */

static void opens_what_is_private(void) {
    struct stat about;
    CHECK_INT(open_result("new", QR_FILE_READ), QUIRE_NOT_FOUND);
    CHECK_INT(open_result("new", QR_FILE_WRITE), QUIRE_OK);
    CHECK(stat(in_folder("new"), &about) == 0 && (about.st_mode & 07777) == 0600);
    CHECK_INT(open_result("new", QR_FILE_READ), QUIRE_OK);
    CHECK_INT(open_result("new/below", QR_FILE_READ), QUIRE_NOT_FOUND);
    CHECK_INT(open_result("gone/below", QR_FILE_WRITE), QUIRE_NOT_FOUND);
}

static void refuses_what_is_not(void) {
    char linked[256];
    make_file("open", 0640);
    make_file("two", 0600);
    make_file("target", 0600);
    snprintf(linked, sizeof linked, "%s/names", folder);
    CHECK_INT(link(in_folder("two"), linked), 0);
    CHECK_INT(symlink("target", in_folder("symbolic")), 0);
    CHECK_INT(mkfifo(in_folder("fifo"), 0600), 0);
    CHECK_INT(mkdir(in_folder("folder"), 0700), 0);
    static const char *const names[] = {"open", "two", "symbolic", "fifo", "folder", "", ".", ".."};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        CHECK_INT(open_result(names[i], QR_FILE_READ), QUIRE_DENIED);
        CHECK_INT(open_result(names[i], QR_FILE_WRITE), QUIRE_DENIED);
    }
    fault.owner = 1; /* somebody else's */
    CHECK_INT(open_result("target", QR_FILE_READ), QUIRE_DENIED);
    mend_system();
}

static void paths(void) {
    static char name[300], longest[5000];
    struct qr_file file;
    memset(name, 'a', sizeof name - 1);
    memset(longest, 'b', sizeof longest - 1);
    longest[sizeof longest - 3] = '/';
    CHECK_INT(open_result(name, QR_FILE_WRITE), QUIRE_IO); /* a name too long for any system */
    CHECK_INT(qr_file_open(&file, longest, QR_FILE_READ), QUIRE_IO);
    CHECK_INT(file.error, ENAMETOOLONG);
    CHECK_INT(qr_file_open(&file, "/no such file of quire", QR_FILE_READ), QUIRE_NOT_FOUND); /* in the root folder */
    CHECK_INT(chdir(folder), 0);
    CHECK_INT(qr_file_open(&file, "target", QR_FILE_READ), QUIRE_OK); /* in this one */
    qr_file_close(&file);
}

static void one_writer(void) {
    struct qr_file first;
    CHECK_INT(qr_file_open(&first, in_folder("target"), QR_FILE_WRITE), QUIRE_OK);
    CHECK_INT(open_result("target", QR_FILE_WRITE), QUIRE_BUSY);
    CHECK_INT(open_result("target", QR_FILE_READ), QUIRE_OK);
    qr_file_close(&first);
    CHECK_INT(open_result("target", QR_FILE_WRITE), QUIRE_OK);
}

static void opening_fails(void) {
    static const struct {
        enum call call;
        int error;
        enum quire_result result;
    } cases[] = {{OPEN, EACCES, QUIRE_DENIED},    {OPEN, EMFILE, QUIRE_IO},        {OPENAT, EPERM, QUIRE_DENIED},
                 {OPENAT, EROFS, QUIRE_DENIED},   {OPENAT, ENXIO, QUIRE_DENIED},   {OPENAT, EISDIR, QUIRE_DENIED},
                 {OPENAT, ENOSPC, QUIRE_NO_ROOM}, {OPENAT, EDQUOT, QUIRE_NO_ROOM}, {OPENAT, ENOTDIR, QUIRE_NOT_FOUND},
                 {OPENAT, ENFILE, QUIRE_IO},      {FSTAT, EIO, QUIRE_DENIED},      {FLOCK, EWOULDBLOCK, QUIRE_BUSY},
                 {FLOCK, ENOLCK, QUIRE_IO}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        break_call(cases[i].call, cases[i].error, 1);
        CHECK_INT(open_result("target", QR_FILE_WRITE), cases[i].result);
        CHECK_INT(fault.times, 0);
    }
    mend_system();
    CHECK_INT(open_result("target", QR_FILE_WRITE), QUIRE_OK); /* nothing was left open */
}

/* --- reading and writing ----------------------------------------------------------------------------------------- */

static void moves_in_pieces(void) {
    struct qr_file file;
    char have[26], wanted[] = "abcdefghijklmnopqrstuvwxyz";
    uint64_t size = 0;
    CHECK_INT(qr_file_open(&file, in_folder("pieces"), QR_FILE_WRITE), QUIRE_OK);
    fault.at_most = 3;
    CHECK_INT(qr_file_write(&file, 5, wanted, 26), QUIRE_OK);
    CHECK_INT(qr_file_size(&file, &size), QUIRE_OK);
    CHECK_INT(size, 31);
    CHECK_INT(qr_file_read(&file, 5, have, 26), QUIRE_OK);
    CHECK(memcmp(have, wanted, 26) == 0);
    CHECK_INT(qr_file_read(&file, 6, have, 26), QUIRE_CORRUPT); /* it ends before */
    CHECK_INT(qr_file_read(&file, 900, have, 0), QUIRE_OK);
    CHECK_INT(qr_file_write(&file, 900, have, 0), QUIRE_OK);
    mend_system();
    for (enum call call = PREAD; call <= PWRITE; call++) { /* interrupted, in the middle too */
        break_call(call, EINTR, 4);
        fault.at_most = 10;
        CHECK_INT(call == PREAD ? qr_file_read(&file, 5, have, 26) : qr_file_write(&file, 5, wanted, 26), QUIRE_OK);
        CHECK_INT(fault.times, 0);
        CHECK_INT(file.error, 0);
    }
    CHECK(memcmp(have, wanted, 26) == 0);
    mend_system();
    qr_file_close(&file);
}

static void reading_and_writing_fail(void) {
    static const struct {
        enum call call;
        int error;
        enum quire_result result;
    } cases[] = {{PREAD, EIO, QUIRE_IO},          {PREAD, 0, QUIRE_CORRUPT},          {PWRITE, EIO, QUIRE_IO},
                 {PWRITE, ENOSPC, QUIRE_NO_ROOM}, {PWRITE, EFBIG, QUIRE_NO_ROOM},     {PWRITE, 0, QUIRE_NO_ROOM},
                 {FTRUNCATE, EIO, QUIRE_IO},      {FTRUNCATE, EDQUOT, QUIRE_NO_ROOM}, {FSTAT, EIO, QUIRE_IO}};
    char bytes[16] = "";
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct qr_file file;
        uint64_t size = 0;
        enum quire_result result = QUIRE_OK;
        CHECK_INT(qr_file_open(&file, in_folder("pieces"), QR_FILE_WRITE), QUIRE_OK);
        break_call(cases[i].call, cases[i].error, 1);
        if (cases[i].call == PREAD)
            result = qr_file_read(&file, 0, bytes, sizeof bytes);
        else if (cases[i].call == PWRITE)
            result = qr_file_write(&file, 0, bytes, sizeof bytes);
        else if (cases[i].call == FTRUNCATE)
            result = qr_file_resize(&file, 40);
        else
            result = qr_file_size(&file, &size);
        CHECK_INT(result, cases[i].result);
        CHECK_INT(file.error, cases[i].call == PWRITE && cases[i].error == 0 ? ENOSPC : cases[i].error);
        mend_system();
        CHECK_INT(qr_file_resize(&file, 40), QUIRE_OK);
        CHECK(qr_file_size(&file, &size) == QUIRE_OK && size == 40);
        qr_file_close(&file);
    }
}

static void resizing_is_interrupted(void) {
    struct qr_file file;
    uint64_t size = 0;
    CHECK_INT(qr_file_open(&file, in_folder("pieces"), QR_FILE_WRITE), QUIRE_OK);
    break_call(FTRUNCATE, EINTR, 3);
    CHECK_INT(qr_file_resize(&file, 12), QUIRE_OK);
    CHECK(qr_file_size(&file, &size) == QUIRE_OK && size == 12);
    mend_system();
    qr_file_close(&file);
}

static void random_numbers(void) {
    uint64_t first = 0, second = 0;
    CHECK_INT(qr_file_random(&first), QUIRE_OK);
    CHECK_INT(qr_file_random(&second), QUIRE_OK);
    CHECK(first != second);
    break_call(OPEN, ENOENT, 1); /* a root folder without devices */
    CHECK_INT(qr_file_random(&first), QUIRE_IO);
    break_call(READ, EIO, 1);
    CHECK_INT(qr_file_random(&first), QUIRE_IO);
    break_call(READ, 0, 1); /* too few */
    CHECK_INT(qr_file_random(&first), QUIRE_IO);
    mend_system();
}

int main(void) {
    char command[300];
    if (!mkdtemp(folder)) {
        perror("mkdtemp");
        return 1;
    }
    RUN(opens_what_is_private);
    RUN(refuses_what_is_not);
    RUN(paths);
    RUN(one_writer);
    RUN(opening_fails);
    RUN(moves_in_pieces);
    RUN(reading_and_writing_fail);
    RUN(resizing_is_interrupted);
    RUN(random_numbers);
    snprintf(command, sizeof command, "rm -rf %s", folder);
    CHECK_INT(system(command), 0);
    return test_end();
}
