using System.Collections.Frozen;

namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Functions;

/// <summary>All aggregates; a new one is an entry in the file of its family.</summary>
internal static class AggregateTable
{
    private static readonly FrozenDictionary<string, Aggregate> s_byName = new[] { NumberAggregates.All, LogicAggregates.All, ListAggregates.All }
        .SelectMany(all => all).ToFrozenDictionary(aggregate => aggregate.Name, StringComparer.OrdinalIgnoreCase);

    public static Aggregate? Find(string name) => s_byName.GetValueOrDefault(name);
}
