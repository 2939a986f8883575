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
        for (int tree = 0; tree < _roots.Length; tree++)
            sums[_scoreOfRoot[tree]] += _leaves[~Walk(_roots[tree], features)];
        _output.Write(sums, scores);
    }

    private int Walk(int node, ReadOnlySpan<float> features)
    {
        // The flattener has checked every child and every feature, so the walk needs no bounds.
        ref TreeNode nodes = ref MemoryMarshal.GetArrayDataReference(_nodes);
        ref float values = ref MemoryMarshal.GetReference(features);
        while (node >= 0)
        {
            ref TreeNode at = ref Unsafe.Add(ref nodes, node);
            int feature = at.Feature;
            bool left = feature >= 0
                ? Unsafe.Add(ref values, feature) <= at.Threshold
                : !(Unsafe.Add(ref values, ~feature) > at.Threshold);
            node = left ? at.Left : at.Right;
        }

        return node;
    }
}

// Children are positions in the node array, or ~position in the leaf array; Feature is ~slot where a missing value goes left.
internal readonly record struct TreeNode(int Feature, float Threshold, int Left, int Right);
