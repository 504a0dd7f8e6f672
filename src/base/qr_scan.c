#include "qr_scan_versions.h"

/* The instructions of a version, and that the system saves their registers: the compiler's runtime has asked both
 * (cpuid, xgetbv). A constructor that runs before that one is told there is nothing, which is slow, not wrong. */
#if QR_SCAN_X86

static bool has_sse2(void) {
#ifdef __SSE2__
    return true;
#else
    return __builtin_cpu_supports("sse2");
#endif
}

static bool has_avx2(void) {
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("popcnt");
}

#endif

const struct qr_scan_version *qr_scan_chosen(void) {
#if QR_SCAN_X86
    if (has_avx2())
        return &qr_scan_avx2;
    return has_sse2() ? &qr_scan_sse2 : &qr_scan_portable;
#elif QR_SCAN_NEON
    return &qr_scan_neon;
#else
    return &qr_scan_portable;
#endif
}

const struct qr_scan_version *qr_scan_runnable(size_t index) {
    const struct qr_scan_version *versions[4] = {&qr_scan_portable};
    size_t count = 1;
#if QR_SCAN_X86
    if (has_sse2())
        versions[count++] = &qr_scan_sse2;
    if (has_avx2())
        versions[count++] = &qr_scan_avx2;
#elif QR_SCAN_NEON
    versions[count++] = &qr_scan_neon;
#endif
    return index < count ? versions[index] : NULL;
}

size_t qr_ascii_run_on(const uint8_t *bytes, size_t length) {
    return qr_scan_chosen()->ascii_run(bytes, length);
}

size_t qr_text_run_on(const uint8_t *bytes, size_t length) {
    return qr_scan_chosen()->text_run(bytes, length);
}
