using MlOps.Sdk.Data;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Core.Tests.Building;

public sealed class NoTransformer : ITransformer
{
    public Task<Dataset> TransformAsync(TransformRequest request, StageContext context, CancellationToken cancellationToken) =>
        Task.FromResult(request.Inputs[0]);
}
