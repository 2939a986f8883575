namespace MlOps.Sdk.Algebra.Dialects;

/// <summary>A call that is to be printed for BigQuery.</summary>
internal sealed class GoogleSqlCall(CallNode node, bool nullIsFalse, Func<ScalarNode, bool, Term> print) : SqlCall(node, nullIsFalse, print)
{
    private readonly Func<ScalarNode, bool, Term> _print = print;

    /// <summary>
    /// Prints the call with its arguments evaluated once: what isn't a column or constant gets a name in GoogleSQL's <c>WITH(v0 AS …, …)</c>.
    /// </summary>
    public Term Once(Func<GoogleSqlCall, Term> body)
    {
        string[] names = [.. Arguments.Select((argument, index) => IsSimple(argument) ? "" : $"v{index}")];

        // A column that has the name of a variable is hidden by it, so it becomes one as well.
        for (int i = 0; i < names.Length; i++)
        {
            if (Arguments[i] is ColumnNode column && names.Contains(column.Name, StringComparer.OrdinalIgnoreCase))
                return Once(body, [.. names.Select((_, index) => $"v{index}")]);
        }

        return names.All(name => name.Length == 0) ? body(this) : Once(body, names);
    }

    /// <summary>A value behind conditions under which it is an error; the conditions are tried in their order and only without nulls.</summary>
    public Term Checked(string message, string value, params string[] failures) => Checked(value, () => Error(message), failures);

    /// <summary>A value that only an error makes null, by <c>SAFE.</c>, and what stands for it then; null if an argument is.</summary>
    public Term OrElse(string value, string otherwise) => AnyNull is { Length: > 0 } nulls
        ? $"IF({nulls}, NULL, IFNULL({value}, {otherwise}))"
        : $"IFNULL({value}, {otherwise})";

    /// <summary>A call to <c>ERROR</c>: GoogleSQL evaluates it only for the rows that take this branch of a CASE or IF.</summary>
    public static string Error(string message) => $"ERROR({GoogleSqlText.Literal(message)})";

    private Term Once(Func<GoogleSqlCall, Term> body, string[] names)
    {
        IEnumerable<string> variables = Enumerable.Range(0, names.Length).Where(index => names[index].Length > 0).Select(index => $"{names[index]} AS {this[index]}");

        // The same argument may stand twice; the name of its first place serves both.
        GoogleSqlCall inner = new(Node, NullIsFalse, (argument, nullIsFalse) =>
            Index(argument) is var index and >= 0 && names[index].Length > 0 ? names[index] : _print(argument, nullIsFalse));
        return $"WITH({string.Join(", ", variables)}, {body(inner)})";
    }

    private int Index(ScalarNode argument)
    {
        for (int i = 0; i < Arguments.Count; i++)
        {
            if (ReferenceEquals(Arguments[i], argument))
                return i;
        }

        return -1;
    }

    private static bool IsSimple(ScalarNode value) => value is ColumnNode or ConstantNode;
}
