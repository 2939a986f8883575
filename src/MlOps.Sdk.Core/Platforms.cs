namespace MlOps.Sdk;

/// <summary>The names of the platforms that the packages bring along.</summary>
public static class Platforms
{
    /// <summary>The application's own process: DuckDB, ML.NET, files.</summary>
    public const string Local = "Local";

    /// <summary>Cloud Storage, Dataflow, BigQuery, Vertex AI.</summary>
    public const string GoogleCloud = "GoogleCloud";
}
