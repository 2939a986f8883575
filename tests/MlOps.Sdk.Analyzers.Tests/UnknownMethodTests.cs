using Microsoft.CodeAnalysis;

namespace MlOps.Sdk.Analyzers.Tests;

/// <summary>What a later MlOps.Sdk may offer in its lambdas is not marked, and what is a value of the row in it is.</summary>
public sealed class UnknownMethodTests
{
    private const string Core = """
        using System;
        using System.Linq.Expressions;

        namespace MlOps.Sdk;

        public sealed class Rows<T>
        {
            public Rows<TResult> Summarize<TKey, TResult>(Expression<Func<T, TKey>> by, Expression<Func<Group<TKey, T>, TResult>> result) => throw new Exception();

            public Rows<TResult> Combine<TOther, TResult>(Rows<TOther> other, Expression<Func<T, TOther, TResult>> result) => throw new Exception();
        }

        public sealed class Group<TKey, T>
        {
            public TKey Key => throw new Exception();

            public long Count() => throw new Exception();

            public double Average(Func<T, double> value) => throw new Exception();

            public double Most(Expression<Func<T, double>> value) => throw new Exception();
        }
        """;

    [Fact]
    public async Task Groups_and_pairs_of_rows_are_read_as_what_they_are()
    {
        (string code, IReadOnlyList<Mark> marks) = Mark.Take("""
            using System;
            using MlOps.Sdk;

            public sealed record Flight(string Id, string Origin, double Delay, DateOnly Day);

            public static class Program
            {
                public static object Keyed(Rows<Flight> rows) => rows.Summarize(f => new { f.Origin, f.Day }, g => new
                {
                    g.Key.Origin,
                    g.Key.Day.Year,
                    Upper = {|MLOPS001:g.Key.Origin.ToUpper()|},
                    Count = g.Count() + 1,
                    Mean = g.Average(f => f.Delay * 2) / g.Count(),
                    Worst = g.Most(f => {|MLOPS001:Math.BitIncrement(f.Delay)|}),
                    Root = g.Average(f => {|MLOPS001:Math.BitIncrement(f.Delay)|}),
                });

                public static object Simple(Rows<Flight> rows) => rows.Summarize(f => f.Origin, g => new { g.Key, g.Key.Length });

                public static object Pairs(Rows<Flight> rows, Rows<Flight> others) =>
                    rows.Combine(others, (a, b) => new { a.Id, Other = b.Id, Bad = {|MLOPS001:(a.Id + b.Id).ToUpper()|} });
            }
            """);
        Compiled compiled = new(code, core: new Compiled(Core, name: "MlOps.Sdk.Core"));

        Assert.Empty(compiled.Errors());
        IReadOnlyList<Diagnostic> found = await compiled.AnalyzeAsync();
        Assert.Equal(
            marks.Select(mark => (mark.Id, mark.Start, mark.Length)).Order(),
            found.Select(item => (item.Id, item.Location.SourceSpan.Start, item.Location.SourceSpan.Length)).Order());
    }
}
