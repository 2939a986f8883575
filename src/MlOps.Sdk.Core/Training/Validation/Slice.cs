namespace MlOps.Sdk.Training;

/// <summary>The test rows that have one value of a column or expression.</summary>
/// <param name="By">What slices, such as <c>OriginState</c>.</param>
/// <param name="Value">The value, in invariant text; null for the rows in which it is absent.</param>
public sealed record Slice(string By, string? Value)
{
    /// <summary>Such as <c>OriginState = Ohio</c>.</summary>
    public override string ToString() => Value is null ? $"{By} is null" : $"{By} = {Value}";
}
