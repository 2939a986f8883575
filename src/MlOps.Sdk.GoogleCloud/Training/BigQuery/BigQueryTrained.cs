using MlOps.Sdk.Clients;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Training;

/// <summary>A model that BigQuery has trained.</summary>
/// <param name="Training">What was asked for.</param>
/// <param name="Model">Its name.</param>
/// <param name="Columns">What it looks at.</param>
/// <param name="Golden">The golden rows, with what BigQuery predicts for them.</param>
/// <param name="Folder">Where files that BigQuery exports are kept: a folder of the bundle.</param>
internal sealed record BigQueryTrained(
    BigQueryTraining Training, BigQueryTableReference Model, ValueList<ModelColumn> Columns, IReadOnlyList<PredictedRow> Golden, string Folder);
