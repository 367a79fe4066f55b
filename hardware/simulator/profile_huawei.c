/* Huawei E173: the HSPA stick of 2010-2012 found everywhere.  Lines of real ones: gammu issues 126 and 138, wammu
 * issue 44 (E173), gammu issue 490 (E3531). */
#include "hardware/simulator/sim.h"

static const struct canned canned[] = {
	{ "+CPROT=?", "!" }, { "+SYNCML=?", "!" }, { "$TSSPCSW=?", "!" }, { "+MODE=2", "!" },
	{ "^PORTSEL=1", "" },
	{ "^SYSINFO", "^SYSINFO:2,3,0,5,1,,4" },
	{ "^CARDLOCK?", "^CARDLOCK: 2,0,0" },
	{ "^HWVER", "^HWVER:\"CD25TCPV\"" },
	{ "^U2DIAG=0", "" },
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
	if (!s->at.curc)
		return;
	at_urc(s, "^BOOT:44785450,0,0,0,75");
	at_urc(s, "^RSSI:%d", s->net.rssi);
}

static void
full(struct sim *s, const char *memory)
{
	at_urc(s, "^SMMEMFULL: \"%s\"", memory);
}

static void
signal_changed(struct sim *s)
{
	if (s->at.curc)
		at_urc(s, "^RSSI:%d", s->net.rssi);
}

static void
registration(struct sim *s)
{
	if (s->at.curc)
		at_urc(s, "^SRVST:%d", network_registered(&s->net) ? 2 : 0);
}

const struct profile profile_huawei_e173 = {
	.name = "huawei-e173",
	.about = "clé 3G Huawei E173 : 0 = premier emplacement, rapports dans la mémoire des textes, ^RSSI, ^BOOT, ^SMMEMFULL",
	.manufacturer = "huawei", .model = "E173", .revision = "11.126.85.00.209", .imei = "353443040000018",
	.memory = { { "SM", 50 }, { "ME", 255 }, { "MT", 0 }, { "SR", 10 }, { NULL, 0 } },
	.memory_default = { "SM", "SM", "SM" },
	.cpms_test = "(\"ME\",\"MT\",\"SM\",\"SR\"),(\"ME\",\"MT\",\"SM\",\"SR\"),(\"ME\",\"MT\",\"SM\",\"SR\")",
	.cnmi_test = "(0,1,2),(0,1,2,3),(0,2,3),(0,1,2),(0,1)",
	.report_memory = "SR",
	.cscs_test = "(\"IRA\",\"UCS2\",\"GSM\")", .cscs_default = "IRA",
	.cnmi_default = { 0, 0, 0, 0, 0 },
	.index_base = 0,
	.access = 2,
	.creg_bare = true,
	.usb = true,
	.ussd_packed = true,
	.class0_stored = true,
	.canned = canned, .boot = boot,
	.chatter_ms = 20000, .chatter = chatter,
	.on_full = full, .on_signal = signal_changed, .on_registration = registration,
};
