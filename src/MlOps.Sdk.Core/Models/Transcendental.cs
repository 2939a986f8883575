using MlOps.Sdk.Algebra;

namespace MlOps.Sdk.Models;

/// <summary>Finds functions whose last bit differs between mathematical libraries.</summary>
internal static class Transcendental
{
    private static readonly HashSet<string> Functions =
        new(["sin", "cos", "tan", "asin", "acos", "atan", "atan2", "exp", "log", "log10", "log2", "pow"], StringComparer.OrdinalIgnoreCase);

    internal static bool In(ScalarNode value)
    {
        Finder finder = new();
        finder.Visit(value);
        return finder.Found;
    }

    private sealed class Finder : ScalarRewriter
    {
        internal bool Found { get; private set; }

        protected override ScalarNode VisitCall(CallNode call)
        {
            Found |= Functions.Contains(call.Function);
            return base.VisitCall(call);
        }
    }
}
