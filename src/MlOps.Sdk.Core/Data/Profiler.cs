using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Data;

/// <summary>Describes each column of a dataset by one query.</summary>
internal static class Profiler
{
    public static Task<DatasetProfile> ProfileAsync(
        IWarehouse warehouse, Dataset dataset, StageContext context, CancellationToken cancellationToken) =>
        throw new NotSupportedException();
}
