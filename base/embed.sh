#!/bin/sh
# Writes an assembly file that carries the files named as arguments inside the program, with a table of them
# (base/embed.h).  Paths are those from the top of the tree, which is where make runs this.
set -eu
n=0
printf '\t.section .rodata\n'
for f; do
	printf 'f%d:\t.incbin "%s"\ne%d:\t.byte 0\n' "$n" "$f" "$n"
	printf 'n%d:\t.asciz "%s"\n' "$n" "$f"
	n=$((n + 1))
done
printf '\t.section .data.rel.ro,"aw"\n\t.balign 8\n\t.globl embedded_files\nembedded_files:\n'
i=0
while [ $i -lt $n ]; do
	printf '\t.dc.a n%d, f%d, e%d - f%d\n' $i $i $i $i
	i=$((i + 1))
done
printf '\t.dc.a 0, 0, 0\n\t.section .note.GNU-stack,"",%%progbits\n'
