#define _GNU_SOURCE
#include "decoder_process.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "decoder_message.h"

extern char **environ;

const uint8_t *decoded_frame(const struct decoded *decoded, uint32_t index) {
    return decoded->pixels + (size_t)4 * decoded->width * decoded->height * index;
}

void decoded_release(struct decoded *decoded) {
    if (decoded->memory != NULL) {
        munmap(decoded->memory, decoded->memory_bytes);
    }
    *decoded = (struct decoded){.reason = decoded->reason};
}

/* --- start and end --- */

/* What the loader and the sanitizers read; secrets are of no use to a decoder. */
static bool is_for_decoder(const char *variable) {
    static const char *const names[] = {
        "LD_LIBRARY_PATH=", "LD_PRELOAD=", "ASAN_OPTIONS=", "UBSAN_OPTIONS=", "TSAN_OPTIONS="};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strncmp(variable, names[i], strlen(names[i])) == 0) {
            return true;
        }
    }
    return false;
}

#define VARIABLES 8

static void choose_environment(char *chosen[VARIABLES]) {
    size_t count = 0;
    for (char **at = environ; at != NULL && *at != NULL && count < VARIABLES - 1; at++) {
        if (is_for_decoder(*at)) {
            chosen[count++] = *at;
        }
    }
    chosen[count] = NULL;
}

/* No terminal, no signals of the terminal's process group, nothing ignored or blocked. */
static int set_attributes(posix_spawnattr_t *attributes) {
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_setsigmask(attributes, &none);
    posix_spawnattr_setsigdefault(attributes, &all);
    return posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSID);
}

/* Input is the socket; output and errors go nowhere, but what a sanitizer has to say. */
static int set_descriptors(posix_spawn_file_actions_t *actions, int socket) {
    int failed = posix_spawn_file_actions_adddup2(actions, socket, 0);
    if (failed == 0) {
        failed = posix_spawn_file_actions_addopen(actions, 1, "/dev/null", O_WRONLY, 0);
    }
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    if (failed == 0) {
        failed = posix_spawn_file_actions_addopen(actions, 2, "/dev/null", O_WRONLY, 0);
    }
#endif
    return failed;
}

static pid_t spawn(const struct decoder_program *program, int socket) {
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_t actions;
    char *environment[VARIABLES];
    pid_t child = 0;
    if (posix_spawnattr_init(&attributes) != 0) {
        return 0;
    }
    if (posix_spawn_file_actions_init(&actions) != 0) {
        posix_spawnattr_destroy(&attributes);
        return 0;
    }
    choose_environment(environment);
    if (set_attributes(&attributes) != 0 || set_descriptors(&actions, socket) != 0 ||
        posix_spawn(&child, program->path, &actions, &attributes, (char *const *)(uintptr_t)program->argv,
                    environment) != 0) {
        child = 0;
    }
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    return child;
}

bool decoder_process_start(struct decoder_process *process, const struct decoder_program *program) {
    int ends[2];
    if (process->child > 0) {
        return true;
    }
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) {
        return false;
    }
    process->child = spawn(program, ends[1]);
    close(ends[1]);
    if (process->child <= 0 || fcntl(ends[0], F_SETFL, O_NONBLOCK) != 0) {
        close(ends[0]);
        decoder_process_stop(process);
        return false;
    }
    process->socket = ends[0];
    process->is_ready = false;
    return true;
}

static void close_room(struct decoder_process *process) {
    if (process->room >= 0) {
        close(process->room);
        process->room = -1;
    }
}

/* It keeps nothing that would have to be put away first, so it is killed, and gone at once. */
void decoder_process_stop(struct decoder_process *process) {
    if (process->child > 0) {
        kill(process->child, SIGKILL);
        while (waitpid(process->child, NULL, 0) < 0 && errno == EINTR) {
        }
        process->child = 0;
    }
    if (process->socket >= 0) {
        close(process->socket);
        process->socket = -1;
    }
    close_room(process);
    process->is_ready = false;
}

/* --- a request --- */

static bool write_all(int file, const uint8_t *bytes, size_t length) {
    while (length > 0) {
        ssize_t written = write(file, bytes, length);
        if (written < 0 && errno != EINTR) {
            return false;
        }
        bytes += written > 0 ? written : 0;
        length -= written > 0 ? (size_t)written : 0;
    }
    return true;
}

static int make_input(const uint8_t *bytes, size_t length) {
    int file = memfd_create("quire-picture", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (file >= 0 && (!write_all(file, bytes, length) ||
                      fcntl(file, F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) != 0)) {
        close(file);
        return -1;
    }
    return file;
}

static size_t room_bytes(const struct decode_limits *limits) {
    return decoder_room_pixels(limits->frames) + (size_t)limits->output_bytes;
}

/* Only pages that are written take memory. */
static int make_room(const struct decode_limits *limits) {
    int file = memfd_create("quire-pixels", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (file >= 0 && (ftruncate(file, (off_t)room_bytes(limits)) != 0 ||
                      fcntl(file, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW) != 0)) {
        close(file);
        return -1;
    }
    return file;
}

static bool send_request(struct decoder_process *process, int input, size_t length) {
    const struct decode_limits *limits = &process->limits;
    struct decoder_message ask = {.kind = DECODER_ASK,
                                  .input_bytes = length,
                                  .pixels_bytes = limits->output_bytes,
                                  .pixels_most = limits->pixels,
                                  .frames_most = limits->frames};
    return decoder_message_send(process->socket, &ask, (const int[]){input, process->room});
}

enum decode_reason decoder_process_ask(struct decoder_process *process, const uint8_t *bytes, size_t length,
                                       const struct decode_limits *limits) {
    if (length == 0) {
        return DECODE_NOT_AN_IMAGE;
    }
    if (length > limits->input_bytes) {
        return DECODE_TOO_LARGE;
    }
    int input = make_input(bytes, length);
    process->limits = *limits;
    process->room = input >= 0 ? make_room(limits) : -1;
    if (process->room < 0) {
        if (input >= 0) {
            close(input);
        }
        return DECODE_NO_MEMORY;
    }
    bool is_sent = send_request(process, input, length);
    close(input);
    if (!is_sent) {
        enum decode_reason reason = process->is_ready ? DECODE_DIED : DECODE_UNAVAILABLE;
        decoder_process_stop(process);
        return reason;
    }
    return DECODE_OK;
}

/* --- the answer --- */

/* As it was asked, and within the limits. */
static bool is_sound(const struct decoder_message *answer, const struct decode_limits *limits) {
    if (answer->kind != DECODER_ANSWER || answer->reason >= DECODE_REASONS) {
        return false;
    }
    if (answer->reason != DECODE_OK) {
        return true;
    }
    uint64_t pixels = (uint64_t)answer->width * answer->height;
    return answer->width <= UINT16_MAX && answer->height <= UINT16_MAX && pixels > 0 && pixels <= limits->pixels &&
           answer->frames > 0 && answer->frames <= limits->frames &&
           answer->frames <= limits->output_bytes / 4 / pixels;
}

/* From here on nobody can write into the room: not the process, which would have to have let it go. */
static bool take_room(const struct decoder_process *process, const struct decoder_message *answer,
                      struct decoded *decoded) {
    size_t before = decoder_room_pixels(process->limits.frames);
    size_t bytes = before + (size_t)4 * answer->width * answer->height * answer->frames;
    if (fcntl(process->room, F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_SEAL) != 0) {
        return false;
    }
    uint8_t *memory = mmap(NULL, bytes, PROT_READ, MAP_PRIVATE, process->room, 0);
    if (memory == MAP_FAILED) {
        return false;
    }
    *decoded = (struct decoded){
        DECODE_OK,       answer->width,        answer->height, answer->frames, answer->loops, answer->is_part != 0,
        memory + before, (const void *)memory, memory,         bytes};
    return true;
}

static enum decoder_news failed(struct decoder_process *process, struct decoded *decoded, enum decode_reason reason) {
    *decoded = (struct decoded){.reason = reason};
    decoder_process_stop(process);
    return DECODER_ANSWERED;
}

static enum decoder_news hear_answer(struct decoder_process *process, const struct decoder_message *answer,
                                     struct decoded *decoded) {
    if (process->room < 0 || !is_sound(answer, &process->limits)) {
        return failed(process, decoded, DECODE_DIED);
    }
    *decoded = (struct decoded){.reason = (enum decode_reason)answer->reason};
    if (answer->reason == DECODE_OK && !take_room(process, answer, decoded)) {
        return failed(process, decoded, DECODE_DIED);
    }
    close_room(process);
    if (answer->is_last) {
        decoder_process_stop(process);
    }
    return DECODER_ANSWERED;
}

enum decoder_news decoder_process_hear(struct decoder_process *process, struct decoded *decoded) {
    struct decoder_message message;
    int descriptors[DECODER_DESCRIPTORS];
    int got = decoder_message_receive(process->socket, &message, descriptors);
    for (int i = 0; i < DECODER_DESCRIPTORS; i++) {
        if (descriptors[i] >= 0) {
            close(descriptors[i]);
        }
    }
    if (got < 0) {
        return DECODER_NOTHING;
    }
    if (got == 0) {
        return failed(process, decoded, process->is_ready ? DECODE_DIED : DECODE_UNAVAILABLE);
    }
    if (!process->is_ready && message.kind == DECODER_READY) {
        process->is_ready = true;
        return DECODER_NOTHING;
    }
    return hear_answer(process, &message, decoded);
}
