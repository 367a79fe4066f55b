# Each personality: its memories, where texts and reports land and from which number slots count, what CNMI takes, what
# it says while it starts, when it is full, and from time to time.
. "$TESTS/lib.sh"

check() {	# PROFILE
	local p=$1
	at_open "$p"
	at_line AT+CMEE=1 OK; at_line AT+CMGF=0 OK
	at_line AT+CPMS=? "$CPMS"; at_line AT+CPMS? "$NOW"
	at_line AT+CNMI=? "$CNMI"
	at_line "AT+CNMI=2,1,0,$DS,0" OK
	at_refused AT+CNMI=2,1,0,3,0 '\+CMS ERROR: 303'
	sim_text "$p" +33639980001 bonjour
	at_wait 5 "$CMTI" || fail "$p: $AT_LINE, not $CMTI"
	sim_ctl "$p" '{"cmd":"reports","mode":"delivered"}' >/dev/null
	at_send_pdu "$PDU_SRR" $PDU_LEN || fail "$p: $AT_OUT"
	at_wait 5 "$REPORT" || fail "$p: $AT_LINE, not $REPORT"
	at AT+CMGR=$((FIRST + 5)); grep -Eqx -- "$EMPTY" <<<"$AT_OUT" || fail "$p: empty slot: $AT_OUT"
	at_refused AT+CMGR=9999 '\+CMS ERROR: 321'
	at AT^CURC=0 1;  [[ $p == huawei* ]] || grep -Eqx 'ERROR' <<<"$AT_OUT" || fail "$p: ^CURC: $AT_OUT"
	at_line AT+CGMM "$MODEL"
	if [ -n "$FULL" ]; then
		sim_ctl "$p" '{"cmd":"burst","count":300,"text":"x"}' >/dev/null
		at_wait 5 "$FULL" || fail "$p: no $FULL"
	fi
	if [ -n "$CHATTER" ]; then
		sim_ctl "$p" '{"cmd":"chatter","ms":50}' >/dev/null
		at_wait 5 "$CHATTER" && at_wait 5 "$CHATTER" || fail "$p: no $CHATTER"
	fi
	at_close
	if [ -n "$BOOT" ]; then
		sim_ctl "$p" '{"cmd":"boot","ms":1000}' >/dev/null
		sim_ctl "$p" '{"cmd":"unplug","ms":0}' >/dev/null
		wait_until 5 test -e "$T/$p.tty"
		at_open "$p"; at_wait 5 "$BOOT" || fail "$p: no $BOOT"; at_close
	fi
	sim_ctl "$p" '{"cmd":"quit"}' >/dev/null
}

start_sim huawei-e173 huawei-e173 --chatter-ms 0
MODEL=E173 DS=2 FIRST=0 EMPTY='\+CMS ERROR: 321' CMTI='\+CMTI: "SM",0' REPORT='\+CDSI: "SR",0' FULL='\^SMMEMFULL: "SM"' CHATTER='\^RSSI:20' BOOT='\^MODE:5,4' \
CPMS='\+CPMS: \("ME","MT","SM","SR"\),\("ME","MT","SM","SR"\),\("ME","MT","SM","SR"\)' NOW='\+CPMS: "SM",0,50,"SM",0,50,"SM",0,50' \
CNMI='\+CNMI: \(0,1,2\),\(0,1,2,3\),\(0,2,3\),\(0,1,2\),\(0,1\)' check huawei-e173

start_sim huawei-e3531 huawei-e3531 --chatter-ms 0
MODEL=E3531 DS=2 FIRST=0 EMPTY='\+CMS ERROR: 321' CMTI='\+CMTI: "ME",0' REPORT='\+CDSI: "ME",1' FULL='\^SMMEMFULL: "ME"' CHATTER='\^BOOT:.*' BOOT='\^SIMST:1' \
CPMS='\+CPMS: \("SM","ME"\),\("SM","ME"\),\("SM","ME"\)' NOW='\+CPMS: "ME",0,20,"ME",0,20,"ME",0,20' CNMI='\+CNMI: .*' check huawei-e3531

start_sim zte-mf190 zte-mf190 --chatter-ms 0
MODEL=MF190 DS=2 FIRST=0 EMPTY='\+CMS ERROR: 321' CMTI='\+CMTI: "ME",0' REPORT='\+CDSI: "SR",0' FULL= CHATTER='\+ZUSIMR:2' BOOT='\+ZDONR: .*' \
CPMS='\+CPMS: \("ME","MT","SM","SR"\),.*' NOW='\+CPMS: "SM",0,50,"SM",0,50,"ME",0,100' CNMI='\+CNMI: \(0,1,2\),\(0,1,2,3\),\(0,2\),\(0,1,2\),\(0,1\)' check zte-mf190

start_sim sim800 sim800
MODEL=SIMCOM_SIM800L DS=1 FIRST=1 EMPTY=OK CMTI='\+CMTI: "SM",1' REPORT='\+CDS: 25' FULL= CHATTER= BOOT='SMS Ready' \
CPMS='\+CPMS: \("SM","ME","SM_P","ME_P","MT"\),.*' NOW='\+CPMS: "SM",0,30,"SM",0,30,"SM",0,30' CNMI='\+CNMI: \(0-3\),\(0-3\),\(0,2\),\(0,1\),\(0,1\)' check sim800

start_sim quectel-ec25 quectel-ec25
MODEL=EC25 DS=2 FIRST=0 EMPTY='\+CMS ERROR: 321' CMTI='\+CMTI: "ME",0' REPORT='\+CDSI: "SR",0' FULL='\+QIND: "smsfull","ME"' CHATTER='\+QIND: "csq",20,99' BOOT='\+QIND: SMS DONE' \
CPMS='\+CPMS: \("ME","MT","SM","SR"\),.*' NOW='\+CPMS: "ME",0,255,"ME",0,255,"ME",0,255' CNMI='\+CNMI: \(0-2\),\(0-3\),\(0,2\),\(0-2\),\(0,1\)' check quectel-ec25

start_sim generic generic
MODEL=Simulator DS=2 FIRST=1 EMPTY='\+CMS ERROR: 321' CMTI='\+CMTI: "SM",1' REPORT='\+CDSI: "SM",2' FULL= CHATTER= BOOT= \
CPMS='\+CPMS: \("SM"\),\("SM"\),\("SM"\)' NOW='\+CPMS: "SM",0,30,"SM",0,30,"SM",0,30' CNMI='\+CNMI: .*' check generic

# "wait until the command is over": this module holds unsolicited lines, that stick does not
start_sim held quectel-ec25 --air-ms 1500
start_sim free huawei-e173 --air-ms 1500 --chatter-ms 0
for p in held free; do
	at_open $p; at_line AT+CNMI=2,1,0,2,0 OK
	at_send "AT+CMGS=$PDU_LEN\r"; at_wait_prompt || fail 'no prompt'
	at_send "$PDU_HELLO\032"
	wait_until 5 journal_has $p '.ev=="submitted"'
	sim_text $p +33639980001 'pendant un envoi'
	at_wait 5 '\+CM(GS: 1|TI: .*)' || fail "$p: nothing"
	case $p$AT_LINE in
	held+CMGS* | free+CMTI*) ;;
	*) fail "$p: $AT_LINE first" ;;
	esac
	at_wait 5 '\+CM(GS: 1|TI: .*)' || fail "$p: only one"
	at_close
done
