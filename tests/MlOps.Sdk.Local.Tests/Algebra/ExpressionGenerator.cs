using MlOps.Sdk.Algebra;
using MlOps.Sdk.Algebra.Functions;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Local.Tests.Algebra;

/// <summary>Well-typed random expressions over the columns of a schema; knows every function because it reads the table.</summary>
internal sealed class ExpressionGenerator(Random random, Schema schema, HostileValues values)
{
    private static readonly string[] s_dayPatterns = ["d/M/yyyy", "dd/MM/yyyy", "yyyy-MM-dd", "M.d.yyyy"];
    private static readonly string[] s_instantPatterns = ["yyyy-MM-dd HH:mm:ss", "yyyy-MM-ddTHH:mm:ss", "yyyy-M-d H:m:s"];
    private static readonly string[] s_dayFormats = ["yyyy-MM-dd", "O", "d.M.yyyy", "yyyyMM", "'{day}' d' %' \\M"];
    private static readonly string[] s_instantFormats = ["yyyy-MM-dd HH:mm", "O", "s", "u", "H:m:s.f", "HH:mm:ss.fff", "ss.ffffff", "M/d/yyyy H'h'", "ffff"];
    private static readonly string[] s_regexes = ["(a)", "([a-c]+|.)", @"(\d+)", @"(1|\.)"];
    private static readonly string[] s_characters = ["a", "ab", "é", "'-", "1 ", "\\"];

    public ScalarNode Next(DataType type, int depth)
    {
        if (depth <= 0)
            return Leaf(type);
        switch (random.Next(10))
        {
            case 0:
                return new ConditionalNode(Next(DataType.Boolean, depth - 1), Next(type, depth - 1), Next(type, depth - 1));
            case 1 when type is DataType.Double:
                return new CastNode(Next(random.Next(2) == 0 ? DataType.Int64 : DataType.Boolean, depth - 1), type);
            case 1 when type is DataType.Int64:
                return Next(DataType.Double, depth - 1) is var number && number.Columns().Count > 0 ? new CastNode(number, type) : ReadColumn(type);
            case 1 when type is DataType.Timestamp:
                return new CastNode(Next(DataType.Date, depth - 1), type);
        }

        (Function Function, Signature Signature)[] candidates = FunctionTable.All
            .Where(function => function.Ulps == 0)
            .SelectMany(function => function.Signatures, (function, signature) => (function, signature))
            .Where(pair => pair.signature.Result == type)
            .ToArray();
        (Function chosen, Signature shape) = candidates[random.Next(candidates.Length)];

        // Translation leaves nothing to compute of constants alone, and DuckDB computes it even where it isn't needed; nor does it ask
        // whether something is null that never is, which DuckDB answers without computing it.
        CallNode call = Call(chosen, shape, depth - 1);
        bool isIdle = chosen.Name is "is_null" or "is_not_null" && !call.Arguments[0].Nullable;
        return call.Columns().Count > 0 && !isIdle ? call : ReadColumn(type);
    }

    public CallNode Call(Function function, Signature signature, int depth)
    {
        List<ScalarNode> arguments = [];
        for (int i = 0; i < signature.Parameters.Count; i++)
            arguments.Add(i > 0 && Constant(function.Name, signature.Parameters[i]) is { } constant ? constant : Next(signature.Parameters[i], depth));
        int more = signature.Rest.Count == 0 ? 0 : random.Next(arguments.Count == 0 ? 1 : 0, 4) * signature.Rest.Count;
        for (int i = 0; i < more; i++)
        {
            DataType type = signature.Rest[i % signature.Rest.Count];
            arguments.Add(Constant(function.Name, type) ?? Next(type, depth));
        }

        // Bounds that are constants and crossed are refused; others are drawn.
        return function.Refusal(arguments) is null ? FunctionTable.Call(function.Name, [.. arguments]) : Call(function, signature, depth);
    }

    private ConstantNode? Constant(string function, DataType type) => function switch
    {
        "regex_match" when type == DataType.Int64 => ConstantNode.Of((long)random.Next(2)),
        "regex_is_match" or "regex_match" or "regex_replace" => ConstantNode.Of(s_regexes[random.Next(s_regexes.Length)]),
        "parse_date" or "date_or_null" => ConstantNode.Of(s_dayPatterns[random.Next(s_dayPatterns.Length)]),
        "parse_timestamp" or "timestamp_or_null" => ConstantNode.Of(s_instantPatterns[random.Next(s_instantPatterns.Length)]),
        "pad_left" or "pad_right" when type == DataType.String => ConstantNode.Of(s_characters[random.Next(s_characters.Length)][..1]),
        "trim" or "trim_start" or "trim_end" => ConstantNode.Of(s_characters[random.Next(s_characters.Length)]),
        "format_date" => ConstantNode.Of(s_dayFormats[random.Next(s_dayFormats.Length)]),
        "format_timestamp" => ConstantNode.Of(s_instantFormats[random.Next(s_instantFormats.Length)]),
        "round_digits" or "round_away_digits" => ConstantNode.Of((long)random.Next(16)),
        "in" or "vocabulary_index" or "lookup" => NotNaN(type),
        _ => null,
    };

    private ConstantNode NotNaN(DataType type)
    {
        object value = values.Next(type, nullable: false)!;
        return value is double.NaN ? ConstantNode.Of(1.0) : ConstantNode.Of(value);
    }

    private ScalarNode Leaf(DataType type)
    {
        if (random.Next(4) == 0)
            return Moderate(TestValue.Constant(values.Next(type, nullable: true), type));
        return ReadColumn(type);
    }

    private ScalarNode ReadColumn(DataType type)
    {
        Column[] columns = schema.Columns.Where(column => column.Type == type).ToArray();
        if (columns.Length == 0)
            return Moderate(TestValue.Constant(values.Next(type, nullable: true), type));
        Column column = columns[random.Next(columns.Length)];
        return ColumnNode.Of(column);
    }

    // DuckDB adds up the constants of a sum first; near the ends of Int64 it would overflow where C# doesn't.
    private static ConstantNode Moderate(ConstantNode constant) => constant.Value is long and (> int.MaxValue or < int.MinValue) ? ConstantNode.Of(1000L) : constant;
}
