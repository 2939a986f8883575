using System.Globalization;
using System.Text.Json;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Local.Tests.Runs;

/// <summary>Stages over a file that holds a number: quick, and real all the same. What they do is in their settings.</summary>
internal static class NumberStages
{
    public static readonly Schema Schema = new([new Column("Number", DataType.Int64)]);

    public static IngestPlan Ingest(string sourceFile, string name = "ingest", ExecutionPlan? execution = null) => new()
    {
        Name = name,
        Implementation = Own<NumberIngestor>(sourceFile),
        Execution = execution ?? new ExecutionPlan(),
    };

    public static TransformPlan Add(int addend, string name = "transform", ExecutionPlan? execution = null, params string[] inputs) => new()
    {
        Name = name,
        Inputs = inputs.Length == 0 ? ["ingest"] : [.. inputs],
        Implementation = Own<AddingTransformer>(addend),
        Execution = execution ?? new ExecutionPlan(),
    };

    public static StageImplementation Own<T>(object settings) =>
        new($"{typeof(T).FullName}, {typeof(T).Assembly.GetName().Name}", JsonSerializer.Serialize(settings));

    public static async Task<long> ReadAsync(Dataset dataset, StageContext context) =>
        long.Parse(await File.ReadAllTextAsync(context.Artifacts.Resolve(dataset.Parts[0])), CultureInfo.InvariantCulture);

    public static async Task<Dataset> WriteAsync(long number, StageContext context, CancellationToken cancellationToken)
    {
        string path = Path.Combine(context.WorkingFolder, "number.txt");
        await File.WriteAllTextAsync(path, number.ToString(CultureInfo.InvariantCulture), cancellationToken);
        return new Dataset([await context.Artifacts.AddAsync(path, cancellationToken)], Schema, 1);
    }
}

/// <summary>Reads the number from the file that the settings name; its version is the file's text, or unknown if that ends in '?'.</summary>
internal sealed class NumberIngestor : IIngestor
{
    public async Task<string?> GetVersionAsync(IngestPlan plan, StageContext context, CancellationToken cancellationToken)
    {
        string text = await ReadAsync(context, cancellationToken);
        return text.EndsWith('?') ? null : text;
    }

    public async Task<Dataset> IngestAsync(IngestPlan plan, StageContext context, CancellationToken cancellationToken) => await NumberStages.WriteAsync(
        long.Parse((await ReadAsync(context, cancellationToken)).TrimEnd('?'), CultureInfo.InvariantCulture), context, cancellationToken);

    private static async Task<string> ReadAsync(StageContext context, CancellationToken cancellationToken)
    {
        string path = JsonSerializer.Deserialize<string>(context.Settings!)!;
        return File.Exists(path)
            ? await File.ReadAllTextAsync(path, cancellationToken)
            : throw new StageException($"ingest: there is no file '{path}'. Write it.");
    }
}

/// <summary>Adds the number of its settings to the sum of its inputs.</summary>
internal sealed class AddingTransformer : ITransformer
{
    public async Task<Dataset> TransformAsync(TransformRequest request, StageContext context, CancellationToken cancellationToken)
    {
        long sum = JsonSerializer.Deserialize<int>(context.Settings!);
        foreach (Dataset input in request.Inputs)
            sum += await NumberStages.ReadAsync(input, context);
        return await NumberStages.WriteAsync(sum, context, cancellationToken);
    }
}
