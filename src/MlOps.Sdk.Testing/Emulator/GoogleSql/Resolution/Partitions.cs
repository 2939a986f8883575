using MlOps.Sdk.Testing.Emulator.GoogleSql.Syntax;

namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Resolution;

/// <summary>PARTITION BY of tables: a date, a truncated date or time, or ranges of whole numbers.</summary>
internal static class Partitions
{
    private static readonly string[] s_units = ["HOUR", "DAY", "MONTH", "YEAR"];

    public static Partitioning Resolve(Expression written, IReadOnlyList<GoogleSqlColumn> columns)
    {
        switch (written)
        {
            case Name { Text: "_PARTITIONDATE" }:
                return new("_PARTITIONTIME", "DAY", null);
            case Name name:
                return new(Column(name, columns, GoogleSqlTypeKind.Date), "DAY", null);
            case Call { Function: "DATE", Arguments: [Name name] }:
                return new(Column(name, columns, GoogleSqlTypeKind.Timestamp, GoogleSqlTypeKind.DateTime), "DAY", null);
            case Call { Function: "DATE_TRUNC" or "TIMESTAMP_TRUNC" or "DATETIME_TRUNC", Arguments: [Name name, Name unit] } when s_units.Contains(unit.Text.ToUpperInvariant()):
                return new(Column(name, columns, GoogleSqlTypeKind.Date, GoogleSqlTypeKind.Timestamp, GoogleSqlTypeKind.DateTime), unit.Text.ToUpperInvariant(), null);
            case Call { Function: "RANGE_BUCKET", Arguments: [Name name, Call { Function: "GENERATE_ARRAY", Arguments: [IntegerLiteral start, IntegerLiteral end, IntegerLiteral interval] }] }:
                return new(Column(name, columns, GoogleSqlTypeKind.Int64), null, (Value(start), Value(end), Value(interval)));
        }

        throw SqlError.At(written.At, "PARTITION BY expression must be DATE(<timestamp_column>), DATE(<datetime_column>), DATETIME_TRUNC(<datetime_column>, DAY/HOUR/MONTH/YEAR), a DATE column, "
            + "TIMESTAMP_TRUNC(<timestamp_column>, DAY/HOUR/MONTH/YEAR), DATE_TRUNC(<date_column>, MONTH/YEAR), or RANGE_BUCKET(<int64_column>, GENERATE_ARRAY(<int64_value>, <int64_value>[, <int64_value>]))");
    }

    private static string Column(Name name, IReadOnlyList<GoogleSqlColumn> columns, params GoogleSqlTypeKind[] kinds)
    {
        GoogleSqlColumn column = columns.FirstOrDefault(column => Scope.Is(column.Name, name.Text)) ?? throw SqlError.At(name.At, $"Unrecognized name: {name.Text}");
        return kinds.Contains(column.Type.Kind)
            ? column.Name
            : throw SqlError.At(name.At, $"PARTITION BY expression references column {column.Name} of the type {column.Type}, which it can't be by");
    }

    private static long Value(IntegerLiteral literal) => (long)Literals.Integer(literal).Constant!;
}
