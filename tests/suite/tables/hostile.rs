//! Files made to harm: refused with a clear message, code 3, the project untouched. Time and
//! memory are measured by `docs/mesurer.sh`.

use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;
#[cfg(target_os = "linux")]
use std::process::Command;

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{PROJECT, export, folder, project};
use crate::support::{run, stderr, stdout};

/// An archive of these files.
fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        writer.start_file(*name, SimpleFileOptions::default()).expect("a file");
        writer.write_all(content).expect("a content");
    }
    writer.finish().expect("an archive").into_inner()
}

const TYPES: &str = r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"></Types>"#;
const RELATIONS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
const ROOT: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const WORKBOOK: &str = r#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>"#;

/// A workbook of one sheet with this content.
fn xlsx(sheet_data: &str) -> Vec<u8> {
    with_parts(WORKBOOK, RELATIONS, sheet_data, &[])
}

/// A workbook of these main files, of one file of cells, and of others.
fn with_parts(
    workbook: &str,
    relations: &str,
    sheet_data: &str,
    others: &[(&str, &[u8])],
) -> Vec<u8> {
    let sheet = format!(
        r#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{sheet_data}</sheetData></worksheet>"#
    );
    let mut files: Vec<(&str, &[u8])> = vec![
        ("[Content_Types].xml", TYPES.as_bytes()),
        ("_rels/.rels", ROOT.as_bytes()),
        ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
        ("xl/workbook.xml", workbook.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ];
    files.extend(others);
    archive(&files)
}

/// An OpenDocument spreadsheet with these rows.
fn ods(rows: &str) -> Vec<u8> {
    let content = format!(
        r#"<?xml version="1.0"?><office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body><office:spreadsheet><table:table table:name="A">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"#
    );
    archive(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", content.as_bytes()),
    ])
}

/// The code of the message that refuses a file.
fn refusal(folder: &Path, name: &str, bytes: &[u8]) -> String {
    fs::write(folder.join(name), bytes).expect("a file");
    let output = run(folder, &format!("importer {name} p.yaml --grilles grilles"));
    let errors = stderr(&output);
    assert_eq!(output.status.code(), Some(3), "{name}\n{}{errors}", stdout(&output));
    assert!(!errors.contains("panicked"), "{name}\n{errors}");
    assert_eq!(project(folder), PROJECT, "{name}");
    let start = errors.find("erreur[").expect("an error") + 7;
    errors[start..start + 4].to_owned()
}

#[test]
fn bombs_and_giants_are_refused() {
    let folder = folder();
    let at = folder.path();
    let cell = "<c t=\"inlineStr\"><is><t>x</t></is></c>";
    let wide = format!("<row>{}</row>", cell.repeat(1_000)).repeat(401);
    let repeated = |rows: &str, columns: &str| {
        ods(&format!(
            r#"<table:table-row table:number-rows-repeated="{rows}"><table:table-cell table:number-columns-repeated="{columns}" office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>"#
        ))
    };
    let zeros = vec![b' '; 100 * 1024 * 1024];
    let bomb = archive(&[("xl/workbook.xml", WORKBOOK.as_bytes()), ("xl/big.xml", &zeros)]);
    let many: Vec<(String, Vec<u8>)> =
        (0..5_000).map(|at| (format!("x{at}.xml"), Vec::new())).collect();
    let many: Vec<(&str, &[u8])> =
        many.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    for (name, bytes) in [
        ("bombe.xlsx", bomb),
        ("trop-de-cellules.xlsx", xlsx(&wide)),
        ("un-million-de-lignes.ods", repeated("1048576", "1")),
        ("un-million-de-colonnes.ods", repeated("30", "16384")),
        ("trop-de-fichiers.xlsx", archive(&many)),
        ("geant.csv", vec![b'x'; 17 * 1024 * 1024]),
    ] {
        assert_eq!(refusal(at, name, &bytes), "T602", "{name}");
    }
}

/// Small files that swell: each was seen to take minutes, or many gigabytes, or to end the program
/// where nothing can be said any more. Here the program has 400 MB of addresses and 30 s of
/// processor, which is far more than it needs even unoptimised.
#[cfg(target_os = "linux")]
#[test]
fn what_a_small_file_swells_to_is_bounded() {
    let folder = folder();
    let at = folder.path();
    let cell = "<c><v>1</v></c>";
    let strings = |content: String| {
        with_parts(WORKBOOK, RELATIONS, "", &[("xl/sharedStrings.xml", content.as_bytes())])
    };
    let named = |name: &str| format!("<fonts><font><name val=\"{name}\"/></font></fonts>");
    let styles = format!(
        "<styleSheet>{}<cellXfs>{}</cellXfs></styleSheet>",
        named(&"x".repeat(900_000)),
        "<xf fontId=\"0\"/>".repeat(100_000)
    );
    let sheets = |number: usize| {
        let one = |n: usize| format!("<sheet name=\"F{n}\" sheetId=\"{n}\" r:id=\"rId1\"/>");
        let all: String = (1..=number).map(one).collect();
        format!("<workbook xmlns:r=\"r\"><sheets>{all}</sheets></workbook>")
    };
    let elsewhere = RELATIONS.replace("sheet1.xml", "sheet1.png");
    let hidden = vec![b' '; 300 * 1024 * 1024];
    let long = "x".repeat(3 << 20);
    let spaces = "<text:s text:c=\"1000\"/>".repeat(1_200_000);
    let row = |inside: &str| format!("<table:table-row>{inside}</table:table-row>");
    let spanned = "<table:table-cell table:number-columns-spanned=\"2\"/>";
    let inline = format!("<row><c t=\"inlineStr\"><is><t>{long}</t></is></c></row>");
    let cases: [(&str, &str, Vec<u8>); 16] = [
        ("lignes.xlsx", "lignes", xlsx(&format!("<row>{cell}</row>").repeat(20_001))),
        ("lignes.csv", "lignes", b"a;b\n".repeat(20_001)),
        (
            "lignes.ods",
            "lignes",
            ods(&row("<table:table-cell><text:p>x</text:p></table:table-cell>").repeat(20_001)),
        ),
        (
            "textes.xlsx",
            "balises",
            strings(format!("<sst>{}</sst>", "<si><t>x</t></si>".repeat(600_000))),
        ),
        ("promis.xlsx", "textes", strings("<sst uniqueCount=\"9000000000\"></sst>".into())),
        ("cellule.xlsx", "d'un seul tenant", xlsx(&inline)),
        ("cellule.csv", "dans une cellule", format!("a;b\n{long};x\n").into_bytes()),
        (
            "espaces.ods",
            "dans une cellule",
            ods(&row(&format!("<table:table-cell><text:p>{spaces}</text:p></table:table-cell>"))),
        ),
        (
            "formats.xlsx",
            "de formats de cellules",
            with_parts(WORKBOOK, RELATIONS, "", &[("xl/styles.xml", styles.as_bytes())]),
        ),
        ("feuilles.xlsx", "feuilles", with_parts(&sheets(251), RELATIONS, "", &[])),
        (
            "meme-feuille.xlsx",
            "abîmé",
            with_parts(&sheets(200), RELATIONS, &"<row><c/></row>".repeat(150_000), &[]),
        ),
        (
            "image.xlsx",
            "abîmé",
            with_parts(WORKBOOK, &elsewhere, "", &[("xl/worksheets/sheet1.png", &hidden)]),
        ),
        ("fusions.ods", "cellules fusionnées", ods(&row(&spanned.repeat(5_001)))),
        ("profond.xlsx", "balises", xlsx(&"<a>".repeat(2_000_001))),
        ("separateurs.csv", "séparateurs", vec![b';'; 10_000_000]),
        (
            "feuilles.ods",
            "feuilles",
            ods(&"</table:table><table:table table:name=\"B\">".repeat(251)),
        ),
    ];
    for (name, why, bytes) in cases {
        fs::write(at.join(name), bytes).expect("a file");
        let output = Command::new("/bin/sh")
            .current_dir(at)
            .env_clear()
            .args(["-c", "ulimit -v 400000; ulimit -t 30; exec \"$0\" \"$@\""])
            .args([env!("CARGO_BIN_EXE_sdet"), "importer", name, "p.yaml"])
            .args(["--grilles", "grilles"])
            .output()
            .expect("it runs");
        let errors = stderr(&output);
        assert_eq!(output.status.code(), Some(3), "{name}\n{errors}");
        assert!(errors.contains(why) && errors.contains(name), "{name}: {why}\n{errors}");
        assert_eq!(project(at), PROJECT, "{name}");
    }
}

#[test]
fn two_far_cells_fill_no_memory() {
    let folder = folder();
    let far = xlsx(
        "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>",
    );
    assert_eq!(refusal(folder.path(), "loin.xlsx", &far), "T603");
    let empty = ods(
        r#"<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>"#,
    );
    assert_eq!(refusal(folder.path(), "vide.ods", &empty), "T603");
    let shared = xlsx(
        "<row r=\"1\"><c r=\"A1\"><f t=\"shared\" si=\"4000000000\" ref=\"A1:A2\">1</f><v>1</v></c></row>",
    );
    assert_eq!(refusal(folder.path(), "partagee.xlsx", &shared), "T603");
}

#[test]
fn other_archives_and_damaged_ones_are_refused() {
    let folder = folder();
    let at = folder.path();
    let document = archive(&[("word/document.xml", b"<x/>")]);
    assert_eq!(refusal(at, "lettre.docx", &document), "T601");
    let locked = archive(&[
        ("content.xml", b"<x/>"),
        ("META-INF/manifest.xml", b"<m><encryption-data/></m>"),
    ]);
    assert_eq!(refusal(at, "secret.ods", &locked), "T601");
    let lost = archive(&[("xl/workbook.xml", WORKBOOK.as_bytes())]);
    assert_eq!(refusal(at, "sans-feuille.xlsx", &lost), "T601");
    let broken = archive(&[("content.xml", b"<a><b></a>")]);
    assert_eq!(refusal(at, "mal-forme.ods", &broken), "T601");
}

/// Bytes of a sound workbook changed at random: read, refused, never a panic, nothing written
/// that was not shown.
#[test]
fn no_mutation_of_a_workbook_panics() {
    let folder = folder();
    let at = folder.path();
    export(at, "a.xlsx", "");
    let sound = fs::read(at.join("a.xlsx")).expect("a workbook");
    let mut seed = 88_172_645_463_325_252_u64;
    let mut draw = |below: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        usize::try_from(seed % below as u64).expect("a place")
    };
    for _ in 0..60 {
        let mut bytes = sound.clone();
        for _ in 0..=draw(6) {
            let place = draw(bytes.len());
            match draw(3) {
                0 => bytes[place] = u8::try_from(draw(256)).expect("a byte"),
                1 => bytes.truncate(place.max(4)),
                _ => {
                    bytes.remove(place);
                }
            }
        }
        fs::write(at.join("b.xlsx"), &bytes).expect("a file");
        let output = run(at, "importer b.xlsx p.yaml --grilles grilles --simuler");
        let errors = stderr(&output);
        assert!(matches!(output.status.code(), Some(0 | 3)), "{errors}");
        assert!(!errors.contains("panicked"), "{errors}");
    }
    assert_eq!(project(at), PROJECT);
}

/// The texts inside a workbook changed at random: the archive is sound, its content is not.
#[test]
fn no_mutation_of_what_is_inside_panics() {
    let parts = [
        "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>99</v></c></row>",
        "<row r=\"0\"><c r=\"A0\"><v>1</v></c></row>",
        "<row r=\"99999999999\"><c r=\"ZZZZZ1\"><v>1</v></c></row>",
        "<row><c r=\"\"><v></v></c><c s=\"99\"><v>1</v></c></row>",
        "<row><c t=\"d\"><v>2013-06-14T10:00:00</v></c><c t=\"e\"><v>#REF!</v></c></row>",
        "<row><c t=\"b\"><v>1</v></c><c><v>1e400</v></c><c><v>NaN</v></c></row>",
        "<row><c><f t=\"shared\"/></c></row>",
        "<row><c t=\"inlineStr\"><is><t>&unknown;</t></is></c></row>",
        "<row><c",
    ];
    let folder = folder();
    for (at, part) in parts.iter().enumerate() {
        let name = format!("{at}.xlsx");
        let code = refusal(folder.path(), &name, &xlsx(part));
        assert!(["T601", "T603"].contains(&code.as_str()), "{part} {code}");
    }
}
