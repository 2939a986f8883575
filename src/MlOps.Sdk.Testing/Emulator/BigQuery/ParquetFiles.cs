using System.Globalization;
using System.Text.RegularExpressions;
using MlOps.Sdk.Testing.Emulator.Http;

namespace MlOps.Sdk.Testing.Emulator.BigQuery;

/// <summary>Reads files of Parquet as BigQuery does.</summary>
internal static partial class ParquetFiles
{
    /// <summary>The columns that the files give, and DuckDB's query for their rows.</summary>
    /// <param name="session">Looks into the files.</param>
    /// <param name="paths">The files.</param>
    /// <param name="schema">The columns that they must give; null takes them from the last file.</param>
    /// <param name="reading">How they are read.</param>
    /// <param name="what">What they are read for, in messages.</param>
    public static (IReadOnlyList<Column> Columns, string Sql) Read(
        WarehouseSession session, IReadOnlyList<string> paths, IReadOnlyList<Column>? schema, ParquetReading reading, string what)
    {
        string from = $"read_parquet({DuckText.List(paths)}, union_by_name = true)";
        IReadOnlyList<object?[]> described;
        IReadOnlyList<Column> last;
        try
        {
            described = session.Rows($"DESCRIBE SELECT * FROM {from}");
            last = session.Describe($"SELECT * FROM read_parquet({DuckText.Literal(paths[^1])})");
        }
        catch (EmulatorException exception) when (exception.Reason == "invalidQuery")
        {
            throw EmulatorException.Invalid($"Error while reading data, error message: Failed to read Parquet. {exception.Message}");
        }

        foreach (object?[] row in described)
            CheckDecimal((string)row[0]!, (string)row[1]!, reading);
        Dictionary<string, Column> found = described.Select(row => DuckTypes.ToColumn((string)row[0]!, (string)row[1]!)).ToDictionary(column => column.Name, Column.Names);
        IReadOnlyList<Column> columns = schema ?? [.. last.Select(column => Inferred(column, reading))];
        if (found.Keys.FirstOrDefault(name => !columns.Any(column => Column.Names.Equals(column.Name, name))) is { } unknown)
            throw EmulatorException.Invalid($"Provided Schema does not match {what}. Cannot add fields (field: {unknown})");
        return (columns, $"SELECT {string.Join(", ", columns.Select(column => Select(column, found.GetValueOrDefault(column.Name), reading, what)))} FROM {from}");
    }

    private static string Select(Column column, Column? file, ParquetReading reading, string what)
    {
        string name = DuckText.Name(column.Name);
        if (file is null)
        {
            return column.Mode == "REQUIRED"
                ? throw EmulatorException.Invalid($"Provided Schema does not match {what}. Required field {column.Name} is missing in the files.")
                : $"CAST(NULL AS {DuckTypes.Of(column)}) AS {name}";
        }

        Column inferred = Inferred(file, reading);
        // A date and time without a zone may be read as an instant, if the schema says so.
        bool fits = column.HasTypeOf(inferred) || (column.Type, file.Type, column.IsRepeated, file.IsRepeated) is ("TIMESTAMP", "DATETIME", false, false);
        if (!fits)
        {
            throw EmulatorException.Invalid(
                $"Error while reading data, error message: Parquet column '{column.Name}' has type {file.Type} which does not match the target cpp_type {column.Type}. Field {column.Name} of {what}.");
        }

        string value = DuckText.Name(file.Name);
        if (file.IsRepeated && !reading.InfersLists)
            return $"""CASE WHEN {value} IS NULL THEN NULL ELSE struct_pack("list" := list_transform({ValueConversion.FromParquet(value, file, file)}, lambda y: struct_pack("element" := y))) END AS {name}""";
        return $"{ValueConversion.FromParquet(value, file, column)} AS {name}";
    }

    private static Column Inferred(Column file, ParquetReading reading)
    {
        if (!file.IsRepeated || reading.InfersLists)
            return file;
        Column element = new("element", file.Type, "NULLABLE", file.Fields);
        return new Column(file.Name, "STRUCT", "NULLABLE", [new Column("list", "STRUCT", "REPEATED", [element])]);
    }

    private static void CheckDecimal(string name, string type, ParquetReading reading)
    {
        if (type is "UBIGINT" or "HUGEINT" or "UHUGEINT")
            throw EmulatorException.Invalid($"Error while reading data, error message: column '{name}' is of the unsupported type {type}.");
        foreach (Match match in DecimalPattern().Matches(type))
        {
            int precision = int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
            int scale = int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture);
            if (scale <= 9 && precision - scale <= 29)
                continue;
            throw reading.DecimalTypes.Contains("BIGNUMERIC")
                ? Shape.NotEmulated($"BIGNUMERIC for column '{name}' of type {type}")
                : EmulatorException.Invalid($"Error while reading data, error message: column '{name}' of type {type} does not fit into NUMERIC.");
        }
    }

    [GeneratedRegex(@"DECIMAL\((\d+),\s*(\d+)\)")]
    private static partial Regex DecimalPattern();
}
