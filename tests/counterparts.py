#!/usr/bin/env python3
"""Tables and conversations with the programs people really have: LibreOffice, openpyxl (another
writer of workbooks), and a real pseudo-terminal. Needs `soffice` and openpyxl; an ignored test of
`tests/suite/counterparts.rs` runs it, which `.ci/run` asks for. Alone, on a program of one's choice:

    tests/counterparts.py target/release/sdet
"""

import csv
import datetime
import filecmp
import json
import os
import pty
import re
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest
import zipfile
from pathlib import Path

import openpyxl

SDET = str(Path(sys.argv.pop(1) if len(sys.argv) > 1 else "target/debug/sdet").resolve())
ROOT = Path(__file__).resolve().parent.parent
PROJECTS = ["ent-lycees", "solution-editeur", "solution-editeur-2014", "commune-1d/ecoles.yaml"]
STATUSES = "Conforme,Partiel,Non conforme,Sans objet,À évaluer"
CSV = "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,false,false,false,-1"


def sdet(folder, *words, code=0):
    done = subprocess.run([SDET, *map(str, words)], cwd=folder, capture_output=True, text=True)
    text = done.stdout + done.stderr
    assert code is None or done.returncode == code, f"{words}: {done.returncode}\n{text}"
    return text


def libreoffice(folder, file, target, opened_as=None):
    """Converts a file as a person would with « Enregistrer sous »."""
    how = [f"--infilter={opened_as}"] if opened_as else []
    profile = f"-env:UserInstallation=file://{folder}/profil"
    subprocess.run(
        ["soffice", profile, "--headless", *how, "--convert-to", target, "--outdir", folder, file],
        cwd=folder,
        check=True,
        capture_output=True,
        timeout=180,
    )


def plain(text):
    return str(text).replace("\u00a0", " ")


def headings(sheet):
    return {plain(cell.value): cell.column for cell in sheet[1]}


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="sdet-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        shutil.copytree(ROOT / "examples", self.folder / "examples")

    def copy(self, name):
        shutil.copytree(self.folder / "examples", self.folder / name)
        return self.folder / name

    def assert_same(self, one, other):
        compared = filecmp.dircmp(one, other)
        self.assertFalse(compared.left_only + compared.right_only + compared.diff_files)
        for name in compared.common_dirs:
            self.assert_same(Path(one) / name, Path(other) / name)

    def rows(self, text):
        """(rows, kept, changed, refused)"""
        line = next(line for line in text.splitlines() if "lue" in line)
        return tuple(int(number) for number in re.findall(r"\d+", plain(line)))


class Untouched(Case):
    """Saved again by LibreOffice without a change, a workbook changes not one byte."""

    def test_as_xlsx_as_ods_and_as_csv(self):
        for project in PROJECTS:
            with self.subTest(project):
                path = f"examples/{project}"
                sdet(self.folder, "exporter", path, "-o", "a.xlsx", "--forcer", "-q")
                (self.folder / "resaved").mkdir(exist_ok=True)
                libreoffice(self.folder, "a.xlsx", "ods")
                libreoffice(self.folder, "a.xlsx", CSV)
                os.replace(self.folder / "a.ods", self.folder / "resaved/a.ods")
                libreoffice(self.folder / "resaved", "a.ods", "xlsx")
                tables = [Path("resaved/a.ods"), Path("resaved/a.xlsx")]
                for sheet in sorted(self.folder.glob("a-*.csv")):
                    if not sheet.stem.endswith(("Lisez-moi", "Projet")):
                        tables.append(sheet)
                self.assertGreater(len(tables), 4)
                seen = 0
                for table in tables:
                    rows, kept, changed, refused = self.rows(
                        sdet(self.folder, "importer", table, path)
                    )
                    self.assertEqual((kept, changed, refused), (rows, 0, 0), table)
                    seen += rows if table.suffix == ".csv" else 0
                whole = openpyxl.load_workbook(self.folder / "a.xlsx")
                rows = sum(sheet.max_row - 1 for sheet in whole.worksheets[2:])
                self.assertEqual(seen, rows, "every row is in some text table")
                for sheet in self.folder.glob("a-*.csv"):
                    sheet.unlink()
                self.assert_same(self.folder / "examples", ROOT / "examples")

    def test_drop_downs_are_there_in_libreoffice(self):
        sdet(self.folder, "exporter", "examples/ent-lycees", "-o", "a.xlsx", "-q", "--proteger")
        libreoffice(self.folder, "a.xlsx", "ods")
        content = zipfile.ZipFile(self.folder / "a.ods").read("content.xml").decode()
        lists = re.findall(r'table:condition="([^"]*cell-content-is-in-list[^"]*)"', content)
        self.assertTrue(any("À évaluer" in one and "Non conforme" in one for one in lists))
        self.assertIn('table:protected="true"', content)
        (self.folder / "back").mkdir()
        shutil.move(self.folder / "a.ods", self.folder / "back/a.ods")
        libreoffice(self.folder / "back", "a.ods", "xlsx")
        for name in ["a.xlsx", "back/a.xlsx"]:
            for sheet in openpyxl.load_workbook(self.folder / name).worksheets[2:]:
                column = headings(sheet)["Statut"]
                cell = sheet.cell(2, column).coordinate
                found = [
                    rule.formula1.strip('"')
                    for rule in sheet.data_validations.dataValidation
                    if cell in rule.sqref and rule.type == "list"
                ]
                self.assertEqual(found, [STATUSES], f"{name} {sheet.title}")

    def test_ids_are_texts_and_dates_are_dates_for_others(self):
        sdet(self.folder, "exporter", "examples/ent-lycees", "-o", "a.xlsx", "-q")
        sheet = openpyxl.load_workbook(self.folder / "a.xlsx")["Technique"]
        at = headings(sheet)
        self.assertEqual(sheet.cell(2, at["Identifiant"]).value, "TEC-001")
        day = sheet.cell(2, at["Preuve 1 : date"])
        self.assertEqual(day.value.date(), datetime.date(2012, 7, 16))
        self.assertTrue(sheet.column_dimensions[sheet.cell(1, at["Repère (ne pas modifier)"]).column_letter].hidden)
        formulas = {
            plain(sheet.cell(1, cell.column).value)
            for row in sheet.iter_rows(min_row=2)
            for cell in row
            if cell.data_type == "f"
        }
        self.assertEqual(formulas, {"Constat"})


class Filled(Case):
    """Filled by openpyxl, saved by LibreOffice in each format: the same files come out of each."""

    def fill(self, name):
        book = openpyxl.load_workbook(self.folder / "a.xlsx")
        for sheet in book.worksheets[2:]:
            at = headings(sheet)
            for row in range(2, min(sheet.max_row, 9) + 1):
                statut = ["Conforme", "Partiel", "Non conforme", "Sans objet"][row % 4]
                sheet.cell(row, at["Statut"]).value = statut
                sheet.cell(row, at["Justification"]).value = f"Ligne {row} : « l'été »\nsuite & fin <x>"
                sheet.cell(row, at["Évalué le"]).value = datetime.date(2013, 6, row)
                sheet.cell(row, at["Preuve 3 : fichier"]).value = f"preuves/p{row}.pdf"
                sheet.cell(row, at["Preuve 3 : page"]).value = "12 à 14"
                sheet.cell(row, at["Preuve 3 : date"]).value = datetime.date(2013, 5, row)
                sheet.cell(row, at["Preuve 3 : type"]).value = "Rapport d'essai"
                sheet.cell(row, at["Dérogation : accordée par"]).value = "Rectorat"
                sheet.cell(row, at["Dérogation : échéance"]).value = datetime.date(2014, 12, 31)
                sheet.cell(row, at["Commentaire interne"]).value = "à voir ; vite"
            sheet.row_dimensions[3].hidden = True
            sheet.auto_filter.add_filter_column(0, ["TEC-001"])
        book.save(self.folder / name)

    def test_the_same_answers_come_from_xlsx_ods_and_csv(self):
        sdet(self.folder, "exporter", "examples/ent-lycees", "-o", "a.xlsx", "-q")
        self.fill("b.xlsx")
        by_xlsx = self.copy("xlsx")
        text = sdet(self.folder, "importer", "b.xlsx", by_xlsx / "ent-lycees")
        rows, kept, changed, refused = self.rows(text)
        self.assertEqual((rows, changed, refused), (205, 32, 0))
        self.assertEqual(kept, rows - changed)
        libreoffice(self.folder, "b.xlsx", "ods")
        by_ods = self.copy("ods")
        self.assertEqual(self.rows(sdet(self.folder, "importer", "b.ods", by_ods / "ent-lycees")), (rows, kept, changed, refused))
        self.assert_same(by_xlsx, by_ods)
        libreoffice(self.folder, "b.xlsx", CSV)
        by_csv = self.copy("csv")
        for sheet in sorted(self.folder.glob("b-*.csv")):
            if not sheet.stem.endswith(("Lisez-moi", "Projet")):
                sdet(self.folder, "importer", sheet, by_csv / "ent-lycees")
        self.assert_same(by_xlsx, by_csv)
        # What was imported goes out again, and comes back without a change.
        sdet(self.folder, "exporter", by_xlsx / "ent-lycees", "-o", "c.xlsx", "-q")
        again = self.rows(sdet(self.folder, "importer", "c.xlsx", by_xlsx / "ent-lycees"))
        self.assertEqual(again, (rows, rows, 0, 0))
        # The same workbook once more: everything is there already.
        twice = self.rows(sdet(self.folder, "importer", "b.xlsx", by_xlsx / "ent-lycees"))
        self.assertEqual(twice, (rows, rows, 0, 0))

    def test_our_csv_opened_and_saved_by_libreoffice(self):
        sdet(self.folder, "exporter", "examples/ent-lycees", "-o", "a.csv", "-q")
        # As a French LibreOffice proposes it: « ; », quotes, UTF-8, French dates.
        libreoffice(self.folder, "a.csv", "ods", "Text - txt - csv (StarCalc):59,34,76,1,,1036,false,true")
        text = sdet(self.folder, "importer", "a.ods", "examples/ent-lycees")
        self.assertEqual(self.rows(text), (205, 205, 0, 0))
        self.assert_same(self.folder / "examples", ROOT / "examples")

    def test_a_grid_goes_out_and_comes_back(self):
        grid = self.folder / "g/sdet/4.2"
        shutil.copytree(ROOT / "grids/sdet/4.1", grid)
        head = (grid / "grille.yaml").read_text().replace('version: "4.1"', 'version: "4.2"', 1)
        (grid / "grille.yaml").write_text(head)
        before = {path.name: path.read_bytes() for path in grid.iterdir()}
        sdet(self.folder, "grille", "exporter", grid, "-o", "g.xlsx", "-q")
        libreoffice(self.folder, "g.xlsx", "ods")
        for table in ["g.xlsx", "g.ods"]:
            text = sdet(self.folder, "grille", "importer", table, grid)
            self.assertEqual(self.rows(text), (220, 220, 0, 0), table)
        self.assertEqual(before, {path.name: path.read_bytes() for path in grid.iterdir()})
        book = openpyxl.load_workbook(self.folder / "g.xlsx")
        sheet = book["Technique"]
        at = headings(sheet)
        sheet.cell(2, at["Pourquoi"]).value = "Parce qu'il faut savoir qui répond."
        sheet.cell(2, at["Concerne"]).value = "Éditeur, Intégrateur"
        book.save(self.folder / "h.xlsx")
        text = sdet(self.folder, "grille", "importer", "h.xlsx", grid)
        self.assertEqual(self.rows(text), (220, 219, 1, 0))
        after = {path.name: path.read_bytes() for path in grid.iterdir()}
        changed = [name for name in after if after[name] != before[name]]
        self.assertEqual(changed, ["technique.yaml"])
        old, new = before["technique.yaml"].splitlines(), after["technique.yaml"].splitlines()
        self.assertEqual(sum(a != b for a, b in zip(old, new)), 2)
        self.assertEqual(len(old), len(new))
        sdet(self.folder, "grille", "verifier", grid)


class Terminal:
    """`repondre` in a pseudo-terminal."""

    def __init__(self, folder, *words):
        self.seen = ""
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            # Started in the background, this test would hand on a Ctrl-C that is ignored.
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            os.chdir(folder)
            os.execv(SDET, [SDET, "repondre", *map(str, words)])

    def until(self, wanted, within=20):
        end = time.monotonic() + within
        while (found := plain(self.seen).find(wanted)) < 0:
            left = end - time.monotonic()
            ready = select.select([self.fd], [], [], max(left, 0))[0]
            if not ready:
                raise AssertionError(f"« {wanted} » never came:\n{self.seen}")
            try:
                self.seen += os.read(self.fd, 4096).decode()
            except OSError:
                raise AssertionError(f"ended before « {wanted} »:\n{self.seen}") from None
        self.seen = self.seen[found + len(wanted) :]

    def say(self, text):
        os.write(self.fd, text.encode())

    def end(self):
        while True:
            try:
                if not os.read(self.fd, 4096):
                    break
            except OSError:
                break
        return os.waitpid(self.pid, 0)[1]


class Conversation(Case):
    def setUp(self):
        super().setUp()
        sdet(self.folder, "init", "p.yaml", "--objet", "solution", "--socle", "--role", "editeur", "--date", "2013-06-14")
        self.before = (self.folder / "p.yaml").read_text()

    def text(self):
        text = (self.folder / "p.yaml").read_text()
        sdet(self.folder, "verifier", "p.yaml", "--date", "2013-06-14")
        return text

    def test_answer_go_back_interrupt_kill_and_resume(self):
        first = Terminal(self.folder, "p.yaml")
        first.until("À évaluer (e)")
        first.say("2\r")
        first.until("Enregistré.")
        first.until("compte)")
        first.say("\x03")
        self.assertTrue(os.WIFSIGNALED(first.end()), "Ctrl-C ends it")
        text = self.text()
        self.assertEqual(text.count("statut: partiel"), 1)
        self.assertEqual(text.replace("statut: partiel", "statut:"), self.before)

        second = Terminal(self.folder, "p.yaml")
        second.until("Réponse actuelle : Partiel")
        second.until("À évaluer (e)")
        second.say("\r")
        second.until("compte)")
        second.say("Il manque l'installation, à l'été.\r")
        second.until("Preuve : chemin")
        second.say("r\r")
        second.until("Entrée garde : Il manque l'installation, à l'été.")
        second.say("\r")
        second.until("Preuve : chemin")
        os.kill(second.pid, signal.SIGKILL)
        second.end()
        text = self.text()
        self.assertIn("Il manque l'installation, à l'été.", text)
        self.assertEqual(sorted(os.listdir(self.folder)), sorted(["examples", "p.yaml", "schemas"]))

        third = Terminal(self.folder, "p.yaml")
        third.until("Énoncé 1 sur 61")
        third.until("À évaluer (e)")
        third.say("q\r")
        self.assertEqual(os.waitstatus_to_exitcode(third.end()), 0)
        self.assertEqual(self.text(), text)

    def test_kills_at_any_moment_break_no_file(self):
        lines = "c\nOui.\n\n" * 40
        for wait in [0.0, 0.01, 0.03, 0.06, 0.1, 0.15, 0.25, 0.4]:
            pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
            with subprocess.Popen([SDET, "repondre", "p.yaml"], cwd=self.folder, **pipes) as child:
                child.stdin.write(lines.encode())
                child.stdin.flush()
                time.sleep(wait)
                child.kill()
                heard = child.stdout.read().decode()
            text = self.text()
            self.assertGreaterEqual(text.count("statut: conforme"), heard.count("> c\n") - 1)
            # Each saved line is in the file: what was told « Enregistré » is.
            self.assertGreaterEqual(
                text.count("statut: conforme") + text.count("      Oui."), heard.count("Enregistré.")
            )
        left = [name for name in os.listdir(self.folder) if name.startswith(".")]
        sdet(self.folder, "verifier", "p.yaml", "--date", "2013-06-14")
        self.assertLessEqual(len(left), 8)


class Frames(Case):
    """The response frame of a market, filled and saved again by the programs bidders have."""

    MARKET = ROOT / "examples" / "marche-ent"
    NAME = "Œuvres & Réseaux"

    def declared(self, file):
        """(bidder, what it declares for TEC-004) of an offer."""
        text = sdet(
            self.folder, "depouiller", self.MARKET, file, "--date", "2013-10-15",
            "--format", "json", "-o", "lu.json", "--forcer", "-q",
        )
        self.assertEqual(text.strip(), "")
        bidder = json.loads((self.folder / "lu.json").read_text(encoding="utf-8"))["candidats"][0]
        answer = next(one for one in bidder["reponses"] if one["id"] == "TEC-004")
        return bidder["candidat"], answer["declare"], answer["justification"]

    def export(self, name):
        sdet(self.folder, "exporter", "--cadre", self.MARKET, "-o", name, "--date", "2013-09-02")
        return self.folder / name

    def test_csv_saved_again_by_calc(self):
        with open(self.export("cadre.csv"), encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file, delimiter=";"))
        next(row for row in rows if row[0] == "Candidat")[1] = self.NAME
        answer = next(row for row in rows if row[0] == "TEC-004")
        answer[6], answer[7] = "Partiel", "Voir l'annexe ; page 3,\nà jour."
        with open(self.folder / "rempli.csv", "w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file, delimiter=";").writerows(rows)
        expected = (self.NAME, "partiel", "Voir l'annexe ; page 3,\nà jour.")
        self.assertEqual(self.declared("rempli.csv"), expected)
        opened = "CSV:59,34,76,1"
        for target in ["xlsx", "ods"]:
            libreoffice(self.folder, "rempli.csv", target, opened_as=opened)
            self.assertEqual(self.declared(f"rempli.{target}"), expected, target)
        for encoding, name in [("76", "UTF-8"), ("1", "Windows-1252")]:
            libreoffice(self.folder, "rempli.xlsx", CSV.replace(",76,", f",{encoding},"))
            self.assertEqual(self.declared("rempli.csv"), expected, name)

    def test_xlsx_filled_by_openpyxl_and_saved_by_calc(self):
        path = self.export("cadre.xlsx")
        book = openpyxl.load_workbook(path)
        for row in book["Marché"].iter_rows():
            if row[0].value == "Candidat":
                row[1].value = self.NAME
        sheet = book["Technique"]
        for row in range(2, sheet.max_row + 1):
            if sheet.cell(row, 1).value == "TEC-004":
                sheet.cell(row, headings(sheet)["Statut"]).value = "Conforme"
        book.save(path)
        self.assertEqual(self.declared("cadre.xlsx")[:2], (self.NAME, "conforme"))
        libreoffice(self.folder, "cadre.xlsx", "ods")
        self.assertEqual(self.declared("cadre.ods")[:2], (self.NAME, "conforme"))

    def test_tables_of_a_tender_open_as_they_were_written(self):
        for name in ["d.xlsx", "d.csv"]:
            sdet(
                self.folder, "depouiller", self.MARKET, self.MARKET / "offres",
                "--date", "2013-10-15", "-o", name, "-q",
            )
        book = openpyxl.load_workbook(self.folder / "d.xlsx")
        written = [
            [plain(cell) if cell is not None else "" for cell in row]
            for sheet in book.worksheets[2:]
            for row in sheet.iter_rows(values_only=True)
        ]
        # What Calc makes of the text: no fraction becomes a day.
        libreoffice(self.folder, "d.csv", "xlsx", opened_as="CSV:59,34,76,1")
        opened = {
            tuple(plain(cell) for cell in row if cell is not None)
            for row in openpyxl.load_workbook(self.folder / "d.xlsx").active.iter_rows(values_only=True)
        }
        self.assertTrue(any("39544 ÷ 2415" in row for row in opened))
        for row in written:
            if "Note pondérée" in row and row[0] != "Candidat":
                self.assertIn(tuple(cell for cell in row if cell), opened)


if __name__ == "__main__":
    program = unittest.main(exit=False, verbosity=2)
    result = program.result
    failed = len(result.failures) + len(result.errors)
    print(f"counterparts: {result.testsRun - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)
