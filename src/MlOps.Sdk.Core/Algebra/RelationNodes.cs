namespace MlOps.Sdk.Algebra;

/// <summary>Changes of relations.</summary>
internal static class RelationNodes
{
    /// <summary>The first rows in the order in which a relation sorts them last.</summary>
    /// <remarks>
    /// An order inside of a query is lost outside of it on some engines. So the limit goes to the sorting, through projections, and filters go before it.
    /// </remarks>
    public static RelationNode Limited(this RelationNode relation, long count) => relation switch
    {
        SortLimitNode { Limit: null } sort => sort with { Limit = count },
        ProjectNode { Source: var source } project when IsSorted(source) => project with { Source = source.Limited(count) },
        FilterNode { Source: var source } when IsSorted(source) => FilteredFirst(relation).Limited(count),
        _ => new SortLimitNode(relation, [], count),
    };

    private static bool IsSorted(RelationNode relation) => relation switch
    {
        SortLimitNode { Limit: null } => true,
        ProjectNode project => IsSorted(project.Source),
        FilterNode filter => IsSorted(filter.Source),
        _ => false,
    };

    // The same rows with no filter between the sorting and what is made of it.
    private static RelationNode FilteredFirst(RelationNode relation) => relation is not FilterNode filter ? relation : FilteredFirst(filter.Source) switch
    {
        SortLimitNode sort => sort with { Source = new FilterNode(sort.Source, filter.Predicate) },
        ProjectNode project => new ProjectNode(
            FilteredFirst(new FilterNode(project.Source, filter.Predicate.Inline(project.Columns.ToDictionary(column => column.Name, column => column.Value)))),
            project.Columns),
        _ => relation,
    };
}
