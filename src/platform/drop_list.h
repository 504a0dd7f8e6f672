/* drop_list.h - a list of files and addresses that is dropped (text/uri-list, RFC 2483): what of it are files of this
 * host, and what is to be inserted as text. Lines end in CR LF, or in one of them; comments begin with '#'. */
#ifndef DROP_LIST_H
#define DROP_LIST_H

#include <stdbool.h>

/* file:/path, file:///path, or file://host/path where that is `host`. */
bool drop_list_is_file(const char *address, const char *host);

/* The path of an address that is a file, decoded; in place. */
char *drop_list_path(char *address);

/* The paths of the files of `host` in a list, one by one; decoded. */
void drop_list_files(const char *list, const char *host, void (*each)(void *user, const char *path), void *user);

/* Leaves of a list the addresses that are no files of `host`, with a blank between them; "": none. In place. */
void drop_list_keep_addresses(char *list, const char *host);

#endif
