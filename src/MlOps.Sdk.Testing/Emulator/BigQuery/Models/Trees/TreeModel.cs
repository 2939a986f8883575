using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MlOps.Sdk.Testing.Emulator.BigQuery.Models.Trees;

/// <summary>Boosted trees.</summary>
/// <remarks>
/// An export holds XGBoost's file and what Google's predictor needs to make its matrix: <c>model.bst</c>, <c>assets/model_metadata.json</c> and a file of
/// categories for each feature that has them. Google's own programs, <c>main.py</c> and <c>xgboost_predictor-0.1.tar.gz</c>, are left out.
/// </remarks>
/// <param name="rows">What they were trained on.</param>
/// <param name="features">The columns of their matrix.</param>
/// <param name="booster">The file that XGBoost wrote.</param>
/// <param name="xgboost">What applies them.</param>
/// <param name="warehouse">Where files and tables are made.</param>
internal sealed class TreeModel(TrainingRows rows, IReadOnlyList<FeatureEncoding> features, string booster, XgboostProcess xgboost, Warehouse warehouse)
    : EncodedModel(rows, features, warehouse)
{
    public override string ExportFormat => "ML_XGBOOST_BOOSTER";

    public override IReadOnlyList<ModelFile> Export() =>
    [
        new ModelFile("model.bst", File.ReadAllBytes(booster)),
        new ModelFile("assets/model_metadata.json", JsonSerializer.SerializeToUtf8Bytes(Metadata())),
        .. Features.Select((feature, index) => (feature.Categories, index)).Where(each => each.Categories is not null).Select(each =>
            new ModelFile(FormattableString.Invariant($"assets/{each.index}_categorical_label.txt"), Encoding.UTF8.GetBytes(string.Concat(each.Categories!.Select(Line))))),
    ];

    protected override void WriteScores(WarehouseSession session, string matrix, string file) => xgboost.Predict(session, matrix, booster, file);

    private JsonObject Metadata()
    {
        JsonObject metadata = new()
        {
            ["model_type"] = Type.Name.ToLowerInvariant(),
            ["label_col"] = Label.Name,
            ["feature_names"] = new JsonArray([.. Features.Select(feature => (JsonNode)feature.Column.Name)]),
            ["features"] = new JsonObject(Features.Select(feature => KeyValuePair.Create(
                feature.Column.Name, (JsonNode?)(feature.Categories is null ? new JsonObject() : new JsonObject { ["encode_type"] = "categorical_label" })))),
        };
        if (Type.IsClassifier)
            metadata["class_names"] = new JsonArray([.. Classes.Select(text => (JsonNode)text)]);
        return metadata;
    }

    private static string Line(string? category) => category!.AsSpan().ContainsAny('\r', '\n') ? throw Shape.NotEmulated("the export of a category with a line break") : category + "\n";
}
