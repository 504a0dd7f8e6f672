/* input.c - what is fed: streams made here, or files (bench_engine.h). */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "bench_engine.h"

static bool failed(const char *name, const char *why) {
    fprintf(stderr, "bench_engine: %s: %s\n", name, why);
    return false;
}

/* A file's bytes as a stream. */
static bool read_file(struct stream *stream, const char *path) {
    FILE *file = fopen(path, "rb");
    long size = -1;
    if (!file)
        return failed(path, strerror(errno));
    if (fseek(file, 0, SEEK_END) == 0)
        size = ftell(file);
    rewind(file);
    stream->bytes = size > 0 ? malloc((size_t)size) : NULL;
    stream->length = stream->bytes ? fread(stream->bytes, 1, (size_t)size, file) : 0;
    (void)fclose(file);
    if (stream->length > 0)
        return true;
    stream_free(stream);
    return failed(path, "empty, or it cannot be read");
}

bool input_read(struct stream *stream, const char *name, const struct stream_plan *plan) {
    const struct stream_kind *kind = stream_find(name);
    stream->bytes = NULL;
    stream->length = 0;
    if (!kind && !strchr(name, '/'))
        return failed(name, "no such stream (--list); a file has a / in its name, as in ./log");
    if (!kind)
        return read_file(stream, name);
    return stream_make(stream, kind, plan) || failed(name, "no memory");
}

const char *input_name(const struct options *options, uint32_t n) {
    if (options->name_count > 0)
        return n < options->name_count ? options->names[n] : NULL;
    return n < stream_kind_count ? stream_kinds[n].name : NULL;
}

bool input_write(const struct stream *stream, const char *path) {
    FILE *file = fopen(path, "wb");
    bool whole = file && fwrite(stream->bytes, 1, stream->length, file) == stream->length;
    if (file)
        whole = fclose(file) == 0 && whole;
    return whole || failed(path, "cannot be written");
}
