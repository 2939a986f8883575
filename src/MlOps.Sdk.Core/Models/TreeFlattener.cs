namespace MlOps.Sdk.Models;

/// <summary>Lays trees out in one array, depth first, and refuses whatever is no tree: a walk over the result always ends.</summary>
internal sealed class TreeFlattener(int featureCount, int scoreCount)
{
    internal List<TreeNode> Nodes { get; } = [];

    internal List<double> Leaves { get; } = [];

    internal int Add(int index, DecisionTree tree)
    {
        RequireSizes(index, tree);
        bool[] missingLeft = new bool[tree.Features.Count];
        foreach (int node in tree.MissingLeft)
            missingLeft[node] = true;

        int firstLeaf = Leaves.Count;
        Leaves.AddRange(tree.Leaves);
        if (tree.Features.Count == 0)
            return ~firstLeaf;

        int firstNode = Nodes.Count;
        int[] positions = LayOut(index, tree);
        int Child(int child) => child < 0 ? ~(firstLeaf + ~child) : firstNode + positions[child];

        TreeNode[] laidOut = new TreeNode[positions.Count(position => position >= 0)];
        for (int node = 0; node < positions.Length; node++)
        {
            if (positions[node] >= 0)
            {
                int feature = tree.Features[node];
                laidOut[positions[node]] = new TreeNode(
                    missingLeft[node] ? ~feature : feature, tree.Thresholds[node], Child(tree.Left[node]), Child(tree.Right[node]));
            }
        }

        Nodes.AddRange(laidOut);
        return firstNode;
    }

    private static int[] LayOut(int index, DecisionTree tree)
    {
        int[] positions = new int[tree.Features.Count];
        Array.Fill(positions, -1);
        Stack<int> waiting = new([0]);
        for (int next = 0; waiting.TryPop(out int node); next++)
        {
            if (positions[node] >= 0)
                throw Invalid(index, $"node {node} has two parents");
            positions[node] = next;
            foreach (int child in (int[])[tree.Right[node], tree.Left[node]])
            {
                if (child >= tree.Features.Count || child < -tree.Leaves.Count)
                    throw Invalid(index, $"node {node} has the child {child}, but there are {tree.Features.Count} nodes and {tree.Leaves.Count} leaves");
                if (child >= 0)
                    waiting.Push(child);
            }
        }

        return positions;
    }

    private void RequireSizes(int index, DecisionTree tree)
    {
        if (tree.Features is null || tree.Thresholds is null || tree.Left is null || tree.Right is null || tree.MissingLeft is null || tree.Leaves is null)
            throw Invalid(index, "one of its lists is missing");
        int nodes = tree.Features.Count;
        if (tree.Thresholds.Count != nodes || tree.Left.Count != nodes || tree.Right.Count != nodes)
            throw Invalid(index, $"its lists differ in length ({nodes} features, {tree.Thresholds.Count} thresholds, {tree.Left.Count} left, {tree.Right.Count} right)");
        if (tree.Leaves.Count == 0)
            throw Invalid(index, "it has no leaf");
        if (tree.Score < 0 || tree.Score >= scoreCount)
            throw Invalid(index, $"it adds to score {tree.Score}, but there are {scoreCount}");
        foreach (int feature in tree.Features)
        {
            if (feature < 0 || feature >= featureCount)
                throw Invalid(index, $"it looks at feature {feature}, but there are {featureCount}");
        }

        foreach (int node in tree.MissingLeft)
        {
            if (node < 0 || node >= nodes)
                throw Invalid(index, $"missingLeft names node {node}, but there are {nodes}");
        }

        foreach (float threshold in tree.Thresholds)
        {
            if (float.IsNaN(threshold))
                throw Invalid(index, "a threshold is NaN");
        }

        ScorerParameters.RequireFinite($"the leaves of tree {index}", tree.Leaves);
    }

    private static ModelBundleException Invalid(int index, string problem) => ScorerParameters.Invalid($"tree {index}: {problem}");
}
