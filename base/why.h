/* base/why.h - why the system refused, in words for staff. */
#ifndef BASE_WHY_H
#define BASE_WHY_H

/* errno's value as the end of a French sentence ("il n'existe pas"); the system's own words when it is a rare one. */
const char	*why_not(int err);

#endif
