namespace MlOps.Sdk.Serving.Tests.Skew;

/// <summary>These tests change the process's time zone, so no other runs beside them.</summary>
[CollectionDefinition(nameof(SkewTests), DisableParallelization = true)]
public sealed class SkewCollection;
