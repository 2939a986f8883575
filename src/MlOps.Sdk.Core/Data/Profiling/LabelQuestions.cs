using MlOps.Sdk.Algebra;
using MlOps.Sdk.Plans;
using static MlOps.Sdk.Algebra.FunctionTable;

namespace MlOps.Sdk.Data.Profiling;

/// <summary>How closely columns and the label go together in the training split.</summary>
/// <param name="label">The label.</param>
/// <param name="task">What kind of value it is.</param>
/// <param name="questions">Where to ask.</param>
internal sealed class LabelQuestions(ColumnQuestions label, TaskKind task, SplitQuestions questions)
{
    private const string Category = "category";
    private const string Class = "class";

    private bool IsClass => task == TaskKind.Multiclass || !label.IsNumber;

    /// <summary>Asks about a column; the function returned tells the answer, null if it isn't defined.</summary>
    public Func<Association?> Ask(ColumnQuestions column)
    {
        if (column == label || !column.HasValues || !label.HasValues)
            return () => null;
        return (column.IsNumber, IsClass) switch
        {
            (true, false) => AskPearson(column),
            (true, true) => AskRatio(category: label, number: column, RatioOf),
            (false, false) => AskRatio(category: column, number: label, label.Value.Type == DataType.Boolean ? CramersVOf : RatioOf),
            (false, true) => AskCramersV(column),
        };
    }

    private Func<Association?> AskPearson(ColumnQuestions column)
    {
        // Of pairs in which neither is missing; where none is missing these are the very numbers that are asked for already.
        ScalarNode x = label.IsComplete ? column.Scaled : Where(label.Scaled, column.Scaled);
        ScalarNode y = column.IsComplete ? label.Scaled : Where(column.Scaled, label.Scaled);
        Func<string, Moments> columns = questions.AskMoments(x);
        Func<string, Moments> labels = questions.AskMoments(y);
        Func<string, object?> product = questions.Ask(AggregateKind.Mean, Call("multiply", x, y));
        return () =>
        {
            Moments first = columns(questions.TrainingPart);
            Moments second = labels(questions.TrainingPart);
            double deviations = Math.Sqrt(first.Variance) * Math.Sqrt(second.Variance);
            return product(questions.TrainingPart) is double mean && deviations > 0
                ? Of(AssociationMeasure.Pearson, Math.Clamp((mean - (first.Mean * second.Mean)) / deviations, -1, 1), first.Count)
                : null;
        };
    }

    // In each category the count, the mean and the mean of squares, and of these the sums.
    private Func<Association?> AskRatio(ColumnQuestions category, ColumnQuestions number, Func<Ratio, Association?> measure)
    {
        ScalarNode count = new CastNode(new ColumnNode("n", DataType.Int64, Nullable: false), DataType.Double);
        ColumnNode mean = new("m", DataType.Double, Nullable: true);
        ColumnNode square = new("q", DataType.Double, Nullable: true);
        RelationNode groups = new AggregateNode(
            new FilterNode(questions.Training, Call("and", Call("is_not_null", category.Value), Call("is_not_null", number.Scaled))),
            [new(Category, category.Value)],
            [
                new("n", AggregateKind.Count), new("m", AggregateKind.Mean, number.Scaled),
                new("q", AggregateKind.Mean, Call("multiply", number.Scaled, number.Scaled)),
            ]);
        Func<object?[]> row = questions.AskRow(new AggregateNode(groups, [],
        [
            new("groups", AggregateKind.Count), new("rows", AggregateKind.Sum, count), new("sum", AggregateKind.Sum, Call("multiply", count, mean)),
            new("between", AggregateKind.Sum, Call("multiply", Call("multiply", count, mean), mean)),
            new("squares", AggregateKind.Sum, Call("multiply", count, square)),
        ]));
        return () => row() is [long k, double n, double sum, double between, double squares] && squares - (sum * sum / n) > 0
            ? measure(new(k, n, Math.Clamp((between - (sum * sum / n)) / (squares - (sum * sum / n)), 0, 1)))
            : null;
    }

    // The counts of pairs beside those of their category and their class.
    private Func<Association?> AskCramersV(ColumnQuestions column)
    {
        ColumnNode category = new(Category, column.Value.Type, Nullable: false);
        ColumnNode @class = new(Class, label.Value.Type, Nullable: false);
        ColumnNode pair = new("n", DataType.Int64, Nullable: false);
        RelationNode known = new FilterNode(questions.Training, Call("and", Call("is_not_null", column.Value), Call("is_not_null", label.Value)));
        RelationNode pairs = new AggregateNode(known, [new(Category, column.Value), new(Class, label.Value)], [new("n", AggregateKind.Count)]);
        RelationNode categories = new AggregateNode(pairs, [new("c", category)], [new("nc", AggregateKind.Sum, pair)]);
        RelationNode classes = new AggregateNode(pairs, [new("l", @class)], [new("nl", AggregateKind.Sum, pair)]);
        RelationNode joined = new JoinNode(
            new JoinNode(pairs, categories, JoinKind.Inner, [new(Category, "c")]), classes, JoinKind.Inner, [new(Class, "l")]);
        ScalarNode count = new CastNode(pair, DataType.Double);
        ScalarNode expected = Call("multiply", Number("nc"), Number("nl"));
        Func<object?[]> row = questions.AskRow(new AggregateNode(joined, [],
        [
            new("k", AggregateKind.CountDistinct, category), new("r", AggregateKind.CountDistinct, @class), new("rows", AggregateKind.Sum, count),
            new("share", AggregateKind.Sum, Call("divide", Call("multiply", count, count), expected)),
        ]));
        return () => row() is [long k, long r, double n, double share] ? CramersVOf(k, r, n, share - 1) : null;

        static CastNode Number(string name) => new(new ColumnNode(name, DataType.Int64, Nullable: false), DataType.Double);
    }

    private static Association? RatioOf(Ratio ratio) => ratio.Rows > ratio.Groups
        ? Of(
            AssociationMeasure.CorrelationRatio,
            Math.Sqrt(Math.Clamp(1 - ((1 - ratio.Square) * (ratio.Rows - 1) / (ratio.Rows - ratio.Groups)), 0, 1)),
            (long)ratio.Rows)
        : null;

    // Of two classes, as 0 and 1, the square of the correlation ratio is chi-squared divided by the rows.
    private static Association? CramersVOf(Ratio ratio) => CramersVOf(ratio.Groups, 2, ratio.Rows, ratio.Square);

    private static Association? CramersVOf(double categories, double classes, double rows, double square)
    {
        double freed = Math.Max(0, square - ((categories - 1) * (classes - 1) / (rows - 1)));
        double least = Math.Min(Freed(categories), Freed(classes)) - 1;
        return rows > 1 && least > 0 ? Of(AssociationMeasure.CramersV, Math.Sqrt(Math.Min(1, freed / least)), (long)rows) : null;

        double Freed(double count) => count - ((count - 1) * (count - 1) / (rows - 1));
    }

    private static Association Of(AssociationMeasure measure, double value, long rows) => new(measure, Statistic.Round(value, 0.1), rows);

    private static ConditionalNode Where(ScalarNode isThere, ScalarNode value) => new(Call("is_not_null", isThere), value, ConstantNode.Null(DataType.Double));

    /// <summary>The squared correlation ratio of a number in groups.</summary>
    private readonly record struct Ratio(long Groups, double Rows, double Square);
}
