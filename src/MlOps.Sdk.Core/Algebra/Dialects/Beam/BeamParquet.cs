using MlOps.Sdk.Data;

namespace MlOps.Sdk.Algebra.Dialects;

/// <summary>Days and instants of Parquet files, which Beam's rows keep as whole numbers.</summary>
internal static class BeamParquet
{
    public static bool HasTimes(this Schema schema) => schema.Columns.Any(column => column.Type is DataType.Date or DataType.Timestamp);

    /// <summary>A function from a collection of rows and a path to the files that hold them.</summary>
    public static string Writer(Schema schema)
    {
        string record = $$"""
            def record(row):
              return {{{string.Join(", ", schema.Columns.Select(column => $"{PythonText.Literal(column.Name)}: {PythonDialect.Print(ColumnNode.Of(column))}"))}}}


            """;
        string columns = string.Join(", ", schema.Columns.Select(column => $"({PythonText.Literal(column.Name)}, pyarrow.{TypeOf(column.Type)})"));
        string write = $"""
            def write(rows, path):
              schema = pyarrow.schema([{columns}])
              return rows | 'Records' >> beam.Map(record) | 'Files' >> beam.io.WriteToParquet(path, schema)

            """;
        return ("import apache_beam as beam\nimport pyarrow\n" + PythonLibrary.For(record) + record + write).ReplaceLineEndings("\n");
    }

    private static string TypeOf(DataType type) => type switch
    {
        DataType.Boolean => "bool_()",
        DataType.Int64 => "int64()",
        DataType.Double => "float64()",
        DataType.String => "string()",
        DataType.Date => "date32()",
        _ => "timestamp('us', tz='UTC')",
    };
}
