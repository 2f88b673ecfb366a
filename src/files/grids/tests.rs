use super::*;

const MAIN: &str = "format: 1\nid: essai\nversion: \"1.0\"\ntitre: \"Essai\"\netat: publiee\ndate: 2013-01-01\nsource: { titre: \"D\", editeur: \"E\", version: \"1.0\" }\naxes: [{ id: TEC, titre: \"Technique\", fichier: technique.yaml }]\n";
const AXIS: &str = "enonces:\n  - { id: TEC-001, modalite: doit, enonce: \"La page doit porter un titre.\", fondement: reconstitution }\n";

/// The codes found on reading a built-in grid with these texts.
fn codes(files: &[(&'static str, &'static str, &'static str)]) -> Vec<Code> {
    let (mut sources, mut diagnostics) = (SourceSet::new(), Diagnostics::new());
    let mut library = Library::default();
    let contents = built_in_contents("essai/1.0", files.iter(), &mut sources);
    library.shelve(contents, None, &sources, &mut diagnostics);
    let _ = library.shelves[0].read(&sources, &mut diagnostics);
    diagnostics.list().iter().map(|one| one.code).collect()
}

#[test]
fn a_built_in_grid_is_held_to_its_fingerprints_too() {
    let seal =
        crate::grid::seal::seal([("grille.yaml", MAIN), ("technique.yaml", AXIS)].into_iter());
    let seal: &'static str = Box::leak(seal.into_boxed_str());
    let folder = "essai/1.0";
    let main = (folder, "grille.yaml", MAIN);
    let axis = (folder, "technique.yaml", AXIS);
    assert_eq!(codes(&[(folder, "EMPREINTES", seal), main, axis]), []);
    assert_eq!(codes(&[main, axis]), [Code::NotSealed]);
    let changed = (folder, "technique.yaml", &AXIS[..AXIS.len() - 1]);
    assert_eq!(codes(&[(folder, "EMPREINTES", seal), main, changed]), [Code::FrozenChanged]);
}
