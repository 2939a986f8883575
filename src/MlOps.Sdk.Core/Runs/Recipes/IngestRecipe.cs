using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Runs.Recipes;

internal sealed class IngestRecipe : PlatformStageRecipe<IngestPlan, IIngestor, Dataset>
{
    public override string Reads => "no other stage";

    public override bool TakesUserClass => true;

    public override bool CanRead(IReadOnlyList<Type> inputs) => inputs.Count == 0;

    public override IEnumerable<Problem> Check(StagePlan plan, IReadOnlyDictionary<string, object> bindings)
    {
        (string Name, string What)? needed = ((IngestPlan)plan).Source switch
        {
            QuerySourcePlan query => (query.Binding, "connection"),
            RowsSourcePlan rows => (rows.Binding, "rows"),
            _ => null,
        };
        if (needed is { } binding && !bindings.ContainsKey(binding.Name))
            yield return new Problem($"{plan.Name}.source",
                $"the pipeline holds no {binding.What} under the name '{binding.Name}'. "
                + "A plan that was read from JSON brings none along: build the pipeline with PipelineBuilder, which takes them.");
    }

    public override async Task<OutsideVersion> ReadVersionAsync(
        object service, StagePlan plan, StageContext context, CancellationToken cancellationToken) =>
        new(Exists: true, await ((IIngestor)service).GetVersionAsync((IngestPlan)plan, context, cancellationToken));

    public override Task<long?> ForecastBytesAsync(
        object service, StagePlan plan, IReadOnlyList<Product> inputs, StageContext context, CancellationToken cancellationToken) =>
        ((IIngestor)service).ForecastBytesAsync((IngestPlan)plan, context, cancellationToken);

    protected override Task<Dataset> ExecuteAsync(
        IIngestor service, IngestPlan plan, IReadOnlyList<Product> inputs, StageContext context, CancellationToken cancellationToken) =>
        service.IngestAsync(plan, context, cancellationToken);
}
