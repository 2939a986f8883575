using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace MlOps.Sdk.Analyzers.Tests;

/// <summary>Whole programs, right and wrong; what is wrong stands between marks.</summary>
public sealed class ProgramTests
{
    private const string Start = """
        using System;
        using System.Linq;
        using System.Linq.Expressions;
        using MlOps.Sdk;

        public sealed record Flight(string Id, string? Origin, int Distance, double Delay, bool Late, DateOnly Day);


        """;

    [Fact]
    public async Task A_right_pipeline_is_left_alone() => await VerifyAsync("""
        public static class Program
        {
            public static Pipeline Build(int least, string[] known) => new PipelineBuilder("flights")
                .Ingest(Source.Csv<Flight>("flights.csv"))
                .Transform(flights => flights
                    .Where(f => f.Distance > least && known.Length > 0)
                    .Select(f => new { f.Id, Miles = f.Distance * 2, f.Late, Month = f.Day.Month })
                    .Where(f => f.Miles > 3))
                .Verify(check => check.NotNull(f => f.Id).Between(f => f.Miles, 0, 9).OneOf(f => f.Month, [1, 2]).Warn(warn => warn.Similar(f => f.Miles)))
                .Stage("flights", stage => stage.SplitByHash(f => new { f.Id, f.Month }, test: 0.2))
                .Train(learn => learn.Binary(f => f.Late).Features(f => new { f.Miles }).Try(Learner.LightGbm())
                    .Tune(tune: tune => tune.Search<LightGbmLearner>(light => light.Between(l => l.Leaves, 4, 64).OneOf(l => l.Trees, 10, 20)))
                    .Require(m => m.Accuracy > 0.5).RequireEach(f => f.Month, m => m.Accuracy > 0.4)
                    .BeatChampion(by: m => m.LogLoss, slices: f => new { f.Month }))
                .Deploy("flights")
                .Build();
        }
        """);

    [Fact]
    public async Task What_is_wrong_is_marked_wherever_the_pipeline_holds_it() => await VerifyAsync("""
        public static class Program
        {
            public static Pipeline Build() => new PipelineBuilder("flights")
                .Ingest(Source.Csv<Flight>("flights.csv"))
                .Transform(flights => flights
                    .Where(f => {|MLOPS001:f.Id.ToUpper()|} != "A")
                    .Select(f => new { f.Id, f.Late, Root = {|MLOPS001:Math.BitIncrement(f.Delay)|} }))
                .Verify(check => check.That(f => {|MLOPS001:f.Id.EndsWith("x", StringComparison.CurrentCulture)|}))
                .Stage("flights", stage => stage.SplitByHash(f => {|MLOPS001:f.Id.Normalize()|}, test: 0.2))
                .Train(learn => learn
                    .Binary(f => f.Root > 1)
                    .Features(f => new { {|MLOPS006:f.Id|} })
                    .Tune(tune: tune => tune.Search<LightGbmLearner>(light => light.Between(l => {|MLOPS007:l.Leaves + 1|}, 4, 64)))
                    .Require(m => {|MLOPS005:m.Accuracy != 0.5|})
                    .RequireEach(f => {|MLOPS001:f.Id.Normalize()|}, m => {|MLOPS005:m.Accuracy != 0.5|})
                    .BeatChampion(by: m => {|MLOPS007:m.Accuracy * 2|}))
                .Build();
        }
        """);

    [Fact]
    public async Task A_message_says_what_to_write_instead()
    {
        Diagnostic diagnostic = Assert.Single(await AnalyzeAsync("""
            public static class Program
            {
                public static Rows<Flight> Loud(Rows<Flight> rows) => rows.Where(f => f.Id
                    .ToUpper() == "A");
            }
            """));

        Assert.Equal(
            "'f.Id .ToUpper()': it depends on the machine's culture; write ToUpperInvariant()",
            diagnostic.GetMessage(CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Lambdas_of_others_are_none_of_its_business() => await VerifyAsync("""
        public static class Program
        {
            public static int Count(IQueryable<Flight> flights) => flights.Count(f => f.Id.ToUpper() == "A") + Own(f => f.Id.ToUpper() == "A");

            private static int Own(Expression<Func<Flight, bool>> predicate) => predicate.Parameters.Count;
        }
        """);

    [Fact]
    public async Task A_lambda_around_a_pipeline_is_not_the_row() => await VerifyAsync("""
        public static class Program
        {
            public static Func<string, Rows<Flight>> Named(Rows<Flight> rows) => name => rows.Where(f => f.Id == name.ToUpper());
        }
        """);

    [Fact]
    public async Task A_row_known_by_its_base_or_interface_may_have_any_columns() => await VerifyAsync("""
        public interface ILeg
        {
            string Id { get; }
        }

        public static class Program
        {
            public static Rows<T> Known<T>(Rows<T> rows)
                where T : ILeg => rows.Where(leg => leg.Id != "" && {|MLOPS001:leg.Id.ToUpper()|} != "A");
        }
        """);

    [Fact]
    public async Task Unfinished_code_is_left_to_the_compiler()
    {
        Compiled compiled = new(Start + """
            public static class Program
            {
                public static Rows<Flight> Typing(Rows<Flight> rows) => rows.Where(f => f.Id.ToUpper().);
            }
            """);

        Assert.NotEmpty(compiled.Errors());
        Assert.Empty(await compiled.AnalyzeAsync());
    }

    [Fact]
    public async Task Checked_arithmetic_is_the_same()
    {
        CSharpCompilationOptions options = new(OutputKind.DynamicallyLinkedLibrary, checkOverflow: true);
        Compiled compiled = new(Start + """
            public static class Program
            {
                public static Rows<Flight> Whole(Rows<Flight> rows) => rows.Where(f => -f.Distance + 1 > (int)f.Delay * 2 && f.Distance - 1 > 3);
            }
            """, options: options);

        Assert.Empty(compiled.Errors());
        Assert.Empty(await compiled.AnalyzeAsync());
    }

    private static async Task VerifyAsync(string marked)
    {
        (string code, IReadOnlyList<Mark> marks) = Mark.Take(marked);
        IReadOnlyList<Diagnostic> found = await AnalyzeAsync(code);

        Assert.Equal(
            marks.OrderBy(mark => mark.Start).Select(mark => (mark.Id, code.Substring(mark.Start, mark.Length))),
            found.OrderBy(item => item.Location.SourceSpan.Start).Select(item => (item.Id, (Start + code).Substring(item.Location.SourceSpan.Start, item.Location.SourceSpan.Length))));
    }

    private static async Task<IReadOnlyList<Diagnostic>> AnalyzeAsync(string code)
    {
        Compiled compiled = new(Start + code);
        Assert.Empty(compiled.Errors());
        return await compiled.AnalyzeAsync();
    }
}
