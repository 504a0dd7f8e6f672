/* image_filing.h - images of lines that are in a history file are in it, too.
 *
 * Where a history lives in a file (history_file.h), each content that its lines show is a blob there, written once, and
 * a table (image_table.h) says which images, placements and strips there are; it is attached anew when something of it
 * is another. That is looked at with a commit, if rows with images went into history since, or if placements changed
 * where a table is attached already; it costs the table, and of new contents their bytes. What cannot be written is
 * tried again with the next commit.
 *
 * Of the alternate screen nothing is written. What stands on the screen alone is written with the rest, once anything
 * of images is in history; it is swept when the file is opened next, for the screen's lines are not in the file. Of
 * more contents than QR_FILED_CONTENTS_MAX the oldest are left out: their places stay, as placeholders. */
#ifndef QR_IMAGE_FILING_H
#define QR_IMAGE_FILING_H

#include <quire/result.h>

#define QR_FILED_CONTENTS_MAX 4096u

struct qr_engine;

/* Before a commit of the history: what is not in its file is put there. */
void qr_images_file(struct qr_engine *engine);
/* A file was opened: its images come back. OUT_OF_MEMORY: none came. What is damaged is left out. */
enum quire_result qr_images_unfile(struct qr_engine *engine);
/* The terminal ends. */
void qr_images_filing_finish(struct qr_engine *engine);

#endif
