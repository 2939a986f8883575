/// <summary>A bird strike as the Federal Aviation Administration recorded it. The cost columns are left out: they are known only after the damage.</summary>
public sealed record Strike(
    DateOnly FlightDate,
    string AirportName,
    string OriginState,
    string AircraftMakeModel,
    string AircraftAirlineOperator,
    string PhaseOfFlight,
    string TimeOfDay,
    string WildlifeSize,
    string WildlifeSpecies,
    double? SpeedIASInKnots,
    string EffectAmountOfDamage);
