using MlOps.Sdk.Runs;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Core.Tests.Runs;

public sealed class StageTextTests
{
    [Fact]
    public void A_spot_check_is_its_ranking_with_half_widths_and_who_may_be_as_good()
    {
        RankedLearner first = new(Learner.FastTree(), [0.8, 0.82], 0.81, 0.79, 0.83);
        RankedLearner second = new(Learner.Linear(), [0.8, 0.81], 0.805, 0.78, 0.83);
        RankedLearner last = new(Learner.Sdca(), [double.NaN, 0.5], double.NaN, double.NaN, double.NaN, "no");

        Assert.Equal(
            "AUC fasttree 0.810 ± 0.020, linear 0.805 ± 0.025, sdca failed; linear may be as good",
            TextOf(new SpotCheck(first.Learner, "AreaUnderRocCurve", 100, 2, [first, second, last], []) { Indistinguishable = [second.Learner] }));
    }

    [Fact]
    public void One_learner_with_several_settings_is_told_by_them_and_warnings_are_counted()
    {
        RankedLearner first = new(Learner.Linear(l2: 1), [0.8, 0.82], 0.81, 0.79, 0.83);
        RankedLearner second = new(Learner.Linear(l2: 5), [0.8, 0.81], 0.805, 0.78, 0.83);

        string text = TextOf(new SpotCheck(first.Learner, "RSquared", 100, 2, [first, second], [new LeakWarning("Cost", "is the label.")]));

        Assert.Equal($"R squared {first.Learner} 0.810 ± 0.020, {second.Learner} 0.805 ± 0.025; 1 warning of a leak", text);
        Assert.NotEqual($"{first.Learner}", $"{second.Learner}");
    }

    private static string TextOf(SpotCheck check) => StageText.Of(new StageRun("spot-check", StageOutcome.Executed) { Product = check });
}
