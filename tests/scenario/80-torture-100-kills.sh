#!/bin/bash
# A hundred random kills, among modem faults: nothing lost, no answer missing, at most one duplicate per kill, and none
# where the SIM's last reference or a status report settles what a kill left open.
exec "$TESTS/torture.sh" 100 "${SEED:-0}"
