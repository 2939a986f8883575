using MlOps.Sdk.Algebra;

namespace MlOps.Sdk.Local.Tests.Algebra;

/// <summary>Makes an expression smaller as long as it stays interesting, so that a failure shows nothing but its cause.</summary>
internal static class ExpressionShrinker
{
    public static ScalarNode Shrink(ScalarNode value, Func<ScalarNode, bool> isInteresting)
    {
        while (Smaller(value).FirstOrDefault(isInteresting) is { } smaller)
            value = smaller;
        return value;
    }

    // Each part alone, then the whole with one part made smaller.
    private static IEnumerable<ScalarNode> Smaller(ScalarNode value)
    {
        ScalarNode[] parts = [.. value.Parts()];
        foreach (ScalarNode part in parts.Where(part => part is not ConstantNode))
            yield return part;
        for (int i = 0; i < parts.Length; i++)
        {
            foreach (ScalarNode smaller in Smaller(parts[i]).Where(smaller => smaller.Type == parts[i].Type))
            {
                if (With(value, i, smaller) is { } changed)
                    yield return changed;
            }
        }
    }

    private static ScalarNode? With(ScalarNode value, int part, ScalarNode replacement)
    {
        switch (value)
        {
            case CallNode call:
                ScalarNode[] arguments = [.. call.Arguments];
                arguments[part] = replacement;
                return FunctionTable.Find(call.Function).Refusal(arguments) is null ? FunctionTable.Call(call.Function, arguments) : null;
            case ConditionalNode conditional:
                return new ConditionalNode(
                    part == 0 ? replacement : conditional.Test, part == 1 ? replacement : conditional.Then, part == 2 ? replacement : conditional.Otherwise);
            default:
                return replacement.Type == value.Type ? replacement : new CastNode(replacement, value.Type);
        }
    }
}
