namespace MlOps.Sdk.Models;

/// <summary>What is wrong with an instance.</summary>
/// <param name="Path">Where: <c>instances[3].Speed</c>, or <c>Speed</c> for an instance that stands alone; empty for the instance itself.</param>
/// <param name="Message">What, with the value, and what to do.</param>
public sealed record InstanceError(string Path, string Message)
{
    /// <inheritdoc />
    public override string ToString() => Path.Length == 0 ? Message : $"{Path}: {Message}";
}
