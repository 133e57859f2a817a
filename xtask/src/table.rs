//! A table for the terminal: columns as wide as their widest cell, the first one to the left.

/// Rows of cells under a heading.
pub struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with the given heading.
    pub fn new(heading: &[&str]) -> Self {
        Table { rows: vec![heading.iter().map(|cell| (*cell).to_owned()).collect()] }
    }

    /// Adds a row.
    pub fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.rows.push(cells.into_iter().collect());
    }

    /// The table as text, one row a line.
    pub fn text(&self) -> String {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let width = |column: usize| {
            let cells = self.rows.iter().filter_map(|row| row.get(column));
            cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..columns).map(width).collect();
        let mut out = String::new();
        for row in &self.rows {
            let mut line = String::new();
            for (column, (cell, width)) in row.iter().zip(&widths).enumerate() {
                line += &match column {
                    0 => format!("{cell:<width$}"),
                    _ => format!("  {cell:>width$}"),
                };
            }
            out += line.trim_end();
            out.push('\n');
        }
        out
    }

    /// The table as Markdown.
    pub fn markdown(&self) -> String {
        let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
        let Some((heading, rows)) = self.rows.split_first() else { return String::new() };
        let rule: Vec<&str> =
            (0..heading.len()).map(|column| if column == 0 { "---" } else { "---:" }).collect();
        let mut out = line(heading) + &format!("|{}|\n", rule.join("|"));
        out.extend(rows.iter().map(|row| line(row)));
        out
    }
}

/// A share in percent, or a dash.
pub fn percent(share: Option<f64>) -> String {
    share.map_or("-".to_owned(), |share| format!("{:.1}", 100.0 * share))
}

/// `part/whole`.
pub fn of(part: usize, whole: usize) -> String {
    format!("{part}/{whole}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up() {
        let mut table = Table::new(&["name", "F1"]);
        table.row(["é".to_owned(), percent(Some(1.0))]);
        table.row(["longer".to_owned(), percent(None)]);
        assert_eq!(table.text(), "name       F1\né       100.0\nlonger      -\n");
        assert_eq!(table.markdown(), "| name | F1 |\n|---|---:|\n| é | 100.0 |\n| longer | - |\n");
    }
}
