/* link_target.h - what a link of a terminal's text leads to, and whether it is opened.
 *
 * A program chose the text, and it may come from anywhere (a file that was shown, another host): only what a browser, a
 * mailer or a file manager takes is opened, and a file only where it is one of this host. What is handed on begins with
 * a scheme of the table, so that no opener takes it for an option. Source: RFC 3986 (schemes and hosts in any case),
 * RFC 8089 (file). */
#ifndef LINK_TARGET_H
#define LINK_TARGET_H

#include <stddef.h>

enum link_fate {
    LINK_OPENS,
    LINK_OTHER_HOST,   /* a file of the host `part` */
    LINK_OTHER_SCHEME, /* of the scheme `part` */
    LINK_MALFORMED     /* no scheme, or nothing behind it */
};

struct link_target {
    enum link_fate fate;
    const char *scheme; /* to be put before `part` */
    const char *part;   /* of the URI; what follows the scheme where it opens */
    size_t part_length;
};

/* `host` is the name of this host. The result points into `uri`. Constant but for the lengths. */
struct link_target link_target(const char *uri, size_t length, const char *host);

#endif
