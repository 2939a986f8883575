using MlOps.Sdk.Data;

namespace MlOps.Sdk.Algebra.Dialects;

/// <summary>The tables that a relation reads.</summary>
/// <param name="Tables">For each <see cref="InputNode.Index"/> a table expression.</param>
/// <param name="Schemas">For each table its columns, if they are known; else null.</param>
internal sealed record SqlInputs(IReadOnlyList<string> Tables, IReadOnlyList<Schema>? Schemas)
{
    public string TableOf(InputNode input) => input.Index >= 0 && input.Index < Tables.Count
        ? Tables[input.Index]
        : throw new ArgumentException($"The relation reads input {input.Index}, but there are {Tables.Count}.", nameof(input));

    public Schema? SchemaOf(InputNode input) => Schemas?[input.Index];
}
