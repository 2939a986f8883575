namespace MlOps.Sdk.Algebra;

/// <summary>The functions and operators of the algebra.</summary>
public static class FunctionTable
{
    /// <summary>A function, applied; the type and nullability of the result follow from the arguments.</summary>
    /// <exception cref="ArgumentException">There is no such function, or not for these arguments.</exception>
    public static CallNode Call(string function, params ReadOnlySpan<ScalarNode> arguments) => throw new NotImplementedException();
}
