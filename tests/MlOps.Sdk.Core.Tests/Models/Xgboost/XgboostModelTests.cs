using System.Text;
using MlOps.Sdk.Models;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Core.Tests.Models.Xgboost;

/// <summary>Models of XGBoost, read by the SDK and judged by what XGBoost predicts.</summary>
public sealed class XgboostModelTests(Boosters boosters) : IClassFixture<Boosters>
{
    private static readonly int[] s_backwards = [1, 0];

    public static TheoryData<string, string> Numbers
    {
        get
        {
            TheoryData<string, string> kinds = [];
            foreach (string kind in (string[])["number", "pruned", "leaf", "forest", "dart"])
            {
                kinds.Add(kind, ".bst");
                kinds.Add(kind, ".json");
            }

            return kinds;
        }
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_number_is_what_XGBoost_predicts(string kind, string format) =>
        Compare(kind, boosters.Read(kind + format).ToParameters(TaskKind.Regression, 5), prediction => prediction);

    [Theory]
    [InlineData(".bst")]
    [InlineData(".json")]
    public void The_probability_of_true_is_that_of_XGBoost_whichever_class_comes_first(string format)
    {
        XgboostModel two = boosters.Read("two" + format);
        XgboostModel logistic = boosters.Read("logistic" + format);

        Compare("two", two.ToParameters(TaskKind.Binary, 5), prediction => [prediction[1]]);
        Compare("two", two.ToParameters(TaskKind.Binary, 5, classes: s_backwards), prediction => [prediction[0]]);
        Compare("logistic", logistic.ToParameters(TaskKind.Binary, 5), prediction => prediction);
        Compare("logistic", logistic.ToParameters(TaskKind.Binary, 5, classes: s_backwards), prediction => [1 - prediction[0]]);
    }

    [Theory]
    [InlineData(".bst")]
    [InlineData(".json")]
    public void Classes_are_found_in_the_order_that_is_told(string format)
    {
        XgboostModel three = boosters.Read("three" + format);

        Compare("three", three.ToParameters(TaskKind.Multiclass, 5), prediction => prediction);
        Compare("three", three.ToParameters(TaskKind.Multiclass, 5, classes: [2, 0, 1]), prediction => [prediction[1], prediction[2], prediction[0]]);
    }

    [Fact]
    public void Columns_may_stand_in_other_slots()
    {
        XgboostModel model = boosters.Read("number.json");
        Assert.Equal(["a", "b", "c", "d", "e"], model.FeatureNames);
        IScorer scorer = model.ToParameters(TaskKind.Regression, 7, slots: [6, 5, 4, 3, 2]).CreateScorer();

        (float[][] rows, float[][] predictions) = boosters.Judged("number");
        float[] score = new float[1];
        scorer.Score([0, 0, .. rows[0].Reverse()], score);
        Assert.Equal(predictions[0][0], score[0], Math.Abs(predictions[0][0]) * 1e-5);
    }

    [Theory]
    [InlineData("count.bst", TaskKind.Regression, "the objective 'count:poisson' is not for Regression")]
    [InlineData("number.bst", TaskKind.Binary, "the objective 'reg:squarederror' is not for Binary")]
    [InlineData("logistic.json", TaskKind.Multiclass, "the objective 'binary:logistic' is not for Multiclass")]
    [InlineData("three.json", TaskKind.Binary, "it gives 3 scores for two classes")]
    public void What_is_not_for_the_task_is_told(string name, TaskKind task, string told) =>
        Assert.Equal(told, Assert.Throws<InvalidDataException>(() => boosters.Read(name).ToParameters(task, 5)).Message);

    [Fact]
    public void What_is_not_for_the_columns_or_classes_is_told()
    {
        XgboostModel three = boosters.Read("three.json");

        Assert.Equal("it looks at 5 columns, and there are 4", Assert.Throws<InvalidDataException>(() => three.ToParameters(TaskKind.Multiclass, 4)).Message);
        Assert.Equal("its classes are 0, 1, 3, not 0 to 2", Assert.Throws<InvalidDataException>(() => three.ToParameters(TaskKind.Multiclass, 5, classes: [0, 1, 3])).Message);
    }

    [Theory]
    [InlineData("linear.bst", "it holds a booster of the kind 'gblinear', which isn't made of trees")]
    [InlineData("linear.json", "it holds a booster of the kind 'gblinear', which isn't made of trees")]
    [InlineData("count.ubj", "it is UBJSON; save it under a name that ends with .json")]
    [InlineData("categories.json", "it splits on categories; train it on numbers")]
    public void What_has_no_form_here_is_told(string name, string told) =>
        Assert.Equal(told, Assert.Throws<InvalidDataException>(() => boosters.Read(name)).Message);

    [Fact]
    public void A_base_score_may_be_a_list_as_newer_versions_write_it()
    {
        string json = Encoding.UTF8.GetString(boosters.Saved("leaf.json"));
        string listed = json.Replace("\"base_score\":\"5E-1\"", "\"base_score\":\"[5E-1,5E-1]\"", StringComparison.Ordinal);
        string uneven = json.Replace("\"base_score\":\"5E-1\"", "\"base_score\":\"[5E-1,4E-1]\"", StringComparison.Ordinal);

        Assert.NotEqual(json, listed);
        Assert.Equal(0.5, XgboostModel.Parse(Encoding.UTF8.GetBytes(listed)).ToParameters(TaskKind.Regression, 5).Biases[0]);
        Assert.Equal("its classes start from different scores: [5E-1,4E-1]", Assert.Throws<InvalidDataException>(() => XgboostModel.Parse(Encoding.UTF8.GetBytes(uneven))).Message);
    }

    [Theory]
    [InlineData("""{"learner":{}}""")]
    [InlineData("""{"version":[1,7,4]}""")]
    [InlineData("""{"learner":[]}""")]
    [InlineData("""{"learner":{"learner_model_param":{"base_score":"x","num_feature":"1","num_class":"0"}}}""")]
    [InlineData("{")]
    public void Other_JSON_is_told(string json) => Assert.StartsWith(
        "it is not what XGBoost writes as JSON: ",
        Assert.Throws<InvalidDataException>(() => XgboostModel.Parse(Encoding.UTF8.GetBytes(json))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_file_that_ends_too_soon_is_refused_wherever_it_ends()
    {
        byte[] whole = boosters.Saved("leaf.bst");

        for (int length = 0; length < whole.Length; length += length < 600 ? 1 : 37)
        {
            // Behind the trees stand only attributes, which nobody needs.
            if (Record.Exception(() => XgboostModel.Parse(whole[..length])) is { } exception)
                Assert.IsType<InvalidDataException>(exception);
            else
                Assert.InRange(length, whole.Length - 250, whole.Length);
        }
    }

    [Theory]
    [InlineData("three.bst")]
    [InlineData("three.json")]
    public void A_damaged_file_is_refused_or_gives_a_scorer_that_ends(string name)
    {
        byte[] whole = boosters.Saved(name);
        Random chance = new(5);
        (float[][] rows, _) = boosters.Judged("three");
        int refused = 0;
        for (int round = 0; round < 1500; round++)
        {
            byte[] damaged = [.. whole];
            for (int bytes = chance.Next(1, 4); bytes > 0; bytes--)
                damaged[chance.Next(round < 750 ? 600 : damaged.Length)] = (byte)chance.Next(256);
            try
            {
                IScorer scorer = XgboostModel.Parse(damaged).ToParameters(TaskKind.Multiclass, 5).CreateScorer();
                scorer.Score(rows[round % rows.Length], new float[scorer.ScoreCount]);
            }
            catch (Exception exception) when (exception is InvalidDataException or ModelBundleException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 50, 1500);
    }

    private void Compare(string kind, TreeEnsembleParameters parameters, Func<float[], float[]> expected)
    {
        IScorer scorer = parameters.CreateScorer();
        float[] scores = new float[scorer.ScoreCount];
        (float[][] rows, float[][] predictions) = boosters.Judged(kind);
        double greatest = predictions.SelectMany(prediction => prediction).Max(Math.Abs);
        Assert.Equal(400, rows.Length);
        for (int row = 0; row < rows.Length; row++)
        {
            scorer.Score(rows[row], scores);
            float[] wanted = expected(predictions[row]);
            Assert.Equal(wanted.Length, scores.Length);
            for (int index = 0; index < scores.Length; index++)
                Assert.Equal(wanted[index], scores[index], 1e-6 * greatest);
        }
    }
}
