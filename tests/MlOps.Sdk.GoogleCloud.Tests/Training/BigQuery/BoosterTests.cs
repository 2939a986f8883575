using MlOps.Sdk.Models;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.GoogleCloud.Tests.Training;

/// <summary>Boosters in XGBoost's binary format, read by the SDK and judged by what XGBoost predicts.</summary>
public sealed class BoosterTests(Boosters boosters) : IClassFixture<Boosters>
{
    [Theory]
    [InlineData("number")]
    [InlineData("pruned")]
    [InlineData("leaf")]
    public void A_number_is_what_XGBoost_predicts(string kind) =>
        Compare(kind, boosters.Read(kind, TaskKind.Regression), prediction => prediction, 1e-6);

    [Fact]
    public void The_probability_of_true_is_that_of_XGBoost_whichever_class_comes_first()
    {
        Compare("two", boosters.Read("two", TaskKind.Binary, ["true", "false"]), prediction => [prediction[0]], 1e-6);
        Compare("two", boosters.Read("two", TaskKind.Binary, ["False", "True"]), prediction => [prediction[1]], 1e-6);
        Compare("logistic", boosters.Read("logistic", TaskKind.Binary, ["false", "true"]), prediction => prediction, 1e-6);
        Compare("logistic", boosters.Read("logistic", TaskKind.Binary, ["true", "false"]), prediction => [1 - prediction[0]], 1e-6);
    }

    [Fact]
    public void Classes_are_found_in_the_order_that_the_booster_has_them_in()
    {
        TreeEnsembleParameters parameters = boosters.Read("three", TaskKind.Multiclass, ["2", "0", "1"], Boosters.Features("a", "b", "c"));

        Compare("three", parameters, prediction => [prediction[1], prediction[2], prediction[0]], 1e-6);
    }

    [Fact]
    public void Columns_are_found_by_their_names()
    {
        BoosterMetadata backwards = new([.. Enumerable.Range(0, 5).Reverse().Select(ModelColumn.NameOfSlot)], null);
        IScorer scorer = BoosterTrees.Of(BoosterFile.Read(boosters.Bytes("number")), backwards, TaskKind.Regression, Boosters.Features()).CreateScorer();

        (float[][] rows, float[][] predictions) = boosters.Judged("number");
        float[] score = new float[1];
        scorer.Score([.. rows[0].Reverse()], score);
        Assert.Equal(predictions[0][0], score[0], Math.Abs(predictions[0][0]) * 1e-5);
    }

    [Theory]
    [InlineData("dart", TaskKind.Regression, null, "it holds a booster of the kind 'dart', not 'gbtree'")]
    [InlineData("linear", TaskKind.Regression, null, "it holds a booster of the kind 'gblinear', not 'gbtree'")]
    [InlineData("count", TaskKind.Regression, null, "the objective 'count:poisson' is not for Regression")]
    [InlineData("number", TaskKind.Binary, "true,false", "the objective 'reg:squarederror' is not for Binary")]
    [InlineData("three", TaskKind.Binary, "true,false", "it gives 3 scores for two classes")]
    [InlineData("two", TaskKind.Binary, null, "it names 0 classes, not 2")]
    [InlineData("two", TaskKind.Binary, "true,maybe", "the class 'maybe' is neither true nor false")]
    [InlineData("two", TaskKind.Binary, "true,TRUE", "both its classes are the same")]
    [InlineData("three", TaskKind.Multiclass, "0,1,3", "its classes are 0, 1, 3, not 0 to 2")]
    public void What_is_not_for_the_task_is_told(string kind, TaskKind task, string? classes, string told)
    {
        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => boosters.Read(kind, task, classes?.Split(','), Boosters.Features("a", "b", "c")));

        Assert.Equal(told, exception.Message);
    }

    [Fact]
    public void A_column_that_was_not_given_is_told()
    {
        BoosterFile booster = BoosterFile.Read(boosters.Bytes("number"));

        InvalidDataException other = Assert.Throws<InvalidDataException>(() =>
            BoosterTrees.Of(booster, new BoosterMetadata(["s00000", "s00001", "s00002", "s00003", "age"], null), TaskKind.Regression, Boosters.Features()));
        InvalidDataException few = Assert.Throws<InvalidDataException>(() => BoosterTrees.Of(booster, new BoosterMetadata(["s00000"], null), TaskKind.Regression, Boosters.Features()));

        Assert.Equal("it looks at a column 'age', which it was not given", other.Message);
        Assert.Equal("it has 5 columns, and names for 1", few.Message);
    }

    [Fact]
    public void A_file_that_ends_too_soon_is_refused_wherever_it_ends()
    {
        byte[] whole = boosters.Bytes("leaf");

        for (int length = 0; length < whole.Length; length += length < 600 ? 1 : 37)
        {
            // Behind the trees stand only attributes, which nobody needs.
            if (Record.Exception(() => Boosters.Parse(whole[..length], TaskKind.Regression)) is { } exception)
                Assert.IsType<InvalidDataException>(exception);
            else
                Assert.InRange(length, whole.Length - 200, whole.Length);
        }
    }

    [Fact]
    public void A_damaged_file_is_refused_or_gives_a_scorer_that_ends()
    {
        byte[] whole = boosters.Bytes("three");
        Random chance = new(5);
        (float[][] rows, _) = boosters.Judged("three");
        float[] scores = new float[3];
        int refused = 0;
        for (int round = 0; round < 3000; round++)
        {
            byte[] damaged = [.. whole];
            for (int bytes = chance.Next(1, 4); bytes > 0; bytes--)
                damaged[chance.Next(round < 1500 ? 600 : damaged.Length)] = (byte)chance.Next(256);
            try
            {
                Boosters.Parse(damaged, TaskKind.Multiclass, ["0", "1", "2"], Boosters.Features("a", "b", "c")).CreateScorer().Score(rows[round % rows.Length], scores);
            }
            catch (Exception exception) when (exception is InvalidDataException or ModelBundleException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 100, 2999);
    }

    private void Compare(string kind, TreeEnsembleParameters parameters, Func<float[], float[]> expected, double tolerance)
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
                Assert.Equal(wanted[index], scores[index], tolerance * greatest);
        }
    }
}
