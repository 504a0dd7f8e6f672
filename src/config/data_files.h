/* data_files.h - where the files are that this program reads but does not carry inside itself.
 *
 * They lie in one folder: beside the program in the build tree, in share/quire of the prefix that the program is
 * installed in, wherever that was moved to, or in the one that it was built for. */
#ifndef DATA_FILES_H
#define DATA_FILES_H

#include <stdbool.h>
#include <stddef.h>

/* The path of a file or folder there, "shell-integration/bash". False: there is none, or it does not fit. Cost: up to
 * three questions to the file system. Any thread. */
bool data_file_find(const char *name, char *path, size_t size);

/* The folder of compiled terminal descriptions that came with this program; false: there is none. Cost likewise. */
bool data_terminfo_find(char *path, size_t size);

#endif
