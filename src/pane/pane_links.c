#define _GNU_SOURCE
#include "pane_links.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "detach.h"
#include "pane.h"

/* A program chose the text: only what a browser or mailer takes is handed on. */
void pane_open_link(struct pane *pane, uint32_t link) {
    static const char *const schemes[] = {"http://", "https://", "mailto:", "ftp://", "file://"};
    size_t length = 0;
    const char *uri = quire_frame_link(viewport_frame(pane->viewport), link, &length);
    for (size_t i = 0; uri != NULL && i < sizeof schemes / sizeof schemes[0]; i++) {
        size_t scheme = strlen(schemes[i]);
        if (length > scheme && memcmp(uri, schemes[i], scheme) == 0) {
            char *copy = strndup(uri, length);
            char *argv[] = {(char *)"xdg-open", copy, NULL};
            if (copy != NULL && !detach_run(argv, NULL)) {
                fprintf(stderr, "quire: cannot run xdg-open to open a link\n");
            }
            free(copy);
            return;
        }
    }
}
