#define _GNU_SOURCE
#include "pane_links.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "detach.h"
#include "link_target.h"
#include "pane.h"

enum { SAID_MAX = 80 }; /* of what a program chose */

static void open_target(struct pane *pane, const struct link_target *target) {
    char *address = malloc(strlen(target->scheme) + target->part_length + 1);
    char *argv[] = {(char *)"xdg-open", address, NULL};
    if (address == NULL) {
        return;
    }
    sprintf(address, "%s%.*s", target->scheme, (int)target->part_length, target->part);
    if (!detach_run(argv, NULL)) {
        pane->sink.say(pane->sink.user, "Cannot run xdg-open to open the link");
    }
    free(address);
}

static void refuse(struct pane *pane, const struct link_target *target) {
    static const char *const why[] = {[LINK_OTHER_HOST] = "Not opened: a file of the host ",
                                      [LINK_OTHER_SCHEME] = "Not opened: a link of the kind ",
                                      [LINK_MALFORMED] = "Not opened: no address of a page, a file or mail: "};
    char text[200], part[SAID_MAX + 1];
    size_t length = target->part_length < SAID_MAX ? target->part_length : SAID_MAX;
    for (size_t i = 0; i < length; i++) {
        part[i] = target->part[i];
        if (part[i] < 0x20 || part[i] > 0x7E) {
            part[i] = '?';
        }
    }
    part[length] = '\0';
    snprintf(text, sizeof text, "%s%s", why[target->fate], part);
    pane->sink.say(pane->sink.user, text);
}

void pane_open_link(struct pane *pane, uint32_t link) {
    char host[256] = "";
    size_t length = 0;
    const char *uri = viewport_link(pane->viewport, link, &length);
    if (uri == NULL) {
        return;
    }
    gethostname(host, sizeof host - 1);
    struct link_target target = link_target(uri, length, host);
    if (target.fate == LINK_OPENS) {
        open_target(pane, &target);
    } else {
        refuse(pane, &target);
    }
}
