/* SIMCom SIM800: the 2G module on every hobby board.  SIM800 Series AT Command Manual V1.09; python-gsmmodem issue 60 (CNMI). */
#include "hardware/simulator/sim.h"

#define MEMORIES	"(\"SM\",\"ME\",\"SM_P\",\"ME_P\",\"MT\")"

static const struct canned canned[] = {
	{ "+CPROT=?", "!" }, { "+SYNCML=?", "!" }, { "$TSSPCSW=?", "!" }, { "+MODE=2", "!" },
	{ "+CBC", "+CBC: 0,84,4113" },
	{ NULL, NULL }
};

static const struct boot_line boot[] = {
	{ 0, "RDY" },
	{ 10, "+CFUN: 1" },
	{ 20, "+CPIN: READY" },
	{ 60, "Call Ready" },
	{ 70, "SMS Ready" },
	{ 0, NULL }
};

/* The network's time, told at registration. */
static void
registration(struct sim *s)
{
	if (!network_registered(&s->net))
		return;
	at_urc(s, "*PSUTTZ: 2026,1,15,9,30,0,\"+4\",0");
	at_urc(s, "DST: 0");
	at_urc(s, "+CIEV: 10,\"%s\",\"%s\",\"%s\", 0,0", s->net.operator_code, s->net.operator_name, s->net.operator_name);
}

const struct profile profile_sim800 = {
	.name = "sim800", .about = "module 2G SIMCom SIM800 : emplacements de 1, rapports par +CDS seulement, RDY, Call Ready, SMS Ready",
	.manufacturer = "SIMCOM_Ltd", .model = "SIMCOM_SIM800L", .revision = "Revision:1418B05SIM800L24", .imei = "866782040000014",
	.memory = { { "SM", 30 }, { "ME", 50 }, { "SM_P", 0 }, { "ME_P", 0 }, { "MT", 0 }, { NULL, 0 } },
	.memory_default = { "SM", "SM", "SM" },
	.cpms_test = MEMORIES "," MEMORIES "," MEMORIES,
	.cnmi_test = "(0-3),(0-3),(0,2),(0,1),(0,1)", .cnmi_default = { 2, 1, 0, 0, 0 },
	.cscs_test = "(\"IRA\",\"GSM\",\"UCS2\",\"HEX\",\"PCCP\",\"PCDN\",\"8859-1\")", .cscs_default = "IRA",
	.index_base = 1, .access = 0, .class0 = CLASS0_ROUTED, .empty_is_ok = true, .list_gap = true, .quoted_alpha = true,
	.urc_held = true, .canned = canned, .boot = boot, .on_registration = registration,
};
