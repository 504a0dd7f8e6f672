/* tab_bar.h - what lies where in a bar of tabs: columns and words. Pure; the bar itself is app_bar.h.
 *
 *      1: vim   * 2: make   3: a title that is cut of...        a tab has the columns that it wants, or, where that is
 *                                                               too much for all, as many as the others that are cut
 *
 * Where there are more tabs than could be told apart, some of them are shown: always the current one. */
#ifndef TAB_BAR_H
#define TAB_BAR_H

#include <stddef.h>
#include <stdint.h>

/* Columns [from, to); both 0: the tab is not shown. Between two tabs there is one column. */
struct tab_bar_place {
    uint32_t from, to;
};

/* A tab is never narrower than this, and by itself never wider than that. */
#define TAB_BAR_LEAST 5
#define TAB_BAR_MOST 40
/* Where not all tabs are shown, so many columns at both ends say so. */
#define TAB_BAR_MARGIN 2

/* Places tabs that want so many columns each. Cost: some steps for each tab and each column. */
void tab_bar_place(const uint32_t *wanted, size_t count, size_t current, uint32_t cols, struct tab_bar_place *places);

/* The tab at a column; SIZE_MAX: none. */
size_t tab_bar_at(const struct tab_bar_place *places, size_t count, uint32_t col);

/* Writes a tab's text by its template, in which {index}, {title} and {panes} stand for those; other braces for
 * themselves. Cut to the buffer, never within a character. */
struct tab_bar_words {
    size_t index; /* from 1 */
    const char *title;
    size_t panes;
};
void tab_bar_text(const char *template, const struct tab_bar_words *words, char *text, size_t size);

#endif
