namespace MlOps.Sdk.Plans;

/// <summary>A user's own class for a stage.</summary>
/// <param name="Type">The assembly-qualified name, without version, of the class.</param>
/// <param name="Settings">The class's settings as JSON; part of the cache key; null if it has none.</param>
public sealed record StageImplementation(string Type, string? Settings = null)
{
    /// <summary>The name under which a plan speaks of a class: its full name and its assembly, without version.</summary>
    public static string NameOf(System.Type type) => $"{type.FullName}, {type.Assembly.GetName().Name}";
}
