# A centre imports its places and words: what is refused is told before anything is written, importing again changes
# nothing, and what staff import, add or hide is what residents find.
. "$TESTS/cli.sh"

# Real places, twice; a resident finds one.
expect 0 place import "$TOP/data/lieux-reels-2022.tsv"
says 'Ajoutées 88'
expect 0 place import "$TOP/data/lieux-reels-2022.tsv"
says 'Ajoutées 0, mises à jour 0, inchangées 88'
expect 0 try --json 'CARTE bibliothèque Lille'
out_is '.replies[0].text | contains("03 20 15 97 20") and contains("2022")'
expect 0 place list --json --commune lille --category bibliotheque
out_is '.commune == "Lille" and .also == "aide-numerique" and .example == false'
id=$(jq -r 'select(.phone == "+33320159720").id' "$OUT")

# Hidden by staff: not found, and not shown again by the next import.
expect 0 place hide "$id"
expect 0 place import "$TOP/data/lieux-reels-2022.tsv"
expect 0 try --json 'CARTE bibliothèque Lille'
out_is '.replies[0].text | contains("03 20 15 97 20") | not'
expect 0 place publish "$id"
expect 0 place show "$id"
says '03 20 15 97 20'
says 'Vérifié le : 2022-06-16'
expect 65 place show 99999

# Bad lines: each with its reason, and nothing kept; then the good ones only.
expect 65 place import "$TESTS/data/lieux-refuses.csv" --source essai
says 'ligne 4 : catégorie « zorglub » inconnue'
says 'ligne 8 : téléphone « 0899 12 34 56 » : numéro surtaxé'
says 'Lignes lues : 15, refusées : 11. Rien n'\''a été gardé.'
expect 0 place list --source essai
says 'Aucun lieu.'
expect 65 place import "$TESTS/data/lieux-refuses.csv" --source essai --skip-bad --dry-run
expect 0 place list --source essai
says 'Aucun lieu.'
expect 0 place import "$TESTS/data/lieux-refuses.csv" --source essai --skip-bad
says 'Ajoutées 4'
expect 66 place import "$T/none.csv"
printf 'nom;categorie;telephone\nStade du Lendemain;sport;03 20 00 00 07\n' >"$T/in.csv"
"$B/azimut" --config "$T/azimut.conf" place import - <"$T/in.csv" >"$OUT" 2>"$ERR" || fail 'the standard input is not read'
says 'Ajoutées 1'

# By hand.
expect 0 place add 'PMI des Lilas' --category pmi --phone '03 20 00 00 08' --commune Tourcoing --latitude 50,72 --longitude 3,16
expect 0 try --json 'CARTE PMI'
out_is '.replies[0].text | contains("PMI des Lilas") and contains("03 20 00 00 08")'
expect 65 place add 'Refuge' --category violences --phone '03 20 00 00 08'
says 'jamais d'\''adresse'
expect 65 place add 'Stade' --category sport --latitude 91 --longitude 3

# Words.
long=$(printf 'a%.0s' $(seq 131))
printf 'terme;definition;alias\ntrop;%s;\nmétavers;Un monde où l’on joue.;meta\n' "$long" >"$T/mots.csv"
expect 65 term import "$T/mots.csv"
says 'ligne 2 : définition de 131 signes, 130 au plus'
says 'ligne 3 : définition : « ’ » coûte cher'
expect 0 try --json 'DEF métavers'
out_is '.replies[0].text | contains("monde") | not'
expect 0 term import "$T/mots.csv" --skip-bad
expect 0 try --json 'DEF meta'
out_is '.replies[0].text | contains("Un monde où l'\''on joue.")'
expect 0 term add 'mot rare' Un mot que peu de gens emploient. --alias 'motrare'
expect 0 term show motrare
says 'Un mot que peu de gens emploient.'
expect 65 term show zorglubique
expect 0 term list --json
out_is '.septets <= 130'

# The exchange.
expect 0 listing list
says 'Aucune annonce.'
expect 65 listing hide 1
exit 0
