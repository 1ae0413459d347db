//! Spatial index: finds shapes near a point without comparing all of them.

use super::super::geometry::Point;

/// Shapes by the grid cell that they are in.
///
/// Cells share buckets, of which there are about as many as things; whoever asks compares
/// the distances himself.
pub(super) struct Near {
    /// Width and height of a cell.
    cell: (f64, f64),
    buckets: Vec<Vec<usize>>,
}

impl Near {
    /// For about `count` things, of which none farther away than a cell is asked for.
    pub(super) fn new(count: usize, cell: (f64, f64)) -> Self {
        Self {
            cell,
            buckets: vec![Vec::new(); count.next_power_of_two()],
        }
    }

    /// Adds a thing.
    pub(super) fn add(&mut self, at: Point, thing: usize) {
        let (column, row) = self.cell_of(at);
        let bucket = self.bucket(column, row);
        self.buckets[bucket].push(thing);
    }

    /// What may be near: all that is, and some that is not, in the order of their numbers.
    pub(super) fn around(&self, at: Point, found: &mut Vec<usize>) {
        found.clear();
        let (column, row) = self.cell_of(at);
        for column in column - 1..=column + 1 {
            for row in row - 1..=row + 1 {
                found.extend(&self.buckets[self.bucket(column, row)]);
            }
        }
        found.sort_unstable();
        found.dedup();
    }

    #[allow(
        clippy::cast_possible_truncation,
        reason = "a drawing is some thousands of cells wide"
    )]
    fn cell_of(&self, at: Point) -> (i64, i64) {
        let (width, height) = self.cell;
        (
            (at.x / width).floor() as i64,
            (at.y / height).floor() as i64,
        )
    }

    /// Large odd factors, so that cells beside one another rarely share a bucket.
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "only the last bits of the number count"
    )]
    fn bucket(&self, column: i64, row: i64) -> usize {
        let mixed = column.wrapping_mul(73_856_093) ^ row.wrapping_mul(19_349_663);
        mixed as usize & (self.buckets.len() - 1)
    }
}
