namespace MlOps.Sdk.Training;

/// <summary>What a worker leaves in its output folder.</summary>
internal static class WorkerFiles
{
    /// <summary>The product as JSON; written last, so that it is there only if all it speaks of is.</summary>
    public const string Result = "result.json";

    /// <summary>The folder of what the product consists of.</summary>
    public const string Files = "files";
}
