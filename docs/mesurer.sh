#!/usr/bin/env bash
# The measurements of docs/mesures.md, on this machine: needs hyperfine and GNU time.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
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
echo "# tables of 2 000 statements (budget: export 1 s, import 2 s)"
python3 - "$folder" << 'PYTHON'
import os, sys
folder = sys.argv[1]
os.makedirs(f"{folder}/g/essai/1.0")
open(f"{folder}/g/essai/1.0/grille.yaml", "w").write('format: 1\nid: essai\nversion: "1.0"\ntitre: "Essai"\netat: brouillon\ndate: 2013-01-01\nsource: { titre: "D", editeur: "E", version: "1.0" }\naxes: [{ id: TEC, titre: "Technique", fichier: technique.yaml }]\n')
rows = range(2000)
text = "La solution ENT doit conserver la trace des accès pendant la durée que le règlement du service annonce, point"
open(f"{folder}/g/essai/1.0/technique.yaml", "w").write("enonces:\n" + "".join(f'  - {{ id: TEC-{n:04}, modalite: doit, enonce: "{text} {n}.", fondement: reconstitution }}\n' for n in rows))
open(f"{folder}/p.yaml", "w").write('format: 1\ngrille: "essai@1.0"\nobjet: solution\nintitule: Essai\ndate_evaluation: 2013-06-14\nreponses:\n' + "".join(f"  TEC-{n:04}:\n    statut: partiel\n    justification: |\n      L'annuaire est alimenté chaque nuit ; point {n}.\n    preuves:\n      - fichier: preuves/p{n}.pdf\n        type: document\n        date: 2013-05-02\n" for n in rows))
PYTHON
sdet="$PWD/$sdet"
timed() { /usr/bin/time -f "$1: %e s, %M KiB" "${@:2}" > /dev/null 2> "$folder/mesure" || true; grep KiB "$folder/mesure"; }
(
    cd "$folder"
    for table in t.xlsx t.csv; do
        timed "exporter $table" "$sdet" exporter p.yaml --grilles g -o "$table" --forcer
        timed "importer $table, untouched" "$sdet" importer "$table" p.yaml --grilles g
    done
    sed 's/;Partiel;/;Conforme;/' t.csv > u.csv
    if command -v soffice > /dev/null; then
        soffice "-env:UserInstallation=file://$folder/profil" --headless --convert-to ods t.xlsx > /dev/null 2>&1
        timed "importer t.ods, untouched" "$sdet" importer t.ods p.yaml --grilles g
    fi
    cp p.yaml q.yaml
    timed "importer u.csv, 2 000 changes written" "$sdet" importer u.csv q.yaml --grilles g
    grep -c 'statut: conforme' q.yaml
    printf 'n\ns\n%.0s' {1..50} > lignes
    sed -i 's/statut: partiel/statut:/' p.yaml
    timed "repondre, 50 replies saved, 2 000 statements" "$sdet" repondre p.yaml --grilles g < lignes
    grep -c 'statut: non_conforme' p.yaml
    echo "# a tender of 30 bidders on the shipped grid, half projects, half frames (no budget)"
    cp -r "$root/examples/marche-ent" trente
    rm -r trente/offres trente/analyse
    mkdir trente/offres trente/analyse
    sed -i '/^perimetre:/,/^ *socle:/d; /^derogations:/,$d' trente/marche.yaml
    "$sdet" exporter --cadre trente --format csv --date 2013-09-02 -o trente.csv -q
    python3 - << 'PYTHON'
import csv, os
rows = list(csv.reader(open("trente.csv", encoding="utf-8-sig"), delimiter=";"))
head = [one.replace("\u00a0", " ").replace("\u202f", " ") for one in rows[0]]
at = {name: head.index(name) for name in ("Statut", "Justification", "Preuve 1 : fichier", "Preuve 1 : type")}
status = ["Conforme", "Conforme", "Partiel", "Non conforme", "Conforme"]
for n in range(30):
    said = [(row[0], status[(7 * k + n) % 5], f"Essai du 14 juin ; point {k} de l'offre {n}.", f"preuves/p{k}.pdf") for k, row in enumerate(rows[1:])]
    if n % 2:
        with open(f"trente/offres/c{n}.csv", "w", encoding="utf-8-sig", newline="") as out:
            table = [list(row) for row in rows]
            for row, (_, one, why, piece) in zip(table[1:], said):
                row[at["Statut"]], row[at["Justification"]] = one, why
                row[at["Preuve 1 : fichier"]], row[at["Preuve 1 : type"]] = piece, "document"
            csv.writer(out, delimiter=";").writerows(table)
    else:
        os.makedirs(f"trente/offres/c{n}/reponses")
        open(f"trente/offres/c{n}/projet.yaml", "w").write(f'format: 1\ngrille: "sdet@4.1"\nobjet: solution\nintitule: "c{n}"\ndate_evaluation: 2013-09-20\n')
        with open(f"trente/offres/c{n}/reponses/tout.yaml", "w") as out:
            for title, own in (("reponses", False), ("complements", True)):
                out.write(f"{title}:\n")
                for name, one, why, piece in said:
                    if name.startswith("LOC") == own:
                        out.write(f'  {name}:\n    statut: {one}\n    justification: "{why}"\n    preuves:\n      - {{ fichier: {piece}, type: document }}\n')
    with open(f"trente/analyse/c{n}.yaml", "w") as out:
        out.write(f'format: 1\ncandidat: "c{n}"\npar: "F"\nle: 2013-10-14\nappreciations:\n')
        for name, one, _, _ in said:
            out.write(f'  {name}: {{ statut: {one}, motif: "Vu au mémoire technique." }}\n')
PYTHON
    for format in md html json csv xlsx; do
        timed "depouiller, 30 bidders, $format" "$sdet" depouiller trente trente/offres --date 2013-10-15 -o "t30.$format" --forcer
    done
    echo "# hostile tables (budget: 2 s, 300 MB), as answers to a project, then as an offer"
    cp -r "$root/examples/marche-ent" m
    mkdir hostiles
    "$sdet" exporter --cadre m --format csv --date 2013-09-02 -o cadre.csv -q
    python3 "$root/docs/hostiles.py" hostiles cadre.csv
    for table in hostiles/*; do
        timed "importer $table" "$sdet" importer "$table" p.yaml --grilles g
        timed "depouiller $table" "$sdet" depouiller m "$table" --date 2013-10-15
    done
)
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
