//! The help of every command, in French.

use clap::builder::{PossibleValue, StyledStr, Styles};
use clap::{Arg, ArgAction, Command};

use crate::words::NBSP;

/// Global options come after the command's own, and ours come last; an own option's rank is its
/// place in the declaration, far below.
const GLOBAL_RANK: usize = 1_000;
/// The rank of `--aide` and of `--version`, after it.
const LAST_RANK: usize = 10_000;

/// The command and all its subcommands with nothing of clap's English left in their help:
/// `-h`/`--aide` everywhere, `-V`/`--version` at the root, French headings and notes.
///
/// To be called once, on a command not yet parsed with nor built, in which `-h`, `--aide`,
/// `--help` and the root's `-V`, `--version` are free.
#[must_use]
pub(crate) fn localise(command: Command) -> Command {
    let has_version = command.get_version().or(command.get_long_version()).is_some();
    let styles = command.get_styles().clone();
    let command = localise_tree(command, &styles, false);
    if has_version { command.arg(version_flag()) } else { command }
}

/// One command and, below it, its subcommands. The styles are the root's, and `inherits` says that
/// global options above have long texts: clap hands both down only when it parses.
fn localise_tree(command: Command, styles: &Styles, inherits: bool) -> Command {
    let commands = spaced(command.get_subcommand_help_heading().unwrap_or("Commandes"));
    let command = with_french_arguments(command);
    let command = with_aliases_in_about(command);
    let inherits =
        inherits || command.get_arguments().any(|arg| arg.is_global_set() && is_long(arg));
    let flag = help_flag(inherits || has_long_texts(&command));
    command
        .disable_help_flag(true)
        .disable_help_subcommand(true)
        .disable_version_flag(true)
        .arg(flag)
        .help_template(template(styles))
        .subcommand_help_heading(commands)
        .subcommand_value_name("COMMANDE")
        .mut_subcommands(|subcommand| localise_tree(subcommand, styles, inherits))
}

/// clap's own template, whose `{usage-heading}` alone cannot be set.
fn template(styles: &Styles) -> String {
    let style = styles.get_usage();
    format!(
        "{{before-help}}{{about-with-newline}}\n\
         {style}Utilisation{NBSP}:{style:#} {{usage}}\n\n\
         {{all-args}}{{after-help}}"
    )
}

/// clap writes the colon of a heading against it; French wants a no-break space between.
fn spaced(heading: &str) -> String {
    format!("{}{NBSP}", heading.trim_end())
}

/// Whether `--aide` says more than `-h`, by the command's own texts.
fn has_long_texts(command: &Command) -> bool {
    command.get_long_about().is_some()
        || command.get_after_long_help().is_some()
        || command.get_arguments().any(is_long)
}

/// Whether an argument shown has a long text.
fn is_long(arg: &Arg) -> bool {
    !arg.is_hide_set() && arg.get_long_help().is_some()
}

/// `-h`, `--aide`, and the `--help` that hands know. clap shows the long texts for the last two
/// only.
fn help_flag(detailed: bool) -> Arg {
    let flag = Arg::new("aide")
        .short('h')
        .long("aide")
        .visible_alias("help")
        .action(ArgAction::Help)
        .help("Affiche l'aide")
        .display_order(LAST_RANK);
    let flag = if detailed {
        flag.help(format!("Affiche l'aide, en détail avec «{NBSP}--aide{NBSP}»"))
            .long_help(format!("Affiche l'aide, en bref avec «{NBSP}-h{NBSP}»"))
    } else {
        flag
    };
    french_argument(flag)
}

/// `-V`, `--version`.
fn version_flag() -> Arg {
    let flag = Arg::new("version")
        .short('V')
        .long("version")
        .action(ArgAction::Version)
        .help("Affiche la version de l'outil")
        .display_order(LAST_RANK + 1);
    french_argument(flag)
}

/// The arguments in French, ordered by kind of section: under headings of our own, clap lists
/// the sections in the order in which it meets them.
fn with_french_arguments(command: Command) -> Command {
    let mut ids: Vec<_> =
        command.get_arguments().map(|arg| (section(arg), arg.get_id().clone())).collect();
    ids.sort_by_key(|(section, _)| *section);
    // `mut_arg` takes the argument out and puts it back at the end, hence the new order.
    ids.into_iter().enumerate().fold(command, |command, (rank, (section, id))| {
        command.mut_arg(id, |arg| {
            // clap ranks options as declared, but positional arguments only by their names.
            let arg = if section == 0 { arg.display_order(rank) } else { arg };
            french_argument(arg)
        })
    })
}

/// Positional arguments first, then options, then those under a heading of the command's own.
fn section(arg: &Arg) -> u8 {
    match (arg.is_positional(), arg.get_help_heading()) {
        (true, _) => 0,
        (false, None) => 1,
        (false, Some(_)) => 2,
    }
}

/// One argument under a French heading, with our notes instead of clap's.
fn french_argument(arg: Arg) -> Arg {
    let default = if arg.is_positional() { "Arguments" } else { "Options" };
    let heading = spaced(arg.get_help_heading().unwrap_or(default));
    let rank = arg.get_display_order();
    let rank = if arg.is_global_set() { GLOBAL_RANK + rank } else { rank };
    let takes_values = takes_values(&arg);
    let arg = with_notes(arg).help_heading(heading).display_order(rank).hide_env(true);
    without_visible_aliases(arg).hide_default_value(takes_values).hide_possible_values(takes_values)
}

/// The notes after an argument's help. The long help keeps them in paragraphs of their own, and
/// lists the possible values when one of them is explained.
fn with_notes(arg: Arg) -> Arg {
    let values = shown_values(&arg);
    let explained = values.iter().any(|value| value.get_help().is_some());
    let named = named_values(&values);
    let notes = other_notes(&arg);
    let short = arg.get_help().or(arg.get_long_help());
    let short = joined(short, named.iter().chain(&notes).cloned(), " ");
    if arg.get_long_help().is_none() && !explained {
        return arg.help(short);
    }
    let listed = if explained { Some(listed_values(&values)) } else { named };
    let notes = (!notes.is_empty()).then(|| notes.join("\n"));
    let long = arg.get_long_help().or(arg.get_help());
    let long = joined(long, listed.into_iter().chain(notes), "\n\n");
    arg.help(short).long_help(long)
}

/// A text, if any, and what follows it.
fn joined(
    text: Option<&StyledStr>,
    notes: impl Iterator<Item = String>,
    separator: &str,
) -> StyledStr {
    let text = text.map(|text| text.ansi().to_string());
    let parts: Vec<String> = text.into_iter().chain(notes).collect();
    StyledStr::from(parts.join(separator))
}

/// Whether an argument has values: clap refuses to hide those of a flag, but tells flags apart
/// only once it has built them.
fn takes_values(arg: &Arg) -> bool {
    let number = arg.get_num_args();
    arg.get_action().takes_values() && number.is_none_or(|number| number.takes_values())
}

/// The values to show.
fn shown_values(arg: &Arg) -> Vec<PossibleValue> {
    if !takes_values(arg) || arg.is_hide_possible_values_set() {
        return Vec::new();
    }
    arg.get_possible_values().into_iter().filter(|value| !value.is_hide_set()).collect()
}

/// `[valeurs possibles : md, json]`.
fn named_values(values: &[PossibleValue]) -> Option<String> {
    let names: Vec<&str> = values.iter().map(PossibleValue::get_name).collect();
    note("valeurs possibles", &names)
}

/// The possible values one under the other, with what they mean.
fn listed_values(values: &[PossibleValue]) -> String {
    let mut list = format!("Valeurs possibles{NBSP}:");
    for value in values {
        list.push_str(&format!("\n- {}", value.get_name()));
        if let Some(help) = value.get_help() {
            list.push_str(&format!("{NBSP}: {}", help.ansi()));
        }
    }
    list
}

/// The default value, the aliases and the environment variable of an argument.
fn other_notes(arg: &Arg) -> Vec<String> {
    let hidden = arg.is_hide_default_value_set() || !takes_values(arg);
    let defaults = if hidden { &[] } else { arg.get_default_values() };
    let defaults: Vec<_> = defaults.iter().map(|value| value.to_string_lossy()).collect();
    let shorts = arg.get_visible_short_aliases().unwrap_or_default();
    let longs = arg.get_visible_aliases().unwrap_or_default();
    let shorts = shorts.into_iter().map(|alias| format!("-{alias}"));
    let aliases: Vec<_> =
        shorts.chain(longs.into_iter().map(|alias| format!("--{alias}"))).collect();
    let variable = arg.get_env().filter(|_| !arg.is_hide_env_set());
    let variable: Vec<_> = variable.iter().map(|name| name.to_string_lossy()).collect();
    [
        note("par défaut", &defaults),
        note("alias", &aliases),
        note("variable d'environnement", &variable),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// `[name : item, item]`, unless there is no item. A line breaks between items only.
fn note(name: &str, items: &[impl AsRef<str>]) -> Option<String> {
    let name = name.replace(' ', &NBSP.to_string());
    let items: Vec<&str> = items.iter().map(AsRef::as_ref).collect();
    (!items.is_empty()).then(|| format!("[{name}{NBSP}:{NBSP}{}]", items.join(", ")))
}

/// The aliases still read, but no longer shown by clap: it would write `[aliases: ...]`.
fn without_visible_aliases(arg: Arg) -> Arg {
    let shorts = arg.get_all_short_aliases().unwrap_or_default();
    let longs = arg.get_all_aliases().unwrap_or_default();
    let longs: Vec<String> = longs.into_iter().map(String::from).collect();
    arg.short_alias(None).short_aliases(shorts).alias(None).aliases(longs)
}

/// A subcommand's aliases, moved to the end of the line about it that its parent lists.
fn with_aliases_in_about(command: Command) -> Command {
    let shown: Vec<&str> = command.get_visible_aliases().collect();
    let Some(note) = note("alias", &shown) else {
        return command;
    };
    let all: Vec<String> = command.get_all_aliases().map(String::from).collect();
    let about = command.get_about().or(command.get_long_about());
    let about = joined(about, std::iter::once(note), " ");
    command.about(about).alias(None).aliases(all)
}

#[cfg(test)]
mod tests;
