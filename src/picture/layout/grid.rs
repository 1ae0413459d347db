//! Cards on a grid: as many columns as keep it readable, never on top of others.

use super::super::geometry::{Point, Rect};

/// A grid of equal cells.
#[derive(Clone, Copy, Debug)]
pub(super) struct Grid {
    /// The upper left corner of the first cell's card.
    pub(super) origin: Point,
    /// From one column to the next; negative grows to the left.
    pub(super) step_x: f64,
    /// From one row to the next.
    pub(super) step_y: f64,
    /// How many columns.
    pub(super) columns: usize,
}

impl Grid {
    /// Where cards of these sizes stand, none of which touches one of `taken`.
    ///
    /// `room` says how much ground a card at a place needs, ring and all.
    pub(super) fn places(
        self,
        count: usize,
        taken: &[Rect],
        room: impl Fn(usize, Point) -> Rect,
    ) -> Vec<Point> {
        let mut cells = (0..).map(|cell| self.cell(cell));
        let mut place = |index| {
            let free = |cell: &Point| {
                let room = room(index, *cell);
                taken.iter().all(|taken| !taken.overlaps(room))
            };
            // Finitely many are taken, and the grid has no last row.
            cells.find(free).unwrap_or(self.origin)
        };
        (0..count).map(&mut place).collect()
    }

    #[allow(
        clippy::cast_precision_loss,
        reason = "a grid has some thousands of cells at most"
    )]
    fn cell(self, index: usize) -> Point {
        let (row, column) = (index / self.columns, index % self.columns);
        Point::new(
            self.origin.x + self.step_x * column as f64,
            self.origin.y + self.step_y * row as f64,
        )
    }
}

/// How many columns show `count` cards best: up to three stand in one.
pub(super) fn columns(count: usize) -> usize {
    let mut columns = 1;
    while columns * columns * 3 < count {
        columns += 1;
    }
    columns
}
