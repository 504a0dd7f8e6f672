/** @file
 * quire/limits.h - every limit on what a terminal holds, by name and number. Beyond them a style or link degrades, the
 * text never. Since 0.1. */
#ifndef QUIRE_LIMITS_H
#define QUIRE_LIMITS_H

/** A screen has at most this many cells; larger sizes are refused with QUIRE_LIMIT. */
#define QUIRE_MAX_CELLS (1u << 19)
/** Columns of a screen, however few its rows. */
#define QUIRE_MAX_COLUMNS 16384u
/** Rows of a screen, however few its columns. */
#define QUIRE_MAX_ROWS 16384u
/** Pixels of a cell, across and down. */
#define QUIRE_MAX_CELL_PX 65535u
/** Bytes kept of a title; longer ones are cut at a character. */
#define QUIRE_TITLE_MAX 4096u
/** Bytes of the characters that selecting by word takes in (settings.h). */
#define QUIRE_WORD_CHARACTERS_MAX 255u
/** Bytes of the texts by which a terminal names itself (identity.h). */
#define QUIRE_IDENTITY_TEXT_MAX 127u
/** Bytes of the answerback message, as on a VT420. */
#define QUIRE_ANSWERBACK_MAX 30u
/** Capabilities of the host's that XTGETTCAP answers. */
#define QUIRE_CAPABILITIES_MAX 512u
/** Bytes of the name of one. */
#define QUIRE_CAPABILITY_NAME_MAX 31u
/** Bytes of its value. */
#define QUIRE_CAPABILITY_VALUE_MAX 255u
/** Titles kept by XTWINOPS 22; older ones are forgotten. */
#define QUIRE_TITLE_STACK_MAX 16u
/** Bytes of one OSC, DCS or APC string; longer ones are swallowed whole. Those that a host takes have limits of its own
 * (strings.h). */
#define QUIRE_STRING_MAX (8u << 20)
/** Code points of one grapheme cluster; further ones are dropped. */
#define QUIRE_CLUSTER_MAX 31u
/** Parameters of one control sequence; further ones are ignored. */
#define QUIRE_PARAMETERS_MAX 32
/** The greatest value of a parameter; larger ones count as this. */
#define QUIRE_PARAMETER_VALUE_MAX 65535
/** Renditions on the stack of XTPUSHSGR that come back; pushes beyond are counted only. */
#define QUIRE_RENDITION_STACK_MAX 10
/** Palettes on the stack of XTPUSHCOLORS; a push beyond is ignored. */
#define QUIRE_COLOR_STACK_MAX 10
/** Different styles on one screen; a style beyond is printed as the default one. */
#define QUIRE_PAGE_STYLES_MAX 851967u
/** Different hyperlinks on one screen; a link beyond is printed as plain text. */
#define QUIRE_PAGE_LINKS_MAX 851967u
/** Different grapheme clusters on one screen; of one beyond, its first code point is kept. */
#define QUIRE_PAGE_CLUSTERS_MAX 851967u
/** Bytes of all hyperlinks and clusters on one screen, each rounded up to 16 (a cluster has 4 per code point). Beyond
 * them, or with more than 15 / 16 of them taken, new links are printed as plain text and new clusters as their first
 * code point. */
#define QUIRE_PAGE_STRING_BYTES_MAX (1u << 26)
/** Bytes of a hyperlink's URI; a link beyond is printed as plain text. */
#define QUIRE_LINK_URI_MAX 8191u
/** Bytes of a hyperlink's id; a link beyond is printed as plain text. */
#define QUIRE_LINK_ID_MAX 255u
/** Bytes kept of the title and of the text of a notification, each, and of other texts that become events. */
#define QUIRE_NOTIFICATION_MAX 65536u
/** Notifications of OSC 99 that are put together at a time; the oldest is forgotten. */
#define QUIRE_NOTIFICATIONS_PENDING_MAX 8u
/** Bytes of an identifier in OSC 99 and OSC 5522; further ones are dropped. */
#define QUIRE_ID_MAX 63u
/** Shapes on the stack of the mouse pointer (OSC 22), per screen; the oldest is forgotten. */
#define QUIRE_POINTER_STACK_MAX 16u
/** Bytes of all data of one write of OSC 5522; beyond them it fails with EIO. */
#define QUIRE_CLIPBOARD_MAX (32u << 20)
/** MIME types of one write or read of OSC 5522; a write with more fails with EINVAL, a read leaves them out. */
#define QUIRE_CLIPBOARD_TYPES_MAX 32u
/** Bytes of the name of a MIME type, of a program and of a password in OSC 5522. */
#define QUIRE_MIME_MAX 127u
/** Bytes of the text of one OSC 66; longer ones are dropped. */
#define QUIRE_SIZED_TEXT_MAX 4096u
/** Levels of the kitty keyboard protocol's stack, per screen; the oldest is forgotten. */
#define QUIRE_KEYBOARD_STACK_MAX 16u
/** Times that the host of a page may hold one style. */
#define QUIRE_STYLE_HELD_MAX (1u << 30)
/** Bytes of replies that wait before feeding stops, unless the host says another number (reply.h). */
#define QUIRE_REPLIES_MAX (256u << 10)
/** Tickets for answers of the host that are out at a time (reply.h). */
#define QUIRE_TICKETS_MAX 64u
/** Bytes of the text of a search. */
#define QUIRE_SEARCH_TEXT_MAX 1024u

/** Pixels of a side of an image; larger ones are refused (image.h). */
#define QUIRE_IMAGE_SIDE_MAX 32768u
/** Bytes that images of a terminal may take, where the host says nothing (terminal.h, image_limit). */
#define QUIRE_IMAGE_LIMIT 335544320u

/** Bytes of a line on the page behind that a match may lie in (quire/search.h). */
#define QUIRE_SEARCH_OVERLAP_MAX 16384u

#endif
