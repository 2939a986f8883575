using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Benchmarks.Runs;

/// <summary>A source without rows, always of the same version.</summary>
internal sealed class NoRows : IIngestor
{
    public Task<string?> GetVersionAsync(IngestPlan plan, StageContext context, CancellationToken cancellationToken) => Task.FromResult<string?>("1");

    public Task<Dataset> IngestAsync(IngestPlan plan, StageContext context, CancellationToken cancellationToken) =>
        Task.FromResult(new Dataset([], new Schema([]), Rows: 0));
}
