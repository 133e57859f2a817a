//! Logistic regression over a few dense features: full-batch gradient steps with momentum (Nesterov 1983), on standardized
//! features.

/// An example: its features and whether it is positive.
pub type Row<const N: usize> = ([f64; N], bool);

/// How often all examples are gone through.
const STEPS: usize = 300;
/// The penalty on the square of a weight.
const PENALTY: f64 = 1e-4;

/// The weights of the features as they are given, and the bias.
pub fn fit<const N: usize>(rows: &[Row<N>]) -> (Vec<f64>, f64) {
    let count = rows.len().max(1) as f64;
    let mut mean = [0.0; N];
    let mut spread = [0.0; N];
    for (features, _) in rows {
        (0..N).for_each(|i| mean[i] += features[i] / count);
    }
    for (features, _) in rows {
        (0..N).for_each(|i| spread[i] += (features[i] - mean[i]).powi(2) / count);
    }
    spread.iter_mut().for_each(|spread| *spread = spread.sqrt().max(1e-6));
    let (mut weights, mut ahead, mut bias, mut bias_ahead) = ([0.0; N], [0.0; N], 0.0, 0.0);
    // The curvature of the loss is at most a quarter of the sum of squares, which is N + 1 on average.
    let rate = 4.0 / (N as f64 + 1.0);
    for step in 0..STEPS {
        let (mut slope, mut bias_slope) = ([0.0; N], 0.0);
        for (features, told) in rows {
            let mut sum = bias_ahead;
            (0..N).for_each(|i| sum += ahead[i] * (features[i] - mean[i]) / spread[i]);
            let error = 1.0 / (1.0 + (-sum).exp()) - f64::from(u8::from(*told));
            (0..N).for_each(|i| slope[i] += error * (features[i] - mean[i]) / spread[i] / count);
            bias_slope += error / count;
        }
        let momentum = step as f64 / (step as f64 + 3.0);
        for i in 0..N {
            let next = ahead[i] - rate * (slope[i] + PENALTY * ahead[i]);
            ahead[i] = next + momentum * (next - weights[i]);
            weights[i] = next;
        }
        let next = bias_ahead - rate * bias_slope;
        bias_ahead = next + momentum * (next - bias);
        bias = next;
    }
    let scaled: Vec<f64> = (0..N).map(|i| weights[i] / spread[i]).collect();
    let bias = bias - (0..N).map(|i| scaled[i] * mean[i]).sum::<f64>();
    (scaled, bias)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_separable_feature_gets_the_weight() {
        let rows: Vec<Row<2>> =
            (0..200).map(|n| ([f64::from(n % 2), f64::from(n % 7)], n % 2 == 1)).collect();
        let (weights, bias) = fit(&rows);
        assert!(weights[0] > 4.0 && weights[1].abs() < 0.2 && bias < -1.0, "{weights:?} {bias}");
    }
}
