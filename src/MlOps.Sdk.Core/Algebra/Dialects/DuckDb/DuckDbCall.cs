using MlOps.Sdk.Data;

namespace MlOps.Sdk.Algebra.Dialects;

/// <summary>A call that is to be printed for DuckDB: its node, its arguments as nodes and as SQL.</summary>
internal sealed class DuckDbCall(CallNode node, bool nullIsFalse, Func<ScalarNode, bool, Term> print)
{
    private readonly Term?[] _printed = new Term?[node.Arguments.Count];

    public CallNode Node => node;

    public ValueList<ScalarNode> Arguments => node.Arguments;

    /// <summary>Whether null and false are the same to the reader of this Boolean, as in WHERE.</summary>
    public bool NullIsFalse => nullIsFalse;

    /// <summary>An argument as it stands between commas.</summary>
    public string this[int index] => Print(index).Text;

    /// <summary>An argument as an operand.</summary>
    public string At(int index, Level level) => Print(index).At(level);

    /// <summary>An argument, a whole number that stands beside another BIGINT: a literal needs no type there.</summary>
    public string Plain(int index, Level level) => node.Arguments[index] is ConstantNode { Type: DataType.Int64, Text: { } text }
        && node.Arguments.Any(argument => argument is not ConstantNode)
            ? text
            : At(index, level);

    /// <summary>A Boolean argument where null may be read as false if it may be in the call itself.</summary>
    public Term Test(int index) => print(node.Arguments[index], nullIsFalse);

    /// <summary>All arguments, separated by commas.</summary>
    public string All => string.Join(", ", Enumerable.Range(0, node.Arguments.Count).Select(index => this[index]));

    public bool MayBeNull(int index) => node.Arguments[index].Nullable;

    /// <summary>A condition that is false if one of the arguments is null, for checks that a null must pass.</summary>
    public string AndNotNull(params ReadOnlySpan<int> arguments)
    {
        string condition = "";
        foreach (int index in arguments)
        {
            if (MayBeNull(index))
                condition += $" AND {At(index, Level.Other)} IS NOT NULL";
        }

        return condition;
    }

    /// <summary>A value behind conditions under which it is an error; the conditions are tried in their order and only without nulls.</summary>
    public Term Checked(string message, string value, params string[] failures)
    {
        string nulls = string.Join(" OR ", Enumerable.Range(0, node.Arguments.Count).Where(MayBeNull).Select(index => $"{At(index, Level.Other)} IS NULL"));
        string branches = nulls.Length == 0 ? "" : $" WHEN {nulls} THEN NULL";
        foreach (string failure in failures)
            branches += $" WHEN {failure} THEN {Error(message)}";
        return $"CASE{branches} ELSE {value} END";
    }

    /// <summary>Whether a Double argument may be NaN as far as its node tells.</summary>
    public bool MayBeNaN(int index) => node.Arguments[index] switch
    {
        { Type: not DataType.Double } => false,
        ConstantNode constant => constant.Value is double.NaN,
        CastNode { Operand.Type: not DataType.Double } => false,
        _ => true,
    };

    /// <summary>A call to <c>error</c>: DuckDB evaluates it only for the rows that take this branch.</summary>
    public static string Error(string message) => $"error({DuckDbText.Literal(message)})";

    private Term Print(int index) => _printed[index] ??= print(node.Arguments[index], false);
}
