using System.Diagnostics.CodeAnalysis;

namespace MlOps.Sdk.Data;

/// <summary>The columns of a dataset, in order; names are unique.</summary>
/// <param name="Columns">The columns.</param>
public sealed record Schema(ValueList<Column> Columns)
{
    /// <summary>The column with this name.</summary>
    public bool TryFind(string name, [NotNullWhen(true)] out Column? column)
    {
        foreach (Column candidate in Columns)
        {
            if (candidate.Name == name)
            {
                column = candidate;
                return true;
            }
        }

        column = null;
        return false;
    }

    /// <inheritdoc />
    public override string ToString() => string.Join(", ", Columns);
}
