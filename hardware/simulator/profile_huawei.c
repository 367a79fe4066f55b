/* Huawei's 3G sticks of 2010-2014, found everywhere.  Lines of real ones: wammu issue 44 (E173: memories), gammu issues
 * 126 and 138 (E1752: sizes, COMMAND NOT SUPPORT, +CREG without quotes), 408 (CNMI ranges, +CDSI: "SR",0), 490, 508 and
 * pull 995 (E3531: first slot 0, +CMTI: "ME",0). */
#include "hardware/simulator/sim.h"

static const struct canned canned[] = {
	{ "+CPROT=?", "!" }, { "+SYNCML=?", "!" }, { "$TSSPCSW=?", "!" }, { "+MODE=2", "!" },
	{ "^PORTSEL=1", "" }, { "^U2DIAG=0", "" },
	{ "^SYSINFO", "^SYSINFO:2,3,0,5,1,,4" },
	{ "^CARDLOCK?", "^CARDLOCK: 2,0,0" },
	{ "^HWVER", "^HWVER:\"CD25TCPV\"" },
	{ "+CBC", "+CBC: 0,0" },
	{ NULL, NULL }
};

static const struct boot_line boot[] = {
	{ 0, "^BOOT:44785450,0,0,0,75" },
	{ 20, "^SIMST:1" },
	{ 60, "^SRVST:2" },
	{ 60, "^MODE:5,4" },
	{ 0, NULL }
};

static void
chatter(struct sim *s)
{
	if (!s->at.chatty)
		return;
	at_urc(s, "^BOOT:44785450,0,0,0,75");
	at_urc(s, "^RSSI:%d", s->net.rssi);
}

static void
full(struct sim *s, const char *memory)
{
	at_urc(s, "^SMMEMFULL: \"%s\"", memory);	/* AT^CURC=0 does not stop this one */
}

static void
signal_changed(struct sim *s)
{
	if (s->at.chatty)
		at_urc(s, "^RSSI:%d", s->net.rssi);
}

static void
registration(struct sim *s)
{
	if (s->at.chatty)
		at_urc(s, "^SRVST:%d", network_registered(&s->net) ? 2 : 0);
}

#define HUAWEI \
	.manufacturer = "huawei", .maker = "^", .cscs_test = "(\"IRA\",\"UCS2\",\"GSM\")", .cscs_default = "IRA", \
	.index_base = 0, .access = 2, .usb = true, .class0 = CLASS0_STORED, .canned = canned, .boot = boot, \
	.chatter_ms = 20000, .chatter = chatter, .on_full = full, .on_signal = signal_changed, .on_registration = registration

const struct profile profile_huawei_e173 = {
	HUAWEI,
	.name = "huawei-e173", .about = "clé 3G Huawei E173 : emplacements de 0, rapports dans SR, ^RSSI, ^BOOT, ^SMMEMFULL",
	.model = "E173", .revision = "11.126.85.00.209", .imei = "353443040000018",
	.memory = { { "SM", 50 }, { "ME", 255 }, { "MT", 0 }, { "SR", 10 }, { NULL, 0 } },
	.memory_default = { "SM", "SM", "SM" },
	.cpms_test = "(\"ME\",\"MT\",\"SM\",\"SR\"),(\"ME\",\"MT\",\"SM\",\"SR\"),(\"ME\",\"MT\",\"SM\",\"SR\")",
	.cnmi_test = "(0,1,2),(0,1,2,3),(0,2,3),(0,1,2),(0,1)",
	.report_memory = "SR",
	.creg_bare = true, .ussd_packed = true, .unknown = "COMMAND NOT SUPPORT",
};

const struct profile profile_huawei_e3531 = {
	HUAWEI,
	.name = "huawei-e3531", .about = "clé 3G Huawei E3531 : textes et rapports dans ME, emplacements de 0",
	.model = "E3531", .revision = "21.318.27.00.00", .imei = "353443040000026",
	.memory = { { "SM", 50 }, { "ME", 20 }, { NULL, 0 } },
	.memory_default = { "ME", "ME", "ME" },
	.ussd_packed = true,
	.cpms_test = "(\"SM\",\"ME\"),(\"SM\",\"ME\"),(\"SM\",\"ME\")",
	.cnmi_test = "(0-2),(0-3),(0,2,3),(0-2),(0-1)",
};
