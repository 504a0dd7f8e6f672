/** @file
 * quire/notification.h - desktop notifications of the kitty protocol (OSC 99), with all that they may ask for.
 *
 * A program sends a notification in pieces; the terminal puts them together and tells the host once
 * (QUIRE_EVENT_NOTIFICATION). What a host cannot do it leaves out; what it can do it names in
 * quire_terminal_options.notification_features, from which a program's question (p=?) is answered. Icons that are sent
 * as image data are swallowed. Source: kitty desktop-notifications. Since 0.1. */
#ifndef QUIRE_NOTIFICATION_H
#define QUIRE_NOTIFICATION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <quire/export.h>
#include <quire/result.h>

QUIRE_BEGIN_DECLS

struct quire_terminal;

/** When a notification is to be shown. */
enum quire_notification_occasion {
    QUIRE_NOTIFY_ALWAYS = 0,    /**< at once */
    QUIRE_NOTIFY_UNFOCUSED = 1, /**< only if its window has no focus */
    QUIRE_NOTIFY_INVISIBLE = 2  /**< only if its window has no focus and cannot be seen */
};

/** How much it matters. */
enum quire_notification_urgency {
    QUIRE_URGENCY_LOW = 0,     /**< little */
    QUIRE_URGENCY_NORMAL = 1,  /**< as usual */
    QUIRE_URGENCY_CRITICAL = 2 /**< more than what the user does */
};

/** What a host does with notifications; bits. */
enum quire_notification_feature {
    QUIRE_NOTIFY_CAN_FOCUS = 1 << 0,    /**< activating one brings its window to the front */
    QUIRE_NOTIFY_CAN_REPORT = 1 << 1,   /**< and is told with quire_terminal_notification_activated */
    QUIRE_NOTIFY_CAN_CLOSE = 1 << 2,    /**< QUIRE_EVENT_NOTIFICATION_CLOSE is obeyed, closing is told */
    QUIRE_NOTIFY_CAN_LIST = 1 << 3,     /**< QUIRE_EVENT_NOTIFICATION_ALIVE is answered */
    QUIRE_NOTIFY_CAN_BUTTONS = 1 << 4,  /**< buttons are shown */
    QUIRE_NOTIFY_CAN_OCCASION = 1 << 5, /**< the occasion is obeyed */
    QUIRE_NOTIFY_CAN_URGENCY = 1 << 6,  /**< the urgency is obeyed */
    QUIRE_NOTIFY_CAN_TIMEOUT = 1 << 7,  /**< timeout_ms is obeyed */
    QUIRE_NOTIFY_CAN_SOUND = 1 << 8,    /**< the sounds "system" and "silent" are known */
    QUIRE_NOTIFY_CAN_ALL = (1 << 9) - 1 /**< all of them */
};

/** What OSC 99 says besides title and text, which are those of the event. All strings are UTF-8 without controls,
 * terminated, "" when not given, and borrowed until the callback returns. */
struct quire_notification {
    size_t size;                               /**< sizeof, of the library that calls */
    const char *id;                            /**< letters, digits, _ - + . only */
    const char *application;                   /**< name of the program */
    const char *types;                         /**< what sort it is, with U+2028 between several */
    const char *icon_names;                    /**< in order of preference, with U+2028 between them */
    const char *sound;                         /**< "system", "silent" or another name */
    const char *buttons;                       /**< their labels, with U+2028 between them */
    enum quire_notification_occasion occasion; /**< when to show it */
    enum quire_notification_urgency urgency;   /**< how much it matters */
    bool focus;                                /**< activating it is to bring the window to the front */
    bool report;                               /**< activating it is to be told */
    bool report_closed;                        /**< its end is to be told */
    int32_t timeout_ms;                        /**< -1: as is usual, 0: never ends by itself */
};

/** Tells the program that its notification was activated: as a whole (button 0), or by a button, counted from 1. Only
 * for notifications that ask for it (report). `id` is that of the notification, "" for one without. INVALID: no such
 * id can be. */
QUIRE_API enum quire_result quire_terminal_notification_activated(struct quire_terminal *terminal, const char *id,
                                                                  uint32_t button);

/** Tells the program that its notification is gone; `tracked` false: that this host cannot know when it will be. Only
 * for notifications that ask for it (report_closed). INVALID as above. */
QUIRE_API enum quire_result quire_terminal_notification_closed(struct quire_terminal *terminal, const char *id,
                                                               bool tracked);

/** Answers QUIRE_EVENT_NOTIFICATION_ALIVE; `id` is the text of that event, `alive` the ids of the notifications that
 * are still shown, `count` of them. INVALID as above, LIMIT: more than fit into QUIRE_NOTIFICATION_MAX bytes. */
QUIRE_API enum quire_result quire_terminal_notification_alive(struct quire_terminal *terminal, const char *id,
                                                              const char *const *alive, size_t count);

QUIRE_END_DECLS

#endif
