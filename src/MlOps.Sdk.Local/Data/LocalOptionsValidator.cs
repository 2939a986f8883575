using System.Globalization;
using Microsoft.Extensions.Options;

namespace MlOps.Sdk.Data;

/// <summary>Refuses settings that DuckDB would refuse only when the first query runs.</summary>
internal sealed class LocalOptionsValidator : IValidateOptions<LocalOptions>
{
    // DuckDB keeps row groups and hash tables per thread; below this it fails instead of spilling.
    private const long LeastBytesPerThread = 16_000_000;

    public ValidateOptionsResult Validate(string? name, LocalOptions options)
    {
        List<string> failures = [];
        if (options.Threads is < 1 or > 1024)
            failures.Add(Invariant($"MlOps:Local:Threads: {options.Threads} is not between 1 and 1024. Leave it out to use all processors."));

        if (options.MemoryLimit is not null && !MemorySize.TryParse(options.MemoryLimit, out long bytes))
            failures.Add($"MlOps:Local:MemoryLimit: '{options.MemoryLimit}' is not a size. Write a number and a unit, such as 4GB or 800MB.");
        else if (options.MemoryLimit is not null && MemorySize.TryParse(options.MemoryLimit, out bytes))
        {
            if (bytes > MemorySize.OfMachine)
                failures.Add($"MlOps:Local:MemoryLimit: {options.MemoryLimit} is more than the machine's {MemorySize.Format(MemorySize.OfMachine)}. "
                    + "Lower it, or leave it out to use 60 % of the machine's.");
            if (options.Threads >= 1 && bytes < LeastBytesPerThread * options.Threads)
                failures.Add(Invariant($"MlOps:Local:MemoryLimit: {options.MemoryLimit} is too little for {options.Threads} threads, which need ")
                    + $"{MemorySize.Format(LeastBytesPerThread * options.Threads)}. Raise it, or lower MlOps:Local:Threads.");
        }

        if (options.TemporaryFolder is { } folder && (folder.Trim().Length == 0 || folder.Contains('\0')))
            failures.Add($"MlOps:Local:TemporaryFolder: '{folder}' is not a path. Name a folder, or leave it out.");

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
