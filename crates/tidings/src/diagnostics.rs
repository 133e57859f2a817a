//! Mistakes in a configuration as a person sees them: message, place, line, caret, help.

use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};
use tidings_core::config::Diagnostic;

/// Draws diagnostics about one text, one below the other.
pub(crate) fn render(path: &str, text: &str, diagnostics: &[Diagnostic]) -> String {
    let renderer = Renderer::styled();
    let drawn: Vec<String> =
        diagnostics.iter().map(|diagnostic| draw(&renderer, path, text, diagnostic)).collect();
    drawn.join("\n\n")
}

fn draw(renderer: &Renderer, path: &str, text: &str, diagnostic: &Diagnostic) -> String {
    let span = clamp(text, diagnostic);
    let title = Level::ERROR.primary_title(&diagnostic.message);
    let mut group = if span.is_empty() && diagnostic.label.is_empty() {
        title.element(Origin::path(path))
    } else {
        let annotation = AnnotationKind::Primary.span(span).label(&diagnostic.label);
        title.element(Snippet::source(text).path(path).annotation(annotation))
    };
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(help));
    }
    renderer.render(&[group])
}

/// The place, inside the text and on character boundaries whatever a parser reported.
fn clamp(text: &str, diagnostic: &Diagnostic) -> std::ops::Range<usize> {
    let floor = |mut at: usize| {
        at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let start = floor(diagnostic.span.start);
    start..floor(diagnostic.span.end).max(start)
}
