/* kitty_frames.c - frames of animations: a=f puts pixels onto a canvas, a=c those of one frame onto another one.
 *
 * The store keeps each frame whole, as it looks (images.h). So what comes as a piece is laid over its background here,
 * once: a colour, or another frame. What is whole and hides all that is below it is kept as it came. */
#include "kitty_blend.h"
#include "kitty_images.h"

/* Pixels that are copied, and that are blended, at the cost of a cell. */
#define COPIED_PER_CELL 8u
#define BLENDED_PER_CELL 2u

#define NO_FRAME UINT32_MAX

static struct qr_kitty_error mistake(const char *code, const char *why) {
    return (struct qr_kitty_error){code, why};
}

static struct qr_pixels pixels_at(struct qr_content *content, uint32_t x, uint32_t y) {
    size_t stride = (size_t)content->width * 4;
    return (struct qr_pixels){content->bytes + y * stride + (size_t)x * 4, stride};
}

/* --- canvases ----------------------------------------------------------------------------------------------------- */

/* A frame as it is in the store now, held; NULL: it is not there any more, which is noted. */
static struct qr_content *hold_frame(struct qr_engine *e, uint64_t key, uint32_t frame, struct qr_kitty_load *load) {
    const struct qr_image *image = qr_images_by_key(e->images.store, key);
    struct qr_content *content = image && frame < image->frame_count ? image->frames[frame].content : NULL;
    if (content)
        qr_content_hold(content);
    else
        qr_kitty_load_fail(load, "ENOENT", "the pixels of the frame are gone");
    return content;
}

/* All of a content onto a canvas of its size. */
static void draw(struct qr_engine *e, struct qr_kitty_load *canvas, const struct qr_content *content) {
    struct qr_content *to = canvas->content;
    enum quire_result result = qr_content_read(content, to->bytes, (size_t)to->width * 4);
    qr_charge(e, (uint64_t)to->width * to->height / COPIED_PER_CELL);
    if (result != QUIRE_OK) {
        struct qr_kitty_error error = qr_kitty_error_of(e, result);
        qr_kitty_load_fail(canvas, error.code, error.why);
    }
}

/* The same of a frame. */
static void draw_frame(struct qr_engine *e, struct qr_kitty_load *canvas, uint64_t key, uint32_t frame) {
    struct qr_content *content = hold_frame(e, key, frame, canvas);
    if (content)
        draw(e, canvas, content);
    qr_content_release(content);
}

/* RGBA pixels that can be read where they lie. */
static bool lies_open(const struct qr_content *content) {
    return content->kind == QR_CONTENT_RGBA && !content->is_packed;
}

/* What `load` has becomes such pixels. */
static void unfold(struct qr_engine *e, struct qr_kitty_load *load) {
    struct qr_kitty_load unfolded = {.error = load->error};
    if (load->error.code || lies_open(load->content))
        return;
    qr_kitty_load_canvas(e, &unfolded, load->content->width, load->content->height);
    if (!unfolded.error.code)
        draw(e, &unfolded, load->content);
    qr_kitty_load_forget(e, load);
    *load = unfolded;
}

/* --- a=f ---------------------------------------------------------------------------------------------------------- */

/* A frame that is put: where, and onto what. */
struct piece {
    uint64_t key; /* the image's */
    uint32_t frame, base;
    bool is_new;
};

/* Is nothing seen of what is below it? */
static bool stands_alone(const struct qr_image *image, const struct qr_kitty_command *command,
                         const struct qr_content *content, const struct piece *piece) {
    bool is_whole =
        command->x == 0 && command->y == 0 && content->width == image->width && content->height == image->height;
    bool on_nothing = piece->base == NO_FRAME && (command->background & 0xFF) == 0;
    return is_whole && (command->overwrite == 1 || content->kind == QR_CONTENT_RGB || on_nothing);
}

/* Lays the data onto the canvas, as far as they are inside of it. */
static void lay(struct qr_engine *e, struct qr_content *canvas, struct qr_content *data,
                const struct qr_kitty_command *command) {
    if (command->x >= canvas->width || command->y >= canvas->height)
        return;
    uint32_t width = canvas->width - command->x, height = canvas->height - command->y;
    width = data->width < width ? data->width : width;
    height = data->height < height ? data->height : height;
    qr_pixels_lay(pixels_at(canvas, command->x, command->y), pixels_at(data, 0, 0), width, height,
                  command->overwrite == 1);
    qr_charge(e, (uint64_t)width * height / BLENDED_PER_CELL);
}

/* The canvas with its background: a frame, or a colour. */
static void begin_canvas(struct qr_engine *e, struct qr_kitty_load *canvas, const struct qr_image *image,
                         const struct qr_kitty_command *command, const struct piece *piece) {
    qr_kitty_load_canvas(e, canvas, image->width, image->height);
    if (canvas->error.code)
        return;
    if (piece->base != NO_FRAME)
        draw_frame(e, canvas, piece->key, piece->base);
    else
        qr_pixels_fill(pixels_at(canvas->content, 0, 0), canvas->content->width, canvas->content->height,
                       command->background);
}

/* The whole frame that comes of a piece (whose hold passes over). NULL: *error. */
static struct qr_content *compose_piece(struct qr_engine *e, const struct qr_image *image,
                                        const struct qr_kitty_command *command, struct qr_content *content,
                                        const struct piece *piece, struct qr_kitty_error *error) {
    struct qr_kitty_load data = {.content = NULL}, canvas = {.content = NULL};
    qr_kitty_load_adopt(e, &data, content);
    unfold(e, &data);
    canvas.error = data.error;
    if (!canvas.error.code)
        begin_canvas(e, &canvas, image, command, piece);
    if (!canvas.error.code)
        lay(e, canvas.content, data.content, command);
    *error = canvas.error;
    qr_kitty_load_forget(e, &data);
    return qr_kitty_load_take(e, &canvas);
}

static int32_t gap_of(const struct qr_kitty_command *command, const struct qr_image *image, const struct piece *piece) {
    if (command->gap_ms != 0)
        return qr_kitty_gap(command);
    return piece->is_new ? QR_KITTY_GAP_MS : image->frames[piece->frame].gap_ms;
}

static struct qr_kitty_error look_at(const struct qr_image *image, const struct qr_kitty_command *command,
                                     const struct qr_content *content) {
    if (content->width > image->width || content->height > image->height)
        return mistake("EINVAL", "the frame is larger than the image");
    if (command->base_frame > image->frame_count)
        return mistake("EINVAL", "there is no frame to begin with");
    return mistake(NULL, NULL);
}

static struct piece piece_of(const struct qr_image *image, const struct qr_kitty_command *command) {
    struct piece piece = {.key = image->key, .base = NO_FRAME};
    piece.is_new = command->frame == 0 || command->frame > image->frame_count;
    piece.frame = piece.is_new ? image->frame_count : command->frame - 1;
    if (!piece.is_new)
        piece.base = piece.frame;
    else if (command->base_frame > 0)
        piece.base = command->base_frame - 1;
    return piece;
}

/* The frame is whole: it goes to the store (the hold passes over). Making room may have taken the image away. */
static struct qr_kitty_error store_frame(struct qr_engine *e, uint64_t key, uint32_t frame, struct qr_content *content,
                                         int32_t gap_ms) {
    struct qr_image *image = qr_images_by_key(e->images.store, key);
    if (image)
        return qr_kitty_error_of(e, qr_image_set_frame(e->images.store, image, frame, content, gap_ms));
    qr_content_release(content);
    return mistake("ENOSPC", "images may not take so much memory");
}

struct qr_kitty_error qr_kitty_put_frame(struct qr_engine *e, struct qr_image *image,
                                         const struct qr_kitty_command *command, struct qr_content *content,
                                         uint32_t *frame) {
    const struct piece piece = piece_of(image, command);
    const int32_t gap_ms = gap_of(command, image, &piece);
    struct qr_kitty_error error = look_at(image, command, content);
    (void)qr_images_look(e->images.store, image); /* so that making room takes others first */
    if (error.code)
        qr_content_release(content);
    else if (!stands_alone(image, command, content, &piece))
        content = compose_piece(e, image, command, content, &piece, &error);
    if (!error.code)
        error = store_frame(e, piece.key, piece.frame, content, gap_ms);
    *frame = piece.frame + 1;
    return error;
}

/* --- a=c ---------------------------------------------------------------------------------------------------------- */

/* A composition: rectangles of the same size in two frames, which may be one. */
struct composition {
    uint32_t source, target; /* frames, from 0 */
    uint32_t width, height;
};

static bool is_inside(const struct qr_image *image, uint32_t x, uint32_t y, const struct composition *c) {
    return (uint64_t)x + c->width <= image->width && (uint64_t)y + c->height <= image->height;
}

static bool overlap(uint32_t a, uint32_t b, uint32_t length) {
    return a < b ? b - a < length : a - b < length;
}

static struct qr_kitty_error look_at_composition(const struct qr_image *image, const struct qr_kitty_command *command,
                                                 const struct composition *c) {
    if (c->source >= image->frame_count || c->target >= image->frame_count)
        return mistake("ENOENT", "there is no such frame");
    if (!is_inside(image, command->x, command->y, c) || !is_inside(image, command->source_x, command->source_y, c))
        return mistake("EINVAL", "the rectangle goes beyond the image");
    if (c->source == c->target && overlap(command->x, command->source_x, c->width) &&
        overlap(command->y, command->source_y, c->height))
        return mistake("EINVAL", "the rectangles overlap in the same frame");
    return mistake(NULL, NULL);
}

/* Lays the rectangle of the source over the canvas. Pixels that do not lie open are unfolded into memory of their own.
 */
static void lay_source(struct qr_engine *e, struct qr_kitty_load *canvas, struct qr_content *source,
                       const struct qr_kitty_command *command, const struct composition *c) {
    struct qr_kitty_load unfolded = {.content = NULL};
    if (!lies_open(source)) {
        qr_kitty_load_canvas(e, &unfolded, source->width, source->height);
        if (!unfolded.error.code)
            draw(e, &unfolded, source);
        source = unfolded.content;
    }
    if (unfolded.error.code)
        qr_kitty_load_fail(canvas, unfolded.error.code, unfolded.error.why);
    else
        qr_pixels_lay(pixels_at(canvas->content, command->x, command->y),
                      pixels_at(source, command->source_x, command->source_y), c->width, c->height,
                      command->stays == 1);
    qr_charge(e, (uint64_t)c->width * c->height / BLENDED_PER_CELL);
    qr_kitty_load_forget(e, &unfolded);
}

/* The target with the rectangle laid over. NULL: *error. */
static struct qr_content *compose_frames(struct qr_engine *e, const struct qr_image *image,
                                         const struct qr_kitty_command *command, const struct composition *c,
                                         struct qr_kitty_error *error) {
    struct qr_kitty_load canvas = {.content = NULL};
    const uint64_t key = image->key;
    qr_kitty_load_canvas(e, &canvas, image->width, image->height);
    struct qr_content *source = canvas.error.code ? NULL : hold_frame(e, key, c->source, &canvas);
    if (!canvas.error.code)
        draw_frame(e, &canvas, key, c->target);
    if (!canvas.error.code)
        lay_source(e, &canvas, source, command, c);
    qr_content_release(source);
    *error = canvas.error;
    return qr_kitty_load_take(e, &canvas);
}

static struct qr_kitty_error compose(struct qr_engine *e, struct qr_image *image,
                                     const struct qr_kitty_command *command) {
    struct composition c = {command->frame - 1, command->base_frame - 1, command->area_width, command->area_height};
    c.width = c.width > 0 ? c.width : image->width;
    c.height = c.height > 0 ? c.height : image->height;
    struct qr_kitty_error error = look_at_composition(image, command, &c);
    if (error.code)
        return error;
    const uint64_t key = image->key;
    const int32_t gap_ms = image->frames[c.target].gap_ms;
    (void)qr_images_look(e->images.store, image);
    struct qr_content *content = compose_frames(e, image, command, &c, &error);
    return content ? store_frame(e, key, c.target, content, gap_ms) : error;
}

void qr_kitty_compose(struct qr_engine *e, const struct qr_kitty_command *command) {
    struct qr_image *image = qr_kitty_image(e, command);
    struct qr_kitty_command told = *command;
    if (image)
        told.id = image->id;
    qr_kitty_answer(e, &told, image ? compose(e, image, command) : mistake("ENOENT", "there is no such image"));
}
