namespace MlOps.Sdk.Local.Tests.Algebra;

/// <summary>A sum whose value hangs on the order of additions, so that engines may rightly differ.</summary>
public sealed class IllConditionedException() : Exception("The sum depends on the order of its terms.");
