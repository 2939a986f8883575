using System.Text.Json.Nodes;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;
using MlOps.Sdk.Models;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Core.Tests.Models;

public sealed class ServableModelTests : IDisposable
{
    private readonly Bundles _bundle = new();

    public void Dispose() => _bundle.Dispose();

    [Fact]
    public void A_loaded_model_predicts_from_an_instance()
    {
        _bundle.Write();
        ServableModel model = ServableModel.Load(_bundle.Folder);
        RowBuffer row = model.CreateRow();
        float[] scores = new float[model.ScoreCount];

        new InstanceReader(model.Manifest.Instance).Read("""{"Night":1,"Speed":2.5}""", row);
        model.Predict(row, scores);

        Assert.Equal([5.25f], scores);
    }

    [Fact]
    public void Predicting_allocates_nothing()
    {
        _bundle.Write();
        ServableModel model = ServableModel.Load(_bundle.Folder);
        RowBuffer row = model.CreateRow();
        float[] scores = new float[1];
        new InstanceReader(model.Manifest.Instance).Read("""{"Night":1,"Speed":2.5}""", row);
        model.Predict(row, scores);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int call = 0; call < 100; call++)
            model.Predict(row, scores);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void A_vector_that_this_host_computes_differently_is_named_with_both_values()
    {
        Write(Bundles.Golden[0], Bundles.Golden[1] with { Vector = [float.NaN, 0.5f] });

        Assert.Contains("golden row 1: feature 'Night' is 1 on this host, was 0.5 in training.", Refused());
    }

    [Fact]
    public void One_bit_in_a_number_is_a_difference()
    {
        Write(Bundles.Golden[0] with { Vector = [MathF.BitIncrement(1.5f), 0] });

        Assert.Contains("golden row 0: feature 'Speed'", Refused());
    }

    [Fact]
    public void The_last_bit_of_a_logarithm_may_differ()
    {
        ScalarNode speed = new ColumnNode("Speed", DataType.Double, true);
        ModelManifest manifest = Bundles.Manifest with
        {
            Features = [new FittedFeature("Speed", FunctionTable.Call("log", speed)), Bundles.Manifest.Features[1]],
        };
        float exact = (float)Math.Log(1.5);

        ModelBundleWriter.Write(_bundle.Folder, manifest, Bundles.Scorer, [Bundles.Golden[0] with { Vector = [MathF.BitIncrement(exact), 0] }]);
        Assert.Equal(1, ServableModel.Load(_bundle.Folder).ScoreCount);

        ModelBundleWriter.Write(_bundle.Folder, manifest, Bundles.Scorer, [Bundles.Golden[0] with { Vector = [exact + 1e-5f, 0] }]);
        Assert.Contains("feature 'Speed'", Refused());
    }

    [Fact]
    public void A_slot_of_a_one_hot_feature_is_named()
    {
        ScalarNode kind = new CastNode(new ColumnNode("Night", DataType.Double, false), DataType.Int64);
        ModelManifest manifest = Bundles.Manifest with { Features = [new FittedFeature("Kind", kind, 2)] };
        ModelBundleWriter.Write(_bundle.Folder, manifest, Bundles.Scorer, [new GoldenRow("""{"Speed":1,"Night":1}""", [1, 0], [1])]);

        Assert.Contains("golden row 0: feature 'Kind' (slot 0) is 0 on this host, was 1 in training.", Refused());
    }

    [Theory]
    [InlineData(1.00002f, true)]
    [InlineData(1.000005f, false)]
    [InlineData(float.NaN, true)]
    public void Scores_must_agree_to_five_digits(float score, bool refused)
    {
        Write(Bundles.Golden[0] with { Scores = [score] });

        if (refused)
            Assert.Contains("golden row 0: score is 1 on this host", Refused());
        else
            Assert.Equal(1, ServableModel.Load(_bundle.Folder).ScoreCount);
    }

    [Theory]
    [InlineData("""{"Speed":"fast","Night":0}""", "Speed")]
    [InlineData("""{"Night":0""", "golden row 0")]
    [InlineData("""{"Speed":1}""", "Night")]
    public void A_golden_instance_that_can_not_be_read_is_shown(string instance, string where)
    {
        Write(Bundles.Golden[0] with { Instance = instance });
        string message = Refused();

        Assert.Contains(where, message);
        Assert.Contains($"The instance is {instance}", message);
    }

    [Fact]
    public void Golden_rows_must_have_the_models_shape()
    {
        Write(Bundles.Golden[0] with { Vector = [1.5f] });
        Assert.Contains("its vector has 1 slots, the features have 2", Refused());

        Write(Bundles.Golden[0] with { Scores = [1, 2] });
        Assert.Contains("it has 2 scores, the model gives 1", Refused());

        Write();
        Assert.Contains("there are no golden rows", Refused());
    }

    [Fact]
    public void Features_of_columns_that_the_instance_lacks_are_refused()
    {
        ModelManifest manifest = Bundles.Manifest with { Instance = new Schema([Bundles.Manifest.Instance.Columns[0]]) };
        ModelBundleWriter.Write(_bundle.Folder, manifest, Bundles.Scorer, Bundles.Golden);

        Assert.Contains("the features can't be compiled", Refused());
    }

    public static TheoryData<string> HostileFeatures =>
    [
        """{"node":"call","function":"add","arguments":[],"type":"Double","nullable":false}""",
        """{"node":"call","function":"no_such","arguments":[],"type":"Double","nullable":false}""",
        """{"node":"call","function":"log","arguments":[{"node":"constant","type":"String","text":"x"}],"type":"Double","nullable":false}""",
        """{"node":"call","function":"length","arguments":[{"node":"constant","type":"String","text":"x"}],"type":"Double","nullable":false}""",
        """{"node":"call","function":"log","arguments":[null],"type":"Double","nullable":false}""",
        """{"node":"call","function":"log","type":"Double","nullable":false}""",
        """{"node":"constant","type":"Double","text":"fast"}""",
        """{"node":"constant","type":"Double","text":null}""",
        """{"node":"constant","type":77,"text":"1"}""",
        """{"node":"column","name":"Speed","type":"String","nullable":true}""",
        """{"node":"column","name":null,"type":"Double","nullable":true}""",
        """{"node":"if","test":{"node":"constant","type":"Double","text":"1"},"then":{"node":"constant","type":"Double","text":"1"},"otherwise":{"node":"constant","type":"Int64","text":"1"}}""",
        """{"node":"cast","operand":{"node":"constant","type":"Date","text":"2024-01-01"},"type":"Double"}""",
        """{"node":"shell","command":"rm"}""",
        """null""",
    ];

    [Theory]
    [MemberData(nameof(HostileFeatures))]
    public void A_feature_that_is_no_expression_is_refused(string value)
    {
        _bundle.Write();
        JsonNode manifest = JsonNode.Parse(File.ReadAllText(_bundle.Path("manifest.json")))!;
        manifest["features"]![0]!["value"] = JsonNode.Parse(value);
        File.WriteAllText(_bundle.Path("manifest.json"), manifest.ToJsonString());

        Assert.StartsWith(_bundle.Folder, Refused());
    }

    private void Write(params GoldenRow[] golden) => ModelBundleWriter.Write(_bundle.Folder, Bundles.Manifest, Bundles.Scorer, [.. golden]);

    private string Refused() => Assert.Throws<ModelBundleException>(() => ServableModel.Load(_bundle.Folder)).Message;
}
