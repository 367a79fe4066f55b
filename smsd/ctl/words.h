/* smsd/ctl/words.h - the database's keys in French, and numbers as staff may see them. */
#ifndef SMSD_CTL_WORDS_H
#define SMSD_CTL_WORDS_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

struct ctl;

/* A state of `inbound` or `outbound`, for people: "en attente" for "queued".  Unknown: itself. */
const char	*words_state(const char *state);
/* The key meant by `typed`, English or French.  NULL after saying what is wrong. */
const char	*words_state_key(const struct ctl *, const char *typed);

/* The class of a text that leaves, for people: "réponse" for "reply".  Unknown: itself. */
const char	*words_class(const char *class_name);

/* Why a text is in its state, for people: the gate's words, the network's and the modem's.  Unknown: itself; NULL: "". */
const char	*words_reason(const char *key);

/* Roles, likewise: "référent" for ROLE_REFERENT.  words_role_of(): -1 after saying what is wrong. */
const char	*words_role(int role);
int		 words_role_of(const struct ctl *, const char *typed);

/* The number itself when `reveal` or when it is a name (CAF), else masked.  `buf` of WORDS_NUMBER bytes. */
#define WORDS_NUMBER	32
const char	*words_number(const char *number, bool reveal, char *buf);

/* "24/11 11:45" this year, "24/11/2025 11:45" otherwise; "jamais" for 0.  `buf` of WORDS_DATE bytes. */
#define WORDS_DATE	24
const char	*words_date(int64_t t, int64_t now, char *buf);
/* RFC 3339, or null for 0. */
json_t		*words_json_date(int64_t t);

/* A text that a person typed as a name or label: UTF-8 in one line, not empty, at most `max` bytes.  -1 after saying so. */
int		 words_check_name(const struct ctl *, const char *typed, size_t max);

#endif
