/* qr_file.h - a private file that is read and written at places, never mapped.
 *
 * Files hold what people saw on their screens, so they are opened with care: the folder first, then the name in it,
 * never through a symbolic link; a regular file with one name, ours, that nobody else may read; made with mode 0600.
 * A writer holds a lock as long as the file is open; readers take none.
 *
 * Why no mapping: when somebody shortens a mapped file, touching it is a signal that ends the process, and a library
 * installs no handlers. Reading at a place answers with an error instead, and costs little more.
 *
 * Nothing is synchronised to the disk: what was written survives the death of the process, not the loss of power. */
#ifndef QR_FILE_H
#define QR_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <quire/result.h>

struct qr_file {
    int descriptor; /* -1: not open */
    int error;      /* the system's number of the last failure (errno), 0 for none */
};

enum qr_file_access {
    QR_FILE_READ,
    QR_FILE_WRITE /* read and write; made if it is not there */
};

/* Opens a file: four system calls. NOT_FOUND: to read, and there is none; BUSY: another process writes it; DENIED: it
 * is not a private regular file of ours, or the system says so; IO: the system failed; UNSUPPORTED: a system without
 * such files. */
enum quire_result qr_file_open(struct qr_file *file, const char *path, enum qr_file_access access);

/* Closes it; one that is not open is left alone. */
void qr_file_close(struct qr_file *file);

/* One system call. IO. */
enum quire_result qr_file_size(struct qr_file *file, uint64_t *size);

/* Reads exactly so many bytes at a place, in one system call as a rule. CORRUPT: the file ends before; IO. Then `bytes`
 * may hold a part. */
enum quire_result qr_file_read(struct qr_file *file, uint64_t place, void *bytes, size_t length);

/* Writes them, likewise. NO_ROOM: the disk, or the quota, is full; IO. What was written before the failure stays. */
enum quire_result qr_file_write(struct qr_file *file, uint64_t place, const void *bytes, size_t length);

/* Cuts the file, or makes it longer. NO_ROOM, IO: its size is as before. */
enum quire_result qr_file_resize(struct qr_file *file, uint64_t size);

/* A number that nobody can guess. IO: the system gives none. */
enum quire_result qr_file_random(uint64_t *number);

#endif
