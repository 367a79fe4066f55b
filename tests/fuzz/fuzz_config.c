/* Any octets as a configuration: read or refused, in words that name a line, and nothing is left behind. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "smsd/config.h"

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	char		 path[64], *problems = NULL;
	struct config	*c;
	int		 fd = memfd_create("config", MFD_CLOEXEC);

	if (fd == -1 || write(fd, data, len) != (ssize_t)len)
		abort();
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	c = config_load(path, &problems);
	if ((c == NULL) != (problems != NULL))
		abort();
	if (c != NULL && (c->centre.name[0] == '\0' || c->gate.push.from >= c->gate.push.to || c->nmodems > 32 ||
	    c->gate.texts_per_day < 0 || c->queue.unknown_wait_s < 1 || c->database[0] == '\0'))
		abort();
	if (c == NULL && strstr(problems, " : ") == NULL)
		abort();
	config_free(c);
	free(problems);
	close(fd);
	return 0;
}
