namespace MlOps.Sdk.Analyzers.Tests;

/// <summary>A line of Cases/lambdas.txt: a method, the lambda that it is given, and which parts of it are marked.</summary>
internal sealed record LambdaCase(string Line, string Method, string Lambda, IReadOnlyList<Mark> Marks, bool NeedsCSharp14)
{
    /// <summary>The lines of the file.</summary>
    public static IReadOnlyList<LambdaCase> All { get; } =
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Cases/lambdas.txt"))
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(Parse),
    ];

    public static LambdaCase Parse(string line)
    {
        bool isNew = line.StartsWith("14 ", StringComparison.Ordinal);
        string[] parts = (isNew ? line[3..] : line).Split(": ", 2);
        (string code, IReadOnlyList<Mark> marks) = Mark.Take(parts[1]);
        return new(line, parts[0], code, marks, isNew);
    }

    /// <summary>What stands before the lambda and behind it: a pipeline that is right but for the lambda.</summary>
    public (string Before, string After) Statement => Template.Split('@') is [var before, var after] ? (before, after) : throw new FormatException(Template);

    private string Template => Method switch
    {
        "Where" or "Select" => $"Flights().Transform(rows => rows.{Method}(@)).Build();",
        "Cells" => "Rows().Transform(rows => rows.Where(@)).Build();",
        "CellRow" => "Rows().Transform(rows => rows.Select(@)).Build();",
        "CellValue" => "Rows().Verify(check => check.RowCount(1).Unique(@)).Build();",
        "GroupBy" => "Flights().Transform(rows => rows.GroupBy(@).Select(g => new { N = g.Count() })).Build();",
        "Group" => "Flights().Transform(rows => rows.GroupBy(f => new { f.Carrier, f.Day.Year }).Select(@)).Build();",
        "OneKey" => "Flights().Transform(rows => rows.GroupBy(f => f.Carrier).Select(@)).Build();",
        "Join" or "LeftJoin" => $"Flights().Transform(rows => rows.{Method}(rows.Where(f => f.Late), f => f.Id, f => f.Id, @)).Build();",
        "JoinKey" => "Flights().Transform(rows => rows.Join(rows, f => f.Id, @, (l, r) => new { l.Id })).Build();",
        "OrderBy" => "Flights().Transform(rows => rows.OrderBy(@).Take(3)).Build();",
        "ThenBy" => "Flights().Transform(rows => rows.OrderByDescending(f => f.Id).ThenBy(@).Take(3)).Build();",
        "Value" => "Flights().Verify(check => check.RowCount(1).Unique(@)).Build();",
        "Object" => "Flights().Verify(check => check.RowCount(1).Unique<object>(@)).Build();",
        "NotNull" or "That" or "Unique" => $"Flights().Verify(check => check.RowCount(1).{Method}(@)).Build();",
        "Between" => "Flights().Verify(check => check.RowCount(1).Between(@, 0, 1)).Build();",
        "SplitByHash" => "Flights().Stage(\"t\", stage => stage.SplitByHash(@, test: 0.2)).Build();",
        "SplitStratified" => "Flights().Stage(\"t\", stage => stage.SplitStratified(by: @, key: f => f.Id, test: 0.2)).Build();",
        "SplitByTime" => "Flights().Stage(\"t\", stage => stage.SplitByTime(@, new DateOnly(2020, 1, 1))).Build();",
        "SplitByColumn" => "Flights().Stage(\"t\", stage => stage.SplitByColumn(@)).Build();",
        "Binary" or "Multiclass" or "Regression" =>
            $"Staged().Train(learn => learn.{Method}(@).Features(f => new {{ f.Distance }}).Try(Learner.LightGbm())).Build();",
        "Features" => "Staged().Train(learn => learn.Binary(f => f.Late).Features(@).Try(Learner.LightGbm())).Build();",
        "Sharing" => "Staged().Train(learn => learn.Binary(f => f.Delay > 15).Features(f => new { f.Delay }, sharing: @).Try(Learner.LightGbm())).Build();",
        "Require" =>
            "Staged().Train(learn => learn.Binary(f => f.Late).Features(f => new { f.Distance }).Try(Learner.LightGbm()).Require(@)).Build();",
        _ => throw new FormatException($"'{Line}' begins with no method that LambdaCase knows."),
    };
}
