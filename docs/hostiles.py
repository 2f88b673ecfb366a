#!/usr/bin/env python3
"""Writes tables made to harm into a folder, for docs/mesurer.sh.

Usage: hostiles.py FOLDER CADRE.csv: a sound table too, whose rows are also given many times over.
"""
import csv
import io
import sys
import zipfile

folder, sound = sys.argv[1:3]
TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
ROOT = RELATIONS.format(f'<Relationship Id="r1" Type="{TYPE}officeDocument" Target="xl/workbook.xml"/>')
X = "<c><v>1</v></c>"


def archive(name, parts):
    with zipfile.ZipFile(f"{folder}/{name}", "w", zipfile.ZIP_DEFLATED) as out:
        for path, content in parts.items():
            out.writestr(path, content)


def xlsx(name, sheet="<worksheet><sheetData/></worksheet>", sheets=1, target="worksheets/sheet1.xml", **parts):
    listed = "".join(f'<sheet name="F{n}" sheetId="{n}" r:id="r{n}"/>' for n in range(1, sheets + 1))
    links = "".join(f'<Relationship Id="r{n}" Type="{TYPE}worksheet" Target="{target}"/>' for n in range(1, sheets + 1))
    archive(name, {
        "_rels/.rels": ROOT,
        "xl/_rels/workbook.xml.rels": RELATIONS.format(links),
        "xl/workbook.xml": f'<workbook xmlns:r="x"><sheets>{listed}</sheets></workbook>',
        f"xl/{target}": sheet,
    } | {f"xl/{path}.xml": content for path, content in parts.items()})


def rows(content):
    return f"<worksheet><sheetData>{content}</sheetData></worksheet>"


def ods(name, content, head='<table:table table:name="A">', foot="</table:table>"):
    archive(name, {"content.xml": f"<a>{head}{content}{foot}</a>"})


def text_cell(text, repeated=1):
    return f'<table:table-cell table:number-columns-repeated="{repeated}" office:value-type="string"><text:p>{text}</text:p></table:table-cell>'


# Archives.
archive("bombe.xlsx", {"xl/workbook.xml": "<x/>", "xl/worksheets/sheet1.xml": " " * 2_000_000_000})
xlsx("bombe-cachee.xlsx", " " * 500_000_000, target="worksheets/sheet1.png")
archive("fichiers.xlsx", {f"{n}.xml": "" for n in range(60_000)})
open(f"{folder}/geant.xlsx", "wb").write(b"PK\x03\x04" + b"x" * 200_000_000)
# Rows, columns, cells.
xlsx("lignes.xlsx", rows(f"<row>{X}</row>" * 300_000))
xlsx("lignes-vides.xlsx", rows("<row/>" * 5_000_000))
xlsx("colonnes.xlsx", rows(f"<row>{X * 16_384}</row>" * 20))
xlsx("cellules.xlsx", rows(f"<row>{X * 1000}</row>" * 3_000))
xlsx("fusions.xlsx", rows("").replace("</worksheet>", "<mergeCells>" + '<mergeCell ref="A1:B2"/>' * 500_000 + "</mergeCells></worksheet>"))
# Texts.
shared = "<sst>{}</sst>"
xlsx("textes-partages.xlsx", sharedStrings=shared.format("<si><t>x</t></si>" * 2_500_000))
xlsx("textes-promis.xlsx", sharedStrings='<sst uniqueCount="9000000000"></sst>')
xlsx("texte-repete.xlsx", rows(("<row>" + '<c t="s"><v>0</v></c>' * 20 + "</row>") * 19_000), sharedStrings=shared.format(f"<si><t>{'x' * 30_000}</t></si>"))
xlsx("cellule.xlsx", rows(f'<row><c t="inlineStr"><is><t>{"x" * 47_000_000}</t></is></c></row>'))
xlsx("attribut.xlsx", rows(f'<row><c r="{"A" * 47_000_000}"><v>1</v></c></row>'))
font = f'<fonts><font><name val="{"x" * 900_000}"/></font></fonts>'
xlsx("formats.xlsx", styles=f"<styleSheet>{font}<cellXfs>" + '<xf fontId="0"/>' * 500_000 + "</cellXfs></styleSheet>")
# Sheets, depth.
xlsx("feuilles.xlsx", sheets=100_000)
xlsx("meme-feuille.xlsx", rows("<row><c/></row>" * 600_000), sheets=200)
xlsx("profond.xlsx", rows("<a>" * 5_000_000))
xlsx("profond-permis.xlsx", rows("<a>" * 1_900_000))
# OpenDocument.
wide = f'<table:table-row table:number-rows-repeated="1048576">{text_cell("x", 16384)}</table:table-row>'
ods("repete.ods", wide)
ods("lignes.ods", f"<table:table-row>{text_cell('x')}</table:table-row>" * 300_000)
ods("espaces.ods", "<table:table-row><table:table-cell><text:p>" + '<text:s text:c="1000"/>' * 1_500_000 + "</text:p></table:table-cell></table:table-row>")
ods("cellule.ods", f"<table:table-row>{text_cell('x' * 47_000_000)}</table:table-row>")
ods("feuilles.ods", "", head='<table:table table:name="A"/>' * 1_000_000, foot="")
ods("profond.ods", "<a>" * 5_000_000)
ods("fusions.ods", "<table:table-row>" + '<table:covered-table-cell table:number-columns-spanned="2"/>' * 700_000 + "</table:table-row>")
# Texts with separators.
open(f"{folder}/geant.csv", "wb").write(b"a;b\n" * 50_000_000)
open(f"{folder}/lignes.csv", "wb").write(b"a;b\n" * 300_000)
open(f"{folder}/separateurs.csv", "wb").write(b";" * 16_000_000)
open(f"{folder}/guillemet.csv", "wb").write(b'a;b\n"' + b"x" * 16_000_000)
# The rows of a sound frame, as many times as the limits allow, and a formula in each of its cells.
table = list(csv.reader(io.StringIO(open(sound, encoding="utf-8-sig").read()), delimiter=";"))
head, body = table[0], table[1:]
many = (body * 200)[:19_900]
with open(f"{folder}/memes-lignes.csv", "w", encoding="utf-8", newline="") as out:
    csv.writer(out, delimiter=";").writerows([head] + many)

with open(f"{folder}/colonnes-en-plus.csv", "w", encoding="utf-8", newline="") as out:
    more = [f"Colonne {n}" for n in range(5_000)]
    csv.writer(out, delimiter=";").writerows([head + more] + [one + ["x"] * 5_000 for one in body])


def escape(text):
    return text.replace("&", "&amp;").replace("<", "&lt;")


def cell(text, formula):
    inside = f"<is><t>{escape(text)}</t></is>"
    return f'<c t="inlineStr">{"<f>1</f>" if formula else ""}{inside}</c>'


def row(cells, formulas=False):
    return "<row>" + "".join(cell(text, formulas and not text) for text in cells) + "</row>"


xlsx("formules.xlsx", rows(row(head) + "".join(row(one, True) for one in (body * 200)[:3_000])))
