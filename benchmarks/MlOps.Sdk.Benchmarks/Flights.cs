namespace MlOps.Sdk.Benchmarks;

/// <summary>Three million US flights of 2001: date, delay, distance, origin, destination.</summary>
internal static class Flights
{
    /// <summary>The path of <c>flights-3m.parquet</c>.</summary>
    /// <exception cref="FileNotFoundException">It isn't there; the message says how to get it.</exception>
    public static string Path
    {
        get
        {
            string path = Environment.GetEnvironmentVariable("MLOPS_FLIGHTS") ?? System.IO.Path.Combine(
                Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "mlops-sdk", "flights-3m.parquet");
            return File.Exists(path) ? path : throw new FileNotFoundException(
                $"""
                {path} is missing (13 MB, not part of the repository). Get it with
                  npm pack vega-datasets@3.2.1 && tar xzf vega-datasets-3.2.1.tgz package/data/flights-3m.parquet
                  mkdir -p {System.IO.Path.GetDirectoryName(path)} && mv package/data/flights-3m.parquet {path}
                or name another place in the environment variable MLOPS_FLIGHTS.
                """);
        }
    }
}
