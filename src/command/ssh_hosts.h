/* ssh_hosts.h - which hosts have the terminal's description: a small file in the user's cache, so that each is asked
 * once. Losing it costs another question. */
#ifndef SSH_HOSTS_H
#define SSH_HOSTS_H

#include <stdbool.h>
#include <stddef.h>

enum ssh_host { SSH_HOST_UNKNOWN, SSH_HOST_HAS, SSH_HOST_CANNOT };

/* XDG_CACHE_HOME/quire/ssh-hosts, or in ~/.cache. False: there is no such place. */
bool ssh_hosts_path(char *path, size_t size);

/* What the file says of a host, "user@name:port", and this version of the description. The last line of a host counts.
 */
enum ssh_host ssh_hosts_find(const char *path, const char *host, unsigned version);
/* Adds that, with the folders that are missing. Failures are silent: it is only a cache. */
void ssh_hosts_add(const char *path, const char *host, unsigned version, enum ssh_host state);

#endif
