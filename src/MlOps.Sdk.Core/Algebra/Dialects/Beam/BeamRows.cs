using MlOps.Sdk.Data;

namespace MlOps.Sdk.Algebra.Dialects;

/// <summary>The rows that a transform gives.</summary>
/// <param name="Name">The transform's name.</param>
/// <param name="Schema">The columns.</param>
internal sealed record BeamRows(string Name, Schema Schema)
{
    public IEnumerable<ColumnNode> Columns() => Schema.Columns.Select(column => ColumnNode.Of(column));

    public Column Column(string name) => Schema.Columns[IndexOf(name)];

    public int IndexOf(string name) => Schema.Columns.TakeWhile(column => column.Name != name).Count();
}
