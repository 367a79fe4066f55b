/* What is not French: asking for a language, and distress in English and Arabic. */
#include "smsd/route/tables.h"

#include <stddef.h>

#define P(name, regex)	{ name, regex, NULL, 0 }

#define HELLO	"^((bonjour|bonsoir|bjr|salut|hello|hi|hey|svp|please|pardon|sorry|desolee?) )*"
#define PLEASE	"( (svp|stp|s il vous plait|please|pls|merci|thanks|thank you|possible|c est possible|only|from now on))*$"
#define SPEAK	"(speak|talk|write|answer|reply|understand|parle|parlez|repond|repondez|ecrivez)"

/* `name`: the language, "?" when it is not said.  Whole texts, so that a lesson of English is none. */
const struct pattern route_languages[] = {
	P("en", HELLO "(in |en )?english( version| language)?" PLEASE),
	P("en", HELLO "(" SPEAK " (to me |to us |with me |moi )?)?(in english|en anglais)" PLEASE),
	P("en", "\\b(do|can|could|does) (you|u|anyone|someone|somebody) " SPEAK " (in )?english" PLEASE),
	P("en", HELLO "(vous |tu )?(parlez|parles|ecrivez)( vous| tu)? (l )?anglais" PLEASE),
	P("en", HELLO "(je |j )?(ne )?(parle|comprends?|lis) pas .{0,20}francais.{0,30} anglais" PLEASE),
	P("en", HELLO "anglais (svp|stp|please|possible|s il vous plait)$"),
	P("en", "\\b(i|we) (only )?(speak|understand|read) (only )?english\\b"),
	P("ar", HELLO "(in |en )?(arabic)( version| language)?" PLEASE),
	P("ar", HELLO "(" SPEAK " (to me |to us |with me |moi )?)?(in arabic|en arabe)" PLEASE),
	P("ar", "\\b(do|can|could) (you|u|anyone|someone|somebody) " SPEAK " (in )?arabic" PLEASE),
	P("ar", HELLO "(vous |tu )?(parlez|parles|ecrivez)( vous| tu)? (l )?arabe" PLEASE),
	P("ar", HELLO "(je |j )?(ne )?(parle|comprends?|lis) pas .{0,20}francais.{0,30} arabe" PLEASE),
	P("ar", HELLO "arabe (svp|stp|please|possible|s il vous plait)$"),
	P("ar", "^(ال|بال)?عربي(ة|ه)?( (من فضلك|من فضلكم|لو سمحت|لو سمحتم|شكرا))*$"),
	P("fr", HELLO "(in french|en francais|french)" PLEASE),
	P("fr", HELLO SPEAK " (in |en )?(french|francais)" PLEASE),
	P("?", HELLO "(je |j |moi )?(ne |n )?(parle|comprends?|lis|sais|connais) (pas|rien) (bien |trop |beaucoup |tres bien )?"
	    "(en |le |lire le |parler le |parler |lire )?francais" PLEASE),
	P("?", HELLO "(i |we )?(do not|don't|dont|cannot|can't|can not|no) (speak |understand |read )?(any |much )?french" PLEASE),
	P("?", HELLO "(change|changer|autre|other|another|choose|choisir|quelles?|which|what) (de |la |the |my )?(langues?|languages?)" PLEASE),
	P("?", "^(انا )?لا (افهم|اتكلم|اعرف|اقرا) (ال)?(لغة )?(ال)?فرنسية"),
	P(NULL, NULL)
};

#define THEY	"(he|she|they|someone|somebody|a man|my (husband|boyfriend|partner|ex|father|dad|mother|brother|uncle|son|neighbou?r))"
#define DOES	"( is| are| keeps|'s)? (hits?|hitting|beats?|beating|hurts?|hurting|rap(es?|ing)|stab(s|bed|bing)|attack(s|ed|ing)?" \
		"|strangl(es?|ed|ing)|threaten(s|ed|ing)?)"
#define OURS	"(my|his|her|our|the) (child|children|kids?|baby|son|daughter|little)"
#define BEGIN	"(^| )"
#define END	"( |$)"

/* As route_distress, in other languages. */
const struct pattern route_distress_other[] = {
	P("suicide", "\\b(i|i'm|im) (want to|wanna|will|am going to|going to|gonna|would like to) (die|kill myself|end my life|hang myself)\\b"),
	P("suicide", "\\b(want|going) to end (it all|my life)\\b|\\b(don't|do not|dont) want to live( any ?more)?\\b"),
	P("suicide", BEGIN "(اريد|اود|ارغب|بغيت) (ان )?(اموت|الموت|انتحر|الانتحار|نموت)" END),
	P("suicide", BEGIN "س?اقتل نفسي" END),
	P("enfant", "\\b" THEY DOES " " OURS "\\b"),
	P("enfant", BEGIN "(يضرب|تضرب) (ابني|ابنتي|بنتي|ولدي|اولادي|اطفالي|الطفل|طفلي)" END),
	P("violence", "\\b" THEY DOES " (me|us)\\b"),
	P("violence", "\\b" THEY "( is|'s| will)? (wants?|going|gonna|threatens?|will)?( to)? ?(kill|rape|stab|beat) (me|us)\\b"),
	P("violence", "\\b(i was|i am being|i'm being|i have been) (raped|beaten|attacked|stabbed)\\b"),
	P("violence", BEGIN "(يضربني|يضربونني|يضربنا|اغتصبني|يغتصبني|سيقتلني|يقتلني)" END),
	P("violence", BEGIN "يريد (ان )?(قتلي|يقتلني|يقتلنا)" END),
	P("sante", "\\b(not|isn't|can't|cannot|stopped|hardly) (breathe|breathing)\\b"),
	P("sante", "\\b(is|he's|she's|fell|found) unconscious\\b|\\b(having|had|has) (a |an )?(heart attack|stroke|seizure|overdose)\\b"),
	P("sante", "\\bbleeding (a lot|badly|heavily|everywhere)\\b"),
	P("sante", BEGIN "لا (يتنفس|تتنفس|استطيع التنفس|اتنفس)" END "|" BEGIN "(فقد|فقدت) (ال)?وعي" "|" BEGIN "(نوبة|سكتة) قلبية" END),
	P("abri", "\\b(nowhere|no place) to sleep\\b|\\bsleep(ing)? (outside|in the street|on the street) tonight\\b"),
	P("abri", BEGIN "(ليس لدي|ليس عندي|ما عندي|لا) مكان (للنوم|انام)"),
	P("danger", "^(please )?help( me| us)?( (now|quick|quickly|please|pls|help|me|us|fast|urgent|sos|emergency)){2,}$"),
	P("danger", "\\b(i am|i'm|im|we are|we're) in danger\\b|\\bmy (child|baby|son|daughter) is in danger\\b"),
	P("danger", "\\b(call|send) (me |us )?(the |an )?(police|ambulance|fire brigade|firemen)( now| quick| please|$)"),
	P("danger", "\\b(house|flat|apartment|kitchen|building) is on fire\\b"),
	P("danger", BEGIN "النجدة" END "|^(انقذوني|انقذونا|ساعدوني|ساعدونا)( (من فضلكم|ارجوكم|بسرعة|الان))*$"),
	P("danger", BEGIN "(انا|نحن|ابني|ابنتي) في خطر" END),
	P(NULL, NULL)
};
