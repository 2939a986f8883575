using MlOps.Sdk.Testing.Emulator.GoogleSql.Syntax;
using static MlOps.Sdk.Testing.Emulator.GoogleSql.GoogleSqlTypeKind;

namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Resolution;

/// <summary>CAST and SAFE_CAST.</summary>
internal static class Casts
{
    public static Typed Explicit(Cast cast, ExpressionResolver resolver)
    {
        if (cast.Format is not null)
            throw SqlError.NotSupported(cast.Format.At, "CAST … FORMAT");
        GoogleSqlType type = TypeNames.ResolveExact(cast.Type);
        Typed operand = resolver.Resolve(cast.Operand);
        if (operand.Type.Equals(type) && !operand.IsLiteral)
            return operand;
        if (Constant(operand, type) is { } literal)
            return literal;
        if (Coercion.To(operand with { IsLiteral = false, Constant = null }, type) is { } converted)
            return converted with { IsSimple = false };
        string sql = Print(operand, type, cast.IsSafe) ?? throw SqlError.At(cast.At, $"Invalid cast from {operand.Type} to {type}");
        return Typed.Of(type, sql, operand) with { IsNeverNaN = operand.Type.Kind is GoogleSqlTypeKind.Int64 or Numeric };
    }

    // CAST('nan' AS FLOAT64) is how constants are written that have no literal.
    private static Typed? Constant(Typed operand, GoogleSqlType type) => operand is { IsLiteral: true, Constant: string text } && type.Kind != GoogleSqlTypeKind.String
        && type.Kind is GoogleSqlTypeKind.Int64 or Float64 or Bool or Date or GoogleSqlTypeKind.DateTime or Timestamp or Numeric
        && Literals.TryOf(type, text) is { } literal
        ? literal with { IsLiteral = false }
        : operand is { IsLiteral: true } && operand.Type.Equals(type) ? operand with { IsLiteral = false } : null;

    private static string? Print(Typed operand, GoogleSqlType type, bool isSafe)
    {
        string x = operand.Sql;
        string safe = isSafe ? "_or_null" : "";
        string cast = isSafe ? "TRY_CAST" : "CAST";
        switch (operand.Type.Kind, type.Kind)
        {
            case (Float64, GoogleSqlTypeKind.Int64):
                return $"gs_double_to_int64{safe}({x})";
            case (GoogleSqlTypeKind.String, GoogleSqlTypeKind.Int64 or Float64 or Bool or Date or Timestamp or GoogleSqlTypeKind.DateTime or Time):
                return $"gs_string_to_{type.Name.ToLowerInvariant()}{safe}({x})";
            case (GoogleSqlTypeKind.String, Numeric):
                return $"{cast}(gs_string_to_numeric{safe}({x}) AS {type.DuckDb})";
            case (Float64 or GoogleSqlTypeKind.Int64, Numeric):
            case (Numeric, GoogleSqlTypeKind.Int64):
                return $"{cast}({x} AS {type.DuckDb})";
            case (GoogleSqlTypeKind.Int64, Bool):
                return $"({x} <> 0)";
            case (Bool, GoogleSqlTypeKind.Int64):
                return $"{x}::BIGINT";
            case (Float64 or Timestamp or Numeric, GoogleSqlTypeKind.String):
                return operand.Type.Kind == Numeric ? $"gs_numeric_to_string({x}::VARCHAR)" : $"gs_{operand.Type.Name.ToLowerInvariant()}_to_string({x})";
            case (GoogleSqlTypeKind.DateTime, GoogleSqlTypeKind.String):
                return $"gs_datetime_to_string({x})";
            case (Time, GoogleSqlTypeKind.String):
                return $"gs_time_to_string({x})";
            case (GoogleSqlTypeKind.Int64 or Bool or Date, GoogleSqlTypeKind.String):
                return $"{x}::VARCHAR";
            case (Timestamp or GoogleSqlTypeKind.DateTime, Date):
                return $"{x}::DATE";
            case (Timestamp or GoogleSqlTypeKind.DateTime, Time):
                return $"{x}::TIME";
            case (Timestamp, GoogleSqlTypeKind.DateTime):
            case (GoogleSqlTypeKind.DateTime, Timestamp):
                return x;
            case (Date, Timestamp):
                return $"{x}::TIMESTAMP";
            case (GoogleSqlTypeKind.String, Bytes):
                return $"encode({x})";
            case (Bytes, GoogleSqlTypeKind.String):
                return isSafe ? $"TRY(decode({x}))" : $"decode({x})";
            default:
                return null;
        }
    }
}
