using MlOps.Sdk.Clients;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Training;

/// <summary>One training in BigQuery.</summary>
/// <param name="Request">What is asked for.</param>
/// <param name="Features">The columns of the rows.</param>
/// <param name="Rows">The table that holds them.</param>
/// <param name="Context">The stage.</param>
internal sealed record BigQueryTraining(TrainingRequest Request, BigQueryFeatures Features, BigQueryTableReference Rows, StageContext Context)
{
    /// <summary>An error of the stage.</summary>
    public StageException Fail(string problem, Exception? inner = null) => new($"{Context.Stage}: {problem}", inner);
}
