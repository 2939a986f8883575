using System.Text;

namespace MlOps.Sdk.Local.Tests.Algebra;

/// <summary>The order of values as the nodes define it: NaN before the numbers, texts by code points; null is dealt with by who sorts.</summary>
internal sealed class ValueOrder : IComparer<object>
{
    public static readonly ValueOrder Instance = new();

    public int Compare(object? x, object? y) => (x, y) switch
    {
        (string one, string other) => Encoding.UTF8.GetBytes(one).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(other)),
        _ => Comparer<object>.Default.Compare(x, y),
    };
}
