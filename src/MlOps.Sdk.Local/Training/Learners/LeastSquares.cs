using MlOps.Sdk.Models;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Training.Learners;

/// <summary>
/// Ordinary least squares with a squared penalty on the weights: solves (XᵀX + λI)w = Xᵀy over centred columns by Cholesky's decomposition
/// (Golub and Van Loan, Matrix Computations, 4.2), in one pass over the rows.
/// </summary>
internal static class LeastSquares
{
    // The matrix of the equations is width × width doubles: 128 MB.
    private const int MaximumWidth = 4096;

    public static LinearParameters Fit(FeatureMatrix matrix, double l2, string stage)
    {
        int width = matrix.Width;
        if (width > MaximumWidth)
        {
            throw new StageException(
                $"{stage}: least squares take at most {MaximumWidth} feature slots, there are {width}. Make vocabularies smaller, or use Learner.Sdca().");
        }

        double[] labels = ((LabelColumn.Numbers)matrix.Label).Values;
        double[] means = MeansOf(matrix);
        double labelMean = labels.Average();
        (double[,] products, double[] right) = Accumulate(matrix, labels, means, labelMean);
        for (int slot = 0; slot < width; slot++)
            products[slot, slot] += l2;

        Decompose(products, matrix, stage);
        double[] weights = Solve(products, right);
        double bias = labelMean;
        for (int slot = 0; slot < width; slot++)
            bias -= weights[slot] * means[slot];

        return new LinearParameters
        {
            FeatureCount = width,
            Transform = ScoreTransform.Identity,
            Biases = [bias],
            Weights = [[.. weights]],
        };
    }

    private static double[] MeansOf(FeatureMatrix matrix)
    {
        double[] sums = new double[matrix.Width];
        foreach (FeatureSlots feature in matrix.Features)
        {
            for (int row = 0; row < matrix.Rows; row++)
            {
                if (feature.Values is not null)
                    sums[feature.Offset] += feature.Values[row];
                else
                    sums[feature.Offset + feature.Codes![row]]++;
            }
        }

        for (int slot = 0; slot < sums.Length; slot++)
            sums[slot] /= matrix.Rows;
        return sums;
    }

    // One-hot columns are added up where they are 1 and centred afterwards: Σ(a − ā)(b − b̄) = Σab − n·ā·b̄. Values are centred beforehand, which
    // keeps the digits of columns such as a year.
    private static (double[,] Products, double[] Right) Accumulate(FeatureMatrix matrix, double[] labels, double[] means, double labelMean)
    {
        double[,] products = new double[matrix.Width, matrix.Width];
        double[] right = new double[matrix.Width];
        int count = matrix.Features.Count;
        int[] slots = new int[count];
        double[] values = new double[count];
        for (int row = 0; row < matrix.Rows; row++)
        {
            for (int index = 0; index < count; index++)
            {
                FeatureSlots feature = matrix.Features[index];
                slots[index] = feature.Values is null ? feature.Offset + feature.Codes![row] : feature.Offset;
                values[index] = feature.Values is null ? 1 : feature.Values[row] - means[feature.Offset];
            }

            double label = labels[row] - labelMean;
            for (int index = 0; index < count; index++)
            {
                right[slots[index]] += values[index] * label;
                for (int other = 0; other <= index; other++)
                    products[slots[index], slots[other]] += values[index] * values[other];
            }
        }

        // Centred values and labels sum to nothing, so that only pairs of one-hot slots are left to be centred.
        foreach (FeatureSlots feature in matrix.Features.Where(feature => feature.Values is null))
        {
            foreach (FeatureSlots other in matrix.Features.Where(other => other.Values is null && other.Offset <= feature.Offset))
                Centre(products, feature, other, means, matrix.Rows);
        }

        return (products, right);
    }

    private static void Centre(double[,] products, FeatureSlots feature, FeatureSlots other, double[] means, int rows)
    {
        for (int row = feature.Offset; row < feature.Offset + feature.Width; row++)
        {
            for (int column = other.Offset; column < other.Offset + other.Width && column <= row; column++)
                products[row, column] -= rows * means[row] * means[column];
        }
    }

    private static void Decompose(double[,] matrix, FeatureMatrix features, string stage)
    {
        int size = matrix.GetLength(0);
        for (int column = 0; column < size; column++)
        {
            double diagonal = matrix[column, column];
            double pivot = diagonal;
            for (int inner = 0; inner < column; inner++)
                pivot -= matrix[column, inner] * matrix[column, inner];
            if (!(pivot > 1e-12 * diagonal))
            {
                string name = features.Features.Last(feature => feature.Offset <= column).Name;
                throw new StageException(
                    $"{stage}: the feature '{name}' is constant or follows from the features before it, so that least squares have no single solution. "
                    + "Leave it out, or give a penalty: Learner.Linear(l2: 1).");
            }

            matrix[column, column] = Math.Sqrt(pivot);
            for (int row = column + 1; row < size; row++)
            {
                double sum = matrix[row, column];
                for (int inner = 0; inner < column; inner++)
                    sum -= matrix[row, inner] * matrix[column, inner];
                matrix[row, column] = sum / matrix[column, column];
            }
        }
    }

    private static double[] Solve(double[,] lower, double[] right)
    {
        int size = right.Length;
        double[] solution = [.. right];
        for (int row = 0; row < size; row++)
        {
            for (int column = 0; column < row; column++)
                solution[row] -= lower[row, column] * solution[column];
            solution[row] /= lower[row, row];
        }

        for (int row = size - 1; row >= 0; row--)
        {
            for (int column = row + 1; column < size; column++)
                solution[row] -= lower[column, row] * solution[column];
            solution[row] /= lower[row, row];
        }

        return solution;
    }
}
