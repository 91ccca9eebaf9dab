use super::*;
use crate::chart::sample;
use crate::quantity::Date;
use crate::record::{HistoryEntry, HistoryKind, OutcomeInfo, OutcomeKind, ParameterRow, SampleHistory};

fn material() -> Material {
    let mut ensemble = sample::ensemble();
    let date = |day| Date::new(2020, 2, day).unwrap();
    ensemble.histories = vec![SampleHistory {
        kind: HistoryKind::HighestTenth,
        replicate: 17,
        outcome: OutcomeInfo {
            id: "displaced".into(),
            label: "Displaced by 5 March".into(),
            unit: "persons".into(),
            kind: OutcomeKind::Number,
            headline: true,
        },
        value: 1_240_000.0,
        rank: 0.95,
        entries: [(3, "Saraqib falls."), (3, "A truce is called for."), (9, "It fails.")]
            .map(|(day, text)| HistoryEntry { date: date(day), text: text.into() })
            .into(),
    }];
    ensemble.parameters = [("a.b", "judgement", ""), ("a.c", "fact", "OCHA 2020"), ("a.d", "fact", "OCHA 2020")]
        .map(|(path, status, source)| ParameterRow {
            path: path.into(),
            value: 0.123_45,
            distribution: "normal".into(),
            range: [0.1, 0.2],
            unit: "1".into(),
            status: status.into(),
            source: source.into(),
        })
        .into();
    let command = ["run", "scenarios/idlib_escalation.toml"].map(String::from).into();
    Material { runs: vec![RunMaterial { ensemble, command, digest: "0123456789abcdef".into() }], ..Material::default() }
}

fn options(yardstick: Yardstick) -> Options {
    Options { date: Date::new(2026, 11, 23), yardstick, ..Options::default() }
}

#[test]
fn the_bottom_line_begins_with_the_headline_question() {
    let first = |material| {
        let briefing = compose(material, &options(Yardstick::Icd203)).unwrap();
        (briefing.bottom_line[0].clone(), briefing.bottom_line.len())
    };
    let mut material = material();
    assert!(first(material.clone()).0.starts_with("By 5\u{a0}May\u{a0}2020"));
    let question = &mut material.runs[0].ensemble.questions[1];
    question.headline = true;
    let statement = question.statement.trim_end_matches('.').to_owned();
    let (sentence, length) = first(material);
    assert!(sentence.starts_with(&format!("“{statement}” comes true in ")), "{sentence}");
    assert_eq!(length, 3);
}

/// What a reader reads of a briefing, without pictures.
fn text(briefing: &Briefing) -> String {
    let mut text = format!("{}\n{}\n{}\n", briefing.title, briefing.date, briefing.period);
    briefing.bottom_line.iter().for_each(|sentence| text += &format!("! {sentence}\n"));
    for section in &briefing.sections {
        text += &format!("\n== {} ({})\n", section.title, section.id);
        section.sentences.iter().for_each(|sentence| text += &format!("{sentence}\n"));
        for judgement in &section.judgements {
            let Judgement { statement, probability, interval, words, straddles, base_rate, resolved, .. } = judgement;
            text += &format!(
                "? {statement} | {probability} | {interval} | {words} | {straddles} | {base_rate} | {resolved}\n"
            );
        }
        section.points.iter().for_each(|point| text += &format!("* {point}\n"));
        section.figures.iter().for_each(|figure| text += &format!("# {}: {}\n", figure.id, figure.says));
        for history in &section.histories {
            text += &format!("> {}: {}\n", history.title, history.lead);
            history.lines.iter().for_each(|line| text += &format!(">> {}: {}\n", line.date, line.text));
        }
        let tables = section.tables.iter().chain(&section.folded);
        tables.for_each(|table| text += &format!("| {} ({} rows)\n", table.title, table.table.rows.len()));
        section.commands.iter().for_each(|command| text += &format!("$ {}\n", command.text));
    }
    text
}

#[test]
fn a_briefing_reads_by_icd_203() {
    let briefing = compose(material(), &options(Yardstick::Icd203)).unwrap();
    insta::assert_snapshot!(text(&briefing));
}

#[test]
fn the_other_yardstick_changes_words_and_nothing_else() {
    let [icd, phia] =
        [Yardstick::Icd203, Yardstick::Phia].map(|yardstick| compose(material(), &options(yardstick)).unwrap());
    let words = |briefing: &Briefing| -> Vec<String> {
        let judgements = briefing.sections.iter().flat_map(|section| &section.judgements);
        judgements.map(|judgement| judgement.words.clone()).collect()
    };
    assert_ne!(words(&icd), words(&phia));
    let numbers = |briefing: &Briefing| -> Vec<String> {
        let judgements = briefing.sections.iter().flat_map(|section| &section.judgements);
        judgements.map(|judgement| format!("{} {}", judgement.probability, judgement.interval)).collect()
    };
    assert_eq!(numbers(&icd), numbers(&phia));
    for (own, other) in [(&icd, "PHIA"), (&phia, "ICD 203")] {
        assert!(!text(own).contains(other), "the yardsticks are never mixed");
    }
}

#[test]
fn nothing_of_a_text_is_read_as_markup() {
    let mut material = material();
    let hostile = "<script>alert(1)</script><img src=x onerror=alert(1)>\"' {{ briefing }}";
    let ensemble = &mut material.runs[0].ensemble;
    ensemble.provenance.title = hostile.into();
    ensemble.questions[0].statement = hostile.into();
    ensemble.parameters[0].source = hostile.into();
    ensemble.histories[0].entries[0].text = hostile.into();
    ensemble.series.series[0].label = hostile.into();
    let briefing = compose(material, &Options { marking: Some(hostile.into()), ..options(Yardstick::Icd203) }).unwrap();
    let templates = Templates::default();
    for html in [templates.page(&briefing).unwrap(), templates.slides(&briefing).unwrap()] {
        assert!(!html.contains("<script>alert") && !html.contains("<img"), "markup came through");
        assert!(html.contains("&lt;script&gt;alert(1)"), "the text is there, literally");
    }
}

#[test]
fn the_page_asks_for_nothing_and_allows_only_its_own_script() {
    let briefing = compose(material(), &options(Yardstick::Icd203)).unwrap();
    let html = Templates::default().page(&briefing).unwrap();
    let outside = ["src=\"http", "href=\"http", "url(http", "@import", "<iframe", "<object"];
    assert!(outside.iter().all(|sign| !html.contains(sign)));
    let script = include_str!("../../assets/briefing/script.js");
    let unescaped = html.replace("&#x27;", "'").replace("&#x2f;", "/");
    assert!(unescaped.contains(&render::policy(script)), "the policy that goes with the script");
    assert!(html.contains(&format!("<script>{script}</script>")), "the script that the policy names");
}

#[test]
fn figures_have_anchors_of_their_own() {
    let mut material = material();
    material.runs.push(material.runs[0].clone());
    let briefing = compose(material, &options(Yardstick::Icd203)).unwrap();
    let html = Templates::default().page(&briefing).unwrap();
    let mut ids: Vec<&str> = html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all, "an anchor is there twice");
    assert!(ids.contains(&"chart-displacement") && ids.contains(&"chart-displacement-2"));
    assert!(ids.contains(&"displacement-2"), "the second run's sections are told apart");
}

#[test]
fn a_template_that_asks_for_what_is_not_there_is_refused_with_its_line() {
    let briefing = compose(material(), &options(Yardstick::Icd203)).unwrap();
    let templates = Templates::default().with("briefing.html", "line 1\n{{ briefing.titel }}".into());
    let error = templates.page(&briefing).unwrap_err();
    assert_eq!(error.name, "briefing.html");
    assert!(error.message.contains("line 2"), "{}", error.message);
    let own = Templates::default().with("briefing.html", "<h1>{{ briefing.title }}</h1>".into());
    assert_eq!(own.page(&briefing).unwrap(), format!("<h1>{}</h1>", briefing.title));
}

#[test]
fn a_briefing_of_nothing_is_refused() {
    assert!(matches!(compose(Material::default(), &Options::default()), Err(BriefingError::Nothing)));
}
