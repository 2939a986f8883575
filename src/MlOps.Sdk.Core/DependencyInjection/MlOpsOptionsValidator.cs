using Microsoft.Extensions.Options;

namespace MlOps.Sdk;

/// <summary>Refuses settings with which no run could start.</summary>
internal sealed class MlOpsOptionsValidator : IValidateOptions<MlOpsOptions>
{
    public ValidateOptionsResult Validate(string? name, MlOpsOptions options)
    {
        List<string> failures = [];
        if (string.IsNullOrWhiteSpace(options.Platform))
            failures.Add($"MlOps:Platform: '{options.Platform}' is not a platform. Name one that is registered, such as {Platforms.Local}.");
        if (string.IsNullOrWhiteSpace(options.Root) || options.Root.Contains('\0'))
            failures.Add($"MlOps:Root: '{options.Root}' is not a path. Name a folder, or leave it out to use .mlops.");
        if (options.Parallelism is < 1 or > 1024)
            failures.Add(FormattableString.Invariant(
                $"MlOps:Parallelism: {options.Parallelism} is not between 1 and 1024. Leave it out to use all processors."));
        if (options.ByteBudget <= 0)
            failures.Add(FormattableString.Invariant($"MlOps:ByteBudget: {options.ByteBudget} is not positive. Leave it out for no bound."));
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
