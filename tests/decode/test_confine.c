/* What a confined process can do, and that nothing else is left: each act in a child of its own. */
#include "test.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "decoder_confine.h"

/* What the child did is its status: DONE when the act was possible, REFUSED when the system said no. */
enum { DONE = 10, REFUSED, NOT_CONFINED };
#define KILLED (-SIGSYS)

static int ends[2], other;

static int run(bool (*act)(void)) {
    static const struct decoder_bounds bounds = {(size_t)64 << 20, (size_t)16 << 20, 1};
    int status;
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        if (dup2(ends[1], 0) != 0 || !decoder_confine(&bounds)) {
            _exit(NOT_CONFINED);
        }
        _exit(act() ? DONE : REFUSED);
    }
    waitpid(child, &status, 0);
    return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}

/* --- what it needs --- */

static bool take_memory(void) {
    char *memory = malloc((size_t)20 << 20);
    if (memory == NULL) {
        return false;
    }
    memset(memory, 1, (size_t)20 << 20);
    memory = realloc(memory, (size_t)40 << 20);
    free(memory);
    return memory != NULL;
}

static bool talk(void) {
    char byte = 'x';
    struct iovec part = {&byte, 1};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
    return sendmsg(0, &message, 0) == 1 && recvmsg(0, &message, 0) == 1 && byte == 'y';
}

static void what_it_needs(void) {
    char byte = 'y';
    CHECK_INT(run(take_memory), DONE);
    CHECK(write(ends[0], &byte, 1) == 1);
    CHECK_INT(run(talk), DONE);
    CHECK(read(ends[0], &byte, 1) == 1 && byte == 'x');
}

/* --- what it must not --- */

static bool open_file(void) {
    return open("/etc/passwd", O_RDONLY) >= 0;
}

static bool read_descriptor(void) {
    char byte;
    return read(other, &byte, 1) == 1;
}

static bool write_descriptor(void) {
    return write(1, "", 1) == 1;
}

static bool receive_elsewhere(void) {
    char byte;
    struct iovec part = {&byte, 1};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
    return recvmsg(other, &message, 0) == 1;
}

static bool make_socket(void) {
    return socket(AF_INET, SOCK_STREAM, 0) >= 0;
}

static bool execute(void) {
    execl("/bin/true", "true", (char *)NULL);
    return false;
}

static bool make_process(void) {
    return fork() >= 0;
}

static void *nothing(void *user) {
    return user;
}

static bool make_thread(void) {
    pthread_t thread;
    return pthread_create(&thread, NULL, nothing, NULL) == 0;
}

static bool signal_parent(void) {
    return kill(getppid(), 0) == 0;
}

static bool trace(void) {
    return ptrace(PTRACE_TRACEME, 0, NULL, NULL) == 0;
}

static bool read_other_memory(void) {
    char byte;
    struct iovec local = {&byte, 1}, remote = {&byte, 1};
    return syscall(SYS_process_vm_readv, 1, &local, 1, &remote, 1, 0) == 1;
}

static bool map_code(void) {
    return mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED;
}

static bool make_code(void) {
    void *memory = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return memory != MAP_FAILED && mprotect(memory, 4096, PROT_READ | PROT_EXEC) == 0;
}

static bool be_dumpable(void) {
    return prctl(PR_SET_DUMPABLE, 1, 0, 0, 0) == 0;
}

static bool raise_limits(void) {
    struct rlimit more = {RLIM_INFINITY, RLIM_INFINITY};
    return setrlimit(RLIMIT_CPU, &more) == 0;
}

#ifdef __x86_64__
/* The same calls by the numbers of 32 bits, and of x32. */
static bool call_as_32_bits(void) {
    long result;
    __asm__ volatile("int $0x80" : "=a"(result) : "a"(20L) : "memory", "r8", "r9", "r10", "r11"); /* getpid */
    return result > 0;
}

static bool call_as_x32(void) {
    return syscall(0x40000000 | SYS_getppid) > 0;
}
#endif

static void what_it_must_not(void) {
    CHECK_INT(run(open_file), KILLED);
    CHECK_INT(run(read_descriptor), KILLED);
    CHECK_INT(run(write_descriptor), KILLED);
    CHECK_INT(run(receive_elsewhere), KILLED);
    CHECK_INT(run(make_socket), KILLED);
    CHECK_INT(run(execute), KILLED);
    CHECK_INT(run(make_process), KILLED);
    CHECK_INT(run(make_thread), KILLED);
    CHECK_INT(run(signal_parent), KILLED);
    CHECK_INT(run(trace), KILLED);
    CHECK_INT(run(read_other_memory), KILLED);
    CHECK_INT(run(map_code), KILLED);
    CHECK_INT(run(make_code), KILLED);
    CHECK_INT(run(be_dumpable), KILLED);
    CHECK_INT(run(raise_limits), KILLED);
#ifdef __x86_64__
    CHECK_INT(run(call_as_32_bits), KILLED);
    CHECK_INT(run(call_as_x32), KILLED);
#endif
}

/* --- limits --- */

static bool take_too_much(void) {
    return malloc((size_t)100 << 20) != NULL;
}

static bool map_too_much(void) {
    return mmap(NULL, (size_t)200 << 20, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED;
}

static bool work_for_ever(void) {
    volatile bool goes_on = true;
    while (goes_on) {
    }
    return true;
}

static void limits(void) {
    CHECK_INT(run(take_too_much), REFUSED);
    CHECK_INT(run(map_too_much), REFUSED);
    CHECK_INT(run(work_for_ever), -SIGKILL);
}

int main(void) {
    other = open("/dev/zero", O_RDONLY);
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) {
        return 1;
    }
    RUN(what_it_needs);
    RUN(what_it_must_not);
    RUN(limits);
    return test_end();
}
