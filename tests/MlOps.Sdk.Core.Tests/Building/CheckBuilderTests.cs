using MlOps.Sdk.Algebra;
using MlOps.Sdk.Building;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Core.Tests.Building;

public sealed class CheckBuilderTests
{
    [Fact]
    public void Each_check_says_in_words_what_it_demands()
    {
        VerifyPlan verify = Verify(check => check
            .NotNull(f => f.Delay, atLeast: 0.99)
            .Between(f => f.Distance, 1, 6000)
            .OneOf(f => f.Origin, ["ATL", "ORD"])
            .Matches(f => f.Destination, "^[A-Z]{3}$", atLeast: 0.5)
            .Unique(f => f.Id)
            .References(f => f.Origin, Source.Csv<Airport>("airports.csv"), a => a.Code!)
            .RowCount(1, 10)
            .Fresh(f => f.Date, within: TimeSpan.FromDays(2))
            .That(f => f.Origin != f.Destination)
            .Warn(warn => warn.Similar(f => f.Delay, maximumDrift: 0.2)));

        Assert.Equal(
            [
                "f.Delay is not null, in at least 99 % of the rows",
                "f.Distance is between 1 and 6000",
                "f.Origin is one of ATL, ORD",
                "f.Destination matches ^[A-Z]{3}$, in at least 50 % of the rows",
                "f.Id is unique",
                "f.Origin occurs in ingest-airports",
                "the number of rows is between 1 and 10",
                "the newest f.Date is not older than 2.00:00:00",
                "f.Origin != f.Destination",
                "f.Delay is distributed as before",
            ],
            verify.Checks.Select(check => check.Description));
        Assert.Equal([CheckSeverity.Warning], verify.Checks.Where(check => check.Severity != CheckSeverity.Blocking).Select(check => check.Severity));
        Assert.Equal(["ingest", "ingest-airports"], verify.Inputs);
        Assert.Equal(1, verify.Checks.OfType<ReferenceCheckPlan>().Single().Input);
    }

    [Fact]
    public void Build_names_every_check_that_makes_no_sense()
    {
        PipelineException exception = Assert.Throws<PipelineException>(() => Verify(check => check
            .NotNull(f => f.Delay, atLeast: 1.5)
            .Between(f => f.Distance, 10, 1)
            .Between(f => f.Distance, double.NaN, 1)
            .OneOf(f => f.Origin, [])
            .Matches(f => f.Destination, "([A-Z]")
            .Matches(f => f.Destination, "(?<=a)b")
            .Unique(f => f.Id, atLeast: -1)
            .References(f => f.Distance, Source.Csv<Airport>("airports.csv"), a => a.Elevation!.Value)
            .RowCount(10, 1)
            .Fresh(f => f.Date, within: TimeSpan.Zero)
            .Similar(f => f.Delay, maximumDrift: 1.1)));

        Assert.Equal(
            [
                "verify: nothing lies between 10 and 1 (f.Distance). Give the lesser bound first.",
                "verify: nothing lies between NaN and 1 (f.Distance). Give the lesser bound first.",
                "verify: no value is allowed for f.Origin. Give OneOf at least one.",
            ],
            exception.Problems.Take(3).Select(problem => problem.ToString()));
        string[] expected =
        [
            "checks[0].atLeast: must be a share from 0 to 1, was 1.5. Write atLeast: 0.99 for 99 %.",
            "'([A-Z]'",
            "'(?<=a)b'",
            ".atLeast: must be a share from 0 to 1, was -1",
            "'the value' is a Double and can't be a key of a join",
            "the least number of rows (10) is above the greatest (1). Give the lesser one first.",
            ".within: must be positive, was 00:00:00. Write within: TimeSpan.FromDays(1).",
            ".atMost: must be a distance from 0 to 1, was 1.1. Write maximumDrift: 0.1.",
        ];
        Assert.All(expected, part => Assert.Contains(part, exception.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_column_that_no_dataset_has_is_named_before_the_run()
    {
        IReadOnlyList<Problem> problems = PlanValidator.Validate(new("flights",
        [
            new IngestPlan { Name = "ingest", Source = new ParquetSourcePlan("flights.parquet"), Schema = new([new("Carier", DataType.String)]) },
            new VerifyPlan
            {
                Name = "verify",
                Inputs = ["ingest"],
                Checks =
                [
                    new UniqueCheckPlan(new ColumnNode("Carrier", DataType.String, true)) { Description = "Carrier is unique" },
                    new RowCheckPlan(new ColumnNode("Carier", DataType.String, true)) { Description = "Carier" },
                    new ReferenceCheckPlan(new ColumnNode("Carier", DataType.String, true), 1, ConstantNode.Of("a")) { Description = "Carier occurs" },
                ],
            },
        ]));

        Assert.Equal(
            [
                "verify.checks[0]: there is no column 'Carrier'. Did you mean 'Carier'? There are 'Carier'. (Carrier is unique)",
                "verify.checks[1].predicate: must be a Boolean, was a String. Convert it, or check another value. (Carier)",
                "verify.checks[2].input: there is no dataset 1, counted from 0; the stage reads 1. Name the source in References(…). (Carier occurs)",
            ],
            problems.Select(problem => problem.ToString()));
    }

    private static VerifyPlan Verify(Func<CheckBuilder<Flight>, CheckBuilder<Flight>> checks) => new PipelineBuilder("flights")
        .Ingest(Source.Csv<Flight>("flights.csv"))
        .Verify(checks)
        .Build().Plan.Stages.OfType<VerifyPlan>().Single();
}
