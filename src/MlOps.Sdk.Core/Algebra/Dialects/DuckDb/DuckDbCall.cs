using MlOps.Sdk.Data;

namespace MlOps.Sdk.Algebra.Dialects;

/// <summary>A call that is to be printed for DuckDB.</summary>
internal sealed class DuckDbCall(CallNode node, bool nullIsFalse, Func<ScalarNode, bool, Term> print) : SqlCall(node, nullIsFalse, print)
{
    /// <summary>An argument, a whole number that stands beside another BIGINT: a literal needs no type there.</summary>
    public string Plain(int index, Level level) => Arguments[index] is ConstantNode { Type: DataType.Int64, Text: { } text }
        && Arguments.Any(argument => argument is not ConstantNode)
            ? text
            : At(index, level);

    /// <summary>A value behind conditions under which it is an error; the conditions are tried in their order and only without nulls.</summary>
    public Term Checked(string message, string value, params string[] failures) => Checked(value, () => Error(message), failures);

    /// <summary>A call to <c>error</c>: DuckDB evaluates it only for the rows that take this branch.</summary>
    public static string Error(string message) => $"error({DuckDbText.Literal(message)})";
}
