/* config_text.h - text of files: is it UTF-8, and what of it can be shown to a person. Pure; internal to src/config. */
#ifndef CONFIG_TEXT_H
#define CONFIG_TEXT_H

#include <stdbool.h>
#include <stddef.h>

bool config_text_is_utf8(const char *text);

/* The text with "?" for each byte of what is ill-formed, a control, of no width, or turns the direction: so no file
 * writes controls to a terminal through the messages about it, and none shows half a character. What does not fit into
 * `size` is cut off between two characters. */
void config_text_show(const char *text, char *shown, size_t size);

#endif
