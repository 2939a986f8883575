using MlOps.Sdk.Runs;

namespace MlOps.Sdk.Console.Tests.Runs;

public sealed class RunSummaryTests
{
    [Fact]
    public void A_run_that_broke_off_before_any_stage_was_recorded_says_so() =>
        Assert.Equal("bird-strikes broke off after 4.32 s.", RunSummary.Closing(RecordedRun.RunOf([], RunState.Interrupted)));
}
