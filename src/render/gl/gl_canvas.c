#include "gl_canvas.h"

#include <stdio.h>
#include <string.h>

#include "shaders.h"
#include "text_contrast.h"

void gl_texture_bind(enum gl_unit unit, GLuint texture) {
    glActiveTexture(GL_TEXTURE0 + (GLenum)unit);
    glBindTexture(GL_TEXTURE_2D, texture);
}

GLuint gl_texture_create(enum gl_unit unit) {
    GLuint texture;
    glGenTextures(1, &texture);
    gl_texture_bind(unit, texture);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAX_LEVEL, 0);
    return texture;
}

static void set_constants(const struct gl_program *program) {
    glUseProgram(program->name);
    glUniform1i(program->cells, GL_UNIT_CELLS);
    glUniform1i(program->rich, GL_UNIT_RICH);
    glUniform1i(program->atlas, GL_UNIT_ATLAS);
    glUniform1i(program->image, GL_UNIT_IMAGE);
    glUniform1i(program->ground, GL_UNIT_GROUND);
    glUniform1f(program->image_tint, (float)BACKEND_IMAGE_TINT / 255);
    glUniform2f(program->contrast, TEXT_THIN_LIGHT_ON_DARK, TEXT_THICKEN_DARK_ON_LIGHT);
}

static void destroy_programs(struct gl_cell_programs *programs) {
    gl_program_destroy(&programs->cells);
    gl_program_destroy(&programs->rich);
    gl_program_destroy(&programs->grounds);
    gl_program_destroy(&programs->over);
}

static bool make_programs(struct gl_cell_programs *programs, const char *shade, char *error, size_t error_size) {
    const struct gl_sources cells = {shader_common_glsl, shader_pixel_glsl, shade, shader_cells_vert,
                                     shader_cells_frag};
    const struct gl_sources rich = {shader_common_glsl, shader_pixel_glsl, shade, shader_rich_vert, shader_rich_frag};
    if (!gl_program_create(&programs->cells, "cells", &cells, error, error_size) ||
        !gl_program_create(&programs->rich, "rich", &rich, error, error_size)) {
        destroy_programs(programs);
        return false;
    }
    set_constants(&programs->cells);
    set_constants(&programs->rich);
    return true;
}

/* Without the programs for translucent grounds these are opaque. */
static struct gl_cell_programs *programs_for(struct gl_canvas *canvas, bool is_translucent) {
    char ignored[8];
    bool there =
        is_translucent && (canvas->translucent.cells.name ||
                           make_programs(&canvas->translucent, shader_translucent_glsl, ignored, sizeof ignored));
    return there ? &canvas->translucent : &canvas->opaque;
}

bool gl_canvas_init(struct gl_canvas *canvas, char *error, size_t error_size) {
    memset(canvas, 0, sizeof *canvas);
    int version = epoxy_gl_version();
    if (!epoxy_is_desktop_gl() || version < 33) {
        snprintf(error, error_size,
                 "render: OpenGL 3.3 is needed, the driver offers %s%d.%d; install a newer driver or Mesa "
                 "(libgl1-mesa-dri)",
                 epoxy_is_desktop_gl() ? "" : "ES ", version / 10, version % 10);
        return false;
    }
    if (!make_programs(&canvas->opaque, shader_opaque_glsl, error, error_size)) {
        gl_canvas_finish(canvas);
        return false;
    }
    glGetIntegerv(GL_MAX_TEXTURE_SIZE, &canvas->texture_max);
    canvas->atlas_texture = gl_texture_create(GL_UNIT_ATLAS);
    glGenVertexArrays(1, &canvas->vertex_array);
    glBindVertexArray(canvas->vertex_array);
    glGenBuffers(1, &canvas->instances);
    glBindBuffer(GL_ARRAY_BUFFER, canvas->instances);
    glVertexAttribIPointer(0, 1, GL_UNSIGNED_INT, 0, NULL);
    glVertexAttribDivisor(0, 1);
    return true;
}

void gl_canvas_finish(struct gl_canvas *canvas) {
    destroy_programs(&canvas->opaque);
    destroy_programs(&canvas->translucent);
    gl_program_destroy(&canvas->wash_program);
    gl_program_destroy(&canvas->image_program);
    glDeleteTextures(1, &canvas->atlas_texture);
    if (canvas->vertex_array)
        glDeleteVertexArrays(1, &canvas->vertex_array);
    if (canvas->instances)
        glDeleteBuffers(1, &canvas->instances);
    memset(canvas, 0, sizeof *canvas);
}

void gl_canvas_forget(struct gl_canvas *canvas) {
    canvas->atlas_generation = 0;
}

void gl_grid_resize(struct gl_grid *grid, uint32_t cols, uint32_t rows) {
    if (!cols || !rows) {
        const GLuint textures[] = {grid->cells_texture, grid->rich_texture};
        glDeleteTextures(2, textures);
        memset(grid, 0, sizeof *grid);
        return;
    }
    if (!grid->cells_texture) {
        grid->cells_texture = gl_texture_create(GL_UNIT_CELLS);
        grid->rich_texture = gl_texture_create(GL_UNIT_RICH);
    }
    grid->cols = cols;
    grid->rows = rows;
    gl_texture_bind(GL_UNIT_CELLS, grid->cells_texture);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA32UI, (GLsizei)cols, (GLsizei)rows, 0, GL_RGBA_INTEGER, GL_UNSIGNED_INT,
                 NULL);
    gl_texture_bind(GL_UNIT_RICH, grid->rich_texture);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA32UI, (GLsizei)cols * 2, (GLsizei)rows, 0, GL_RGBA_INTEGER, GL_UNSIGNED_INT,
                 NULL);
}

void gl_canvas_upload_atlas(struct gl_canvas *canvas, const struct glyph_atlas *atlas) {
    bool anew = canvas->atlas_generation != atlas->generation || canvas->atlas_height != atlas->height;
    uint32_t first = anew ? 0 : (canvas->atlas_count - 1) / atlas->columns * atlas->tile_height;
    uint32_t end = ((atlas->count - 1) / atlas->columns + 1) * atlas->tile_height;
    if (!anew && canvas->atlas_count == atlas->count)
        return;
    gl_texture_bind(GL_UNIT_ATLAS, canvas->atlas_texture);
    glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
    if (anew)
        glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, (GLsizei)atlas->width, (GLsizei)atlas->height, 0, GL_RGBA,
                     GL_UNSIGNED_BYTE, NULL);
    glTexSubImage2D(GL_TEXTURE_2D, 0, 0, (GLint)first, (GLsizei)atlas->width, (GLsizei)(end - first), GL_RGBA,
                    GL_UNSIGNED_BYTE, atlas->pixels + (size_t)first * atlas->width * 4);
    canvas->atlas_generation = atlas->generation;
    canvas->atlas_height = atlas->height;
    canvas->atlas_count = atlas->count;
}

void gl_canvas_upload_rows(const struct gl_grid *grid, uint32_t first, uint32_t count, const struct cell_record *cells,
                           const struct rich_record *rich) {
    size_t at = (size_t)first * grid->cols;
    glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
    gl_texture_bind(GL_UNIT_CELLS, grid->cells_texture);
    glTexSubImage2D(GL_TEXTURE_2D, 0, 0, (GLint)first, (GLsizei)grid->cols, (GLsizei)count, GL_RGBA_INTEGER,
                    GL_UNSIGNED_INT, cells + at);
    if (!rich)
        return;
    gl_texture_bind(GL_UNIT_RICH, grid->rich_texture);
    glTexSubImage2D(GL_TEXTURE_2D, 0, 0, (GLint)first, (GLsizei)grid->cols * 2, (GLsizei)count, GL_RGBA_INTEGER,
                    GL_UNSIGNED_INT, rich + at);
}

/* What of the window and the font the programs need. */
static void set_picture(const struct gl_program *program, const struct backend_picture *picture) {
    float width = (float)picture->atlas->tile_width, height = (float)picture->atlas->tile_height;
    glUseProgram(program->name);
    glUniform2f(program->cell, width, height);
    glUniform2f(program->cell_inverse, 1 / width, 1 / height);
    glUniform1f(program->weight, picture->text_weight);
    glUniform2f(program->window, (float)picture->width, (float)picture->height);
}

void gl_canvas_begin(struct gl_canvas *canvas, const struct backend_picture *picture) {
    canvas->grid = canvas->images_grid = NULL;
    canvas->picture = picture;
    canvas->height = picture->height;
    glViewport(0, 0, (GLsizei)picture->width, (GLsizei)picture->height);
    glDisable(GL_BLEND);
    glDisable(GL_DEPTH_TEST);
    glDisable(GL_CULL_FACE);
    glDisable(GL_FRAMEBUFFER_SRGB);
    glEnable(GL_SCISSOR_TEST);
    glBindVertexArray(canvas->vertex_array);
    gl_texture_bind(GL_UNIT_ATLAS, canvas->atlas_texture);
    canvas->programs = programs_for(canvas, picture->is_translucent);
    set_picture(&canvas->programs->rich, picture);
    set_picture(&canvas->programs->cells, picture);
}

/* A colour, and the alpha of a ground. */
static void split(uint32_t color, float parts[4]) {
    for (int i = 0; i < 3; i++)
        parts[i] = (float)(color >> (16 - 8 * i) & 0xFF) / 255;
    parts[3] = (float)(255 - (color >> 24)) / 255;
}

static void set_grid(const struct gl_program *program, const struct backend_layer *layer) {
    const struct backend_grid *grid = layer->grid;
    float back[4];
    split(layer->color, back);
    glUseProgram(program->name);
    glUniform2f(program->origin, (float)grid->origin_x, (float)grid->origin_y - (float)grid->cut);
    glUniform2f(program->grid, (float)grid->cols, (float)grid->rows);
    glUniform4f(program->background, back[0], back[1], back[2], back[3]);
}

void gl_canvas_use_grid(struct gl_canvas *canvas, const struct gl_grid *grid, const struct backend_layer *layer) {
    if (canvas->grid == grid)
        return;
    canvas->grid = grid;
    canvas->layer = layer;
    canvas->images_grid = NULL;
    gl_texture_bind(GL_UNIT_CELLS, grid->cells_texture);
    gl_texture_bind(GL_UNIT_RICH, grid->rich_texture);
    set_grid(&canvas->programs->rich, layer);
    set_grid(&canvas->programs->cells, layer);
}

/* ---- drawing */

/* GL counts rows from the bottom. */
static void scissor(const struct gl_canvas *canvas, const struct backend_area *rect) {
    glScissor((GLint)rect->x, (GLint)canvas->height - (GLint)(rect->y + rect->height), (GLsizei)rect->width,
              (GLsizei)rect->height);
}

void gl_canvas_draw(struct gl_canvas *canvas, const struct backend_area *rect) {
    scissor(canvas, rect);
    glUseProgram(canvas->programs->cells.name);
    glDisableVertexAttribArray(0);
    glDrawArrays(GL_TRIANGLES, 0, 3);
}

static void draw_cells(const struct gl_canvas *canvas, const struct gl_program *program,
                       const struct backend_area *rect, const uint32_t *ids, uint32_t count) {
    if (!count)
        return;
    scissor(canvas, rect);
    glUseProgram(program->name);
    glBindBuffer(GL_ARRAY_BUFFER, canvas->instances);
    glBufferData(GL_ARRAY_BUFFER, (GLsizeiptr)(count * sizeof *ids), ids, GL_STREAM_DRAW);
    glEnableVertexAttribArray(0);
    glDrawArraysInstanced(GL_TRIANGLE_STRIP, 0, 4, (GLsizei)count);
}

void gl_canvas_draw_rich(struct gl_canvas *canvas, const struct backend_area *rect, const uint32_t *ids,
                         uint32_t count) {
    draw_cells(canvas, &canvas->programs->rich, rect, ids, count);
}

/* False: without the program the picture only lacks scrollbar and bell. */
static bool use_wash(struct gl_canvas *canvas) {
    const struct gl_sources sources = {shader_common_glsl, "", "", shader_cells_vert, shader_wash_frag};
    char ignored[8];
    if (!canvas->wash_program.name &&
        !gl_program_create(&canvas->wash_program, "wash", &sources, ignored, sizeof ignored))
        return false;
    glUseProgram(canvas->wash_program.name);
    return true;
}

static void wash(struct gl_canvas *canvas, const float color[4], float alpha) {
    if (!use_wash(canvas))
        return;
    glDisableVertexAttribArray(0);
    glEnable(GL_BLEND);
    glBlendFuncSeparate(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA, GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
    glUniform4f(canvas->wash_program.wash, color[0], color[1], color[2], alpha);
    glDrawArrays(GL_TRIANGLES, 0, 3);
    glDisable(GL_BLEND);
}

void gl_canvas_fill(struct gl_canvas *canvas, const struct backend_area *rect, uint32_t color, float alpha) {
    float parts[4];
    split(color, parts);
    scissor(canvas, rect);
    if (alpha >= 1) {
        glClearColor(parts[0] * parts[3], parts[1] * parts[3], parts[2] * parts[3], parts[3]);
        glClear(GL_COLOR_BUFFER_BIT);
    } else if (alpha > 0) {
        wash(canvas, parts, alpha);
    }
}

/* ---- images */

static bool make_image_programs(struct gl_canvas *canvas, struct gl_cell_programs *programs, const char *shade) {
    const struct gl_sources grounds = {shader_common_glsl, shader_pixel_glsl, shade, shader_cells_vert,
                                       shader_ground_frag};
    const struct gl_sources over = {shader_common_glsl, shader_pixel_glsl, shade, shader_rich_vert, shader_over_frag};
    const struct gl_sources image = {shader_common_glsl, shader_pixel_glsl, "", shader_cells_vert, shader_image_frag};
    char ignored[8];
    if ((!programs->grounds.name &&
         !gl_program_create(&programs->grounds, "ground", &grounds, ignored, sizeof ignored)) ||
        (!programs->over.name && !gl_program_create(&programs->over, "over", &over, ignored, sizeof ignored)) ||
        (!canvas->image_program.name &&
         !gl_program_create(&canvas->image_program, "image", &image, ignored, sizeof ignored)))
        return false;
    set_constants(&programs->grounds);
    set_constants(&programs->over);
    set_constants(&canvas->image_program);
    return true;
}

bool gl_canvas_begin_images(struct gl_canvas *canvas) {
    struct gl_cell_programs *programs = canvas->programs;
    bool is_made = programs->grounds.name && programs->over.name && canvas->image_program.name;
    const char *shade = programs == &canvas->opaque ? shader_opaque_glsl : shader_translucent_glsl;
    if (!is_made && !make_image_programs(canvas, programs, shade))
        return false;
    const struct gl_program *all[] = {&programs->grounds, &programs->over, &canvas->image_program};
    for (size_t i = 0; canvas->images_grid != canvas->grid && i < sizeof all / sizeof all[0]; i++) {
        set_picture(all[i], canvas->picture);
        set_grid(all[i], canvas->layer);
    }
    canvas->images_grid = canvas->grid;
    return true;
}

void gl_canvas_draw_grounds(struct gl_canvas *canvas, const struct backend_area *rect) {
    scissor(canvas, rect);
    glUseProgram(canvas->programs->grounds.name);
    glDisableVertexAttribArray(0);
    glDrawArrays(GL_TRIANGLES, 0, 3);
}

void gl_canvas_draw_image(struct gl_canvas *canvas, const struct backend_area *rect, const struct backend_image *image,
                          GLuint texture, bool below_text) {
    const struct gl_program *program = &canvas->image_program;
    scissor(canvas, rect);
    glUseProgram(program->name);
    gl_texture_bind(GL_UNIT_IMAGE, texture);
    glUniform2f(program->image_origin, (float)image->x, (float)image->y);
    glUniform2f(program->image_size, (float)image->width, (float)image->height);
    glUniform1i(program->image_pass, (GLint)image->level << 1 | below_text);
    glUniform3ui(program->placeholder, image->frame, image->hatch, texture ? 0 : image->line);
    glDisableVertexAttribArray(0);
    glEnable(GL_BLEND);
    glBlendFunc(GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
    glDrawArrays(GL_TRIANGLES, 0, 3);
    glDisable(GL_BLEND);
}

void gl_canvas_draw_over(struct gl_canvas *canvas, const struct backend_area *rect, const uint32_t *ids,
                         uint32_t count) {
    draw_cells(canvas, &canvas->programs->over, rect, ids, count);
}
