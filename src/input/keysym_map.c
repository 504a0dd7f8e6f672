#include <xkbcommon/xkbcommon-keysyms.h>

#include "xkb_keys.h"

/* Keysyms in ranges that run beside a range of enum quire_key. */
static const struct {
    uint32_t first, last;
    enum quire_key key;
} ranges[] = {
    {XKB_KEY_F1, XKB_KEY_F35, QUIRE_KEY_F1},
    {XKB_KEY_KP_0, XKB_KEY_KP_9, QUIRE_KEY_KP_0},
};

static const struct {
    uint32_t keysym;
    enum quire_key key;
} single[] = {
    {XKB_KEY_Return, QUIRE_KEY_ENTER},
    {XKB_KEY_Linefeed, QUIRE_KEY_ENTER},
    {XKB_KEY_Tab, QUIRE_KEY_TAB},
    {XKB_KEY_ISO_Left_Tab, QUIRE_KEY_TAB},
    {XKB_KEY_BackSpace, QUIRE_KEY_BACKSPACE},
    {XKB_KEY_Escape, QUIRE_KEY_ESCAPE},
    {XKB_KEY_Up, QUIRE_KEY_UP},
    {XKB_KEY_Down, QUIRE_KEY_DOWN},
    {XKB_KEY_Left, QUIRE_KEY_LEFT},
    {XKB_KEY_Right, QUIRE_KEY_RIGHT},
    {XKB_KEY_Home, QUIRE_KEY_HOME},
    {XKB_KEY_End, QUIRE_KEY_END},
    {XKB_KEY_Page_Up, QUIRE_KEY_PAGE_UP},
    {XKB_KEY_Page_Down, QUIRE_KEY_PAGE_DOWN},
    {XKB_KEY_Insert, QUIRE_KEY_INSERT},
    {XKB_KEY_Delete, QUIRE_KEY_DELETE},
    {XKB_KEY_KP_Decimal, QUIRE_KEY_KP_DECIMAL},
    {XKB_KEY_KP_Divide, QUIRE_KEY_KP_DIVIDE},
    {XKB_KEY_KP_Multiply, QUIRE_KEY_KP_MULTIPLY},
    {XKB_KEY_KP_Subtract, QUIRE_KEY_KP_SUBTRACT},
    {XKB_KEY_KP_Add, QUIRE_KEY_KP_ADD},
    {XKB_KEY_KP_Enter, QUIRE_KEY_KP_ENTER},
    {XKB_KEY_KP_Equal, QUIRE_KEY_KP_EQUAL},
    {XKB_KEY_KP_Separator, QUIRE_KEY_KP_SEPARATOR},
    {XKB_KEY_KP_Left, QUIRE_KEY_KP_LEFT},
    {XKB_KEY_KP_Right, QUIRE_KEY_KP_RIGHT},
    {XKB_KEY_KP_Up, QUIRE_KEY_KP_UP},
    {XKB_KEY_KP_Down, QUIRE_KEY_KP_DOWN},
    {XKB_KEY_KP_Page_Up, QUIRE_KEY_KP_PAGE_UP},
    {XKB_KEY_KP_Page_Down, QUIRE_KEY_KP_PAGE_DOWN},
    {XKB_KEY_KP_Home, QUIRE_KEY_KP_HOME},
    {XKB_KEY_KP_End, QUIRE_KEY_KP_END},
    {XKB_KEY_KP_Insert, QUIRE_KEY_KP_INSERT},
    {XKB_KEY_KP_Delete, QUIRE_KEY_KP_DELETE},
    {XKB_KEY_KP_Begin, QUIRE_KEY_KP_BEGIN},
    {XKB_KEY_Caps_Lock, QUIRE_KEY_CAPS_LOCK},
    {XKB_KEY_Scroll_Lock, QUIRE_KEY_SCROLL_LOCK},
    {XKB_KEY_Num_Lock, QUIRE_KEY_NUM_LOCK},
    {XKB_KEY_Print, QUIRE_KEY_PRINT_SCREEN},
    {XKB_KEY_Sys_Req, QUIRE_KEY_PRINT_SCREEN},
    {XKB_KEY_Pause, QUIRE_KEY_PAUSE},
    {XKB_KEY_Break, QUIRE_KEY_PAUSE},
    {XKB_KEY_Menu, QUIRE_KEY_MENU},
    {XKB_KEY_XF86AudioPlay, QUIRE_KEY_MEDIA_PLAY},
    {XKB_KEY_XF86AudioPause, QUIRE_KEY_MEDIA_PAUSE},
    {XKB_KEY_XF86AudioStop, QUIRE_KEY_MEDIA_STOP},
    {XKB_KEY_XF86AudioForward, QUIRE_KEY_MEDIA_FAST_FORWARD},
    {XKB_KEY_XF86AudioRewind, QUIRE_KEY_MEDIA_REWIND},
    {XKB_KEY_XF86AudioNext, QUIRE_KEY_MEDIA_TRACK_NEXT},
    {XKB_KEY_XF86AudioPrev, QUIRE_KEY_MEDIA_TRACK_PREVIOUS},
    {XKB_KEY_XF86AudioRecord, QUIRE_KEY_MEDIA_RECORD},
    {XKB_KEY_XF86AudioLowerVolume, QUIRE_KEY_LOWER_VOLUME},
    {XKB_KEY_XF86AudioRaiseVolume, QUIRE_KEY_RAISE_VOLUME},
    {XKB_KEY_XF86AudioMute, QUIRE_KEY_MUTE_VOLUME},
    {XKB_KEY_Shift_L, QUIRE_KEY_LEFT_SHIFT},
    {XKB_KEY_Shift_R, QUIRE_KEY_RIGHT_SHIFT},
    {XKB_KEY_Control_L, QUIRE_KEY_LEFT_CONTROL},
    {XKB_KEY_Control_R, QUIRE_KEY_RIGHT_CONTROL},
    {XKB_KEY_Alt_L, QUIRE_KEY_LEFT_ALT},
    {XKB_KEY_Alt_R, QUIRE_KEY_RIGHT_ALT},
    {XKB_KEY_Super_L, QUIRE_KEY_LEFT_SUPER},
    {XKB_KEY_Super_R, QUIRE_KEY_RIGHT_SUPER},
    {XKB_KEY_Hyper_L, QUIRE_KEY_LEFT_HYPER},
    {XKB_KEY_Hyper_R, QUIRE_KEY_RIGHT_HYPER},
    {XKB_KEY_Meta_L, QUIRE_KEY_LEFT_META},
    {XKB_KEY_Meta_R, QUIRE_KEY_RIGHT_META},
    {XKB_KEY_ISO_Level3_Shift, QUIRE_KEY_ISO_LEVEL3_SHIFT},
    {XKB_KEY_Mode_switch, QUIRE_KEY_ISO_LEVEL3_SHIFT},
    {XKB_KEY_ISO_Level5_Shift, QUIRE_KEY_ISO_LEVEL5_SHIFT},
};

enum quire_key keysym_to_key(uint32_t keysym) {
    for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++) {
        if (keysym >= ranges[i].first && keysym <= ranges[i].last) {
            return (enum quire_key)((uint32_t)ranges[i].key + (keysym - ranges[i].first));
        }
    }
    for (size_t i = 0; i < sizeof single / sizeof single[0]; i++) {
        if (single[i].keysym == keysym) {
            return single[i].key;
        }
    }
    return QUIRE_KEY_CHARACTER;
}

uint32_t keycode_us_character(uint32_t code) {
    static const struct {
        uint32_t first;
        const char *characters;
    } rows[] = {{10, "1234567890-="}, {24, "qwertyuiop[]"}, {38, "asdfghjkl;'`"}, {51, "\\zxcvbnm,./"}, {65, " "}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        for (uint32_t n = 0; rows[i].characters[n] != '\0'; n++) {
            if (rows[i].first + n == code) {
                return (uint32_t)rows[i].characters[n];
            }
        }
    }
    return 0;
}
