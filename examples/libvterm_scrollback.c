/* Scrollback for a terminal built on libvterm: the rows that libvterm pushes out live in a quire_history, with their
 * styles, and come back when the screen grows.
 *
 * libvterm hands over cells. They are pushed as they are, with the widths that libvterm gave them; a page of one row
 * has their styles, and is the way out: a row is popped to it and its cells are read. A VTermScreenCell takes 40 bytes;
 * in history a line takes its text. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <quire/history.h>
#include <vterm.h>

struct scrollback {
    struct quire_history *history;
    struct quire_page *row; /* one row, as wide as the screen */
    uint32_t cols;
};

/* --- libvterm's values and ours -------------------------------------------------------------------------------- */

static struct quire_color color_in(const VTermColor *color, bool is_default) {
    struct quire_color none = {0}, palette = {(uint32_t)QUIRE_COLOR_PALETTE << 24 | color->indexed.idx};
    struct quire_color rgb = {(uint32_t)QUIRE_COLOR_RGB << 24 | (uint32_t)color->rgb.red << 16 |
                              (uint32_t)color->rgb.green << 8 | color->rgb.blue};
    return is_default ? none : VTERM_COLOR_IS_INDEXED(color) ? palette : rgb;
}

static void color_out(struct quire_color color, VTermColor *to, uint8_t default_flag) {
    uint32_t value = QUIRE_COLOR_VALUE(color);
    if (QUIRE_COLOR_KIND(color) == QUIRE_COLOR_PALETTE)
        vterm_color_indexed(to, (uint8_t)value);
    else
        vterm_color_rgb(to, (uint8_t)(value >> 16), (uint8_t)(value >> 8), (uint8_t)value);
    if (QUIRE_COLOR_KIND(color) == QUIRE_COLOR_DEFAULT)
        to->type |= default_flag;
}

static struct quire_style_spec spec_of(const VTermScreenCell *cell) {
    struct quire_style_spec spec = QUIRE_STYLE_SPEC_INIT;
    spec.foreground = color_in(&cell->fg, VTERM_COLOR_IS_DEFAULT_FG(&cell->fg));
    spec.background = color_in(&cell->bg, VTERM_COLOR_IS_DEFAULT_BG(&cell->bg));
    spec.attributes = (cell->attrs.bold ? QUIRE_ATTR_BOLD : 0u) | (cell->attrs.italic ? QUIRE_ATTR_ITALIC : 0u) |
                      (cell->attrs.blink ? QUIRE_ATTR_BLINK : 0u) | (cell->attrs.reverse ? QUIRE_ATTR_INVERSE : 0u) |
                      (cell->attrs.strike ? QUIRE_ATTR_STRIKETHROUGH : 0u);
    spec.underline = (enum quire_underline)cell->attrs.underline; /* off, single, double, curly: the same numbers */
    return spec;
}

static void style_out(const struct quire_style_spec *spec, VTermScreenCell *cell) {
    color_out(spec->foreground, &cell->fg, VTERM_COLOR_DEFAULT_FG);
    color_out(spec->background, &cell->bg, VTERM_COLOR_DEFAULT_BG);
    cell->attrs.bold = (spec->attributes & QUIRE_ATTR_BOLD) != 0;
    cell->attrs.italic = (spec->attributes & QUIRE_ATTR_ITALIC) != 0;
    cell->attrs.blink = (spec->attributes & QUIRE_ATTR_BLINK) != 0;
    cell->attrs.reverse = (spec->attributes & QUIRE_ATTR_INVERSE) != 0;
    cell->attrs.strike = (spec->attributes & QUIRE_ATTR_STRIKETHROUGH) != 0;
    cell->attrs.underline = (unsigned)spec->underline & 3u;
}

/* --- the two callbacks ----------------------------------------------------------------------------------------- */

/* The staging page for rows of this width. */
static bool prepare(struct scrollback *scrollback, int cols) {
    struct quire_page_options options = QUIRE_PAGE_OPTIONS_INIT;
    if (scrollback->row && scrollback->cols == (uint32_t)cols)
        return quire_page_clear(scrollback->row, 0, 0, scrollback->cols, 0) == QUIRE_OK;
    quire_page_destroy(scrollback->row);
    scrollback->row = NULL;
    options.cols = scrollback->cols = (uint32_t)cols;
    options.rows = 1;
    return quire_page_create(&options, &scrollback->row) == QUIRE_OK;
}

/* A cell of libvterm's as one of quire's; its text stays where it is. The style is held until the row is pushed. */
static struct quire_page_cell cell_in(struct quire_page *styles, const VTermScreenCell *cell) {
    struct quire_style_spec spec = spec_of(cell);
    struct quire_page_cell made = {.character = cell->chars[0], .width = (uint8_t)cell->width};
    uint32_t length = 0;
    if (cell->chars[0] == (uint32_t)-1) /* the second column of a wide character */
        return (struct quire_page_cell){.width = 0};
    while (length < VTERM_MAX_CHARS_PER_CELL && cell->chars[length] != 0)
        length++;
    made.cluster = cell->chars;
    made.cluster_length = length > 1 ? length : 0;
    if (quire_page_add_style(styles, &spec, &made.style) != QUIRE_OK)
        made.style = 0;
    return made;
}

static int push_line(int cols, const VTermScreenCell *cells, void *user) {
    struct scrollback *scrollback = user;
    struct quire_page_cell *made = calloc((size_t)cols, sizeof *made);
    struct quire_cells row = QUIRE_CELLS_INIT;
    size_t pushed = 0;
    row.cells = made;
    row.count = (uint32_t)cols;
    if (made && prepare(scrollback, cols)) {
        for (int col = 0; col < cols; col++)
            made[col] = cell_in(scrollback->row, &cells[col]);
        (void)quire_history_push_cells(scrollback->history, scrollback->row, &row, 1, &pushed);
        for (int col = 0; col < cols; col++)
            (void)quire_page_release_style(scrollback->row, made[col].style);
    }
    free(made);
    return pushed == 1;
}

static int pop_line(int cols, VTermScreenCell *cells, void *user) {
    struct scrollback *scrollback = user;
    struct quire_page_cell *row = calloc((size_t)cols, sizeof *row);
    struct quire_style_spec spec = QUIRE_STYLE_SPEC_INIT;
    int popped =
        row && prepare(scrollback, cols) && quire_history_pop(scrollback->history, scrollback->row, 0) == QUIRE_OK;
    if (popped)
        (void)quire_page_row(scrollback->row, 0, row, (uint32_t)cols);
    for (int col = 0; popped && col < cols; col++) {
        memset(&cells[col], 0, sizeof cells[col]);
        cells[col].width = (char)(row[col].width == 2 ? 2 : 1);
        cells[col].chars[0] = row[col].width == 0 ? (uint32_t)-1 : row[col].character;
        for (uint32_t i = 1; i < row[col].cluster_length && i < VTERM_MAX_CHARS_PER_CELL; i++)
            cells[col].chars[i] = row[col].cluster[i];
        if (quire_page_style(scrollback->row, row[col].style, &spec) == QUIRE_OK)
            style_out(&spec, &cells[col]);
    }
    free(row);
    return popped;
}

/* --- a session ------------------------------------------------------------------------------------------------- */

static void print_row(VTermScreen *screen, int y, int cols) {
    char line[512];
    size_t length = vterm_screen_get_text(screen, line, sizeof line - 1, (VTermRect){y, y + 1, 0, cols});
    VTermScreenCell cell;
    vterm_screen_get_cell(screen, (VTermPos){y, 0}, &cell);
    line[length] = 0;
    printf("%d: %s%s%s", y, line, cell.attrs.bold ? " [bold]" : "", cell.attrs.underline ? " [underlined]" : "");
    if (VTERM_COLOR_IS_INDEXED(&cell.fg) && !VTERM_COLOR_IS_DEFAULT_FG(&cell.fg))
        printf(" [colour %u]", (unsigned)cell.fg.indexed.idx);
    printf("\n");
}

static void print_history(struct quire_history *history) {
    struct quire_history_info info = QUIRE_HISTORY_INFO_INIT;
    if (quire_history_get_info(history, &info) == QUIRE_OK)
        printf("%u lines of history, damage %u\n", (unsigned)info.lines,
               (unsigned)quire_history_verify(history, NULL, NULL));
}

int main(void) {
    static const VTermScreenCallbacks callbacks = {.sb_pushline = push_line, .sb_popline = pop_line};
    struct quire_history_options options = QUIRE_HISTORY_OPTIONS_INIT;
    struct scrollback scrollback = {NULL, NULL, 0};
    if (quire_history_create(&options, &scrollback.history) != QUIRE_OK)
        return 1;
    VTerm *terminal = vterm_new(3, 30);
    VTermScreen *screen = vterm_obtain_screen(terminal);
    vterm_set_utf8(terminal, 1);
    vterm_screen_set_callbacks(screen, &callbacks, &scrollback);
    vterm_screen_reset(screen, 1);
    for (int i = 0; i < 8; i++) {
        char line[80];
        int length = snprintf(line, sizeof line, "%s\033[%d;%dmline %d \xE6\xBC\xA2 e\xCC\x81\033[0m", i ? "\r\n" : "",
                              i % 2 ? 1 : 4, 31 + i % 6, i);
        vterm_input_write(terminal, line, (size_t)length);
    }
    print_history(scrollback.history);
    vterm_set_size(terminal, 6, 30); /* libvterm takes rows back */
    for (int y = 0; y < 6; y++)
        print_row(screen, y, 30);
    print_history(scrollback.history);
    vterm_free(terminal);
    quire_page_destroy(scrollback.row);
    quire_history_destroy(scrollback.history);
    return 0;
}
