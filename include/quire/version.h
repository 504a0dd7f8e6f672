/** @file
 * quire/version.h - version of the headers and of the library at run time. Since 0.1. */
#ifndef QUIRE_VERSION_H
#define QUIRE_VERSION_H

#include <quire/export.h>

/** The first number: another one is another interface. */
#define QUIRE_VERSION_MAJOR 0
/** The second: things were added (before 1.0: changed). */
#define QUIRE_VERSION_MINOR 1
/** The third: something was mended. */
#define QUIRE_VERSION_MICRO 0
/** All three as text. */
#define QUIRE_VERSION_STRING "0.1.0"
/** All three as one number that rises. */
#define QUIRE_VERSION_NUMBER (QUIRE_VERSION_MAJOR * 10000 + QUIRE_VERSION_MINOR * 100 + QUIRE_VERSION_MICRO)
/** True when these headers are of this version or a later one, for the preprocessor too. */
#define QUIRE_VERSION_AT_LEAST(major, minor, micro) (QUIRE_VERSION_NUMBER >= (major)*10000 + (minor)*100 + (micro))

QUIRE_BEGIN_DECLS

/** The version of the library that is loaded, as QUIRE_VERSION_NUMBER counts it. Any thread. */
QUIRE_API int quire_version(void);

/** The same as text, "0.1.0". Static storage. Any thread. */
QUIRE_API const char *quire_version_string(void);

QUIRE_END_DECLS

#endif
