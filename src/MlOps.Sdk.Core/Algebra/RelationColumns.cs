using MlOps.Sdk.Data;

namespace MlOps.Sdk.Algebra;

/// <summary>The columns that relational nodes make of the columns below them.</summary>
internal static class RelationColumns
{
    public static Schema Of(ValueList<NamedScalar> columns) => new(columns.Select(Of).ToValueList());

    public static Schema Of(ValueList<NamedScalar> keys, ValueList<NamedAggregate> aggregates) =>
        new([.. keys.Select(Of), .. aggregates.Select(aggregate => Of(aggregate, isGrouped: keys.Count > 0))]);

    /// <summary>The columns of a join: the right ones may be null where rows without a partner are kept.</summary>
    public static Schema Of(Schema left, Schema right, JoinKind kind) =>
        new([.. left.Columns, .. kind == JoinKind.Left ? Absent(right).Columns : right.Columns]);

    /// <summary>The columns of a union, which may be null if they may be in either.</summary>
    public static Schema OfUnion(Schema first, Schema second) => new(first.Columns
        .Select(column => second.TryFind(column.Name, out Column? other) && other.Nullable ? column with { Nullable = true } : column)
        .ToValueList());

    /// <summary>The same columns where the whole row may be absent.</summary>
    public static Schema Absent(Schema schema) => new(schema.Columns.Select(column => column with { Nullable = true }).ToValueList());

    /// <summary>An aggregate's column. A group has at least one row; all rows without a key may be none.</summary>
    public static Column Of(NamedAggregate aggregate, bool isGrouped)
    {
        bool mayBeEmpty = !isGrouped || aggregate.Argument is not { Nullable: false };
        return aggregate.Aggregate switch
        {
            AggregateKind.Count or AggregateKind.CountIf or AggregateKind.CountDistinct => new(aggregate.Name, DataType.Int64, Nullable: false),
            AggregateKind.Mean => new(aggregate.Name, DataType.Double, mayBeEmpty),
            AggregateKind.StandardDeviation => new(aggregate.Name, DataType.Double),

            // NaN has no place in an order and is left out.
            AggregateKind.Quantile => new(aggregate.Name, DataType.Double, mayBeEmpty || aggregate.Argument?.Type == DataType.Double),
            _ => new(aggregate.Name, aggregate.Argument?.Type ?? DataType.Int64, mayBeEmpty),
        };
    }

    private static Column Of(NamedScalar column) => new(column.Name, column.Value.Type, column.Value.Nullable);
}
