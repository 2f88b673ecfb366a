#!/usr/bin/env bash
# The measurements of docs/mesures.md, on this machine: needs hyperfine and GNU time.
set -euo pipefail
cd "$(dirname "$0")/.."
cargo build --release --locked -q
sdet=target/release/sdet
echo "# rapport on the shipped example (budget: 10 ms, 16 MB)"
hyperfine -i -N -w 5 "$sdet rapport examples/ent-lycees --date 2013-09-30 -q"
/usr/bin/time -f '%M KiB' "$sdet" rapport examples/ent-lycees --date 2013-09-30 -q > /dev/null
echo "# instructions, repeatable"
if command -v valgrind > /dev/null; then
    valgrind --tool=callgrind --callgrind-out-file=/dev/null \
        "$sdet" rapport examples/ent-lycees --date 2013-09-30 -q 2>&1 > /dev/null | grep Collected
fi
echo "# bombs (budget: 1 s, 200 MB)"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
bomb() {
    printf '%s: ' "$1"
    /usr/bin/time -f '%e s, %M KiB' "$sdet" verifier "$folder/bombe.yaml" --date 2013-09-30 2>&1 > /dev/null |
        grep -E 'erreur\[|KiB' | cut -c1-100 | tr '\n' ' '
    echo
}
head -c 100000 /dev/zero | tr '\0' '[' > "$folder/bombe.yaml"; bomb 'nested'
python3 -c "print('{a: ' * 100000)" > "$folder/bombe.yaml"; bomb 'maps'
python3 -c "print('- ' * 100000)" > "$folder/bombe.yaml"; bomb 'dashes'
python3 -c "print('a: ' + 'x' * 50_000_000)" > "$folder/bombe.yaml"; bomb 'scalar of 50 MB'
python3 -c "for n in range(1_000_000): print(f'k{n}: 1')" > "$folder/bombe.yaml"; bomb 'a million keys'
python3 -c "print('a: ' + 'é\\ufeff' * 3_300_000)" > "$folder/bombe.yaml"; bomb '16 MB of false spaces'
printf 'a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c]\n' > "$folder/bombe.yaml"; bomb 'laughs'
echo "# the page of 2 000 statements (budget: 200 ms, 3 MB)"
python3 - "$folder" <<'PYTHON'
import os, sys
home = sys.argv[1]
grid = f"{home}/grilles/essai/1.0"
os.makedirs(grid)
with open(f"{grid}/grille.yaml", "w") as out:
    out.write('format: 1\nid: essai\nversion: "1.0"\ntitre: "Essai"\netat: brouillon\ndate: 2013-01-01\n'
              'source: { titre: "Document", editeur: "Éditeur", version: "1.0" }\n'
              'axes: [{ id: TEC, titre: "Technique", fichier: technique.yaml }]\n')
status = ["conforme", "conforme", "partiel", "non_conforme", "sans_objet"]
with open(f"{grid}/technique.yaml", "w") as axis, open(f"{home}/deux-mille.yaml", "w") as answers:
    axis.write("enonces:\n")
    answers.write('format: 1\ngrille: "essai@1.0"\nobjet: solution\nintitule: Essai\ndate_evaluation: 2013-06-14\nreponses:\n')
    for n in range(1, 2001):
        verb = "devrait" if n % 4 == 0 else "doit"
        axis.write(f'  - {{ id: TEC-{n:04}, modalite: {verb}, enonce: "La solution {verb} permettre à chaque usager, selon son profil, de retrouver ses travaux numéro {n}.", fondement: reconstitution }}\n')
        answers.write(f'  TEC-{n:04}:\n    statut: {status[n % 5]}\n    justification: "Essai du 14 juin sur deux établissements pilotes : le comportement attendu a été constaté pour chaque profil."\n    evalue_par: Responsable qualité\n')
PYTHON
hyperfine -i -N -w 3 "$sdet rapport $folder/deux-mille.yaml --grilles $folder/grilles --date 2013-09-30 --format html -q"
"$sdet" rapport "$folder/deux-mille.yaml" --grilles "$folder/grilles" --date 2013-09-30 --format html -q | wc -c
echo "# reading, with the bare event parser on the same bytes (budget: 1.5 times)"
if command -v valgrind > /dev/null; then
    bench=$(cargo bench --locked --no-run 2>&1 | sed -n 's/.*(\(target.*reading-[^)]*\)).*/\1/p')
    for group in evenements reponses rien; do
        printf '%s: ' "$group"
        valgrind --tool=callgrind --callgrind-out-file=/dev/null \
            "$bench" --test "reponses/$group" 2>&1 > /dev/null | grep Collected | tail -n 1
    done
fi
cargo bench --locked -q 2> /dev/null | grep -E 'time:|thrpt:'
