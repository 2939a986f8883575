using System.Text.Json.Nodes;

namespace MlOps.Sdk.Testing.Emulator.BigQuery.Models;

/// <summary>The options that say how a family of models is trained.</summary>
internal abstract record TrainingOptions
{
    public required long MaxIterations { get; init; }

    public required double L2 { get; init; }

    /// <summary>The improvement of the loss, as a share of it, that another iteration must have brought; null if all iterations are made.</summary>
    public double? LeastProgress { get; init; }

    /// <summary>What models.get tells of them, besides what all have.</summary>
    public abstract JsonObject ToJson();

    /// <summary>EARLY_STOP and MIN_REL_PROGRESS.</summary>
    protected static double? ReadLeastProgress(OptionReader reader)
    {
        double progress = reader.Number("min_rel_progress", 0.01);
        return reader.Flag("early_stop", true) ? progress : null;
    }
}
