/* qr_block.h - page blocks from the system, for hosts that give no functions of their own.
 *
 * A block of history lives long among others that are freed around it. Taken from malloc it would lie in an arena that
 * does not shrink while anything behind it is in use: compressing half of a history would give nothing back. So a block
 * is mapped by itself and unmapped when it is freed: the process shrinks by it at once. Neighbours are merged by the
 * system, so a process has far fewer mappings than blocks. Blocks that are small come from malloc, where they cost
 * less.
 *
 * Under the address sanitizer all blocks come from malloc: it sees what lies behind their ends then. */
#ifndef QR_BLOCK_H
#define QR_BLOCK_H

#include <stddef.h>

/* Blocks are multiples of this: larger than most systems' pages, and what a file of pages is made of. */
#define QR_BLOCK_UNIT 4096u

/* Zeroed memory of `size` bytes, a multiple of QR_BLOCK_UNIT, aligned to it. NULL: no memory. Cost: zeroing it, and two
 * system calls in a block's life. Both are functions of struct quire_allocator; `user` is not looked at. */
void *qr_system_block_alloc(void *user, size_t size);
void qr_system_block_free(void *user, void *block, size_t size);

#endif
