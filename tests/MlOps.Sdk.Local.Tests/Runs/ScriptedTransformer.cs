using System.Collections.Concurrent;
using System.Text.Json;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Local.Tests.Runs;

/// <summary>Does what a test has put into <see cref="Scripts"/> under the name in its settings; passes its input on in the end.</summary>
internal sealed class ScriptedTransformer : ITransformer, IDisposable
{
    public static readonly ConcurrentDictionary<string, Func<StageContext, CancellationToken, Task>> Scripts = new();

    public static int Disposed;

    public static TransformPlan Plan(string name, Func<StageContext, CancellationToken, Task> script, ExecutionPlan? execution = null, params string[] inputs)
    {
        string key = $"{name}-{Guid.NewGuid():N}";
        Scripts[key] = script;
        return new TransformPlan
        {
            Name = name,
            Inputs = inputs.Length == 0 ? ["ingest"] : [.. inputs],
            Implementation = NumberStages.Own<ScriptedTransformer>(key),
            Execution = execution ?? new ExecutionPlan(),
        };
    }

    public async Task<Dataset> TransformAsync(TransformRequest request, StageContext context, CancellationToken cancellationToken)
    {
        await Scripts[JsonSerializer.Deserialize<string>(context.Settings!)!](context, cancellationToken);
        return request.Inputs[0];
    }

    public void Dispose() => Interlocked.Increment(ref Disposed);
}
