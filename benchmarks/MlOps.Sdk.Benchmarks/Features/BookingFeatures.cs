using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Benchmarks.Features;

/// <summary>Twenty features as a user of the SDK states them, fitted.</summary>
internal static class BookingFeatures
{
    public const double MeanDistance = 900;
    public const double SpreadOfDistance = 450;

    public static readonly string[] Airports = [.. Enumerable.Range(0, 50).Select(index => $"{(char)('A' + (index % 26))}{(char)('A' + (index / 2))}X")];
    public static readonly string[] Carriers = ["AA", "AS", "B6", "DL", "F9", "G4", "HA", "NK", "UA", "WN", "XP", "SY"];
    public static readonly string[] Near = ["US", "CA", "MX"];

    public static Schema Schema { get; } = RowType.SchemaOf(typeof(Booking));

    /// <summary>The features with what a training split would have taught them.</summary>
    public static ValueList<FittedFeature> Fitted()
    {
        FeaturesPlan plan = Pipeline().Plan.Stages.OfType<FeaturesPlan>().Single();
        return plan.Features.Select(Fit).ToValueList();
    }

    private static Pipeline Pipeline() => new PipelineBuilder("bookings")
        .Ingest(Source.Rows<Booking>([]))
        .Stage("bookings", stage => stage.SplitByHash(b => b.Email, test: 0.2))
        .Train(learn => learn
            .Binary(label: b => b.Returning)
            .Features(b => new
            {
                b.Distance,
                LogDistance = Math.Log(1 + b.Distance),
                Standard = Feature.Standardize(b.Distance),
                Price = b.Price ?? 0,
                HasPrice = b.Price.HasValue,
                PricePerMile = b.Price / (b.Distance + 1),
                b.At.Hour,
                Weekday = (int)b.At.DayOfWeek,
                b.At.Month,
                b.At.DayOfYear,
                Weekend = b.At.DayOfWeek == DayOfWeek.Saturday || b.At.DayOfWeek == DayOfWeek.Sunday,
                Rush = (b.At.Hour >= 7 && b.At.Hour <= 9) || (b.At.Hour >= 16 && b.At.Hour <= 18) ? 1 : 0,
                LeadDays = (b.At - b.BookedAt).TotalDays,
                AgeGroup = b.Age == null ? 3 : b.Age < 18 ? 0 : b.Age < 65 ? 1 : 2,
                Seats = Math.Min(Math.Max(b.Seats, 1), 9),
                Coupon = !string.IsNullOrEmpty(b.Coupon),
                School = b.Email.EndsWith(".edu"),
                Near = Near.Contains(b.Country),
                Route = Feature.Vocabulary(b.Origin, 50),
                Carrier = Feature.Vocabulary(b.Carrier, 12),
            })
            .Try(Learner.LightGbm()))
        .Build();

    private static FittedFeature Fit(FeaturePlan feature) => feature.Analyzer switch
    {
        VocabularyPlan vocabulary => Indexed(feature, vocabulary.Size == Carriers.Length ? Carriers : Airports),
        StandardizePlan => new(feature.Name, FunctionTable.Call(
            "divide", FunctionTable.Call("subtract", feature.Value, ConstantNode.Of(MeanDistance)), ConstantNode.Of(SpreadOfDistance))),
        _ => new(feature.Name, feature.Value),
    };

    private static FittedFeature Indexed(FeaturePlan feature, string[] values) =>
        new(feature.Name, FunctionTable.Call("vocabulary_index", [feature.Value, .. values.Select(ConstantNode.Of)]), values.Length + 1);
}
