#include "base/why.h"

#include <errno.h>
#include <string.h>

const char *
why_not(int err)
{
	switch (err) {
	case ENOENT:
		return "il n'existe pas";
	case ENOTDIR:
	case EISDIR:
		return "un dossier est pris pour un fichier, ou le contraire";
	case EACCES:
	case EPERM:
		return "vous n'en avez pas le droit";
	case EROFS:
		return "ce disque ne s'écrit pas";
	case ENOSPC:
	case EDQUOT:
		return "le disque est plein";
	case EIO:
		return "le disque ou la clé ne répond pas bien";
	case EBUSY:
		return "un autre programme s'en sert";
	default:
		return strerror(err);
	}
}
