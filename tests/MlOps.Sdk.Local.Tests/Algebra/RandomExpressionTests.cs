using MlOps.Sdk.Algebra;
using MlOps.Sdk.Algebra.Functions;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Local.Tests.Algebra;

/// <summary>Random expressions over hostile rows: .NET and DuckDB must agree on every value and on every error.</summary>
public sealed class RandomExpressionTests
{
    private static readonly Schema s_schema = new(
    [
        new("b", DataType.Boolean, false), new("b?", DataType.Boolean),
        new("i", DataType.Int64, false), new("i?", DataType.Int64),
        new("d", DataType.Double, false), new("d?", DataType.Double),
        new("s", DataType.String, false), new("s?", DataType.String),
        new("day", DataType.Date, false), new("day?", DataType.Date),
        new("at", DataType.Timestamp, false), new("at?", DataType.Timestamp),
    ]);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Both_engines_agree_on_random_expressions(int seed)
    {
        HostileValues values = new(new Random(seed));
        using TwoEngines engines = new(s_schema, Enumerable.Range(0, 12)
            .Select(_ => s_schema.Columns.Select(column => values.Next(column.Type, column.Nullable)).ToArray())
            .ToArray());
        ExpressionGenerator generator = new(new Random(seed), s_schema, values);
        List<string> differences = [];
        for (int i = 0; i < 250; i++)
        {
            ScalarNode expression = generator.Next(Signature.AllTypes[i % Signature.AllTypes.Length], depth: 1 + (i % 3));
            if (engines.Compare(expression, nullMayHideErrors: HasNullable(expression)) is { Length: > 0 } difference)
                differences.Add(difference);
        }

        Assert.True(differences.Count == 0, $"{differences.Count} of 250 differ\n{string.Join("\n", differences.OrderBy(text => text.Length).Take(8))}");
    }

    [Fact]
    public void Both_engines_agree_on_each_function_over_hostile_rows()
    {
        HostileValues values = new(new Random(7));
        using TwoEngines engines = new(s_schema, Enumerable.Range(0, 60)
            .Select(_ => s_schema.Columns.Select(column => values.Next(column.Type, column.Nullable)).ToArray())
            .ToArray());
        ExpressionGenerator generator = new(new Random(7), s_schema, values);
        List<string> differences = [];
        foreach (Function function in FunctionTable.All)
        {
            double tolerance = ExpressionGenerator.Transcendental.Contains(function.Name) ? 1e-15 : 0;
            for (int i = 0; i < 5; i++)
            {
                foreach (Signature signature in function.Signatures)
                {
                    if (engines.Compare(generator.Call(function, signature, depth: 0), tolerance) is { Length: > 0 } difference)
                        differences.Add(difference);
                }
            }
        }

        Assert.True(differences.Count == 0, $"{differences.Count} differ\n{string.Join("\n", differences.OrderBy(text => text.Length).Take(12))}");
    }

    private static bool HasNullable(ScalarNode value) => value.Nullable || value switch
    {
        CallNode call => call.Arguments.Any(HasNullable),
        ConditionalNode conditional => HasNullable(conditional.Test) || HasNullable(conditional.Then) || HasNullable(conditional.Otherwise),
        CastNode cast => HasNullable(cast.Operand),
        _ => false,
    };
}
