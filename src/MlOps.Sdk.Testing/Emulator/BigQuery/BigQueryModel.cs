using System.Text.Json.Nodes;
using MlOps.Sdk.Testing.Emulator.BigQuery.Models;

namespace MlOps.Sdk.Testing.Emulator.BigQuery;

/// <summary>A model of BigQuery ML.</summary>
/// <param name="Name">Its name, among those of tables.</param>
/// <param name="Resource">As BigQuery answers.</param>
internal sealed record BigQueryModel(TableName Name, JsonObject Resource)
{
    /// <summary>What was learnt.</summary>
    public required TrainedModel Trained { get; init; }
}
