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
