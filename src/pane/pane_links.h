/* pane_links.h - opens hyperlinks of a pane's text in the desktop's programs. */
#ifndef PANE_LINKS_H
#define PANE_LINKS_H

#include <stdint.h>

struct pane;

/* A link of the viewport's frame, as link_target.h says. What is not opened is said to the user. */
void pane_open_link(struct pane *pane, uint32_t link);

#endif
