using System.Globalization;
using System.Text.Json.Nodes;
using MlOps.Sdk.Testing.Emulator.GoogleSql;

namespace MlOps.Sdk.Testing.Emulator.BigQuery;

/// <summary>Columns and layouts between BigQuery's schemas and the translator's types.</summary>
internal static class SqlColumns
{
    public static Column ToColumn(GoogleSqlColumn column) => ToColumn(column.Name, column.Type, column.Required ? "REQUIRED" : "NULLABLE");

    public static GoogleSqlColumn ToSql(Column column) => new(column.Name, TypeOf(column), column.Mode == "REQUIRED");

    public static TableLayout LayoutOf(TranslatedStatement statement)
    {
        JsonObject? time = null;
        JsonObject? range = null;
        if (statement.Partitioning is { Unit: { } unit } byTime)
        {
            time = new JsonObject { ["type"] = unit };
            if (byTime.Column != "_PARTITIONTIME")
                time["field"] = byTime.Column;
            if (statement.Options.GetValueOrDefault("partition_expiration_days") is { } days)
                time["expirationMs"] = ((long)(Convert.ToDouble(days, CultureInfo.InvariantCulture) * 86_400_000)).ToString(CultureInfo.InvariantCulture);
        }
        else if (statement.Partitioning is { Range: { } ends } byRange)
        {
            range = new JsonObject
            {
                ["field"] = byRange.Column,
                ["range"] = new JsonObject
                {
                    ["start"] = ends.Start.ToString(CultureInfo.InvariantCulture),
                    ["end"] = ends.End.ToString(CultureInfo.InvariantCulture),
                    ["interval"] = ends.Interval.ToString(CultureInfo.InvariantCulture),
                },
            };
        }

        return new TableLayout(time, range, statement.Clustering);
    }

    private static Column ToColumn(string name, GoogleSqlType type, string mode) => type.Kind switch
    {
        GoogleSqlTypeKind.Array => ToColumn(name, type.Element!, "REPEATED"),
        GoogleSqlTypeKind.Struct => new Column(
            name, "STRUCT", mode, [.. type.Fields.Select((field, index) => ToColumn(type.DuckDbField(index), field.Type, "NULLABLE"))]),
        GoogleSqlTypeKind.Null => new Column(name, "INT64", mode, []),
        _ => new Column(name, type.Name, mode, []),
    };

    private static GoogleSqlType TypeOf(Column column)
    {
        GoogleSqlType type = column.Type == "STRUCT"
            ? GoogleSqlType.StructOf([.. column.Fields.Select(field => new GoogleSqlField(field.Name, TypeOf(field)))])
            : GoogleSqlType.Find(column.Type) ?? throw Shape.NotEmulated($"type {column.Type} of {column.Name}");
        return column.IsRepeated ? GoogleSqlType.ArrayOf(type) : type;
    }
}
