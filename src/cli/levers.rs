//! `flashpoint show SCENARIO.toml`: the levers of a scenario.

use serde_json::{Map, Value, json};

use crate::cli::arguments::ShowArguments;
use crate::cli::case::Case;
use crate::cli::exit::{CliError, Exit};
use crate::cli::terminal;
use crate::diagnostic::visible;
use crate::scenario::file::{File, Lever, LeverOption};
use crate::scenario::{Choices, Entry};

/// Lists every lever with its options and what they set, and the option that holds.
pub(super) fn show(arguments: &ShowArguments) -> Result<Exit, CliError> {
    let (case, _) = Case::read(&arguments.run, &arguments.variant).into_valid(true)?;
    let Some(file) = &case.file else { return Ok(case.exit()) };
    if arguments.json {
        let levers: Vec<Value> = in_order(file).map(|lever| lever_json(lever, &case.levers)).collect();
        let name = case.path.display().to_string();
        terminal::print_json(&json!({ "scenario": name, "title": file.scenario.title.value, "levers": levers }))?;
    } else {
        terminal::print(&text(file, &case.levers))?;
    }
    Ok(Exit::Success)
}

fn in_order(file: &File) -> impl Iterator<Item = &Entry<Lever>> {
    file.levers.in_file_order().into_iter()
}

/// Whether an option is the one that holds.
fn holds(lever: &Entry<Lever>, option: &Entry<LeverOption>, choices: &Choices) -> bool {
    choices.get(&lever.id.value) == Some(&option.id.value)
}

fn lever_json(lever: &Entry<Lever>, choices: &Choices) -> Value {
    let Lever { name, question, note, default, options } = &lever.value;
    let options = options.in_file_order().into_iter().map(|option| {
        let set = option.value.set.iter().map(|change| (change.path.value.clone(), json!(change.written)));
        json!({
            "id": option.id.value, "name": option.value.name.value, "holds": holds(lever, option, choices),
            "note": option.value.note.as_ref().map(|note| &note.value), "set": set.collect::<Map<String, Value>>(),
        })
    });
    json!({
        "id": lever.id.value, "name": name.value, "question": question.value, "default": default.value,
        "note": note.as_ref().map(|note| &note.value), "options": options.collect::<Vec<Value>>(),
    })
}

fn text(file: &File, choices: &Choices) -> String {
    let title = visible(&file.scenario.title);
    if file.levers.is_empty() {
        return format!("{title}\nThe scenario has no levers.\n");
    }
    let levers: String = in_order(file).map(|lever| lever_text(lever, choices)).collect();
    format!("{title}\nChoose an option with `--lever ID=OPTION`; * marks the one that holds.\n{levers}")
}

fn lever_text(lever: &Entry<Lever>, choices: &Choices) -> String {
    let Lever { name, question, note, default, options } = &lever.value;
    let mut text = format!("\n{}: {}\n  {}\n", lever.id.value, visible(name), visible(question));
    text.extend(note.iter().map(|note| format!("  {}\n", visible(note))));
    for option in options.in_file_order() {
        let mark = if holds(lever, option, choices) { '*' } else { ' ' };
        let usual = if option.id.value == default.value { " (default)" } else { "" };
        text.push_str(&format!("  {mark} {}{usual}: {}\n", option.id.value, visible(&option.value.name)));
        let changes = &option.value.set;
        text.extend(
            changes.iter().map(|change| format!("      {} = {}\n", change.path.value, visible(&change.written))),
        );
        text.extend(option.value.note.iter().map(|note| format!("      {}\n", visible(note))));
    }
    text
}
