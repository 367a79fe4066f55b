/* ZTE MF190: the other common 3G stick.  Lines of real ones: gammu issues 119 (MF180), 130 (MF190A), 170 (AT+ZOPRT,
 * AT+ZCDRUN), 209 (MF626: sizes, +CDSI: "SR"), 907 (MF710: AT+CPMS? quietens it). */
#include "hardware/simulator/sim.h"

static const struct canned canned[] = {
	{ "+CPROT=?", "!" }, { "+SYNCML=?", "!" }, { "$TSSPCSW=?", "!" }, { "+MODE=2", "!" },
	{ "+ZCDRUN=8", "Close autorun state result(0:FAIL 1:SUCCESS):1" },
	{ "+ZOPRT=5", "" },
	{ "+ZPAS?", "+ZPAS: \"UMTS\",\"CS_PS\"" },
	{ "+CBC", "!" },
	{ NULL, NULL }
};

static const struct boot_line boot[] = {
	{ 0, "+ZUSIMR:2" },
	{ 50, "+ZDONR: \"Orange F\",208,1,\"CS_PS\",\"ROAM_OFF\"" },
	{ 50, "+ZPASR: \"UMTS\"" },
	{ 0, NULL }
};

static void
chatter(struct sim *s)
{
	if (s->at.chatty)
		at_urc(s, "+ZUSIMR:2");
}

static void
registration(struct sim *s)
{
	if (network_registered(&s->net))
		at_urc(s, "+ZDONR: \"%s\",208,1,\"CS_PS\",\"ROAM_%s\"", s->net.operator_name, s->net.stat == 5 ? "ON" : "OFF");
	at_urc(s, "+ZPASR: \"%s\"", network_registered(&s->net) ? "UMTS" : "No Service");
}

const struct profile profile_zte_mf190 = {
	.name = "zte-mf190", .about = "clé 3G ZTE MF190 : emplacements de 0, rapports dans SR, +ZUSIMR jusqu'à AT+CPMS?",
	.manufacturer = "ZTE CORPORATION", .maker = "+Z", .model = "MF190", .revision = "BD_MF190V1.0.0B04", .imei = "861240010000019",
	.memory = { { "SM", 50 }, { "ME", 100 }, { "MT", 0 }, { "SR", 50 }, { NULL, 0 } },
	.memory_default = { "SM", "SM", "ME" },
	.cpms_test = "(\"ME\",\"MT\",\"SM\",\"SR\"),(\"ME\",\"MT\",\"SM\",\"SR\"),(\"ME\",\"MT\",\"SM\",\"SR\")",
	.cnmi_test = "(0,1,2),(0,1,2,3),(0,2),(0,1,2),(0,1)",
	.cscs_test = "(\"IRA\",\"GSM\",\"UCS2\")", .cscs_default = "IRA",
	.report_memory = "SR",
	.index_base = 0, .access = 2, .usb = true, .class0 = CLASS0_DROPPED, .quiet_by_cpms = true,
	.canned = canned, .boot = boot,
	.chatter_ms = 2000, .chatter = chatter, .on_registration = registration,
};
