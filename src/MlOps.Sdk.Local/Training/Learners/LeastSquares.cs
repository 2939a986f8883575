using MlOps.Sdk.Models;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Training.Learners;

/// <summary>
/// Ordinary least squares with a squared penalty on the weights: solves (XᵀX + λI)w = Xᵀy over centred columns by Cholesky's decomposition
/// (Golub and Van Loan, Matrix Computations, 4.2), in one pass over the rows.
/// </summary>
internal sealed class LeastSquares(double l2, string stage) : IBlockFit
{
    // The matrix of the equations is width × width doubles: 128 MB.
    private const int MaximumWidth = 4096;

    private IReadOnlyList<FeatureSlots> _features = [];
    private double[,] _products = new double[0, 0];
    private double[] _right = [];

    // Values are taken less the mean of the first block, which keeps the digits of columns such as a year; what is left of the mean is taken off at the end:
    // Σ(a − ā)(b − b̄) = Σ(a − c)(b − d) − n(ā − c)(b̄ − d). One-hot slots are added up where they are 1.
    private double[] _shifts = [];
    private double[] _sums = [];
    private double _labelShift;
    private double _labelSum;
    private long _rows;

    public static LinearParameters Fit(IEnumerable<FeatureMatrix> blocks, double l2, string stage)
    {
        LeastSquares fit = new(l2, stage);
        foreach (FeatureMatrix block in blocks)
            fit.Add(block);
        return fit.Solve();
    }

    public void Add(FeatureMatrix block)
    {
        double[] labels = ((LabelColumn.Numbers)block.Label).Values;
        if (_rows == 0)
            Start(block, labels);
        int count = block.Features.Count;
        int[] slots = new int[count];
        double[] values = new double[count];
        for (int row = 0; row < block.Rows; row++)
        {
            for (int index = 0; index < count; index++)
            {
                FeatureSlots feature = block.Features[index];
                slots[index] = feature.Values is null ? feature.Offset + feature.Codes![row] : feature.Offset;
                values[index] = feature.Values is null ? 1 : feature.Values[row] - _shifts[feature.Offset];
            }

            double label = labels[row] - _labelShift;
            _labelSum += label;
            for (int index = 0; index < count; index++)
            {
                _sums[slots[index]] += values[index];
                _right[slots[index]] += values[index] * label;
                for (int other = 0; other <= index; other++)
                    _products[slots[index], slots[other]] += values[index] * values[other];
            }
        }

        _rows += block.Rows;
    }

    public ScorerParameters Complete() => Solve();

    private void Start(FeatureMatrix block, double[] labels)
    {
        if (block.Width > MaximumWidth)
        {
            throw new StageException(
                $"{stage}: least squares take at most {MaximumWidth} feature slots, there are {block.Width}. Make vocabularies smaller, or use Learner.Sdca().");
        }

        _features = block.Features;
        _products = new double[block.Width, block.Width];
        _right = new double[block.Width];
        _sums = new double[block.Width];
        _shifts = new double[block.Width];
        foreach (FeatureSlots feature in block.Features.Where(feature => feature.Values is not null))
            _shifts[feature.Offset] = feature.Values!.Average(value => (double)value);
        _labelShift = labels.Average();
    }

    private LinearParameters Solve()
    {
        int width = _right.Length;
        double[] means = [.. _sums.Select(sum => sum / _rows)];
        double labelMean = _labelSum / _rows;
        for (int row = 0; row < width; row++)
        {
            _right[row] -= _rows * means[row] * labelMean;
            for (int column = 0; column <= row; column++)
                _products[row, column] -= _rows * means[row] * means[column];
            _products[row, row] += l2;
        }

        Decompose(_products, _features, stage);
        double[] weights = Solve(_products, _right);
        double bias = labelMean + _labelShift;
        for (int slot = 0; slot < width; slot++)
            bias -= weights[slot] * (means[slot] + _shifts[slot]);

        return new LinearParameters
        {
            FeatureCount = width,
            Transform = ScoreTransform.Identity,
            Biases = [bias],
            Weights = [[.. weights]],
        };
    }

    private static void Decompose(double[,] matrix, IReadOnlyList<FeatureSlots> features, string stage)
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
                string name = features.Last(feature => feature.Offset <= column).Name;
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
