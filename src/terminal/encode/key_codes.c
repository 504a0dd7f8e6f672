/* key_codes.c - keysyms and evdev codes of the named keys. */
#include <quire/key_tables.h>

#include <stddef.h>

#include "key_table.h"

/* --- keysyms ---------------------------------------------------------------------------------------------------- */

/* Keysyms in ranges that run beside a range of enum quire_key. */
static const struct {
    uint32_t first, last;
    enum quire_key key;
} keysym_ranges[] = {
    {0xFFBE, 0xFFE0, QUIRE_KEY_F1},   /* F1 to F35 */
    {0xFFB0, 0xFFB9, QUIRE_KEY_KP_0}, /* KP_0 to KP_9 */
};

/* Of several for one key the first is the usual one. */
static const struct {
    uint32_t keysym;
    enum quire_key key;
} keysyms[] = {
    {0xFF0D, QUIRE_KEY_ENTER},                    /* Return */
    {0xFF0A, QUIRE_KEY_ENTER},                    /* Linefeed */
    {0xFF09, QUIRE_KEY_TAB},                      /* Tab */
    {0xFE20, QUIRE_KEY_TAB},                      /* ISO_Left_Tab */
    {0xFF08, QUIRE_KEY_BACKSPACE},                /* BackSpace */
    {0xFF1B, QUIRE_KEY_ESCAPE},                   /* Escape */
    {0xFF52, QUIRE_KEY_UP},                       /* Up */
    {0xFF54, QUIRE_KEY_DOWN},                     /* Down */
    {0xFF51, QUIRE_KEY_LEFT},                     /* Left */
    {0xFF53, QUIRE_KEY_RIGHT},                    /* Right */
    {0xFF50, QUIRE_KEY_HOME},                     /* Home */
    {0xFF57, QUIRE_KEY_END},                      /* End */
    {0xFF55, QUIRE_KEY_PAGE_UP},                  /* Page_Up */
    {0xFF56, QUIRE_KEY_PAGE_DOWN},                /* Page_Down */
    {0xFF63, QUIRE_KEY_INSERT},                   /* Insert */
    {0xFFFF, QUIRE_KEY_DELETE},                   /* Delete */
    {0xFFAE, QUIRE_KEY_KP_DECIMAL},               /* KP_Decimal */
    {0xFFAF, QUIRE_KEY_KP_DIVIDE},                /* KP_Divide */
    {0xFFAA, QUIRE_KEY_KP_MULTIPLY},              /* KP_Multiply */
    {0xFFAD, QUIRE_KEY_KP_SUBTRACT},              /* KP_Subtract */
    {0xFFAB, QUIRE_KEY_KP_ADD},                   /* KP_Add */
    {0xFF8D, QUIRE_KEY_KP_ENTER},                 /* KP_Enter */
    {0xFFBD, QUIRE_KEY_KP_EQUAL},                 /* KP_Equal */
    {0xFFAC, QUIRE_KEY_KP_SEPARATOR},             /* KP_Separator */
    {0xFF96, QUIRE_KEY_KP_LEFT},                  /* KP_Left */
    {0xFF98, QUIRE_KEY_KP_RIGHT},                 /* KP_Right */
    {0xFF97, QUIRE_KEY_KP_UP},                    /* KP_Up */
    {0xFF99, QUIRE_KEY_KP_DOWN},                  /* KP_Down */
    {0xFF9A, QUIRE_KEY_KP_PAGE_UP},               /* KP_Page_Up */
    {0xFF9B, QUIRE_KEY_KP_PAGE_DOWN},             /* KP_Page_Down */
    {0xFF95, QUIRE_KEY_KP_HOME},                  /* KP_Home */
    {0xFF9C, QUIRE_KEY_KP_END},                   /* KP_End */
    {0xFF9E, QUIRE_KEY_KP_INSERT},                /* KP_Insert */
    {0xFF9F, QUIRE_KEY_KP_DELETE},                /* KP_Delete */
    {0xFF9D, QUIRE_KEY_KP_BEGIN},                 /* KP_Begin */
    {0xFFE5, QUIRE_KEY_CAPS_LOCK},                /* Caps_Lock */
    {0xFF14, QUIRE_KEY_SCROLL_LOCK},              /* Scroll_Lock */
    {0xFF7F, QUIRE_KEY_NUM_LOCK},                 /* Num_Lock */
    {0xFF61, QUIRE_KEY_PRINT_SCREEN},             /* Print */
    {0xFF15, QUIRE_KEY_PRINT_SCREEN},             /* Sys_Req */
    {0xFF13, QUIRE_KEY_PAUSE},                    /* Pause */
    {0xFF6B, QUIRE_KEY_PAUSE},                    /* Break */
    {0xFF67, QUIRE_KEY_MENU},                     /* Menu */
    {0x1008FF14, QUIRE_KEY_MEDIA_PLAY},           /* XF86AudioPlay */
    {0x1008FF31, QUIRE_KEY_MEDIA_PAUSE},          /* XF86AudioPause */
    {0x1008FF15, QUIRE_KEY_MEDIA_STOP},           /* XF86AudioStop */
    {0x1008FF97, QUIRE_KEY_MEDIA_FAST_FORWARD},   /* XF86AudioForward */
    {0x1008FF3E, QUIRE_KEY_MEDIA_REWIND},         /* XF86AudioRewind */
    {0x1008FF17, QUIRE_KEY_MEDIA_TRACK_NEXT},     /* XF86AudioNext */
    {0x1008FF16, QUIRE_KEY_MEDIA_TRACK_PREVIOUS}, /* XF86AudioPrev */
    {0x1008FF1C, QUIRE_KEY_MEDIA_RECORD},         /* XF86AudioRecord */
    {0x1008FF11, QUIRE_KEY_LOWER_VOLUME},         /* XF86AudioLowerVolume */
    {0x1008FF13, QUIRE_KEY_RAISE_VOLUME},         /* XF86AudioRaiseVolume */
    {0x1008FF12, QUIRE_KEY_MUTE_VOLUME},          /* XF86AudioMute */
    {0xFFE1, QUIRE_KEY_LEFT_SHIFT},               /* Shift_L */
    {0xFFE2, QUIRE_KEY_RIGHT_SHIFT},              /* Shift_R */
    {0xFFE3, QUIRE_KEY_LEFT_CONTROL},             /* Control_L */
    {0xFFE4, QUIRE_KEY_RIGHT_CONTROL},            /* Control_R */
    {0xFFE9, QUIRE_KEY_LEFT_ALT},                 /* Alt_L */
    {0xFFEA, QUIRE_KEY_RIGHT_ALT},                /* Alt_R */
    {0xFFEB, QUIRE_KEY_LEFT_SUPER},               /* Super_L */
    {0xFFEC, QUIRE_KEY_RIGHT_SUPER},              /* Super_R */
    {0xFFED, QUIRE_KEY_LEFT_HYPER},               /* Hyper_L */
    {0xFFEE, QUIRE_KEY_RIGHT_HYPER},              /* Hyper_R */
    {0xFFE7, QUIRE_KEY_LEFT_META},                /* Meta_L */
    {0xFFE8, QUIRE_KEY_RIGHT_META},               /* Meta_R */
    {0xFE03, QUIRE_KEY_ISO_LEVEL3_SHIFT},         /* ISO_Level3_Shift */
    {0xFF7E, QUIRE_KEY_ISO_LEVEL3_SHIFT},         /* Mode_switch */
    {0xFE11, QUIRE_KEY_ISO_LEVEL5_SHIFT},         /* ISO_Level5_Shift */
};

#define RANGES (sizeof keysym_ranges / sizeof *keysym_ranges)
#define KEYSYMS (sizeof keysyms / sizeof *keysyms)

enum quire_key quire_key_from_keysym(uint32_t keysym) {
    for (size_t i = 0; i < RANGES; i++) {
        if (keysym >= keysym_ranges[i].first && keysym <= keysym_ranges[i].last)
            return (enum quire_key)((uint32_t)keysym_ranges[i].key + (keysym - keysym_ranges[i].first));
    }
    for (size_t i = 0; i < KEYSYMS; i++) {
        if (keysyms[i].keysym == keysym)
            return keysyms[i].key;
    }
    return QUIRE_KEY_CHARACTER;
}

uint32_t quire_key_keysym(enum quire_key key) {
    for (size_t i = 0; i < RANGES; i++) {
        uint32_t count = keysym_ranges[i].last - keysym_ranges[i].first;
        if (key >= keysym_ranges[i].key && (uint32_t)key - (uint32_t)keysym_ranges[i].key <= count)
            return keysym_ranges[i].first + ((uint32_t)key - (uint32_t)keysym_ranges[i].key);
    }
    for (size_t i = 0; i < KEYSYMS; i++) {
        if (keysyms[i].key == key)
            return keysyms[i].keysym;
    }
    return 0;
}

/* --- evdev ------------------------------------------------------------------------------------------------------ */

/* By code. Of several for one key the lowest is the usual one. */
/* clang-format off */
static const uint8_t evdev_keys[] = {
    [1] = QUIRE_KEY_ESCAPE, [14] = QUIRE_KEY_BACKSPACE, [15] = QUIRE_KEY_TAB, [28] = QUIRE_KEY_ENTER,
    [29] = QUIRE_KEY_LEFT_CONTROL, [42] = QUIRE_KEY_LEFT_SHIFT, [54] = QUIRE_KEY_RIGHT_SHIFT,
    [55] = QUIRE_KEY_KP_MULTIPLY, [56] = QUIRE_KEY_LEFT_ALT, [58] = QUIRE_KEY_CAPS_LOCK,
    [59] = QUIRE_KEY_F1, QUIRE_KEY_F2, QUIRE_KEY_F3, QUIRE_KEY_F4, QUIRE_KEY_F5, QUIRE_KEY_F6, QUIRE_KEY_F7,
    QUIRE_KEY_F8, QUIRE_KEY_F9, QUIRE_KEY_F10, [69] = QUIRE_KEY_NUM_LOCK, [70] = QUIRE_KEY_SCROLL_LOCK,
    [71] = QUIRE_KEY_KP_7, QUIRE_KEY_KP_8, QUIRE_KEY_KP_9, QUIRE_KEY_KP_SUBTRACT,
    [75] = QUIRE_KEY_KP_4, QUIRE_KEY_KP_5, QUIRE_KEY_KP_6, QUIRE_KEY_KP_ADD,
    [79] = QUIRE_KEY_KP_1, QUIRE_KEY_KP_2, QUIRE_KEY_KP_3, QUIRE_KEY_KP_0, QUIRE_KEY_KP_DECIMAL,
    [87] = QUIRE_KEY_F11, QUIRE_KEY_F12, [96] = QUIRE_KEY_KP_ENTER, [97] = QUIRE_KEY_RIGHT_CONTROL,
    [98] = QUIRE_KEY_KP_DIVIDE, [99] = QUIRE_KEY_PRINT_SCREEN, [100] = QUIRE_KEY_RIGHT_ALT, [101] = QUIRE_KEY_ENTER,
    [102] = QUIRE_KEY_HOME, QUIRE_KEY_UP, QUIRE_KEY_PAGE_UP, QUIRE_KEY_LEFT, QUIRE_KEY_RIGHT, QUIRE_KEY_END,
    QUIRE_KEY_DOWN, QUIRE_KEY_PAGE_DOWN, QUIRE_KEY_INSERT, QUIRE_KEY_DELETE,
    [113] = QUIRE_KEY_MUTE_VOLUME, QUIRE_KEY_LOWER_VOLUME, QUIRE_KEY_RAISE_VOLUME, [117] = QUIRE_KEY_KP_EQUAL,
    [119] = QUIRE_KEY_PAUSE, [121] = QUIRE_KEY_KP_SEPARATOR, [125] = QUIRE_KEY_LEFT_SUPER, QUIRE_KEY_RIGHT_SUPER,
    [127] = QUIRE_KEY_MENU, [163] = QUIRE_KEY_MEDIA_TRACK_NEXT, QUIRE_KEY_MEDIA_PLAY_PAUSE,
    QUIRE_KEY_MEDIA_TRACK_PREVIOUS, QUIRE_KEY_MEDIA_STOP, QUIRE_KEY_MEDIA_RECORD, QUIRE_KEY_MEDIA_REWIND,
    [183] = QUIRE_KEY_F13, QUIRE_KEY_F14, QUIRE_KEY_F15, QUIRE_KEY_F16, QUIRE_KEY_F17, QUIRE_KEY_F18, QUIRE_KEY_F19,
    QUIRE_KEY_F20, QUIRE_KEY_F21, QUIRE_KEY_F22, QUIRE_KEY_F23, QUIRE_KEY_F24,
    [200] = QUIRE_KEY_MEDIA_PLAY, QUIRE_KEY_MEDIA_PAUSE, [207] = QUIRE_KEY_MEDIA_PLAY, QUIRE_KEY_MEDIA_FAST_FORWARD,
};
/* clang-format on */

_Static_assert(QUIRE_KEY_COUNT <= UINT8_MAX, "a key is a byte of the table");

#define EVDEV_CODES (sizeof evdev_keys / sizeof *evdev_keys)

/* A digit or the point of the keypad, and the key that it is without num lock. */
static const struct {
    enum quire_key locked, moves;
} keypad[] = {
    {QUIRE_KEY_KP_0, QUIRE_KEY_KP_INSERT},       {QUIRE_KEY_KP_1, QUIRE_KEY_KP_END},
    {QUIRE_KEY_KP_2, QUIRE_KEY_KP_DOWN},         {QUIRE_KEY_KP_3, QUIRE_KEY_KP_PAGE_DOWN},
    {QUIRE_KEY_KP_4, QUIRE_KEY_KP_LEFT},         {QUIRE_KEY_KP_5, QUIRE_KEY_KP_BEGIN},
    {QUIRE_KEY_KP_6, QUIRE_KEY_KP_RIGHT},        {QUIRE_KEY_KP_7, QUIRE_KEY_KP_HOME},
    {QUIRE_KEY_KP_8, QUIRE_KEY_KP_UP},           {QUIRE_KEY_KP_9, QUIRE_KEY_KP_PAGE_UP},
    {QUIRE_KEY_KP_DECIMAL, QUIRE_KEY_KP_DELETE},
};

#define KEYPAD (sizeof keypad / sizeof *keypad)

enum quire_key quire_key_from_evdev(uint32_t code, bool num_lock) {
    enum quire_key key = code < EVDEV_CODES ? (enum quire_key)evdev_keys[code] : QUIRE_KEY_CHARACTER;
    for (size_t i = 0; !num_lock && i < KEYPAD; i++) {
        if (keypad[i].locked == key)
            return keypad[i].moves;
    }
    return key;
}

uint32_t quire_key_evdev(enum quire_key key) {
    for (size_t i = 0; i < KEYPAD; i++) {
        if (keypad[i].moves == key)
            key = keypad[i].locked;
    }
    for (uint32_t code = 0; key != QUIRE_KEY_CHARACTER && code < EVDEV_CODES; code++) {
        if (evdev_keys[code] == (uint32_t)key)
            return code;
    }
    return 0;
}

uint32_t quire_evdev_character(uint32_t code) {
    static const struct {
        uint32_t first;
        const char *characters;
    } rows[] = {{2, "1234567890-="}, {16, "qwertyuiop[]"}, {30, "asdfghjkl;'`"}, {43, "\\zxcvbnm,./"}, {57, " "}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        for (uint32_t n = 0; rows[i].characters[n] != '\0'; n++) {
            if (rows[i].first + n == code)
                return (uint32_t)rows[i].characters[n];
        }
    }
    return 0;
}

/* --- modifiers -------------------------------------------------------------------------------------------------- */

uint32_t quire_key_modifier(enum quire_key key) {
    static const uint8_t modifiers[QUIRE_KEY_COUNT] = {
        [QUIRE_KEY_LEFT_SHIFT] = QUIRE_MOD_SHIFT,    [QUIRE_KEY_RIGHT_SHIFT] = QUIRE_MOD_SHIFT,
        [QUIRE_KEY_LEFT_CONTROL] = QUIRE_MOD_CTRL,   [QUIRE_KEY_RIGHT_CONTROL] = QUIRE_MOD_CTRL,
        [QUIRE_KEY_LEFT_ALT] = QUIRE_MOD_ALT,        [QUIRE_KEY_RIGHT_ALT] = QUIRE_MOD_ALT,
        [QUIRE_KEY_LEFT_SUPER] = QUIRE_MOD_SUPER,    [QUIRE_KEY_RIGHT_SUPER] = QUIRE_MOD_SUPER,
        [QUIRE_KEY_LEFT_HYPER] = QUIRE_MOD_HYPER,    [QUIRE_KEY_RIGHT_HYPER] = QUIRE_MOD_HYPER,
        [QUIRE_KEY_LEFT_META] = QUIRE_MOD_META,      [QUIRE_KEY_RIGHT_META] = QUIRE_MOD_META,
        [QUIRE_KEY_CAPS_LOCK] = QUIRE_MOD_CAPS_LOCK, [QUIRE_KEY_NUM_LOCK] = QUIRE_MOD_NUM_LOCK,
    };
    return (unsigned)key < QUIRE_KEY_COUNT ? modifiers[key] : 0;
}

uint32_t quire_key_mods_after(uint32_t mods_before, enum quire_key key, enum quire_key_action action) {
    uint32_t bit = quire_key_modifier(key), locks = QUIRE_MOD_CAPS_LOCK | QUIRE_MOD_NUM_LOCK;
    return action == QUIRE_KEY_RELEASE ? mods_before & ~(bit & ~locks) : mods_before | bit;
}
