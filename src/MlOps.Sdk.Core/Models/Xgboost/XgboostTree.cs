using MlOps.Sdk.Data;

namespace MlOps.Sdk.Models;

/// <summary>A tree of XGBoost; node 0 is the root.</summary>
internal sealed class XgboostTree(XgboostNode[] nodes)
{
    private const int Unreached = int.MinValue;

    /// <summary>The score that it adds to.</summary>
    public int Score { get; set; }

    /// <summary>What its leaves are multiplied with.</summary>
    public float Weight { get; set; } = 1;

    /// <summary>The same tree in the SDK's words.</summary>
    /// <param name="score">The score that it adds to.</param>
    /// <param name="sign">1, or −1 if it speaks against what the score means.</param>
    /// <param name="slots">For each column, the slot of the feature vector.</param>
    /// <exception cref="InvalidDataException">It is no tree over these columns.</exception>
    public DecisionTree ToTree(int score, double sign, IReadOnlyList<int> slots)
    {
        List<int> features = [];
        List<float> thresholds = [];
        List<int> left = [];
        List<int> right = [];
        List<int> missingLeft = [];
        List<double> leaves = [];
        int[] places = Number();
        foreach (XgboostNode node in nodes.Where((_, index) => places[index] != Unreached))
        {
            if (node.IsLeaf)
            {
                leaves.Add(sign * Weight * node.Value);
                continue;
            }

            if (node.Column < 0 || node.Column >= slots.Count)
                throw new InvalidDataException($"a node looks at column {node.Column}, and there are {slots.Count}");
            if (node.GoesLeftIfMissing)
                missingLeft.Add(features.Count);
            features.Add(slots[node.Column]);
            // XGBoost sends a row to the left that is less; the SDK one that is at most.
            thresholds.Add(float.BitDecrement(node.Value));
            left.Add(places[node.Left]);
            right.Add(places[node.Right]);
        }

        return new DecisionTree(
            score, features.ToValueList(), thresholds.ToValueList(), left.ToValueList(), right.ToValueList(), missingLeft.ToValueList(), leaves.ToValueList());
    }

    // Where each node stands among the nodes, or ~ among the leaves; pruned nodes stay in XGBoost's list, and nothing leads to them.
    private int[] Number()
    {
        bool[] reached = new bool[nodes.Length];
        Stack<int> waiting = new([0]);
        while (waiting.TryPop(out int index))
        {
            if (index < 0 || index >= nodes.Length || reached[index])
                throw new InvalidDataException($"node {index} of a tree is missing, or has two parents");
            reached[index] = true;
            if (!nodes[index].IsLeaf)
            {
                waiting.Push(nodes[index].Right);
                waiting.Push(nodes[index].Left);
            }
        }

        int inner = 0;
        int leaf = 0;
        return [.. nodes.Select((node, index) => !reached[index] ? Unreached : node.IsLeaf ? ~leaf++ : inner++)];
    }
}
