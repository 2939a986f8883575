using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace MlOps.Sdk.Lineage;

/// <summary>A hash over the code that a class reaches: equal hashes mean that it does the same.</summary>
/// <remarks>
/// The walk starts at the class's constructors and at all that can be called from outside through its interfaces and base classes, and follows every method,
/// type and field that is named in IL, as long as it is neither the framework's nor the SDK's. Tokens are replaced by names, and names that the compiler made
/// up by the order in which they are met, so that an edit elsewhere in the file or assembly leaves the hash as it is. What can't be seen in the code is not
/// covered: services that are injected as interfaces, reflection, files. Put what matters of these into the stage's settings.
/// </remarks>
internal static class CodeIdentity
{
    private static readonly string[] FrameworkPrefixes = ["System.", "Microsoft.", "DuckDB.NET."];
    private static readonly string[] FrameworkNames = ["System", "mscorlib", "netstandard", "MlOps.Sdk"];

    // The SDK's own tests, benchmarks and examples are users of it.
    private static readonly string[] SdkNames =
        ["MlOps.Sdk.Core", "MlOps.Sdk.Local", "MlOps.Sdk.Serving", "MlOps.Sdk.Console", "MlOps.Sdk.GoogleCloud", "MlOps.Sdk.Testing"];

    /// <summary>Whether an assembly is the user's: neither the framework's nor the SDK's.</summary>
    public static bool IsWalked(Assembly assembly)
    {
        string name = assembly.GetName().Name ?? "";
        return !FrameworkNames.Contains(name)
            && !SdkNames.Contains(name)
            && !FrameworkPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal));
    }

    /// <summary>The hash of what a class reaches; lower-case hexadecimal SHA-256.</summary>
    public static string Of(Type type)
    {
        StringBuilder text = new();
        try
        {
            new CodeWalk(text).Walk(type);
        }
        catch (Exception exception) when (exception is FileNotFoundException or TypeLoadException or MissingMemberException or NotSupportedException)
        {
            // A part of the code can't be read here (an optional assembly is absent, or there is no IL). Then any edit of the assembly counts as a change.
            return $"module {type.Module.ModuleVersionId:N}";
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
