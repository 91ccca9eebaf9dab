//! The briefing as slides, one message each.

use crate::briefing::{Briefing, Judgement, Section, Slide};

/// Judgements on a slide.
const JUDGEMENTS: usize = 6;
/// Points on a slide.
const POINTS: usize = 5;
/// Dated lines on a slide.
const LINES: usize = 14;
/// Sections whose text stands on slides; the others are for reading.
const SPOKEN: [&str; 4] = ["drivers", "change", "history", "method"];

/// The slides, in the order of the sections.
pub(super) fn slides(briefing: &Briefing) -> Vec<Slide> {
    let mut slides = vec![Slide { points: briefing.bottom_line.clone(), ..slide("title", &briefing.title) }];
    for section in &briefing.sections {
        slides.extend(judgement_slides(section));
        if SPOKEN.contains(&section.id.as_str()) {
            slides.extend(point_slides(section));
        }
        slides.extend(
            section
                .figures
                .iter()
                .map(|figure| Slide { figure: Some(figure.clone()), ..slide("figure", &figure.says) }),
        );
        slides.extend(section.histories.iter().map(|history| Slide {
            points: vec![history.lead.clone()],
            lines: history.lines.iter().take(LINES).cloned().collect(),
            ..slide("history", &history.title)
        }));
    }
    slides
}

fn slide(kind: &str, message: &str) -> Slide {
    Slide {
        kind: kind.into(),
        message: message.into(),
        points: Vec::new(),
        judgements: Vec::new(),
        figure: None,
        lines: Vec::new(),
    }
}

fn judgement_slides(section: &Section) -> impl Iterator<Item = Slide> {
    let message = |judgements: &[Judgement]| {
        let likely = judgements.iter().filter(|judgement| judgement.share > 0.5).count();
        format!("{likely} of these {} statements come true in most runs", judgements.len())
    };
    section
        .judgements
        .chunks(JUDGEMENTS)
        .map(move |judgements| Slide { judgements: judgements.to_vec(), ..slide("judgements", &message(judgements)) })
}

fn point_slides(section: &Section) -> impl Iterator<Item = Slide> {
    let points: Vec<String> = section.sentences.iter().chain(&section.points).cloned().collect();
    let pages: Vec<Vec<String>> = points.chunks(POINTS).map(<[String]>::to_vec).collect();
    pages.into_iter().map(|points| Slide { points, ..slide("points", &section.title) })
}
