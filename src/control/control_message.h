/* control_message.h - what one process asks another one for, and its answer, as bytes. Pure.
 *
 *     request: "quirectl"  version  length of the rest  { kind, length, text with a NUL at its end } ...
 *     answer:  "quirectl"  version  kind  status  text, CONTROL_ANSWER_SIZE bytes in all
 *
 * Numbers are 32 bits, little-endian; a kind of a field is one byte. A request is bounded by CONTROL_REQUEST_MAX. Both
 * ends are of the same user, and mostly of the same version: another version is refused, not guessed at. What is
 * decoded is checked as a whole first, so nobody acts on half of a request. */
#ifndef CONTROL_MESSAGE_H
#define CONTROL_MESSAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CONTROL_VERSION 1u
#define CONTROL_HEADER_SIZE 16u
#define CONTROL_REQUEST_MAX ((size_t)1 << 20)
#define CONTROL_ANSWER_SIZE 512u

/* Texts, NULL behind the last one. */
struct control_list {
    const char *const *items; /* NULL: none, as distinct from an empty list only for who asks */
    size_t count;
};

/* A window. All texts are borrowed. */
struct control_request {
    const char *directory;           /* of the program, absolute; NULL: the home folder of whoever opens it */
    const char *token;               /* by which the desktop knows that the user wants the window; NULL: none */
    struct control_list command;     /* none: the shell */
    struct control_list settings;    /* KEY=VALUE, of this window */
    struct control_list environment; /* NAME=VALUE, of the program */
    bool is_placed;                  /* as in geometry.h */
    int32_t x_px, y_px;
    bool from_right, from_bottom;
    bool waits; /* the program's end is to be told, too */
};

/* Bytes for a request, which the caller frees; NULL: no memory, or it is larger than CONTROL_REQUEST_MAX. */
char *control_request_encode(const struct control_request *request, size_t *length);

/* How long the message is that begins with these CONTROL_HEADER_SIZE bytes, them included; 0: it is none, too large, or
 * of another version. */
size_t control_request_length(const char *header);

/* Reads a whole message, `length` as control_request_length says. The texts are in `bytes`; control_request_finish
 * frees the lists. False: it breaks a rule, or there is no memory, and nothing is to be freed. O(length). */
bool control_request_decode(struct control_request *request, const char *bytes, size_t length);
void control_request_finish(struct control_request *request);

enum control_answer_kind {
    CONTROL_OPENED,   /* there is a window; without `waits` this is all */
    CONTROL_ENDED,    /* its program has ended with `status` */
    CONTROL_DECLINED, /* the window needs a process of its own: `text` says why */
    CONTROL_FAILED    /* it could not be opened, and would not be elsewhere: `text` says why */
};

struct control_answer {
    enum control_answer_kind kind;
    int status;
    char text[CONTROL_ANSWER_SIZE - 20];
};

void control_answer_encode(const struct control_answer *answer, char bytes[CONTROL_ANSWER_SIZE]);
/* False: that is none. */
bool control_answer_decode(struct control_answer *answer, const char bytes[CONTROL_ANSWER_SIZE]);

#endif
