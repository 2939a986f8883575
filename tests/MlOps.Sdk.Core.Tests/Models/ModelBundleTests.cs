using System.Text;
using System.Text.Json.Nodes;
using MlOps.Sdk.Models;

namespace MlOps.Sdk.Core.Tests.Models;

public sealed class ModelBundleTests : IDisposable
{
    private readonly Bundles _bundle = new();

    public void Dispose() => _bundle.Dispose();

    [Fact]
    public void What_is_written_is_read()
    {
        File.WriteAllText(_bundle.Path("model.zip"), "what a library has left there");
        _bundle.Write();
        ModelBundle bundle = ModelBundle.Open(_bundle.Folder);

        Assert.Equal(["golden.json", "model-card.md", "model.zip", "scorer.json"], bundle.Manifest.Files.Select(file => file.Name));
        Assert.Equal(Bundles.Manifest with { Files = bundle.Manifest.Files }, bundle.Manifest);
        Assert.Equal(Bundles.Golden, bundle.ReadGolden());
        Assert.Equal(2, bundle.ReadScorer().FeatureCount);
    }

    [Fact]
    public void Writing_twice_gives_the_same_bytes()
    {
        using Bundles other = new();
        _bundle.Write();
        other.Write();

        foreach (string path in Directory.GetFiles(_bundle.Folder))
            Assert.Equal(File.ReadAllBytes(path), File.ReadAllBytes(other.Path(Path.GetFileName(path))));
    }

    [Fact]
    public void The_card_tells_what_the_model_is()
    {
        _bundle.Write();
        string card = File.ReadAllText(_bundle.Path("model-card.md"));

        Assert.Contains("# birds: lightgbm", card);
        Assert.Contains("Predicts Cost (regression).", card);
        Assert.Contains("On the split test (1,200 rows):", card);
        Assert.Contains("| RSquared | 0.5 |", card);
        Assert.Contains("| Speed | Double | yes |", card);
        Assert.DoesNotContain("\r", card);
    }

    [Fact]
    public void A_folder_without_a_manifest_is_no_bundle()
    {
        Assert.Contains("there is no manifest.json", Refused());
        Assert.Contains("there is no manifest.json", Assert.Throws<ModelBundleException>(() => ModelBundle.Open(_bundle.Path("nowhere"))).Message);
    }

    [Theory]
    [InlineData("scorer.json")]
    [InlineData("golden.json")]
    [InlineData("model-card.md")]
    public void A_changed_byte_is_found(string name)
    {
        _bundle.Write();
        byte[] content = File.ReadAllBytes(_bundle.Path(name));
        content[^3] ^= 1;
        File.WriteAllBytes(_bundle.Path(name), content);

        Assert.Contains($"'{name}' was changed", Refused());
    }

    [Fact]
    public void A_missing_file_is_found()
    {
        _bundle.Write();
        File.Delete(_bundle.Path("golden.json"));

        Assert.Contains("missing: golden.json", Refused());
    }

    [Theory]
    [InlineData("extra.dll")]
    [InlineData("deep/er/extra.dll")]
    public void A_file_that_is_not_listed_is_found(string name)
    {
        _bundle.Write();
        Directory.CreateDirectory(Path.GetDirectoryName(_bundle.Path(name))!);
        File.WriteAllText(_bundle.Path(name), "");

        Assert.Contains($"'{name}' is not in the manifest", Refused());
    }

    [Fact]
    public void A_link_out_of_the_bundle_is_found()
    {
        using Bundles other = new();
        other.Write();
        _bundle.Write();
        File.Delete(_bundle.Path("golden.json"));
        File.CreateSymbolicLink(_bundle.Path("golden.json"), other.Path("golden.json"));

        Assert.Contains("'golden.json' is a link", Refused());
    }

    [Theory]
    [InlineData("../scorer.json")]
    [InlineData("/etc/passwd")]
    [InlineData("a//b")]
    [InlineData("a/./b")]
    [InlineData("")]
    [InlineData("C:\\\\windows")]
    [InlineData("..\\\\scorer.json")]
    public void A_listed_path_that_leads_out_of_the_bundle_is_refused(string name)
    {
        _bundle.Write();
        Edit(manifest => manifest["files"]![0]!["name"] = name);

        Assert.Contains("no name of a file inside of the bundle", Refused());
    }

    [Theory]
    [InlineData(2, "Update MlOps.Sdk")]
    [InlineData(0, "Train the model again")]
    public void Another_format_is_named(int format, string advice)
    {
        _bundle.Write();
        Edit(manifest =>
        {
            manifest["format"] = format;
            manifest["somethingNew"] = 1;
        });
        string message = Refused();

        Assert.Contains($"the bundle has format {format}, this version of MlOps.Sdk reads format 1", message);
        Assert.Contains(advice, message);
    }

    public static TheoryData<string> Hostile =>
    [
        "", "null", "[]", "{}", "{\"format\":1}", "{\"format\":\"1\"}", "{\"format\":1,\"features\":null}", "{\"format\":1e99}", "\0", "{", new string('[', 100_000),
    ];

    [Theory]
    [MemberData(nameof(Hostile))]
    public void A_malformed_manifest_is_refused(string json)
    {
        _bundle.Write();
        File.WriteAllText(_bundle.Path("manifest.json"), json);

        Assert.StartsWith(_bundle.Folder, Refused());
    }

    [Theory]
    [InlineData("features")]
    [InlineData("instance")]
    [InlineData("lineage")]
    [InlineData("files")]
    [InlineData("evaluations")]
    [InlineData("learner")]
    [InlineData("classes")]
    public void A_null_where_none_may_be_is_refused(string member)
    {
        _bundle.Write();
        Edit(manifest => manifest[member] = null);
        Assert.Contains("manifest.json can't be read", Refused());

        _bundle.Write();
        Edit(manifest =>
        {
            if (manifest[member] is JsonArray list)
                list.Add(null);
            else
                manifest[member] = JsonValue.Create(1);
        });
        Assert.Contains("manifest.json can't be read", Refused());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    [InlineData(int.MaxValue)]
    public void A_feature_of_an_impossible_width_is_refused(int width)
    {
        _bundle.Write();
        Edit(manifest => manifest["features"]![1]!["width"] = width);

        Assert.Contains($"feature 'Night' is {width} wide", Refused());
    }

    [Fact]
    public void Parameters_that_do_not_fit_the_manifest_are_refused()
    {
        ModelBundleWriter.Write(_bundle.Folder, Bundles.Manifest, Bundles.Scorer with { FeatureCount = 3 }, Bundles.Golden);
        ModelBundle bundle = ModelBundle.Open(_bundle.Folder);
        Assert.Contains("scorer.json takes 3 features, but the features of manifest.json are 2 wide", Refused(bundle));

        ModelBundleWriter.Write(
            _bundle.Folder, Bundles.Manifest with { Task = Sdk.Plans.TaskKind.Multiclass, Classes = ["a", "b"] }, Bundles.Scorer, Bundles.Golden);
        bundle = ModelBundle.Open(_bundle.Folder);
        Assert.Contains("scorer.json gives 1 scores, but manifest.json asks for 2", Refused(bundle));
    }

    private void Edit(Action<JsonNode> edit)
    {
        string path = _bundle.Path("manifest.json");
        JsonNode manifest = JsonNode.Parse(File.ReadAllText(path))!;
        edit(manifest);
        File.WriteAllText(path, manifest.ToJsonString(), new UTF8Encoding(false));
    }

    private string Refused() => Assert.Throws<ModelBundleException>(() => ModelBundle.Open(_bundle.Folder)).Message;

    private static string Refused(ModelBundle bundle) => Assert.Throws<ModelBundleException>(bundle.ReadScorer).Message;
}
