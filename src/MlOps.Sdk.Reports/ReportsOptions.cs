namespace MlOps.Sdk.Reports;

/// <summary>Where reports are written; bound from the configuration section <c>MlOps:Reports</c>.</summary>
public sealed class ReportsOptions
{
    /// <summary>The folder; null, the default, for <c>reports</c> below <see cref="MlOpsOptions.Root"/>.</summary>
    public string? Folder { get; set; }
}
