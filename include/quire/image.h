/** @file
 * quire/image.h - images in a terminal: what a frame shows of them, and how a host helps with them.
 *
 * Programs send images by kitty's graphics protocol, as sixels, or as iTerm2's inline files. The terminal keeps them as
 * they came, within one limit in bytes (the setting image_limit), and ties them to the text: they scroll, wrap and go
 * into history as their lines do, and are gone when these are.
 *
 * A frame (frame.h) lists which pieces of which images are in view. A host draws the pieces in the order of the list:
 * first those with z below QUIRE_IMAGE_Z_UNDER_COLORS, then the cells' backgrounds (a cell whose background is the
 * default lets shine through what is below it), then those with z below 0, then the text, then all others. The pixels
 * are had with quire_frame_hold_image, and read in one's own time: what one holds does not change, and needs neither
 * the frame nor the terminal, nor their locks.
 *
 * Where a row of the frame shows images, they are part of what its version stands for: rows with the same version show
 * the same pieces at the same places.
 *
 * Thread rule: frames and terminals as in frame.h and terminal.h. A struct quire_image may be used by several threads
 * at once; the last one who lets go of it releases it with the allocator of its terminal, on his thread, so with an
 * allocator of one's own that is for one thread only, images stay on that thread. (A library that was built by a
 * compiler without atomic operations has the same restriction; gcc and clang have them.)
 *
 * Sources: kitty, "Terminal graphics protocol"; DEC STD 070 and the VT340 manual for sixels; iTerm2, "Inline images
 * protocol". Since 0.1. */
#ifndef QUIRE_IMAGE_H
#define QUIRE_IMAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <quire/export.h>
#include <quire/result.h>

struct quire_frame;
struct quire_terminal;

/** An image's content: pixels, or a file that they are in. It never changes. */
struct quire_image;

/** What an image's bytes are. Pixels are rows from the top without gaps between them, sRGB, and not multiplied with
 * their alpha. */
enum quire_image_format {
    QUIRE_IMAGE_RGB = 0,  /**< 3 bytes a pixel */
    QUIRE_IMAGE_RGBA = 1, /**< 4 bytes a pixel */
    QUIRE_IMAGE_PNG = 2,  /**< a PNG file */
    QUIRE_IMAGE_JPEG = 3, /**< a JPEG file */
    QUIRE_IMAGE_GIF = 4,  /**< a GIF file, which may be an animation */
    QUIRE_IMAGE_WEBP = 5, /**< a WebP file, which may be an animation */
    QUIRE_IMAGE_OTHER = 6 /**< a file of a format that the library has no name for */
};

/** Images with a z below this one are drawn under the background colours of cells. */
#define QUIRE_IMAGE_Z_UNDER_COLORS (-1073741824)

/** One piece of an image that is in view.
 *
 * The rectangle x, y, width, height of the image is drawn as large as drawn_width_px and drawn_height_px say, with its
 * upper left corner offset_x_px, offset_y_px inside the cell row, col. These four are in pixels of cells of
 * cell_width_px x cell_height_px: a host whose cells have another size scales them by that. Of that, what lies in the
 * cells seen_row, seen_col, seen_rows, seen_cols is seen. */
struct quire_frame_image {
    size_t size;      /**< sizeof, set by the initialiser */
    uint64_t image;   /**< which image: no other one of the terminal has or had this number */
    uint64_t version; /**< of its pixels: of one image with one version the pixels are the same */
    bool available;   /**< its pixels can be had; else they had to go, are not decoded yet or cannot be, and a host
                         draws something else in its place */
    bool
        covers_cells; /**< the cells under it are blank for its sake (sixel, iTerm2); else it lies over or under text */
    uint32_t image_width;     /**< of the whole image, in pixels */
    uint32_t image_height;    /**< likewise */
    uint32_t x;               /**< the rectangle of the image that is shown, in its pixels */
    uint32_t y;               /**< likewise */
    uint32_t width;           /**< likewise */
    uint32_t height;          /**< likewise */
    int32_t row;              /**< of the view, where its upper left corner is; rows above the view are negative */
    int32_t col;              /**< likewise; columns left of the view are negative */
    uint32_t cols;            /**< columns of cells that it lies over */
    uint32_t rows;            /**< rows of cells that it lies over */
    uint32_t offset_x_px;     /**< of the corner in that cell */
    uint32_t offset_y_px;     /**< likewise */
    uint32_t drawn_width_px;  /**< how large it is drawn */
    uint32_t drawn_height_px; /**< likewise */
    uint32_t cell_width_px;   /**< of the cells that these are measured by; never 0 */
    uint32_t cell_height_px;  /**< likewise */
    uint32_t seen_row;        /**< of the view: only in these cells is it seen */
    uint32_t seen_col;        /**< likewise */
    uint32_t seen_rows;       /**< likewise, at least 1 */
    uint32_t seen_cols;       /**< likewise, at least 1 */
    int32_t z;                /**< higher ones are drawn over lower ones */
};

/** Initialiser of struct quire_frame_image: its size, everything else zero. */
#define QUIRE_FRAME_IMAGE_INIT                                                                                         \
    {                                                                                                                  \
        sizeof(struct quire_frame_image), 0, 0, false, false, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, \
            0, 0                                                                                                       \
    }

/** What quire_image_get_info tells. */
struct quire_image_info {
    size_t size;                    /**< sizeof, set by the initialiser */
    uint32_t width;                 /**< in pixels */
    uint32_t height;                /**< likewise */
    enum quire_image_format format; /**< RGB, RGBA, PNG; OTHER: only the host can decode it */
    size_t bytes;                   /**< memory that it takes */
};

/** Initialiser of struct quire_image_info: its size, everything else zero. */
#define QUIRE_IMAGE_INFO_INIT                                                                                          \
    { sizeof(struct quire_image_info), 0, 0, QUIRE_IMAGE_RGB, 0 }

/** How a program hands over an image that it does not send through the terminal (kitty's keys t=f, t, s). */
enum quire_medium {
    QUIRE_MEDIUM_FILE = 0,           /**< a file, which stays */
    QUIRE_MEDIUM_TEMPORARY_FILE = 1, /**< a file that is to be removed when it was read */
    QUIRE_MEDIUM_SHARED_MEMORY = 2   /**< a shared memory object, to be unlinked when it was read */
};

/** Functions with which a host helps a terminal with images. Each may be NULL. But for decode_png they run inside the
 * call of the host that caused them, on its thread; what they may call is said in terminal.h. */
struct quire_image_hooks {
    size_t size; /**< sizeof, set by the initialiser */
    void *user;  /**< passed to each; must outlive the terminal and the images that were had from it, or the hooks */
    /** Reads what a program named: up to `size` bytes (0: all of them) from `offset` on. Whether the program may have
     * it read is the host's to decide: `name`, terminated, is what the program wrote, and not to be trusted. Returns
     * NULL, and in *bytes and *length what was read; give_back, if it is set, is called with these when they are not
     * needed any more, before the call of the host ends. Or returns the name of an error, which the program is told:
     * "ENOENT", "EPERM", "EBADF", ... NULL: programs are told ENOTSUP. */
    const char *(*read_medium)(void *user, enum quire_medium medium, const char *name, uint64_t offset, uint64_t size,
                               const uint8_t **bytes, size_t *length,
                               void (**give_back)(void *user, const uint8_t *bytes, size_t length));
    /** Decodes a PNG file of that size to RGBA with rows `stride` bytes apart; false: it is broken. Called by
     * quire_image_read on its thread, so maybe by several at once, and by the terminal. NULL: the library does it
     * itself, if it was built with libpng. */
    bool (*decode_png)(void *user, const uint8_t *bytes, size_t length, uint32_t width, uint32_t height, uint8_t *rgba,
                       size_t stride);
    /** A file came that only the host can decode. It copies the bytes, which are borrowed until it returns, and answers
     * later with quire_terminal_image_decoded for that number; until then there is a placeholder. False: it cannot.
     * NULL: nobody can, and such files are left out. */
    bool (*decode)(void *user, uint64_t image, enum quire_image_format format, const uint8_t *bytes, size_t length);
    /** Reads raw pixels, of which the terminal knows how many bytes they are, to where they stay: up to `size` bytes
     * from `offset` on into `to`, and in *length how many were written; where the program has named fewer than its
     * image needs, it is told so. With a size of 0 (`to` is NULL) the image has no size or no room, and nothing is to
     * be read; what is removed behind a reading is removed all the same. Names and errors are those of read_medium, to
     * which all else goes: files, and pixels that are compressed. NULL: pixels go there, too, and are copied, which for
     * a picture of 4K takes longer than to read it. */
    const char *(*fill_medium)(void *user, enum quire_medium medium, const char *name, uint64_t offset, size_t size,
                               void *to, size_t *length);
};

/** Initialiser of struct quire_image_hooks: its size, nothing else. */
#define QUIRE_IMAGE_HOOKS_INIT                                                                                         \
    { sizeof(struct quire_image_hooks), NULL, NULL, NULL, NULL, NULL }

/** One picture of an image that a host has decoded. Hosts hand over arrays of them, so it has no size of its own. */
struct quire_image_frame {
    const void *rgba; /**< all of its pixels, 4 * width * height bytes; copied */
    int32_t gap_ms;   /**< how long it is shown before the next one; of no meaning where there is one only */
};

QUIRE_BEGIN_DECLS

/** Pieces of images in view as of the last update, sorted as they are to be drawn: by z, then by the number that
 * programs gave the image, then by age. */
QUIRE_API uint32_t quire_frame_image_count(const struct quire_frame *frame);

/** Tells one of them. INVALID: a bad size, or no such index. */
QUIRE_API enum quire_result quire_frame_get_image(const struct quire_frame *frame, uint32_t index,
                                                  struct quire_frame_image *image);

/** The content that a piece shows, which one holds from now on (quire_image_release); NULL: it is not available, or
 * there is no such index. */
QUIRE_API struct quire_image *quire_frame_hold_image(const struct quire_frame *frame, uint32_t index);

/** When an image in view has another picture to show, by the clock of quire_terminal_set_time: at that time a host sets
 * the time and updates the frame again. UINT64_MAX: never, or the terminal was not told what time it is. Only what is
 * in view of a frame that is updated goes on. */
QUIRE_API uint64_t quire_frame_images_due(const struct quire_frame *frame);

/** What an image is. INVALID: NULL, or a bad size. */
QUIRE_API enum quire_result quire_image_get_info(const struct quire_image *image, struct quire_image_info *info);

/** The pixels as they lie, where they do; `*format` is RGB or RGBA then. NULL: they have to be read with
 * quire_image_read. Borrowed for as long as the image is held. */
QUIRE_API const void *quire_image_pixels(const struct quire_image *image, enum quire_image_format *format);

/** Writes all pixels as RGBA, rows `stride` bytes apart. CORRUPT: it is a broken file; UNSUPPORTED: nobody here can
 * decode it; OUT_OF_MEMORY: what stands in the memory then means nothing. INVALID: no memory, or a stride below 4 times
 * the width. Cost: that of decoding, or of a copy. */
QUIRE_API enum quire_result quire_image_read(const struct quire_image *image, void *rgba, size_t stride);

/** The PNG file as it came; *length are its bytes. NULL: it is none. Borrowed for as long as the image is held. */
QUIRE_API const void *quire_image_file(const struct quire_image *image, size_t *length);

/** Holds an image once more. */
QUIRE_API void quire_image_hold(struct quire_image *image);

/** Lets go of an image. NULL is allowed. */
QUIRE_API void quire_image_release(struct quire_image *image);

/** Registers hooks in place of those that there are; NULL: none any more. The struct is copied. Files that came before
 * and that only a host can decode are handed to `decode`; PNG files that came before are decoded as these hooks say,
 * but for those that somebody holds. INVALID: a bad size; nothing has changed. Not from inside a callback. */
QUIRE_API enum quire_result quire_terminal_set_image_hooks(struct quire_terminal *terminal,
                                                           const struct quire_image_hooks *hooks);

/** Answers quire_image_hooks.decode: the image has these pictures, `count` of them, each of the size that its file
 * claims to have; shown `loops` times in all, 0: for ever. With a count of 0 it could not be decoded, and stays a
 * placeholder. An image that is no more is nothing to complain of. LIMIT: they have another size, or more bytes than
 * the setting image_limit has room for; OUT_OF_MEMORY: it stays a placeholder. INVALID: no pictures, no size, or from
 * inside a callback. */
QUIRE_API enum quire_result quire_terminal_image_decoded(struct quire_terminal *terminal, uint64_t image,
                                                         uint32_t width, uint32_t height,
                                                         const struct quire_image_frame *frames, uint32_t count,
                                                         uint32_t loops);

QUIRE_END_DECLS

#endif
