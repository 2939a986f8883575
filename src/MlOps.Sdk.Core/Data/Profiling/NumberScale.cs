using MlOps.Sdk.Algebra;
using static MlOps.Sdk.Algebra.FunctionTable;

namespace MlOps.Sdk.Data.Profiling;

/// <summary>Numbers moved to their mean and shrunk to about 1, so that no sum of their squares overflows, and little of its digits is lost.</summary>
/// <param name="Center">What becomes 0; about the mean.</param>
/// <param name="Factor">What is multiplied by then: a power of two, which changes no digit.</param>
/// <param name="IsWide">Whether the difference of two numbers may overflow.</param>
internal sealed record NumberScale(double Center, double Factor, bool IsWide)
{
    private const int GreatestExponent = 1000;

    public static NumberScale Of(double least, double greatest, double mean)
    {
        double half = (greatest / 2) - (least / 2);
        return new(
            mean >= least && mean <= greatest ? mean : least + half,
            half == 0 ? 1 : Math.ScaleB(1, Math.Min(GreatestExponent, -Math.ILogB(half))),
            double.IsInfinity(greatest - least));
    }

    public ScalarNode Apply(ScalarNode number)
    {
        ScalarNode factor = ConstantNode.Of(Factor);
        return IsWide
            ? Call("subtract", Call("multiply", number, factor), ConstantNode.Of(Center * Factor))
            : Call("multiply", Call("subtract", number, ConstantNode.Of(Center)), factor);
    }

    /// <summary>What a mean of scaled numbers is of the numbers themselves.</summary>
    public double MeanOf(double scaled) => Center + (scaled / Factor);

    /// <summary>What a standard deviation of scaled numbers is of the numbers themselves.</summary>
    public double DeviationOf(double scaled) => scaled / Factor;
}
