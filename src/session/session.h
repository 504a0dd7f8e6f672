/* session.h - a program on a pty and the terminal that shows it.
 *
 *     program <-> pty <-> [pump thread] -> ring -> [parser thread] -> terminal <- [main thread] frames, modes,
 * selection
 *
 * While little comes, the main thread reads and parses it itself: an echo wakes no other thread (session_reader.h).
 *
 * The terminal is guarded by one lock. The parser feeds slices of at most SESSION_SLICE bytes that cost no more than
 * SESSION_SLICE_CELLS, whatever they ask for, so nobody waits for it longer than some milliseconds; the main thread,
 * when it waits, is next (the lock is fair to it even under a flood). The main thread holds the lock only for
 * quire_frame_update, selection, reading modes and slices of idle work, never while drawing.
 *
 * After a slice the session is dirty, until a picture is taken of it (session_take_dirty). The waker is called when it
 * was clean before, when it is ready to be shown at once (output_pace.h), when a frame that was lent is updated, and
 * for notes and requests: under a flood twice a picture. It is called from the thread that parses and must be safe
 * there. Everything else here is the main thread's. */
#ifndef SESSION_H
#define SESSION_H

#include <stdbool.h>
#include <stddef.h>

#include <quire/frame.h>
#include <quire/terminal.h>

#include "command_log.h"
#include "config_snapshot.h"
#include "notices.h"
#include "notification_queue.h"
#include "session_notes.h"
#include "session_requests.h"
#include "terminal_setup.h"

/* What the lock is held for at most: so many bytes, of usual output a fraction of a millisecond, and so many cells. */
#define SESSION_SLICE ((size_t)64 << 10)
#define SESSION_SLICE_CELLS ((uint64_t)256 << 10)
/* Bytes of history that one call of session_idle works on: about half a millisecond. */
#define SESSION_IDLE_SLICE ((uint64_t)256 << 10)

struct decoder;
struct event_loop;
struct session;

struct session_waker {
    void *user;
    void (*wake)(void *user);
};

/* What a session begins with. Borrowed for the call; the settings are kept (acquired). */
struct session_start {
    const struct config_snapshot *settings;
    struct terminal_size size;
    char *const *argv;                /* NULL: a shell (shell_choice.h) */
    const char *directory;            /* in which the program starts; NULL: this process's */
    const char *const *own_variables; /* of pty_options */
    uint32_t notification_features;   /* enum quire_notification_feature bits, of the desktop */
    struct decoder *decoder;          /* of images, called back by the loop; NULL: such images are not shown */
    struct event_loop *loop;          /* reads the output while it is little (session_reader.h); NULL: nobody does */
    const char *const *environment;   /* of pty_options */
};

/* `notices` are shown first, together with what is added here. NULL: one line in `error`. */
struct session *session_create(const struct session_start *start, const struct session_waker *waker,
                               struct notices *notices, char *error, size_t error_size);

/* Hangs up on the program and releases everything. NULL is allowed. */
void session_destroy(struct session *session);

/* Other settings are in force: what differs from those before is set under the lock. What the program has chosen stays
 * (quire/settings.h). A program that is started later has the rest. Cost: that of a lower limit of history is the
 * eviction, under the lock. */
void session_apply(struct session *session, const struct config_snapshot *settings);
/* What programs are told that their notifications can do. */
void session_set_features(struct session *session, uint32_t notification_features);
/* The title that the program has set, cut to the buffer; "" for none. */
void session_title(struct session *session, char *title, size_t size);

struct quire_terminal *session_lock(struct session *session);
void session_unlock(struct session *session);

/* Has what is shown changed since the last picture was taken? */
bool session_is_dirty(struct session *session);
/* A picture is taken, or nobody wants one: true when it has. From now on more output is told again. */
bool session_take_dirty(struct session *session);
/* When the program wrote last. */
int64_t session_fed_at(struct session *session);
/* When a picture is to be taken: `now` or earlier, or the time at which to ask again (output_pace.h). */
int64_t session_ready_at(struct session *session, int64_t now);

/* While a synchronized update goes on, what is shown is half of something, and the next one may follow at once. So the
 * parser updates the frame, behind the end of the update, and wakes the main thread. Until the frame is taken back it
 * is touched under the lock only. Both are called under the lock. */
void session_lend_frame(struct session *session, struct quire_frame *frame);
/* Is it updated? No lock is needed to ask. */
bool session_has_frame(struct session *session);
/* Takes the frame back, if it was lent. True: it was updated. */
bool session_take_frame(struct session *session);

bool session_take_note(struct session *session, enum session_note_kind *kind, struct session_note *note);
/* The next notification; see notification_queue.h. */
bool session_take_notification(struct session *session, struct notification_note *note);

/* The commands that the shell has told of; under the lock. */
const struct command_log *session_commands(struct session *session);
/* The next that has ended; see command_log_take. */
bool session_take_command_end(struct session *session, struct command_end *end);

/* The next request of the clipboard; see session_requests.h. */
bool session_take_request(struct session *session, struct session_request *request);
uint64_t session_newest_request(struct session *session);

/* Sends input to the program; never waits. False: it reads nothing any more and too much is queued. */
bool session_send(struct session *session, const char *bytes, size_t length);
/* A paste goes out in pieces, as the program reads. session_paste_room: true when the next piece may be sent; else the
 * waker is called when it may. False of a piece: it was not sent, as above. */
#define SESSION_PASTE_PIECE ((size_t)64 << 10)
bool session_paste_room(struct session *session);
bool session_paste_piece(struct session *session, const char *bytes, size_t length);

/* Nothing may stand between the pieces of a paste in brackets, the program would take it for a part of it. So what is
 * sent otherwise, by anybody, is held from `begin` to `end`, and goes out then. */
void session_paste_begin(struct session *session);
void session_paste_end(struct session *session);

/* Replies that wait for an answer which does not come are let go when their time is over. How many milliseconds that is
 * from now; -1: none wait. To be called again then. */
int64_t session_settle_replies(struct session *session);

/* The same for what was typed: with local echo (SRM) the terminal shows it, too. */
bool session_type(struct session *session, const char *bytes, size_t length);

/* Whether anything of the window can be seen, for programs that ask for it. */
void session_set_visible(struct session *session, bool visible);

/* Makes a password with which the program may read the clipboard once, because the user pasted. False: there is no
 * randomness to be had. */
#define SESSION_PASSWORD_SIZE 33
bool session_allow_read(struct session *session, char password[SESSION_PASSWORD_SIZE]);
/* True once for the last password that was made. */
bool session_use_password(struct session *session, const char *password);

/* The modes that decide how input is encoded. */
struct quire_input_modes session_modes(struct session *session);

/* The terminal gets the size that the window has. False: it was left alone, because a size that the program has asked
 * for comes first (NOTE_RESIZE_REQUEST). */
bool session_resize(struct session *session, struct terminal_size size);

/* The request in a note of NOTE_RESIZE_REQUEST was carried out or refused: `number` is the note's value. */
void session_resize_answered(struct session *session, int32_t number);

/* What the window is like, for programs that ask. */
void session_set_window(struct session *session, const struct quire_window_state *window);

/* Lets the terminal tidy up for one slice; true when there is more to do. */
bool session_idle(struct session *session);

/* True when the output has ended and all of it was parsed. *status: how the program ended. */
bool session_ended(struct session *session, int *status);

/* True when closing would end something that runs; name is what it is called. */
bool session_is_busy(struct session *session, char *name, size_t name_size);

/* The directory of the program in the foreground, "" when unknown. */
void session_directory(struct session *session, char *path, size_t path_size);

#endif
