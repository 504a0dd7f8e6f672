/* config_line.h - the syntax of one setting: key, value, comment.
 *
 *     key = value            blanks at both ends of either are dropped
 *     key = "value"          keeps blanks; "" inside stands for a quote
 *     key = value # comment
 *
 * Where comments are understood, a # begins one
 *  - at the beginning of the line,
 *  - behind a value, with a blank before it,
 *  - in place of a value, with a blank or the line's end behind it.
 * So `foreground = #ff0000 # red` is red. Inside quotes a # is a letter. Internal to src/config. */
#ifndef CONFIG_LINE_H
#define CONFIG_LINE_H

#include <stdbool.h>

struct config_line {
    char *key; /* NULL: the line is blank or a comment */
    char *value;
};

/* Takes a terminated line apart, in place. NULL: well; otherwise what is wrong, in words that follow the line's place.
 */
const char *config_line_split(char *text, bool comments, struct config_line *line);

#endif
