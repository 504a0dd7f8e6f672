/* Themes: the forms in which they are written, where they are found, and that what was set stands above them. And those
 * that are installed (test_themes DATA). */
#define _GNU_SOURCE
#include "config_themes.h"
#include "settings_folder.h"

static const char *data; /* .../data/themes */

static void what_was_set_stands_above_a_theme(void) {
    save("quire/themes/mine", "foreground = #111111\nbackground = #222222\npalette-1 = #333333\npalette-2 = #444444\n"
                              "cursor-color = #555555\n");
    struct config config = values_of_text("background = #aaaaaa\ntheme = mine\npalette-2 = #bbbbbb\n", "");
    CHECK_INT(config.foreground, 0x111111);
    CHECK_INT(config.background, 0xAAAAAA);
    CHECK_INT(config.palette[1], 0x333333);
    CHECK_INT(config.palette[2], 0xBBBBBB);
    CHECK_INT(config.palette[3], 0xEDC56E); /* neither: the default */
    CHECK_INT(config.cursor_color, 0x555555);
    config = values_of_text("cursor-color = none\nbackground = #16181d\ntheme = mine\n", "");
    CHECK_INT(config.cursor_color, CONFIG_COLOR_NONE); /* also where it is set to what it was */
    CHECK_INT(config.background, 0x16181D);
    static const struct config_assignment line[] = {{"theme", "mine"}, {NULL, "foreground=#cccccc"}};
    save("main", "theme = none-such\nbackground = #aaaaaa\nforeground = #dddddd\n");
    config = values_of(&(struct config_sources){path_of("main"), .assignments = line, .assignment_count = 2}, "");
    CHECK_INT(config.foreground, 0xCCCCCC);
    CHECK_INT(config.background, 0xAAAAAA);
    CHECK_INT(config.palette[1], 0x333333);
}

static void no_theme_looks_for_no_file(void) {
    save("main", "cols = 90\n");
    struct config_snapshot *snapshot = build_again(&(struct config_sources){.path = path_of("main")}, false);
    CHECK_INT(snapshot->file_count, 1);
    config_snapshot_release(snapshot);
}

static void themes_of_others_are_read_as_they_are(void) {
    save("quire/themes/Kitty One.conf",
         "# vim:ft=kitty\n## name: One\n\nforeground            #010203\nbackground\t#040506\nselection_foreground "
         "none\n"
         "selection_background #070809\ncursor #0a0b0c\ncursor_text_color background\nurl_color #8be9fd\n"
         "active_tab_foreground #282a36\nmark1_background #ff5555\ncolor0 #111213\n   color15  #141516\ncolor255 "
         "#171819\n"
         "background_opacity 0.9\ncursor_trail 3\ncursor_shape beam\n");
    struct config config = values_of_text("theme = kitty-one\n", "");
    CHECK_INT(config.foreground, 0x010203);
    CHECK_INT(config.background, 0x040506);
    CHECK_INT(config.selection_foreground, CONFIG_COLOR_NONE);
    CHECK_INT(config.selection_background, 0x070809);
    CHECK_INT(config.cursor_color, 0x0A0B0C);
    CHECK_INT(config.cursor_text, CONFIG_COLOR_CELL_BACKGROUND);
    CHECK_INT(config.palette[0], 0x111213);
    CHECK_INT(config.palette[15], 0x141516);
    CHECK_INT(config.palette[255], 0x171819);
    CHECK_INT(config.cursor_shape, CONFIG_SHAPE_BLOCK);
    save("of-ghostty", "palette = 0=#111213\npalette = 15 = #141516\npalette=255=171819\nbackground = 040506\n"
                       "foreground = #010203\ncursor-color = #0a0b0c\ncursor-text = cell-foreground\n"
                       "selection-background = #070809\nsplit-divider-color = #123456\nbackground-blur = 20\n");
    config = values_of_text("theme = of-ghostty\n", "main:1: unknown theme 'of-ghostty': did you mean 'ghostty'?");
    static const char *const paths[] = {"theme = ./of-ghostty\n", "theme = ~/of-ghostty\n"};
    for (size_t i = 0; i < 2; i++) {
        config = values_of_text(paths[i], "");
        CHECK_INT(config.foreground, 0x010203);
        CHECK_INT(config.background, 0x040506);
        CHECK_INT(config.cursor_color, 0x0A0B0C);
        CHECK_INT(config.cursor_text, CONFIG_COLOR_CELL_FOREGROUND);
        CHECK_INT(config.palette[0], 0x111213);
        CHECK_INT(config.palette[15], 0x141516);
        CHECK_INT(config.palette[255], 0x171819);
    }
}

static void names_are_found_as_others_write_them(void) {
    static const char *const names[] = {"catppuccin-mocha", "Catppuccin Mocha", "CatppuccinMocha",
                                        "catppuccin_mocha.conf"};
    char text[100];
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        snprintf(text, sizeof text, "theme = %s\n", names[i]);
        CHECK_INT(values_of_text(text, "").background, 0x1E1E2E);
    }
    save("quire/themes/Nord", "background = #123456\n");
    CHECK_INT(values_of_text("theme = nord\n", "").background, 0x123456); /* the user's own goes before */
    unlink(path_of("quire/themes/Nord"));
    CHECK_INT(values_of_text("theme = nord\n", "").background, 0x2E3440);
}

static void what_is_wrong_is_told_in_a_line(void) {
    save("quire/themes/bad",
         "backgruond = #111111\nforegruond #111111\nshell = /bin/evil\ncolor1 red\npalette = 300=#111111\n"
         "palette-2 = #222222\nwords\ninclude = /etc/passwd\n");
    struct config config = values_of_text(
        "cols = 80\ntheme = bad\n", "quire/themes/bad:1: unknown key 'backgruond': did you mean 'background'?|"
                                    "quire/themes/bad:2: unknown key 'foregruond': did you mean 'foreground'?|"
                                    "quire/themes/bad:3: shell is no colour: a theme sets colours alone|"
                                    "quire/themes/bad:4: palette-1 cannot be 'red': it takes #rrggbb|"
                                    "quire/themes/bad:5: unknown key 'palette-300': N in palette-N goes from 0 to 255|"
                                    "quire/themes/bad:7: 'words': it is not of the form key = value|"
                                          "quire/themes/bad:8: a theme includes no files");
    CHECK_INT(config.palette[2], 0x222222);
    CHECK_STR(config.shell, "");
    values_of_text("cols = 80\ntheme = drakula\n", "main:2: unknown theme 'drakula': did you mean 'dracula'?");
    values_of_text("theme = xyzzyxyzzy\n", "main:1: unknown theme 'xyzzyxyzzy' ('quire list-themes' lists all)");
    values_of_text("theme = light:nord\n", "main:1: theme cannot be 'light:nord': it takes NAME|light:NAME,dark:NAME");
    values_of_text("theme = /no/such/file\n", "main:1: cannot read '/no/such/file': No such file or directory");
    static const struct config_assignment line = {"theme", "drakula"};
    values_of(&(struct config_sources){.no_file = true, .assignments = &line, .assignment_count = 1},
              "unknown theme 'drakula': did you mean 'dracula'?");
}

static void a_pair_follows_the_desktop(void) {
    static const char *const pairs[] = {"theme = light:catppuccin-latte,dark:catppuccin-mocha\n",
                                        "theme = dark: Catppuccin Mocha , light: Catppuccin Latte\n"};
    for (size_t i = 0; i < 2; i++) {
        save("main", pairs[i]);
        struct config_sources sources = {.path = path_of("main")};
        struct config_snapshot *dark = build_again(&sources, false);
        CHECK(config_follows_desktop(&dark->values));
        CHECK_INT(dark->values.background, 0x1E1E2E);
        sources.desktop_light = true;
        CHECK_INT(values_of(&sources, "").background, 0xEFF1F5);
        struct config_snapshot *light = config_snapshot_with_scheme(dark, true, note, NULL);
        CHECK_INT(light->values.background, 0xEFF1F5);
        CHECK_INT(light->file_count, dark->file_count);
        CHECK(strstr(light->files[light->file_count - 1].path, "catppuccin-latte") != NULL);
        CHECK(!config_snapshot_is_outdated(light));
        CHECK_INT(config_difference(&dark->values, &light->values) & (uint32_t)TOUCHES_SCHEME, 0);
        struct config_snapshot *again = config_snapshot_with_scheme(light, false, note, NULL);
        CHECK(memcmp(&again->values, &dark->values, sizeof dark->values) == 0);
        config_snapshot_release(again);
        config_snapshot_release(light);
        config_snapshot_release(dark);
    }
    struct config config = values_of_text("theme = light:catppuccin-latte,dark:nord\ncolor-scheme = light\n", "");
    CHECK_INT(config.background, 0xEFF1F5);
    CHECK(!config_follows_desktop(&config));
    config = values_of_text("theme = nord\n", "");
    CHECK(!config_follows_desktop(&config));
    /* The one that is not shown is not asked for. */
    values_of_text("theme = light:drakula,dark:nord\n", "");
    values_of_text("theme = light:drakula,dark:nord\ncolor-scheme = light\n",
                   "main:1: unknown theme 'drakula': did you mean 'dracula'?");
}

static void a_theme_is_watched(void) {
    save("quire/themes/mine", "background = #111111\n");
    save("main", "theme = mine\n");
    struct config_sources sources = {.path = path_of("main")};
    struct config_snapshot *before = build_again(&sources, false), *after;
    CHECK_INT(before->file_count, 2);
    save("quire/themes/mine", "background = #2222223\n");
    CHECK(config_snapshot_is_outdated(before));
    unlink(path_of("quire/themes/mine"));
    after = build_again(&sources, true);
    CHECK(config_snapshot_vanished(before, after) != NULL); /* an editor may have moved it away for a moment */
    config_snapshot_release(before);
    save("quire/themes/mine", "background = #333333\n");
    CHECK(config_snapshot_is_outdated(after)); /* one that comes is noticed */
    config_snapshot_release(after);
}

/* What a user makes of printed settings may be given a theme. */
static void printed_colors_that_were_not_set_are_comments(void) {
    struct config config = values_of_text("background = #aaaaaa\n", "");
    FILE *file = fopen(path_of("printed"), "w");
    config_print(&config, file);
    fputs("theme = nord\n", file);
    fclose(file);
    config = values_of(&(struct config_sources){.path = path_of("printed")}, "");
    CHECK_INT(config.background, 0xAAAAAA);
    CHECK_INT(config.foreground, 0xD8DEE9);
    CHECK_INT(config.palette[1], 0xBF616A);
}

/* --- those that are installed --- */

static bool says(const char *path, const char *what) {
    char line[300];
    bool found = false;
    FILE *file = fopen(path, "r");
    CHECK(file != NULL);
    while (fgets(line, sizeof line, file) != NULL) {
        found = found || strstr(line, what) != NULL;
    }
    fclose(file);
    return found;
}

static bool is_whole(const struct config *config) {
    bool whole = true;
    for (unsigned n = 0; n < 16; n++) {
        whole = whole && (config->given.palette[0] >> n & 1) != 0;
    }
    return whole && config->background != config->foreground;
}

static void each_installed_theme_is_whole_and_has_an_author(void) {
    struct theme_list list;
    char readme[400], row[100];
    unsigned installed = 0;
    snprintf(readme, sizeof readme, "%s/README.md", data);
    CHECK(theme_folders_list(&list));
    for (size_t i = 0; i < list.count; i++) {
        struct config config;
        config_init(&config);
        reported[0] = '\0';
        if (strstr(list.themes[i].path, "/share/quire/themes/") == NULL) {
            continue;
        }
        installed++;
        CHECK(config_theme_read(list.themes[i].path, &config, note, NULL));
        CHECK_STR(reported, "");
        CHECK(is_whole(&config));
        CHECK(says(list.themes[i].path, "# author: ") && says(list.themes[i].path, "# licence: ") &&
              says(list.themes[i].path, "# source: https://"));
        snprintf(row, sizeof row, "| %s | ", list.themes[i].name);
        CHECK(says(readme, row));
    }
    theme_list_free(&list);
    CHECK(installed >= 60);
}

int main(int count, char **words) {
    char base[400];
    data = count > 1 ? words[1] : "";
    if (!begin_folder()) {
        return 1;
    }
    /* quire/themes beside others, as where they are installed */
    snprintf(base, sizeof base, "%s/share", folder);
    mkdir(base, 0700);
    setenv("XDG_DATA_DIRS", base, 1);
    snprintf(base, sizeof base, "%s/share/quire", folder);
    mkdir(base, 0700);
    snprintf(base, sizeof base, "%s/share/quire/themes", folder);
    CHECK(symlink(data, base) == 0);
    RUN(what_was_set_stands_above_a_theme);
    RUN(no_theme_looks_for_no_file);
    RUN(themes_of_others_are_read_as_they_are);
    RUN(names_are_found_as_others_write_them);
    RUN(what_is_wrong_is_told_in_a_line);
    RUN(a_pair_follows_the_desktop);
    RUN(a_theme_is_watched);
    RUN(printed_colors_that_were_not_set_are_comments);
    RUN(each_installed_theme_is_whole_and_has_an_author);
    return end_folder();
}
