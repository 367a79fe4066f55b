/* handlers/texts_int.h - inside the catalogue: what texts.c reads and texts_fill.c fills. */
#ifndef HANDLERS_TEXTS_INT_H
#define HANDLERS_TEXTS_INT_H

#include "handlers/texts.h"

struct text {
	char	*id, *text;
};
struct room {
	char	*name;
	int	 max;			/* units of the text's alphabet */
	bool	 lines;			/* line breaks of the value stay */
	bool	 joined;		/* its spaces go: groups of digits would change places in a text read from the right */
	bool	 script;		/* never folded: the text is of UCS-2 when the value is */
};
struct catalogue {
	char		*lang;
	char		*label;		/* what the language calls itself; NULL: not said */
	char		*names;		/* folded words that mean it, one space between two; "" */
	char		*required;	/* ids it must have; NULL: all of the French ones */
	int		 parts;		/* SMS that one text may take */
	struct text	*text;
	size_t		 ntext;
	struct room	*room;
	size_t		 nroom;
};
struct texts {
	struct catalogue	*cat;
	const char		**langs;
	size_t			 ncat;
};

/* NULL when there is no such language. */
struct catalogue	*texts_catalogue(const struct texts *, const char *lang);
/* The text, in `lang` or else in French; *from is the catalogue that has it, whose placeholders count.  NULL: none. */
const char		*texts_in(const struct texts *, const char *lang, const char *id, const struct catalogue **from);
/* A placeholder of this catalogue, or else of the French one; NULL. */
const struct room	*texts_room_of(const struct texts *, const struct catalogue *, const char *name, size_t len);

#endif
