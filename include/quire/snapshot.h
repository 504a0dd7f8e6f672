/** @file
 * quire/snapshot.h - a whole terminal as bytes, and back.
 *
 * A snapshot holds both screens with their pens and saved cursors, the history, modes, margins, tab stops, character
 * sets, keyboard protocols, colours, titles, images, and input that is not finished: a terminal restored from it goes
 * on byte for byte as the original would, but for an image that was being sent, whose rest is swallowed. It does not
 * hold the allocator, the callbacks, the permissions, the limit of images and hooks for them (image.h), hooks for
 * strings (strings.h says what becomes of one that the host was taking), replies and tickets that wait (reply.h),
 * selections, which belong to views, the identity (identity.h), and of the settings (settings.h) tab width, word
 * characters, title limits and whether there is an alternate screen: these are as in a new terminal until the host sets
 * them.
 *
 * The format is written down in docs/format.md. A snapshot is not trusted: every length, offset, number and count in it
 * is checked before it is used. It can be read by builds of the same format version and byte order.
 *
 * Thread rule: as for the terminal, and the callback must not call back into it; reading makes an object of its own and
 * may be done on any thread. Since 0.1. */
#ifndef QUIRE_SNAPSHOT_H
#define QUIRE_SNAPSHOT_H

#include <stddef.h>

#include <quire/export.h>
#include <quire/format.h>
#include <quire/result.h>
#include <quire/terminal.h>
#include <quire/verify.h>

QUIRE_BEGIN_DECLS

/** Writes a snapshot piece by piece through `write`, in one pass. Takes no memory and changes nothing. LIMIT: the
 * callback stopped it. INVALID: no callback. IO, CORRUPT: some of history could not be read: what was written is no
 * snapshot. */
QUIRE_API enum quire_result quire_snapshot_write(struct quire_terminal *terminal, quire_write_function *write,
                                                 void *user);

/** The bytes that quire_snapshot_write would write. */
QUIRE_API size_t quire_snapshot_size(struct quire_terminal *terminal);

/** Writes a snapshot to a buffer; *length is its size. NO_SPACE: the buffer is smaller, nothing was written; `buffer`
 * may be NULL then. */
QUIRE_API enum quire_result quire_snapshot_save(struct quire_terminal *terminal, void *buffer, size_t capacity,
                                                size_t *length);

/** Makes a terminal from a snapshot. Of the options only allocator, callbacks, permissions and image_limit are used;
 * the rest comes from the snapshot. `bytes` may lie anywhere and are not kept. CORRUPT: not a snapshot, or it breaks a
 * rule of the format. UNSUPPORTED: another version or byte order. LIMIT: a screen or string beyond the limits of
 * limits.h. INVALID: a bad options size, or no such permission. OUT_OF_MEMORY. On an error there is no terminal and
 * nothing is kept. */
QUIRE_API enum quire_result quire_snapshot_read(const void *bytes, size_t length,
                                                const struct quire_terminal_options *options,
                                                struct quire_terminal **terminal);

QUIRE_END_DECLS

#endif
