/* A JPEG file, as the confined process reads it. */
#include "decode_fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    return fuzz_format(decode_jpeg, data, size);
}
