using MlOps.Sdk.Data;

namespace MlOps.Sdk.Algebra.Dialects;

/// <summary>A call that is to be printed for Python; where the function's rule says what null gives, the arguments are known not to be None.</summary>
internal sealed class PythonCall(CallNode node, Func<int, Term> argument)
{
    private readonly Term?[] _printed = new Term?[node.Arguments.Count];

    public CallNode Node => node;

    public ValueList<ScalarNode> Arguments => node.Arguments;

    /// <summary>An argument as it stands between commas.</summary>
    public string this[int index] => Print(index).Text;

    /// <summary>All arguments, separated by commas.</summary>
    public string All => string.Join(", ", Enumerable.Range(0, node.Arguments.Count).Select(index => this[index]));

    /// <summary>An argument as an operand.</summary>
    public string At(int index, Level level) => Print(index).At(level);

    /// <summary>An argument that is to be evaluated only if it is needed, as a function without parameters.</summary>
    public string Later(int index) => $"lambda: {this[index]}";

    /// <summary>Some arguments as a tuple.</summary>
    public string Tuple(IEnumerable<int> indices) => $"({string.Concat(indices.Select(index => $"{this[index]}, ")).TrimEnd()})";

    public bool MayBeNull(int index) => node.Arguments[index].Nullable;

    private Term Print(int index) => _printed[index] ??= argument(index);
}
