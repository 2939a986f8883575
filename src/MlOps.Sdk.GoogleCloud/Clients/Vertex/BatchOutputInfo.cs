namespace MlOps.Sdk.Clients;

/// <summary>Where a batch prediction's results are.</summary>
public sealed record BatchOutputInfo
{
    /// <summary>The folder, if files were asked for.</summary>
    public string? GcsOutputDirectory { get; init; }

    /// <summary>The dataset, if a table was asked for.</summary>
    public string? BigqueryOutputDataset { get; init; }

    /// <summary>The table, if a table was asked for.</summary>
    public string? BigqueryOutputTable { get; init; }
}
