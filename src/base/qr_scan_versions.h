/* qr_scan_versions.h - which versions of qr_scan.h there can be, by what is compiled for. */
#ifndef QR_SCAN_VERSIONS_H
#define QR_SCAN_VERSIONS_H

#include "qr_scan.h"

#if defined(__GNUC__) && (defined(__x86_64__) || defined(__i386__))
#define QR_SCAN_X86 1
extern const struct qr_scan_version qr_scan_sse2, qr_scan_avx2;
#else
#define QR_SCAN_X86 0
#endif

/* All of AArch64 has NEON; in masks the first byte is the lowest only when the byte order is little-endian. */
#if defined(__GNUC__) && defined(__AARCH64EL__) && defined(__ARM_NEON)
#define QR_SCAN_NEON 1
extern const struct qr_scan_version qr_scan_neon;
#else
#define QR_SCAN_NEON 0
#endif

#endif
