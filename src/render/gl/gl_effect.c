#include "gl_effect.h"

#include <stdio.h>
#include <string.h>

#include "shaders.h"

enum { UNIT_PICTURE = 3 }; /* behind those of gl_canvas.h */

/* What the driver says, its first line; without the trailing blank that some have. */
static void take_log(char *log, char *error, size_t error_size) {
    size_t length = strcspn(log, "\r\n");
    snprintf(error, error_size, "%.*s", (int)length, log[0] != '\0' ? log : "the driver refuses it");
}

static GLuint compile(GLenum type, const char *const parts[3], char *error, size_t error_size) {
    GLuint shader = glCreateShader(type);
    GLint done = 0;
    glShaderSource(shader, 3, parts, NULL);
    glCompileShader(shader);
    glGetShaderiv(shader, GL_COMPILE_STATUS, &done);
    if (done)
        return shader;
    char log[512] = "";
    glGetShaderInfoLog(shader, sizeof log, NULL, log);
    take_log(log, error, error_size);
    glDeleteShader(shader);
    return 0;
}

static bool link(GLuint program, char *error, size_t error_size) {
    GLint done = 0;
    glBindFragDataLocation(program, 0, "quire_color");
    glLinkProgram(program);
    glGetProgramiv(program, GL_LINK_STATUS, &done);
    if (!done) {
        char log[512] = "";
        glGetProgramInfoLog(program, sizeof log, NULL, log);
        take_log(log, error, error_size);
    }
    return done;
}

/* 0: one line in `error`. */
static GLuint make_program(const char *source, char *error, size_t error_size) {
    const char *const vertex[] = {"#version 330 core\n", "", shader_cells_vert};
    const char *const fragment[] = {shader_effect_glsl, source, shader_effect_main_glsl};
    snprintf(error, error_size, "the driver has no room for it");
    GLuint vertex_shader = compile(GL_VERTEX_SHADER, vertex, error, error_size);
    GLuint fragment_shader = vertex_shader ? compile(GL_FRAGMENT_SHADER, fragment, error, error_size) : 0;
    GLuint program = fragment_shader ? glCreateProgram() : 0;
    if (program) {
        glAttachShader(program, vertex_shader);
        glAttachShader(program, fragment_shader);
    }
    glDeleteShader(vertex_shader);
    glDeleteShader(fragment_shader);
    if (program && !link(program, error, error_size)) {
        glDeleteProgram(program);
        return 0;
    }
    return program;
}

static void find_uniforms(struct gl_effect *effect) {
    effect->resolution = glGetUniformLocation(effect->program, "iResolution");
    effect->time = glGetUniformLocation(effect->program, "iTime");
    effect->time_delta = glGetUniformLocation(effect->program, "iTimeDelta");
    effect->frame = glGetUniformLocation(effect->program, "iFrame");
    effect->animated = effect->time >= 0 || effect->time_delta >= 0 || effect->frame >= 0;
    glUseProgram(effect->program);
    glUniform1i(glGetUniformLocation(effect->program, "iChannel0"), UNIT_PICTURE);
}

bool gl_effect_set(struct gl_effect *effect, const char *source, char *error, size_t error_size) {
    GLuint program = make_program(source, error, error_size);
    if (!program)
        return false;
    gl_effect_clear(effect);
    effect->program = program;
    find_uniforms(effect);
    return true;
}

void gl_effect_clear(struct gl_effect *effect) {
    if (effect->program)
        glDeleteProgram(effect->program);
    if (effect->framebuffer)
        glDeleteFramebuffers(1, &effect->framebuffer);
    if (effect->texture)
        glDeleteTextures(1, &effect->texture);
    memset(effect, 0, sizeof *effect);
}

/* Linear, as shaders that look between pixels expect; at the pixels' middles it gives what was drawn. */
static bool make_texture(struct gl_effect *effect, uint32_t width, uint32_t height) {
    if (!effect->texture) {
        glGenTextures(1, &effect->texture);
        glGenFramebuffers(1, &effect->framebuffer);
    }
    glActiveTexture(GL_TEXTURE0 + UNIT_PICTURE);
    glBindTexture(GL_TEXTURE_2D, effect->texture);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, (GLsizei)width, (GLsizei)height, 0, GL_RGBA, GL_UNSIGNED_BYTE, NULL);
    glBindFramebuffer(GL_FRAMEBUFFER, effect->framebuffer);
    glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, effect->texture, 0);
    effect->width = width;
    effect->height = height;
    return glCheckFramebufferStatus(GL_FRAMEBUFFER) == GL_FRAMEBUFFER_COMPLETE;
}

bool gl_effect_begin(struct gl_effect *effect, uint32_t width, uint32_t height) {
    bool same = effect->width == width && effect->height == height;
    glGetIntegerv(GL_DRAW_FRAMEBUFFER_BINDING, &effect->target);
    effect->begun = same || make_texture(effect, width, height);
    if (!effect->begun)
        effect->width = effect->height = 0;
    glBindFramebuffer(GL_FRAMEBUFFER, effect->begun ? effect->framebuffer : (GLuint)effect->target);
    return effect->begun;
}

static void set_uniforms(struct gl_effect *effect, double now_s) {
    effect->first_s = effect->frames == 0 ? now_s : effect->first_s;
    effect->last_s = effect->frames == 0 ? now_s : effect->last_s;
    glUniform3f(effect->resolution, (float)effect->width, (float)effect->height, 1);
    glUniform1f(effect->time, (float)(now_s - effect->first_s));
    glUniform1f(effect->time_delta, (float)(now_s - effect->last_s));
    glUniform1i(effect->frame, (GLint)effect->frames++);
    effect->last_s = now_s;
}

void gl_effect_end(struct gl_effect *effect, double now_s) {
    if (!effect->begun)
        return;
    effect->begun = false;
    glBindFramebuffer(GL_FRAMEBUFFER, (GLuint)effect->target);
    glDisable(GL_SCISSOR_TEST);
    glDisableVertexAttribArray(0);
    glUseProgram(effect->program);
    glActiveTexture(GL_TEXTURE0 + UNIT_PICTURE);
    glBindTexture(GL_TEXTURE_2D, effect->texture);
    set_uniforms(effect, now_s);
    glDrawArrays(GL_TRIANGLES, 0, 3);
    glEnable(GL_SCISSOR_TEST);
}
