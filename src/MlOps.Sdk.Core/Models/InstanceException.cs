namespace MlOps.Sdk.Models;

/// <summary>An instance isn't what the model's instance schema says. The message holds every error.</summary>
/// <param name="errors">The errors.</param>
public sealed class InstanceException(IReadOnlyList<InstanceError> errors) : FormatException(string.Join(Environment.NewLine, errors))
{
    /// <summary>The errors, in the order in which they were found.</summary>
    public IReadOnlyList<InstanceError> Errors { get; } = errors;
}
