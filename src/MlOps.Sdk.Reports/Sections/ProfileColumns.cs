using MlOps.Sdk.Data;
using MlOps.Sdk.Reports.Charts;
using MlOps.Sdk.Reports.Markup;

namespace MlOps.Sdk.Reports.Sections;

/// <summary>The columns of a profile as rows of a table.</summary>
/// <param name="profile">The profile.</param>
/// <param name="train">The split that is drawn in bars; null if there are no splits.</param>
/// <param name="test">The split that is drawn as a line; null if there is no other.</param>
/// <param name="comparison">What differs from the run before; null if there is nothing to compare with.</param>
internal sealed class ProfileColumns(DatasetProfile profile, SplitProfile? train, SplitProfile? test, ProfileComparison? comparison)
{
    private const double NoticeableDrift = 0.1;
    private const int TopShown = 3;
    private const int LongestValue = 32;

    private readonly Dictionary<string, ColumnComparison> _changes = comparison?.Columns.ToDictionary(column => column.Name, StringComparer.Ordinal) ?? [];
    private readonly Dictionary<string, ColumnProfile> _train = train?.Columns.ToDictionary(column => column.Name, StringComparer.Ordinal) ?? [];
    private readonly Dictionary<string, ColumnProfile> _test = test?.Columns.ToDictionary(column => column.Name, StringComparer.Ordinal) ?? [];

    public Html Table(int most)
    {
        bool hasLabel = profile.Columns.Any(column => column.Label is not null);
        bool hasShape = profile.Columns.Any(column => column.Histogram is not null || column.Top.Count > 0);
        bool hasSplits = train is not null && test is not null;
        Table table = new(
        [
            new Head("Column"), .. hasShape ? (Head[])[new Head("Distribution")] : [], new Head("Values"), new Head("Missing", IsNumber: true), new Head("Distinct", IsNumber: true),
            .. hasLabel ? (Head[])[new Head("With the label", IsNumber: true)] : [],
            .. hasSplits ? (Head[])[new Head($"Drift {train!.Split}–{test!.Split}", IsNumber: true)] : [],
            .. comparison is not null ? (Head[])[new Head("Drift since", IsNumber: true)] : [],
        ]);
        foreach (ColumnProfile column in profile.Columns.Take(most))
        {
            table.Add(
            [
                (Html)$"""{Name.Of(column.Name)} <span class="soft">{TypeText.Of(column.Type)}</span>""", .. hasShape ? (Html[])[Distribution(column)] : [], Values(column), Missing(column),
                Html.Text(NumberText.Count(column.Distinct)),
                .. hasLabel ? (Html[])[Label(column.Label)] : [],
                .. hasSplits ? (Html[])[DriftText(SplitDrift(column))] : [],
                .. comparison is not null ? (Html[])[Since(column)] : [],
            ]);
        }

        return table.Render();
    }

    /// <summary>The values of a column in a few words.</summary>
    public string WordsOf(ColumnProfile column) => column.Top.Count > 0
        ? string.Join(", ", column.Top.Take(TopShown).Select(value => $"{Name.Cut(value.Value, LongestValue)} {NumberText.Percent(Share(value.Rows))}"))
        : column.Mean is { } mean
            ? $"{RangeOf(column)}, mean {NumberText.Value(mean)}"
            : RangeOf(column);

    private Html Distribution(ColumnProfile column)
    {
        ColumnProfile bars = _train.GetValueOrDefault(column.Name, column);
        ColumnProfile? line = _test.GetValueOrDefault(column.Name);
        if (column.Histogram is { } histogram)
        {
            return Bars.Of(
                (bars.Histogram ?? histogram).Counts, line?.Histogram is { } other && other.Counts.Count == histogram.Counts.Count ? other.Counts : null,
                $"Histogram from {Name.Cut(column.Min ?? "", 40)} to {Name.Cut(column.Max ?? "", 40)}");
        }

        return column.Top.Count == 0 ? Html.Empty : Bars.Of(
            [.. bars.Top.Select(value => value.Rows)], line is not null && line.Top.Count == bars.Top.Count ? [.. line.Top.Select(value => value.Rows)] : null,
            $"The {column.Top.Count} most frequent values: {string.Join(", ", column.Top.Select(value => Name.Cut(value.Value, LongestValue)))}");
    }

    private Html Values(ColumnProfile column)
    {
        if (column.Top.Count > 0 && column.Type is not (DataType.Int64 or DataType.Double))
        {
            return $"""<ul class="plain">{column.Top.Take(TopShown).Select(value => (Html)$"""<li>{(value.Value.Length == 0 ? (Html)$"""<span class="soft">empty</span>""" : Name.Of(value.Value, LongestValue))} <span class="soft">{NumberText.Percent(Share(value.Rows))}</span></li>""")}</ul>""";
        }

        string range = RangeOf(column);
        string mean = column.Mean is { } value ? $"mean {NumberText.Value(value)}{(column.StandardDeviation is { } deviation ? $" ± {NumberText.Value(deviation)}" : "")}" : "";
        string median = column.Quantiles?.FirstOrDefault(quantile => quantile.Share == 0.5) is { } middle ? $"median {NumberText.Value(middle.Value)}" : "";
        string rest = string.Join(", ", new[] { median, mean }.Where(text => text.Length > 0));
        return rest.Length == 0 ? Name.Of(range, 100) : (Html)$"""{Name.Of(range, 100)}<br /><span class="soft">{rest}</span>""";
    }

    private static string RangeOf(ColumnProfile column) => column.Min is null ? "" : $"{Short(column, column.Min)} to {Short(column, column.Max ?? "")}";

    private static string Short(ColumnProfile column, string value) =>
        column.Type is DataType.Int64 or DataType.Double && double.TryParse(value, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out double number)
            ? NumberText.Value(number)
            : Name.Cut(value, LongestValue);

    private Html Missing(ColumnProfile column)
    {
        long missing = column.Nulls + column.NotFinite;
        return missing == 0 ? (Html)$"""<span class="soft">0</span>""" : Html.Text($"{NumberText.Count(missing)} ({NumberText.Percent(Share(missing))})");
    }

    private static Html Label(Association? association) => association is null || !double.IsFinite(association.Value)
        ? Html.Empty
        : (Html)$"""<span title="{Measure(association.Measure)}, on {NumberText.Count(association.Rows, "row")}">{NumberText.Degree(association.Value)}</span>""";

    private static string Measure(AssociationMeasure measure) => measure switch
    {
        AssociationMeasure.Pearson => "Pearson’s correlation, −1 to 1",
        AssociationMeasure.CorrelationRatio => "correlation ratio, 0 to 1",
        _ => "Cramér’s V, 0 to 1",
    };

    private double? SplitDrift(ColumnProfile column) => _train.GetValueOrDefault(column.Name) is { } one && _test.GetValueOrDefault(column.Name) is { } other
        ? Drift.Between(one, train!.Rows, other, test!.Rows)
        : null;

    private Html Since(ColumnProfile column) => _changes.GetValueOrDefault(column.Name) is { } change
        ? change.IsRetyped ? (Html)$"""<span class="warn">type</span>""" : DriftText(change.Drift)
        : (Html)$"""<span class="warn">new</span>""";

    private static Html DriftText(double? drift) => drift switch
    {
        null => Html.Empty,
        >= NoticeableDrift => $"""<strong class="warn">! {NumberText.Degree(drift.Value)}</strong>""",
        _ => Html.Text(NumberText.Degree(drift.Value)),
    };

    private double Share(long rows) => profile.Rows == 0 ? 0 : (double)rows / profile.Rows;
}
