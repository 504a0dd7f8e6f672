/* csi_scan.h - a control sequence that is whole, read in one loop.
 *
 * Programs send most sequences in one piece, and nearly all are parameters and a final. For these the state machine of
 * parser.c costs a table look-up and a call per byte; this loop costs a comparison or two. It says the same of them as
 * the machine does (tests/parse/test_parser.c compares the two), and leaves everything else to it. */
#ifndef QR_CSI_SCAN_H
#define QR_CSI_SCAN_H

#include <stdint.h>

struct qr_sequence;

/* Reads a control sequence from behind its CSI and returns the place behind its final. NULL when it is not whole in
 * [bytes, end), when it has more parameters or intermediates than are kept, or when it holds anything but parameters,
 * intermediates and a final in their order (a control, DEL, a byte of text): `sequence` is in disorder then, and the
 * machine has to read it from its introducer on. Looks at each byte once. */
const uint8_t *qr_csi_scan(const uint8_t *bytes, const uint8_t *end, struct qr_sequence *sequence);

#endif
