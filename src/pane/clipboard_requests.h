/* clipboard_requests.h - does, or refuses, what programs ask of the clipboard; one request after the other.
 *
 * The settings decide; "ask" puts a question on the last row, and what else is asked waits until it is answered
 * (session_requests.h has the bounds). An answer holds for all requests of its kind, reading or writing, that wait when
 * it is given: a program cannot pile questions up. What it would have to ask again within a minute (question.h) is
 * refused at once. Every request gets one answer, at its place among the program's
 * other replies (session_requests.h); the text comes when the clipboard's owner sends it. Main thread. */
#ifndef CLIPBOARD_REQUESTS_H
#define CLIPBOARD_REQUESTS_H

#include "question.h"
#include "session.h"

struct pane;

struct clipboard_reading;

struct clipboard_requests {
    struct pane *pane; /* whose settings decide */
    struct question *question;
    struct session_request asked;      /* what the open question is about */
    struct clipboard_reading *reading; /* that wait for the clipboard's text */
    struct timer patience;             /* until replies wait no longer for an answer */
    struct {
        uint64_t last; /* number of the last request for which the answer holds; 0: none was given */
        bool yes;
    } answer[2]; /* to writing, reading */
};

void clipboard_requests_init(struct clipboard_requests *requests, struct pane *pane, struct question *question);

/* Acts on what is asked, as far as no question is open. */
void clipboard_requests_act(struct clipboard_requests *requests);
void clipboard_requests_finish(struct clipboard_requests *requests);

#endif
