/* font_thread.h - threads that never see a signal: those are for the thread that runs the loop. */
#ifndef FONT_THREAD_H
#define FONT_THREAD_H

#include <pthread.h>
#include <stdbool.h>

/* False: there is no thread, nothing to join. */
bool font_thread_start(pthread_t *thread, void *(*run)(void *argument), void *argument);

#endif
