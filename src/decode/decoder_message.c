#define _GNU_SOURCE
#include "decoder_message.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define PAGE ((size_t)65536) /* of any machine */

size_t decoder_room_pixels(uint32_t frames_most) {
    return ((size_t)frames_most * sizeof(uint32_t) + PAGE - 1) / PAGE * PAGE;
}

union control {
    struct cmsghdr align;
    char bytes[CMSG_SPACE(DECODER_DESCRIPTORS * sizeof(int))];
};

bool decoder_message_send(int socket, const struct decoder_message *message, const int *descriptors) {
    union control control;
    struct iovec part = {(void *)(uintptr_t)message, sizeof *message};
    struct msghdr header = {.msg_iov = &part, .msg_iovlen = 1};
    if (descriptors != NULL) {
        memset(&control, 0, sizeof control);
        header.msg_control = control.bytes;
        header.msg_controllen = sizeof control.bytes;
        struct cmsghdr *rights = CMSG_FIRSTHDR(&header);
        rights->cmsg_level = SOL_SOCKET;
        rights->cmsg_type = SCM_RIGHTS;
        rights->cmsg_len = CMSG_LEN(DECODER_DESCRIPTORS * sizeof(int));
        memcpy(CMSG_DATA(rights), descriptors, DECODER_DESCRIPTORS * sizeof(int));
    }
    ssize_t sent;
    do {
        sent = sendmsg(socket, &header, MSG_NOSIGNAL);
    } while (sent < 0 && errno == EINTR);
    return sent == (ssize_t)sizeof *message;
}

/* All that came are closed but when they are as many as a request has. */
static void take_descriptors(struct msghdr *header, int descriptors[DECODER_DESCRIPTORS]) {
    struct cmsghdr *rights = CMSG_FIRSTHDR(header);
    if (rights == NULL || rights->cmsg_level != SOL_SOCKET || rights->cmsg_type != SCM_RIGHTS) {
        return;
    }
    int came[DECODER_DESCRIPTORS];
    size_t count = (rights->cmsg_len - CMSG_LEN(0)) / sizeof(int);
    memcpy(came, CMSG_DATA(rights), count * sizeof(int));
    if (count == DECODER_DESCRIPTORS) {
        memcpy(descriptors, came, sizeof came);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        close(came[i]);
    }
}

int decoder_message_receive(int socket, struct decoder_message *message, int descriptors[DECODER_DESCRIPTORS]) {
    union control control;
    struct iovec part = {message, sizeof *message};
    struct msghdr header = {
        .msg_iov = &part, .msg_iovlen = 1, .msg_control = control.bytes, .msg_controllen = sizeof control.bytes};
    ssize_t got;
    do {
        got = recvmsg(socket, &header, MSG_CMSG_CLOEXEC);
    } while (got < 0 && errno == EINTR);
    for (int i = 0; i < DECODER_DESCRIPTORS; i++) {
        descriptors[i] = -1;
    }
    if (got < 0) {
        return errno == EAGAIN ? -1 : 0;
    }
    take_descriptors(&header, descriptors);
    return got == (ssize_t)sizeof *message ? 1 : 0;
}
