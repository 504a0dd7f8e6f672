/* Which input method is wished for, by what the environment says and what announces itself. */
#include "test.h"
#include "x_im_name.h"

static bool announces(void *user, const char *name) {
    return strstr(user, name) != NULL;
}

static void which_one(void) {
    static const struct {
        const char *modifiers, *gtk, *qt, *announced, *name;
    } facts[] = {
        /* XMODIFIERS is what counts, and the last word where it names one */
        {"@im=ibus", NULL, NULL, "", "ibus"},
        {"@im=kinput2@other=x", "ibus", "ibus", "ibus", "kinput2"},
        {"@im=none", "ibus", "ibus", "ibus fcitx", ""},
        {"@im=local", "ibus", "ibus", "ibus fcitx", ""},
        {"@im=", "ibus", "ibus", "ibus fcitx", ""},
        {"@other=x", NULL, NULL, "", ""},
        /* what it leaves open the toolkits' variables hint at, whether the server runs already or not */
        {NULL, "ibus", NULL, "", "ibus"},
        {"", "fcitx", "ibus", "ibus", "fcitx"},
        {NULL, "fcitx5", NULL, "ibus", "fcitx"},
        {NULL, "xim", "ibus", "", "ibus"},
        {NULL, "", "fcitx", "", "fcitx"},
        {NULL, "gtk-im-context-simple", "simple", "", ""},
        /* and what runs */
        {NULL, NULL, NULL, "fcitx", "fcitx"},
        {NULL, NULL, NULL, "fcitx ibus", "ibus"},
        {"", "wayland", "xim", "ibus", "ibus"},
        {NULL, NULL, NULL, "another", ""},
        {NULL, NULL, NULL, "", ""},
    };
    for (size_t i = 0; i < sizeof facts / sizeof facts[0]; i++) {
        const struct x_im_environment environment = {facts[i].modifiers, facts[i].gtk, facts[i].qt};
        char name[X_IM_NAME_MAX] = "";
        bool found = x_im_choose(&environment, announces, (void *)(size_t)facts[i].announced, name);
        CHECK_STR(found ? name : "", facts[i].name);
    }
}

int main(void) {
    RUN(which_one);
    return test_end();
}
