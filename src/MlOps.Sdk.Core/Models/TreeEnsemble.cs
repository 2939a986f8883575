using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlOps.Sdk.Models;

/// <summary>Scores by sums of decision trees: boosted trees of any library.</summary>
public sealed class TreeEnsemble : IScorer
{
    private readonly ScoreOutput _output;
    private readonly TreeNode[] _nodes;
    private readonly double[] _leaves;
    private readonly int[] _roots;
    private readonly int[] _scoreOfRoot;

    /// <summary>Makes a scorer of its parameters.</summary>
    /// <exception cref="ModelBundleException">The parameters contradict one another, such as a child that doesn't exist or a cycle.</exception>
    public TreeEnsemble(TreeEnsembleParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        parameters.Validate();
        if (parameters.Trees is null)
            throw ScorerParameters.Invalid("there are no trees");

        TreeFlattener flattener = new(parameters.FeatureCount, parameters.Biases.Count);
        _roots = new int[parameters.Trees.Count];
        _scoreOfRoot = new int[parameters.Trees.Count];
        for (int index = 0; index < _roots.Length; index++)
        {
            DecisionTree tree = parameters.Trees[index] ?? throw ScorerParameters.Invalid($"tree {index} is null");
            _roots[index] = flattener.Add(index, tree);
            _scoreOfRoot[index] = tree.Score;
        }

        _nodes = flattener.Nodes.ToArray();
        _leaves = flattener.Leaves.ToArray();
        _output = new ScoreOutput(parameters);
        FeatureCount = parameters.FeatureCount;
        ScoreCount = parameters.Biases.Count;
    }

    /// <inheritdoc />
    public int FeatureCount { get; }

    /// <inheritdoc />
    public int ScoreCount { get; }

    /// <inheritdoc />
    public void Score(ReadOnlySpan<float> features, Span<float> scores)
    {
        _output.RequireLengths(FeatureCount, features, scores);
        Span<double> sums = stackalloc double[ScoreOutput.OnStack];
        sums = ScoreCount <= sums.Length ? sums[..ScoreCount] : new double[ScoreCount];
        sums.Clear();
        int tree = 0;

        // Four trees at a time: while one waits for memory the others go on. The sum is taken in the order of the trees all the same.
        for (; tree <= _roots.Length - 4; tree += 4)
        {
            int first = _roots[tree];
            int second = _roots[tree + 1];
            int third = _roots[tree + 2];
            int fourth = _roots[tree + 3];
            while ((first & second & third & fourth) >= 0)
            {
                first = first < 0 ? first : Next(first, features);
                second = second < 0 ? second : Next(second, features);
                third = third < 0 ? third : Next(third, features);
                fourth = fourth < 0 ? fourth : Next(fourth, features);
            }

            sums[_scoreOfRoot[tree]] += _leaves[~first];
            sums[_scoreOfRoot[tree + 1]] += _leaves[~second];
            sums[_scoreOfRoot[tree + 2]] += _leaves[~third];
            sums[_scoreOfRoot[tree + 3]] += _leaves[~fourth];
        }

        for (; tree < _roots.Length; tree++)
        {
            int node = _roots[tree];
            while (node >= 0)
                node = Next(node, features);
            sums[_scoreOfRoot[tree]] += _leaves[~node];
        }

        _output.Write(sums, scores);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Next(int node, ReadOnlySpan<float> features)
    {
        // The flattener has checked every child and every feature, so the walk needs no bounds.
        ref TreeNode at = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_nodes), node);
        int feature = at.Feature;
        int missingLeft = feature >> 31;
        float value = Unsafe.Add(ref MemoryMarshal.GetReference(features), feature ^ missingLeft);

        // Without a branch, because which side a row takes can't be foreseen: a comparison with NaN is false either way.
        bool isGreater = value > at.Threshold;
        bool isNotLess = !(value <= at.Threshold);
        int right = (Unsafe.BitCast<bool, byte>(isGreater) & missingLeft) | (Unsafe.BitCast<bool, byte>(isNotLess) & ~missingLeft);
        return at.Right + ((at.Left - at.Right) & (right - 1));
    }
}

// Children are positions in the node array, or ~position in the leaf array; Feature is ~slot where a missing value goes left.
internal readonly record struct TreeNode(int Feature, float Threshold, int Left, int Right);
