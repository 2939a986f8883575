using MlOps.Sdk.Data;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Benchmarks.Runs;

/// <summary>A stage that does nothing: what is left is the runner's own work.</summary>
internal sealed class PassOn : ITransformer
{
    public Task<Dataset> TransformAsync(TransformRequest request, StageContext context, CancellationToken cancellationToken) =>
        Task.FromResult(request.Inputs[0]);
}
