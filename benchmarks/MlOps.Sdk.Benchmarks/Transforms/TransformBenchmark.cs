using DuckDB.NET.Data;

namespace MlOps.Sdk.Benchmarks.Transforms;

/// <summary>A transform of three million flights by the SDK against the SQL that a person writes, both into Parquet.</summary>
internal static class TransformBenchmark
{
    private const double Limit = 1.05;

    public static async Task RunAsync()
    {
        Console.WriteLine("transform: 3 M flights, 15 columns, into Parquet");
        using Scratch scratch = new();
        await ThrowIfDifferentAsync(scratch.Path);
        IReadOnlyList<double> medians = await Comparison.RunFiguresAsync(7, scratch.Path, "transform-statement", "transform-sdk", "transform-by-hand");
        double ratio = medians[0] / medians[2];
        Comparison.Print("transform", ratio, "x the statement by hand", $"<= {Limit}", ratio <= Limit);
        Console.WriteLine($"transform: {medians[1] / medians[2]:0.00} x for the whole stage, whose file is hashed and on the disk when it ends");
    }

    /// <summary>Both leave the same rows in the same order and the same columns.</summary>
    private static async Task ThrowIfDifferentAsync(string folder)
    {
        string sdk = Path.Combine(folder, "check-sdk");
        string byHand = Path.Combine(folder, "check-by-hand");
        await ChildProcess.RunAsync("transform-sdk", sdk);
        await ChildProcess.RunAsync("transform-by-hand", byHand);
        using DuckDBConnection connection = new("DataSource=:memory:");
        connection.Open();
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = $"""
            SELECT count(*), count(*) FILTER (WHERE s IS DISTINCT FROM h), any_value((s, h)) FILTER (WHERE s IS DISTINCT FROM h)::VARCHAR
            FROM (SELECT s FROM read_parquet('{ParquetBelow(sdk)}') AS s) POSITIONAL JOIN (SELECT h FROM read_parquet('{ParquetBelow(byHand)}') AS h)
            """;
        using DuckDBDataReader reader = command.ExecuteReader();
        reader.Read();
        Console.WriteLine($"  {reader.GetInt64(0):#,0} rows, {reader.GetInt64(1)} of them differ");
        if (reader.GetInt64(1) != 0)
            throw new InvalidOperationException($"The two transforms don't give the same rows: {reader.GetString(2)}");
    }

    private static string ParquetBelow(string folder) => Directory
        .EnumerateFiles(Path.Combine(folder, "0"), "*", SearchOption.AllDirectories)
        .Single(file => IsParquet(file));

    private static bool IsParquet(string path)
    {
        using FileStream file = File.OpenRead(path);
        Span<byte> magic = stackalloc byte[4];
        return file.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false) == magic.Length && magic.SequenceEqual("PAR1"u8);
    }
}
