using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Benchmarks.Profiles;

/// <summary>Checks on three million flights, their staging, and a profile of what is staged, by split and beside the label.</summary>
internal static class FlightChecks
{
    public const string Verify = "verify";
    public const string Stage = "stage";
    public const string Profile = "profile";

    public static readonly string[] Hubs = ["ATL", "ORD", "DFW", "DEN", "LAX"];

    public static Pipeline Build()
    {
        PipelinePlan plan = new PipelineBuilder("flights")
            .Ingest(Source.Parquet<Flight>(Flights.Path), profile: false)
            .Verify(check => check
                .RowCount(atLeast: 1_000_000)
                .NotNull(f => f.date)
                .Between(f => f.distance, 1, 6000)
                .Between(f => f.delay, -200, 2000, atLeast: 0.999)
                .Matches(f => f.origin, "^[A-Z]{3}$")
                .OneOf(f => f.destination, Hubs, atLeast: 0.1)
                .References(f => f.destination, Source.Parquet<Flight>(Flights.Path), f => f.origin, atLeast: 0.99)
                .Fresh(f => f.date, within: TimeSpan.FromDays(365_000))
                .Similar(f => f.delay)
                .That(f => f.origin != f.destination, atLeast: 0.999))
            .Stage("flights", stage => stage.SplitByHash(f => f.date, test: 0.2))
            .Build().Plan;
        ProfilePlan profile = new()
        {
            Name = Profile,
            Inputs = [Stage],
            Label = FunctionTable.Call("greater", new ColumnNode("delay", DataType.Int64, Nullable: false), ConstantNode.Of(15L)),
            Task = TaskKind.Binary,
        };
        return Pipeline.FromPlan(plan with { Stages = [.. plan.Stages, profile] });
    }

    private sealed record Flight(DateTime date, long delay, long distance, string origin, string destination);
}
