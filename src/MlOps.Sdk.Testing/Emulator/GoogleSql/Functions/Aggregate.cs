using MlOps.Sdk.Testing.Emulator.GoogleSql.Resolution;

namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Functions;

/// <summary>An entry of the <see cref="AggregateTable"/>.</summary>
internal sealed record Aggregate(string Name, Func<AggregateCall, Typed> Resolve);
