using MlOps.Sdk.Testing.Emulator.GoogleSql.Syntax;

namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Resolution;

/// <summary>OPTIONS(name = value, …).</summary>
internal static class Options
{
    public static IReadOnlyDictionary<string, object?> Of(IReadOnlyList<(string Name, Expression Value)> options)
    {
        Dictionary<string, object?> values = new(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, Expression value) in options)
        {
            if (!values.TryAdd(name.ToLowerInvariant(), Value(value)))
                throw SqlError.At(value.At, $"Duplicate option specified for '{name}'");
        }

        return values;
    }

    public static object? Value(Expression written) => written switch
    {
        NullLiteral => null,
        BoolLiteral literal => literal.Value,
        StringLiteral literal => literal.Value,
        IntegerLiteral literal => Literals.Integer(literal).Constant,
        FloatLiteral literal => Literals.Float(literal).Constant,
        ArrayLiteral array => array.Items.Select(Value).ToList(),
        StructLiteral fields => fields.Fields.Select(field => Value(field.Value)).ToList(),
        Call call => new OptionCall(call.Function, [.. call.Arguments.Select(Value)]),
        TypedLiteral literal => literal.Value,
        Parameter parameter => throw SqlError.At(parameter.At, "Query parameters cannot be used in OPTIONS"),
        _ => throw SqlError.At(written.At, "Expected a constant as the value of an option"),
    };
}
