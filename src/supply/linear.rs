/// Solves `matrix · x = right` for several right-hand sides at once, by elimination with row exchange.
///
/// - Takes: a square matrix by rows and as many rows of right-hand sides.
/// - Gives: the solutions in rows. `None` where no single solution exists.
pub(super) fn solve(mut matrix: Vec<Vec<f64>>, mut right: Vec<Vec<f64>>) -> Option<Vec<Vec<f64>>> {
    let size = matrix.len();
    for column in 0..size {
        let pivot =
            (column..size).max_by(|a, b| matrix[*a][column].abs().total_cmp(&matrix[*b][column].abs()))?;
        // Entries are shares of about 1; anything this small is rounding.
        if matrix[pivot][column].abs() < 1e-13 {
            return None;
        }
        matrix.swap(column, pivot);
        right.swap(column, pivot);
        for row in 0..size {
            if row == column || matrix[row][column] == 0.0 {
                continue;
            }
            let factor = matrix[row][column] / matrix[column][column];
            let (above, beside) = (matrix[column].clone(), right[column].clone());
            for (value, above) in matrix[row].iter_mut().zip(above).skip(column) {
                *value -= factor * above;
            }
            for (value, beside) in right[row].iter_mut().zip(beside) {
                *value -= factor * beside;
            }
        }
    }
    for row in 0..size {
        let diagonal = matrix[row][row];
        for value in &mut right[row] {
            *value /= diagonal;
        }
    }
    Some(right)
}
