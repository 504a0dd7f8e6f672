/* clipboard_x11.h - the parts of the clipboard's side of X11, and what they share.
 *
 * A connection of its own, through xcb, with a window that nobody sees. Own, because the errors that other clients
 * cause (who asked, and was gone before the answer, leaves a window that does not exist) are events here, read and
 * dropped, and never meet an error handler of anybody's; and because SDL, whose connection draws the window, answers
 * selections itself, in one request, waiting.
 *
 *     clipboard_x11.c      the connection: events and replies to the part they are for; who owns what; the hand-over
 *     clipboard_x11_in.c   what others own comes in, whole or in increments
 *     clipboard_x11_out.c  what is own goes out, to many at once
 *     clipboard_x11_atoms  the words of the protocol
 *
 * Nothing waits for a reply: a request that has one is put down as a question, in order, with what is to be done with
 * the reply. (Only the start waits for the server, and xcb itself while the server does not take what it is sent.)
 *
 * The window's PropertyNotify events serve two ends: a change of no bytes is how a client learns the server's time,
 * which the protocol wants in each request about selections (ICCCM 2.1); and increments come in so. */
#ifndef CLIPBOARD_X11_H
#define CLIPBOARD_X11_H

#include <xcb/xcb.h>

#include "clipboard_backend.h"
#include "clipboard_x11_atoms.h"

/* More than this goes in increments, each so long at most (ICCCM wants that of what is "large" for the server). */
#define X11_PIECE ((size_t)256 << 10)

#define X11_SLOTS 4      /* so many requests are under way at once: each may hold up to the limit */
#define X11_NAMES 16     /* of properties under which texts come in */
#define X11_QUESTIONS 64 /* to the server, without a reply yet */
#define X11_OUTGOING 64  /* transfers in increments to others */

struct x11;
struct x11_question;

/* `reply` is NULL when the server answered by an error. */
typedef void x11_take(struct x11 *x11, const struct x11_question *question, const void *reply);

struct x11_question {
    unsigned sequence;
    x11_take *take;
    enum clipboard_target target;           /* for who owns it */
    uint64_t number;                        /* of the request or of the claim that it is about */
    struct x11_incoming *slot;              /* for a piece of what comes in */
    xcb_selection_request_event_t multiple; /* for a request of several targets */
};

/* A selection and what this process has to do with it. The text is clipboards->own. A claim waits for the server's
 * time, and for those who were asked before it: an owner that has lost the selection answers nobody. */
struct x11_selection {
    xcb_atom_t atom;
    enum { X11_OTHERS, X11_CLAIMING, X11_OWNED } state;
    xcb_timestamp_t since;
    uint64_t claims; /* so many times it was made own: tells a reply about an older one */
};

/* A property of the window under which a text can come in. What comes when no slot waits for it, because it is too
 * large, late or not wanted any more, is deleted, so that its owner gets to the end: some serve nobody else until then.
 */
struct x11_name {
    xcb_atom_t atom;
    uint32_t drain; /* so many times; an owner that sends without end is left alone in the end */
};
#define X11_DRAIN 65536u

/* A request under way. */
struct x11_incoming {
    struct clipboard_request *request; /* NULL: free */
    enum { X11_ASKING_OWNER, X11_CONVERTING, X11_READING, X11_INCREMENTS } state;
    xcb_window_t owner;
    bool orphan;   /* the owner is no more */
    unsigned form; /* of the text, that is asked for: index into a table */
    size_t name;
    xcb_atom_t type; /* of what comes */
    struct clipboard_text *text;
    uint32_t offset; /* 4-byte units of the property that are read; 0: none, or all */
    unsigned reads;  /* questions out */
    bool again;      /* the property has changed since */
    int64_t due;
};

/* A transfer in increments to another client. */
struct x11_outgoing {
    struct x11_outgoing *next;
    xcb_window_t requestor;
    xcb_atom_t property, type;
    struct clipboard_text *text;
    size_t sent;
    int64_t due;
};

struct x11 {
    struct clipboards *clipboards;
    xcb_connection_t *connection;
    xcb_window_t window;
    xcb_atom_t atoms[X11_ATOMS];
    size_t piece;
    bool stale; /* xcb may have read events while it wrote: look before sleeping */
    bool gone;  /* the server is */
    int64_t now_ms;
    xcb_timestamp_t time; /* the server's, when it was asked last */
    struct x11_selection selections[CLIPBOARD_TARGETS];
    struct x11_incoming slots[X11_SLOTS];
    struct x11_name names[X11_NAMES];
    size_t last_name;
    struct x11_outgoing *outgoing;
    struct x11_question questions[X11_QUESTIONS]; /* a ring */
    size_t first_question, question_count;
    enum { X11_NO_HANDOVER, X11_HANDING_OVER, X11_HANDED_OVER } handover;
};

/* clipboard_x11.c, for the others. */

/* Puts down what to do with the reply to the request just sent. False: too many are out, and its reply is dropped. */
bool x11_ask(struct x11 *x11, const struct x11_question *question);
/* The server's time comes as an event before any reply to what is asked from here on. */
void x11_ask_time(struct x11 *x11);
/* Makes good what waited for the last answer. */
void x11_claim_late(struct x11 *x11);
/* Selects the events of another client's window that the transfers from and to it need. */
void x11_watch(struct x11 *x11, xcb_window_t window);
/* The selection of this atom, or NULL. */
struct x11_selection *x11_selection_of(struct x11 *x11, xcb_atom_t atom);

/* clipboard_x11_in.c */
void x11_in_begin(struct x11 *x11);
void x11_in_forget(struct x11 *x11, struct clipboard_request *request);
void x11_in_notify(struct x11 *x11, const xcb_selection_notify_event_t *event);
void x11_in_property(struct x11 *x11, const xcb_property_notify_event_t *event);
/* A window is no more. */
void x11_in_vanished(struct x11 *x11, xcb_window_t window);
/* Somebody is asked for a text, and has not begun to answer. */
bool x11_in_asks(const struct x11 *x11, enum clipboard_target target);
bool x11_in_watches(const struct x11 *x11, xcb_window_t window);
void x11_in_expire(struct x11 *x11);
int64_t x11_in_due(const struct x11 *x11);
/* Ends all by NO_ANSWER. */
void x11_in_finish(struct x11 *x11);

/* clipboard_x11_out.c */
void x11_out_request(struct x11 *x11, const xcb_selection_request_event_t *event);
void x11_out_property(struct x11 *x11, const xcb_property_notify_event_t *event);
void x11_out_vanished(struct x11 *x11, xcb_window_t window);
bool x11_out_watches(const struct x11 *x11, xcb_window_t window);
void x11_out_expire(struct x11 *x11);
int64_t x11_out_due(const struct x11 *x11);
void x11_out_finish(struct x11 *x11);
/* The targets that a clipboard manager is asked to save; how many. */
size_t x11_out_saved(const struct x11 *x11, const xcb_atom_t **targets);

#endif
