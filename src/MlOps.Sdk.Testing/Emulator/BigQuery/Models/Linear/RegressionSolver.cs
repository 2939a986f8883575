namespace MlOps.Sdk.Testing.Emulator.BigQuery.Models.Linear;

/// <summary>Finds the weights of regressions: half the sum of losses plus half of L2 times the squares of the weights but the first is least.</summary>
internal static class RegressionSolver
{
    // One column for each value makes columns that depend on one another; among equal weights it takes small ones.
    private const double Least = 1e-9;
    private const int Iterations = 100;

    public static double[] Linear(SparseRow[] rows, double[] targets, int width, double l2)
    {
        double[,] gram = new double[width, width];
        double[] right = new double[width];
        for (int row = 0; row < rows.Length; row++)
        {
            Add(gram, rows[row], 1);
            Add(right, rows[row], targets[row]);
        }

        return Solve(Regularised(gram, l2, rows.Length), right);
    }

    /// <summary>Newton's method.</summary>
    public static double[] Logistic(SparseRow[] rows, double[] targets, int width, double l2)
    {
        double[] weights = new double[width];
        for (int iteration = 0; iteration < Iterations; iteration++)
        {
            double[,] hessian = new double[width, width];
            double[] gradient = new double[width];
            for (int row = 0; row < rows.Length; row++)
            {
                double probability = 1 / (1 + Math.Exp(-rows[row].Times(weights)));
                Add(hessian, rows[row], probability * (1 - probability));
                Add(gradient, rows[row], targets[row] - probability);
            }

            for (int i = 1; i < width; i++)
                gradient[i] -= (l2 + (Least * rows.Length)) * weights[i];
            double[] step = Solve(Regularised(hessian, l2, rows.Length), gradient);
            double longest = step.Max(Math.Abs);
            // Classes that can be told apart without error have no minimum; the steps are kept short.
            double scale = longest > 4 ? 4 / longest : 1;
            for (int i = 0; i < width; i++)
                weights[i] += scale * step[i];
            if (longest < 1e-10)
                break;
        }

        return weights;
    }

    private static double[,] Regularised(double[,] matrix, double l2, int rows)
    {
        int width = matrix.GetLength(0);
        matrix[0, 0] += 1e-12;
        for (int i = 1; i < width; i++)
            matrix[i, i] += l2 + (Least * rows);
        return matrix;
    }

    private static void Add(double[,] matrix, SparseRow row, double factor)
    {
        for (int i = 0; i < row.Indices.Length; i++)
        {
            for (int j = 0; j < row.Indices.Length; j++)
                matrix[row.Indices[i], row.Indices[j]] += factor * row.Values[i] * row.Values[j];
        }
    }

    private static void Add(double[] vector, SparseRow row, double factor)
    {
        for (int i = 0; i < row.Indices.Length; i++)
            vector[row.Indices[i]] += factor * row.Values[i];
    }

    // Cholesky's way; the matrix is positive definite by then.
    private static double[] Solve(double[,] matrix, double[] right)
    {
        int width = right.Length;
        double[] solution = (double[])right.Clone();
        for (int column = 0; column < width; column++)
        {
            for (int row = column; row < width; row++)
            {
                double sum = matrix[row, column];
                for (int k = 0; k < column; k++)
                    sum -= matrix[row, k] * matrix[column, k];
                matrix[row, column] = row == column ? Math.Sqrt(Math.Max(sum, 1e-300)) : sum / matrix[column, column];
            }
        }

        for (int row = 0; row < width; row++)
        {
            for (int k = 0; k < row; k++)
                solution[row] -= matrix[row, k] * solution[k];
            solution[row] /= matrix[row, row];
        }

        for (int row = width - 1; row >= 0; row--)
        {
            for (int k = row + 1; k < width; k++)
                solution[row] -= matrix[k, row] * solution[k];
            solution[row] /= matrix[row, row];
        }

        return solution;
    }
}
