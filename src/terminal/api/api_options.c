#include "api_options.h"

#include "qr_memory.h"

bool api_take_allocator(struct quire_allocator *own, const struct quire_allocator *given) {
    *own = qr_allocator_or_default(NULL);
    if (!given)
        return true;
    *own = (struct quire_allocator)QUIRE_ALLOCATOR_INIT;
    return QR_TAKE(*own, given) && own->alloc && own->free && !own->block_alloc == !own->block_free;
}

bool api_take_options(struct api_options *own, const struct quire_terminal_options *given) {
    own->options = (struct quire_terminal_options)QUIRE_TERMINAL_OPTIONS_INIT;
    own->callbacks = (struct quire_callbacks)QUIRE_CALLBACKS_INIT;
    if (!QR_TAKE(own->options, given) || !api_take_allocator(&own->allocator, own->options.allocator))
        return false;
    if (own->options.callbacks && !QR_TAKE(own->callbacks, own->options.callbacks))
        return false;
    own->options.allocator = &own->allocator;
    own->options.callbacks = &own->callbacks;
    return true;
}
