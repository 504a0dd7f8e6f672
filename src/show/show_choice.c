#include "show_choice.h"

#include <string.h>

enum { DEFAULT_COLS = 80, DEFAULT_ROWS = 24, DEFAULT_CELL_W_PX = 10, DEFAULT_CELL_H_PX = 20, COLORS_MOST = 256 };

bool show_protocol_named(const char *word, enum show_protocol *protocol) {
    static const char *const names[] = {
        [SHOW_KITTY] = "kitty", [SHOW_ITERM2] = "iterm2", [SHOW_SIXEL] = "sixel", [SHOW_BLOCKS] = "blocks"};
    for (unsigned i = SHOW_KITTY; i <= SHOW_BLOCKS; i++) {
        if (strcmp(word, names[i]) == 0) {
            *protocol = (enum show_protocol)i;
            return true;
        }
    }
    return false;
}

static bool begins(const char *text, const char *beginning) {
    return text != NULL && strncmp(text, beginning, strlen(beginning)) == 0;
}

static bool is_iterm2(const struct terminal_answers *answers, const struct show_environment *environment) {
    static const char *const names[] = {"iTerm", "WezTerm", "mintty"};
    bool found = false;
    for (unsigned i = 0; i < sizeof names / sizeof names[0]; i++) {
        found |= begins(answers->name, names[i]);
        found |= answers->name[0] == '\0' && environment->tmux == NULL &&
                 (begins(environment->term_program, names[i]) || begins(environment->lc_terminal, names[i]));
    }
    return found;
}

static enum show_protocol best(const struct terminal_answers *answers, const struct show_environment *environment) {
    return answers->kitty                    ? SHOW_KITTY
           : is_iterm2(answers, environment) ? SHOW_ITERM2
           : answers->sixel                  ? SHOW_SIXEL
                                             : SHOW_BLOCKS;
}

static uint32_t first_known(uint32_t first, uint32_t second, uint32_t fallback) {
    return first != 0 ? first : second != 0 ? second : fallback;
}

/* A cell along one axis: what the terminal says of it, else of the area, else what the kernel says, else a guess. */
static uint32_t cell_size(uint32_t said_px, uint32_t area_px, uint32_t window_px, uint32_t cells, uint32_t guess_px) {
    return first_known(said_px, first_known(area_px, window_px, 0) / cells, guess_px);
}

static bool has_full_color(const struct show_environment *environment) {
    const char *word = environment->colorterm != NULL ? environment->colorterm : "";
    return strcmp(word, "truecolor") == 0 || strcmp(word, "24bit") == 0 ||
           (environment->term != NULL && strstr(environment->term, "direct") != NULL);
}

void show_choose(const struct terminal_answers *answers, const struct show_environment *environment,
                 const struct show_window_size *window, enum show_protocol wanted, struct show_terminal *terminal) {
    memset(terminal, 0, sizeof *terminal);
    terminal->protocol = wanted != SHOW_AUTO ? wanted : best(answers, environment);
    terminal->in_tmux = environment->tmux != NULL && environment->tmux[0] != '\0';
    terminal->full_color = has_full_color(environment);
    terminal->cols = first_known(window->cols, answers->cols, DEFAULT_COLS);
    terminal->rows = first_known(window->rows, answers->rows, DEFAULT_ROWS);
    terminal->cell_w_px =
        cell_size(answers->cell_w_px, answers->width_px, window->width_px, terminal->cols, DEFAULT_CELL_W_PX);
    terminal->cell_h_px =
        cell_size(answers->cell_h_px, answers->height_px, window->height_px, terminal->rows, DEFAULT_CELL_H_PX);
    terminal->colors = answers->registers >= 2 && answers->registers < COLORS_MOST ? answers->registers : COLORS_MOST;
    terminal->most_w_px = answers->sixel_w_px;
    terminal->most_h_px = answers->sixel_h_px;
    terminal->has_background = answers->has_background;
    memcpy(terminal->background, answers->background, sizeof terminal->background);
}
