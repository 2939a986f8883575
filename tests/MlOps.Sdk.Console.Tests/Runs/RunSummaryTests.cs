using MlOps.Sdk.Runs;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Console.Tests.Runs;

public sealed class RunSummaryTests
{
    [Fact]
    public void A_run_that_broke_off_before_any_stage_was_recorded_says_so() =>
        Assert.Equal("bird-strikes broke off after 4.32 s.", RunSummary.Closing(RecordedRun.RunOf([], RunState.Interrupted)));

    [Fact]
    public void What_looks_like_a_leak_is_told_with_its_stage_and_feature()
    {
        RankedLearner ranked = new(Learner.Linear(), [1, 1], 1, 1, 1);
        SpotCheck check = new(ranked.Learner, "AreaUnderRocCurve", 100, 2, [ranked], [new LeakWarning("Cost", "is the label in all of 100 rows."), new LeakWarning("Id", "names the rows.")]);
        StageRun stage = new("spot-check", StageOutcome.Executed) { Product = check };

        Assert.Equal(
            "spot-check: the feature Cost is the label in all of 100 rows.\nspot-check: the feature Id names the rows.", RunSummary.Warnings(RecordedRun.RunOf([stage])));
        Assert.Equal("", RunSummary.Warnings(RecordedRun.RunOf(RecordedRun.Stages)));
    }
}
