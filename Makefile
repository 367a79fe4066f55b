# Azimut: build, run, test, measure, install.  `make help` lists the targets.
# The rooms: base/ schema/ handlers/ smsd/ hardware/ (README has the map).  No logic that belongs in C lives here.

comma   := ,
B       := build$(if $(SAN),/$(subst $(comma),-,$(SAN)))
prefix  ?= /usr/local
bindir  := $(prefix)/bin
datadir := $(prefix)/share/azimut
docdir  := $(prefix)/share/doc/azimut
sysconfdir ?= /etc
unitdir := $(if $(filter /usr,$(prefix)),/usr/lib/systemd/system,$(sysconfdir)/systemd/system)
udevdir := $(if $(filter /usr,$(prefix)),/usr/lib/udev/rules.d,$(sysconfdir)/udev/rules.d)
CC      ?= cc
CFLAGS  ?= -O2 -g
VERSION := 0.1.0

# One library per need; the package that brings each, for those who lack it.
PKGS     := sqlite3 libpcre2-8 libutf8proc jansson libical libsodium inih gammu libseccomp libsystemd
DEB      := gcc libc6-dev pkg-config libsqlite3-dev libpcre2-dev libutf8proc-dev libstemmer-dev libjansson-dev libical-dev libsodium-dev \
            libinih-dev libgammu-dev libseccomp-dev libsystemd-dev libcurl4-gnutls-dev
DEB_TEST := xxd procps bc libcmocka-dev gammu gammu-smsd smstools kannel jq sqlite3 socat strace systemd udev python3-aiosmtpd openssl

# Linked to azimut-courier alone: it would cost every role 3 MiB and 6 ms.
CURL     := libcurl

PKG_CFLAGS := $(shell pkg-config --cflags $(PKGS) 2>/dev/null)
PKG_LIBS   := $(shell pkg-config --libs $(PKGS) 2>/dev/null) -lstemmer -lm

WARN := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wwrite-strings -Wvla -Wformat=2
HARD := -fstack-protector-strong -fPIE $(if $(SAN),,-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2)
OURS := -std=c11 -D_GNU_SOURCE -I. $(WARN) $(HARD) \
        $(if $(SAN),-fsanitize=$(SAN) -fno-sanitize-recover=all -fno-omit-frame-pointer) \
        -DAZIMUT_VERSION='"$(VERSION)"'
# libgammu sleeps fixed times meant for serial ports: the worker's own usleep and open64 must be visible to it
# (hardware/interpose.c).
LINK := -pie $(if $(SAN),-fsanitize=$(SAN)) -Wl,-z,relro,-z,now \
        -Wl,--export-dynamic-symbol=usleep -Wl,--export-dynamic-symbol=open64 -Wl,--export-dynamic-symbol=open

LIB_SRC := $(wildcard base/*.c schema/*.c handlers/*.c smsd/text/*.c smsd/calendar/*.c smsd/route/*.c smsd/remind/*.c smsd/ctl/*.c hardware/*.c) \
           $(filter-out smsd/guess/learn% smsd/tag/learn%,$(wildcard smsd/guess/*.c smsd/tag/*.c)) \
           $(filter-out smsd/main.c,$(wildcard smsd/*.c))
EMBED   := $(wildcard schema/migrations/*.sql handlers/messages.*.ini data/*.tsv data/*.csv)
LIB_OBJ := $(LIB_SRC:%.c=$(B)/%.o) $(B)/embed.o
# What the guesser learns from, while building; never a blind file (docs/HACKING.md).
CORPUS  := $(wildcard data/corpus/*.tsv) tests/data/understand_dev.tsv tests/data/understand_dev2.tsv \
           tests/data/understand_dev3.tsv tests/data/understand_dev4.tsv tests/data/turns_fr.tsv \
           tests/data/distress_fr.tsv
# ... of which these say no more than the handler, so that they do not measure the router.
NO_ROLES := tests/data/turns_fr.tsv tests/data/distress_fr.tsv data/corpus/corrections.tsv
# What a text's features are made with: when it changes, the guesser learns anew.
LEARN_FROM := $(CORPUS) $(wildcard smsd/guess/*.[ch]) smsd/route/view.c smsd/route/tables.c \
              smsd/text/fold.c smsd/text/spell.c smsd/text/sound.c smsd/text/stem.c schema/phrase.c data/mots.tsv \
              data/categories.tsv data/communes.tsv data/quartiers.tsv data/lexicon.tsv
LEARN_OBJ := $(patsubst %.c,$(B)/%.o,$(wildcard smsd/guess/learn*.c))
POST_SRC := $(wildcard smsd/courier/*.c)
POST_OBJ := $(POST_SRC:%.c=$(B)/%.o)
SIM_SRC := $(wildcard hardware/simulator/*.c)
SIM_OBJ := $(SIM_SRC:%.c=$(B)/%.o) $(B)/base/clock.o
TESTS   := $(patsubst tests/unit/%.c,$(B)/tests/%,$(wildcard tests/unit/t_*.c))
TOOLS   := $(patsubst tests/tools/%.c,$(B)/tests/%,$(wildcard tests/tools/*.c))
FUZZERS := $(patsubst tests/fuzz/%.c,build/fuzz/%,$(wildcard tests/fuzz/fuzz_*.c))
BENCH   := $(patsubst tests/bench/%.c,$(B)/bench/%,$(wildcard tests/bench/*.c))
PROGRAMS := $(if $(wildcard smsd/main.c),$(B)/azimut) $(B)/azimut-courier $(if $(SIM_SRC),$(B)/azimut-modemsim)

ifeq ($(MAKELEVEL)$(filter -j%,$(MAKEFLAGS)),0)
MAKEFLAGS += -j$(shell nproc)
endif

all: need-build $(PROGRAMS)

# ---- what is missing -------------------------------------------------------------------------------------------
.PHONY: all need-build need-test deps deps-build test texts understand torture bench fuzz demo install uninstall clean help unit-programs fuzz-programs
need-build:
	@pkg-config --exists $(PKGS) $(CURL) 2>/dev/null && test -e /usr/include/libstemmer.h || { \
	  echo "Il manque des paquets pour construire Azimut. Lancez :  make deps"; \
	  echo "(ou, à la main :  apt-get install $(strip $(DEB)))"; exit 1; }
need-test: need-build
	@pkg-config --exists cmocka 2>/dev/null && command -v gammu gammu-smsd smsd bearerbox jq sqlite3 socat strace systemd-analyze udevadm openssl >/dev/null && /usr/bin/python3 -c "import aiosmtpd" 2>/dev/null || { \
	  echo "Il manque des paquets pour les essais. Lancez :  make deps"; \
	  echo "(ou, à la main :  apt-get install $(strip $(DEB_TEST)))"; exit 1; }

deps: ; @tests/apt-get-missing $(DEB) $(DEB_TEST)
deps-build: ; @tests/apt-get-missing $(DEB)

# ---- programs --------------------------------------------------------------------------------------------------
$(B)/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(CC) $(OURS) $(PKG_CFLAGS) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$(B)/embed.S: $(EMBED) base/embed.sh Makefile
	@mkdir -p $(@D)
	base/embed.sh $(EMBED) > $@.tmp && mv $@.tmp $@
$(B)/embed.o: $(B)/embed.S
	$(CC) $(if $(SAN),-fsanitize=$(SAN)) -c -o $@ $<

# The guesser's model: learnt from the corpus by a program made of the same parts, a few seconds.
$(B)/azimut-learn: $(LEARN_OBJ) $(LIB_OBJ)
	$(CC) $(LINK) $(LDFLAGS) -o $@ $^ $(PKG_LIBS)
$(B)/guess.model: $(LEARN_FROM) | $(B)/azimut-learn
	$(B)/azimut-learn -o $@.tmp $(CORPUS) && mv $@.tmp $@
PLACES := data/categories.tsv $(filter-out $(NO_ROLES),$(CORPUS))
$(B)/places.model: $(LEARN_FROM) | $(B)/azimut-learn
	$(B)/azimut-learn --places -o $@.tmp $(PLACES) && mv $@.tmp $@
# Which words of a text it is about, likewise.
$(B)/azimut-learn-tags: $(B)/smsd/tag/learn.o $(LIB_OBJ)
	$(CC) $(LINK) $(LDFLAGS) -o $@ $^ $(PKG_LIBS)
$(B)/tags.model: $(LEARN_FROM) $(wildcard smsd/tag/*.[ch]) | $(B)/azimut-learn-tags
	$(B)/azimut-learn-tags -o $@.tmp $(filter-out $(NO_ROLES),$(CORPUS)) && mv $@.tmp $@
$(B)/model.o: $(B)/guess.model $(B)/places.model $(B)/tags.model
	printf '.section .rodata\n.balign 64\n.globl guess_model_start, guess_model_end\nguess_model_start: .incbin "%s"\nguess_model_end:\n.balign 64\n.globl place_model_start, place_model_end\nplace_model_start: .incbin "%s"\nplace_model_end:\n.balign 64\n.globl tag_model_start, tag_model_end\ntag_model_start: .incbin "%s"\ntag_model_end:\n.section .note.GNU-stack,"",%%progbits\n' $^ > $(B)/model.S
	$(CC) $(if $(SAN),-fsanitize=$(SAN)) -c -o $@ $(B)/model.S

$(B)/libazimut.a: $(LIB_OBJ) $(B)/model.o
	@rm -f $@
	ar rcs $@ $^
$(B)/azimut: $(B)/smsd/main.o $(B)/libazimut.a
	$(CC) $(LINK) $(LDFLAGS) -o $@ $(B)/smsd/main.o -Wl,--whole-archive $(B)/libazimut.a -Wl,--no-whole-archive $(PKG_LIBS)
$(B)/azimut-courier: $(POST_OBJ) $(B)/libazimut.a
	$(CC) $(LINK) $(LDFLAGS) -o $@ $(POST_OBJ) $(B)/libazimut.a -Wl,--as-needed $(shell pkg-config --libs $(CURL)) $(PKG_LIBS)
$(B)/azimut-modemsim: $(SIM_OBJ)
	$(CC) -pie $(if $(SAN),-fsanitize=$(SAN)) $(LDFLAGS) -o $@ $(SIM_OBJ) $(shell pkg-config --libs jansson) -lm

$(B)/tests/%: tests/unit/%.c $(B)/libazimut.a Makefile
	@mkdir -p $(@D)
	$(CC) $(OURS) $(PKG_CFLAGS) -Itests/unit $(CPPFLAGS) $(CFLAGS) -MMD -MP -MF $@.d -pie -o $@ $< $(B)/libazimut.a $(PKG_LIBS) -lcmocka
$(B)/tests/%: tests/tools/%.c $(B)/libazimut.a Makefile
	@mkdir -p $(@D)
	$(CC) $(OURS) $(PKG_CFLAGS) $(CPPFLAGS) $(CFLAGS) -MMD -MP -MF $@.d -pie -o $@ $< $(B)/libazimut.a $(PKG_LIBS)
build/fuzz/fuzz_%: tests/fuzz/fuzz_%.c build/fuzz/libazimut.a Makefile
	$(CC) $(OURS) $(PKG_CFLAGS) $(CPPFLAGS) $(CFLAGS) -fsanitize=fuzzer -MMD -MP -MF $@.d -pie -o $@ $< $(B)/libazimut.a $(PKG_LIBS)
$(B)/bench/%: tests/bench/%.c $(B)/libazimut.a Makefile
	@mkdir -p $(@D)
	$(CC) $(OURS) $(PKG_CFLAGS) $(CPPFLAGS) $(CFLAGS) -MMD -MP -MF $@.d -pie -o $@ $< $(B)/libazimut.a $(PKG_LIBS)

# ---- tests -----------------------------------------------------------------------------------------------------
unit-programs: need-test $(TESTS) $(TOOLS)
test:
	@$(MAKE) --no-print-directory deps
	@$(MAKE) --no-print-directory all unit-programs
	@B=$(B) tests/run $(ONLY)

# How well texts are understood, per handler; the texts missed of the set that one may read (tests/data/UNDERSTAND.md).
understand: need-build $(B)/tests/understand $(B)/fold.model
	@rc=0; \
	$(B)/tests/understand --folds $(B)/fold $(filter-out $(NO_ROLES),$(CORPUS)) || rc=1; \
	$(B)/tests/understand tests/data/understand_blind2.tsv \
	    tests/data/understand_blind4.tsv tests/data/understand_blind5.tsv || rc=1; exit $$rc
$(B)/fold.model: $(LEARN_FROM) $(wildcard smsd/tag/*.[ch]) | $(B)/azimut-learn $(B)/azimut-learn-tags
	$(B)/azimut-learn --report --places --folds $(B)/fold-places -o $@ $(PLACES)
	$(B)/azimut-learn-tags --report --folds $(B)/fold-tags -o $@ $(filter-out $(NO_ROLES),$(CORPUS))
	$(B)/azimut-learn --report --folds $(B)/fold -o $@ $(CORPUS)

# Each tests/fuzz/fuzz_*.c for FUZZ_SECONDS (60), with clang's libFuzzer: FUZZ_SECONDS=600 make fuzz ONLY=pdu
fuzz: need-build
	@command -v clang >/dev/null || { echo "Il manque clang. Lancez :  apt-get install clang libclang-rt-14-dev"; exit 1; }
	@$(MAKE) --no-print-directory CC=clang SAN=address,undefined B=build/fuzz CFLAGS="-O1 -g -fsanitize=fuzzer-no-link" \
	  fuzz-programs
	@tests/fuzz/run $(if $(ONLY),$(foreach f,$(FUZZERS),$(if $(findstring $(ONLY),$f),$f)),$(FUZZERS))
fuzz-programs: $(FUZZERS)

# How hard the texts that residents receive are to read; a report, not a gate.
texts: need-build $(B)/tests/texts
	@$(B)/tests/texts tests/data/mots_frequents_fr.txt

# ---- longer runs -----------------------------------------------------------------------------------------------
# make torture N=1000 SEED=7: random kills and faults, judged by the modem's journal and the database alone.
N    ?= 100
SEED ?= 0
torture: need-test all unit-programs
	B=$(B) tests/torture.sh $(N) $(SEED)
bench: need-test all unit-programs $(BENCH)
	@B=$(B) tests/bench/run

# ---- use -------------------------------------------------------------------------------------------------------
# A simulated modem, the daemon on a throw-away database with sample data, and a handset in the terminal.
demo:
	@$(MAKE) --no-print-directory deps-build
	@test -x $(B)/azimut || echo 'Construction (une minute la première fois)...'
	@$(MAKE) --no-print-directory -s all
	@$(B)/azimut demo

install: all
	install -d $(DESTDIR)$(bindir) $(DESTDIR)$(datadir) $(DESTDIR)$(docdir) $(DESTDIR)$(sysconfdir)/azimut \
	  $(DESTDIR)$(unitdir) $(DESTDIR)$(udevdir)
	install -m 755 $(B)/azimut $(B)/azimut-courier $(B)/azimut-modemsim $(DESTDIR)$(bindir)/
	install -m 644 data/*.tsv data/*.csv data/README.md $(DESTDIR)$(datadir)/
	install -m 644 README.md COPYING docs/*.md docs/azimut.conf.example $(DESTDIR)$(docdir)/
	sed 's|@bindir@|$(bindir)|g; s|@docdir@|$(docdir)|g' hardware/systemd/azimut.service > $(DESTDIR)$(unitdir)/azimut.service
	install -m 644 hardware/udev/*.rules $(DESTDIR)$(udevdir)/
uninstall:
	rm -f $(DESTDIR)$(bindir)/azimut $(DESTDIR)$(bindir)/azimut-courier $(DESTDIR)$(bindir)/azimut-modemsim $(DESTDIR)$(unitdir)/azimut.service \
	  $(addprefix $(DESTDIR)$(udevdir)/,$(notdir $(wildcard hardware/udev/*.rules)))
	rm -rf $(DESTDIR)$(datadir) $(DESTDIR)$(docdir)

clean:
	rm -rf build

help:
	@echo 'make              construit build/azimut et build/azimut-modemsim'
	@echo 'make deps         installe les paquets Debian qui manquent (root ou sudo)'
	@echo 'make demo         un téléphone dans le terminal : écrivez au centre comme un habitant'
	@echo 'make test         tous les essais ; SAN=address,undefined pour les vérifier en mémoire ; ONLY=mot'
	@echo 'make understand   ce que le routeur comprend, mot-clé par mot-clé, et les textes manqués'
	@echo 'make texts        ce que les textes reçus par les habitants ont de difficile à lire'
	@echo 'make torture N=…  pannes au hasard : rien de perdu, rien en double'
	@echo 'make bench        vitesses, à côté d’autres programmes'
	@echo 'make fuzz         entrées hostiles au hasard ; FUZZ_SECONDS=60'
	@echo 'make install      dans $(prefix) ; DESTDIR et prefix possibles ; make uninstall'
	@echo 'make clean        efface build/'

-include $(LIB_OBJ:.o=.d) $(LEARN_OBJ:.o=.d) $(POST_OBJ:.o=.d) $(SIM_OBJ:.o=.d) $(TESTS:=.d) $(TOOLS:=.d) $(BENCH:=.d) $(FUZZERS:=.d) $(B)/smsd/main.d
