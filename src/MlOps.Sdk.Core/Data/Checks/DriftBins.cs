using MlOps.Sdk.Algebra;
using static MlOps.Sdk.Algebra.FunctionTable;

namespace MlOps.Sdk.Data.Checks;

/// <summary>Bins of numbers between cuts.</summary>
/// <param name="Cuts">The values at which the bins begin, rising; what lies below the first is a bin, too.</param>
internal sealed record DriftBins(ValueList<double> Cuts)
{
    /// <summary>The bins between quantiles. A value at which several quantiles lie is a bin of its own, so that it isn't mixed up with its neighbours.</summary>
    public static DriftBins OfQuantiles(IEnumerable<double> quantiles) => new(quantiles
        .GroupBy(quantile => quantile + 0.0)
        .SelectMany(group => group.Count() > 1 ? (double[])[group.Key, Math.BitIncrement(group.Key)] : [group.Key])
        .Distinct().Order().ToValueList());

    /// <summary>How many numbers lie in each bin: rows of a bin's number and a count; null has none.</summary>
    public RelationNode Count(ScalarNode number) => new AggregateNode(
        new FilterNode(new InputNode(), Call("is_not_null", number)), [new("bin", BinOf(number, Cuts.AsSpan(), 0))], [new("rows", AggregateKind.Count)]);

    public IReadOnlyList<long> CountsOf(IReadOnlyList<object?[]> rows)
    {
        long[] counts = new long[Cuts.Count + 1];
        foreach (object?[] row in rows)
            counts[(long)row[0]!] = (long)row[1]!;
        return counts;
    }

    // The cuts are asked for by halves, so that many take few comparisons.
    private static ScalarNode BinOf(ScalarNode number, ReadOnlySpan<double> cuts, long first)
    {
        if (cuts.IsEmpty)
            return ConstantNode.Of(first);
        int middle = cuts.Length / 2;
        return new ConditionalNode(
            Call("less", number, ConstantNode.Of(cuts[middle])), BinOf(number, cuts[..middle], first), BinOf(number, cuts[(middle + 1)..], first + middle + 1));
    }
}
