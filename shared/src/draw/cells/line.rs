//! Lines along which no list's sum changes: Gaussian elimination over the columns of what can move.

/// Smaller than this is nothing.
const NOTHING: f64 = 1e-7;

/// A column that the earlier ones do not explain, reduced by them: sums first, then what it is made of.
pub(super) struct Column {
    pub(super) entity: usize,
    pivot: usize,
    sums: Vec<f64>,
    parts: Vec<f64>,
}

/// Entities with their speeds, in order.
pub(super) type Rates = Vec<(usize, f64)>;

/// The column without what the stack explains; if nothing remains, the line.
pub(super) fn reduce(entity: usize, mut sums: Vec<f64>, stack: &[Column]) -> Result<Column, Rates> {
    let mut parts = vec![0.0; stack.len()];
    for column in stack {
        let factor = sums[column.pivot];
        if factor.abs() > 0.0 {
            subtract(&mut sums, &column.sums, factor);
            subtract(&mut parts, &column.parts, factor);
        }
    }
    let mut pivot = None;
    let mut largest = NOTHING;
    for (row, value) in sums.iter().enumerate() {
        if value.abs() > largest {
            (pivot, largest) = (Some(row), value.abs());
        }
    }
    if let Some(pivot) = pivot {
        let scale = sums[pivot];
        parts.push(1.0);
        sums.iter_mut().chain(&mut parts).for_each(|value| *value /= scale);
        return Ok(Column { entity, pivot, sums, parts });
    }
    let explained = stack.iter().zip(parts).filter(|(_, rate)| rate.abs() > NOTHING);
    Err(explained.map(|(column, rate)| (column.entity, rate)).chain([(entity, 1.0)]).collect())
}

fn subtract(values: &mut [f64], others: &[f64], factor: f64) {
    for (value, other) in values.iter_mut().zip(others) {
        *value -= factor * other;
    }
}
