#include <search.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "schema/db.h"
#include "smsd/ctl/import_run.h"
#include "smsd/ctl/order.h"
#include "smsd/text/phone.h"

enum column { REFERENT, PHONE, NAME, PROCEDURE, DATE, TIME, ONCE, CONSENT, EMAIL, CHANNEL };

static const struct records_column columns[] = {
	[REFERENT] = { "referent|numero du referent|numero referent|telephone du referent", false },
	[PHONE] = { "phone|telephone|tel|numero|portable|mobile", true },
	[NAME] = { "name|prenom|nom|personne|person", false },
	[PROCEDURE] = { "procedure|demarche", true },
	[DATE] = { "date|echeance|date limite", false },
	[TIME] = { "time|heure", false },
	[ONCE] = { "once|une fois", false },
	[CONSENT] = { "consent|accord|consentement", false },
	[EMAIL] = { "email|e mail|mail|courriel|adresse e mail", false },
	[CHANNEL] = { "channel|moyen|canal", false },
	{ NULL, false }
};

/* imp->item */
struct item {
	struct order_desk	 desk;
	struct order		 order;
	char			*cell[CHANNEL + 1];
	char			 phone[64], referent[64];	/* made whole again */
	void			*numbers;			/* tsearch(3) of struct number */
};

/* Has a number of a referent come with a name, without?  Both in one file: which of them the nameless line means would depend on
 * the order of the lines, and on how often the file is read. */
struct number {
	uint64_t	hash;
	unsigned	seen;		/* 1 with a name, 2 without */
};

static int
compare(const void *a, const void *b)
{
	const struct number *x = a, *y = b;

	return x->hash < y->hash ? -1 : x->hash > y->hash;
}

static uint64_t
hash(int64_t referent, const char *phone)
{
	uint64_t h = 0xcbf29ce484222325u ^ (uint64_t)referent;

	while (*phone != '\0')
		h = (h ^ (unsigned char)*phone++) * 0x100000001b3u;
	return h;
}

static int
check_name(struct import *imp, struct item *it)
{
	struct number	 one = { hash(it->order.referent.id, it->order.phone), 0 }, *n, **found;

	if (imp->writing)
		return 0;
	if ((found = tfind(&one, &it->numbers, compare)) == NULL) {
		n = xmalloc(sizeof(*n));
		*n = one;
		if ((found = tsearch(n, &it->numbers, compare)) == NULL)
			abort();		/* memory is gone: xmalloc() ends the process likewise */
	}
	(*found)->seen |= it->order.name[0] != '\0' ? 1 : 2;
	return (*found)->seen != 3 ? 0 :
	    import_refuse(imp, "%s a une ligne avec prénom et une autre sans : ajoutez le prénom partout", it->order.phone);
}

/* A spreadsheet puts an apostrophe before +33..., and eats the zero in front of 0639980012. */
static const char *
whole_number(const char *typed, char buf[64])
{
	if (typed == NULL)
		return NULL;
	typed += strspn(typed, "' ");
	if (strlen(typed) == 9 && strspn(typed, "0123456789") == 9 && *typed != '0')
		snprintf(buf, 64, "0%s", typed);
	else
		copyutf8(buf, typed, 64);
	return buf;
}

/* The cells as text in one line. */
static int
read_cells(struct import *imp, struct item *it, const char *const *v)
{
	static const char *const names[] = {
		[REFERENT] = "référent", [PHONE] = "téléphone", [NAME] = "prénom", [PROCEDURE] = "démarche", [DATE] = "date",
		[TIME] = "heure", [ONCE] = "une fois", [CONSENT] = "accord", [EMAIL] = "e-mail", [CHANNEL] = "moyen",
	};

	for (int i = 0; i <= CHANNEL; i++)
		if (i != PHONE && i != REFERENT && import_text(imp, names[i], v[i], &it->cell[i]) == -1)
			return -1;
	return 0;
}

static int
check(struct import *imp, const char *const *v)
{
	struct item		*it = imp->item;
	struct order_typed	 t;
	char			 why[ORDER_WHY];

	if (read_cells(imp, it, v) == -1)
		return -1;
	t = (struct order_typed){
		.referent = whole_number(v[REFERENT] != NULL ? v[REFERENT] : imp->opts->referent, it->referent),
		.phone = whole_number(v[PHONE], it->phone), .name = it->cell[NAME],
		.procedure = it->cell[PROCEDURE], .date = it->cell[DATE], .time = it->cell[TIME], .once = it->cell[ONCE],
		.consent = it->cell[CONSENT], .email = it->cell[EMAIL], .channel = it->cell[CHANNEL],
	};
	if (order_read(&it->desk, &t, &it->order, why) == -1)
		return import_refuse(imp, "%s", why[0] != '\0' ? why : "la base n'a pas pu être lue");
	return check_name(imp, it);
}

static int
store(struct import *imp)
{
	struct item	*it = imp->item;
	bool		 changed;

	switch (order_keep(&it->desk, &it->order, &changed)) {
	case REG_DONE:
		return 1;
	case REG_SAME:
		return changed ? 2 : 3;
	default:
		return -1;
	}
}

static void
clear(struct import *imp)
{
	struct item *it = imp->item;

	for (int i = 0; i <= CHANNEL; i++) {
		free(it->cell[i]);
		it->cell[i] = NULL;
	}
}

static const struct import_kind kind = { columns, check, store, clear, NULL };

enum import_end
import_reminders(struct db *db, const char *path, const struct import_opts *opts, struct import_result *result)
{
	struct item	it = { .numbers = NULL };
	enum import_end	end;

	order_desk_init(&it.desk, db, opts->conf, opts->now);
	end = import_run(db, path, opts, result, &kind, &it);
	tdestroy(it.numbers, free);
	return end;
}
