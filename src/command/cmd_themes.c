/* list-themes and list-profiles: what --theme and --profile take. */
#define _GNU_SOURCE
#include <string.h>
#include <unistd.h>

#include "commands.h"
#include "config_themes.h"

/* --- themes --- */

enum { LIST_DARK = OPTION_OWN, LIST_LIGHT };

const struct option_spec list_themes_options[] = {
    {"--dark", NULL, NULL, LIST_DARK, "those with a dark background alone"},
    {"--light", NULL, NULL, LIST_LIGHT, "those with a light one alone"},
    {NULL, NULL, NULL, 0, NULL},
};

struct list_plan {
    bool dark, light; /* neither: both */
    bool colored;
    int width; /* of the names */
};

/* What is neither an option of the command nor the end of the line. Returns the status to end with. */
static int end_line(const struct command_line *line, int id, const char *value) {
    if (id == OPTION_TOLD) {
        return STATUS_OK;
    }
    return id == OPTION_ERROR ? STATUS_USAGE : command_line_usage(line, "'%s' is too much", value);
}

/* True: go on. */
static bool read_list_options(struct command_line *line, struct list_plan *plan, int *status) {
    const char *value;
    *status = STATUS_OK;
    for (int id; (id = command_line_next(line, &value)) != OPTION_END;) {
        if (id != LIST_DARK && id != LIST_LIGHT) {
            *status = end_line(line, id, value);
            return false;
        }
        *(id == LIST_DARK ? &plan->dark : &plan->light) = true;
    }
    return true;
}

/* By the weights of Rec. 601, as for DSR 996. */
static bool is_light(uint32_t rgb) {
    return (rgb >> 16 & 255u) * 299 + (rgb >> 8 & 255u) * 587 + (rgb & 255u) * 114 >= 128 * 1000;
}

static void print_color(int ground, uint32_t rgb) {
    printf("\033[%d;2;%u;%u;%um", ground, rgb >> 16 & 255u, rgb >> 8 & 255u, rgb & 255u);
}

enum { FOREGROUND = 38, BACKGROUND = 48 };

/* The theme's own text, words in some of its colours, and its palette; with a name of 26 it fits 80 columns. */
static void print_sample(const struct config *config) {
    static const struct {
        unsigned color;
        const char *text;
    } words[] = {{4, "main"}, {1, "error"}, {8, "#"}};
    print_color(BACKGROUND, config->background);
    print_color(FOREGROUND, config->foreground);
    printf(" Text ");
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        print_color(FOREGROUND, config->palette[words[i].color]);
        printf("%s ", words[i].text);
    }
    for (unsigned n = 0; n < 16; n++) {
        print_color(BACKGROUND, config->palette[n]);
        printf("  ");
    }
    print_color(BACKGROUND, config->background);
    printf(" \033[m");
}

static void print_mistake(void *user, const char *line) {
    (void)user;
    fprintf(stderr, "quire: %s\n", line);
}

static bool print_theme(const struct theme_name *theme, const struct list_plan *plan) {
    struct config config;
    config_init(&config);
    if (!config_theme_read(theme->path, &config, print_mistake, NULL)) {
        return false;
    }
    if (plan->dark != plan->light && plan->light != is_light(config.background)) {
        return true;
    }
    if (plan->colored) {
        printf("%-*s ", plan->width, theme->name);
        print_sample(&config);
        printf("\n");
    } else {
        printf("%s\n", theme->name);
    }
    return true;
}

int cmd_list_themes(int count, char **words) {
    struct command_line line;
    struct list_plan plan = {.colored = isatty(STDOUT_FILENO) == 1};
    struct theme_list list;
    int status;
    command_line_init(&line, "quire list-themes", list_themes_options, count, words);
    if (!read_list_options(&line, &plan, &status)) {
        return status;
    }
    if (!theme_folders_list(&list)) {
        return command_fail("no memory");
    }
    for (size_t i = 0; i < list.count; i++) {
        int width = (int)strlen(list.themes[i].name);
        plan.width = width > plan.width ? width : plan.width;
    }
    for (size_t i = 0; i < list.count && status == STATUS_OK; i++) {
        status = print_theme(&list.themes[i], &plan) ? STATUS_OK : command_fail("no memory");
    }
    if (list.count == 0) {
        status = command_fail("no themes are installed beside this program, nor in $XDG_CONFIG_HOME/quire/themes");
    }
    theme_list_free(&list);
    return status;
}

/* --- profiles --- */

static const struct option_spec no_options[] = {{NULL, NULL, NULL, 0, NULL}};

int cmd_list_profiles(int count, char **words) {
    struct command_line line;
    struct notices notices = NOTICES_INIT;
    const char *value;
    int status;
    command_line_init(&line, "quire list-profiles", no_options, count, words);
    int id = command_line_next(&line, &value);
    if (id != OPTION_END) {
        return end_line(&line, id, value);
    }
    const struct config_snapshot *settings = command_line_config(&line, true, &notices, &status);
    notices_finish(&notices);
    if (settings == NULL) {
        return status;
    }
    for (size_t i = 0; i < settings->profile_count; i++) {
        printf("%s\n", settings->profiles[i]);
    }
    config_snapshot_release(settings);
    return STATUS_OK;
}
