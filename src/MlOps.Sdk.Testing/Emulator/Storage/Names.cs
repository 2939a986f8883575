using System.Text;
using System.Text.RegularExpressions;
using MlOps.Sdk.Testing.Emulator.Http;

namespace MlOps.Sdk.Testing.Emulator.Storage;

/// <summary>Which names the service takes.</summary>
internal static partial class Names
{
    public static void CheckBucket(string name)
    {
        bool isLong = name.Contains('.', StringComparison.Ordinal);
        if (!BucketName().IsMatch(name) || name.Length > (isLong ? 222 : 63) || name.Split('.').Any(part => part.Length > 63)
            || name.StartsWith("goog", StringComparison.Ordinal) || Google().IsMatch(name))
        {
            throw EmulatorException.Invalid($"Invalid bucket name: '{name}'");
        }
    }

    public static void CheckObject(string name)
    {
        if (name.Length == 0)
            throw new EmulatorException(400, "required", "Required parameter: name");
        if (Encoding.UTF8.GetByteCount(name) > 1024 || name is "." or ".." || name.AsSpan().IndexOfAny('\r', '\n') >= 0
            || name.StartsWith(".well-known/acme-challenge/", StringComparison.Ordinal))
        {
            throw EmulatorException.Invalid($"Invalid object name: '{name}'");
        }
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9._-]+[a-z0-9]$", RegexOptions.CultureInvariant)]
    private static partial Regex BucketName();

    [GeneratedRegex("g[o0][o0]g[l1]e", RegexOptions.CultureInvariant)]
    private static partial Regex Google();
}
