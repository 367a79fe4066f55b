/* Keywords in other languages.  They are data: a line here, and the word works. */
#include <string.h>

#include "handlers/families.h"

const struct handler_word handler_words[] = {
	{ "en", "map", &handler_carte }, { "en", "maps", &handler_carte }, { "en", "place", &handler_carte },
	{ "en", "places", &handler_carte }, { "en", "word", &handler_def }, { "en", "words", &handler_def },
	{ "en", "define", &handler_def }, { "en", "meaning", &handler_def }, { "en", "dictionary", &handler_def },
	{ "en", "offer", &handler_offre }, { "en", "offers", &handler_offre }, { "en", "search", &handler_cherche },
	{ "en", "cancel", &handler_annule }, { "en", "remove", &handler_annule }, { "en", "undo", &handler_annule },
	{ "en", "more", &handler_suite }, { "en", "next", &handler_suite }, { "en", "data", &handler_info },
	{ "en", "privacy", &handler_info }, { "en", "done", &handler_fait }, { "en", "postpone", &handler_reporte },
	{ "en", "reminders", &handler_liste },
	{ NULL, "خريطة", &handler_carte }, { NULL, "الخريطة", &handler_carte }, { NULL, "مكان", &handler_carte },
	{ NULL, "كلمة", &handler_def }, { NULL, "معنى", &handler_def }, { NULL, "تعريف", &handler_def },
	{ NULL, "عرض", &handler_offre }, { NULL, "اعرض", &handler_offre }, { NULL, "بحث", &handler_cherche },
	{ NULL, "ابحث", &handler_cherche }, { NULL, "الغاء", &handler_annule }, { NULL, "المزيد", &handler_suite },
	{ NULL, "تتمة", &handler_suite }, { NULL, "معلومات", &handler_info }, { NULL, "بيانات", &handler_info },
	{ NULL, "مساعدة", &handler_aide }, { NULL, "قايمة", &handler_aide }, { NULL, "لغة", &handler_langue },
	{ NULL, "اللغة", &handler_langue }, { NULL, "توقف", &handler_stop }, { NULL, "قف", &handler_stop },
	{ NULL, "ايقاف", &handler_stop }, { NULL, "اوقفوا", &handler_stop }, { NULL, "ابدا", &handler_demarre },
	{ NULL, NULL, NULL }
};

const struct handler *
handler_by_word(const char *language, const char *word, size_t len)
{
	const struct handler *h = handler_by_keyword(word, len);

	for (const struct handler_word *w = handler_words; h == NULL && w->word != NULL; w++)
		if (*w->word == *word && (w->language == NULL || strcmp(w->language, language) == 0) &&
		    strncmp(w->word, word, len) == 0 && w->word[len] == '\0')
			h = w->handler;
	return h;
}
