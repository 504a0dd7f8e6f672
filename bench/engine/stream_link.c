/* stream_link.c - streams of hyperlinks (OSC 8): few, each of its own, as many as are asked for. */
#include "streams.h"

#define LINK_END "\033]8;;\033\\"

void stream_links_few(struct stream *stream) {
    uint32_t k = stream_below(stream, 8);
    for (uint32_t i = 0; i < 8; i++)
        stream_format(stream, "%s\033]8;id=%u;https://example.com/%u\033\\%s" LINK_END, i > 0 ? " " : "", k, k,
                      stream_word(stream));
    stream_text(stream, "\r\n");
}

void stream_links_unique(struct stream *stream) {
    for (uint32_t i = 0; i < 8; i++)
        stream_format(stream, "%s\033]8;;file:///home/user/src/%u/%u\033\\%s" LINK_END, i > 0 ? " " : "", stream->piece,
                      i, stream_word(stream));
    stream_text(stream, "\r\n");
}

/* One of plan.count addresses a word, all of one length; with none of them the sequence closes a link that is not open.
 */
void stream_links(struct stream *stream) {
    for (uint32_t i = 0; i < 8; i++) {
        if (stream->plan.count > 0)
            stream_format(stream, "\033]8;;file:///home/user/src/%08u\033\\", stream_below(stream, stream->plan.count));
        else
            stream_text(stream, LINK_END);
        stream_format(stream, "%s" LINK_END " ", stream_word(stream));
    }
    stream_text(stream, "\r\n");
}
