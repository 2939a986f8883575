using System.Linq.Expressions;
using MlOps.Sdk.Algebra.Compilation;
using MlOps.Sdk.Algebra.Dialects;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Algebra.Functions;

/// <summary>What a dictionary holds for a value.</summary>
internal static class Lookups
{
    private static readonly DataType[] s_keyTypes = [DataType.Boolean, DataType.Int64, DataType.String, DataType.Date, DataType.Timestamp];

    public static IReadOnlyList<Function> All => [Lookup];

    private static Function Lookup { get; } = new("lookup")
    {
        Meaning = "The constant that stands behind the constant equal to the value, in the arguments value, key, entry, key, entry …: dictionary[value]. "
            + "Null if there is none, or for null.",
        AlsoWritten = ["dictionary[x]", "dictionary.GetValueOrDefault(x)", "dictionary.ContainsKey(x)"],
        Signatures = [.. s_keyTypes.SelectMany(key => Signature.AllTypes.Select(entry => new Signature([key, key, entry], entry) { Rest = [key, entry] }))],
        Nulls = NullRule.AlwaysNullable,
        Refusal = Refuse,
        DotNet = DotNetRendering.Build(Build),

        // With a cast, because of constants alone DuckDB makes a null without a type. Measured on 3 million texts and 50, 1000 and 10000 entries, ms: this 203, 241 and 831; MAP {…}[x] 96, 279 and 2212; a subquery on VALUES 139, 172
        // and 356, but that joins, which mixes up the rows.
        DuckDb = call =>
        {
            IEnumerable<int> keys = Pairs(call.Arguments.Count);
            return $"[{string.Join(", ", keys.Select(key => call[key + 1]))}][list_position([{string.Join(", ", keys.Select(key => call[key]))}], {call[0]})]::{DuckDbText.TypeName(call.Node.Type)}";
        },
        GoogleSql = call => GoogleSqlCase.Of(call[0], Pairs(call.Arguments.Count).Select(key => (call[key], call[key + 1])), otherwise: null),
        Python = call => $"look_up({call[0]}, {call.Tuple(Pairs(call.Arguments.Count))}, {call.Tuple(Pairs(call.Arguments.Count).Select(key => key + 1))}, None)",
    };

    // The positions of the keys; each entry stands behind its key.
    private static IEnumerable<int> Pairs(int arguments) => Enumerable.Range(0, (arguments - 1) / 2).Select(pair => (2 * pair) + 1);

    private static string? Refuse(IReadOnlyList<ScalarNode> arguments)
    {
        bool isPaired = arguments.Count % 2 == 1;
        for (int index = 1; index < arguments.Count && isPaired; index++)
        {
            isPaired = arguments[index].Type == arguments[index % 2 == 1 ? 0 : 2].Type;
            if (arguments[index] is not ConstantNode { Text: not null })
                return "the keys and entries of a dictionary must be constants that are not null";
        }

        return isPaired ? null : "behind the value keys and entries stand in turn, each of one type";
    }

    // A frozen dictionary finds the position of the key, an array holds the entries.
    private static BinaryExpression Build(CallNode call, Expression[] arguments)
    {
        ScalarNode[] keys = [.. call.Arguments.Skip(1).Where((_, index) => index % 2 == 0)];
        ScalarNode[] entries = [.. call.Arguments.Skip(1).Where((_, index) => index % 2 == 1)];
        Type type = ScalarEmitter.TypeOf(call);
        Array values = Array.CreateInstance(type, entries.Length + 1);
        for (int index = 0; index < entries.Length; index++)
            values.SetValue(((ConstantNode)entries[index]).Value, index);
        CallNode position = new("vocabulary_index", [call.Arguments[0], .. keys], DataType.Int64, Nullable: false);
        return Expression.ArrayIndex(
            Expression.Constant(values), Expression.Convert(Compilation.Lookup.IndexOf(position, arguments[0]), typeof(int)));
    }
}
