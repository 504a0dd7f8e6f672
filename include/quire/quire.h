/** @file
 * quire/quire.h - everything: includes all other headers.
 *
 * Each of them can be included by itself. set.h is included without an instance (it is a template: define QUIRE_SET and
 * include it again). Since 0.1. */
#ifndef QUIRE_QUIRE_H
#define QUIRE_QUIRE_H

#include <quire/allocator.h>
#include <quire/clipboard.h>
#include <quire/command.h>
#include <quire/defaults.h>
#include <quire/export.h>
#include <quire/find.h>
#include <quire/format.h>
#include <quire/frame.h>
#include <quire/history.h>
#include <quire/history_file.h>
#include <quire/identity.h>
#include <quire/image.h>
#include <quire/input_modes.h>
#include <quire/key.h>
#include <quire/key_tables.h>
#include <quire/limits.h>
#include <quire/link.h>
#include <quire/log.h>
#include <quire/mouse.h>
#include <quire/notification.h>
#include <quire/page.h>
#include <quire/parse.h>
#include <quire/paste.h>
#include <quire/place.h>
#include <quire/reply.h>
#include <quire/result.h>
#include <quire/search.h>
#include <quire/selection.h>
#include <quire/set.h>
#include <quire/settings.h>
#include <quire/snapshot.h>
#include <quire/strings.h>
#include <quire/style.h>
#include <quire/terminal.h>
#include <quire/verify.h>
#include <quire/version.h>
#include <quire/width.h>

#endif
