namespace MlOps.Sdk.Data;

/// <summary>A named, typed column of a dataset.</summary>
/// <param name="Name">The name, compared ordinally.</param>
/// <param name="Type">The type of its values.</param>
/// <param name="Nullable">Whether a value may be absent.</param>
public sealed record Column(string Name, DataType Type, bool Nullable = true)
{
    /// <inheritdoc />
    public override string ToString() => $"{Name} {Type}{(Nullable ? "?" : "")}";
}
