namespace MlOps.Sdk.Benchmarks.Features;

/// <summary>What a serving host is asked about: numbers, texts and instants, some of them missing.</summary>
internal sealed record Booking(
    DateTime At,
    DateTime BookedAt,
    string Origin,
    string Destination,
    string Carrier,
    string Country,
    string? Coupon,
    string Email,
    double Distance,
    double? Price,
    long? Age,
    long Seats,
    bool Returning);
