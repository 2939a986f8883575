using System.Text;
using MlOps.Sdk.Models;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.GoogleCloud.Tests.Training;

/// <summary>What BigQuery says of an exported booster, beside a tree that gives 1 for a first column below 0 and else −1, and one that is its opposite.</summary>
public sealed class BoosterMetadataTests
{
    [Fact]
    public void Columns_and_classes_are_found_by_their_names()
    {
        BoosterMetadata metadata = Parse("""{"model_type":"boosted_tree_classifier","label_col":"label","class_names":["true","false"],"feature_names":["s00002","s00000"],"features":{}}""");

        IScorer scorer = metadata.Read(Booster(), TaskKind.Binary, width: 3).CreateScorer();

        Assert.Equal(1 / (1 + Math.Exp(-2)), Score(scorer, 5, 5, -1), 1e-6);
        Assert.Equal(1 / (1 + Math.Exp(2)), Score(scorer, -5, -5, 1), 1e-6);
    }

    [Theory]
    [InlineData("""{"class_names":["true","false"],"feature_names":["s00002","age"]}""", TaskKind.Binary, "it looks at a column 'age', which it was not given")]
    [InlineData("""{"class_names":["true","maybe"],"feature_names":["s00002","s00001"]}""", TaskKind.Binary, "it names a class 'maybe', which it was not given")]
    [InlineData("""{"class_names":["true","TRUE"],"feature_names":["s00002","s00001"]}""", TaskKind.Binary, "its classes are 1, 1, not 0 to 1")]
    [InlineData("""{"class_names":["1","b"],"feature_names":["s00002","s00001"]}""", TaskKind.Multiclass, "it names a class 'b', which it was not given")]
    [InlineData("""{"feature_names":["s00002","s00001"]}""", TaskKind.Binary, "it names no classes")]
    [InlineData("""{"class_names":["true","false"],"feature_names":["s00002"]}""", TaskKind.Binary, "it looks at 2 columns, and there are 1")]
    [InlineData("""{"class_names":["true","false"]}""", TaskKind.Binary, "it names no features")]
    [InlineData("null", TaskKind.Binary, "it names no features")]
    public void What_does_not_fit_the_training_is_told(string json, TaskKind task, string told) =>
        Assert.Equal(told, Assert.Throws<InvalidDataException>(() => Parse(json).Read(Booster(), task, width: 3)).Message);

    private static float Score(IScorer scorer, params ReadOnlySpan<float> vector)
    {
        float[] scores = new float[1];
        scorer.Score(vector, scores);
        return scores[0];
    }

    private static BoosterMetadata Parse(string json) => BoosterMetadata.Parse(Encoding.UTF8.GetBytes(json));

    private static XgboostModel Booster() => XgboostModel.Parse(
        """
        {"learner":{"feature_names":[],"gradient_booster":{"name":"gbtree","model":{"tree_info":[0,1],"trees":[
          {"default_left":[0,0,0],"left_children":[1,-1,-1],"right_children":[2,-1,-1],"split_indices":[0,0,0],"split_conditions":[0,1,-1]},
          {"default_left":[0,0,0],"left_children":[1,-1,-1],"right_children":[2,-1,-1],"split_indices":[0,0,0],"split_conditions":[0,-1,1]}]}},
        "learner_model_param":{"base_score":"5E-1","num_class":"2","num_feature":"2"},"objective":{"name":"multi:softprob"}}}
        """u8.ToArray());
}
