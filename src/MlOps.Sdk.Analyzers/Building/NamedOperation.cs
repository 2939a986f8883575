using Microsoft.CodeAnalysis;

namespace MlOps.Sdk.Analyzers.Building;

/// <summary>A value of a row in the making, under its name.</summary>
internal sealed class NamedOperation(string name, IOperation value)
{
    public string Name => name;

    public IOperation Value => value;
}
