/* pane_links.h - opens hyperlinks of a pane's text in the desktop's programs. */
#ifndef PANE_LINKS_H
#define PANE_LINKS_H

#include <stdint.h>

struct pane;

/* A link of the viewport's frame. A program chose its text: only what a browser or mailer takes is handed on. */
void pane_open_link(struct pane *pane, uint32_t link);

#endif
