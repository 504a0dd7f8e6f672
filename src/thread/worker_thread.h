/* worker_thread.h - threads that never see a signal: those are for the thread that runs the loop. */
#ifndef WORKER_THREAD_H
#define WORKER_THREAD_H

#include <pthread.h>
#include <stdbool.h>

/* False: there is no thread, nothing to join. */
bool worker_thread_start(pthread_t *thread, void *(*run)(void *argument), void *argument);

#endif
