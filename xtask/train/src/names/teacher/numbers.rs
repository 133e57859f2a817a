//! Products of matrices and the functions between them, written so that the compiler makes vectors of them.

use ndarray::linalg::general_mat_mul;
use ndarray::{ArrayView2, ArrayViewMut2, ShapeBuilder};

const FITS: &str = "a matrix lies within its slice";

/// A matrix in a slice: its rows, its columns, and how far apart two rows and two columns are.
#[derive(Clone, Copy)]
pub struct Matrix<'a> {
    pub numbers: &'a [f32],
    pub size: (usize, usize),
    pub steps: (usize, usize),
}

impl<'a> Matrix<'a> {
    /// Rows one after the other.
    pub fn rows(numbers: &'a [f32], rows: usize, columns: usize) -> Self {
        Matrix { numbers, size: (rows, columns), steps: (columns, 1) }
    }

    /// Columns taken out of longer rows.
    pub fn part(numbers: &'a [f32], rows: usize, columns: usize, row: usize) -> Self {
        Matrix { numbers, size: (rows, columns), steps: (row, 1) }
    }

    /// Rows as columns.
    pub fn turned(self) -> Self {
        let swap = |(a, b)| (b, a);
        Matrix { numbers: self.numbers, size: swap(self.size), steps: swap(self.steps) }
    }

    fn view(self) -> ArrayView2<'a, f32> {
        ArrayView2::from_shape(self.size.strides(self.steps), self.numbers).expect(FITS)
    }
}

/// Writes the product of two matrices into rows that lie `row` numbers apart, or adds it to what is there.
///
/// # Panics
/// If the sizes do not fit.
pub fn product(out: &mut [f32], row: usize, left: Matrix<'_>, right: Matrix<'_>, add: bool) {
    let size = (left.size.0, right.size.1);
    if size.0 == 0 || size.1 == 0 {
        return;
    }
    let mut out = ArrayViewMut2::from_shape(size.strides((row, 1)), out).expect(FITS);
    general_mat_mul(1.0, &left.view(), &right.view(), f32::from(u8::from(add)), &mut out);
}

/// The sum of numbers, in an order that does not depend on the machine.
pub fn sum(numbers: &[f32]) -> f32 {
    let (blocks, rest) = numbers.as_chunks::<16>();
    let mut sums = [0.0f32; 16];
    for block in blocks {
        for lane in 0..16 {
            sums[lane] += block[lane];
        }
    }
    sums.iter().sum::<f32>() + rest.iter().sum::<f32>()
}

/// The inner product.
pub fn dot(a: &[f32], b: &[f32]) -> f32 {
    let ((a, rest_a), (b, rest_b)) = (a.as_chunks::<16>(), b.as_chunks::<16>());
    let mut sums = [0.0f32; 16];
    for (a, b) in a.iter().zip(b) {
        for lane in 0..16 {
            sums[lane] += a[lane] * b[lane];
        }
    }
    sums.iter().sum::<f32>() + rest_a.iter().zip(rest_b).map(|(a, b)| a * b).sum::<f32>()
}

/// Adds a multiple.
pub fn add(to: &mut [f32], times: f32, numbers: &[f32]) {
    for (to, number) in to.iter_mut().zip(numbers) {
        *to += times * number;
    }
}

/// e to the power of a number, to seven digits, without a branch (Cephes).
#[inline(always)]
fn exp(x: f32) -> f32 {
    // Adding it leaves the whole part in the lowest bits.
    const WHOLE: f32 = 12_582_912.0;
    let x = x.clamp(-87.0, 88.0);
    let shifted = x * std::f32::consts::LOG2_E + WHOLE;
    let whole = shifted - WHOLE;
    let rest = x - whole * 0.693_359_4 + whole * 2.121_944_4e-4;
    let mut sum = 1.987_569_1e-4f32;
    for factor in [1.398_199_9e-3, 8.333_452e-3, 4.166_579_6e-2, 0.166_666_65, 0.5] {
        sum = sum * rest + factor;
    }
    let power = (shifted.to_bits() as i32).wrapping_sub(WHOLE.to_bits() as i32) + 127;
    (sum * rest * rest + rest + 1.0) * f32::from_bits((power as u32) << 23)
}

/// The share of a normal distribution below a number, and its density there (Abramowitz and Stegun 7.1.26).
#[inline(always)]
fn normal(x: f32) -> (f32, f32) {
    let z = x.abs() * std::f32::consts::FRAC_1_SQRT_2;
    let t = 1.0 / (1.0 + 0.327_591_1 * z);
    let bell = exp(-z * z);
    let mut sum = 1.061_405_4f32;
    for factor in [-1.453_152, 1.421_413_7, -0.284_496_74, 0.254_829_6] {
        sum = sum * t + factor;
    }
    let above = 0.5 * sum * t * bell;
    (if x >= 0.0 { 1.0 - above } else { above }, bell * 0.398_942_3)
}

/// The activation between the two steps of a layer (GELU).
pub fn gelu(inputs: &[f32], outputs: &mut [f32]) {
    for (output, input) in outputs.iter_mut().zip(inputs) {
        *output = input * normal(*input).0;
    }
}

/// Turns the gradient of its outputs into that of its inputs.
pub fn gelu_back(inputs: &[f32], gradient: &mut [f32]) {
    for (gradient, input) in gradient.iter_mut().zip(inputs) {
        let (below, density) = normal(*input);
        *gradient *= below + input * density;
    }
}

/// Turns scores, each times `scale`, into probabilities.
pub fn softmax(row: &mut [f32], scale: f32) {
    let largest = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    row.iter_mut().for_each(|value| *value = exp((*value - largest) * scale));
    let share = 1.0 / sum(row);
    row.iter_mut().for_each(|value| *value *= share);
}

/// Leaves out a share of the numbers and raises the others. Which, follows from the seed and the place alone: the way back
/// leaves out the same.
pub fn drop_out(numbers: &mut [f32], seed: u64, share: f32) {
    if share == 0.0 {
        return;
    }
    let limit = (share * 4_294_967_296.0) as u32;
    let raise = 1.0 / (1.0 - share);
    let (low, high) = (seed as u32, (seed >> 32) as u32);
    for (place, value) in numbers.iter_mut().enumerate() {
        let mut bits = (place as u32 ^ low).wrapping_mul(0x9e37_79b1);
        bits = ((bits ^ (bits >> 15)) ^ high).wrapping_mul(0x85eb_ca77);
        bits = (bits ^ (bits >> 13)).wrapping_mul(0xc2b2_ae3d);
        *value = if bits ^ (bits >> 16) < limit { 0.0 } else { *value * raise };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_are_what_they_say() {
        for step in -80..80 {
            let x = step as f32 / 4.0;
            assert!((exp(x) / x.exp() - 1.0).abs() < 1e-6, "exp {x}");
        }
        // Half, the quantiles of one and of two deviations.
        for (x, below) in [(0.0, 0.5), (1.0, 0.841_345), (-1.0, 0.158_655), (2.0, 0.977_25)] {
            assert!((normal(x).0 - below).abs() < 1e-6, "{x}");
        }
        let mut row = [1.0, 2.0, 3.0];
        softmax(&mut row, 2.0);
        assert!((row[1] / row[0] - 2f32.exp()).abs() < 1e-4 && (sum(&row) - 1.0).abs() < 1e-6);
    }

    #[test]
    fn a_product_reads_parts_and_turned_matrices() {
        // Two rows of two within rows of three; their product with themselves, turned.
        let numbers = [1.0, 2.0, 9.0, 3.0, 4.0, 9.0];
        let part = Matrix::part(&numbers, 2, 2, 3);
        let mut out = [1.0; 5];
        product(&mut out, 3, part, part.turned(), true);
        assert_eq!(out, [6.0, 12.0, 1.0, 12.0, 26.0]);
    }

    #[test]
    fn the_way_back_leaves_out_the_same() {
        let mut ahead = vec![1.0; 4000];
        let mut back = vec![1.0; 4000];
        drop_out(&mut ahead, 77, 0.1);
        drop_out(&mut back, 77, 0.1);
        assert_eq!(ahead, back);
        let left = ahead.iter().filter(|value| **value == 0.0).count();
        assert!((300..500).contains(&left), "{left}");
    }
}
