namespace MlOps.Sdk.Testing.Emulator.GoogleSql;

/// <summary>A call among OPTIONS, such as <c>HPARAM_RANGE(0.1, 0.5)</c>.</summary>
internal sealed record OptionCall(string Name, IReadOnlyList<object?> Arguments);
