namespace MlOps.Sdk.Algebra;

/// <summary>A .NET type can't be a row; the message names every property at fault and what to write instead.</summary>
public sealed class RowTypeException(string message) : ArgumentException(message);
