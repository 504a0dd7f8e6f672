/* app_requests.h - does, or refuses, what a program asks of the window: title, bell, size, and by way of
 * clipboard_requests.h the clipboard. The settings decide. Main thread. */
#ifndef APP_REQUESTS_H
#define APP_REQUESTS_H

struct app_pane;

/* Acts on all notes and requests of the session, as far as no question is open. */
void app_requests_act(struct app_pane *pane);

#endif
