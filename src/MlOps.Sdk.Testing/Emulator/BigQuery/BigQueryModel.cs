using System.Text.Json.Nodes;

namespace MlOps.Sdk.Testing.Emulator.BigQuery;

/// <summary>A model of BigQuery ML.</summary>
internal sealed record BigQueryModel(TableName Name, JsonObject Resource);
