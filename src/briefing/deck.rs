//! The briefing as slides, one message each.

use crate::briefing::{Briefing, History, Judgement, Section, Slide};

/// Characters of judgements on a slide, of points, and of dated lines: what can be read from the back of a room.
const JUDGEMENTS: usize = 500;
const POINTS: usize = 800;
const LINES: usize = 1500;
/// Characters that a line takes whatever it says.
const LINE: usize = 40;
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
        slides.extend(section.histories.iter().flat_map(history_slides));
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
    let pages = pages(&section.judgements, JUDGEMENTS, |judgement| judgement.statement.len().max(60));
    pages
        .into_iter()
        .map(move |judgements| Slide { judgements: judgements.clone(), ..slide("judgements", &message(&judgements)) })
}

fn history_slides(history: &History) -> impl Iterator<Item = Slide> {
    let pages = pages(&history.lines, LINES, |line| line.text.len());
    pages.into_iter().enumerate().map(|(index, lines)| Slide {
        points: if index == 0 { vec![history.lead.clone()] } else { Vec::new() },
        lines,
        ..slide("history", &if index == 0 { history.title.clone() } else { format!("{}, continued", history.title) })
    })
}

fn point_slides(section: &Section) -> impl Iterator<Item = Slide> {
    let points: Vec<String> = section.sentences.iter().chain(&section.points).cloned().collect();
    let pages = pages(&points, POINTS, String::len);
    pages.into_iter().map(|points| Slide { points, ..slide("points", &section.title) })
}

/// Divides items among slides of as many characters as fit, at least one on each.
fn pages<T: Clone>(items: &[T], room: usize, length: impl Fn(&T) -> usize) -> Vec<Vec<T>> {
    let mut pages: Vec<Vec<T>> = Vec::new();
    let mut left = 0;
    for item in items {
        let needed = length(item) + LINE;
        if pages.is_empty() || needed > left {
            pages.push(Vec::new());
            left = room;
        }
        left = left.saturating_sub(needed);
        if let Some(page) = pages.last_mut() {
            page.push(item.clone());
        }
    }
    pages
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slide_holds_what_fits_and_never_nothing() {
        let items = [10, 400, 5, 900, 5];
        let divided = pages(&items, 500, |length| *length);
        assert_eq!(divided, [vec![10, 400], vec![5], vec![900], vec![5]]);
        assert!(pages(&[] as &[usize], 500, |length| *length).is_empty());
    }
}
