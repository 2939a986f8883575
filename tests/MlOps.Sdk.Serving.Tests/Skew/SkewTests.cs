using System.Globalization;
using System.Text.Json.Nodes;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;
using MlOps.Sdk.Local.Tests.Pipelines;
using MlOps.Sdk.Models;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Serving.Tests.Skew;

/// <summary>Serving computes what training computed: 1,000 raw rows over HTTP, in other cultures and time zones, with their properties shuffled.</summary>
[Collection(nameof(SkewTests))]
public sealed class SkewTests : IDisposable
{
    private const int Rows = 1000;

    private readonly string? _timeZone = Environment.GetEnvironmentVariable("TZ");

    public static TheoryData<string> Pipelines => ["bird-strikes", "weather"];

    [Theory]
    [MemberData(nameof(Pipelines))]
    public async Task Raw_rows_over_HTTP_give_the_features_and_scores_of_training(string name)
    {
        await using LocalRun local = new();
        TrainingPath training = await TrainingPath.OfAsync(local, Pipeline(name), Rows);
        Assert.Equal(Rows, training.Rows.Count);

        Assert.Equal(training.Rows.Select(row => row.Vector), ServedVectors(training));

        float[] expected = [.. training.Rows.Select(row => row.Scores[0])];
        Assert.All(training.Rows, row => Assert.True(GoldenRow.AreClose(row.MlNet, row.Scores[0], greatest: 1)));
        Assert.InRange(expected.Distinct().Count(), 300, Rows);
        foreach ((string culture, string timeZone, bool shuffled) in new[]
        {
            ("", "UTC", false), ("tr-TR", "Europe/Istanbul", true), ("de-DE", "America/Los_Angeles", false), ("th-TH", "Asia/Kathmandu", true),
        })
        {
            InTimeZone(timeZone);
            await using ServedModelApp app = await ServedModelApp.StartAsync(local.Root, CultureInfo.GetCultureInfo(culture));
            Random random = new(7);
            Assert.Equal(expected, await app.PredictAsync(training.Rows.Select(row => shuffled ? Shuffled(row.Raw, random) : row.Raw)));
        }
    }

    [Theory]
    [MemberData(nameof(Pipelines))]
    public async Task Training_in_another_culture_and_time_zone_gives_the_same_bundle(string name)
    {
        await using LocalRun here = new();
        DataFile expected = (await here.RunAsync(Pipeline(name))).Model!.Bundle;

        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("tr-TR");
        InTimeZone("America/St_Johns");
        Assert.Equal("1,5", 1.5.ToString(CultureInfo.CurrentCulture));
        Assert.NotEqual(TimeSpan.Zero, TimeZoneInfo.Local.GetUtcOffset(new DateTime(2020, 1, 1)));
        await using LocalRun there = new();
        Assert.Equal(expected, (await there.RunAsync(Pipeline(name))).Model!.Bundle);
    }

    [Theory]
    [MemberData(nameof(Pipelines))]
    public async Task The_fitted_plan_in_the_bundle_has_only_columns_constants_and_functions(string name)
    {
        await using LocalRun local = new();
        PipelineRun run = await local.RunAsync(Pipeline(name));
        TrainingPath training = await TrainingPath.OfAsync(local, Pipeline(name), 1);
        string manifest = await File.ReadAllTextAsync(Path.Combine(training.Bundle, ModelBundle.ManifestFile), TestContext.Current.CancellationToken);
        JsonArray features = JsonNode.Parse(manifest)!["features"]!.AsArray();

        string[] kinds = [.. Descendants(features).OfType<JsonObject>().Select(node => (string?)node["node"]).OfType<string>().Distinct()];
        Assert.Subset(new HashSet<string> { "column", "constant", "call", "if", "cast" }, new HashSet<string>(kinds));
        Assert.All(
            Descendants(features).OfType<JsonObject>().Where(node => (string?)node["node"] == "call"),
            node => Assert.NotNull(FunctionTable.Find((string)node["function"]!)));
        Assert.Equal(run.Product<FittedFeatures>().InstanceFeatures, ModelBundle.Open(training.Bundle).Manifest.Features);
        Assert.DoesNotContain(Descendants(features).OfType<JsonObject>(), node => node.ContainsKey("analyzer"));
    }

    public void Dispose() => InTimeZone(_timeZone);

    private static Pipeline Pipeline(string name) => name == "weather" ? SkewPipelines.Weather() : SkewPipelines.BirdStrikes();

    private static IEnumerable<float[]> ServedVectors(TrainingPath training)
    {
        ModelManifest manifest = ModelBundle.Open(training.Bundle).Manifest;
        FeatureFunction function = FeatureFunction.Compile(manifest.Features, manifest.Instance);
        InstanceReader reader = new(manifest.Instance);
        RowBuffer buffer = new(manifest.Instance);
        foreach (TrainingPath.Row row in training.Rows)
        {
            // A client that knows the model sends what it reads.
            reader.Read(new JsonObject(row.Raw.Where(property => manifest.Instance.TryFind(property.Key, out _)).Select(Copy)).ToJsonString(), buffer);
            float[] vector = new float[function.Width];
            function.Fill(buffer, vector);
            yield return vector;
        }
    }

    private static JsonObject Shuffled(JsonObject row, Random random)
    {
        KeyValuePair<string, JsonNode?>[] properties = [.. row.Select(Copy)];
        random.Shuffle(properties);
        return new JsonObject(properties);
    }

    private static KeyValuePair<string, JsonNode?> Copy(KeyValuePair<string, JsonNode?> property) => new(property.Key, property.Value?.DeepClone());

    private static IEnumerable<JsonNode> Descendants(JsonNode node) => node switch
    {
        JsonObject properties => properties.Select(property => property.Value).OfType<JsonNode>().SelectMany(Descendants).Prepend(node),
        JsonArray items => items.OfType<JsonNode>().SelectMany(Descendants),
        _ => [],
    };

    private static void InTimeZone(string? zone)
    {
        Environment.SetEnvironmentVariable("TZ", zone);
        TimeZoneInfo.ClearCachedData();
    }
}
