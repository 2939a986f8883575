using MlOps.Sdk.Testing.Emulator.GoogleSql.Syntax;
using static MlOps.Sdk.Testing.Emulator.GoogleSql.GoogleSqlTypeKind;

namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Resolution;

/// <summary>The operators.</summary>
internal static class Operators
{
    private static readonly HashSet<string> s_comparisons = ["=", "<", ">", "<=", ">=", "<>", "!="];

    public static Typed Unary(Unary unary, Typed operand)
    {
        if (unary.Operator == "NOT" && Coercion.To(operand, GoogleSqlType.Bool) is { } condition)
            return Typed.Of(GoogleSqlType.Bool, $"(NOT {condition.Sql})", operand);
        operand = Coercion.Typed(operand);
        return unary.Operator switch
        {
            "-" when operand.Type.IsNumber => Typed.Of(operand.Type, $"(- {operand.Sql})", operand) with { IsNeverNaN = operand.IsNeverNaN },
            "+" when operand.Type.IsNumber => operand,
            "~" when operand.Type.Kind is GoogleSqlTypeKind.Int64 => Typed.Of(operand.Type, $"(~ {operand.Sql})", operand),
            _ => throw SqlError.At(unary.At, $"No matching signature for operator {unary.Operator} for argument types: {operand.Type}"),
        };
    }

    public static Typed Binary(ExpressionResolver resolver, Position at, string symbol, Typed left, Typed right)
    {
        if (symbol is "AND" or "OR")
        {
            left = Coercion.To(left, GoogleSqlType.Bool) ?? throw NoSignature(at, symbol, left, right);
            right = Coercion.To(right, GoogleSqlType.Bool) ?? throw NoSignature(at, symbol, left, right);
            return Typed.Of(GoogleSqlType.Bool, $"({left.Sql} {symbol} {right.Sql})", left, right);
        }

        if (s_comparisons.Contains(symbol))
            return Comparison(at, symbol, left, right);
        return symbol switch
        {
            "||" => Concatenation(resolver, at, left, right),
            "|" or "&" or "^" or "<<" or ">>" => Bits(at, symbol, left, right),
            _ => Arithmetic(at, symbol, left, right),
        };
    }

    public static (Typed Left, Typed Right) Comparable(Position at, string symbol, Typed left, Typed right)
    {
        GoogleSqlType type = Coercion.Common([left, right]) ?? throw NoSignature(at, symbol, left, right);
        return (Coercion.To(left, type)!, Coercion.To(right, type)!);
    }

    public static Typed Comparison(Position at, string symbol, Typed left, Typed right)
    {
        (left, right) = Comparable(at, symbol, left, right);
        if (left.Type.Kind is GoogleSqlTypeKind.Array or Json || (left.Type.Kind == GoogleSqlTypeKind.Struct && symbol is not ("=" or "<>" or "!=")))
            throw NoSignature(at, symbol, left, right);
        string sql = left.Type.Kind == Float64 ? OfDoubles(symbol, left, right) : $"({left.Sql} {(symbol == "!=" ? "<>" : symbol)} {right.Sql})";
        return Typed.Of(GoogleSqlType.Bool, sql, left, right);
    }

    /// <summary>Whether two values of one type are equal.</summary>
    public static string Equal(Typed left, Typed right) => left.Type.Kind == Float64 ? OfDoubles("=", left, right) : $"({left.Sql} = {right.Sql})";

    public static Typed Between(Position at, Typed value, Typed low, Typed high)
    {
        GoogleSqlType type = Coercion.Common([value, low, high])
            ?? throw SqlError.At(at, $"No matching signature for operator BETWEEN for argument types: {value.Type}, {low.Type}, {high.Type}. Supported signature: (ANY) BETWEEN (ANY) AND (ANY)");
        (value, low, high) = (Coercion.To(value, type)!, Coercion.To(low, type)!, Coercion.To(high, type)!);
        string sql = type.Kind == Float64
            ? $"({OfDoubles(">=", value, low)} AND {OfDoubles("<=", value, high)})"
            : $"({value.Sql} BETWEEN {low.Sql} AND {high.Sql})";
        return Typed.Of(GoogleSqlType.Bool, sql, value, low, high);
    }

    public static Typed Like(Position at, Typed value, Typed pattern)
    {
        if (Coercion.To(value, GoogleSqlType.String) is not { } text || Coercion.To(pattern, GoogleSqlType.String) is not { } like)
            throw NoSignature(at, "LIKE", value, pattern);
        return Typed.Of(GoogleSqlType.Bool, $"({text.Sql} LIKE {like.Sql} ESCAPE '\\')", text, like);
    }

    private static Exception NoSignature(Position at, string symbol, Typed left, Typed right) =>
        SqlError.At(at, $"No matching signature for operator {symbol} for argument types: {left.Type}, {right.Type}.{Supported(symbol)}");

    private static string Supported(string symbol) => s_comparisons.Contains(symbol) ? $" Supported signature: ANY {symbol} ANY"
        : symbol is "AND" or "OR" ? $" Supported signature: BOOL {symbol} BOOL"
        : symbol is "+" or "-" or "*" ? $" Supported signatures: INT64 {symbol} INT64; NUMERIC {symbol} NUMERIC; FLOAT64 {symbol} FLOAT64"
        : symbol == "/" ? " Supported signatures: FLOAT64 / FLOAT64; NUMERIC / NUMERIC"
        : "";

    // To DuckDB NaN is equal to itself and above everything else.
    private static string OfDoubles(string symbol, Typed left, Typed right)
    {
        string duckDb = symbol == "!=" ? "<>" : symbol;
        bool mayMeet = symbol switch
        {
            "<" or "<=" => !right.IsNeverNaN,
            ">" or ">=" => !left.IsNeverNaN,
            _ => !left.IsNeverNaN && !right.IsNeverNaN,
        };
        string plain = $"{left.Sql} {duckDb} {right.Sql}";
        if (!mayMeet)
            return $"({plain})";
        if (!left.IsSimple || !right.IsSimple)
        {
            string name = duckDb switch { "=" => "equal", "<>" => "unequal", "<" => "less", "<=" => "less_or_equal", ">" => "greater", _ => "greater_or_equal" };
            return $"gs_{name}({left.Sql}, {right.Sql})";
        }

        // So that null stays null beside NaN.
        return duckDb switch
        {
            "=" => $"({plain} AND (NOT isnan({left.Sql}) OR {right.Sql} IS NULL))",
            "<>" => $"({plain} OR (isnan({left.Sql}) AND {right.Sql} IS NOT NULL))",
            "<" or "<=" => $"({plain} AND (NOT isnan({right.Sql}) OR {left.Sql} IS NULL))",
            _ => $"({plain} AND (NOT isnan({left.Sql}) OR {right.Sql} IS NULL))",
        };
    }

    private static Typed Concatenation(ExpressionResolver resolver, Position at, Typed left, Typed right)
    {
        GoogleSqlType? type = Coercion.Common([left, right]);
        if (type?.Kind is not (GoogleSqlTypeKind.String or Bytes or GoogleSqlTypeKind.Array))
            throw NoSignature(at, "||", left, right);
        (left, right) = (Coercion.To(left, type)!, Coercion.To(right, type)!);
        return Typed.Of(type, type.Kind == GoogleSqlTypeKind.Array ? Functions.Arrays.Joined(resolver, [left, right]) : $"({left.Sql} || {right.Sql})", left, right);
    }

    private static Typed Bits(Position at, string symbol, Typed left, Typed right)
    {
        if (Coercion.To(left, GoogleSqlType.Int64) is not { } x || Coercion.To(right, GoogleSqlType.Int64) is not { } y)
            throw NoSignature(at, symbol, left, right);
        string sql = symbol switch
        {
            "^" => $"xor({x.Sql}, {y.Sql})",
            "<<" => $"gs_shift_left({x.Sql}, {y.Sql})",
            ">>" => $"gs_shift_right({x.Sql}, {y.Sql})",
            _ => $"({x.Sql} {symbol} {y.Sql})",
        };
        return Typed.Of(GoogleSqlType.Int64, sql, x, y);
    }

    private static Typed Arithmetic(Position at, string symbol, Typed left, Typed right)
    {
        if (left.Type.Kind == Date && right.Type.Kind == GoogleSqlTypeKind.Int64 && symbol is "+" or "-")
            return Typed.Of(left.Type, $"gs_date_add({left.Sql}, {(symbol == "-" ? $"(- {right.Sql})" : right.Sql)})", left, right);
        if (left.Type.Kind == GoogleSqlTypeKind.Int64 && right.Type.Kind == Date && symbol == "+")
            return Typed.Of(right.Type, $"gs_date_add({right.Sql}, {left.Sql})", left, right);
        if (left.Type.Kind is Date or Timestamp or GoogleSqlTypeKind.DateTime && left.Type.Equals(right.Type) && symbol == "-")
            throw SqlError.NotSupported(at, $"the difference of {left.Type}s as an INTERVAL; take {left.Type}_DIFF");
        GoogleSqlType? type = Coercion.Common([left, right]);
        if (type is not { IsNumber: true })
            throw NoSignature(at, symbol, left, right);
        if (symbol == "/" && type.Kind == GoogleSqlTypeKind.Int64)
            type = GoogleSqlType.Float64;
        (left, right) = (Coercion.To(left, type)!, Coercion.To(right, type)!);
        if (type.Kind == Numeric && symbol is "*" or "/")
            throw SqlError.NotSupported(at, $"{symbol} of NUMERIC; cast to FLOAT64");
        string name = symbol switch { "+" => "add", "-" => "subtract", "*" => "multiply", _ => "divide" };
        return type.Kind == Float64
            ? Typed.Of(type, $"gs_{name}({left.Sql}, {right.Sql})", left, right)
            : Typed.Of(type, type.Kind == Numeric ? $"({left.Sql} {symbol} {right.Sql})::{type.DuckDb}" : $"({left.Sql} {symbol} {right.Sql})", left, right);
    }
}
