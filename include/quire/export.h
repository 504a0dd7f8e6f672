/** @file
 * quire/export.h - symbol visibility and C linkage.
 *
 * QUIRE_API marks every public function. The library is built with hidden visibility, so nothing else leaves it.
 * Since 0.1. */
#ifndef QUIRE_EXPORT_H
#define QUIRE_EXPORT_H

#if defined(__GNUC__)
#define QUIRE_API __attribute__((visibility("default")))
#else
#define QUIRE_API
#endif

#ifdef __cplusplus
#define QUIRE_BEGIN_DECLS extern "C" {
#define QUIRE_END_DECLS }
#else
#define QUIRE_BEGIN_DECLS
#define QUIRE_END_DECLS
#endif

#endif
