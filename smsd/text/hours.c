#include "smsd/text/hours.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/strbuf.h"

static const struct {
	const char	*osm, *french;
} words[] = {
	{ "24/7", "jour et nuit" },
	{ "Mo", "lun" }, { "Tu", "mar" }, { "We", "mer" }, { "Th", "jeu" }, { "Fr", "ven" }, { "Sa", "sam" }, { "Su", "dim" },
	{ "SH", "vacances" }, { "off", "fermé" }, { "closed", "fermé" }, { "unknown", "" },
	{ "Jan", "janv" }, { "Feb", "févr" }, { "Mar", "mars" }, { "Apr", "avril" }, { "May", "mai" }, { "Jun", "juin" },
	{ "Jul", "juil" }, { "Aug", "aout" }, { "Sep", "sept" }, { "Oct", "oct" }, { "Nov", "nov" }, { "Dec", "déc" },
};

/* "08:30" -> 8h30, "09:00" -> 9h.  Returns the bytes read, 0 when it is not a time. */
static size_t
put_time(struct strbuf *out, const char *s)
{
	if (!isdigit((unsigned char)s[0]) || !isdigit((unsigned char)s[1]) || s[2] != ':' ||
	    !isdigit((unsigned char)s[3]) || !isdigit((unsigned char)s[4]))
		return 0;
	if (s[0] != '0')
		strbuf_putc(out, s[0]);
	strbuf_putc(out, s[1]);
	strbuf_putc(out, 'h');
	if (s[3] != '0' || s[4] != '0')
		strbuf_add(out, s + 3, 2);
	return 5;
}

static size_t
put_word(struct strbuf *out, const char *s)
{
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		size_t len = strlen(words[i].osm);

		if (strncmp(s, words[i].osm, len) == 0 && !isalnum((unsigned char)s[len])) {
			strbuf_puts(out, words[i].french);
			return len;
		}
	}
	return 0;
}

/* One rule, without what concerns public holidays: nobody calls on those days. */
static void
put_rule(struct strbuf *out, const char *rule)
{
	size_t n;

	if (strstr(rule, "PH") != NULL && strstr(rule, "off") != NULL)
		return;
	if (out->len > 0)
		strbuf_puts(out, ". ");
	for (; *rule != '\0'; rule += n) {
		if ((n = put_time(out, rule)) != 0 || (n = put_word(out, rule)) != 0)
			continue;
		n = 1;
		if (*rule == '"')
			continue;
		strbuf_putc(out, *rule);
		if (*rule == ',' && rule[1] != ' ')
			strbuf_putc(out, ' ');
	}
}

char *
hours_words(const char *osm)
{
	struct strbuf out = { 0 };
	char *copy = xstrdup(osm), *rest = copy, *rule;

	while ((rule = strsep(&rest, ";")) != NULL) {
		rule += strspn(rule, " ");
		if (*rule != '\0')
			put_rule(&out, rule);
	}
	free(copy);
	return out.s == NULL ? xstrdup("") : strbuf_take(&out);
}
