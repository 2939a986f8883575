namespace MlOps.Sdk;

/// <summary>A pipeline can't be built or run; carries every problem at once.</summary>
public sealed class PipelineException : Exception
{
    internal PipelineException(string pipeline, IReadOnlyList<Problem> problems)
        : base($"The pipeline '{pipeline}' has {problems.Count} problem{(problems.Count == 1 ? "" : "s")}:{Environment.NewLine}"
            + string.Join(Environment.NewLine, problems.Select(problem => $"  {problem}")))
    {
        Pipeline = pipeline;
        Problems = problems;
    }

    /// <summary>The pipeline's name.</summary>
    public string Pipeline { get; }

    /// <summary>The problems: first those of lambdas, then those of the plan, in the order of the stages.</summary>
    public IReadOnlyList<Problem> Problems { get; }
}
