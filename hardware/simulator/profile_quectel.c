/* Quectel EC25: the 4G module of most boards and routers.  Quectel EC2x AT Commands Manual; gammu issue 468 (identity). */
#include "hardware/simulator/sim.h"

#define MEMORIES	"(\"ME\",\"MT\",\"SM\",\"SR\")"

static const struct canned canned[] = {
	{ "+CPROT=?", "!" }, { "+SYNCML=?", "!" }, { "$TSSPCSW=?", "!" }, { "+MODE=2", "!" },
	{ "+QINISTAT", "+QINISTAT: 7" },
	{ "+QNWINFO", "+QNWINFO: \"FDD LTE\",\"20801\",\"LTE BAND 3\",1300" },
	{ NULL, NULL }
};

static const struct boot_line boot[] = {
	{ 0, "RDY" },
	{ 20, "+CFUN: 1" },
	{ 40, "+CPIN: READY" },
	{ 50, "+QUSIM: 1" },
	{ 80, "+QIND: SMS DONE" },
	{ 90, "+QIND: PB DONE" },
	{ 0, NULL }
};

static void
signal_line(struct sim *s)
{
	if (s->at.chatty)
		at_urc(s, "+QIND: \"csq\",%d,%d", s->net.rssi, s->net.ber);
}

static void
full(struct sim *s, const char *memory)
{
	at_urc(s, "+QIND: \"smsfull\",\"%s\"", memory);
}

static void
registration(struct sim *s)
{
	if (s->at.chatty && network_registered(&s->net))
		at_urc(s, "+QIND: \"act\",\"LTE\"");
}

const struct profile profile_quectel_ec25 = {
	.name = "quectel-ec25", .about = "module 4G Quectel EC25 : textes dans ME, emplacements de 0, rapports dans SR, +QIND",
	.manufacturer = "Quectel", .maker = "+Q", .model = "EC25", .revision = "EC25EFAR06A03M4G", .imei = "867962040000013",
	.memory = { { "ME", 255 }, { "SM", 50 }, { "MT", 0 }, { "SR", 20 }, { NULL, 0 } },
	.memory_default = { "ME", "ME", "ME" },
	.cpms_test = MEMORIES "," MEMORIES "," MEMORIES,
	.cnmi_test = "(0-2),(0-3),(0,2),(0-2),(0,1)", .cnmi_default = { 2, 1, 0, 0, 0 },
	.cscs_test = "(\"GSM\",\"IRA\",\"UCS2\")", .cscs_default = "GSM",
	.cmee_default = 1,
	.report_memory = "SR", .ccid_prefix = "+QCCID: ",
	.index_base = 0, .access = 7, .creg_act = true, .usb = true, .urc_held = true, .quiet = true, .class0 = CLASS0_ROUTED,
	.canned = canned, .boot = boot,
	.chatter_ms = 10000, .chatter = signal_line, .on_signal = signal_line, .on_full = full, .on_registration = registration,
};
