/* log_stream.h - coloured log output like that of `git log --oneline --decorate`, without end: each line has 60 to 100
 * visible characters in three or four runs of style. Fixed seed: every run of a benchmark sees the same lines. */
#ifndef LOG_STREAM_H
#define LOG_STREAM_H

#include <stdio.h>
#include <string.h>

#include "workload.h"

#define LOG_LINE_MAX 1024u
#define LOG_WORDS 600u

struct log_stream {
    struct generator generator;
    char words[LOG_WORDS][16];
    bool wide; /* a third of the words are Chinese */
};

/* One line under construction. */
struct log_line {
    char bytes[LOG_LINE_MAX];
    size_t length; /* with escape sequences */
    size_t text;   /* UTF-8 bytes of visible characters */
    uint32_t columns;
};

static inline void log_init(struct log_stream *stream, bool wide) {
    static const char *const syllables[] = {"re", "con", "ter", "pa",  "ge",  "lo",  "fix", "in",
                                            "de", "set", "un",  "al",  "mem", "or",  "y",   "wi",
                                            "th", "est", "buf", "fer", "s",   "ing", "er",  "ed"};
    stream->generator.state = 20;
    stream->wide = wide;
    for (uint32_t i = 0; i < LOG_WORDS; i++) {
        stream->words[i][0] = 0;
        for (uint32_t n = 1 + generator_below(&stream->generator, 3); n > 0; n--)
            strcat(stream->words[i], syllables[generator_below(&stream->generator, 24)]);
    }
}

static inline void log_escape(struct log_line *line, const char *sequence) {
    size_t length = strlen(sequence);
    memcpy(line->bytes + line->length, sequence, length);
    line->length += length;
}

static inline void log_text(struct log_line *line, const char *text, uint32_t columns) {
    log_escape(line, text);
    line->text += strlen(text);
    line->columns += columns;
}

static inline void log_word(struct log_stream *stream, struct log_line *line) {
    static const char *const chinese[] = {"页", "内存", "终端", "历史", "修改", "滚动", "字符", "测试"};
    struct generator *g = &stream->generator;
    /* the square of a fraction: some words are common, most are rare */
    uint64_t fraction = generator_below(g, 1u << 16);
    const char *word = stream->words[fraction * fraction * LOG_WORDS >> 32];
    if (stream->wide && generator_below(g, 3) == 0)
        word = chinese[generator_below(g, 8)];
    log_text(line, " ", 1);
    log_text(line, word, (uint8_t)word[0] < 0x80 ? (uint32_t)strlen(word) : (uint32_t)(strlen(word) / 3 * 2));
}

/* Makes the next line, with its end. */
static inline void log_next(struct log_stream *stream, struct log_line *line) {
    static const char *const authors[] = {"Ada Lovelace", "Zoë Müller", "Ken Thompson", "Grace Hopper", "Dennis R."};
    static const uint32_t author_columns[] = {12, 10, 12, 12, 9};
    struct generator *g = &stream->generator;
    uint32_t target = 56 + generator_below(g, 36), author = generator_below(g, 5);
    char text[32];
    line->length = line->text = line->columns = 0;
    snprintf(text, sizeof text, "%09llx", (unsigned long long)(generator_next(g) >> 28));
    log_escape(line, "\033[33m");
    log_text(line, text, 9);
    log_escape(line, "\033[m");
    if (generator_below(g, 2)) {
        snprintf(text, sizeof text, "v%u.%u", generator_below(g, 3), generator_below(g, 40));
        log_text(line, " ", 1);
        log_escape(line, "\033[1;36m");
        log_text(line, text, (uint32_t)strlen(text));
        log_escape(line, "\033[m");
    }
    log_text(line, " ", 1);
    log_escape(line, "\033[38;5;65m");
    log_text(line, authors[author], author_columns[author]);
    log_escape(line, "\033[m");
    while (line->columns < target)
        log_word(stream, line);
    log_escape(line, "\r\n");
}

#endif
