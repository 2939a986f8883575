using System.Globalization;
using System.Linq.Expressions;
using MlOps.Sdk.Algebra.Translation;

namespace MlOps.Sdk.Core.Tests.Algebra;

public sealed class ClosedExpressionTests
{
    private static readonly int[] s_numbers = [1, 2, 3];

    private sealed record Holder(int? Number, string? Text)
    {
        public string Failing => throw new InvalidDataException("the file is gone");
    }

    public static TheoryData<int> Positions => [.. Enumerable.Range(0, Expressions().Length)];

    private static Expression<Func<object?>>[] Expressions()
    {
        int captured = 7;
        int? nothing = null;
        Holder holder = new(4, "text");
        DateTime day = new(2024, 2, 29, 0, 0, 0, DateTimeKind.Utc);
        return
        [
            () => captured, () => (long)captured, () => (double)captured, () => (long?)captured, () => nothing, () => (double?)nothing, () => s_numbers,
            () => holder.Number, () => holder.Text!.Length, () => holder.Number!.Value, () => day.AddDays(captured), () => CultureInfo.InvariantCulture,
            () => (int)DayOfWeek.Friday, () => (DayOfWeek)captured, () => (short)captured, () => string.Empty, () => (object)"text", () => captured + 1,
            () => new DateOnly(2024, 1, captured), () => DateTime.UnixEpoch, () => -captured, () => (long)(captured / 2.0),
        ];
    }

    [Theory]
    [MemberData(nameof(Positions))]
    public void What_is_read_is_what_the_compiled_expression_gives(int position)
    {
        Expression<Func<object?>> expression = Expressions()[position];

        Assert.True(ClosedExpression.IsClosed(expression.Body));
        Assert.True(ClosedExpression.TryEvaluate(expression.Body, out object? value, out _));
        Assert.Equal(expression.Compile()(), value);
    }

    [Fact]
    public void What_has_a_parameter_anywhere_is_not_closed()
    {
        Expression<Func<int, object>>[] open =
        [
            x => x, x => 1 + x, x => new[] { 1, x }, x => new DateOnly(2024, 1, x), x => string.Concat("a", "b".PadLeft(x)), x => s_numbers[x],
            x => x > 0 ? 1 : 2, x => s_numbers.Any(number => number == x), x => new List<int> { x },
        ];

        Assert.All(open, expression => Assert.False(ClosedExpression.IsClosed(expression.Body)));
    }

    [Fact]
    public void A_member_that_fails_says_why()
    {
        Holder holder = new(null, null);
        Holder? missing = null;
        Expression<Func<object?>> failing = () => holder.Failing;
        Expression<Func<object?>> absent = () => missing!.Text;

        Assert.False(ClosedExpression.TryEvaluate(failing.Body, out _, out string? problem));
        Assert.StartsWith("evaluating it failed (InvalidDataException: the file is gone)", problem);
        Assert.False(ClosedExpression.TryEvaluate(absent.Body, out _, out problem));
        Assert.StartsWith("evaluating it failed (NullReferenceException: ", problem);
    }
}
