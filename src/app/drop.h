/* drop.h - files and text that were dropped onto the window.
 *
 * SDL tells of a drop in pieces: begin, one event for each file or text, complete. The files of a drop are gathered and
 * arrive together, as one paste: each as a word of a shell (shell_quote.h) with a blank behind it, so that the names of
 * this drop and of the next one stay apart. Text is pasted as it is. Main thread. */
#ifndef DROP_H
#define DROP_H

#include <SDL.h>
#include <stdbool.h>

#include "byte_buffer.h"
#include "session.h"

struct drop {
    struct byte_buffer words; /* of the drop that is going on */
};

/* Takes the events of a drop. True: it was one. A name for which there is no memory is left out. */
bool drop_handle(struct drop *drop, const SDL_Event *event, struct session *session);
void drop_finish(struct drop *drop);

#endif
