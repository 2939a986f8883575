namespace MlOps.Sdk;

/// <summary>Something that is wrong with a pipeline.</summary>
/// <param name="Path">Where: the stage and, after dots, the part of it, such as <c>stage.split</c>.</param>
/// <param name="Message">What is wrong, with the value, and what to write instead.</param>
public sealed record Problem(string Path, string Message)
{
    /// <inheritdoc />
    public override string ToString() => $"{Path}: {Message}";
}
