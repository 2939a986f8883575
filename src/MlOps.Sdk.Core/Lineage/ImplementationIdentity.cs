using System.Collections.Concurrent;
using System.Reflection;

namespace MlOps.Sdk.Lineage;

/// <summary>Says which code does a stage's work, so that the stage runs again when the code has changed.</summary>
/// <remarks>
/// For the SDK's own classes: the class, its package's version, and the identity that the compiler gave to the package and to Core. For the user's: the class
/// and a hash of the code that it reaches, see <see cref="CodeIdentity"/>.
/// </remarks>
internal static class ImplementationIdentity
{
    private static readonly ConcurrentDictionary<Type, string> Known = new();

    public static string Of(Type type) => Known.GetOrAdd(type, static type => CodeIdentity.IsWalked(type.Assembly)
        ? $"{type.FullName}, code {CodeIdentity.Of(type)}"
        : $"{type.FullName}, {Describe(type.Assembly)}" + (type.Assembly == Core ? "" : $", {Describe(Core)}"));

    private static Assembly Core => typeof(ImplementationIdentity).Assembly;

    private static string Describe(Assembly assembly)
    {
        string version = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
            ?? assembly.GetName().Version?.ToString()
            ?? "unversioned";
        return $"{assembly.GetName().Name} {version} {assembly.ManifestModule.ModuleVersionId:N}";
    }
}
