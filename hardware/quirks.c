/* hardware/quirks.c - see quirks.h.  The first row that fits is taken. */
#include <stddef.h>
#include <string.h>

#include "hardware/quirks.h"

static const struct quirk table[] = {
	/* Three serial ports: unsolicited results go to the one that asked with ^PORTSEL.  ^CURC=0 stops ^RSSI, ^MODE... */
	{ .family = "huawei", .manufacturer = "huawei", .setup = { "AT^PORTSEL=1", "AT^CURC=0" },
	  .pin_tries = "AT^CPIN?", .ussd_packed = true },
	{ .family = "brovi", .manufacturer = "brovi", .setup = { "AT^PORTSEL=1", "AT^CURC=0" }, .pin_tries = "AT^CPIN?" },
	/* +ZOPRT=5 wakes the radio of sticks that start it off line. */
	{ .family = "zte", .manufacturer = "zte", .setup = { "AT+ZOPRT=5" }, .pin_tries = "AT+ZPINPUK=?" },
	{ .family = "onda", .manufacturer = "onda", .setup = { "AT+ZOPRT=5" }, .pin_tries = "AT+ZPINPUK=?" },
	{ .family = "quectel", .manufacturer = "quectel",
	  .setup = { "AT+QURCCFG=\"urcport\",\"all\"", "AT+QINDCFG=\"csq\",0", "AT+QINDCFG=\"act\",0" },
	  .pin_tries = "AT+QPINC=\"SC\"" },
	{ .family = "simcom", .manufacturer = "simcom", .setup = { "AT+CIURC=0", "AT+CTZU=0" }, .pin_tries = "AT+SPIC" },
	{ .family = "sierra", .manufacturer = "sierra", .setup = { "AT+WIND=0" } },
	{ .family = "telit", .manufacturer = "telit", .setup = { "AT#QSS=0", "AT#NITZ=0" }, .pin_tries = "AT#PCT" },
	{ .family = "u-blox", .manufacturer = "u-blox", .pin_tries = "AT+UPINCNT" },
	{ .family = "other" },
};

const struct quirk *
quirk_find(const char *manufacturer, const char *model)
{
	size_t	 i = 0;

	while ((table[i].manufacturer != NULL && strcasestr(manufacturer, table[i].manufacturer) == NULL) ||
	    (table[i].model != NULL && strcasestr(model, table[i].model) == NULL))
		i++;
	return &table[i];
}
