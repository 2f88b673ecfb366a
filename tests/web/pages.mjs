// The pages that are checked: those of the examples, and those of projects made to be difficult.
import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
export const folder = join(root, "target/web");
const program = process.env.SDET ?? join(root, "target/release/sdet");

/** Runs the program and gives the page's path. A finding (code 1) is no failure. */
function write(name, ...words) {
  const path = join(folder, name);
  try {
    execFileSync(program, [...words, "-q", "--forcer", "-o", path], { cwd: root, stdio: "pipe" });
  } catch (failure) {
    if (failure.status !== 1) { throw new Error(`${words.join(" ")}\n${failure.stderr}`); }
  }
  return path;
}

const HOSTILE = [
  "<script>window.touche = 1</script><img src=x onerror=\"window.touche = 1\">",
  "</style><style>body{display:none}</style> \"}body{display:none}",
  "</title></h1></section></main><iframe src=javascript:alert(1)>",
  "&lt;b&gt; &#x3c;b&#x3e; \u202erenversé\u2066isolé \u0623\u0647\u0644\u0627 \u05e9\u05dc\u05d5\u05dd",
  "👩‍💻 🇫🇷 ❤️ e\u0301\u0301\u0301\u0301\u0301",
  "motsansespace".repeat(40),
  "Première ligne\n  retrait\n\nSecond paragraphe\n- puce",
];

function grid(place, statements, text) {
  const home = join(place, "grilles/essai/1.0");
  mkdirSync(home, { recursive: true });
  const quoted = JSON.stringify(text);
  writeFileSync(join(home, "grille.yaml"), `format: 1
id: essai
version: "1.0"
titre: ${quoted}
etat: brouillon
date: 2013-01-01
source: { titre: ${quoted}, editeur: ${quoted}, version: "1.0" }
axes: [{ id: TEC, titre: ${quoted}, fichier: technique.yaml }]
`);
  let axis = "enonces:\n";
  for (let at = 1; at <= statements; at += 1) {
    const verb = at % 4 === 0 ? "devrait" : "doit";
    const wording = JSON.stringify(`La solution ${verb} faire ce que dit l'énoncé ${at} : ${text}`);
    axis += `  - { id: TEC-${String(at).padStart(4, "0")}, modalite: ${verb}, enonce: ${wording}, fondement: reconstitution, critique: ${at === 1} }\n`;
  }
  writeFileSync(join(home, "technique.yaml"), axis);
}

function project(name, statements, title, texts, answered = statements) {
  const place = join(folder, "projets", name);
  mkdirSync(place, { recursive: true });
  grid(place, statements, texts[0].replaceAll("\n", " ").slice(0, 200));
  let answers = `format: 1\ngrille: "essai@1.0"\nobjet: solution\nintitule: ${JSON.stringify(title)}\ndate_evaluation: 2013-06-14\nreponses:\n`;
  for (let at = 1; at <= answered; at += 1) {
    const text = texts[at % texts.length];
    const [many, one] = [JSON.stringify(text), JSON.stringify(text.replaceAll("\n", " "))];
    const status = ["conforme", "partiel", "non_conforme", "sans_objet", "conforme"][at % 5];
    answers += `  TEC-${String(at).padStart(4, "0")}:
    statut: ${status}
    justification: ${many}
    commentaire_interne: ${many}
    preuves: [{ reference: ${one}, page: ${one} }]
    action: { libelle: ${one}, porteur: ${one}, echeance: 2014-03-01 }
    derogation: { accordee_par: ${one}, reference: ${one}, motif: ${one}, echeance: 2014-12-31 }
    verification: { par: ${one}, le: 2013-07-01, avis: infirme, remarque: ${one} }
`;
  }
  writeFileSync(join(place, "projet.yaml"), answers);
  return [place, "--grilles", join(place, "grilles"), "--date", "2013-09-30", "--format", "html"];
}

/** Makes every page; `heavy` ones are not given to axe, which takes minutes on them. */
export function pages() {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const plain = ["Constaté lors de l'essai du 14 juin, sur deux établissements."];
  const before = write("avant.json", "rapport", "examples/ent-lycees", "--date", "2013-06-20", "--format", "json");
  const at = (date) => ["--date", date, "--format", "html"];
  const lycees = "examples/ent-lycees";
  return [
    { path: write("ent-lycees.html", "rapport", lycees, ...at("2013-09-30")) },
    { path: write("solution-editeur.html", "rapport", "examples/solution-editeur", ...at("2013-10-15")) },
    { path: write("solution-editeur-2014.html", "rapport", "examples/solution-editeur-2014", "--reference", "examples/solution-editeur/rapport.json", ...at("2014-10-20")) },
    { path: write("audit-2014.html", "comparer", "examples/solution-editeur/rapport.json", "examples/solution-editeur-2014", ...at("2014-10-20")) },
    { path: write("commune-1d.html", "rapport", "examples/commune-1d/ecoles.yaml", ...at("2013-09-30")) },
    { path: write("evolution.html", "rapport", lycees, "--public", "--reference", before, ...at("2014-09-30")) },
    { path: write("axe.html", "rapport", lycees, "--axe", "TEC", ...at("2013-09-30")) },
    { path: write("comparaison.html", "comparer", before, lycees, ...at("2014-09-30")) },
    { path: write("depouillement.html", "depouiller", "examples/marche-ent", "examples/marche-ent/offres", ...at("2013-10-15")) },
    { path: write("lettre.html", "depouiller", "examples/marche-ent", "examples/marche-ent/offres", "--lettre", "Mistral Numérique", ...at("2013-10-15")) },
    { path: write("un.html", "rapport", ...project("un", 1, "Un seul énoncé", plain)) },
    { path: write("vide.html", "rapport", ...project("vide", 3, "Rien de répondu", plain, 0)) },
    { path: write("titre.html", "rapport", ...project("titre", 2, "Un intitulé qui n'en finit pas ".repeat(10).slice(0, 300), plain)) },
    { path: write("hostile.html", "rapport", ...project("hostile", 14, HOSTILE[0], HOSTILE)) },
    { path: write("long.html", "rapport", ...project("long", 1, "Une très longue réponse", ["x".repeat(30_000) + " mot".repeat(7_000)].map((text) => text.slice(0, 60_000)))), heavy: true },
    { path: write("deux-mille.html", "rapport", ...project("deux-mille", 2000, "Deux mille énoncés", plain)), heavy: true },
  ];
}
