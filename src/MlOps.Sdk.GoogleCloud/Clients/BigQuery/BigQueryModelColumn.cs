namespace MlOps.Sdk.Clients;

/// <summary>A column that a model reads or predicts.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type.</param>
public sealed record BigQueryModelColumn(string Name, BigQueryModelColumnType? Type);
