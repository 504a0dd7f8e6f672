#define _GNU_SOURCE
#include "decoder_confine.h"

#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

/* The sanitizers keep terabytes of shadow, and say what they found before they end the process. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define IS_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
#define IS_SANITIZED 1
#endif
#endif
#ifndef IS_SANITIZED
#define IS_SANITIZED 0
#endif

/* Numbers of calls mean something for one kind of processor alone. All of these are little-endian, and pass each
 * argument in a register. */
#if defined(__x86_64__) && !defined(__ILP32__)
#define MACHINE AUDIT_ARCH_X86_64
#elif defined(__aarch64__) && !defined(__AARCH64EB__)
#define MACHINE AUDIT_ARCH_AARCH64
#elif defined(__riscv) && __riscv_xlen == 64
#define MACHINE AUDIT_ARCH_RISCV64
#endif

/* --- the filter --- */

#ifdef MACHINE

enum rule {
    ALWAYS,
    ON_DESCRIPTOR_0, /* the first argument is 0 */
    NOT_EXECUTABLE   /* the third one lacks PROT_EXEC */
};

static const struct {
    unsigned number;
    enum rule rule;
} allowed[] = {
    {__NR_recvmsg, ON_DESCRIPTOR_0},
    {__NR_sendmsg, ON_DESCRIPTOR_0},
    {__NR_mmap, NOT_EXECUTABLE},
    {__NR_mprotect, NOT_EXECUTABLE},
    {__NR_munmap, ALWAYS},
    {__NR_mremap, ALWAYS},
    {__NR_brk, ALWAYS},
    {__NR_madvise, ALWAYS},
    {__NR_close, ALWAYS},
    {__NR_futex, ALWAYS},
    {__NR_sched_yield, ALWAYS},
    {__NR_getrandom, ALWAYS},
    {__NR_clock_gettime, ALWAYS},
    {__NR_rt_sigreturn, ALWAYS},
    {__NR_restart_syscall, ALWAYS},
    {__NR_exit, ALWAYS},
    {__NR_exit_group, ALWAYS},
#if IS_SANITIZED
    {__NR_write, ALWAYS},
    {__NR_getpid, ALWAYS},
    {__NR_gettid, ALWAYS},
    {__NR_sigaltstack, ALWAYS},
    {__NR_rt_sigaction, ALWAYS},
    {__NR_rt_sigprocmask, ALWAYS},
    {__NR_tgkill, ALWAYS},
#endif
};

#define ALLOWED (sizeof allowed / sizeof allowed[0])
#define PER_CALL 5 /* instructions at most */
#define INSTRUCTIONS (5 + PER_CALL * ALLOWED + 1)

struct program {
    struct sock_filter code[INSTRUCTIONS];
    unsigned short length;
};

static void add(struct program *program, struct sock_filter instruction) {
    program->code[program->length++] = instruction;
}

static void load(struct program *program, size_t offset) {
    add(program, (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (uint32_t)offset));
}

/* Goes on with the next instruction when what was loaded is `value`, else behind `skip` more. */
static void require(struct program *program, uint32_t value, uint8_t skip) {
    add(program, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, 0, skip));
}

static void end_with(struct program *program, uint32_t action) {
    add(program, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, action));
}

/* The lower half of an argument: both rules ask for what the kernel takes as an int, or for bits of it. */
static size_t argument(unsigned number) {
    return offsetof(struct seccomp_data, args) + number * sizeof(uint64_t);
}

static void allow(struct program *program, unsigned number, enum rule rule) {
    if (rule == ALWAYS) {
        require(program, number, 1);
    } else if (rule == ON_DESCRIPTOR_0) {
        require(program, number, 4);
        load(program, argument(0));
        require(program, 0, 1);
    } else {
        require(program, number, 4);
        load(program, argument(2));
        add(program, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, PROT_EXEC, 1, 0));
    }
    end_with(program, SECCOMP_RET_ALLOW);
    if (rule != ALWAYS) {
        end_with(program, SECCOMP_RET_KILL_PROCESS);
    }
}

static bool install_filter(void) {
    struct program program = {.length = 0};
    load(&program, offsetof(struct seccomp_data, arch));
    require(&program, MACHINE, 1);
    add(&program, (struct sock_filter)BPF_STMT(BPF_JMP | BPF_JA, 1));
    end_with(&program, SECCOMP_RET_KILL_PROCESS);
    load(&program, offsetof(struct seccomp_data, nr));
    for (size_t i = 0; i < ALLOWED; i++) {
        allow(&program, allowed[i].number, allowed[i].rule);
    }
    end_with(&program, SECCOMP_RET_KILL_PROCESS);
    struct sock_fprog filter = {program.length, program.code};
    return syscall(__NR_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &filter) == 0;
}

#else

static bool install_filter(void) {
    return false;
}

#endif

/* --- limits --- */

/* In pages: all of the process, and what of it is its own and can be written. */
static bool measure(size_t *whole, size_t *own) {
    char text[200];
    int file = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
    ssize_t length = file >= 0 ? read(file, text, sizeof text - 1) : -1;
    if (file >= 0) {
        close(file);
    }
    text[length > 0 ? length : 0] = '\0';
    return sscanf(text, "%zu %*u %*u %*u %*u %zu", whole, own) == 2;
}

static bool limit(int which, rlim_t most) {
    struct rlimit both = {most, most};
    return setrlimit((__rlimit_resource_t)which, &both) == 0;
}

static bool limit_memory(const struct decoder_bounds *bounds) {
    size_t whole, own, page = (size_t)sysconf(_SC_PAGESIZE);
    if (IS_SANITIZED) {
        return true;
    }
    return measure(&whole, &own) && limit(RLIMIT_DATA, own * page + bounds->own_bytes) &&
           limit(RLIMIT_AS, whole * page + bounds->own_bytes + bounds->shared_bytes);
}

/* Descriptors: the socket, and two with each request. */
static bool limit_all(const struct decoder_bounds *bounds) {
    return limit_memory(bounds) && limit(RLIMIT_CPU, bounds->processor_s) && limit(RLIMIT_FSIZE, 0) &&
           limit(RLIMIT_CORE, 0) && limit(RLIMIT_NPROC, 0) && limit(RLIMIT_MEMLOCK, 0) && limit(RLIMIT_NOFILE, 8);
}

bool decoder_confine(const struct decoder_bounds *bounds) {
    return limit_all(bounds) && prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0 &&
           prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && install_filter();
}
