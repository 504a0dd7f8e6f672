/* Profiles: sections [profile NAME] that hold above all else where they are chosen, and are checked where they are not.
 */
#define _GNU_SOURCE
#include "settings_folder.h"

static struct config values_with(const char *profile, const char *text, const char *want) {
    save("main", text);
    return values_of(&(struct config_sources){.path = path_of("main"), .profile = profile}, want);
}

static void a_profile_stands_above_the_rest_of_all_files(void) {
    static const char text[] =
        "[profile work] # of the day\ncols = 100\nfont-map = U+2665: Two\n[window]\ncols = 90\nrows = 30\n"
        "font-map = U+E000: One\n[profile home]\ncols = 110\n[profile work]\npadding = 9\n";
    struct config config = values_with(NULL, text, "");
    CHECK_INT(config.cols, 90);
    CHECK_INT(config.padding, 4);
    config = values_with("work", text, "");
    CHECK_INT(config.cols, 100);
    CHECK_INT(config.rows, 30);
    CHECK_INT(config.padding, 9);
    CHECK_STR(config.font_map, "U+E000: One\nU+2665: Two");
    config = values_with("home", text, "");
    CHECK_INT(config.cols, 110);
    CHECK_INT(config.padding, 4);
    static const struct config_assignment line = {"cols", "120"};
    save("main", text);
    config = values_of(
        &(struct config_sources){
            .path = path_of("main"), .profile = "work", .assignments = &line, .assignment_count = 1},
        "");
    CHECK_INT(config.cols, 120);
}

static void a_profile_may_include_files_with_sections(void) {
    save("part", "[cursor]\nshape = bar\n[profile other]\ncols = 77\n[profile work]\nrows = 44\n");
    struct config config = values_with("work", "[profile work]\ninclude = part\n[cursor]\nshape = underline\n", "");
    CHECK_INT(config.cursor_shape, CONFIG_SHAPE_BAR);
    CHECK_INT(config.rows, 44);
    CHECK_INT(config.cols, 80);
    config = values_with(NULL, "[profile work]\ninclude = no-such-file\n", ""); /* nobody asked for it */
    config = values_with("work", "[profile work]\ninclude = no-such-file\ninclude = main\ncols = 90\n",
                         "main:2: cannot read 'no-such-file': No such file or directory|"
                         "main:3: cannot read 'main': it is being read already: files include each other in a circle");
    CHECK_INT(config.cols, 90);
}

static void a_profile_has_a_theme(void) {
    save("quire/themes/mine", "background = #111111\n");
    struct config config = values_with("work", "theme = none-such\n[profile work]\ntheme = mine\n", "");
    CHECK_INT(config.background, 0x111111);
    config = values_with("work", "cols = 1\n[profile work]\nrows = 1\ntheme = min\n",
                         "main:4: unknown theme 'min': did you mean 'mine'?");
}

/* Each mistake once, whoever is chosen. */
static void profiles_that_are_not_chosen_are_checked(void) {
    static const char text[] =
        "[profile work]\ncols = x\nshape = bar\n[profile home]\n[cursor]\nblnk = on\nrows = y\n[profile]\n"
        "[profile  ]\n[profile a\ninclude =\n[profil b]\ncols = 90\n";
    static const char rest[] = "main:6: unknown key 'blnk': did you mean 'cursor-blink'?|"
                               "main:7: rows cannot be 'y': it takes 1 to 16384|"
                               "main:8: '[profile]': a profile has a name: [profile NAME]|"
                               "main:9: '[profile  ]': a profile has a name: [profile NAME]|"
                               "main:10: '[profile a': the closing bracket is missing|main:11: include names no file|"
                               "main:12: unknown section 'profil b': did you mean '[profile b]'?";
    static const char own[] = "main:2: cols cannot be 'x': it takes 1 to 16384|"
                              "main:3: unknown key 'shape': did you mean 'cursor-shape'?";
    char want[2000];
    snprintf(want, sizeof want, "%s|%s", own, rest);
    CHECK_INT(values_with(NULL, text, want).cols, 90);
    snprintf(want, sizeof want, "%s|%s", rest, own);
    CHECK_INT(values_with("work", text, want).cols, 90);
}

static void an_unknown_profile_is_told_and_costs_nothing(void) {
    CHECK_INT(
        values_with("wrok", "cols = 90\n[profile work]\ncols = 100\n", "unknown profile 'wrok': did you mean 'work'?")
            .cols,
        90);
    values_with("xyzzy", "[profile work]\n", "unknown profile 'xyzzy': 'quire list-profiles' lists all");
    values_with("xyzzy", "cols = 90\n", "unknown profile 'xyzzy': no file has a section [profile NAME]");
    values_of(&(struct config_sources){.no_file = true, .profile = "a"},
              "unknown profile 'a': no file has a section [profile NAME]");
}

static void they_are_listed_in_order(void) {
    save("part", "[profile c]\n[profile b]\n");
    save("main", "[profile b]\n[profile a b]\ninclude = none\n[profile b]\n[font]\ninclude = part\n");
    struct config_snapshot *snapshot = build_again(&(struct config_sources){.path = path_of("main")}, false);
    CHECK_INT(snapshot->profile_count, 3);
    CHECK_STR(snapshot->profiles[0], "b");
    CHECK_STR(snapshot->profiles[1], "a b");
    CHECK_STR(snapshot->profiles[2], "c");
    struct config_snapshot *light = config_snapshot_with_scheme(snapshot, true, note, NULL);
    CHECK_INT(light->profile_count, 3);
    config_snapshot_release(light);
    config_snapshot_release(snapshot);
}

int main(void) {
    if (!begin_folder()) {
        return 1;
    }
    RUN(a_profile_stands_above_the_rest_of_all_files);
    RUN(a_profile_may_include_files_with_sections);
    RUN(a_profile_has_a_theme);
    RUN(profiles_that_are_not_chosen_are_checked);
    RUN(an_unknown_profile_is_told_and_costs_nothing);
    RUN(they_are_listed_in_order);
    return end_folder();
}
