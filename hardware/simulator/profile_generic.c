/* A quiet modem that follows 27.005 and 27.007 and nothing else: SIM only, slots from 1. */
#include "hardware/simulator/sim.h"

const struct profile profile_generic = {
	.name = "generic", .about = "clé sans particularité : mémoire de la SIM seule, emplacements de 1, aucune ligne spontanée",
	.manufacturer = "Azimut", .model = "Simulator", .revision = "1", .imei = "350000000000006",
	.memory = { { "SM", 30 }, { NULL, 0 } },
	.memory_default = { "SM", "SM", "SM" },
	.cpms_test = "(\"SM\"),(\"SM\"),(\"SM\")",
	.cnmi_test = "(0-3),(0-3),(0,2),(0-2),(0,1)",
	.cscs_test = "(\"GSM\",\"IRA\",\"UCS2\",\"UTF-8\")", .cscs_default = "GSM",
	.index_base = 1, .access = 2, .class0 = CLASS0_STORED,
};
