namespace MlOps.Sdk.Stages;

/// <summary>A stage can't do its work. The message says where, what (with the value) and what to do.</summary>
/// <remarks>Thrown for what trying again can't mend; other exceptions are retried as the plan says.</remarks>
public class StageException(string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>What the stage found out before it failed, such as a verification with the checks that don't hold; recorded with the run. Null for nothing.</summary>
    public Product? Evidence { get; init; }
}
