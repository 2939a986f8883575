using System.Globalization;

namespace MlOps.Sdk.Benchmarks;

/// <summary>The most memory that a child process may have: .NET sizes its heap by it, and the kernel lets no allocation go beyond it.</summary>
/// <param name="Bytes">Of private memory that can be written (RLIMIT_DATA); without <c>prlimit</c> only .NET keeps to it.</param>
internal sealed record ProcessLimit(long Bytes)
{
    private const string Prlimit = "/usr/bin/prlimit";

    public void Apply(List<string> command, IDictionary<string, string?> environment)
    {
        environment["DOTNET_GCHeapHardLimit"] = Bytes.ToString("X", CultureInfo.InvariantCulture);
        if (File.Exists(Prlimit))
            command.InsertRange(0, [Prlimit, string.Create(CultureInfo.InvariantCulture, $"--data={Bytes}"), "--"]);
    }
}
