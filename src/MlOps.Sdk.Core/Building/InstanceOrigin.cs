using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Building;

/// <summary>
/// From which rows a dataset's rows can be computed one by one: those are the instances that serving receives, raw. Filters are passed over,
/// since serving answers for every instance.
/// </summary>
/// <param name="Stage">The stage whose rows are the instances.</param>
/// <param name="FromInstance">The dataset's columns computed from an instance; null if they are the same.</param>
internal sealed record InstanceOrigin(string Stage, ValueList<NamedScalar>? FromInstance)
{
    /// <summary>The origin after a transform: the same instances if it is row-wise, else the transform's own rows.</summary>
    public InstanceOrigin After(TransformPlan transform) =>
        transform.Relation is { } relation && Compose(relation) is { } columns ? columns : new(transform.Name, FromInstance: null);

    private InstanceOrigin? Compose(RelationNode relation) => relation switch
    {
        InputNode => this,
        FilterNode filter => Compose(filter.Source),
        ProjectNode project => Compose(project.Source) is { } source ? source with { FromInstance = source.Inline(project.Columns) } : null,
        _ => null,
    };

    private ValueList<NamedScalar> Inline(ValueList<NamedScalar> columns)
    {
        if (FromInstance is null)
            return columns;
        Dictionary<string, ScalarNode> known = FromInstance.ToDictionary(column => column.Name, column => column.Value, StringComparer.Ordinal);
        return columns.Select(column => column with { Value = column.Value.Inline(known) }).ToValueList();
    }
}
