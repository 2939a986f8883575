using MlOps.Sdk.Data;

namespace MlOps.Sdk.Algebra.Dialects;

/// <summary>The tables that a relation reads.</summary>
/// <param name="Tables">For each <see cref="InputNode.Index"/> a table expression.</param>
/// <param name="Schemas">For each table its columns, if equal tables are to give equal bytes; else null.</param>
internal sealed record DuckDbInputs(IReadOnlyList<string> Tables, IReadOnlyList<Schema>? Schemas)
{
    public DuckDbQuery Query(InputNode input) => input.Index >= 0 && input.Index < Tables.Count
        ? new(Tables[input.Index], Schemas?[input.Index])
        : throw new ArgumentException($"The relation reads input {input.Index}, but there are {Tables.Count}.", nameof(input));
}
