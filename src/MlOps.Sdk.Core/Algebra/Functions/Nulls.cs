using System.Linq.Expressions;
using MlOps.Sdk.Algebra.Compilation;
using MlOps.Sdk.Algebra.Dialects;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Algebra.Functions;

/// <summary>Questions about null and replacements for it.</summary>
internal static class Nulls
{
    public static IReadOnlyList<Function> All => [IsNull, IsNotNull, Coalesce, Value];

    private static Function IsNull { get; } = new("is_null")
    {
        Meaning = "Whether the value is null.",
        AlsoWritten = ["== null"],
        Signatures = Signature.ForEach(Signature.AllTypes, type => new([type], DataType.Boolean)),
        Nulls = NullRule.NeverNull,
        DotNet = DotNetRendering.Build((_, arguments) => NullableExpression.IsNull(arguments[0])),
        DuckDb = call => new($"{call.At(0, Level.Other)} IS NULL", Level.Comparison),
        GoogleSql = call => new($"{call.At(0, Level.Other)} IS NULL", Level.Comparison),
        Python = call => new($"{call.At(0, Level.Other)} is None", Level.Comparison),
    };

    private static Function IsNotNull { get; } = new("is_not_null")
    {
        Meaning = "Whether the value is not null: .HasValue, != null.",
        AlsoWritten = ["!= null", ".HasValue"],
        Signatures = Signature.ForEach(Signature.AllTypes, type => new([type], DataType.Boolean)),
        Nulls = NullRule.NeverNull,
        DotNet = DotNetRendering.Build((_, arguments) => Expression.Not(NullableExpression.IsNull(arguments[0]))),
        DuckDb = call => new($"{call.At(0, Level.Other)} IS NOT NULL", Level.Comparison),
        GoogleSql = call => new($"{call.At(0, Level.Other)} IS NOT NULL", Level.Comparison),
        Python = call => new($"{call.At(0, Level.Other)} is not None", Level.Comparison),
    };

    private static Function Coalesce { get; } = new("coalesce")
    {
        Meaning = "The first value, or the second if the first is null: ??, .GetValueOrDefault().",
        AlsoWritten = [".GetValueOrDefault()"],
        Signatures = Signature.ForEach(Signature.AllTypes, type => new([type, type], type)),
        Nulls = NullRule.NullableIfAll,
        Operators = [ExpressionType.Coalesce],
        DotNet = DotNetRendering.Build((_, arguments) => NullableExpression.Coalesce(arguments[0], arguments[1])),

        // DuckDB computes what occurs twice before it looks whether coalesce needs it; CASE it leaves alone.
        DuckDb = call => !call.MayBeNull(0) ? call.At(0, Level.Atom) : Failure.IsPossible(call.Arguments[1])
            ? $"CASE WHEN {call.At(0, Level.Other)} IS NOT NULL THEN {call[0]} ELSE {call[1]} END"
            : $"coalesce({call.All})",
        GoogleSql = call => call.MayBeNull(0) ? $"IFNULL({call.All})" : call.At(0, Level.Atom),
        Python = call => call.MayBeNull(0) ? $"otherwise({call[0]}, {call.Later(1)})" : call.At(0, Level.Atom),
    };

    private static Function Value { get; } = new("value")
    {
        Meaning = "The value; an error if it is null: .Value, or a cast to a type without null.",
        AlsoWritten = [".Value"],
        Signatures = Signature.ForEach(Signature.AllTypes, type => new([type], type)),
        Nulls = NullRule.NeverNull,
        CanFail = call => call.Arguments[0].Nullable,
        DotNet = DotNetRendering.Build((call, arguments) => NullableExpression.Required(arguments[0], Message(call))),
        DuckDb = call => call.MayBeNull(0) ? $"coalesce({call[0]}, {DuckDbCall.Error(Message(call.Node))})" : call.At(0, Level.Atom),
        GoogleSql = call => call.MayBeNull(0) ? $"IFNULL({call[0]}, {GoogleSqlCall.Error(Message(call.Node))})" : call.At(0, Level.Atom),
        Python = call => call.MayBeNull(0) ? $"otherwise({call[0]}, lambda: fail({PythonText.Literal(Message(call.Node))}))" : call.At(0, Level.Atom),
    };

    private static string Message(CallNode call) => call.Arguments[0] switch
    {
        ColumnNode column => $"column '{column.Name}' is null where a value is required; filter such rows out, or give a value with ??",
        CallNode { Function: "lookup" } lookup => $"{(lookup.Arguments[0] is ColumnNode key ? $"a value of column '{key.Name}'" : "a value")} is not a key of the "
            + "dictionary; write GetValueOrDefault, or filter such rows out with ContainsKey",
        _ => "a value is null where one is required; filter such rows out, or give a value with ??",
    };
}
