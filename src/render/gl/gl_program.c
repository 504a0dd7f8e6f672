#include "gl_program.h"

#include <stdio.h>
#include <string.h>

/* Cuts a driver's log to its first line. */
static void first_line(char *log) {
    log[strcspn(log, "\r\n")] = '\0';
}

static GLuint compile(GLenum type, const char *name, const struct gl_sources *sources, char *error, size_t error_size) {
    bool fragment = type == GL_FRAGMENT_SHADER;
    const char *parts[] = {"#version 330 core\n", sources->common, fragment ? sources->pixel : "",
                           fragment ? sources->shade : "", fragment ? sources->fragment : sources->vertex};
    GLuint shader = glCreateShader(type);
    GLint done = 0;
    glShaderSource(shader, 5, parts, NULL);
    glCompileShader(shader);
    glGetShaderiv(shader, GL_COMPILE_STATUS, &done);
    if (done)
        return shader;
    char log[256] = "";
    glGetShaderInfoLog(shader, sizeof log, NULL, log);
    first_line(log);
    snprintf(error, error_size, "render: the graphics driver refuses the shader '%s': %s", name, log);
    glDeleteShader(shader);
    return 0;
}

static bool link_program(struct gl_program *program, const char *name, char *error, size_t error_size) {
    GLint done = 0;
    glBindAttribLocation(program->name, 0, "a_cell");
    glBindFragDataLocation(program->name, 0, "o_color");
    glLinkProgram(program->name);
    glGetProgramiv(program->name, GL_LINK_STATUS, &done);
    if (done)
        return true;
    char log[256] = "";
    glGetProgramInfoLog(program->name, sizeof log, NULL, log);
    first_line(log);
    snprintf(error, error_size, "render: the graphics driver cannot link the shader '%s': %s", name, log);
    return false;
}

bool gl_program_create(struct gl_program *program, const char *name, const struct gl_sources *sources, char *error,
                       size_t error_size) {
    memset(program, 0, sizeof *program);
    GLuint vertex_shader = compile(GL_VERTEX_SHADER, name, sources, error, error_size);
    if (!vertex_shader)
        return false;
    GLuint fragment_shader = compile(GL_FRAGMENT_SHADER, name, sources, error, error_size);
    if (!fragment_shader) {
        glDeleteShader(vertex_shader);
        return false;
    }
    program->name = glCreateProgram();
    glAttachShader(program->name, vertex_shader);
    glAttachShader(program->name, fragment_shader);
    bool done = link_program(program, name, error, error_size);
    glDeleteShader(vertex_shader);
    glDeleteShader(fragment_shader);
    if (!done) {
        gl_program_destroy(program);
        return false;
    }
#define GL_PROGRAM_FIND(uniform) program->uniform = glGetUniformLocation(program->name, "u_" #uniform);
    GL_PROGRAM_UNIFORMS(GL_PROGRAM_FIND)
#undef GL_PROGRAM_FIND
    return true;
}

void gl_program_destroy(struct gl_program *program) {
    if (program->name)
        glDeleteProgram(program->name);
    memset(program, 0, sizeof *program);
}
